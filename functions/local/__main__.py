"""The embedded server and its data: `python -m functions.local serve|back-up|restore|rotate-issuer`.

Serving prints the address and the demonstration accounts. All durable data is in one folder (``var/``): the store, the
evidence, the keys. A back-up is one file that holds all three; it is as secret as the folder itself.
"""

import argparse
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from ahce_core.workdays import ends_soon
from functions.adapters.issuer_keys import issuer_name
from functions.adapters.sqlite import SqliteStore
from functions.local import data
from functions.local.accounts import ACCOUNTS
from functions.wiring import Misconfigured, ports, settings

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build/site"
POLICY = ROOT / "build/headers.json"
VAR = ROOT / "var"
WORKERS, THREADS = 3, 16  # a process answers one API request at a time; its threads serve pages beside it
FIRST_BYTE_SECONDS = 60


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn on loopback, with the application made in each process after the fork."""

    def __init__(self, door: int, origin: str, var: Path, site: Path, policy: Path) -> None:
        self._door, self._origin = door, origin
        self._var, self._site, self._policy = var, site, policy
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"fd://{self._door}",
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108 - heartbeats, no data
            "timeout": 300,  # of a process that hangs: one on a machine that stood still is not killed for it
            "graceful_timeout": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _: announce(self._origin),
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from functions.local.app import (
            application,
        )  # after the fork: connections and locks are each process's own

        return application(self._var, self._origin, self._site, self._policy)


def open_door(port: int) -> socket.socket:
    """A listening socket on loopback; 0 takes a free port.

    A connection counts once its first byte is there: those that browsers open ahead and leave idle would each hold a
    thread otherwise.
    """
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
    except OSError:
        door.close()
        taken = f"{port} 端口已被占用；请用 --port 换一个。Port {port} is taken; choose another with --port."
        raise data.Refused(taken) from None
    if hasattr(socket, "TCP_DEFER_ACCEPT"):
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, FIRST_BYTE_SECONDS)
    door.listen(512)
    return door


def announce(origin: str) -> None:
    """Say where it is, once it answers."""
    print(f"{origin}/  (Ctrl+C 停止 stops it)")
    print("演示身份 demonstration accounts: " + "、".join(account.name.zh for account in ACCOUNTS.values()))
    if today := os.environ.get("AHCE_TODAY"):
        print(f"今天按 {today} 计算 the legal day is set (AHCE_TODAY)")
    if told := ends_soon(ports().clock.now().date()):
        print(f"{told.zh}\n{told.en}")
    sys.stdout.flush()


def people_the_demonstration(origin: str) -> None:
    """Give the demonstration accounts their roles, and leave no open connection behind: it must not cross a fork."""
    from functions.services.demonstration import seed

    ports.cache_clear()
    seed(ports(), issuer_name(origin))
    store = ports().store
    if isinstance(store, SqliteStore):
        store.close()
    ports.cache_clear()


def load_once() -> None:
    """Import the handlers and draw up their documents before the fork, so that the processes share the work."""
    from functions.local.gateway import modules, routes_of

    for module in modules().values():
        routes_of(module.app)


def serve(arguments: argparse.Namespace) -> None:
    """Serve until interrupted."""
    with open_door(arguments.port) as door:
        origin = f"http://127.0.0.1:{door.getsockname()[1]}"
        limits = {"AHCE_RATE": "1000", "AHCE_BURST": "1000", "AHCE_OBJECTIONS": "50"}  # one person's machine
        os.environ.update({**limits, **os.environ, "AHCE_VAR": str(arguments.var), "AHCE_ORIGIN": origin})
        logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
        settings.cache_clear()
        settings()  # what is wrong with it is said before anything is made
        data.prepare(arguments.var)
        people_the_demonstration(origin)
        load_once()
        Server(door.detach(), origin, arguments.var, arguments.site, arguments.policy).run()


def main(words: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m functions.local", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="serve|back-up|restore|rotate-issuer")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--var", type=lambda path: Path(path).resolve(), default=VAR, help="the folder of all data"
    )
    server = commands.add_parser("serve", parents=[shared], help="serve on 127.0.0.1")
    server.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: 8000)")
    server.add_argument("--site", type=Path, default=SITE)
    server.add_argument("--policy", type=Path, default=POLICY)
    server.set_defaults(run=serve)
    keep = commands.add_parser(
        "back-up", parents=[shared], help="write all data into one new file; the server may run"
    )
    keep.add_argument("file", type=Path)
    keep.set_defaults(run=lambda arguments: print(data.back_up(arguments.var, arguments.file)))
    restore = commands.add_parser("restore", parents=[shared], help="put a back-up into an empty folder")
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=lambda arguments: print(data.restore(arguments.var, arguments.file)))
    rotate = commands.add_parser(
        "rotate-issuer", parents=[shared], help="sign people in with a new key; the server may run"
    )
    rotate.set_defaults(run=lambda arguments: print(data.rotate_issuer(arguments.var)))
    arguments = parser.parse_args(words)
    try:
        arguments.run(arguments)
    except (data.Refused, data.Incomplete, Misconfigured) as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    main()
