"""The forms of the pages: their fields, where a refusal is shown, and which field has the focus."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple, cast
from uuid import UUID

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.views.decorators.http import require_http_methods

from accounting.ledger.models import Company
from foundation.audit import Origin
from foundation.models import MAX_EMAIL_LENGTH, MAX_NAME_LENGTH
from foundation.refusals import Refusal
from identity import operations
from identity.checks import MAX_PASSWORD_LENGTH, WeaknessAtFirst
from identity.errors import TooManyAttempts, Unauthenticated
from identity.models import User
from identity.second_factor import MAX_CODE_LENGTH

ANY_CODE = "Six digits from your authenticator app, or one of your recovery codes."
NO_MOMENT = "Enter a date and a time, such as 2026-01-31 18:00."
CHANGED_MEANWHILE = (
    "Somebody has changed this since you opened the page. Cancel to see their change, or save again to replace it."
)
form_page = require_http_methods(["GET", "HEAD", "POST"])
"""Let the view of a page with a form be read and sent. It asks whether the method is POST: HEAD is answered as GET."""
MAX_COMPANIES = 100
"""The most companies to choose from. Others are found by their names."""
WITHOUT_OPTION = "none"
"""The choice of lines without an option of a tracking category."""


def tracked_by(category_id: UUID) -> str:
    """Return the name of the field of a tracking category."""
    return f"tracked_by_{category_id}"


def fitting(companies: QuerySet[Company], text: str) -> list[Company]:
    """Return the one of the companies with this id or this name, or else those with this name in other letters, or else
    those whose names hold the text: the first MAX_COMPANIES by name."""
    try:
        return list(companies.filter(id=UUID(text)))
    except ValueError:
        rows = companies.filter(name__matches=text).order_by("name", "id")
    exact, same = rows.filter(name=text), rows.filter(name__iexact=text)
    return next((found for kind in (exact, same, rows) if (found := list(kind[:MAX_COMPANIES]))), [])


class PageField(BoundField):
    """A field that gets the focus if its form chooses it."""

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> Any:
        attrs = super().build_widget_attrs(attrs, widget)
        return {**attrs, "autofocus": True} if self.name == cast(PageForm, self.form).focused else attrs


@contextmanager
def as_the_operation_says() -> Iterator[None]:
    """Check a field as the operation will, so that all errors are shown at once."""
    try:
        yield
    except Refusal as error:
        raise forms.ValidationError(str(error)) from error


class Fault(NamedTuple):
    """What is wrong: the id and the label of a field, and what is said about it."""

    id: str
    label: str
    said: str


class PageForm(forms.Form):
    """A form that puts the focus on the field to fill in, without a script.

    A refused form says above its fields what is wrong (form_errors.html). The focus is on the wrong field, or on what
    is said above if several fields are wrong or the form as a whole. On a page with only this form nothing is said
    twice: the focus is on the first wrong field, and before that on the first empty one.
    """

    bound_field_class = PageField
    is_the_page: ClassVar[bool] = False
    refusal: ClassVar[str] = "Nothing was changed."
    parts: ClassVar[Mapping[str, str]] = {}
    """Fields that are one question on the page with another one, which has its place there."""

    @property
    def focused(self) -> str:
        """Return the name of the field with the focus, or an empty string."""
        if not self.is_bound:
            return next((name for name in self.fields if not self[name].value()), "") if self.is_the_page else ""
        is_above = not self.is_the_page and (len(self.faults) > 1 or self.non_field_errors())
        return "" if is_above else next((name for name in self.fields if name in self.errors), "")

    @property
    def faults(self) -> list[Fault]:
        """Return each question that was answered wrongly, in the order of the page."""
        wrong: dict[str, list[str]] = {}
        for name in self.fields:
            if name in self.errors:
                wrong.setdefault(self.parts.get(name, name), []).extend(map(str, self.errors[name]))
        return [Fault(self[name].auto_id, str(self[name].label), " ".join(said)) for name, said in wrong.items()]


class ChangeForm(PageForm):
    """A form that shows what there is, and refuses to replace what somebody has changed since it was shown.

    `initial["seen"]` is when that changed last. The page sends it back. Lock what is changed before the form is made.
    """

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get("seen", "") not in ("", self.initial.get("seen", "")):
            self.add_error(None, CHANGED_MEANWHILE)
        return cleaned


def refused(form: forms.Form, error: Refusal, *, field: str = "") -> dict[str, Any]:
    """Show a refusal in the form, at `field` or at the refusal's own field. Return the status and headers of the
    answer: 422, unless the sign-in itself was refused."""
    blamed = field or error.field
    form.add_error(blamed if blamed in form.fields else None, str(error))
    if isinstance(error, TooManyAttempts):
        return {"status": 429, "headers": {"Retry-After": str(error.retry_after)}}
    return {"status": 401 if isinstance(error, Unauthenticated) else 422}


def status_of(form: forms.Form) -> int:
    """Return the status of a page that shows this form: 422 if it was sent with something wrong."""
    return 422 if form.errors else 200


class SignInForm(PageForm):
    is_the_page = True

    email = forms.CharField(
        label="E-mail address",
        max_length=MAX_EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def code_field(help_text: str) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(max_length=MAX_CODE_LENGTH, help_text=help_text, widget=forms.TextInput(attrs=attributes))


class CodeForm(PageForm):
    is_the_page = True

    code = code_field(ANY_CODE)


class ForgottenForm(PageForm):
    is_the_page = True

    email = forms.EmailField(
        label="E-mail address",
        max_length=MAX_EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class NewPasswordForm(WeaknessAtFirst, PageForm, SetPasswordForm):
    """Django's form, with our limit and our operation."""

    is_the_page = True

    new_password1 = forms.CharField(
        label="New password",
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        help_text="At least 10 characters, and not a common password.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label="Repeat the password",
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    origin: Origin = {}

    def save(self, commit: bool = True) -> User:
        new_password = self.cleaned_data["new_password1"]
        return operations.reset_password(cast(User, self.user), new_password=new_password, **self.origin)


class InvitationForm(NewPasswordForm):
    full_name = forms.CharField(
        label="Your name",
        max_length=MAX_NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("full_name", "new_password1", "new_password2")


class OwnPasswordForm(NewPasswordForm):
    """A new password, with the current one, on a page with other forms."""

    is_the_page = False

    current_password = forms.CharField(
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current_password", "new_password1", "new_password2")


class PasswordForm(PageForm):
    password = forms.CharField(
        label="Your password",
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class FirstCodeForm(PageForm):
    is_the_page = True

    code = code_field("Six digits. They change every 30 seconds.")


class ProofForm(PasswordForm):
    """The password and a code, to change one of them."""

    code = code_field(ANY_CODE)
