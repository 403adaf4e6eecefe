"""One check of the books, with its result."""

from dataclasses import dataclass, field

MAX_SHOWN = 20


@dataclass
class Check:
    """A check. `examined` is a number of `unit`, `failures` are the first MAX_SHOWN of `failed`, and `evidence` is a
    figure to keep."""

    name: str
    claim: str
    unit: str
    examined: int = 0
    failed: int = 0
    failures: list[str] = field(default_factory=list)
    evidence: str = ""

    def fail(self, message: str) -> None:
        self.failed += 1
        if len(self.failures) < MAX_SHOWN:
            self.failures.append(message)

    def expect(self, holds: bool, message: str) -> None:
        if not holds:
            self.fail(message)
