"""The forms of the settings pages. They parse the input; the operations decide whether it is valid."""

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from accounting.events import CATALOGUE, WEBHOOK_TEST
from accounting.models import Company
from foundation.refusals import Refusal
from pages.forms import MAX_COMPANIES, NO_MOMENT, ChangeForm, PageForm, as_the_operation_says, fitting
from webhooks import signing
from webhooks.addresses import MAX_URL_LENGTH, check_url
from webhooks.models import ALL_EVENTS, MAX_DESCRIPTION_LENGTH, DeliveryStatus, Endpoint

ALL, CHOSEN = "all", "chosen"
MAX_NAMED = 3
"""How many companies a message names."""


class Group(NamedTuple):
    title: str
    key: str
    events: list[tuple[str, str, bool]]
    """A group of events: its name, its description, and whether it is chosen."""


class SecretField(forms.CharField):
    """A secret. If it is left empty, it is None, and one is generated."""

    def __init__(self) -> None:
        attributes = {"class": "mono", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        super().__init__(
            required=False,
            strip=False,
            label="Secret",
            help_text=f"{signing.MIN_SECRET_LENGTH} to {signing.MAX_SECRET_LENGTH} characters. "
            "If you leave it empty, Atlas generates one of 256 random bits. It is shown once, after saving.",
            widget=forms.TextInput(attrs=attributes),
            empty_value=None,
        )

    def validate(self, value: str | None) -> None:
        super().validate(value)
        fault = signing.secret_fault(value) if value else None
        if fault:
            raise forms.ValidationError(fault)


class CompanyField(forms.CharField):
    """One of very many companies, by its name, a part of it that only one has, or its id; empty for all."""

    def __init__(self, companies: QuerySet[Company]) -> None:
        self.companies = companies
        super().__init__(
            required=False,
            label="Company",
            max_length=200,
            help_text="The name, or a part of it that no other company has. Leave it empty for all companies.",
            widget=forms.TextInput(attrs={"list": "companies", "autocomplete": "off", "placeholder": "All companies"}),
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a company that was chosen before by its name, which no other one has."""
        return self.companies.get(id=value).name if isinstance(value, UUID) else value

    def clean(self, value: Any) -> UUID | None:
        text = super().clean(value)
        if not text:
            return None
        found = fitting(self.companies, text)
        if len(found) == 1:
            return found[0].id
        if not found:
            raise forms.ValidationError("There is no company with this name.")
        names = ", ".join(one.name for one in found[:MAX_NAMED])
        rest = " and others" if len(found) > MAX_NAMED else ""
        raise forms.ValidationError(f"Several companies fit: {names}{rest}. Enter the whole name of one.")


class WebhookForm(ChangeForm):
    """The fields of a webhook, to change one."""

    parts: ClassVar[dict[str, str]] = {"which": "events"}

    url = forms.CharField(
        label="URL",
        max_length=MAX_URL_LENGTH,
        help_text="The https address of your endpoint.",
        widget=forms.URLInput(attrs={"class": "mono", "placeholder": "https://example.com/webhooks/atlas"}),
    )
    description = forms.CharField(
        required=False,
        max_length=MAX_DESCRIPTION_LENGTH,
        help_text="What it is for. It is not sent.",
    )
    company_id = forms.TypedChoiceField(required=False, label="Company", empty_value=None, coerce=UUID)
    which = forms.ChoiceField(
        label="Events", choices=[(ALL, "All events"), (CHOSEN, "Chosen events")], widget=forms.RadioSelect
    )
    events = forms.MultipleChoiceField(
        required=False, choices=[(name, name) for name in CATALOGUE if name != WEBHOOK_TEST]
    )

    def __init__(self, *args: Any, companies: QuerySet[Company], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(company.id, company.name) for company in companies[: MAX_COMPANIES + 1]]
        self.company_names: list[str] = []
        """Names to suggest, if there are too many companies for a list."""
        if len(choices) > MAX_COMPANIES:
            self.fields["company_id"] = CompanyField(companies)
            self.company_names = [name for _, name in choices[:MAX_COMPANIES]]
            return
        self.fields["company_id"].choices = [("", "All companies"), *choices]  # type: ignore[attr-defined]
        if len(choices) < 2 and not self.initial.get("company_id"):
            del self.fields["company_id"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        with as_the_operation_says():
            check_url(url)
        return url

    def clean(self) -> dict[str, Any]:
        """Turn the two fields for events into one list for the operation."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("which") == CHOSEN and not cleaned.get("events") and "events" not in self.errors:
            self.add_error("events", "Choose at least one event.")
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """Return the operation's arguments, from valid input."""
        changes = {**self.cleaned_data}
        if changes.pop("which") == ALL:
            changes["events"] = [ALL_EVENTS]
        return changes

    def groups(self) -> Iterator[Group]:
        """Yield the groups of events to choose from, in the catalogue's order."""
        chosen = self["events"].value() or []
        for title in dict.fromkeys(kind.group for kind in CATALOGUE.values() if kind.name != WEBHOOK_TEST):
            kinds = [kind for kind in CATALOGUE.values() if kind.group == title]
            key = title.lower().replace(" ", "-")
            yield Group(title, key, [(kind.name, kind.description, kind.name in chosen) for kind in kinds])

    @classmethod
    def initial_of(cls, endpoint: Endpoint) -> dict[str, Any]:
        everything = ALL_EVENTS in endpoint.events
        return {
            "url": endpoint.url,
            "description": endpoint.description,
            "company_id": endpoint.company_id,
            "which": ALL if everything else CHOSEN,
            "events": [] if everything else endpoint.events,
            "seen": endpoint.updated_at.isoformat(),
        }


class NewWebhookForm(WebhookForm):
    secret = SecretField()


class RotateForm(PageForm):
    secret = SecretField()
    switch_header = forms.TypedChoiceField(
        label="X-Atlas-Signature",
        coerce=lambda value: value == "now",
        choices=[("now", "Switch to the new secret at once"), ("later", "Keep the old secret for 24 hours")],
        initial="now",
        widget=forms.RadioSelect,
    )


class ReplayForm(PageForm):
    since = forms.DateTimeField(
        label="Since",
        help_text="In UTC. Events recorded from then on are sent, oldest first.",
        error_messages={"invalid": NO_MOMENT},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M:%S"),
    )
    again = forms.BooleanField(
        required=False,
        label="Also delivered events",
        help_text="If not, only events that have not arrived.",
    )


class DeliveryFilter(forms.Form):
    """The filter of the list of deliveries. Invalid values are ignored. `before` and `after` are ids of deliveries."""

    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Any status"),
            (DeliveryStatus.SUCCEEDED, "Delivered"),
            (DeliveryStatus.PENDING, "Pending"),
            (DeliveryStatus.EXHAUSTED, "Failed"),
        ],
    )
    event = forms.ChoiceField(required=False, choices=[("", "Any event"), *((name, name) for name in CATALOGUE)])
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)


def blame(form: forms.Form, error: Refusal) -> None:
    """Show an operation's refusal at its field (`events[0]` at the events), or above the form if it has none."""
    field = error.field.partition("[")[0]
    form.add_error(field if field in form.fields else None, str(error))
