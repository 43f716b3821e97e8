"""One file of headers: each family of pages gets its policy, and the server keeps to it."""

import gzip
import http.client
import json
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from tools.build import POLICY, SITE
from tools.headers import Headers, with_hashes
from tools.serve import Server, accepted_encodings, clean, find


@pytest.fixture
def connection(site: str) -> Iterator[http.client.HTTPConnection]:
    opened = http.client.HTTPConnection(urlsplit(site).netloc, timeout=120)
    yield opened
    opened.close()


def ask(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> tuple[HTTPResponse, bytes]:
    connection.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    response = connection.getresponse()
    return response, response.read()


def test_a_policy_forbids_other_origins_inline_scripts_and_framing_but_of_the_calculator(site: str) -> None:
    policies = Headers(POLICY)
    for path in (
        "/",
        "/regulation/",
        "/calculator/",
        "/staff/",
        "/portal/",
        "/review/",
        "/notices/",
        "/assets/engine.js",
        "/assets/python/x/worker.js",
    ):
        headers = policies.of(path)
        content = headers["Content-Security-Policy"]
        assert "default-src 'self'" in content
        assert "'unsafe-inline'" not in content
        assert "'unsafe-eval'" not in content
        assert "http" not in content
        assert ("frame-ancestors *" in content) == (path == "/calculator/")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
    assert "immutable" in policies.of("/assets/python/0123/worker.js")["Cache-Control"]
    assert policies.of("/assets/engine.js")["Cache-Control"] == "no-cache"


def test_inline_scripts_are_named_by_their_hash_and_data_is_not() -> None:
    page = '<script>a()</script><script src="b.js"></script><script type="application/json">{}</script>'
    policy = with_hashes("script-src 'self' {scripts};", [page, page])
    assert policy == "script-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4=';"


@pytest.mark.parametrize(("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_file_comes_in_the_best_coding_that_is_accepted(
    connection: http.client.HTTPConnection, coding: str, unpack: object
) -> None:
    accepted = "gzip, deflate, br, zstd" if coding == "br" else "gzip;q=0.8, br;q=0"
    response, body = ask(connection, "/assets/engine.js", Accept_Encoding=accepted)
    assert response.headers["Content-Encoding"] == coding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert unpack(body) == (SITE / "assets/engine.js").read_bytes()  # type: ignore[operator]


def test_without_an_accepted_coding_the_file_itself_comes(connection: http.client.HTTPConnection) -> None:
    response, body = ask(connection, "/assets/engine.js")
    assert "Content-Encoding" not in response.headers
    assert body == (SITE / "assets/engine.js").read_bytes()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/calculator/", "text/html; charset=utf-8"),
        ("/assets/engine.js", "text/javascript; charset=utf-8"),
        ("/assets/catalogue.json", "application/json"),
        ("/assets/app.webmanifest", "application/manifest+json"),
        ("/images/mark.svg", "image/svg+xml"),
    ],
)
def test_a_file_has_the_media_type_of_what_it_is(
    connection: http.client.HTTPConnection, path: str, kind: str
) -> None:
    response, _ = ask(connection, path)
    assert (response.status, response.headers["Content-Type"]) == (200, kind)


def test_wasm_is_served_as_what_browsers_compile_while_it_arrives(
    connection: http.client.HTTPConnection,
) -> None:
    (wasm,) = SITE.glob("assets/python/*/pyodide.asm.wasm")
    response, _ = ask(connection, f"/{wasm.relative_to(SITE).as_posix()}", "HEAD")
    assert response.headers["Content-Type"] == "application/wasm"


def test_a_file_that_the_browser_has_is_not_sent_again(connection: http.client.HTTPConnection) -> None:
    first, _ = ask(connection, "/assets/engine.js", Accept_Encoding="br")
    again, body = ask(
        connection, "/assets/engine.js", Accept_Encoding="br", If_None_Match=first.headers["ETag"]
    )
    assert (again.status, body) == (304, b"")
    other, body = ask(connection, "/assets/engine.js", If_None_Match=first.headers["ETag"])
    assert other.status == 200  # another coding is another thing
    assert body


def test_head_is_get_without_the_body(connection: http.client.HTTPConnection) -> None:
    got, content = ask(connection, "/assets/engine.js")
    head, body = ask(connection, "/assets/engine.js", "HEAD")
    assert body == b""
    assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(content))


def test_what_is_not_there_is_said_on_a_page_and_not_kept(connection: http.client.HTTPConnection) -> None:
    response, body = ask(connection, "/assets/python/none.js")
    assert response.status == 404
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.headers["Cache-Control"] == "no-cache"
    assert b"404" in body


def test_a_folder_without_its_slash_leads_to_the_one_with_it(connection: http.client.HTTPConnection) -> None:
    response, _ = ask(connection, "/calculator")
    assert (response.status, response.headers["Location"]) == (301, "/calculator/")
    response, _ = ask(connection, "//elsewhere.example/%2e%2e/calculator")
    assert (response.status, response.headers["Location"]) == (301, "/calculator/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(connection: http.client.HTTPConnection, method: str) -> None:
    response, _ = ask(connection, "/", method)
    assert response.status == 501


@pytest.mark.parametrize(
    "path",
    [
        "/../headers.json",
        "/../../pyproject.toml",
        "/calculator/../../headers.json",
        "/..%2f..%2fpyproject.toml",
        "/%2e%2e/%2e%2e/pyproject.toml",
        "/..\\..\\pyproject.toml",
        "/assets/engine.js%00.html",
        "/assets/engine.js.br",
        "/assets/",
        "/" + "a/" * 4000,
    ],
)
def test_a_path_never_leaves_the_site(connection: http.client.HTTPConnection, path: str) -> None:
    response, _ = ask(connection, path)
    assert response.status == 404


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "site/link.txt").symlink_to(tmp_path / "secret.txt")
    assert find(tmp_path / "site", "/link.txt") is None


def test_paths_and_codings_are_read_as_browsers_write_them() -> None:
    assert clean("//a//b/../c/") == "/a/c"
    assert accepted_encodings("gzip, br;q=1.0, zstd;q=0.0, *;q=0") == {"gzip", "br"}
    assert accepted_encodings("identity") == {"identity"}


def test_the_policy_file_is_plain_json_that_any_hosting_can_read(site: str) -> None:
    policy = json.loads(POLICY.read_text("utf-8"))
    assert [family["path"] for family in policy["families"]][-1] == "*"
    assert "{scripts}" not in POLICY.read_text("utf-8").replace(policy["about"], "")


def test_a_browser_that_hangs_up_is_no_error(site: str, capfd: pytest.CaptureFixture[str]) -> None:
    with Server(port=0, quiet=True) as server:
        try:
            raise ConnectionResetError
        except ConnectionResetError:
            server.handle_error(None, ("127.0.0.1", 1))
    assert capfd.readouterr().err == ""
