"""Make the documents of recurring templates that are due. The schedule calls this, as often as it likes.

Each document is made in a transaction of its own, in which its template is locked, its date is written down
(`RecurringRun`) and `next_date` moves on. So each date is made exactly once, also by two schedulers at once, after a
process was killed in the middle, and when the clock is put back.
"""

import datetime
import logging
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.ledger import access, periods
from accounting.ledger.models import CompanyRole
from accounting.recurring import events, making, schedule
from accounting.recurring.models import RecurringRun, RecurringStatus, RecurringTemplate
from foundation import tenancy
from foundation.models import MAX_ERROR_LENGTH
from foundation.transactions import savepoint, tried_again
from identity.models import User

logger = logging.getLogger(__name__)

MAX_TEMPLATES = 1_000
"""The most templates of one run. Those that were tried longest ago come first."""
MAX_DATES = 24
"""The most dates of one template that one run makes. After a jump of the clock the next runs make the others."""
MAX_SECONDS = 60.0
"""After this time a run ends. The next one continues it."""

LIVE = (RecurringStatus.ACTIVE, RecurringStatus.WAITING)


def run() -> int:
    """Make what is due in all companies, within the limits above. Return how many documents were made."""
    until, made = time.monotonic() + MAX_SECONDS, 0
    with tenancy.everyone():
        found = list(islice(_due(), MAX_TEMPLATES))
    for organization_id, company_id, pk in found:
        for _ in range(MAX_DATES):
            if time.monotonic() > until or not _make_next(organization_id, company_id, pk):
                break
            made += 1
    return made


def _due() -> Iterator[tuple[UUID, UUID, UUID]]:
    """Yield the organization, the company and the id of each template with a date that has begun where its company
    is."""
    now = timezone.now()
    rows = RecurringTemplate.objects.filter(status__in=LIVE, next_date__lte=(now + periods.FIRST_TO_BEGIN).date())
    rows = rows.order_by(F("attempted_at").asc(nulls_first=True), "pk").select_related("company")
    for template in rows.only("next_date", "company__time_zone", "company__organization_id").iterator():
        if template.next_date is not None and template.next_date <= template.company.date_at(now):
            yield template.company.organization_id, template.company_id, template.pk


def _make_next(organization_id: UUID, company_id: UUID, pk: UUID) -> bool:
    """Make the next document of one template if it is due. Return whether it was made.

    An error that is not a refusal is logged, and does not keep the other templates from their turn, neither in this run
    nor in the next.
    """
    try:
        return tried_again(partial(_make_if_due, organization_id, company_id, pk))
    except Exception:
        logger.exception("The recurring template %s failed", pk)
        with tenancy.organization(organization_id):
            _note_attempt(company_id, pk)
        return False


def _make_if_due(organization_id: UUID, company_id: UUID, pk: UUID) -> bool:
    # To make a document and to send it are two operations.
    with tenancy.company(organization_id, company_id, alone=True):
        rows = RecurringTemplate.objects.select_related("company", "owner")
        found = rows.select_for_update(of=("self",), skip_locked=True).filter(company_id=company_id, pk=pk)
        template = found.filter(status__in=LIVE).first()
        if template is None or template.next_date is None or template.next_date > periods.today(template.company):
            return False
        template.attempted_at = timezone.now()
        return _attempt(template, template.next_date)


def _note_attempt(company_id: UUID, pk: UUID) -> None:
    """Send a template to the end of the queue, and change nothing that its ETag is made of."""
    RecurringTemplate.objects.filter(company_id=company_id, pk=pk).update(attempted_at=timezone.now())


def _attempt(template: RecurringTemplate, date: datetime.date) -> bool:
    """Make the document of `date`, and move on; or note why it cannot be made, and wait."""
    try:
        with savepoint():
            if not template.runs.filter(company=template.company, date=date).exists():
                _make(template, date)
    except errors.Refusal as refusal:
        _wait(template, refusal)
        return False
    template.last_date, template.status = date, RecurringStatus.ACTIVE
    template.last_error_code = template.last_error = ""
    template.next_date = schedule.next_date(template)
    if template.next_date is None:
        template.status = RecurringStatus.ENDED
    template.save(force_update=True)
    events.tell("recurring.generated", template)
    if template.status == RecurringStatus.ENDED:
        events.tell("recurring.ended", template)
    return True


def _make(template: RecurringTemplate, date: datetime.date) -> None:
    document = making.make(template, date, by=_owner(template))
    with errors.translated():
        RecurringRun(
            id=uuid7(),
            company=template.company,
            template=template,
            date=date,
            document_id=document.id,
            created_at=timezone.now(),
        ).save(force_insert=True)
    template.last_document_id = document.id


def _owner(template: RecurringTemplate) -> User:
    """Return the user in whose name the document is made. Raises Forbidden if they may not make documents any more."""
    owner = template.owner
    role = access.role_in(template.company, owner) if owner is not None and owner.is_active else None
    if owner is None or role is None or access.RANK[role] < access.RANK[CompanyRole.ACCOUNTANT]:
        name = owner.full_name if owner else "Nobody"
        raise errors.Forbidden(f"{name} owns this template and may not make documents here. Resume it to take it over.")
    return owner


def _wait(template: RecurringTemplate, refusal: errors.Refusal) -> None:
    """Note why the document cannot be made. The first time, and for each other reason, record an event."""
    known = template.status, template.last_error
    template.status, template.last_error_code = RecurringStatus.WAITING, refusal.code
    where = f" ({refusal.field})" if refusal.field else ""
    template.last_error = f"{str(refusal)[: MAX_ERROR_LENGTH - len(where)]}{where}"
    if known == (template.status, template.last_error):  # nothing to tell, and its ETag stays
        _note_attempt(template.company_id, template.pk)
        return
    template.save(force_update=True)
    events.tell("recurring.waiting", template)
