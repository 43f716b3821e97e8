"""The contract of an evidence store, over files and S3, and what the files' forms and links refuse as S3 does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from functions.adapters.evidence_rules import type_of
from functions.adapters.files import EvidenceRefused, FileEvidence
from functions.adapters.s3 import S3Evidence
from functions.ports import EVIDENCE_BYTES_LIMIT, EvidenceStore, StoredEvidence, UploadForm
from tests.functions.proof import pdf

PDF = pdf("evidence")
STUB = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
COMPRESSED = (
    b"%PDF-1.7\n1 0 obj <</Type/ObjStm/N 3>> stream\n\x9c\xff\nendstream endobj\n"
    b"2 0 obj <</Type/XRef/Root 3 0 R>> stream\n\0\1\nendstream endobj\nstartxref\n0\n%%EOF\r\n"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + bytes(64) + b"\xff\xd9"
NAME = "abc/def-1"


@dataclass
class Bench:
    """An evidence store with a browser's two moves: post a form, follow a link."""

    store: EvidenceStore
    post: Callable[[UploadForm, bytes], int]
    follow: Callable[[str], tuple[int, bytes, str, str]]


def files_bench(folder: Path) -> Bench:
    store = FileEvidence(folder / "evidence", folder / "keys/evidence.key")

    def post(form: UploadForm, content: bytes) -> int:
        try:
            store.receive(form.fields, content)
        except EvidenceRefused as refused:
            return refused.status
        return 204

    def follow(link: str) -> tuple[int, bytes, str, str]:
        try:
            found = store.deliver(dict(parse_qsl(urlsplit(link).query)))
        except EvidenceRefused as refused:
            return refused.status, b"", "", ""
        return 200, found.content, found.headers["Content-Type"], found.headers["Content-Disposition"]

    return Bench(store, post, follow)


def s3_bench(client: object) -> Bench:
    client.create_bucket(  # type: ignore[attr-defined]
        Bucket="evidence", CreateBucketConfiguration={"LocationConstraint": "cn-north-1"}
    )
    client.put_bucket_versioning(  # type: ignore[attr-defined]
        Bucket="evidence", VersioningConfiguration={"Status": "Enabled"}
    )

    def post(form: UploadForm, content: bytes) -> int:
        answer = requests.post(form.url, data=form.fields, files={"file": content}, timeout=10)
        return answer.status_code

    def follow(link: str) -> tuple[int, bytes, str, str]:
        answer = requests.get(link, timeout=10)
        headers = answer.headers
        return (
            answer.status_code,
            answer.content,
            headers.get("Content-Type", ""),
            headers.get("Content-Disposition", ""),
        )

    return Bench(S3Evidence(client, "evidence"), post, follow)


@pytest.fixture(params=["files", "s3"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "files":
        yield files_bench(request.getfixturevalue("tmp_path"))
    else:
        yield s3_bench(request.getfixturevalue("aws")("s3"))


def form_for(
    bench: Bench, content: bytes, media_type: str = "application/pdf", name: str = NAME
) -> UploadForm:
    return bench.store.upload_form(
        name, media_type=media_type, size=len(content), sha256=sha256(content).hexdigest()
    )


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")],
    ids=["pdf", "png", "jpeg"],
)
def test_what_a_form_puts_is_there_and_is_what_it_is(bench: Bench, content: bytes, media_type: str) -> None:
    assert (bench.store.inspect(NAME), bench.store.size(NAME)) == (None, None)
    assert bench.post(form_for(bench, content, media_type), content) == 204
    assert bench.store.size(NAME) == len(content)
    assert bench.store.inspect(NAME) == StoredEvidence(len(content), sha256(content).hexdigest(), media_type)


def test_the_type_is_read_from_the_content_not_from_the_form(bench: Bench) -> None:
    page = b"<html><script>alert(1)</script>"
    bench.post(form_for(bench, page, "image/png"), page)
    assert bench.store.inspect(NAME) == StoredEvidence(len(page), sha256(page).hexdigest(), None)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-", None),
        (b"%PDF-1.7\n" + bytes(64), None),
        (STUB, None),
        (STUB.replace(b"<<>>\n%%", b"<</Root 1 0 R>>\n%%"), None),  # and no page
        (PDF.replace(b"/Root 1 0 R", b""), None),
        (PDF.replace(b"startxref\n", b"startxref\n9"), "application/pdf"),  # readers find their way
        (COMPRESSED, "application/pdf"),
        (PDF + bytes(1018), "application/pdf"),  # its end lies within the last KiB
        (PDF + bytes(1019), None),
        (PNG[:-1], None),
        (PNG + b"what an editor left behind", "image/png"),
        (JPEG[:-1], None),
        (JPEG + b"a film that a telephone writes behind its picture", "image/jpeg"),
        (b"\xff\xd8\xff", None),
    ],
)
def test_a_file_that_stops_before_its_end_is_none_of_evidence(content: bytes, media_type: str | None) -> None:
    assert type_of(content) == media_type


def test_another_content_than_announced_never_passes_for_it(bench: Bench) -> None:
    bench.post(form_for(bench, PDF), PNG)
    stored = bench.store.inspect(NAME)
    assert stored is None or stored.sha256 == sha256(PNG).hexdigest()


def test_a_link_gives_the_file_as_an_attachment_under_its_name(bench: Bench) -> None:
    bench.post(form_for(bench, PDF), PDF)
    link = bench.store.download_link(NAME, media_type="application/pdf", filename="获奖证书 “一”.pdf")
    status, content, media_type, disposition = bench.follow(link)
    assert (status, content, media_type) == (200, PDF, "application/pdf")
    assert disposition.startswith("attachment; filename*=UTF-8''%E8%8E%B7")
    assert '"' not in disposition


def test_a_file_removed_is_gone_and_its_neighbour_is_not(bench: Bench) -> None:
    bench.store.remove(NAME)
    neighbour = NAME + "0"
    bench.post(form_for(bench, PDF), PDF)
    bench.post(form_for(bench, PNG, "image/png", neighbour), PNG)
    bench.store.remove(NAME)
    assert bench.store.inspect(NAME) is None
    assert bench.store.inspect(neighbour) is not None
    link = bench.store.download_link(NAME, media_type="application/pdf", filename="a.pdf")
    assert bench.follow(link)[0] in {403, 404}


@pytest.mark.parametrize(
    "name", ["", "/a", "a/", "a//b", "../a", "a/../b", "a.pdf", "a b", "学", "a" * 513, "a\n"]
)
def test_a_name_that_is_no_plain_path_is_refused(bench: Bench, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        form_for(bench, PDF, name=name)
    with pytest.raises(ValueError, match="name"):
        bench.store.inspect(name)
    with pytest.raises(ValueError, match="name"):
        bench.store.remove(name)
    with pytest.raises(ValueError, match="name"):
        bench.store.download_link(name, media_type="image/png", filename="a.png")


@pytest.mark.parametrize(
    ("media_type", "size", "digest"),
    [
        ("text/html", 10, "0" * 64),
        ("image/svg+xml", 10, "0" * 64),
        ("application/pdf", 0, "0" * 64),
        ("application/pdf", EVIDENCE_BYTES_LIMIT + 1, "0" * 64),
        ("application/pdf", 10, "0" * 63),
        ("application/pdf", 10, "A" * 64),
    ],
)
def test_no_form_is_given_for_what_is_no_evidence(
    bench: Bench, media_type: str, size: int, digest: str
) -> None:
    with pytest.raises(ValueError, match=r"evidence|SHA-256"):
        bench.store.upload_form(NAME, media_type=media_type, size=size, sha256=digest)


def test_the_largest_evidence_fits_and_a_form_pins_its_type_size_and_hash(bench: Bench) -> None:
    largest = bench.store.upload_form(
        NAME, media_type="image/png", size=EVIDENCE_BYTES_LIMIT, sha256="0" * 64
    )
    assert largest.fields["key"] == NAME
    assert largest.fields["Content-Type"] == "image/png"
    assert "policy" in largest.fields


# ── what S3 refuses itself, its engine in these tests does not, and the embedded one does ────────────────────────────


@pytest.fixture
def embedded(tmp_path: Path) -> Bench:
    return files_bench(tmp_path)


@pytest.mark.parametrize(
    ("content", "status"), [(PDF + b" ", 400), (PDF[:-1], 400), (PDF[:-1] + b"!", 400), (PDF, 204)]
)
def test_a_form_takes_the_announced_content_alone(embedded: Bench, content: bytes, status: int) -> None:
    assert embedded.post(form_for(embedded, PDF), content) == status
    assert (embedded.store.inspect(NAME) is not None) == (status == 204)


@pytest.mark.parametrize("field", ["key", "Content-Type", "policy", "signature"])
def test_a_form_with_a_changed_or_missing_field_is_refused(embedded: Bench, field: str) -> None:
    form = form_for(embedded, PDF)
    other = {"key": "abc/other", "Content-Type": "image/png"}.get(field, form.fields[field][:-1] + "é")
    assert embedded.post(UploadForm(form.url, {**form.fields, field: other}), PDF) == 403
    without = {name: value for name, value in form.fields.items() if name != field}
    assert embedded.post(UploadForm(form.url, without), PDF) == 403
    assert embedded.store.inspect(NAME) is None


def test_forms_and_links_end_and_neither_serves_as_the_other(tmp_path: Path) -> None:
    moment = 1_000_000.0
    store = FileEvidence(tmp_path / "evidence", tmp_path / "key", now=lambda: moment)
    form = store.upload_form(
        NAME, media_type="application/pdf", size=len(PDF), sha256=sha256(PDF).hexdigest()
    )
    link = dict(parse_qsl(urlsplit(store.download_link(NAME, media_type="image/png", filename="a")).query))
    with pytest.raises(EvidenceRefused):
        store.deliver(form.fields)
    with pytest.raises(EvidenceRefused):
        store.receive({**form.fields, **link}, PDF)
    moment += 600
    store.receive(form.fields, PDF)
    moment += 1
    with pytest.raises(EvidenceRefused):
        store.receive(form.fields, PDF)
    with pytest.raises(EvidenceRefused):
        store.deliver(link)


def test_the_key_outlives_the_process_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = files_bench(tmp_path)
    form = form_for(first, PDF)
    assert files_bench(tmp_path).post(form, PDF) == 204
    assert (tmp_path / "keys/evidence.key").stat().st_mode & 0o777 == 0o600
