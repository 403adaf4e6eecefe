"""Rate limits by subscription tier (docs/design/api.md), and their headers on every response under /api/.

REST framework calls the three throttles, and the one of the caller's tier decides. For requests that fail before that
(an invalid token, a wrong path, a body too large) `apply_headers` decides at the end, so that they count like any other
request.
"""

from typing import TYPE_CHECKING, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from api.failures import PLAIN
from api.rendering import add_headers
from foundation.addresses import client_address
from foundation.counting import uncounted_at_worst
from foundation.limiter import Limit, Verdict, looked_at
from identity.models import Tier
from identity.rate_limits import LIMITS, limiter

if TYPE_CHECKING:  # rest_framework.views imports this module, as its DEFAULT_THROTTLE_CLASSES
    from rest_framework.views import APIView

BULK_ITEMS = 10
"""How many things written by one request count as one request: they cost about a tenth of separate requests (decision
8)."""
REFUSALS = Counter("atlas_rate_limit_refusals", "Requests answered with 429 for their rate, by tier.", ["tier"])


_TIERS = {tier.value: tier for tier in Tier}


class TierThrottle(BaseThrottle):
    """Decide about the requests of one tier, and accept those of other tiers, which have their own throttle."""

    tier: ClassVar[Tier]

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if tier_of(request._request) != self.tier:
            return True
        self.verdict = judge(request._request, count=getattr(view, "cost", 1))
        return self.verdict.allowed

    def wait(self) -> float:
        return self.verdict.retry_after


class StandardThrottle(TierThrottle):
    """60 requests per minute, 10 per second. Also for callers who are not signed in, per address."""

    tier = Tier.STANDARD


class ProfessionalThrottle(TierThrottle):
    """300 requests per minute, 50 per second."""

    tier = Tier.PROFESSIONAL


class EnterpriseThrottle(TierThrottle):
    """1000 requests per minute, 100 per second."""

    tier = Tier.ENTERPRISE


class Uncounted(BaseThrottle):
    """Show the state of the limit, but count and refuse nothing, for health checks."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        request._request.rate_verdict = looked_at(look(request._request))  # type: ignore[attr-defined]
        return True


def tier_of(request: HttpRequest) -> Tier:
    """Return the tier of the organization that `BearerAuthentication` found, or Standard."""
    organization = getattr(request, "organization", None)
    return Tier.STANDARD if organization is None else _TIERS[organization.tier]


def limit_of(request: HttpRequest) -> Limit:
    return LIMITS[tier_of(request)]


def cost_of(items: int) -> int:
    """Return how many requests a write of `items` things counts as."""
    return max(1, -(-items // BULK_ITEMS))


def most_items(request: HttpRequest) -> int:
    """Return how many things one request of this caller can write, so that it fits into the burst of their tier."""
    return BULK_ITEMS * limit_of(request).burst


def look(request: HttpRequest, *, count: int = 0) -> Verdict:
    """Decide whether `count` more requests (0: one) of this organization, or else address, are accepted, and count
    them."""
    organization = getattr(request, "organization", None)
    subject = f"address:{client_address(request.META)}" if organization is None else f"organization:{organization.id}"
    return limiter().judge(subject, limit_of(request), count=count)


def judge(request: HttpRequest, *, count: int = 1) -> Verdict:
    """Count a request, and keep the verdict for `apply_headers`. A batch counts by the number of its items."""
    request.rate_verdict = verdict = look(request, count=count)  # type: ignore[attr-defined]
    if not verdict.allowed:
        with uncounted_at_worst():
            REFUSALS.labels(tier_of(request).value).inc()
    return verdict


def apply_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the response with the headers of the limit, or a 429 if the request is counted only now and refused."""
    verdict: Verdict | None = getattr(request, "rate_verdict", None)
    if verdict is None:
        verdict = judge(request)
        if not verdict.allowed:
            response = PLAIN[429].as_response(request)
    add_headers(
        response,
        {
            "X-RateLimit-Limit": str(verdict.limit),
            "X-RateLimit-Remaining": str(verdict.remaining),
            "X-RateLimit-Reset": str(verdict.reset_at),
        },
    )
    if not verdict.allowed:
        response["Retry-After"] = str(verdict.retry_after)
    return response
