"""Old rows are deleted in batches, each in a transaction of its own."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.models import IdempotencyKey
from api.tasks import forget_old
from foundation import sweeping, tenancy
from identity.models import Door, RefreshToken, SignIn, User
from tests.accounting.races import beside
from tests.factories import make_company, make_webhook, owner_of
from webhooks import upkeep
from webhooks.models import EndpointHour

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def keys(user: User) -> None:
    IdempotencyKey.objects.bulk_create(
        IdempotencyKey(user=user, organization=user.organization, key=f"{n}", status_code=201, created_at=LONG_AGO)
        for n in range(5)
    )


def tokens(user: User) -> None:
    RefreshToken.objects.bulk_create(
        RefreshToken(user=user, family_id=user.id, family_ends_at=LONG_AGO, expires_at=LONG_AGO) for _ in range(5)
    )


def sessions(user: User) -> None:
    Session.objects.bulk_create(Session(session_key=f"{n}", expire_date=LONG_AGO) for n in range(5))


def sign_ins(user: User) -> None:
    SignIn.objects.bulk_create(
        SignIn(user=user, door=Door.API, address="192.0.2.1", token_version=0, created_at=LONG_AGO) for _ in range(5)
    )


def hours(user: User) -> None:
    for _ in range(5):
        endpoint = make_webhook(make_company(), "https://example.com")
        EndpointHour.objects.create(
            endpoint=endpoint, organization_id=endpoint.organization_id, start=LONG_AGO, succeeded=1, failed=0
        )


def forget_hours() -> None:
    upkeep.forget(LONG_AGO)


@pytest.fixture
def user() -> User:
    with tenancy.everyone():
        return owner_of(make_company())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("model", "fill", "forget"),
    [
        (IdempotencyKey, keys, forget_old),
        (RefreshToken, tokens, forget_old),
        (Session, sessions, forget_old),
        (SignIn, sign_ins, forget_old),
        (EndpointHour, hours, forget_hours),
    ],
    ids=lambda value: value.__name__,
)
def test_no_statement_deletes_more_than_a_batch(
    monkeypatch: pytest.MonkeyPatch,
    user: User,
    model: Any,
    fill: Callable[[User], None],
    forget: Callable[[], None],
) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    with tenancy.everyone():
        fill(user)
    with CaptureQueriesContext(connection) as queries:
        forget()
    said = [query["sql"] for query in queries]
    deleted = [number for number, sql in enumerate(said) if sql.startswith(f'DELETE FROM "{model._meta.db_table}"')]
    assert len(deleted) == 3
    assert all(said[number + 1] == "COMMIT" for number in deleted)
    with tenancy.everyone():
        assert not model.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_stays_for_the_next_time(user: User) -> None:
    with tenancy.everyone():
        keys(user)
    old = IdempotencyKey.objects.filter(created_at__lt=datetime.now(UTC)).order_by("id")
    with tenancy.everyone():
        held = old.select_for_update()[0]
        assert beside(lambda: sweeping.sweep(old)).result() == 4
        assert list(old) == [held]
    assert sweeping.sweep(old) == 1
