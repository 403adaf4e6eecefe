"""The whole ledger as a file, for other programs; and the complete books, for another Atlas."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, ClassVar

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounting import errors
from accounting.attachments import attachments
from accounting.exchange import export, fec, fiscal_year, xaf
from accounting.exchange.archive.writing import Archive, pack
from accounting.models import CompanyRole, JournalLine
from api import files
from api.company import CompanyView
from api.fields import CharField, ChoiceField, IntegerField
from api.query import asked
from api.reference import accepts_gzip
from api.replica import ReplicaView
from api.serializers import Serializer
from foundation import audit, tenancy

MAX_LINES = 1_000_000
"""The most lines of books that are written while a client waits: so many were measured (benchmarks/RESULTS.md)."""
MAX_ATTACHED = 512 * 1024**2
"""The same for the bytes of attached files: a packed archive takes 70 ms of processor time for each MiB of them."""


class FileView(CompanyView):
    """A view that answers with a file (api/files.py)."""

    cost = 10
    refuses_books = True
    at_one_moment = True
    max_lines = MAX_LINES
    command: ClassVar[str]
    """The command with which the operator writes books that are too large for a request."""

    def check_lines(self) -> None:
        """Refuse books that are too large. Raises TooMany."""
        if JournalLine.objects.filter(company=self.company)[self.max_lines : self.max_lines + 1].exists():
            raise self.too_large(f"{self.max_lines:,} lines")

    def too_large(self, most: str) -> errors.TooMany:
        return errors.TooMany(
            f"The books have more than {most}. The operator can write them to a file with `manage.py {self.command}`."
        )

    def answer(self, pieces: Iterable[bytes], kind: str, suffix: str, media_type: str) -> FileResponse:
        """Return the response with these pieces as its file. Raises Refused."""
        name = f"{kind}_{self.company.date_at(timezone.now())}.{suffix}"
        return files.answer(self.company.organization_id, pieces, name=name, media_type=media_type, write=self.write)

    def write(self, pieces: Iterable[bytes], file: IO[bytes]) -> None:
        file.writelines(pieces)


class ExportView(ReplicaView, FileView):
    """The whole ledger in a format. Subclasses choose it."""

    command = "export_journal"
    format_name: ClassVar[str]

    def read(self, query: dict[str, Any]) -> FileResponse:
        chosen = export.FORMATS[self.format_name]
        self.check_lines()
        pieces = (piece.encode() for piece in chosen.write(self.company))
        return self.answer(pieces, "journal", chosen.suffix, f"{chosen.media_type}; charset=utf-8")


@extend_schema_view(get=extend_schema(responses={(200, "text/plain"): OpenApiTypes.STR}))
class BeancountExportView(ExportView):
    """Export the whole ledger as Beancount: every posted entry with its number, hash and lines.

    Amounts are in the base currency, so `bean-query` comes to the balances of the trial balance. What a line is in
    another currency stands in its metadata, and so do its options of tracking categories:
    `tracking-Department: "Sales"`. It counts as 10 requests for the rate limits.
    """

    format_name = "beancount"


@extend_schema_view(get=extend_schema(responses={(200, "text/plain"): OpenApiTypes.STR}))
class HledgerExportView(ExportView):
    """Export the whole ledger as an hledger journal.

    Amounts are in the base currency, so `hledger balance` comes to the balances of the trial balance. What a line is in
    another currency stands in its comment, and its options of tracking categories as tags there:
    `tracking-Department:Sales`. It counts as 10 requests for the rate limits.
    """

    format_name = "hledger"


@extend_schema_view(get=extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR}))
class CsvExportView(ExportView):
    """Export the whole ledger as CSV: a row for each line of a posted entry.

    Text that a spreadsheet would read as a formula gets an apostrophe in front. After the other columns each tracking
    category has one, such as `tracking: Department`, with the names of options. It counts as 10 requests for the rate
    limits.
    """

    format_name = "csv"


class YearQuery(Serializer):
    year = IntegerField(
        min_value=1970,
        max_value=2200,
        required=False,
        help_text="The calendar year in which the fiscal year ends. Default: the fiscal year of today.",
    )


class FecQuery(YearQuery):
    siren = CharField(max_length=20, help_text="The SIREN of the company, nine digits. It is part of the file's name.")


class XafQuery(YearQuery):
    version = ChoiceField(
        choices=list(xaf.Version),
        default=xaf.Version.V4_0,
        help_text="The version of the format: 4.0, the only one that the tax office takes from 2027 on, or 3.2 for "
        "programs that do not read it yet.",
    )


@extend_schema_view(get=extend_schema(responses={(200, "text/plain"): OpenApiTypes.STR}))
class FecExportView(ReplicaView, FileView):
    """Export a fiscal year as the French tax administration wants it: the fichier des écritures comptables (FEC).

    The file has the 18 columns of article A47 A-1, with tabs, in ISO 8859-15: first the balances that the years before
    left, then each posted entry in the order of posting, without closing entries. Amounts are in the base currency.
    Each account with lines needs a code that begins with three digits. It counts as 10 requests for the rate limits.
    """

    command = "export_journal"
    query_serializer = FecQuery

    def read(self, query: dict[str, Any]) -> FileResponse:
        self.check_lines()
        year = fiscal_year.year_of(self.company, query.get("year"))
        with asked():
            name = fec.name_of(query["siren"], year)
        response = self.answer(fec.write(self.company, year), "fec", "txt", f"text/plain; charset={fec.ENCODING}")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


@extend_schema_view(get=extend_schema(responses={(200, "application/xml"): OpenApiTypes.STR}))
class XafExportView(ReplicaView, FileView):
    """Export a fiscal year as the Dutch tax office wants it: the XML Auditfile Financieel (XAF).

    The file has the accounts, tax rates and months, the contacts of the year, the balances that the years before left,
    and each posted entry in its journal, without closing entries. Amounts are in the base currency, which needs two
    decimals at most. The company needs a Dutch `tax_number`, and each account a code of at most 35 characters. It
    counts as 10 requests for the rate limits.
    """

    command = "export_journal"
    query_serializer = XafQuery

    def read(self, query: dict[str, Any]) -> FileResponse:
        self.check_lines()
        year = fiscal_year.year_of(self.company, query.get("year"))
        pieces = xaf.write(self.company, year, xaf.Version(query["version"]))
        return self.answer(pieces, f"auditfile_{xaf.name_of(year)}", "xaf", "application/xml; charset=utf-8")


@extend_schema_view(get=extend_schema(responses={(200, "application/x-ndjson"): OpenApiTypes.STR}))
class ArchiveExportView(FileView):
    """Export the complete books of the company, as of one moment, for a backup or a move.

    The answer is JSON Lines. `manage.py restore_archive` makes the same books of it in another Atlas, with the same
    ids, numbers and hashes (docs/guides/archive.md). Only admins of the company can do this, and the audit trail
    records it with the archive's SHA-256. With `Accept-Encoding: gzip` the answer is compressed. It counts as 10
    requests for the rate limits.
    """

    command = "export_archive"
    max_attached = MAX_ATTACHED
    roles: ClassVar[dict[str, str]] = {"read": CompanyRole.ADMIN}
    archive: Archive | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write what the audit trail gets after what is read, and before the answer is sent."""
        with super().transaction():
            yield
        if self.archive is None:
            return
        with tenancy.organization(self.company.organization_id, **audit.settings_of(self.request._request)):
            evidence = self.archive.evidence
            audit.record("company.exported", self.company, by=self.user, new=evidence, company_id=self.company.id)

    def read(self, query: dict[str, Any]) -> FileResponse:
        self.check_lines()
        if attachments.total_bytes(self.company) > self.max_attached:
            raise self.too_large(f"{self.max_attached >> 20:,} MiB of attached files")
        self.archive = Archive(self.company)
        response = self.answer(self.archive, "archive", "jsonl", "application/x-ndjson")
        response.headers["Vary"] = "Accept-Encoding"
        if self.is_packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    @property
    def is_packed(self) -> bool:
        return accepts_gzip(self.request.headers.get("Accept-Encoding", ""))

    def write(self, pieces: Iterable[bytes], file: IO[bytes]) -> None:
        if not self.is_packed:
            return super().write(pieces, file)
        return pack(pieces, file)
