"""The routes of the reports, and of the entries and documents behind their figures."""

from django.urls import path

from pages.records import attachment_content, contact, document, document_pdf, entry
from pages.reports import check, overview, report, start

urlpatterns = [
    path("", start, name="reports"),
    path("/<uuid:company_id>", overview, name="reports-of"),
    path("/<uuid:company_id>/integrity", check, name="integrity"),
    path("/<uuid:company_id>/entries/<uuid:entry_id>", entry, name="entry"),
    path("/<uuid:company_id>/contacts/<uuid:contact_id>", contact, name="contact"),
    path("/<uuid:company_id>/attachments/<uuid:attachment_id>/content", attachment_content, name="attachment-content"),
    path("/<uuid:company_id>/<slug:kind>/<uuid:document_id>", document, name="document"),
    path("/<uuid:company_id>/<slug:kind>/<uuid:document_id>.pdf", document_pdf, name="document-pdf"),
    path("/<uuid:company_id>/<slug:name>", report, name="report"),
]
