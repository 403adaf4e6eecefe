"""Webhooks and events over HTTP, and that secrets come out nowhere else."""

from datetime import UTC, datetime
from typing import Any

import jsonschema
import orjson
import pytest
from django.db import connection
from django.test import Client as Browser

from accounting.events import CATALOGUE
from accounting.models import Company
from api.rendering import dumps
from identity.models import User
from tests import factories
from tests.client import Client
from tests.people import make_admin, make_organization, make_user
from webhooks import encryption, operations, queue
from webhooks.models import Delivery, Endpoint

pytestmark = pytest.mark.django_db

URL = "https://example.com/hooks"
SECRET = "a-secret-typed-by-the-user-4711"


@pytest.fixture
def owner(company: Company) -> User:
    return factories.owner_of(company)


@pytest.fixture
def client(owner: User) -> Client:
    return Client(owner)


def create(client: Client, **fields: Any) -> Any:
    answer = client.post("/webhooks", {"url": URL, "events": ["invoice.paid", "invoice.sent"], **fields})
    assert answer.status == 201, answer
    return answer.json


def test_creating_answers_with_the_secret_and_reading_does_not(client: Client) -> None:
    answer = client.post("/webhooks", {"url": URL, "events": ["invoice.paid", "invoice.sent"], "secret": SECRET})
    assert answer.status == 201
    made = answer.json
    assert made["secret"] == SECRET
    assert answer.headers["Location"].endswith(f"/webhooks/{made['id']}")
    assert made["events"] == ["invoice.sent", "invoice.paid"]
    assert (made["enabled"], made["status"], made["last_delivery_at"]) == (True, "active", None)
    read = client.get(f"/webhooks/{made['id']}")
    assert read.json == {key: value for key, value in made.items() if key != "secret"}
    assert read.headers["ETag"] == answer.headers["ETag"]
    (listed,) = client.get("/webhooks").json["items"]
    assert listed == read.json


def test_a_secret_is_generated_where_none_is_given(client: Client) -> None:
    made = create(client)
    assert len(made["secret"]) == 43
    stored = Endpoint.objects.get()
    assert made["secret"] not in stored.encrypted_secret
    assert encryption.decrypt(stored.encrypted_secret) == made["secret"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "http://example.com/"}, "url"),
        ({"url": "https://10.0.0.1/"}, "url"),
        ({"url": "https://user:pass@example.com/"}, "url"),
        ({"url": ""}, "url"),
        ({"url": 7}, "url"),
        ({"url": "https://example.com/" + "x" * 2000}, "url"),
        ({"events": []}, "events"),
        ({"events": ["invoice.payed"]}, "events[0]"),
        ({"events": ["invoice.paid", "webhook.test"]}, "events[1]"),
        ({"events": "invoice.paid"}, "events"),
        ({"events": [7]}, "events[0]"),
        ({"secret": "tooshort"}, "secret"),
        ({"secret": "x" * 129}, "secret"),
        ({"secret": "with spaces in the middle"}, "secret"),
        ({"secret": "ünïcödé-ünïcödé-ünïcödé"}, "secret"),
        ({"secret": None}, "secret"),
        ({"description": "x" * 201}, "description"),
        ({"company_id": "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"}, "company_id"),
        ({"status": "active"}, "status"),
        ({"nonsense": 1}, "nonsense"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(client: Client, fields: dict[str, Any], field: str) -> None:
    answer = client.post("/webhooks", {"url": URL, "events": ["invoice.paid"], **fields})
    assert (answer.status, answer.error_fields) == (422, [field]), answer
    assert not Endpoint.objects.exists()


def test_a_company_of_somebody_else_is_not_found_here(client: Client) -> None:
    other = factories.make_company()
    answer = client.post("/webhooks", {"url": URL, "events": ["*"], "company_id": str(other.id)})
    assert (answer.status, answer.error_fields) == (422, ["company_id"])


def test_only_admins_may(company: Company, owner: User) -> None:
    made = create(Client(owner))
    member = make_user(company.organization)
    stranger = make_admin(make_organization("Bluebird Studio"))
    for user, status in ((member, 403), (stranger, 404)):
        client = Client(user)
        assert client.get(f"/webhooks/{made['id']}").status == status
        assert client.patch(f"/webhooks/{made['id']}", {"description": "mine"}).status == status
        assert client.delete(f"/webhooks/{made['id']}").status == status
        assert client.get(f"/webhooks/{made['id']}/deliveries").status == status
        for verb in ("test", "rotate-secret", "enable", "disable"):
            assert client.post(f"/webhooks/{made['id']}/{verb}").status == status
    assert Client(member).post("/webhooks", {"url": URL, "events": ["*"]}).status == 403
    assert Client(stranger).get("/webhooks").json["items"] == []
    assert Endpoint.objects.get().description == ""


def test_changing(client: Client) -> None:
    made = create(client)
    path = f"/webhooks/{made['id']}"
    changed = client.patch(path, {"events": ["*"], "description": "Ours", "url": "https://example.org/"}).json
    assert (changed["events"], changed["description"], changed["url"]) == (["*"], "Ours", "https://example.org/")
    assert client.patch(path, {"url": "https://10.0.0.1/", "description": "x"}).error_fields == ["url"]
    assert client.get(path).json == changed
    assert client.patch(path, {"secret": SECRET}).error_fields == ["secret"]


def test_enabling_and_disabling(client: Client) -> None:
    made = create(client)
    path = f"/webhooks/{made['id']}"
    disabled = client.post(f"{path}/disable").json
    assert (disabled["enabled"], disabled["status"], disabled["disabled_reason"]) == (False, "disabled", "user")
    assert disabled["allowed_actions"] == ["update", "delete", "rotate-secret", "enable"]
    for verb, body in (("disable", None), ("test", None), ("replay", {"since": "2026-01-01T00:00:00Z"})):
        answer = client.post(f"{path}/{verb}", body)
        assert (answer.status, answer.code) == (409, "wrong_status"), verb
    assert client.post(f"{path}/enable").json["status"] == "active"
    assert client.post(f"{path}/enable").status == 409
    assert client.patch(path, {"enabled": False}).json["status"] == "disabled"
    assert client.patch(path, {"enabled": True}).json["status"] == "active"
    assert create(client, enabled=False)["status"] == "disabled"


def test_deleting(client: Client) -> None:
    made = create(client)
    assert client.delete(f"/webhooks/{made['id']}").status == 204
    assert client.get(f"/webhooks/{made['id']}").status == 404
    assert client.get(f"/webhooks/{made['id']}/deliveries").status == 404
    assert client.get("/webhooks").json["total"] == 0


def test_rotating(client: Client) -> None:
    made = create(client, secret=SECRET)
    path = f"/webhooks/{made['id']}"
    rotated = client.post(f"{path}/rotate-secret", {"switch_header": False}).json
    assert rotated["secret"] not in (SECRET, None)
    assert rotated["header_secret"] == "previous"
    assert rotated["previous_secret_expires_at"]
    assert client.patch(path, {"header_secret": "current"}).json["header_secret"] == "current"
    again = client.post(f"{path}/rotate-secret", {"secret": SECRET}).json
    assert (again["secret"], again["header_secret"]) == (SECRET, "current")
    assert client.post(f"{path}/rotate-secret", {"secret": "short"}).error_fields == ["secret"]
    fresh = create(client)
    answer = client.patch(f"/webhooks/{fresh['id']}", {"header_secret": "previous"})
    assert (answer.status, answer.error_fields) == (409, ["header_secret"])


def test_a_test_and_its_delivery(client: Client) -> None:
    made = create(client)
    path = f"/webhooks/{made['id']}"
    sent = client.post(f"{path}/test")
    assert sent.status == 201
    assert (sent.json["event"], sent.json["status"], sent.json["attempt_count"]) == ("webhook.test", "pending", 0)
    (listed,) = client.get(f"{path}/deliveries").json["items"]
    assert listed["id"] == sent.json["id"]
    shown = client.get(f"{path}/deliveries/{listed['id']}").json
    assert shown["body"]["event"] == "webhook.test"
    assert shown["attempts"] == []


def test_a_test_event_of_any_type(client: Client) -> None:
    """It is what a real delivery of this type is: the same schema, and exact amounts."""
    made = create(client, events=["period.closed"])
    path = f"/webhooks/{made['id']}"
    for kind in CATALOGUE.values():
        sent = client.post(f"{path}/test", {"event": kind.name})
        assert (sent.status, sent.json["event"], sent.json["event_id"]) == (201, kind.name, None)
        body = client.get(f"{path}/deliveries/{sent.json['id']}").json["body"]
        jsonschema.validate(orjson.loads(dumps(body)), dict(kind.schema))
        assert body["timestamp"] > "2026"
    before = client.get(f"{path}/deliveries").json["total"]
    for wrong in ("nonsense", "*", ""):
        refused = client.post(f"{path}/test", {"event": wrong})
        assert (refused.status, refused.error_fields) == (422, ["event"])
    assert client.get(f"{path}/deliveries").json["total"] == before


def test_deliveries_show_every_attempt_and_can_be_resent(client: Client, company: Company) -> None:
    made = create(client, events=["*"])
    path = f"/webhooks/{made['id']}/deliveries"
    event = factories.make_event(company, "invoice.paid")
    queue.look()
    (job,) = queue.claim(10, unproven=10)
    shown = client.get(f"{path}/{job.delivery_id}").json
    assert shown["allowed_actions"] == []
    assert client.post(f"{path}/{job.delivery_id}/resend").status == 409
    from webhooks.jobs import Outcome

    failed = Outcome(
        datetime.now(UTC), 12, {"webhook-id": str(event.id)}, error="timeout", detail="No answer", answer=b"\xff\0"
    )
    queue.finish([(job, failed)])
    shown = client.get(f"{path}/{job.delivery_id}").json
    assert (shown["status"], shown["attempt_count"], shown["event_id"]) == ("pending", 1, str(event.id))
    assert str(shown["body"]["data"]["amount"]) == "1500.00"
    (attempt,) = shown["attempts"]
    assert (attempt["number"], attempt["error"], attempt["status_code"]) == (1, "timeout", None)
    assert attempt["response_body"] == "\ufffd\0"
    assert client.get(path, status="pending", event="invoice.paid").json["total"] == 1
    assert client.get(path, status="succeeded,exhausted").json["total"] == 0
    assert client.get(path, event="nonsense").status == 400
    resent = client.post(f"{path}/{job.delivery_id}/resend")
    assert resent.status == 200
    assert resent.json["status"] == "pending"
    other = create(client)
    assert client.get(f"/webhooks/{other['id']}/deliveries/{job.delivery_id}").status == 404


def test_replay(client: Client, company: Company) -> None:
    factories.make_event(company, "invoice.paid")
    factories.make_event(company, "bill.approved")
    made = create(client)
    path = f"/webhooks/{made['id']}/replay"
    assert client.post(path, {"since": "2026-01-01T00:00:00Z"}).json == {"queued": 1, "next_since": None}
    assert Delivery.objects.get().lane == 2
    for until in ("2025-12-31T00:00:00Z", "2026-01-01T00:00:00Z"):
        nothing = client.post(path, {"since": "2026-01-01T00:00:00Z", "until": until, "again": True})
        assert (nothing.status, nothing.error_fields) == (422, ["until"]), nothing
    assert client.post(path, {"since": "2199-01-01T00:00:00Z"}).error_fields == ["since"]
    assert client.post(path, {"since": "yesterday"}).error_fields == ["since"]
    assert client.post(path, {}).error_fields == ["since"]


def test_there_is_a_limit_to_webhooks(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MAX_ENDPOINTS", 2)
    create(client)
    made = create(client)
    answer = client.post("/webhooks", {"url": URL, "events": ["*"]})
    assert (answer.status, answer.code) == (409, "too_many_webhooks")
    client.delete(f"/webhooks/{made['id']}")
    create(client)


def test_an_idempotent_creation_repeats_the_secret_and_stores_none_in_the_clear(client: Client) -> None:
    body = {"url": URL, "events": ["*"], "secret": SECRET}
    first = client.post("/webhooks", body, headers={"Idempotency-Key": "once"})
    second = client.post("/webhooks", body, headers={"Idempotency-Key": "once"})
    assert second.json == first.json
    assert Endpoint.objects.count() == 1
    assert SECRET not in everything_stored()


def test_events_are_listed_in_order_and_followed_by_sequence(client: Client, company: Company) -> None:
    made = [factories.make_event(company, type) for type in ("invoice.sent", "invoice.paid", "bill.approved")]
    listed = client.get("/events").json
    ours = [one for one in listed["items"] if one["id"] in {str(event.id) for event in made}]
    assert [one["sequence"] for one in ours] == [event.sequence for event in made]
    assert ours[0]["body"]["event"] == "invoice.sent"
    assert str(ours[0]["body"]["data"]["amount"]) == "1500.00"
    after = client.get("/events", after=made[0].sequence).json
    assert [one["id"] for one in after["items"]] == [str(event.id) for event in made[1:]]
    assert client.get("/events", after=made[0].sequence, type="bill.approved").json["total"] == 1
    assert client.get("/events", after=made[-1].sequence).json["items"] == []
    assert client.get(f"/events/{made[0].id}").json == ours[0]
    for bad in ("-1", "x", "1.5", "1e3", "٣", "9" * 30):
        assert client.get("/events", after=bad).error_fields == ["after"], bad


def everything_stored() -> str:
    """Return all rows of all tables of ours as text, as a dump of the database has them."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] in ("webhooks", "api", "accounting", "identity", "django"):
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                rows += [row[0] for row in cursor.fetchall()]
                cursor.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND data_type = 'bytea'",
                    [table],
                )
                for (column,) in cursor.fetchall():
                    cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
                    rows += [bytes(row[0]).decode("latin-1") for row in cursor.fetchall()]
    return "\n".join(rows)


def test_secrets_are_in_no_answer_page_log_error_or_table(
    client: Client, company: Company, owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    made = create(client, secret=SECRET)
    path = f"/webhooks/{made['id']}"
    rotated = client.post(f"{path}/rotate-secret").json["secret"]
    sent = client.post(f"{path}/test").json
    answers = [
        client.get("/webhooks"),
        client.get(path),
        client.patch(path, {"description": "x"}),
        client.post(f"{path}/disable"),
        client.post(f"{path}/enable"),
        client.get(f"{path}/deliveries"),
        client.get(f"{path}/deliveries/{sent['id']}"),
        client.post("/webhooks", {"url": "nonsense", "events": ["*"], "secret": SECRET}),
        client.post("/webhooks", {"url": URL, "events": ["*"], "secret": f"{SECRET} "}),
        client.post(f"{path}/rotate-secret", {"secret": f"{SECRET}ü"}),
        client.post(f"{path}/rotate-secret", {"secret": SECRET, "nonsense": SECRET}),
    ]
    shown = "\n".join(answer.content.decode() for answer in answers)
    staff = User.objects.create_user("staff@example.com", "x", is_staff=True, is_superuser=True, full_name="Staff")
    browser = Browser()
    browser.force_login(staff)
    pages = [
        f"/admin/webhooks/endpoint/{made['id']}/change/",
        "/admin/webhooks/endpoint/",
        f"/admin/webhooks/delivery/{sent['id']}/change/",
        "/admin/webhooks/delivery/",
        "/admin/webhooks/drain/",
    ]
    for page in pages:
        response = browser.get(page)
        assert response.status_code == 200, page
        shown += response.content.decode()
    endpoint = Endpoint.objects.get()
    shown += f"{endpoint!r}{endpoint}{caplog.text}{everything_stored()}"
    for secret in (SECRET, rotated):
        assert secret not in shown
    for stored in (endpoint.encrypted_secret, endpoint.encrypted_previous_secret):
        assert stored
        assert stored not in "".join(answer.content.decode() for answer in answers)
