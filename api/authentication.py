"""Authenticate requests by bearer access tokens and API keys (RFC 6750)."""

from typing import Any, ClassVar

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from accounting.ledger import access
from api.errors import ApiError
from api.parts import Part
from foundation.addresses import client_address
from identity import api_keys, tokens
from identity.errors import InvalidToken, TokenRevoked
from identity.models import ApiKey, User
from identity.tokens import Claims

CHALLENGE = 'Bearer realm="api"'


class TokenRefused(ApiError):
    """The `code` says whether the token is not one of ours, has expired, or was revoked."""

    status_code = 401
    code = InvalidToken.code
    message = InvalidToken.message
    auth_header: ClassVar[str] = f'{CHALLENGE}, error="invalid_token"'

    def __init__(self, refusal: InvalidToken) -> None:
        super().__init__(str(refusal))
        self.code = refusal.code  # type: ignore[misc]  # other errors have a constant


class BearerAuthentication(BaseAuthentication):
    """Find the user of an access token, and the companies that the view asks for, with one query.

    The token contains only the user, the version and the family. Each request reads whether the user is active, whether
    the family has ended, and the organization. The organization is stored on Django's request for the rate limits.
    """

    def authenticate(self, request: Request) -> tuple[User, Claims | ApiKey] | None:
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        part = request._request
        if isinstance(part, Part) and part.key_holder is not None:
            return part.key_holder
        try:
            user, proof = self.recognize(token.strip(), request)
            if user.organization is None:
                raise TokenRevoked
        except InvalidToken as error:
            raise TokenRefused(error) from error
        request._request.organization = user.organization  # type: ignore[attr-defined]
        return user, proof

    def recognize(self, token: str, request: Request) -> tuple[User, Claims | ApiKey]:
        """Return the user of a token or key, and what proves it. The view gets the companies that it asks for."""
        view: Any = (request.parser_context or {})["view"]
        question = view.question()
        proof: Claims | ApiKey
        if token.startswith(api_keys.PREFIX):
            user = api_keys.holder(token, address=client_address(request.META), beside=question)
            assert user.api_key is not None
            proof = user.api_key
        else:
            proof = tokens.read_access(token)
            user = tokens.holder(proof, question)
        if question is not None:
            view.companies = access.answered(user, question)
        return user, proof

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE
