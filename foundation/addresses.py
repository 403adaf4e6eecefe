"""Find the client address of a request, which rate limits and the slow-down of guessing count by."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings

UNKNOWN = "unknown"
MAX_KNOWN = 4_096
"""How many texts of addresses a process remembers the meaning of. A client sends many requests from one."""
IPV6_PREFIX = 64
"""A customer of a provider has at least a /64 (RFC 6177) and can change addresses within it, so we count the /64."""


def client_address(meta: Mapping[str, Any]) -> str:
    """Return the client of a WSGI environment: an IPv4 address, an IPv6 network, or `unknown`.

    `X-Forwarded-For` is believed only as far as our own proxies wrote it: each of the `TRUSTED_PROXIES` appended one
    entry, so the client is that many entries from the right. Entries further left come from the client and are ignored.
    """
    proxies: int = settings.TRUSTED_PROXIES
    forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if proxies and len(forwarded) >= proxies:
        address = _parse(forwarded[-proxies])
        if address is not None:
            return _counted(address)
    address = _parse(str(meta.get("REMOTE_ADDR", "")))
    return UNKNOWN if address is None else _counted(address)


@lru_cache(MAX_KNOWN)
def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address, with or without a port: `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711`."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return ip_address(text)
    except ValueError:
        return None


def _counted(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), IPV6_PREFIX), strict=False))
