"""The audit trail: what is in a record, who sees it, and that it never changes."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounting.ledger import accounts, contacts, journal, members, periods
from accounting.models import AccountingPeriod, Company
from accounting.taxes import tax_rates
from foundation import audit, mail, tenancy
from foundation.models import AuditRecord
from foundation.refusals import Refusal
from identity import operations
from identity.errors import WrongCredentials
from identity.models import Organization, User
from tests import factories
from tests.client import Client
from tests.people import make_admin, make_organization, make_user
from webhooks import operations as hooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return make_admin(make_organization())


@pytest.fixture
def company(admin: User) -> Company:
    return factories.make_company(by=admin)


def last(action: str) -> AuditRecord:
    return AuditRecord.objects.filter(action=action).latest("id")


def closed(company: Company, by: User) -> AccountingPeriod:
    return periods.close(factories.make_entry(company, date=datetime.date(2026, 1, 15)).period, by=by)


# What is in a record


def test_the_record_of_reopening_has_author_reason_address_and_request(company: Company, admin: User) -> None:
    period = closed(company, admin)
    headers = {"X-Request-Id": "audit-me-0001"}
    answer = Client(admin).post(
        f"/periods/{period.id}/reopen", {"reason": "A late bill."}, headers=headers, company_id=company.id
    )
    assert answer.status == 200
    record = last("period.reopened")
    assert (record.by, record.by_system) == (admin, "")
    assert (record.object_type, record.object_id) == ("period", period.id)
    assert (record.organization_id, record.company_id) == (company.organization_id, company.id)
    assert (record.old, record.new) == ({"seal": period.seal}, {"reason": "A late bill."})
    assert (record.request_id, record.address) == ("audit-me-0001", "127.0.0.1")


def test_pages_tell_the_request_and_the_address_too(company: Company, admin: User) -> None:
    browser, headers = Browser(headers={"X-Request-Id": "audit-me-0002"}), ("audit-me-0002", "127.0.0.1")
    browser.force_login(admin)
    endpoint = factories.make_webhook(company)
    browser.post(reverse("disable-webhook", args=[endpoint.id]))
    assert (last("webhook.disabled").request_id, last("webhook.disabled").address) == headers
    browser.post(reverse("end-other-sessions"))
    assert (last("user.sessions_ended").request_id, last("user.sessions_ended").address) == headers


def test_a_record_has_only_the_changed_values(company: Company, admin: User) -> None:
    rate = tax_rates.create(company, by=admin, name="VAT", percent=Decimal(20))
    tax_rates.update(rate, by=admin, name="VAT", percent=Decimal("19.5"))
    old, new = last("tax_rate.updated").old, last("tax_rate.updated").new
    assert (old["percent"], new["percent"]) == ("20.0000", "19.5")
    assert old.keys() == new.keys() == {"percent", "components"}


def test_a_draft_that_was_deleted_can_still_be_read(company: Company, admin: User) -> None:
    draft = factories.make_draft(company, "12.50")
    journal.delete_draft(draft, by=admin)
    assert [line["debit"] for line in last("journal_entry.deleted").old["lines"]] == ["12.5000", "0.0000"]


def test_the_system_is_told_by_name(company: Company) -> None:
    audit.record("webhook.disabled", factories.make_webhook(company), by="webhooks.drain")
    assert (last("webhook.disabled").by, last("webhook.disabled").by_system) == (None, "webhooks.drain")


def test_refusals_and_dry_runs_leave_no_record(company: Company, admin: User) -> None:
    account = factories.account(company, "1000")
    before = AuditRecord.objects.count()
    with pytest.raises(Refusal), transaction.atomic():
        accounts.update(account, by=admin, type="expense", name="Cash", subtype="bank")
    answer = Client(admin).patch(
        f"/chart-of-accounts/{account.id}", {"name": "Cash"}, company_id=company.id, dry_run="true"
    )
    assert answer.status == 200
    assert AuditRecord.objects.count() == before


def test_no_secret_gets_into_the_trail(company: Company, admin: User) -> None:
    endpoint = hooks.create(
        company.organization, by=admin, url="https://example.com/hooks", events=["*"], secret="0123456789abcdef"
    ).endpoint
    rotated = hooks.rotate_secret(endpoint, by=admin)
    operations.create_user(by=admin, email="new@example.com", full_name="New", password="a secret phrase")
    told = repr(list(AuditRecord.objects.values_list("old", "new")))
    for secret in (rotated.secret, "0123456789abcdef", "a secret phrase", "argon2"):
        assert secret not in told
    for name in ("password", "secret", "encrypted_secret"):
        with pytest.raises(ValueError, match="Secrets have no place"):
            audit.record("webhook.updated", endpoint, by=admin, new={name: "x"})


def test_a_sign_in_that_fails_is_recorded_with_its_address(admin: User) -> None:
    with pytest.raises(WrongCredentials):
        operations.sign_in(email=admin.email, password="wrong", address="192.0.2.1", request_id="r-1")
    record = last("user.sign_in_failed")
    assert (record.object_id, record.organization_id) == (admin.id, admin.organization_id)
    assert (record.new, record.address, record.request_id) == (
        {"door": "api", "reason": "wrong_password"},
        "192.0.2.1",
        "r-1",
    )


# Rules of PostgreSQL


@pytest.mark.parametrize(
    "statement", ["UPDATE identity_auditrecord SET action = 'x'", "DELETE FROM identity_auditrecord"]
)
def test_the_application_cannot_change_or_delete_a_record(company: Company, statement: str) -> None:
    before = list(AuditRecord.objects.values())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(AuditRecord.objects.values()) == before


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_not_even_the_owner_changes_or_deletes_a_record() -> None:
    with tenancy.everyone():
        factories.make_company()
        before = list(AuditRecord.objects.values())
    for statement in ("UPDATE identity_auditrecord SET action = 'x'", "DELETE FROM identity_auditrecord"):
        with pytest.raises(DatabaseError, match="never changes"), connections["owner"].cursor() as owner:
            owner.execute(statement)
    with tenancy.everyone():
        assert list(AuditRecord.objects.values()) == before != []


def test_an_organization_reads_and_writes_records_of_its_own_only(company: Company, admin: User) -> None:
    stranger = make_admin(make_organization("Bluebird Studio"))
    mine = set(AuditRecord.objects.filter(organization=company.organization).values_list("id", flat=True))
    with tenancy.organization(company.organization_id):
        assert set(AuditRecord.objects.values_list("id", flat=True)) == mine != set()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            audit.record("user.updated", stranger, by=admin)
    with tenancy.organization(stranger.organization_id):  # type: ignore[arg-type]
        assert not AuditRecord.objects.exists()


def test_a_record_about_a_company_belongs_to_the_companys_organization(company: Company, admin: User) -> None:
    strange = make_organization("Bluebird Studio")
    audit.record("company.updated", company, by=admin, company_id=company.id, organization_id=strange.id)
    assert last("company.updated").organization_id == company.organization_id


@pytest.mark.django_db(transaction=True)
def test_without_a_tenant_records_are_written_and_not_read() -> None:
    admin = make_admin(make_organization())
    operations.update_profile(by=admin, full_name="New Name")
    assert not AuditRecord.objects.exists()
    with tenancy.everyone():
        assert last("user.updated").new == {"full_name": "New Name"}


# The API


def test_admins_of_the_organization_list_the_trail_newest_first(company: Company, admin: User) -> None:
    contact = contacts.create(company, by=admin, kind="vendor", name="Old")
    contacts.update(contact, by=admin, name="New")
    answer = Client(admin).get("/audit", object_id=contact.id)
    assert [item["action"] for item in answer.json["items"]] == ["contact.updated", "contact.created"]
    item = answer.json["items"][0]
    assert item["by"] == {"id": str(admin.id), "full_name": admin.full_name}
    assert (item["old"], item["new"]) == ({"name": "Old"}, {"name": "New"})
    assert (item["company_id"], item["object_type"]) == (str(company.id), "contact")


def test_the_trail_is_filtered_by_each_of_its_columns(company: Company, admin: User) -> None:
    other = factories.make_company(by=admin)
    accountant = make_user(company.organization)
    members.assign(company, user=accountant, role="accountant", by=admin)
    contact = contacts.create(other, by=accountant, kind="vendor", name="New")
    client = Client(admin)

    def found(**query: Any) -> set[str]:
        answer = client.get("/audit", **query)
        assert answer.status == 200, answer
        return {item["action"] for item in answer.json["items"]}

    assert found(company_id=other.id) == {"company.created", "contact.created"}
    assert found(by_id=accountant.id) == {"contact.created"}
    assert found(object_type="member,contact") == {"member.assigned", "contact.created"}
    assert found(object_id=contact.id) == {"contact.created"}
    assert found(action="member.assigned") == {"member.assigned"}
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    assert found(since=tomorrow.isoformat(timespec="seconds").replace("+00:00", "Z")) == set()
    assert found(until=tomorrow.isoformat(timespec="seconds").replace("+00:00", "Z"), action="company.created")


def test_the_trail_is_for_admins_of_the_organization(company: Company) -> None:
    member = make_user(company.organization)
    members.assign(company, user=member, role="admin", by=factories.owner_of(company))
    assert Client(member).get("/audit").status == 403
    stranger = make_admin(make_organization("Bluebird Studio"))
    assert Client(stranger).get("/audit").json["items"] == []


# The admin


def staff(*, superuser: bool) -> Browser:
    browser = Browser()
    browser.force_login(make_user(None, "staff@example.com", is_staff=True, is_superuser=superuser))
    return browser


def test_staff_see_the_records_of_an_object_on_its_history_page(company: Company, admin: User) -> None:
    contact = contacts.create(company, by=admin, kind="vendor", name="Old")
    contacts.update(contact, by=admin, name="New & shiny")
    page = staff(superuser=True).get(reverse("admin:accounting_contact_history", args=[contact.id])).content.decode()
    assert "contact.updated" in page
    assert "name: Old" in page
    assert "name: New &amp; shiny" in page


def test_staff_without_the_right_see_no_trail(company: Company, admin: User) -> None:
    contact = contacts.create(company, by=admin, kind="vendor", name="Old")
    browser = staff(superuser=False)
    assert browser.get(reverse("admin:identity_auditrecord_changelist")).status_code == 403
    answer = browser.get(reverse("admin:accounting_contact_history", args=[contact.id]))
    assert "contact.created" not in answer.content.decode()


def test_the_list_of_staff_is_only_to_read(company: Company) -> None:
    browser, record = staff(superuser=True), AuditRecord.objects.first()
    assert record is not None
    assert browser.get(reverse("admin:identity_auditrecord_changelist")).status_code == 200
    assert (
        "company.created"
        in browser.get(reverse("admin:identity_auditrecord_change", args=[record.id])).content.decode()
    )
    for page, ids in (("add", []), ("delete", [record.id])):
        assert browser.get(reverse(f"admin:identity_auditrecord_{page}", args=ids)).status_code == 403


def test_changes_by_staff_in_djangos_forms_are_recorded(admin: User) -> None:
    organization = admin.organization
    assert organization is not None
    page = reverse("admin:identity_organization_change", args=[organization.id])
    answer = staff(superuser=True).post(page, {"name": organization.name, "tier": "enterprise"})
    assert answer.status_code == 302
    record = last("organization.updated")
    assert (record.old, record.new) == ({"tier": "standard"}, {"tier": "enterprise"})
    assert record.organization == Organization.objects.get(id=organization.id)


def test_rights_that_staff_give_and_take_are_recorded() -> None:
    browser = staff(superuser=True)
    view, change = (Permission.objects.get(codename=f"{verb}_user") for verb in ("view", "change"))
    group = Group.objects.create(name="Support")
    page = reverse("admin:auth_group_change", args=[group.pk])
    assert browser.post(page, {"name": "Support", "permissions": [view.pk, change.pk]}).status_code == 302
    record = last("group.updated")
    assert (record.old, record.new) == (
        {"permissions": []},
        {"permissions": ["identity.change_user", "identity.view_user"]},
    )
    assert (record.organization, record.by) == (None, User.objects.get(is_superuser=True))
    assert "group.updated" in browser.get(reverse("admin:auth_group_history", args=[group.pk])).content.decode()

    helper = make_user(None, is_staff=True)
    form = {"email": helper.email, "full_name": helper.full_name, "role": helper.role, "is_active": "on"}
    page = reverse("admin:identity_user_change", args=[helper.id])
    assert browser.post(page, form | {"is_staff": "on", "groups": [group.pk]}).status_code == 302
    record = last("user.updated")
    assert (record.object_id, record.old, record.new) == (helper.id, {"groups": []}, {"groups": ["Support"]})

    page = reverse("admin:auth_group_delete", args=[group.pk])
    assert browser.post(page, {"post": "yes"}).status_code == 302
    assert last("group.deleted").old == {
        "name": "Support",
        "permissions": ["identity.change_user", "identity.view_user"],
        "users": [helper.email],
    }


def test_a_mail_that_staff_send_again_is_recorded() -> None:
    by = make_user(None, is_staff=True)
    sent = mail.send(to="ann@example.com", subject="Welcome", body="Hello")
    mail.send_again(sent, by=by)
    record = last("mail.sent_again")
    assert (record.by, record.organization, record.new) == (by, None, {"to": "ann@example.com", "subject": "Welcome"})
