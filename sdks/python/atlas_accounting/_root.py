"""What a client has: a resource for each part of the API.

Generated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from atlas_accounting._calls import Call
from atlas_accounting._resource import AsyncResource, Resource

if TYPE_CHECKING:
    from atlas_accounting import models, params, resources


class Resources(Resource):
    """The whole API."""

    @cached_property
    def adjustments(self) -> resources.Adjustments:
        from atlas_accounting import resources

        return resources.Adjustments(self._client)

    @cached_property
    def api_keys(self) -> resources.ApiKeys:
        from atlas_accounting import resources

        return resources.ApiKeys(self._client)

    @cached_property
    def attachments(self) -> resources.Attachments:
        from atlas_accounting import resources

        return resources.Attachments(self._client)

    @cached_property
    def audit(self) -> resources.Audit:
        from atlas_accounting import resources

        return resources.Audit(self._client)

    @cached_property
    def auth(self) -> resources.Auth:
        from atlas_accounting import resources

        return resources.Auth(self._client)

    @cached_property
    def bank_transactions(self) -> resources.BankTransactions:
        from atlas_accounting import resources

        return resources.BankTransactions(self._client)

    @cached_property
    def bills(self) -> resources.Bills:
        from atlas_accounting import resources

        return resources.Bills(self._client)

    @cached_property
    def budgets(self) -> resources.Budgets:
        from atlas_accounting import resources

        return resources.Budgets(self._client)

    @cached_property
    def chart_of_accounts(self) -> resources.ChartOfAccounts:
        from atlas_accounting import resources

        return resources.ChartOfAccounts(self._client)

    @cached_property
    def companies(self) -> resources.Companies:
        from atlas_accounting import resources

        return resources.Companies(self._client)

    @cached_property
    def credit_notes(self) -> resources.CreditNotes:
        from atlas_accounting import resources

        return resources.CreditNotes(self._client)

    @cached_property
    def currencies(self) -> resources.Currencies:
        from atlas_accounting import resources

        return resources.Currencies(self._client)

    @cached_property
    def customers(self) -> resources.Customers:
        from atlas_accounting import resources

        return resources.Customers(self._client)

    @cached_property
    def events(self) -> resources.Events:
        from atlas_accounting import resources

        return resources.Events(self._client)

    @cached_property
    def exchange_rates(self) -> resources.ExchangeRates:
        from atlas_accounting import resources

        return resources.ExchangeRates(self._client)

    @cached_property
    def exports(self) -> resources.Exports:
        from atlas_accounting import resources

        return resources.Exports(self._client)

    @cached_property
    def fiscal_years(self) -> resources.FiscalYears:
        from atlas_accounting import resources

        return resources.FiscalYears(self._client)

    @cached_property
    def fx_revaluations(self) -> resources.FxRevaluations:
        from atlas_accounting import resources

        return resources.FxRevaluations(self._client)

    @cached_property
    def health(self) -> resources.Health:
        from atlas_accounting import resources

        return resources.Health(self._client)

    @cached_property
    def imports(self) -> resources.Imports:
        from atlas_accounting import resources

        return resources.Imports(self._client)

    @cached_property
    def invoices(self) -> resources.Invoices:
        from atlas_accounting import resources

        return resources.Invoices(self._client)

    @cached_property
    def items(self) -> resources.Items:
        from atlas_accounting import resources

        return resources.Items(self._client)

    @cached_property
    def journal_entries(self) -> resources.JournalEntries:
        from atlas_accounting import resources

        return resources.JournalEntries(self._client)

    @cached_property
    def members(self) -> resources.Members:
        from atlas_accounting import resources

        return resources.Members(self._client)

    @cached_property
    def opening_balances(self) -> resources.OpeningBalances:
        from atlas_accounting import resources

        return resources.OpeningBalances(self._client)

    @cached_property
    def payments(self) -> resources.Payments:
        from atlas_accounting import resources

        return resources.Payments(self._client)

    @cached_property
    def periods(self) -> resources.Periods:
        from atlas_accounting import resources

        return resources.Periods(self._client)

    @cached_property
    def recurring(self) -> resources.Recurring:
        from atlas_accounting import resources

        return resources.Recurring(self._client)

    @cached_property
    def reports(self) -> resources.Reports:
        from atlas_accounting import resources

        return resources.Reports(self._client)

    @cached_property
    def tax_rates(self) -> resources.TaxRates:
        from atlas_accounting import resources

        return resources.TaxRates(self._client)

    @cached_property
    def tax_returns(self) -> resources.TaxReturns:
        from atlas_accounting import resources

        return resources.TaxReturns(self._client)

    @cached_property
    def tracking_categories(self) -> resources.TrackingCategories:
        from atlas_accounting import resources

        return resources.TrackingCategories(self._client)

    @cached_property
    def transfers(self) -> resources.Transfers:
        from atlas_accounting import resources

        return resources.Transfers(self._client)

    @cached_property
    def users(self) -> resources.Users:
        from atlas_accounting import resources

        return resources.Users(self._client)

    @cached_property
    def vendor_credits(self) -> resources.VendorCredits:
        from atlas_accounting import resources

        return resources.VendorCredits(self._client)

    @cached_property
    def vendors(self) -> resources.Vendors:
        from atlas_accounting import resources

        return resources.Vendors(self._client)

    @cached_property
    def webhooks(self) -> resources.Webhooks:
        from atlas_accounting import resources

        return resources.Webhooks(self._client)

    def batch(
        self,
        *,
        operations: Sequence[params.BatchOperationParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BatchResult:
        """Run up to 100 writes in the given order: all of them or none.

        Each works as it would on its own, with the same permissions, checks and response. Refer to the response to
        an earlier one with `{"ref": "invoice.id"}` in a body and `{invoice.id}` in a path. If one fails, its error
        is the response to the batch, with fields such as `operations[1].body.lines[0].unit_price`, and nothing is
        saved. Ten operations count as one request (docs/guides/batches.md). Each requires its own role. Requires
        the role accountant of the company.

        Args:
            operations: One entry per operation, in the order given.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"operations": operations},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BatchResult = self._client._send(call, "BatchResult")
        return answer

    def integrity(self, *, company_id: str | None = None, timeout: float | None = None) -> models.IntegrityAnswer:
        """Check the books: everything is computed again from the journal and compared with what is kept.

        Checked are entries, numbers, the hash chain, periods, balances, seals, events, documents, open items, and
        the guards in the database. All is read as it was at one moment. It takes time, so it counts as 10 requests
        for the rate limits. For books with more than 10,000 entries or documents, drafts among them, or with more
        than 40,000 lines of either, the operator runs `manage.py verify_ledger`: here they are refused. Requires
        the role viewer of the company; of an API key the scope `integrity:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/integrity", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.IntegrityAnswer = self._client._send(call, "IntegrityAnswer")
        return answer

    def schema(self, *, timeout: float | None = None) -> dict[str, Any]:
        """This document, as JSON.

        This document, as JSON.

        Args:
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/schema", timeout=timeout, is_public=True)
        answer: dict[str, Any] = self._client._send(call, "")
        return answer


class AsyncResources(AsyncResource):
    """The whole API, awaited."""

    @cached_property
    def adjustments(self) -> resources.AsyncAdjustments:
        from atlas_accounting import resources

        return resources.AsyncAdjustments(self._client)

    @cached_property
    def api_keys(self) -> resources.AsyncApiKeys:
        from atlas_accounting import resources

        return resources.AsyncApiKeys(self._client)

    @cached_property
    def attachments(self) -> resources.AsyncAttachments:
        from atlas_accounting import resources

        return resources.AsyncAttachments(self._client)

    @cached_property
    def audit(self) -> resources.AsyncAudit:
        from atlas_accounting import resources

        return resources.AsyncAudit(self._client)

    @cached_property
    def auth(self) -> resources.AsyncAuth:
        from atlas_accounting import resources

        return resources.AsyncAuth(self._client)

    @cached_property
    def bank_transactions(self) -> resources.AsyncBankTransactions:
        from atlas_accounting import resources

        return resources.AsyncBankTransactions(self._client)

    @cached_property
    def bills(self) -> resources.AsyncBills:
        from atlas_accounting import resources

        return resources.AsyncBills(self._client)

    @cached_property
    def budgets(self) -> resources.AsyncBudgets:
        from atlas_accounting import resources

        return resources.AsyncBudgets(self._client)

    @cached_property
    def chart_of_accounts(self) -> resources.AsyncChartOfAccounts:
        from atlas_accounting import resources

        return resources.AsyncChartOfAccounts(self._client)

    @cached_property
    def companies(self) -> resources.AsyncCompanies:
        from atlas_accounting import resources

        return resources.AsyncCompanies(self._client)

    @cached_property
    def credit_notes(self) -> resources.AsyncCreditNotes:
        from atlas_accounting import resources

        return resources.AsyncCreditNotes(self._client)

    @cached_property
    def currencies(self) -> resources.AsyncCurrencies:
        from atlas_accounting import resources

        return resources.AsyncCurrencies(self._client)

    @cached_property
    def customers(self) -> resources.AsyncCustomers:
        from atlas_accounting import resources

        return resources.AsyncCustomers(self._client)

    @cached_property
    def events(self) -> resources.AsyncEvents:
        from atlas_accounting import resources

        return resources.AsyncEvents(self._client)

    @cached_property
    def exchange_rates(self) -> resources.AsyncExchangeRates:
        from atlas_accounting import resources

        return resources.AsyncExchangeRates(self._client)

    @cached_property
    def exports(self) -> resources.AsyncExports:
        from atlas_accounting import resources

        return resources.AsyncExports(self._client)

    @cached_property
    def fiscal_years(self) -> resources.AsyncFiscalYears:
        from atlas_accounting import resources

        return resources.AsyncFiscalYears(self._client)

    @cached_property
    def fx_revaluations(self) -> resources.AsyncFxRevaluations:
        from atlas_accounting import resources

        return resources.AsyncFxRevaluations(self._client)

    @cached_property
    def health(self) -> resources.AsyncHealth:
        from atlas_accounting import resources

        return resources.AsyncHealth(self._client)

    @cached_property
    def imports(self) -> resources.AsyncImports:
        from atlas_accounting import resources

        return resources.AsyncImports(self._client)

    @cached_property
    def invoices(self) -> resources.AsyncInvoices:
        from atlas_accounting import resources

        return resources.AsyncInvoices(self._client)

    @cached_property
    def items(self) -> resources.AsyncItems:
        from atlas_accounting import resources

        return resources.AsyncItems(self._client)

    @cached_property
    def journal_entries(self) -> resources.AsyncJournalEntries:
        from atlas_accounting import resources

        return resources.AsyncJournalEntries(self._client)

    @cached_property
    def members(self) -> resources.AsyncMembers:
        from atlas_accounting import resources

        return resources.AsyncMembers(self._client)

    @cached_property
    def opening_balances(self) -> resources.AsyncOpeningBalances:
        from atlas_accounting import resources

        return resources.AsyncOpeningBalances(self._client)

    @cached_property
    def payments(self) -> resources.AsyncPayments:
        from atlas_accounting import resources

        return resources.AsyncPayments(self._client)

    @cached_property
    def periods(self) -> resources.AsyncPeriods:
        from atlas_accounting import resources

        return resources.AsyncPeriods(self._client)

    @cached_property
    def recurring(self) -> resources.AsyncRecurring:
        from atlas_accounting import resources

        return resources.AsyncRecurring(self._client)

    @cached_property
    def reports(self) -> resources.AsyncReports:
        from atlas_accounting import resources

        return resources.AsyncReports(self._client)

    @cached_property
    def tax_rates(self) -> resources.AsyncTaxRates:
        from atlas_accounting import resources

        return resources.AsyncTaxRates(self._client)

    @cached_property
    def tax_returns(self) -> resources.AsyncTaxReturns:
        from atlas_accounting import resources

        return resources.AsyncTaxReturns(self._client)

    @cached_property
    def tracking_categories(self) -> resources.AsyncTrackingCategories:
        from atlas_accounting import resources

        return resources.AsyncTrackingCategories(self._client)

    @cached_property
    def transfers(self) -> resources.AsyncTransfers:
        from atlas_accounting import resources

        return resources.AsyncTransfers(self._client)

    @cached_property
    def users(self) -> resources.AsyncUsers:
        from atlas_accounting import resources

        return resources.AsyncUsers(self._client)

    @cached_property
    def vendor_credits(self) -> resources.AsyncVendorCredits:
        from atlas_accounting import resources

        return resources.AsyncVendorCredits(self._client)

    @cached_property
    def vendors(self) -> resources.AsyncVendors:
        from atlas_accounting import resources

        return resources.AsyncVendors(self._client)

    @cached_property
    def webhooks(self) -> resources.AsyncWebhooks:
        from atlas_accounting import resources

        return resources.AsyncWebhooks(self._client)

    async def batch(
        self,
        *,
        operations: Sequence[params.BatchOperationParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BatchResult:
        """Run up to 100 writes in the given order: all of them or none.

        Each works as it would on its own, with the same permissions, checks and response. Refer to the response to
        an earlier one with `{"ref": "invoice.id"}` in a body and `{invoice.id}` in a path. If one fails, its error
        is the response to the batch, with fields such as `operations[1].body.lines[0].unit_price`, and nothing is
        saved. Ten operations count as one request (docs/guides/batches.md). Each requires its own role. Requires
        the role accountant of the company.

        Args:
            operations: One entry per operation, in the order given.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"operations": operations},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BatchResult = await self._client._send(call, "BatchResult")
        return answer

    async def integrity(self, *, company_id: str | None = None, timeout: float | None = None) -> models.IntegrityAnswer:
        """Check the books: everything is computed again from the journal and compared with what is kept.

        Checked are entries, numbers, the hash chain, periods, balances, seals, events, documents, open items, and
        the guards in the database. All is read as it was at one moment. It takes time, so it counts as 10 requests
        for the rate limits. For books with more than 10,000 entries or documents, drafts among them, or with more
        than 40,000 lines of either, the operator runs `manage.py verify_ledger`: here they are refused. Requires
        the role viewer of the company; of an API key the scope `integrity:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/integrity", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.IntegrityAnswer = await self._client._send(call, "IntegrityAnswer")
        return answer

    async def schema(self, *, timeout: float | None = None) -> dict[str, Any]:
        """This document, as JSON.

        This document, as JSON.

        Args:
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/schema", timeout=timeout, is_public=True)
        answer: dict[str, Any] = await self._client._send(call, "")
        return answer
