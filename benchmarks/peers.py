"""Post the same two-line entry with other ledgers for Django. benchmarks/posting.py runs this in their environment.

    python benchmarks/peers.py hordak|django_ledger setup|run SECONDS

`run` posts for some seconds by the ledger's own API, each entry in a transaction, and prints entries per second.
"""

import datetime
import os
import sys
import time
from collections.abc import Callable
from decimal import Decimal

APPS = {
    "hordak": ["hordak"],
    "django_ledger": ["django.contrib.messages", "django_ledger"],
}
REQUIREMENTS = ["django==5.2.19", "psycopg[binary]==3.3.9", "django-hordak==2.0.0", "django-ledger==0.8.5"]
DAY = datetime.date(2026, 3, 15)


def configure(peer: str) -> None:
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", *APPS[peer]],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": os.environ["PGHOST"],
                "USER": os.environ["PGUSER"],
                "NAME": f"peer_{peer}",
                "CONN_MAX_AGE": None,
                "OPTIONS": {"server_side_binding": True},
            }
        },
        USE_TZ=True,
        SECRET_KEY="benchmark",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ROOT_URLCONF="benchmarks.peers",
        LOGGING_CONFIG=None,
    )
    django.setup()


def hordak(is_setup: bool) -> Callable[[], object]:
    from django.db import transaction
    from hordak.models import Account, AccountType, Leg, Transaction
    from moneyed import Money

    if is_setup:
        for code, kind in (("1", AccountType.expense), ("2", AccountType.asset)):
            Account.objects.create(name=f"Account {code}", code=code, type=kind, currencies=["EUR"])
    left, right = Account.objects.order_by("code")
    amount = Money("100.00", "EUR")

    def post() -> object:
        with transaction.atomic():
            entry = Transaction.objects.create(date=DAY, description="Benchmark")
            Leg.objects.create(transaction=entry, account=left, debit=amount)
            return Leg.objects.create(transaction=entry, account=right, credit=amount)

    return post


def django_ledger(is_setup: bool) -> Callable[[], object]:
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django_ledger.models import AccountModel, EntityModel, LedgerModel

    if is_setup:
        admin = get_user_model().objects.create_user("bench")
        entity = EntityModel.create_entity(name="Bench", use_accrual_method=True, admin=admin, fy_start_month=1)
        entity.create_chart_of_accounts(assign_as_default=True, commit=True)
        entity.populate_default_coa(activate_accounts=True)
        entity.create_ledger(name="Bench", posted=True)
    entity = EntityModel.objects.get()
    ledger = LedgerModel.objects.get()
    accounts = AccountModel.objects.filter(coa_model=entity.default_coa, active=True, locked=False)
    left, right = accounts.get(code="6253"), accounts.get(code="1010")
    moment = datetime.datetime(2026, 3, 15, tzinfo=datetime.UTC)

    def post() -> object:
        rows = [
            {"account": account, "amount": Decimal("100.00"), "tx_type": side, "description": ""}
            for account, side in ((left, "debit"), (right, "credit"))
        ]
        with transaction.atomic():
            return entity.commit_txs(je_timestamp=moment, je_txs=rows, je_posted=True, je_ledger_model=ledger)

    return post


def main() -> None:
    peer, what = sys.argv[1:3]
    configure(peer)
    if what == "setup":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    post = {"hordak": hordak, "django_ledger": django_ledger}[peer](what == "setup")
    for _ in range(20):
        post()
    if what == "run":
        done, begin, seconds = 0, time.perf_counter(), float(sys.argv[3])
        while time.perf_counter() < begin + seconds:
            post()
            done += 1
        print(done / (time.perf_counter() - begin))


urlpatterns: list[object] = []

if __name__ == "__main__":
    main()
