"""The operations on recurring templates: active, waiting, paused, ended."""

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounting import errors
from accounting.ledger import locking, periods
from accounting.ledger.changes import only
from accounting.ledger.dates import LAST_DATE, MAX_DAYS_AHEAD
from accounting.ledger.models import Company
from accounting.recurring import events, making, schedule
from accounting.recurring.models import (
    AMOUNTS,
    NO_ITEM,
    NOT_TAXED,
    RecurringKind,
    RecurringStatus,
    RecurringTemplate,
    WhenClosed,
)
from foundation import audit
from foundation.plain import trimmed
from identity.models import User

MAX_TEMPLATES = 1_000
"""The most templates of a company that have not ended."""
MAX_DAYS_BACK = MAX_DAYS_AHEAD
"""How long ago a template may start: it makes the documents of all dates since."""
MAX_BILL_NUMBER = 29
"""The longest number of a template's bills. The date follows it (`-2026-03-31`)."""

SCHEDULE = frozenset({"frequency", "day_of_month", "start_date", "end_date"})
UPDATABLE = SCHEDULE | {"name", "auto_post", "on_closed_period", "content"}

_LINE: Mapping[str, Any] = {
    **NO_ITEM,
    "account_id": None,
    "description": "",
    "quantity": 1,
    "unit_price": 0,
    "discount_percent": 0,
    "tracking": [],
}
_DOCUMENT = {"currency": None, "reference": "", "notes": ""}
DEFAULTS: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    RecurringKind.JOURNAL_ENTRY: (
        {"memo": "", "reference": ""},
        {
            "account_id": None,
            "description": "",
            "debit": 0,
            "credit": 0,
            "contact_id": None,
            "tracking": [],
            **NOT_TAXED,
        },
    ),
    RecurringKind.INVOICE: ({"customer_id": None, **_DOCUMENT}, {**_LINE, "tax_rate_id": None}),
    RecurringKind.BILL: ({"vendor_id": None, "bill_number": "", **_DOCUMENT}, {**_LINE, "tax_rate_id": None}),
}
"""The members of the content of each kind and of its lines, with their defaults."""


def possible_actions(template: RecurringTemplate) -> tuple[str, ...]:
    """Return the actions that the template's status allows."""
    unused = ("delete",) if template.last_date is None else ()
    match template.status:
        case RecurringStatus.ACTIVE:
            return ("update", *unused, "pause", "end")
        case RecurringStatus.WAITING:
            return ("update", *unused, "pause", "resume", "end")
        case RecurringStatus.PAUSED:
            return ("update", *unused, "resume", "end")
    return unused


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    name: str,
    kind: str,
    content: Mapping[str, Any],
    frequency: str,
    start_date: datetime.date,
    day_of_month: int | None = None,
    end_date: datetime.date | None = None,
    auto_post: bool = False,
    on_closed_period: str = WhenClosed.WAIT,
) -> RecurringTemplate:
    """Add a template, and record `recurring.created`. The schedule makes its documents from `start_date` on.

    `day_of_month` is that of `start_date` by default. The first document is tried out, so that a template that
    cannot work is refused. Raises Invalid, InvalidDate, TooMany, and the errors of the operations that make the
    document.
    """
    locking.lock_company(company)
    live = RecurringTemplate.objects.filter(company=company).exclude(status=RecurringStatus.ENDED)
    if live.count() >= MAX_TEMPLATES:
        raise errors.TooMany(f"A company can have at most {MAX_TEMPLATES:,} recurring templates. End some first.")
    template = RecurringTemplate(
        company=company,
        name=trimmed(name),
        kind=kind,
        content=_whole(company, kind, content),
        frequency=frequency,
        start_date=start_date,
        day_of_month=day_of_month or start_date.day,
        end_date=end_date,
        auto_post=auto_post,
        on_closed_period=on_closed_period,
        created_by=by,
    )
    _take_over(template, by)
    _check(template)
    _check_start(template)
    template.next_date = schedule.next_date(template)
    if template.next_date is None:
        raise errors.InvalidDate("No date of the template is on or before this end.", field="end_date")
    making.try_out(template, by=by)
    with errors.translated():
        template.save(force_insert=True)
    events.tell("recurring.created", template)
    return template


@transaction.atomic
def update(template: RecurringTemplate, *, by: User, **changes: Any) -> RecurringTemplate:
    """Change a template that has not ended (`UPDATABLE`), and record `recurring.updated`. `by` becomes its owner.

    Documents that it made stay as they are, and their dates are not made again. If it waits and no date is due any
    more, it is active again; if no date is left, it ends (`recurring.ended`). Raises WrongStatus and the errors of
    `create`.
    """
    only(changes, UPDATABLE)
    template = _locked(template)
    _must_be(template, RecurringStatus.ACTIVE, RecurringStatus.WAITING, RecurringStatus.PAUSED, verb="changed")
    old = _values(template)
    content = changes.pop("content", None)
    for field, value in changes.items():
        setattr(template, field, trimmed(value) if field == "name" else value)
    if content is not None:
        before, kept = template.body(), template.content
        template.content = _whole(template.company, template.kind, content)
        if template.body() == before:
            template.content = kept  # 24.5 is the 24.50 that is there
    if _values(template) == old:
        return template
    _take_over(template, by)
    _check(template)
    if template.start_date != old["start_date"]:
        _check_start(template)
    if changes.keys() & SCHEDULE:
        template.next_date = schedule.next_date(template)
    making.try_out(template, by=by)
    if template.next_date is None:
        _enter(template, RecurringStatus.ENDED)
    elif template.status == RecurringStatus.WAITING and template.next_date > periods.today(template.company):
        _enter(template, RecurringStatus.ACTIVE)  # the date for which it waited is skipped
    with errors.translated():
        template.save(force_update=True)
    audit.record("recurring.updated", template, by=by, old=old, new=_values(template))
    events.tell("recurring.updated", template)
    if template.status == RecurringStatus.ENDED:
        events.tell("recurring.ended", template)
    return template


@transaction.atomic
def delete(template: RecurringTemplate, *, by: User) -> None:
    """Delete a template that made no document. Raises InUse."""
    template = _locked(template)
    if template.runs.filter(company=template.company).exists():
        raise errors.InUse(f"{template.name} made documents, which name it. End it instead.")
    RecurringTemplate.objects.filter(company=template.company, pk=template.pk).delete()
    audit.record("recurring.deleted", template, by=by, old=_values(template))
    events.tell("recurring.deleted", template)


@transaction.atomic
def pause(template: RecurringTemplate, *, by: User) -> RecurringTemplate:
    """Make no documents until the template is resumed. Raises WrongStatus."""
    template = _locked(template)
    _must_be(template, RecurringStatus.ACTIVE, RecurringStatus.WAITING, verb="paused")
    return _set_status(template, RecurringStatus.PAUSED, "paused", by)


@transaction.atomic
def resume(template: RecurringTemplate, *, by: User) -> RecurringTemplate:
    """Go on with a template that is paused, or that waits: `by` becomes its owner, and its document is tried out.

    The dates that passed while it was paused are skipped; those for which it waited are made. If no date is left, it
    ends. Raises WrongStatus, and the errors of the operations that make the document.
    """
    template = _locked(template)
    _must_be(template, RecurringStatus.PAUSED, RecurringStatus.WAITING, verb="resumed")
    if template.status == RecurringStatus.PAUSED:
        template.resumed_on = periods.today(template.company)
        template.next_date = schedule.next_date(template)
    _take_over(template, by)
    making.try_out(template, by=by)
    if template.next_date is None:
        return _set_status(template, RecurringStatus.ENDED, "ended", by)
    return _set_status(template, RecurringStatus.ACTIVE, "resumed", by)


@transaction.atomic
def end(template: RecurringTemplate, *, by: User) -> RecurringTemplate:
    """End a template for good. Raises WrongStatus."""
    template = _locked(template)
    _must_be(template, RecurringStatus.ACTIVE, RecurringStatus.WAITING, RecurringStatus.PAUSED, verb="ended")
    return _set_status(template, RecurringStatus.ENDED, "ended", by)


def _set_status(template: RecurringTemplate, status: RecurringStatus, happened: str, by: User) -> RecurringTemplate:
    old = audit.values(template, ["status"])
    _enter(template, status)
    template.save(force_update=True)
    audit.record(f"recurring.{happened}", template, by=by, old=old, new={"status": status})
    events.tell(f"recurring.{happened}", template)
    return template


def _enter(template: RecurringTemplate, status: RecurringStatus) -> None:
    template.status = status
    template.last_error_code = template.last_error = ""
    if status == RecurringStatus.ENDED:
        template.next_date = None


def _take_over(template: RecurringTemplate, by: User) -> None:
    """Make `by` the owner: the person for whom an API key acts. Atlas's own staff never become it."""
    person = by.acts_for or by
    if person.organization_id == template.company.organization_id:
        template.owner = person


def _check(template: RecurringTemplate) -> None:
    if not template.name:
        raise errors.Invalid("A recurring template must have a name.", field="name")
    if not 1 <= template.day_of_month <= 31:
        raise errors.Invalid("Must be from 1 to 31.", field="day_of_month")
    if template.end_date is not None and template.end_date < template.start_date:
        raise errors.InvalidDate("The end is before the start.", field="end_date")
    if template.kind == RecurringKind.BILL and not 0 < len(template.content["bill_number"]) <= MAX_BILL_NUMBER:
        message = f"Must have 1 to {MAX_BILL_NUMBER} characters: the date of each bill follows it."
        raise errors.Invalid(message, field="bill.bill_number")


def _check_start(template: RecurringTemplate) -> None:
    earliest = periods.today(template.company) - datetime.timedelta(days=MAX_DAYS_BACK)
    if not earliest <= template.start_date <= LAST_DATE:
        raise errors.InvalidDate(f"A template starts on {earliest} at the earliest.", field="start_date")


def _whole(company: Company, kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content as it is stored: all members, of which numbers and ids are text.

    What lines leave out they take from their items now, and keep.
    """
    members, line = DEFAULTS[kind]
    lines = making.with_items(company, kind, content)
    whole = {**members, **content, "lines": [{**line, **given} for given in lines]}
    for name, value in whole.items():
        whole[name] = value.strip() if isinstance(value, str) else value
    for given in whole["lines"]:
        for name in AMOUNTS & given.keys():
            given[name] = None if given[name] is None else f"{Decimal(given[name]):f}"
    stored: dict[str, Any] = json.loads(json.dumps(whole, cls=DjangoJSONEncoder))
    return stored


def _values(template: RecurringTemplate) -> dict[str, Any]:
    """Return the values of a template for the audit trail. A copy of them is kept, because they may be changed."""
    return audit.values(template, UPDATABLE)


def _must_be(template: RecurringTemplate, *statuses: RecurringStatus, verb: str) -> None:
    if template.status not in statuses:
        raise errors.WrongStatus(f"A template that is {template.status} cannot be {verb}.")


def _locked(template: RecurringTemplate) -> RecurringTemplate:
    people = ("owner", "created_by")  # shown by the API
    return locking.locked(RecurringTemplate.objects.select_related("company", *people), template)
