"""The docs in a browser: without errors, at phone width, in the dark, and without JavaScript. `new_page` fails a test
if a page complains."""

import re

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/docs",
    "/docs/getting-started",
    "/docs/guides/webhooks",
    "/docs/reference/invoices",
    "/docs/errors",
    "/docs/search?q=void",
)


WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
LOOKS = {"runOnly": ["color-contrast", "scrollable-region-focusable"], "resultTypes": ["violations"]}
"""What may differ between the widths: the document is the same."""
LAYOUTS = ((1280, "light", WCAG), (390, "dark", LOOKS))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_and_is_accessible(new_page, path):
    from axe_playwright_python.base import AXE_SCRIPT
    from axe_playwright_python.sync_playwright import Axe

    page, axe = new_page(), Axe("if (!window.axe) {" + AXE_SCRIPT + "}")  # once a page
    page.goto(path)
    for width, scheme, options in LAYOUTS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = axe.run(page, options=options)
        assert found.violations_count == 0, found.generate_report()


def test_the_language_is_kept_from_page_to_page(new_page):
    from playwright.sync_api import expect

    page = new_page()
    page.goto("/docs/reference/invoices")
    page.locator(".languages label", has_text="Python").click()
    create = page.locator("#create")
    expect(create.locator("pre.l-python")).to_be_visible()
    expect(create.locator("pre.l-curl")).to_be_hidden()
    page.goto("/docs/reference/bills")
    expect(page.locator("#create pre.l-python")).to_be_visible()
    expect(page.locator("#create pre.l-curl")).to_be_hidden()


def test_a_block_without_the_chosen_language_shows_its_first(new_page):
    from playwright.sync_api import expect

    page = new_page()
    page.goto("/docs/guides/idempotency")
    calls = page.locator("figure.many")
    expect(calls.locator("pre.l-python")).to_be_visible()
    expect(calls.locator("pre.l-typescript")).to_be_hidden()
    calls.locator("label", has_text="TypeScript").click()
    expect(calls.locator("pre.l-typescript")).to_be_visible()
    expect(calls.locator("pre.l-python")).to_be_hidden()


@pytest.mark.parametrize("may_keep", [True, False])
def test_search_answers_while_you_type(new_page, may_keep):
    """Also if the browser lets no page keep anything."""
    from playwright.sync_api import expect

    page = new_page()
    if not may_keep:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
        )
    page.goto("/docs")
    page.keyboard.press("/")
    page.keyboard.type("void invoice")
    first = page.locator(".found a").first
    expect(first).to_contain_text("Void a sent invoice")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/docs/reference/invoices#void$"))
    expect(page.locator("#void h2")).to_be_in_viewport()


def test_an_answer_that_comes_late_leaves_the_arrow_keys_where_they_are(new_page):
    from playwright.sync_api import expect

    page = new_page()
    page.goto("/docs")
    page.keyboard.press("/")
    page.keyboard.type("payment")
    first = page.locator(".found a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.evaluate(
        "const input = document.querySelector('.find input'); input.value = 'void invoice';"
        "input.dispatchEvent(new Event('input'));"
    )
    expect(first).to_contain_text("Void a sent invoice")
    expect(first).to_be_focused()


def test_without_javascript_all_of_it_works(new_page):
    from playwright.sync_api import expect

    page = new_page(width=390, java_script_enabled=False)
    page.goto("/docs/reference/invoices")
    page.locator(".languages label", has_text="TypeScript").click()
    expect(page.locator("#create pre.l-typescript")).to_be_visible()
    expect(page.locator("#create pre.l-curl")).to_be_hidden()
    page.get_by_role("link", name="Menu").click()
    page.locator("#tree").get_by_role("link", name="Money").click()
    expect(page.get_by_role("heading", name="Money", level=1)).to_be_visible()
    page.locator("#find").fill("rate limits")
    page.locator("#find").press("Enter")
    expect(page.locator(".results a").first).to_contain_text("Rate limits")


def test_a_deep_link_opens_what_is_folded(new_page):
    from playwright.sync_api import expect

    page = new_page()
    page.goto("/docs/reference/invoices#create.lines.unit_price")
    expect(page.locator("[id='create.lines.unit_price']")).to_be_in_viewport()
