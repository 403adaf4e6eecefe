"""The limits that the guides name are those of the code."""

import pytest

from accounting.attachments import attachments
from accounting.attachments import models as attachment
from accounting.budgets import budgets
from accounting.budgets.models import MAX_MONTHS
from accounting.currencies import rates
from accounting.exchange import imports, lists, open_documents
from accounting.ledger import dates, journal, metadata, tracking_categories
from accounting.recurring import templates
from accounting.reports import columns, integrity, listing, open_at
from accounting.taxes import components, returns
from api import bulk, failures, filters, idempotency, models, pagination, parsing
from api.resources import batch, exports
from foundation import mail
from identity import api_keys, daily_limits
from identity.models import Tier
from identity.rate_limits import LIMITS
from pages.docs import shelf
from webhooks import operations, policy, upkeep
from webhooks.models import KEPT_ANSWER_BYTES

KIB, MIB, GIB = 1024, 1024**2, 1024**3
WORDS = {3: "three", 5: "five", 7: "seven", 10: "ten", 50: "fifty"}
KEPT_CATEGORIES = WORDS[tracking_categories.MAX_CATEGORIES]
MAILS = [daily_limits.MAILS[tier] for tier in Tier]


def a_day(pace: daily_limits.Pace) -> str:
    return f"{2 * pace.tries:,}"


SENTENCES = [
    ("api-keys", f"(up to {api_keys.MAX_ADDRESSES} addresses or networks)"),
    ("api-keys", f"at most {WORDS[api_keys.MAX_OVERLAP.days]} days"),
    ("api-keys", f"at most {api_keys.MAX_KEYS} keys"),
    ("archive", f"more than {exports.MAX_ATTACHED // MIB} MiB of attached files"),
    ("attachments", f"A file has 1 byte to {attachment.MAX_BYTES // MIB} MiB"),
    ("attachments", f"its name at most {attachment.MAX_FILE_NAME} characters"),
    ("attachments", f"An object has at most {attachments.MAX_OF_OBJECT} attachments"),
    ("attachments", f"at most {attachments.MAX_OF_COMPANY:,}, with {attachments.MAX_TOTAL // GIB} GiB together"),
    ("batches", f"runs up to {batch.MAX_OPERATIONS} writes"),
    ("batches", f"It posts up to {journal.MAX_BATCH:,} at once"),
    ("batches", f"create up to {bulk.MAX_ITEMS}"),
    ("budgets", f"at most {MAX_MONTHS} months"),
    ("budgets", f"at most {budgets.MAX_BUDGETS} budgets"),
    ("budgets", f"at most {budgets.MAX_ROWS:,} accounts and {budgets.MAX_CELLS:,} amounts"),
    ("budgets", f"A report has at most {columns.MAX_COLUMNS} columns"),
    ("currencies", f"at most {rates.MAX_AGE_DAYS} days old"),
    ("errors", f"It has at most {failures.MAX_ERRORS} entries"),
    ("errors", f"more than {parsing.MAX_BODY // MIB} MiB, or {parsing.MAX_NODES:,} members and elements"),
    ("errors", f"({parsing.MAX_PUBLIC_NODES} without sign-in;"),
    ("errors", f"or {parsing.MAX_MEMBERS} members in one object"),
    ("errors", f"{attachment.MAX_BYTES // MIB} MiB to attach or {imports.MAX_BYTES // MIB} MiB to import"),
    ("from-xero", f"with up to {WORDS[tracking_categories.MAX_ACTIVE]} active ones"),
    ("from-xero", f"makes up to {bulk.MAX_ITEMS}"),
    ("idempotency", f"at most {models.MAX_KEY_LENGTH} printable ASCII characters"),
    ("idempotency", f"for {idempotency.KEPT.days} days"),
    ("imports", f"A file has at most {imports.MAX_BYTES // MIB} MiB"),
    ("imports", f"at most {imports.MAX_WAITING} imports that have not ended"),
    ("imports", f"has at most {lists.MAX_ROWS:,} rows ({open_documents.MAX_ROWS:,} of open documents"),
    ("journal-entries", f"and {parsing.MAX_NODES:,} members and elements"),
    ("journal-entries", f"to {dates.MAX_DAYS_AHEAD} days after today"),
    ("metadata", f"up to {metadata.MAX_KEYS} keys"),
    ("metadata", f"a text has up to {metadata.MAX_VALUE_LENGTH}"),
    ("pagination", f"at most {pagination.MAX_PAGE_SIZE}"),
    ("pagination", f"in a list of more than {pagination.MAX_COUNTED:,} rows"),
    ("pagination", f"one value or several, at most {filters.MAX_CHOICES}"),
    *(("rate-limits", f"| {tier.label} | {limit.per_minute} | {limit.burst} |") for tier, limit in LIMITS.items()),
    ("rate-limits", f"people that an organization adds, else 429 `daily_limit` | {a_day(daily_limits.NEW_USERS)} |"),
    ("rate-limits", f"invitations to one address, else 429 `daily_limit` | {a_day(daily_limits.INVITATIONS)} |"),
    ("rate-limits", f"mails about invoices and webhooks | {' | '.join(map(a_day, MAILS))} |"),
    ("rate-limits", f"of these to one address | {a_day(daily_limits.MAILS_TO_ONE)} |"),
    ("rate-limits", f"longer than {WORDS[mail.LONGEST_WAIT.days]} days is not sent"),
    ("recurring", f"A company has at most {templates.MAX_TEMPLATES:,} templates"),
    ("recurring", f"(at most {templates.MAX_DAYS_BACK} days ago)"),
    ("reports", f"A report has at most {columns.MAX_COLUMNS} columns"),
    ("reports", f"other lists in a file | {listing.MAX_FILE_ROWS:,}"),
    ("reports", f"in unrealised differences (`items=true`) | {open_at.MAX_LISTED:,} |"),
    ("reports", f"if they have at most {integrity.MAX_ENTRIES:,}"),
    ("taxes", f"up to {WORDS[components.MAX_COMPONENTS]} `components`"),
    ("taxes", f"a return of at most {returns.MAX_DAYS} days"),
    ("tracking", f"at most {WORDS[tracking_categories.MAX_ACTIVE]} active categories ({KEPT_CATEGORIES} with archived"),
    ("tracking", f"each with at most {tracking_categories.MAX_OPTIONS} options"),
    ("tracking", f"a report has at most {columns.MAX_COLUMNS}"),
    ("webhooks", f"An organization has at most {operations.MAX_ENDPOINTS} webhooks"),
    ("webhooks", f"(at most {WORDS[operations.MAX_PREVIOUS + 1]})"),
    ("webhooks", f"There are {WORDS[policy.MAX_ATTEMPTS]} attempts"),
    ("webhooks", f"({policy.MAX_RETRY_AFTER // policy.HOUR} hours at most)"),
    ("webhooks", f"until {operations.OVERLAP.total_seconds() // 3600:.0f} hours after the last rotation"),
    ("webhooks", f"One call takes {operations.MAX_REPLAY:,} events"),
    ("webhooks", f"kept for {upkeep.KEPT.days} days"),
    ("webhooks", f"the first {KEPT_ANSWER_BYTES // KIB} KiB of your response"),
]


@pytest.mark.parametrize(("guide", "sentence"), SENTENCES)
def test_a_guide_names_the_limit_of_the_code(guide: str, sentence: str) -> None:
    assert sentence in " ".join(shelf.source(f"docs/guides/{guide}.md").split())
