"""The staff's pages of invoices and bills."""

from accounting.documents.admin import bill, invoice

__all__ = ["bill", "invoice"]
