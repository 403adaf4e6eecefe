"""A customer uses a webhook in a browser, from the first to the last step, with a real receiver and a real worker."""

import re

import pytest

from accounting.events import CATALOGUE
from foundation import tenancy
from tests.factories import make_company, make_event, owner_of
from tests.people import PASSWORD
from tests.webhooks.conftest import until
from tests.webhooks.receiver import Reply
from webhooks import signing
from webhooks.models import Delivery, Endpoint

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_sign_in_to_the_end_of_a_webhook(new_page, hook, worker):
    from playwright.sync_api import expect

    with tenancy.everyone():
        company = make_company(name="Harbor Lane Inc")
        admin = owner_of(company)
    page = new_page()
    page.goto("/settings/api/webhooks")

    # Sign in; an empty list teaches
    page.get_by_label("E-mail address").fill(admin.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hear about it the moment it happens")).to_be_visible()

    with worker():
        # New webhook: the secret is generated in the browser, the test arrives signed with it
        page.get_by_role("link", name="New webhook").click()
        page.get_by_label("URL").fill(hook.url)
        page.get_by_label("Chosen events").check()
        page.get_by_placeholder("Search events").fill("invoice.paid")
        expect(page.get_by_label("bill.approved")).to_be_hidden()
        page.get_by_label("invoice.paid").check()
        expect(page.get_by_text(f"1 chosen, 1 of {len(CATALOGUE) - 1} shown")).to_be_visible()
        page.get_by_role("button", name="Generate").click()
        secret = page.get_by_label("Secret", exact=False).first.input_value()
        assert len(secret) == 43
        page.get_by_role("button", name="Save and send a test").click()
        expect(page.get_by_label("Secret", exact=True)).to_have_value(secret)
        expect(page.get_by_label("For Standard Webhooks libraries")).to_have_value(signing.standard_form(secret))
        expect(page.get_by_role("heading", name="The test arrived")).to_be_visible()
        (test,) = hook.wait_for(1)
        assert test.headers["X-Atlas-Event"] == "webhook.test"
        assert test.headers["X-Atlas-Signature"] == signing.atlas_signature(secret, test.body)

        # The secret is not shown again
        page.reload()
        expect(page.get_by_label("Secret", exact=True)).to_have_count(0)

        # An event is delivered; its delivery opens to request and answer
        with tenancy.everyone():
            make_event(company, "invoice.paid")
        hook.wait_for(2)
        until(lambda: Delivery.objects.get(event_type="invoice.paid").status == "succeeded")
        page.reload()
        page.get_by_role("link", name=re.compile("^invoice.paid")).click()
        expect(page.get_by_text("Delivered on attempt 1.")).to_be_visible()
        expect(page.get_by_label("Body of the response to attempt 1")).to_have_text("thanks")
        expect(page.get_by_label("Request body, indented")).to_contain_text('"amount": 1500.00')
        page.go_back()

        # The receiver fails: the delivery is seen retrying, and resending delivers it
        hook.rule = lambda request: Reply(503, b"down for repairs")
        with tenancy.everyone():
            make_event(company, "invoice.paid")
        hook.wait_for(3)
        until(lambda: Delivery.objects.filter(status="pending", attempts=1, lease=None).exists())
        page.reload()
        expect(page.get_by_text("Attempt 1 of 10, next in")).to_be_visible()
        expect(page.locator("#health").get_by_text("Failing", exact=True)).to_be_visible()
        page.get_by_label("Status", exact=True).select_option("Pending")
        expect(page.get_by_role("link", name=re.compile("^(invoice.paid|webhook.test)"))).to_have_count(1)
        page.get_by_role("link", name=re.compile("^invoice.paid")).click()
        expect(page.get_by_text(re.compile(r"Attempt \d of 10 failed. The next one is in"))).to_be_visible()
        expect(page.get_by_text("down for repairs").first).to_be_visible()
        hook.rule = lambda request: Reply(200)
        page.get_by_role("button", name="Resend").click()
        expect(page.get_by_text(re.compile(r"Delivered on attempt \d\."))).to_be_visible()  # without a reload

        # Rotate: both secrets sign, the header stays with the old one until it is switched
        page.get_by_role("link", name=hook.url).click()
        page.get_by_role("link", name="Rotate secret").click()
        page.get_by_label("Keep the old secret for 24 hours").check()
        page.get_by_role("button", name="Rotate secret").click()
        expect(page.get_by_role("heading", name="The secret is being rotated")).to_be_visible()
        new_secret = page.get_by_label("Secret", exact=True).input_value()
        assert new_secret != secret
        page.get_by_role("button", name="Send test event").click()
        expect(page.get_by_role("heading", name="The test arrived")).to_be_visible()
        test = hook.requests[-1]
        assert test.headers["X-Atlas-Signature"] == signing.atlas_signature(secret, test.body)
        assert len(test.headers["webhook-signature"].split()) == 2
        page.get_by_role("button", name="Switch now").click()
        page.get_by_role("button", name="Send test event").click()
        expect(page.get_by_role("heading", name="The test arrived")).to_be_visible()
        test = hook.requests[-1]
        assert test.headers["X-Atlas-Signature"] == signing.atlas_signature(new_secret, test.body)

        # Disable: nothing is sent; enable and replay: what was missed arrives
        page.get_by_role("button", name="Disable").click()
        expect(page.get_by_text("Disabled by a user.")).to_be_visible()
        count = len(hook.requests)
        with tenancy.everyone():
            make_event(company, "invoice.paid")
        page.get_by_role("button", name="Enable").click()
        assert len(hook.requests) == count
        page.get_by_role("link", name="Replay…").click()
        page.get_by_role("button", name="Replay").click()
        expect(page.get_by_text("One event is queued. New events are sent first.")).to_be_visible()
        hook.wait_for(count + 1)

        # Delete
        page.get_by_role("link", name="Delete…").click()
        page.get_by_role("button", name="Delete webhook").click()
        expect(page.get_by_text(f"The webhook to {hook.url} was deleted.")).to_be_visible()
        expect(page.get_by_role("heading", name="Hear about it the moment it happens")).to_be_visible()
        with tenancy.everyone():
            assert not Endpoint.objects.filter(deleted_at=None).exists()

    page.get_by_role("button", name="Sign out").click()
    page.goto("/settings/api/webhooks")
    expect(page.get_by_role("heading", name="Sign in to Atlas")).to_be_visible()


def hands_on(page):
    """Return functions for a user without a mouse: press keys, read the focus, move it to an element."""

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    def focused() -> str:
        return page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")

    def tab_to(name: str) -> None:
        for _ in range(80):
            press("Tab")
            seen = page.evaluate(
                """[null, "::after"].map((part) => getComputedStyle(document.activeElement, part).outlineStyle)"""
            )
            assert set(seen) != {"none"}, f"{focused()} does not show that it has the focus"
            if focused().startswith(name):
                return
        raise AssertionError(f"Tab does not lead to {name}")

    return press, focused, tab_to


def test_the_whole_way_by_keyboard_alone(new_page, hook, worker):
    from playwright.sync_api import expect

    with tenancy.everyone():
        admin = owner_of(make_company())
    page = new_page()
    press, focused, tab_to = hands_on(page)

    def enter() -> None:
        with page.expect_navigation():
            press("Enter")

    def choose(name: str) -> None:
        tab_to(name)
        enter()

    def see(heading: str) -> None:
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()

    page.goto("/settings/api/webhooks")
    assert focused() == "email", "the first field has the focus"
    page.keyboard.type(admin.email)
    tab_to("password")
    page.keyboard.type(PASSWORD)
    enter()
    see("Webhooks")
    choose("New webhook")
    see("New webhook")
    tab_to("url")
    page.keyboard.type(hook.url)
    choose("Save and send a test")
    see("Sending a test event…")

    # While it is in progress its page fetches itself again: the focus and opened parts stay
    tab_to("webhook.test")
    page.wait_for_event("response")
    assert focused().startswith("webhook.test")
    with worker():
        see("The test arrived")
        assert focused().startswith("webhook.test")
        enter()
        expect(page.get_by_text("Delivered on attempt 1.")).to_be_visible()
    choose("Resend")  # nobody sends now
    tab_to("1")
    press("Enter")
    answer = page.get_by_label("Body of the response to attempt 1")
    expect(answer).to_be_hidden()
    for _ in range(2):
        page.wait_for_event("response")
    assert focused().startswith("1")
    expect(answer).to_be_hidden()

    page.goto(page.url.partition("/deliveries")[0])
    choose("Rotate secret")
    choose("Rotate secret")
    see("The secret is being rotated")
    choose("Disable")
    expect(page.get_by_text("Disabled by a user.")).to_be_visible()
    choose("Delete…")
    choose("Delete webhook")
    expect(page.get_by_text(f"The webhook to {hook.url} was deleted.")).to_be_visible()


def test_the_form_is_filled_and_sent_by_keyboard_alone(new_page, hook):
    from playwright.sync_api import expect

    with tenancy.everyone():
        admin = owner_of(make_company())
    page = new_page(admin)
    page.goto("/settings/api/webhooks/new")
    press, focused, tab_to = hands_on(page)

    press("Tab")
    assert focused() == "Skip to content"
    press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to("url")
    page.keyboard.type(hook.url)
    tab_to("which")
    press("ArrowDown")  # the other radio: the choice appears
    expect(page.get_by_label("invoice.paid")).to_be_visible()
    press("Tab")
    page.keyboard.type("bill.approved")
    press("Enter")  # searches, and does not send the form
    expect(page.get_by_label("invoice.paid")).to_be_hidden()
    tab_to("events")
    press("Space")
    expect(page.get_by_label("bill.approved")).to_be_checked()
    tab_to("Save and send a test")
    press("Enter")
    expect(page.get_by_role("heading", name="Copy the secret now")).to_be_visible()
    with tenancy.everyone():
        assert Endpoint.objects.get().events == ["bill.approved"]


def test_everything_works_without_scripts(new_page, hook):
    from playwright.sync_api import expect

    with tenancy.everyone():
        admin = owner_of(make_company())
    page = new_page(admin, java_script_enabled=False)
    page.goto("/settings/api/webhooks/new")
    expect(page.get_by_role("button", name="Generate")).to_have_count(0)
    page.get_by_label("URL").fill(hook.url)
    page.get_by_role("button", name="Save and send a test").click()
    expect(page.get_by_role("heading", name="Copy the secret now")).to_be_visible()
    expect(page.get_by_role("link", name="Refresh")).to_be_visible()
    page.get_by_label("Event", exact=True).select_option("webhook.test")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("link", name=re.compile("^webhook.test"))).to_have_count(1)
