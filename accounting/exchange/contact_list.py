"""Import customers or vendors from the lists of Xero, QuickBooks Online and Atlas.

The headings are those of Xero's contacts, of the contact lists and exports of QuickBooks Online, and of our API
(docs/guides/imports.md names the sources).
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from accounting.exchange.lists import (
    CHUNK,
    Columns,
    Problems,
    Refused,
    Sheet,
    Writes,
    chunks,
    key_of,
    one_line,
)
from accounting.exchange.outcome import Outcome, Progress
from accounting.exchange.source import Place
from accounting.exchange.tables import Row
from accounting.ledger import contacts
from accounting.ledger.models import MAX_PAYMENT_TERMS_DAYS, Company, Contact, ContactKind
from foundation.refusals import Refusal
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
    "street1": ("poaddressline1", "street", "streetaddress", "billingstreet", "billingaddressline1"),
    "street2": ("poaddressline2", "billingaddressline2"),
    "street3": ("poaddressline3", "billingaddressline3"),
    "street4": ("poaddressline4",),
    "city": ("pocity", "city", "billingcity", "town"),
    "region": ("poregion", "state", "billingstate", "province", "region", "county"),
    "postcode": ("popostalcode", "zip", "zipcode", "billingzip", "postalcode", "postcode"),
    "country": ("pocountry", "country", "billingcountry"),
}
_STREETS = ("attention", "street1", "street2", "street3", "street4")
_NET_DAYS = re.compile(r"(?:net\s*)?(\d{1,3})(?:\s*days?)?", re.IGNORECASE)
_AT_ONCE = ("dueonreceipt", "onreceipt", "uponreceipt", "immediate")
_PHONE = re.compile(r"phone:\s*(.*?)(?:\s*\b(?:mobile|fax|other|pager):.*)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact of the file: what is not empty, by the names of its fields."""

    place: Place
    given: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.given["name"])


@dataclass(slots=True)
class ContactList:
    kind: ContactKind
    rows: list[ContactRow]
    warnings: list[tuple[int, str]]


def read(path: Path, kind: ContactKind) -> ContactList:
    """Read a list of contacts. Raises Unreadable with all problems."""
    # A list that says Vendor is none of customers, so only the names of this kind are known.
    names = ("contactname", *NAMES[kind], "displayname", "name")
    sheet = Sheet(path, Columns({"name": names, **_HEADINGS, **_TERMS[kind]}, ("name",)))
    found = ContactList(kind, [], sheet.warnings)
    problems, seen = Problems(), dict[tuple[str, str], int]()
    for row in sheet.rows_without_total():
        try:
            given = _given(sheet, row, found)
            key = ("id", given["external_id"]) if "external_id" in given else ("name", key_of(given["name"]))
            if key in seen:
                what = f"the number {key[1]}" if key[0] == "id" else f"the name {given['name']}"
                raise Refused(f"Line {seen[key]} has {what} too.")
            seen[key] = row.place.line
        except Refused as refused:
            problems.add(row.place, str(refused))
        else:
            found.rows.append(ContactRow(row.place, given))
    problems.raise_any()
    return found


def _given(sheet: Sheet, row: Row, found: ContactList) -> dict[str, Any]:
    """Return what a row says of a contact. Raises Refused."""
    name = one_line(row["name"])
    if not name:
        raise sheet.refuse("name", "Every row needs the name of the contact.")
    phone = row["phone"] or row["mobile"]
    if match := _PHONE.fullmatch(phone):
        phone = match[1]
    email, *others = [part.strip() for part in re.split("[,;]", row["email"]) if part.strip()] or [""]
    if others:
        found.warnings.append((row.place.line, f"Left out: all emails but the first, {email[:60]}."))
    texts = {
        "name": name,
        "external_id": one_line(row["external_id"]),
        "email": email,
        "phone": one_line(phone),
        "tax_number": one_line(row["tax_number"]),
    }
    given: dict[str, Any] = {
        one: sheet.check(one, text, Contact._meta.get_field(one)) for one, text in texts.items() if text
    }
    if address := _address(row):
        given["billing_address"] = sheet.check("billing_address", address, Contact._meta.get_field("billing_address"))
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


class Known:
    """The contacts of a company that a list names, by their numbers (`external_id`) and by their names."""

    def __init__(self, company: Company, kind: ContactKind, names: set[str], numbers: set[str]) -> None:
        self.by_number: dict[str, Contact] = {}
        self.by_name: dict[str, list[Contact]] = {}
        self.numbered: set[UUID] = set()
        rows = Contact.objects.filter(company=company, kind=kind)
        all_of_them = rows.order_by("id").values_list("id", "name", "external_id").iterator(chunk_size=CHUNK)
        ids = [id for id, name, number in all_of_them if number in numbers or key_of(name) in names]
        for some in chunks(ids):
            for contact in rows.filter(id__in=some).order_by("id"):
                self.add(contact)

    def add(self, contact: Contact) -> None:
        if contact.external_id:
            self.by_number[contact.external_id] = contact
            self.numbered.add(contact.pk)
        self.by_name.setdefault(key_of(contact.name), []).append(contact)

    def replace(self, contact: Contact, changed: Contact) -> None:
        """Know a contact as a row of the list changes it, so that the next rows find it by its new name and number
        only."""
        self.by_name[key_of(contact.name)].remove(contact)
        self.by_number.pop(contact.external_id or "", None)
        self.add(changed)

    def find(self, name: str, number: str) -> Contact | None:
        """Return the contact with this number, else the one with this name and no other number. Raises Refused."""
        if number in self.by_number:
            return self.by_number[number]
        named = self.by_name.get(key_of(name), [])
        fitting = [one for one in named if not (number and one.pk in self.numbered)]
        if len(fitting) > 1:
            raise Refused(
                f"{len(fitting)} {fitting[0].kind}s are called {name!r}. Give them different names or numbers."
            )
        return fitting[0] if fitting else None


@transaction.atomic
def book(company: Company, source: ContactList, *, options: "Options", by: User, progress: Progress) -> Outcome:
    """Create the contacts that the company does not have, and update or skip the others (`options.existing`).

    Raises Unreadable with each line that cannot be booked.
    """
    Company.objects.select_for_update(no_key=True, of=("self",)).get(pk=company.pk)  # one import at a time
    noun, kinds = source.kind.value, f"{source.kind.value}s"
    names = {key_of(row.name) for row in source.rows}
    numbers = {row.given["external_id"] for row in source.rows if "external_id" in row.given}
    known, outcome, problems = Known(company, source.kind, names, numbers), Outcome(done=len(source.rows)), Problems()
    done = 0
    for some in chunks(source.rows):
        writes = Writes(
            lambda made: contacts.add_many(made, by=by), lambda changes: contacts.update_many(changes, by=by), problems
        )
        for row in some:
            what, number = f"{noun} {row.name}", row.given.get("external_id", "")
            try:
                found = known.find(row.name, number)
                if found is None:
                    contact = contacts.new(company, kind=noun, **row.given)
                    known.add(contact)
                    writes.create(row.place, contact)
                    outcome.add(row.place.line, "created", kinds, what)
                elif options.existing == "update" and _changes(found, row.given):
                    known.replace(found, contacts.changed(found, row.given))
                    writes.update(row.place, (found, row.given))
                    outcome.add(row.place.line, "updated", kinds, what)
                else:
                    outcome.add(row.place.line, "skipped", kinds, what)
                    if number:
                        known.numbered.add(found.pk)  # for the next rows: another number is another contact
            except (Refused, Refusal) as refused:
                problems.add(row.place, str(refused))
        writes.write()
        done += len(some)
        progress(done, len(source.rows))
    problems.raise_any()
    for line, message in source.warnings:
        outcome.warn(line, message)
    return outcome


def _changes(contact: Contact, given: dict[str, Any]) -> bool:
    return any(
        getattr(contact, "currency_id" if name == "currency" else name) != value for name, value in given.items()
    )
