"""One check of the books: what it checks, what it examined, and what is wrong."""

from dataclasses import dataclass, field

MAX_SHOWN = 20


@dataclass
class Check:
    """`examined` counts `unit`; `failures` are the first MAX_SHOWN of `failed`; `evidence` is a figure to note down."""

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
