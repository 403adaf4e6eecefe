"""Names that show nothing are no names, whatever they are of."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accounting.budgets import budgets
from accounting.items import items
from accounting.ledger import accounts, companies, contacts, tracking_categories
from accounting.models import Company, Contact
from accounting.taxes import tax_rates
from foundation.refusals import Refusal
from identity import api_keys, operations
from identity.models import User
from tests.accounting.snapshot import snapshot
from tests.factories import DAY, account, make_company, make_customer, owner_of

pytestmark = pytest.mark.django_db

Enter = Callable[[Company, User, str], Any]

NAMED: dict[str, Enter] = {
    "a contact": lambda company, by, name: contacts.create(company, by=by, kind="customer", name=name),
    "a contact that is there": lambda company, by, name: contacts.update(
        Contact.objects.get(company=company), by=by, name=name
    ),
    "an account": lambda company, by, name: accounts.create(company, by=by, code="99", name=name, type="asset"),
    "the code of an account": lambda company, by, name: accounts.create(
        company, by=by, code=name, name="Z", type="asset"
    ),
    "an account that is there": lambda company, by, name: accounts.update(account(company, "4000"), by=by, name=name),
    "a company": lambda company, by, name: companies.create(
        organization=company.organization, name=name, base_currency="USD", by=by
    ),
    "a company that is there": lambda company, by, name: companies.update(company, by=by, name=name),
    "a tax rate": lambda company, by, name: tax_rates.create(company, by=by, name=name, percent=Decimal(7)),
    "an item": lambda company, by, name: items.create(company, by=by, name=name),
    "a category": lambda company, by, name: tracking_categories.create(company, by=by, name=name),
    "an option": lambda company, by, name: tracking_categories.create(
        company, by=by, name="Region", options=[{"name": name}]
    ),
    "a budget": lambda company, by, name: budgets.create(company, by=by, name=name, start_date=DAY.replace(day=1)),
    "a key": lambda company, by, name: api_keys.create(by=by, name=name, role="viewer", scopes=["*"]),
    "a person": lambda company, by, name: operations.update_profile(by=by, full_name=name),
}


@pytest.mark.parametrize("invisible", ["\u200b", "\u3164", " \u2060\u200d"])
@pytest.mark.parametrize("of", NAMED)
def test_a_name_that_shows_nothing_is_refused(of: str, invisible: str) -> None:
    company = make_company()
    make_customer(company, name="\u200bKept\u200d")  # beside letters it may stay
    by, before = owner_of(company), snapshot(company)
    with pytest.raises(Refusal, match=r"(?i)name|must not be empty|printable"):
        NAMED[of](company, by, invisible)
    assert snapshot(company) == before
