"""The scope of a transaction begins with BEGIN and ends with COMMIT; a lost connection is a clear error."""

from contextlib import suppress
from uuid import UUID

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from accounting.models import Account
from foundation import tenancy
from tests.factories import make_company
from tests.people import make_organization


def scope() -> str:
    return setting("organization_id")


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [f"atlas.{name}"])
        return cursor.fetchone()[0] or ""


def seen_in_sql() -> set[UUID]:
    """Return the companies whose accounts row-level security shows, without the ORM's filters."""
    return set(Account.objects.values_list("company_id", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_scope_ends_with_its_transaction_and_gives_way_to_an_inner_one():
    with tenancy.everyone():
        organization_id = make_company().organization_id
    with tenancy.organization(organization_id):
        assert scope() == str(organization_id)
        with tenancy.everyone():
            assert scope() == "everyone"
        assert scope() == str(organization_id)
    with transaction.atomic():
        assert scope() == ""


@pytest.mark.django_db(transaction=True)
def test_no_setting_of_a_tenant_outlives_its_transaction_on_the_same_connection():
    with tenancy.everyone():
        mine, theirs = make_company(), make_company()

    def open_scope(organization_id: UUID, fails: bool) -> int:
        with suppress(ZeroDivisionError), tenancy.organization(organization_id):
            assert setting("company_ids")
            if fails:
                raise ZeroDivisionError
        assert (setting("organization_id"), setting("company_ids")) == ("", "")
        with transaction.atomic():
            assert (setting("organization_id"), setting("company_ids")) == ("", "")
            assert seen_in_sql() == set()
        return connection.connection.info.backend_pid

    pids = {open_scope(one.organization_id, fails) for one in (mine, theirs) for fails in (False, True)}
    assert len(pids) == 1, "the test is about one connection"
    with tenancy.organization(theirs.organization_id):
        assert seen_in_sql() == {theirs.pk}


@pytest.mark.django_db(transaction=True)
def test_nested_scopes_see_the_companies_of_the_inner_one_and_then_of_the_outer_one_again():
    with tenancy.everyone():
        mine, theirs = make_company(), make_company()
    with tenancy.organization(mine.organization_id):
        assert seen_in_sql() == {mine.pk}
        with tenancy.organization(theirs.organization_id):
            assert seen_in_sql() == {theirs.pk}
            with tenancy.everyone():
                assert seen_in_sql() == {mine.pk, theirs.pk}
                later = make_company(mine.organization)
            assert seen_in_sql() == {theirs.pk}
        assert seen_in_sql() == {mine.pk, later.pk}
        with suppress(ZeroDivisionError), tenancy.organization(theirs.organization_id):
            raise ZeroDivisionError
        assert seen_in_sql() == {mine.pk, later.pk}


@pytest.mark.django_db(transaction=True)
def test_a_scope_of_a_company_sees_and_writes_no_other_one_also_after_an_inner_scope():
    with tenancy.everyone():
        mine, theirs = make_company(), make_company()
        beside = make_company(mine.organization)
    with tenancy.organization_when_needed(mine.organization_id, mine.pk):
        assert seen_in_sql() == {mine.pk}
        assert Account.objects.filter(company=beside).update(name="Mine") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Account.objects.create(company=beside, code="6999", name="Snacks", type="expense")
        with tenancy.organization(mine.organization_id):
            assert seen_in_sql() == {mine.pk, beside.pk}
            with tenancy.organization_when_needed(mine.organization_id, beside.pk):
                assert seen_in_sql() == {beside.pk}
            assert seen_in_sql() == {mine.pk, beside.pk}
        assert seen_in_sql() == {mine.pk}
    with tenancy.organization_when_needed(mine.organization_id, theirs.pk):
        assert seen_in_sql() == set()


@pytest.mark.django_db(transaction=True)
def test_a_company_is_seen_by_the_transaction_that_makes_it_unless_that_is_undone():
    with tenancy.everyone():
        first, theirs = make_company(), make_company()
        organization = first.organization
    with tenancy.organization(organization.pk):
        second = make_company(organization)
        assert seen_in_sql() == {first.pk, second.pk}
        with suppress(ZeroDivisionError), transaction.atomic():
            undone = make_company(organization)
            assert undone.pk in seen_in_sql()
            raise ZeroDivisionError
        assert str(undone.pk) not in setting("company_ids")
        assert seen_in_sql() == {first.pk, second.pk}
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            make_company(theirs.organization)
        assert setting("company_ids") == f"{{{first.pk},{second.pk}}}"


@pytest.mark.django_db(transaction=True)
def test_an_organization_without_companies_sees_no_company():
    with tenancy.everyone():
        make_company()
        empty = make_organization("Empty")
    with tenancy.organization(empty.pk):
        assert setting("company_ids") == "{}"
        assert seen_in_sql() == set()


@pytest.mark.django_db(transaction=True)
def test_settings_of_a_scope_are_as_local_as_the_tenant():
    with tenancy.everyone(plan_cache_mode="force_generic_plan"), connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("force_generic_plan",)
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("auto",)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_lost_at_begin_is_an_operational_error_and_the_next_scope_works(test_owner_url):
    import psycopg

    with tenancy.everyone():
        pid = connection.connection.info.backend_pid
    with psycopg.connect(test_owner_url) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with pytest.raises(OperationalError), tenancy.everyone():
        raise AssertionError("there is no transaction to be in")
    with tenancy.everyone():
        assert scope() == "everyone"
