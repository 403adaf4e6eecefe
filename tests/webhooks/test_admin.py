"""Webhooks in the staff's admin: all pages open read-only, actions are operations, and lists stay fast."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounting.models import Company
from tests.factories import make_company, make_event, make_webhook, owner_of
from tests.people import make_user
from webhooks import operations
from webhooks.models import Attempt, Delivery, Drain, Endpoint, EndpointHour, FanOut, Pulse
from webhooks.upkeep import stamp_canary

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label == "webhooks"]


def url(model: type[Model], page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:webhooks_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    return client


def fill(company: Company) -> Delivery:
    """Make a webhook and a test delivery of it that waits."""
    endpoint = make_webhook(company)
    return operations.send_test(endpoint, by=owner_of(company))


def run(client: Client, name: str, row: Model) -> list[str]:
    """Run an action on a row of a list; return what is said."""
    data: dict[str, Any] = {"action": name, "_selected_action": [str(row.pk)], "index": "0"}
    return [str(said) for said in client.post(url(type(row)), data, follow=True).context["messages"]]


def test_every_model_is_shown() -> None:
    assert {*OURS, Attempt} == set(apps.get_app_config("webhooks").get_models())


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_page_opens_and_takes_no_changes(client: Client, model: type[Model]) -> None:
    company = make_company()
    make_event(company)
    endpoint = fill(company).endpoint
    stamp_canary()
    Drain.objects.get_or_create(slot=1)
    EndpointHour.objects.create(
        endpoint=endpoint, organization=endpoint.organization, start=timezone.now(), succeeded=1, failed=0
    )
    row = model._default_manager.order_by("pk").last()
    assert row is not None
    for page in (url(model), f"{url(model)}?q=a", url(model, "change", row.pk), url(model, "history", row.pk)):
        assert client.get(page).status_code == 200, page
    for page in (url(model, "add"), url(model, "delete", row.pk)):
        assert client.get(page).status_code == client.post(page).status_code == 403
    assert client.post(url(model, "change", row.pk), {"url": "x"}).status_code == 403


@pytest.mark.parametrize("model", [Endpoint, Delivery, FanOut], ids=lambda model: model.__name__)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(client: Client, model: type[Model]) -> None:
    counts = []
    for rows in (1, 4):
        for _ in range(rows):
            fill(make_company())
        client.get(url(model))  # the first page of a session records that it is in use
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(model)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_staff_send_again_test_disable_and_enable(client: Client) -> None:
    delivery = fill(make_company())
    endpoint = delivery.endpoint
    assert run(client, "send_test", endpoint) == ["1 endpoint sent a test event."]
    assert run(client, "disable", endpoint) == ["1 endpoint disabled."]
    assert "disabled" in run(client, "resend", delivery)[0]
    assert run(client, "enable", endpoint) == ["1 endpoint enabled."]
    assert run(client, "resend", delivery) == ["1 delivery queued again."]


def test_the_engines_page_shows_the_waiting_deliveries(client: Client) -> None:
    fill(make_company())
    page = client.get(url(Drain)).content.decode()
    assert "Pending, including retries</th><td>1<" in page
    assert "never (workers or the broker may be down)" in page
    stamp_canary()
    assert "0 s ago" in client.get(url(Drain)).content.decode()
    assert str(Pulse.objects.get().at.year) in client.get(url(Pulse)).content.decode()
