"""The forms above the reports. What is left empty has the default that the field then shows."""

import datetime
import re
from collections.abc import Collection
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from accounting.budgets.models import Budget
from accounting.errors import Invalid
from accounting.ledger import chart, tracking
from accounting.ledger.accounts import MAX_CODE_LENGTH
from accounting.ledger.dates import FIRST_DATE, LAST_DATE, OUT_OF_RANGE
from accounting.ledger.models import (
    ALL_SUBTYPES,
    NO_SUBTYPE,
    Account,
    AccountType,
    Company,
    Contact,
    TaxKind,
    TrackingCategory,
)
from accounting.ledger.search import search
from accounting.reports import aged, known
from accounting.reports.aged import By
from accounting.reports.columns import Compare, Interval
from accounting.reports.profit_and_loss import Basis
from accounting.reports.tax_summary import TAXES
from accounting.taxes.models import TaxRate
from pages.forms import NO_MOMENT, WITHOUT_OPTION, PageForm, tracked_by

MAX_ACCOUNTS = 100
MAX_SUGGESTIONS = 200
"""The most accounts or contacts that a field suggests."""
MAX_NAMED = 3
"""How many contacts an error names if a text fits several."""
INTERVALS = [("", "One"), (Interval.MONTH, "Months"), (Interval.QUARTER, "Quarters"), (Interval.YEAR, "Years")]
COMPARISONS = [("", "Nothing"), (Compare.PRIOR_PERIOD, "The time before"), (Compare.PRIOR_YEAR, "A year earlier")]
RENAMED = {
    "account_id": "account",
    "budget_id": "budget",
    "contact_id": "contact",
    "customer_id": "contact",
    "vendor_id": "contact",
}
"""The field of each parameter of a report that has another name."""


DAYS = ("start_date", "end_date", "as_of", "known_at")
"""The fields of days and of a moment, which the line below the title of a report says."""
PLACES = ("format", "page", "cursor")
"""What an address may have besides the fields: which file, and which page of the report."""
NO_FIELD = "This report has no field with such a name."
MAX_SAID = 60
"""How many characters of a name an error has."""
TICKS = ("on", "true", "false")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?")


class DayField(forms.DateField):
    def to_python(self, value: Any) -> datetime.date | None:
        """Return a day of the calendar of the books, written as the API has it. Django would take 2026-1-1 too."""
        if isinstance(value, str) and value and not _DAY.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day = super().to_python(value)
        if day and not FIRST_DATE <= day <= LAST_DATE:
            raise ValidationError(OUT_OF_RANGE)
        return day


class MomentField(forms.DateTimeField):
    def to_python(self, value: Any) -> datetime.datetime | None:
        """Return a moment without a time zone. One with an offset is refused: it would be shown without it."""
        if value in self.empty_values:
            return None
        try:
            if _MOMENT.fullmatch(value):
                return datetime.datetime.fromisoformat(value)
        except ValueError:
            pass
        raise ValidationError(self.error_messages["invalid"], code="invalid")


def day_field(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DayField(
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=widget,
        error_messages={"invalid": "Enter a date such as 2026-01-31.", "required": "Enter a date."},
    )


def choice_field(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages={"invalid_choice": "Choose one of the list."}
    )


class ReportForm(PageForm):
    """A form that is sent with the address. `arguments` are those of the report."""

    known_at = MomentField(
        label="As known at",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": NO_MOMENT},
    )
    refusal = "The report was not made."
    rare: ClassVar[tuple[str, ...]] = ("known_at",)
    """The fields that are folded away unless they are used."""

    def __init__(self, query: QueryDict, *, company: Company, today: datetime.date) -> None:
        self.company, self.today = company, today
        self.asked = dict(query.lists())
        given = {name: str(value).strip() for name, value in query.items() if str(value).strip()}
        self.default = self.defaults(given)
        super().__init__(self.default | given, auto_id="%s")

    def defaults(self, given: dict[str, str]) -> dict[str, str]:
        return {}

    @property
    def usual(self) -> list[Any]:
        """Return the other fields that are shown, except boxes to tick."""
        fields = [field for field in self if field.name not in self.rare and not field.is_hidden]
        return [field for field in fields if field not in self.ticks]

    @property
    def ticks(self) -> list[Any]:
        return [field for field in self if isinstance(field.field, forms.BooleanField)]

    @property
    def folded(self) -> list[Any]:
        return [field for field in self if field.name in self.rare]

    @property
    def is_unfolded(self) -> bool:
        return any(str(field.value() or "") != self.default.get(field.name, "") for field in self.folded)

    @property
    def conditions(self) -> list[str]:
        """Return what was chosen besides the days, as text: a printed report has no form."""
        said = []
        for field in self:
            value = str(field.value() or "")
            if field.name in DAYS or field.is_hidden or value == self.default.get(field.name, ""):
                continue
            if isinstance(field.field, forms.ChoiceField):
                choices: Any = field.field.choices
                value = str(dict(choices).get(value, value))
            is_tick = isinstance(field.field, forms.BooleanField)
            said.append(str(field.label) if is_tick else f"{field.label}: {value}")
        return said

    def clean_known_at(self) -> datetime.datetime | None:
        """Return the moment, which is entered in the company's time zone."""
        moment: datetime.datetime | None = self.cleaned_data["known_at"]
        if moment and not FIRST_DATE <= moment.date() <= LAST_DATE:
            raise ValidationError(OUT_OF_RANGE)
        return moment and moment.replace(tzinfo=ZoneInfo(self.company.time_zone))

    def clean(self) -> dict[str, Any]:
        """Refuse what the address has and the form would not see: other names, a name twice, a tick that is none."""
        for name, values in self.asked.items():
            field = self.fields.get(name)
            if field is None and name not in PLACES:
                self.add_error(
                    None, f"This report has no field {name[:MAX_SAID]}." if name.isidentifier() else NO_FIELD
                )
            elif len(values) > 1:
                self.add_error(name if field else None, f"{field.label if field else name.capitalize()}: give one.")
            elif isinstance(field, forms.BooleanField) and values[0].strip().lower() not in ("", *TICKS):
                self.add_error(name, "Leave this out, or write on.")
        return self.cleaned_data

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the report."""
        values = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if moment := values.pop("known_at", None):
            values["known"] = known.at(self.company, moment)
        return values


class SpanForm(ReportForm):
    start_date = day_field("From")
    end_date = day_field("To")

    def defaults(self, given: dict[str, str]) -> dict[str, str]:
        end = given.get("end_date", f"{self.today}")
        return {"start_date": _year_of(self.company, end) or _year_of(self.company, f"{self.today}"), "end_date": end}


class TaxForm(SpanForm):
    """Days, and which rows of their taxes: those of a box, a tax rate or some kinds, and each line."""

    items = forms.BooleanField(label="With each line", required=False)
    box = forms.CharField(label="Box", required=False, max_length=40)
    tax_rate = choice_field("Tax rate", [])
    kind = choice_field("Kind", [("", "All"), *TaxKind.choices, (",".join(TAXES), "Tax on sales and purchases")])
    field_order = ("start_date", "end_date", "items", "box", "tax_rate", "kind", "known_at")
    rare = ("box", "tax_rate", "kind", "known_at")

    def __init__(self, query: QueryDict, *, company: Company, today: datetime.date) -> None:
        super().__init__(query, company=company, today=today)
        rates = TaxRate.objects.filter(company=company).order_by("-is_active", "name", "id")
        choices = [("", "All"), *((f"{rate.pk}", rate.name) for rate in rates)]
        self.fields["tax_rate"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        if rate := values.pop("tax_rate", ""):
            values["tax_rate_id"] = UUID(rate)
        return values | {"kind": values["kind"].split(",") if "kind" in values else []}


class WithIntervals(ReportForm):
    interval = choice_field("Columns", INTERVALS)
    compare = choice_field("Compare with", COMPARISONS)
    variance = forms.BooleanField(label="With variances", required=False)

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        kinds: dict[str, Any] = {"interval": Interval, "compare": Compare}
        return values | {name: kinds[name](values[name]) for name in kinds if name in values}


class WithTracking(ReportForm):
    """A form with a choice for each tracking category of the company: all lines, those of an option, or of none."""

    def __init__(self, query: QueryDict, *, company: Company, today: datetime.date) -> None:
        rows = TrackingCategory.objects.filter(company=company).prefetch_related("options")
        self.categories = list(rows.order_by("-is_active", "name", "id"))
        super().__init__(query, company=company, today=today)
        for category in self.categories:
            options = [(f"{option.pk}", option.name) for option in category.ordered_options()]
            choices = [("", "All"), *options, (WITHOUT_OPTION, "None of them")]
            self.fields[tracked_by(category.pk)] = choice_field(category.name, choices)

    @property
    def is_tracked(self) -> bool:
        """Return whether some options or columns were chosen."""
        names = ["columns_by", *(tracked_by(category.pk) for category in self.categories)]
        return any(self[name].value() for name in names if name in self.fields)

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        given = {category.pk: values.pop(tracked_by(category.pk), "") for category in self.categories}
        options = [UUID(option) for option in given.values() if option not in ("", WITHOUT_OPTION)]
        without = [category_id for category_id, option in given.items() if option == WITHOUT_OPTION]
        chosen = tracking.chosen(self.company, options, without)
        return values | ({"tracking": chosen} if chosen else {})


class WithColumnsBy(WithTracking):
    """A form with the choice of a category whose options have columns."""

    def __init__(self, query: QueryDict, *, company: Company, today: datetime.date) -> None:
        super().__init__(query, company=company, today=today)
        if self.categories:
            names = [(f"{category.pk}", category.name) for category in self.categories]
            self.fields["columns_by"] = choice_field("Columns by", [("", "No category"), *names])
            self.order_fields(self.field_order)

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return values | ({"columns_by": UUID(values["columns_by"])} if "columns_by" in values else {})


class TrialBalanceForm(WithColumnsBy, SpanForm):
    field_order = ("start_date", "end_date", "columns_by")


class CashFlowForm(WithIntervals, SpanForm):
    field_order = ("start_date", "end_date", "interval", "compare", "columns_by", "basis", "variance")


class ProfitLossForm(WithColumnsBy, CashFlowForm):
    basis = choice_field("Basis", [(Basis.ACCRUAL, "As posted"), (Basis.CASH, "As paid")])
    percent_of_revenue = forms.BooleanField(label="In % of revenue", required=False)

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return values | {"basis": Basis(values.get("basis", Basis.ACCRUAL))}


class BudgetForm(ReportForm):
    """The choice of a budget. Days that are all outside of it, such as those of another one, become its own."""

    budget = choice_field("Budget", [])
    start_date = day_field("From")
    end_date = day_field("To")
    interval = choice_field("Columns", INTERVALS)
    field_order = ("budget", "start_date", "end_date", "interval")

    def __init__(self, query: QueryDict, *, company: Company, today: datetime.date) -> None:
        found = Budget.objects.filter(company=company).order_by("-is_active", "-start_date", "name", "id")
        self.budgets = {str(budget.pk): budget for budget in found}
        query = query.copy()
        chosen = self.chosen(query.get("budget", ""))
        first, last = query.get("start_date", ""), query.get("end_date", "")
        is_span = bool(_DAY.fullmatch(first) and _DAY.fullmatch(last)) and first <= last
        if chosen and is_span and (last < f"{chosen.start_date}" or first > f"{chosen.end_date}"):
            del query["start_date"], query["end_date"]
        super().__init__(query, company=company, today=today)
        self.fields["budget"].choices = [  # type: ignore[attr-defined]  # a choice field
            (id, str(budget) if budget.is_active else f"{budget} (archived)") for id, budget in self.budgets.items()
        ]

    def chosen(self, name: str) -> Budget | None:
        """Return the budget with this id, or without one the first."""
        return self.budgets.get(name) if name else next(iter(self.budgets.values()), None)

    def defaults(self, given: dict[str, str]) -> dict[str, str]:
        budget = self.chosen(given.get("budget", "")) or self.chosen("")
        if budget is None:
            return {}
        return {"budget": f"{budget.pk}", "start_date": f"{budget.start_date}", "end_date": f"{budget.end_date}"}

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        if "interval" in values:
            values["interval"] = Interval(values["interval"])
        return values | {"budget_id": UUID(values.pop("budget"))}


class BalanceSheetForm(WithColumnsBy, WithIntervals):
    as_of = day_field("On")
    start_date = day_field("Columns from")
    field_order = ("as_of", "interval", "start_date", "compare", "columns_by", "variance")

    def __init__(self, query: QueryDict, *, company: Company, today: datetime.date) -> None:
        super().__init__(query, company=company, today=today)
        self.fields["start_date"].required = False

    def defaults(self, given: dict[str, str]) -> dict[str, str]:
        """Begin columns with the fiscal year, if there are to be several and their first day is not given."""
        day = given.get("as_of", f"{self.today}")
        start = _year_of(self.company, day) if "interval" in given else ""
        return {"as_of": day, "start_date": start}


class ContactField(forms.CharField):
    """A contact by its name, a part of it that only one has, or its id in links."""

    def __init__(self, label: str, kind: str = "", **kwargs: Any) -> None:
        self.kind = kind
        attributes = {"list": "contacts", "autocomplete": "off"}
        super().__init__(label=label, max_length=200, widget=forms.TextInput(attrs=attributes), **kwargs)


class AccountsField(forms.CharField):
    """Accounts by their codes, with commas between them."""

    def __init__(self) -> None:
        attributes = {"list": "accounts", "autocomplete": "off", "placeholder": "All"}
        super().__init__(
            label="Accounts",
            required=False,
            max_length=MAX_ACCOUNTS * (MAX_CODE_LENGTH + 2),
            widget=forms.TextInput(attrs=attributes),
            help_text="Codes, with commas between them.",
        )


class KindsField(forms.CharField):
    """Some of the kinds that there are, with commas between them."""

    def __init__(self, label: str, kinds: Collection[str]) -> None:
        self.kinds = kinds
        super().__init__(
            label=label,
            required=False,
            max_length=1000,
            widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "All"}),
        )

    def clean(self, value: Any) -> list[str]:
        wanted = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        if missing := [kind for kind in wanted if kind not in self.kinds]:
            raise ValidationError(f"{missing[0][:MAX_SAID]} is not one of: {', '.join(self.kinds)}.")
        return wanted


class WithContact(ReportForm):
    """A form with the field `contact`. A contact whose id is in the address is shown by name, and kept by id."""

    def contacts(self) -> Any:
        kind = getattr(self.fields["contact"], "kind", "")
        return Contact.objects.filter(company=self.company, **({"kind": kind} if kind else {}))

    def suggestions(self) -> list[str]:
        """Return names for the field, the first by the alphabet."""
        names = self.contacts().filter(is_active=True).order_by("name").values_list("name", flat=True)
        return list(dict.fromkeys(names[:MAX_SUGGESTIONS]))

    def clean_contact(self) -> Contact | None:
        text = self.cleaned_data["contact"]
        if not text:
            return None
        found = self._find(text)
        self.data = {**self.data, "contact": found.name}
        return found

    def _find(self, text: str) -> Contact:
        """Return the contact with this id, this name or the only one with this part of it, which an index finds."""
        noun = getattr(self.fields["contact"], "kind", "") or "contact"
        try:
            by_id = self.contacts().filter(pk=UUID(text)).first()
        except ValueError:
            by_id = None
        if by_id is not None:
            return by_id
        held = search(getattr(self.fields["contact"], "kind", "") or "contact", self.company.pk, text)
        rows = self.contacts().filter(held.condition, name__matches=text)
        named = rows.filter(name__iexact=text) if held.by_ids else self.contacts().filter(name=text)
        if len(same := list(named[:2])) == 1:
            return same[0]
        if same:
            raise ValidationError(f"Several {noun}s have this name. Open the one from the aged report.")
        found = list(rows.order_by("name")[: MAX_NAMED + 1])
        if not found:
            raise ValidationError(f"There is no {noun} with this name.")
        if len(found) > 1:
            names = ", ".join(one.name for one in found[:MAX_NAMED])
            rest = " and others" if len(found) > MAX_NAMED else ""
            raise ValidationError(f"Several {noun}s fit: {names}{rest}. Enter the whole name.")
        return found[0]

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        contact = values.pop("contact", None)
        return values | ({"contact_id": contact.pk} if contact else {})


class LedgerForm(WithTracking, WithContact, SpanForm):
    account = AccountsField()
    contact = ContactField("Customer or vendor", required=False)
    closing = forms.CharField(required=False, widget=forms.HiddenInput)
    account_type = KindsField("Types of accounts", AccountType.values)
    account_subtype = KindsField("Subtypes", [*ALL_SUBTYPES, NO_SUBTYPE])
    field_order = ("start_date", "end_date", "account", "contact")
    rare = ("account_type", "account_subtype", "known_at")

    def account_suggestions(self) -> list[tuple[str, str]]:
        rows = Account.objects.filter(company=self.company, is_active=True).order_by("code")
        return list(rows.values_list("code", "name")[:MAX_SUGGESTIONS])

    def clean_account(self) -> list[UUID]:
        wanted = list(dict.fromkeys(part.strip() for part in self.cleaned_data["account"].split(",") if part.strip()))
        if len(wanted) > MAX_ACCOUNTS:
            raise ValidationError(f"Enter at most {MAX_ACCOUNTS} accounts, or none for all.")
        ids = [one for one in map(_uuid, wanted) if one]
        found = Account.objects.filter(Q(code__in=wanted) | Q(id__in=ids), company=self.company)
        rows = list(found.values_list("id", "code"))
        known_names = {name for id, code in rows for name in (str(id), code)}
        if missing := [name for name in wanted if name not in known_names]:
            raise ValidationError(f"There is no account {missing[0]}.")
        return [id for id, _ in rows]

    def clean(self) -> dict[str, Any]:
        """Keep of the accounts those of the types and subtypes, if some are given."""
        values = super().clean()
        types, subtypes = values.get("account_type"), values.get("account_subtype")
        if self.errors or not (types or subtypes):
            return values
        values["account"] = chart.ids_of_kinds(self.company, values["account"], types or (), subtypes or ())
        if not values["account"]:
            self.add_error("account_type", "There is no such account.")
        return values

    def clean_closing(self) -> bool:
        if self.cleaned_data["closing"] not in ("", *TICKS):
            raise ValidationError("Leave closing out, or write true or false.")
        return self.cleaned_data["closing"] != "false"

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        accounts = values.pop("account", None)
        del values["account_type"], values["account_subtype"]
        return values | ({"account_id": accounts} if accounts else {})


class UnrealisedForm(ReportForm):
    as_of = day_field("On")
    items = forms.BooleanField(label="With each document", required=False)
    field_order = ("as_of", "items")

    def defaults(self, given: dict[str, str]) -> dict[str, str]:
        return {"as_of": f"{self.today}"}


class AgedForm(WithContact):
    as_of = day_field("On")
    by = choice_field("Age from", [(By.DUE_DATE, "The due date"), (By.ISSUE_DATE, "The issue date")])
    buckets = forms.CharField(label="Ages, up to days", max_length=100)
    contact = ContactField("Contact", required=False)
    items = forms.BooleanField(label="With each document", required=False)
    field_order = ("as_of", "by", "contact", "items")
    rare = ("buckets", "known_at")

    def defaults(self, given: dict[str, str]) -> dict[str, str]:
        days = ", ".join(map(str, aged.DEFAULT_BUCKETS))
        return {"as_of": f"{self.today}", "by": By.DUE_DATE, "buckets": days}

    def clean_buckets(self) -> list[int]:
        return _days(self.cleaned_data["buckets"])

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return values | {"by": By(values["by"])}


class ReceivablesForm(AgedForm):
    contact = ContactField("Customer", "customer", required=False)


class PayablesForm(AgedForm):
    contact = ContactField("Vendor", "vendor", required=False)


class StatementForm(WithContact, SpanForm):
    contact = ContactField("Contact")
    by = choice_field("Age from", [(By.DUE_DATE, "The due date"), (By.ISSUE_DATE, "The issue date")])
    buckets = forms.CharField(label="Ages, up to days", max_length=100)
    field_order = ("contact", "start_date", "end_date")
    rare = ("by", "buckets", "known_at")

    def defaults(self, given: dict[str, str]) -> dict[str, str]:
        days = ", ".join(map(str, aged.DEFAULT_BUCKETS))
        return super().defaults(given) | {"by": By.DUE_DATE, "buckets": days}

    def clean_buckets(self) -> list[int]:
        return _days(self.cleaned_data["buckets"])

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        kind = getattr(self.fields["contact"], "kind", "")
        return values | {"by": By(values["by"]), f"{kind}_id": values.pop("contact_id")}


class CustomerStatementForm(StatementForm):
    contact = ContactField("Customer", "customer", error_messages={"required": "Enter the name of a customer."})


class VendorStatementForm(StatementForm):
    contact = ContactField("Vendor", "vendor", error_messages={"required": "Enter the name of a vendor."})


def _year_of(company: Company, day: str) -> str:
    """Return the first day of the fiscal year of a day, or an empty string if it is not a day, or out of range."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return ""
    return f"{company.fiscal_year_start(date)}" if FIRST_DATE <= date <= LAST_DATE else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _days(text: str) -> list[int]:
    try:
        days = [int(part) if part.isascii() and part.isdigit() else -1 for part in map(str.strip, text.split(","))]
        aged.check_buckets(days)
    except Invalid as error:
        raise ValidationError(str(error)) from error
    except ValueError:
        raise ValidationError("Enter numbers of days with commas between them, such as 30, 60, 90.") from None
    return days
