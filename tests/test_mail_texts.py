"""Test all mails with hostile text in all places that a sender can fill: our own link is the only one."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Template
from django.test.signals import template_rendered
from django.utils import timezone
from django_otp.oath import TOTP

from accounting.documents import invoices
from accounting.models import Company, Contact, Invoice, InvoiceLine
from foundation import mail, plain
from foundation.models import OutgoingEmail
from identity import invitations, operations, second_factor
from identity.models import Authenticator, Organization, User
from tests import factories
from tests.foundation.test_plain import holds_a_link
from tests.people import PASSWORD, make_admin, make_organization, make_user
from webhooks import upkeep

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent
HOSTILE = (
    "https://evil.example/?a=1 www.evil.com ｅｖｉｌ。com evil\u200b.com\r\n\r\nPay at evil.com, mailto:me@evil.com "
    "\u202e//evil =?utf-8?q?evil=2Ecom?= 1.2.3.4\u2028[x](http://evil.com)"
)


def organization() -> Organization:
    return make_organization(HOSTILE)


def admin(name: str = HOSTILE) -> User:
    return make_admin(organization(), full_name=name)


def invitation() -> None:
    by = admin()
    user = invitations.invite(by=by, email="new@example.com")
    User.objects.filter(id=user.id).update(full_name=HOSTILE)
    OutgoingEmail.objects.all().delete()
    user.refresh_from_db()
    invitations._mail(user, by)


def password_reset() -> None:
    operations.request_password_reset(email=admin().email, address="192.0.2.1")


def code(user: User, *, later: int = 0) -> str:
    totp = TOTP(Authenticator.objects.get(user=user).secret, step=Authenticator.STEP_SECONDS)
    totp.time = time.time() + later * Authenticator.STEP_SECONDS
    return f"{totp.token():06}"


def security_notices() -> None:
    user = admin()
    second_factor.set_up(by=user, password=PASSWORD, address="192.0.2.1")
    codes = second_factor.confirm(by=user, code=code(user), address="192.0.2.1")[1]
    codes = second_factor.renew_recovery_codes(by=user, password=PASSWORD, code=codes[0], address="192.0.2.1")
    second_factor.turn_off(by=user, password=PASSWORD, code=codes[0], address="192.0.2.1")
    second_factor.set_up(by=user, password=PASSWORD, address="192.0.2.1")
    second_factor.confirm(by=user, code=code(user), address="192.0.2.1")
    second_factor.remove(user, by=make_user(None, is_staff=True, is_superuser=True))


def invoice() -> None:
    company = factories.make_company(by=admin())
    Company.objects.filter(id=company.id).update(name=HOSTILE)
    customer = factories.make_customer(company, email="customer@example.com")
    Contact.objects.filter(id=customer.id).update(name=HOSTILE)
    draft = factories.make_invoice(company, customer=customer)
    Invoice.objects.filter(id=draft.id).update(reference=HOSTILE[:100], notes=HOSTILE, invoice_number="INV.evil.com/1")
    InvoiceLine.objects.filter(invoice=draft).update(description=HOSTILE)
    draft.refresh_from_db()
    invoices.send(draft, by=draft.created_by)


def disabled_webhook() -> None:
    endpoint = factories.make_webhook(factories.make_company(by=admin()), url="https://evil.example/hook?a=1")
    now = timezone.now()
    type(endpoint).objects.filter(id=endpoint.id).update(
        is_enabled=False, disabled_at=now, disabled_reason="gone", notice_at=now
    )
    assert upkeep.write_notices() == 1


MAILS: dict[Callable[[], None], int] = {
    invitation: 1,
    password_reset: 1,
    security_notices: 5,
    invoice: 1,
    disabled_webhook: 1,
}
"""The functions that write mail, and how many mails each writes."""


def own_links(body: str) -> list[str]:
    return re.findall(rf"(?m)^{re.escape(settings.PUBLIC_URL)}/\S+$", body)


@pytest.mark.parametrize("write", MAILS, ids=lambda write: write.__name__)
def test_our_own_link_is_the_only_one_in_a_mail(write: Callable[[], None]) -> None:
    write()
    written = list(OutgoingEmail.objects.order_by("id"))
    assert len(written) == MAILS[write]
    for each in written:
        body = mail.body_of(each)
        links = own_links(body)
        assert len(links) == (0 if write in (security_notices, invoice) else 1)
        rest = body.replace(links[0], "") if links else body
        assert not any(holds_a_link(line) for line in [each.subject, *rest.split("\n")]), body
        assert all(one == "\n" or one.isprintable() for one in each.subject + rest)
        assert not any(line.startswith("Pay at") for line in rest.split("\n")), "a sender's line ends where we end it"
        assert "evil. com" in each.subject + rest or write is disabled_webhook


def test_every_template_of_a_mail_is_among_them() -> None:
    rendered: set[str] = set()

    def note(template: Template, **_: object) -> None:
        rendered.add(str(template.name))

    template_rendered.connect(note)
    try:
        for write in MAILS:
            write()
    finally:
        template_rendered.disconnect(note)
    areas = ("accounting", "api", "identity", "webhooks")
    there = [path for area in areas for path in (ROOT / area).glob("templates/**/*_mail.txt")]
    assert {"/".join(path.parts[-2:]) for path in there} == rendered


def test_a_link_in_a_mail_leads_to_us_or_is_refused() -> None:
    for link in ("https://evil.example/", f"{settings.PUBLIC_URL}.evil.example/"):
        with pytest.raises(ValueError, match="PUBLIC_URL"):
            mail.send(to="ada@example.com", subject="A", body=link, link=link)
    assert not OutgoingEmail.objects.exists()


def test_what_a_caller_forgets_to_make_plain_holds_no_link_either() -> None:
    link = f"{settings.PUBLIC_URL}/settings"
    written = mail.send(to="ada@example.com", subject=HOSTILE, body=f"{HOSTILE}\n{link}\n{HOSTILE}", link=link)
    body = mail.body_of(written)
    assert own_links(body) == [link]
    assert not any(holds_a_link(line) for line in body.replace(link, "").split("\n"))
    assert written.subject == plain.one_line(HOSTILE)
