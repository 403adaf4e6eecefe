"""Rounds of the storm in books of their own: nobody else writes there, so what must come out is known exactly."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from accounting.attachments.attachments import MAX_OF_OBJECT, MAX_TOTAL
from accounting.errors import Refusal
from accounting.models import Company, RowCount
from foundation import tenancy
from tests import factories
from tests.servers import superuser_url
from tests.storm.rounds import KILLS, Answer, Request, Session, Unsure

ENDED = {"succeeded", "failed", "cancelled"}
IMPORT_SECONDS = 60


class Books(Session):
    """A session that also plays rounds in companies of its own."""

    def rounds(self) -> list[Callable[[], None]]:
        own = [self.files, self.bytes_of_files, self.drafts, self.imported, self.lists, self.closing, self.opening]
        return [*super().rounds(), *own, self.archive]

    @contextmanager
    def own(self) -> Iterator[tuple[Company, str]]:
        """Make a company of the organization, and see at the end that its books hold."""
        with tenancy.everyone():
            company = factories.make_company(by=self.world.owner)
        path = f"/companies/{company.id}"
        try:
            yield company, path
        except Refusal as refusal:  # nobody else is here, so what the round makes can be made
            raise AssertionError(f"{self.name}: {refusal}") from refusal
        books = self.get(f"{path}/integrity")
        self.expect(books.body.get("holds"), books, books.body)

    def total(self, path: str) -> int:
        total: int = self.get(path).body["total"]
        return total

    def files(self) -> None:
        """More files than one object can have, and the first of them deleted meanwhile; sometimes the object too."""
        with self.own() as (company, here):
            with tenancy.everyone():
                bill = factories.make_bill(company)
                there = MAX_OF_OBJECT - self.random.randint(1, 3)
                kept = [factories.make_attachment(company, bill, b"%%PDF-1.4 %d" % number) for number in range(there)]
            new = [self.file(here, "bill", bill.id, b"%%PDF-1.4 new %d" % number) for number in (1, 2, 3, 4, 4)]
            gone = [Request("DELETE", f"{here}/attachments/{one.id}") for one in kept[: self.random.randint(0, 2)]]
            whole = [Request("DELETE", f"{here}/bills/{bill.id}")][self.random.randint(0, 3) :]
            answers = self.send(*new, *gone, *gone, *whole)
            good = [one for one in answers if one.is_good]
            made, left = (sum(one.request.method == method for one in good) for method in ("POST", "DELETE"))
            now = self.total(f"{here}/attachments?object_id={bill.id}")
            if whole and any(one.request == whole[0] for one in good):
                self.expect(now == 0, "files of what is not there", now, *answers)
                return
            self.expect(now == there + made - left <= MAX_OF_OBJECT, "files", there, made, left, now, *answers)
            was_full = any(not one.is_good and one.body["code"] == "too_many" for one in answers)
            self.expect(not was_full or there + made == MAX_OF_OBJECT or left, "refused below the limit", *answers)

    def bytes_of_files(self) -> None:
        """Files of a company that has room for two of them: two are taken."""
        with self.own() as (company, here):
            with tenancy.everyone():
                bills = [factories.make_bill(company) for _ in range(2)]
            contents = [b"%PDF-1.4 " + bytes([65 + number]) * 1000 for number in range(4)]
            used = MAX_TOTAL - 2 * len(contents[0])
            with self.counted(company, used):
                new = [self.file(here, "bill", bills[place % 2].id, one) for place, one in enumerate(contents)]
                answers = self.send(*new)
            good = sum(one.is_good for one in answers)
            self.expect(good == self.total(f"{here}/attachments") == 2, "bytes", good, *answers)

    @contextmanager
    def counted(self, company: Company, used: int) -> Iterator[None]:
        """Have it counted that a company uses so many bytes, because nobody writes 10 GiB."""
        with psycopg.connect(superuser_url(connection.settings_dict["NAME"]), autocommit=True) as root:
            add = f"INSERT INTO {RowCount._meta.db_table} (company_id, what, rows) VALUES (%s, 'attachment_bytes', %s)"
            root.execute(add, [company.id, used])
            try:
                yield
            finally:
                root.execute(add, [company.id, -used])

    def file(self, here: str, kind: str, id: Any, content: bytes) -> Request:
        body = {"object_type": kind, "object_id": str(id), "file_name": "a.pdf"}
        return Request("POST", f"{here}/attachments", body | {"content": base64.b64encode(content).decode()})

    def drafts(self) -> None:
        """A draft is replaced while it is posted and deleted: what is posted is one version, with all its parts."""
        with self.own() as (company, here):
            with tenancy.everyone():
                made = self.random.choice(
                    [factories.make_draft, factories.make_invoice, factories.make_bill, factories.make_credit_note]
                )
                draft = made(company)
                account = str(factories.account(company, "6100").id)
            name = {"make_draft": "journal-entries", "make_invoice": "invoices", "make_bill": "bills"}.get(
                made.__name__, "credit-notes"
            )
            path = f"{here}/{name}/{draft.id}"
            verb = {"journal-entries": "post", "invoices": "send", "bills": "approve"}.get(name, "issue")

            def version(number: int) -> dict[str, Any]:
                one: dict[str, Any] = {"account_id": account}
                if name == "journal-entries":
                    lines = [one | {"debit": number}] * number + [one | {"credit": number}] * number
                else:
                    lines = [one | {"unit_price": number}] * number
                return {"reference": str(number), "lines": lines}

            changes = [Request("PATCH", path, version(number)) for number in range(1, self.random.randint(3, 5))]
            if name == "invoices":
                changes.append(Request("PATCH", path, version(7) | {"send": True}))
            post = Request("POST", f"{path}/{verb}")
            tag = self.get(path).tag
            known = Request("POST", f"{path}/{verb}", None, ("If-Match", tag))
            gone = [Request("DELETE", path)] * self.random.randint(0, 1)
            answers = self.send(*changes, post, known, *gone)
            good = [one for one in answers if one.is_good]
            now = self.get(path)
            posted = [one for one in good if one.request.verb == verb or (one.request.body or {}).get("send")]
            deleted = any(one.request.method == "DELETE" for one in good)
            self.expect(now.status == (404 if deleted else 200), "it is there or not", now, *answers)
            self.expect(not (deleted and posted) and len(posted) < 2, "deleted or posted twice", *answers)
            if deleted:
                return
            is_posted = now.body["status"] not in ("draft", "submitted")
            self.expect(is_posted == bool(posted), "posted or not", now.body["status"], *answers)
            number = int(now.body["reference"] or 0)
            written = [int(one.request.body["reference"]) for one in good if one.request.method == "PATCH"]
            self.expect(number in (written or [0]), "a version that nobody wrote", number, *answers)
            for one in [now, *posted]:
                self.expect(self.whole(one.body), "parts of two versions", one.body, *answers)
            if name != "journal-entries" and is_posted:
                entry = self.get(f"{here}/journal-entries?source_id={draft.id}").body["items"]
                sums = [sum(line["debit"] for line in one["lines"]) for one in entry]
                self.expect(sums == [now.body["amount"]], "posted otherwise", sums, now.body, *answers)

    def whole(self, body: dict[str, Any]) -> bool:
        """Return whether all parts of a draft are of one version."""
        number = int(body["reference"] or 0)
        amounts = {line.get("unit_price") or line.get("debit") or line.get("credit") for line in body["lines"]}
        if not number:
            return amounts == {100}
        times = 2 if "debit" in body["lines"][0] else 1
        return amounts == {number} and len(body["lines"]) == times * number

    def imported(self) -> None:
        """A journal is imported while entries are posted: only into books that have none, and then all of it."""
        with self.own() as (company, here):
            with tenancy.everyone():
                lines = self.lines(company)
            entries = [
                Request("POST", f"{here}/journal-entries", {"date": f"2026-03-{day}", "lines": lines})
                for day in range(10, 10 + self.random.randint(1, 3))
            ]
            file = {"content": factories.IMPORTED, "format": "csv"}
            answers = self.send(*entries, *[Request("POST", f"{here}/imports", file)] * 2)
            ended = [self.ended(here, one) for one in answers if one.status == 202]
            good = sum(one.is_good and one.request in entries for one in answers)
            took = sum(one["status"] == "succeeded" for one in ended)
            now = self.get(f"{here}/journal-entries?status=posted&sort_by=entry_number&sort_order=asc").body["items"]
            self.expect(took <= 1 and len(now) == good + 2 * took, "entries", len(now), good, *ended, *answers)
            numbers = [one["entry_number"] for one in now]
            self.expect(numbers == [*range(1, len(now) + 1)], "numbers", numbers, *answers)
            opening = [one["memo"] for one in now].index("Opening") if took else 0
            self.expect(opening == 0, "imported into books with entries", now, *answers)

    def lists(self) -> None:
        """A list of accounts is imported while the same accounts are made, posted to and deleted."""
        with self.own() as (company, here):
            with tenancy.everyone():
                there = factories.make_account(company, "X01", name="Account X01")
                lines = self.lines(company, there)
            codes = [f"X{number:02}" for number in range(1, 40)]
            content = "code,name,type\n" + "".join(f"{code},Account {code},expense\n" for code in codes)
            file = {"content": content, "format": "accounts_csv", "existing": self.random.choice(["skip", "update"])}
            new = [
                Request("POST", f"{here}/chart-of-accounts", {"code": code, "name": f"Mine {code}", "type": "expense"})
                for code in self.random.sample(codes[1:], 3)
            ]
            entry = Request("POST", f"{here}/journal-entries", {"date": "2026-03-10", "lines": lines})
            gone = Request("DELETE", f"{here}/chart-of-accounts/{there.id}")
            answers = self.send(*new, entry, gone, *[Request("POST", f"{here}/imports", file)] * 2)
            ended = [self.ended(here, one) for one in answers if one.status == 202]
            self.expect({one["status"] for one in ended} == {"succeeded"}, "failed", *ended, *answers)
            found = self.get(f"{here}/chart-of-accounts?search=X&page_size=100").body["items"]
            now = sorted(one["code"] for one in found if one["code"] in codes)
            self.expect(now == codes, "accounts", now, *ended, *answers)

    def lines(self, company: Company, other: Any = None) -> list[dict[str, Any]]:
        other = other or factories.account(company, "6200")
        bank = factories.account(company, "1000")
        return [{"account_id": str(other.id), "debit": 5}, {"account_id": str(bank.id), "credit": 5}]

    def ended(self, here: str, taken: Answer) -> dict[str, Any]:
        """Wait until an import has ended, and return it."""
        end = time.monotonic() + IMPORT_SECONDS
        while time.monotonic() < end:
            found: dict[str, Any] = self.get(f"{here}/imports/{taken.body['id']}").body
            if found["status"] in ENDED:
                return found
            time.sleep(0.2)
        raise Unsure if KILLS else AssertionError(f"{self.name}: the import has not ended: {found}")

    def closing(self) -> None:
        """A month is closed while documents are posted in it, moved out of it, and supplied in it but posted later."""
        with self.own() as (company, here):
            with tenancy.everyone():
                entries = [factories.make_entry(company) for _ in range(2)]
                sent = factories.make_sent_invoice(company)
                march, lines = factories.period_of(company), self.lines(company)
                customer = str(factories.make_customer(company).id)
                sale = {"account_id": str(factories.account(company, "4000").id), "unit_price": 10}
            invoice = {"customer_id": customer, "lines": [sale], "send": True, "supply_date": "2026-03-20"}
            dated = [{"issue_date": "2026-03-25"}, {"issue_date": "2026-04-02"}]
            entry = {"date": "2026-03-26", "lines": lines}
            batch = {"entries": [entry, entry | {"date": "2026-04-01"}]}
            posting = [Request("POST", f"{here}/invoices", invoice | one) for one in dated]
            posting.append(Request("POST", f"{here}/journal-entries", entry))
            posting.append(Request("POST", f"{here}/journal-entries", entry | {"on_closed_period": "next_open"}))
            posting.append(Request("POST", f"{here}/journal-entries/batch", batch))
            posting.append(Request("POST", f"{here}/journal-entries/{entries[0].id}/reverse"))
            posting.append(Request("POST", f"{here}/invoices/{sent.id}/void", {}))
            close = Request("POST", f"{here}/periods/{march.id}/close")
            again = [Request("POST", f"{here}/periods/{march.id}/reopen", {"reason": "Storm"})]
            answers = self.send(*posting, close, close, *again * self.random.randint(0, 1))
            good = [one.body for one in answers if one.is_good and one.request in posting]
            rows = [row for body in good for row in body.get("items", [body])]
            days = [row.get("void_date") or row.get("issue_date") or row["date"] for row in rows]
            for posted, (first, last) in ((3, ("03-01", "03-31")), (0, ("04-01", "12-31"))):
                span = f"date_from=2026-{first}&date_to=2026-{last}"
                now = self.total(f"{here}/journal-entries?status=posted&{span}")
                wanted = posted + sum(f"2026-{first}" <= day <= f"2026-{last}" for day in days)
                self.expect(now == wanted, f"entries from {first}", now, wanted, *answers)
            free = [posting[1], posting[3], *posting[5:]]
            refused = [one for one in answers if one.request in free and not one.is_good]
            self.expect(not refused, "what needs no open March", *refused, *answers)
            is_closed = self.get(f"{here}/periods/{march.id}").body["status"] == "closed"
            after = self.send(posting[0])[0]
            self.expect(after.is_good != is_closed, "open or closed", after, *answers)

    def opening(self) -> None:
        """Opening balances are taken back and changed while their invoice is paid: either, and never both."""
        with self.own() as (company, here):
            with tenancy.everyone():
                given = json.loads(json.dumps(factories.opening_body(company), default=str))
                bank = str(factories.account(company, "1000").id)
            for one in [*given["balances"], *given["invoices"], *given["bills"]]:
                one |= {name: float(one[name]) for name in ("debit", "credit", "amount") if name in one}
            path, old = f"{here}/opening-balances", given["invoices"][0]
            self.send(Request("PUT", path, given))
            [invoice] = self.get(f"{here}/invoices").body["items"]
            paid = {"type": "received", "customer_id": old["customer_id"], "account_id": bank, "amount": 50}
            paid |= {"date": "2026-03-10", "allocations": [{"invoice_id": invoice["id"], "amount": 50}]}
            pay = Request("POST", f"{here}/payments", paid)
            less = given | {"invoices": [old | {"amount": 900.0}]}
            undo = given | {"balances": [], "invoices": [], "bills": []}
            changes = [Request("PUT", path, one) for one in (less, undo, given | {"date": "2026-01-15"}, given)]
            answers = self.send(pay, pay, *self.random.sample(changes, 3))
            payments = sum(one.is_good and one.request == pay for one in answers)
            now = self.get(f"{here}/invoices/{invoice['id']}").body
            live = [one for one in self.get(f"{here}/invoices").body["items"] if one["status"] != "void"]
            self.expect((now["status"] == "void") <= (payments == 0), "void, but paid", now, *answers)
            self.expect(now["amount_paid"] == 50 * payments, "paid", now, payments, *answers)
            self.expect(len(live) < 2, "twice", *live, *answers)
            kept = self.get(path).body
            said = [(one["invoice_number"], one["amount"]) for one in kept["invoices"]]
            self.expect(said == [(one["invoice_number"], one["amount"]) for one in live], "said", said, *live, *answers)
            owed = self.get(f"{here}/reports/aged-receivables?as_of=2026-03-31").body["rows"][-1]["amounts"][-1]
            self.expect(owed == sum(one["amount_due"] for one in live), "owed", owed, *live, *answers)

    def archive(self) -> None:
        """The books are exported while they are written to: each archive is the books of one moment."""
        with self.own() as (company, here):
            with tenancy.everyone():
                lines, bill = self.lines(company), factories.make_bill(company)
                factories.make_entry(company)
            entry = {"date": "2026-03-10", "lines": lines}
            posting = [Request("POST", f"{here}/journal-entries", entry)] * 3
            posting.append(Request("POST", f"{here}/journal-entries/batch", {"entries": [entry] * 20}))
            posting.append(Request("POST", f"{here}/bills/{bill.id}/approve"))
            posting.append(self.file(here, "bill", bill.id, b"%PDF-1.4 x"))
            answers = self.send(*posting, *[Request("GET", f"{here}/exports/archive")] * 3)
            for one in answers:
                if one.request.method == "GET" and one.is_good:
                    self.expect(self.is_one_moment(one.body), "an archive of several moments", *answers)
            self.expect(all(one.is_good for one in answers), "refused", *answers)

    def is_one_moment(self, archive: bytes) -> bool:
        """Return whether entries, lines, events, head and files of an archive are those of one moment."""
        head, *rows, last = [json.loads(row) for row in archive.splitlines()]
        tables: dict[str, list[dict[str, str]]] = {}
        columns: list[str] = []
        for row in rows:
            if isinstance(row, dict):
                columns, found = row["columns"], tables.setdefault(row["table"], [])
            else:
                found.append(dict(zip(columns, row, strict=True)))
        entries = [one for one in tables["accounting_journalentry"] if one["status"] == "posted"]
        debits = sum(float(one["debit"]) for one in tables["accounting_journalline"] if one["entry_id"])
        credits_ = sum(float(one["credit"]) for one in tables["accounting_journalline"])
        kept = sum(float(one["debits"]) for one in tables["accounting_accountbalance"])
        files, contents = tables["accounting_attachment"], tables["accounting_attachmentcontent"]
        posted = sum(one["type"] == "journal_entry.posted" for one in tables["accounting_event"])
        return (
            sorted(int(one["number"]) for one in entries) == [*range(1, head["last_number"] + 1)]
            and debits == credits_ == kept
            and posted == len(entries)
            and max(int(one["sequence"]) for one in tables["accounting_event"]) == head["last_event_sequence"]
            and len(files) == len(contents)
            and {name: len(found) for name, found in tables.items()} == last["rows"]
        )
