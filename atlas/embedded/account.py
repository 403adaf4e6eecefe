"""Choose the user who runs the servers when we are root, because PostgreSQL refuses to run as root."""

import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from atlas.embedded.wheels import postgres_binary
from atlas.processes import LaunchError, find_setpriv

# Bit numbers of capabilities(7) and their names in setpriv, the preferred one first.
SEARCH_CAPABILITIES = ((2, "dac_read_search"), (1, "dac_override"))


@dataclass(frozen=True)
class Account:
    """An ordinary user, and the arguments that make setpriv(1) start a process as that user."""

    uid: int
    gid: int
    privileges: tuple[str, ...]


def choose(home: Path) -> Account:
    """Choose the owner of `home` if that is an ordinary user, else `nobody`.

    If that user cannot enter the home or the virtual environment (for example below /root), it keeps the one capability
    that allows it. Raises LaunchError if that is not possible.
    """
    setpriv = find_setpriv()
    if setpriv is None:
        raise LaunchError("PostgreSQL refuses to run as root: install util-linux's setpriv, or start as another user.")
    user = ordinary_owner(home) or pwd.getpwnam("nobody")
    privileges = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    postgres = postgres_binary("postgres")

    def may_enter() -> bool:
        probe = ["sh", "-c", 'cd "$1" && exec "$0" --version', str(postgres), str(home)]
        return not subprocess.run([setpriv, *privileges, "--", *probe], check=False, capture_output=True).returncode

    if not may_enter():
        capability = held_search_capability()
        # Without this bit, access(2), with which initdb looks for postgres, ignores an ordinary user's capabilities.
        privileges += ["--securebits=+no_setuid_fixup"]
        privileges += [f"--inh-caps=-all,+{capability}", f"--ambient-caps=-all,+{capability}"]
        if not capability or not may_enter():
            raise LaunchError(
                f"PostgreSQL refuses to run as root, and {user.pw_name} cannot enter {home} or {postgres.parent}: "
                "use directories that everybody may enter."
            )
    return Account(user.pw_uid, user.pw_gid, tuple(privileges))


def ordinary_owner(path: Path) -> pwd.struct_passwd | None:
    """Return the owner of `path`, or None for root and for a user without a passwd entry, as in many containers."""
    try:
        owner = pwd.getpwuid(path.stat().st_uid)
    except KeyError:
        return None
    return owner if owner.pw_uid != 0 else None


def held_search_capability() -> str | None:
    """Return the smallest of our capabilities that lets a process enter every directory, by setpriv's name, or None."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    held = int(next(line for line in status.splitlines() if line.startswith("CapEff:")).split()[1], base=16)
    return next((name for bit, name in SEARCH_CAPABILITIES if held & (1 << bit)), None)
