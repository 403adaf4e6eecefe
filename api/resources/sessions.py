"""The caller's own open sessions, at the API and at the pages."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from api.company import OrganizationViewSet
from api.fields import AllowedActions, MethodField
from api.mixins import DestroyMixin, ListMixin, RetrieveMixin
from api.serializers import ModelSerializer
from identity import operations, sign_ins
from identity.models import SignIn
from identity.tokens import Claims


class SessionSerializer(ModelSerializer):
    device = MethodField(help_text="The program or browser, in a few words.")
    is_current = MethodField(help_text="Whether this request belongs to the session.")
    allowed_actions = AllowedActions()

    class Meta:
        model = SignIn
        fields: ClassVar[list[str]] = [
            "id",
            "door",
            "device",
            "address",
            "is_current",
            "last_seen_at",
            "allowed_actions",
            "created_at",
        ]
        read_only_fields: ClassVar[list[str]] = fields

    def get_device(self, session: SignIn) -> str:
        return sign_ins.device(session.user_agent)

    def get_is_current(self, session: SignIn) -> bool:
        claims: Claims = self.context["request"].auth
        return session.id == claims.family_id


class SessionViewSet(ListMixin, RetrieveMixin, DestroyMixin, OrganizationViewSet):
    """Your open sessions, one per sign-in. DELETE ends a session and its access tokens."""

    queryset = SignIn.objects.all()
    noun = "session"
    serializer_class = SessionSerializer
    roles: ClassVar[dict[str, str]] = {"delete": "viewer"}

    def scoped(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return sign_ins.with_state(rows.filter(user=self.user)).filter(is_open=True)

    def perform_delete(self, session: SignIn) -> None:
        operations.end_session(session, by=self.user)
