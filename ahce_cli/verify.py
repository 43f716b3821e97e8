"""Certificates in files, verified: a pile in, a table out."""

import json
import os
import stat
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ahce_core.problems import presentable
from ahce_core.registration.answers import Answer
from ahce_core.registration.presented import (
    Finding,
    Holds,
    Key,
    check,
    list_issued,
    pinned,
    status_address,
    with_status,
)
from ahce_core.wording import Text
from ahce_sheets.refusals import CSV, XLSX, refused

from .files import check_target, unreadable
from .presented import LARGEST_FILE, Presented, presented
from .status import Lists, from_sites, in_folder, nowhere
from .verified import Checked, Note, count_all, print_all, row_of, write_all

ISSUERS_VARIABLE = "AHCE_ISSUERS"
NO_STATUS = "none"
NOTHING = Presented("", None)
NOT_ONE = Finding(Answer.NOT_A_CERTIFICATE)

OLD_LIST = Text(
    "签发机构名单里没有今天使用的密钥，可能旧了；请从人社部门公布的网址重新下载。",
    "The list of issuers has no key that signs today and may be old; download it again from the address that the HRSS department publishes.",
)


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

    With ``status`` "none" nothing is looked up, and a valid signature is all that is asked. A demonstration's is void. Raises
    :class:`~ahce_core.problems.Refusal` where nothing was verified.
    """
    keys = _pinned(issuers)
    if out:
        check_target(out, (CSV, XLSX), force=force)
    lists = from_sites() if status is None else nowhere if status == NO_STATUS else in_folder(Path(status))
    checked = _repeated(list(_checked(paths, keys, lists, _holds())))
    rows = [row_of(one, english=english) for one in checked]
    if out:
        write_all(out, rows, english=english)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
    elif not out:
        print_all(rows, english=english)
    count_all(checked)
    enough = {Answer.VALID, Answer.NOT_CHECKED} if status == NO_STATUS else {Answer.VALID}
    return all(one.finding.answer in enough and not one.is_void for one in checked)


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
        keys = pinned(Path(given).read_text("utf-8"))
    except OSError as error:
        raise unreadable(given, error) from None
    except ValueError:
        raise refused(
            f"“{presentable(str(given))}”不是签发机构名单（issuers.json）；请重新下载。",
            f"“{presentable(str(given))}” is no list of issuers (issuers.json); please download it again.",
        ) from None
    now = time.time()
    if not any(key.begins <= now < key.ends for key in keys.values()):
        for line in OLD_LIST:
            print(line, file=sys.stderr)
    return keys


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and every PDF in the folders that are. Raises Refusal where there is none."""
    found = False
    for path in paths:
        folder = path.is_dir()
        files = (
            sorted(file for file in path.rglob("*.[pP][dD][fF]") if not file.is_dir()) if folder else [path]
        )
        found = found or bool(files)
        yield from files
    if not found:
        raise refused("文件夹里没有PDF文件。", "There is no PDF in the folder.")


def _checked(paths: Iterable[Path], keys: Mapping[str, Key], lists: Lists, holds: Holds) -> Iterator[Checked]:
    """Everything that the files present. Raises Refusal where none of them could be read."""
    failed: Exception | None = None
    read = False
    for file in _files(paths):
        try:
            content = _content(file)
        except OSError as error:
            failed = failed or unreadable(file, error)
            yield Checked(file, NOT_ONE, Note.UNREADABLE)
            continue
        read = True
        if len(content) > LARGEST_FILE:
            yield Checked(file, NOT_ONE, Note.TOO_LARGE)
            continue
        for one in presented(content) or (NOTHING,):
            finding, listed = _found(one, keys, lists, holds)
            yield Checked(file, finding, listed=listed)
    if failed and not read:
        raise failed


def _content(file: Path) -> bytes:
    """A file's content, one byte more than is allowed at most. Raises OSError, for a pipe too: it might never end."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError(None, "不是普通文件 not a regular file")
    with file.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def _found(one: Presented, keys: Mapping[str, Key], lists: Lists, holds: Holds) -> tuple[Finding, int | None]:
    """What it is, and when the status list that says so was signed; None where none does."""
    now = int(time.time())
    finding = check(one.token, one.rows, keys, now, holds)
    if finding.credential is None or finding.issuer is None:
        return finding, None
    listed = lists(status_address(finding.credential, finding.issuer))
    finding = with_status(finding, listed, keys, now, holds)
    return finding, None if finding.answer is Answer.NOT_CHECKED else list_issued(listed or "")


def _repeated(checked: Sequence[Checked]) -> Sequence[Checked]:
    """With a note at those whose number more than one of them bears."""
    numbers = Counter(finding.credential.number for _, finding, *_ in checked if finding.credential)
    return [
        one._replace(note=Note.REPEATED)
        if one.finding.credential and numbers[one.finding.credential.number] > 1
        else one
        for one in checked
    ]
