"""Forbidden addresses are refused when a webhook is saved, and at the moment of connecting."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import aiohttp
import pytest
from aiohttp.resolver import ThreadedResolver

from tests.webhooks.jobs import job
from webhooks import addresses, sending
from webhooks.addresses import AddressNotAllowed, AddressRefused, check_url, refusal
from webhooks.jobs import Outcome

GOOD_URLS = [
    "https://example.com",
    "https://example.com/hooks?key=1&b=%20",
    "https://EXAMPLE.com/Hooks",
    "https://example.com:8443/hooks",
    "https://example.com:1024/",
    "https://xn--bcher-kva.example/hooks",
    "https://a-b.c--d.example.co.uk/",
    "https://93.184.215.14/hooks",
    "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/hooks",
    "https://1password.com/",
]

BAD_URLS = [
    # schemes and forms
    "", "example.com", "//example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/",
    "HTTP://example.com/", "https:/example.com", "https:example.com", "https://", "https:///hooks",
    "http://example.com/", "javascript:alert(1)", "https://example.com/#fragment", "https://example.com/a b",
    "https://example.com/\n", "https://example.com/\\@evil", "https://example.com\\@127.0.0.1/",
    " https://example.com/", "https://example.com/ü", "https://bücher.example/", "https://" + "a" * 64 + ".example/",
    "https://example.com/" + "a" * 2000,
    # user-info
    "https://user@example.com/", "https://user:password@example.com/", "https://example.com@127.0.0.1/",
    "https://127.0.0.1@example.com/", "https://@example.com/", "https://example.com:443@127.0.0.1/",
    # ports
    "https://example.com:80/", "https://example.com:22/", "https://example.com:1023/", "https://example.com:0/",
    "https://example.com:65536/", "https://example.com:99999/", "https://example.com:-1/",
    "https://example.com:4_43/", "https://example.com:/x:y@z/:",
    # names of local networks
    "https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://foo.localhost/",
    "https://printer.local/", "https://intranet/", "https://metadata.google.internal/", "https://db.internal/",
    "https://router.lan/", "https://nas.home.arpa/", "https://example.com./",
    # IPv4 literals
    "https://127.0.0.1/", "https://127.1.2.3/", "https://0.0.0.0/", "https://10.0.0.1/", "https://172.16.0.1/",
    "https://172.31.255.255/", "https://192.168.1.1/", "https://169.254.169.254/", "https://100.64.0.1/",
    "https://100.100.100.200/", "https://168.63.129.16/", "https://192.0.0.192/", "https://192.0.2.1/",
    "https://198.18.0.1/", "https://198.51.100.1/", "https://203.0.113.1/", "https://192.88.99.1/",
    "https://224.0.0.1/", "https://239.255.255.255/", "https://240.0.0.1/", "https://255.255.255.255/",
    # unusual notations of addresses such as 127.0.0.1
    "https://127.1/", "https://127.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/",
    "https://0177.0.0.1/", "https://017700000001/", "https://127.0.0.01/", "https://127.0.0.1./",
    "https://127.000.000.001/", "https://0/", "https://１２７.０.０.１/", "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/",
    "https://127.0.0.1%00.example.com/", "https://%31%32%37.0.0.1/", "https://example.com%2f@127.0.0.1/",
    "https://1.2.3.4.5/", "https://256.256.256.256/", "https://0x7f.1/", "https://foo.0x7f/",
    # IPv6, and IPv4 addresses inside it
    "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/", "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/", "https://[::ffff:169.254.169.254]/",
    "https://[::ffff:0:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[64:ff9b::169.254.169.254]/",
    "https://[64:ff9b:1::1]/", "https://[2002:7f00:1::]/", "https://[2002:a9fe:a9fe::1]/",
    "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "https://[2001:db8::1]/", "https://[2001:2::1]/",
    "https://[2001:10::1]/", "https://[3fff::1]/", "https://[fc00::1]/", "https://[fd00:ec2::254]/",
    "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[fe80::1%eth0]/", "https://[fec0::1]/",
    "https://[ff02::1]/", "https://[100::1]/", "https://[5f00::1]/", "https://[2606:2800:21f:cb07:0:5efe:7f00:1]/",
    "https://[2606:2800:21f:cb07:200:5efe:10.0.0.1]/", "https://[example.com]/", "https://[v1.fe80]/",
    "https://[::1/", "https://::1/",
]  # fmt: skip


@pytest.fixture
def production(settings: Any) -> None:
    settings.WEBHOOKS_ALLOW_HTTP_LOOPBACK = False


@pytest.mark.parametrize("url", GOOD_URLS)
def test_urls_of_the_internet_are_accepted(production: None, url: str) -> None:
    check_url(url)


@pytest.mark.parametrize("url", BAD_URLS)
def test_hostile_urls_are_refused_on_saving(production: None, url: str) -> None:
    with pytest.raises(AddressNotAllowed) as refused:
        check_url(url)
    assert refused.value.field == "url"


@pytest.mark.parametrize("url", BAD_URLS)
def test_hostile_urls_are_refused_on_saving_in_development_too(settings: Any, url: str) -> None:
    settings.WEBHOOKS_ALLOW_HTTP_LOOPBACK = True
    own = {
        "https://localhost/",
        "https://LOCALHOST/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[0:0:0:0:0:0:0:1]/",
    }
    if url in own:
        check_url(url)
        return
    with pytest.raises(AddressNotAllowed):
        check_url(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/hooks", "http://localhost:8000/", "http://[::1]:9999/"])
def test_http_to_this_machine_only_in_development(settings: Any, url: str) -> None:
    settings.WEBHOOKS_ALLOW_HTTP_LOOPBACK = True
    check_url(url)
    settings.WEBHOOKS_ALLOW_HTTP_LOOPBACK = False
    with pytest.raises(AddressNotAllowed):
        check_url(url)


def test_the_table_is_long_enough() -> None:
    assert len(set(BAD_URLS)) >= 100


HOSTILE_ADDRESSES = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.9.9", "192.168.0.1", "169.254.169.254",
    "100.64.1.1", "100.100.100.200", "168.63.129.16", "192.0.0.1", "192.0.2.9", "198.18.0.9", "198.51.100.9",
    "203.0.113.9", "192.88.99.9", "224.0.0.251", "240.0.0.9", "255.255.255.255", "192.31.196.1", "192.52.193.1",
    "192.175.48.1", "::1", "::", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::8.8.8.8",
    "64:ff9b:1::8.8.8.8", "2002:808:808::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2001:20::1",
    "3fff:fff::1", "fc00::1", "fdff::1", "fd00:ec2::254", "fe80::1", "fe80::1%lo", "fec0::1", "ff05::2", "100::1",
    "5f00::1", "4000::1", "1::1", "2620:4f:8000::1", "2a00:1450::5efe:7f00:1", "2a00:1450:1:1:200:5efe:a00:1",
]  # fmt: skip

GOOD_ADDRESSES = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.0.1",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "2001:4860:4860::8888",
    "2a00:1450:4001:80b::200e",
]


@pytest.mark.parametrize("text", HOSTILE_ADDRESSES)
def test_a_socket_for_a_hostile_address_is_never_opened(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(ip_address(text))
    monkeypatch.setattr(socket, "socket", lambda *arguments: pytest.fail("a socket was opened"))
    family = socket.AF_INET6 if ":" in text else socket.AF_INET
    with pytest.raises(AddressRefused):
        addresses.open_socket((family, socket.SOCK_STREAM, 6, "", (text, 443)))


@pytest.mark.parametrize("text", GOOD_ADDRESSES)
def test_addresses_of_the_internet_are_not_refused(text: str) -> None:
    assert refusal(ip_address(text)) is None
    opened = addresses.open_socket(
        (socket.AF_INET6 if ":" in text else socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, 443))
    )
    opened.close()


def test_other_families_are_refused() -> None:
    with pytest.raises(AddressRefused):
        addresses.open_socket((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", "/run/postgresql/.s.PGSQL.5432"))


class Canary:
    """Listen on loopback, IPv4 and IPv6, and count the connections."""

    def __init__(self) -> None:
        self.visits = 0
        self.listeners = [socket.create_server(("127.0.0.1", 0))]
        self.port: int = self.listeners[0].getsockname()[1]
        if socket.has_ipv6:
            self.listeners.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        for listener in self.listeners:
            threading.Thread(target=self._watch, args=(listener,), daemon=True).start()

    def _watch(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()

    def close(self) -> None:
        for listener in self.listeners:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    bird = Canary()
    yield bird
    bird.close()


def send(url: str) -> Outcome:
    async def run() -> Outcome:
        async with sending.sender() as sender:
            return await sender.send(job(url))

    return asyncio.run(run())


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "localhost",
    ],
)
def test_a_url_that_slipped_past_the_first_check_sends_no_packet(production: None, canary: Canary, host: str) -> None:
    outcome = send(f"https://{host}:{canary.port}/hooks")
    assert outcome.error in ("address_refused", "dns", "url"), outcome
    assert not outcome.succeeded
    assert canary.visits == 0


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["127.0.0.1", "93.184.215.14"], ["::1", "2606:4700:4700::1111"]],
)
def test_a_name_with_any_hostile_answer_is_refused(
    production: None, canary: Canary, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolve(self: Any, host: str, port: int = 0, family: int = 0) -> list[Any]:
        return [
            {"hostname": host, "host": one, "port": port, "family": 10 if ":" in one else 2, "proto": 6, "flags": 0}
            for one in answers
        ]

    monkeypatch.setattr(ThreadedResolver, "resolve", resolve)
    outcome = send(f"https://hooks.example.com:{canary.port}/")
    assert outcome.error == "address_refused"
    assert canary.visits == 0


def test_a_name_that_changes_after_the_check_is_refused_by_the_socket(
    production: None, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: even if the resolver's own check were passed, the address that is about to be used is looked at."""

    async def resolve(self: Any, host: str, port: int = 0, family: int = 0) -> list[Any]:
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": 2, "proto": 6, "flags": 0}]

    monkeypatch.setattr(sending.CheckedResolver, "resolve", resolve)
    outcome = send(f"https://hooks.example.com:{canary.port}/")
    assert outcome.error == "address_refused"
    assert canary.visits == 0


def test_proxies_of_the_environment_are_not_used(
    production: None, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
    assert send("https://127.0.0.2:8443/").error == "address_refused"
    assert canary.visits == 0


def test_the_session_for_this_machine_calls_nothing_else(settings: Any) -> None:
    settings.WEBHOOKS_ALLOW_HTTP_LOOPBACK = True
    with pytest.raises(AddressRefused):
        addresses.open_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80)), loopback=True)


def test_aiohttp_still_asks_our_factory_for_each_socket() -> None:
    """The check depends on this parameter, so a release of aiohttp without it must fail a test."""

    async def run() -> None:
        async with sending._session(loopback=False) as session:
            assert isinstance(session.connector, aiohttp.TCPConnector)
            assert session.connector._socket_factory.func is addresses.open_socket
            assert session.trust_env is False

    asyncio.run(run())
