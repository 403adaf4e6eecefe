"""The client address of a request: a client must not be able to choose it."""

import pytest
from pytest_django import Settings

from foundation.addresses import client_address

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "expected"),
    [
        (0, None, "192.0.2.1", "192.0.2.1"),
        (0, "1.1.1.1", "192.0.2.1", "192.0.2.1"),
        (1, None, PROXY, PROXY),
        (1, "192.0.2.1", PROXY, "192.0.2.1"),
        (1, "1.1.1.1, 192.0.2.1", PROXY, "192.0.2.1"),
        (1, "1.1.1.1,2.2.2.2,  192.0.2.1 ", PROXY, "192.0.2.1"),
        (2, "1.1.1.1, 192.0.2.1, 10.0.0.2", PROXY, "192.0.2.1"),
        (2, "192.0.2.1", PROXY, PROXY),
        (1, "192.0.2.1:4711", PROXY, "192.0.2.1"),
        (1, "[2001:db8:1:2::9]:4711", PROXY, "2001:db8:1:2::/64"),
        (1, "unknown", PROXY, PROXY),
        (1, "1.1.1.1, ", PROXY, PROXY),
        (1, "192.0.2.1'; DROP TABLE", PROXY, PROXY),
        (0, None, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (0, None, "::ffff:192.0.2.1", "192.0.2.1"),
        (0, None, "", "unknown"),
        (0, None, "unix:", "unknown"),
    ],
)
def test_the_client_is_the_one_that_our_proxies_saw(
    settings: Settings, proxies: int, forwarded: str | None, remote: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    meta = {"REMOTE_ADDR": remote} | ({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})
    assert client_address(meta) == expected
