"""From a figure of the profit and loss to its lines and the document, in a browser, also with the keyboard."""

import datetime
import re
from typing import Any

import pytest

from foundation import tenancy
from tests.factories import make_approved_bill, make_company, make_customer, make_sent_invoice, owner_of

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.date(2026, 3, 10)


@pytest.fixture
def company() -> Any:
    with tenancy.everyone():
        company = make_company(name="Harbor Lane Inc")
        make_company(name="Harbor Lane West", by=owner_of(company))
        customer = make_customer(company, name="Oyster Bay Hotels")
        make_sent_invoice(company, "1200.50", customer=customer, issue_date=DAY)
        make_approved_bill(company, "75.25", issue_date=DAY)
    return company


def test_from_a_figure_to_its_lines_and_to_the_document(new_page: Any, company: Any) -> None:
    from playwright.sync_api import expect

    page = new_page(owner_of(company))
    page.goto("/reports")
    page.get_by_label("Company").select_option("Harbor Lane Inc")
    page.get_by_role("button", name="Open").click()
    page.get_by_role("main").get_by_role("link", name="Profit and loss").click()
    page.get_by_label("From").fill("2026-01-01")
    page.get_by_label("To", exact=True).fill("2026-12-31")
    page.get_by_label("Columns").select_option("Quarters")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("2026-01-01 to 2026-12-31, in USD")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^Net profit"))).to_contain_text("1,125.25")

    page.get_by_role("row", name=re.compile("^4000 ")).get_by_role("link", name="1,200.50").first.click()
    expect(page.get_by_role("heading", name="General ledger")).to_be_visible()
    expect(page.get_by_label("Accounts", exact=True)).to_have_value("4000")
    expect(page.get_by_label("To", exact=True)).to_have_value("2026-03-31")
    expect(page.get_by_role("row", name=re.compile("Closing balance"))).to_contain_text("1,200.50")

    page.get_by_role("row", name=re.compile("^2026-03-10")).get_by_role("link", name="Invoice").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Invoice INV-"))).to_be_visible()
    expect(page.get_by_text("1,200.50 USD").first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Entry ")).click()
    expect(page.get_by_role("row", name=re.compile("^Total"))).to_contain_text("1,200.50")
    page.get_by_role("link", name="Oyster Bay Hotels").first.click()
    expect(page.get_by_role("heading", name="Statement: Oyster Bay Hotels")).to_be_visible()


def test_a_file_is_what_is_shown_and_a_wrong_date_is_said_beside_its_field(new_page: Any, company: Any) -> None:
    from playwright.sync_api import expect

    page = new_page(owner_of(company), java_script_enabled=False)
    page.goto(f"/reports/{company.pk}/trial-balance?start_date=2026-01-01&end_date=2026-12-31")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "trial_balance_2026-12-31.csv"
    assert "1200.50" in download.value.path().read_text()
    page.get_by_label("From").fill("2027-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("alert")).to_contain_text("To: The last day is before the first.")
    expect(page.locator("#end_date_error")).to_have_text("The last day is before the first.")
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    expect(page.get_by_role("table")).to_have_count(0)


def test_a_long_table_keeps_its_headings_and_names_in_sight(new_page: Any, company: Any) -> None:
    from playwright.sync_api import expect

    page = new_page(owner_of(company), width=390)
    page.goto(f"/reports/{company.pk}/profit-loss?interval=month&start_date=2025-01-01&end_date=2026-12-31")
    region = page.get_by_role("region", name="Profit and loss")
    region.focus()
    shown = "element => [getComputedStyle(element).boxShadow, getComputedStyle(element).position]"
    assert "linear-gradient" in region.evaluate("element => getComputedStyle(element).backgroundImage"), "it goes on"
    edge, position = region.get_by_role("cell").first.evaluate(shown)
    assert (position, "1px" in edge) == ("sticky", False)
    region.evaluate("element => element.scrollTo(800, 0)")
    page.wait_for_function("getComputedStyle(document.querySelector('.sheet td')).boxShadow.includes(' 1px')")
    name = page.get_by_role("row", name=re.compile("^Net profit")).get_by_role("cell").first
    assert 0 <= name.bounding_box()["x"] < 20
    assert 0 <= region.get_by_text("Revenue", exact=True).bounding_box()["x"] < 20, "the title of a group too"
    page.goto(f"/reports/{company.pk}/aged-payables")
    expect(page.get_by_role("navigation", name="Reports").get_by_role("link", name="Aged payables")).to_be_in_viewport()


def test_long_names_do_not_make_a_narrow_page_scroll(new_page: Any, company: Any) -> None:
    """Not at 400 % either, which leaves 320 pixels (WCAG 1.4.10)."""
    with tenancy.everyone():
        customer = make_customer(company, name="Q" * 150)
        make_sent_invoice(company, "123456789012345.67", customer=customer, issue_date=DAY)
    page = new_page(owner_of(company), width=320)
    for name in (f"customer-statement?contact={customer.pk}&start_date=2026-01-01", "aged-receivables?items=on"):
        page.goto(f"/reports/{company.pk}/{name}")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width, (name, width)


def test_a_print_has_all_columns_in_black_and_no_navigation(new_page: Any, company: Any) -> None:
    page = new_page(owner_of(company), scheme="dark")
    page.goto(f"/reports/{company.pk}/profit-loss?interval=month&start_date=2025-01-01&end_date=2026-12-31")
    page.emulate_media(media="print")
    assert not page.get_by_role("button").or_(page.get_by_role("navigation")).filter(visible=True).count()
    assert page.get_by_role("heading", name="Profit and loss").is_visible()
    assert page.get_by_role("main").get_by_text("Harbor Lane Inc").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert widths(page) == {1190}, "25 columns are on A3"
    page.goto(f"/reports/{company.pk}/trial-balance")
    assert max(widths(page)) < 620, "and few on any paper, upright"
    page.set_viewport_size({"width": 700, "height": 990})
    assert page.locator(".sheet").bounding_box()["x"] == 0, (
        "paper is no phone, whose tables go to the edge of the screen"
    )
    page.goto(f"/reports/{company.pk}/trial-balance?start_date=x")
    assert page.get_by_role("alert").is_visible(), "why there is no report"


def widths(page: Any) -> set[int]:
    """Return how wide the pages of a print are, in tens of points."""
    found = re.findall(rb"/MediaBox ?\[0 0 (\d+)", page.pdf(prefer_css_page_size=True))
    return {int(width) // 10 * 10 for width in found}
