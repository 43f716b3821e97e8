"""``ahce``: assess a year, show the catalogue, assess a staff list, make its template; for operators, audit the registry.

Exit status: 0 all is well; 1 rows were left out of a staff list, an audit found a breach; 2 refused, nothing written;
130 interrupted.
"""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from ahce_core import api, json_text
from ahce_core.json_text import LIMIT_BYTES
from ahce_core.problems import Refusal
from ahce_core.readings import ASSESSMENT_READINGS, Profile
from ahce_core.request import read_request
from ahce_core.rules import VERSIONS
from ahce_sheets.refusals import XLSX, refused

from .files import NO_OPENPYXL, Draft, check_target, unreadable

OK, LEFT_OUT, BREACHED, ENDING, REFUSED, INTERRUPTED, BROKEN_PIPE = 0, 1, 1, 1, 2, 130, 141
STANDARD_INPUT = "-"

DESCRIPTION = """\
安徽省专业技术人员继续教育学时：按规定计算，每个数字都有条文依据。
Continuing-education hours in Anhui: computed by the regulation, every figure with its sentence."""

ASSESS = """\
计算一个人一年的学时：读入JSON请求，输出JSON结果（见 ahce describe --schema）。
Assess one person's year: a JSON request in, a JSON answer out (see ahce describe --schema).

退出码 Exit status：0 已计算 assessed；2 未计算，输出 {"errors": …} refused"""

BATCH = """\
计算一份人员名单：一行一项活动，同一人的行排在一起；每人每年一行结果。
Assess a staff list: one row an activity, the rows of a person together; one result row a person and year.

  IN    .csv（UTF-8或GB18030）或.xlsx；标题见 ahce template；xlsx读取名为“活动”的工作表，或唯一有内容的工作表
        .csv (UTF-8 or GB18030) or .xlsx; headings as in ahce template; of an xlsx the sheet “活动” or the only one in use
  OUT   .csv（UTF-8带BOM）或.xlsx；号码要在Excel里保持原样，请用.xlsx
        .csv (UTF-8 with BOM) or .xlsx; for long numbers to survive in Excel choose .xlsx

有误的行不计入，此人其余各行照常计算，结果中注明未计入的行数。有误的行全部列在OUT旁的 *.errors.csv 中，屏幕上只显示前20条。
A row in error is left out, the person is assessed on the others, and the result says how many are missing. All of them are
listed in *.errors.csv beside OUT, the first 20 on the screen as well.

退出码 Exit status：0 全部计入 all rows read；1 有未计入的行 rows left out；2 未计算，不写任何文件 refused, nothing written"""

TEMPLATE = """\
生成人员名单的Excel模板：标题、填写说明、下拉列表和示例。
Make the Excel template of a staff list: headings, notes, drop-downs and examples."""

AUDIT = """\
审计登记数据：每条历史是否首尾相接、未被改动；旁存的个人信息是否与记录的摘要一致，删除的是否登记过删除；案卷、人员、单位、
角色是否与历史相符。服务可以同时运行。
Audit the registry: does every history stand unbroken and unchanged; is the personal data beside it what was recorded, and
the erasure of what is gone recorded too; are cases, people, employers and roles what the histories say. It may be in use.

  --var    单机数据所在的文件夹；不写则按环境变量（AHCE_TABLE等，与函数相同）
           the folder of an embedded server; without it, by the environment (AHCE_TABLE …, as the functions have it)
  --ends   把每条历史的末端写入文件；存到别处，下次用 --since 对照，整段改写也能发现
           write each history's end to a file; keep it elsewhere, and --since shows what was rewritten whole

退出码 Exit status：0 全部相符 all stands；1 有问题，逐条列出 breaches, each named；2 未审计 refused"""

SET_UP = """\
设定第一位管理员（省人社厅）。此人先登录一次，把登录编号告诉运维；之后的角色都由管理员在网页上分配。记入历史。
Make a sign-in the first administrator (the provincial office). They sign in once and tell the operator what their sign-in is
called; all further roles are given on the pages. It is recorded in the history."""

RECORD = """\
以JSON输出登记数据中一个人的全部内容：本人、单位、各年度的申报和历史、网络学时。
All that the registry holds of a person, as JSON: themselves, their employer, their years with their histories, online hours.

  --person  人员编号；- 则从标准输入读身份证号（不写在命令里，以免留在记录中）
            the person's id; with - the ID number is read from standard input, so that no shell keeps it"""

ERASE = """\
删除个人信息：保存期满，或本人依法请求。申报内容、材料、公示、证书一并删除；谁在何时办理过的历史留下，链条仍可核对。
不能恢复；不加 --yes 只列出将删除的。未办结的年度不删除。
Erase personal data, when its retention ended or the person rightly asks: what was declared, its evidence, notices and
certificates. The history of who did what and when stays, and its chain can still be audited. It is for good; without --yes
it is only listed. A year that is still open is not erased.

退出码 Exit status：0 已删除（或已列出） erased, or listed；1 有未删除的 something was not；2 未执行 refused"""

CALENDAR = """\
节假日安排收录到哪一天；不足92天时提醒录入下一年。
How far the holiday calendar is known; with fewer than 92 days left it asks for the next year's.

退出码 Exit status：0 足够 enough；1 该录入了 time to add the next year"""


class _Parser(argparse.ArgumentParser):
    """argparse in two languages."""

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法 Usage: ", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法 Usage: ", 1)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(REFUSED, f"{self.prog}: 参数有误，详见 --help。Wrong arguments, see --help: {message}\n")


class _Version(argparse.Action):
    """Looks the version up only where it is asked for: that takes longer than an assessment."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"ahce {version('ahce')} (rules {VERSIONS[-1].version})")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _command(_Parser, prog="ahce", description=DESCRIPTION)
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="版本和规则版本 version, and that of the rules"
    )
    commands = parser.add_subparsers(title="命令 Commands", metavar="COMMAND", required=True, dest="command")

    assess = _command(commands.add_parser, "assess", help="一个人一年 one person's year", description=ASSESS)
    assess.add_argument(
        "file", metavar="FILE", help="JSON文件，- 为标准输入 a JSON file, - for standard input"
    )
    _pretty(assess)
    assess.set_defaults(run=_assess)

    describe = _command(
        commands.add_parser,
        "describe",
        help="目录 the catalogue",
        description="以JSON输出认定目录和未定解释。\nThe catalogue and the open readings as JSON.",
    )
    describe.add_argument(
        "--schema", action="store_true", help="改为输出请求的JSON Schema the JSON Schema of a request instead"
    )
    _pretty(describe)
    describe.set_defaults(run=_describe)

    batch = _command(commands.add_parser, "batch", help="人员名单 a staff list", description=BATCH)
    batch.add_argument("source", metavar="IN", type=Path, help="名单 the list")
    batch.add_argument("target", metavar="OUT", type=Path, help="结果 the results")
    _force(batch)
    batch.add_argument(
        "--reading",
        metavar="NAME=ALTERNATIVE",
        action="append",
        default=[],
        help="采用另一种解释，可重复 choose another reading, may be repeated："
        + ", ".join(f"{name}={list(one.alternatives)[1]}" for name, one in ASSESSMENT_READINGS.items()),
    )
    batch.add_argument("--english", action="store_true", help="结果用英文 results in English")
    batch.set_defaults(run=_batch)

    template = _command(
        commands.add_parser, "template", help="名单的模板 a staff list's template", description=TEMPLATE
    )
    template.add_argument("target", metavar="OUT.xlsx", type=Path)
    _force(template)
    template.set_defaults(run=_template)

    audit = _command(commands.add_parser, "audit", help="审计登记数据 audit the registry", description=AUDIT)
    _registry(audit)
    audit.add_argument("--ends", metavar="OUT.ends", type=Path, help="写下各历史的末端 write the ends")
    audit.add_argument("--since", metavar="IN.ends", type=Path, help="对照以前的末端 hold to earlier ends")
    audit.add_argument(
        "--at-once",
        metavar="N",
        type=int,
        choices=range(1, 65),
        default=1,
        help="同时核对几条 how many at a time",
    )
    _force(audit)
    audit.set_defaults(run=_audit)

    first = _command(
        commands.add_parser, "set-up", help="第一位管理员 the first administrator", description=SET_UP
    )
    _registry(first)
    first.add_argument("identity", metavar="IDENTITY", help="登录编号 the sign-in, 64 hexadecimal characters")
    first.set_defaults(run=_set_up)

    record = _command(
        commands.add_parser, "record", help="一个人的全部记录 a person's whole record", description=RECORD
    )
    _registry(record)
    record.add_argument("--person", metavar="ID", required=True, help="人员编号，或 - the id, or -")
    record.set_defaults(run=_record)

    erase = _command(commands.add_parser, "erase", help="删除个人信息 erase personal data", description=ERASE)
    _registry(erase)
    whom = erase.add_mutually_exclusive_group(required=True)
    whom.add_argument("--through", metavar="YEAR", type=int, help="此年度及以前的全部 all up to this year")
    whom.add_argument("--person", metavar="ID", help="一个人，或 - one person, or -")
    erase.add_argument("--year", type=int, help="只删此人的这一年 of the person only this year")
    erase.add_argument(
        "--reason", choices=("retention", "request"), default="retention", help="保存期满，或本人请求 why"
    )
    erase.add_argument("--yes", action="store_true", help="确认删除 do it")
    erase.set_defaults(run=_erase)

    calendar = _command(
        commands.add_parser,
        "calendar",
        help="节假日收录到哪天 how far the calendar goes",
        description=CALENDAR,
    )
    calendar.set_defaults(run=_calendar)
    return parser


def _command(
    make: Callable[..., argparse.ArgumentParser], *names: str, **options: object
) -> argparse.ArgumentParser:
    layout = argparse.RawDescriptionHelpFormatter
    parser = make(*names, formatter_class=layout, add_help=False, allow_abbrev=False, **options)
    parser._positionals.title, parser._optionals.title = "参数 Arguments", "选项 Options"
    parser.add_argument("-h", "--help", action="help", help="显示此说明 show this help")
    return parser


def _pretty(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pretty", action="store_true", help="缩进排版 indent the JSON")


def _force(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件 overwrite files that are there")


def _registry(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--var", metavar="FOLDER", type=Path, help="单机数据的文件夹 an embedded server's data"
    )


def _assess(arguments: argparse.Namespace) -> int:
    answer = api.assess(_read(arguments.file))
    _print_json(answer, pretty=arguments.pretty)
    return REFUSED if answer.startswith('{"errors"') else OK


def _read(name: str) -> str:
    """The text of a file or of standard input; at most a little more than a request may have."""
    try:
        if name == STANDARD_INPUT:
            content = sys.stdin.buffer.read(LIMIT_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise unreadable(name, error) from None
    if len(content) > LIMIT_BYTES:
        return content.decode("utf-8", "replace")  # the core refuses it by its size
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refused(
            f"第{error.start + 1}个字节起不是UTF-8文字；请把文件另存为UTF-8编码的JSON。",
            f"From byte {error.start + 1} on this is not UTF-8; please save the file as JSON in UTF-8.",
        ) from None


def _describe(arguments: argparse.Namespace) -> int:
    _print_json(api.schema() if arguments.schema else api.describe(), pretty=arguments.pretty)
    return OK


def _print_json(text: str, *, pretty: bool) -> None:
    print(json.dumps(json.loads(text), ensure_ascii=False, indent=2) if pretty else text)


def _batch(arguments: argparse.Namespace) -> int:
    from .batch import batch

    left_out = batch(
        arguments.source,
        arguments.target,
        _profile(arguments.reading),
        force=arguments.force,
        english=arguments.english,
    )
    return LEFT_OUT if left_out else OK


def _profile(chosen: Sequence[str]) -> Profile:
    """The profile of ``NAME=ALTERNATIVE`` words. Raises :class:`~ahce_core.problems.Refusal` where one is unknown."""
    readings = dict(word.partition("=")[::2] for word in chosen)
    request = {"year": VERSIONS[-1].first_year, "readings": readings, "activities": []}
    return read_request(json_text.read(json.dumps(request))).profile


def _template(arguments: argparse.Namespace) -> int:
    target: Path = arguments.target
    check_target(target, (XLSX,), force=arguments.force)
    try:
        from ahce_sheets.template import staff_template
    except ImportError:
        raise NO_OPENPYXL from None

    with Draft(target) as draft:
        try:
            staff_template().save(draft.path)
        except OSError as error:
            raise unreadable(target, error) from None
        draft.publish()
    return OK


def _audit(arguments: argparse.Namespace) -> int:
    from .registry import audit

    breaches = audit(
        arguments.var,
        ends=arguments.ends,
        since=arguments.since,
        force=arguments.force,
        at_once=arguments.at_once,
    )
    return BREACHED if breaches else OK


def _set_up(arguments: argparse.Namespace) -> int:
    from .registry import set_up

    set_up(arguments.var, arguments.identity)
    return OK


def _record(arguments: argparse.Namespace) -> int:
    from .personal import record

    record(arguments.var, arguments.person)
    return OK


def _erase(arguments: argparse.Namespace) -> int:
    from .personal import erase

    left = erase(
        arguments.var,
        through=arguments.through,
        who=arguments.person,
        year=arguments.year,
        why=arguments.reason,
        sure=arguments.yes,
    )
    return LEFT_OUT if left else OK


def _calendar(_: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from ahce_core.holidays import LAST_KNOWN_DAY
    from ahce_core.workdays import ends_soon, legal_day

    told = ends_soon(legal_day(datetime.now(UTC)))
    print(
        f"{told.zh}\n{told.en}"
        if told
        else f"节假日安排收录到{LAST_KNOWN_DAY}。The calendar is known to {LAST_KNOWN_DAY}."
    )
    return ENDING if told else OK


def _use_utf8() -> None:
    """UTF-8 wherever the output goes but a terminal, which knows its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]


def _interrupt(number: int, frame: object) -> None:
    """A request to end is taken as Ctrl-C, so that nothing stays behind."""
    raise KeyboardInterrupt


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    _use_utf8()
    try:
        signal.signal(signal.SIGTERM, _interrupt)
        arguments = _parser().parse_args(argv)
        try:
            status: int = arguments.run(arguments)
        except Refusal as refusal:
            status = _refuse(arguments.command, refusal)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # nobody reads on; nothing more to flush
        status = BROKEN_PIPE
    except KeyboardInterrupt:
        print("\n已中断，没有写任何文件。Interrupted, nothing was written.", file=sys.stderr)
        status = INTERRUPTED
    return status


def _refuse(command: str, refusal: Refusal) -> int:
    if command == "assess":
        errors = [problem.as_json() for problem in refusal.problems]
        print(json.dumps({"errors": errors}, ensure_ascii=False))
    else:
        for problem in refusal.problems:
            print(f"{problem.text.zh}\n{problem.text.en}", file=sys.stderr)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
