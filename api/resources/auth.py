"""Sign-in, sign-out, and the caller's own profile (docs/design/api.md, "Signing in")."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from accounting.ledger import access
from accounting.models import CompanyRole
from api import concurrency
from api.errors import PreconditionFailed
from api.fields import CharField, ChoiceField, EmailField, IdField, IntegerField
from api.rendering import dumps
from api.serializers import Serializer
from api.views import WRITES, ApiView, PublicView
from foundation import audit
from foundation.models import MAX_EMAIL_LENGTH, MAX_NAME_LENGTH
from identity import operations
from identity.beside import Beside
from identity.checks import MAX_PASSWORD_LENGTH
from identity.models import Role, User
from identity.second_factor import MAX_CODE_LENGTH
from identity.tokens import MAX_TOKEN_LENGTH


class PasswordField(CharField):
    """A password, kept exactly as it is typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, max_length=MAX_PASSWORD_LENGTH, write_only=True, **kwargs)

    def to_internal_value(self, data: str) -> str:
        return data


class Credentials(Serializer):
    email = CharField(max_length=MAX_EMAIL_LENGTH)
    password = PasswordField()
    otp = CharField(
        max_length=MAX_CODE_LENGTH,
        required=False,
        help_text="A code from your authenticator app, or a recovery code. Required if you have set up an app.",
    )


class RefreshTokenBody(Serializer):
    refresh_token = CharField(max_length=MAX_TOKEN_LENGTH)


class PasswordChange(Serializer):
    current_password = PasswordField()
    new_password = PasswordField()


class TokenPair(Serializer):
    access_token = CharField()
    refresh_token = CharField(help_text="It can be used once.")
    token_type = CharField(help_text="`bearer`")
    expires_in = IntegerField(help_text="Seconds until the access token expires.")


class NewTokens(Serializer):
    tokens = TokenPair()


class UserSummary(Serializer):
    id = IdField()
    email = EmailField()
    full_name = CharField()
    role = ChoiceField(choices=Role.choices)


class SignedIn(Serializer):
    tokens = TokenPair()
    user = UserSummary()


class OrganizationSummary(Serializer):
    id = IdField()
    name = CharField()


class CompanySummary(Serializer):
    id = IdField()
    name = CharField()
    role = ChoiceField(choices=CompanyRole.choices, help_text="Your role in this company.")


class Profile(UserSummary):
    organization = OrganizationSummary()
    companies = CompanySummary(many=True)


class ProfileChanges(Serializer):
    full_name = CharField(max_length=MAX_NAME_LENGTH)


def _client(request: Request) -> dict[str, Any]:
    return {**audit.origin(request._request), "user_agent": request.headers.get("User-Agent", "")}


class LoginView(PublicView):
    @extend_schema(operation_id="login", tags=["auth"], request=Credentials, responses={200: SignedIn})
    def post(self, request: Request) -> HttpResponseBase:
        """Sign in with e-mail address and password. Repeated failures are slowed down (429).

        If you have set up an authenticator app, send its current code as `otp`. Without it, the right password gets a
        401 with the code `otp_required`.
        """
        signed_in = operations.sign_in(**self.validated_data(Credentials), **_client(request))
        return self.to_response(signed_in, SignedIn)


class RefreshView(PublicView):
    @extend_schema(operation_id="refresh", tags=["auth"], request=RefreshTokenBody, responses={200: NewTokens})
    def post(self, request: Request) -> HttpResponseBase:
        """Exchange a refresh token for a new pair of tokens.

        A token that is used again is refused (401). If that is more than 10 seconds later, its session ends.
        """
        return self.to_response(
            {"tokens": operations.rotate(**self.validated_data(RefreshTokenBody), **audit.origin(request._request))},
            NewTokens,
        )


class LogoutView(PublicView):
    @extend_schema(operation_id="logout", tags=["auth"], request=RefreshTokenBody, responses={204: None})
    def post(self, request: Request) -> HttpResponseBase:
        """End the session that a refresh token belongs to."""
        operations.sign_out(**self.validated_data(RefreshTokenBody), **audit.origin(request._request))
        return self.to_response(None)


class ChangePasswordView(ApiView):
    """It runs outside a transaction, because a wrong password must count, and stores no response for an
    `Idempotency-Key`."""

    is_repeatable = False

    def transaction(self) -> AbstractContextManager[None]:
        return nullcontext()

    @extend_schema(operation_id="change_password", tags=["auth"], request=PasswordChange, responses={200: NewTokens})
    def post(self, request: Request) -> HttpResponseBase:
        """Set a new password. This ends all sessions of the user; the response has tokens for a new one."""
        renewed = operations.change_password(by=self.user, **self.validated_data(PasswordChange), **_client(request))
        return self.to_response({"tokens": renewed}, NewTokens)


class MeView(ApiView):
    has_entity_tag = True

    def question(self) -> Beside:
        return access.asked()

    def transaction(self) -> AbstractContextManager[None]:
        """Return none for a read, which shows only what the sign-in has found."""
        return super().transaction() if self.request.method in WRITES else nullcontext()

    @extend_schema(operation_id="me", tags=["auth"], responses={200: Profile})
    def get(self, request: Request) -> HttpResponseBase:
        """Show your profile and the companies that you have access to."""
        return self.profile()

    @extend_schema(operation_id="update_me", tags=["auth"], request=ProfileChanges, responses={200: Profile})
    def patch(self, request: Request) -> HttpResponseBase:
        """Change your name."""
        expected = concurrency.if_match(request)
        if expected is not None:
            locked = User.objects.select_for_update(of=("self",))
            self.user.refresh_from_db(fields=["email", "full_name", "role"], from_queryset=locked)
            if not concurrency.matches(expected, concurrency.etag(self.to_json())):
                raise PreconditionFailed
        data = self.validated_data(ProfileChanges, instance=self.user, partial=True)
        if data:
            operations.update_profile(by=self.user, **data)
        return self.profile()

    def profile(self) -> HttpResponseBase:
        return concurrency.tagged(self.request, self.to_json())

    def to_json(self) -> bytes:
        profile = {
            **self.serialize(UserSummary, self.user),
            "organization": self.organization,
            "companies": self.companies,
        }
        return dumps(self.serialize(Profile, profile))
