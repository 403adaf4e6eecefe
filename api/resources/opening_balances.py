"""The opening balances of a company over HTTP."""

from itertools import chain
from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from accounting import errors
from accounting.ledger import locking
from accounting.opening import opening_balances
from api import concurrency, fields
from api.company import CompanyView
from api.errors import PreconditionFailed
from api.parsing import MIB
from api.rendering import dumps
from api.serializers import Serializer


class OpeningBalance(Serializer):
    """The balance of an account when the books began here."""

    account_id = fields.IdField(help_text="The account. Receivables and payables come from the open documents.")
    debit = fields.MoneyField(base=True, required=False, help_text="The balance, if it is a debit.")
    credit = fields.MoneyField(base=True, required=False, help_text="The balance, if it is a credit.")
    currency = fields.CurrencyField(required=False, help_text="In a request, it can only be that of the account.")
    currency_amount = fields.MoneyField(
        required=False,
        help_text="The balance in `currency`, debit positive and credit negative: required for an account that is kept "
        "in another currency than the company's.",
    )

    class Meta:
        currency = "currency"


class OpenDocument(Serializer):
    """What all open documents have."""

    id = fields.IdField(read_only=True)
    issue_date = fields.DateField(help_text="The date on the document, on the day of the balances or before.")
    currency = fields.CurrencyField(foreign_key=True, required=False, help_text="Default: the currency of the contact.")
    exchange_rate = fields.RateField(
        required=False,
        help_text="Units of the base currency per unit of the document's currency. Default: that of the day of the "
        "balances.",
    )
    amount = fields.MoneyField(positive=True, help_text="What was still open, tax included, in `currency`.")

    class Meta:
        currency = "currency"


class DueDocument(OpenDocument):
    due_date = fields.DateField(required=False, help_text="Default: the issue date.")


class OpeningInvoice(DueDocument):
    """An open invoice of the former system."""

    customer_id = fields.IdField()
    invoice_number = fields.CharField(max_length=40, help_text="Its number in the former system.")


class OpeningBill(DueDocument):
    """An open bill of the former system."""

    vendor_id = fields.IdField()
    bill_number = fields.CharField(max_length=40, help_text="The number that the vendor put on it.")


class OpeningCreditNote(OpenDocument):
    """What a customer had to their credit in the former system: a credit note, or a payment without an invoice."""

    customer_id = fields.IdField()
    credit_note_number = fields.CharField(max_length=40, help_text="Its number in the former system.")


class OpeningVendorCredit(OpenDocument):
    """What a vendor still owed in the former system: a credit, or a payment without a bill."""

    vendor_id = fields.IdField()
    vendor_credit_number = fields.CharField(max_length=40, help_text="The number that the vendor put on it.")


def _listed(document: type[Serializer], text: str) -> Any:
    """Return the field of the open documents of one kind."""
    most = opening_balances.MAX_DOCUMENTS
    return document(many=True, required=False, allow_empty=True, max_length=most, help_text=text)


class OpeningBalancesSerializer(Serializer):
    """What a company owned and owed when its books began here: by account, and by open document."""

    date = fields.DateField(allow_null=True, help_text="The day of the balances; null if none are set.")
    balances = OpeningBalance(
        many=True,
        required=False,
        allow_empty=True,
        max_length=opening_balances.MAX_BALANCES,
        help_text="The balances of the accounts, each account once.",
    )
    invoices = _listed(OpeningInvoice, "What customers still owe.")
    bills = _listed(OpeningBill, "What is still owed to vendors.")
    credit_notes = _listed(
        OpeningCreditNote, "What customers have to their credit. It can be applied to their invoices later."
    )
    vendor_credits = _listed(OpeningVendorCredit, "What vendors owe. It can be applied to their bills later.")
    equity_amount = fields.MoneyField(
        base=True,
        read_only=True,
        allow_null=True,
        help_text="What the account with the role `opening_balance_equity` took of these balances and documents, "
        "credit positive; or null.",
    )
    journal_entry_id = fields.IdField(
        read_only=True, allow_null=True, help_text="The entry with the balances of the accounts."
    )


class OpeningBalancesView(CompanyView):
    """The opening balances of a company.

    All is null or empty until they are set.
    """

    response_serializer = OpeningBalancesSerializer
    roles: ClassVar[dict[str, str]] = {"update": "admin"}
    has_entity_tag = True
    max_body = 4 * MIB  # 10,000 open documents with all that they can have
    max_nodes = 200_000

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        self.validated_query()
        return concurrency.tagged(self.request, self.to_json())

    def to_json(self) -> bytes:
        return dumps(self.serialize(OpeningBalancesSerializer, self.found()))

    def found(self) -> dict[str, Any]:
        opening = opening_balances.find(self.company)
        if opening is None:
            lists: dict[str, Any] = {name: [] for name in ("balances", *dict(opening_balances.KINDS))}
            return dict.fromkeys(OpeningBalancesSerializer().fields) | lists
        balances = opening_balances.balances_of(opening)
        documents = {name: opening_balances.documents_of(self.company, model) for name, model in opening_balances.KINDS}
        return {
            "date": opening.date,
            "balances": balances,
            **documents,
            "equity_amount": opening_balances.equity_of(balances, chain.from_iterable(documents.values())),
            "journal_entry_id": opening.journal_entry_id,
        }

    @extend_schema(request=OpeningBalancesSerializer, responses={200: OpeningBalancesSerializer})
    def put(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        """Set the opening balances, in place of those that are there.

        Possible until the first period is closed (409 `period_closed`). What is the same stays as it is, and what is
        left out is taken back, also documents that were imported; a document to which something is allocated can only
        stay the same (409 `has_allocations`). The documents are open from the date on, and are paid as others are. They
        have no tax, and no mail is sent. What is left over goes to the account with the role `opening_balance_equity`.
        What the GET shows can be sent back without `equity_amount`, `journal_entry_id` and the `id` of each document.
        """
        data = self.validated_data(OpeningBalancesSerializer)
        if data["date"] is None:
            raise errors.InvalidDate("Give the day of the balances.", field="date")
        expected = concurrency.if_match(request)
        if expected is not None or "HTTP_IF_NONE_MATCH" in request.META:
            locking.lock_company(self.company)
            if expected is not None and not concurrency.matches(expected, concurrency.etag(self.to_json())):
                raise PreconditionFailed
            if opening_balances.find(self.company) is not None:
                concurrency.refuse_existing(request)
        opening_balances.replace(self.company, by=self.user, **data)
        return concurrency.tagged(self.request, self.to_json())
