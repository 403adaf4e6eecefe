"""The Python SDK against a running Atlas: what its calls do, and what they say when Atlas refuses."""

import datetime as dt
import pickle
from decimal import Decimal
from pathlib import Path

import pytest
from atlas_accounting import (
    Atlas,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionFailedError,
    Tokens,
    ValidationError,
    models,
)
from atlas_accounting._calls import Call
from atlas_accounting._client import changed, settings_for
from atlas_accounting._conversation import Answer, Send
from atlas_accounting._values import body_of

from accounting.models import Company, Invoice
from foundation import tenancy
from identity.models import User
from tests.factories import account, make_company
from tests.people import PASSWORD, make_user
from tests.sdks.conftest import ClientOf

pytestmark = pytest.mark.django_db(transaction=True)


def draft(atlas: Atlas, company: Company, *prices: str, **fields: str) -> models.Invoice:
    customer = next(iter(atlas.customers.list(search="Harbor")), None) or atlas.customers.create(name="Harbor Café")
    with tenancy.everyone():
        sales = str(account(company, "4000").id)
    lines = [{"account_id": sales, "unit_price": Decimal(price)} for price in prices]
    return atlas.invoices.create(customer_id=customer.id, lines=lines, **fields)


def test_an_invoice_from_draft_to_paid(atlas: Atlas, company: Company) -> None:
    invoice = draft(atlas, company, "1000.10", "0.20", notes="Grüße")
    assert invoice.status == "draft"
    assert invoice.amount == Decimal("1000.30")
    assert str(invoice.amount) == "1000.30"
    assert isinstance(invoice.issue_date, dt.date)
    assert isinstance(invoice.created_at, dt.datetime)
    assert invoice.created_at.tzinfo is not None
    assert [line.unit_price for line in invoice.lines] == [Decimal("1000.10"), Decimal("0.20")]
    assert invoice.last_response is not None
    assert invoice.last_response.etag

    sent = atlas.invoices.send(invoice.id, if_match=invoice.last_response.etag)
    assert sent.status == "sent"
    with tenancy.everyone():
        bank = str(account(company, "1000").id)
    payment = atlas.payments.create(
        type="received",
        customer_id=invoice.customer_id,
        date=sent.issue_date,
        amount=sent.amount_due,
        account_id=bank,
        allocations=[{"invoice_id": invoice.id, "amount": sent.amount_due}],
    )
    assert payment.unallocated_amount == 0
    assert atlas.invoices.get(invoice.id).status == "paid"
    with tenancy.everyone():
        assert Invoice.objects.get(pk=invoice.id).notes == "Grüße"


def test_lists_are_read_to_their_end(atlas: Atlas, company: Company) -> None:
    made = [draft(atlas, company, "1.00").id for _ in range(5)]
    found = atlas.invoices.list(page_size=2, sort_order="asc")
    assert [invoice.id for invoice in found] == made
    assert [len(page) for page in found.pages()] == [2, 2, 1]
    assert found.first().total == 5
    assert [invoice.id for invoice in atlas.invoices.list(status=["draft", "sent"], sort_order="asc")] == made
    assert list(atlas.invoices.list(status="void")) == []


def test_events_are_read_from_the_first_to_the_last(atlas: Atlas, company: Company) -> None:
    for _ in range(3):
        draft(atlas, company, "1.00")
    sequences = [event.sequence for event in atlas.events.list(after=0, page_size=2)]
    assert len(sequences) >= 4
    assert sequences == sorted(sequences)


def test_refusals_are_typed(atlas: Atlas, company: Company, admin: User, client_of: ClientOf) -> None:
    with pytest.raises(ValidationError) as refused:
        draft(atlas, company, "1.00001")
    assert refused.value.errors[0].field == "lines[0].unit_price"
    assert refused.value.status_code == 422
    assert refused.value.request_id
    assert refused.value.request_id in str(refused.value)
    copy = pickle.loads(pickle.dumps(refused.value))
    assert (copy.code, copy.errors) == (refused.value.code, refused.value.errors)

    first = draft(atlas, company, "1.00", external_id="order-1")
    with pytest.raises(ConflictError) as conflict:
        draft(atlas, company, "1.00", external_id="order-1")
    assert conflict.value.existing_id == first.id

    with pytest.raises(PreconditionFailedError):
        atlas.invoices.update(first.id, notes="x", if_match='"another"')
    with pytest.raises(NotFoundError):
        atlas.invoices.get("0198a7ca-77c1-7e02-9b64-2d8f1c3a5e70")
    with pytest.raises(BadRequestError):
        atlas.events.list(after=-1).first()
    with tenancy.everyone():
        member = make_user(admin.organization)
        assert Invoice.objects.filter(company=company).count() == 1
    with pytest.raises(PermissionDeniedError):
        client_of(member).audit.list().first()
    with pytest.raises(AuthenticationError):
        client_of(admin, tokens=Tokens("eyJwrong")).auth.me()


def test_the_company_is_the_clients_or_the_calls(atlas: Atlas, company: Company, admin: User) -> None:
    with tenancy.everyone():
        other = make_company(by=admin)
    atlas.customers.create(name="Of the first")
    atlas.customers.create(name="Of the other", company_id=str(other.id))
    assert [customer.name for customer in atlas.customers.list()] == ["Of the first"]
    assert [customer.name for customer in atlas.customers.list(company_id=str(other.id))] == ["Of the other"]
    moved = atlas.with_options(company_id=str(other.id))
    assert [customer.name for customer in moved.customers.list()] == ["Of the other"]


def test_null_is_sent_and_what_is_left_out_is_not(atlas: Atlas, company: Company) -> None:
    invoice = draft(atlas, company, "1.00", external_id="order-2", reference="PO 1")
    assert atlas.invoices.update(invoice.id, notes="n").external_id == "order-2"
    assert atlas.invoices.update(invoice.id, external_id=None).external_id is None
    assert atlas.invoices.get(invoice.id).reference == "PO 1"


def test_floats_and_moments_without_a_zone_are_refused_before_anything_is_sent(atlas: Atlas, company: Company) -> None:
    for value in (0.1, dt.datetime(2026, 1, 1)):
        with pytest.raises((TypeError, ValueError), match=r"body\.lines\[0\]\.unit_price"):
            body_of({"lines": [{"unit_price": value}]})
    with pytest.raises(TypeError, match="amount_min"):
        atlas.invoices.list(amount_min=0.1).first()  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not an id"):
        atlas.invoices.get("")
    assert body_of({"a": Decimal("1E+3"), "b": dt.date(2026, 1, 2)}) == b'{"a":"1000","b":"2026-01-02"}'


def test_a_report_is_an_object_or_a_file(atlas: Atlas, company: Company, tmp_path: Path) -> None:
    draft_id = draft(atlas, company, "12.50").id
    atlas.invoices.send(draft_id)
    report = atlas.reports.profit_loss(start_date=dt.date(2020, 1, 1), end_date=dt.date(2100, 1, 1))
    assert Decimal("12.50") in [amount for amounts in report.totals.values() for amount in amounts]
    file = atlas.reports.trial_balance_file()
    assert file.content_type.startswith("text/csv")
    assert "12.50" in file.text
    assert file.filename.endswith(".csv")
    assert file.save(tmp_path) == tmp_path / file.filename
    assert (tmp_path / file.filename).read_bytes() == file.content


def test_signing_in_and_secrets(address: str, admin: User) -> None:
    with Atlas(base_url=address, email=admin.email, password=PASSWORD) as atlas:
        assert atlas.auth.me().email == admin.email
        assert PASSWORD not in repr(atlas) + repr(atlas._settings) + repr(vars(atlas))
        signed_in = atlas.auth.login(email=admin.email, password=PASSWORD)
        assert signed_in.tokens.access_token not in repr(signed_in)
        assert signed_in.tokens.refresh_token not in repr(signed_in) + repr(signed_in.to_dict().keys())
        hook = atlas.webhooks.create(url="https://example.com/hooks", events=["invoice.paid"])
        assert hook.secret not in repr(hook)
        assert "https://example.com/hooks" in repr(hook)
    with (
        pytest.raises(AuthenticationError) as wrong,
        Atlas(base_url=address, email=admin.email, password="no") as atlas,
    ):
        atlas.auth.me()
    assert "no" not in repr(wrong.value.__traceback__)
    assert "atlas_sk_x" not in repr(Atlas(api_key="atlas_sk_x", base_url=address)) + repr(Tokens("eyJa", "eyJb"))
    assert "eyJa" not in repr(Tokens("eyJa", "eyJb"))


def test_one_way_to_sign_in_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_API_KEY", raising=False)
    for given in ({}, {"email": "a@example.com"}, {"api_key": "k", "tokens": Tokens("a")}):
        with pytest.raises(ValueError, match="give"):
            Atlas(**given)
    with pytest.raises(ValueError, match="https://"):
        Atlas(api_key="k", base_url="example.com")
    with pytest.raises(ValueError, match="api_key") as unsendable:
        Atlas(api_key="atlas_sk_x\ny")
    assert "atlas_sk" not in str(unsendable.value)
    monkeypatch.setenv("ATLAS_API_KEY", "atlas_sk_environment")
    assert "api key" in repr(Atlas())


def test_newer_fields_are_kept() -> None:
    found = models.Profile.read({"id": "1", "full_name": "Ada", "shoe_size": 38})
    assert found["shoe_size"] == 38
    assert found.to_dict() == {"id": "1", "full_name": "Ada", "shoe_size": 38}
    assert found == models.Profile.read(found.to_dict())
    with pytest.raises(TypeError, match="not iterable"):  # a list is a member of an answer
        list(found)


def test_later_calls_say_what_this_client_has_written() -> None:
    settings = settings_for(api_key="key", base_url="https://atlas.example.com")

    def sent(method: str, position: str) -> str | None:
        """Make a call whose response has this position. Return the one that it sends."""
        conversation = changed(settings, None, None, None).converse(Call(method, "/reports/trial-balance"))
        next(conversation)
        step = conversation.send("key")
        assert isinstance(step, Send)
        with pytest.raises(StopIteration):
            conversation.send(Answer(200, {"atlas-position": position} if position else {}, b""))
        return step.headers.get("atlas-position")

    assert sent("GET", "") is None
    assert sent("POST", "00000000000001ff") is None
    assert sent("POST", "00000000000000aa") == "00000000000001ff"
    assert sent("GET", "") == "00000000000001ff", "the latest one, whatever order responses arrive in"
