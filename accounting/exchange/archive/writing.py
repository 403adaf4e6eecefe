"""Write an archive, row by row, in flat memory."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

import orjson
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from accounting.attachments.models import AttachmentContent
from accounting.exchange.archive import FORMAT
from accounting.exchange.archive.tables import Table, tables
from accounting.ledger.models import Company, LedgerHead
from foundation import guards
from identity.models import User

PEOPLE = User._meta.db_table
PEOPLE_COLUMNS = ("id", "full_name")
"""What the archive says of the users whom the books name: the hashes have their ids, and the books show their names."""
CHUNK = 1000
"""How many rows are read at once."""
FILES = AttachmentContent._meta.db_table
"""The table with the bytes of files. Its rows are read one by one."""
PACKING = 3
"""How hard gzip tries: 9 takes seven times as long for a sixth less."""
PLAIN = "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL bytea_output = 'hex'"


class Archive:
    """The archive of a company. Read it in a transaction that sees one moment (tenancy.AT_ONE_MOMENT)."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.head = LedgerHead.objects.get(company=company)
        self.sha256 = ""
        """The digest of the archive once it is read to its end."""

    @property
    def evidence(self) -> dict[str, Any]:
        """Return what the audit trail keeps, to recognize this archive later."""
        return {
            "sha256": self.sha256,
            "last_number": self.head.last_number,
            "last_hash": self.head.last_hash,
        }

    def __iter__(self) -> Iterator[bytes]:
        """Yield the archive in pieces."""
        digest, counts = hashlib.sha256(), dict[str, int]()
        for piece in self._pieces(counts):
            digest.update(piece)
            yield piece
        self.sha256 = digest.hexdigest()
        yield trailer(counts, self.sha256)

    def _pieces(self, counts: dict[str, int]) -> Iterator[bytes]:
        with connection.cursor() as cursor:
            cursor.execute(PLAIN)
        yield line(self._header())
        yield from self._rows(PEOPLE, PEOPLE_COLUMNS, self._people(), counts)
        for table in tables():
            yield from self._rows(table.name, table.columns, self._query(table), counts)

    def _header(self) -> dict[str, Any]:
        """Return what the first line says. The guards are those that kept the books until now."""
        found = guards.fingerprints(connection)
        return {
            "atlas_archive": FORMAT,
            "atlas_version": settings.VERSION,
            "taken_at": timezone.now(),
            "organization": self.company.organization.name,
            "company": {
                "id": self.company.id,
                "name": self.company.name,
                "base_currency": self.company.base_currency_id,
            },
            "last_number": self.head.last_number,
            "last_hash": self.head.last_hash,
            "last_event_sequence": self.head.last_event_sequence,
            "guards": {
                "sha256": hashlib.sha256(orjson.dumps(found, option=orjson.OPT_SORT_KEYS)).hexdigest(),
                "are_of_the_release": found == guards.released(),
            },
        }

    def _query(self, table: Table) -> sql.Composed:
        return sql.SQL("SELECT {values} FROM {table} WHERE {key} = {company} ORDER BY {order}").format(
            values=_values(table.columns),
            table=sql.Identifier(table.name),
            key=sql.Identifier(table.columns[table.company]),
            company=sql.Literal(self.company.id),
            order=sql.SQL(table.order),
        )

    def _people(self) -> sql.Composed:
        named = [
            sql.SQL("SELECT {author} FROM {table} WHERE {key} = {company}").format(
                author=sql.Identifier(author),
                table=sql.Identifier(table.name),
                key=sql.Identifier(table.columns[table.company]),
                company=sql.Literal(self.company.id),
            )
            for table in tables()
            for author in table.authors
        ]
        return sql.SQL("SELECT {values} FROM {people} WHERE id IN ({named}) ORDER BY id").format(
            values=_values(PEOPLE_COLUMNS), people=sql.Identifier(PEOPLE), named=sql.SQL(" UNION ").join(named)
        )

    def _rows(
        self, name: str, columns: tuple[str, ...], query: sql.Composed, counts: dict[str, int]
    ) -> Iterator[bytes]:
        yield marker(name, columns)
        counts[name] = 0
        # By cursor, not by COPY: that would be one statement, whose time limit also counts what we do meanwhile.
        with connection.chunked_cursor() as cursor:
            cursor.execute(query.as_string())
            while rows := cursor.fetchmany(1 if name == FILES else CHUNK):
                counts[name] += len(rows)
                yield "".join(f"{row}\n" for (row,) in rows).encode()


def _values(columns: tuple[str, ...]) -> sql.Composed:
    texts = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(column)) for column in columns)
    return sql.SQL("to_json(ARRAY[{}])::text").format(texts)


def pack(pieces: Iterable[bytes], file: IO[bytes]) -> None:
    """Write an archive into a file, packed by gzip."""
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=PACKING, mtime=0) as packed:
        packed.writelines(pieces)


def marker(name: str, columns: tuple[str, ...]) -> bytes:
    """Return the line before the rows of a table."""
    return line({"table": name, "columns": columns})


def trailer(counts: dict[str, int], sha256: str) -> bytes:
    """Return the last line."""
    return line({"rows": counts, "sha256": sha256})


def line(content: dict[str, Any]) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z)
