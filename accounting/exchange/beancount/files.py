"""Open a ledger and its included files: only regular files in the ledger's own folder and below it."""

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from accounting.exchange.beancount.parser import Parsed, parse
from accounting.exchange.beancount.syntax import Directive
from accounting.exchange.source import MAX_PROBLEMS, Place, Problem, Unreadable
from accounting.exchange.texts import CARRIAGE_RETURN, normal, refuse_others, shown

MAX_BYTES = 25 * 1024 * 1024
"""The most bytes of a ledger with its included files. In memory it takes 18 bytes for each byte, and 36 where lines are
short, so at most 0.9 GiB."""
MAX_FILES = 1000
MAX_PATTERN_LENGTH = 500


@dataclass(slots=True)
class Ledger:
    """The content of a ledger's files. `options` are those of the first file, `operating_currencies` those of all
    files."""

    directives: list[Directive] = field(default_factory=list)
    options: list[tuple[Place, str, str]] = field(default_factory=list)
    operating_currencies: list[str] = field(default_factory=list)
    not_run: list[tuple[Place, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load(path: Path) -> Ledger:
    """Read the ledger at `path` and its included files.

    Raises Unreadable if a file cannot be read at all. Errors inside the files are in `problems`.
    """
    loading = _Loading(path.resolve().parent)
    loading.read(path.resolve(), Place(shown(path), 1))
    while loading.waiting:
        loading.read(*loading.waiting.pop(0))
    return loading.ledger


class _Loading:
    def __init__(self, folder: Path) -> None:
        self.folder, self.left = folder, MAX_BYTES
        self.read_already: set[Path] = set()
        self.waiting: list[tuple[Path, Place]] = []
        self.ledger = Ledger()

    def read(self, path: Path, named_at: Place) -> None:
        """Read one file. `named_at` is the place of its include."""
        if path in self.read_already:
            self.refuse(named_at, f"{shown(path)} is included twice.")
            return
        self.read_already.add(path)
        if len(self.read_already) > MAX_FILES:
            raise Unreadable([Problem(named_at, f"A ledger has at most {MAX_FILES:,} files.")])
        parsed = parse(self._text(path, named_at), shown(path))
        self._add(parsed, shown(path), is_first=len(self.read_already) == 1)
        for line, pattern in parsed.includes:
            place = Place(shown(path), line)
            self.waiting += [(found, place) for found in self._included(path.parent, pattern, place)]

    def _add(self, parsed: Parsed, file: str, *, is_first: bool) -> None:
        ledger = self.ledger
        ledger.directives += parsed.directives
        ledger.problems += parsed.problems
        if len(ledger.problems) >= MAX_PROBLEMS:
            raise Unreadable(ledger.problems)
        ledger.not_run += [(Place(file, line), text) for line, text in parsed.not_run]
        for line, name, value in parsed.options:
            if name == "operating_currency" and value not in ledger.operating_currencies:
                ledger.operating_currencies.append(value)
            if is_first:
                ledger.options.append((Place(file, line), name, value))

    def _included(self, folder: Path, pattern: str, place: Place) -> list[Path]:
        """Return the files that match an `include`, in the ledger's folder and below it."""
        if len(pattern) > MAX_PATTERN_LENGTH or pattern.count("**") > 1 or not pattern.strip("/.") or "\0" in pattern:
            self.refuse(place, "This is not the name of a file.")
            return []
        outside = f"An include must name a file in the ledger's folder or below it. {pattern!r} does not."
        if os.path.isabs(pattern) or ".." in Path(pattern).parts:
            self.refuse(place, outside)
            return []
        found = sorted(folder.glob(pattern)) if re.search(r"[*?\[]", pattern) else [folder / pattern]
        files = []
        for path in found:
            real = path.resolve()
            if not real.is_relative_to(self.folder):
                self.refuse(place, outside)
            elif real.is_file():
                files.append(real)
        if not files and not any(problem.place == place for problem in self.ledger.problems):
            self.refuse(place, f"There is no file {pattern!r}.")
        return files

    def _text(self, path: Path, named_at: Place) -> str:
        try:
            # The path contains no links any more. If a link replaces it now, it is not followed.
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with open(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise Unreadable([Problem(named_at, f"{shown(path)} is not a file.")])
                content = file.read(self.left + 1)
        except OSError as error:
            raise Unreadable([Problem(named_at, f"{shown(path)} cannot be read: {error.strerror}.")]) from error
        self.left -= len(content)
        if self.left < 0:
            most = f"{MAX_BYTES / 1024 / 1024:,.0f} MiB"
            raise Unreadable([Problem(named_at, f"A ledger has at most {most}, with all that it includes.")])
        refuse_others(content, Place(shown(path), 1), "UTF-8")
        if b"\r" in content and b"\n" not in content:
            raise Unreadable([Problem(Place(shown(path), 1), CARRIAGE_RETURN)])
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise Unreadable(
                [Problem(Place(shown(path), line), "This is not UTF-8: save the file as that.")]
            ) from error
        return normal(text, shown(path))

    def refuse(self, place: Place, message: str) -> None:
        self.ledger.problems.append(Problem(place, message))
        if len(self.ledger.problems) >= MAX_PROBLEMS:
            raise Unreadable(self.ledger.problems)
