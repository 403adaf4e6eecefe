"""Codes after the password: in the API's login, on the pages, for staff; setting it up, losing it, turning it off."""

import re
import threading
import time
from base64 import b32decode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP

from foundation.models import AuditRecord, OutgoingEmail
from identity import operations, second_factor, slowdown
from identity.errors import CodeRequired, TooManyAttempts, WrongCode, WrongPassword
from identity.models import Authenticator, RecoveryCode, SignInAllowance, User
from identity.slowdown import ACCOUNT_PACE
from tests.client import Answer
from tests.client import Client as ApiClient
from tests.people import PASSWORD, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
STEP = Authenticator.STEP_SECONDS


@pytest.fixture
def user() -> User:
    return make_admin(make_organization(), "ada@example.com")


def code_of(secret: bytes, later: int = 0) -> str:
    totp = TOTP(secret, step=STEP)
    totp.time = time.time() + later * STEP
    return f"{totp.token():06}"


def next_code(user: User) -> str:
    """Return the first code that is good after the last one."""
    secret = Authenticator.objects.get(user=user).secret
    return code_of(secret, later=1)


def turn_on(user: User, client: Client | None = None) -> list[str]:
    """Turn it on as if it had been on when `client` signed in. Earlier sessions end."""
    authenticator = second_factor.set_up(by=user, password=PASSWORD, address=HERE)
    codes = second_factor.confirm(by=user, code=code_of(authenticator.secret), address=HERE)[1]
    if client is not None:
        client.force_login(user)
    return codes


def wrong_code(user: User) -> str:
    secret = Authenticator.objects.get(user=user).secret
    return next(
        code for code in ("000000", "111111") if code not in {code_of(secret, later) for later in (-2, -1, 0, 1, 2)}
    )


def forgive(user: User) -> None:
    """Let the waits after failures be over."""
    Authenticator.objects.filter(user=user).update(throttling_failure_count=0, throttling_failure_timestamp=None)
    SignInAllowance.objects.all().delete()


def log_in(**more: str) -> Answer:
    return ApiClient().post("/auth/login", {"email": "ada@example.com", "password": PASSWORD, **more})


# The API's login


def test_login_asks_for_a_code_only_after_the_right_password(user: User) -> None:
    assert log_in().status == 200
    assert log_in(otp="123456").status == 200, "who has no app needs no code"
    turn_on(user)
    missing = log_in()
    assert (missing.status, missing.code) == (401, "otp_required")
    assert missing.headers["WWW-Authenticate"].startswith("Bearer")
    wrong = log_in(password="not it", otp=next_code(user))
    assert (wrong.status, wrong.code) == (401, "wrong_credentials")
    assert log_in(otp=next_code(user)).status == 200


def test_a_wrong_code_is_refused_and_a_code_works_once(user: User) -> None:
    turn_on(user)
    wrong = log_in(otp=wrong_code(user))
    assert (wrong.status, wrong.code) == (401, "otp_required")
    assert not user.refresh_tokens.exists()
    forgive(user)
    code = next_code(user)
    assert log_in(otp=f"{code[:3]} {code[3:]}").status == 200
    assert log_in(otp=code).code == "otp_required"


@pytest.mark.parametrize("otp", ["", "x" * 33, 123456, None], ids=str)
def test_an_invalid_code_is_refused_before_any_check(user: User, otp: Any) -> None:
    turn_on(user)
    SignInAllowance.objects.all().delete()
    answer = log_in(otp=otp)
    assert (answer.status, answer.error_fields) == (422, ["otp"])
    assert not SignInAllowance.objects.exists()


@pytest.mark.parametrize("otp", ["١٢٣٤٥٦", "²²²²²²", "-00001", "1e5", "0", "999999999999"])
def test_odd_digits_are_wrong_codes(user: User, otp: str) -> None:
    turn_on(user)
    assert log_in(otp=otp).code == "otp_required"


def test_guessing_codes_is_slowed_down_and_the_right_password_does_not_undo_it(user: User) -> None:
    turn_on(user)
    for _ in range(ACCOUNT_PACE.tries - 1):
        with pytest.raises(CodeRequired):
            operations.recognize(email=user.email, password=PASSWORD, address=HERE)
    with pytest.raises((CodeRequired, TooManyAttempts)):
        operations.recognize(email=user.email, password=PASSWORD, otp=wrong_code(user), address=HERE)
    with pytest.raises(TooManyAttempts):
        operations.recognize(email=user.email, password=PASSWORD, otp=next_code(user), address=HERE)


def test_asking_for_the_code_costs_an_office_behind_one_address_nothing(user: User) -> None:
    turn_on(user)
    SignInAllowance.objects.all().delete()
    with pytest.raises(CodeRequired):
        operations.recognize(email=user.email, password=PASSWORD, address=HERE)
    left = {row.key: row.spent_until <= timezone.now() for row in SignInAllowance.objects.all()}
    assert left == {
        slowdown._address_key(HERE): True,
        slowdown._account_key(user.email, HERE): False,
        slowdown._everywhere_key(user.email): True,
    }


def test_guessing_from_many_addresses_waits_ever_longer_up_to_half_an_hour(user: User) -> None:
    turn_on(user)
    wrong = wrong_code(user)
    with pytest.raises(CodeRequired):
        operations.recognize(email=user.email, password=PASSWORD, otp=wrong, address=HERE)
    with pytest.raises(TooManyAttempts) as refusal:
        operations.recognize(email=user.email, password=PASSWORD, otp=next_code(user), address=ELSEWHERE)
    assert refusal.value.retry_after == 1
    Authenticator.objects.update(throttling_failure_count=12, throttling_failure_timestamp="2026-01-15T00:00:00Z")
    with pytest.raises(CodeRequired):
        operations.recognize(email=user.email, password=PASSWORD, otp=wrong, address=ELSEWHERE)
    with pytest.raises(TooManyAttempts) as refusal:
        operations.recognize(email=user.email, password=PASSWORD, otp=next_code(user), address="203.0.113.9")
    assert 2040 <= refusal.value.retry_after <= 2048


@pytest.mark.django_db(transaction=True)
def test_one_code_at_the_same_moment_signs_in_once() -> None:
    user = make_admin(make_organization(), "ada@example.com")
    turn_on(user)
    code = next_code(user)
    outcomes: list[str] = []

    def use(address: str) -> None:
        try:
            operations.recognize(email=user.email, password=PASSWORD, otp=code, address=address)
            outcomes.append("in")
        except (CodeRequired, TooManyAttempts):
            outcomes.append("out")
        connections.close_all()

    threads = [threading.Thread(target=use, args=[f"192.0.2.{number}"]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "out", "out", "out"]


def test_a_recovery_code_works_once_in_any_writing(user: User) -> None:
    codes = turn_on(user)
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert all(re.fullmatch(r"[a-z]{4}-[a-z]{4}-[a-z]{4}", code) for code in codes)
    assert log_in(otp=codes[0].upper().replace("-", " ")).status == 200
    assert log_in(otp=codes[0]).code == "otp_required"
    forgive(user)
    assert log_in(otp=codes[1]).status == 200
    assert RecoveryCode.objects.count() == second_factor.RECOVERY_CODES - 2


def test_nothing_at_rest_lets_in(user: User) -> None:
    codes = turn_on(user)
    authenticator = Authenticator.objects.get()
    stored = str([*Authenticator.objects.values_list(), *RecoveryCode.objects.values_list()])
    for secret in (authenticator.secret.hex(), second_factor.typed_secret(authenticator), *codes):
        assert secret not in stored
        assert secret.replace("-", "") not in stored


# The pages


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sign_in(client: Client, **more: str) -> Any:
    return client.post("/sign-in", {"email": "ada@example.com", "password": PASSWORD, **more})


def shown_codes(page: Any) -> list[str]:
    return re.findall(r"\b[a-z]{4}-[a-z]{4}-[a-z]{4}\b", page.content.decode())


def test_recovery_codes_are_counted_and_few_are_warned_of(user: User, client: Client) -> None:
    codes = turn_on(user, client)
    for left in range(len(codes) - 1, -1, -1):
        second_factor.check(user, codes[left])
        page = client.get("/settings/security").content.decode()
        assert f"{left} of 10 left." in page
        assert ("Create new ones before you need them" in page) == (left <= 3)
    assert "You have used all recovery codes." in page


def test_recovery_codes_come_as_a_text_file_too(user: User, client: Client) -> None:
    first = turn_on(user, client)[0]
    page = client.post("/settings/security/recovery-codes", {"password": PASSWORD, "code": first})
    found = re.search(
        r'href="data:text/plain;charset=utf-8,([^"]+)" download="atlas-recovery-codes.txt"', page.content.decode()
    )
    assert found is not None
    lines = unquote(found[1]).splitlines()
    assert lines[0] == "Recovery codes for Atlas"
    assert lines[1].startswith("ada@example.com, ")
    assert [line for line in lines if re.fullmatch(r"[a-z-]{14}", line)] == shown_codes(page)


def test_the_form_asks_for_the_code_after_the_password(user: User) -> None:
    turn_on(user)
    client = Client()
    answer = sign_in(client, next="/somewhere")
    assert answer["Location"] == "/sign-in/code?next=%2Fsomewhere"
    assert client.get("/settings/security")["Location"].startswith("/sign-in"), "not signed in yet"
    page = client.get(answer["Location"])
    assert b"one-time-code" in page.content
    wrong = client.post("/sign-in/code", {"code": wrong_code(user)})
    assert (wrong.status_code, b"The code is wrong" in wrong.content) == (401, True)
    assert client.post("/sign-in/code", {"code": next_code(user)}).status_code == 429
    forgive(user)
    right = client.post("/sign-in/code", {"code": next_code(user), "next": "/settings/security"})
    assert (right.status_code, right["Location"]) == (302, "/settings/security")
    assert client.get("/settings/security").status_code == 200
    assert client.get("/sign-in/code")["Location"].startswith("/sign-in?"), "no code is awaited any more"


def test_codes_are_not_awaited_for_long_nor_for_another_password_nor_without_one(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_on(user)
    fresh = Client()
    assert fresh.post("/sign-in/code", {"code": next_code(user)})["Location"].startswith("/sign-in?")
    client = Client()
    sign_in(client)
    now = time.time()
    monkeypatch.setattr("pages.sign_in.time.time", lambda: now + 301)
    assert client.post("/sign-in/code", {"code": next_code(user)})["Location"].startswith("/sign-in?")
    monkeypatch.undo()
    user.set_password("another fine secret")
    user.save()
    assert client.post("/sign-in/code", {"code": next_code(user)})["Location"].startswith("/sign-in?")


def test_setting_it_up_shows_the_secret_once_and_then_the_recovery_codes_once(user: User, client: Client) -> None:
    assert b"It is <strong>off</strong>" in client.get("/settings/security").content
    page = client.post("/settings/security/app", {"password": PASSWORD})
    assert page.status_code == 200
    typed = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page.content.decode())
    assert typed is not None
    secret = b32decode(typed[1].replace(" ", ""))
    assert b"<svg" in page.content
    assert b"no-store" in page["Cache-Control"].encode()
    again = client.post("/settings/security/app/confirm", {"code": wrong_code(user)})
    assert typed[1].encode() not in again.content
    assert b"<svg" not in again.content
    assert not second_factor.is_on(user)
    forgive(user)
    done = client.post("/settings/security/app/confirm", {"code": code_of(secret)})
    codes = shown_codes(done)
    assert len(codes) == second_factor.RECOVERY_CODES
    assert second_factor.is_on(user)
    shown = client.get("/settings/security").content.decode()
    assert "It is <strong>on</strong>" in shown
    assert not any(code in shown for code in codes)
    assert OutgoingEmail.objects.get().subject == "Two-step sign-in is on"


def test_the_address_in_the_qr_code_is_what_apps_read(user: User) -> None:
    authenticator = second_factor.set_up(by=user, password=PASSWORD, address=HERE)
    address = urlsplit(second_factor.address_of(authenticator))
    assert (address.scheme, address.netloc, unquote(address.path)) == ("otpauth", "totp", "/Atlas:ada@example.com")
    query = parse_qs(address.query)
    assert query == {"secret": [second_factor.typed_secret(authenticator)], "issuer": ["Atlas"]}
    assert b32decode(query["secret"][0]) == authenticator.secret
    assert len(authenticator.secret) == Authenticator.SECRET_BYTES


def test_starting_again_makes_the_first_secret_worthless(user: User) -> None:
    first = second_factor.set_up(by=user, password=PASSWORD, address=HERE)
    second_factor.set_up(by=user, password=PASSWORD, address=HERE)
    with pytest.raises(WrongCode):
        second_factor.confirm(by=user, code=code_of(first.secret), address=HERE)
    assert log_in().status == 200, "an app that was not confirmed asks for nothing"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["confirm", "renew", "turn_off"])
def test_an_app_that_goes_while_its_code_is_checked_changes_nothing(change: str) -> None:
    user = make_admin(make_organization(), "ada@example.com")
    if change == "confirm":
        code = code_of(second_factor.set_up(by=user, password=PASSWORD, address=HERE).secret)
    else:
        turn_on(user)
        code = next_code(user)
    before = OutgoingEmail.objects.count(), AuditRecord.objects.count(), User.objects.values().get()
    outcomes: list[Any] = []

    def run() -> None:
        proof = {"by": user, "code": code, "address": HERE}
        try:
            if change == "confirm":
                second_factor.confirm(**proof)
            elif change == "renew":
                second_factor.renew_recovery_codes(**proof, password=PASSWORD)
            else:
                second_factor.turn_off(**proof, password=PASSWORD)
        except Exception as error:
            outcomes.append(error)
        connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic(), connection.cursor() as cursor:
        User.objects.lock(user.id)  # as who sets an app up, or removes it
        thread.start()
        waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        while cursor.execute(waits).fetchone() is None:
            time.sleep(0.02)
            cursor.execute("SELECT pg_stat_clear_snapshot()")
        Authenticator.objects.filter(user=user).delete()
    thread.join()
    assert [type(error) for error in outcomes] == [WrongCode]
    assert (OutgoingEmail.objects.count(), AuditRecord.objects.count(), User.objects.values().get()) == before
    assert not RecoveryCode.objects.exists()


def test_an_app_in_use_is_not_replaced_by_the_password_alone(user: User, client: Client) -> None:
    turn_on(user, client)
    before = Authenticator.objects.values().get()
    assert client.post("/settings/security/app", {"password": PASSWORD})["Location"] == "/settings/security"
    assert Authenticator.objects.values().get() == before


CHANGES = ["/settings/security/app/off", "/settings/security/recovery-codes"]


@pytest.mark.parametrize("address", CHANGES)
@pytest.mark.parametrize("lacking", ["password", "code"])
def test_a_change_takes_password_and_code(user: User, client: Client, address: str, lacking: str) -> None:
    codes = turn_on(user, client)
    digests = set(RecoveryCode.objects.values_list("digest", flat=True))
    both = {"password": PASSWORD, "code": codes[0]}
    page = client.post(address, both | {lacking: "wrong"})
    assert page.status_code == 422
    assert {"password": b"password is wrong", "code": b"code is wrong"}[lacking] in page.content
    assert PASSWORD.encode() not in page.content
    assert second_factor.is_on(user)
    assert set(RecoveryCode.objects.values_list("digest", flat=True)) == digests


def test_turning_it_off_leaves_nothing_and_is_told_by_mail(user: User, client: Client) -> None:
    turn_on(user, client)
    client.post("/settings/security/app/off", {"password": PASSWORD, "code": next_code(user)})
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert log_in().status == 200
    assert OutgoingEmail.objects.order_by("id").last().subject == "Two-step sign-in is off"  # type: ignore[union-attr]


def test_new_recovery_codes_replace_the_old_ones(user: User, client: Client) -> None:
    codes = turn_on(user, client)
    page = client.post("/settings/security/recovery-codes", {"password": PASSWORD, "code": codes[0]})
    renewed = shown_codes(page)
    assert len(renewed) == second_factor.RECOVERY_CODES
    assert log_in(otp=codes[1]).code == "otp_required"
    forgive(user)
    assert log_in(otp=renewed[0]).status == 200


def test_guessing_the_password_on_the_page_is_slowed_down_with_the_sign_in(user: User, client: Client) -> None:
    for _ in range(ACCOUNT_PACE.tries):
        with pytest.raises(WrongPassword):
            second_factor.set_up(by=user, password="not it", address="127.0.0.1")
    assert client.post("/settings/security/app", {"password": PASSWORD}).status_code == 429
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", ["", "/app", "/app/confirm", "/app/off", "/recovery-codes"])
def test_strangers_are_sent_to_sign_in(path: str) -> None:
    method: Callable[..., Any] = Client().post if path else Client().get
    assert method(f"/settings/security{path}")["Location"].startswith("/sign-in?next=")


# Staff


@pytest.fixture
def staff(settings: Any) -> User:
    settings.STAFF_NEED_SECOND_FACTOR = True
    return make_user(None, "ada@example.com", is_staff=True, is_superuser=True)


def test_in_production_staff_without_an_app_are_sent_to_set_one_up_and_then_in(staff: User) -> None:
    client = Client()
    assert sign_in(client, next="/admin/")["Location"] == "/admin/"
    for path in ("/admin/", reverse("admin:identity_user_changelist"), "/admin/login/"):
        assert client.get(path)["Location"] == "/settings/security"
    assert b"Staff need an authenticator app to use the admin site" in client.get("/settings/security").content
    client.post("/settings/security/app", {"password": PASSWORD})
    assert client.get("/admin/")["Location"] == "/settings/security", "not confirmed yet"
    client.post("/settings/security/app/confirm", {"code": code_of(Authenticator.objects.get().secret)})
    assert client.get("/admin/").status_code == 200


def test_turning_it_on_ends_every_other_session_and_every_token(user: User, client: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(user)
    bearer = ApiClient(user)
    secret = second_factor.set_up(by=user, password=PASSWORD, address=HERE).secret
    done = client.post("/settings/security/app/confirm", {"code": code_of(secret)})
    assert done.status_code == 200
    assert client.get("/settings/security").status_code == 200, "this one goes on"
    assert elsewhere.get("/settings/security").status_code == 302
    answer = bearer.get("/auth/me")
    assert (answer.status, answer.code) == (401, "token_revoked")


@pytest.mark.parametrize("address", CHANGES)
def test_each_change_of_it_ends_every_other_session_and_every_token(user: User, client: Client, address: str) -> None:
    codes = turn_on(user, client)
    user.refresh_from_db()
    elsewhere, bearer = Client(), ApiClient(user)
    elsewhere.force_login(user)
    wrong = client.post(address, {"password": PASSWORD, "code": "not it"})
    assert b"code is wrong" in wrong.content
    assert elsewhere.get("/settings/security").status_code == 200, "what is refused ends nothing"
    assert bearer.get("/auth/me").status == 200
    forgive(user)
    client.post(address, {"password": PASSWORD, "code": codes[0]})
    assert client.get("/settings/security").status_code == 200, "this one goes on"
    assert elsewhere.get("/settings/security").status_code == 302
    answer = bearer.get("/auth/me")
    assert (answer.status, answer.code) == (401, "token_revoked")


def test_signing_in_in_two_steps_from_a_new_address_costs_no_try(user: User) -> None:
    turn_on(user)
    forgive(user)
    client = Client()
    sign_in(client)
    assert client.post("/sign-in/code", {"code": next_code(user)}).status_code == 302
    spent = SignInAllowance.objects.filter(spent_until__gt=timezone.now())
    assert not spent.exists()
    elsewhere = Client(REMOTE_ADDR=ELSEWHERE)
    sign_in(elsewhere)
    assert elsewhere.post("/sign-in/code", {"code": wrong_code(user)}).status_code == 401
    assert spent.filter(key=slowdown._everywhere_key(user.email)).exists(), "a wrong code does"


def test_a_session_older_than_the_app_signs_in_again_with_a_code(staff: User) -> None:
    client = Client()
    turn_on(staff, client)
    assert client.get("/admin/")["Location"] == "/sign-in?next=%2Fadmin%2F"
    sign_in(client)
    assert client.post("/sign-in/code", {"code": next_code(staff), "next": "/admin/"})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/admin/")["Location"] == "/settings/security", "the session falls with the app"


def test_staff_help_who_has_lost_everything(settings: Any, user: User) -> None:
    turn_on(user)
    others = [make_user(user.organization), make_user(user.organization)]
    second_factor.set_up(by=others[0], password=PASSWORD, address=HERE)  # and never confirmed
    client = Client()
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    data = {"action": "remove_second_factor", "_selected_action": [str(one.id) for one in (user, *others)]}
    answer = client.post(reverse("admin:identity_user_changelist"), data, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert said == [
        "Two-step sign-in was turned off for 1 user. They were told by e-mail.",
        "Two-step sign-in was not on for 2 users.",
    ]
    assert not second_factor.is_on(user)
    assert OutgoingEmail.objects.filter(subject="Two-step sign-in is off").get().to == user.email
