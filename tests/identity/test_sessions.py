"""Open sessions: seen and ended by their user, at the API and on the pages; and those that end by themselves."""

from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from foundation.models import AuditRecord
from identity import operations, sessions, sign_ins
from identity.errors import Conflict, TooManyAttempts, WrongCredentials
from identity.models import Door, SignIn, User
from identity.slowdown import ACCOUNT_PACE
from pages.middleware import SESSION_IDLE_SECONDS, SESSION_SECONDS
from tests.client import Answer, Client
from tests.people import PASSWORD, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db
SECURITY = "/settings/security"


@pytest.fixture
def user() -> User:
    return make_user(make_organization(), "ada@example.com")


def signed_in(user: User) -> tuple[Client, Any]:
    pair = operations.sign_in(email=user.email, password=PASSWORD, address="192.0.2.1", user_agent="acme-sync/2").tokens
    client = Client()
    client.headers = {"Authorization": f"Bearer {pair.access_token}"}
    return client, pair


def browser_of(user: User) -> Browser:
    browser = Browser()
    browser.post("/sign-in", {"email": user.email, "password": PASSWORD})
    return browser


def is_in(browser: Browser) -> bool:
    return browser.get(SECURITY).status_code == 200


def refusal(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.code


def test_a_user_sees_own_open_sessions_and_ends_one_with_its_access_token(user: User) -> None:
    (here, _), (there, pair), browser = signed_in(user), signed_in(user), browser_of(user)
    signed_in(make_admin(user.organization, "boss@example.com"))
    items = here.get("/auth/sessions").json["items"]
    assert [(one["door"], one["is_current"]) for one in items] == [("pages", False), ("api", False), ("api", True)]
    assert (items[1]["device"], items[1]["address"]) == ("acme-sync/2", "192.0.2.1")
    assert here.delete(f"/auth/sessions/{items[1]['id']}").status == 204
    assert refusal(there.get("/auth/me")) == (401, "token_revoked")
    with pytest.raises(operations.TokenRevoked):
        operations.rotate(refresh_token=pair.refresh_token)
    assert here.delete(f"/auth/sessions/{items[0]['id']}").status == 204
    assert not is_in(browser)
    assert here.get("/auth/sessions").json["total"] == 1
    assert here.delete(f"/auth/sessions/{items[0]['id']}").status == 404


def test_logging_out_ends_the_access_token_too(user: User) -> None:
    client, pair = signed_in(user)
    assert client.post("/auth/logout", {"refresh_token": pair.refresh_token}).status == 204
    assert refusal(client.get("/auth/me")) == (401, "token_revoked")


def test_expired_revoked_and_invalid_tokens_have_codes_of_their_own(user: User) -> None:
    client, pair = signed_in(user)
    with time_machine.travel("2090-01-01T00:00:00Z"):
        assert refusal(client.get("/auth/me")) == (401, "token_expired")
        assert refusal(client.post("/auth/refresh", {"refresh_token": pair.refresh_token})) == (401, "token_expired")
    client.headers = {"Authorization": f"Bearer {pair.access_token}x"}
    assert refusal(client.get("/auth/me")) == (401, "invalid_token")
    assert refusal(Client().post("/auth/refresh", {"refresh_token": "x"})) == (401, "invalid_token")
    assert Client().post("/auth/refresh", {"refresh_token": pair.refresh_token}).status == 200
    assert refusal(Client().post("/auth/refresh", {"refresh_token": pair.refresh_token})) == (401, "token_reused")


def test_the_security_page_lists_sessions_and_ends_others(user: User) -> None:
    browser, other = browser_of(user), browser_of(user)
    client, _ = signed_in(user)
    page = browser.get(SECURITY).content.decode()
    assert page.count("This one") == 1
    assert "acme-sync/2" in page
    session = SignIn.objects.get(user=user, door="api")
    browser.post(f"{SECURITY}/sessions/{session.id}/end")
    assert refusal(client.get("/auth/me")) == (401, "token_revoked")
    assert browser.post(f"{SECURITY}/sessions/end-others")["Location"] == SECURITY
    assert (is_in(browser), is_in(other)) == (True, False)
    assert browser.get(SECURITY).content.decode().count("This one") == 1


def test_the_security_page_says_if_there_are_more_sessions(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browser_of(user)
    monkeypatch.setattr("pages.security.MAX_SESSIONS", 1)
    assert "are shown" not in browser.get(SECURITY).content.decode()
    browser_of(user)
    assert "The newest 1 are shown." in browser.get(SECURITY).content.decode()


def test_a_session_that_two_end_at_once_is_ended_once(user: User) -> None:
    signed_in(user)
    first, second = sessions.of(user).get(), sessions.of(user).get()
    operations.end_session(first, by=user)
    with pytest.raises(Conflict, match="has ended in the meantime"):
        operations.end_session(second, by=user)
    assert AuditRecord.objects.filter(action="user.session_ended").count() == 1


def test_nobody_ends_a_session_of_somebody_else(user: User) -> None:
    stranger = browser_of(make_admin(user.organization, "boss@example.com"))
    client, _ = signed_in(user)
    session = SignIn.objects.get(user=user)
    assert stranger.post(f"{SECURITY}/sessions/{session.id}/end").status_code == 404
    assert client.get("/auth/me").status == 200


def test_a_session_of_the_pages_ends_when_idle_and_when_old(user: User) -> None:
    with time_machine.travel("2026-01-15T10:00:00Z", tick=False) as clock:
        browser = browser_of(user)
        for _ in range(SESSION_SECONDS // (SESSION_IDLE_SECONDS - 60)):
            assert is_in(browser)
            clock.shift(SESSION_IDLE_SECONDS - 60)
        assert is_in(browser)
        clock.shift(SESSION_IDLE_SECONDS - 60)
        assert not is_in(browser), "it is old, however much it was used"
        browser = browser_of(user)
        assert is_in(browser)
        clock.shift(SESSION_IDLE_SECONDS + 301)
        assert not is_in(browser)


def test_what_is_idle_is_not_listed_and_what_is_open_stays_listed(user: User) -> None:
    with time_machine.travel("2026-01-15T10:00:00Z", tick=False) as clock:
        browser = browser_of(user)
        assert is_in(browser)
        assert sessions.of(user).count() == 1
        clock.shift(SESSION_IDLE_SECONDS + 301)
        assert not sessions.of(user).exists()
    client, _ = signed_in(user)
    mine = SignIn.objects.latest("id")
    for _ in range(sign_ins.KEPT_OF_A_USER):
        sign_ins.record(user, Door.API, address="192.0.2.9", user_agent="cron")
    sign_ins.forget_old()
    assert client.get(f"/auth/sessions/{mine.id}").status == 200


def test_tries_that_are_braked_or_too_long_are_logged_too(user: User, caplog: pytest.LogCaptureFixture) -> None:
    for password in ("x" * 200, *["x"] * ACCOUNT_PACE.tries):
        with pytest.raises(WrongCredentials):
            operations.sign_in(email=user.email, password=password, address="192.0.2.1")
    with pytest.raises(TooManyAttempts):
        operations.sign_in(email=user.email, password="x", address="192.0.2.1")
    said = [record.getMessage() for record in caplog.records if record.name == "identity.sign_ins"]
    assert len(said) == ACCOUNT_PACE.tries + 2
    assert "too_many_attempts, from 192.0.2.1" in said[-1]
