"""Companies and the charts of accounts they start with."""

import json

import pytest
from django.db import transaction

from accounting import errors
from accounting.ledger import accounts, charts, companies
from accounting.models import ROLE_TYPES, SUBTYPES, Account, Company, Event, LedgerHead, SystemRole
from foundation import tenancy
from foundation.models import AuditRecord
from tests.accounting.races import beside
from tests.accounting.snapshot import snapshot
from tests.factories import make_account, make_company, make_entry, make_invoice, owner_of
from tests.people import make_admin, make_organization

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", charts.names())
def test_a_chart_is_well_formed_and_has_an_account_for_every_system_role(name):
    accounts = charts.load(name)
    codes = [account.code for account in accounts]
    types = {account.code: account.type for account in accounts}
    assert len(set(codes)) == len(codes)
    for place, account in enumerate(accounts):
        assert account.subtype in SUBTYPES[account.type]
        assert not account.parent or (account.parent in codes[:place] and types[account.parent] == account.type)
        assert not account.system_role or account.type in ROLE_TYPES[SystemRole(account.system_role)]
    assert sorted(account.system_role for account in accounts if account.system_role) == sorted(SystemRole.values)


@pytest.mark.parametrize("chart", charts.names())
def test_a_new_company_has_the_accounts_of_its_chart_and_a_head(chart):
    company = make_company(chart=chart)
    rows = charts.load(chart)
    stored = {account.code: account for account in company.accounts.select_related("parent").order_by("id")}
    assert list(stored) == [row.code for row in rows]
    for row in rows:
        account = stored[row.code]
        assert (account.name, account.type, account.subtype) == (row.name, row.type, row.subtype)
        assert (account.parent.code if account.parent else "") == row.parent
        assert account.system_role == (row.system_role or None)
        assert (account.is_active, account.description, account.created_at) == (True, "", company.created_at)
    assert LedgerHead.objects.get(company=company).last_number == 0


@pytest.mark.parametrize(
    ("fields", "error", "field"),
    [
        ({"name": "  "}, errors.Invalid, "name"),
        ({"name": "x" * 201}, errors.Invalid, "name"),
        ({"name": "a\u202eb"}, errors.Invalid, "name"),
        ({"base_currency": "XXX"}, errors.CurrencyNotSupported, "base_currency"),
        ({"base_currency": "usd"}, errors.CurrencyNotSupported, "base_currency"),
        ({"chart": "../charts/general"}, errors.Invalid, "chart"),
        ({"fiscal_year_start_month": 13}, errors.Invalid, "fiscal_year_start_month"),
        ({"time_zone": "Mars/Olympus"}, errors.Invalid, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, errors.Invalid, "time_zone"),
        *(
            ({"time_zone": name}, errors.Invalid, "time_zone")
            for name in ("localtime", "posixrules", "Factory", "posix/UTC", "right/UTC", "utc", "")
        ),
        ({"tax_rounding": "never"}, errors.Invalid, "tax_rounding"),
    ],
)
def test_an_invalid_company_is_refused_and_nothing_is_kept(fields, error, field):
    with pytest.raises(error) as refused:
        make_company(**fields)
    assert refused.value.field == field
    assert not Company.objects.exists()
    assert not Account.objects.exists()


def test_the_same_name_twice_in_one_organization_is_a_duplicate_and_free_in_another():
    organization = make_organization()
    make_company(organization, name="Harbor Lane")
    with pytest.raises(errors.Duplicate) as refused:
        make_company(organization, name=" Harbor Lane ")
    assert refused.value.field == "name"
    assert Company.objects.count() == 1
    make_company(make_organization(), name="Harbor Lane")


def test_a_company_is_made_in_ones_own_organization_only():
    stranger = make_admin(make_organization())
    organization = make_organization()
    with pytest.raises(errors.NotFoundHere):
        companies.create(organization=organization, name="Mine", base_currency="USD", by=stranger)
    assert not Company.objects.exists()


def test_what_documents_say_of_a_company_is_trimmed_kept_told_and_audited():
    company = make_company(address=" 1 Quay\nPortland ", payment_details="IBAN DE02 1203")
    admin = company.organization.users.get()
    assert (company.address, company.legal_name) == ("1 Quay\nPortland", "")
    given = {name: f"new {name}" for name in Company.DETAILS} | {"email": "bills@example.com", "phone": "\u200b"}
    companies.update(company, by=admin, **given)
    stored = Company.objects.get(id=company.id)
    given["phone"] = ""
    assert {name: getattr(stored, name) for name in Company.DETAILS} == given
    told = json.loads(bytes(Event.objects.get(company=company, type="company.updated").body))["data"]
    assert told.items() >= given.items()
    record = AuditRecord.objects.get(action="company.updated", object_id=company.id)
    assert record.new == {name: value for name, value in given.items() if value}
    with pytest.raises(TypeError):
        make_company(colour="red")


def test_settings_change_and_the_base_currency_only_before_the_first_entry():
    company = make_company()
    admin = company.organization.users.get()
    changed = companies.update(
        company, by=admin, name=" New name ", time_zone="Europe/Paris", base_currency="EUR", fiscal_year_start_month=4
    )
    stored = Company.objects.get(id=company.id)
    assert (stored.name, stored.time_zone, stored.base_currency_id) == ("New name", "Europe/Paris", "EUR")
    assert stored.updated_at == changed.updated_at > company.updated_at
    make_entry(stored)
    with pytest.raises(errors.Conflict) as refused:
        companies.update(stored, by=admin, base_currency="USD", name="Other")
    assert refused.value.field == "base_currency"
    stored.refresh_from_db()
    assert (stored.name, stored.base_currency_id) == ("New name", "EUR")
    companies.update(stored, by=admin, base_currency="EUR", tax_rounding="document")


def test_the_base_currency_does_not_change_under_an_account_that_is_kept_in_it(company: Company):
    admin = owner_of(company)
    make_account(company, "1090", "asset", subtype="bank", currency_id="USD")  # money may be in another one
    travel = accounts.create(company, by=admin, code="6999", name="Travel", type="expense", currency="USD")
    before = snapshot(company)
    with pytest.raises(errors.Conflict, match="Account 6999 Travel is kept in USD") as refusal, transaction.atomic():
        companies.update(company, by=admin, base_currency="EUR")
    assert refusal.value.field == "base_currency"
    assert snapshot(company) == before
    accounts.update(travel, by=admin, currency=None)
    assert companies.update(company, by=admin, base_currency="EUR").base_currency_id == "EUR"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [make_entry, make_invoice])
def test_nor_under_an_entry_or_document_that_is_added_at_the_same_moment(make):
    with tenancy.everyone():
        company = make_company()
    with tenancy.everyone():
        make(company)
        changing = beside(lambda: companies.update(company, by=owner_of(company), base_currency="EUR"))
        assert not changing.done()
    assert (type(changing.result()), changing.result().field) == (errors.Conflict, "base_currency")
    with tenancy.everyone():
        assert Company.objects.get().base_currency_id == "USD"


@pytest.mark.django_db(transaction=True)
def test_nor_under_an_account_that_is_added_at_the_same_moment():
    with tenancy.everyone():
        company = make_company()
    with tenancy.everyone():
        make_account(company, "6999", currency_id="USD")
        changing = beside(lambda: Company.objects.filter(pk=company.pk).update(base_currency="EUR"))
        assert not changing.done()
    assert "company_currency_of_accounts" in str(changing.result())
    with tenancy.everyone():
        assert Company.objects.get().base_currency_id == "USD"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"time_zone": "Nowhere"}, "time_zone"),
        ({"fiscal_year_start_month": 0}, "fiscal_year_start_month"),
    ],
)
def test_a_bad_setting_is_refused_and_nothing_changes(fields, field):
    company = make_company()
    with pytest.raises(errors.Invalid) as refused:
        companies.update(company, by=company.organization.users.get(), **fields)
    assert refused.value.field == field
    before = company.updated_at
    company.refresh_from_db()
    assert company.updated_at == before


def test_a_fiscal_year_begins_in_its_month():
    import datetime

    company = make_company(fiscal_year_start_month=4)
    assert company.fiscal_year_start(datetime.date(2026, 3, 31)) == datetime.date(2025, 4, 1)
    assert company.fiscal_year_start(datetime.date(2026, 4, 1)) == datetime.date(2026, 4, 1)


def test_today_is_where_the_company_is():
    import datetime

    moment = datetime.datetime(2026, 3, 31, 23, 30, tzinfo=datetime.UTC)
    assert make_company(time_zone="Asia/Tokyo").date_at(moment) == datetime.date(2026, 4, 1)
    assert make_company(time_zone="America/New_York").date_at(moment) == datetime.date(2026, 3, 31)
