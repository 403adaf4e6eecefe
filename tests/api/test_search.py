"""Searches and filters ignore how text is written, and an index finds contacts."""

from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client as DjangoClient

from accounting.ledger.contact_search import found_by
from accounting.models import Company, Contact
from foundation import tenancy
from identity.models import User
from tests import factories
from tests.client import Client
from tests.people import make_admin, make_organization, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

COMPOSED, DECOMPOSED = "Caf\u00e9 \u00c5ngstr\u00f6m", "Cafe\u0301 A\u030angstro\u0308m"


@pytest.fixture
def company() -> Company:
    return factories.make_company()


@pytest.fixture
def client(company: Company) -> Client:
    return Client(factories.owner_of(company))


def found(client: Client, path: str, **query: Any) -> list[str]:
    answer = client.get(path, **query)
    assert answer.status == 200, answer
    return sorted(row["name"] for row in answer.json["items"])


@pytest.mark.parametrize("path", ["/contacts/customers", "/chart-of-accounts", "/tax-rates", "/companies"])
@pytest.mark.parametrize("text", [COMPOSED, DECOMPOSED, "cafe", "CAFÉ", "Cafe\u0301", "ANGSTROM", "fé å", "af\u00e9"])
def test_text_is_found_however_it_is_written(client: Client, company: Company, path: str, text: str) -> None:
    factories.make_customer(company, name=COMPOSED)
    factories.make_customer(company, name="Harbor")
    factories.make_account(company, name=COMPOSED)
    factories.make_tax_rate(company, name=COMPOSED)
    factories.make_company(company.organization, name=COMPOSED)
    scope = {} if path == "/companies" else {"company_id": company.id}
    assert found(client, path, search=text, **scope) == [COMPOSED]


@pytest.mark.parametrize("text", ["%", "_", "50%", "50_", "\\", "50\\%", "\uff05"])
def test_wildcards_in_a_search_match_only_themselves(client: Client, company: Company, text: str) -> None:
    factories.make_customer(company, name="500 plain")
    factories.make_customer(company, name="50% _off_ \\ 50\\% 50_")
    factories.make_account(company, name="500 plain")
    assert found(client, "/contacts/customers", search=text) == ["50% _off_ \\ 50\\% 50_"]
    assert found(client, "/chart-of-accounts", search=text) == []


def test_documents_are_found_by_the_name_of_their_contact(client: Client, company: Company) -> None:
    invoice = factories.make_invoice(company, customer=factories.make_customer(company, name=COMPOSED))
    factories.make_invoice(company, reference="Überweisung")
    for text in ("cafe", DECOMPOSED):
        assert [row["id"] for row in client.get("/invoices", search=text).json["items"]] == [str(invoice.id)]
    assert client.get("/invoices", search="uberweisung").json["total"] == 1
    assert client.get("/invoices", reference="U\u0308berweisung").json["total"] == 1


def test_an_e_mail_address_is_found_whatever_the_case(client: Client, company: Company) -> None:
    factories.make_customer(company, name="Ann", email="Ann.Lee@Example.com")
    factories.make_customer(company, name="Other", email="xann.lee@example.com")
    for address in ("ann.lee@example.com", "ANN.LEE@EXAMPLE.COM", "Ann.Lee@Example.com,nobody@example.com"):
        assert found(client, "/contacts/customers", email=address) == ["Ann"]
    assert found(client, "/contacts/customers", email="a") == []


def test_exact_text_is_compared_in_nfc(client: Client, company: Company) -> None:
    factories.make_customer(company, name="Ann", external_id="caf\u00e9")
    assert found(client, "/contacts/customers", external_id="cafe\u0301") == ["Ann"]
    assert found(client, "/contacts/customers", external_id="cafe") == []


def test_only_customers_of_the_company_are_found(client: Client, company: Company) -> None:
    factories.make_customer(company, name=COMPOSED)
    factories.make_vendor(company, name="Café of a vendor")
    factories.make_customer(factories.make_company(company.organization), name="Café of a sister")
    factories.make_customer(factories.make_company(by=make_admin(make_organization())), name="Café of a stranger")
    assert found(client, "/contacts/customers", search="cafe", company_id=company.id) == [COMPOSED]
    assert found(client, "/contacts/vendors", search="cafe", company_id=company.id) == ["Café of a vendor"]


def test_the_function_that_searches_keeps_to_the_tenant(company: Company) -> None:
    mine = factories.make_customer(company, name=COMPOSED)
    theirs = factories.make_company(by=make_admin(make_organization()))
    factories.make_customer(theirs, name=COMPOSED)

    def ids(company_id: Any) -> set[Any]:
        with tenancy.organization(company.organization_id), connection.cursor() as cursor:
            cursor.execute("SELECT contact_search(%s::uuid, %s::text, 9)", [company_id, "cafe"])
            return {row[0] for row in cursor.fetchall()}

    assert ids(None) == ids(company.id) == {mine.id}
    assert ids(theirs.id) == set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('atlas.organization_id', '', true)")
        cursor.execute("SELECT count(*) FROM contact_search(NULL, 'cafe', 9)")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_among_many_contacts_the_index_is_asked(test_owner_url: str) -> None:
    with tenancy.everyone():
        company = factories.make_company()
        base = factories.make_customer(company, name="Café Nowhere", email="Info@Nowhere.example")
        client = Client(factories.owner_of(company))
    with psycopg.connect(test_owner_url, autocommit=True) as owner:
        owner.execute(
            """INSERT INTO accounting_contact (id, company_id, kind, name, email, phone, tax_number, currency,
                   payment_terms_days, billing_address, is_active, created_at, updated_at)
               SELECT gen_random_uuid(), company_id, kind, 'Customer ' || md5(n::text), '', '', '', currency, 30, '',
                   true, created_at, updated_at
               FROM accounting_contact, generate_series(1, 20000) n WHERE id = %s""",
            [base.id],
        )
        owner.execute("ANALYZE accounting_contact")
    with tenancy.organization(company.organization_id):
        assert Contact.objects.filter(found_by(company.id, "customer")).count() == 20_000
        before = scans()
        assert list(Contact.objects.filter(found_by(company.id, "cafe no"))) == [base]
        assert scans() == before + 1
    assert found(client, "/contacts/customers", search="cafe no") == ["Café Nowhere"]
    assert found(client, "/contacts/customers", email="info@nowhere.example") == ["Café Nowhere"]


def scans() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_numscans('contact_search'::regclass)")
        return int(cursor.fetchone()[0])


@pytest.fixture
def staff() -> DjangoClient:
    client = DjangoClient()
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("text", ["cafe", "CAFÉ", "Cafe\u0301", "ca", '"cafe angstrom"', "angstrom cafe"])
def test_the_admin_finds_the_same(staff: DjangoClient, company: Company, text: str) -> None:
    customer = factories.make_customer(company, name=COMPOSED)
    factories.make_customer(company, name="Harbor")
    account = factories.make_account(company, name=COMPOSED)
    for page, row in (("contact", customer), ("account", account)):
        shown = staff.get(f"/admin/accounting/{page}/", {"q": text}).content.decode()
        assert str(row.id) in shown, page
        assert "Harbor" not in shown


def test_the_admin_finds_a_contact_by_id_and_company(staff: DjangoClient, company: Company) -> None:
    customer = factories.make_customer(company, name="Harbor", external_id="c-77")
    for text in (str(customer.id), "c-77", company.name):
        assert str(customer.id) in staff.get("/admin/accounting/contact/", {"q": text}).content.decode()


def test_the_admin_finds_users_by_address_whatever_the_case(staff: DjangoClient) -> None:
    user: User = make_user(make_organization(), full_name="Zoë Ångström")
    for text in (user.email.upper(), "zoe angstrom"):
        assert str(user.id) in staff.get("/admin/identity/user/", {"q": text}).content.decode()
