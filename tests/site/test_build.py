"""The build: nothing of it lands among the sources, equal inputs give equal bytes, and what is kept offline is whole."""

import gzip
import hashlib
import json
import posixpath
import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from ahce_core import api
from tools import build, offline, preload, runtime

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def files(site: str) -> dict[str, bytes]:
    """Every built file by its path, without the compressed twins."""
    found = {
        path.relative_to(build.SITE).as_posix(): path.read_bytes()
        for path in build.SITE.rglob("*")
        if path.is_file()
    }
    return {name: content for name, content in found.items() if not name.endswith((".br", ".gz"))}


def test_no_output_lies_among_the_sources() -> None:
    """A mkdocs build empties its output first, and takes site/ for it where none is named."""
    assert build.SITE.is_relative_to(ROOT / "build")
    for config in build.SOURCES.glob("mkdocs*.yml"):
        (output,) = re.findall(r"^site_dir: (.+)$", config.read_text("utf-8"), re.M) or ["inherited"]
        assert output == "inherited" or (config.parent / output).resolve().is_relative_to(ROOT / "build")
    inherited = [
        path for path in build.SOURCES.glob("mkdocs*.yml") if "site_dir:" not in path.read_text("utf-8")
    ]
    assert all(path.read_text("utf-8").count("INHERIT:") == 1 for path in inherited)


def test_a_second_build_finds_nothing_to_do(site: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in build.SITE.rglob("*")}
    build.build()
    assert {path: path.stat().st_mtime_ns for path in build.SITE.rglob("*")} == before


def test_a_folder_is_made_anew_only_where_an_input_or_the_folder_changed(tmp_path: Path) -> None:
    source, made = tmp_path / "source.txt", tmp_path / "made"
    source.write_text("a")
    runs = []

    def make(folder: Path) -> None:
        runs.append(source.read_text())
        folder.mkdir()
        (folder / "copy.txt").write_text(source.read_text())

    for change in (lambda: None, lambda: None, lambda: source.write_text("b"), (made / "copy.txt").unlink):
        change()
        build.once(made, [source], make)
    assert runs == ["a", "b", "b"]


def test_a_build_that_fails_half_way_is_not_taken_for_a_finished_one(tmp_path: Path) -> None:
    made = tmp_path / "made"

    def fail(folder: Path) -> None:
        folder.mkdir()
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        build.once(made, [], fail)
    assert build.once(made, [], lambda folder: folder.mkdir()) == made


def test_every_compressed_file_holds_what_it_stands_beside(files: dict[str, bytes]) -> None:
    packed = 0
    for name, content in files.items():
        for suffix, unpack in ((".br", brotli.decompress), (".gz", gzip.decompress)):
            twin = build.SITE / (name + suffix)
            if twin.is_file():
                assert unpack(twin.read_bytes()) == content
                packed += 1
    assert packed > 50


def test_the_generated_files_are_the_cores_own_words(files: dict[str, bytes]) -> None:
    assert files["assets/catalogue.json"].decode() == api.describe()
    assert files["assets/schema.json"].decode() == api.schema()


def test_the_runtimes_folder_is_named_by_its_contents_and_found_by_the_engine(
    files: dict[str, bytes],
) -> None:
    (folder,) = {name.rsplit("/", 1)[0] for name in files if name.startswith("assets/python/")}
    assert f'"./{folder.removeprefix("assets/")}/worker.js"' in files["assets/engine.js"].decode()
    parts = {name.rsplit("/", 1)[1]: content for name, content in files.items() if name.startswith(folder)}
    named = build.digest(part for name in sorted(parts) for part in (name.encode(), parts[name]))
    assert folder.endswith("/" + named[:12])


def test_the_runtime_is_at_most_four_megabytes_to_transfer(files: dict[str, bytes]) -> None:
    (folder,) = {name.rsplit("/", 1)[0] for name in files if name.startswith("assets/python/")}
    sizes = {name: (build.SITE / folder / f"{name}.br").stat().st_size for name in offline.RUNTIME}
    assert sum(sizes.values()) < 4_000_000, sizes


def test_equal_inputs_make_an_equal_archive_and_an_equal_snapshot(site: str, tmp_path: Path) -> None:
    anew = runtime.build(tmp_path)
    assert {name: hashlib.sha256(content).hexdigest() for name, content in anew.items()} == {
        name: hashlib.sha256((build.BUILD / "runtime" / name).read_bytes()).hexdigest() for name in anew
    }


def test_a_changed_file_of_the_npm_package_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(runtime.SHA256, "pyodide.mjs", "0" * 64)
    with pytest.raises(runtime.ChangedInputError, match=r"pyodide\.mjs has the SHA-256 6f1d60f7"):
        runtime.build(tmp_path)


def test_the_pinned_package_is_the_one_in_the_lock_file() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]["node_modules/pyodide"]
    installed = json.loads((runtime.PYODIDE / "package.json").read_text("utf-8"))
    assert lock["version"] == installed["version"]
    assert f"# pyodide {lock['version']};" in Path(runtime.__file__).read_text("utf-8")
    worker = runtime.WORKER.read_text("utf-8")
    info = json.loads((runtime.PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]
    assert all(f'"{info[key]}"' in worker for key in ("arch", "abi_version", "platform", "python"))


def test_the_precache_names_every_file_by_its_hash_and_keeps_whole_pages(files: dict[str, bytes]) -> None:
    listed = json.loads(files["precache.json"])
    others = {offline.SERVED, "precache.json"}
    assert set(listed["files"]) == set(files) - others
    for name, expected in listed["files"].items():
        assert hashlib.sha256(files[name]).hexdigest().startswith(expected)
    kept = set(listed["kept"])
    assert kept <= set(listed["files"])
    assert {"calculator/index.html", "regulation/index.html", "assets/catalogue.json", "favicon.ico"} <= kept
    assert listed["version"] in files[offline.SERVED].decode()


def test_whatever_a_kept_page_leads_to_is_kept_or_needs_the_network(files: dict[str, bytes]) -> None:
    kept = set(json.loads(files["precache.json"])["kept"])
    led = set[str]()
    for name in kept:
        if name.startswith(("calculator/", "staff/", "verify/", "assets/frame.js", "assets/offline.html")):
            text = files[name].decode(errors="ignore")
            led |= set(re.findall(r'"(?:\.\.)?/((?:[a-z]+/)*)[#"]', text))
            in_either_language = re.findall(r"`\$\{docs\}((?:[a-z]+/)+)`", text)
            led |= {language + path for path in in_either_language for language in ("", "en/")}
    assert {"", "en/", "staff/", "readings/", "privacy/", "en/readings/", "en/privacy/"} <= led
    needed = {f"{path}index.html" for path in led if not path.startswith(("portal/", "assets/"))}
    assert needed - kept == set()


def test_a_version_changes_with_any_file_and_with_nothing_else() -> None:
    source = {offline.SOURCE: b'"VERSION" ["KEPT"] "HASHES"'}

    def version(**files: bytes) -> str:
        site = source | files
        offline.add(site)
        return str(json.loads(site["precache.json"])["version"])

    assert version(a=b"1", b=b"2") == version(b=b"2", a=b"1")
    assert len({version(a=b"1"), version(a=b"2"), version(b=b"1"), version(a=b"1", b=b"")}) == 4


@pytest.mark.parametrize("page", ["calculator", "staff", "portal", "review", "notices", "verify"])
def test_every_module_of_a_page_is_asked_for_at_once(files: dict[str, bytes], page: str) -> None:
    shell = files[f"{page}/index.html"].decode()
    ahead = re.findall(r'<link rel="modulepreload" href="([^"]+)">', shell)
    own = {name.removeprefix(f"{page}/") for name in files if re.fullmatch(rf"{page}/\w+\.js", name)}
    assert own - {"types.js"} == {name for name in ahead if "/" not in name}
    assert len(ahead) == len(set(ahead))
    assert {posixpath.normpath(f"{page}/{name}") for name in ahead} <= set(files)


@pytest.mark.parametrize("page", ["calculator", "staff", "portal", "review", "notices", "verify"])
def test_every_page_has_what_all_have_alike_and_no_place_left_for_it(
    files: dict[str, bytes], page: str
) -> None:
    shell = files[f"{page}/index.html"].decode()
    for part in sorted((build.SOURCES / "shell").iterdir()):
        assert shell.count(part.read_text("utf-8")) == 1
    assert "<!--" not in shell
    assert shell.index('<meta charset="utf-8">') < 1024  # bytes in which a browser looks for it
    assert shell.index("tokens.css") < shell.index("page.css") < shell.index(f'"{page}.css"')


def test_what_a_page_imports_later_or_in_a_comment_is_not_asked_for_ahead() -> None:
    site = {
        "a/main.js": b'import { b } from "./b.js";\nimport "../c.js";\n/** @type {import("./d.js").D} */\nimport("./e.js");',
        "a/b.js": b'import {\n  a,\n} from "./main.js";\nexport { f } from "./f.js";\nconst text = "./g.js";',
        "a/f.js": b"",
        "c.js": b"",
    }
    assert preload.graph("a/main.js", site) == ["a/main.js", "a/b.js", "c.js", "a/f.js"]


def test_the_build_command_says_what_it_made() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.build"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("build/site is built (")


def test_the_settings_that_a_deployment_replaces_have_no_twin_that_would_be_served_instead(site: str) -> None:
    settings = build.SITE / "assets/registry/config.json"
    assert json.loads(settings.read_text("utf-8"))["issuer"] == "/issuer"
    assert list(settings.parent.glob("config.json.*")) == []
