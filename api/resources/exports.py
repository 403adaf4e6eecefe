"""The whole ledger as a file, for other programs."""

import tempfile
from typing import Any, ClassVar

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounting import errors
from accounting.exchange import export
from accounting.models import JournalLine
from api.company import CompanyView

MAX_LINES = 1_000_000
IN_MEMORY = 1024 * 1024
"""The bytes of a file that stay in memory. A larger one is written to the disk until it is sent."""


class _File(tempfile.SpooledTemporaryFile):
    """A file that is gone once it has been read to its end, even if the server does not close the response."""

    def read(self, *arguments: Any) -> bytes:
        piece: bytes = super().read(*arguments)
        if not piece:
            self.close()
        return piece


class ExportView(CompanyView):
    """A view that answers with a file. Subclasses choose the format.

    The file is complete before it is sent. So an error is an error, a reader that is slow holds no transaction, and
    memory is flat.
    """

    cost = 10
    format_name: ClassVar[str]

    def read(self, query: dict[str, Any]) -> FileResponse:
        chosen = export.FORMATS[self.format_name]
        if JournalLine.objects.filter(company=self.company)[MAX_LINES : MAX_LINES + 1].exists():
            raise errors.TooMany(
                f"The books have more than {MAX_LINES:,} lines. The operator can write them to a file with "
                "`manage.py export_journal`."
            )
        file = _File(IN_MEMORY)
        try:
            for piece in chosen.write(self.company):
                file.write(piece.encode())
        except BaseException:
            file.close()
            raise
        file.seek(0)
        name = f"journal_{self.company.date_at(timezone.now())}.{chosen.suffix}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=f"{chosen.media_type}; charset=utf-8")


@extend_schema_view(get=extend_schema(responses={(200, "text/plain"): OpenApiTypes.STR}))
class BeancountExportView(ExportView):
    """Export the whole ledger as Beancount: every posted entry with its number, hash and lines.

    Amounts are in the base currency, so `bean-query` comes to the balances of the trial balance. What a line is in
    another currency stands in its metadata. It counts as 10 requests for the rate limits.
    """

    format_name = "beancount"


@extend_schema_view(get=extend_schema(responses={(200, "text/plain"): OpenApiTypes.STR}))
class HledgerExportView(ExportView):
    """Export the whole ledger as an hledger journal.

    Amounts are in the base currency, so `hledger balance` comes to the balances of the trial balance. What a line is in
    another currency stands in its comment. It counts as 10 requests for the rate limits.
    """

    format_name = "hledger"


@extend_schema_view(get=extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR}))
class CsvExportView(ExportView):
    """Export the whole ledger as CSV: one row per line of a posted entry.

    Text that a spreadsheet would read as a formula gets an apostrophe in front. It counts as 10 requests for the rate
    limits.
    """

    format_name = "csv"
