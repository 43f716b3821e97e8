"""The embedded server and its data: `python -m functions.local serve|back-up|restore|rotate-issuer`.

Serving prints the address and the demonstration accounts. All durable data is in one folder (``var/``): the store, the
evidence, the keys. A back-up is one file that holds all three; it is as secret as the folder itself.
"""

import argparse
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer, WorkerProcess

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
HOST = "127.0.0.1"
WORKERS = 3  # processes; each answers one request of the API at a time, as Lambda has it
THREADS = 16  # of a process: they wait for what is sent slowly, and serve pages beside the API
QUEUE = 512  # connections that wait at a door
FIRST_BYTE_SECONDS = 60
STOP_SECONDS = 5  # for what is being answered
PARENT_SECONDS = 1  # between two looks whether the parent is there

Load = Callable[[], Any]


class Server(MPServer):
    """Granian behind doors that are open already, one a process: so nobody is turned away while they start, what waits at a
    door is answered by the process that follows one that died, and a taken port is told before anything is made.
    """

    def __init__(self, doors: Sequence[socket.socket], started: Callable[[], None]) -> None:
        super().__init__(
            "ahce",
            HOST,
            _port(doors[0]),
            interface=Interfaces.WSGI,
            workers=len(doors),
            blocking_threads=THREADS,
            http=HTTPModes.http1,
            websockets=False,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_SECONDS,
        )
        self._doors = doors
        self.on_startup(started)

    def _init_shared_socket(self) -> None:
        """Granian would open doors of its own here."""

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Load) -> WorkerProcess:  # type: ignore[override]  # as theirs
        door = self._doors[idx]
        holder = SocketHolder(door.fileno(), False, QUEUE)  # type: ignore[call-arg]  # its stub names no arguments
        vars(self).update(_ssp=None, _sso=door, _shd=holder)
        return super()._spawn_worker(idx, target, callback_loader)


def open_doors(port: int) -> list[socket.socket]:
    """Listening sockets on loopback, all on one port, among which the system spreads connections; 0 takes a free port.

    A connection counts once its first byte is there: those that browsers open ahead and leave idle wait outside.
    """
    doors: list[socket.socket] = []
    for _ in range(WORKERS):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if doors:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            door.bind((HOST, _port(doors[0]) if doors else port))
        except OSError:
            for each in (*doors, door):
                each.close()
            taken = (
                f"{port} 端口已被占用；请用 --port 换一个。Port {port} is taken; choose another with --port."
            )
            raise data.Refused(taken) from None
        # the first one shares its port only once it was bound to what nobody else had
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if hasattr(socket, "TCP_DEFER_ACCEPT"):
            door.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, FIRST_BYTE_SECONDS)
        doors.append(door)
    for door in doors:
        door.listen(QUEUE)
    return doors


def _port(door: socket.socket) -> int:
    return int(door.getsockname()[1])


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


def load(parent: int, var: Path, origin: str, site: Path, policy: Path) -> Any:
    """The application, made in each process after the fork: connections and locks are each one's own."""
    from functions.local.app import application

    # Ctrl+C reaches every process of a terminal, and the parent stops its children itself.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    for name in [name for name in os.environ if name.startswith("HTTP_")]:
        del os.environ[name]  # Granian adds the environment to each request's, where these would be headers
    Thread(target=stop_with, args=(parent,), daemon=True).start()
    return application(var, origin, site, policy)


def stop_with(parent: int) -> None:
    """Stop this process once its parent is gone, killed perhaps: nobody else would stop it, and it holds the port."""
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os._exit(1)  # it hangs in a request, or was only starting


def serve(arguments: argparse.Namespace) -> None:
    """Serve until interrupted."""
    with ExitStack() as until_the_end:
        doors = [until_the_end.enter_context(door) for door in open_doors(arguments.port)]
        origin = f"http://{HOST}:{_port(doors[0])}"
        limits = {"AHCE_RATE": "1000", "AHCE_BURST": "1000", "AHCE_OBJECTIONS": "50"}  # one person's machine
        os.environ.update({**limits, **os.environ, "AHCE_VAR": str(arguments.var), "AHCE_ORIGIN": origin})
        logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
        settings.cache_clear()
        settings()  # what is wrong with it is said before anything is made
        data.prepare(arguments.var)
        people_the_demonstration(origin)
        load_once()
        made = partial(load, os.getpid(), arguments.var, origin, arguments.site, arguments.policy)
        Server(doors, lambda: announce(origin)).serve(target_loader=made, wrap_loader=False)


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
