"""The log has one line per request and task, with ids, and no secret that a client sends anywhere."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import structlog
from django.core import mail as outbox
from django.db import IntegrityError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from django_structlog.celery.receivers import CeleryReceiver

from accounting.ledger import companies
from atlas import logs
from foundation import mail
from identity import second_factor
from identity.models import Authenticator, Tier, User
from tests.client import Client
from tests.factories import make_company
from tests.identity.test_second_factor import code_of, next_code
from tests.people import PASSWORD, make_admin, make_organization, make_user
from webhooks import operations as webhooks
from webhooks.models import Endpoint
from webhooks.tasks import canary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
NEW_PASSWORD = "tangerine-dream-74"
WEBHOOK_SECRET = "0123456789abcdef-s3cret"
CANARY = "canary-4f8a1c"
"""A text for bodies, headers, queries and cookies in place of secrets."""


class Log:
    """The output of the real handler at its most verbose level, in both formats."""

    def __init__(self) -> None:
        self.streams = {json: io.StringIO() for json in (True, False)}
        self.handlers = []
        for json, stream in self.streams.items():
            handler = logging.StreamHandler(stream)
            handler.setFormatter(logs.configuration(json=json, level="DEBUG")["formatters"]["line"]["()"](json=json))
            handler.addFilter(logs.WithoutPath())
            self.handlers.append(handler)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [orjson.loads(line) for line in self.streams[True].getvalue().splitlines()]

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["logger"] == "atlas.request"]

    @property
    def text(self) -> str:
        return "\n".join(stream.getvalue() for stream in self.streams.values())


@pytest.fixture
def log() -> Iterator[Log]:
    log, root = Log(), logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    for handler in log.handlers:
        root.addHandler(handler)
    yield log
    root.setLevel(level)
    for handler in log.handlers:
        root.removeHandler(handler)


@pytest.fixture
def admin() -> User:
    return make_admin(make_organization(tier=Tier.PROFESSIONAL), "ada@example.com")


def test_a_request_is_one_line(admin: User, log: Log) -> None:
    company = make_company(by=admin)
    path = f"/companies/{company.id}/invoices/{company.id}"
    answer = Client(admin).get(path, headers={"X-Request-Id": "from-the-proxy"})
    assert answer.status == 404
    [line] = log.requests
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line.pop("timestamp"))
    assert line.pop("duration_ms") > 0
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "atlas.request",
        "method": "GET",
        "route": "/api/v1/companies/<id:company_id>/invoices/<id:id>",
        "status": 404,
        "request_id": "from-the-proxy",
        "organization_id": str(admin.organization_id),
        "user_id": str(admin.id),
    }
    assert "route=/api/v1/companies/<id:company_id>/invoices/<id:id>" in log.text


def test_pages_and_strangers_have_lines_too(admin: User, log: Log) -> None:
    browser = Browser()
    browser.get("/sign-in")
    browser.force_login(admin)
    response = browser.get("/settings/api")
    Client().get("/nowhere")
    assert [(line["route"], line["status"], line.get("user_id")) for line in log.requests] == [
        ("/sign-in", 200, None),
        ("/settings/api", 200, str(admin.id)),
        ("", 404, None),
    ]
    assert response["X-Request-Id"] == log.requests[1]["request_id"]


def test_other_lines_of_a_request_have_the_same_ids(admin: User, monkeypatch: pytest.MonkeyPatch, log: Log) -> None:
    def create(**fields: Any) -> None:
        logging.getLogger("accounting").warning("hm")

    monkeypatch.setattr(companies, "create", create)
    client = Client(admin)
    client.django.raise_request_exception = False
    client.post("/companies", {"name": "Harbor Lane", "base_currency": "USD"})
    [said] = [line for line in log.lines if line["event"] == "hm"]
    assert said["request_id"] == log.requests[-1]["request_id"]
    assert said["user_id"] == str(admin.id)
    logging.getLogger("accounting").warning("afterwards")
    assert "request_id" not in log.lines[-1]


@pytest.mark.parametrize("door", ["api", "page"])
def test_a_fault_of_ours_has_its_traceback_in_the_log_and_nothing_in_the_answer(
    admin: User, monkeypatch: pytest.MonkeyPatch, log: Log, door: str
) -> None:
    def fail(*args: Any, **fields: Any) -> None:
        password = fields.get("name")
        raise RuntimeError("the vault is open") if password else KeyError

    if door == "api":
        monkeypatch.setattr(companies, "create", fail)
        client = Client(admin)
        client.django.raise_request_exception = False
        answer = client.post("/companies", {"name": CANARY, "base_currency": "USD"})
        status, content, request_id = answer.status, answer.content, answer.headers["X-Request-Id"]
    else:
        monkeypatch.setattr(webhooks, "create", lambda *args, **fields: fail(name=CANARY))
        browser = Browser(raise_request_exception=False)
        browser.force_login(admin)
        response = browser.post(
            reverse("new-webhook"), {"url": "https://example.com/x", "which": "all", "secret": WEBHOOK_SECRET}
        )
        status, content, request_id = response.status_code, response.content, response["X-Request-Id"]
    assert status == 500
    for inside in (b"vault", b"RuntimeError", b"Traceback", b"test_logs"):
        assert inside not in content
    [fault] = [line for line in log.lines if line["level"] == "error"]
    assert fault["request_id"] == request_id
    assert fault["user_id"] == str(admin.id)
    assert "RuntimeError: the vault is open" in fault["exception"]
    assert "test_logs.py" in fault["exception"]
    assert CANARY not in log.text, "tracebacks do not show values"
    assert WEBHOOK_SECRET not in log.text


def test_the_rows_that_postgresql_quotes_stay_out(admin: User, monkeypatch: pytest.MonkeyPatch, log: Log) -> None:
    def insert(**fields: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE vault (secret text, size int CHECK (size > 0)) ON COMMIT DROP")
            cursor.execute("INSERT INTO vault VALUES (%s, 0)", [f"One line.\n\n{CANARY}"])

    monkeypatch.setattr(companies, "create", insert)
    body = {"name": "Harbor Lane", "base_currency": "USD"}
    assert Client(admin).post("/companies", body).status == 422
    with pytest.raises(IntegrityError, match=CANARY) as caught, transaction.atomic():
        insert()
    logging.getLogger("accounting").error("It failed: %s", caught.value, exc_info=caught.value)
    assert "vault_size_check" in log.text
    assert log.lines[-1]["exception"].endswith('"vault_size_check"'), "what comes after the details is there"
    assert CANARY not in log.text


def test_a_task_is_one_line_with_its_id(log: Log) -> None:
    receiver = CeleryReceiver()
    receiver.connect_worker_signals()
    result = canary.apply()
    structlog.contextvars.clear_contextvars()
    [line] = [line for line in log.lines if line["event"] == "task_succeeded"]
    assert (line["task"], line["task_id"]) == ("webhooks.canary", result.id)
    assert line["duration_ms"] >= 0


def test_no_door_lets_a_secret_into_the_log(admin: User, log: Log) -> None:
    """Passwords, tokens, webhook secrets, codes, cookies and links, accepted and refused."""
    secrets = [CANARY, PASSWORD, NEW_PASSWORD, WEBHOOK_SECRET]
    canaries = {
        "Authorization": f"Bearer {CANARY}",
        "Cookie": f"sessionid={CANARY}; csrftoken={CANARY}",
        "User-Agent": CANARY,
        "Referer": f"https://example.com/?token={CANARY}",
    }

    # The API's sign-in.
    nobody = Client()
    pair = nobody.post("/auth/login", {"email": admin.email, "password": PASSWORD}).json["tokens"]
    secrets += [pair["access_token"], pair["refresh_token"], pair["access_token"].rpartition(".")[2]]
    nobody.post("/auth/login", {"email": admin.email, "password": CANARY})
    nobody.post("/auth/login", {"email": admin.email, "password": PASSWORD, "otp": CANARY, "nonsense": CANARY})
    nobody.post("/auth/login", f'{{"password": "{CANARY}'.encode())
    nobody.get("/auth/me", canaries, password=CANARY)
    new = nobody.post("/auth/refresh", {"refresh_token": pair["refresh_token"]}).json["tokens"]
    secrets += [new["access_token"], new["refresh_token"]]
    nobody.post("/auth/refresh", {"refresh_token": pair["refresh_token"]})
    nobody.post("/auth/logout", {"refresh_token": new["refresh_token"]})
    client = Client(admin)
    secrets.append(client.headers["Authorization"].split()[1])
    client.post("/auth/change-password", {"current_password": CANARY, "new_password": NEW_PASSWORD})
    client.post("/users", {"email": "x", "full_name": "X", "role": "member", "password": NEW_PASSWORD})
    client.post("/users", {"email": "invited@example.com", "full_name": "X", "role": "member"})

    # Webhooks.
    made = client.post("/webhooks", {"url": f"https://example.com/{CANARY}", "events": ["*"]}).json
    path = f"/webhooks/{made['id']}"
    secrets += [made["secret"], client.post(f"{path}/rotate-secret").json["secret"]]
    client.post(f"{path}/rotate-secret", {"secret": WEBHOOK_SECRET})
    client.post(f"{path}/rotate-secret", {"secret": "short", "nonsense": WEBHOOK_SECRET})
    client.post("/webhooks", {"url": "nonsense", "events": ["*"], "secret": WEBHOOK_SECRET})
    stored = Endpoint.objects.get()
    secrets += [stored.encrypted_secret, stored.encrypted_previous_secret]

    # The links of mail: opened, mistyped, used.
    browser = Browser()
    browser.post("/forgot-password", {"email": admin.email})
    mail.drain(seconds=5)
    bodies = "\n".join(str(message.body) for message in outbox.outbox)
    for link in re.findall(r"(/(?:reset-password|invitation)/\S+)", bodies):
        secrets.append(link.rpartition("/")[2])
        browser.get(f"{link}/")
        Browser(enforce_csrf_checks=True).post(link, {"new_password1": NEW_PASSWORD})
        form = browser.get(link)
        browser.post(form.get("Location", link), {"new_password1": CANARY, "new_password2": NEW_PASSWORD})
    assert len(secrets) >= 14, "both links were mailed"

    # The pages: sign-in, the second factor, webhooks.
    browser.post("/sign-in", {"email": admin.email, "password": CANARY})
    browser.post("/sign-in", {"email": admin.email, "password": PASSWORD})
    secrets += [cookie.value for cookie in browser.cookies.values()]
    browser.post("/settings/security/app", {"password": PASSWORD})
    browser.get("/settings/security")
    app = Authenticator.objects.get(user=admin)
    code = code_of(app.secret)
    secrets += [second_factor.typed_secret(app), app.encrypted_secret]
    page = browser.post("/settings/security/app/confirm", {"code": code}, follow=True).content.decode()
    recovery = re.findall(r"\b[a-z]{4}-[a-z]{4}-[a-z]{4}\b", page)
    assert recovery
    secrets += recovery
    login = {"email": admin.email, "password": PASSWORD}
    nobody.post("/auth/login", {**login, "otp": next_code(admin)})
    nobody.post("/auth/login", {**login, "otp": recovery[0]})
    for secret in (WEBHOOK_SECRET, "x"):
        browser.post(reverse("new-webhook"), {"url": f"ftp://{CANARY}", "which": "chosen", "secret": secret})
    browser.post(reverse("rotate-secret", args=[stored.id]), {"secret": WEBHOOK_SECRET})
    staff = make_user(None, "staff@example.com", is_staff=True, is_superuser=True)
    browser.post("/admin/login/", {"username": staff.email, "password": CANARY})
    browser.get("/admin/", headers=canaries, query_params={"token": CANARY})

    assert len(log.requests) >= 35
    for secret in secrets:
        assert secret not in log.text, secret
    codes = {line["event"] for line in log.lines if code in str(line)}
    assert not codes, "the six digits of a code are nowhere, not even in a line of their own"
