"""The staff's pages of organizations, users, their sessions and waiting mail. Passwords are set by Django's own form
and never shown.

Only superusers see and set the permissions of staff, and change staff (`User.may_support`): a person who can change the
e-mail address, password or second factor of a superuser could sign in as one.
"""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from foundation import audit, mail
from foundation.models import AuditRecord, OutgoingEmail
from foundation.refusals import Refusal
from foundation.staff_pages import LongListAdmin, ReadOnly, StaffAdmin
from foundation.words import counted
from identity import operations, second_factor
from identity.checks import WeaknessAtFirst
from identity.errors import translated
from identity.models import Organization, RefreshToken, SignIn, User
from identity.sessions import keep_session


@admin.register(Organization)
class OrganizationAdmin(StaffAdmin):
    list_display = ("name", "tier", "created_at")
    list_filter = ("tier",)
    search_fields = ("name",)
    readonly_fields = ("id", "created_at", "updated_at")
    ordering = ("name",)

    def save_model(self, request: HttpRequest, obj: Organization, form: forms.ModelForm, change: bool) -> None:
        _save(obj, form, change)
        _record(request, "organization", obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Organization | None = None) -> bool:
        return False


class LowerCaseEmailField(forms.EmailField):
    def to_python(self, value: str | None) -> str | None:
        cleaned = super().to_python(value)
        return cleaned and cleaned.lower()


class NewUserForm(WeaknessAtFirst, AdminUserCreationForm):  # type: ignore[misc]
    pass


class NewPasswordForm(WeaknessAtFirst, AdminPasswordChangeForm):
    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        _save_only(user, "password")
        return user


RECORDED = frozenset({"name", "tier", "email", "full_name", "role", "is_active", "is_staff", "is_superuser"})
RECORDED_LISTS = frozenset({"groups", "user_permissions", "permissions"})
RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
"""The fields that decide what staff may do. Only superusers see and set them."""


@admin.register(User)
class UserAdmin(StaffAdmin, DjangoUserAdmin):
    """Users are deactivated, not deleted, because the books name their authors."""

    add_form = NewUserForm
    change_password_form = NewPasswordForm
    formfield_overrides = {models.EmailField: {"form_class": LowerCaseEmailField}}
    list_display = ("email", "full_name", "organization", "role", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "role", "organization__tier")
    list_select_related = ("organization",)
    search_fields = ("email", "full_name", "organization__name")
    ordering = ("email",)
    autocomplete_fields = ("organization",)
    readonly_fields = ("id", "last_login", "created_at", "updated_at", "invited_at", "removed_at")
    actions = ("remove_second_factor",)
    fieldsets = (
        (None, {"fields": ("id", "email", "full_name", "password")}),
        ("Organization", {"fields": ("organization", "role")}),
        ("Access", {"fields": ("is_active", *RIGHTS)}),
        ("Dates", {"fields": ("last_login", "created_at", "updated_at", "invited_at", "removed_at")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "full_name", "organization", "role", "is_staff")}),
        ("Password", {"fields": ("usable_password", "password1", "password2")}),
    )

    @admin.action(
        description="Turn off two-step sign-in for users who have lost the app and the codes", permissions=["change"]
    )
    def remove_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        by = cast(User, request.user)
        chosen = list(users)
        had_it = [second_factor.remove(user, by=by) for user in chosen if by.may_support(user)]
        if len(had_it) < len(chosen):
            self.message_user(request, "Only superusers can change staff. Staff were not changed.", messages.ERROR)
        if off := had_it.count(True):
            said = f"Two-step sign-in was turned off for {counted(off, 'user')}. They were told by e-mail."
            self.message_user(request, said, messages.SUCCESS)
        if never := had_it.count(False):
            self.message_user(request, f"Two-step sign-in was not on for {counted(never, 'user')}.", messages.WARNING)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Return whether the user may be changed, by the form or by Django's page for the password. One who was removed
        may not, for that is forever."""
        by = cast(User, request.user)
        may_change = obj is None or (by.may_support(obj) and obj.removed_at is None)
        return super().has_change_permission(request, obj) and may_change

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return [(title, {**options, "fields": _open_to(request, options["fields"])}) for title, options in fieldsets]

    def get_list_display(self, request: HttpRequest) -> Any:
        return _open_to(request, super().get_list_display(request))

    def get_list_filter(self, request: HttpRequest) -> Any:
        return _open_to(request, super().get_list_filter(request))

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Require an organization unless staff can be made here: only staff can have none."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if "is_staff" not in form.base_fields and "organization" in form.base_fields:
            form.base_fields["organization"].required = True
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Make the organization of an existing user read-only: the user's work there stays there."""
        return [*super().get_readonly_fields(request, obj), *(["organization"] if obj else [])]

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        with translated():
            _save(obj, form, change)
        _record(request, "user", obj, form, change)
        if change and "is_active" in form.changed_data:
            operations.end_sessions(obj, by=cast(User, request.user))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a refusal, such as LastAdmin, on the page instead of failing."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Set a password, which ends the user's sessions. If it is your own, this session goes on."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            user = operations.end_sessions(User.objects.get(id=id), by=cast(User, request.user))
            audit.record("user.password_reset", user, by=cast(User, request.user))
            if user == request.user:
                keep_session(request, user)
        return response

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


def _save(row: Organization | User, form: forms.ModelForm, change: bool) -> None:
    """Save a new row, or of an old one only what the form has changed."""
    if not change:
        row.save()
        return
    columns = {field.name for field in row._meta.concrete_fields}
    _save_only(row, *columns.intersection(form.changed_data))


def _save_only(row: Organization | User, *names: str) -> None:
    """Save these fields. To save all would put back what others have changed since the row was read."""
    row.save(update_fields=[*names, "updated_at"])


def _record(request: HttpRequest, noun: str, row: Any, form: forms.ModelForm, change: bool) -> None:
    """Add an audit record of the change that one of Django's forms made. Passwords are left out."""
    names = [name for name in form.changed_data if name in RECORDED]
    lists = [name for name in form.changed_data if name in RECORDED_LISTS]
    old = {name: form.initial.get(name) for name in names} if change else {}
    old |= {name: _rights(form.initial.get(name, ())) for name in lists} if change else {}
    new = audit.values(row, names) | {name: _rights(form.cleaned_data[name]) for name in lists}
    action = f"{noun}.updated" if change else f"{noun}.created"
    of = row.id if isinstance(row, Organization) else None
    audit.record(action, row, by=cast(User, request.user), old=old, new=new, organization_id=of)


def _rights(given: Iterable[Group | Permission]) -> list[str]:
    """Return the names of groups, or of permissions such as `identity.change_user`."""
    return sorted(one.name if isinstance(one, Group) else ".".join(one.natural_key()[1::-1]) for one in given)


def _open_to(request: HttpRequest, names: Any) -> list[Any]:
    """Return the names without those that only superusers may see."""
    return [name for name in names if cast(User, request.user).is_superuser or name not in RIGHTS]


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(StaffAdmin, DjangoGroupAdmin):
    """Groups give permissions to staff, so only superusers see and change them."""

    def save_model(self, request: HttpRequest, obj: Group, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _record(request, "group", obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        users = obj.user_set.order_by("email").values_list("email", flat=True)
        old = {"name": obj.name, "permissions": _rights(obj.permissions.all()), "users": list(users)}
        audit.record("group.deleted", obj, by=cast(User, request.user), old=old)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Group]) -> None:
        for group in queryset:
            self.delete_model(request, group)

    def has_module_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return cast(User, request.user).is_superuser

    has_view_permission = has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_module_permission


@admin.register(RefreshToken)
class RefreshTokenAdmin(ReadOnly, LongListAdmin):
    """Sessions of the API, read-only."""

    list_display = ("user", "created_at", "expires_at", "used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("user__email",)


@admin.register(SignIn)
class SignInAdmin(ReadOnly, LongListAdmin):
    """Sign-ins, with the user and the address. The session's key is not shown, because it would give access."""

    list_display = ("user", "door", "failure", "address", "user_agent", "created_at", "last_seen_at")
    list_filter = ("door", "failure")
    list_select_related = ("user",)
    search_fields = ("user__email", "=address")
    unindexed = ("address",)
    search_help_text = "E-mail address of the user, or the address of a new sign-in."
    fields = ("user", "door", "failure", "address", "user_agent", "created_at", "last_seen_at")


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnly, LongListAdmin):
    """The audit trail. The records of one object are also on its history page."""

    list_display = ("created_at", "action", "by", "by_system", "organization", "object_id", "address")
    list_filter = ("created_at",)
    list_select_related = ("by", "organization")
    search_fields = ("=object_id", "=company_id", "=request_id", "=action", "by__email")
    unindexed = ("request_id", "action")
    search_help_text = (
        "Id of the object or company, e-mail address of the user, or the id of the request or action of a new record."
    )


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnly, StaffAdmin):
    """Mail that is not sent yet, or was given up. Its body is not shown, because it may contain a link that gives
    access."""

    list_display = (
        "to",
        "subject",
        "kind",
        "sender_id",
        "attachment",
        "created_at",
        "due_at",
        "attempts",
        "last_error",
        "given_up_at",
    )
    list_filter = (
        "kind",
        ("given_up_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("to", "subject")
    ordering = ("-created_at",)
    actions = ("send_again",)

    @admin.action(description="Send again", permissions=["operate"])
    def send_again(self, request: HttpRequest, mails: QuerySet[OutgoingEmail]) -> None:
        for one in mails:
            mail.send_again(one, by=cast(User, request.user))
        self.message_user(request, "They are being sent now.")
