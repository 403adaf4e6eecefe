"""Imports over the API: a row with its file, which a worker books in one transaction, all or nothing.

A worker takes an import by a lease (`due_at`), which it renews while it works. If it dies, the import is taken again
when the lease ends, MAX_ATTEMPTS times in all. How an import ended is written in the transaction of its effect, under
the attempt's number, so no file is ever booked twice. The file is kept only until the import has ended, encrypted.

Whoever cancels a running import only marks its row: the worker's last statement then finds another status, and
everything it did is rolled back. Its other thread notices within BEAT_SECONDS, so it stops long before.
"""

import datetime
import hashlib
import logging
import re
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounting import errors
from accounting.exchange import events, formats
from accounting.exchange.formats import Options
from accounting.exchange.models import ENDED, MAX_FILE_NAME, Import, ImportPiece, ImportStatus
from accounting.exchange.outcome import DryRun, Outcome
from accounting.exchange.source import Unreadable
from accounting.ledger import access, locking, money
from accounting.ledger.models import Company, CompanyRole
from accounting.ledger.text import HIDDEN
from foundation import audit, encryption, tenancy
from foundation.bell import Bell
from identity.models import User

logger = logging.getLogger(__name__)

RUN_TASK = "accounting.run_imports"
MAX_BYTES = 25 * 1024 * 1024
MAX_WAITING = 10
"""The most imports of a company that have not ended."""
MAX_ATTEMPTS = 3
MAX_ERRORS = 100
MAX_ROWS = 1000
MAX_MESSAGE = 500
PIECE = 1024 * 1024
LEASE = datetime.timedelta(minutes=2)
BEAT_SECONDS = 2.0
"""How often a worker renews its lease and writes down its progress."""
RETRY = datetime.timedelta(seconds=30)

RUNNING = (ImportStatus.RUNNING, ImportStatus.CANCELLING)

NOT_CANCELLED = {
    ImportStatus.SUCCEEDED: "This import has succeeded, so there is nothing left to cancel.",
    ImportStatus.FAILED: "This import has failed: nothing of its file is in the books.",
    ImportStatus.CANCELLING: "This import is being cancelled: nothing of its file will be in the books.",
    ImportStatus.CANCELLED: "This import is cancelled already: nothing of its file is in the books.",
}
"""Why an import cannot be cancelled, by its status."""

_bell = Bell(RUN_TASK)


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    content: bytes,
    format: str = "",
    file_name: str = "",
    dry_run: bool = False,
    currency: str = "",
    rates: Mapping[str, Decimal] | None = None,
    existing: str = "",
    date: datetime.date | None = None,
    date_order: str = "",
    decimal_mark: str = "",
) -> Import:
    """Add an import, and ring for a worker after the commit.

    Without a `format`, the end of the file's name says it. `currency` and `rates` are for amounts in other currencies,
    the others for lists (`Options`). Raises Invalid, TooMany.
    """
    name = re.sub(f"[{HIDDEN}]", "?", file_name)[-MAX_FILE_NAME:]
    by_name = formats.by_suffix(Path(name).suffix)
    chosen = formats.IMPORTS.get(format or (by_name.name if by_name else ""))
    if chosen is None:
        raise errors.Invalid(f"Must be one of: {', '.join(formats.IMPORTS)}.", field="format")
    if not content:
        raise errors.Invalid("The file is empty.", field="content")
    if len(content) > MAX_BYTES:
        raise errors.Invalid(f"A file has at most {MAX_BYTES >> 20} MiB.", field="content")
    if currency:
        money.decimals(currency)
    options = Options(
        currency=currency,
        rates=dict(rates or {}),
        existing=existing,
        date=date,
        date_order=date_order,
        decimal_mark=decimal_mark,
    )
    locking.lock_company(company)
    if Import.objects.filter(company=company).exclude(status__in=ENDED).count() >= MAX_WAITING:
        raise errors.TooMany(f"A company has at most {MAX_WAITING} imports that have not ended.")
    row = Import(
        company=company,
        format=chosen.name,
        file_name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        dry_run=dry_run,
        options=options.as_json(),
        created_by=by,
    )
    row.save(force_insert=True)
    for position, start in enumerate(range(0, len(content), PIECE)):
        encrypted = encryption.encrypt_bytes(content[start : start + PIECE])
        ImportPiece(company=company, of=row, position=position, encrypted=encrypted).save(force_insert=True)
    audit.record(
        "import.created", row, by=by, new=audit.values(row, ["format", "file_name", "size", "sha256", "dry_run"])
    )
    _bell.ring_after_commit()
    return row


@transaction.atomic
def cancel(row: Import, *, by: User) -> Import:
    """Cancel an import, so that nothing of it gets into the books. Raises WrongStatus.

    One that waits has then ended, `import.cancelled` is recorded, and its file is gone. Of one that is running, or was,
    the worker does that: until it notices, the import is `cancelling`. The worker also does it if somebody writes alone
    in the company, because they may be about to lock this row: to wait for them would be a deadlock.
    """
    row = locking.locked(Import.objects.select_related("company"), row)
    if not possible_actions(row):
        raise errors.WrongStatus(NOT_CANCELLED[ImportStatus(row.status)])
    waits = row.status == ImportStatus.QUEUED
    row.status = ImportStatus.CANCELLING
    row.save(update_fields=["status", "updated_at"])
    audit.record("import.cancelled", row, by=by)
    if waits and tenancy.hold_at_once(row.company.organization_id, row.company_id):
        _write_end(row, ImportStatus.CANCELLED)
        row.refresh_from_db()
    elif waits:
        _bell.ring_after_commit()
    return row


def are_running(company_ids: Sequence[UUID]) -> bool:
    """Return whether a worker is booking a file into one of the companies. Until it ends, others who write wait."""
    return Import.objects.filter(company__in=company_ids, status__in=RUNNING).exists()


def possible_actions(row: Import) -> tuple[str, ...]:
    """Return the actions that its status allows."""
    return ("cancel",) if row.status in (ImportStatus.QUEUED, ImportStatus.RUNNING) else ()


def run(*, seconds: float) -> int:
    """Run imports that are due, for about so many seconds. Return how many were run."""
    ends, ran = time.monotonic() + seconds, 0
    while time.monotonic() < ends and (taken := _take()) is not None:
        _run(taken)
        ran += 1
    return ran


def _take() -> Import | None:
    """Return the import that has been due longest, leased to the caller. A company has one at a time, because it writes
    alone: another would wait in vain, and use up its attempts."""
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [RUN_TASK])  # two at once would not see each other
        now = timezone.now()
        others = Import.objects.filter(company=OuterRef("company"), status__in=RUNNING, due_at__gt=now)
        due = Import.objects.exclude(status__in=ENDED).filter(~Exists(others), due_at__lte=now).order_by("due_at", "pk")
        row = due.select_for_update(of=("self",), skip_locked=True).select_related("company").first()
        if row is None:
            return None
        row.attempts += 1
        row.due_at = now + LEASE
        if row.status != ImportStatus.CANCELLING:
            row.status, row.started_at = ImportStatus.RUNNING, row.started_at or now
            row.done, row.total = 0, None
        row.save(update_fields=["attempts", "status", "due_at", "started_at", "done", "total", "updated_at"])
    return row


class _Lost(Exception):
    """Another worker has taken the import, or somebody has cancelled it."""


def _run(row: Import) -> None:
    """Book one import, or write down why it cannot be booked."""
    try:
        if row.status == ImportStatus.CANCELLING:
            raise _Lost
        if row.attempts > MAX_ATTEMPTS:
            _end(row, ImportStatus.FAILED, _failure("Atlas could not finish this import. Please tell us its id."))
            return
        with _Beat(row) as beat, _file_of(row) as path:
            outcome = _book(row, path, beat)
        if row.dry_run:
            _end(row, ImportStatus.SUCCEEDED, outcome)
    except _Lost:
        _give_up(row)
    except Unreadable as error:
        problems = [{"line": one.place.line or None, "message": one.message[:MAX_MESSAGE]} for one in error.problems]
        _fail(row, {"errors": problems[:MAX_ERRORS], "error_count": len(problems)})
    except errors.Refusal as refusal:
        _fail(row, _failure(str(refusal)))
    except Exception:
        logger.exception("The import %s failed in attempt %s", row.pk, row.attempts)
        with tenancy.organization(row.company.organization_id):
            _own(row).update(due_at=timezone.now() + RETRY)


def _book(row: Import, path: Path, beat: "_Beat") -> dict[str, Any]:
    chosen, options = formats.IMPORTS[row.format], Options.from_json(row.options)
    with tenancy.organization(row.company.organization_id):
        by = _author(row)
        currency = Company.objects.values_list("base_currency_id", flat=True).get(pk=row.company_id)
    source = chosen.read(path, options, currency)
    found: dict[str, Any] = {}
    try:
        request_id = {"atlas.request_id": str(row.pk)}
        with tenancy.company(row.company.organization_id, row.company_id, alone=True, **request_id):
            company = Company.objects.get(pk=row.company_id)
            found |= _facts(chosen.book(company, source, options=options, by=by, progress=beat.tell))
            if row.dry_run:
                raise DryRun
            _end(row, ImportStatus.SUCCEEDED, found)
    except DryRun:
        pass
    return found


def _author(row: Import) -> User:
    """Return the user who asked for the import. Raises Forbidden if they are not an admin of the company any more."""
    by = User.objects.filter(pk=row.created_by_id).first() if row.created_by_id else None
    if by is None or not by.is_active or access.role_in(row.company, by) != CompanyRole.ADMIN:
        raise errors.Forbidden("The person who asked for this import is not an admin of the company any more.")
    return by


def _facts(outcome: Outcome) -> dict[str, Any]:
    outcome.check()
    return {
        "created": outcome.counts("created"),
        "updated": outcome.counts("updated"),
        "skipped": outcome.counts("skipped"),
        "totals": outcome.totals,
        "rows": [asdict(one) for one in outcome.rows[:MAX_ROWS]],
        "warnings": [
            {"line": line or None, "message": message[:MAX_MESSAGE]} for line, message in outcome.warnings[:MAX_ERRORS]
        ],
        "warning_count": outcome.warning_count,
        "done": outcome.done,
        "total": outcome.done,
    }


def _failure(message: str) -> dict[str, Any]:
    return {"errors": [{"line": None, "message": message[:MAX_MESSAGE]}], "error_count": 1}


def _fail(row: Import, result: dict[str, Any]) -> None:
    try:
        _end(row, ImportStatus.FAILED, result)
    except _Lost:
        _give_up(row)


def _give_up(row: Import) -> None:
    """End an import that somebody has cancelled. One that another worker has taken is left to it."""
    try:
        _end(row, ImportStatus.CANCELLED)
    except _Lost:
        logger.warning("The import %s was taken by another worker", row.pk)


def _end(row: Import, status: ImportStatus, result: dict[str, Any] | None = None) -> None:
    """Write down how an import ended, in the transaction of its effect, and delete its file. Raises _Lost."""
    with tenancy.company(row.company.organization_id, row.company_id):
        _write_end(row, status, result)


def _write_end(row: Import, status: ImportStatus, result: dict[str, Any] | None = None) -> None:
    now, is_cancelled = timezone.now(), status == ImportStatus.CANCELLED
    own = _own(row, ImportStatus.CANCELLING if is_cancelled else ImportStatus.RUNNING)
    if not own.update(status=status, finished_at=now, updated_at=now, **(result or {})):
        raise _Lost
    ImportPiece.objects.filter(company_id=row.company_id, of=row.pk).delete()
    ended = Import.objects.get(company_id=row.company_id, pk=row.pk)
    if not is_cancelled:  # who cancelled it is recorded
        new = audit.values(ended, ["created", "updated", "skipped"])
        audit.record(f"import.{status}", ended, by=RUN_TASK, new=new)
    events.tell(f"import.{status}", ended)


def _own(row: Import, status: ImportStatus = ImportStatus.RUNNING) -> Any:
    """Return the row of an import, if it is still this attempt's and has this status."""
    return Import.objects.filter(company_id=row.company_id, pk=row.pk, attempts=row.attempts, status=status)


@contextmanager
def _file_of(row: Import) -> Iterator[Path]:
    """Write the file of an import into a folder of its own, which is deleted at the end.

    It keeps its name, because entries without a reference get that with their line; without one it is called `file`.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-import-") as folder:
        name = Path(row.file_name).name.encode()[-MAX_FILE_NAME:].decode(errors="ignore")
        path = Path(folder, name if name.strip(".") else "file")
        with tenancy.organization(row.company.organization_id), path.open("wb") as file:
            pieces = ImportPiece.objects.filter(company_id=row.company_id, of=row.pk).order_by("position")
            for encrypted in pieces.values_list("encrypted", flat=True).iterator(chunk_size=1):
                file.write(encryption.decrypt_bytes(bytes(encrypted)))
        yield path


class _Beat:
    """Renew the lease of an import and write down its progress, from a thread with a connection of its own.

    The transaction of the import is open all the time, so nobody would see what it writes. If the import is not this
    attempt's any more, or is cancelled, `tell` raises _Lost.
    """

    def __init__(self, row: Import) -> None:
        self.organization_id: UUID = row.company.organization_id
        self.row, self.done, self.total = row, 0, None
        self._is_lost = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"import {row.pk}", daemon=True)

    def tell(self, done: int, total: int | None) -> None:
        if self._is_lost:
            raise _Lost
        self.done, self.total = done, total  # type: ignore[assignment]

    def __enter__(self) -> "_Beat":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stopped.wait(BEAT_SECONDS):
                self._write()
        finally:
            connection.close()

    def _write(self) -> None:
        try:
            with tenancy.organization(self.organization_id):
                now = timezone.now()
                told = _own(self.row).update(done=self.done, total=self.total, due_at=now + LEASE, updated_at=now)
            self._is_lost = not told
        except Exception:
            logger.exception("The progress of import %s was not written", self.row.pk)
            connection.close()
