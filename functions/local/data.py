"""The folder of durable data: prepared for a server, backed up while it runs, restored into an empty folder.

var/store.sqlite     every act (its -wal, -shm and -turn belong to it)
var/evidence/        the files of evidence, never changed once written
var/keys/            secrets; whoever has them reads ID numbers, so a back-up is as secret as this folder
var/issuer.sqlite    sign-ins that are under way: not backed up
"""

import os
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from functions.adapters.issuer_keys import IssuerKeys
from functions.adapters.sqlite import SqliteStore
from functions.services import cases, chain, evidence
from functions.wiring import Settings, ports_of

STORE = "store.sqlite"
FOLDERS = ("evidence", "keys")


class Incomplete(Exception):  # noqa: N818
    """What was done, and is not whole: in both languages, with what to do next."""


class Refused(Exception):  # noqa: N818
    """What the command line does not do, such as overwriting data; in both languages, with the remedy."""


def prepare(var: Path) -> None:
    """Make the folder, for its owner alone."""
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    var.chmod(0o700)


def back_up(var: Path, file: Path) -> str:
    """Write store, evidence and keys into one new tar file, whole or not at all, while a server may be running.

    The store is copied first: evidence that it names is in its folder before the act that names it.
    """
    if file.exists():
        raise Refused(
            f"{file} 已存在，不会覆盖；请换一个文件名。It exists and is not overwritten; choose another name."
        )
    _require_data(var)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".back-up-") as folder:
        copy, whole = Path(folder) / STORE, Path(folder) / "whole.tar"
        store = SqliteStore(var / STORE)
        store.back_up(copy)
        store.close()
        descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
            archive.add(copy, STORE)
            for name in FOLDERS:
                _add(archive, var, name)
            archive.close()
            stream.flush()
            os.fsync(descriptor)
        whole.rename(file)
    return f"{file}  {file.stat().st_size:,} B"


def restore(var: Path, file: Path) -> str:
    """Put a back-up into a folder that is absent or empty, checked before it is there.

    Raises :class:`Refused`, and :class:`Incomplete` where it is there now and lacks files of evidence: it may be the last
    one that there is, and what was erased while it was made is lacking too.
    """
    if var.exists() and any(var.iterdir()):
        raise Refused(
            f"{var} 不是空的，不会覆盖；请先移走它。It is not empty and not overwritten; move it away first."
        )
    var.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=var.parent, prefix=".restore-") as folder:
        whole = Path(folder) / "var"
        prepare(whole)
        try:
            with tarfile.open(file, "r:") as archive:
                _extract(archive, whole)
            with closing(sqlite3.connect(whole / STORE)) as connection:
                sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                sound = sound and connection.execute("SELECT count(*) FROM item").fetchone() is not None
        except (OSError, ValueError, tarfile.TarError, sqlite3.DatabaseError) as error:
            raise Refused(f"{file} 不是完好的备份。It is no sound back-up: {type(error).__name__}") from error
        if not sound:
            raise Refused(f"{file} 不是完好的备份。It is no sound back-up.")
        if var.exists():
            var.rmdir()
        lost = _lost_files(whole)
        whole.rename(var)
    if lost:
        raise Incomplete(
            f"{var} 已恢复，但有{lost}份材料缺失或内容不符；请运行 ahce audit 查看是哪些。\n"
            f"It is restored, but {lost} files of evidence are missing or changed; ahce audit names them."
        )
    return f"{var}"


def rotate_issuer(var: Path) -> str:
    """Let the embedded issuer sign with a new key, while a server may be running; sign-ins by the key before it still hold."""
    _require_data(var)
    keys = IssuerKeys(var / "keys")
    keys.rotate()
    return keys.signing().thumbprint()


def _require_data(var: Path) -> None:
    if not (var / STORE).exists():
        raise Refused(f"{var} 中没有数据。There is no data in it.")


def _add(archive: tarfile.TarFile, var: Path, name: str) -> None:
    """Add a folder as it stands, while people write and erase in it.

    Left out: what is being written at this moment (no act of the copied store names it yet), and what is erased
    between being listed and being read.
    """
    for folder, _, files in os.walk(var / name, onerror=_unreadable):
        archive.add(folder, os.path.relpath(folder, var), recursive=False)
        for file in sorted(files):
            if file.endswith(".partial"):
                continue
            path = Path(folder) / file
            try:
                stream = path.open("rb")
            except FileNotFoundError:
                continue
            with stream:
                archive.addfile(
                    archive.gettarinfo(arcname=str(path.relative_to(var)), fileobj=stream), stream
                )


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    """Write the files and folders of a back-up, for their owner alone. Raises ValueError for what is none or is not in it.

    (``extractall(filter="data")`` is not in every Python 3.11.)
    """
    for member in archive:
        place = folder / member.name
        if ".." in place.parts or Path(member.name).is_absolute() or not (member.isdir() or member.isfile()):
            raise ValueError(f"not of a back-up: {member.name[:40]!r}")
        if member.isdir():
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            continue
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = archive.extractfile(member)
        assert content  # of a file
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, member.mode & 0o700)
        with content, os.fdopen(descriptor, "wb") as stream:
            shutil.copyfileobj(content, stream)


def _unreadable(error: OSError) -> None:
    """A folder that is there and cannot be read stops the back-up: it would not be whole."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _lost_files(var: Path) -> int:
    """How many files the cases of a folder name that are not there as they were handed in."""
    ports = ports_of(Settings({"AHCE_VAR": str(var), "AHCE_ORIGIN": "http://127.0.0.1"}))
    lost = 0
    for stream in chain.streams(ports):
        kind, _, name = stream.partition("#")
        if kind == "case":
            person, year = name.split("#")
            lost += len(evidence.lost(ports, cases.load(ports, person, int(year)).kept_files))
    if isinstance(ports.store, SqliteStore):
        ports.store.close()  # it moves
    return lost
