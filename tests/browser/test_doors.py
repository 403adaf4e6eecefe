"""Sign-in and its pages in a browser: the first page, and the focus after a refusal."""

import re
import time
from base64 import b32decode
from typing import Any

import pytest
from django_otp.oath import TOTP

from accounting.ledger import members
from foundation import mail, tenancy
from foundation.models import OutgoingEmail
from identity import invitations, operations, second_factor
from identity.models import Authenticator, User
from pages import landing
from tests.browser.test_accessibility import LIST, world
from tests.factories import make_company, make_webhook, owner_of
from tests.people import PASSWORD, make_organization, make_user

__all__ = ["world"]

pytestmark = pytest.mark.django_db(transaction=True)

CHART = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const contrast = (one, two) => {
    const [low, high] = [light(one), light(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
  };
  const hovered = document.createElement("div");
  hovered.style.color = "var(--off-soft)";
  document.body.append(hovered);
  const grounds = (svg) => [behind(svg.parentElement), numbers(getComputedStyle(hovered).color)];
  const all = [];
  for (const svg of document.querySelectorAll("svg.chart"))
    for (const bar of svg.querySelectorAll("rect:not(.slot)"))
      for (const ground of grounds(svg)) {
        const [y, height] = ["y", "height"].map((name) => Number(bar.getAttribute(name)));
        all.push([bar.getAttribute("class"), contrast(numbers(getComputedStyle(bar).fill), ground), y, y + height]);
      }
  return all;
}"""


def sign_in(page: Any, user: User, *, to: str = "/sign-in") -> None:
    page.goto(to)
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def press(page: Any, button: str) -> None:
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def assert_at(page: Any, field: str, message: str) -> None:
    """The focus is at the field, which is marked as wrong, and its description says what is wrong."""
    from playwright.sync_api import expect

    place = page.locator(f"#{field}, [name={field}]").first
    expect(place).to_be_focused()
    if field != "events":
        assert place.get_attribute("aria-invalid") == "true"
    described = place.get_attribute("aria-describedby") or ""
    said = " ".join(page.locator(f"#{id}").inner_text() for id in described.split())
    assert message in said, said


def assert_above(page: Any, message: str) -> None:
    from playwright.sync_api import expect

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_text(message)


def link_in_mail(pattern: str) -> str:
    found = re.search(pattern, mail.body_of(OutgoingEmail.objects.latest("created_at")))
    assert found is not None
    return found[0]


def test_people_land_where_they_belong(new_page):
    from playwright.sync_api import expect

    with tenancy.everyone():
        company = make_company()
        admin = owner_of(company)
        accountant = make_user(company.organization)
        members.assign(company, user=accountant, role="accountant", by=admin)
        staff = make_user(None, is_staff=True)
    homes = {admin: "/settings/api", accountant: f"/reports/{company.pk}", staff: "/admin/"}
    for user, home in homes.items():
        page = new_page()
        sign_in(page, user, to="/")
        expect(page).to_have_url(re.compile(f"{home}$"))
        page.goto("/sign-in")
        expect(page).to_have_url(re.compile(f"{home}$"))
    page = new_page()
    sign_in(page, accountant, to=LIST)
    expect(page).to_have_url(re.compile(f"/reports/{company.pk}$"))
    expect(page.get_by_text(landing.NOT_THEIRS)).to_be_visible()
    page.goto("/settings")
    expect(page).to_have_url(re.compile("/settings/security$"))
    expect(page.get_by_role("navigation", name="Settings").get_by_role("link")).to_have_text(["Security"])


def test_a_refused_form_puts_the_focus_on_the_error(new_page):
    user = make_user(make_organization(), "ada@example.com")
    page = new_page()
    page.goto("/sign-in")
    press(page, "Sign in")
    assert_at(page, "email", "This field is required.")
    page.get_by_label("E-mail address").fill(user.email)
    press(page, "Sign in")
    assert_at(page, "password", "This field is required.")
    page.get_by_label("Password").fill("not it")
    press(page, "Sign in")
    assert_above(page, "The e-mail address or the password is wrong.")

    page.goto("/forgot-password")
    page.get_by_label("E-mail address").fill("a@b")
    press(page, "Send the link")
    assert_at(page, "email", "Enter a valid email address.")

    operations.request_password_reset(email=user.email, address="192.0.2.1")
    page.goto(link_in_mail(r"/reset-password/\S+"))
    for first, again, field, message in PASSWORDS:
        page.get_by_label("New password").fill(first)
        page.get_by_label("Repeat the password").fill(again)
        press(page, "Set password")
        assert_at(page, field, message)

    invitations.invite(by=make_user(user.organization, role="admin"), email="nora@example.com")
    page.goto(link_in_mail(r"/invitation/\S+"))
    page.get_by_label("New password").fill("nora@example")
    page.get_by_label("Repeat the password").fill("nora@example")
    press(page, "Join")
    assert_at(page, "full_name", "This field is required.")
    page.get_by_label("Your name").fill("Nora New")
    for first, again, field, message in PASSWORDS:
        page.get_by_label("New password").fill(first)
        page.get_by_label("Repeat the password").fill(again)
        press(page, "Join")
        assert_at(page, field, message)
    page.get_by_label("New password").fill("Nora New 1")
    page.get_by_label("Repeat the password").fill("Nora New 1")
    press(page, "Join")
    assert_at(page, "new_password1", "too similar to the full name")


PASSWORDS = (
    ("short", "short", "new_password1", "This password is too short."),
    ("password1234", "password1234", "new_password1", "This password is too common."),
    ("quite a secret", "quite another", "new_password2", "The two password fields didn’t match."),
    ("", "quite a secret", "new_password1", "This field is required."),
)


def test_the_way_of_the_second_factor_and_its_recovery_codes(new_page, tmp_path):
    """Errors of passwords and codes are shown at their fields. Recovery codes are copied, downloaded and counted."""
    from playwright.sync_api import expect

    user = make_user(make_organization(), "ada@example.com")
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, user, to="/settings/security")
    page.get_by_label("Current password").fill("not it")
    page.get_by_label("New password").fill("another fine secret")
    page.get_by_label("Repeat the password").fill("another fine secret")
    press(page, "Change password")
    assert_at(page, "current_password", "The current password is wrong.")
    page.get_by_label("Your password").fill("not it")
    press(page, "Set up an app")
    assert_at(page, "password", "The current password is wrong.")
    page.get_by_label("Your password").fill(PASSWORD)
    press(page, "Set up an app")
    totp = TOTP(b32decode(page.locator("code").inner_text().replace(" ", "")))
    page.get_by_label("Code").fill("nonsense")
    press(page, "Turn on")
    assert_at(page, "code", "The code is wrong or was already used.")
    time.sleep(1.1)  # the pace after a wrong code
    totp.time = time.time()
    page.get_by_label("Code").fill(f"{totp.token():06}")
    press(page, "Turn on")

    shown = page.get_by_label("Your recovery codes").inner_text().split()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "atlas-recovery-codes.txt"
    download.value.save_as(tmp_path / "codes.txt")
    assert re.findall(r"^[a-z]{4}-[a-z]{4}-[a-z]{4}$", (tmp_path / "codes.txt").read_text(), re.M) == shown
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").split() == shown
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_text("10 of 10 left.")).to_be_visible()

    page.get_by_label("Your password").fill("not it")
    page.get_by_label("Code").fill("nonsense")
    press(page, "Turn off")
    assert_at(page, "password", "The current password is wrong.")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_label("Code").fill("nonsense")
    press(page, "Create new recovery codes")
    assert_at(page, "code", "The code is wrong or was already used.")
    time.sleep(1.1)

    other = new_page(java_script_enabled=False)
    sign_in(other, user, to="/settings/security")
    other.get_by_label("Code").fill("nonsense")
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_label("Code")).to_be_focused()
    expect(other.locator("#id_code_error")).to_have_text("The code is wrong or was already used.")
    time.sleep(2.1)  # the second in a row
    other.get_by_label("Code").fill(shown[0])
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_text("9 of 10 left.")).to_be_visible()
    for code in shown[1:8]:
        second_factor.check(user, code)
    other.reload()
    expect(other.get_by_text("Only 2 recovery codes left.")).to_be_visible()

    other.get_by_label("Your password").fill(PASSWORD)
    other.get_by_label("Code").fill(shown[9])
    other.get_by_role("button", name="Create new recovery codes").click()
    expect(other.get_by_role("button", name="Copy")).to_have_count(0)
    with other.expect_download() as download:
        other.get_by_role("link", name="Download").click()
    download.value.save_as(tmp_path / "new.txt")
    assert (tmp_path / "new.txt").read_text().count("-") == 20
    assert Authenticator.objects.filter(user=user, confirmed=True).exists()


def test_a_refused_form_of_a_webhook_puts_the_focus_on_the_error(new_page):
    from playwright.sync_api import expect

    with tenancy.everyone():
        company = make_company()
        endpoint = make_webhook(company)
        admin = owner_of(company)
    page = new_page(admin)
    page.goto(f"{LIST}/new")
    page.get_by_label("URL").fill("https://10.0.0.1/")
    page.get_by_label("Chosen events").check()
    press(page, "Save and send a test")
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert.get_by_role("listitem")).to_have_text(
        [re.compile("^URL: 10.0.0.1 is not an address of the internet"), "Events: Choose at least one event."]
    )
    alert.get_by_role("link", name="URL").click()
    assert_at(page, "url", "10.0.0.1 is not an address of the internet")
    page.get_by_label("URL").fill("https://example.com/new")
    press(page, "Save and send a test")
    assert_at(page, "events", "Choose at least one event.")
    page.get_by_label("All events").check()
    page.locator("#secret").fill("short")
    press(page, "Save and send a test")
    assert_at(page, "secret", "characters")
    page.goto(f"{LIST}/{endpoint.id}/edit")
    page.get_by_label("URL").fill("")
    press(page, "Save")
    assert_at(page, "url", "This field is required.")
    page.goto(f"{LIST}/{endpoint.id}/rotate-secret")
    page.locator("#secret").fill("short")
    press(page, "Rotate secret")
    assert_at(page, "secret", "characters")
    page.goto(f"{LIST}/{endpoint.id}/rotate-secret")
    page.evaluate("for (const radio of document.querySelectorAll('[name=switch_header]')) radio.checked = false")
    press(page, "Rotate secret")
    expect(page.get_by_role("radio").first).to_be_focused()
    expect(page.locator("#switch_header_error")).to_have_text("This field is required.")
    expect(page.get_by_role("alert").get_by_role("link")).to_have_attribute("href", "#switch_header")
    page.goto(f"{LIST}/{endpoint.id}/replay")
    page.get_by_label("Since").fill("")
    press(page, "Replay")
    assert_at(page, "since", "This field is required.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_seen_by_everybody(new_page, world, scheme):
    """WCAG 1.4.11 and 1.4.1: contrast of 3 to 1, and failures are below the line, so that colour is not needed."""
    page = new_page(world["admin"][0], scheme=scheme)
    for address in (LIST, world["admin"][1][3]):
        page.goto(address)
        bars = page.evaluate(CHART)
        kinds = {kind for kind, *_ in bars}
        assert kinds == {"good", "bad", "none"}
        for kind, contrast, _, _ in bars:
            assert contrast >= 3, (address, kind, round(contrast, 2))
        line = min(top for kind, _, top, _ in bars if kind == "bad")
        assert all(top >= line for kind, _, top, _ in bars if kind == "bad")
        assert all(bottom <= line for kind, _, _, bottom in bars if kind == "good")
    for word in ("Succeeded", "Failed"):
        assert page.locator(".chart-stat .key", has_text=word).is_visible()
