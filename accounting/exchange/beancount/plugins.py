"""Let Beancount's own program run the plugins of a file, in a separate process, if the user asks for it."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from accounting.exchange.beancount.files import MAX_BYTES, Ledger
from accounting.exchange.beancount.parser import parse
from accounting.exchange.source import Place, Problem, Unreadable
from accounting.exchange.texts import shown

PROGRAM = "bean-query"
MAX_SECONDS = 600
MAX_ERROR_LENGTH = 2000
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV")
"""The variables of our environment that the process gets. None is a secret."""


def load(path: Path) -> Ledger:
    """Return the ledger at `path` as Beancount prints it after plugins and booking. Line numbers are those of its
    output.

    Raises Unreadable if Beancount is not installed or finds an error.
    """
    program = shutil.which(PROGRAM) or shutil.which(PROGRAM, path=str(Path(sys.executable).parent))
    if program is None:
        raise _unreadable(path, f"--allow-plugins needs Beancount's own {PROGRAM}, which is not installed here.")
    if path.stat().st_size > MAX_BYTES:
        raise _unreadable(path, "This ledger is too long.")
    with tempfile.TemporaryFile() as answer:
        environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        command = [program, "--format", "beancount", str(path.resolve()), "PRINT"]
        try:
            done = subprocess.run(
                command, stdout=answer, stderr=subprocess.PIPE, env=environment, timeout=MAX_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise _unreadable(path, f"{PROGRAM} did not end within {MAX_SECONDS} seconds.") from error
        if done.returncode or done.stderr.strip():
            words = done.stderr.decode("utf-8", "replace").strip()[:MAX_ERROR_LENGTH]
            raise _unreadable(path, f"{PROGRAM} refuses this file: {words}")
        answer.seek(0)
        text = answer.read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise _unreadable(path, "The result of this ledger's plugins is too long.")
    made = parse(text.decode("utf-8", "replace"), f"{shown(path)} after its plugins")
    written = parse(path.read_text("utf-8-sig", "replace"), shown(path))
    ledger = Ledger(directives=made.directives, problems=made.problems)
    ledger.options = [(Place(shown(path), line), name, value) for line, name, value in written.options]
    ledger.operating_currencies = [value for _, name, value in written.options if name == "operating_currency"]
    return ledger


def _unreadable(path: Path, message: str) -> Unreadable:
    return Unreadable([Problem(Place(shown(path), 1), message)])
