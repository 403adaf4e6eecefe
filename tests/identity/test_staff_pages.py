"""Whatever is sent to a page of the staff's admin, it is no fault of ours."""

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from identity.staff_pages import StaffAdmin
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


def test_actions_survive_what_is_no_id(client: Client) -> None:
    tried = 0
    for model, page in OURS.items():
        for name in names_of_actions(page):
            for key in ("", *NO_KEYS):
                data = {"action": name, "_selected_action": key}
                assert client.post(url(model), data, follow=True).status_code == 200, (model, data)
                tried += 1
    assert tried > 40
