"""Check that webhooks are sent to the public internet over https, and nowhere else.

There are two checks: of the URL when it is saved (`check_url`), and of the IP address that a socket is about to connect
to (`open_socket`), because a name can point to another address later, and HTTP clients do not resolve IP literals.

Sources: the IANA special-purpose registries of IPv4 and IPv6 (RFC 6890 and its updates), RFC 6052 (NAT64), RFC 3056
(6to4), RFC 4380 (Teredo), RFC 5214 (ISATAP), and the clouds' documentation of their metadata addresses.
"""

import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, ClassVar

from django.conf import settings
from yarl import URL

from accounting.errors import Invalid

MAX_URL_LENGTH = 2000
HTTPS_PORT, FIRST_HIGH_PORT, LAST_PORT = 443, 1024, 65535
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")

Address = IPv4Address | IPv6Address

REFUSED_V4 = {
    IPv4Network(network): reason
    for network, reason in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by carriers"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),  # Azure
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
}
GLOBAL_V6 = IPv6Network("2000::/3")
"""All IPv6 addresses of the internet. Every other is local, reserved, or contains an IPv4 address."""
DISGUISES_V6 = {
    IPv6Network("::ffff:0:0/96"): "IPv4-mapped",
    IPv6Network("::/96"): "IPv4-compatible or loopback",
    IPv6Network("64:ff9b::/96"): "NAT64",
    IPv6Network("64:ff9b:1::/48"): "NAT64",
    IPv6Network("fc00::/7"): "private",
    IPv6Network("fe80::/10"): "link-local",
    IPv6Network("ff00::/8"): "multicast",
}
REFUSED_V6 = {
    IPv6Network("2001::/32"): "Teredo",
    IPv6Network("2001::/23"): "reserved",
    IPv6Network("2001:db8::/32"): "documentation",
    IPv6Network("2002::/16"): "6to4",
    IPv6Network("2620:4f:8000::/48"): "reserved",
    IPv6Network("3fff::/20"): "documentation",
}
ISATAP = (0x00005EFE, 0x02005EFE)

LOCAL_SUFFIXES = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa", "onion")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)+(?![0-9]+$|0x[0-9a-f]*$){_LABEL}", re.IGNORECASE)
_URL = re.compile(
    r"(?P<scheme>(?i:https?))://(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?P<port>:[0-9]{1,5})?(?P<rest>[/?][!-~]*)?"
)


class AddressNotAllowed(Invalid):
    """Atlas does not call this URL. The message says why, for the person who typed it."""

    code: ClassVar[str] = "address_not_allowed"
    message: ClassVar[str] = "Atlas does not send webhooks to this address."


class AddressRefused(OSError):
    """The address that a socket was about to connect to is not an address of the internet."""


def check_url(url: str) -> None:
    """Raise AddressNotAllowed unless webhooks may be sent to `url`. DNS is not asked."""
    reason = _url_fault(url)
    if reason is not None:
        raise AddressNotAllowed(reason, field="url")


def _url_fault(url: str) -> str | None:
    if len(url) > MAX_URL_LENGTH:
        return f"A URL has at most {MAX_URL_LENGTH} characters."
    match = _URL.fullmatch(url)
    if match is None or "\\" in url or "#" in url:
        return (
            "Give a URL like https://example.com/hooks: no spaces, user names, fragments or characters outside ASCII."
        )
    host, scheme = match["host"].strip("[]"), match["scheme"].lower()
    loopback = settings.WEBHOOKS_ALLOW_HTTP_LOOPBACK and _canonical(host) in LOOPBACK_HOSTS
    if scheme == "http" and not loopback:
        return "The URL must begin with https://."
    port = int(match["port"][1:]) if match["port"] else {"https": HTTPS_PORT, "http": 80}[scheme]
    if not (port == HTTPS_PORT or FIRST_HIGH_PORT <= port <= LAST_PORT):
        return "The port must be 443 or above 1023."
    parsed = _parsed(url)
    if parsed is None or (parsed.scheme, parsed.raw_host, parsed.port) != (scheme, _canonical(host), port):
        return "Give the host in its plain form."  # the HTTP client would read this URL in another way
    return None if loopback else _host_fault(host, bracketed=match["host"].startswith("["))


def _parsed(url: str) -> URL | None:
    """Return the URL as the HTTP client reads it."""
    try:
        return URL(url)
    except ValueError:
        return None


def _canonical(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return host.lower()


def _host_fault(host: str, *, bracketed: bool) -> str | None:
    try:
        address = ip_address(host)
    except ValueError:
        if bracketed or not _NAME.fullmatch(host) or len(host) > 253:
            return "This is not the name of a host on the internet."
        if any(host.lower() == suffix or host.lower().endswith("." + suffix) for suffix in LOCAL_SUFFIXES):
            return "This is a name in a local network. Atlas cannot reach it."
        return None
    reason = refusal(address)
    return f"{address} is not an address of the internet ({reason})." if reason else None


def is_loopback_url(url: str) -> bool:
    """Return whether `url` leads to this machine and the settings allow that, as they do in development only."""
    return settings.WEBHOOKS_ALLOW_HTTP_LOOPBACK and URL(url).raw_host in LOOPBACK_HOSTS


def refusal(address: Address) -> str | None:
    """Return in a word or two why webhooks are not sent to `address`. For an address of the internet return None."""
    if isinstance(address, IPv4Address):
        return next((reason for network, reason in REFUSED_V4.items() if address in network), None)
    if address.scope_id is not None:
        return "scoped"
    if address not in GLOBAL_V6:
        return next((reason for network, reason in DISGUISES_V6.items() if address in network), "reserved")
    if (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
        return "ISATAP"
    return next((reason for network, reason in REFUSED_V6.items() if address in network), None)


def check_address(text: str, *, loopback: bool) -> None:
    """Raise AddressRefused for an IP address that is not one of the internet or, with `loopback`, of this machine."""
    address = ip_address(text)
    if loopback:
        if not address.is_loopback:
            raise AddressRefused(f"{address} is not this machine")
        return
    reason = refusal(address)
    if reason is not None:
        raise AddressRefused(f"{address} is not an address of the internet ({reason})")


def open_socket(info: tuple[Any, ...], *, loopback: bool = False) -> socket.socket:
    """Open a socket for (family, type, protocol, name, (address, port, …)), after the last check of the address.

    With `loopback` only addresses of this machine are allowed. Raises AddressRefused.
    """
    family, kind, protocol, _, address = info
    if family not in (socket.AF_INET, socket.AF_INET6):
        raise AddressRefused("only IPv4 and IPv6 are called")
    check_address(address[0], loopback=loopback)
    return socket.socket(family, kind, protocol)
