"""The reports as pages, each with a form for its days and choices, and the file of what is shown.

A figure leads to the general ledger with the lines that add up to it, a line to its entry and document (records.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounting.errors import Invalid, TooMany
from accounting.ledger.access import companies_of, visible_companies
from accounting.ledger.models import Company
from accounting.reports import (
    aged,
    balance_sheet,
    budget_vs_actual,
    cash_flow,
    changes_in_equity,
    contact_statement,
    general_ledger,
    integrity,
    journal_report,
    known,
    profit_and_loss,
    tax_summary,
    trial_balance,
    unrealised,
)
from accounting.reports.files import FILES
from accounting.reports.listing import Listing
from accounting.reports.table import Table
from foundation import audit, tenancy
from identity.models import Tier
from identity.rate_limits import LIMITS, limiter
from pages import report_forms, report_tables
from pages.books import books, frame
from pages.forms import MAX_COMPANIES, fitting, form_page, refused
from pages.landing import is_staff_here
from pages.report_tables import ROWS_A_PAGE, Links, PageTable
from pages.sign_in import signed_in_only, user_of

INTEGRITY_COST = 10
"""How many requests of the organization's rate limit a check of the books counts as, as in the API."""
IN_BASE = "Amounts are in the currency of the company, also those of documents in another one."
CURSOR = "pages.reports"
MAX_NAME = 200
"""How long the name of a company to look for can be."""


@dataclass(frozen=True)
class Report:
    """A report: its name in the address, what it is, its function and form, and how it is a table.

    `position` reads the place where a page ended, if the report is read page by page.
    """

    name: str
    title: str
    sentence: str
    make: Callable[..., Any]
    form: type[report_forms.ReportForm]
    as_table: Callable[..., PageTable] = report_tables.of_table
    position: Callable[..., Any] | None = None
    note: str = ""


GROUPS: tuple[tuple[str, tuple[Report, ...]], ...] = (
    (
        "Statements",
        (
            Report(
                "profit-loss",
                "Profit and loss",
                "What was earned and spent over some days.",
                profit_and_loss.report,
                report_forms.ProfitLossForm,
                note="Entries that close a fiscal year are left out. As paid, a document counts in proportion to what "
                "is settled of it. Such figures are shares of lines, so they have no links.",
            ),
            Report(
                "budget-vs-actual",
                "Budget against actual",
                "What was planned for some months, and what came of it.",
                budget_vs_actual.report,
                report_forms.BudgetForm,
                note="A variance above zero is favourable: more revenue or profit than planned, or less expense. "
                "Percentages are of the budget.",
            ),
            Report(
                "balance-sheet",
                "Balance sheet",
                "What the company owns and owes at the end of a day.",
                balance_sheet.report,
                report_forms.BalanceSheetForm,
            ),
            Report(
                "cash-flow",
                "Cash flow",
                "Why the money in the bank changed.",
                cash_flow.report,
                report_forms.CashFlowForm,
                note="By the indirect method.",
            ),
            Report(
                "changes-in-equity",
                "Changes in equity",
                "How the owners’ part moved.",
                changes_in_equity.report,
                report_forms.SpanForm,
            ),
        ),
    ),
    (
        "Customers and vendors",
        (
            Report(
                "aged-receivables",
                "Aged receivables",
                "What customers owe, by how long it has been due.",
                aged.receivables,
                report_forms.ReceivablesForm,
                report_tables.of_aged,
                note=IN_BASE,
            ),
            Report(
                "aged-payables",
                "Aged payables",
                "What is owed to vendors, by how long it has been due.",
                aged.payables,
                report_forms.PayablesForm,
                report_tables.of_aged,
                note=IN_BASE,
            ),
            Report(
                "customer-statement",
                "Statement of a customer",
                "What a customer was billed, credited and paid.",
                contact_statement.customer,
                report_forms.CustomerStatementForm,
                report_tables.of_statement,
            ),
            Report(
                "vendor-statement",
                "Statement of a vendor",
                "What a vendor billed, credited and was paid.",
                contact_statement.vendor,
                report_forms.VendorStatementForm,
                report_tables.of_statement,
            ),
        ),
    ),
    (
        "Ledger",
        (
            Report(
                "trial-balance",
                "Trial balance",
                "Opening balance, movements and closing balance of each account.",
                trial_balance.report,
                report_forms.TrialBalanceForm,
                note="Revenue and expenses count from the first day of the fiscal year.",
            ),
            Report(
                "general-ledger",
                "General ledger",
                "Every line of each account, with a running balance.",
                general_ledger.report,
                report_forms.LedgerForm,
                report_tables.of_ledger,
                general_ledger.Position.read,
                "Balances are debits less credits. Revenue and expenses begin at zero in each fiscal year, and the "
                "entries that close it are left out there.",
            ),
            Report(
                "journal",
                "Journal",
                "All posted entries with their lines.",
                journal_report.report,
                report_forms.SpanForm,
                report_tables.of_journal,
                journal_report.Position.read,
            ),
            Report(
                "tax-summary",
                "Tax summary",
                "The taxes of at most 366 days, by rate, box and account.",
                tax_summary.report,
                report_forms.TaxForm,
                report_tables.of_taxes,
            ),
            Report(
                "unrealised-differences",
                "Unrealised currency differences",
                "What is open in other currencies, at the rates of a day.",
                unrealised.report,
                report_forms.UnrealisedForm,
                report_tables.of_unrealised,
                note="Debits and gains are positive. A revaluation of the day would post the same; this posts nothing. "
                "Without a rate of the last 30 days there is no difference.",
            ),
        ),
    ),
)
REPORTS = {report.name: report for _, reports in GROUPS for report in reports}


@require_safe
@signed_in_only
def start(request: HttpRequest) -> HttpResponse:
    """Redirect to the company that was chosen by its id or name, or to the first of the user's.

    If several fit, they are shown to choose from. If none does, the page says so.
    """
    user, companies, found = user_of(request), [], []
    chosen = request.GET.get("company", "").strip()
    if user.organization_id is not None:
        with tenancy.organization(user.organization_id, **audit.settings_of(request)):
            companies = companies_of(user, most=MAX_COMPANIES)
            if chosen and len(chosen) <= MAX_NAME and "\0" not in chosen:
                found = fitting(visible_companies(user), chosen)
    if len(found) == 1 or (companies and not chosen):
        return redirect("reports-of", (found or companies)[0].pk)
    if companies:
        context = {"fitting": found, "chosen": chosen, "most": MAX_COMPANIES}
        return render(request, "reports/choose.html", context, status=200 if found else 404)
    return render(request, "reports/none.html", {"is_staff_here": is_staff_here(user)})


@require_safe
@books
def overview(request: HttpRequest, company: Company) -> HttpResponse:
    """List the reports of a company."""
    return render(request, "reports/overview.html", frame(request, company) | {"all_reports": GROUPS})


@require_safe
@books
def report(request: HttpRequest, company: Company, name: str) -> HttpResponse:
    """Show a report with its form, or send it as a file. What is wrong is said beside its field (400)."""
    kind = REPORTS.get(name)
    if kind is None:
        raise Http404("There is no such report.")
    form = kind.form(request.GET, company=company, today=company.date_at(timezone.now()))
    has_no_budget = isinstance(form, report_forms.BudgetForm) and not form.budgets
    is_unnamed = name.endswith("-statement") and "contact" not in request.GET
    if is_unnamed:
        form.fields["contact"].required = False
    is_unasked = is_unnamed or has_no_budget
    made: Table | Listing | None = None
    context: dict[str, Any] = {"report": kind, "form": form, "formats": [style.upper() for style in FILES]}
    if not is_unasked and form.is_valid():
        try:
            if style := request.GET.get("format"):
                return _file(kind, company, form, style)
            made, context["table"], context["after"] = _shown(request, kind, company, form)
        except Invalid as error:
            refused(form, error, field=report_forms.RENAMED.get(error.field, ""))
    if made is not None:
        span = made.sheet().as_known(form.cleaned_data["known_at"]).span
        context |= {"title": made.title, "span": span, "currency": made.currency}
        context["contact"] = form.cleaned_data.get("contact")
        context["has_no_entries"] = context["table"].is_empty and not company.ledger_head.last_number
    context |= {"query": _query(form), "pages": _pages(request, context.get("table")), "is_unasked": is_unasked}
    status = 400 if form.errors and not has_no_budget else 200
    return render(request, "reports/report.html", frame(request, company, name) | context, status=status)


@form_page
@books
def check(request: HttpRequest, company: Company) -> HttpResponse:
    """Explain the check of the books and, at the button, make it and show its evidence."""
    context: dict[str, Any] = {"limit": integrity.MAX_ENTRIES, "lines": integrity.MAX_LINES, "cost": INTEGRITY_COST}
    status = 200
    if request.method == "POST":
        wait = _wait(company)
        if wait:
            context["refusal"], status = f"The books were checked often just now. Try again in {wait} seconds.", 429
        else:
            try:
                checks = integrity.checks(company, max_entries=integrity.MAX_ENTRIES)
            except TooMany as error:
                context["refusal"], status = str(error), 409
            else:
                failed = [one for one in checks if one.failed]
                context |= {"checks": checks, "failed": failed, "moment": timezone.now()}
    return render(request, "reports/integrity.html", frame(request, company, "integrity") | context, status=status)


def _wait(company: Company) -> int:
    """Count a check of the books, and return after how many seconds it is allowed (0: now)."""
    limit = LIMITS[Tier(company.organization.tier)]
    verdict = limiter().judge(f"organization:{company.organization_id}", limit, count=INTEGRITY_COST)
    return 0 if verdict.allowed else max(1, verdict.retry_after)


def _shown(
    request: HttpRequest, kind: Report, company: Company, form: report_forms.ReportForm
) -> tuple[Table | Listing, PageTable, str]:
    """Return a report, its table, and the cursor of the next page."""
    arguments, links = form.arguments(), Links(company, str(form["known_at"].value() or ""))
    more: dict[str, Any] = {}
    if kind.as_table is report_tables.of_aged:
        more["items"] = arguments["items"]
    if kind.as_table is report_tables.of_ledger:
        more = {name: arguments.get(name) for name in ("contact_id", "tracking")}
        more["is_several"] = len(arguments.get("account_id", ())) > 1
    if kind.position is None:
        number = _page_number(request)
        more |= {"page": number} if kind.as_table is report_tables.of_table else {}
        made = kind.make(company, **arguments)
        return made, kind.as_table(made, links, **more).page(number), ""
    signer = signing.Signer(salt=f"{CURSOR}:{company.pk}:{kind.name}:{_query(form)}")
    pinned = arguments.get("known") or known.now(company)
    if cursor := request.GET.get("cursor"):
        try:
            number, *place = signer.unsign_object(cursor)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise Invalid("This page of the report is not there. Begin at the first.") from error
        pinned, arguments["after"] = pinned._replace(number=number), kind.position(*place)
    made = kind.make(company, **arguments | {"known": pinned}, limit=ROWS_A_PAGE)
    after = signer.sign_object([pinned.number, *map(str, made.after)]) if made.after else ""
    return made, kind.as_table(made, links, **more), after


def _file(kind: Report, company: Company, form: report_forms.ReportForm, style: str) -> HttpResponse:
    """Return the report as a file of its name. Raises Invalid."""
    if style not in FILES:
        raise Invalid("A report can only be a CSV, XLSX or PDF file.")
    sheet = kind.make(company, **form.arguments()).sheet().as_known(form.cleaned_data["known_at"])
    content_type, make = FILES[style]
    headers = {"Content-Disposition": f'attachment; filename="{sheet.name}.{style}"'}
    return HttpResponse(make(sheet), content_type=content_type, headers=headers)


def _query(form: report_forms.ReportForm) -> str:
    """Return what the form holds as a query, without what is empty."""
    values = {name: form[name].value() for name in form.fields}
    if contact := form.is_bound and form.is_valid() and form.cleaned_data.get("contact"):
        values["contact"] = contact.pk
    return urlencode({name: value for name, value in values.items() if value not in (None, "", False)})


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def _pages(request: HttpRequest, table: PageTable | None) -> dict[str, int]:
    """Return the numbers of this page, the ones beside it, and the last."""
    if table is None or table.pages < 2:
        return {}
    this = min(_page_number(request), table.pages)
    return {"this": this, "before": this - 1, "after": this + 1 if this < table.pages else 0, "last": table.pages}
