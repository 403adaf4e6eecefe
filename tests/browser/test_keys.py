"""An admin makes an API key in a browser, and ends it."""

import re
from typing import Any

import pytest

from foundation import tenancy
from identity import api_keys
from identity.models import ApiKey
from tests.factories import make_company, owner_of

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "/settings/api/keys/new"


def test_from_an_empty_list_to_a_revoked_key(new_page: Any) -> None:
    from playwright.sync_api import expect

    with tenancy.everyone():
        company = make_company(name="Harbor Lane Inc")
        admin = owner_of(company)
        make_company(company.organization, by=admin, name="Harbor Lane West")
    page = new_page(admin)
    page.goto("/settings/api/keys")
    expect(page.get_by_role("heading", name="A key for each program")).to_be_visible()
    page.get_by_role("link", name="New key").click()
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link", name="Name").click()
    expect(page.get_by_label("Name")).to_be_focused()
    page.get_by_label("Name").fill("Shop")
    page.get_by_label("invoices:read").check()
    page.get_by_label("invoices:write").check()
    page.get_by_label("Chosen companies").check()
    page.get_by_label("Harbor Lane West").check()
    page.get_by_role("button", name="Make the key").click()
    secret = page.get_by_label("Secret", exact=True).input_value()
    assert api_keys.is_well_formed(secret)
    page.reload()
    expect(page.get_by_label("Secret", exact=True)).to_have_count(0)
    assert secret not in page.content()
    with tenancy.everyone():
        made = ApiKey.objects.get()
        assert made.scopes == ["invoices:read", "invoices:write"]
        assert len(made.company_ids or ()) == 1

    page.get_by_role("link", name="Rotate").click()
    page.get_by_role("button", name="Rotate key").click()
    expect(page.get_by_text("The old secret works until")).to_be_visible()
    assert page.get_by_label("Secret", exact=True).input_value() != secret
    page.get_by_role("link", name="Revoke").click()
    page.get_by_role("button", name="Revoke key").click()
    expect(page.get_by_text("is revoked. Requests with it are refused from now on.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Shop")).click()
    expect(page.get_by_role("link", name="Rotate")).to_have_count(0)


def test_the_pages_work_without_a_script(new_page: Any) -> None:
    from playwright.sync_api import expect

    with tenancy.everyone():
        admin = owner_of(make_company())
    page = new_page(admin, java_script_enabled=False)
    page.goto(NEW)
    page.get_by_label("Name").fill("Till")
    page.get_by_label("Read everything", exact=True).check()
    expect(page.get_by_label("invoices:read")).to_be_hidden()
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_label("Secret", exact=True)).to_have_value(re.compile("^atlas_sk_"))
    expect(page.get_by_role("button", name="Copy the secret")).to_have_count(0)
