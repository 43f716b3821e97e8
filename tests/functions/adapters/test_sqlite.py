"""What the file on one machine promises beyond the contract."""

import errno
import multiprocessing
import os
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from functions.adapters.sqlite import _SCHEMA, SqliteStore
from functions.ports import Check, Conflict, Index, Item, Key, Put, Unavailable

HERE = Key("person#1", "declaration#2026")


def declare(store: SqliteStore, n: int) -> bool:
    try:
        store.transact([Put(HERE, {"by": n}, None), Put(Key("history", f"{n:03}"), {}, None)])
    except Conflict:
        return False
    finally:
        store.close()
    return True


def test_of_100_at_once_exactly_one_declares(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    with ThreadPoolExecutor(16) as threads:
        done = list(threads.map(lambda n: declare(store, n), range(100)))
    assert sum(done) == 1
    assert len(store.query("history").rows) == 1
    store.close()


def test_counting_up_from_many_threads_loses_no_step(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    store.transact([Put(HERE, {"n": 0}, None)])

    def count(_: int) -> None:
        while True:
            item = store.get(HERE)
            assert item is not None
            try:
                store.transact([Put(HERE, {"n": item.body["n"] + 1}, item.revision)])
            except Conflict:
                continue
            break

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(64)))
    item = store.get(HERE)
    assert item is not None
    assert (item.body["n"], item.revision) == (64, 65)
    store.close()


def _write_until_killed(file: Path, acknowledged: Connection) -> None:
    store = SqliteStore(file)
    for n in range(1_000_000):
        store.transact(
            [Put(Key("declaration", f"{n:07}"), {}, None), Put(Key("history", f"{n:07}"), {}, None)]
        )
        acknowledged.send(n)


def test_what_was_acknowledged_before_a_kill_is_there_and_nothing_is_half_there(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_write_until_killed, args=(file, sender))
    process.start()
    sender.close()
    last = -1
    while last < 50:
        last = receiver.recv()
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    try:
        while True:
            last = receiver.recv()
    except EOFError:
        pass
    store = SqliteStore(file)
    for n in range(last + 1):
        store.transact([Check(Key("declaration", f"{n:07}"), 1), Check(Key("history", f"{n:07}"), 1)])
    with sqlite3.connect(file) as raw:
        halves = raw.execute("SELECT count(*) FROM item GROUP BY partition").fetchall()
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    assert len(set(halves)) == 1
    store.close()


def test_a_commit_waits_for_the_disk_and_lets_others_write_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "store.sqlite"
    store, other = SqliteStore(file), SqliteStore(file)
    synced, really = list[tuple[int, bool]](), os.fdatasync

    def waiting(descriptor: int) -> None:
        log = file.with_name("store.sqlite-wal").stat()
        written = other.get(HERE) is not None
        if not synced:
            synced.append((os.fstat(descriptor).st_ino, written))
            other.transact([Put(Key("meanwhile", "1"), {}, None)])
        synced.append((log.st_ino, written))
        really(descriptor)

    monkeypatch.setattr(os, "fdatasync", waiting)
    store.transact([Put(HERE, {}, None)])
    assert len(synced) == 3
    assert set(synced) == {(file.with_name("store.sqlite-wal").stat().st_ino, True)}
    with store._connection() as connection:
        assert connection.database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.database.execute("PRAGMA synchronous").fetchone() == (1,)
    store.close()
    other.close()


def test_what_the_disk_does_not_take_is_not_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")

    def failing(descriptor: int) -> None:
        raise OSError(errno.EIO, "the disk fails")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fdatasync", failing)
        with pytest.raises(Unavailable):
            store.transact([Put(HERE, {}, None)])
    # Behind a gap in the log nothing would be safe: before anything else is written, the log goes into the file.
    store.transact([Put(Key("after", "1"), {}, None)])
    copy = tmp_path / "without-its-log.sqlite"
    copy.write_bytes((tmp_path / "store.sqlite").read_bytes())
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT partition FROM item").fetchall() == [(HERE.partition,)]
    store.close()


def test_a_child_process_opens_connections_of_its_own(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    store.transact([Put(HERE, {"by": "parent"}, None)])
    child = multiprocessing.get_context("fork").Process(target=declare_elsewhere, args=(store,))
    child.start()
    child.join()
    assert child.exitcode == 0
    store.transact([Put(HERE, {"by": "parent"}, 2)])
    item = store.get(HERE)
    assert item is not None
    assert item.revision == 3
    store.close()


def declare_elsewhere(store: SqliteStore) -> None:
    (parents,) = store._idle
    store.transact([Put(HERE, {"by": "child"}, 1)])
    assert parents not in store._idle
    store.close()


def test_a_file_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    folder = tmp_path / "store.sqlite"
    folder.mkdir()
    with pytest.raises(Unavailable):
        SqliteStore(folder).get(HERE)


def test_a_file_made_without_row_ids_as_earlier_versions_did_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(_SCHEMA.replace(") STRICT", ") WITHOUT ROWID, STRICT"))
    store = SqliteStore(file)
    store.transact([Put(HERE, {"n": 1}, None, listed={Index.DIRECTORY: Key("desk#1", "a")})])
    store.transact([Put(HERE, {"n": 2}, 1, listed={Index.DIRECTORY: Key("desk#1", "b")})])
    assert store.get_all([HERE]) == {HERE: Item(HERE, 2, {"n": 2})}
    assert [row.body for row in store.browse(Index.DIRECTORY, "desk#1").rows] == [{"n": 2}]
    store.close()
    with closing(sqlite3.connect(file)) as raw, pytest.raises(sqlite3.OperationalError):
        raw.execute("SELECT rowid FROM item")


def test_expired_items_are_dropped_when_the_file_is_opened(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "store.sqlite")
    first.transact([Put(HERE, {}, None, expires=1), Put(Key("stays", "1"), {}, None)])
    first.close()
    second = SqliteStore(tmp_path / "store.sqlite")
    assert second.get(HERE) is None
    assert second.get(Key("stays", "1")) is not None
    second.close()


def test_a_backup_taken_among_writes_is_whole_and_never_overwrites(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    store.transact([Put(HERE, {"title": "论文"}, None)])
    copy = tmp_path / "copy.sqlite"
    store.back_up(copy)
    store.transact([Put(HERE, {"title": "later"}, 1)])
    with pytest.raises(FileExistsError):
        store.back_up(copy)
    restored = SqliteStore(copy)
    item = restored.get(HERE)
    assert item is not None
    assert item.body == {"title": "论文"}
    assert sorted(file.name for file in tmp_path.glob("copy*") if file.suffix == ".partial") == []
    restored.close()
    store.close()
