"""How many rows a company has of what its long lists show, without counting them (counts.sql)."""

KEPT = """
(SELECT COALESCE(SUM(rows), 0)::bigint FROM accounting_rowcount WHERE company_id = %s AND what = '{}')
"""
ENTRIES = """
(SELECT last_number + (
    SELECT COUNT(*) FROM accounting_journalentry WHERE company_id = h.company_id AND number IS NULL
) FROM accounting_ledgerhead h WHERE company_id = %s)
"""
"""What is posted has numbers without gaps, and is never deleted. The rest are drafts."""
EVENTS = "(SELECT last_event_sequence FROM accounting_ledgerhead WHERE company_id = %s)"

LISTS = (
    "customer",
    "vendor",
    "invoice",
    "bill",
    "creditnote",
    "vendorcredit",
    "payment",
    "adjustment",
    "banktransaction",
    "transfer",
    "exchangerate",
    "item",
    "attachment",
)
"""The lists of which triggers keep the number of rows: the kinds of contacts, and names of models."""
NUMBER_OF: dict[str, str] = {name: KEPT.format(name) for name in LISTS} | {"journalentry": ENTRIES, "event": EVENTS}
"""SQL for how many rows a list of a company has. It has one parameter, the company's id."""

NUMBERED: dict[str, tuple[str, str]] = {
    "journalentry": ("number", "last_number"),
    "event": ("sequence", "last_event_sequence"),
}
"""The models whose rows have numbers from 1 without gaps, or none: their field, and that of the head with the last."""
