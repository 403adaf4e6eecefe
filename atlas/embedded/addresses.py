"""The addresses of a home's servers. They are fixed, so that every command finds them while `manage.py up` runs."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

OWNER_ROLE = "atlas_owner"
APPLICATION_ROLE = "atlas_app"
DATABASE = "atlas"
PORT = 5432  # only part of the socket's name, but PGPORT in the environment must not change it


@dataclass(frozen=True)
class Urls:
    """The URLs of the database for the application and for the schema's owner, and of Valkey."""

    database_url: str
    owner_url: str
    redis_url: str


def urls(home: Path) -> Urls:
    """Return the addresses of the servers of `home`, whether they run or not."""
    run = home.absolute() / "run"
    host = quote(str(run), safe="")
    return Urls(
        database_url=f"postgresql://{APPLICATION_ROLE}@{host}:{PORT}/{DATABASE}",
        owner_url=f"postgresql://{OWNER_ROLE}@{host}:{PORT}/{DATABASE}",
        redis_url=f"unix://{quote(str(run / 'valkey.sock'))}?db=0",
    )
