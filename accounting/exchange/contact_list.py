"""Import customers or vendors from the lists of Xero, QuickBooks Online and Atlas.

The headings are those of Xero's contacts, of the contact lists and exports of QuickBooks Online, those of the
lists of QuickBooks Desktop, and of our API (docs/guides/imports.md names the sources).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounting.exchange.lists import Columns, Problems, Refused, Sheet, key_of, one_line
from accounting.exchange.matching import Known, Operations, book_rows
from accounting.exchange.outcome import Outcome, Progress
from accounting.exchange.source import Place
from accounting.exchange.tables import Row
from accounting.ledger import contacts
from accounting.ledger.models import MAX_PAYMENT_TERMS_DAYS, Company, Contact, ContactKind
from foundation.plain import trimmed
from foundation.words import counted
from identity.models import User

if TYPE_CHECKING:
    from accounting.exchange.formats import Options

NAMES = {
    ContactKind.CUSTOMER: ("customerfullname", "customername", "customer", "clientfullname", "client"),
    ContactKind.VENDOR: ("vendorfullname", "vendorname", "vendor", "suppliername", "supplier"),
}
_TERMS = {
    ContactKind.CUSTOMER: {"terms_day": ("duedatesalesday",), "terms_kind": ("duedatesalesterm",)},
    ContactKind.VENDOR: {"terms_day": ("duedatebillday",), "terms_kind": ("duedatebillterm",)},
}
_HEADINGS = {
    "external_id": ("externalid", "accountnumber"),
    "email": ("email", "emailaddress", "mainemail"),
    "phone": ("phone", "phonenumber", "phonenumbers", "mainphone"),
    "mobile": ("mobile", "mobilenumber"),
    "tax_number": ("taxnumber", "taxid", "vatnumber", "vatregistrationnumber", "gstin", "taxregistrationnumber", "abn"),
    "currency": ("currency", "defaultcurrency"),
    "payment_terms_days": ("paymenttermsdays",),
    "terms": ("terms", "term", "paymentterms"),
    "billing_address": ("billingaddress", "billaddress", "address", "billtoaddress"),
    "attention": ("poattentionto",),
    "street1": (
        "poaddressline1",
        "street",
        "streetaddress",
        "billingstreet",
        "billingaddressline1",
        "billto1",
        "billfrom1",
    ),
    "street2": ("poaddressline2", "billingaddressline2", "billto2", "billfrom2"),
    "street3": ("poaddressline3", "billingaddressline3", "billto3", "billfrom3"),
    "street4": ("poaddressline4", "billto4", "billfrom4"),
    "street5": ("billto5", "billfrom5"),
    "city": ("pocity", "city", "billingcity", "town"),
    "region": ("poregion", "state", "billingstate", "province", "region", "county"),
    "postcode": ("popostalcode", "zip", "zipcode", "billingzip", "postalcode", "postcode"),
    "country": ("pocountry", "country", "billingcountry"),
}
SILENT = ("balance", "balancetotal", "openbalance")
_STREETS = ("attention", "street1", "street2", "street3", "street4", "street5")
_NET_DAYS = re.compile(r"(?:net\s*)?(\d{1,3})(?:\s*days?)?", re.IGNORECASE)
_AT_ONCE = ("dueonreceipt", "onreceipt", "uponreceipt", "immediate")
_PHONE = re.compile(r"phone: ?(.*?)( ?\b(?:mobile|fax|other|pager):.*)?", re.IGNORECASE)
"""For text of one line: with many spaces in it this would take quadratic time."""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact of the file: what is not empty, by the names of its fields."""

    place: Place
    kind: ContactKind
    given: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.kind} {self.given['name']}"


@dataclass(slots=True)
class ContactList:
    kind: ContactKind
    rows: list[ContactRow]
    warnings: list[tuple[int, str]]


def read(path: Path, kind: ContactKind) -> ContactList:
    """Read a list of contacts. Raises Unreadable with all problems."""
    # A list that says Vendor is none of customers, so only the names of this kind are known.
    names = ("contactname", *NAMES[kind], "displayname", "name")
    sheet = Sheet(path, Columns({"name": names, **_HEADINGS, **_TERMS[kind]}, ("name",), SILENT))
    phones: list[int] = []
    found = ContactList(kind, [], sheet.warnings)
    problems = Problems()
    for row in sheet.rows_without_total():
        try:
            given = _given(sheet, row, found, phones)
            field, compared = ("external_id", str) if "external_id" in given else ("name", key_of)
            sheet.once(row, field, given[field], compared(given[field]))
        except Refused as refused:
            problems.add(row.place, str(refused))
        else:
            found.rows.append(ContactRow(row.place, kind, given))
    problems.raise_any()
    if phones:
        rows = counted(len(phones), "row")
        sheet.warnings.append((phones[0], f"Left out: all phone numbers but the first, in {rows}."))
    return found


def _given(sheet: Sheet, row: Row, found: ContactList, phones: list[int]) -> dict[str, Any]:
    """Return what a row says of a contact, and note its line if it has several phone numbers. Raises Refused."""
    name = one_line(row["name"])
    if not name:
        raise sheet.refuse("name", "Every row needs the name of the contact.")
    phone = one_line(row["phone"] or row["mobile"])
    match = _PHONE.fullmatch(phone)
    if (match and match[2]) or (row["phone"] and row["mobile"]):
        phones.append(row.place.line)
    phone = match[1] if match else phone
    email, *others = [part.strip() for part in re.split("[,;]", row["email"]) if part.strip()] or [""]
    if others:
        found.warnings.append((row.place.line, f"Left out: all emails but the first, {email[:60]}."))
    texts = {
        "name": name,
        "external_id": trimmed(row["external_id"]),  # as the API keeps it: two spaces inside are not one
        "email": email,
        "phone": phone.strip(),
        "tax_number": one_line(row["tax_number"]),
    }
    given: dict[str, Any] = {
        one: sheet.check(one, text, Contact._meta.get_field(one)) for one, text in texts.items() if text
    }
    if address := _address(row):
        model_field = Contact._meta.get_field("billing_address")
        given["billing_address"] = sheet.check("billing_address", address, model_field, has_lines=True)
    if code := sheet.currency(row):
        given["currency"] = code
    days = _days(sheet, row)
    if days is not None:
        given["payment_terms_days"] = days
    elif stated := row["terms"] or row["terms_kind"]:
        found.warnings.append((row.place.line, f"Left out: the terms {stated[:60]!r} are not a number of days."))
    return given


def _address(row: Row) -> str:
    if whole := row["billing_address"]:
        return "\n".join(one_line(part) for part in whole.splitlines() if part.strip())
    place = " ".join(one_line(row[part]) for part in ("city", "region", "postcode") if row[part])
    lines = [*(one_line(row[part]) for part in _STREETS), place, one_line(row["country"])]
    return "\n".join(line for line in lines if line)


def _days(sheet: Sheet, row: Row) -> int | None:
    """Return in how many days the contact's documents are due, or None if the row does not say it as a number."""
    stated = row["payment_terms_days"] or row["terms"]
    if not stated and "after" in row["terms_kind"].casefold() and "month" not in row["terms_kind"].casefold():
        stated = row["terms_day"]
    if re.sub(r"\W", "", stated.casefold()) in _AT_ONCE:
        return 0
    match = _NET_DAYS.fullmatch(stated)
    if match and int(match[1]) <= MAX_PAYMENT_TERMS_DAYS:
        return int(match[1])
    if row["payment_terms_days"]:
        message = f"{stated[:30]!r} is not a number of days from 0 to {MAX_PAYMENT_TERMS_DAYS}."
        raise sheet.refuse("payment_terms_days", message)
    return None


def known(company: Company, kind: ContactKind, given: Sequence[Mapping[str, Any]]) -> Known[Contact]:
    """Return the contacts of a company that a list names."""
    return Known(Contact.objects.filter(company=company, kind=kind), f"{kind}s", given, number="external_id")


@transaction.atomic
def book(company: Company, source: ContactList, *, options: "Options", by: User, progress: Progress) -> Outcome:
    """Create the contacts that the company does not have, and update or skip the others (`options.existing`).

    Raises Unreadable with each line that cannot be booked.
    """
    Company.objects.select_for_update(no_key=True, of=("self",)).get(pk=company.pk)  # one import at a time
    outcome = book_rows(
        source.rows,
        known(company, source.kind, [row.given for row in source.rows]),
        Operations(
            lambda given: contacts.new(company, kind=source.kind.value, **given),
            lambda made: contacts.add_many(made, by=by),
            contacts.changed,
            lambda changes: contacts.update_many(changes, by=by),
        ),
        existing=options.existing,
        progress=progress,
    )
    for line, message in sorted(source.warnings):
        outcome.warn(line, message)
    return outcome
