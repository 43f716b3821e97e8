"""Certificates in files, verified: a pile in, a table out."""

import datetime as dt
import json
import os
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ahce_core.hours import shown
from ahce_core.problems import presentable
from ahce_core.registration.answers import Answer
from ahce_core.registration.presented import Finding, Holds, Key, check, pinned, status_address, with_status
from ahce_core.wording import Text
from ahce_sheets.refusals import CSV, XLSX, refused
from ahce_sheets.results import results_to

from .files import Draft, check_target, unreadable
from .presented import LARGEST_FILE, Presented, presented
from .status import Lists, from_site, in_folder, nowhere

ISSUERS_VARIABLE = "AHCE_ISSUERS"
NO_STATUS = "none"
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
NOTHING = Presented("", None)

COLUMNS = {
    "answer": Text("结果", "Result"),
    "reason": Text("原因", "Reason"),
    "name": Text("姓名", "Name"),
    "id_last4": Text("证件后四位", "ID last four"),
    "employer": Text("用人单位", "Employer"),
    "year": Text("年度", "Year"),
    "total": Text("总学时", "Total"),
    "professional": Text("专业科目", "Professional"),
    "general": Text("公需科目", "General"),
    "number": Text("证书编号", "Number"),
    "issued": Text("签发日期", "Issued"),
    "issuer": Text("签发机构", "Issuer"),
    "file": Text("文件", "File"),
}
ON_TERMINAL = ("answer", "name", "id_last4", "year", "total", "number", "file", "reason")
COUNT = Text("{}份：{}", "{}: {}")

Row = dict[str, object]


def verify(
    paths: Sequence[Path],
    *,
    issuers: Path | None,
    status: str | None,
    out: Path | None,
    as_json: bool,
    force: bool,
    english: bool,
) -> bool:
    """Verify every certificate of ``paths``, put the table where it is asked for, and say whether all are valid.

    With ``status`` "none" nothing is looked up, and a valid signature is all that is asked. Raises
    :class:`~ahce_core.problems.Refusal` where nothing was verified.
    """
    keys = _pinned(issuers)
    if out:
        check_target(out, (CSV, XLSX), force=force)
    lists = from_site if status is None else nowhere if status == NO_STATUS else in_folder(Path(status))
    findings = [(file, _finding(file, keys, lists, _holds())) for file in _files(paths)]
    rows = [_row(file, finding, english=english) for file, finding in findings]
    if out:
        _write(out, rows, english=english)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
    elif not out:
        _print(rows, english=english)
    _count([finding for _, finding in findings])
    enough = {Answer.VALID, Answer.NOT_CHECKED} if status == NO_STATUS else {Answer.VALID}
    return all(finding.answer in enough for _, finding in findings)


def _holds() -> Holds:
    try:
        from .signatures import holds
    except ImportError:
        raise refused(
            "验证签名需要cryptography；请安装 ahce[cli]。",
            "Checking signatures needs cryptography; install ahce[cli].",
        ) from None
    return holds


def _pinned(issuers: Path | None) -> Mapping[str, Key]:
    given = issuers or os.environ.get(ISSUERS_VARIABLE)
    if not given:
        raise refused(
            f"请用 --issuers 或环境变量{ISSUERS_VARIABLE}给出签发机构名单：它在签发网站的 /verify/issuers.json，"
            "请自己从人社部门公布的网址下载（伪造的证书可以印上任何网址），不要用别人随证书给您的。",
            f"Name the list of issuers with --issuers or in {ISSUERS_VARIABLE}: it is /verify/issuers.json of the issuing site. "
            "Download it yourself from the address that the HRSS department publishes (a forged certificate can print any address); "
            "never use one that came with certificates.",
        )
    try:
        return pinned(Path(given).read_text("utf-8"))
    except OSError as error:
        raise unreadable(given, error) from None
    except ValueError:
        raise refused(
            f"“{presentable(str(given))}”不是签发机构名单（issuers.json）；请重新下载。",
            f"“{presentable(str(given))}” is no list of issuers (issuers.json); please download it again.",
        ) from None


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and every PDF in the folders that are. Raises Refusal where there is none."""
    found = False
    for path in paths:
        files = sorted(path.rglob("*.[pP][dD][fF]")) if path.is_dir() else [path]
        if not path.exists():
            raise unreadable(path, FileNotFoundError(2, ""))
        found = found or bool(files)
        yield from files
    if not found:
        raise refused("文件夹里没有PDF文件。", "There is no PDF in the folder.")


def _finding(file: Path, keys: Mapping[str, Key], lists: Lists, holds: Holds) -> Finding:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise unreadable(file, error) from None
    token, rows = (presented(content) if len(content) <= LARGEST_FILE else None) or NOTHING
    now = int(time.time())
    finding = check(token, rows, keys, now, holds)
    if finding.credential is None or finding.issuer is None:
        return finding
    return with_status(finding, lists(status_address(finding.credential, finding.issuer)), keys, now, holds)


def _row(file: Path, finding: Finding, *, english: bool) -> Row:
    def said(text: Text) -> str:
        return text.en if english else text.zh

    row: Row = dict.fromkeys(COLUMNS, "")
    row |= {"answer": said(finding.answer.text), "file": str(file)}
    if finding.reason:
        row["reason"] = said(finding.reason.text)
    if finding.credential and finding.issuer:
        says = finding.credential
        row |= {
            "name": says.name,
            "id_last4": says.id_last4,
            "employer": says.employer,
            "year": says.year,
            "total": shown(says.general + says.professional),
            "professional": shown(says.professional),
            "general": shown(says.general),
            "number": says.number,
            "issued": dt.datetime.fromtimestamp(says.issued, SHANGHAI).date().isoformat(),
            "issuer": said(finding.issuer.name),
        }
    return row


def _write(out: Path, rows: Iterable[Row], *, english: bool) -> None:
    headings = [heading.en if english else heading.zh for heading in COLUMNS.values()]
    try:
        with Draft(out) as draft:
            table = results_to(draft.path, out.suffix.lower(), headings)
            for row in rows:
                table.write(list(row.values()))
            table.save()
            draft.publish()
    except OSError as error:
        raise unreadable(out, error) from None


def _print(rows: Sequence[Row], *, english: bool) -> None:
    """The table on a terminal, where a Chinese character is two columns wide."""
    headings = [COLUMNS[name].en if english else COLUMNS[name].zh for name in ON_TERMINAL]
    lines = [headings, *([_line(row[name]) for name in ON_TERMINAL] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def _line(value: object) -> str:
    """A value as it may stand on a terminal: no control character of a file's name moves the cursor."""
    return "".join(one if one.isprintable() else "\ufffd" for one in str(value))


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def _count(findings: Sequence[Finding]) -> None:
    counts = {answer: sum(finding.answer is answer for finding in findings) for answer in Answer}
    told = [(answer, count) for answer, count in counts.items() if count]
    zh = "，".join(f"{answer.text.zh}{count}" for answer, count in told)
    en = ", ".join(f"{count} {answer.text.en.lower()}" for answer, count in told)
    for line in COUNT.format(len(findings), Text(zh, en)):
        print(line, file=sys.stderr)
