"""``ahce``: assess a year, show the catalogue, assess a staff list, make its template, verify certificates; for operators, more.

Exit status: 0 all is well; 1 rows were left out, a certificate is not valid, an audit found a breach; 2 refused, nothing written;
130 interrupted.
"""

import argparse
import functools
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

from . import operating
from .descriptions import ASSESS, BATCH, DESCRIPTION, TEMPLATE, VERIFY
from .files import NO_OPENPYXL, Draft, check_target, unreadable

OK, LEFT_OUT, REFUSED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
NOT_VALID = LEFT_OUT
STANDARD_INPUT = "-"


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
    template.add_argument("--english", action="store_true", help="英文的模板 a template in English")
    _force(template)
    template.set_defaults(run=_template)

    verify = _command(commands.add_parser, "verify", help="验证证书 verify certificates", description=VERIFY)
    verify.add_argument(
        "paths", metavar="FILE", type=Path, nargs="+", help="证书或文件夹 certificates or folders"
    )
    verify.add_argument("--issuers", metavar="FILE", type=Path, help="签发机构名单 the list of issuers")
    verify.add_argument("--status", metavar="FOLDER|none", help="撤销状态表 the status lists")
    verify.add_argument(
        "--out", metavar="OUT", type=Path, help="结果写入.csv或.xlsx the results into a .csv or .xlsx"
    )
    verify.add_argument("--json", action="store_true", help="以JSON输出 the results as JSON")
    _force(verify)
    verify.add_argument("--english", action="store_true", help="结果用英文 results in English")
    verify.set_defaults(run=_verify)
    operating.add(functools.partial(_command, commands.add_parser), _force)
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
            staff_template(english=arguments.english).save(draft.path)
        except OSError as error:
            raise unreadable(target, error) from None
        draft.publish()
    return OK


def _verify(arguments: argparse.Namespace) -> int:
    from .verify import verify

    all_valid = verify(
        arguments.paths,
        issuers=arguments.issuers,
        status=arguments.status,
        out=arguments.out,
        as_json=arguments.json,
        force=arguments.force,
        english=arguments.english,
    )
    return OK if all_valid else NOT_VALID


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
