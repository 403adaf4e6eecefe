"""The books for Atlas's own staff: to read everywhere, to change through the operations only."""

from django.contrib import admin

from accounting.admin import account, bill, company, contact, event, invoice, journal, payment, period, tax

__all__ = ["account", "bill", "company", "contact", "event", "invoice", "journal", "payment", "period", "tax"]

admin.site.site_header = admin.site.site_title = "Atlas staff"
admin.site.index_title = "Books and customers"
admin.site.site_url = None
