"""Execute the few statements that nearly every request makes, with as few round trips as possible."""

import itertools
import re
import select
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import ClientCursor, errors, pq
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.types.datetime import TimestamptzLoader

MAX_KEPT = 200
"""How many statements a connection keeps prepared."""
OUTDATED = ("26000", "0A000")
"""The SQLSTATEs of a prepared statement that is gone, or that a migration gave other columns."""
NAMED = re.compile(r"%%|%\((\w+)\)s")
Asked = tuple[str, Sequence[Any], bool]
"""A statement, its values, and whether its text comes again."""


def fetch(
    sql: str, values: Sequence[Any] | Mapping[str, Any], *, alone: bool = False, kept: bool = True
) -> list[tuple[Any, ...]]:
    """Return the rows of a query without Django's cursor, which takes as long again as a short query.

    The first query of a transaction that has yet to begin (tenancy.py) begins it in the same round trip; one that reads
    all that there is to read is `alone`: it is the whole transaction. `kept` says whether its text comes again.

    While queries are counted or logged, Django's cursor is used.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]  # `django.db.connection` looks it up for each attribute
    if database.queries_logged or database.execute_wrappers:
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            logged: list[tuple[Any, ...]] = cursor.fetchall()
            return logged
    database.close_if_health_check_failed()
    database.ensure_connection()
    database.validate_no_broken_transaction()
    with database.wrap_database_errors:
        if database.begins_with is not None or not database.in_atomic_block:
            sql, values = _in_order(sql, values)
            return _first(database, [(sql, values, kept)], alone=alone or database.begins_with is None)[0]
        with database.create_cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows


def composed(sql: str, values: Sequence[Any]) -> str:
    """Return a statement with its values in it, as text of SQL."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    return ClientCursor(database.connection).mogrify(sql, values)


def together(*asked: tuple[str, Sequence[Any]], kept: bool = False, last: bool = False) -> list[list[tuple[Any, ...]]]:
    """Execute statements one after the other in one round trip, within a transaction. Return the rows of each.

    Each sees what it would see if it had been sent alone. They begin the transaction if it has yet to begin. Then their
    texts are kept; after that only with `kept`, which says that `fetch` has begun it. Without that nobody knows whether
    the server still keeps what it kept, because psycopg makes it forget after a rollback.
    With `last` the transaction is committed in the same round trip, unless it is a part of another: nothing may follow
    in it.

    While queries are counted or logged, Django's cursor is used.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.queries_logged or database.execute_wrappers:
        answers = []
        with database.cursor() as cursor:
            for sql, values in asked:
                cursor.execute(sql, values)
                answers.append(cursor.fetchall() if cursor.description else [])
        return answers
    database.validate_no_broken_transaction()
    begins, last = database.begins_with is not None, last and not database.savepoint_ids
    statements = [(sql, values, kept or begins) for sql, values in asked]
    with database.wrap_database_errors:
        if begins:
            return _first(database, statements, alone=False, last=last)
        return [_rows(database, result) for result in _pipeline(database, statements, last=last)]


def at_once(*asked: tuple[str, Sequence[Any] | Mapping[str, Any]]) -> list[list[tuple[Any, ...]]]:
    """Return the rows of each query: in one round trip if they begin the transaction."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.begins_with is None:
        return [fetch(*one) for one in asked]
    return together(*(_in_order(*one) for one in asked))


def begin(database: Any) -> None:
    """Begin the transaction and make its local settings in one round trip. psycopg alone would need two.

    The names of the settings come from our code, never from a request.
    """
    tenant, settings, how = database.begins_with
    hold = "".join(f", {function}({number})" for function, number in _held(database))
    database.begins_with = None
    quoted = {name: value.replace("'", "''") for name, value in settings.items()}
    local = (f"SET LOCAL {name} = '{value}'" for name, value in quoted.items())
    statements = [how, *local, f"SELECT atlas_set_tenant('{tenant}'){hold}"]
    with database.wrap_database_errors:
        execute(database.connection.pgconn, "; ".join(statements).encode())


def _held(database: Any) -> list[tuple[str, int]]:
    """Return the lock that a transaction begins with, if any, and forget it."""
    held, database.begins_holding = database.begins_holding, None
    return [] if held is None else [held]


def execute(pgconn: Any, sql: bytes) -> None:
    """Execute statements without values in one call of libpq, which waits for PostgreSQL."""
    _checked(pgconn, pgconn.exec_(sql))


def _checked(pgconn: Any, result: Any) -> Any:
    if pgconn.status != pq.ConnStatus.OK:
        raise errors.OperationalError(f"The connection is lost: {pgconn.get_error_message()}")
    if result.status == pq.ExecStatus.FATAL_ERROR:
        raise errors.error_from_result(result)
    return result


def _first(database: Any, asked: Sequence[Asked], *, alone: bool, last: bool = False) -> list[list[tuple[Any, ...]]]:
    """Make the settings of a transaction, if any, and execute its first statements, in one round trip. Return the rows
    of each.

    PostgreSQL executes what it gets up to a Sync as one transaction, unless there is a BEGIN. So `alone` needs neither
    that nor a COMMIT, and the settings are gone afterwards.
    """
    statements, begins = [*asked], ""
    if database.begins_with is not None:
        tenant, settings, how = database.begins_with
        begins = "" if alone else how
        held = [] if alone else _held(database)
        local = f"SELECT atlas_set_tenant(%s){', set_config(%s, %s, true)' * len(settings)}"
        local += "".join(f", {function}(%s)" for function, _ in held)
        values = [tenant, *(text for pair in settings.items() for text in pair), *(number for _, number in held)]
        statements.insert(0, (local, values, True))
    if not alone:
        database.begins_with = None
    try:
        results = _pipeline(database, statements, begins=begins, last=last)
    except errors.Error as error:
        if error.sqlstate not in OUTDATED:
            raise
        database.prepared.clear()
        if not alone:
            database.connection.pgconn.exec_(b"ROLLBACK")
        results = _pipeline(database, statements, begins=begins, last=last)
    return [_rows(database, result) for result in results[-len(asked) :]]


def _pipeline(database: Any, statements: Sequence[Asked], *, begins: str = "", last: bool = False) -> list[Any]:
    """Execute statements in one round trip, after the one that begins a transaction, if any. Return the result of each
    of them."""
    pgconn = database.connection.pgconn
    if not begins and not last and len(statements) == 1:
        result = _known(database, *statements[0])
        if result is not None:
            return [result]
    pgconn.enter_pipeline_mode()
    try:
        if begins:
            pgconn.send_query_params(begins.encode(), None)
        numbers = [_send(database, sql, values, kept=kept) for sql, values, kept in statements]
        if last:
            pgconn.send_query_params(b"COMMIT", None)
        pgconn.pipeline_sync()
        results = _results(pgconn)
        pgconn.exit_pipeline_mode()
    except BaseException:
        database.connection.close()  # nobody knows what it would answer next
        raise
    for result in results:
        if result.status == pq.ExecStatus.FATAL_ERROR:
            raise errors.error_from_result(result)
    return [results[last - 1] for last in itertools.accumulate(numbers, initial=int(bool(begins)))][1:]


def _known(database: Any, sql: str, values: Sequence[Any], kept: bool) -> Any:
    """Execute a statement by one call of libpq instead of a pipeline's ten, if the connection keeps it. Return its
    result, or None."""
    parameters, types, formats = _dumped(database, values)
    name = database.prepared.pop((sql, types), None) if kept else None
    if name is None:
        return None
    database.prepared[sql, types] = name  # the one used last is the last
    pgconn = database.connection.pgconn
    return _checked(pgconn, pgconn.exec_prepared(name, parameters, formats))


class Adaptation:
    """How values of PostgreSQL and Python become one another: as Django wants it, but psycopg's C code reads moments,
    which are in UTC as those that Django's Python code reads."""

    def __init__(self, connection: Any) -> None:
        self.connection, self.adapters = connection, AdaptersMap(connection.adapters)
        self.adapters.register_loader("timestamptz", TimestamptzLoader)


def _rows(database: Any, result: Any) -> list[tuple[Any, ...]]:
    transformer = Transformer(database.adaptation)
    transformer.set_pgresult(result)
    return transformer.load_rows(0, result.ntuples, tuple)


def _send(database: Any, sql: str, values: Sequence[Any], *, kept: bool) -> int:
    """Send a statement, prepared if it is kept and the server keeps statements (DATABASE_PREPARED_STATEMENTS).

    Return how many results come for it. The last is its own.
    """
    pgconn = database.connection.pgconn
    parameters, types, formats = _dumped(database, values)
    if not kept or database.connection.prepare_threshold is None:
        pgconn.send_query_params(_numbered(sql), parameters, types, formats)
        return 1
    names: dict[Any, bytes] = database.prepared
    name, results = names.pop((sql, types), None), 1
    if name is None:
        results += 1
        database.statements_prepared += 1
        name = f"atlas_{database.statements_prepared}".encode()
        pgconn.send_prepare(name, _numbered(sql), types)
        if len(names) >= MAX_KEPT:
            pgconn.send_close_prepared(names.pop(next(iter(names))))  # which PgBouncer understands, unlike DEALLOCATE
            results += 1
    names[sql, types] = name  # the one used last is the last
    pgconn.send_query_prepared(name, parameters, formats)
    return results


def _dumped(database: Any, values: Sequence[Any]) -> tuple[Sequence[Any], Any, Any]:
    """Return values as PostgreSQL gets them, with their types and formats."""
    transformer = Transformer(database.adaptation)
    parameters = transformer.dump_sequence(values, [PyFormat.AUTO] * len(values))
    return parameters, transformer.types, transformer.formats


def _in_order(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> tuple[str, Sequence[Any]]:
    """Return a statement whose values have names as one with its values in order."""
    if not isinstance(values, Mapping):
        return sql, values
    ordered = NAMED.sub(lambda found: "%s" if found[1] else found[0], sql)
    return ordered, [values[name] for name in NAMED.findall(sql) if name]


def _numbered(sql: str) -> bytes:
    """Return a statement with the placeholders of PostgreSQL: $1, $2 and so on."""
    numbers = itertools.count(1)
    return re.sub("%[s%]", lambda found: "%" if found[0] == "%%" else f"${next(numbers)}", sql).encode()


def _results(pgconn: Any) -> list[Any]:
    """Wait for the results of a pipeline, up to its end."""
    ready = select.poll()
    while pgconn.flush():
        ready.register(pgconn.socket, select.POLLIN | select.POLLOUT)
        if ready.poll()[0][1] & select.POLLIN:
            pgconn.consume_input()
    ready.register(pgconn.socket, select.POLLIN)
    results: list[Any] = []
    while True:
        while pgconn.is_busy():
            ready.poll()
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            continue
        if result.status == pq.ExecStatus.PIPELINE_SYNC:
            return results
        results.append(result)
