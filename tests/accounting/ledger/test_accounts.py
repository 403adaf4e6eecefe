"""The chart of accounts through its operations."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.ledger import accounts, journal
from accounting.models import Account, Company, JournalEntry, SystemRole
from foundation import tenancy
from identity.models import User
from tests.factories import DAY, account, credit, debit, make_company, make_draft, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(company: Company) -> User:
    return company.organization.users.get()


def new(company: Company, code: str = "9000", **fields: Any) -> Account:
    by = company.organization.users.get()
    values: dict[str, Any] = {"code": code, "name": f"Account {code}", "type": "expense"} | fields
    return accounts.create(company, by=by, **values)


def test_an_account_is_opened(company, user):
    parent = account(company, "6000")
    opened = new(company, " 6001 ", name=" Bonuses ", subtype="operating_expense", parent_id=parent.id, currency="USD")
    stored = Account.objects.get(id=opened.id)
    assert (stored.code, stored.name, stored.type, stored.subtype) == (
        "6001",
        "Bonuses",
        "expense",
        "operating_expense",
    )
    assert (stored.parent, stored.currency_id, stored.is_active, stored.system_role) == (parent, "USD", True, None)


@pytest.mark.parametrize(
    ("fields", "error", "field"),
    [
        ({"code": " "}, errors.Invalid, "code"),
        ({"code": "x" * 41}, errors.Invalid, "code"),
        ({"name": ""}, errors.Invalid, "name"),
        ({"name": "a\nb"}, errors.Invalid, "name"),
        ({"description": "x" * 1001}, errors.Invalid, "description"),
        ({"type": "income"}, errors.Invalid, "type"),
        ({"subtype": "bank"}, errors.Invalid, "subtype"),
        ({"currency": "EUR"}, errors.CurrencyNotSupported, "currency"),
        ({"system_role": "boss"}, errors.Invalid, "system_role"),
        ({"system_role": "accounts_receivable"}, errors.Invalid, "system_role"),
        ({"code": "1000"}, errors.Duplicate, "code"),
        ({"type": "asset", "system_role": "accounts_receivable"}, errors.Duplicate, "system_role"),
        ({"parent_id": uuid7()}, errors.NotFoundHere, "parent_id"),
    ],
)
def test_an_invalid_account_is_refused_and_nothing_is_kept(company, fields, error, field):
    before = Account.objects.count()
    with pytest.raises(error) as refused:
        new(company, **fields)
    assert refused.value.field == field
    assert Account.objects.count() == before


def test_a_parent_is_of_this_company_and_type(company, user):
    other = account(make_company(), "6000")
    with pytest.raises(errors.NotFoundHere):
        new(company, parent_id=other.id)
    with pytest.raises(errors.Invalid) as refused:
        new(company, parent_id=account(company, "1000").id)
    assert refused.value.field == "parent_id"


def test_no_account_comes_to_lie_below_itself(company, user):
    first = new(company, "A")
    second = new(company, "B", parent_id=first.id)
    third = new(company, "C", parent_id=second.id)
    for parent in (first, third):
        with pytest.raises(errors.Invalid) as refused:
            accounts.update(first, by=user, parent_id=parent.id)
        assert refused.value.field == "parent_id"
    first.refresh_from_db()
    assert first.parent_id is None


def test_accounts_nest_only_so_deep_also_when_a_branch_moves(company, user):
    branch = chain = new(company, "A0")
    for level in range(1, accounts.MAX_DEPTH):
        chain = new(company, f"A{level}", parent_id=chain.id)
    with pytest.raises(errors.Invalid) as refused:
        new(company, "deep", parent_id=chain.id)
    assert refused.value.field == "parent_id"
    top = new(company, "top")
    with pytest.raises(errors.Invalid):
        accounts.update(branch, by=user, parent_id=top.id)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_make_no_cycle():
    with tenancy.everyone():
        company = make_company()
        user = company.organization.users.get()
        first, second = new(company, "A"), new(company, "B")
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def move(child: Account, parent: Account) -> None:
        try:
            with tenancy.everyone():
                barrier.wait()
                accounts.update(child, by=user, parent_id=parent.id)
            outcomes.append("moved")
        except errors.Invalid:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved", "refused"]
    with tenancy.everyone():
        assert Account.objects.filter(id__in=[first.id, second.id], parent__isnull=False).count() == 1


def test_the_type_stays_once_there_are_lines_drafts_included(company, user):
    draft = make_draft(company)
    used = draft.lines.get(position=0).account
    with pytest.raises(errors.InUse) as refused:
        accounts.update(used, by=user, type="liability")
    assert refused.value.field == "type"
    unused = new(company)
    assert accounts.update(unused, by=user, type="liability").type == "liability"


def test_the_type_of_a_parent_stays(company, user):
    parent = new(company, "A")
    new(company, "B", parent_id=parent.id)
    with pytest.raises(errors.Conflict) as refused:
        accounts.update(parent, by=user, type="asset")
    assert refused.value.field == "type"


def test_a_role_is_given_once_and_never_taken_away(company, user):
    receivable = account(company, "1100")
    assert receivable.system_role == SystemRole.ACCOUNTS_RECEIVABLE
    for role in (None, "", SystemRole.INPUT_TAX):
        with pytest.raises(errors.Conflict) as refused:
            accounts.update(receivable, by=user, system_role=role)
        assert refused.value.field == "system_role"
    with pytest.raises(errors.Conflict):
        accounts.archive(receivable, by=user)
    with pytest.raises(errors.Conflict):
        accounts.delete(receivable, by=user)
    receivable.refresh_from_db()
    assert receivable.system_role == SystemRole.ACCOUNTS_RECEIVABLE
    assert receivable.is_active


def test_a_control_account_begins_without_lines(user, company):
    entry = make_entry(company)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounting_account WHERE system_role = 'accounts_receivable'")
    used = next(line.account for line in entry.lines.select_related("account") if line.account.type == "asset")
    with pytest.raises(errors.InUse) as refused:
        accounts.update(used, by=user, system_role="accounts_receivable")
    assert refused.value.field == "system_role"
    assert accounts.update(new(company, type="asset"), by=user, system_role="accounts_receivable").system_role


def test_an_archived_account_takes_no_entries_until_it_is_restored(company, user):
    spent, bank = account(company, "6100"), account(company, "1000")
    accounts.archive(spent, by=user)
    lines = [debit(spent, "5.00"), credit(bank, "5.00")]
    with pytest.raises(errors.AccountNotUsable), transaction.atomic():
        journal.post(JournalEntry(company=company, date=DAY), lines=lines, by=user)
    with pytest.raises(errors.Conflict):
        accounts.archive(spent, by=user)
    accounts.restore(spent, by=user)
    with pytest.raises(errors.Conflict):
        accounts.restore(spent, by=user)
    assert journal.post(JournalEntry(company=company, date=DAY), lines=lines, by=user).number == 1


def test_only_an_account_that_nothing_uses_is_deleted(company, user):
    unused = new(company)
    accounts.delete(unused, by=user)
    assert not Account.objects.filter(id=unused.id).exists()
    parent = new(company, "A")
    new(company, "B", parent_id=parent.id)
    posted, drafted = make_entry(company), make_draft(company)
    for used in (parent, posted.lines.get(position=0).account, drafted.lines.get(position=0).account):
        with pytest.raises(errors.InUse):
            accounts.delete(used, by=user)
        assert Account.objects.filter(id=used.id).exists()


def test_a_company_has_only_so_many_accounts(company, user, monkeypatch):
    monkeypatch.setattr(accounts, "MAX_ACCOUNTS", Account.objects.filter(company=company).count() + 1)
    new(company, "A")
    with pytest.raises(errors.TooMany):
        new(company, "B")
