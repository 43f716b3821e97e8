"""What the operator of the registry does at a terminal: which registry it is, and the audit of its histories.

The registry is the folder of an embedded server (``--var``), or the one that the environment names, as on AWS.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ahce_sheets.refusals import refused

from .files import Draft, check_target, unreadable

if TYPE_CHECKING:
    from functions.ports import Ports
    from functions.services.audit import End

T = TypeVar("T")

ENDS = ".ends"
IDENTITY = re.compile(r"[0-9a-f]{64}")


def registry(var: Path | None) -> "Ports":
    """The ports of the registry that is meant. Raises :class:`~ahce_core.problems.Refusal` where there is none."""
    try:
        from functions import wiring
    except ImportError:
        raise refused(
            "登记数据需要另外的程序库；请安装 ahce[functions]。",
            "The registry needs further libraries; install ahce[functions].",
        ) from None
    environment: dict[str, str] = dict(os.environ)
    if var:
        environment.pop("AHCE_TABLE", None)
        environment |= {"AHCE_VAR": str(var), "AHCE_ORIGIN": "http://127.0.0.1"}
    try:
        settings = wiring.Settings(environment)
    except wiring.Misconfigured as error:
        raise _unnamed(error) from None
    if settings.var and not (settings.var / "store.sqlite").is_file():
        raise refused(f"{settings.var} 中没有登记数据。", f"There is no registry in {settings.var}.")
    return wiring.ports_of(settings)


def _unnamed(error: Exception) -> Exception:
    return refused(
        f"请用 --var 指出数据所在的文件夹，或按部署说明设置环境变量：{error}。",
        f"Name the folder of the data with --var, or set the environment as for the functions: {error}.",
    )


@contextmanager
def reached() -> Iterator[None]:
    """Turns a store or a key that does not answer, or is not named, into a refusal."""
    from functions.ports import Unavailable
    from functions.wiring import Misconfigured

    try:
        yield
    except Misconfigured as error:
        raise _unnamed(error) from None
    except Unavailable as error:
        raise refused(f"登记数据暂时无法访问：{error}。", f"The registry is out of reach: {error}.") from None


def set_up(var: Path | None, identity: str) -> None:
    """Make a sign-in the first administrator, as it is named on its own page."""
    if not IDENTITY.fullmatch(identity):
        raise refused(
            "登录编号是64个十六进制字符；请让本人登录后，从“本人”页面抄下。",
            "A sign-in is named by 64 hexadecimal characters; let its owner sign in and copy it from “me”.",
        )
    ports = registry(var)
    from functions.services.assignments import set_up as appoint

    with reached():
        appoint(ports, identity)
    print(f"{identity}  省人社厅管理员 administrator (province)")


def audit(
    var: Path | None, *, ends: Path | None, since: Path | None, force: bool, at_once: int, by_size: bool
) -> int:
    """Audit every history and say what was found; the number of breaches."""
    ports = registry(var)
    from functions.services.audit import audit as examine_all

    if ends:
        check_target(ends, (ENDS,), force=force)
    histories = records = kept = erased = breaches = 0
    with reached(), Draft(ends) if ends else nullcontext() as draft:
        lines = draft.path.open("w", encoding="ascii") if draft else None
        earlier = _read_ends(since) if since else ()
        for found in _told(examine_all(ports, earlier, at_once=at_once, by_size=by_size)):
            histories += 1
            records += found.end.number
            kept += found.kept
            erased += found.erased
            for text in found.breaches:
                breaches += 1
                print(f"{found.end.stream}\n  {text.zh}\n  {text.en}")
            if lines:
                lines.write("\t".join(map(str, found.end)) + "\n")
        if draft and lines:
            lines.close()
            draft.publish()
    print(
        f"核对了{histories}条历史，共{records}条记录；旁存的个人信息{kept}项，已登记删除{erased}项。\n"
        f"{histories} histories with {records} records; {kept} pieces of personal data beside them, {erased} erased."
    )
    if breaches:
        print(f"发现{breaches}处问题，见上。{breaches} breaches, see above.")
    else:
        print("全部相符。All of it stands.")
    return breaches


def _read_ends(file: Path) -> Iterator["End"]:
    """The ends that an earlier audit wrote."""
    from functions.services.audit import End

    try:
        with file.open(encoding="ascii") as lines:
            for line in lines:
                stream, number, digest = line.rstrip("\n").split("\t")
                yield End(stream, int(number), digest)
    except OSError as error:
        raise unreadable(file, error) from None
    except ValueError:
        raise refused(
            f"{file} 不是审计留下的末端文件。", f"{file} is no file of ends that an audit wrote."
        ) from None


def _told(found: Iterable[T]) -> Iterator[T]:
    """The same, with a count on a terminal."""
    if not sys.stderr.isatty():
        yield from found
        return
    from tqdm import tqdm

    yield from tqdm(found, unit="", unit_scale=True, leave=False, dynamic_ncols=True)
