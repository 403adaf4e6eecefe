"""The books for Atlas's own staff. They can read everything, and change it only through the operations."""

from django.contrib import admin

from accounting.attachments import admin as attachments
from accounting.banking import admin as banking
from accounting.budgets import admin as budgets
from accounting.currencies import admin as currencies
from accounting.documents import admin as documents
from accounting.exchange import admin as exchange
from accounting.items import admin as items
from accounting.ledger import admin as ledger
from accounting.open_items import admin as open_items
from accounting.opening import admin as opening
from accounting.recurring import admin as recurring
from accounting.revaluation import admin as revaluation
from accounting.settlement import admin as settlement
from accounting.taxes import admin as taxes

__all__ = [
    "attachments",
    "banking",
    "budgets",
    "currencies",
    "documents",
    "exchange",
    "items",
    "ledger",
    "open_items",
    "opening",
    "recurring",
    "revaluation",
    "settlement",
    "taxes",
]

admin.site.site_header = admin.site.site_title = "Atlas staff"
admin.site.index_title = "Books and customers"
admin.site.site_url = None
