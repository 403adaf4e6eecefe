"""Tax rates: what they may be, what they post to, and what is fixed once they are used."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from accounting import errors
from accounting.ledger import accounts
from accounting.models import Account, TaxRate
from accounting.taxes import tax_rates
from foundation import tenancy
from tests.accounting.races import beside
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    line,
    make_account,
    make_company,
    make_invoice,
    make_tax_rate,
    owner_of,
)

pytestmark = pytest.mark.django_db


def test_the_figures_of_a_used_rate_are_fixed():
    company = make_company()
    by, rate = owner_of(company), make_tax_rate(company, "15")
    rate = tax_rates.update(rate, by=by, percent=Decimal("16"))
    make_invoice(company, lines=[line(company, tax_rate=rate)])
    before = snapshot(company)
    for change in ({"percent": Decimal("17")}, {"is_inclusive": True}):
        with pytest.raises(errors.InUse) as refusal:
            tax_rates.update(rate, by=by, **change)
        assert refusal.value.field == next(iter(change))
    with pytest.raises(errors.InUse):
        tax_rates.delete(rate, by=by)
    assert snapshot(company) == before
    renamed = tax_rates.update(rate, by=by, name="Standard", percent=Decimal("16.0000"))
    assert (renamed.name, renamed.percent) == ("Standard", 16)


@pytest.mark.parametrize(
    ("fields", "field", "error"),
    [
        ({"name": " "}, "name", errors.Invalid),
        ({"name": "Taken"}, "name", errors.Duplicate),
        ({"percent": Decimal("100.0001")}, "percent", errors.Invalid),
        ({"percent": Decimal("-1")}, "percent", errors.Invalid),
        ({"percent": Decimal("1.00001")}, "percent", errors.Invalid),
        ({"sales_account_id": uuid4()}, "sales_account_id", errors.NotFoundHere),
    ],
)
def test_an_invalid_rate_is_refused(fields: dict[str, Any], field: str, error: type[errors.Refusal]):
    company = make_company()
    make_tax_rate(company, name="Taken")
    rate = make_tax_rate(company)
    before = snapshot(company)
    given: dict[str, Any] = {"name": "New", "percent": Decimal(5)} | fields
    with pytest.raises(error) as refusal:
        tax_rates.create(company, by=owner_of(company), **given)
    assert refusal.value.field == field
    with pytest.raises(error) as refusal:
        tax_rates.update(rate, by=owner_of(company), **fields)
    assert refusal.value.field == field
    assert snapshot(company) == before


def test_a_rate_posts_to_no_control_account_and_to_none_of_another_company():
    company, other = make_company(), make_company()
    with pytest.raises(errors.AccountNotUsable):
        make_tax_rate(company, purchase_account_id=account(company, "2000").id)
    with pytest.raises(errors.NotFoundHere):
        make_tax_rate(company, purchase_account_id=account(other, "1400").id)


def test_a_rate_is_archived_restored_and_deleted():
    company = make_company()
    rate, by = make_tax_rate(company), owner_of(company)
    tax_rates.archive(rate, by=by)
    with pytest.raises(errors.Invalid) as refusal:
        make_invoice(company, lines=[line(company, tax_rate=rate)])
    assert refusal.value.field == "lines[0].tax_rate_id"
    with pytest.raises(errors.WrongStatus):
        tax_rates.archive(rate, by=by)
    tax_rates.restore(rate, by=by)
    tax_rates.delete(rate, by=by)
    assert not TaxRate.objects.filter(id=rate.id).exists()


def test_a_tax_rate_posts_to_tax_accounts_only():
    company = make_company()
    wrong = ["1000", "1050", "1100", "1200", "1500", "2000", "2100", "2500", "3000", "4000"]
    before = snapshot(company)
    for field, codes in (("sales_account_id", [*wrong, "6100"]), ("purchase_account_id", wrong)):
        for code in codes:
            with pytest.raises(errors.AccountNotUsable) as refusal:
                make_tax_rate(company, **{field: account(company, code).id})
            assert refusal.value.field == field
    assert snapshot(company) == before
    make_tax_rate(
        company, sales_account_id=account(company, "2350").id, purchase_account_id=account(company, "6990").id
    )
    own = make_account(company, type="liability")
    rate = make_tax_rate(company, sales_account_id=own.id, purchase_account_id=account(company, "1400").id)
    before = snapshot(company)
    for subtype in ("credit_card", "long_term_liability"):
        with pytest.raises(errors.InUse) as in_use:
            accounts.update(own, by=owner_of(company), subtype=subtype)
        assert in_use.value.field == "subtype"
    with pytest.raises(errors.AccountNotUsable):
        tax_rates.update(rate, by=owner_of(company), sales_account_id=account(company, "1000").id)
    assert snapshot(company) == before
    assert accounts.update(own, by=owner_of(company), subtype="tax", name="VAT").subtype == "tax"


def test_a_rate_whose_account_was_archived_meanwhile_cannot_be_restored():
    company = make_company()
    by, tax = owner_of(company), make_account(company, type="liability", subtype="tax")
    rate = tax_rates.archive(make_tax_rate(company, sales_account_id=tax.pk), by=by)
    accounts.archive(tax, by=by)
    before = snapshot(company)
    with pytest.raises(errors.AccountNotUsable, match="archived"):
        tax_rates.restore(rate, by=by)
    assert snapshot(company) == before
    accounts.restore(tax, by=by)
    assert tax_rates.restore(rate, by=by).is_active


def _archive(tax: Account, by: Any) -> Any:
    return accounts.archive(tax, by=by)


def _become_equity(tax: Account, by: Any) -> Any:
    return accounts.update(tax, by=by, type="equity", subtype="")


def _new_rate(tax: Account, by: Any) -> Any:
    return make_tax_rate(tax.company, sales_account_id=tax.pk)


def _change_rate(tax: Account, by: Any) -> Any:
    rate = TaxRate.objects.get(company=tax.company, name="Waiting")
    return tax_rates.update(rate, by=by, purchase_account_id=tax.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("use", [_new_rate, _change_rate])
@pytest.mark.parametrize("end", [_archive, _become_equity])
@pytest.mark.parametrize("account_first", [True, False])
def test_an_account_and_a_rate_that_begins_to_post_to_it_wait_for_each_other(
    use: Callable[[Account, Any], Any], end: Callable[[Account, Any], Any], account_first: bool
):
    with tenancy.everyone():
        company = make_company()
        by, tax = owner_of(company), make_account(company, type="liability", subtype="tax")
        make_tax_rate(company, name="Waiting")
    first, second = (end, use) if account_first else (use, end)
    with tenancy.everyone():
        first(tax, by)
        later = beside(lambda: second(tax, by))
        assert not later.done(), "the second session must wait for the first"
    refused = (
        (errors.AccountNotUsable,) if account_first else (errors.HasOpenItems, errors.InUse, errors.AccountNotUsable)
    )
    assert isinstance(later.result(30), refused), later.result()
