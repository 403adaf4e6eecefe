"""`manage.py move_organization` between two real databases: everything arrives as it was, or nothing does."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client as Browser
from django.utils import timezone
from psycopg import sql

from accounting.models import Company, Event, JournalEntry, LedgerHead
from accounting.recurring import generating
from accounting.reports import integrity
from atlas.moving import NotMoved, copying, steps, tables
from foundation import audit, guards, mail, tenancy
from foundation.models import AuditRecord, OutgoingEmail
from identity import second_factor
from identity.models import Authenticator, Organization, OrganizationMove, RecoveryCode, User
from tests import factories
from tests.accounting.exchange.archived import archive_of, make_everything
from tests.client import Client
from tests.conftest import empty_tables
from tests.identity.test_second_factor import code_of
from tests.people import PASSWORD, make_admin, make_key, make_organization, make_user
from tests.servers import TEMPLATE, owner_url, recreate, superuser_url
from webhooks import engine
from webhooks.models import Attempt, Delivery, EndpointHour, FanOut

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
HERE = "203.0.113.7"
ADDRESS = "https://north.atlas.example"


@contextmanager
def another(name: str, worker_id: str) -> Iterator[str]:
    """The owner's address of another database with this release's tables."""
    recreate(name, like=TEMPLATE)
    yield owner_url(name)
    with psycopg.connect(owner_url(TEMPLATE.replace("template", worker_id)), autocommit=True) as owner:
        owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def other_url(django_db_setup: None, worker_id: str) -> Iterator[str]:
    with another(f"atlas_other_{worker_id}", worker_id) as url:
        yield url


@pytest.fixture
def third(worker_id: str) -> Iterator[str]:
    with another(f"atlas_third_{worker_id}", worker_id) as url:
        yield url


@pytest.fixture
def other(other_url: str) -> Iterator[str]:
    """The same, with nothing in it afterwards."""
    yield other_url
    root = superuser_url(other_url.rpartition("/")[2])
    with psycopg.connect(root or other_url, autocommit=True) as connection:
        empty_tables(connection, by_superuser=root is not None)


class There:
    """Let all code use the other database, as the application."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> None:
        self.here = connections["default"]
        connections["default"] = self.here.copy()
        connections["default"].settings_dict["NAME"] = self.url.rpartition("/")[2]

    def __exit__(self, *error: object) -> None:
        connections["default"].close()
        connections["default"] = self.here

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Run commands there."""
        here = connections["owner"]
        connections["owner"] = here.copy()
        connections["owner"].settings_dict["NAME"] = self.url.rpartition("/")[2]
        try:
            yield
        finally:
            connections["owner"].close()
            connections["owner"] = here


@pytest.fixture
def there(other: str) -> There:
    return There(other)


def move(organization: Organization, url: str, **options: Any) -> str:
    said = io.StringIO()
    call_command("move_organization", str(organization.pk), to=url, stdout=said, **options)
    return said.getvalue()


def make_whole() -> Company:
    """Return books in an organization that has a row in each table that is moved."""
    company = make_everything()
    admin = factories.owner_of(company)
    factories.make_member(company, "viewer")
    factories.make_import(company)
    endpoint = factories.make_webhook(company)
    authenticator = second_factor.set_up(by=admin, password=PASSWORD, address=HERE)
    second_factor.confirm(by=admin, code=code_of(authenticator.secret), address=HERE)
    made = Client(User.objects.get(id=admin.id)).post(
        f"/companies/{company.pk}/contacts/vendors", {"name": "Once"}, {"Idempotency-Key": "once"}
    )
    assert made.status == 201, made
    factories.make_entry(company)
    engine.queue.look()
    delivery = Delivery.objects.filter(endpoint=endpoint).latest("id")
    now = {"started_at": delivery.created_at, "duration_ms": 3, "succeeded": False, "status_code": 500}
    of = {"organization": company.organization, "endpoint": endpoint}
    Attempt.objects.create(delivery=delivery, number=1, request_headers={}, answer=b"\x00\\n", **now, **of)
    EndpointHour.objects.create(start=delivery.created_at, succeeded=0, failed=1, **of)
    staff = make_user(None, is_staff=True, full_name="Sam of Atlas")
    audit.record("company.updated", company, by=staff, new={"name": "x"}, organization_id=company.organization_id)
    return company


def make_simple() -> Company:
    with tenancy.everyone():
        company = factories.make_entry(factories.make_company(name="Bluebird Studio")).company
        make_key(factories.owner_of(company))
    return company


def digests(organization: Organization) -> dict[str, Any]:
    """Return what is in each table here."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        copying.begin_reading(cursor)
        return copying.digests(organization, connections["owner"])


def differing(some: dict[str, Any], others: dict[str, Any]) -> set[str]:
    return {name for name in some.keys() | others.keys() if some.get(name) != others.get(name)}


def is_there(there: There, organization: Organization) -> bool:
    with there, tenancy.everyone():
        return Organization.objects.filter(id=organization.pk).exists()


def works(company: Company) -> bool:
    """Whether its books can be written to here."""
    with steps.at("owner"):
        admin = User.objects.filter(organization_id=company.organization_id, role="admin").earliest("created_at")
    answer = Client(admin).post(f"/companies/{company.pk}/contacts/vendors", {"name": "One more"})
    assert answer.status in (201, 403, 503), answer
    return answer.status == 201


# What is moved


def test_every_table_is_moved_or_left_out_for_a_reason() -> None:
    named = {table.name for table in tables.tables()} | {"django_migrations"}
    named |= {apps.get_model(label)._meta.db_table for label in tables.LEFT_OUT}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        found = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
            " WHERE contype = 'f' AND conparentid = 0"
        )
        keys = cursor.fetchall()
    assert found <= named, (
        "These tables are moved with no organization. If nothing says whose their rows are, name the model with the "
        "reason in LEFT_OUT of atlas/moving/tables.py."
    )
    place = {table.name: number for number, table in enumerate(tables.tables())}
    lost = [(one, to) for one, to in keys if one in place and to not in place and to != "accounting_currency"]
    assert lost == [], "Rows are moved without those that they refer to."
    assert [(one, to) for one, to in keys if one in place and place.get(to, -1) > place[one]] == []
    left = {table for label in tables.LEFT_OUT for table in [apps.get_model(label)] if hasattr(table, "organization")}
    assert left == {OrganizationMove}


def test_everything_arrives_and_goes_on_there_and_is_removed_here(
    other: str, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "ROWS_AT_ONCE", 2)
    with there, tenancy.everyone():  # so that numbers which PostgreSQL counts are others there
        resident = factories.make_entry(factories.make_company(name="There before")).company
        user = factories.owner_of(resident)
        with_an_app(user)
    stays = make_simple()
    with tenancy.everyone():
        company = make_whole()
        organization, admin = company.organization, factories.owner_of(company)
        key = make_key(admin)
    before, archive, others = digests(organization), archive_of(company), digests(stays.organization)
    assert [name for name, table in before.items() if not table["rows"]] == [], (
        "Nothing shows that these tables are moved: let make_whole add a row to them."
    )
    head = LedgerHead.objects.using("owner").get(company=company)

    said = move(organization, other, address=ADDRESS)

    assert head.last_hash in said
    assert "names there: 1" in said
    with there:
        assert guards.differences(connection) == []
        with transaction.atomic():
            assert rows(archive_of(company)) == rows(archive)
        with tenancy.everyone():
            record = AuditRecord.objects.get(action="organization.arrived")
            assert record.organization_id == organization.pk
            assert differing(record.new["tables"], before) == {"identity_auditrecord"}  # that the move began
            codes = RecoveryCode.objects.filter(authenticator=Authenticator.objects.get(user=admin))
            assert codes.count() == before["identity_recoverycode"]["rows"]
            sam = User.objects.get(full_name="Sam of Atlas")
            assert (sam.is_active, sam.removed_at is not None, sam.has_usable_password()) == (False, True, False)
            followed = FanOut.objects.get(company=company).sequence
            waiting = Delivery.objects.filter(status="pending").count()
        client = Client()
        client.headers = {"Authorization": f"Bearer {key.secret}"}
        with tenancy.everyone():
            left, right = factories.two_accounts(company)
        lines = [{"account_id": str(left.id), "debit": 5}, {"account_id": str(right.id), "credit": 5}]
        body = {"date": "2026-09-15", "lines": lines, "status": "posted"}
        made = client.post(f"/companies/{company.pk}/journal-entries", body)
        assert (made.status, made.json["entry_number"]) == (201, head.last_number + 1), made
        while engine.queue.look()[0]:
            pass
        with tenancy.everyone():
            assert JournalEntry.objects.get(id=UUID(made.json["id"])).previous_hash == head.last_hash
            new = Event.objects.filter(company=company, sequence__gt=followed).count()
            assert Delivery.objects.filter(status="pending").count() == waiting + new
            assert all(not check.failed for one in (company, resident) for check in integrity.checks(one))

    assert digests(organization) == record.new["tables"], "what moved is still here as it was"
    answer = client.get(f"/companies/{company.pk}/chart-of-accounts")
    assert (answer.status, answer.code) == (403, "organization_moved")
    assert ADDRESS in answer.json["detail"]
    for status, method in ((403, "get"), (403, "post")):
        assert getattr(Client(admin), method)(f"/companies/{company.pk}/contacts/vendors").status == status
    signing_in = Client().post("/auth/login", {"email": factories.owner_of(stays).email, "password": PASSWORD})
    assert signing_in.status == 200, "others are here as before"
    assert works(stays)
    others = digests(stays.organization)
    with pytest.raises(CommandError, match="has moved already"):
        move(organization, other)

    assert "Removed" in move(organization, other, remove=True)
    assert {table["rows"] for table in digests(organization).values()} == {0}
    assert digests(stays.organization) == others
    with steps.at("owner"), tenancy.everyone():
        assert not OrganizationMove.objects.exists()
        assert not User.objects.filter(id=admin.id).exists()
        removed = AuditRecord.objects.get(action="organization.removed")
        assert removed.new["companies"][str(company.pk)]["last_hash"] == head.last_hash
        assert guards.differences(connection) == []
    assert client.get(f"/companies/{company.pk}/chart-of-accounts").status == 401


def rows(archive: bytes) -> list[bytes]:
    return archive.splitlines()[1:-1]


def test_organizations_that_name_the_same_staff_move_and_go_and_one_comes_back(
    other: str, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam, companies = make_user(None, is_staff=True, full_name="Sam of Atlas"), [make_simple(), make_simple()]
    with tenancy.everyone():
        for one in companies:
            audit.record("company.updated", one, by=sam, new={"name": "x"}, organization_id=one.organization_id)
    cancelled, moved = (one.organization for one in companies)
    with monkeypatch.context() as patched:
        patched.setattr(copying, "_verify", die)
        with pytest.raises(KeyboardInterrupt):
            move(cancelled, other)
    move(moved, other)
    assert "open again" in move(cancelled, other, cancel=True)
    with there, tenancy.everyone():
        assert AuditRecord.objects.get(action="company.updated").by.full_name == "Sam of Atlas"

    here = owner_url(str(connection.settings_dict["NAME"]))
    move(moved, other, remove=True)
    with there.as_owner():
        move(moved, here)
        move(moved, here, remove=True)
    assert works(companies[1])
    with tenancy.everyone():
        assert [User.objects.get(id=sam.pk).is_active, AuditRecord.objects.filter(by=sam).count()] == [True, 2]


# The freeze


def test_while_it_is_frozen_nothing_reads_or_changes_it(other: str) -> None:
    stays = make_simple()
    with tenancy.everyone():
        company = make_whole()
        admin = make_admin(company.organization)
        key = make_key(admin)
    browser = Browser()
    browser.force_login(admin)
    client = Client(admin)
    steps.begin(company.organization)
    steps.wait(10)
    before = digests(company.organization)

    for answer in (
        client.get(f"/companies/{company.pk}/chart-of-accounts"),
        client.get("/auth/me"),
        client.post(f"/companies/{company.pk}/contacts/vendors", {"name": "x"}),
        client.patch("/auth/me", {"full_name": "Else"}),
        Client().post("/auth/login", {"email": admin.email, "password": PASSWORD}),
    ):
        assert (answer.status, answer.code) == (503, "organization_moving"), answer
        assert answer.headers["Retry-After"] == "60"
    page = browser.get("/reports")
    assert (page.status_code, b"is being moved" in page.content) == (503, True)
    assert Client(key.key.user).get(f"/companies/{company.pk}/chart-of-accounts").status in (401, 503)

    engine.queue.look()
    assert generating.run() == 0
    with tenancy.everyone(), connection.cursor() as cursor:
        assert {one.name for one in Company.objects.all()} == {stays.name}
        seen = set(AuditRecord.objects.values_list("organization_id", flat=True))
        assert company.organization_id not in seen
        for table in ("accounting_contact", "accounting_account", "webhooks_endpoint", "api_idempotencykey"):
            column = "company_id" if table.startswith("accounting") else "organization_id"
            value = company.pk if column == "company_id" else company.organization_id
            cursor.execute(f"UPDATE {table} SET {column} = {column} WHERE {column} = %s", [value])
            assert cursor.rowcount == 0, table
    for statement, given in (
        ("UPDATE identity_user SET full_name = 'x' WHERE id = %s", admin.pk),
        (
            "UPDATE identity_authenticator SET last_step = 9 WHERE user_id IN (SELECT id FROM identity_user"
            " WHERE organization_id = %s)",
            company.organization_id,
        ),
        (
            "DELETE FROM identity_recoverycode WHERE authenticator_id IN (SELECT a.id FROM identity_authenticator a"
            " JOIN identity_user u ON u.id = a.user_id WHERE u.organization_id = %s)",
            company.organization_id,
        ),
        ("UPDATE identity_organization SET name = 'x' WHERE id = %s", company.organization_id),
        (
            "INSERT INTO identity_auditrecord (id, organization_id, created_at, by_system, action, object_type,"
            " object_id, old, new, request_id, address)"
            " SELECT gen_random_uuid(), id, now(), 'x', 'x', 'x', id, '{}', '{}', '', ''"
            " FROM identity_organization WHERE id = %s",
            company.organization_id,
        ),
        ("DELETE FROM identity_organizationmove WHERE organization_id = %s", company.organization_id),
    ):
        with (
            tenancy.everyone(),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match=r"is away|permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement, [given])
    assert digests(company.organization) == before
    assert works(stays)

    assert "open again" in move(company.organization, other, cancel=True)
    assert client.get(f"/companies/{company.pk}/chart-of-accounts").status == 200
    assert works(company)
    with pytest.raises(CommandError, match="no move"):
        move(company.organization, other, cancel=True)


def test_secrets_of_others_are_encrypted_again_while_an_organization_is_away() -> None:
    stays, moves = make_simple(), make_simple()
    apps_of = {company.pk: with_an_app(factories.owner_of(company)) for company in (stays, moves)}
    before = {pk: app.encrypted_secret for pk, app in apps_of.items()}
    steps.begin(moves.organization)
    with pytest.raises(CommandError, match="1 organization could not be changed while it moves"):
        call_command("reencrypt", stdout=io.StringIO())
    for app in apps_of.values():
        app.refresh_from_db()
    assert apps_of[stays.pk].encrypted_secret != before[stays.pk]
    assert apps_of[moves.pk].encrypted_secret == before[moves.pk]
    with steps.at("owner"):
        OrganizationMove.objects.update(moved_at=timezone.now())
    said = io.StringIO()
    call_command("reencrypt", stdout=said)
    assert "identity.Authenticator.encrypted_secret: 1 encrypted again, 0 that no key decrypts" in said.getvalue()


def with_an_app(user: User) -> Authenticator:
    second_factor.confirm(
        by=user,
        code=code_of(second_factor.set_up(by=user, password=PASSWORD, address=HERE).secret),
        address=HERE,
    )
    return Authenticator.objects.get(user=user)


def test_a_mail_with_an_invoice_waits_until_the_move_has_ended() -> None:
    company = make_simple()
    with tenancy.everyone():
        customer = factories.make_customer(company, email="customer@example.com")
        invoice = factories.make_sent_invoice(company, customer=customer)
        waiting = OutgoingEmail.objects.get(about_id=invoice.pk)
    steps.begin(company.organization)
    mail.drain(seconds=5)
    assert outbox.outbox == []
    waiting.refresh_from_db()
    assert (waiting.attempts, "is being moved" in waiting.last_error) == (1, True)
    with steps.at("owner"):
        OrganizationMove.objects.all().delete()
    OutgoingEmail.objects.update(due_at=timezone.now())
    mail.drain(seconds=5)
    assert [name for name, _, _ in outbox.outbox[-1].attachments] == ["INV-0001.pdf"]


def test_a_mail_with_an_invoice_that_waited_is_sent_from_here_with_it_once_it_has_moved(
    other: str, there: There
) -> None:
    company = make_simple()
    with tenancy.everyone():
        customer = factories.make_customer(company, email="customer@example.com")
        factories.make_sent_invoice(company, customer=customer)
    move(company.organization, other)
    with pytest.raises(CommandError, match=r"Mail with an invoice still waits to be sent from here: 1\."):
        move(company.organization, other, remove=True)
    assert mail.drain(seconds=5) == 1
    (sent,) = outbox.outbox
    assert "It is attached as a PDF." in sent.body
    assert [name for name, _, _ in sent.attachments] == ["INV-0001.pdf"]
    with tenancy.everyone():
        assert not Company.objects.filter(pk=company.pk).exists(), "it stays hidden from all others"
    with there:
        assert mail.drain(seconds=5) == 0
    assert "Removed" in move(company.organization, other, remove=True)


def test_a_transaction_that_began_before_the_freeze_is_waited_for(other: str, there: There) -> None:
    company = make_simple()
    begun, may_end = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with tenancy.organization(company.organization_id):
                begun.set()
                may_end.wait(30)
                factories.make_entry(company)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(10)
    try:
        with pytest.raises(CommandError, match="began before the freeze"):
            move(company.organization, other, wait=0.3)
        assert not is_there(there, company.organization)
        assert works(company)
        threading.Timer(0.5, may_end.set).start()
        move(company.organization, other)
    finally:
        may_end.set()
        thread.join()
    with there, tenancy.everyone():
        assert company.entries.count() == 2
    assert not works(company)


def test_a_transaction_there_is_waited_for_too(other: str, there: There) -> None:
    company = make_simple()
    with psycopg.connect(other) as neighbour:
        neighbour.execute("SELECT 1")
        refused(company, there, "began before the freeze still run there", wait=0.3)
    assert rows_there(other) == 0


# Interruptions


def die(*args: object) -> Any:
    raise KeyboardInterrupt


def is_frozen(there: There, organization: Organization) -> bool:
    """Whether the organization is there, and whatever is done for it is refused."""
    with there:
        with pytest.raises(DatabaseError, match="is away"), tenancy.organization(organization.pk):
            pass
        with tenancy.everyone():
            return not Company.objects.filter(organization=organization).exists()


def test_a_move_that_dies_opens_it_nowhere_and_ends_when_it_is_run_again(
    other: str, third: str, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = make_simple()
    with monkeypatch.context() as patched:
        patched.setattr(copying, "_add_others", die)
        with pytest.raises(KeyboardInterrupt):
            move(company.organization, other)
    assert is_frozen(there, company.organization), "while it was copied"
    assert not works(company)
    with monkeypatch.context() as patched:
        patched.setattr(copying, "_verify", die)
        with pytest.raises(KeyboardInterrupt):
            move(company.organization, other)
    assert is_frozen(there, company.organization), "while it was proved"
    assert not works(company)
    with monkeypatch.context() as patched:
        patched.setattr(steps, "finish", die)
        with pytest.raises(KeyboardInterrupt):
            move(company.organization, other)
    with pytest.raises(CommandError, match="Run the move again"):
        move(company.organization, other, cancel=True)
    with pytest.raises(CommandError, match="has not moved"):
        move(company.organization, other, remove=True)
    for options in ({}, {"cancel": True}):
        with pytest.raises(CommandError, match=f"This move goes to .*/{other.rpartition('/')[2]}, not to"):
            move(company.organization, third, **options)
    assert rows_there(third) == 0
    assert not works(company)
    with there, tenancy.organization(company.organization_id):
        factories.make_customer(company)  # it is open there already
    move(company.organization, other)
    with steps.at("owner"):
        assert OrganizationMove.objects.get().moved_at is not None
    with there, tenancy.everyone():
        assert not OrganizationMove.objects.exists()
        assert company.contacts.filter(kind="customer").count() == 1
        assert AuditRecord.objects.filter(action="organization.arrived").count() == 1


def rows_there(other: str) -> int:
    with psycopg.connect(other) as neighbour:
        copying.see_all(neighbour)
        return sum(neighbour.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] for table in tables.tables())  # type: ignore[index]


def test_a_removal_that_dies_shows_nothing_and_ends_when_it_is_run_again(
    other: str, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, delete = make_simple(), copying.delete
    move(company.organization, other)

    def die_later(name: str, *args: Any) -> int:
        return die() if name == "accounting_ledgerhead" else delete(name, *args)

    with monkeypatch.context() as patched:
        patched.setattr(copying, "delete", die_later)
        with pytest.raises(KeyboardInterrupt):
            move(company.organization, other, remove=True)
    assert digests(company.organization)["accounting_journalline"]["rows"] == 0
    assert is_frozen(There(str(connection.settings_dict["NAME"])), company.organization)
    with pytest.raises(CommandError, match="has moved already"):
        move(company.organization, other)
    assert "Removed" in move(company.organization, other, remove=True)
    assert {table["rows"] for table in digests(company.organization).values()} == {0}
    with there, tenancy.everyone():
        assert company.entries.count() == 1


def test_a_copy_that_is_not_proved_is_deleted_if_the_move_is_cancelled(
    other: str, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = make_simple()
    with monkeypatch.context() as patched:
        patched.setattr(copying, "_verify", die)
        with pytest.raises(KeyboardInterrupt):
            move(company.organization, other)
    assert "open again" in move(company.organization, other, cancel=True)
    assert rows_there(other) == 0
    with there:
        assert guards.differences(connection) == []
    assert works(company)

    with monkeypatch.context() as patched:
        patched.setattr(copying, "_add_others", die)
        with pytest.raises(KeyboardInterrupt):
            move(company.organization, other)
    assert rows_there(other) > 0
    assert "open again" in move(company.organization, other, cancel=True)
    assert rows_there(other) == 0
    assert works(company)

    with monkeypatch.context() as patched:
        patched.setattr(copying, "_verify", die)
        with pytest.raises(KeyboardInterrupt):
            move(company.organization, other)
    with steps.at("owner"):
        OrganizationMove.objects.all().delete()  # as if a move to a third database were cancelled
    assert works(company)
    refused(company, there, "is in the other database already")
    assert is_frozen(there, company.organization)
    with steps.at("owner"):
        OrganizationMove.objects.create(organization=company.organization)
    with pytest.raises(CommandError, match="is not what is here"):  # it got a contact since
        move(company.organization, other)
    assert not is_there(there, company.organization)
    assert works(company)


def test_others_write_there_while_what_arrived_is_proved(
    other: str, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, verify = make_simple(), copying._verify

    def write(organization: Organization) -> dict[str, Any]:
        with psycopg.connect(other) as neighbour:
            neighbour.execute("SET lock_timeout = '1ms'")
            for table in tables.tables():
                neighbour.execute(f"LOCK TABLE {table.name} IN ROW EXCLUSIVE MODE")
            with pytest.raises(psycopg.Error, match="is away"):
                neighbour.execute("SELECT atlas_set_tenant(%s)", [str(organization.pk)])
        return verify(organization)

    monkeypatch.setattr(copying, "_verify", write)
    move(company.organization, other)
    with there, tenancy.everyone():
        assert all(not check.failed for check in integrity.checks(company))


def test_a_turn_gives_way_to_writers_while_a_transaction_lasts(worker_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Event._meta.db_table
    writing = f"LOCK TABLE {table} IN ROW EXCLUSIVE MODE"
    url, pauses = owner_url(TEMPLATE.replace("template", worker_id)), list[float]()
    monkeypatch.setattr(copying, "LOCK_TIMEOUT", "10ms")
    monkeypatch.setattr(copying, "LOCK_ATTEMPTS", 3)

    def write(seconds: float) -> None:
        pauses.append(seconds)
        with psycopg.connect(url) as neighbour:
            neighbour.execute(f"SET lock_timeout = '10ms'; {writing}")

    monkeypatch.setattr("atlas.moving.copying.time.sleep", write)
    with psycopg.connect(url) as lasting, steps.at("owner"):
        lasting.execute(writing)
        with pytest.raises(NotMoved, match="Others are writing"), copying.turn(table):
            pytest.fail("It has its turn while another transaction writes.")
        assert len(pauses) == 2
        monkeypatch.setattr("atlas.moving.copying.time.sleep", lambda seconds: lasting.rollback())
        with copying.turn(table) as cursor:
            cursor.execute(
                "SELECT tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
            )
            assert {state for (state,) in cursor.fetchall()} == {"D"}


def test_a_removal_that_may_not_read_says_so() -> None:
    with steps.at("owner"), pytest.raises(NotMoved, match="Only the owner of the tables can do this"):
        copying.delete("pg_authid", sql.SQL("false"), "")


def test_one_run_of_the_command_at_a_time(other: str, there: There) -> None:
    company = make_simple()
    key = f"move_organization {company.organization_id}"
    with psycopg.connect(owner_url(str(connection.settings_dict["NAME"]))) as run:
        run.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
        for options in ({}, {"cancel": True}, {"remove": True}):
            refused(company, there, "Another run", **options)
    assert not is_there(there, company.organization)
    move(company.organization, other)


# What is refused


def refused(company: Company, there: There, match: str, **options: Any) -> None:
    """The move is refused; nothing is there, and everything is here as it was."""
    before = digests(company.organization)
    with pytest.raises(CommandError, match=match):
        move(company.organization, there.url, **options)
    assert differing(digests(company.organization), before) <= {"identity_auditrecord"}
    assert works(company)


def test_only_the_same_release_takes_an_organization(there: There) -> None:
    company = make_simple()
    for match, spoil, mend in (
        (
            "other guards",
            "ALTER TABLE accounting_journalentry DISABLE TRIGGER entry_immutable",
            "ALTER TABLE accounting_journalentry ENABLE TRIGGER entry_immutable",
        ),
        (
            "other migrations",
            "UPDATE django_migrations SET name = name || 'x' WHERE app = 'sessions'",
            "UPDATE django_migrations SET name = rtrim(name, 'x') WHERE app = 'sessions'",
        ),
        (
            "other currencies",
            "UPDATE accounting_currency SET name = name || '!' WHERE code = 'EUR'",
            "UPDATE accounting_currency SET name = rtrim(name, '!') WHERE code = 'EUR'",
        ),
    ):
        with psycopg.connect(there.url, autocommit=True) as owner:
            owner.execute(spoil)
            try:
                refused(company, there, match)
            finally:
                owner.execute(mend)
    assert not is_there(there, company.organization)


def test_an_address_with_an_account_there_and_staff_are_not_moved(there: There) -> None:
    company = make_simple()
    with tenancy.everyone():
        admin = factories.owner_of(company)
    with there, tenancy.everyone():
        make_user(make_organization("Theirs"), admin.email)
    refused(company, there, "has an account in the other database")
    with tenancy.everyone():
        User.objects.filter(id=admin.id).update(is_staff=True)
    refused(company, there, "is staff of Atlas")
    assert not is_there(there, company.organization)


def test_books_that_do_not_hold_are_not_moved(there: There) -> None:
    company = make_simple()
    root = superuser_url(str(connection.settings_dict["NAME"]))
    if root is None:
        pytest.skip("needs a superuser, to break the books past the guards")
    with psycopg.connect(root, autocommit=True) as broken:
        broken.execute("SET session_replication_role = replica")
        broken.execute("UPDATE accounting_journalentry SET memo = 'Other'")
    refused(company, there, "does not hold")
    assert not is_there(there, company.organization)


def test_nothing_is_removed_unless_the_same_books_are_there(other: str, there: There) -> None:
    company = make_simple()
    with pytest.raises(CommandError, match="has not moved"):
        move(company.organization, other, remove=True)
    assert works(company)
    move(company.organization, other)
    before = digests(company.organization)
    with psycopg.connect(superuser_url(other.rpartition("/")[2]) or other, autocommit=True) as broken:
        broken.execute("SET session_replication_role = replica")
        broken.execute("UPDATE accounting_journalentry SET hash = repeat('0', 64)")
        with pytest.raises(CommandError, match="are others"):
            move(company.organization, other, remove=True)
        broken.execute("DELETE FROM identity_organization")
    with pytest.raises(CommandError, match="not in the other database"):
        move(company.organization, other, remove=True)
    assert digests(company.organization) == before


def test_two_names_or_none_and_no_database() -> None:
    with pytest.raises(CommandError, match="no organization"):
        call_command("move_organization", "Nobody", to=owner_url(TEMPLATE))
    with pytest.raises(CommandError, match="Name the other database"):
        call_command("move_organization", "Nobody", to="")
    for wrong in ("mysql://a/b", "nonsense", "postgresql://", "postgresql://a:b@[::1/c"):
        with pytest.raises(CommandError, match="must be PostgreSQL"):
            call_command("move_organization", "Nobody", to=wrong)
    with pytest.raises(CommandError, match=r"The other database cannot be used: .*port 1 failed: Connection refused"):
        call_command("move_organization", "Nobody", to="postgresql://a:secret@127.0.0.1:1/b")
