"""Serve the built site on loopback, as the hosting will: `python -m tools.serve --port 8000`.

The headers come from build/headers.json; a file's .br or .gz beside it is sent to whoever accepts it.
"""

import argparse
import email.utils
import hashlib
import mimetypes
import os
import posixpath
import sys
import urllib.parse
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.headers import Headers

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "build/site"
POLICY = ROOT / "build/headers.json"
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # best first
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


class Server(ThreadingHTTPServer):
    """A server of one folder; ``port`` 0 takes a free one."""

    daemon_threads = True

    def __init__(
        self,
        port: int,
        site: Path = SITE,
        policy: Path = POLICY,
        quiet: bool = False,
        handler: type[BaseHTTPRequestHandler] | None = None,
    ) -> None:
        self.site, self.headers, self.quiet = site.resolve(), Headers(policy), quiet
        super().__init__(("127.0.0.1", port), handler or Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up early is no event."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the server's folder."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body leave at once
    server_version, sys_version = "ahce", ""

    def do_GET(self) -> None:  # the name that http.server calls
        """Answer with the file that the path names."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        file = find(self.server.site, path)
        if file is None:
            missing = self.server.site / "404.html"
            self._send(HTTPStatus.NOT_FOUND, path, missing if missing.is_file() else None)
        elif file.is_dir():
            # A path of its own, so that //elsewhere/ never becomes an address.
            self._answer(
                HTTPStatus.MOVED_PERMANENTLY, path, {"Location": urllib.parse.quote(clean(path)) + "/"}
            )
        else:
            self._send(HTTPStatus.OK, path, file)

    do_HEAD = do_GET  # noqa: N815

    def _send(self, status: HTTPStatus, path: str, file: Path | None) -> None:
        if file is None:
            self._answer(status, path, {"Content-Type": TYPES[".txt"]}, b"404\n")
            return
        accepted = accepted_encodings(self.headers.get("Accept-Encoding", ""))
        coding, chosen = next(
            (
                (coding, packed)
                for coding, suffix in ENCODINGS.items()
                if coding in accepted and (packed := file.with_name(file.name + suffix)).is_file()
            ),
            (None, file),
        )
        content, tag = read(chosen, chosen.stat().st_mtime_ns)
        headers = {"Content-Type": content_type(file), "ETag": tag, "Vary": "Accept-Encoding"}
        if coding:
            headers["Content-Encoding"] = coding
        if status is HTTPStatus.OK and tag in self.headers.get("If-None-Match", ""):
            self._answer(HTTPStatus.NOT_MODIFIED, path, headers)
        else:
            self._answer(status, path, headers, content)

    def _answer(self, status: HTTPStatus, path: str, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        merged = self.server.headers.of(path) | headers
        if status >= HTTPStatus.MULTIPLE_CHOICES and status is not HTTPStatus.NOT_MODIFIED:
            merged["Cache-Control"] = "no-cache"
        for name, value in merged.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status is not HTTPStatus.NOT_MODIFIED:
            self.send_body(body)

    def send_body(self, body: bytes) -> None:
        """Send what comes after the headers."""
        self.wfile.write(body)

    def version_string(self) -> str:
        return self.server_version

    def date_time_string(self, timestamp: float | None = None) -> str:
        return email.utils.formatdate(timestamp, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        if not self.server.quiet:
            super().log_message(format, *args)


def clean(path: str) -> str:
    """An absolute path without empty, ``.`` or ``..`` segments; it cannot leave the site."""
    return posixpath.normpath("/" + path.lstrip("/"))


def find(site: Path, path: str) -> Path | None:
    """The file for a URL path; a folder where only the slash at its end is missing; None where there is nothing."""
    if "\0" in path or "\\" in path or len(os.fsencode(path)) > 1024:
        return None
    file = (site / clean(path).lstrip("/")).resolve()
    if not file.is_relative_to(site) or file.suffix in ENCODINGS.values():
        return None
    if path.endswith("/"):
        file = file / "index.html"
        return file if file.is_file() else None
    if file.is_dir():
        return file if (file / "index.html").is_file() else None
    return file if file.is_file() else None


def accepted_encodings(header: str) -> set[str]:
    """The codings that an Accept-Encoding header asks for."""
    found = set()
    for part in header.lower().split(","):
        coding, _, quality = part.partition(";")
        if quality.strip().removeprefix("q=").rstrip("0.") or not quality:
            found.add(coding.strip())
    return found


def content_type(file: Path) -> str:
    """The media type of a file of the site."""
    return TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


@lru_cache(maxsize=1024)
def read(file: Path, changed: int) -> tuple[bytes, str]:
    """A file's bytes and entity tag; ``changed`` tells one version of it from the next."""
    content = file.read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the built site on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: 8000)")
    with Server(parser.parse_args().port) as server:
        print(f"http://127.0.0.1:{server.server_port}/  (Ctrl+C stops it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
