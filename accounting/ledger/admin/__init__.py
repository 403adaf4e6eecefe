"""Companies, accounts, contacts, periods, the journal and the event log, for Atlas's own staff."""

from accounting.ledger.admin import account, company, contact, event, journal, period

__all__ = ["account", "company", "contact", "event", "journal", "period"]
