"""A function that does next to nothing, over HTTP: `python -m benchmarks.bare FILE`, the peer of the registration's server.

The same server and the same validation, and two rows written by one transaction that is on the disk before it is answered;
nobody signs in, nothing is assessed, looked up, enciphered, chained or told.
"""

import os
import sqlite3
import sys
import uuid
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from pydantic import BaseModel

from ahce_core.wording import Text
from functions import http
from functions.local.__main__ import HOST, Server, open_doors
from functions.local.app import Application
from functions.local.gateway import Gateway
from functions.local.web import Answer, Request

ROUTE = "/api/public/declarations"
NAME = Text("对照", "A peer")


class Sent(BaseModel):
    """A declaration as it comes in."""

    claim: dict[str, Any]
    evidence: list[dict[str, str]]
    revision: int


class Told(BaseModel):
    """The answer."""

    declaration: str


def opened(file: Path) -> sqlite3.Connection:
    """A file with keys and texts, where a commit waits for the disk."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS item (key TEXT PRIMARY KEY, body TEXT)")
    return connection


class Audience:
    """The one function, as the gateway takes it."""

    def __init__(self, file: Path) -> None:
        self._guard = Lock()
        self._connection = cache(lambda: opened(file))
        self.app = http.api("public", NAME, NAME)
        self.app.post(ROUTE)(self._declare)
        self.handler = http.handler(self.app)

    def _declare(self, sent: Sent) -> Told:
        key, body = uuid.uuid4().hex, sent.model_dump_json()
        with self._guard:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO item VALUES (?, ?)", [(key, body), (f"{key} once", body)])
            connection.execute("COMMIT")
        return Told(declaration=key)


def main() -> None:
    """Serve on a free port, and print the address."""
    doors = open_doors(0)
    origin = f"http://{HOST}:{doors[0].getsockname()[1]}"
    os.environ.update({"AHCE_ORIGIN": origin, "AHCE_VAR": str(Path(sys.argv[1]).parent)})
    os.environ.update({"AHCE_RATE": "1e5", "AHCE_BURST": "100000"})

    def missing(request: Request) -> Answer:
        return Answer(404, {})

    def load() -> Application:
        return Application(origin, missing, {"/api/": Gateway({"bare": Audience(Path(sys.argv[1]))})})

    Server(doors, lambda: print(f"{origin}/  ", flush=True)).serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    main()
