"""Who is signed in: a file that only its owner can read, or the environment."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from atlas_accounting import Atlas, Tokens
from atlas_accounting._client import BASE_URL
from atlas_accounting.errors import AtlasError

try:
    import fcntl
except ImportError:  # Windows: the tokens are read again, but nobody waits
    fcntl = None  # type: ignore[assignment]

SIGN_IN_FIRST = "You are not signed in. Run `atlas login`, or set ATLAS_API_KEY."


class NotSignedIn(AtlasError):
    """There are no credentials, or they cannot be used."""


@dataclass(frozen=True)
class Credentials:
    """What `atlas login` keeps: an API key, or the tokens of a person; where, and in which company."""

    base_url: str
    api_key: str | None = field(default=None, repr=False)
    access_token: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    company_id: str | None = None


def path() -> Path:
    """Return the file: ATLAS_CREDENTIALS, or atlas/credentials.json below XDG_CONFIG_HOME (~/.config)."""
    given = os.environ.get("ATLAS_CREDENTIALS")
    if given:
        return Path(given)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "atlas" / "credentials.json"


def save(credentials: Credentials) -> Path:
    """Write the file as a whole, readable by its owner alone from the first moment."""
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".credentials")  # made with mode 0600
    try:
        with os.fdopen(handle, "w") as opened:
            json.dump({key: value for key, value in asdict(credentials).items() if value is not None}, opened)
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return file


def load() -> Credentials | None:
    """Return what is kept; None if nobody is signed in. A file that others can read is refused."""
    file = path()
    try:
        mode = file.stat().st_mode
    except FileNotFoundError:
        return None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise NotSignedIn(f"Others can read {file}, which has a secret. Run: chmod 600 {file}")
    try:
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return Credentials(**{key: str(value) for key, value in data.items()})
    except (ValueError, TypeError, AttributeError) as error:  # no JSON, other members, or no object
        raise NotSignedIn(f"{file} cannot be read. Run `atlas login` again.") from error


def forget() -> None:
    path().unlink(missing_ok=True)


def current(base_url: str | None = None) -> Credentials:
    """Return the credentials to use. Those of the environment come before those of the file."""
    kept = None if os.environ.get("ATLAS_API_KEY") else load()
    address = base_url or os.environ.get("ATLAS_BASE_URL") or (kept.base_url if kept else BASE_URL)
    company = os.environ.get("ATLAS_COMPANY_ID") or (kept.company_id if kept else None)
    key = os.environ.get("ATLAS_API_KEY") or (kept.api_key if kept else None)
    if kept and address.rstrip("/") != kept.base_url.rstrip("/"):
        raise NotSignedIn(
            f"You are signed in to {kept.base_url}, not to {address}. Run `atlas login --base-url {address}`."
        )
    found = replace(kept, company_id=company) if kept else Credentials(address, key, company_id=company)
    if not (found.api_key or found.access_token or found.refresh_token):
        raise NotSignedIn(SIGN_IN_FIRST)
    return found


def client(credentials: Credentials) -> Atlas:
    """Return a client. New tokens are kept, because a refresh token works once."""
    if credentials.api_key:
        return Atlas(api_key=credentials.api_key, base_url=credentials.base_url, company_id=credentials.company_id)

    def keep(tokens: Tokens) -> None:
        save(replace(credentials, access_token=tokens.access_token, refresh_token=tokens.refresh_token))

    made = Atlas(
        tokens=Tokens(credentials.access_token, credentials.refresh_token),
        on_tokens=keep,
        base_url=credentials.base_url,
        company_id=credentials.company_id,
    )
    made._settings.session.alone = lambda: alone(credentials)
    return made


@contextmanager
def alone(credentials: Credentials) -> Iterator[Tokens | None]:
    """Let one process at a time get new tokens, and give it those that the last one kept, as each works once."""
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.with_name(f".{file.name}.lock").open("a") as opened:
        if fcntl is not None:
            fcntl.flock(opened, fcntl.LOCK_EX)  # until the file is closed
        kept = load()
        is_ours = kept is not None and kept.base_url == credentials.base_url and kept.refresh_token is not None
        yield Tokens(kept.access_token, kept.refresh_token) if kept and is_ours else None
