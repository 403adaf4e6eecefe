"""Fill a company with very many rows of each list: copies, by SQL, of one row of each kind that operations made."""

import os
import time
from typing import Any

from benchmarks.house import count_again, unindexed

ROWS = {
    "customer": 300_000,
    "vendor": 30_000,
    "invoice": 200_000,
    "bill": 200_000,
    "creditnote": 100_000,
    "vendorcredit": 100_000,
    "received": 200_000,
    "made": 100_000,
    "adjustment": 100_000,
    "banktransaction": 200_000,
    "transfer": 100_000,
    "journalentry": 1_000_000,
    "event": 300_000,
    "auditrecord": 300_000,
    "delivery": 300_000,
    "import": 20_000,
}
FEW = {"account": 500, "company": 1_000, "user": 1_000, "webhook": 50}
"""Rows that an organization has fewer of."""
CURRENCIES = ["AUD", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HUF", "JPY", "NOK", "NZD", "PLN", "SEK", "TRY"]
DAYS = 6_000
"""There is a rate of each currency for each of so many days."""
SMALL = 20
"""The company beside it has so many times fewer rows."""
KINDS = {name: number for number, name in enumerate([*ROWS, "allocation", "line"], 1)}
"""A part of the ids that are made, so that rows can refer to each other."""
BESIDE = 0x100
"""Added to it in the company beside."""
TABLES = [
    "accounting_contact",
    "accounting_invoice",
    "accounting_bill",
    "accounting_creditnote",
    "accounting_vendorcredit",
    "accounting_payment",
    "accounting_adjustment",
    "accounting_banktransaction",
    "accounting_transfer",
    "accounting_journalentry",
    "accounting_journalline",
    "accounting_openitem",
    "accounting_allocation",
    "accounting_event",
    "accounting_exchangerate",
    "accounting_import",
    "identity_auditrecord",
    "webhooks_delivery",
]
FUNCTIONS = """
CREATE FUNCTION made_at(n bigint, many bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
    $$ SELECT '2025-10-01T00:00:00Z'::timestamptz + n * (interval '400 days' / many) $$;
CREATE FUNCTION made_id(kind int, n bigint, many bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT (lpad(to_hex((extract(epoch FROM made_at(n, many)) * 1000)::bigint), 12, '0')
        || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$
"""
NUMBERED = """
(
    SELECT n, made_at(n, {many}) AS at, made_at(n, {many})::date AS day,
        (n * 7919 % 100000 + 1)::numeric / 100 AS amount,
        CASE WHEN n % 3 = 0 THEN '' ELSE 'PO-' || left(md5('r' || n), 8) END AS reference,
        CASE WHEN n % 10 = 0 THEN 'ext-{kind}-' || n END AS external_id,
        CASE WHEN n % 1000 = 0 THEN '{{"shop": "north"}}' ELSE '{{}}' END::jsonb AS metadata,
        CASE WHEN n % 30 = 0 THEN 4 ELSE n * 7919 END AS whose
    FROM generate_series(1::bigint, {many}) n
) AS made
"""
VOID = {
    "void_entry_id": "CASE WHEN n % 2000 = 3 THEN gen_random_uuid() END",
    "void_date": "CASE WHEN n % 2000 = 3 THEN made.day END",
    "voided_at": "CASE WHEN n % 2000 = 3 THEN made.at END",
}
UNDECIDED = "WHEN n % 200 = 1 THEN 'submitted' WHEN n % 5000 = 101 THEN 'rejected'"
EVENT = """CASE WHEN n % 20000 = 0 THEN 'invoice.voided' WHEN n % 2 = 0 THEN 'invoice.sent'
    ELSE 'journal_entry.posted' END"""
SETTLED = "CASE WHEN n % 2000 = 3 THEN 0 WHEN n % 1000 = 5 THEN made.amount / 2 ELSE made.amount END"


class Filling:
    """Fills one company. `scale` is the share of ROWS that it gets."""

    def __init__(self, root: Any, company_id: Any, *, scale: float, beside: bool) -> None:
        self.root, self.company_id, self.beside = root, company_id, beside
        self.many = {name: max(int(rows * scale), 100) for name, rows in ROWS.items()}
        codes = "SELECT code, id FROM accounting_account WHERE company_id = %s ORDER BY code"
        self.accounts = dict(root.execute(codes, [company_id]).fetchall())

    def id(self, kind: str, n: str) -> str:
        """Return the SQL for the id of the row with a number."""
        return f"made_id({KINDS[kind] + BESIDE * self.beside}, {n}, {self.many[kind]})"

    def account(self, code: str) -> str:
        return f"'{self.accounts[code]}'::uuid"

    def whose(self, kind: str) -> str:
        """Return the SQL for the id of a contact. One of each kind has every thirtieth document."""
        return self.id(kind, f"(made.whose % {self.many[kind]} + 1)")

    def copy(
        self, table: str, kind: str, columns: dict[str, str], *, like: str = "true", many: int | None = None
    ) -> None:
        """Copy a row of the company that is `like` this. `columns` have other values, as SQL."""
        of_company = "company_id" in self._columns(table)
        where = f"{like} AND company_id = '{self.company_id}'" if of_company else like
        self._copy(table, kind, columns, where=where, many=many or self.many[kind])

    def _copy(self, table: str, kind: str, columns: dict[str, str], *, where: str, many: int) -> None:
        began = time.monotonic()
        number = KINDS.get(kind, 0) + BESIDE * self.beside
        given = {
            "id": f"made_id({number}, n, {many})",
            "created_at": "made.at",
            "updated_at": "made.at + interval '1 minute'",
            "reference": "made.reference",
            "external_id": "made.external_id",
            "metadata": "made.metadata",
        } | columns
        names = self._columns(table)
        values = ", ".join(given.get(name, f'one."{name}"') for name in names)
        numbered = NUMBERED.format(many=many, kind=kind)
        self.root.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {numbered},"
            f" (SELECT * FROM {table} WHERE {where} LIMIT 1) AS one"
        )
        if time.monotonic() - began > 1:
            print(f"{table:32}{many:>12,}{time.monotonic() - began:8.0f} s", flush=True)

    def _columns(self, table: str) -> list[str]:
        columns = """SELECT attname FROM pg_attribute
            WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""
        return [name for (name,) in self.root.execute(columns, [table])]

    def fill(self) -> None:
        self.contacts()
        self.documents()
        self.money()
        self.entries()
        self.items()
        self.others()

    def contacts(self) -> None:
        for kind in ("customer", "vendor"):
            columns = {
                "name": f"""CASE n WHEN 77 THEN 'Café Nowhere' ELSE initcap('{kind}') || ' ' || left(md5(n::text), 9)
                    || CASE WHEN n % 100 = 0 THEN ' Trading' WHEN n % 20000 = 1 THEN ' Bakery' ELSE '' END END""",
                "email": "'info@' || left(md5(n::text), 12) || '.example'",
                "is_active": "n % 1000 <> 0",
            }
            self.copy("accounting_contact", kind, columns, like=f"kind = '{kind}'")

    def documents(self) -> None:
        """Of a hundred documents one is a draft, of 2,000 one is void, and of the last three in a hundred nothing is
        paid."""
        for kind, posted, others, contact, series in (
            ("invoice", "sent", "", "customer", "INV"),
            (
                "bill",
                "approved",
                UNDECIDED,
                "vendor",
                "R",
            ),
            ("creditnote", "issued", "", "customer", "CN"),
            ("vendorcredit", "issued", "", "vendor", "VC"),
        ):
            many = self.many[kind]
            is_draft = "n % 100 = 1"
            columns = {
                f"{contact}_id": self.whose(contact),
                "issue_date": "made.day",
                "due_date": "made.day + 30",
                "amount": "made.amount",
                "subtotal": "made.amount",
                "amount_paid": f"""CASE WHEN {is_draft} OR n % 2000 = 3 OR n > {many * 0.97} THEN 0
                    WHEN n % 2000 = 5 THEN trunc(made.amount / 2, 2) ELSE made.amount END""",
                "status": f"""CASE {others} WHEN {is_draft} THEN 'draft' WHEN n % 2000 = 3 THEN 'void'
                    ELSE '{posted}' END""",
                "journal_entry_id": f"CASE WHEN NOT {is_draft} THEN gen_random_uuid() END",
                **VOID,
            }
            names = {"creditnote": "credit_note", "vendorcredit": "vendor_credit"}
            number = f"{names.get(kind, kind)}_number"
            columns[number] = f"'{series}-' || lpad(n::text, 7, '0')"
            if kind == "creditnote":
                columns["invoice_id"] = f"CASE WHEN n % 2 = 0 THEN {self.id('invoice', 'n')} END"
            if kind == "vendorcredit":
                columns["bill_id"] = f"CASE WHEN n % 2 = 0 THEN {self.id('bill', 'n')} END"
            self.copy(f"accounting_{kind}", kind, columns, like=f"status = '{posted}'")

    def money(self) -> None:
        """Payments, adjustments, bank transactions and transfers. Few are of the second bank account."""
        bank = f"CASE WHEN n % 3000 = 0 THEN {self.account('1010')} ELSE {self.account('1000')} END"
        columns = {
            "date": "made.day",
            "amount": "made.amount",
            "subtotal": "made.amount",
            "to_amount": "made.amount",
            "journal_entry_id": "gen_random_uuid()",
            "status": "CASE WHEN n % 2000 = 3 THEN 'void' ELSE 'posted' END",
            "account_id": bank,
            "allocated_amount": SETTLED,
            **VOID,
        }
        for kind, contact, series in (("received", "customer", "PAY"), ("made", "vendor", "OUT")):
            own = {
                "contact_id": self.whose(contact),
                "payment_number": f"'{series}-' || lpad(n::text, 7, '0')",
                "is_refund": "n % 4000 = 9",
            }
            self.copy("accounting_payment", kind, columns | own, like=f"type = '{kind}'")
        own = {"contact_id": self.whose("customer"), "adjustment_number": "'ADJ-' || lpad(n::text, 7, '0')"}
        self.copy("accounting_adjustment", "adjustment", columns | own)
        own = {
            "contact_id": f"CASE WHEN n % 2 = 0 THEN {self.whose('customer')} END",
            "transaction_number": "'BT-' || lpad(n::text, 7, '0')",
            "type": "CASE WHEN n % 500 = 0 THEN 'receive' ELSE 'spend' END",
        }
        self.copy("accounting_banktransaction", "banktransaction", columns | own)
        own = {"transfer_number": "'TR-' || lpad(n::text, 7, '0')"}
        self.copy("accounting_transfer", "transfer", columns | own)

    def entries(self) -> None:
        """Entries of two lines: half of all lines on two accounts, 50 of a million on one. Of a thousand entries one is
        a draft, and ten have a tracking option; 50 of a million have another, and 100 are in euros."""
        [(last,)] = self.root.execute(
            "SELECT coalesce(max(number), 0) FROM accounting_journalentry WHERE company_id = %s", [self.company_id]
        ).fetchall()
        posted = {
            "number": f"n - (n + 998) / 1000 + {last}",  # drafts have none, and there are no gaps
            "posted_at": "made.at",
            "posted_by_id": "one.posted_by_id",
            "period_id": "one.period_id",
            "source_type": "CASE WHEN n % 10 = 0 THEN '' WHEN n % 10 < 7 THEN 'invoice' ELSE 'payment' END",
            "source_id": f"""CASE WHEN n % 10 = 0 THEN NULL WHEN n % 10 < 7
                THEN {self.id("invoice", "n")} ELSE {self.id("received", "n / 2")} END""",
        }
        columns = {name: f"CASE WHEN n % 1000 <> 1 THEN {value} END" for name, value in posted.items()}
        columns["source_type"] = f"coalesce({columns['source_type']}, '')"
        columns |= {
            "date": "made.day",
            "memo": """CASE n WHEN 77 THEN 'Café Nowhere' ELSE 'Invoice INV-' || lpad(n::text, 7, '0')
                || ' to Customer ' || left(md5(made.whose::text), 9)
                || CASE WHEN n % 100 = 0 THEN ' Trading' ELSE '' END END""",
            "status": "CASE WHEN n % 1000 = 1 THEN 'draft' ELSE 'posted' END",
            "previous_hash": "CASE WHEN n % 1000 = 1 THEN '' ELSE one.previous_hash END",
            "hash": "CASE WHEN n % 1000 = 1 THEN '' ELSE md5(n::text) || md5('x' || n) END",
        }
        self.copy("accounting_journalentry", "journalentry", columns, like="status = 'posted'")
        options = [
            f"ARRAY['{id}'::uuid]"
            for (id,) in self.root.execute(
                "SELECT id FROM accounting_trackingoption WHERE company_id = %s ORDER BY id",
                [self.company_id],
            )
        ]
        codes = [code for code in self.accounts if code not in ("6800", "1010")]
        others = f"(ARRAY[{', '.join(map(self.account, codes))}])[1 + n / 3 % {len(codes)}]"
        for place, (often, tracking) in enumerate(
            [
                ("1000", "NULL"),
                ("4000", f"CASE WHEN n % 100 = 0 THEN {options[0]} WHEN n % 20000 = 7 THEN {options[1]} END"),
            ]
        ):
            line = {
                "id": f"made_id({KINDS['line'] + (2 * place + self.beside) * BESIDE}, n, {self.many['journalentry']})",
                "entry_id": self.id("journalentry", "n"),
                "position": str(place),
                "date": "CASE WHEN n % 1000 <> 1 THEN made.day END",
                "entry_number": columns["number"],
                "account_id": f"""CASE WHEN n % 20000 = 9 THEN {self.account("6800")} WHEN n % 2 = 0
                    THEN {self.account(often)} ELSE {others} END""",
                "debit": f"made.amount * {1 - place}",
                "credit": f"made.amount * {place}",
                "currency": "CASE WHEN n % 10000 = 2 THEN 'EUR' ELSE 'USD' END",
                "currency_amount": f"made.amount * {1 - 2 * place}",
                "contact_id": "NULL" if place else f"CASE WHEN n % 2 = 0 THEN {self.whose('customer')} END",
                "description": "'Line ' || n",
                "tracking": tracking,
            }
            self.copy("accounting_journalline", "journalentry", line)

    def items(self) -> None:
        """The open items of invoices and of the payments that settle them."""
        many = min(self.many["invoice"], self.many["received"])
        is_open = f"n > {self.many['invoice'] * 0.97}"
        item = {
            "contact_id": self.whose("customer"),
            "date": "made.day",
            "due_date": "made.day + 30",
            "amount": "made.amount",
            "base_amount": "made.amount",
        }
        invoice = {
            "id": self.id("invoice", "n"),
            "number": "'INV-' || lpad(n::text, 7, '0')",
            "open_amount": f"CASE WHEN {is_open} THEN made.amount ELSE 0 END",
            "open_base_amount": f"CASE WHEN {is_open} THEN made.amount ELSE 0 END",
            "settled_on": f"CASE WHEN NOT {is_open} THEN made.day END",
        }
        payment = {
            "id": self.id("received", "n"),
            "number": "'PAY-' || lpad(n::text, 7, '0')",
            "open_amount": "0",
            "open_base_amount": "0",
            "settled_on": "made.day",
        }
        self.copy("accounting_openitem", "invoice", item | invoice, like="kind = 'invoice'", many=many)
        self.copy("accounting_openitem", "received", item | payment, like="kind = 'payment'", many=many)
        allocation = {
            "date": "made.day",
            "amount": "made.amount",
            "debit_base": "made.amount",
            "credit_base": "made.amount",
            "debit_item_id": self.id("invoice", "n"),
            "credit_item_id": self.id("received", "n"),
        }
        self.copy("accounting_allocation", "allocation", allocation, many=many)

    def others(self) -> None:
        [(last,)] = self.root.execute(
            "SELECT coalesce(max(sequence), 0) FROM accounting_event WHERE company_id = %s", [self.company_id]
        ).fetchall()
        event = {"sequence": f"n + {last}", "type": EVENT, "subject_id": self.id("invoice", "n")}
        self.copy("accounting_event", "event", event)
        self.root.execute(
            "UPDATE accounting_ledgerhead SET last_event_sequence = %s WHERE company_id = %s",
            [last + self.many["event"], self.company_id],
        )
        self.root.execute(
            """INSERT INTO accounting_exchangerate
                (id, created_at, updated_at, date, rate, source, company_id, currency)
            SELECT uuidv7(), at, at, '2026-11-01'::date - day, 1 + day / 10000.0,
                CASE WHEN day %% 50 = 0 THEN 'manual' ELSE 'ecb' END, %s, currency
            FROM generate_series(1, %s) day, unnest(%s::text[]) currency,
                LATERAL (SELECT now() - day * interval '1 hour') _ (at)
            ON CONFLICT DO NOTHING""",
            [self.company_id, DAYS // SMALL if self.beside else DAYS, CURRENCIES],
        )
        ended = {"finished_at": "made.at", "due_at": "made.at"}
        self.copy("accounting_import", "import", ended)
        record = {
            "object_id": self.id("invoice", "n"),
            "object_type": "CASE WHEN n % 20000 = 0 THEN 'user' ELSE one.object_type END",
            "action": "CASE WHEN n % 20000 = 0 THEN 'user.updated' ELSE one.action END",
        }
        self.copy("identity_auditrecord", "auditrecord", record)


def deliveries(filling: Filling) -> None:
    """Of all events to one webhook: of 5,000 one is exhausted."""
    delivery = {
        "company_id": f"'{filling.company_id}'::uuid",
        "event_id": filling.id("event", "n"),
        "event_type": EVENT,
        "test_body": "NULL",
        "status": "CASE WHEN n % 5000 = 0 THEN 'exhausted' ELSE 'succeeded' END",
        "next_attempt_at": "NULL",
        "finished_at": "made.at",
        "attempts": "1",
        "lane": "0",
    }
    filling._copy("webhooks_delivery", "delivery", delivery, where="true", many=filling.many["delivery"])


def few(filling: Filling) -> None:
    """Accounts, companies, users and webhooks."""
    company = f"company_id = '{filling.company_id}'"
    copies = {
        "account": (
            "accounting_account",
            {
                "code": "'7' || lpad(n::text, 5, '0')",
                "name": "'Cost centre ' || n",
                "system_role": "NULL",
            },
            f"{company} AND code = '6800'",
        ),
        "company": ("accounting_company", {"name": "'Company of the group, number ' || n"}, "name = 'Beside'"),
        "user": (
            "identity_user",
            {"email": "'user' || n || '@example.com'", "full_name": "'User ' || n"},
            "email = 'admin@example.com'",
        ),
        "webhook": ("webhooks_endpoint", {"url": "'https://example.com/hooks/' || n"}, "true"),
    }
    for name, (table, columns, where) in copies.items():
        filling._copy(table, "", {"id": "uuidv7()", **columns}, where=where, many=FEW[name])
    filling.root.execute(
        """INSERT INTO accounting_ledgerhead (company_id, last_number, last_hash, last_event_sequence)
        SELECT id, 0, repeat('0', 64), 0 FROM accounting_company c
        WHERE NOT EXISTS (SELECT FROM accounting_ledgerhead h WHERE h.company_id = c.id)"""
    )


def seed() -> tuple[Any, list[Any]]:
    """Make an organization with two companies, and in each a row of each kind. Return its admin and the companies."""
    from decimal import Decimal

    from accounting.ledger import accounts
    from foundation import tenancy
    from identity.models import Tier
    from tests import factories
    from tests.people import make_admin, make_organization
    from webhooks import operations as webhooks

    made = []
    with tenancy.everyone():
        organization = make_organization("Big", tier=Tier.ENTERPRISE)
        by = make_admin(organization, "admin@example.com", full_name="Ada Example")
        for name in ("Ours", "Beside"):
            company = factories.make_company(organization, by=by, name=name)
            made.append(company)
            customer, vendor = factories.make_customer(company), factories.make_vendor(company)
            factories.make_tracking_category(company)
            factories.make_tax_rate(company)
            invoice = factories.make_sent_invoice(company, customer=customer)
            factories.make_approved_bill(company, vendor=vendor)
            allocation = [{"invoice_id": invoice.id, "amount": Decimal("60.00")}]
            factories.make_payment(company, contact=customer, amount="60.00", allocations=allocation)
            factories.make_payment(company, contact=vendor)
            factories.make_issued_credit_note(company, customer=customer)
            factories.make_issued_vendor_credit(company, vendor=vendor)
            factories.make_adjustment(company, contact=customer)
            factories.make_bank_transaction(company)
            factories.make_transfer(company)
            factories.make_exchange_rate(company)
            factories.make_ended_import(company)
            factories.make_recurring(company)
            factories.make_budget(company)
            factories.make_entry(company)
            factories.make_event(company)
            accounts.archive(factories.make_account(company), by=by)
        webhooks.send_test(factories.make_webhook(made[0]), by=by)
    return by, made


def fill(scale: float = 1) -> tuple[Any, Any]:
    """Make two companies and fill them. Return the admin of their organization, and the large one.

    PostgreSQL's superuser inserts the rows, without triggers and foreign keys. Checks of columns stay.
    """
    import psycopg

    by, made = seed()
    home = os.environ["ATLAS_HOME"]
    options: Any = {"user": "postgres", "dbname": "atlas", "autocommit": True, "cursor_factory": psycopg.ClientCursor}
    with psycopg.connect(host=f"{home}/run", **options) as root:
        root.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
        root.execute(FUNCTIONS)
        ours = Filling(root, made[0].pk, scale=scale, beside=False)
        with unindexed(root, TABLES):
            few(ours)
            ours.fill()
            Filling(root, made[1].pk, scale=scale / SMALL, beside=True).fill()
            deliveries(ours)
            began = time.monotonic()
        print(f"{'indexes':44}{time.monotonic() - began:8.0f} s", flush=True)
        count_again(root)
        root.execute("VACUUM ANALYZE")
    return by, made[0]
