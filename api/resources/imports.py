"""Imports over HTTP: a file is taken, and a worker books it."""

from typing import Any, ClassVar

from django.db.models import Model
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from accounting.exchange import imports
from accounting.exchange.figures import DATE_ORDERS, DECIMAL_MARKS
from accounting.exchange.formats import EXISTING, IMPORTS
from accounting.exchange.models import MAX_FILE_NAME
from accounting.models import Import, ImportStatus
from api import fields, filters
from api.actions import post_action
from api.company import CompanyViewSet
from api.errors import InvalidJSON
from api.forms import ROOM, FormParser, TakesFile
from api.mixins import ListMixin, RetrieveMixin
from api.parsing import StrictJSONParser, parse_json
from api.people import Author, with_authors
from api.serialization import AsItIs
from api.serializers import ModelSerializer, Serializer

MAX_RATES = 200
FLAGS = {"true": True, "false": False}
FORMAT = (
    "The format of the file. Default: what the end of `file_name` says. That is always a journal; a list must be named."
)


class ContentField(AsItIs, serializers.CharField):
    """The content of a file: text in JSON, bytes in a form."""

    default_error_messages: ClassVar[dict[str, Any]] = {"not_a_string": "Must be a string, the text of the file."}

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is serializers.empty:
            self.fail("required")
        if isinstance(data, bytes):
            return data
        if not isinstance(data, str):
            self.fail("not_a_string")
        return data.encode()


class ImportMessage(Serializer):
    """What is wrong, or worth knowing, about a line of a file."""

    line = fields.IntegerField(allow_null=True, help_text="The line of the file, from 1; null if it is about no line.")
    message = fields.CharField(help_text="What it is, for people.")


class ImportRow(Serializer):
    """What became of a line of a file."""

    line = fields.IntegerField(help_text="The line of the file, from 1.")
    action = fields.ChoiceField(
        choices=["created", "updated", "skipped"], help_text="What the import did, or would do, with it."
    )
    what = fields.CharField(help_text="What it is about, for people, such as `customer Harbor Cafe`.")


class ImportTotal(Serializer):
    """What the open documents of one kind and currency come to."""

    kind = fields.CharField(help_text="The kind of the documents, such as `credit_notes`.")
    currency = fields.CurrencyField(help_text="The currency of the amount.")
    amount = fields.MoneyField(help_text="What is open of all of them in the file.")

    class Meta:
        currency = "currency"


class ImportSerializer(ModelSerializer):
    """A file that is booked as a whole or not at all."""

    format = fields.ChoiceField(choices=list(IMPORTS), required=False, help_text=FORMAT)
    file_name = fields.CharField(
        max_length=MAX_FILE_NAME, required=False, allow_blank=True, help_text="The name of the file, without folders."
    )
    content = ContentField(write_only=True, help_text="The text of the file, up to 25 MiB. In a form it is `file`.")
    dry_run = fields.BooleanField(
        required=False, help_text="Whether only to show what would happen: `rows` says it line by line. Default: false."
    )
    currency = fields.CurrencyField(
        write_only=True,
        required=False,
        help_text="The currency of amounts that name none. For a journal it can only be that of the books.",
    )
    rates = fields.DictField(
        child=fields.RateField(),
        write_only=True,
        required=False,
        help_text="For a journal: units of the base currency for one unit of another that has no price in the file.",
    )
    existing = fields.ChoiceField(
        choices=EXISTING,
        write_only=True,
        required=False,
        help_text="For a list: what becomes of a row that is in the books already. `update` changes what the row says "
        "otherwise, and keeps what the row leaves empty. Default: `skip`.",
    )
    date = fields.DateField(
        write_only=True,
        required=False,
        help_text="For open invoices and bills: the day of the opening balances. Default: that of those set already.",
    )
    date_order = fields.ChoiceField(
        choices=DATE_ORDERS,
        write_only=True,
        required=False,
        help_text="For open invoices and bills: whether 01/02/2026 is the first of February (`dmy`) or the second of "
        "January (`mdy`). Default: what other dates of the file say.",
    )
    decimal_mark = fields.ChoiceField(
        choices=DECIMAL_MARKS,
        write_only=True,
        required=False,
        help_text="For items, open invoices and bills: what is before the decimals, `.` or `,`. Default: what the "
        "amounts of the file say.",
    )
    size = fields.IntegerField(read_only=True, help_text="The size of the file in bytes.")
    sha256 = fields.CharField(read_only=True, help_text="The SHA-256 of the file, in hexadecimal digits.")
    status = fields.ChoiceField(
        choices=ImportStatus.choices,
        read_only=True,
        help_text="A file that `failed` or is `cancelled` left nothing in the books. One that is "
        "`cancelling` will leave nothing: its worker has not noticed yet.",
    )
    done = fields.IntegerField(read_only=True, help_text="How many entries or rows are done.")
    total = fields.IntegerField(read_only=True, allow_null=True, help_text="Of how many; null until that is known.")
    created = fields.DictField(
        child=fields.IntegerField(), read_only=True, help_text="How many it made, by kind, such as `journal_entries`."
    )
    updated = fields.DictField(child=fields.IntegerField(), read_only=True, help_text="How many it changed, by kind.")
    skipped = fields.DictField(
        child=fields.IntegerField(), read_only=True, help_text="How many were there already, by kind."
    )
    totals = ImportTotal(
        many=True,
        read_only=True,
        source="amounts",
        help_text="For open invoices and bills: what the file's documents come to, whatever became of them. Compare it "
        "with the former system.",
    )
    rows = ImportRow(many=True, read_only=True, help_text="What became of each line; the first 1,000.")
    errors = ImportMessage(  # type: ignore[assignment]  # REST framework has a property of this name
        many=True, read_only=True, help_text="Why it failed; the first 100."
    )
    error_count = fields.IntegerField(read_only=True, help_text="How many errors there are in all.")
    warnings = ImportMessage(many=True, read_only=True, help_text="What was left out, rounded or moved; the first 100.")
    warning_count = fields.IntegerField(read_only=True, help_text="How many warnings there are in all.")
    started_at = fields.MomentField(
        read_only=True, allow_null=True, help_text="When a worker took it; null until then."
    )
    finished_at = fields.MomentField(read_only=True, allow_null=True, help_text="When it ended; null until then.")
    created_by = Author(help_text="The user who asked for it.")
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = Import
        fields: ClassVar[list[str]] = [
            "id",
            "format",
            "file_name",
            "content",
            "dry_run",
            "currency",
            "rates",
            "existing",
            "date",
            "date_order",
            "decimal_mark",
            "size",
            "sha256",
            "status",
            "done",
            "total",
            "created",
            "updated",
            "skipped",
            "totals",
            "rows",
            "errors",
            "error_count",
            "warnings",
            "warning_count",
            "started_at",
            "finished_at",
            "created_by",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "created_at", "updated_at"]


class ImportFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=ImportStatus)

    class Meta:
        model = Import
        fields: ClassVar[list[str]] = []


class ImportForm(FormParser):
    """A form in which `dry_run` and `rates` are written as in JSON."""

    def typed(self, name: str, text: str) -> Any:
        if name == "dry_run":
            return FLAGS.get(text, text)
        if name != "rates":
            return text
        try:
            return parse_json(text.encode())
        except InvalidJSON:
            return text


class ImportViewSet(ListMixin, RetrieveMixin, TakesFile, CompanyViewSet):
    """Imports: files that Atlas books as a whole or not at all.

    A worker does it. `GET /imports/{id}` shows its progress, and in the end what it did or what is wrong, by line; the
    events `import.succeeded`, `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only
    until then.

    A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON, `rates`
    as a text such as `{"EUR": 1.10}`.
    """

    queryset = with_authors(Import.objects.all(), created_by="created_by")
    serializer_class = ImportSerializer
    filterset_class = ImportFilter
    parser_classes = (StrictJSONParser, ImportForm)
    max_file = imports.MAX_BYTES
    max_body = max_file + ROOM
    max_nodes = 2 * MAX_RATES + 50
    create_cost = 10
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at"}
    roles: ClassVar[dict[str, str]] = {"list": "admin", "retrieve": "admin", "create": "admin", "cancel": "admin"}

    # Only JSON is in the document: of an operation with two kinds of body openapi-generator makes TypeScript that does
    # not compile.
    @extend_schema(request={"application/json": ImportSerializer}, responses={202: ImportSerializer})
    def create(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        data = self.validated_data(ImportSerializer)
        self.check_file(data["content"])
        row: Model = imports.create(self.company, by=self.user, **data)
        return self.object_response(self.reload(row), 202, {"Location": f"{request.path}/{row.pk}"})

    def wait(self) -> None:
        """Wait for nobody: the worker of a running import lets nobody else write, but it can be cancelled."""
        self.written = (self.company.id,)

    @post_action
    def cancel(self, row: Import, data: dict[str, Any]) -> Import:
        """Cancel an import that has not ended, so that nothing of its file gets into the books.

        One that is `queued` is then `cancelled`. One that is `running` is `cancelling` until its worker notices, which
        takes seconds; so is one that is `queued` while a batch is being written in the company.
        """
        return imports.cancel(row, by=self.user)

    def possible_actions(self, row: Import) -> tuple[str, ...]:
        return imports.possible_actions(row)
