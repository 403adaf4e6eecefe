"""The staff's pages of documents."""

from accounting.documents.admin import bill, credit, invoice

__all__ = ["bill", "credit", "invoice"]
