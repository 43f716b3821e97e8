"""``ahce verify``: a committee's pile of certificates in, a table out, and an exit status that a script can trust."""

import csv
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahce_cli.presented import LARGEST_FILE, MOST_LINKS, presented
from ahce_cli.signatures import holds
from ahce_cli.status import from_sites
from ahce_core.registration.answers import Answer
from ahce_core.registration.credential import status_path
from ahce_core.registration.presented import check, pinned
from ahce_core.registration.status_list import CertificateStatus
from ahce_core.wording import Text
from functions.adapters.paper import TypstPaper
from functions.ports import SHANGHAI, Authority
from tests.certificates import NAME, NAME_EN, ORIGIN, Sample, SampleIssuer, embedded, presentations
from tools import fonts

AHCE = (sys.executable, "-m", "ahce_cli.main")
ROOT = Path(__file__).parents[2]


class Pile:
    """A folder of certificates, with the issuers file and the status lists beside it."""

    def __init__(self, folder: Path, origin: str = ORIGIN) -> None:
        self.folder, self.issuer = folder, SampleIssuer(folder / "key", origin, now=int(time.time()))
        self.pile, self.status = folder / "pile", folder / "status"
        self.pile.mkdir()
        self.issuers = folder / "issuers.json"
        self.issuers.write_text(self.issuer.issuers(), "utf-8")

    def add(
        self, name: str, sample: Sample, status: CertificateStatus | None = CertificateStatus.VALID
    ) -> Path:
        """A PDF in the pile, and what the status list says of it."""
        file = self.pile / f"{name}.pdf"
        file.write_bytes(pdf(sample))
        if status is not None:
            year, (shard, _) = sample.credential.year, sample.credential.place
            listed = self.status / str(year) / str(shard)
            listed.parent.mkdir(parents=True, exist_ok=True)
            listed.write_text(self.issuer.status(sample, status), "utf-8")
        return file

    def verify(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """The real command over the pile; its folder of lists unless another is named."""
        given = list(map(str, arguments))
        if "--issuers" not in given and "AHCE_ISSUERS" not in environment:
            given += ["--issuers", str(self.issuers)]
        if "--status" not in given:
            given += ["--status", str(self.status)]
        return subprocess.run(  # noqa: PLW1510 - the status is what is looked at
            [*AHCE, "verify", *given],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            env={**os.environ, **environment},
        )


def pdf(sample: Sample) -> bytes:
    fonts.put()
    return TypstPaper().render(
        sample.credential,
        token=sample.token,
        rows=sample.rows,
        authority=Authority(ORIGIN, Text(NAME, NAME_EN)),
    )


@pytest.fixture
def pile(tmp_path: Path) -> Pile:
    return Pile(tmp_path)


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_a_folder_of_valid_certificates_is_a_table_and_status_0(pile: Pile):
    pile.add("一", pile.issuer.certificate())
    pile.add("二", pile.issuer.certificate(name="演示另一人", place=(3, 7)))
    done = pile.verify(pile.pile)
    assert done.returncode == 0, done.stderr
    heading, first, second = done.stdout.splitlines()
    assert heading.split()[:3] == ["结果", "姓名", "证件后四位"]
    assert first.split()[:5] == ["有效", "演示持有人", "123X", "2026", "102.5"]
    assert second.split()[1] == "演示另一人"
    assert "2份：有效2" in done.stderr
    assert "2: 2 valid" in done.stderr
    signed = datetime.fromtimestamp(pile.issuer.now - 60, SHANGHAI)
    assert f"{signed:%Y-%m-%d %H:%M}" in done.stderr.splitlines()[2]


def test_every_answer_has_its_row_and_one_that_is_not_valid_makes_status_1(pile: Pile, tmp_path: Path):
    sample = pile.issuer.certificate()
    pile.add("1有效", sample)
    pile.add("2撤销", pile.issuer.certificate(place=(18, 1)), CertificateStatus.REVOKED)
    pile.add("3更换", pile.issuer.certificate(place=(19, 1)), CertificateStatus.SUPERSEDED)
    pile.add("4未核对", pile.issuer.certificate(place=(20, 1)), None)
    pile.add("5改动", Sample(sample.token, sample.rows.replace("400", "900"), sample.credential))
    stranger = SampleIssuer(tmp_path / "stranger", now=pile.issuer.now)
    pile.add("6不明", stranger.certificate(), None)
    (pile.pile / "7别的.PDF").write_bytes(b"%PDF-1.7\n%%EOF")
    done = pile.verify(pile.pile, "--json")
    assert done.returncode == 1
    answers = [row["answer"] for row in rows(done)]
    assert answers == [
        answer.text.zh
        for answer in (
            Answer.VALID,
            Answer.REVOKED,
            Answer.SUPERSEDED,
            Answer.NOT_CHECKED,
            Answer.INVALID,
            Answer.UNKNOWN_ISSUER,
            Answer.NOT_A_CERTIFICATE,
        )
    ]
    altered = rows(done)[4]
    assert altered["reason"] == "活动明细与签名不符，可能被改动"
    assert altered["name"] == ""  # what is not believed is not shown


def test_signatures_alone_are_checked_where_that_is_asked(pile: Pile):
    file = pile.add("一", pile.issuer.certificate(), None)
    pile.add("二", pile.issuer.certificate(place=(3, 7)))  # of which a list was saved
    assert pile.verify(file).returncode == 1
    done = pile.verify(file, "--status", "none")
    assert done.returncode == 0
    assert Answer.NOT_CHECKED.text.zh in done.stdout
    assert "状态表" not in done.stderr


def test_a_table_goes_into_csv_and_xlsx_where_nothing_becomes_a_formula(pile: Pile, tmp_path: Path):
    pile.add("一", pile.issuer.certificate(name="=SUM(1,2)"))
    for out in (tmp_path / "结果.csv", tmp_path / "结果.xlsx"):
        done = pile.verify(pile.pile, "--out", out, "--english")
        assert (done.returncode, done.stdout) == (0, "")
        if out.suffix == ".csv":
            heading, row = csv.reader(out.read_text("utf-8-sig").splitlines())
            assert row[2] == "'=SUM(1,2)"
        else:
            sheet = openpyxl.load_workbook(out).active
            heading, row = ([cell.value for cell in line] for line in sheet.iter_rows())
            assert sheet["C2"].data_type == "s"
        assert heading[:3] == ["Result", "Reason", "Name"]
        assert row[0] == "Valid"
        assert pile.verify(pile.pile, "--out", out).returncode == 2  # never over a file that is there
        assert pile.verify(pile.pile, "--out", out, "--force").returncode == 0


def test_the_attachment_and_a_link_in_a_text_file_are_verified_too(pile: Pile):
    sample = pile.issuer.certificate()
    pile.add("一", sample)
    attachment, link = pile.folder / "certificate.json", pile.folder / "link.txt"
    attachment.write_text(sample.attachment, "utf-8")
    link.write_text(f"{ORIGIN}/verify/#{sample.token}\n", "utf-8")
    assert pile.verify(attachment, link).returncode == 0


def test_a_pdf_that_another_program_saved_again_still_holds_its_certificate(pile: Pile):
    sample = pile.issuer.certificate()
    file = pile.add("一", sample)
    for mode in pikepdf.ObjectStreamMode:
        with pikepdf.open(file) as document:
            document.save(
                pile.folder / "again.pdf", object_stream_mode=mode, linearize=mode.name == "generate"
            )
        assert presented((pile.folder / "again.pdf").read_bytes()) == ((sample.token, sample.rows),)


def test_a_file_altered_anywhere_says_the_same_or_nothing(pile: Pile):
    """Every byte of the embedded certificate's stream, and every ninety-seventh of the rest of the file."""
    sample = pile.issuer.certificate()
    content = pdf(sample)
    keys = pinned(pile.issuer.issuers())
    begins = content.index(b"stream", content.index(b"/EmbeddedFile"))
    places = {*range(begins, content.index(b"endstream", begins)), *range(0, len(content), 97)}
    answers = set()
    for place in places:
        altered = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        ((token, rows),) = presented(altered) or (("", None),)
        finding = check(token, rows, keys, pile.issuer.now, holds)
        answers.add(finding.answer)
        assert finding.answer is not Answer.VALID or (token, rows) == (sample.token, sample.rows)
    assert {Answer.VALID, Answer.NOT_A_CERTIFICATE} <= answers


@settings(derandomize=True, deadline=None)
@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_is_in_a_file_it_is_read_or_not(content: bytes):
    for one in (content, b"%PDF-1.7\n1 0 obj <</Type /EmbeddedFile>> stream\n" + content):
        for token, rows in presented(one):
            found = check(token, rows, {}, 0, holds).answer
            assert found in {Answer.NOT_A_CERTIFICATE, Answer.UNKNOWN_ISSUER}


def test_a_file_presents_each_certificate_in_it_once_and_a_hostile_one_soon(pile: Pile):
    one, other = pile.issuer.certificate(), pile.issuer.certificate(name="另一个人")
    began = time.process_time()
    for name, content, certificates in presentations(one, other):
        assert presented(content) == tuple((each.token, each.rows) for each in certificates), name
    assert time.process_time() - began < 10  # each of them alone once took as long


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        " {}\n",
        "https://ahce.example/verify/#{}%20",
        "https://ahce.example/verify/#{}\n（演示） #2",
        "见https://ahce.example/verify/#{}。",
    ],
)
def test_a_link_is_found_whatever_stands_around_it(pile: Pile, text: str):
    token = pile.issuer.certificate().token
    assert presented(text.format(token).encode()) == ((token, None),)


def test_every_link_of_a_text_is_a_certificate_once_and_a_text_of_too_many_is_none(pile: Pile):
    one, other = (pile.issuer.certificate(name=name).token for name in ("演示持有人", "另一个人"))
    text = "".join(f"{ORIGIN}/verify/#{token}\r\n" for token in (one, other, one, f"{one[:-9]}…"))
    assert presented(text.encode()) == ((one, None), (other, None), (one[:-9], None))
    file = pile.folder / "扫码.txt"
    file.write_text(text, "utf-8")
    found = rows(pile.verify(file, "--status", "none", "--json"))
    assert [row["name"] for row in found] == ["演示持有人", "另一个人", ""]
    assert found[2]["answer_id"] == "not_a_certificate"
    most = "".join(f"#{number}.b.c " for number in range(MOST_LINKS))
    assert len(presented(most.encode())) == MOST_LINKS
    assert presented(f"{most}#{one}".encode()) == ()


def test_every_certificate_of_a_merged_file_has_its_row_and_one_given_twice_says_so(pile: Pile):
    one, other = pile.issuer.certificate(), pile.issuer.certificate(number="2026-AAAA-BBBB-CCCC-1")
    file = pile.add("一", one)
    merged = file.read_bytes() + embedded(other.attachment.encode())
    (pile.pile / "二.pdf").write_bytes(merged)
    found = rows(pile.verify(pile.pile, "--json"))
    assert [
        (Path(str(row["file"])).name, row["number"], row["answer_id"], row["reason_id"]) for row in found
    ] == [
        ("一.pdf", one.credential.number, "valid", "repeated"),
        ("二.pdf", one.credential.number, "valid", "repeated"),
        ("二.pdf", other.credential.number, "valid", ""),
    ]
    assert [row["reason"] for row in found] == ["重复", "重复", ""]


def test_a_demonstrations_certificate_is_marked_as_void_and_is_none_that_a_script_may_trust(
    pile: Pile, tmp_path: Path
):
    file = pile.add("一", pile.issuer.certificate())
    pile.issuers.write_text(pile.issuer.issuers(demonstration=True), "utf-8")
    done = pile.verify(file)
    assert (done.returncode, "演示，没有效力" in done.stdout) == (1, True)
    assert "1份：有效1（1份是演示的，没有效力）" in done.stderr
    (row,) = rows(pile.verify(file, "--status", "none", "--json"))
    assert (row["answer_id"], row["reason_id"]) == ("not_checked", "demonstration")
    done = pile.verify(file, file, "--english", "--out", tmp_path / "pile.csv")
    assert done.returncode == 1
    _, *found = csv.reader((tmp_path / "pile.csv").read_text("utf-8-sig").splitlines())
    assert [row[:2] for row in found] == [["Valid", "A demonstration's, void; Given twice"]] * 2


def test_what_cannot_be_read_is_a_row_and_the_pile_goes_on(pile: Pile, tmp_path: Path):
    pile.add("一", pile.issuer.certificate())
    (pile.pile / "三.pdf").symlink_to(tmp_path / "nowhere")
    (pile.pile / "夹.pdf").mkdir()
    os.mkfifo(pile.pile / "二.pdf")
    with (pile.pile / "四.pdf").open("wb") as large:
        large.truncate(LARGEST_FILE + 1)
    done = pile.verify(pile.pile, tmp_path / "missing.pdf", "--json")
    assert done.returncode == 1, done.stderr
    assert sorted((Path(str(row["file"])).name, row["reason_id"]) for row in rows(done)) == [
        ("missing.pdf", "unreadable"),
        ("一.pdf", ""),
        ("三.pdf", "unreadable"),
        ("二.pdf", "unreadable"),
        ("四.pdf", "too_large"),
    ]


def test_a_list_of_issuers_without_a_key_of_today_is_said_to_be_old(pile: Pile):
    file = pile.add("一", pile.issuer.certificate())
    assert "可能旧了" not in pile.verify(file).stderr
    pile.issuers.write_text(pile.issuer.issuers(exp=pile.issuer.now - 60), "utf-8")
    done = pile.verify(file)
    assert "可能旧了" in done.stderr
    assert "may be old" in done.stderr


def test_the_list_of_issuers_may_be_named_once_for_all(pile: Pile):
    file = pile.add("一", pile.issuer.certificate())
    assert pile.verify(file, AHCE_ISSUERS=str(pile.issuers)).returncode == 0


def test_what_cannot_be_verified_at_all_is_refused_with_the_remedy(pile: Pile, tmp_path: Path):
    file = pile.add("一", pile.issuer.certificate())
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments, told in (
        ((file, "--issuers", tmp_path / "nothing.json"), "没有这个文件"),
        ((file, "--issuers", file), "不是签发机构名单"),
        ((empty,), "没有PDF"),
        ((tmp_path / "nothing.pdf",), "没有这个文件"),
        ((file, "--out", tmp_path / "table.doc"), "扩展名"),
        ((file, "--status", tmp_path / "nowhere"), "没有存下的状态表"),
        ((file, "--status", empty), "没有存下的状态表"),
    ):
        done = pile.verify(*arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert told in done.stderr
    done = pile.verify(file, AHCE_ISSUERS="")
    assert done.returncode == 2
    assert "/verify/issuers.json" in done.stderr


def test_a_name_of_a_file_cannot_move_the_cursor(pile: Pile):
    sample = pile.issuer.certificate()
    pile.add("\x1b[2K坏", sample)
    done = pile.verify(pile.pile)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Pile]:
    """A pile whose issuer publishes its lists on this machine."""
    (tmp_path / "site").mkdir()
    handler = partial(Quiet, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Pile(tmp_path, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


def test_the_issuers_site_is_asked_for_its_lists_unless_told_otherwise(served: Pile):
    sample = served.issuer.certificate()
    file = served.add("一", sample, None)
    given = [*AHCE, "verify", str(file), "--issuers", str(served.issuers)]
    run = partial(subprocess.run, given, cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert run().returncode == 1  # there is no list yet
    listed = served.folder / "site" / status_path(2026, 17).removeprefix("/")
    listed.parent.mkdir(parents=True)
    listed.write_text(served.issuer.status(sample), "utf-8")
    assert run().returncode == 0
    listed.write_text(served.issuer.status(sample, CertificateStatus.REVOKED), "utf-8")
    assert run().returncode == 1


def test_a_list_is_never_fetched_in_the_clear_from_another_machine():
    assert from_sites()("http://ahce.example/api/public/status/2026/17") is None
    assert from_sites()("file:///etc/hostname") is None


def test_a_site_that_does_not_answer_is_waited_for_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ahce_cli.status.WAIT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        lists = from_sites()
        for shard in range(50):
            assert lists(f"http://127.0.0.1:{silent.getsockname()[1]}/api/public/status/2026/{shard}") is None
        silent.settimeout(60)
        silent.accept()[0].close()
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody else had called
            silent.accept()
