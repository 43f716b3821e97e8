"""The store on one machine: an SQLite file in WAL mode, where a transaction is on the disk before it is acknowledged."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, Unpack

from functions.adapters.storable import (
    Range,
    check_key,
    columns,
    decode,
    prepare,
    read_range,
    write_cursor,
)
from functions.ports import (
    Conflict,
    Delete,
    Entry,
    Index,
    Item,
    Key,
    Operation,
    Page,
    Put,
    Rows,
    Unavailable,
)

BUSY_SECONDS = 60  # a machine that is slow for a moment refuses nobody
TURN_SECONDS = (
    0.001  # SQLite's own waits grow to a tenth of a second, and whoever came later passes by meanwhile
)
PAGE_BYTES = 1024 * 1024  # DynamoDB ends a page there, so this store does too

T = TypeVar("T")

_INDEX_COLUMNS = [column for index in Index for column in columns(index)]
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS item (
  partition TEXT NOT NULL, "order" TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL, expires INTEGER,
  {", ".join(f"{column} TEXT" for column in _INDEX_COLUMNS)},
  PRIMARY KEY (partition, "order")
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS item_expires ON item (expires) WHERE expires IS NOT NULL;
""" + "".join(
    f'CREATE INDEX IF NOT EXISTS item_{index.value} ON item ({partition}, {order}, partition, "order")'
    f" WHERE {partition} IS NOT NULL;\n"
    for index in Index
    for partition, order in [columns(index)]
)
_GET = 'SELECT revision, body FROM item WHERE partition = ? AND "order" = ?'
_DELETE = 'DELETE FROM item WHERE partition = ? AND "order" = ? AND revision = ?'
_CONTENT = ("revision", "body", "expires", *_INDEX_COLUMNS)
_INSERT = (
    f'INSERT INTO item ({", ".join(_CONTENT)}, partition, "order")'  # noqa: S608 - names of ours, values bound
    f" VALUES ({', '.join('?' * len(_CONTENT))}, ?, ?) ON CONFLICT DO NOTHING"
)
_UPDATE = (
    f"UPDATE item SET {', '.join(f'{column} = ?' for column in _CONTENT)}"  # noqa: S608 - names of ours, values bound
    ' WHERE partition = ? AND "order" = ? AND revision = ?'
)


class SqliteStore:
    """A :class:`~functions.ports.Store` in one file, shared by any number of threads and processes.

    Expired items are dropped when a process opens the file. Raises :class:`~functions.ports.Unavailable` where another
    process has kept the file locked for longer than :data:`BUSY_SECONDS`, or the disk is full.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._of_thread = threading.local()
        self._prepared_by = 0  # the process that made the table where there was none

    def get(self, key: Key) -> Item | None:
        check_key(key)
        with self._connection() as connection:
            found = connection.execute(_GET, key).fetchone()
        return Item(key, found[0], decode(found[1])) if found else None

    def query(self, partition: str, **asked: Unpack[Rows]) -> Page[Item]:
        wanted = read_range(asked, width=1)
        rows = self._rows("partition", ('"order"',), partition, wanted)
        return _page(
            rows, wanted.limit, 1, lambda row: Item(Key(partition, row[0]), row[-2], decode(row[-1]))
        )

    def browse(self, index: Index, partition: str, **asked: Unpack[Rows]) -> Page[Entry]:
        wanted, (listed, order) = read_range(asked, width=3), columns(index)
        rows = self._rows(listed, (order, "partition", '"order"'), partition, wanted)
        return _page(rows, wanted.limit, 3, lambda row: Entry(Key(row[1], row[2]), decode(row[-1])))

    def transact(self, operations: Sequence[Operation]) -> None:
        bodies = prepare(operations)
        with self._connection() as connection:
            _begin(connection)
            try:
                unexpected = [
                    operation.key
                    for operation, body in zip(operations, bodies, strict=True)
                    if not _done(connection, operation, body)
                ]
                if unexpected:
                    raise Conflict(unexpected)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def back_up(self, target: Path) -> None:
        """Write a consistent copy to a new file while others go on writing; it is whole or not there.

        Raises FileExistsError: a backup never overwrites another.
        """
        if target.exists():
            raise FileExistsError(target)
        partial = target.with_name(target.name + ".partial")
        partial.unlink(missing_ok=True)
        with self._connection() as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        _sync(partial)
        partial.rename(target)
        _sync(target.parent)

    def close(self) -> None:
        """Close this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection:
            connection.close()
            self._of_thread.connection = None

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, anew after a fork: a connection must not cross one."""
        mine = self._of_thread
        try:
            process = os.getpid()
            if getattr(mine, "connection", None) is None or mine.process != process:
                mine.connection, mine.process = _open(self._file), process
                if self._prepared_by != process:
                    _prepare(mine.connection)
                    self._prepared_by = process
            yield mine.connection
        except sqlite3.OperationalError as error:
            raise Unavailable(f"SQLite: {error}") from error

    def _rows(
        self, partition_column: str, places: tuple[str, ...], partition: str, asked: Range
    ) -> list[tuple[Any, ...]]:
        """``places``, revision and body of one row more than asked for."""
        direction, beyond = ("DESC", "<") if asked.newest_first else ("ASC", ">")
        marks = ", ".join("?" * len(places))
        going_on = f"AND ({', '.join(places)}) {beyond} ({marks})" if asked.after else ""
        statement = (
            f"SELECT {', '.join(places)}, revision, body FROM item"  # noqa: S608 - names of ours, values bound
            f" WHERE {partition_column} = ? AND {places[0]} BETWEEN ? AND ? {going_on}"
            f" ORDER BY {', '.join(f'{place} {direction}' for place in places)} LIMIT ?"
        )
        values = (partition, asked.lower, asked.upper, *(asked.after or ()), asked.limit + 1)
        with self._connection() as connection:
            return connection.execute(statement, values).fetchall()


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table where there is none, and drop what expired."""
    # one statement at a time: executescript would commit, and fail at once where another process opens too
    _begin(connection)
    for statement in filter(str.strip, _SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute("DELETE FROM item WHERE expires < ?", (int(time.time()),))
    connection.execute("COMMIT")


def _begin(connection: sqlite3.Connection) -> None:
    """Begin to write as soon as nobody else does. Raises sqlite3.OperationalError after :data:`BUSY_SECONDS`."""
    connection.execute("PRAGMA busy_timeout = 0")
    until = time.monotonic() + BUSY_SECONDS
    try:
        while not connection.in_transaction:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > until:
                    raise
                time.sleep(TURN_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _done(connection: sqlite3.Connection, operation: Operation, body: str) -> bool:
    """Do an operation where its key stands as expected; whether it did."""
    key, expected = operation.key, operation.expected
    if isinstance(operation, Put):
        listed = [part for index in Index for part in operation.listed.get(index, (None, None))]
        content = ((expected or 0) + 1, body, operation.expires, *listed)
        if expected is None:
            return connection.execute(_INSERT, (*content, *key)).rowcount == 1
        return connection.execute(_UPDATE, (*content, *key, expected)).rowcount == 1
    if isinstance(operation, Delete):
        return connection.execute(_DELETE, (*key, expected)).rowcount == 1
    found = connection.execute(_GET, key).fetchone()
    return (found[0] if found else None) == expected


def _page(
    rows: list[tuple[Any, ...]], limit: int, width: int, made: Callable[[tuple[Any, ...]], T]
) -> Page[T]:
    """The rows that fit into a page, with the cursor of the last one where more follow."""
    taken, size = 0, 0
    for row in rows[:limit]:
        size += len(row[-1].encode())
        if taken and size > PAGE_BYTES:
            break
        taken += 1
    more = len(rows) > taken
    return Page(
        tuple(made(row) for row in rows[:taken]),
        write_cursor(*rows[taken - 1][:width]) if more else None,
    )


def _sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
