"""Imports by a worker: a row and its file, all or nothing, never twice."""

import datetime
import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as DjangoClient
from django.urls import reverse
from django.utils import timezone

from accounting import errors, tasks
from accounting.exchange import booking, imports
from accounting.models import Account, Company, Contact, Event, Import, ImportPiece, JournalEntry
from accounting.reports import integrity
from foundation import tenancy
from foundation.models import AuditRecord
from tests import factories
from tests.accounting.races import beside
from tests.client import Answer, Client
from tests.factories import make_company, make_import, owner_of
from tests.people import make_admin, make_user

pytestmark = pytest.mark.django_db
D = Decimal


def run(row: Import) -> Import:
    tasks.run_imports()
    row.refresh_from_db()
    return row


def kept(company: Company) -> tuple[int, int]:
    return JournalEntry.objects.filter(company=company).count(), Account.objects.filter(company=company).count()


def told(company: Company) -> list[str]:
    return list(Event.objects.filter(company=company, type__startswith="import.").values_list("type", flat=True))


def test_a_worker_books_a_file_and_says_what_it_did(company: Company) -> None:
    row = make_import(company)
    assert (row.status, row.size, len(row.sha256)) == ("queued", len(factories.IMPORTED), 64)
    pieces = ImportPiece.objects.filter(of=row)
    assert pieces.count() == 1
    assert b"Rent" not in bytes(pieces.get().encrypted)
    row = run(row)
    assert (row.status, row.errors, row.error_count) == ("succeeded", [], 0)
    assert (row.done, row.total, row.attempts) == (2, 2, 1)
    assert row.created == {"journal_entries": 2}
    assert row.warnings == []
    assert kept(company)[0] == 2
    assert not ImportPiece.objects.filter(of=row).exists()
    assert told(company) == ["import.succeeded"]
    actions = AuditRecord.objects.filter(object_id=row.pk).order_by("created_at").values_list("action", "by_system")
    assert list(actions) == [("import.created", ""), ("import.succeeded", "accounting.run_imports")]
    assert all(check.failures == [] for check in integrity.checks(company))


@pytest.mark.parametrize(
    ("file_name", "reference"),
    [
        ("books.csv", "books.csv:2"),
        ("", "file:2"),
        ("../..", "file:2"),
        ("./a/b.csv", "b.csv:2"),
        ("é" * 196 + ".csv", f"{'é' * 94}.csv:2"),
    ],
)
def test_an_entry_without_a_reference_gets_the_name_of_its_file(
    company: Company, file_name: str, reference: str
) -> None:
    row = run(make_import(company, file_name=file_name, format="csv"))
    assert row.status == "succeeded"
    assert JournalEntry.objects.get(company=company, number=1).reference == reference


def test_the_account_for_roundings_has_the_line_of_its_first_entry(company: Company) -> None:
    text = "P 2026-01-01 EUR 1.5 USD\n\n2026-01-01 x\n  assets:a  0.01 EUR\n  assets:b  0.01 EUR\n  income:c\n"
    row = run(make_import(company, text, file_name="a.journal"))
    assert (row.status, row.errors) == ("succeeded", [])
    [rounding] = [one for one in row.rows if one["what"].endswith("Rounding")]
    assert rounding["line"] == 3


def test_columns_that_are_not_read_are_named_also_in_a_dry_run(company: Company) -> None:
    extra = ("note", "", "x", "", "")
    lines = [f"{line},{cell}" for line, cell in zip(factories.IMPORTED.splitlines(), extra, strict=True)]
    left = {"line": 3, "message": "Left out: note. Atlas does not read this column."}
    for dry_run in (True, False):
        row = run(make_import(company, "\n".join([*lines, ""]), dry_run=dry_run))
        assert (row.status, row.warnings, row.warning_count) == ("succeeded", [left], 1)


def test_new_accounts_are_listed_and_control_accounts_are_not_posted_to(company: Company) -> None:
    text = factories.IMPORTED.replace("3000,Share capital,equity", "1100,Receivables,asset")
    row = run(make_import(company, text))
    assert row.created == {"accounts": 1, "journal_entries": 2}
    assert row.rows == [{"line": 3, "action": "created", "what": "account 1100-1 Receivables"}]
    assert row.warnings == [
        {"line": 3, "message": "Account 1100 is 1100-1 here: lines cannot be posted to the 1100 of the books."}
    ]


def test_of_accounts_that_look_alike_a_journal_must_have_the_exact_code(company: Company) -> None:
    """Earlier editions allowed them; `kept_number` lets them stay."""
    for code in ("3333", "4444"):
        factories.make_account(company, code, "equity")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounting_account SET code = '3-333', kept_number = '3-333' WHERE code = '4444'")
    before = kept(company)
    row = run(make_import(company, factories.IMPORTED.replace("3000,", "33-33,")))
    message = "2 accounts look like '33-33': 3-333, 3333. Write the exact code of the one."
    assert (row.status, row.errors) == ("failed", [{"line": 3, "message": message}])
    assert kept(company) == before
    row = run(make_import(company, factories.IMPORTED.replace("3000,", "3-333,")))
    assert (row.status, row.created) == ("succeeded", {"journal_entries": 2})
    balances = Account.objects.filter(company=company, type="equity", lines__isnull=False)
    assert list(balances.values_list("code", flat=True)) == ["3-333"]


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(company: Company) -> None:
    before = kept(company)
    row = run(make_import(company, factories.IMPORTED.replace("3000,", "3333,"), dry_run=True))
    assert (row.status, row.created) == ("succeeded", {"accounts": 1, "journal_entries": 2})
    assert row.rows == [{"line": 3, "action": "created", "what": "account 3333 Share capital"}]
    assert kept(company) == before
    assert told(company) == ["import.succeeded"]


@pytest.mark.parametrize(
    ("content", "fields", "line", "message"),
    [
        (factories.IMPORTED + "3,2026-03-16,,1000,,,1.00,\n", {}, 6, "does not balance"),
        (factories.IMPORTED + "3,1926-03-16,,1000,,,1.00,\n3,1926-03-16,,1000,,,,1.00\n", {}, 6, "1970"),
        (factories.IMPORTED.replace("2026-03-15", "2026-13-15"), {}, 4, "is not a date"),
        (factories.IMPORTED.replace("3000,Share capital,equity", "9876,New,"), {}, 3, "9876 is not in the books"),
        (
            factories.IMPORTED.replace("3000,Share capital,equity", "1100,Receivables,"),
            {},
            3,
            "No entry of a file can be posted to account 1100 Accounts receivable. Say the type of 1100 in the file",
        ),
        ("PK\x03\x04", {}, 1, "a ZIP file"),
        ("number,date\n", {}, 1, "There is no column account_code"),
        ("2026-01-01 x\n  assets:a  5 USD\n  income:b  -4 USD\n", {"file_name": "a.journal"}, 1, "does not balance"),
        ('include "/etc/passwd"\n', {"file_name": "a.beancount"}, 1, "An include must name a file"),
        ('include "other.beancount"\n', {"format": "beancount"}, 1, "There is no file"),
        (factories.IMPORTED, {"currency": "EUR"}, None, "The books are in USD"),
        (factories.IMPORTED.partition("\n")[0], {}, None, "There is nothing to import in this file"),
        ("; a comment\n", {"file_name": "a.journal"}, None, "There is nothing to import in this file"),
        ("2026-01-01 x\r  assets:a  5 USD\r", {"file_name": "a.journal"}, 1, "carriage return"),
        ("2026-01-01 open Assets:A\r2026-01-01 * 'x'\r", {"file_name": "a.beancount"}, 1, "carriage return"),
        ("ContactName,EmailAddress\n", {"format": "customers_csv"}, None, "There is nothing to import in this file"),
        ("*Code,*Name,*Type\n", {"format": "accounts_csv"}, None, "There is nothing to import in this file"),
        (
            "Customer,Num,Date,Open balance\n",
            {"format": "invoices_csv", "date": datetime.date(2026, 1, 1)},
            None,
            "There is nothing to import in this file",
        ),
    ],
)
def test_a_file_that_cannot_be_booked_leaves_nothing(
    company: Company, content: str, fields: dict[str, Any], line: int | None, message: str
) -> None:
    before = kept(company)
    row = run(make_import(company, content, **fields))
    assert row.status == "failed"
    assert row.errors[0]["line"] == line
    assert message in row.errors[0]["message"]
    assert row.error_count == len(row.errors)
    assert kept(company) == before
    assert not ImportPiece.objects.filter(of=row).exists()
    assert told(company) == ["import.failed"]


def test_many_errors_are_counted_and_the_first_are_kept(company: Company) -> None:
    bad = "".join(f"{number},2026-03-16,,1000,,,1.00,\n" for number in range(10, 210))
    row = run(make_import(company, factories.IMPORTED + bad))
    assert (row.error_count, len(row.errors), row.errors[0]["line"]) == (200, imports.MAX_ERRORS, 6)


def test_books_with_entries_take_no_journal(company: Company) -> None:
    run(make_import(company))
    again = run(make_import(company))
    assert again.status == "failed"
    assert "only into a company without journal entries" in again.errors[0]["message"]
    assert kept(company)[0] == 2


def test_what_is_asked_for_is_checked_at_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    for fields, field in (
        ({"file_name": "books.pdf"}, "format"),
        ({"format": "qif"}, "format"),
        ({"content": ""}, "content"),
        ({"currency": "XYZ"}, "currency"),
    ):
        with pytest.raises(errors.Refusal) as refused:
            make_import(company, **fields)  # type: ignore[arg-type]
        assert refused.value.field == field
    monkeypatch.setattr(imports, "MAX_BYTES", 10)
    with pytest.raises(errors.Invalid):
        make_import(company)
    monkeypatch.undo()
    monkeypatch.setattr(imports, "MAX_WAITING", 1)
    make_import(company)
    with pytest.raises(errors.TooMany):
        make_import(company)
    assert Import.objects.count() == 1


def test_what_was_rounded_valued_and_padded_is_told_by_line(company: Company) -> None:
    text = (
        "2026-01-01 open Assets:A\n2026-01-01 open Income:B\n2026-01-01 open Equity:C\n"
        "2026-01-02 price EUR 1.10 USD\n"
        '2026-01-03 * "x"\n  Assets:A  1 X @ 0.104 USD\n  Assets:A  2 X @ 0.104 USD\n  Income:B  -0.312 USD\n'
        '2026-01-04 * "y"\n  Assets:A  10 EUR\n  Income:B  -10 EUR\n'
        "2026-01-05 pad Income:B Equity:C\n2026-01-06 balance Income:B -100 USD\n"
    )
    row = run(make_import(company, text, file_name="a.beancount"))
    assert row.status == "succeeded", row.errors
    assert row.warnings == [
        {"line": None, "message": "5 lines rounded to the decimals of USD: Assets:A -0.002; Equity:C +0.002."},
        {"line": None, "message": "Postings valued at a price of their day: 2 in EUR."},
        {"line": 12, "message": "A pad of the file adds Income:B -99.688 USD."},
    ]


def test_a_file_of_many_pieces_comes_out_whole(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "PIECE", 7)
    row = make_import(company)
    assert ImportPiece.objects.filter(of=row).count() > 30
    assert run(row).status == "succeeded"


def test_when_a_worker_dies_the_next_one_books_the_file_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    row = make_import(company)
    dead = imports._take()
    assert dead is not None
    assert imports._take() is None  # the lease holds
    Import.objects.filter(pk=row.pk).update(due_at=timezone.now())
    row = run(row)
    assert (row.status, row.attempts, kept(company)[0]) == ("succeeded", 2, 2)
    imports._run(dead)  # the dead one was only slow
    assert kept(company)[0] == 2
    assert told(company) == ["import.succeeded"]


def test_a_slow_worker_whose_lease_is_lost_keeps_nothing(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    row, real = make_import(company), booking.book_into

    def overtaken(*args: Any, **kwargs: Any) -> Any:
        opened = real(*args, **kwargs)
        Import.objects.filter(pk=row.pk).update(attempts=7)
        return opened

    before = kept(company)
    monkeypatch.setattr(booking, "book_into", overtaken)
    row = run(row)
    assert (row.status, kept(company)) == ("running", before)


def test_an_error_of_ours_is_tried_again_and_then_given_up(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError

    row = make_import(company)
    monkeypatch.setattr(booking, "book_into", broken)
    for attempt in range(1, imports.MAX_ATTEMPTS + 1):
        row = run(row)
        assert (row.status, row.attempts) == ("running", attempt)
        Import.objects.filter(pk=row.pk).update(due_at=timezone.now())
    row = run(row)
    assert (row.status, row.error_count) == ("failed", 1)
    assert "Atlas could not finish" in row.errors[0]["message"]


def test_nobody_imports_after_losing_the_role(company: Company) -> None:
    row = make_import(company)
    by = owner_of(company)
    make_admin(by.organization, "second@example.com")
    type(by).objects.filter(pk=by.pk).update(is_active=False)
    row = run(row)
    assert (row.status, row.errors[0]["message"]) == (
        "failed",
        "The person who asked for this import is not an admin of the company any more.",
    )


def test_an_import_that_has_ended_does_not_change(company: Company) -> None:
    row = run(make_import(company))
    with pytest.raises(DatabaseError, match="has ended"), transaction.atomic():
        Import.objects.filter(pk=row.pk).update(status="queued", finished_at=None)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Import.objects.filter(pk=row.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_progress_and_the_lease_are_written_while_the_transaction_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    with tenancy.everyone():
        row = make_import(make_company())
    real, seen = booking.book_into, list[str]()
    monkeypatch.setattr(imports, "BEAT_SECONDS", 0.05)

    def slow(company: Company, source: Any, *, by: Any, progress: Any) -> Any:
        opened = real(company, source, by=by, progress=progress)
        ends = timezone.now() + datetime.timedelta(seconds=10)
        while timezone.now() < ends and not seen:
            seen.extend(Import.objects.filter(pk=row.pk, done=2, total=2).values_list("status", flat=True))
        return opened

    monkeypatch.setattr(booking, "book_into", slow)
    tasks.run_imports()
    with tenancy.everyone():
        row.refresh_from_db()
    assert (seen, row.status) == (["running"], "succeeded")


@pytest.mark.django_db(transaction=True)
def test_whoever_waits_too_long_for_an_import_reads_that_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with tenancy.everyone():
        company = make_company()
        row, client = make_import(company), Client(owner_of(company))
    real, answers = booking.book_into, list[Answer]()
    operation = {"method": "POST", "path": "/contacts/customers", "body": {"name": "Ann"}}
    named = {**operation, "path": f"/companies/{company.id}/contacts/customers"}

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        answers.append(client.post("/contacts/customers", {"name": "Ann"}))
        answers.append(client.post("/batch", {"operations": [operation]}, company_id=company.id))
        answers.append(client.post("/batch", {"operations": [named]}))
        answers.append(client.patch(f"/companies/{company.id}", {"name": "Harbor Lane West"}))
        connection.close()

    def slow(company: Company, source: Any, *, by: Any, progress: Any) -> Any:
        opened = real(company, source, by=by, progress=progress)
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        return opened

    monkeypatch.setattr(booking, "book_into", slow)
    tasks.run_imports()
    assert [(answer.status, answer.code) for answer in answers] == [(503, "import_running")] * 4
    assert [answer.headers["Retry-After"] for answer in answers] == ["30"] * 4
    with tenancy.everyone():
        row.refresh_from_db()
        assert (row.status, row.error_count) == ("succeeded", 0)
        assert not Contact.objects.filter(company=company).exists()


@pytest.mark.django_db(transaction=True)
def test_an_import_begins_when_nobody_else_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    with tenancy.everyone():
        company = make_company()
        row = make_import(company)
    real, begun = booking.book_into, threading.Event()

    def book(*given: Any, **named: Any) -> Any:
        begun.set()
        return real(*given, **named)

    monkeypatch.setattr(booking, "book_into", book)
    with tenancy.company(company.organization_id, company.id):
        working = beside(tasks.run_imports)
        assert not begun.is_set()
    working.result(timeout=30)
    with tenancy.everyone():
        row.refresh_from_db()
        assert (row.status, row.attempts) == ("succeeded", 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_takes_an_import_of_the_company() -> None:
    with tenancy.everyone():
        company = make_company()
        first, second = make_import(company), make_import(company)
    with tenancy.everyone():
        assert imports._take() == first
        other = beside(imports._take)
    assert other.result(timeout=30) is None
    with tenancy.everyone():
        second.refresh_from_db()
        assert (second.status, second.attempts) == ("queued", 0)


@pytest.mark.django_db(transaction=True)
def test_another_import_of_the_company_loses_no_attempt_while_one_runs() -> None:
    with tenancy.everyone():
        company, elsewhere = make_company(), make_company()
        first, second, other = make_import(company), make_import(company), make_import(elsewhere)
        assert imports._take() == first
    tasks.run_imports()
    with tenancy.everyone():
        statuses = [(row.status, row.attempts) for row in Import.objects.order_by("pk")]
        assert [first, second, other] == list(Import.objects.order_by("pk"))
        assert statuses == [("running", 1), ("queued", 0), ("succeeded", 1)]
        Import.objects.filter(pk=first.pk).update(due_at=timezone.now())  # its worker has died
    tasks.run_imports()
    with tenancy.everyone():
        ended = [(row.status, row.attempts) for row in (second, first) if row.refresh_from_db() is None]
        assert ended == [("succeeded", 1), ("failed", 2)]  # the company had entries then


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_staff", [False, True])
def test_a_running_import_is_cancelled_although_nobody_else_writes(*, by_staff: bool) -> None:
    with tenancy.everyone():
        company = make_company()
        row, client, staff = make_import(company), Client(owner_of(company)), DjangoClient()
        staff.force_login(make_user(None, is_staff=True, is_superuser=True))
        imports._take()
    action = {"action": "cancel", "_selected_action": [str(row.pk)], "index": "0"}

    def cancel() -> None:
        if by_staff:
            staff.post(reverse("admin:accounting_import_changelist"), action)
        else:
            client.post(f"/imports/{row.pk}/cancel")

    with tenancy.company(company.organization_id, company.id, alone=True):
        beside(cancel).result(timeout=5)
        row.refresh_from_db()
        assert row.status == "cancelling"


@pytest.mark.django_db(transaction=True)
def test_one_that_waits_while_somebody_writes_alone_is_cancelled_by_the_worker() -> None:
    """Whoever writes alone may want its row next, so whoever cancels it must not wait for them."""
    with tenancy.everyone():
        company = make_company()
        row, by = make_import(company), owner_of(company)
    with tenancy.company(company.organization_id, company.id, alone=True):
        assert beside(lambda: imports.cancel(row, by=by).status).result(timeout=5) == "cancelling"
        with pytest.raises(errors.WrongStatus):
            imports.cancel(row, by=by)
    tasks.run_imports()
    with tenancy.everyone():
        row.refresh_from_db()
        assert (row.status, told(company)) == ("cancelled", ["import.cancelled"])


def test_one_that_waits_is_cancelled_at_once(company: Company) -> None:
    before, by = kept(company), owner_of(company)
    row = imports.cancel(make_import(company), by=by)
    assert (row.status, row.started_at, row.error_count) == ("cancelled", None, 0)
    assert row.finished_at is not None
    assert not ImportPiece.objects.filter(of=row).exists()
    actions = AuditRecord.objects.filter(object_id=row.pk).order_by("created_at").values_list("action", "by_id")
    assert list(actions) == [("import.created", by.pk), ("import.cancelled", by.pk)]
    row = run(row)
    assert (row.status, row.attempts, kept(company), told(company)) == ("cancelled", 0, before, ["import.cancelled"])


@pytest.mark.parametrize("status", ["succeeded", "failed", "cancelled", "cancelling"])
def test_one_that_has_ended_is_not_cancelled(company: Company, status: str) -> None:
    row = make_import(company, factories.IMPORTED if status == "succeeded" else "number,date\n")
    if status == "cancelling":
        imports._take()
        imports.cancel(row, by=owner_of(company))
    elif status == "cancelled":
        imports.cancel(row, by=owner_of(company))
    else:
        run(row)
    before, records, events = kept(company), AuditRecord.objects.count(), told(company)
    with pytest.raises(errors.WrongStatus, match=r"^This import (has|is) (\w+)"):
        imports.cancel(row, by=owner_of(company))
    row.refresh_from_db()
    assert (row.status, kept(company), AuditRecord.objects.count(), told(company)) == (status, before, records, events)
    if status == "cancelling":
        with pytest.raises(DatabaseError, match="was cancelled"), transaction.atomic():
            Import.objects.filter(pk=row.pk).update(status="running")


def test_when_a_worker_dies_whose_import_is_cancelled_the_next_one_ends_it(company: Company) -> None:
    before, row = kept(company), make_import(company)
    dead = imports._take()
    assert dead is not None
    assert imports.cancel(row, by=owner_of(company)).status == "cancelling"
    assert ImportPiece.objects.filter(of=row).exists()
    Import.objects.filter(pk=row.pk).update(due_at=timezone.now())
    row = run(row)
    assert (row.status, row.attempts, kept(company), told(company)) == ("cancelled", 2, before, ["import.cancelled"])
    assert not ImportPiece.objects.filter(of=row).exists()
    imports._run(dead)  # it was only slow
    assert (kept(company), told(company)) == (before, ["import.cancelled"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["while it books", "when it has booked", "while it commits"])
def test_of_a_worker_and_somebody_who_cancels_exactly_one_wins(monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    with tenancy.everyone():
        company = make_company()
        row, by, before = make_import(company), owner_of(company), kept(company)
    real_book, real_tell, answers = booking.book_into, imports.events.tell, list[Any]()

    def booked(company: Company, source: Any, *, by: Any, progress: Any) -> Any:
        opened = real_book(company, source, by=by, progress=progress)
        if when != "while it commits":
            answers.append(beside(cancel))
            answers[0].result(timeout=10)
        ends = timezone.now() + datetime.timedelta(seconds=10)
        while when == "while it books" and timezone.now() < ends:
            progress(2)
        return opened

    def told_of(type: str, subject: Any) -> None:
        real_tell(type, subject)
        if when == "while it commits":
            answers.append(beside(cancel))

    def cancel() -> str:
        return imports.cancel(row, by=by).status

    if when == "while it books":
        monkeypatch.setattr(imports, "BEAT_SECONDS", 0.02)
    monkeypatch.setattr(booking, "book_into", booked)
    monkeypatch.setattr(imports.events, "tell", told_of)
    tasks.run_imports()
    answer = answers[0].result(timeout=10)
    with tenancy.everyone():
        row.refresh_from_db()
        now, events, pieces = kept(company), told(company), ImportPiece.objects.filter(of=row).exists()
    assert not pieces
    if when == "while it commits":
        assert isinstance(answer, errors.WrongStatus)
        assert (row.status, now[0], events) == ("succeeded", 2, ["import.succeeded"])
    else:
        assert answer == "cancelling"
        assert (row.status, now, events) == ("cancelled", before, ["import.cancelled"])
