"""The servers of benchmarks/list_pages.py, each a WSGI application: ours, the floor, and plain REST framework."""

import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")
VARIANT = os.environ["BENCHMARK_VARIANT"]
if VARIANT != "atlas":
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]  # for Content-Length
    settings.ROOT_URLCONF = __name__
django.setup()

from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import serializers  # noqa: E402
from rest_framework.generics import ListAPIView  # noqa: E402
from rest_framework.pagination import PageNumberPagination  # noqa: E402
from rest_framework.renderers import JSONRenderer  # noqa: E402
from rest_framework.response import Response  # noqa: E402

from accounting.models import Invoice, InvoiceLine  # noqa: E402
from benchmarks.house import unlimited  # noqa: E402

unlimited()

INVOICE = """id, invoice_number, customer_id, status, issue_date, due_date, currency, exchange_rate, subtotal,
    tax_total, amount, amount_paid, amount - amount_paid AS amount_due, reference, notes, external_id, journal_entry_id,
    sent_at, created_at, updated_at"""
LINE = """id, description, quantity, unit_price, discount_percent, account_id, tax_rate_id, amount, tax_amount"""
FLOOR = f"""
SELECT json_build_object('items', json_agg(page))::text FROM (
    SELECT {INVOICE}, (
        SELECT json_agg(one) FROM (
            SELECT {LINE} FROM accounting_invoiceline WHERE invoice_id = i.id ORDER BY position
        ) one
    ) AS lines
    FROM accounting_invoice i WHERE company_id = %s ORDER BY created_at DESC, id DESC LIMIT 50
) page
"""


def floor(request: HttpRequest, company_id: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [company_id])
        return HttpResponse(cursor.fetchone()[0], content_type="application/json")


class Line(serializers.ModelSerializer):
    class Meta:
        model = InvoiceLine
        fields = ["id", "description", "quantity", "unit_price", "discount_percent", "account_id", "tax_rate_id"]
        fields += ["amount", "tax_amount"]


class Row(serializers.ModelSerializer):
    lines = Line(many=True)

    class Meta:
        model = Invoice
        fields = ["id", "invoice_number", "customer_id", "status", "issue_date", "due_date", "currency_id"]
        fields += [
            "exchange_rate",
            "subtotal",
            "tax_total",
            "amount",
            "amount_paid",
            "amount_due",
            "reference",
            "notes",
        ]
        fields += ["external_id", "journal_entry_id", "sent_at", "created_at", "updated_at", "lines"]


class Page(PageNumberPagination):
    page_size = 50

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return list(queryset[:50])  # without the count

    def get_paginated_response(self, data: Any) -> Any:
        return Response({"items": data})


class Plain(ListAPIView):
    serializer_class = Row
    pagination_class = Page
    authentication_classes: Any = ()
    permission_classes: Any = ()
    throttle_classes: Any = ()
    filter_backends: Any = ()
    renderer_classes = (JSONRenderer,)

    def get_queryset(self) -> Any:
        rows = Invoice.objects.filter(company_id=self.kwargs["company_id"]).prefetch_related("lines")
        return rows.order_by("-created_at", "-id")


VIEWS: dict[str, Any] = {"floor": floor, "rest_framework": Plain.as_view()}
urlpatterns = [path("<company_id>", VIEWS[VARIANT])] if VARIANT in VIEWS else []
application = get_wsgi_application()
