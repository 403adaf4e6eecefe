"""An authenticator app in a browser, from setting up to signing in with it; an invitation, from mail to account."""

import re
import time
from base64 import b32decode
from typing import Any

import pytest
from django_otp.oath import TOTP

from foundation import mail
from foundation.models import OutgoingEmail
from identity import invitations
from identity.models import Authenticator, User
from tests.people import PASSWORD, make_admin, make_organization

pytestmark = pytest.mark.django_db(transaction=True)
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def judge(page: Any) -> None:
    """Check the page wide and light, then at phone width and dark: axe finds no errors, and nothing is too wide."""
    from axe_playwright_python.sync_playwright import Axe

    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert Axe().run(page, options=OPTIONS).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def sign_in(page: Any, email: str, password: str) -> None:
    page.goto("/sign-in?next=/settings/security")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_from_setting_up_an_app_to_signing_in_with_it(new_page):
    from playwright.sync_api import expect

    admin = make_admin(make_organization(), "ada@example.com")
    page = new_page()
    sign_in(page, admin.email, PASSWORD)
    judge(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Set up an app").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    judge(page)
    secret = b32decode(page.locator("code").inner_text().replace(" ", ""))
    totp = TOTP(secret)
    page.get_by_label("Code").fill(f"{totp.token():06}")
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    judge(page)
    codes = page.get_by_label("Your recovery codes").inner_text().split()
    assert len(codes) == 10
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_text("It is on")).to_be_visible()
    judge(page)

    other = new_page()
    sign_in(other, admin.email, PASSWORD)
    expect(other.get_by_role("heading", name="Enter a code")).to_be_visible()
    judge(other)
    totp.time = time.time() + Authenticator.STEP_SECONDS
    other.get_by_label("Code").fill(f"{totp.token():06}")
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_text("It is on")).to_be_visible()

    other.get_by_label("Your password").fill(PASSWORD)
    other.get_by_label("Code").fill(codes[0])
    other.get_by_role("button", name="Turn off").click()
    expect(other.get_by_text("signing in requires only your password")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_from_an_invitation_to_an_account(new_page):
    from playwright.sync_api import expect

    admin = make_admin(make_organization("Harbor Lane"), full_name="Ada Admin")
    invitations.invite(by=admin, email="nora@example.com")
    found = re.search(r"/invitation/\S+", mail.body_of(OutgoingEmail.objects.get()))
    assert found is not None
    page = new_page()
    page.goto(found[0])
    expect(page.get_by_role("heading", name="Join Harbor Lane")).to_be_visible()
    judge(page)
    page.get_by_label("Your name").fill("Nora New")
    page.get_by_label("New password").fill("quite a secret")
    page.get_by_label("Repeat the password").fill("quite a secret")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("Sign in as nora@example.com")).to_be_visible()
    assert User.objects.get(email="nora@example.com").full_name == "Nora New"
    page.goto(found[0])
    expect(page.get_by_role("heading", name="This invitation no longer works")).to_be_visible()
    judge(page)
