"""Write the posted entries of a company to a file, for other programs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounting.exchange.export import FORMATS
from accounting.management.lookup import find_company
from accounting.management.output import output
from foundation import tenancy


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The file to write, which must not exist yet; - writes to stdout.")
        parser.add_argument("--company", required=True, help="The name or id of the company.")
        parser.add_argument("--format", required=True, choices=list(FORMATS), help="The format.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with tenancy.everyone(statement_timeout="0", **tenancy.AT_ONE_MOMENT):
            pieces = FORMATS[options["format"]].write(find_company(options["company"]))
            with output(path) as file:
                file.writelines(piece.encode() for piece in pieces)
        if str(path) != "-":
            self.stdout.write(f"Wrote {path} ({path.stat().st_size:,} bytes).")
