"""The complete archive: what an empty Atlas makes of it is the same books, and of a damaged one it makes nothing."""

import datetime
import gzip
import hashlib
import io
import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from accounting.exchange.archive import Unreadable, reading, tables, writing
from accounting.ledger import periods
from accounting.models import (
    Company,
    Event,
    Invoice,
    JournalEntry,
    JournalLine,
    LedgerHead,
    RecurringRun,
    RecurringTemplate,
)
from accounting.recurring import generating, templates
from accounting.reports import integrity
from foundation import guards, tenancy
from foundation.models import AuditRecord
from identity import invitations, operations
from identity.errors import UserRemoved
from identity.models import User
from tests import factories, house
from tests.accounting.exchange.archived import (
    archive_of,
    company_here,
    forget_everything,
    make_everything,
    new_admin,
    restore,
)
from tests.accounting.reports.books import play
from tests.client import Client
from tests.nightly import examples, one_in
from webhooks import engine
from webhooks.models import Delivery, FanOut

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
DATES = {"start_date": "2026-01-01", "end_date": "2026-06-17", "as_of": "2026-06-17"}
MAKES: dict[str, Callable[[], Company]] = {
    "everything": make_everything,
    "random 1": lambda: play(1).company,
    "random 2": lambda: play(2).company,
}
SECRETS = ("secret", "password", "token", "encrypted", "digest", "otp")
COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND is_generated = 'NEVER' AND column_name <> 'organization_id'
  AND NOT (column_name = 'id' AND data_type = 'bigint')
  AND table_name IN (SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND NOT relispartition)
"""


@pytest.fixture(scope="module")
def kept() -> dict[str, bytes]:
    return {}


@pytest.fixture
def whole(kept: dict[str, bytes], db: None) -> bytes:
    """Return an archive of books with a row in each table. This Atlas has nothing then."""
    if not kept:
        with tenancy.everyone():
            company = make_everything()
        kept["everything"] = archive_of(company)
    forget_everything()
    return kept["everything"]


# What is archived


def test_every_table_of_a_company_is_archived_or_left_out_for_a_reason() -> None:
    named = {table.name for table in tables.tables()}
    named |= {model._meta.db_table for model in tables.of_companies() if model._meta.label in tables.LEFT_OUT}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = {(table, column) for table, column in cursor.fetchall()}
    found = {table for table, column in columns if column == "company_id" or table.startswith("accounting_")}
    forgotten = sorted(found - named - {"accounting_currency"})
    assert forgotten == [], (
        "These tables belong to companies, and no archive has them. Give their model a key to the company, so that "
        "it is archived, or name it with a reason in LEFT_OUT of accounting/exchange/archive/tables.py."
    )
    for table in tables.tables():
        assert {column for name, column in columns if name == table.name} == set(table.columns), (
            f"An archive of {table.name} does not have the columns that the table has: what of a model is archived is "
            "in accounting/exchange/archive/tables.py."
        )


def test_the_books_of_these_tests_have_a_row_in_each_table(whole: bytes) -> None:
    rows = orjson.loads(whole.splitlines()[-1])["rows"]
    assert [name for name, count in rows.items() if count == 0] == [], (
        "Nothing shows that these tables are restored: let make_everything in tests/accounting/exchange/archived.py "
        "add a row to them."
    )
    assert set(rows) == {writing.PEOPLE} | {table.name for table in tables.tables()}


def test_no_secret_is_archived() -> None:
    names = {f"{table.name}.{column}" for table in tables.tables() for column in table.columns}
    assert {name for name in names if any(word in name for word in SECRETS)} == set()
    assert writing.PEOPLE_COLUMNS == ("id", "full_name")


def test_the_tables_come_in_the_order_of_their_keys() -> None:
    seen = set[str]()
    models = {model._meta.db_table: model for model in apps.get_models()}
    for table in tables.tables():
        seen.add(table.name)
        for field in models[table.name]._meta.local_concrete_fields:
            target = field.related_model._meta.db_table if field.is_relation else table.name
            assert target in seen or target not in {one.name for one in tables.tables()}, (table.name, field.name)


# Restoring


@pytest.mark.parametrize("name", one_in(3, MAKES))
def test_the_same_books_answer_the_same_and_go_on(name: str, tmp_path: Path) -> None:
    with tenancy.everyone():
        company = MAKES[name]()
        head, admin = LedgerHead.objects.get(company=company), factories.owner_of(company)
    before, path = answers(company, admin), tmp_path / "books.jsonl"
    path.write_bytes(archive_of(company))
    assert sum(len(text) for text in before.values()) > 100_000
    forget_everything()
    admin = new_admin()
    said = restore(path, admin)
    assert head.last_hash in said
    again = company_here(company.id)
    assert again.organization_id == admin.organization_id
    after = answers(again, admin)
    assert after.keys() == before.keys()
    assert [address for address in before if before[address] != after[address]] == []
    assert rows_of(archive_of(again)) == rows_of(path.read_bytes())
    check_guards(again)
    check_that_they_go_on(again, admin, head)


def answers(company: Company, admin: User) -> dict[str, bytes]:
    """Return what every report and every list of the API answers, byte for byte."""
    client, found = Client(admin), dict[str, bytes]()
    of_companies = {route.plain_path for route in house.routes() if route.has_company_in_path}
    for path in (one.path for one in house.RESOURCES if one.path in of_companies and one.path != "/members"):
        answer = client.get(f"/companies/{company.id}{path}", page_size=100)
        assert answer.status == 200, (path, answer)
        found[path] = answer.content
    with tenancy.everyone():
        named = {kind: company.contacts.filter(kind=kind).order_by("id")[0].id for kind in ("customer", "vendor")}
        for budget in company.budgets.order_by("id"):
            named["budget"] = budget.id
    for path, needed in house.VIEWS.items():
        if (
            path.startswith(("/reports/", "/integrity", "/opening-balances", "/exports/"))
            and path != "/exports/archive"
        ):
            values = named | {value: value for value in needed.values() if value.isdigit()}
            query: dict[str, Any] = {key: values[kind] for key, kind in needed.items() if kind in values}
            for given in queries(path) if len(query) == len(needed) else ():  # random books have no budget
                answer = client.get(f"/companies/{company.id}{path}", **query, **given)
                assert answer.status in (200, 404, 409), (path, answer)  # the FEC needs other account codes
                found[f"{path} {given}"] = answer.content if answer.status == 200 else b"%d" % answer.status
    return found


def queries(path: str) -> list[dict[str, str]]:
    """Return the queries of a report: its day or days, and each of its formats but the PDF, which has its own date."""
    if not path.startswith("/reports/"):
        return [{}]
    by_day = path.endswith(("balance-sheet", "aged-receivables", "aged-payables", "unrealised-differences"))
    days = {"as_of": "2026-06-17"} if by_day else {"start_date": "2026-01-01", "end_date": "2026-06-17"}
    if path == "/reports/budget-vs-actual":
        days["end_date"] = "2026-06-30"
    return [days, days | {"format": "csv"}, days | {"known_at": "2099-01-01T00:00:00Z"}]


def rows_of(archive: bytes) -> list[bytes]:
    """Return all but the first and the last line, which name the moment."""
    return archive.splitlines()[1:-1]


def check_guards(company: Company) -> None:
    """The guards of the release are on, also for the owner of the tables."""
    assert guards.differences(connection) == []
    for alias in ("default", "owner"):
        for statement in (
            "UPDATE accounting_journalentry SET memo = 'x' WHERE number = 1",
            "DELETE FROM accounting_journalentry WHERE number = 1",
            "UPDATE accounting_journalentry SET hash = 'x' WHERE number = 1",
        ):
            with (
                transaction.atomic(using=alias),
                connections[alias].cursor() as cursor,
                pytest.raises(DatabaseError, match="entry_immutable"),
                transaction.atomic(using=alias),
            ):
                cursor.execute(f"SELECT atlas_set_tenant('everyone'); {statement}")


def check_that_they_go_on(company: Company, admin: User, head: LedgerHead) -> None:
    """The next entry has the next number and follows the last hash, and the next document the next number."""
    client, base = Client(admin), f"/companies/{company.id}"
    with tenancy.everyone():
        left, right = factories.two_accounts(company)
        customer = factories.make_customer(company)
        sold = factories.account(company, "4000")
        last = Event.objects.filter(company=company).latest("sequence").sequence
    lines = [{"account_id": str(left.id), "debit": 5}, {"account_id": str(right.id), "credit": 5}]
    body = {"date": "2026-09-15", "lines": lines, "status": "posted"}
    made = client.post(f"{base}/journal-entries", body)
    assert made.status == 201, made
    assert made.json["entry_number"] == head.last_number + 1
    with tenancy.everyone():
        entry = JournalEntry.objects.get(id=UUID(made.json["id"]))
        assert entry.previous_hash == head.last_hash
        events = list(Event.objects.filter(company=company, sequence__gt=last).values_list("sequence", "type"))
        assert events[-1] == (last + 1, "journal_entry.posted")
        given = Invoice.objects.filter(company=company).values_list("invoice_number", flat=True)
        numbers = {int(one.rpartition("-")[2]) for one in given if one and one.startswith("INV")}
    line = {"description": "Again", "quantity": 1, "unit_price": 10, "account_id": str(sold.id)}
    draft = client.post(
        f"{base}/invoices", {"customer_id": str(customer.id), "issue_date": "2026-09-15", "lines": [line]}
    )
    assert draft.status == 201, draft
    sent = client.post(f"{base}/invoices/{draft.json['id']}/send")
    assert sent.status == 200, sent
    assert int(sent.json["invoice_number"].rpartition("-")[2]) == max(numbers, default=0) + 1
    report = client.get(f"{base}/integrity")
    assert (report.status, report.json["holds"]) == (200, True), report


def test_who_is_not_here_stays_as_a_name_without_an_account(whole: bytes, tmp_path: Path) -> None:
    admin, path = new_admin(), tmp_path / "books.jsonl"
    path.write_bytes(whole)
    assert "stay as names: 2" in restore(path, admin)
    with tenancy.everyone():
        added = list(User.objects.exclude(id=admin.id))
        assert len(added) == 2
        for user in added:
            assert (user.organization_id, user.role, user.is_active) == (admin.organization_id, "member", False)
            assert user.removed_at is not None
            assert not user.has_usable_password()
            assert user.full_name
            with pytest.raises(UserRemoved):
                invitations.invite_again(user, by=admin)
            with pytest.raises(UserRemoved):
                operations.update_user(user, by=admin, is_active=True)
        record = AuditRecord.objects.get(action="company.restored")
        assert (record.by_system, record.organization_id) == ("restore_archive", admin.organization_id)
        assert record.new["sha256"] == orjson.loads(whole.splitlines()[-1])["sha256"]


def test_what_happened_elsewhere_is_not_sent_to_webhooks_again(whole: bytes, tmp_path: Path) -> None:
    admin, path = new_admin(), tmp_path / "books.jsonl"
    with tenancy.everyone():
        factories.make_webhook(factories.make_company(by=admin), events=["*"])
    path.write_bytes(whole)
    restore(path, admin)
    engine.queue.look()
    with tenancy.everyone():
        company = Company.objects.get(name="Harbor Lane")
        assert not Delivery.objects.filter(company=company).exists()
        assert (
            FanOut.objects.get(company=company).sequence == LedgerHead.objects.get(company=company).last_event_sequence
        )
        entry = factories.make_entry(company)
    while engine.queue.look()[0]:
        pass
    with tenancy.everyone():
        sent = Delivery.objects.filter(company=company).values_list("event__subject_id", flat=True)
        assert entry.id in set(sent)
        assert len(sent) <= 3


def test_a_recurring_template_waits_until_somebody_takes_it_over(whole: bytes, tmp_path: Path) -> None:
    admin, path = new_admin(), tmp_path / "books.jsonl"
    path.write_bytes(whole)
    restore(path, admin)
    with tenancy.everyone():
        company = Company.objects.get(name="Harbor Lane")
        runs = RecurringRun.objects.filter(company=company).count()
        due = periods.today(company) - datetime.timedelta(days=1)  # today's entry was made where they come from
        RecurringTemplate.objects.filter(company=company).update(next_date=due)
    assert generating.run() == 0
    with tenancy.everyone():
        template = RecurringTemplate.objects.get(company=company)
        assert (template.status, template.last_error_code) == ("waiting", "forbidden")
        assert "Resume it to take it over" in template.last_error
        assert RecurringRun.objects.filter(company=company).count() == runs
        assert templates.resume(template, by=admin).owner == admin


def test_beside_the_books_of_others_and_after_them(whole: bytes, tmp_path: Path) -> None:
    admin, path = new_admin(), tmp_path / "books.jsonl.gz"
    with tenancy.everyone():
        other = factories.make_entry(factories.make_company(by=admin)).company
    before = rows_of(archive_of(other))
    path.write_bytes(gzip.compress(whole))
    restore(path, admin)
    assert rows_of(archive_of(other)) == before
    with tenancy.everyone():
        for company in Company.objects.all():
            assert [check.name for check in integrity.checks(company) if check.failed] == []


# What is refused


def sealed(lines: list[bytes]) -> bytes:
    """Return an archive whose last line fits what comes before it, as somebody who wants to deceive would make it."""
    counts, name = dict[str, int](), ""
    for one in lines[1:]:
        if one.startswith(b"{"):
            name = orjson.loads(one)["table"]
            counts[name] = 0
        else:
            counts[name] += 1
    body = b"".join(line + b"\n" for line in lines)
    return body + writing.trailer(counts, hashlib.sha256(body).hexdigest())


def place_of(lines: list[bytes], table: str, row: int = 0) -> int:
    """Return the place of a row of a table."""
    return next(i for i, line in enumerate(lines) if line.startswith(b'{"table":"%s"' % table.encode())) + 1 + row


def edited(whole: bytes, table: str, change: Callable[[bytes], list[bytes]], row: int = 0) -> bytes:
    """Return a sealed archive in which one row of a table is replaced by others."""
    lines = whole.splitlines()[:-1]
    at = place_of(lines, table, row)
    return sealed([*lines[:at], *change(lines[at]), *lines[at + 1 :]])


def without(whole: bytes, table: str, row: int = 0) -> bytes:
    return edited(whole, table, lambda _: [], row)


def changed(whole: bytes, table: str, column: str, value: str, row: int = 0) -> bytes:
    """Return a sealed archive in which one value is another one."""
    lines = whole.splitlines()
    place = orjson.loads(lines[place_of(lines, table) - 1])["columns"].index(column)

    def change(line: bytes) -> list[bytes]:
        values = orjson.loads(line)
        assert values[place] != value
        return [orjson.dumps([*values[:place], value, *values[place + 1 :]])]

    return edited(whole, table, change, row)


def replaced(whole: bytes, old: bytes, new: bytes) -> bytes:
    lines = whole.splitlines()[:-1]
    return sealed([lines[0].replace(old, new), *lines[1:]])


def flipped(packed: bytes) -> bytes:
    return packed[:900] + bytes([packed[900] ^ 1]) + packed[901:]


def swapped(whole: bytes) -> bytes:
    """Return an archive in which a table has another column, as of another release."""
    lines = whole.splitlines()[:-1]
    place = place_of(lines, "accounting_contact") - 1
    lines[place] = lines[place].replace(b'"phone"', b'"telephone"')
    return sealed(lines)


CLOSED = 1
"""The place of a month that is closed."""
OTHER = "01a221e9-bf60-779d-9a4f-4c33e4bc4c6d"
DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a byte of an amount": (lambda w: w.replace(b'"250.0000"', b'"251.0000"', 1), "SHA-256"),
    "a byte of a name": (lambda w: w.replace(b"Harbor Lane", b"Harbor Lame", 1), "SHA-256"),
    "a space in the last line": (lambda w: w[:-2] + b" }\n", "SHA-256"),
    "another digest": (lambda w: w[:-5] + b'0"}\n', "SHA-256"),
    "a line more at the end": (lambda w: w + b'["1"]\n', "neither a row nor the beginning"),
    "cut in the middle": (lambda w: w[: len(w) // 2], "ends too early"),
    "without its last line": (lambda w: b"".join(w.splitlines(keepends=True)[:-1]), "ends too early"),
    "without its last byte": (lambda w: w[:-1], "SHA-256"),
    "gzip, cut": (lambda w: gzip.compress(w)[:-300], "gzip cannot unpack it"),
    "gzip, a byte": (
        lambda w: flipped(gzip.compress(w)),
        "gzip|SHA-256|damaged|row|columns|early",
    ),
    "empty": (lambda w: b"", "not an archive of Atlas"),
    "a picture": (lambda w: b"\x89PNG\r\n\x1a\n" + os.urandom(2000), "not an archive of Atlas"),
    "JSON of others": (lambda w: b'{"accounts": []}\n', "not an archive of Atlas"),
    "another format": (lambda w: replaced(w, b'"atlas_archive":1', b'"atlas_archive":2'), "has the format 2"),
    "another release": (swapped, "written by Atlas 0.1.0: restore it with that release"),
    "no company": (lambda w: replaced(w, b'"company":', b'"firm":'), "lacks a part"),
    "a text of a line": (lambda w: changed(w, "accounting_journalline", "description", "another text"), "hash"),
    "an amount of a line": (lambda w: changed(w, "accounting_journalline", "debit", "7.0000"), "hold|refuses"),
    "the hash of an entry": (lambda w: changed(w, "accounting_journalentry", "hash", "0" * 64), "hash"),
    "a balance": (lambda w: changed(w, "accounting_accountbalance", "debits", "9999.0000"), "has debits 9999.0000"),
    "an open amount": (lambda w: changed(w, "accounting_openitem", "open_amount", "0.5000"), "open"),
    "a seal": (lambda w: changed(w, "accounting_accountingperiod", "seal", "0" * 64, row=CLOSED), "seal"),
    "a missing line": (lambda w: without(w, "accounting_journalline"), "hold"),
    "a missing entry": (lambda w: without(w, "accounting_journalentry"), "refuses a row of"),
    "a missing account": (lambda w: without(w, "accounting_account"), "refuses a row of|hold"),
    "a missing event": (lambda w: without(w, "accounting_event", 3), "comes where number 4 should"),
    "a missing head": (lambda w: without(w, "accounting_ledgerhead"), "another last entry"),
    "a row of another company": (
        lambda w: changed(w, "accounting_contact", "company_id", OTHER),
        "of another company",
    ),
    "another company": (lambda w: changed(w, "accounting_company", "id", OTHER), "of another company"),
    "an unknown currency": (lambda w: changed(w, "accounting_company", "base_currency", "XQX"), "refuses"),
    "no number": (lambda w: changed(w, "accounting_invoice", "amount", "a lot"), "accounting_invoice"),
    "a key twice": (lambda w: edited(w, "accounting_contact", lambda row: [row, row]), "duplicate key"),
    "another last entry": (lambda w: replaced(w, b'"last_number":', b'"last_number":9'), "another last entry"),
    "no rows at all": (lambda w: sealed([one for one in w.splitlines()[:-1] if one[:1] == b"{"]), "has no company"),
    "a row of numbers": (lambda w: edited(w, "accounting_contact", lambda row: [b"[1]"]), "not a row of"),
    "a row too short": (lambda w: edited(w, "accounting_contact", lambda row: [b'["1"]']), "not a row of"),
    "a row that is no JSON": (lambda w: edited(w, "accounting_contact", lambda row: [row[:-1]]), "not a row of"),
    "a bad id of a user": (lambda w: changed(w, "identity_user", "id", "x"), "id that is not valid"),
    "a name of a user that is too long": (
        lambda w: changed(w, "identity_user", "full_name", "x" * 500),
        "refuses a user",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_archive_is_refused_and_nothing_is_kept(name: str, whole: bytes, tmp_path: Path) -> None:
    damage, sentence = DAMAGES[name]
    damaged = damage(whole)
    assert damaged != whole
    refuse(damaged, tmp_path, sentence)


def refuse(content: bytes, folder: Path, sentence: str) -> None:
    """Assert that a file is refused with this sentence, and that nothing of it is kept."""
    path, admin = folder / "books.jsonl", new_admin()
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as refusal:
        restore(path, admin)
    assert str(refusal.value).startswith("Nothing was restored. ")
    with tenancy.everyone():
        assert not Company.objects.exists()
        assert list(User.objects.all()) == [admin]
        assert not AuditRecord.objects.filter(action="company.restored").exists()
    with connections["owner"].cursor() as cursor:
        for table in tables.tables():
            cursor.execute(f"SELECT count(*) FROM {table.name}")
            assert cursor.fetchone() == (0,), table.name
    assert guards.differences(connection) == []


def test_no_byte_can_change_and_none_can_be_missing(whole: bytes, tmp_path: Path) -> None:
    """At many places, without a database: what is refused here is never copied."""
    random, path = Random(5), tmp_path / "books.jsonl"
    path.write_bytes(whole)
    reading.check(path)
    for _ in range(examples(300)):
        at, bit = random.randrange(len(whole)), 1 << random.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        with pytest.raises(Unreadable):
            reading.check(path)
        path.write_bytes(whole[:at])
        with pytest.raises(Unreadable):
            reading.check(path)
    packed = gzip.compress(whole)
    expected = hashlib.sha256(whole).digest()
    for _ in range(examples(300)):
        at = random.randrange(len(packed))
        path.write_bytes(packed[:at] + bytes([packed[at] ^ 1 << random.randrange(8)]) + packed[at + 1 :])
        try:
            reading.check(path)
        except Unreadable:
            continue
        # Only what gzip says about itself, such as the time of packing, may be another one.
        assert hashlib.sha256(b"".join(reading.lines(path))).digest() == expected


def test_attached_files_may_compress_as_well_as_gzip_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FREE", 10_000)
    with tenancy.everyone():
        company = factories.make_company()
        factories.make_attachment(company, content=factories.PDF + bytes(2_000_000))
    path = tmp_path / "books.jsonl.gz"
    path.write_bytes(gzip.compress(archive_of(company)))
    assert path.stat().st_size * reading.MAX_RATIO < 4_000_000
    assert reading.check(path).counts["accounting_attachmentcontent"] == 1
    monkeypatch.setattr(reading, "MAX_FILES", 0)
    with pytest.raises(Unreadable, match="200 times as large as the file"):
        reading.check(path)


def test_a_file_that_unpacks_to_too_much_is_refused(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FREE", 1_000_000)
    lines = whole.splitlines(keepends=True)
    rows = b'["%s"]\n' % (b"0" * 1000) * 40_000
    refuse(gzip.compress(lines[0] + lines[1] + rows), tmp_path, "200 times as large as the file")


def test_a_line_that_never_ends_is_refused(whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_LINE", 1_000_000)
    refuse(
        gzip.compress(whole.splitlines(keepends=True)[0] + b'["' + bytes(range(128, 138)) * 200_000),
        tmp_path,
        "line is longer",
    )


def test_a_company_is_restored_once(whole: bytes, tmp_path: Path) -> None:
    admin, path = new_admin(), tmp_path / "books.jsonl"
    path.write_bytes(whole)
    restore(path, admin)
    company = company_here(UUID(orjson.loads(whole.splitlines()[0])["company"]["id"]))
    before = rows_of(archive_of(company))
    for other in (admin, new_admin("A third one")):
        with pytest.raises(CommandError, match="This company is here already: 'Harbor Lane' of 'Somewhere Else'"):
            restore(path, other)
    assert rows_of(archive_of(company)) == before
    with tenancy.everyone():
        assert Company.objects.count() == 1


def test_a_company_of_the_same_name_must_be_renamed_first(whole: bytes, tmp_path: Path) -> None:
    admin, path = new_admin(), tmp_path / "books.jsonl"
    with tenancy.everyone():
        factories.make_company(by=admin, name="Harbor Lane")
    path.write_bytes(whole)
    with pytest.raises(CommandError, match="has another company named 'Harbor Lane'"):
        restore(path, admin)
    with tenancy.everyone():
        assert Company.objects.count() == 1


def test_no_file_and_no_organization(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "books.jsonl"
    with pytest.raises(CommandError, match="there is no such file"):
        call_command("restore_archive", str(path), organization="x")
    path.write_bytes(whole)
    with pytest.raises(CommandError, match="There is no organization 'x'"):
        call_command("restore_archive", str(path), organization="x")


def test_whoever_writes_meanwhile_is_waited_for_and_then_told(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that holds a table keeps the guards on. Restoring gives up with a sentence."""
    monkeypatch.setattr("accounting.exchange.archive.restoring.LOCK_TIMEOUT", "200ms")
    admin, path = new_admin(), tmp_path / "books.jsonl"
    path.write_bytes(whole)
    writer = connections["default"].copy()
    try:
        with writer.cursor() as cursor:
            cursor.execute("BEGIN; SELECT atlas_set_tenant('everyone')")
            cursor.execute("UPDATE accounting_contact SET name = name")
            with pytest.raises(CommandError, match="Others are writing to the tables"):
                restore(path, admin)
    finally:
        writer.close()
    with tenancy.everyone():
        assert not Company.objects.exists()
    assert guards.differences(connection) == []


def test_whoever_does_not_own_the_tables_is_told(whole: bytes, tmp_path: Path) -> None:
    admin, path = new_admin(), tmp_path / "books.jsonl"
    path.write_bytes(whole)
    with pytest.raises(CommandError, match="Only the owner of the tables can restore"):
        call_command("restore_archive", str(path), organization=str(admin.organization_id), database="default")
    with tenancy.everyone():
        assert not Company.objects.exists()


# The command that writes


def test_the_command_writes_a_file_once_and_the_trail_knows(tmp_path: Path) -> None:
    with tenancy.everyone():
        company = factories.make_entry(factories.make_company()).company
    plain, packed = tmp_path / "books.jsonl", tmp_path / "books.jsonl.gz"
    for path in (plain, packed):
        said = io.StringIO()
        call_command("export_archive", str(path), company=str(company.id), stdout=said)
        with tenancy.everyone():
            record = AuditRecord.objects.filter(action="company.exported").latest("id")
        assert record.new["sha256"] in said.getvalue()
        assert reading.check(path).sha256 == record.new["sha256"]
    assert rows_of(gzip.decompress(packed.read_bytes())) == rows_of(plain.read_bytes())
    with pytest.raises(CommandError, match="File exists"):
        call_command("export_archive", str(plain), company=str(company.id))
    with pytest.raises(CommandError, match="There is no company 'Nobody'"):
        call_command("export_archive", str(tmp_path / "other"), company="Nobody")
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(("command", "given"), [("export_archive", {}), ("export_journal", {"format": "csv"})])
def test_the_commands_write_a_file_for_its_owner_only_or_none(
    command: str, given: dict[str, str], tmp_path: Path
) -> None:
    with tenancy.everyone():
        company = factories.make_entry(factories.make_company()).company
    path, before = tmp_path / "books", os.umask(0o022)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        call_command(command, str(path), company=str(company.id), **given)
        assert stat.filemode(path.stat().st_mode) == "-rw-------"
        path.unlink()
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))  # as if the disk were full
        with pytest.raises(CommandError, match="File too large"):
            call_command(command, str(path), company=str(company.id), **given)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        os.umask(before)
    assert not path.exists()


def test_it_is_of_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others post while it is written is not in it."""
    with tenancy.everyone():
        company = factories.make_entry(factories.make_company()).company
    with tenancy.everyone(**tenancy.AT_ONE_MOMENT):
        archive = iter(writing.Archive(company))
        first = next(archive)
        other = connections["default"].copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("BEGIN; SELECT atlas_set_tenant('everyone')")
                cursor.execute("UPDATE accounting_company SET name = 'Renamed' WHERE id = %s", [company.id])
                cursor.execute("COMMIT")
        finally:
            other.close()
        rest = b"".join(archive)
    assert b"Renamed" not in first + rest
    assert company_here(company.id).name == "Renamed"
    assert JournalLine._meta.db_table.encode() in rest
