"""The rate limits of the API by tier (docs/design/api.md), and the limiter."""

from functools import cache

from django.conf import settings

from foundation.limiter import Limit, Limiter
from identity.models import Tier

LIMITS = {
    Tier.STANDARD: Limit(per_minute=60, burst=10),
    Tier.PROFESSIONAL: Limit(per_minute=300, burst=50),
    Tier.ENTERPRISE: Limit(per_minute=1000, burst=100),
}


@cache
def limiter() -> Limiter:
    """Return the limiter of this process."""
    return Limiter(settings.REDIS_URL)
