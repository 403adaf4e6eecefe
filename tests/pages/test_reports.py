"""The reports as pages: who may open them, that their figures are the API's, and where a figure leads."""

import copy
import datetime
import re
from decimal import Decimal
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from accounting.budgets import budgets
from accounting.ledger import accounts, contacts, journal, members
from accounting.ledger.accounts import MAX_CODE_LENGTH
from accounting.models import Account, Company, CompanyRole, Invoice, JournalEntry
from accounting.reports import integrity
from accounting.reports.sheet import CellType
from foundation.limiter import Limit
from identity.models import Tier
from identity.rate_limits import LIMITS
from pages import records, report_tables
from pages.report_forms import AccountsField
from pages.report_tables import DOCUMENTS, MAX_LINKED_ACCOUNTS
from pages.reports import REPORTS
from tests.accounting.reports.test_files import cells_of
from tests.client import Client as Api
from tests.factories import (
    DAY,
    PDF,
    account,
    credit,
    debit,
    make_adjustment,
    make_approved_bill,
    make_attachment,
    make_bank_transaction,
    make_budget,
    make_company,
    make_customer,
    make_entry,
    make_exchange_rate,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_payment_at_another_rate,
    make_sent_invoice,
    make_tax_rate,
    make_transfer,
    make_vendor,
    owner_of,
)
from tests.nightly import one_in
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
D = Decimal
YEAR = "start_date=2026-01-01&end_date=2026-12-31"
ROW = re.compile(r"<tr class=\"([^\"]*)\">(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def rows_of(page: Any) -> list[tuple[str, list[str], list[str]]]:
    """Return the rows of the tables of a page: their class, the texts of their cells, and their links."""
    found = ROW.findall(page.content.decode())
    return [
        (
            kind,
            [text_of(cell) for cell in CELL.findall(row)],
            [unescape(link) for link in re.findall(r'href="([^"]*)"', row)],
        )
        for kind, row in found
    ]


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "").removesuffix(" %"))


def book(
    company: Company, value: str, date: str, left: str = "1000", right: str = "3000", **fields: Any
) -> JournalEntry:
    lines = [debit(account(company, left), value), credit(account(company, right), value)]
    entry = JournalEntry(company=company, date=datetime.date.fromisoformat(date), **fields)
    return journal.post(entry, lines=lines, by=None)


@pytest.fixture
def company() -> Company:
    return make_company(name="Harbor <Lane>")


def make_books() -> Company:
    """Make a company with an invoice that is paid in part, a bill, a credit note, an entry, and a budget."""
    company = make_company(name="Harbor <Lane>")
    day = datetime.date(2026, 3, 10)
    customer = make_customer(company, name="Café “Nord” & <Co>")
    invoice = make_sent_invoice(company, "1200.50", customer=customer, issue_date=day)
    paid = [{"invoice_id": invoice.id, "amount": D("500.00")}]
    make_payment(company, "500.00", contact=customer, date=datetime.date(2026, 3, 20), allocations=paid)
    make_issued_credit_note(company, "25.00", customer=customer, issue_date=datetime.date(2026, 4, 1))
    make_approved_bill(company, "75.25", issue_date=day)
    book(company, "10000.00", "2026-01-02", memo="What the owners paid in")
    make_budget(company, name="Budget 2026")
    return company


@pytest.fixture(scope="module")
def kept_books(keep: Any) -> Company:
    return keep(make_books)


@pytest.fixture
def books(kept_books: Company, db: None) -> Company:
    return copy.deepcopy(kept_books)


def address_of(company: Company, name: str = "") -> str:
    return f"/reports/{company.pk}" + (f"/{name}" if name else "")


def test_members_of_every_role_and_no_others_open_the_reports(books):
    company = books
    entry = JournalEntry.objects.filter(company=company).first()
    addresses = [address_of(company, name) for name in ("", *REPORTS, "integrity", f"entries/{entry.pk}")]
    other = make_company(company.organization)
    outsiders = [owner_of(make_company()), make_user(company.organization), make_user(None, is_staff=True)]
    elsewhere = make_user(company.organization)
    members.assign(other, user=elsewhere, role=CompanyRole.ADMIN, by=owner_of(company))
    for address in addresses:
        assert Client().get(address).status_code == 302
        for user in one_in(2, (*outsiders, elsewhere), len(address)):
            assert browser(user).get(address).status_code == 404, address
    for role in CompanyRole.values:
        user = make_user(company.organization)
        members.assign(company, user=user, role=role, by=owner_of(company))
        for address in one_in(3, addresses, len(role)):
            assert browser(user).get(address).status_code == 200, address
    for method in ("post", "put", "delete"):
        assert getattr(browser(owner_of(company)), method)(addresses[1]).status_code == 405


def test_ids_of_another_company_are_not_there(books):
    own = make_company(books.organization)
    client = browser(owner_of(own))
    entry = JournalEntry.objects.filter(company=books, source_type="invoice").get()
    for name in (
        f"entries/{entry.pk}",
        f"invoice/{entry.source_id}",
        f"invoice/{uuid4()}",
        f"entries/{uuid4()}",
        "nothing",
    ):
        assert client.get(address_of(own, name)).status_code == 404, name
    for name in ("allocation", "credit_note", "x"):
        assert client.get(address_of(books, f"{name}/{entry.source_id}")).status_code == 404
    customer = books.contacts.get(kind="customer")
    for name, query in (
        ("general-ledger", "contact"),
        ("aged-receivables", "contact"),
        ("customer-statement", "contact"),
    ):
        page = client.get(address_of(own, name), {query: str(customer.pk)})
        assert page.status_code == 400
        assert list(page.context["form"].errors) == ["contact"]
        assert "Café" not in page.content.decode()
    account_id = str(account(books, "1000").pk)
    page = client.get(address_of(own, "general-ledger"), {"account": account_id})
    assert (page.status_code, list(page.context["form"].errors)) == (400, ["account"])


def test_the_first_company_is_opened_and_others_can_be_chosen(books):
    user = owner_of(books)
    client = browser(user)
    assert client.get("/reports").headers["Location"] == address_of(books)
    assert "<select" not in client.get(address_of(books)).content.decode()
    other = make_company(by=user, name="Zeta")
    assert client.get("/reports").headers["Location"] == address_of(books)
    assert client.get("/reports", {"company": str(other.pk)}).headers["Location"] == address_of(other)
    for chosen in ("x", str(uuid4()), str(make_company().pk)):
        refused = client.get("/reports", {"company": chosen})
        assert (refused.status_code, "No company fits" in refused.content.decode()) == (404, True)
    shown = client.get(address_of(other)).content.decode()
    assert f'<option value="{other.pk}" selected>Zeta</option>' in shown
    lonely = browser(make_user(books.organization)).get("/reports")
    assert (lonely.status_code, "not a member of a company yet" in lonely.content.decode()) == (200, True)


def test_staff_read_every_company_with_the_rights_of_the_admin(books, settings):
    staff = make_user(None, is_staff=True)
    address = address_of(books, "trial-balance")
    assert browser(staff).get(address).status_code == 404
    names = ("view_company", "view_journalentry", "view_journalline")
    staff.user_permissions.set(Permission.objects.filter(codename__in=names))
    page = browser(staff).get(address)
    assert page.status_code == 200
    in_admin = f"/admin/accounting/company/{books.pk}/change/"
    assert in_admin in page.content.decode()
    assert f'href="{address_of(books)}"' in browser(staff).get(in_admin).content.decode()
    entry = JournalEntry.objects.filter(company=books).first()
    shown = browser(staff).get(address_of(books, f"entries/{entry.pk}")).content.decode()
    assert f"/admin/accounting/journalentry/{entry.pk}/change/" in shown
    invoice = Invoice.objects.get(company=books)
    shown = browser(staff).get(address_of(books, f"invoice/{invoice.pk}"))
    assert (shown.status_code, "/admin/accounting/invoice/" in shown.content.decode()) == (200, False)
    assert "/admin/" not in browser(owner_of(books)).get(address_of(books, f"entries/{entry.pk}")).content.decode()
    settings.STAFF_NEED_SECOND_FACTOR = True
    assert browser(staff).get(address).status_code == 404


@pytest.mark.parametrize(
    "name", ["profit-loss", "balance-sheet", "trial-balance", "cash-flow", "changes-in-equity", "budget-vs-actual"]
)
def test_figures_are_those_of_the_api(books, name):
    query = "as_of=2026-12-31" if name == "balance-sheet" else YEAR
    if name in ("profit-loss", "balance-sheet", "cash-flow"):
        query += "&compare=prior_year&variance=true"
    if name == "profit-loss":
        query += "&percent_of_revenue=true&basis=cash"
    page = browser(owner_of(books)).get(f"{address_of(books, name)}?{query}")
    if name == "budget-vs-actual":
        query += f"&budget_id={books.budgets.get().pk}"
    answer = Api(owner_of(books)).get(f"/reports/{name}?{query}").json
    shown = [
        [amount(cell) if cell else None for cell in cells[1:]]
        for kind, cells, _ in rows_of(page)
        if "section" not in kind
    ]
    assert shown == [row["amounts"] for row in answer["rows"] if row["type"] != "section"]
    names = [
        " ".join(filter(None, (row["code"] if row["type"] == "account" else "", row["name"]))) for row in answer["rows"]
    ]
    assert [cells[0] for _, cells, _ in rows_of(page)] == names


def test_the_lists_have_the_figures_of_the_api(books):
    client, api, customer = browser(owner_of(books)), Api(owner_of(books)), books.contacts.get(kind="customer")
    page = client.get(f"{address_of(books, 'general-ledger')}?{YEAR}")
    rows = api.get(f"/reports/general-ledger?{YEAR}").json["rows"]
    shown = [cells[-1] for kind, cells, _ in rows_of(page) if "group" not in kind]
    assert [amount(cell) for cell in shown] == [row["balance"] for row in rows]
    page = client.get(f"{address_of(books, 'aged-receivables')}?as_of=2026-12-31&items=on")
    rows = api.get("/reports/aged-receivables?as_of=2026-12-31&items=true").json["rows"]
    shown = [[amount(cell) for cell in cells[4:]] for kind, cells, _ in rows_of(page) if "group" not in kind]
    assert shown == [row["amounts"] for row in rows]
    page = client.get(f"{address_of(books, 'customer-statement')}?contact={customer.pk}&{YEAR}")
    rows = api.get(f"/reports/customer-statement?customer_id={customer.pk}&{YEAR}").json["rows"]
    *shown, ages = rows_of(page)
    assert [amount(cells[-1]) for _, cells, _ in shown] == [row["balance"] for row in rows]
    assert [amount(cell) for cell in ages[1][1:]] == rows[-1]["ageing"]
    assert "Café “Nord” &amp; &lt;Co&gt;" in page.content.decode()
    page = client.get(f"{address_of(books, 'journal')}?{YEAR}")
    rows = api.get(f"/reports/journal?{YEAR}").json["rows"]
    sides = [[amount(cell or "0") for cell in cells[-2:]] for _, cells, _ in rows_of(page)]
    assert sides == [[row["debit"], row["credit"]] for row in rows]


@pytest.mark.parametrize(("name", "style"), one_in(2, product(REPORTS, ["csv", "xlsx", "pdf"])))
def test_a_file_has_exactly_the_report_that_is_shown(books, name, style):
    more = f"&contact={books.contacts.get(kind=name.split('-')[0]).pk}" if name.endswith("statement") else ""
    has_one_day = ("balance-sheet", "aged-receivables", "aged-payables", "unrealised-differences")
    query = ("as_of=2026-12-31" if name in has_one_day else YEAR) + more
    client = browser(owner_of(books))
    shown = client.get(f"{address_of(books, name)}?{query}")
    assert shown.status_code == 200
    link = re.search(rf'href="(\?[^"]*format={style})"', shown.content.decode())
    assert link is not None
    file = client.get(address_of(books, name) + unescape(link[1]))
    assert file.status_code == 200
    parameter = "customer_id" if name.startswith("customer") else "vendor_id"
    if name == "budget-vs-actual":
        query += f"&budget_id={books.budgets.get().pk}"
    answer = Api(owner_of(books)).get(f"/reports/{name}?{query.replace('contact', parameter)}&format={style}")
    for header in ("Content-Disposition", "Content-Type"):
        assert file.headers[header] == answer.headers[header]
    if style != "xlsx":  # it has the moment when it was made
        assert file.content == answer.content


@pytest.mark.parametrize(
    ("name", "query", "field", "words"),
    [
        ("trial-balance", "start_date=2026-13-01", "start_date", "Enter a date such as 2026-01-31."),
        ("trial-balance", "end_date=x", "end_date", "Enter a date such as"),
        ("trial-balance", "start_date=2026-02-01&end_date=2026-01-01", "end_date", "before the first"),
        ("trial-balance", "start_date=0001-01-01", "start_date", "1900"),
        ("trial-balance", "end_date=9999-12-31", "end_date", "2199"),
        ("trial-balance", "end_date=0001-01-01", "end_date", "1900"),
        ("profit-loss", "interval=day", "interval", "Choose one"),
        ("profit-loss", "interval=month&start_date=1950-01-01", "interval", "at most 60"),
        ("profit-loss", "compare=prior_year&start_date=1900-01-01&end_date=1900-01-31", "compare", "before 1900"),
        ("profit-loss", "basis=tax", "basis", "Choose one"),
        ("profit-loss", "variance=on", "variance", "something to compare with"),
        ("budget-vs-actual", "budget=x", "budget", "Choose one"),
        ("budget-vs-actual", "start_date=2026-01-02", "start_date", "the first day of one"),
        ("budget-vs-actual", "end_date=2027-01-31", "end_date", "from 2026-01-01 to 2026-12-31"),
        ("balance-sheet", "start_date=2026-01-01", "interval", "Give interval too"),
        ("balance-sheet", "as_of=now", "as_of", "Enter a date"),
        ("general-ledger", "account=99999", "account", "There is no account 99999."),
        ("general-ledger", "account=" + ",".join(map(str, range(101))), "account", "at most 100"),
        ("general-ledger", "account_type=income", "account_type", "income is not one of: asset, liability, equity"),
        ("general-ledger", "account_subtype=sales,x", "account_subtype", "x is not one of: bank, cash"),
        ("general-ledger", "account_type=revenue&account_subtype=bank", "account_type", "There is no such account."),
        ("general-ledger", "account_type=revenue&account=1000", "account_type", "There is no such account."),
        ("general-ledger", "contact=Nobody", "contact", "There is no contact"),
        ("general-ledger", "contact=%00", "contact", "Null characters"),
        ("aged-receivables", "buckets=30,30", "buckets", "ascend"),
        ("aged-receivables", "buckets=a", "buckets", "numbers of days"),
        ("aged-payables", "contact=Caf%C3%A9", "contact", "There is no vendor"),
        ("customer-statement", "contact=", "contact", "Enter the name"),
        ("tax-summary", "start_date=2024-01-01", "end_date", "366 days"),
        ("trial-balance", "known_at=yesterday", "known_at", "a date and a time"),
        ("trial-balance", "format=doc", "__all__", "can only be a CSV, XLSX or PDF file"),
        ("general-ledger", "cursor=x", "__all__", "Begin at the first"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(books, name, query, field, words):
    page = browser(owner_of(books)).get(f"{address_of(books, name)}?{query}")
    assert page.status_code == 400
    errors = page.context["form"].errors
    assert list(errors) == [field], errors
    assert words in " ".join(errors[field])
    assert rows_of(page) == []
    if field != "__all__":
        assert f'id="{field}_error"' in page.content.decode()


def test_without_a_choice_a_report_has_the_days_of_the_api(books):
    books.time_zone = "Pacific/Kiritimati"
    books.save()
    today = books.date_at(datetime.datetime.now(datetime.UTC))
    page = browser(owner_of(books)).get(address_of(books, "trial-balance"))
    assert page.context["form"].cleaned_data["end_date"] == today
    assert page.context["form"].cleaned_data["start_date"] == today.replace(month=1, day=1)
    assert (
        browser(owner_of(books)).get(address_of(books, "aged-payables")).context["form"].cleaned_data["as_of"] == today
    )
    page = browser(owner_of(books)).get(address_of(books, "customer-statement"))
    assert (page.status_code, "Whose statement?" in page.content.decode()) == (200, True)
    assert page.context["form"].errors == {}  # nobody has done anything wrong yet
    page = browser(owner_of(books)).get(address_of(books, "customer-statement") + "?end_date=2026-02-30")
    assert (page.status_code, list(page.context["form"].errors)) == (400, ["end_date"])


def test_a_budget_is_chosen_and_another_one_brings_its_own_days(company):
    address, client = address_of(company, "budget-vs-actual"), browser(owner_of(company))
    page = client.get(address)
    assert (page.status_code, "There is no budget yet." in page.content.decode()) == (200, True)
    make_budget(company, name="Budget 2026")
    next_year = make_budget(company, {}, name="Budget 2027", start_date=datetime.date(2027, 1, 1))
    page = client.get(address)
    assert "Budget against actual: Budget 2027" in page.content.decode(), "the newest"
    budgets.archive(next_year, by=owner_of(company))
    assert "Budget against actual: Budget 2026" in client.get(address).content.decode(), "an active one"
    page = client.get(address, {"budget": str(next_year.pk), "start_date": "2026-01-01", "end_date": "2026-12-31"})
    assert "Budget 2027 (archived)" in page.content.decode()
    assert page.context["form"].cleaned_data["end_date"] == datetime.date(2027, 12, 31)


def test_every_figure_leads_to_lines_that_add_up_to_it(books):
    """Each link of three reports: the general ledger behind it has the amount."""
    child = accounts.create(
        books, by=owner_of(books), code="4009", name="Online", type="revenue", parent_id=account(books, "4000").id
    )
    make_sent_invoice(
        books, "33.00", issue_date=datetime.date(2026, 5, 1), lines=[{"account_id": child.id, "unit_price": D("33.00")}]
    )
    book(books, "7.00", "2025-11-05", "1000", "4000")
    client, seen = browser(owner_of(books)), 0
    for name, query in (
        ("profit-loss", f"{YEAR}&interval=quarter&compare=prior_year&variance=on"),
        ("balance-sheet", "as_of=2026-12-31"),
        ("trial-balance", YEAR),
    ):
        seen += follow_figures(client, name, f"{address_of(books, name)}?{query}")
    assert seen > 25


@pytest.fixture
def large_books(company: Company) -> Company:
    """150 accounts of revenue with 1.00 to 150.00, and one with a loss of its own kind."""
    many = [
        Account(company=company, code=f"R{n}", name=f"R{n}", type="revenue", subtype="sales") for n in range(1, 151)
    ]
    cash = account(company, "1000").id
    entries: list[Any] = [
        {
            "date": datetime.date(2026, 3, 10),
            "lines": [{"account_id": cash, "debit": D(value)}, {"account_id": one.id, "credit": D(value)}],
        }
        for value, one in enumerate(Account.objects.bulk_create(many), 1)
    ]
    journal.create_many(company, by=owner_of(company), entries=entries)
    book(company, "20.00", "2026-03-11", "6100", "1000")
    return company


def test_figures_of_many_accounts_lead_to_the_ledgers_of_their_kinds(large_books):
    """By hand: 1 + 2 + … + 150 are 11,325.00; less 20.00 they are 11,305.00."""
    client, address = browser(owner_of(large_books)), address_of(large_books, "profit-loss")
    rows = {row.cells[0].text: row.cells[-1] for row in client.get(f"{address}?{YEAR}").context["table"].rows}
    for name, kinds, figure, sums in (
        ("Total revenue", "account_type=revenue&account_subtype=sales", "11,325.00", ["0.00", "11,325.00"]),
        (
            "Net profit",
            "account_type=expense%2Crevenue&account_subtype=operating_expense%2Csales",
            "11,305.00",
            ["20.00", "11,325.00"],
        ),
    ):
        assert (rows[name].text, kinds in rows[name].href) == (figure, True), rows[name].href
        total = client.get(rows[name].href).context["table"].rows[-1]
        assert [cell.text for cell in total.cells[-3:]] == [*sums, f"-{figure}"]
    page = client.get(rows["Net profit"].href)
    assert page.context["form"].conditions == [
        "Types of accounts: expense,revenue",
        "Subtypes: operating_expense,sales",
    ]
    assert page.context["after"], "the pages that follow are of these kinds too"
    query = f"{page.context['query']}&{urlencode({'cursor': page.context['after']})}"
    after = client.get(f"{address_of(large_books, 'general-ledger')}?{query}")
    assert (after.status_code, len(after.context["table"].rows) > 100) == (200, True)


def test_an_address_has_room_for_the_longest_codes():
    codes = ",".join([MAX_CODE_LENGTH * "1"] * MAX_LINKED_ACCOUNTS)
    assert AccountsField().clean(codes) == codes


def test_kinds_of_accounts_of_which_another_row_is_too_lead_nowhere(large_books):
    """A figure of 101 sub-accounts, beside accounts of the same kind."""
    parent = account(large_books, "R1")
    Account.objects.filter(company=large_books, code__in=[f"R{n}" for n in range(2, 103)]).update(parent=parent)
    page = browser(owner_of(large_books)).get(f"{address_of(large_books, 'profit-loss')}?{YEAR}")
    rows = [row for row in page.context["table"].rows if row.cells[0].text == "Total R1"]
    assert [(row.cells[1].text, row.cells[1].href) for row in rows] == [("5,253.00", "")]


def test_a_ledger_is_of_the_accounts_that_have_all_that_was_chosen(books):
    address, client = f"{address_of(books, 'general-ledger')}?{YEAR}", browser(owner_of(books))

    def shown(query: str) -> set[str]:
        rows = client.get(f"{address}&{query}").context["table"].rows
        return {row.cells[0].code for row in rows if row.type == "group"}

    every = shown("")
    assert shown("account_type=revenue") == {"4000"}
    assert shown("account_type=asset, liability,revenue") > shown("account_type=asset")
    assert shown("account_type=asset&account=1000,4000") == {"1000"}
    Account.objects.filter(company=books, code="6100").update(subtype="")
    assert shown("account_subtype=none") == {"6100"} < every
    assert shown("account_subtype=sales,bank") == {"1000", "4000"}


def test_the_balances_below_a_trial_balance_lead_to_the_ledgers_of_their_accounts(books):
    """But not with the earnings of earlier years among them, which have no ledger."""
    address, client = address_of(books, "trial-balance"), browser(owner_of(books))
    total = client.get(f"{address}?start_date=2026-03-15&end_date=2026-12-31").context["table"].rows[-1]
    assert [bool(cell.href) for cell in total.cells[1:]] == [True] * 6
    assert follow_figures(client, "trial-balance", f"{address}?start_date=2026-03-15&end_date=2026-12-31") > 15
    book(books, "7.00", "2025-11-05", "1000", "4000")
    total = client.get(f"{address}?{YEAR}").context["table"].rows[-1]
    assert [bool(cell.href) for cell in total.cells[1:]] == [True, False, True, True, True, False]


def test_a_heading_of_days_breaks_once_at_most() -> None:
    assert report_tables.PageHeading("2026-01-01 to 2026-11-29").words == [
        "2026-01-01\N{NO-BREAK SPACE}to",
        "2026-11-29",
    ]
    assert report_tables.PageHeading("Opening debit").words == ["Opening", "debit"]


def test_long_words_are_broken_and_wide_tables_are_not_said_to_fit() -> None:
    """A name without spaces pushed the amounts out of sight, and amounts of 15 digits made the page itself wider."""
    amounts = [report_tables.PageHeading(f"Column {number}", CellType.AMOUNT) for number in range(6)]

    def look(name: str, amount: str, columns: int = 6) -> str:
        row = report_tables.PageRow("account", [report_tables.Cell(name), *[report_tables.Cell(amount)] * columns])
        headings = [report_tables.PageHeading("Account"), *amounts[:1] * columns]
        return report_tables.PageTable(headings, [row]).look

    assert [report_tables.Cell(name).is_broken for name in ("W" * 21, "W " * 21, "")] == [True, False, False]
    assert look("Bank account", "123,456.78") == look("W" * 200, "123,456.78") == "fits short"
    assert look("Bank account", "123,456,789,012,345.67") == "short"
    assert (look("Bank", "1.00", 24), look("Bank", "123,456,789,012.34", 24)) == ("vast short", "immense short")


def test_a_statement_is_said_to_be_in_the_currency_of_its_documents(company):
    customer = make_customer(company, currency="EUR")
    day = {"issue_date": datetime.date(2026, 3, 1), "exchange_rate": D("1.1")}
    make_sent_invoice(company, "10.00", customer=customer, **day)
    client = browser(owner_of(company))
    address = f"{address_of(company, 'customer-statement')}?contact={customer.pk}&{YEAR}"
    page = client.get(address)
    assert "2026-12-31, in EUR</p>" in page.content.decode()
    table = page.context["table"]
    assert [one.look for one in (table, *table.more)] == ["fits short"] * 2, "it is printed on upright paper"
    make_sent_invoice(company, "10.00", customer=customer, currency="USD", issue_date=day["issue_date"])
    assert "2026-12-31, in EUR, USD</p>" in client.get(address).content.decode()


def test_a_print_says_what_was_chosen_besides_the_days(books):
    client, address = browser(owner_of(books)), address_of(books, "general-ledger")
    page = client.get(f"{address}?{YEAR}&account=4000&contact=nord")
    assert page.context["title"] == "General ledger of Café “Nord” & <Co>", "and so does a file"
    said = page.context["form"].conditions
    assert said == ["Accounts: 4000", "Customer or vendor: Café “Nord” & <Co>"]
    assert client.get(f"{address}?{YEAR}").context["form"].conditions == []
    aged = client.get(address_of(books, "aged-receivables") + "?items=on&by=issue_date")
    assert aged.context["form"].conditions == ["Age from: The issue date", "With each document"]
    assert '<p class="soft only-print">Age from: The issue date; With each document</p>' in aged.content.decode()


def follow_figures(client: Client, name: str, address: str) -> int:
    """Check that the links of a report lead to their amounts (by day every third), and return how many there are."""
    page = client.get(address)
    by_side = [heading.label in ("Debit", "Credit") for heading in page.context["table"].headings[1:]]
    links = [
        (row, place, cell)
        for row in page.context["table"].rows
        for place, cell in enumerate(row.cells[1:])
        if cell.href
    ]
    for row, place, cell in one_in(3, links):
        figure = amount(cell.text)
        shown = client.get(cell.href)
        assert shown.status_code == 200, cell.href
        if "/profit-loss?" in cell.href and name == "balance-sheet":
            assert (rows_of(shown)[-1][1][0], amount(rows_of(shown)[-1][1][1])) == ("Net profit", figure)
            continue
        if "/changes-in-equity?" in cell.href:
            earnings, equity = ([amount(text) for text in cells[1:]] for _, cells, _ in rows_of(shown)[-2:])
            assert figure == (equity[-1] if row.cells[0].text.startswith("Total") else earnings[0] + earnings[3])
            continue
        if "/journal?" in cell.href:
            assert figure in [amount(text) for text in rows_of(shown)[-1][1][-2:]]
            continue
        if "/aged-" in cell.href:
            assert figure in [abs(amount(text)) for text in rows_of(shown)[-1][1][-3:]]
            continue
        listed = [(kind, cells) for kind, cells, _ in rows_of(shown)]
        ends = [cells for kind, cells in listed if "total" in kind] or [
            cells for kind, cells in listed if "closing" in kind
        ]
        debits, credits, balance = (amount(text or "0") for text in ends[-1][-3:])
        moved = (debits - credits, credits - debits)
        is_movement = name == "profit-loss" or by_side[place]
        expected = (debits, credits) if by_side[place] else moved
        assert figure in (expected if is_movement else (balance, -balance)), (cell, ends)
        lines = [cells for kind, cells in listed if kind == "line"]
        assert sum(amount(cells[-3] or "0") - amount(cells[-2] or "0") for cells in lines) == debits - credits
    return len(links)


def test_the_figures_of_taxes_lead_to_lines_that_add_up_to_them(company):
    rate, day = make_tax_rate(company, percent="20", boxes={"sales_tax": "1"}), datetime.date(2026, 3, 10)
    line = {"unit_price": D("50.00"), "tax_rate_id": rate.id}
    make_sent_invoice(company, "50.00", issue_date=day, lines=[line | {"account_id": account(company, "4000").id}] * 2)
    make_approved_bill(company, "50.00", issue_date=day, lines=[line | {"account_id": account(company, "6000").id}])
    client = browser(owner_of(company))
    page = client.get(f"{address_of(company, 'tax-summary')}?{YEAR}")
    figures = [
        (kind, cells[0], amount(cells[-1]), links) for kind, cells, links in rows_of(page) if "account" not in kind
    ]
    assert [(name, figure) for kind, name, figure, _ in figures if kind.split()[0] != "tax_rate"] == [
        ("Box 1", D(20)),
        ("Purchase net", D(50)),
        ("Purchase tax", D(10)),
        ("Sales net", D(100)),
        ("Tax due", D(10)),
    ]
    for _, name, figure, (link,) in figures:
        listed = [(cells, links) for row, cells, links in rows_of(client.get(link)) if row == "line"]
        signs = [-1 if name == "Tax due" and cells[3] == "Purchase tax" else 1 for cells, _ in listed]
        amounts = [amount(cells[-1]) for cells, _ in listed]
        assert sum(sign * value for sign, value in zip(signs, amounts, strict=True)) == figure, name
        assert client.get(listed[0][1][0]).status_code == 200


def test_lines_lead_to_entries_and_these_to_documents_and_back(books):
    client = browser(owner_of(books))
    ledger = client.get(f"{address_of(books, 'general-ledger')}?{YEAR}&account=4000")
    links = [link for kind, _, found in rows_of(ledger) for link in found if kind == "line"]
    entry = client.get(next(link for link in links if "/entries/" in link))
    invoice = client.get(next(link for link in links if "/invoice/" in link))
    assert (entry.status_code, invoice.status_code) == (200, 200)
    assert "1,200.50" in entry.content.decode()
    shown = invoice.content.decode()
    assert "1,200.50 USD" in shown
    assert "700.50 USD" in shown  # what is due
    file = client.get(re.search(r'href="([^"]+[.]pdf)"', shown)[1])
    assert (file.status_code, file.headers["Content-Type"], file.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert client.get(re.search(r'href="([^"]+[.]pdf)"', shown)[1].replace("/invoice/", "/bill/")).status_code == 404
    links = [link for _, _, found in rows_of(invoice) for link in found]
    assert [link.split("/")[3] for link in links] == ["payment", "entries"]
    assert all(client.get(link).status_code == 200 for link in links)
    assert "/invoice/" in entry.content.decode()


def test_a_ledger_says_what_its_lines_come_to_if_the_balance_is_more(books):
    book(books, "500.00", "2026-01-02")
    book(books, "300.00", "2026-05-02")
    client = browser(owner_of(books))
    link = f"{address_of(books, 'general-ledger')}?start_date=2026-05-01&end_date=2026-05-31&account=1000"
    (closing,) = [cells for kind, cells, _ in rows_of(client.get(link)) if "closing" in kind]
    change = amount(closing[-3] or "0") - amount(closing[-2] or "0")
    assert f"Closing balance, changed by {change:,.2f}" in closing
    both = [cells for kind, cells, _ in rows_of(client.get(f"{link}%2C4000")) if "total" in kind]
    assert "All of these accounts, changed by 300.00" in both[0]
    (closing,) = [c for k, c, _ in rows_of(client.get(link.replace("2026-05-01", "2026-01-01"))) if "closing" in k]
    assert "Closing balance" in closing


def test_the_entry_of_an_exchange_difference_leads_to_what_was_allocated():
    company = make_company()
    payment = make_payment_at_another_rate(company)
    entry = JournalEntry.objects.get(company=company, source_type="allocation")
    page = browser(owner_of(company)).get(f"/reports/{company.pk}/entries/{entry.pk}")
    assert f"/reports/{company.pk}/payment/{payment.pk}" in page.content.decode()


def test_every_kind_of_document_has_a_page(company):
    vendor, customer = make_vendor(company), make_customer(company)
    made = [
        make_sent_invoice(company, customer=customer),
        make_approved_bill(company, vendor=vendor),
        make_issued_credit_note(company, customer=customer),
        make_issued_vendor_credit(company, vendor=vendor),
        make_payment(company, contact=customer),
        make_adjustment(company),
        make_bank_transaction(company),
        make_transfer(company),
    ]
    client = browser(owner_of(company))
    for kind, document in zip(DOCUMENTS, made, strict=True):
        page = client.get(address_of(company, f"{kind.replace('_', '-')}/{document.pk}"))
        assert page.status_code == 200, kind
        entry = f"/entries/{document.journal_entry_id}"
        assert entry in page.content.decode(), kind
        assert f"/{kind.replace('_', '-')}/{document.pk}" in client.get(address_of(company, entry[1:])).content.decode()


def test_a_table_that_is_cut_says_so(company, monkeypatch):
    customer = make_customer(company)
    settled = [{"invoice_id": make_sent_invoice(company, customer=customer).id, "amount": D("10.00")} for _ in range(2)]
    payment = make_payment(company, contact=customer, allocations=settled)
    client = browser(owner_of(company))
    addresses = [f"payment/{payment.pk}", f"entries/{payment.journal_entry_id}"]

    def texts() -> list[str]:
        return [text_of(client.get(address_of(company, one)).content.decode()) for one in addresses]

    assert not any("are shown" in text for text in texts())
    monkeypatch.setattr(records, "MAX_LINES", 1)
    monkeypatch.setattr(records, "MAX_ENTRIES", 0)
    document, entry = texts()
    assert "The first 1 allocations are shown." in document
    assert "The first 0 entries are shown." in document
    assert "The first 1 lines are shown." in entry


def test_an_email_address_breaks_after_its_at_or_before_a_dot(company):
    customer = make_customer(company, email="a.book<s@blue-harbor.example")
    page = browser(owner_of(company)).get(address_of(company, f"contacts/{customer.pk}"))
    assert "a<wbr>.book&lt;s@<wbr>blue-harbor<wbr>.example<" in page.content.decode()


def test_a_price_has_the_decimals_of_its_currency_at_least_and_a_quantity_its_unit(company):
    lines = [
        {"account_id": account(company, "4000").id, "unit_price": D(price), "quantity": D(quantity), "unit": unit}
        for price, quantity, unit in (("963.5", "1", "bag"), ("0.125", "2000.5", ""), ("1200", "1000", "hour"))
    ]
    invoice = make_sent_invoice(company, lines=lines)
    page = browser(owner_of(company)).get(address_of(company, f"invoice/{invoice.pk}"))
    shown = [cells[-4:-2] for kind, cells, _ in rows_of(page) if kind == "line" and len(cells) > 3]
    assert shown[:3] == [["1 bag", "963.50"], ["2,000.5", "0.125"], ["1,000 hour", "1,200.00"]]


def test_a_long_ledger_is_read_page_by_page_as_it_stood(books, monkeypatch):
    monkeypatch.setattr("pages.reports.ROWS_A_PAGE", 4)
    client, address = browser(owner_of(books)), f"{address_of(books, 'general-ledger')}?{YEAR}"
    whole = Api(owner_of(books)).get(f"/reports/general-ledger?{YEAR}").json["rows"]
    balances, page, link = [], client.get(address), ""
    while True:
        balances += [amount(cells[-1]) for kind, cells, _ in rows_of(page) if "group" not in kind]
        book(books, "500.00", "2026-01-02")  # what is posted meanwhile is not in it
        found = re.search(r'href="(\?[^"]*cursor=[^"]*)"', page.content.decode())
        if found is None:
            break
        link = unescape(found[1])
        page = client.get(address_of(books, "general-ledger") + link)
        assert page.status_code == 200
    assert balances == [row["balance"] for row in whole]
    changed = client.get(address_of(books, "general-ledger") + link.replace("2026-12-31", "2026-12-30"))
    assert changed.status_code == 400


def test_a_long_table_is_shown_in_pages_of_bounded_weight(company, monkeypatch):
    monkeypatch.setattr(report_tables, "ROWS_A_PAGE", 3)
    for number in range(7):
        revenue = accounts.create(
            company, by=owner_of(company), code=f"48{number}", name=f"Shop {number}", type="revenue"
        )
        lines = [debit(account(company, "1000"), "5.00"), credit(revenue, "5.00")]
        journal.post(JournalEntry(company=company, date=datetime.date(2026, 1, 5)), lines=lines, by=None)
    client, address, names = browser(owner_of(company)), f"{address_of(company, 'trial-balance')}?{YEAR}", []
    for number in (1, 2, 3):
        page = client.get(f"{address}&page={number}")
        *rows, total = rows_of(page)
        assert (total[1][0], total[1][3]) == ("Total", "35.00"), number
        names += [cells[0] for _, cells, _ in rows]
        assert len(rows) <= 3
    assert len(names) == len(set(names)) == 8
    for odd in ("0", "-1", "99", "x", "1e9", "99999999999"):
        assert client.get(f"{address}&page={odd}").status_code == 200


def test_the_documents_of_unrealised_differences_are_shown_in_pages(company, monkeypatch):
    monkeypatch.setattr(report_tables, "ROWS_A_PAGE", 4)
    make_exchange_rate(company, currency="EUR", date=DAY)
    customer = make_customer(company, currency="EUR")
    for _ in range(6):
        make_sent_invoice(company, customer=customer)
    client, address, names = browser(owner_of(company)), address_of(company, "unrealised-differences"), []
    for number in (1, 2):
        *rows, total = rows_of(client.get(f"{address}?as_of={DAY}&items=on&page={number}"))
        assert total[1][0] == "Total"
        assert len(rows) <= 4
        names += [cells[0] for _, cells, _ in rows]
    assert len(names) == len(set(names)) == 7


def test_the_number_of_queries_does_not_grow_with_the_books(books):
    client = browser(owner_of(books))
    customer = books.contacts.get(kind="customer")
    client.get(address_of(books))

    def counts() -> dict[str, int]:
        found = {}
        for name, one in REPORTS.items():
            more = {"contact": books.contacts.filter(kind=name.split("-")[0]).first().pk} if "statement" in name else {}
            more |= {"items": "on"} if "items" in one.form.base_fields else {}
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address_of(books, name), more).status_code == 200
            found[name] = len(queries)
        return found

    before = counts()
    for number in range(4):
        make_sent_invoice(books, "9.00", customer=make_customer(books), issue_date=datetime.date(2026, 3, 1 + number))
        make_sent_invoice(books, "9.00", customer=customer, issue_date=datetime.date(2026, 3, 1 + number))
        make_approved_bill(books, "8.00", issue_date=datetime.date(2026, 3, 2))
        one = accounts.create(books, by=owner_of(books), code=f"49{number}", name=f"Shop {number}", type="revenue")
        lines = [debit(account(books, "1000"), "5.00"), credit(one, "5.00")]
        journal.post(JournalEntry(company=books, date=datetime.date(2026, 1, 5)), lines=lines, by=None)
    after = counts()
    assert after.pop("general-ledger") <= before.pop("general-ledger") + 4  # one for each account on the page
    assert after == before
    assert max(before.values()) <= 20, before


def test_a_contact_is_found_by_a_part_of_its_name_that_only_one_has(books):
    client, address = browser(owner_of(books)), address_of(books, "customer-statement")
    page = client.get(address, {"contact": "nord"})
    assert (page.status_code, page.context["form"]["contact"].value()) == (200, "Café “Nord” & <Co>")
    make_customer(books, name="Café Süd")
    page = client.get(address, {"contact": "Café"})
    assert (
        "Several customers fit: Café Süd, Café “Nord” & <Co>. Enter the whole name."
        in page.context["form"].errors["contact"]
    )
    same = make_customer(books, name="Café Süd")
    assert "Several customers have this name" in str(
        client.get(address, {"contact": "Café Süd"}).context["form"].errors
    )
    page = client.get(address, {"contact": str(same.pk)})
    assert page.status_code == 200
    assert f"contact={same.pk}" in page.context["query"]


def test_the_books_are_shown_as_they_were_known(books):
    client, address = browser(owner_of(books)), f"{address_of(books, 'trial-balance')}?{YEAR}"
    page = client.get(f"{address}&known_at=2020-01-01T00:00")
    assert rows_of(page) == []
    assert "There is nothing in these days." in page.content.decode()
    page = client.get(f"{address}&known_at=2199-01-01T00:00")
    link = next(link for _, _, found in rows_of(page) for link in found)
    assert "known_at=2199-01-01T00%3A00" in link
    said = "2026-01-01 to 2026-12-31, as known at 2199-01-01 00:00:00 UTC"
    assert f"{said}, in USD" in page.content.decode()
    file = client.get(f"{address}&known_at=2199-01-01T00:00&format=xlsx")
    of_api = Api(owner_of(books)).get(f"/reports/trial-balance?{YEAR}&known_at=2199-01-01T00:00:00Z&format=xlsx")
    for workbook in (file.content, of_api.content):
        assert [("inlineStr", f"{said}, USD")] == [*cells_of(workbook)[2].values()]


def test_books_without_entries_say_so_and_what_to_do():
    books = make_company()
    client = browser(owner_of(books))
    for name in ("profit-loss", "aged-receivables", "journal"):
        shown = text_of(client.get(address_of(books, name)).content.decode())
        assert "These books have no entries yet." in shown, name


def test_a_report_without_rows_says_of_which_days(books):
    client = browser(owner_of(books))
    for name, query, said in (
        ("journal", "start_date=2020-01-01&end_date=2020-01-31", "There is nothing in these days."),
        (
            "aged-receivables",
            "as_of=2020-01-31&by=due_date&buckets=30,60,90",
            "There is nothing at the end of this day.",
        ),
    ):
        page = client.get(f"{address_of(books, name)}?{query}")
        assert page.status_code == 200
        assert said in text_of(page.content.decode())


def test_the_check_of_the_books_is_made_at_the_button(books):
    client, address = browser(owner_of(books)), address_of(books, "integrity")
    assert client.get(address).context.get("checks") is None
    page = client.post(address)
    assert (page.status_code, page.context["failed"]) == (200, [])
    shown = text_of(page.content.decode())
    assert f"All {len(page.context['checks'])} checks hold." in shown
    assert JournalEntry.objects.filter(company=books).order_by("-number").first().hash in shown
    assert browser(owner_of(make_company())).post(address).status_code == 404
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403


def test_books_that_are_too_large_for_a_page_are_refused(books, monkeypatch):
    monkeypatch.setattr(integrity, "MAX_ENTRIES", 3)
    page = browser(owner_of(books)).post(address_of(books, "integrity"))
    assert (page.status_code, "verify_ledger" in text_of(page.content.decode())) == (409, True)


def test_a_check_counts_as_ten_requests_of_the_limit(company, monkeypatch):
    for tier in Tier:
        monkeypatch.setitem(LIMITS, tier, Limit(per_minute=15, burst=15))
    client, address = browser(owner_of(company)), address_of(company, "integrity")
    assert client.post(address).status_code == 200
    page = client.post(address)
    assert (page.status_code, page.context.get("checks")) == (429, None)
    assert "Try again in" in text_of(page.content.decode())


def test_one_of_very_many_companies_is_opened_by_its_name(books, monkeypatch):
    """A menu has the first ones only."""
    user = owner_of(books)
    client = browser(user)
    others = [
        make_company(books.organization, by=user, name=name) for name in ("Hafen Süd", "Hafen Nord", "Hafen Nord II")
    ]
    make_company(name="Hafen of others")
    assert "<datalist" not in client.get(reverse("reports-of", args=[books.pk])).content.decode()
    for module in ("books", "forms", "reports"):
        monkeypatch.setattr(f"pages.{module}.MAX_COMPANIES", 3)
    page = client.get(reverse("reports-of", args=[books.pk])).content.decode()
    assert f'list="companies" value="{escape(books.name)}"' in page
    whole = {"hafen sud": 0, "HAFEN SÜD": 0, "süd": 0, "hafen nord": 1, str(others[2].pk): 2}
    for text, place in whole.items():
        answer = client.get(reverse("reports"), {"company": text})
        assert (answer.status_code, answer["Location"]) == (302, reverse("reports-of", args=[others[place].pk])), text
    for text, status, fitting in (
        ("Hafen", 200, 3),
        ("hafen nor", 200, 2),
        ("Hafen of others", 404, 0),
        ("\0", 404, 0),
        ("a" * 201, 404, 0),
        (str(books.organization_id), 404, 0),
    ):
        answer = client.get(reverse("reports"), {"company": text})
        assert (answer.status_code, len(answer.context["fitting"])) == (status, fitting), text
    assert client.get(reverse("reports"), {"company": " "}).status_code == 302


def test_a_contact_is_found_by_the_index(books):
    customer = make_customer(books, name="Zürich Depot")
    with CaptureQueriesContext(connection) as captured:
        answer = browser(owner_of(books)).get(address_of(books, "customer-statement"), {"contact": "zurich dep"})
    assert answer.context["form"].cleaned_data["contact"] == customer
    asked = [one["sql"] for one in captured if "LIKE" in one["sql"] and '"accounting_contact"' in one["sql"]]
    assert asked
    assert all("::uuid[]" in sql for sql in asked)


def test_a_contact_has_a_page_that_its_statement_leads_to(company):
    vendor = make_vendor(company, name="Ann <1>", billing_address="1 Quay\nBath", payment_terms_days=1)
    client, strange = browser(owner_of(company)), make_vendor(make_company())
    link = f"/reports/{company.pk}/contacts/{vendor.pk}"
    statement = f"{address_of(company, 'vendor-statement')}?contact={vendor.pk}"
    assert link in client.get(statement).content.decode()
    page = client.get(link).content.decode()
    for said in ("Ann &lt;1&gt;", "1 Quay, Bath", "1 day<", f"vendor-statement?contact={vendor.pk}"):
        assert said in page
    assert not [word for word in ("Attachments", "Archived", "Phone") if word in page]
    contacts.archive(vendor, by=owner_of(company))
    assert "Archived" in client.get(link).content.decode()
    for address in (f"/reports/{company.pk}/contacts/{strange.pk}", f"/reports/{company.pk}/contacts/{company.pk}"):
        assert client.get(address).status_code == 404
    assert browser(owner_of(strange.company)).get(link).status_code == 404


@pytest.mark.parametrize(
    ("make", "kind"), [(make_approved_bill, "bill"), (make_entry, "entries"), (make_customer, "contacts")]
)
def test_a_page_has_the_files_of_its_object(company, make, kind):
    row = make_attachment(company, found := make(company), file_name="Beleg <1>.pdf")
    client = browser(owner_of(company))
    shown = client.get(f"{address_of(company, kind)}/{found.pk}").content.decode()
    assert "Beleg &lt;1&gt;.pdf" in shown
    link = reverse("attachment-content", args=[company.pk, row.pk])
    assert link in shown
    file = client.get(link)
    assert (file.status_code, file.content) == (200, PDF)
    assert file.headers["Content-Disposition"].startswith("attachment; ")
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    other = make_company()
    assert client.get(reverse("attachment-content", args=[other.pk, row.pk])).status_code == 404
    assert browser(owner_of(other)).get(link).status_code == 404
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):  # 26 hours apart
        Company.objects.filter(pk=company.pk).update(time_zone=zone)
        day = row.created_at.astimezone(ZoneInfo(zone)).date()
        shown = client.get(f"{address_of(company, kind)}/{found.pk}").content.decode()
        assert f'bytes</td><td class="date">{day}</td>' in shown
