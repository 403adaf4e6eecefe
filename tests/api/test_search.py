"""Searches and filters ignore how text is written, and an index finds contacts."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client as DjangoClient
from django.test.utils import CaptureQueriesContext

from accounting.ledger import members, search
from accounting.ledger.admin.pages import IndexedAdmin
from accounting.ledger.search import found_by
from accounting.models import Company, Contact
from api.filters import IndexedSearch, SearchFilter, TextFilter
from foundation import tenancy
from identity import api_keys
from identity.models import User
from tests import factories
from tests.client import Client
from tests.house import routes
from tests.nightly import one_in
from tests.people import make_admin, make_organization, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

COMPOSED, DECOMPOSED = "Caf\u00e9 \u00c5ngstr\u00f6m", "Cafe\u0301 A\u030angstro\u0308m"


def found(client: Client, path: str, **query: Any) -> list[str]:
    answer = client.get(path, **query)
    assert answer.status == 200, answer
    return sorted(row["name"] for row in answer.json["items"])


LISTS = ["/contacts/customers", "/chart-of-accounts", "/tax-rates", "/companies"]
WRITTEN = [COMPOSED, DECOMPOSED, "cafe", "CAFÉ", "Cafe\u0301", "ANGSTROM", "fé å", "af\u00e9"]


@pytest.mark.parametrize(("path", "text"), one_in(3, product(LISTS, WRITTEN)))
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


SEARCHED: dict[str, Callable[[Company], Any]] = {
    "/companies": lambda company: factories.make_company(company.organization, name=COMPOSED),
    "/users": lambda company: make_user(company.organization, full_name=COMPOSED),
    "/members": lambda company: members.assign(
        company, user=make_user(company.organization, full_name=COMPOSED), role="viewer", by=factories.owner_of(company)
    ),
    "/chart-of-accounts": lambda company: factories.make_account(company, name=COMPOSED),
    "/contacts/customers": lambda company: factories.make_customer(company, tax_number=COMPOSED),
    "/contacts/vendors": lambda company: factories.make_vendor(company, name=COMPOSED),
    "/tax-rates": lambda company: factories.make_tax_rate(company, name=COMPOSED),
    "/invoices": lambda company: factories.make_sent_invoice(company, reference=COMPOSED),
    "/bills": lambda company: factories.make_bill(company, bill_number=COMPOSED),
    "/payments": lambda company: factories.make_payment(company, reference=COMPOSED),
    "/credit-notes": lambda company: factories.make_credit_note(company, reference=COMPOSED),
    "/vendor-credits": lambda company: factories.make_vendor_credit(company, reference=COMPOSED),
    "/adjustments": lambda company: factories.make_adjustment(company, reference=COMPOSED),
    "/bank-transactions": lambda company: factories.make_bank_transaction(company, reference=COMPOSED),
    "/transfers": lambda company: factories.make_transfer(company, reference=COMPOSED),
    "/journal-entries": lambda company: factories.make_entry(company, memo=COMPOSED),
    "/webhooks": lambda company: factories.make_webhook(company, description=COMPOSED),
    "/api-keys": lambda company: (
        api_keys.create(by=factories.owner_of(company), name=COMPOSED, role="viewer", scopes=["invoices:read"]).key
    ),
    "/currencies": lambda company: None,
    "/budgets": lambda company: factories.make_budget(company, name=COMPOSED),
    "/items": lambda company: factories.make_item(company, description=COMPOSED),
    "/recurring": lambda company: factories.make_recurring(company, name=COMPOSED),
    "/tracking-categories": lambda company: factories.make_tracking_category(company, name=COMPOSED),
}


def lists() -> dict[str, Any]:
    """Return every list with filters, and its filters by name."""
    found = {
        route.plain_path: getattr(route.view, "filterset_class", None)
        for route in routes()
        if "GET" in route.methods and "{" not in route.plain_path
    }
    return {path: kind.base_filters for path, kind in found.items() if kind is not None}


def test_all_lists_that_search_are_tried_here() -> None:
    assert {path for path, filters in lists().items() if "search" in filters} == SEARCHED.keys()


@pytest.mark.parametrize("path", [path for path in SEARCHED if path != "/currencies"])
def test_cafe_is_found_in_every_list_that_searches(client: Client, company: Company, path: str) -> None:
    row = SEARCHED[path](company)
    for text in one_in(3, ("cafe", "CAFE ang", "Cafe\u0301", "caf\u00e9", "Ca"), len(path)):
        answer = client.get(path, search=text)
        assert str(row.pk) in [one.get("id", one.get("user_id")) for one in answer.json["items"]] or (
            path == "/members" and answer.json["total"] == 1
        ), (text, answer)
    assert client.get(path, search="cafe nowhere").json["total"] == 0


def test_every_filter_of_text_is_asked_in_nfc(client: Client, company: Company) -> None:
    tried = 0
    for path, filters in lists().items():
        for name, one in filters.items():
            if isinstance(one, TextFilter | SearchFilter | IndexedSearch):
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(path, **{name: DECOMPOSED}).status == 200, (path, name)
                said = "".join(query["sql"] for query in queries)
                assert COMPOSED in said, (path, name)
                assert DECOMPOSED not in said, (path, name)
                tried += 1
    assert tried >= 25


@pytest.mark.parametrize("kind", ["invoices", "bills", "payments"])
def test_more_contacts_than_the_index_gives_are_found_all_the_same(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(search, "MAX_FOUND", 1)
    make = {"invoices": factories.make_invoice, "bills": factories.make_bill, "payments": factories.make_payment}[kind]
    contact = factories.make_vendor if kind == "bills" else factories.make_customer
    whose = "contact" if kind == "payments" else contact.__name__.removeprefix("make_")
    rows = [make(company, **{whose: contact(company, name=f"{COMPOSED} {n}")}) for n in range(3)]
    make(company)
    assert {row["id"] for row in client.get(f"/{kind}", search="cafe").json["items"]} == {str(row.id) for row in rows}
    make(company, reference="Cafe One")
    assert client.get(f"/{kind}", search="cafe").json["total"] == 4


def test_a_text_that_many_hold_is_not_asked_of_the_index_and_its_total_is_an_estimate(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_FOUND", 3)
    customers = [factories.make_customer(company, name=f"Cafe {'North' if n < 3 else n}") for n in range(6)]
    factories.make_invoice(company, customer=customers[0])

    def total(path: str = "/contacts/customers", **query: Any) -> tuple[int, bool]:
        body = client.get(path, page_size=1, **query).json
        assert len(body["items"]) == 1
        return body["total"], body["total_is_estimate"]

    assert total(search="cafe") == (6, True)
    assert total(search="north") == (3, False)
    assert total(search="cafe", is_active="true") == (6, False), "it is counted"
    assert total("/invoices", search="cafe") == (1, False), "of few invoices each is asked"
    assert rows("customer", company, "cafe", number=6) == (None, 6)
    ids, held = rows("customer", company, "north", number=6)
    assert (ids, 0 < held <= 3) == (3, True)
    assert rows("contact", company, "cafe", number=6) == (None, 6)
    assert rows("customer", company, "cafe", number=3) == (None, 0), (
        "a short list has no sample: the index finds too many"
    )
    assert rows("vendor", company, "cafe", number=9) == (0, 0)


def test_a_short_text_that_few_of_many_rows_hold_is_found_by_its_pairs(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_FOUND", 2)
    texts = {
        "q": "Q",
        "qy": "QY",
        "y'": "Y'",
        "\\": "\\",
        "''": "''",
        "u-": "\u00fc-",
        "z-k": "Z-K",
        "京北": "京北",
        ":*": ":*",
    }
    for text in texts.values():
        factories.make_customer(company, name=f"{text}Bar")
    for n in range(6):
        factories.make_customer(company, name=f"Cafe {n}")
    for wanted, text in texts.items():
        expected = sorted(f"{one}Bar" for one in texts.values() if text in one)
        with CaptureQueriesContext(connection) as queries:
            assert found(client, "/contacts/customers", search=wanted) == expected
        assert "strpos" not in "".join(query["sql"] for query in queries), "the list is not read row by row"


def rows(what: str, company: Company, text: str, *, number: int) -> tuple[int | None, float]:
    """Return how many ids are found, if there are no more than 3, and the estimate of a sample."""
    with connection.cursor() as cursor:
        values = [what, company.id, text, number]
        cursor.execute("SELECT cardinality(ids), held FROM search_rows(%s, %s::uuid, %s::text, 3, %s)", values)
        found: tuple[int | None, float] = cursor.fetchone()
        return found


def test_what_a_search_finds_by_ids_is_counted_however_long_the_list(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pagination.MAX_COUNTED", 2)
    monkeypatch.setattr("api.pagination.MAX_COST", 0)
    customer = factories.make_customer(company, name=COMPOSED)
    for _ in range(2):
        factories.make_invoice(company, customer=customer)
        factories.make_invoice(company)
    for query in ({}, {"status": "draft"}):
        body = client.get("/invoices", search="cafe", page_size=1, **query).json
        assert (body["total"], body["total_is_estimate"]) == (2, False)


def test_documents_of_contacts_that_hold_a_text_are_found_by_their_own_ids_unless_they_are_many(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = factories.make_customer(company, name=COMPOSED)
    wanted = {factories.make_invoice(company, customer=customer).id for _ in range(3)}
    wanted |= {factories.make_invoice(company, reference=COMPOSED).id}
    wanted |= {factories.make_invoice(company, customer=customer, reference=COMPOSED).id}
    other = factories.make_company(company.organization)
    for one in (company, other):
        factories.make_invoice(one)
    factories.make_invoice(other, customer=factories.make_customer(other, name=COMPOSED))
    for most, are_by_ids in ((5, True), (4, False)):
        monkeypatch.setattr(search, "MAX_FOUND", most)
        with CaptureQueriesContext(connection) as queries:
            body = client.get("/invoices", search="cafe", page_size=2, company_id=company.id).json
            rest = client.get("/invoices", search="cafe", cursor=body["next_cursor"], company_id=company.id).json
        assert {UUID(row["id"]) for row in body["items"] + rest["items"]} == wanted
        assert (body["total"], body["total_is_estimate"]) == (5, False)
        assert ('"customer_id" = ANY' not in "".join(query["sql"] for query in queries)) is are_by_ids


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


def test_a_reference_is_found_exactly(client: Client, company: Company) -> None:
    rows = {text: factories.make_invoice(company, reference=text) for text in ("PO-1", "PO-10", "po-1", "ß")}
    factories.make_invoice(factories.make_company(company.organization), reference="PO-1")
    for text, row in rows.items():
        body = client.get("/invoices", reference=text, company_id=company.id).json
        assert [one["id"] for one in body["items"]] == [str(row.id)]
        assert (body["total"], body["total_is_estimate"]) == (1, False)
    both = client.get("/invoices", reference="PO-1,po-1", company_id=company.id).json["items"]
    assert {one["id"] for one in both} == {str(rows["PO-1"].id), str(rows["po-1"].id)}


def test_documents_are_found_by_their_currency(client: Client, company: Company) -> None:
    def invoiced(currency: str) -> str:
        customer = factories.make_customer(company, currency=currency)
        return str(factories.make_invoice(company, customer=customer, exchange_rate=Decimal(1)).id)

    def asked(**query: Any) -> list[str]:
        return [one["id"] for one in client.get("/invoices", company_id=company.id, **query).json["items"]]

    usd, eur, chf, _ = map(invoiced, ("USD", "EUR", "CHF", "GBP"))
    for order in ({}, {"sort_by": "issue_date"}):
        assert asked(currency="USD", **order) == [usd]
        assert asked(currency="EUR", **order) == [eur]
        assert asked(currency="CHF,EUR", sort_order="asc", **order) == [eur, chf]
        assert asked(currency="JPY", **order) == []
    refused = client.get("/invoices", company_id=company.id, currency="EURO")
    assert (refused.status, [one["field"] for one in refused.json["errors"]]) == (400, ["currency"])


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
            cursor.execute("SELECT search_ids('contact', %s::uuid, %s::text, 9)", [company_id, "cafe"])
            return set(cursor.fetchone()[0])

    def share(company_id: Any) -> float:
        with tenancy.organization(company.organization_id), connection.cursor() as cursor:
            cursor.execute("SELECT search_share('contact', %s::uuid, 'cafe')", [company_id])
            return float(cursor.fetchone()[0])

    assert ids(None) == ids(company.id) == {mine.id}
    assert ids(theirs.id) == set()
    assert (share(company.id), share(theirs.id)) == (1, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('atlas.organization_id', '', true)")
        cursor.execute(
            "SELECT search_ids('contact', NULL, 'cafe', 9), search_share('contact', %s, 'cafe')", [theirs.id]
        )
        assert cursor.fetchone() == ([], 0)


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
        owner.execute("VACUUM ANALYZE accounting_contact")
    with tenancy.organization(company.organization_id):
        assert Contact.objects.filter(found_by("contact", company.id, "customer")).count() == 20_000
        before = scans()
        assert list(Contact.objects.filter(found_by("contact", company.id, "cafe no"))) == [base]
        assert scans() == before + 1
        assert list(Contact.objects.filter(found_by("customer", company.id, "cafe no"))) == [base]
        assert list(Contact.objects.filter(found_by("vendor", company.id, "cafe no"))) == []
    assert found(client, "/contacts/customers", search="cafe no") == ["Café Nowhere"]
    assert found(client, "/contacts/customers", email="info@nowhere.example") == ["Café Nowhere"]


def scans() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_numscans('contact_by_text'::regclass)")
        return int(cursor.fetchone()[0])


FEW = {
    "/companies": "of an organization",
    "/users": "of an organization",
    "/members": "of a company",
    "/chart-of-accounts": "at most accounts.MAX_ACCOUNTS",
    "/tax-rates": "of a company, entered by hand",
    "/webhooks": "at most webhooks.operations.MAX_ENDPOINTS",
    "/api-keys": "of an organization, made by hand: at most api_keys.MAX_KEYS that are not revoked",
    "/currencies": "those that there are",
    "/budgets": "of a company: at most budgets.MAX_BUDGETS",
    "/recurring": "of a company, entered by hand: at most templates.MAX_TEMPLATES that have not ended",
    "/tracking-categories": "at most tracking_categories.MAX_CATEGORIES",
}
"""The lists that are searched row by row, for they have few."""
FILL = """
INSERT INTO {table} ({columns})
SELECT {columns} FROM (
    SELECT (jsonb_populate_record(r, jsonb_build_object(
        'id', gen_random_uuid(), 'name', md5(n::text), 'memo', md5(n::text), 'reference', md5(n::text),
        'invoice_number', 'N-' || n, 'bill_number', 'N-' || n, 'payment_number', 'N-' || n,
        'credit_note_number', 'N-' || n, 'vendor_credit_number', 'N-' || n,
        'transaction_number', 'N-' || n, 'adjustment_number', 'N-' || n, 'transfer_number', 'N-' || n))).*
    FROM {table} r, generate_series(1, 2500) n
) made
"""
ONE = {
    "contact": factories.make_customer,
    "invoice": factories.make_invoice,
    "bill": factories.make_bill,
    "payment": factories.make_payment,
    "creditnote": factories.make_credit_note,
    "vendorcredit": factories.make_vendor_credit,
    "adjustment": factories.make_adjustment,
    "banktransaction": factories.make_bank_transaction,
    "transfer": factories.make_transfer,
    "journalentry": factories.make_draft,
    "item": factories.make_item,
}


def test_every_list_that_searches_asks_an_index_or_has_few_rows() -> None:
    indexed = {path for path, filters in lists().items() if isinstance(filters.get("search"), IndexedSearch)}
    assert SEARCHED.keys() - indexed == FEW.keys(), (
        "give the list filters.IndexedSearch, or say here why it has few rows"
    )
    tables = {route.view.queryset.model._meta.model_name for route in routes() if route.plain_path in indexed}
    assert tables == ONE.keys(), "and a row in ONE, so that the next test asks PostgreSQL"


def test_the_admin_asks_the_index_of_every_table_that_has_one() -> None:
    asked = {model._meta.model_name for model, page in admin.site._registry.items() if isinstance(page, IndexedAdmin)}
    assert asked == ONE.keys()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", one_in(3, ONE))
def test_postgresql_finds_a_rare_text_by_the_index(test_owner_url: str, table: str) -> None:
    with tenancy.everyone():
        company = factories.make_company()
        ONE[table](company)
    with psycopg.connect(test_owner_url) as owner:
        owner.execute("SELECT set_config('atlas.organization_id', 'everyone', true)")
        name = f"accounting_{table}"
        owner.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        columns = owner.execute(
            "SELECT string_agg(attname, ', ') FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [name],
        ).fetchone()
        owner.execute(FILL.format(table=name, columns=columns[0]))
        owner.execute(f"ANALYZE {name}")
        index = f"{table.removeprefix('journal')}_by_text"
        owner.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        asked = "SELECT pg_stat_get_xact_numscans(%s::regclass), search_ids(%s, %s, 'cafe no', 9)"
        assert owner.execute(asked, [index, table, company.id]).fetchone() == (0, [])
        assert owner.execute(asked, [index, table, company.id]).fetchone() == (1, [])
        assert owner.execute("SELECT search_ids(%s, %s, 'c', 9)", [table, company.id]).fetchone() == (None,)
        if table != "journalentry":
            index = f"{table}_by_pairs"
            owner.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
            asked = "SELECT pg_stat_get_xact_numscans(%s::regclass), search_ids(%s, %s, 'q-', 9, true)"
            for scans in (0, 1):
                assert owner.execute(asked, [index, table, company.id]).fetchone() == (scans, [])
        owner.rollback()


@pytest.fixture
def staff() -> DjangoClient:
    client = DjangoClient()
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("kind", ["invoice", "bill", "payment", "journalentry"])
def test_the_admin_finds_documents_by_text_contact_company_and_number(
    staff: DjangoClient, company: Company, kind: str
) -> None:
    row = {
        "invoice": lambda: factories.make_invoice(company, reference=COMPOSED, external_id="e-1"),
        "bill": lambda: factories.make_bill(company, reference=COMPOSED, external_id="e-1"),
        "payment": lambda: factories.make_payment(company, reference=COMPOSED, external_id="e-1"),
        "journalentry": lambda: factories.make_draft(company, reference=COMPOSED, external_id="e-1"),
    }[kind]()
    texts = ["cafe", DECOMPOSED, '"cafe angstrom"', "ca", "e-1", str(row.pk), f'"{company.name}"']
    if kind != "journalentry":
        texts.append(f'"{contact_of(row)}" cafe')
    for text in texts:
        assert str(row.pk) in staff.get(f"/admin/accounting/{kind}/", {"q": text}).content.decode(), text
    assert str(row.pk) not in staff.get(f"/admin/accounting/{kind}/", {"q": "cafe nowhere"}).content.decode()


def contact_of(row: Any) -> str:
    return str(getattr(row, "customer", None) or getattr(row, "vendor", None) or row.contact)


def test_a_filter_of_the_admin_is_compared_in_nfc(staff: DjangoClient, company: Company) -> None:
    invoice = factories.make_invoice(company, reference=COMPOSED)
    shown = staff.get("/admin/accounting/invoice/", {"reference": DECOMPOSED}).content.decode()
    assert str(invoice.pk) in shown


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


def test_later_pages_of_what_many_rows_hold_are_read_too(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids are read first, so the text is looked for in a subquery."""
    monkeypatch.setattr(search, "MAX_FOUND", 1)
    made = [factories.make_transfer(company, reference="Reserve") for _ in range(3)]
    pages = [client.get("/transfers", search="reserve", page=page, page_size=1) for page in (1, 2, 3, 4)]
    assert [page.status for page in pages] == [200] * 4
    assert [one["id"] for page in pages for one in page.json["items"]] == [str(one.id) for one in reversed(made)]
