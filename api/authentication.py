"""Who asks: bearer access tokens (RFC 6750)."""

from typing import ClassVar

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from api.errors import ApiError
from identity import tokens
from identity.errors import InvalidToken
from identity.models import User
from identity.tokens import Claims

CHALLENGE = 'Bearer realm="api"'


class TokenRefused(ApiError):
    status_code = 401
    code = InvalidToken.code
    message = InvalidToken.message
    auth_header: ClassVar[str] = f'{CHALLENGE}, error="invalid_token"'


class BearerAuthentication(BaseAuthentication):
    """Find the user of an access token with one query by primary key.

    The token says only who and which version; whether the user is active, and of which organization, is read each time.
    The organization is kept on Django's request, where the rate limits look for it.
    """

    def authenticate(self, request: Request) -> tuple[User, Claims] | None:
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            claims = tokens.read_access(token.strip())
        except InvalidToken as error:
            raise TokenRefused from error
        user = User.objects.select_related("organization").filter(id=claims.user_id).first()
        if user is None or not user.is_active or user.token_version != claims.version or user.organization is None:
            raise TokenRefused
        request._request.organization = user.organization  # type: ignore[attr-defined]
        return user, claims

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE
