"""The staff's pages of companies, accounts, contacts, periods, the journal and the event log."""

from accounting.ledger.admin import account, company, contact, event, fiscal_year, journal, period, tracking

__all__ = ["account", "company", "contact", "event", "fiscal_year", "journal", "period", "tracking"]
