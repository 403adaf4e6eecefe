"""The events that webhooks deliver.

Generated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atlas_accounting import models

    Event = (
        models.InvoiceCreatedEvent
        | models.InvoiceUpdatedEvent
        | models.InvoiceDeletedEvent
        | models.InvoiceSentEvent
        | models.InvoicePaidEvent
        | models.InvoiceReopenedEvent
        | models.InvoiceVoidedEvent
        | models.CreditNoteCreatedEvent
        | models.CreditNoteUpdatedEvent
        | models.CreditNoteDeletedEvent
        | models.CreditNoteIssuedEvent
        | models.CreditNoteAppliedEvent
        | models.CreditNoteUnappliedEvent
        | models.CreditNoteVoidedEvent
        | models.BillCreatedEvent
        | models.BillUpdatedEvent
        | models.BillDeletedEvent
        | models.BillSubmittedEvent
        | models.BillApprovedEvent
        | models.BillRejectedEvent
        | models.BillPaidEvent
        | models.BillReopenedEvent
        | models.BillVoidedEvent
        | models.VendorCreditCreatedEvent
        | models.VendorCreditUpdatedEvent
        | models.VendorCreditDeletedEvent
        | models.VendorCreditIssuedEvent
        | models.VendorCreditAppliedEvent
        | models.VendorCreditUnappliedEvent
        | models.VendorCreditVoidedEvent
        | models.PaymentReceivedEvent
        | models.PaymentMadeEvent
        | models.PaymentUpdatedEvent
        | models.PaymentAllocatedEvent
        | models.PaymentUnallocatedEvent
        | models.PaymentVoidedEvent
        | models.AdjustmentCreatedEvent
        | models.AdjustmentUpdatedEvent
        | models.AdjustmentAllocatedEvent
        | models.AdjustmentUnallocatedEvent
        | models.AdjustmentVoidedEvent
        | models.BankTransactionCreatedEvent
        | models.BankTransactionUpdatedEvent
        | models.BankTransactionVoidedEvent
        | models.TransferCreatedEvent
        | models.TransferUpdatedEvent
        | models.TransferVoidedEvent
        | models.ContactCreatedEvent
        | models.ContactUpdatedEvent
        | models.ContactArchivedEvent
        | models.ContactRestoredEvent
        | models.ContactDeletedEvent
        | models.AccountCreatedEvent
        | models.AccountUpdatedEvent
        | models.AccountArchivedEvent
        | models.AccountRestoredEvent
        | models.AccountDeletedEvent
        | models.TaxRateCreatedEvent
        | models.TaxRateUpdatedEvent
        | models.TaxRateArchivedEvent
        | models.TaxRateRestoredEvent
        | models.TaxRateDeletedEvent
        | models.PeriodClosedEvent
        | models.PeriodReopenedEvent
        | models.FiscalYearClosedEvent
        | models.FiscalYearReopenedEvent
        | models.JournalEntryPostedEvent
        | models.JournalEntryCreatedEvent
        | models.JournalEntryUpdatedEvent
        | models.JournalEntryDeletedEvent
        | models.CompanyUpdatedEvent
        | models.MemberAssignedEvent
        | models.MemberRemovedEvent
        | models.WebhookTestEvent
    )

NAMES = {
    "invoice.created": "InvoiceCreatedEvent",
    "invoice.updated": "InvoiceUpdatedEvent",
    "invoice.deleted": "InvoiceDeletedEvent",
    "invoice.sent": "InvoiceSentEvent",
    "invoice.paid": "InvoicePaidEvent",
    "invoice.reopened": "InvoiceReopenedEvent",
    "invoice.voided": "InvoiceVoidedEvent",
    "credit_note.created": "CreditNoteCreatedEvent",
    "credit_note.updated": "CreditNoteUpdatedEvent",
    "credit_note.deleted": "CreditNoteDeletedEvent",
    "credit_note.issued": "CreditNoteIssuedEvent",
    "credit_note.applied": "CreditNoteAppliedEvent",
    "credit_note.unapplied": "CreditNoteUnappliedEvent",
    "credit_note.voided": "CreditNoteVoidedEvent",
    "bill.created": "BillCreatedEvent",
    "bill.updated": "BillUpdatedEvent",
    "bill.deleted": "BillDeletedEvent",
    "bill.submitted": "BillSubmittedEvent",
    "bill.approved": "BillApprovedEvent",
    "bill.rejected": "BillRejectedEvent",
    "bill.paid": "BillPaidEvent",
    "bill.reopened": "BillReopenedEvent",
    "bill.voided": "BillVoidedEvent",
    "vendor_credit.created": "VendorCreditCreatedEvent",
    "vendor_credit.updated": "VendorCreditUpdatedEvent",
    "vendor_credit.deleted": "VendorCreditDeletedEvent",
    "vendor_credit.issued": "VendorCreditIssuedEvent",
    "vendor_credit.applied": "VendorCreditAppliedEvent",
    "vendor_credit.unapplied": "VendorCreditUnappliedEvent",
    "vendor_credit.voided": "VendorCreditVoidedEvent",
    "payment.received": "PaymentReceivedEvent",
    "payment.made": "PaymentMadeEvent",
    "payment.updated": "PaymentUpdatedEvent",
    "payment.allocated": "PaymentAllocatedEvent",
    "payment.unallocated": "PaymentUnallocatedEvent",
    "payment.voided": "PaymentVoidedEvent",
    "adjustment.created": "AdjustmentCreatedEvent",
    "adjustment.updated": "AdjustmentUpdatedEvent",
    "adjustment.allocated": "AdjustmentAllocatedEvent",
    "adjustment.unallocated": "AdjustmentUnallocatedEvent",
    "adjustment.voided": "AdjustmentVoidedEvent",
    "bank_transaction.created": "BankTransactionCreatedEvent",
    "bank_transaction.updated": "BankTransactionUpdatedEvent",
    "bank_transaction.voided": "BankTransactionVoidedEvent",
    "transfer.created": "TransferCreatedEvent",
    "transfer.updated": "TransferUpdatedEvent",
    "transfer.voided": "TransferVoidedEvent",
    "contact.created": "ContactCreatedEvent",
    "contact.updated": "ContactUpdatedEvent",
    "contact.archived": "ContactArchivedEvent",
    "contact.restored": "ContactRestoredEvent",
    "contact.deleted": "ContactDeletedEvent",
    "account.created": "AccountCreatedEvent",
    "account.updated": "AccountUpdatedEvent",
    "account.archived": "AccountArchivedEvent",
    "account.restored": "AccountRestoredEvent",
    "account.deleted": "AccountDeletedEvent",
    "tax_rate.created": "TaxRateCreatedEvent",
    "tax_rate.updated": "TaxRateUpdatedEvent",
    "tax_rate.archived": "TaxRateArchivedEvent",
    "tax_rate.restored": "TaxRateRestoredEvent",
    "tax_rate.deleted": "TaxRateDeletedEvent",
    "period.closed": "PeriodClosedEvent",
    "period.reopened": "PeriodReopenedEvent",
    "fiscal_year.closed": "FiscalYearClosedEvent",
    "fiscal_year.reopened": "FiscalYearReopenedEvent",
    "journal_entry.posted": "JournalEntryPostedEvent",
    "journal_entry.created": "JournalEntryCreatedEvent",
    "journal_entry.updated": "JournalEntryUpdatedEvent",
    "journal_entry.deleted": "JournalEntryDeletedEvent",
    "company.updated": "CompanyUpdatedEvent",
    "member.assigned": "MemberAssignedEvent",
    "member.removed": "MemberRemovedEvent",
    "webhook.test": "WebhookTestEvent",
}
