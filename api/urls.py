"""All routes of the API.

A resource of a company is registered once and has two addresses: `/invoices?company_id=…` and
`/companies/{company_id}/invoices`.
"""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from api.health import HealthView, ReadyView
from api.reference import DocsView, SchemaView, TryView
from api.resources.accounts import AccountViewSet
from api.resources.adjustments import AdjustmentViewSet
from api.resources.api_keys import ApiKeyViewSet
from api.resources.attachments import AttachmentViewSet
from api.resources.audit import AuditViewSet
from api.resources.auth import ChangePasswordView, LoginView, LogoutView, MeView, RefreshView
from api.resources.bank_transactions import BankTransactionViewSet
from api.resources.batch import BatchView
from api.resources.bills import BillViewSet
from api.resources.budgets import BudgetViewSet
from api.resources.companies import CompanyViewSet
from api.resources.contacts import CustomerViewSet, VendorViewSet
from api.resources.credits import CreditNoteViewSet, VendorCreditViewSet
from api.resources.currencies import CurrencyViewSet
from api.resources.events import EventViewSet
from api.resources.exchange_rates import ExchangeRateViewSet
from api.resources.exports import (
    ArchiveExportView,
    BeancountExportView,
    CsvExportView,
    FecExportView,
    HledgerExportView,
    XafExportView,
)
from api.resources.fiscal_years import FiscalYearViewSet
from api.resources.fx_revaluations import FxRevaluationViewSet
from api.resources.imports import ImportViewSet
from api.resources.integrity import IntegrityView
from api.resources.invoices import InvoiceViewSet
from api.resources.items import ItemViewSet
from api.resources.journal_entries import JournalEntryViewSet
from api.resources.ledgers import (
    AgedPayablesView,
    AgedReceivablesView,
    CustomerStatementView,
    GeneralLedgerView,
    JournalView,
    TaxSummaryView,
    UnrealisedView,
    VendorStatementView,
)
from api.resources.members import MemberViewSet
from api.resources.opening_balances import OpeningBalancesView
from api.resources.payments import PaymentViewSet
from api.resources.periods import PeriodViewSet
from api.resources.recurring import RecurringViewSet
from api.resources.reports import (
    BalanceSheetView,
    BudgetVsActualView,
    CashFlowView,
    ChangesInEquityView,
    ProfitLossView,
    TrialBalanceView,
)
from api.resources.sessions import SessionViewSet
from api.resources.tax_rates import TaxRateViewSet
from api.resources.tax_returns import TaxReturnViewSet
from api.resources.tracking_categories import TrackingCategoryViewSet
from api.resources.transfers import TransferViewSet
from api.resources.users import UserViewSet
from api.resources.webhooks import DeliveryViewSet, WebhookViewSet
from api.routing import IdConverter, Router, Routes, TextConverter

register_converter(IdConverter, "id")
register_converter(TextConverter, "text")

organization_resources = Router()
organization_resources.register("companies", CompanyViewSet)
organization_resources.register("users", UserViewSet)
organization_resources.register("currencies", CurrencyViewSet)
organization_resources.register("api-keys", ApiKeyViewSet)
organization_resources.register("audit", AuditViewSet)
organization_resources.register("webhooks", WebhookViewSet)
organization_resources.register("webhooks/<id:webhook_id>/deliveries", DeliveryViewSet, "webhook-deliveries")

company_resources = Router()
company_resources.register("chart-of-accounts", AccountViewSet)
company_resources.register("contacts/customers", CustomerViewSet)
company_resources.register("contacts/vendors", VendorViewSet)
company_resources.register("invoices", InvoiceViewSet)
company_resources.register("bills", BillViewSet)
company_resources.register("credit-notes", CreditNoteViewSet)
company_resources.register("vendor-credits", VendorCreditViewSet)
company_resources.register("payments", PaymentViewSet)
company_resources.register("adjustments", AdjustmentViewSet)
company_resources.register("bank-transactions", BankTransactionViewSet)
company_resources.register("transfers", TransferViewSet)
company_resources.register("attachments", AttachmentViewSet)
company_resources.register("items", ItemViewSet)
company_resources.register("tax-rates", TaxRateViewSet)
company_resources.register("tracking-categories", TrackingCategoryViewSet)
company_resources.register("tax-returns", TaxReturnViewSet)
company_resources.register("exchange-rates", ExchangeRateViewSet)
company_resources.register("fx-revaluations", FxRevaluationViewSet)
company_resources.register("budgets", BudgetViewSet)
company_resources.register("journal-entries", JournalEntryViewSet)
company_resources.register("recurring", RecurringViewSet)
company_resources.register("periods", PeriodViewSet)
company_resources.register("fiscal-years", FiscalYearViewSet)
company_resources.register("events", EventViewSet)
company_resources.register("imports", ImportViewSet)

company_views: list[URLPattern | URLResolver] = [
    path("members", MemberViewSet.as_view({"get": "list"}), name="members-list"),
    path(
        "members/<id:user_id>",
        MemberViewSet.as_view({"get": "retrieve", "put": "replace", "delete": "destroy"}),
        name="members-detail",
    ),
    path("batch", BatchView.as_view(), name="batch"),
    path("reports/profit-loss", ProfitLossView.as_view(), name="profit-loss"),
    path("reports/balance-sheet", BalanceSheetView.as_view(), name="balance-sheet"),
    path("reports/budget-vs-actual", BudgetVsActualView.as_view(), name="budget-vs-actual"),
    path("reports/trial-balance", TrialBalanceView.as_view(), name="trial-balance"),
    path("exports/beancount", BeancountExportView.as_view(), name="export-beancount"),
    path("exports/hledger", HledgerExportView.as_view(), name="export-hledger"),
    path("exports/csv", CsvExportView.as_view(), name="export-csv"),
    path("exports/fec", FecExportView.as_view(), name="export-fec"),
    path("exports/xaf", XafExportView.as_view(), name="export-xaf"),
    path("exports/archive", ArchiveExportView.as_view(), name="export-archive"),
    path("reports/general-ledger", GeneralLedgerView.as_view(), name="general-ledger"),
    path("reports/journal", JournalView.as_view(), name="journal"),
    path("reports/tax-summary", TaxSummaryView.as_view(), name="tax-summary"),
    path("reports/unrealised-differences", UnrealisedView.as_view(), name="unrealised-differences"),
    path("reports/cash-flow", CashFlowView.as_view(), name="cash-flow"),
    path("reports/changes-in-equity", ChangesInEquityView.as_view(), name="changes-in-equity"),
    path("reports/aged-receivables", AgedReceivablesView.as_view(), name="aged-receivables"),
    path("reports/aged-payables", AgedPayablesView.as_view(), name="aged-payables"),
    path("reports/customer-statement", CustomerStatementView.as_view(), name="customer-statement"),
    path("reports/vendor-statement", VendorStatementView.as_view(), name="vendor-statement"),
    path("opening-balances", OpeningBalancesView.as_view(), name="opening-balances"),
    path("integrity", IntegrityView.as_view(), name="integrity"),
]

company_routes = [*company_resources.urls, *company_views]

routes: list[URLPattern | URLResolver] = [
    path("health", HealthView.as_view(), name="health"),
    path("health/ready", ReadyView.as_view(), name="health-ready"),
    path("schema", SchemaView.as_view(), name="schema"),
    path("docs", DocsView.as_view(), name="docs"),
    path("try", TryView.as_view(), name="try"),
    path("auth/login", LoginView.as_view(), name="login"),
    path("auth/refresh", RefreshView.as_view(), name="refresh"),
    path("auth/logout", LogoutView.as_view(), name="logout"),
    path("auth/change-password", ChangePasswordView.as_view(), name="change-password"),
    path("auth/me", MeView.as_view(), name="me"),
    path("auth/sessions", SessionViewSet.as_view({"get": "list"}), name="sessions-list"),
    path(
        "auth/sessions/<id:id>",
        SessionViewSet.as_view({"get": "retrieve", "delete": "destroy"}),
        name="sessions-detail",
    ),
    *organization_resources.urls,
    *company_routes,
]

urlpatterns = [Routes([*routes, path("companies/<id:company_id>/", include((company_routes, "company")))])]
