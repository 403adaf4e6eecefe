"""The chart of accounts over HTTP."""

from typing import Any, ClassVar

from django.db.models import Case, DecimalField, F, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from accounting.ledger import accounts
from accounting.models import ALL_SUBTYPES, DEBIT_TYPES, Account, AccountBalance, AccountType, JournalLine, SystemRole
from api import filters
from api.actions import post_action
from api.company import CompanyViewSet
from api.fields import AllowedActions, CharField, ChoiceField, MoneyField, TrackingField
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.serializers import ModelSerializer
from foundation.existence import are_there


def with_balance(rows: QuerySet[Account]) -> QuerySet[Account]:
    """Annotate each account with `balance` (positive on its normal side) and `has_lines` (also of drafts)."""
    months = AccountBalance.objects.filter(account=OuterRef("pk"), company=OuterRef("company")).order_by()
    net = months.values("account").annotate(net=Sum(F("debits") - F("credits"))).values("net")
    held = Coalesce(Subquery(net), 0, output_field=DecimalField(max_digits=19, decimal_places=4))
    return rows.annotate(
        balance=Case(When(type__in=DEBIT_TYPES, then=held), default=-held),
        has_lines=are_there(
            JournalLine.objects.filter(account=OuterRef("pk"), company=OuterRef("company")), order="currency"
        ),
    )


class AccountSerializer(ModelSerializer):
    subtype = ChoiceField(
        choices=["", *ALL_SUBTYPES],
        required=False,
        help_text="Its place in the reports. Each type has its own subtypes.",
    )
    normal_balance = CharField(read_only=True, help_text="`debit` or `credit`: the side that increases the balance.")
    balance = MoneyField(
        read_only=True,
        base=True,
        help_text="The balance of everything posted, in the base currency; positive on the normal side.",
    )
    required_tracking = TrackingField(
        help_text="The tracking categories, by their ids, of which each new line on the account needs an option. For "
        "revenue and expenses without a system role.",
    )
    allowed_actions = AllowedActions()

    class Meta:
        model = Account
        fields: ClassVar[list[str]] = [
            "id",
            "code",
            "name",
            "type",
            "subtype",
            "normal_balance",
            "parent_id",
            "currency",
            "description",
            "is_active",
            "system_role",
            "required_tracking",
            "balance",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "is_active", "created_at", "updated_at"]


class AccountFilter(filters.FilterSet):
    code = filters.TextFilter()
    type = filters.ChoiceFilter(choices=AccountType)
    subtype = filters.ChoiceFilter(choices=[(subtype, subtype) for subtype in ALL_SUBTYPES])
    system_role = filters.ChoiceFilter(choices=SystemRole)
    parent_id = filters.IdFilter()
    is_active = filters.BooleanFilter()
    search = filters.SearchFilter(["code", "name"])

    class Meta:
        model = Account
        fields: ClassVar[list[str]] = []


class AccountViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, CompanyViewSet):
    """Accounts: where the lines of journal entries are posted."""

    noun = "account"
    changes_lock_it_first = False  # but the company
    queryset = with_balance(Account.objects.all())
    serializer_class = AccountSerializer
    filterset_class = AccountFilter
    state = ("type", "system_role", "is_active", "has_lines")
    default_sort = "code"
    sort_fields: ClassVar[dict[str, str]] = {
        "code": "code",
        "name": "name",
        "type": "type",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }

    def perform_create(self, data: dict[str, Any]) -> Account:
        return accounts.create(self.company, by=self.user, **data)

    def perform_update(self, account: Account, data: dict[str, Any]) -> Account:
        return accounts.update(account, by=self.user, **data)

    def perform_delete(self, account: Account) -> None:
        accounts.delete(account, by=self.user)

    @post_action
    def archive(self, account: Account, data: dict[str, Any]) -> Account:
        """Archive an account. Nothing more can be posted to it; its history stays."""
        return accounts.archive(account, by=self.user)

    @post_action
    def restore(self, account: Account, data: dict[str, Any]) -> Account:
        """Restore an archived account."""
        return accounts.restore(account, by=self.user)

    def possible_actions(self, account: Any) -> tuple[str, ...]:
        if account.system_role is not None:
            return ("update",)
        actions = ("update", "archive" if account.is_active else "restore")
        return actions if account.has_lines else (*actions, "delete")
