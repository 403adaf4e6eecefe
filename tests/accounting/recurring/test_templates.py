"""The operations on recurring templates."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounting import errors
from accounting.ledger import companies
from accounting.models import Company, Event, JournalEntry, NumberSeries, RecurringTemplate
from accounting.recurring import generating, templates
from accounting.taxes import tax_rates
from foundation import tenancy
from foundation.models import OutgoingEmail
from tests.accounting.races import beside
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    head_of,
    line,
    make_company,
    make_customer,
    make_exchange_rate,
    make_recurring,
    make_tax_rate,
    owner_of,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.now().date()


def state() -> tuple[int, int]:
    return RecurringTemplate.objects.count(), Event.objects.count()


@pytest.mark.parametrize(
    ("fields", "error", "field"),
    [
        ({"name": "  "}, errors.Invalid, "name"),
        ({"day_of_month": 32}, errors.Invalid, "day_of_month"),
        ({"start_date": TODAY - datetime.timedelta(days=368)}, errors.InvalidDate, "start_date"),
        ({"start_date": TODAY, "end_date": TODAY - datetime.timedelta(days=1)}, errors.InvalidDate, "end_date"),
        ({"content": {"lines": []}}, errors.Refusal, "journal_entry.lines"),
    ],
)
def test_a_template_that_cannot_work_is_refused_with_its_field(
    fields: dict[str, Any], error: type[errors.Refusal], field: str
) -> None:
    company = make_company()
    before = state()
    with pytest.raises(error) as refused:
        make_recurring(company, auto_post=True, **fields)
    assert (refused.value.field, state()) == (field, before)


def test_a_template_without_any_date_is_refused() -> None:
    company = make_company()
    with pytest.raises(errors.InvalidDate) as refused:
        make_recurring(company, start_date=TODAY.replace(day=2), end_date=TODAY.replace(day=3), day_of_month=1)
    assert (refused.value.field, str(refused.value)) == (
        "end_date",
        "No date of the template is on or before this end.",
    )


def test_the_base_currency_stays_while_a_template_makes_entries_in_it() -> None:
    company = make_company()
    owner, template = owner_of(company), make_recurring(company)
    before = snapshot(company)
    with pytest.raises(errors.InUse) as refused:
        companies.update(company, by=owner, base_currency="JPY")
    assert refused.value.field == "base_currency"
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Company.objects.filter(pk=company.pk).update(base_currency="JPY")
    assert error.value.__cause__.diag.constraint_name == "recurring_currency"
    assert snapshot(company) == before
    templates.end(template, by=owner)
    make_recurring(company, "invoice")
    assert companies.update(company, by=owner, base_currency="JPY").base_currency_id == "JPY"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("changed", [{"status": "active", "next_date": TODAY}, {"kind": "journal_entry"}, {}])
def test_the_base_currency_does_not_change_while_a_template_of_entries_begins(changed: dict[str, Any]) -> None:
    with tenancy.everyone():
        company = make_company()
        template = make_recurring(company, "invoice" if "kind" in changed else "journal_entry")
        rows = RecurringTemplate.objects.filter(pk=template.pk)
        if "status" in changed:
            templates.end(template, by=owner_of(company))
        if not changed:
            rows.delete()
    with tenancy.everyone():
        rows.update(**changed) if changed else template.save(force_insert=True)
        changing = beside(lambda: Company.objects.filter(pk=company.pk).update(base_currency="JPY"))
    assert changing.result().__cause__.diag.constraint_name == "recurring_currency"
    with tenancy.everyone():
        company.refresh_from_db()
        assert (company.base_currency_id, rows.get().kind) == ("USD", "journal_entry")


@pytest.mark.parametrize("auto_post", [False, True])
def test_the_document_is_tried_out_and_leaves_no_trace(auto_post: bool) -> None:
    company = make_company()
    customer = make_customer(company, email="ann@example.com")
    make_recurring(company, "invoice", auto_post=auto_post, content={"customer_id": customer.id})
    assert not JournalEntry.objects.filter(company=company).exists()
    assert not NumberSeries.objects.filter(company=company).exists()
    assert not OutgoingEmail.objects.filter(to="ann@example.com").exists()
    types = Event.objects.filter(company=company).order_by("sequence").values_list("type", flat=True)
    assert list(types)[-1:] == ["recurring.created"]
    assert "invoice.created" not in types
    assert head_of(company).last_event_sequence == len(types)


def test_it_is_the_first_document_that_is_tried_out() -> None:
    """A tax rate of next month is right for a template that begins then, and one that ends before is not."""
    company = make_company()
    first = (TODAY + datetime.timedelta(days=31)).replace(day=1)
    later, ended = make_tax_rate(company, "7"), make_tax_rate(company, "8")
    tax_rates.update(later, by=owner_of(company), valid_from=first)
    tax_rates.update(ended, by=owner_of(company), valid_to=first - datetime.timedelta(days=1))
    customer = make_customer(company)
    content = {"customer_id": customer.id, "lines": [line(company, tax_rate=ended)]}
    with pytest.raises(errors.Refusal) as refused:
        make_recurring(company, "invoice", content=content, start_date=first, auto_post=True)
    assert (refused.value.field, RecurringTemplate.objects.exists()) == ("invoice.lines[0].tax_rate_id", False)
    content = {"customer_id": customer.id, "lines": [line(company, tax_rate=later)]}
    template = make_recurring(company, "invoice", content=content, start_date=first, auto_post=True)
    before = state()
    with pytest.raises(errors.Refusal):
        templates.update(template, by=owner_of(company), start_date=TODAY, day_of_month=TODAY.day)
    template.refresh_from_db()
    assert (template.start_date, template.next_date, state()) == (first, first, before)


def test_a_day_without_an_exchange_rate_yet_is_tried_out_at_that_of_today() -> None:
    """A template has no exchange rate of its own, so a missing one is that of its currency."""
    company = make_company()
    customer, first = make_customer(company, currency="EUR"), TODAY + datetime.timedelta(days=200)
    given: dict[str, Any] = {"content": {"customer_id": customer.id}, "start_date": first, "auto_post": True}
    with pytest.raises(errors.ExchangeRateMissing) as refused:
        make_recurring(company, "invoice", **given)
    assert (refused.value.field, RecurringTemplate.objects.exists()) == ("invoice.currency", False)
    assert str(refused.value).endswith(" days before. Add one.")
    make_exchange_rate(company, "1.1", date=TODAY, currency="EUR")
    assert make_recurring(company, "invoice", **given).next_date == first


def test_a_first_date_that_cannot_be_entered_yet_is_tried_out_on_the_last_day() -> None:
    first = TODAY + datetime.timedelta(days=3 * 366)
    assert make_recurring(make_company(), "invoice", start_date=first, auto_post=True).next_date == first


def test_what_is_wrong_in_the_document_is_named_with_its_path() -> None:
    company, other = make_company(), make_company()
    cash = {"account_id": account(company, "1000").id, "credit": Decimal("1.00")}
    without = {"account_id": account(company, "6200").id}
    unbalanced = [cash, {"account_id": account(company, "6200").id, "debit": Decimal("2.00")}]
    on_control = [{"account_id": account(company, "1100").id, "debit": Decimal("1.00")}, cash]
    templates_before = RecurringTemplate.objects.count()
    for kind, content, field in (
        ("invoice", {"customer_id": uuid4()}, "invoice.customer_id"),
        ("invoice", {"lines": [line(company), line(other)]}, "invoice.lines[1].account_id"),
        ("bill", {"bill_number": "N" * 30}, "bill.bill_number"),
        ("journal_entry", {"lines": [without, cash]}, "journal_entry.lines[0].debit"),
        ("journal_entry", {"lines": unbalanced}, "journal_entry.lines"),
        ("journal_entry", {"lines": on_control}, "journal_entry.lines[0].account_id"),
    ):
        with pytest.raises(errors.Refusal) as refused:
            make_recurring(company, kind, content=content)
        assert refused.value.field == field
    assert RecurringTemplate.objects.count() == templates_before


def test_numbers_and_ids_are_kept_exactly() -> None:
    company = make_company()
    lines = [line(company, "0.0001", quantity="1234567.8901", discount_percent="12.5")]
    template = make_recurring(company, "invoice", content={"lines": lines})
    template.refresh_from_db()
    assert template.invoice is not None
    (kept,) = template.invoice["lines"]
    assert (kept["unit_price"], kept["quantity"]) == (Decimal("0.0001"), Decimal("1234567.8901"))
    assert kept["account_id"] == account(company, "4000").id
    assert (template.journal_entry, template.bill) == (None, None)


def test_a_change_of_the_dates_does_not_make_dates_again() -> None:
    company = make_company()
    by = owner_of(company)
    template = make_recurring(company, start_date=TODAY, day_of_month=TODAY.day)
    assert generating.run() == 1
    templates.update(template, by=by, frequency="yearly")
    template.refresh_from_db()
    assert template.next_date is not None
    assert template.next_date > TODAY + datetime.timedelta(days=360)
    assert generating.run() == 0
    with pytest.raises(errors.InUse):
        templates.delete(template, by=by)
    ended = templates.update(template, by=by, end_date=TODAY)
    assert (ended.status, ended.next_date) == ("ended", None)
    types = Event.objects.filter(company=company).order_by("sequence").values_list("type", flat=True)
    assert list(types)[-2:] == ["recurring.updated", "recurring.ended"]
    for operation in (templates.pause, templates.resume, templates.end):
        with pytest.raises(errors.WrongStatus):
            operation(template, by=by)
    with pytest.raises(errors.WrongStatus):
        templates.update(template, by=by, name="Other")


def test_a_company_has_a_limit_of_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MAX_TEMPLATES", 2)
    company = make_company()
    first = make_recurring(company)
    make_recurring(company)
    with pytest.raises(errors.Conflict):
        make_recurring(company)
    templates.end(first, by=owner_of(company))
    make_recurring(company)


@pytest.mark.django_db(transaction=True)
def test_two_templates_added_at_once_do_not_pass_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MAX_TEMPLATES", 1)
    with tenancy.everyone():
        company = make_company()
    with tenancy.everyone():
        make_recurring(company)
        adding = beside(lambda: make_recurring(company))
    assert isinstance(adding.result(), errors.TooMany)
    with tenancy.everyone():
        assert RecurringTemplate.objects.count() == 1
