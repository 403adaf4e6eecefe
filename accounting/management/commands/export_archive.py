"""Write the complete books of a company to an archive, from which `restore_archive` makes the same books again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounting.exchange.archive.writing import Archive, pack
from accounting.management.lookup import find_company
from accounting.management.output import output
from foundation import audit, tenancy

SYSTEM = "export_archive"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="The file to write, which must not exist yet; a name that ends in .gz is packed; - writes to stdout.",
        )
        parser.add_argument("--company", required=True, help="The name or id of the company.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with tenancy.everyone(statement_timeout="0", **tenancy.AT_ONE_MOMENT):
            archive = Archive(find_company(options["company"]))
            with output(path) as file:
                if path.suffix == ".gz":
                    pack(archive, file)
                else:
                    file.writelines(archive)
        with tenancy.everyone():
            audit.record(
                "company.exported", archive.company, by=SYSTEM, new=archive.evidence, company_id=archive.company.id
            )
        if str(path) != "-":
            self.stdout.write(f"Wrote {path} ({path.stat().st_size:,} bytes), SHA-256 {archive.sha256}.")
