"""API keys over HTTP, for admins of the organization: what programs sign in with."""

from datetime import timedelta
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from accounting.errors import NotFoundHere
from accounting.models import Company
from api import concurrency, fields, filters, scopes
from api.actions import post_action
from api.company import OrganizationViewSet
from api.mixins import CreateMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.rendering import dumps
from api.serializers import ModelSerializer, Serializer
from foundation.models import MAX_ADDRESS_LENGTH
from identity import api_keys
from identity.models import MAX_SCOPE_LENGTH, ApiKey

MAX_COMPANIES = 100


class ScopeField(fields.CharField):
    """A scope, such as `invoices:read`. Which there are follows from the routes (api/scopes.py)."""

    default_error_messages: ClassVar[dict[str, Any]] = {"unknown": "“{scope}” is not a scope such as invoices:read."}

    def to_internal_value(self, data: str) -> str:
        if data not in scopes.all_scopes():
            self.fail("unknown", scope=data)
        return data


class ApiKeySerializer(ModelSerializer):
    scopes = fields.ListField(
        child=ScopeField(max_length=MAX_SCOPE_LENGTH),
        allow_empty=False,
        help_text="What the key may read and write. Anything else is 403 `scope_missing`.",
    )
    companies = fields.ListField(
        source="company_ids",
        child=fields.IdField(),
        allow_null=True,
        allow_empty=False,
        required=False,
        max_length=MAX_COMPANIES,
        help_text="The companies that the key has access to; null for all, later ones included.",
    )
    allowed_addresses = fields.ListField(
        child=fields.CharField(max_length=MAX_ADDRESS_LENGTH),
        required=False,
        max_length=api_keys.MAX_ADDRESSES,
        help_text="The addresses or networks that the key can be used from, such as `192.0.2.0/24`; empty for any. "
        "Networks of IPv6 have a prefix of 64 at most.",
    )
    expires_at = fields.MomentField(required=False, allow_null=True, help_text="When the key ends; null for never.")
    status = fields.ChoiceField(
        choices=["active", "suspended", "expired", "revoked"],
        read_only=True,
        help_text="`suspended`: the person who made the key is suspended, and the key with them.",
    )
    user_id = fields.IdField(read_only=True, help_text="The user that `created_by` and the audit trail name.")
    created_by_id = fields.IdField(
        source="user.acts_for_id",
        read_only=True,
        help_text="The person who made the key. It is revoked when they are removed.",
    )
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = ApiKey
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "role",
            "companies",
            "scopes",
            "allowed_addresses",
            "expires_at",
            "status",
            "ending",
            "user_id",
            "created_by_id",
            "previous_expires_at",
            "revoked_at",
            "last_used_at",
            "last_used_address",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = [
            "ending",
            "previous_expires_at",
            "revoked_at",
            "last_used_at",
            "last_used_address",
        ]


class NewApiKey(ApiKeySerializer):
    secret = fields.CharField(
        read_only=True, help_text="Send it as `Authorization: Bearer …`. Only the response to this request shows it."
    )

    class Meta(ApiKeySerializer.Meta):
        fields: ClassVar[list[str]] = [*ApiKeySerializer.Meta.fields, "secret"]


class RotateKey(Serializer):
    overlap_seconds = fields.IntegerField(
        required=False,
        min_value=0,
        max_value=int(api_keys.MAX_OVERLAP.total_seconds()),
        help_text="How long the old secret works beside the new one. Default: one day.",
    )


class ApiKeyFilter(filters.FilterSet):
    search = filters.SearchFilter(["name"])

    class Meta:
        model = ApiKey
        fields: ClassVar[list[str]] = []


class ApiKeyViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, OrganizationViewSet):
    """The API keys of the organization. Only the responses to create and rotate show the secret."""

    noun = "API key"
    queryset = ApiKey.objects.select_related("user__acts_for")
    serializer_class = ApiKeySerializer
    filterset_class = ApiKeyFilter
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at", "updated_at": "updated_at", "name": "name"}
    roles: ClassVar[dict[str, str]] = dict.fromkeys(
        ["list", "retrieve", "create", "update", "rotate", "revoke"], "admin"
    )

    def get_serializer_class(self) -> type[ModelSerializer]:
        return NewApiKey if self.action == "create" else ApiKeySerializer

    def create(self, request: Request, **kwargs: Any) -> Response:
        """Make a key that acts for you, within its role and scopes."""
        data = self.validated_data(NewApiKey)
        self._find_companies(data)
        made = api_keys.create(by=self.user, **data)
        return self._with_secret(made, 201, {"Location": f"{request.path}/{made.key.pk}"})

    def perform_update(self, key: ApiKey, data: dict[str, Any]) -> ApiKey:
        self._find_companies(data)
        return api_keys.update(key, by=self.user, **data)

    @post_action(body=RotateKey, response=NewApiKey)
    def rotate(self, key: ApiKey, data: dict[str, Any]) -> Response:
        """Give a key a new secret. The old one goes on working for a day, or as long as you say."""
        overlap = timedelta(seconds=data.get("overlap_seconds", api_keys.DEFAULT_OVERLAP.total_seconds()))
        return self._with_secret(api_keys.rotate(key, by=self.user, overlap=overlap))

    @post_action
    def revoke(self, key: ApiKey, data: dict[str, Any]) -> ApiKey:
        """End a key at once and for good."""
        return api_keys.revoke(key, by=self.user)

    def possible_actions(self, key: ApiKey) -> tuple[str, ...]:
        return () if key.revoked_at is not None else ("update", "rotate", "revoke")

    def _find_companies(self, data: dict[str, Any]) -> None:
        """Check that the companies of a key are of the organization. Raises NotFoundHere."""
        ids = data.get("company_ids") or ()
        known = set(Company.objects.filter(organization=self.organization, id__in=ids).values_list("id", flat=True))
        for position, id in enumerate(ids):
            if id not in known:
                raise NotFoundHere(f"There is no such company: {id}.", field=f"companies[{position}]")

    def _with_secret(
        self, made: api_keys.WithSecret, status: int = 200, headers: dict[str, str] | None = None
    ) -> Response:
        shown = self.serialize(ApiKeySerializer, self.reload(made.key))
        tag = concurrency.etag(dumps(shown))  # as for a GET, which never shows the secret
        shown["secret"] = made.secret
        return Response(shown, status, headers={"ETag": tag, **(headers or {})})
