"""The rights of staff: only superusers see and give rights, and change other staff."""

import threading
import time
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection, connections, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from accounting.models import Company, Contact
from foundation.models import OutgoingEmail
from identity import operations, second_factor
from identity.admin import RIGHTS
from identity.errors import Forbidden
from identity.models import Authenticator, SignIn, User
from tests.factories import make_company, make_customer
from tests.people import encoded_password, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db

USERS = "/admin/identity/user/"
PAGES = admin.site._registry
NEW_PASSWORD = {"usable_password": "true", "password1": "a new and long one", "password2": "a new and long one"}


def staff_with(*codenames: str, **fields: Any) -> User:
    staff = make_user(None, is_staff=True, **fields)
    permissions = Permission.objects.filter(codename__in=codenames)
    assert len(permissions) >= len(codenames)
    staff.user_permissions.set(permissions)
    return staff


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


@pytest.fixture
def support() -> User:
    """Return staff who have every permission on users, but are not superusers."""
    return staff_with("view_user", "add_user", "change_user", "delete_user")


@pytest.fixture
def superuser() -> User:
    return make_user(None, "root@example.com", is_staff=True, is_superuser=True)


def page_of(user: User) -> str:
    return reverse("admin:identity_user_change", args=[user.pk])


def sent(client: Client, address: str, **changes: Any) -> Any:
    """Send the form at an address with its own values and `changes`, also those of fields that it does not have."""
    shown = client.get(address)
    form = shown.context["adminform"].form
    values = {name: form[name].value() for name in form.fields} | changes
    return client.post(address, {name: value for name, value in values.items() if value not in (None, False)})


def rights_of(user: User) -> tuple[Any, ...]:
    user = User.objects.get(pk=user.pk)
    given = [*user.groups.all(), *user.user_permissions.order_by("pk")]
    return user.email, user.password, user.is_active, user.is_staff, user.is_superuser, given


def everything() -> dict[str, str]:
    group = Group.objects.create(name="Everything")
    group.permissions.set(Permission.objects.all())
    permission = Permission.objects.get(codename="change_organization")
    return {"is_superuser": "on", "is_staff": "on", "groups": str(group.pk), "user_permissions": str(permission.pk)}


def test_support_changes_customers_but_gives_no_rights(support: User) -> None:
    customer = make_user(make_organization())
    before = rights_of(customer)
    answer = sent(signed_in(support), page_of(customer), full_name="New Name", **everything())
    assert answer.status_code == 302
    customer.refresh_from_db()
    assert customer.full_name == "New Name"
    assert rights_of(customer) == before


def test_support_adds_customers_but_no_staff(support: User) -> None:
    client, organization = signed_in(support), make_organization()
    values = {"email": "new@example.com", "full_name": "New", "role": "member", **NEW_PASSWORD, **everything()}
    refused = client.post(f"{USERS}add/", values)
    assert "organization" in refused.context["adminform"].form.errors, "who belongs to none is staff"
    assert not User.objects.filter(email="new@example.com").exists()
    assert client.post(f"{USERS}add/", values | {"organization": str(organization.pk)}).status_code == 302
    added = User.objects.get(email="new@example.com")
    assert rights_of(added)[2:] == (True, False, False, [])


def test_support_sees_no_rights(support: User, superuser: User) -> None:
    client = signed_in(support)
    pages = [client.get(address) for address in (USERS, f"{USERS}add/", page_of(superuser), page_of(support))]
    for page in pages:
        assert page.status_code == 200
        for word in (*RIGHTS, "Atlas staff", "uperuser"):
            assert word not in page.content.decode().replace("Atlas staff</a>", "").replace("Atlas staff<", ""), word
    for right in RIGHTS:
        assert client.get(f"{USERS}?{right}__exact=1").status_code == 400, "a filter tells as much as a column"
    root = signed_in(superuser)
    assert "is_superuser" in root.get(page_of(support)).content.decode()
    assert root.get(f"{USERS}?is_staff__exact=1").status_code == 200


@pytest.mark.parametrize("kind", ["superuser", "staff", "themselves"])
def test_support_cannot_take_over_staff(support: User, superuser: User, kind: str) -> None:
    target = {"superuser": superuser, "staff": staff_with("change_organization"), "themselves": support}[kind]
    Authenticator.objects.create(user=target, confirmed=True, encrypted_secret="x")
    client, before = signed_in(support), rights_of(target)
    form = {"email": "mine@example.com", "full_name": "X", "role": "member", "_save": "Save", **everything()}
    assert client.post(page_of(target), form).status_code == 403
    assert client.post(f"{USERS}{target.pk}/password/", NEW_PASSWORD).status_code == 403
    assert encoded_password() not in client.get(page_of(target)).content.decode()
    action = {"action": "remove_second_factor", "_selected_action": [str(target.pk)]}
    assert b"Only superusers can change staff" in client.post(USERS, action, follow=True).content
    with pytest.raises(Forbidden):
        second_factor.remove(target, by=support)
    assert rights_of(target) == before
    assert second_factor.is_on(target)
    assert not OutgoingEmail.objects.exists()


def test_superusers_give_rights_and_change_staff(support: User, superuser: User) -> None:
    given = everything()
    assert sent(signed_in(superuser), page_of(support), **given).status_code == 302
    support.refresh_from_db()
    assert (support.is_superuser, support.groups.count()) == (True, 1)
    assert signed_in(superuser).post(f"{USERS}{support.pk}/password/", NEW_PASSWORD).status_code == 302


def test_nobody_changes_a_user_who_was_removed(superuser: User) -> None:
    by = make_admin(make_organization())
    gone = make_user(by.organization)
    operations.remove_user(gone, by=by)
    before, client = User.objects.values().get(pk=gone.pk), signed_in(superuser)
    assert client.get(page_of(gone)).status_code == 200
    form = {"email": "free@example.com", "full_name": "X", "role": "member", "_save": "Save"}
    assert client.post(page_of(gone), form).status_code == 403
    assert client.post(f"{USERS}{gone.pk}/password/", NEW_PASSWORD).status_code == 403
    assert User.objects.values().get(pk=gone.pk) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["change", "password"])
def test_a_form_puts_nothing_back_that_others_change_meanwhile(superuser: User, page: str) -> None:
    user, client = make_user(make_organization(), full_name="Ada"), signed_in(superuser)
    statuses = []

    def send() -> None:
        if page == "change":
            answer = sent(client, page_of(user), role="admin")
        else:
            answer = client.post(f"{USERS}{user.pk}/password/", NEW_PASSWORD)
        statuses.append(answer.status_code)
        connections.close_all()

    thread = threading.Thread(target=send)
    with transaction.atomic(), connection.cursor() as cursor:
        User.objects.lock(user.pk)
        thread.start()
        waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        while cursor.execute(waits).fetchone() is None:
            time.sleep(0.02)
            cursor.execute("SELECT pg_stat_clear_snapshot()")
        User.objects.filter(pk=user.pk).update(password="changed", full_name="Ada Lovelace", token_version=7)
    thread.join()
    user.refresh_from_db()
    assert (statuses, user.full_name) == ([302], "Ada Lovelace")
    if page == "change":
        assert (user.role, user.password, user.token_version) == ("admin", "changed", 7)
    else:
        assert user.check_password(NEW_PASSWORD["password1"])
        assert user.token_version == 8


def test_groups_are_for_superusers(superuser: User) -> None:
    group = Group.objects.create(name="Support")
    client = signed_in(staff_with("view_group", "add_group", "change_group", "delete_group", "change_permission"))
    addresses = ("", "add/", f"{group.pk}/change/", f"{group.pk}/delete/", f"{group.pk}/history/")
    for address in addresses:
        for answer in (client.get(f"/admin/auth/group/{address}"), client.post(f"/admin/auth/group/{address}")):
            assert answer.status_code == 403, address
    assert b"/admin/auth/group/" not in client.get("/admin/").content
    query = "app_label=identity&model_name=user&field_name=groups&term="
    assert client.get(f"/admin/autocomplete/?{query}").status_code == 403
    assert Group.objects.get() == group
    root = signed_in(superuser)
    assert all(root.get(f"/admin/auth/group/{address}").status_code == 200 for address in addresses)


def test_no_form_or_inline_of_any_page_gives_rights_to_who_is_not_superuser() -> None:
    """No page of any model, even with all permissions, has a field that decides what staff may do."""
    almost = make_user(None, is_staff=True)
    almost.user_permissions.set(Permission.objects.all())
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(pk=almost.pk)
    seen = 0
    for model, page in PAGES.items():
        if not page.has_view_permission(request):
            assert model is Group
            continue
        forms = []
        if page.has_add_permission(request):
            forms.append(page.get_form(request))
        if page.has_change_permission(request):
            forms.append(page.get_form(request, model(), change=True))
        forms += [
            inline.get_formset(request).form
            for inline in page.get_inline_instances(request)
            if inline.has_add_permission(request, None) or inline.has_change_permission(request)
        ]
        for form in forms:
            assert not set(RIGHTS) & set(form.base_fields), model
            for field in form.base_fields.values():
                target = getattr(getattr(field, "queryset", None), "model", None)
                assert target not in (Group, Permission), (model, field)
            seen += 1
    assert seen >= 10


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_action_needs_more_than_view(model: type[Any]) -> None:
    page, names = PAGES[model], model._meta
    looker = staff_with(f"view_{names.model_name}")
    request = RequestFactory().get("/admin/")
    request.user = looker
    assert page.get_actions(request) == {}, "what only looks runs nothing"
    if model is not Group:
        address = reverse(f"admin:{names.app_label}_{names.model_name}_changelist")
        assert signed_in(looker).get(address).status_code == 200
    looker.user_permissions.set(Permission.objects.filter(codename=f"change_{names.model_name}"))
    request.user = User.objects.get(pk=looker.pk)
    offered = {getattr(action, "__name__", action) for action in page.actions or ()}
    assert model is Group or offered == set(page.get_actions(request)) - {"delete_selected"}


def test_mail_is_sent_again_by_who_may_change_it_only() -> None:
    mail = OutgoingEmail.objects.create(to="a@example.com", subject="A", encrypted_body="x", attempts=9)
    action = {"action": "send_again", "_selected_action": [str(mail.pk)]}
    signed_in(staff_with("view_outgoingemail")).post("/admin/identity/outgoingemail/", action)
    assert OutgoingEmail.objects.get().attempts == 9
    signed_in(staff_with("change_outgoingemail")).post("/admin/identity/outgoingemail/", action)
    assert OutgoingEmail.objects.get().attempts == 0


def test_a_list_is_filtered_by_what_it_shows_and_by_no_secret() -> None:
    client = signed_in(make_user(None, is_staff=True, is_superuser=True))
    SignIn.objects.create(user=make_user(None, is_staff=True), door="pages", token_version=0, session_key="abc")
    for address in (
        "identity/signin/?session_key__startswith=a",
        "identity/user/?password__startswith=a",
        "identity/user/?token_version=0",
        "identity/outgoingemail/?encrypted_body__startswith=a",
        "webhooks/endpoint/?encrypted_secret__startswith=a",
        "api/idempotencykey/?body__contains=a",
    ):
        assert client.get(f"/admin/{address}").status_code == 400, address
    company = make_company()
    make_customer(company)
    for model in (Company, Contact):
        name = model._meta.model_name
        assert client.get(f"/admin/accounting/{name}/?name__exact=a&id__exact={company.pk}").status_code == 200
