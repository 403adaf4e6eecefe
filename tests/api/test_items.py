"""Items over HTTP, and what lines take from them."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounting.items import items
from accounting.models import Company, Event, Invoice, InvoiceLine, Item
from accounting.recurring import generating
from accounting.taxes import tax_rates
from foundation import tenancy
from foundation.refusals import Refusal
from tests.accounting.races import race
from tests.accounting.snapshot import snapshot
from tests.api.test_recurring import invoice_body
from tests.client import Client
from tests.factories import (
    account,
    make_bill,
    make_company,
    make_credit_note,
    make_customer,
    make_invoice,
    make_item,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    make_vendor_credit,
    owner_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


@pytest.fixture
def beans(company: Company) -> Item:
    """An item that is sold with a tax, and bought without one."""
    return make_item(
        company,
        "24.50",
        code="BEANS-1KG",
        name="Beans",
        description="Coffee beans, 1 kg",
        unit="bag",
        sales_tax_rate_id=make_tax_rate(company, "20").id,
        purchase_price=Decimal("11.25"),
        purchase_account_id=account(company, "6100").id,
    )


def invoice_of(company: Company, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"customer_id": str(make_customer(company).id), "issue_date": "2026-03-15", "lines": lines, **fields}


def test_an_item_is_written_read_and_archived(client: Client, company: Company) -> None:
    answer = client.post(
        "/items", {"name": " Beans ", "code": "B-1", "sales_price": "24.5", "purchase_price": "0.0125"}
    )
    assert answer.status == 201, answer
    item = answer.json
    assert (item["name"], item["code"], item["currency"], item["unit"]) == ("Beans", "B-1", "USD", "")
    assert b'"sales_price":24.50,' in answer.content
    assert b'"purchase_price":0.0125,' in answer.content
    assert item["allowed_actions"] == ["update", "archive", "delete"]
    assert client.get(f"/items/{item['id']}").content == answer.content
    (listed,) = client.get("/items", code="B-1", search="bea", is_active="true").json["items"]
    assert listed == item
    again = client.post("/items", {"name": "Others", "code": "b 1"})
    assert (again.status, again.code, again.json["existing_id"]) == (409, "duplicate", item["id"])
    assert again.error_fields == ["code"]
    path = f"/items/{item['id']}"
    assert client.patch(path, {"sales_price": None}).json["sales_price"] is None
    archived = client.post(f"{path}/archive").json
    assert (archived["is_active"], archived["allowed_actions"]) == (False, ["update", "restore", "delete"])
    assert client.post(f"{path}/archive").code == "wrong_status"
    assert client.post(f"{path}/restore").json["is_active"] is True
    assert (client.delete(path).status, client.get(path).status) == (204, 404)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["name"]),
        ({"name": "\u200b"}, ["name"]),
        ({"name": "A\u0007"}, ["name"]),
        ({"name": "A", "code": "x" * 51}, ["code"]),
        ({"name": "A", "unit": "x" * 21}, ["unit"]),
        ({"name": "A", "currency": "XXX"}, ["currency"]),
        ({"name": "A", "sales_price": "1e3"}, ["sales_price"]),
        ({"name": "A", "sales_price": True}, ["sales_price"]),
        ({"name": "A", "sales_price": "0.00001"}, ["sales_price"]),
        ({"name": "A", "purchase_price": "9" * 16}, ["purchase_price"]),
        ({"name": "A", "sales_account_id": str(uuid.uuid4())}, ["sales_account_id"]),
        ({"name": "A", "sales_account_id": "1100"}, ["sales_account_id"]),
        ({"name": "A", "purchase_tax_rate_id": str(uuid.uuid4())}, ["purchase_tax_rate_id"]),
        ({"name": "A", "price": 1}, ["price"]),
        ({"name": "A", "is_active": False}, ["is_active"]),
    ],
)
def test_what_is_wrong_in_an_item_is_refused(
    client: Client, company: Company, body: dict[str, Any], fields: list[str]
) -> None:
    before = snapshot(company)
    answer = client.post("/items", body)
    assert (answer.status, answer.error_fields) == (422, fields), answer
    assert snapshot(company) == before


def test_accounts_and_rates_of_an_item_are_usable_ones_of_its_company(client: Client, company: Company) -> None:
    strange = make_company()
    rate = make_tax_rate(company)
    tax_rates.archive(rate, by=owner_of(company))
    for name, id in {
        "sales_account_id": account(company, "1100").id,  # a control account
        "purchase_account_id": account(strange, "4000").id,
        "sales_tax_rate_id": make_tax_rate(strange).id,
        "purchase_tax_rate_id": rate.id,
    }.items():
        answer = client.post("/items", {"name": "A", name: str(id)})
        assert (answer.status, answer.error_fields) == (422, [name]), answer
    with pytest.raises(IntegrityError, match="item_sales_account_of_company"), transaction.atomic():
        Item.objects.filter(pk=make_item(company).pk).update(sales_account=account(strange, "4000"))
    with tenancy.organization(company.organization_id):
        make_item(company)
        assert not Item.objects.filter(company=strange).exists()
    kept = make_item(company, sales_tax_rate_id=make_tax_rate(company).id)
    tax_rates.archive(kept.sales_tax_rate, by=owner_of(company))
    renamed = client.patch(f"/items/{kept.id}", {"name": "B", "sales_tax_rate_id": str(kept.sales_tax_rate_id)})
    assert renamed.status == 200, "what was there before may stay"


def test_a_rate_or_an_account_of_an_item_is_not_deleted(client: Client, company: Company) -> None:
    item = make_item(company, sales_tax_rate_id=make_tax_rate(company).id)
    rate = client.get(f"/tax-rates/{item.sales_tax_rate_id}").json
    assert "delete" not in rate["allowed_actions"]
    for path in (f"/tax-rates/{item.sales_tax_rate_id}", f"/chart-of-accounts/{item.sales_account_id}"):
        refused = client.delete(path)
        assert (refused.status, refused.code) == (409, "in_use"), refused
    changed = client.patch(f"/tax-rates/{item.sales_tax_rate_id}", {"percent": 7})
    assert changed.status == 200, "an item is not a line: its rate is not in use yet"


def test_a_line_takes_from_its_item_what_it_leaves_out(client: Client, company: Company, beans: Item) -> None:
    own = {
        "item_id": str(beans.id),
        "description": "",
        "unit": "box",
        "unit_price": 20,
        "account_id": str(account(company, "4020").id),
        "tax_rate_id": None,
    }
    answer = client.post("/invoices", invoice_of(company, {"item_id": str(beans.id), "quantity": 2}, own))
    assert answer.status == 201, answer
    taken, stated = answer.json["lines"]
    assert (taken["item_id"], taken["description"]) == (str(beans.id), "Coffee beans, 1 kg")
    assert taken["unit"] == "bag"
    assert (taken["unit_price"], taken["quantity"], taken["amount"]) == (Decimal("24.50"), 2, Decimal("49.00"))
    assert taken["account_id"] == str(account(company, "4000").id)
    assert (taken["tax_rate_id"], taken["tax_amount"]) == (str(beans.sales_tax_rate_id), Decimal("9.80"))
    assert {name: stated[name] for name in own} == own
    items.update(beans, by=None, sales_price=Decimal(99), name="Other beans", description="", unit="sack")
    assert client.get(f"/invoices/{answer.json['id']}").json == answer.json
    credit = {"customer_id": str(make_customer(company).id), "lines": [{"item_id": str(beans.id)}]}
    (line,) = client.post("/credit-notes", credit).json["lines"]
    assert (line["unit_price"], line["description"], line["unit"]) == (99, "Other beans", "sack")
    vendor = {"vendor_id": str(make_vendor(company).id), "lines": [{"item_id": str(beans.id), "quantity": 4}]}
    for path, number in (("/bills", "bill_number"), ("/vendor-credits", "vendor_credit_number")):
        (line,) = client.post(path, {**vendor, number: "A-1"}).json["lines"]
        assert (line["unit_price"], line["amount"], line["tax_rate_id"]) == (Decimal("11.25"), 45, None)
        assert line["account_id"] == str(account(company, "6100").id)
    found = [client.get(path, item_id=str(beans.id)).json["total"] for path in ("/invoices", "/bills", "/credit-notes")]
    assert found == [1, 1, 1]
    assert client.get("/invoices", item_id=str(make_item(company).id)).json["items"] == []


def test_what_neither_a_line_nor_its_item_has_is_named(client: Client, company: Company) -> None:
    bare = make_item(company, None, name="Bare", sales_account_id=None)
    abroad = make_item(company, currency="EUR", name="Abroad")
    archived = items.archive(make_item(company, name="Gone"), by=None)
    for line, field, code, said in (
        ({"item_id": bare.id}, "account_id", "invalid", "the item Bare has none for sales."),
        (
            {"item_id": bare.id, "account_id": account(company, "4000").id},
            "unit_price",
            "invalid",
            "Give a price: the item Bare has none",
        ),
        ({"item_id": abroad.id}, "unit_price", "currency_differs", "is in EUR. Give a price in USD."),
        ({"item_id": archived.id}, "item_id", "invalid", "The item Gone is archived."),
        ({"item_id": uuid.uuid4()}, "item_id", "not_found_here", "no such item"),
        ({"item_id": make_item(make_company()).id}, "item_id", "not_found_here", "no such item"),
        ({"item_id": "beans"}, "item_id", "invalid", "UUID"),
        ({"quantity": 1}, "account_id", "invalid", "Give an account, or an item that has one."),
    ):
        given = {name: str(value) for name, value in line.items()}
        answer = client.post("/invoices", invoice_of(company, {"item_id": None, **given}))
        assert (answer.status, answer.code, answer.error_fields[0]) == (422, code, f"lines[0].{field}"), answer
        assert said in answer.json["detail"]
    assert not Invoice.objects.exists()
    bill = {"vendor_id": str(make_vendor(company).id), "bill_number": "A-1", "lines": [{"item_id": str(abroad.id)}]}
    detail = "Give an account: the item Abroad has none for purchases."
    assert client.post("/bills", bill).json["errors"][0]["message"] == detail
    stated = {"item_id": str(abroad.id), "unit_price": 5}
    assert client.post("/invoices", invoice_of(company, stated)).json["amount"] == 5
    euros = invoice_of(company, {"item_id": str(abroad.id)}, currency="EUR", exchange_rate="1.10")
    assert client.post("/invoices", euros).json["amount"] == 40


def test_an_item_in_use_is_archived_and_not_deleted(client: Client, company: Company, beans: Item) -> None:
    line = {"item_id": beans.id}
    sent = make_sent_invoice(company, lines=[line])
    assert client.get(f"/items/{beans.id}").json["allowed_actions"] == ["update", "archive"]
    refused = client.delete(f"/items/{beans.id}")
    assert (refused.status, refused.code) == (409, "in_use"), refused
    assert client.post(f"/items/{beans.id}/archive").status == 200
    credited = {"invoice_line_id": str(sent.lines.get().id)}
    note = client.post("/credit-notes", {"invoice_id": str(sent.id), "lines": [credited]})
    assert note.status == 201, "the line has the item of the line that it credits, also if that is archived"
    assert note.json["lines"][0]["item_id"] == str(beans.id)
    whole = client.post("/credit-notes", {"invoice_id": str(sent.id)})
    assert whole.json["lines"][0]["item_id"] == str(beans.id)
    other = {"item_id": str(make_item(company).id)}
    wrong = client.post("/credit-notes", {"invoice_id": str(sent.id), "lines": [credited | other]})
    assert (wrong.status, wrong.error_fields) == (422, ["lines[0].item_id"])
    with pytest.raises(IntegrityError, match="invoice_frozen"), transaction.atomic():
        InvoiceLine.objects.filter(invoice=sent).update(item=None)


def test_the_database_keeps_items_and_lines_in_one_company(company: Company) -> None:
    draft = make_invoice(company)
    strange = make_item(make_company())
    with pytest.raises(IntegrityError, match="invoice_line_item_of_company"), transaction.atomic():
        InvoiceLine.objects.filter(invoice=draft).update(item=strange)


def test_the_database_keeps_codes_apart_and_items_that_documents_have(company: Company, beans: Item) -> None:
    other = make_item(company, code="TEA")
    with pytest.raises(IntegrityError, match="item_code_unique"), transaction.atomic():
        Item.objects.filter(pk=other.pk).update(code="beans 1kg")
    for make in (make_invoice, make_bill, make_credit_note, make_vendor_credit):
        made = make(company, lines=[{"item_id": beans.id}])
        with pytest.raises(IntegrityError, match=f"{made.NOUN}_line_item_of_company"), transaction.atomic():
            Item.objects.filter(pk=beans.pk).delete()
        made.lines.all().delete()
    assert Item.objects.filter(company=company).count() == 2


def test_all_items_of_a_document_are_one_query(company: Company, beans: Item) -> None:
    customer = make_customer(company)

    def queries(lines: list[Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            make_invoice(company, customer=customer, lines=lines)
        return len(captured)

    plain = {"account_id": beans.sales_account_id, "unit_price": Decimal(1), "tax_rate_id": beans.sales_tax_rate_id}
    others = [{"item_id": make_item(company).id} for _ in range(4)]
    assert queries([{"item_id": beans.id}, *others]) == queries([plain] * 5) + 1


def test_a_template_copies_what_its_lines_take(client: Client, company: Company, beans: Item) -> None:
    body = invoice_body(company)
    body["invoice"]["lines"] = [{"item_id": str(beans.id), "quantity": 3}]
    made = client.post("/recurring", body)
    assert made.status == 201, made
    (line,) = made.json["invoice"]["lines"]
    assert (line["item_id"], line["unit_price"], line["unit"], line["description"]) == (
        str(beans.id),
        Decimal("24.50"),
        "bag",
        beans.description,
    )
    assert line["tax_rate_id"] == str(beans.sales_tax_rate_id)
    path = f"/recurring/{made.json['id']}"
    before = Event.objects.count()
    assert client.patch(path, {"invoice": made.json["invoice"]}).json == made.json
    assert Event.objects.count() == before, "it is the same"
    items.update(beans, by=None, sales_price=Decimal(99), unit="sack")
    assert generating.run() == 1
    assert [(one.item_id, one.unit_price, one.unit) for one in Invoice.objects.get().lines.all()] == [
        (beans.id, Decimal("24.50"), "bag")
    ]
    bare = make_item(company, None)
    body["invoice"]["lines"] = [{"item_id": str(bare.id)}]
    refused = client.post("/recurring", body)
    assert (refused.status, refused.error_fields) == (422, ["invoice.lines[0].unit_price"])
    body["invoice"]["customer_id"] = str(uuid.uuid4())
    assert client.post("/recurring", body).error_fields == ["invoice.customer_id"]


def test_a_template_waits_while_its_item_is_archived_or_gone(client: Client, company: Company) -> None:
    archived, gone = make_item(company), make_item(company)
    body = invoice_body(company)
    paths = []
    for item in (archived, gone):
        body["invoice"]["lines"] = [{"item_id": str(item.id)}]
        paths.append(f"/recurring/{client.post('/recurring', body).json['id']}")
    day = client.get(paths[0]).json["next_date"]
    assert client.post(f"/items/{archived.id}/archive").status == 200
    assert client.delete(f"/items/{gone.id}").status == 204, "no document has it"
    assert generating.run() == 0
    waiting = [client.get(path).json for path in paths]
    assert {(one["status"], one["next_date"], one["last_date"]) for one in waiting} == {("waiting", day, None)}
    assert [(one["last_error_code"], one["last_error"]) for one in waiting] == [
        ("invalid", f"The item {archived.name} is archived. (lines[0].item_id)"),
        ("not_found_here", "There is no such item in this company. (lines[0].item_id)"),
    ]
    renamed = client.patch(paths[1], {"name": "New"})
    assert (renamed.status, renamed.error_fields) == (422, ["invoice.lines[0].item_id"])
    assert not Invoice.objects.exists()
    assert client.post(f"/items/{archived.id}/restore").status == 200
    content = waiting[1]["invoice"]
    content["lines"][0]["item_id"] = None
    assert client.patch(paths[1], {"invoice": content}).status == 200
    assert generating.run() == 2
    made = [client.get("/invoices", recurring_id=path.rpartition("/")[2]).json["items"] for path in paths]
    assert [(one["issue_date"], one["amount"]) for (one,) in made] == [(day, Decimal("40.00"))] * 2


def test_items_are_replaced_by_their_external_id_and_made_in_batches(client: Client, beans: Item) -> None:
    path = "/items/by-external-id/shop-1"
    made = client.put(path, {"name": "Tea", "unit": "bag", "sales_price": 3, "metadata": {"a": "1"}})
    assert (made.status, made.json["external_id"]) == (201, "shop-1")
    replaced = client.put(path, {"name": "Green tea", "metadata": {"b": "2"}})
    assert (replaced.status, replaced.json["id"]) == (200, made.json["id"])
    shown = replaced.json
    assert (shown["unit"], shown["sales_price"], shown["metadata"]) == ("", None, {"b": "2"})
    assert client.get("/items", external_id="shop-1", metadata="b:2").json["total"] == 1
    rows = [{"name": "A", "code": "A-1"}, {"name": "B", "code": "beans 1kg"}, {"name": ""}]
    assert client.post("/items/batch", {"items": rows[:2]}).error_fields == ["items[1].code"]
    batch = client.post("/items/batch", {"items": rows, "partial": True})
    assert [one["name"] for one in batch.json["items"]] == ["A"]
    failed = [(one["index"], one["code"], one["existing_id"]) for one in batch.json["failed"]]
    assert failed == [(1, "duplicate", str(beans.id)), (2, "invalid", None)]


@pytest.mark.django_db(transaction=True)
def test_of_two_items_with_one_code_at_once_one_is_made() -> None:
    with tenancy.everyone():
        company = make_company()
        by = owner_of(company)
        item = make_item(company)
        customer = make_customer(company)
    made = race(*(lambda code=code: items.create(company, by=by, name="Tea", code=code) for code in ("T-1", "t 1")))
    assert sorted(getattr(one, "code", "") for one in made) in (["T-1", "duplicate"], ["duplicate", "t 1"])
    done = race(
        lambda: items.delete(item, by=by),
        lambda: make_invoice(company, customer=customer, lines=[{"item_id": item.id}]),
    )
    assert sum(isinstance(one, Refusal) for one in done) == 1, done
    assert not [one for one in done if isinstance(one, Exception) and not isinstance(one, Refusal)], done
