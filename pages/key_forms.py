"""The forms of the pages of API keys, and in which words the pages say what a key may do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django import forms

from accounting.models import Company
from foundation.models import MAX_NAME_LENGTH
from identity import api_keys
from identity.checks import checked_name
from identity.models import ApiKey, CompanyRole
from pages.forms import NO_MOMENT, ChangeForm, PageForm, as_the_operation_says

ALL, READ, CHOSEN = "all", "read", "chosen"
MAX_TYPED = 2000
OVERLAPS = {0: "No time: it stops working now", 3600: "1 hour", 86_400: "1 day", 7 * 86_400: "7 days"}
BADGES = {
    "active": ("Active", "good"),
    "suspended": ("Suspended", "wait"),
    "expired": ("Expired", "wait"),
    "revoked": ("Revoked", "off"),
}


class Access(NamedTuple):
    """A resource of the API, the scopes to read and to write it (empty if there is none), and which a key has."""

    resource: str
    read: str
    write: str
    reads: bool
    writes: bool


def accesses(all_scopes: Iterable[str], chosen: Iterable[str]) -> Iterator[Access]:
    """Yield each resource, in the order of the alphabet."""
    known, chosen = set(all_scopes), set(chosen)
    for resource in sorted({scope.partition(":")[0] for scope in known}):
        read, write = (scope if (scope := f"{resource}:{verb}") in known else "" for verb in ("read", "write"))
        yield Access(resource, read, write, read in chosen, write in chosen)


def reading(all_scopes: Iterable[str]) -> list[str]:
    return [scope for scope in all_scopes if scope.endswith(":read")]


def breadth(key: ApiKey, all_scopes: Iterable[str]) -> str:
    """Return whether a key has all scopes that there are, all to read, or chosen ones."""
    scopes = set(key.scopes)
    return ALL if scopes >= set(all_scopes) else READ if scopes == set(reading(all_scopes)) else CHOSEN


class AddressesField(forms.CharField):
    """Addresses and networks, each on a line of its own or separated by commas. The operation checks each."""

    def __init__(self) -> None:
        attributes = {"rows": 3, "class": "mono", "spellcheck": "false", "autocapitalize": "none"}
        super().__init__(
            label="Allowed addresses",
            required=False,
            max_length=MAX_TYPED,
            help_text=f"Addresses or networks such as 192.0.2.0/24, each on a line of its own, "
            f"at most {api_keys.MAX_ADDRESSES}. If you leave it empty, the key works from anywhere.",
            widget=forms.Textarea(attrs=attributes),
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [word for word in re.split(r"[\s,]+", super().to_python(value) or "") if word]

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class KeyForm(ChangeForm):
    """What a key may do. The operations decide whether it is valid."""

    parts: ClassVar[dict[str, str]] = {"breadth": "scopes", "reach": "companies"}

    name = forms.CharField(
        max_length=MAX_NAME_LENGTH,
        help_text="The program that uses it. You will see this name in “created by” and in the audit trail.",
    )
    role = forms.ChoiceField(
        choices=CompanyRole.choices,
        initial=CompanyRole.ACCOUNTANT,
        help_text="The most that it may do in a company. It can never do more than the person who made it.",
    )
    breadth = forms.ChoiceField(
        label="Scopes",
        choices=[(READ, "Read everything"), (ALL, "Read and write everything"), (CHOSEN, "Chosen scopes")],
        initial=CHOSEN,
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(label="Scopes", required=False)
    reach = forms.ChoiceField(
        label="Companies",
        choices=[(ALL, "All companies"), (CHOSEN, "Chosen companies")],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    companies = forms.TypedMultipleChoiceField(label="Companies", required=False, coerce=UUID)
    expires_at = forms.DateTimeField(
        label="Expires",
        required=False,
        help_text="In UTC. If you leave it empty, the key works until it is revoked.",
        error_messages={"invalid": NO_MOMENT},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    allowed_addresses = AddressesField()

    def __init__(self, *args: Any, all_scopes: Sequence[str], companies: Iterable[Company], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.all_scopes = all_scopes
        self.fields["scopes"].choices = [(scope, scope) for scope in all_scopes]  # type: ignore[attr-defined]
        choices = [(str(company.id), company.name) for company in companies]
        self.fields["companies"].choices = choices  # type: ignore[attr-defined]
        if len(choices) < 2 and not self.initial.get("companies"):
            del self.fields["reach"], self.fields["companies"]

    def clean_name(self) -> str:
        with as_the_operation_says():
            return checked_name(self.cleaned_data["name"], field="name")

    def clean_expires_at(self) -> datetime | None:
        """Return the moment. The page shows minutes only, so an end that is still the same keeps its seconds."""
        moment: datetime | None = self.cleaned_data["expires_at"]
        before: datetime | None = self.initial.get("expires_at")
        if before and moment == before.replace(second=0, microsecond=0):
            return before
        with as_the_operation_says():
            api_keys.check_is_ahead(moment)
        return moment

    def clean_allowed_addresses(self) -> list[str]:
        with as_the_operation_says():
            return api_keys.checked_addresses(self.cleaned_data["allowed_addresses"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for question, field in (("breadth", "scopes"), ("reach", "companies")):
            if cleaned.get(question) == CHOSEN and not cleaned.get(field) and field not in self.errors:
                self.add_error(field, f"Choose at least one {'scope' if field == 'scopes' else 'company'}.")
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """Return the operation's arguments, from valid input."""
        changes = {**self.cleaned_data}
        which, reach = changes.pop("breadth"), changes.pop("reach", ALL)
        chosen = {ALL: list(self.all_scopes), READ: reading(self.all_scopes), CHOSEN: changes["scopes"]}
        companies = changes.pop("companies", None)
        return changes | {"scopes": chosen[which], "company_ids": companies if reach == CHOSEN else None}

    def accesses(self) -> Iterator[Access]:
        yield from accesses(self.all_scopes, self["scopes"].value() or [])

    @staticmethod
    def initial_of(key: ApiKey, all_scopes: Sequence[str]) -> dict[str, Any]:
        return {
            "name": key.name,
            "role": key.role,
            "breadth": breadth(key, all_scopes),
            "scopes": key.scopes,
            "reach": ALL if key.company_ids is None else CHOSEN,
            "companies": [str(id) for id in key.company_ids or ()],
            "expires_at": key.expires_at,
            "allowed_addresses": key.allowed_addresses,
            "seen": key.updated_at.isoformat(),
        }


class RotateKeyForm(PageForm):
    overlap = forms.TypedChoiceField(
        label="How long does the old secret work?",
        coerce=lambda seconds: timedelta(seconds=int(seconds)),
        choices=[(str(seconds), words) for seconds, words in OVERLAPS.items()],
        initial=str(int(api_keys.DEFAULT_OVERLAP.total_seconds())),
        widget=forms.RadioSelect,
    )
