"""The store on one machine: an SQLite file in WAL mode, where a transaction is on the disk before it is acknowledged."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, Unpack

from functions.adapters.storable import (
    Range,
    check_key,
    check_keys,
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
CHECKPOINT_PAGES = 4000  # 16 MB of log, then it is folded into the file: a page written often only once
TURN_SUFFIX = "-turn"
LOG_SUFFIX = "-wal"  # as SQLite names it
PAGE_BYTES = 1024 * 1024  # DynamoDB ends a page there, so this store does too

T = TypeVar("T")

_INDEX_COLUMNS = [column for index in Index for column in columns(index)]
# with row ids: the bodies, too long for a B-tree of keys, then stand one behind another, as they were written
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS item (
  partition TEXT NOT NULL, "order" TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL, expires INTEGER,
  {", ".join(f"{column} TEXT" for column in _INDEX_COLUMNS)},
  PRIMARY KEY (partition, "order")
) STRICT;
CREATE INDEX IF NOT EXISTS item_expires ON item (expires) WHERE expires IS NOT NULL;
""" + "".join(
    f'CREATE INDEX IF NOT EXISTS item_{index.value} ON item ({partition}, {order}, partition, "order")'
    f" WHERE {partition} IS NOT NULL;\n"
    for index in Index
    for partition, order in [columns(index)]
)
_GET = 'SELECT revision, body FROM item WHERE partition = ? AND "order" = ?'
_GET_WITH_KEY = 'SELECT partition, "order", revision, body FROM item WHERE partition = ? AND "order" = ?'
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
    program has kept the file locked for longer than :data:`BUSY_SECONDS`, or the disk is full or fails. For a process that
    was halted amid a write of its own, writers wait until it goes on or ends.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._process = os.getpid()
        self._prepared = False
        self._in_doubt = False  # whether all of the log is on the disk
        self._idle: list[_Connection] = []  # the one used last on top: what it read is at hand
        self._parents: list[_Connection] = []

    def get(self, key: Key) -> Item | None:
        check_key(key)
        for revision, body in self._read(_GET, key):
            return Item(key, revision, decode(body))
        return None

    def get_all(self, keys: Collection[Key]) -> Mapping[Key, Item]:
        asked = check_keys(keys)
        values = [part for key in asked for part in key]
        found = self._read(" UNION ALL ".join([_GET_WITH_KEY] * len(asked)), values)
        return {
            key: Item(key, revision, decode(body))
            for *place, revision, body in found
            for key in [Key(*place)]
        }

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
            if self._in_doubt:
                self._fold_in(connection)
            with _transaction(connection) as database:
                unexpected = [
                    operation.key
                    for operation, body in zip(operations, bodies, strict=True)
                    if not _done(database, operation, body)
                ]
                if unexpected:
                    raise Conflict(unexpected)
            # Nothing is acknowledged before it is on the disk. The turn was handed on: whoever writes meanwhile waits for the
            # disk after this, and what it wrote stands behind this in the log.
            try:
                os.fdatasync(connection.log)
            except OSError:
                self._in_doubt = True
                raise

    def back_up(self, target: Path) -> None:
        """Write a consistent copy to a new file while others go on writing; it is whole or not there.

        Raises FileExistsError: a backup never overwrites another.
        """
        if target.exists():
            raise FileExistsError(target)
        partial = target.with_name(target.name + ".partial")
        partial.unlink(missing_ok=True)
        self._read("VACUUM INTO ?", (str(partial),))
        _sync(partial)
        partial.rename(target)
        _sync(target.parent)

    def close(self) -> None:
        """Close the connections that nobody uses now."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator["_Connection"]:
        """A connection that nobody else uses now."""
        try:
            mine = self._taken() or self._opened()
            try:
                yield mine
            finally:
                self._idle.append(mine)
        except (sqlite3.OperationalError, OSError) as error:
            raise Unavailable(f"SQLite: {error}") from error

    def _taken(self) -> "_Connection | None":
        if self._process != os.getpid():
            # after a fork: a connection must not cross one, not even to be closed
            self._parents, self._idle, self._prepared = [*self._parents, *self._idle], [], False
            self._process = os.getpid()
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _opened(self) -> "_Connection":
        made = _open(self._file)
        if not self._prepared:
            try:
                _prepare(made)
            except BaseException:
                made.close()
                raise
            self._prepared = True
        return made

    def _fold_in(self, connection: "_Connection") -> None:
        """After the disk failed: the log may have a gap, behind which nothing is safe, so all of it goes into the file first."""
        ((busy, *_),) = connection.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if busy:
            raise sqlite3.OperationalError("the log cannot be folded in now")
        self._in_doubt = False

    def _read(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return connection.database.execute(statement, values).fetchall()

    def _rows(
        self, partition_column: str, places: tuple[str, ...], partition: str, asked: Range
    ) -> list[tuple[Any, ...]]:
        """``places``, revision and body of one row more than asked for."""
        statement = _listing(
            partition_column, places, newest_first=asked.newest_first, going_on=bool(asked.after)
        )
        values = (partition, asked.lower, asked.upper, *(asked.after or ()), asked.limit + 1)
        return self._read(statement, values)


class _Connection(NamedTuple):
    """A way to the file, for one user at a time: the database; by which it takes its turn to write; the log of what it wrote."""

    database: sqlite3.Connection
    turn: int
    log: int

    def close(self) -> None:
        with _taking(self.turn):  # whoever closes last folds the log in and removes it
            self.database.close()
        os.close(self.turn)
        os.close(self.log)


def _open(file: Path) -> _Connection:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    turn = os.open(_beside(file, TURN_SUFFIX), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with ExitStack() as on_failure:
        on_failure.callback(os.close, turn)
        database = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        on_failure.callback(database.close)
        with _taking(turn):  # two that meet while a new file becomes one with a log would refuse each other
            database.execute("PRAGMA journal_mode = WAL")
            # SQLite itself waits for the disk only when it folds the log in; for each transaction transact() does
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            # opens the log, which stays the same file for as long as anybody has the database open
            database.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        log = os.open(_beside(file, LOG_SUFFIX), os.O_RDONLY | os.O_CLOEXEC)
        on_failure.pop_all()
    return _Connection(database, turn, log)


@contextmanager
def _taking(turn: int) -> Iterator[None]:
    """One's turn to write.

    It is a lock file, where the kernel wakes the next one at once and frees the turn of a process that dies; at SQLite's own
    lock each would sleep up to a tenth of a second, and whoever came later pass by meanwhile.
    """
    fcntl.flock(turn, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(turn, fcntl.LOCK_UN)


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)


def _prepare(connection: _Connection) -> None:
    """Make the table where there is none, and drop what expired."""
    with _transaction(connection) as database:
        # one statement at a time: executescript would commit, and fail at once where another process opens too
        for statement in filter(str.strip, _SCHEMA.split(";")):
            database.execute(statement)
        database.execute("DELETE FROM item WHERE expires < ?", (int(time.time()),))


@contextmanager
def _transaction(connection: _Connection) -> Iterator[sqlite3.Connection]:
    """A transaction in its turn: committed at the end, rolled back where anything is raised."""
    database = connection.database
    with _taking(connection.turn):
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise


@cache
def _listing(partition_column: str, places: tuple[str, ...], *, newest_first: bool, going_on: bool) -> str:
    """The statement that lists the rows of a partition, or of an index's."""
    direction, beyond = ("DESC", "<") if newest_first else ("ASC", ">")
    marks = ", ".join("?" * len(places))
    after = f"AND ({', '.join(places)}) {beyond} ({marks})" if going_on else ""
    return (
        f"SELECT {', '.join(places)}, revision, body FROM item"  # noqa: S608 - names of ours, values bound
        f" WHERE {partition_column} = ? AND {places[0]} BETWEEN ? AND ? {after}"
        f" ORDER BY {', '.join(f'{place} {direction}' for place in places)} LIMIT ?"
    )


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
