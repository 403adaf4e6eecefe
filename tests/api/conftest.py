"""Who asks, in most tests of the API."""

import pytest

from accounting.models import Company
from identity.models import User
from tests.client import Client
from tests.factories import owner_of
from tests.people import make_admin, make_organization


@pytest.fixture
def client(company: Company) -> Client:
    """Return a client for the admin of the company."""
    return Client(owner_of(company))


@pytest.fixture
def admin(db: None) -> User:
    """Return the admin of an organization without companies."""
    return make_admin(make_organization())
