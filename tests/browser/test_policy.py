"""What the Content-Security-Policy must not break: `new_page` fails a test for whatever the browser refuses."""

import pytest

from identity import tenancy
from tests.factories import make_company, make_webhook
from tests.people import make_user

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
    page.goto("/api/v1/docs")
    expect(page.get_by_text("/api/v1/auth/login").first).to_be_visible()
