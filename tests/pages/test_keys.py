"""Settings > API > Keys: who may open it, where a fault is shown, and that a secret is shown once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.models import AuditRecord
from identity import api_keys
from identity.models import ApiKey
from pages.key_urls import urlpatterns
from tests.factories import make_company
from tests.house import World
from tests.people import make_key

pytestmark = pytest.mark.django_db

LIST = "/settings/api/keys"
FORM = {"name": "Shop", "role": "accountant", "breadth": "chosen", "scopes": ["invoices:read"], "reach": "all"}


@pytest.fixture
def world() -> World:
    return World()


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses(key: ApiKey) -> list[str]:
    one = [reverse(name, args=[key.id]) for name in ("key", "edit-key", "rotate-key", "revoke-key")]
    found = [LIST, f"{LIST}/new", *one]
    assert len(found) == len(urlpatterns)
    return found


def test_only_admins_of_the_organization_open_the_pages(world: World) -> None:
    made = make_key(world.owner)
    before = list(ApiKey.objects.values())
    for address in addresses(made.key):
        for method in ("get", "post"):
            if method == "post" and address in (LIST, reverse("key", args=[made.key.id])):
                assert browser(world.owner).post(address).status_code == 405
                continue
            assert getattr(Client(), method)(address).status_code == 302
            assert getattr(browser(world.viewer), method)(address).status_code == 403
            if str(made.key.id) in address:
                assert getattr(browser(world.stranger), method)(address).status_code == 404
        for method in ("get", "head"):
            assert getattr(browser(world.owner), method)(address).status_code == 200
    assert list(ApiKey.objects.values()) == before


def test_a_new_secret_is_shown_once_and_not_kept_readable(world: World) -> None:
    client = browser(world.owner)
    to = client.post(f"{LIST}/new", FORM).headers["Location"]
    key = ApiKey.objects.get()
    assert (to, key.name, key.scopes, key.company_ids) == (f"{LIST}/{key.id}", "Shop", ["invoices:read"], None)
    kept = client.session["keys.unshown"][1]
    assert "atlas_sk_" not in kept
    assert client.head(to).status_code == 200
    shown = client.get(to).content.decode()
    secret = shown.partition('id="plain-secret" value="')[2].partition('"')[0]
    assert api_keys.digest_of(secret) == key.digest
    assert "keys.unshown" not in client.session
    assert secret not in client.get(to).content.decode()


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("name", {"name": ""}),
        ("role", {"role": "owner"}),
        ("scopes", {"scopes": []}),
        ("scopes", {"scopes": ["invoices:own"]}),
        ("name", {"name": "\N{RIGHT-TO-LEFT OVERRIDE}Shop"}),
        ("companies", {"reach": "chosen"}),
        ("expires_at", {"expires_at": "2020-01-01T00:00"}),
        ("allowed_addresses", {"allowed_addresses": "192.0.2.1, somewhere"}),
    ],
)
def test_a_fault_is_shown_at_its_field(world: World, field: str, change: dict[str, Any]) -> None:
    make_company(world.company.organization, by=world.owner)  # with one company, the form does not ask for it
    answer = browser(world.owner).post(f"{LIST}/new", FORM | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert f'id="{field}_error"' in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_all_faults_are_said_at_once_and_what_was_typed_stays(world: World) -> None:
    change = {"name": "\u202eShop", "breadth": "chosen", "scopes": [], "expires_at": "2020-01-01T00:00"}
    answer = browser(world.owner).post(f"{LIST}/new", FORM | change | {"allowed_addresses": "192.0.2.1, somewhere"})
    shown = answer.content.decode()
    said = shown.partition('role="alert"')[2].partition("</ul>")[0]
    assert re.findall(r'<a href="#(\w+)">', said) == ["name", "scopes", "expires_at", "allowed_addresses"]
    assert "“somewhere” is not an address or a network" in said
    assert all(typed in shown for typed in ('value="2020-01-01T00:00"', "192.0.2.1, somewhere", "\u202eShop"))


def test_what_a_form_does_not_change_stays(world: World) -> None:
    end = timezone.now() + timedelta(days=1, seconds=7)
    made = make_key(world.owner, expires_at=end, scopes=["bills:read", "bills:write"], allowed_addresses=["192.0.2.1"])
    client, address = browser(world.owner), reverse("edit-key", args=[made.key.id])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= {"name": "Till", "expires_at": f"{end:%Y-%m-%dT%H:%M}"}
    assert client.post(address, sent).status_code == 302
    assert ApiKey.objects.values("name", "role", "scopes", "company_ids", "expires_at", "allowed_addresses").get() == {
        "name": "Till",
        "role": "admin",
        "scopes": ["bills:read", "bills:write"],
        "company_ids": None,
        "expires_at": end,
        "allowed_addresses": ["192.0.2.1"],
    }
    assert AuditRecord.objects.get(action="api_key.updated").new == {"name": "Till"}


def test_what_somebody_else_changed_meanwhile_is_replaced_only_by_who_was_told(world: World) -> None:
    made = make_key(world.owner, scopes=["bills:read"])
    client, address = browser(world.owner), reverse("edit-key", args=[made.key.id])
    seen = client.get(address).context["form"].initial["seen"]
    assert f'name="seen" value="{seen}"' in client.get(address).content.decode()
    api_keys.update(made.key, by=world.owner, role="viewer")
    before = ApiKey.objects.values().get()
    refused = client.post(address, FORM | {"name": "Till", "seen": seen})
    assert (refused.status_code, ApiKey.objects.values().get()) == (422, before)
    assert "Somebody has changed this" in refused.content.decode()
    assert refused.context["form"]["name"].value() == "Till"
    seen = refused.context["form"].initial["seen"]
    assert client.post(address, FORM | {"name": "Till", "seen": seen}).status_code == 302
    assert ApiKey.objects.values_list("name", "role").get() == ("Till", "accountant")


def test_a_form_keeps_the_companies_of_a_key_that_are_not_among_the_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = make_company(world.company.organization, by=world.owner, name="Zzz")
    made = make_key(world.owner, company_ids=[last.id])
    monkeypatch.setattr("pages.keys.MAX_COMPANIES", 1)
    client, address = browser(world.owner), reverse("edit-key", args=[made.key.id])
    form = client.get(address).context["form"]
    assert [value for value, _ in form.fields["companies"].choices] == [str(last.id), str(world.company.id)]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(address, sent | {"name": "Till"}).status_code == 302
    assert ApiKey.objects.values_list("name", "company_ids").get() == ("Till", [last.id])


def test_a_revoked_key_is_listed_apart_and_cannot_be_changed(world: World) -> None:
    made, client = make_key(world.owner, name="Gone"), browser(world.owner)
    assert client.post(reverse("revoke-key", args=[made.key.id])).headers["Location"] == LIST
    listed = client.get(LIST)
    assert (listed.context["rows"], [row["key"].name for row in listed.context["revoked"]]) == ([], ["Gone"])
    before = ApiKey.objects.values().get()
    assert client.post(reverse("edit-key", args=[made.key.id]), FORM).status_code == 422
    assert client.post(reverse("rotate-key", args=[made.key.id]), {"overlap": "3600"}).status_code == 422
    again = client.post(reverse("revoke-key", args=[made.key.id]), follow=True)
    assert "This API key is revoked." in again.content.decode()
    assert ApiKey.objects.values().get() == before


def test_a_hundred_keys_are_one_list_with_few_queries(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        make_key(world.owner, name=f"Key {number}", company_ids=[world.company.id])
    client = browser(world.owner)
    with django_assert_max_num_queries(14):
        answer = client.get(LIST)
    assert len(answer.context["rows"]) == 30
