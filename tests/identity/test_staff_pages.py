"""No input to a page of the staff's admin causes a 500."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from foundation.staff_pages import StaffAdmin
from identity.models import Organization, User
from tests.factories import make_company, make_customer, make_tax_rate
from tests.nightly import one_in
from tests.people import make_user

pytestmark = pytest.mark.django_db

OURS = {model: page for model, page in admin.site._registry.items() if model._meta.app_label != "auth"}
NO_KEYS = ("x", "a\0b", "9" * 30)


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(make_user(None, "staff@example.com", is_staff=True, is_superuser=True))
    return client


def url(model: type[Model], page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def names_of_actions(page: ModelAdmin) -> list[str]:
    return [action if isinstance(action, str) else action.name for action in page.actions or ()]


def test_all_of_our_pages_stand_on_one_base() -> None:
    assert all(isinstance(page, StaffAdmin) for page in OURS.values())


def test_actions_survive_invalid_ids(client: Client) -> None:
    """Each action leads to a page. It gets one key, in turn: test_staff_walk.py tries all of them with all actions."""
    actions = [(model, name) for model, page in OURS.items() for name in names_of_actions(page)]
    assert len(actions) > 20
    for turn, (model, name) in enumerate(actions):
        data = {"action": name, "_selected_action": ("", *NO_KEYS)[turn % 4]}
        assert client.post(url(model), data, follow=True).status_code == 200, (model, data)


def test_forms_survive_in_every_field_what_cannot_be_there(client: Client) -> None:
    company = make_company()
    make_customer(company)
    make_tax_rate(company)
    tried = 0
    for model in OURS:
        row = model._default_manager.first()
        for address in (url(model, "add"), *([url(model, "change", row.pk)] if row else [])):
            shown: Any = client.get(address)
            if shown.status_code == 403 or not shown.context["adminform"].form.fields:
                continue
            for text in one_in(3, NO_KEYS, tried):
                sent = dict.fromkeys(shown.context["adminform"].form.fields, text)
                assert client.get(address, sent).status_code == 200, (address, text)
                assert client.post(address, sent).status_code in (200, 302), (address, text)
                tried += 1
    assert tried > 10


@pytest.mark.parametrize(
    "path",
    [
        "accounting/currency/a%00b/change/",
        "autocomplete/?app_label=accounting&model_name=contact&field_name=currency&term=a%00b",
        "r/1/x/",
    ],
)
def test_an_address_that_makes_no_sense_is_refused(client: Client, path: str) -> None:
    assert client.get(f"/admin/{path}").status_code == 400


@pytest.mark.parametrize("text", NO_KEYS)
def test_an_invalid_key_is_refused_at_its_field_and_nothing_is_added(client: Client, text: str) -> None:
    answer = client.post(url(User, "add"), {"email": "new@example.com", "organization": text})
    assert "organization" in answer.context["adminform"].form.errors
    assert not User.objects.filter(email="new@example.com").exists()


def test_a_key_is_still_shown_as_chosen(client: Client) -> None:
    organization = Organization.objects.create(name="Harbor Lane")
    for answer in (
        client.get(url(User, "add"), {"organization": str(organization.pk)}),
        client.post(url(User, "add"), {"organization": str(organization.pk)}),
    ):
        assert f'<option value="{organization.pk}" selected>Harbor Lane</option>' in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["{0}__year=9999", "{0}__year=9999&{0}__month=12", "{0}__year=9999&{0}__month=12&{0}__day=31"]
)
def test_no_date_at_the_end_of_time_breaks_a_list(client: Client, query: str) -> None:
    """Django computes the first moment after the year, month or day, which does not exist."""
    tried = 0
    for model, page in OURS.items():
        if page.date_hierarchy:
            answer = client.get(f"{url(model)}?{query.format(page.date_hierarchy)}", follow=True)
            assert answer.status_code == 200, model
            tried += 1
    assert tried >= 5
