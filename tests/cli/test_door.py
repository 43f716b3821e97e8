"""``ahce assess`` and ``ahce describe``: JSON in, JSON out, and every way in which a file can be no request."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ahce_core import api
from ahce_core.json_text import LIMIT_BYTES

AHCE = [str(Path(sys.executable).with_name("ahce"))]
REQUEST = {
    "year": 2025,
    "activities": [{"id": "a", "kind": "teaching", "title": "讲座", "date": "2025-03-01"}],
}


def run(
    *arguments: str | Path, given: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The real command, its output in bytes."""
    return subprocess.run(  # noqa: PLW1510 - the status is what is looked at
        [*AHCE, *map(str, arguments)],
        input=given,
        capture_output=True,
        timeout=300,
        env={**os.environ, **environment},
    )


def errors(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, str]]:
    """The errors of a refusal: on standard output, in both languages, and nothing else anywhere."""
    assert done.returncode == 2
    assert done.stderr == b""
    found: list[dict[str, str]] = json.loads(done.stdout)["errors"]
    assert all(set(error) == {"path", "message", "message_en"} for error in found)
    return found


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    """A request in a file."""
    path = tmp_path / "一年.json"
    path.write_text(json.dumps(REQUEST, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_file_and_standard_input_are_answered_as_the_door_answers(request_file: Path, bom: bytes) -> None:
    content = bom + request_file.read_bytes()
    request_file.write_bytes(content)
    expected = api.assess(content.decode()) + "\n"
    for done in (run("assess", request_file), run("assess", "-", given=content)):
        assert (done.returncode, done.stdout.decode(), done.stderr) == (0, expected, b"")


def test_the_answer_is_utf8_whatever_the_locale(request_file: Path) -> None:
    for locale in ("C", "POSIX", "zh_CN.GB18030"):
        done = run("assess", request_file, LC_ALL=locale, PYTHONIOENCODING="ascii")
        assert "每次5学时" in done.stdout.decode()


def test_pretty_indents_the_same_answer(request_file: Path) -> None:
    pretty = run("assess", "--pretty", request_file).stdout.decode()
    assert "\n  " in pretty
    assert json.loads(pretty) == json.loads(api.assess(request_file.read_text(encoding="utf-8")))


def test_a_refusal_of_the_door_is_exit_status_2() -> None:
    assert (
        errors(run("assess", "-", given=b'{"year": 2024}'))
        == json.loads(api.assess('{"year": 2024}'))["errors"]
    )
    assert errors(run("assess", "--pretty", "-", given=b"[]"))


@pytest.mark.parametrize(
    ("content", "zh"),
    [(b"", "没有内容"), (b"{", "不是有效的JSON"), ('{"year"：2025}'.encode("gb18030"), "不是UTF-8"), (b"\xff\xfe{\0}\0", "不是UTF-8")],
)  # fmt: skip
def test_what_is_no_json_in_utf8_is_refused(tmp_path: Path, content: bytes, zh: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    for done in (run("assess", path), run("assess", "-", given=content)):
        (error,) = errors(done)
        assert zh in error["message"]


@pytest.mark.parametrize("filler", [b" ", "学".encode(), b"\xff"])
def test_a_file_larger_than_a_request_is_refused_by_its_size(tmp_path: Path, filler: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(filler * (10 * LIMIT_BYTES // len(filler)))
    (error,) = errors(run("assess", path))
    assert "1 MiB" in error["message_en"]


def test_a_request_of_just_the_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    content = json.dumps(REQUEST).encode()
    path.write_bytes(content + b" " * (LIMIT_BYTES - len(content)))
    assert run("assess", path).returncode == 0


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [("没有.json", "没有这个文件", "no such file"), ("", "文件夹", "is a folder"), ("x" * 300, "文件名过长", "too long")],
)  # fmt: skip
def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path, name: str, zh: str, en: str) -> None:
    (error,) = errors(run("assess", tmp_path / name))
    assert zh in error["message"]
    assert en in error["message_en"]


def test_describe_gives_the_catalogue_and_the_schema() -> None:
    assert run("describe").stdout.decode() == api.describe() + "\n"
    assert json.loads(run("describe", "--schema", "--pretty").stdout) == json.loads(api.schema())


def test_the_version_names_the_rules() -> None:
    assert run("--version").stdout.decode().endswith("(rules 2025.1)\n")


def test_the_package_is_a_command_too() -> None:
    command = [sys.executable, "-m", "ahce_cli", "describe"]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["kinds"]


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["assess", "-h"], ["describe", "-h"], ["batch", "-h"], ["template", "-h"]]
)
def test_help_is_in_both_languages(arguments: list[str]) -> None:
    done = run(*arguments or ["--help"])
    text = done.stdout.decode()
    assert done.returncode == 0
    for word in ("用法 Usage", "选项 Options", "显示此说明 show this help"):
        assert word in text


@pytest.mark.parametrize(
    "arguments", [[], ["assess"], ["assess", "a", "b"], ["batch", "x"], ["nothing"], ["assess", "--pre", "x"]]
)
def test_wrong_arguments_are_refused_with_the_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "参数有误" in done.stderr.decode()
    assert "用法 Usage: ahce" in done.stderr.decode()


def test_nobody_reading_on_is_no_error() -> None:
    with subprocess.Popen([*AHCE, "describe"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_quiet(number: signal.Signals) -> None:
    with subprocess.Popen(
        [*AHCE, "assess", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a background job ignores it
    ) as process:
        assert process.stdin
        process.stdin.write(
            b" " * (1 << 18)
        )  # more than a pipe holds: it returns when the command is reading
        process.stdin.flush()
        process.send_signal(number)
        _, message = process.communicate(timeout=300)
    assert process.returncode == 130
    assert message.decode() == "\n已中断，没有写任何文件。Interrupted, nothing was written.\n"


def test_the_core_alone_is_enough_for_assess() -> None:
    """openpyxl and tqdm are read only where a staff list asks for them."""
    code = (
        "import sys; from ahce_cli.main import main; main(['describe']); "
        "print(sorted({'openpyxl', 'tqdm', 'csv'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=300, check=True)
    assert done.stderr.decode().strip() == "[]"
