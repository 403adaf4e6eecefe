"""The floors of benchmarks/http.py: bare Django views on granian, each with the one SQL statement that a request needs.

No sign-in, limits, tenancy, validation or `total`. They log in as the owner, whom row-level security does not bind.
"""

import os
from typing import Any

import django
import orjson
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")
settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]  # for Content-Length
settings.ROOT_URLCONF = __name__
django.setup()

from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

ENTRY = """
SELECT e.id, e.number AS entry_number, e.date, e.memo, e.reference, e.entry_type, e.status, e.source_type, e.source_id,
    e.reverses_id, e.reverse_on, e.external_id, e.metadata, e.posted_at, e.previous_hash, e.hash, e.created_at,
    e.updated_at, (SELECT json_agg(one) FROM (
        SELECT id, account_id, description, debit, credit, contact_id, tax_rate_id, tax_base, tax_kind
        FROM accounting_journalline WHERE entry_id = e.id ORDER BY position
    ) one) AS lines
FROM accounting_journalentry e
"""
LIST = f"""
SELECT json_build_object('items', json_agg(page))::text
FROM ({ENTRY} WHERE e.company_id = %s ORDER BY e.created_at DESC, e.id DESC LIMIT 50) page
"""
ONE = f"SELECT to_json(page)::text FROM ({ENTRY} WHERE e.company_id = %s AND e.id = %s) page"


def answer(sql: str, *values: Any) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return HttpResponse(str(cursor.fetchone()[0]), content_type="application/json")


def post(request: HttpRequest, company_id: str, period_id: str) -> HttpResponse:
    body = orjson.loads(request.body)
    debit, credit = body["lines"]
    accounts = debit["account_id"], credit["account_id"]
    return answer(
        "SELECT floor.post(%s, %s, %s, %s, %s, %s)", company_id, period_id, body["date"], *accounts, debit["debit"]
    )


urlpatterns = [
    path("me", lambda request: answer("SELECT 1")),
    path("post/<company_id>/<period_id>", post),
    path("list/<company_id>", lambda request, company_id: answer(LIST, company_id)),
    path("get/<company_id>/<id>", lambda request, company_id, id: answer(ONE, company_id, id)),
]
application = get_wsgi_application()
