"""All pages of the staff's admin open, whatever is asked of them, and write nothing around the operations.

The books with a row in each table take longer to make than most of these tests, so they are made once.
"""

import copy
import itertools
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import BooleanField, DateField, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from uuid_utils.compat import uuid7

from accounting.documents import invoices
from accounting.ledger import counts
from accounting.ledger.admin.company import BOOKS
from accounting.ledger.admin.journal import SourceFilter
from accounting.ledger.admin.pages import DOCUMENTS, CompanyFilter
from accounting.models import (
    Account,
    AccountBalance,
    AccountingPeriod,
    Company,
    CompanyMember,
    ContactKind,
    Event,
    ExchangeRate,
    FxRevaluationLine,
    Import,
    Invoice,
    JournalEntry,
    JournalLine,
    OpeningBalances,
    OpenItem,
)
from foundation import staff_pages
from tests.accounting.snapshot import snapshot
from tests.accounting.test_admin import EDITED, OURS, client, make_full_company, named, staff, url
from tests.factories import (
    make_company,
    make_import,
    make_invoice,
    make_opening,
    make_payment_at_another_rate,
    owner_of,
)
from tests.nightly import one_in
from tests.people import make_user

__all__ = ["client", "staff"]

pytestmark = pytest.mark.django_db

HOSTILE = (
    "q=%00",
    "q='%22%3Cscript%3E",
    "q=999999999999999999999999999999",
    "q=0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46",
    "q=" + "a+" * 60,
    "p=-1",
    "p=99999999",
    "p=x",
    "all=",
    "o=99.-99.x",
    "company__id__exact=x",
    "status__exact=%00",
    "settlement=x",
    "id__exact=x",
    "date__year=99999999",
    "date__year=0",
    "issue_date__year=99999999",
    "start_date__month=13",
    "created_at__gte=x",
    "month__day=40",
    "nonsense=1",
    "password__startswith=a",
    "company__organization__users__password__startswith=a",
    "_popup=1",
    "_to_field=company",
)


@pytest.fixture(scope="module")
def kept_company(keep: Any) -> Company:
    return keep(make_full_company)


@pytest.fixture
def company(kept_company: Company, db: None) -> Company:
    return copy.deepcopy(kept_company)


@pytest.mark.parametrize("model", OURS, ids=named)
def test_every_page_opens(client: Client, company: Company, model: type[Model]) -> None:
    row = model._default_manager.order_by("pk").last()
    assert row is not None
    turn = list(OURS).index(model)
    for page in one_in(2, (f"{url(model)}?q=a", f"{url(model)}?all="), turn):
        assert client.get(page).status_code == 200, page
    for page in (url(model, "change", row.pk), url(model, "history", row.pk)):
        assert client.get(page).status_code == 200, page
    assert client.get(url(model, "add")).status_code == (200 if model in EDITED else 403)
    assert client.get(url(model, "delete", row.pk)).status_code == (200 if model is CompanyMember else 403)
    for unknown in one_in(3, (uuid7(), "x", "%00"), turn):
        assert client.get(url(model, "change", unknown), follow=True).status_code == 200


@pytest.mark.parametrize("model", [Account, Company, Invoice, JournalEntry], ids=named)
def test_staff_see_no_link_that_is_closed_to_them(company: Company, model: type[Model]) -> None:
    """Also none of those that Django makes of each row that another refers to."""
    member, noun = make_user(None, is_staff=True), named(model).lower()
    member.user_permissions.set(Permission.objects.filter(codename=f"view_{noun}"))
    browser = Client()
    browser.force_login(member)
    row = model._default_manager.order_by("pk").last()
    assert row is not None
    for page in ("/admin/", url(model), url(model, "change", row.pk), url(model, "history", row.pk)):
        answer = browser.get(page)
        assert answer.status_code == 200, page
        shown = answer.content.decode()
        assert {*re.findall(r'href="/admin/(\w+/\w+)/', shown)} <= {f"accounting/{noun}"}, page
        assert 'href="/reports/' not in shown, page
    of_row = browser.get(url(model, "change", row.pk)).content.decode()
    assert model is Company or f'<div class="readonly">{company}</div>' in of_row


@pytest.mark.usefixtures("plain_pages")
@pytest.mark.parametrize("model", OURS, ids=named)
def test_a_list_can_be_filtered_and_sorted(client: Client, company: Company, model: type[Model]) -> None:
    """By each choice of a filter (of many, some), and by all columns at once."""
    changelist = client.get(url(model)).context["cl"]
    for turn, spec in enumerate(changelist.filter_specs):
        choices = list(spec.choices(changelist))
        for choice in one_in(4, choices[:: max(1, len(choices) // 8)], turn):
            assert client.get(url(model) + choice["query_string"]).status_code == 200, choice
    columns = ".".join(f"-{column}" for column in range(1, len(changelist.list_display)))
    assert client.get(f"{url(model)}?o={columns}").status_code == 200
    if field := changelist.date_hierarchy:
        for lookup in (f"{field}__year=2026", f"{field}__year=2026&{field}__month=3"):
            assert client.get(f"{url(model)}?{lookup}").status_code == 200


@pytest.mark.usefixtures("plain_pages")
@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_a_list(client: Client, company: Company, query: str) -> None:
    for model in one_in(10, OURS, HOSTILE.index(query)):
        assert client.get(f"{url(model)}?{query}", follow=True).status_code in (200, 400), (model, query)


@pytest.mark.usefixtures("plain_pages")
@pytest.mark.parametrize("model", OURS, ids=named)
def test_no_form_posted_to_a_page_writes_around_the_operations(
    client: Client, company: Company, model: type[Model]
) -> None:
    before = snapshot(company)
    row = model._default_manager.order_by("pk").last()
    assert row is not None
    junk = {"company": "x", "name": "", "amount": "1", "status": "void", "lines-TOTAL_FORMS": "1", "_save": "Save"}
    addresses = (url(model, "add"), url(model, "change", row.pk), url(model, "change", uuid7()), url(model))
    forms = ({}, junk, {"_saveasnew": "1"}) if model in EDITED else (junk,)  # others are refused before it is read
    turn = list(OURS).index(model)
    for address, form in one_in(2, itertools.product(addresses, forms), turn):
        assert client.post(address, form).status_code in (200, 302, 403, 404), (address, form)
    if model is not CompanyMember:
        assert client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    for action in one_in(4, ("delete_selected", "post", "void", "nonsense"), turn):
        data: dict[str, Any] = {"action": action, "_selected_action": [str(uuid7()), "x"], "index": "0"}
        assert client.post(url(model), data).status_code in (200, 302, 400)
    assert snapshot(company) == before


def test_a_long_list_shows_the_first_rows_in_an_order_that_an_index_has(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_pages, "MAX_ROWS", 1)
    for model in (JournalEntry, JournalLine, Invoice, ExchangeRate, AccountBalance, FxRevaluationLine):
        newest = OURS[model].newest
        of_all = client.get(url(model)).context["cl"]
        assert of_all.result_count == (1 if newest else 0), model
        of_one = client.get(url(model), {"company__id__exact": str(company.pk)}).context["cl"]
        assert of_one.result_count == 1, model
        if newest:
            assert f'ORDER BY "{model._meta.db_table}"."{newest}" DESC' in str(of_all.queryset.query), model


def test_a_long_list_is_sorted_by_what_an_index_has_or_among_the_newest(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        make_invoice(company)
    monkeypatch.setattr(staff_pages, "MAX_ROWS", 2)
    page, of_company = url(Invoice), {"company__id__exact": str(company.pk)}
    every = list(Invoice.objects.order_by("-id"))
    for asked, sortable in (({}, 7), (of_company, 4), ({"q": "INV"}, 0), ({"customer__id__exact": uuid7()}, 0)):
        assert len(client.get(page, asked).context["cl"].sortable_by) == sortable, asked
    newest = client.get(page, {"o": "-1"}).context["cl"]
    assert sorted(one.pk for one in newest.queryset) == sorted(one.pk for one in every[:2])
    draft = client.get(page, {"status__exact": "sent"}).context["cl"]
    assert draft.result_count == 0, "the newest are drafts"
    assert client.get(page, {"status__exact": "sent", **of_company}).context["cl"].result_count
    by_contact = client.get(page, {"o": "5", **of_company}).context["cl"]
    assert "customer__name" not in str(by_contact.queryset.query.order_by)
    assert "newest 10,000 rows" in client.get(page).content.decode()
    assert "newest 10,000 rows" not in client.get(page, of_company).content.decode()


def test_the_choices_of_a_filter_are_not_read_from_a_long_list(client: Client, company: Company) -> None:
    long = [one for one in admin.site._registry.values() if isinstance(one, staff_pages.LongListAdmin)]
    for model_admin in long:
        assert (model_admin.show_full_result_count, model_admin.date_hierarchy) == (False, None), model_admin
        for name in model_admin.list_filter:
            if isinstance(name, str):
                field = get_fields_from_path(model_admin.model, name)[-1]
                assert isinstance(field, BooleanField | DateField) or field.flatchoices, (model_admin, name)
    assert set(JournalEntry.objects.values_list("source_type", flat=True)) <= {"", *SourceFilter.nouns}
    assert set(OpenItem.objects.values_list("kind", flat=True)) <= set(DOCUMENTS)
    for source, expected in (("invoice", {"invoice"}), ("none", {""})):
        found = client.get(url(JournalEntry), {"source_type": source}).context["cl"].queryset
        assert {entry.source_type for entry in found} == expected


def test_a_page_reads_no_large_column_that_it_does_not_show(client: Client, company: Company) -> None:
    make_import(company)
    for model, page in admin.site._registry.items():
        columns = [
            f'"{model._meta.db_table}"."{field.column}"'
            for field in model._meta.fields
            if isinstance(field, staff_pages.LARGE) and field.name not in page.list_display
        ]
        if columns and model._default_manager.exists():
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            read = selected(client, reverse(name))
            assert [one for one in columns if one in read] == []
    for model, column in (
        (Import, '"accounting_importpiece"."encrypted"'),
        (AccountingPeriod, '"accounting_periodchange"."sealed_balances"'),
    ):
        row = model._default_manager.filter(company=company).order_by("pk")[0]
        assert column not in selected(client, url(model, "change", row.pk))


def selected(client: Client, page: str) -> str:
    """Return what the statements for a page select."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200, page
    return " ".join(one["sql"].partition(" FROM ")[0] for one in asked)


def test_the_lists_whose_totals_are_kept_because_they_are_long_are_long_lists_here() -> None:
    models = {apps.get_model("accounting", "contact" if what in ContactKind else what) for what in counts.LISTS}
    short = {model for model in models if not isinstance(admin.site._registry[model], staff_pages.LongListAdmin)}
    assert short == set()


def test_the_page_of_a_company_leads_to_all_that_it_has() -> None:
    of_a_company = {
        model._meta.model_name
        for model, page in admin.site._registry.items()
        if model._meta.app_label == "accounting" and ("company", CompanyFilter) in page.list_filter
    }
    kept_by_the_guards = {"numberseries", "optionbalance", "trackingbalance"}
    lines = {"fxrevaluationline", "journalline"}
    assert of_a_company - {noun for noun, _ in BOOKS} == kept_by_the_guards | lines


def test_an_exchange_difference_leads_to_what_was_allocated(client: Client) -> None:
    """The list of entries answered 500 once the books had a realised exchange difference."""
    company = make_company()
    payment = make_payment_at_another_rate(company)
    entry = JournalEntry.objects.get(company=company, source_type="allocation")
    link = reverse("admin:accounting_openitem_change", args=[payment.pk])
    for page in (url(JournalEntry), reverse("admin:accounting_journalentry_change", args=[entry.pk])):
        assert link in client.get(page).content.decode(), page
    assert client.get(link).status_code == 200


def test_the_equity_of_opening_balances_is_said_to_be_that_of_when_they_were_set(client: Client) -> None:
    """The API leaves out what was voided since; a page said the old amount as if it were still so."""
    company = make_company()
    opening = make_opening(company)
    invoices.void(Invoice.objects.get(company=company, is_opening=True), by=owner_of(company))
    of_row = reverse("admin:accounting_openingbalances_change", args=[opening.pk])
    for page in (f"{url(OpeningBalances)}?company__id__exact={company.pk}", of_row):
        text = re.sub(r"<[^>]*>|\s+", " ", client.get(page).content.decode())
        assert re.search(r"Equity amount when set\W.*3,750\.00", text), page


def test_each_source_of_an_entry_has_a_page(client: Client) -> None:
    for noun in SourceFilter.nouns:
        if noun != "none":
            entry = JournalEntry(source_type=noun, source_id=uuid7())
            assert "/change/" in admin.site._registry[JournalEntry].source(entry), noun  # type: ignore[attr-defined]


def test_a_search_of_a_long_list_names_the_rows_that_an_index_finds(client: Client, company: Company) -> None:
    company.name = "Of letters"  # the factory's number could have 4000 in it
    company.save()
    line = JournalLine.objects.filter(company=company, account__code="4000").first()
    event = Event.objects.filter(company=company).last()
    assert line
    assert event
    for model, word, number in (
        (JournalLine, "4000", JournalLine.objects.filter(account__code="4000").count()),
        (Event, str(event.pk), 1),
        (Event, str(event.subject_id), Event.objects.filter(subject_id=event.subject_id).count()),
        (Event, f"{event.pk} {company.name}", 1),
    ):
        changelist = client.get(url(model), {"q": word}).context["cl"]
        assert changelist.result_count == number, (model, word)
        assert "LIKE" not in str(changelist.queryset.query), (model, word)
    assert client.get(url(JournalLine), {"q": "nowhere"}).context["cl"].result_count == 0
