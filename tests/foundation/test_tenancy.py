"""The scope of a transaction begins with BEGIN and ends with COMMIT; a lost connection is a clear error."""

import pytest
from django.db import OperationalError, connection, transaction

from foundation import tenancy
from tests.factories import make_company


def scope() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('atlas.organization_id', true)")
        return cursor.fetchone()[0] or ""


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
