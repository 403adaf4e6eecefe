"""The users of the caller's organization: for its admins."""

from typing import Any, ClassVar

from django.db.models import Model
from rest_framework.request import Request

from api import filters, query
from api.actions import post_action
from api.company import OrganizationViewSet
from api.errors import InvalidBody
from api.fields import AllowedActions, CharField, ChoiceField
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.parts import Part
from api.resources.auth import PasswordField
from api.serializers import ModelSerializer
from foundation.models import MAX_NAME_LENGTH
from identity import daily_limits, invitations, operations
from identity.models import Role, User, UserStatus


class UserSerializer(ModelSerializer):
    status = ChoiceField(
        choices=UserStatus.choices,
        read_only=True,
        help_text="`invited` until the invitation is accepted; `inactive` while `is_active` is false.",
    )
    allowed_actions = AllowedActions()

    class Meta:
        model = User
        fields: ClassVar[list[str]] = [
            "id",
            "email",
            "full_name",
            "role",
            "is_active",
            "status",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["email"]


class NewUser(UserSerializer):
    full_name = CharField(
        max_length=MAX_NAME_LENGTH,
        required=False,
        help_text="Required with a password. Invited users can choose it themselves.",
    )
    password = PasswordField(
        required=False,
        help_text="Without a password, the user is invited by e-mail to choose one. The link is valid for 7 days.",
    )

    class Meta(UserSerializer.Meta):
        fields: ClassVar[list[str]] = [*UserSerializer.Meta.fields, "password"]
        read_only_fields: ClassVar[list[str]] = ["is_active"]


class UserFilter(filters.FilterSet):
    role = filters.ChoiceFilter(choices=Role)
    is_active = filters.BooleanFilter()
    search = filters.SearchFilter(["email", "full_name"])

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []


class UserViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, OrganizationViewSet):
    """The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good."""

    queryset = User.objects.filter(removed_at=None, acts_for=None)
    serializer_class = UserSerializer
    filterset_class = UserFilter
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "email": "email",
        "full_name": "full_name",
    }
    roles: ClassVar[dict[str, str]] = dict.fromkeys(
        ["list", "retrieve", "create", "update", "delete", "invite"], "admin"
    )

    def get_serializer_class(self) -> type[ModelSerializer]:
        return NewUser if self.action == "create" else UserSerializer

    def check_throttles(self, request: Request) -> None:
        """Count a request to add a user with a password even if it fails, because the answer shows whether the address
        has an account. API keys cannot add users.

        The answer to a dry run does not show it (docs/decisions/0016), and invitations are counted when they are made.
        """
        super().check_throttles(request)
        is_admin = request.user is not None and self.user.is_organization_admin
        if self.action == "create" and is_admin and self.user.api_key is None:
            data = self.request_data()
            if isinstance(data, dict) and "password" in data and not query.flag(request, "dry_run"):
                daily_limits.new_user(self.organization.id)

    def perform_create(self, data: dict[str, Any]) -> User:
        if "password" not in data:
            return invitations.invite(by=self.user, **data)
        if isinstance(self.request._request, Part):
            message = "In a batch, invite users: leave the password out. To set a password, send a separate request."
            raise InvalidBody(message, field="password")
        return operations.create_user(by=self.user, is_trial=self.is_dry_run, **{"full_name": "", **data})

    def reload(self, row: Model) -> Any:
        """Return the written row, or for a dry run the row as it would have been written."""
        return row if self.action == "create" and self.is_dry_run else super().reload(row)

    def perform_update(self, user: User, data: dict[str, Any]) -> User:
        return operations.update_user(user, by=self.user, **data)

    def perform_delete(self, user: User) -> None:
        operations.remove_user(user, by=self.user)

    @post_action
    def invite(self, user: User, data: dict[str, Any]) -> User:
        """Send an invitation again with a new link; the old one ends. Once per minute and six times per day (429)."""
        return invitations.invite_again(user, by=self.user)

    def possible_actions(self, user: User) -> tuple[str, ...]:
        return ("update", "delete", "invite") if user.status == UserStatus.INVITED else ("update", "delete")
