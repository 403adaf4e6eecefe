"""Check that no migration on main was changed: `python -m tests.migrations`, which `make migrations` runs.

It compares with the digests in migrations.json, which works in a shallow clone too, and with main if git has it. New
migrations are added to migrations.json.
"""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORDED = Path("tests/migrations.json")
REPLACES = re.compile(r"replaces = \[.*?\]", re.DOTALL)
NAMED = re.compile(r"[\"'](\w+)[\"'], [\"'](\w+)[\"']")


def digests(root: Path) -> dict[str, str]:
    """Return the digest of each migration's file."""
    files = (path for path in root.glob("*/migrations/0*.py"))
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def replaced(root: Path) -> set[str]:
    """Return the files of migrations that another one `replaces`. They may be deleted."""
    said = "".join(block for path in root.glob("*/migrations/0*.py") for block in REPLACES.findall(path.read_text()))
    return {f"{app}/migrations/{name}.py" for app, name in NAMED.findall(said)}


def on_main(root: Path) -> dict[str, str]:
    """Return the digest of each migration of the last commit that is on main too, or nothing if git has no main."""
    for main in ("origin/main", "main"):
        base = _git(root, "merge-base", "HEAD", main)
        if base:
            break
    else:
        return {}
    names = _git(root, "ls-tree", "-r", "--name-only", base.decode().strip()).decode().splitlines()
    return {
        name: hashlib.sha256(_git(root, "show", f"{base.decode().strip()}:{name}")).hexdigest()
        for name in names
        if Path(name).match("*/migrations/0*.py")
    }


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name, digest in before.items():
        if name not in now:
            yield f"{name} is on main and must stay."
        elif now[name] != digest:
            yield f"{name} is on main and must not change: add another migration."


def check(root: Path = ROOT) -> list[str]:
    """Return a sentence for each changed migration. If there is none, record the new ones."""
    now, recorded = digests(root), json.loads((root / RECORDED).read_text())
    before = {name: digest for name, digest in on_main(root).items() if name not in replaced(root)}
    found = sorted({*changed(recorded, now), *changed(before, now)})
    if not found and recorded != now:
        (root / RECORDED).write_text(json.dumps(now, indent=2) + "\n")
    return found


def _git(root: Path, *arguments: str) -> bytes:
    """Return git's output, or nothing if git fails."""
    said = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    return said.stdout if said.returncode == 0 else b""


if __name__ == "__main__":
    sys.exit("\n".join(check()) or None)
