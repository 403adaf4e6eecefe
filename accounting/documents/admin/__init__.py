"""Invoices and bills, for Atlas's own staff."""

from accounting.documents.admin import bill, invoice

__all__ = ["bill", "invoice"]
