"""Pages of the staff in a browser."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounting.taxes import tax_rates
from foundation import tenancy
from tests.factories import make_company, make_webhook, owner_of
from tests.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_components_of_a_tax_rate_fit_on_the_page_or_scroll_in_it(browser: Any, site: str) -> None:
    components: Any = [{"name": "GST of the whole country", "percent": Decimal(5)}, {"percent": Decimal("9.975")}]
    with tenancy.everyone():
        company, staff = make_company(), make_user(None, "staff@example.com", is_staff=True, is_superuser=True)
        rate = tax_rates.create(company, by=owner_of(company), name="GST and PST", components=components)
    client = Client()
    client.force_login(staff)
    with browser.new_context() as context:
        context.add_cookies([{"name": one.key, "value": one.value, "url": site} for one in client.cookies.values()])
        page = context.new_page()
        page.goto(f"{site}/admin/accounting/taxrate/{rate.id}/change/")
        table = page.locator(".inline-group")
        table.locator(".select2").first.wait_for()
        for width, fits in ((1280, True), (390, False)):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert table.evaluate("one => one.scrollWidth <= one.clientWidth") == fits


def test_a_text_without_a_space_is_not_cut_off_and_widens_no_page(browser: Any, site: str) -> None:
    with tenancy.everyone():
        staff = make_user(None, "staff@example.com", is_staff=True, is_superuser=True)
        endpoint = make_webhook(make_company(), url="https://example.com/" + "x" * 180)
    client = Client()
    client.force_login(staff)
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.add_cookies([{"name": one.key, "value": one.value, "url": site} for one in client.cookies.values()])
        page = context.new_page()
        for path, text in (("", "#result_list tbody th a"), (f"{endpoint.id}/change/", ".field-url .readonly")):
            page.goto(f"{site}/admin/webhooks/endpoint/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280
            assert page.locator(text).evaluate("one => one.getBoundingClientRect().right") < 1280
