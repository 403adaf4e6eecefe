"""The rounds of the storm: what its sessions send at the same moment, and what they expect of the answers."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

import redis
from django.conf import settings
from django.db import OperationalError, connection

from accounting.errors import Refusal
from accounting.ledger import periods
from accounting.recurring import generating
from foundation import tenancy
from identity import tokens
from tests import factories
from tests.client import BASE, Client
from tests.house import Door, Route, World, routes
from tests.processes import Web

KILLS = "STORM_KILLS" in os.environ
ONLY = os.environ.get("STORM_ROUNDS", "").split()
"""The names of the rounds to play; empty for all."""
SESSIONS, AT_ONCE = 5, 5
CURRENCIES = {"USD": 60.25, "JPY": 60, "KWD": 60.125}
"""Currencies of 2, 0 and 3 decimals, and a part of 100 with all of them. A company keeps its books in one of them."""

FILES = {"application/pdf", "application/x-ndjson"}
OTHERS = {"/auth/change-password", "/webhooks", "/batch"}
"""Writes that are not sent as tests/house.py has them: one ends all sessions, one would send to the internet."""
WRITES = [
    (route, method)
    for route in routes()
    for method in route.methods
    if method != "GET" and not (route.has_company_in_path or route.is_public or route.path in OTHERS)
]
TO_OBJECTS = [(route, method) for route, method in WRITES if "{" in route.path and not route.is_upsert]
NEW = [(route, method) for route, method in WRITES if "{" not in route.path]
UPSERTS = [(route, method) for route, method in WRITES if route.is_upsert]

MEANWHILE = {"not_found", "conflict", "wrong_status", "duplicate", "precondition_failed", "idempotency_key_in_use"}
MEANWHILE |= {"period_closed"}
MEANWHILE_OF = {
    "/api-keys": {"key_revoked"},
    "/users": {"user_removed", "not_invited", "email_taken", "too_many_attempts"},
    "/auth/refresh": {"token_reused"},
    "/periods": {"period_not_ready"},
    "/fiscal-years": {"fiscal_year_not_ready"},
    "/tax-returns": {"invalid_date"},
    "/fx-revaluations": {"already_revalued", "later_revaluation"},
    "/journal-entries": {"already_reversed", "entry_is_posted"},
    "/attachments": {"too_many", "not_found_here"},
    "/opening-balances": {"has_allocations"},
    "/tracking-categories": {"not_found_here"},
    "/items/": {"in_use"},
    "/payments": {"over_allocated", "refund_too_large"},
    "/void": {"has_allocations"},
    "allocate": {"over_allocated", "already_reversed", "invalid"},
    "apply": {"over_allocated", "already_reversed", "invalid"},
}
"""The codes that a valid request may be refused with because of what others did at the same moment."""
REPEATED = {
    "PATCH",
    "PUT",
    "allocate",
    "refund",
    "replay",
    "resend",
    "rotate",
    "rotate-secret",
    "test",
    "try-now",
    "invite",
}
"""What may succeed more than once on one object."""
PAIRS = [("archive", "restore"), ("pause", "resume"), ("disable", "enable"), ("close", "reopen"), ("apply", "unapply")]
BACK = {one: {other} for pair in PAIRS for one, other in (pair, pair[::-1])}
BACK |= {"submit": {"reject", "PATCH"}, "reject": {"submit"}, "DELETE": {"PUT"}}
"""What takes a success back, so that there may be another."""


class Unsure(Exception):
    """A connection was killed, so the answers do not say enough."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    body: Any = None
    header: tuple[str, str] = ("Accept", "*/*")

    @property
    def verb(self) -> str:
        return self.path.rpartition("/")[2] if self.method == "POST" else self.method


@dataclass(frozen=True)
class Answer:
    request: Request
    status: int
    body: Any
    tag: str = ""

    @property
    def is_good(self) -> bool:
        return self.status < 300

    def is_expected(self, sent: list[Request]) -> bool:
        """Return whether a valid request may be answered so while the others are sent."""
        code, path = "" if self.is_good else self.body["code"], self.request.path
        if code == "not_found" and "/members" not in path:
            return any(one.method == "DELETE" for one in sent)
        if code == "precondition_failed":
            return self.request.header[0] == "If-Match"
        if code in ("invalid", "not_found_here") and "item" in self.body["detail"]:
            return any("/items/" in one.path for one in sent)  # which archive or delete it
        if code in ("in_use", "not_found_here") and "account" in self.body["detail"]:
            return any("/chart-of-accounts/" in one.path for one in sent)
        of_this = [codes for part, codes in MEANWHILE_OF.items() if part in path or path == "/batch"]
        return self.is_good or code in MEANWHILE.union(*of_this)

    def __str__(self) -> str:
        why = "" if self.is_good else f" {self.body['code']}: {self.body['detail']} {self.body['request_id']}"
        return f"{self.request.method} {self.request.path}: {self.status}{why}"


class Storm:
    """The server, and how it answered."""

    def __init__(self, server: Web) -> None:
        self.server, self.valkey = server, redis.Redis.from_url(settings.REDIS_URL)
        self.pool = ThreadPoolExecutor(SESSIONS * 2 * AT_ONCE)
        self.answers: Counter[int] = Counter()
        self.failures: list[str] = []

    def send(self, request: Request, headers: dict[str, str]) -> Answer:
        with closing(self.server.connect(60)) as to:
            headers = {**headers, "Content-Type": "application/json", request.header[0]: request.header[1]}
            body = None if request.body is None else json.dumps(request.body)
            to.request(request.method, BASE + request.path, body, headers)
            response = to.getresponse()
            content = response.read()
            if response.headers["Content-Type"] not in FILES:
                content = json.loads(content or b"null")
        self.answers[response.status] += 1
        if response.status == 429 and content["code"] == "rate_limited":
            time.sleep(0.2)
            return self.send(request, headers)
        return Answer(request, response.status, content, response.headers.get("ETag", ""))

    def send_all(self, requests: list[Request], headers: dict[str, str]) -> list[Answer]:
        for key in self.valkey.scan_iter("atlas:rate:*"):  # so that no limit is reached
            self.valkey.delete(key)
        return list(self.pool.map(self.send, requests, [headers] * len(requests)))


class Session:
    """Plays rounds in one company."""

    def __init__(self, storm: Storm, world: World, name: str) -> None:
        self.storm, self.world, self.name, self.random = storm, world, name, Random(name)
        self.company, self.headers = world.company, Client(world.owner).headers
        self.here = f"/companies/{self.company.id}"

    def play(self, seconds: float) -> None:
        rounds = [one for one in self.rounds() if not ONLY or one.__name__ in ONLY]
        end, numbers = time.monotonic() + seconds, count(1)
        while time.monotonic() < end:
            play = self.random.choice(rounds)
            self.name = f"{self.name.partition(':')[0]}:{next(numbers)}-{play.__name__}"
            try:
                play()
            except (Refusal, Unsure):
                continue  # a row in this state cannot be made any more, as a month was closed
            except OperationalError:
                if not KILLS:
                    raise
            finally:
                connection.close()

    def rounds(self) -> list[Callable[[], None]]:
        """Return the rounds, the more often the likelier."""
        others = [self.twins, self.lost_update, self.batches, self.settle, self.refunds, self.refresh]
        return [self.clash] * 4 + others + [self.items, self.schedule, self.papers]

    def expect(self, is_right: bool, *seen: object) -> None:
        if not is_right:
            self.storm.failures.append(f"{self.name}: " + "\n    ".join(str(one)[:500] for one in seen))

    @contextmanager
    def making(self) -> Iterator[None]:
        """Make rows: alone in the company, as a batch does, because it is several operations."""
        with tenancy.everyone():
            tenancy.hold(self.company.organization_id, self.company.id, alone=True)
            yield

    def get(self, path: str) -> Answer:
        return self.sure(self.storm.send_all([Request("GET", path)], self.headers))[0]

    def sure(self, answers: list[Answer]) -> list[Answer]:
        """Raise Unsure if a connection was killed."""
        if KILLS and any(one.status == 503 and one.body["code"] == "unavailable" for one in answers):
            raise Unsure
        return answers

    def send(self, *requests: Request) -> list[Answer]:
        """Send all at the same moment, in any order. Each answer must be one that a valid request may have."""
        answers = self.sure(self.storm.send_all(self.random.sample(requests, len(requests)), self.headers))
        for one in answers:
            self.expect(one.is_expected(list(requests)), one, *answers)
        return answers

    def request(self, route: Route, method: str, row: Any) -> Request:
        path = route.url(**self.world.ids(route, row))
        body = None if method == "DELETE" else Door(route, method).body(self.world, row)
        if self.company.base_currency_id == "JPY":  # tests/house.py has amounts with cents
            body = json.loads(json.dumps(body), parse_float=lambda number: round(float(number)))
        return Request(method, (self.here if route.is_company_scoped else "") + path, body)

    def new(self, route: Route, method: str) -> Request:
        request = self.request(route, method, None)
        return replace(request, body=request.body | {"dry_run": False}) if route.last == "imports" else request

    def to_object(self, most: int) -> list[Request]:
        """Return a write to an object that accepts it, and perhaps others to the same one."""
        route, method = self.random.choice(TO_OBJECTS)
        row, start = self.world.row(route), route.path.rpartition("}")[0]
        same = [one for one in TO_OBJECTS if one[0].path.rpartition("}")[0] == start]
        return [self.request(*one, row) for one in [(route, method), *self.random.choices(same, k=most - 1)]]

    def clash(self) -> None:
        """The same write twice, and others, to one object, beside something new."""
        with self.making():
            requests = self.to_object(self.random.randint(1, AT_ONCE))
            beside = self.new(*self.random.choice(NEW))
        self.expect_once([one for one in self.send(requests[0], *requests, beside) if one.request != beside])

    def expect_once(self, answers: list[Answer]) -> None:
        sent = {one.request.verb for one in answers}
        may = REPEATED | {verb for verb, back in BACK.items() if back & sent}
        answers = [one for one in answers if "/tracking-categories" not in one.request.path]  # tests/house.py archives
        good = Counter((one.request.method, one.request.path) for one in answers if one.is_good)
        twice = [one for one, times in good.items() if times > 1 and Request(*one).verb not in may]
        self.expect(not twice, "succeeded twice:", twice, *answers)

    def twins(self) -> None:
        """The same new thing three times: with a key, or by an external id."""
        with self.making():
            is_upsert = self.random.random() < 0.2
            if is_upsert:
                there = self.request(*self.random.choice(UPSERTS), None)
                request = replace(there, path=f"{there.path.rpartition('/')[0]}/{self.name}")
            else:
                request = self.new(*self.random.choice([one for one in NEW if one[1] == "POST"]))
                request = replace(request, header=("Idempotency-Key", self.name))
        made = [one for one in self.send(*[request] * 3) if one.status in (201, 202)]
        is_one = len(made) < 2 or (not is_upsert and all(one.body == made[0].body for one in made))
        self.expect(is_one, "two results", *made)

    def lost_update(self) -> None:
        """Three changes of one state of an object: at most one is made. Other writes are sent beside them."""
        with self.making():
            route = self.random.choice([one for one, how in TO_OBJECTS if how == "PATCH" and one.last == "{id}"])
            change = self.request(route, "PATCH", self.world.row(route))
            beside = self.to_object(2)
        name, text = next((name, value) for name, value in change.body.items() if isinstance(value, str))
        header = ("If-Match", self.get(change.path).tag)
        changes = [replace(change, body={name: f"{text} {number}"}, header=header) for number in range(3)]
        won = [one for one in self.send(*changes, *beside) if one.request in changes and one.is_good]
        now = self.get(change.path).body
        self.expect(len(won) < 2 and all(now[name] == one.request.body[name] for one in won), "lost update", now, *won)

    def batches(self) -> None:
        """Two batches of the same writes in opposite orders, and each of these alone."""
        with self.making():
            writes = [one for _ in range(2) for one in self.to_object(2)]
        parts = [{"method": one.method, "path": one.path, "body": one.body or {}} for one in writes]
        batches = [Request("POST", "/batch", {"operations": some}) for some in (parts, parts[::-1])]
        answers = self.send(*batches, *writes)
        for batch, order in zip(batches, (writes, writes[::-1]), strict=True):
            for one in [one for one in answers if one.request == batch and one.is_good]:
                done = zip(order, one.body["operations"], strict=True)
                answers += [Answer(request, part["status_code"], part["body"]) for request, part in done]
        self.expect_once([one for one in answers if one.request not in batches])

    def customer(self) -> Any:
        return factories.make_customer(self.company, currency=self.random.choice(list(CURRENCIES)))

    def rate(self, customer: Any) -> Decimal:
        """Return a rate of the customer's currency, another one each time, or 1 for the base currency."""
        is_base = customer.currency_id == self.company.base_currency_id
        return Decimal(1) if is_base else Decimal(self.random.randint(1, 300)) / 100

    def settle(self) -> None:
        """Payments for one invoice, more than it carries, and its void: what succeeded is what it says at the end."""
        with self.making():
            customer, company = self.customer(), self.company
            part = CURRENCIES[customer.currency_id]
            invoice = factories.make_sent_invoice(company, customer=customer, exchange_rate=self.rate(customer))
            rates = [self.rate(customer) for _ in range(3)]
            payments = [factories.make_payment(company, contact=customer, exchange_rate=rate) for rate in rates]
            account = factories.account(company, "1000")
        settled = {"date": "2026-03-16", "allocations": [{"invoice_id": str(invoice.id), "amount": part}]}
        new = {"type": "received", "customer_id": str(customer.id), "account_id": str(account.id), "amount": part}
        new["exchange_rate"] = float(self.rate(customer))
        paying = [Request("POST", f"{self.here}/payments/{one.id}/allocate", settled) for one in payments]
        paying.append(Request("POST", f"{self.here}/payments", settled | new))
        path = f"{self.here}/invoices/{invoice.id}"
        answers = self.send(
            *paying, Request("POST", f"{path}/void", {}), Request("PATCH", path, {"metadata": {"a": "b"}})
        )
        paid, now = sum(part for one in answers if one.is_good and one.request in paying), self.get(path).body
        is_void = any(one.is_good and one.request.verb == "void" for one in answers)
        self.expect((now["amount_paid"], now["status"] == "void") == (paid, is_void), now, *answers)

    def refunds(self) -> None:
        """Refunds of one payment, more than it carries, an allocation and its void, and then back again."""
        with self.making():
            customer, company = self.customer(), self.company
            part = CURRENCIES[customer.currency_id]
            invoice = factories.make_sent_invoice(company, customer=customer, exchange_rate=self.rate(customer))
            payment = factories.make_payment(company, contact=customer, exchange_rate=self.rate(customer))
        path, day = f"{self.here}/payments/{payment.id}", {"date": "2026-03-16"}
        settled = {"allocations": [{"invoice_id": str(invoice.id), "amount": part}]}
        void = Request("POST", f"{path}/void", day)
        amounts: list[dict[str, Any]] = [{"amount": part}, {"amount": 30}, {}]
        some = [day | one | {"exchange_rate": float(self.rate(customer))} for one in amounts]
        taking = [Request("POST", f"{path}/refund", one) for one in some]
        answers = self.send(*taking, Request("POST", f"{path}/allocate", day | settled), void)
        good, now = [one for one in answers if one.is_good], self.get(path).body
        made = [one for one in good if one.request in taking]
        taken = sum(part if one not in made else one.body["amount"] for one in good if one.request != void)
        is_void = any(one.request == void for one in good)
        left = 0 if is_void else 100 - taken
        self.expect((now["unallocated_amount"], now["status"] == "void") == (left, is_void), now, *answers)
        self.expect(not (is_void and taken), "void, but refunded or allocated", now, *answers)
        back = [
            Request("POST", f"{self.here}/payments/{one.body['id']}/{verb}", body)
            for one in made
            for verb, body in [
                ("void", day),
                ("unallocate", day | {"allocation_ids": [one.body["allocations"][0]["id"]]}),
            ]
        ]
        answers = self.send(*back, *back, void, taking[-1])
        now = self.get(path).body
        live = sum(one["amount"] for one in now["allocations"])
        self.expect(now["status"] == "void" or now["unallocated_amount"] == 100 - live, now, *answers)

    def refresh(self) -> None:
        """The same token three times: it works once."""
        with tenancy.everyone():
            token = tokens.issue(self.world.owner).refresh_token
        answers = self.send(*[Request("POST", "/auth/refresh", {"refresh_token": token})] * 3)
        self.expect(sum(one.is_good for one in answers) == 1, "refresh", *answers)

    def items(self) -> None:
        """An item is changed, archived and deleted while lines take from it: they have a price that it had."""
        with self.making():
            item = factories.make_item(self.company, external_id=self.name)
            beside = factories.make_item(self.company, "10")
            customer_id = str(factories.make_customer(self.company).id)
            draft = factories.make_invoice(self.company, lines=[{"item_id": beside.id}])
            starting = {"frequency": "monthly", "start_date": str(factories.next_month())}
        lines, other = [{"item_id": str(item.id)}], [{"item_id": str(beside.id)}]
        content = {"customer_id": customer_id, "lines": lines}
        new = content | {"issue_date": "2026-03-15"}
        path, invoices = f"{self.here}/items/{item.id}", f"{self.here}/invoices"
        one = {"method": "POST", "path": invoices, "body": new}
        taking = [
            Request("POST", invoices, new | {"send": True}),
            Request("POST", f"{invoices}/batch", {"items": [new | {"lines": lines + other}, new]}),
            Request("PUT", f"{invoices}/by-external-id/{self.name}", new),
            Request("PATCH", f"{invoices}/{draft.id}", {"lines": other + lines}),
            Request("PATCH", f"{invoices}/{draft.id}", {"lines": lines + other, "send": True}),
            Request("POST", f"{self.here}/credit-notes", new),
            Request("POST", f"{self.here}/recurring", {"name": self.name, "invoice": content, **starting}),
            Request("POST", "/batch", {"operations": [one, {"method": "PATCH", "path": path, "body": {"unit": "kg"}}]}),
        ]
        changing = [Request("PATCH", path, {"sales_price": price}) for price in (41, 42)]
        there = Request("PUT", f"{self.here}/items/by-external-id/{self.name}", {"name": "New", "sales_price": 43})
        going = [Request("DELETE", path), Request("POST", f"{path}/archive"), Request("POST", f"{path}/restore")]
        some = self.random.sample(taking, 4) + self.random.sample([*changing, there, *going], 4)
        answers = self.send(*some)
        made = [one.body for one in answers if one.is_good and one.request.path.startswith(invoices)]
        made = [row for body in made for row in body.get("items", [body])]
        prices = {row["unit_price"] for one in made for row in one["lines"] if row["item_id"] == str(item.id)}
        self.expect(prices <= {40, 41, 42, 43}, "a price that the item never had", prices, *answers)
        gone = any(one.is_good and one.request.method == "DELETE" for one in answers)
        found = self.get(path)
        self.expect(found.status == (404 if gone else 200), "it is there or not", found, *answers)
        self.expect(not (gone and prices), "an item that a line has is deleted", *answers)

    def schedule(self) -> None:
        """Two schedulers, while a template is changed and its item archived: its document is made once, or it waits."""
        with self.making():
            item = factories.make_item(self.company)
            content = {"lines": [{"item_id": item.id}]}
            today = periods.today(self.company)
            template = factories.make_recurring(self.company, "invoice", content=content, start_date=today)
        path, item_path = f"{self.here}/recurring/{template.id}", f"{self.here}/items/{item.id}"
        with ThreadPoolExecutor(2) as pool:
            running = [pool.submit(self.run_schedule) for _ in range(2)]
            changes = [Request("PATCH", path, {"auto_post": True}), Request("POST", f"{path}/resume")]
            answers = self.send(Request("POST", f"{item_path}/archive"), self.random.choice(changes))
            done = [one.result() for one in running]
        now, shown = self.get(path).body, self.get(item_path).body
        made = self.get(f"{self.here}/invoices?recurring_id={template.id}").body["items"]
        said = (now["status"], now["next_date"], len(made), now["last_error"])
        wanted = ("waiting", str(today), 0, f"The item {item.name} is archived. (lines[0].item_id)")
        if KILLS and said[:3] == ("active", str(today), 0):
            raise Unsure
        is_made = now["status"] == "active" and len(made) == 1 and now["next_date"] > str(today)
        self.expect(is_made or (said == wanted and not shown["is_active"]), said, done, *answers)
        if said == wanted:
            self.send(Request("POST", f"{item_path}/restore"))
            self.run_schedule()
            again = self.get(f"{self.here}/invoices?recurring_id={template.id}").body["items"]
            self.expect(len(again) == 1, "the date is lost", again, self.get(path).body)

    def run_schedule(self) -> int:
        try:
            return generating.run()
        finally:
            connection.close()

    def papers(self) -> None:
        """Both parties change what they are called while documents are sent and printed: a copy stays what it was."""
        with self.making():
            customer = factories.make_customer(self.company)
            draft, sent = factories.make_invoice(self.company), factories.make_sent_invoice(self.company)
            note = factories.make_credit_note(self.company)
        company, buyer = f"/companies/{self.company.id}", f"{self.here}/contacts/customers/{sent.customer_id}"
        changes = [
            Request("PATCH", company, {"legal_name": f"Legal {self.name}"}),
            Request("PATCH", company, {"address": f"1 Street {self.name}\nPortland"}),
            Request("PATCH", company, {"payment_details": f"IBAN {self.name}"}),
            Request("PATCH", buyer, {"billing_address": f"2 Street {self.name}"}),
            Request("PATCH", buyer, {"name": f"Buyer {self.name}"}),
        ]
        sending = [
            Request("POST", f"{self.here}/invoices/{draft.id}/send", {}),
            Request("POST", f"{self.here}/credit-notes/{note.id}/issue", {}),
            Request("PATCH", f"{self.here}/invoices/{draft.id}", {"customer_id": str(customer.id)}),
        ]
        papers = [f"{self.here}/invoices/{sent.id}/pdf", f"{self.here}/invoices/{draft.id}/pdf"]
        papers.append(f"{self.here}/credit-notes/{note.id}/pdf")
        reading = [Request("GET", path) for path in papers]
        answers = self.send(*changes, *sending, *reading)
        read = {one.request.path: one for one in answers if one.request in reading}
        self.expect(read[papers[0]].body == self.get(papers[0]).body, "a sent invoice says something else")
        for one in answers:
            if one.request in changes[3:] and one.is_good:
                self.expect(self.get(buyer).body.items() >= one.request.body.items(), "lost", one)
        before = [self.get(path) for path in papers]
        self.send(*changes[3:], Request("PATCH", company, {"address": "3 Street"}))
        was_posted = [True] + [any(one.is_good and one.request == send for one in answers) for send in sending[:2]]
        for is_posted, path, earlier in zip(was_posted, papers, before, strict=True):
            self.expect(not is_posted or self.get(path).body == earlier.body, "a posted document says another", path)
