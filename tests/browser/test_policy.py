"""The Content-Security-Policy must not break pages: `new_page` fails a test if the browser refuses anything."""

import json
import re

import pytest

from foundation import tenancy
from tests.factories import make_company, make_webhook
from tests.people import PASSWORD, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_admin_works_under_the_policy(new_page):
    from playwright.sync_api import expect

    with tenancy.everyone():
        endpoint = make_webhook(make_company())
        staff = make_user(None, is_staff=True, is_superuser=True)
    page = new_page(staff)
    page.goto("/admin/")
    for model in ("identity/organization", "identity/user", "webhooks/endpoint", "webhooks/delivery"):
        page.goto(f"/admin/{model}/")
        expect(page.locator("#changelist")).to_be_visible()
    page.goto(f"/admin/webhooks/endpoint/{endpoint.id}/change/")
    expect(page.get_by_text(endpoint.url).first).to_be_visible()


def test_the_reference_works_under_its_policy(new_page):
    from playwright.sync_api import expect

    page = new_page()
    page.goto("/api/v1/try")
    expect(page.get_by_text("/auth/login").first).to_be_visible()


def test_the_reference_tries_a_call_out(new_page):
    """Offline: nothing leaves the origin, from the page to the answer of a call with a real access token."""
    from playwright.sync_api import expect

    with tenancy.everyone():
        user = make_admin(make_organization())
    page = new_page()
    page.set_default_timeout(90_000)  # Swagger draws for long beside other tests
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/v1/try")

    login = page.locator("#operations-auth-login")
    login.locator(".opblock-summary-control").click()
    login.get_by_role("button", name="Try it out").click()
    login.locator("textarea").fill(json.dumps({"email": user.email, "password": PASSWORD}))
    login.get_by_role("button", name="Execute").click()
    expect(login.locator(".live-responses-table tbody .response-col_status").first).to_have_text(re.compile("^200"))
    token = json.loads(login.locator(".live-responses-table tbody .response-col_description pre").first.inner_text())

    page.get_by_role("button", name="Authorize").first.click()
    page.locator(".auth-container input").fill(token["tokens"]["access_token"])
    page.locator(".auth-container").get_by_role("button", name="Apply credentials").click()
    page.get_by_role("button", name="Close", exact=True).click()

    me = page.locator("#operations-auth-me")
    me.locator(".opblock-summary-control").click()
    me.get_by_role("button", name="Try it out").click()
    me.get_by_role("button", name="Execute").click()
    expect(me.locator(".live-responses-table tbody .response-col_status").first).to_have_text(re.compile("^200"))
    expect(me.locator(".live-responses-table")).to_contain_text(user.email)

    origin = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith((origin + "/", "data:", "blob:"))] == []
