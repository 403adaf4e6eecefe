"""`python -m sdks.generator` writes the generated files; with `--check` it only says which would change."""

import argparse
import sys
from pathlib import Path

from sdks.generator import commands, python, reference, typescript
from sdks.generator.document import Document, load

ROOT = Path(__file__).parents[2]
WRITERS = (python, typescript, reference, commands)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sdks.generator", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    is_check = parser.parse_args().check
    document = Document(load(ROOT / "docs/openapi.yaml"))
    wanted = {path: text for writer in WRITERS for path, text in writer.write(document).items()}
    stale = [
        path
        for path, text in wanted.items()
        if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text
    ]
    if is_check:
        for path in stale:
            sys.stderr.write(f"{path} is not what docs/openapi.yaml says: run `make sdks`.\n")
        return bool(stale)
    for path in stale:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(wanted[path], encoding="utf-8")
    sys.stdout.write(f"{len(wanted)} files, {len(stale)} written.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
