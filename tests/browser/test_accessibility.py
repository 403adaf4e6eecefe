"""Every page in every state, in both colour schemes and at phone width: axe finds no errors, nothing is too wide, and
buttons are called what is written on them."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation import tenancy
from identity import api_keys
from identity import operations as identity
from pages.reports import REPORTS
from tests.factories import (
    hold,
    make_approved_bill,
    make_company,
    make_customer,
    make_event,
    make_payment,
    make_sent_invoice,
    make_webhook,
    owner_of,
)
from tests.nightly import one_in
from tests.people import PASSWORD, make_key, make_user
from webhooks import operations
from webhooks.models import Attempt, Delivery, Endpoint, EndpointHour

pytestmark = pytest.mark.django_db(transaction=True)

EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LOOKS = {
    "runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
"""What may differ between the widths: the document is the same, and so are its colours."""
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
LAYOUTS = ((1280, "light", EVERYTHING), (1280, "dark", COLOURS), (390, "light", LOOKS))
OPEN_DETAILS = """
for (const details of document.querySelectorAll("details")) { details.removeAttribute("name"); details.open = true; }
"""
NAMES = """() => {
  axe.setup(document);
  const plain = (text) => text.toLowerCase().replace(/\\s/g, "");
  const all = [];
  for (const element of document.querySelectorAll("a[href], button, summary, [role=button], [role=link]")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const copy = element.cloneNode(true);
    for (const unseen of copy.querySelectorAll(".visually-hidden, [aria-hidden=true], svg")) unseen.remove();
    const name = axe.commons.text.accessibleText(element);
    all.push([plain(copy.textContent), plain(name), element.outerHTML.slice(0, 160)]);
  }
  axe.teardown();
  return all;
}"""
LONG_URL = "https://hooks.example.com/" + "a-very-long-path-" * 20
LIST = "/settings/api/webhooks"
KEYS = "/settings/api/keys"


def make_history(endpoint: Endpoint, company: Any) -> list[Delivery]:
    """Give a webhook deliveries in every state."""
    now = timezone.now()
    made = []
    for number, (status, code, error) in enumerate(
        [("succeeded", 200, ""), ("pending", 503, ""), ("exhausted", None, "dns"), ("pending", None, "timeout")]
    ):
        is_pending = status == "pending"
        delivery = Delivery.objects.create(
            organization_id=endpoint.organization_id,
            endpoint=endpoint,
            company=company,
            event=make_event(company, "invoice.paid"),
            event_type="invoice.paid",
            status=status,
            attempts=1,
            step=1,
            finished_at=None if is_pending else now,
            next_attempt_at=now + timedelta(hours=2) if is_pending else None,
        )
        Attempt.objects.create(
            delivery=delivery,
            organization_id=endpoint.organization_id,
            endpoint=endpoint,
            number=1,
            started_at=now - timedelta(hours=number),
            duration_ms=120,
            succeeded=status == "succeeded",
            status_code=code,
            error=error,
            request_headers={"X-Atlas-Signature": "f" * 64},
            answer=b"<html>" + b"x" * 400,
        )
        EndpointHour.objects.create(
            endpoint=endpoint,
            organization_id=endpoint.organization_id,
            start=now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=number),
            succeeded=int(status == "succeeded"),
            failed=int(status != "succeeded"),
        )
        made.append(delivery)
    return made


@pytest.fixture
def world(site: str) -> dict[str, Any]:
    """Return three users, and the addresses that each opens."""
    with tenancy.everyone():
        newcomer = owner_of(make_company())
        company = make_company(name="Harbor Lane Inc")
        admin = owner_of(company)
        make_company(by=admin)
        member = make_user(company.organization)
        staff = make_user(None, is_staff=True)
        failing = make_webhook(
            company, LONG_URL, events=["invoice.paid", "invoice.sent", "bill.approved", "period.closed"]
        )
        disabled = make_webhook(company, "https://example.com/off", description="Off for now", company_id=company.id)
        operations.disable(disabled, by=admin)
        operations.rotate_secret(failing, by=admin, switch_header=False)
        held = make_webhook(company, "https://example.com/busy", description="Rate-limited")
        hold(held, minutes=42)
        key = make_key(admin, name="A key for each program " * 8, scopes=["invoices:read"]).key
        api_keys.rotate(key, by=admin)
        api_keys.revoke(make_key(admin, company_ids=[company.id]).key, by=admin)
        good, retrying, _, _ = make_history(failing, company)
        Endpoint.objects.filter(id=failing.id).update(consecutive_failures=2, failing_since=timezone.now())
        customer = make_customer(company, name="A customer with a name of some length " * 3)
        invoice = make_sent_invoice(company, "12345678.90", customer=customer)
        make_approved_bill(company)
        make_payment(company, contact=customer)
        empty = make_company(by=admin, name="Empty")
    identity.sign_in(email=admin.email, password=PASSWORD, address="192.0.2.1")
    page = lambda name, *ids: reverse(name, args=ids)  # noqa: E731
    return {
        "nobody": (
            None,
            ["/sign-in", "/forgot-password", "/forgot-password/mailed", "/reset-password/x/y", "/nothing"],
        ),
        "member": (member, [LIST, "/settings/security", "/reports"]),
        "newcomer": (newcomer, [LIST, KEYS, "/settings/api"]),
        "staff": (staff, ["/settings/security"]),
        "admin": (
            admin,
            [
                "/settings/api",
                LIST,
                f"{LIST}/new",
                page("webhook", failing.id),
                page("webhook", failing.id) + "?status=exhausted&event=bill.approved",
                page("webhook", disabled.id),
                page("webhook", held.id),
                page("delivery", failing.id, good.id),
                page("delivery", failing.id, retrying.id),
                page("edit-webhook", failing.id),
                page("rotate-secret", failing.id),
                page("replay-webhook", failing.id),
                page("delete-webhook", failing.id),
                KEYS,
                f"{KEYS}/new",
                page("key", key.id),
                page("edit-key", key.id),
                page("rotate-key", key.id),
                page("revoke-key", key.id),
                page("reports-of", company.id),
                *(page("report", company.id, name) for name in REPORTS),
                *(page("report", empty.id, name) for name in ("profit-loss", "general-ledger", "aged-receivables")),
                page("report", company.id, "aged-receivables") + "?items=on",
                page("report", company.id, "profit-loss") + "?interval=month&start_date=2025-01-01&end_date=2026-12-31",
                page("report", company.id, "customer-statement") + f"?contact={customer.id}&start_date=2020-01-01",
                page("report", company.id, "general-ledger") + "?account=x&contact=y&start_date=z&known_at=w",
                page("entry", company.id, invoice.journal_entry_id),
                page("document", company.id, "invoice", invoice.id),
                page("contact", company.id, customer.id),
                page("integrity", company.id),
            ],
        ),
    }


def test_no_page_has_a_fault_that_axe_finds_or_a_name_that_is_not_read(new_page, world):
    """Users of voice control say the text that they read (WCAG 2.5.3), so a name begins with it."""
    from axe_playwright_python.base import AXE_SCRIPT
    from axe_playwright_python.sync_playwright import Axe

    axe, faults = Axe("if (!window.axe) {" + AXE_SCRIPT + "}"), []  # once a page
    walked, everywhere, turns = 0, [], count()

    def judge(page: Any, name: str) -> None:
        page.wait_for_load_state()  # after a click too, the style sheet must be there
        for width, scheme, options in (LAYOUTS[0], *one_in(2, LAYOUTS[1:], next(turns))):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            for violation in axe.run(page, options=options).response["violations"]:
                faults.extend(
                    f"{name}, {width} {scheme}: {violation['id']}: {node['html'][:160]}" for node in violation["nodes"]
                )
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{name}, {width} {scheme}: wider than the screen")

    for user, addresses in world.values():
        page = new_page(user)
        for address in addresses:
            page.goto(address)
            page.evaluate(OPEN_DETAILS)
            judge(page, address)
            page.set_viewport_size({"width": 1280, "height": 900})
            for seen, name, html in page.evaluate(NAMES):
                walked += 1
                if not name or not name.startswith(seen):
                    faults.append(f"{address}: called {name!r}, written {seen!r}: {html}")
                if seen.startswith("signout"):
                    everywhere.append((seen, name))
    assert walked > 150
    assert ("signouteverywhere", "signouteverywhere") in everywhere
    assert all(seen == name for seen, name in everywhere)
    page.goto(world["admin"][1][-1])
    page.get_by_role("button", name="Check the books").click()
    page.get_by_text("checks hold.").wait_for()
    judge(page, "checked books")
    page.goto(f"{LIST}/new")  # the form with errors, then the page after saving
    page.get_by_label("URL").fill("https://10.0.0.1/")
    page.get_by_label("Chosen events").check()
    page.get_by_role("button", name="Save and send a test").click()
    page.get_by_role("alert").wait_for()
    judge(page, "refused form")
    page.get_by_label("URL").fill("https://example.com/new")
    page.get_by_label("All events").check()
    page.get_by_role("button", name="Save and send a test").click()
    page.get_by_role("heading", name="Copy the secret now").wait_for()
    judge(page, "new webhook")
    assert not faults, "\n".join(faults)
