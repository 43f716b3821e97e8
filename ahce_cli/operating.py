"""``ahce`` for operators: audit the registry, set it up, show or erase what it holds of a person, watch the calendar.

Each command imports what it does only when it is asked for.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

OK, FAILED = 0, 1

AUDIT = """\
审计登记数据：每条历史是否首尾相接、未被改动；旁存的个人信息是否与记录的摘要一致，删除的是否登记过删除；案卷、人员、单位、
角色是否与历史相符；材料是否都在，内容是否还是提交时的。服务可以同时运行。
Audit the registry: does every history stand unbroken and unchanged; is the personal data beside it what was recorded, and
the erasure of what is gone recorded too; are cases, people, employers and roles what the histories say; is every file of
evidence there, and what was handed in. It may be in use.

  --var    单机数据所在的文件夹；不写则按环境变量（AHCE_TABLE等，与函数相同）
           the folder of an embedded server; without it, by the environment (AHCE_TABLE …, as the functions have it)
  --ends   把每条历史的末端写入文件；存到别处，下次用 --since 对照，整段改写也能发现
           write each history's end to a file; keep it elsewhere, and --since shows what was rewritten whole
  --sizes  材料只核对在不在、大小对不对，不读内容：材料多时快得多
           of the evidence look at presence and size only, reading none: much faster where there is a lot of it

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
不能恢复；不加 --yes 只列出将删除的。未办结的年度不删除。删除的人申报过的年度，不能再次申报，直到按保存期满删除。
用别人的身份证号登记的人，不要用这条命令（号码真正的持有人的网络学时会一并删除），用 ahce detach。
Erase personal data, when its retention ended or the person rightly asks: what was declared, its evidence, notices and
certificates. The history of who did what and when stays, and its chain can still be audited. It is for good; without --yes
it is only listed. A year that is still open is not erased. What an erased person declared is not declared again until its
retention ends. For somebody who enrolled under another's ID number use ahce detach: this command would erase the online
hours of the number's real holder too.

退出码 Exit status：0 已删除（或已列出） erased, or listed；1 有未删除的 something was not；2 未执行 refused"""

DETACH = """\
把以他人身份证号登记的人和这个号码分开：删除此人登记的内容和已办结的年度，号码可以由真正的持有人登记；平台登记在这个号码下的
网络学时保留。记入历史，不能恢复；不加 --yes 只列出。有未办结的申报，先由核验人不予申报，或由上级撤销登记。
Part somebody who enrolled under another's ID number from that number: what they recorded and their settled years are erased,
its real holder can enrol, and the hours that platforms registered under the number stay. It is recorded in the history and is
for good; without --yes it is only listed. An open declaration is refused by its verifier first.

退出码 Exit status：0 已分开（或已列出） detached, or listed；1 有未办结的 something is still open；2 未执行 refused"""

RENAME = """\
更正登记时写错的姓名；从标准输入读姓名（不写在命令里，以免留在记录中）。记入历史；已申报的年度仍是申报时的姓名。
Correct a name that was mistyped when its person was recorded. The name is read from standard input, so that no shell keeps
it. It is recorded in the history; a year that was declared stays under the name it was declared under.

  --person  人员编号；- 则第一行是身份证号，第二行是姓名
            the person's id; with - the ID number is the first line and the name the second"""

CALENDAR = """\
节假日安排收录到哪一天；不足92天时提醒录入下一年。
How far the holiday calendar is known; with fewer than 92 days left it asks for the next year's.

退出码 Exit status：0 足够 enough；1 该录入了 time to add the next year"""


def add(
    command: Callable[..., argparse.ArgumentParser], force: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Add the operators' commands; ``command`` makes one, ``force`` gives it the option to overwrite files."""
    audit = command("audit", help="审计登记数据 audit the registry", description=AUDIT)
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
    audit.add_argument("--sizes", action="store_true", help="材料只核对大小 evidence by its size only")
    force(audit)
    audit.set_defaults(run=_audit)

    first = command("set-up", help="第一位管理员 the first administrator", description=SET_UP)
    _registry(first)
    first.add_argument("identity", metavar="IDENTITY", help="登录编号 the sign-in, 64 hexadecimal characters")
    first.set_defaults(run=_set_up)

    record = command("record", help="一个人的全部记录 a person's whole record", description=RECORD)
    _registry(record)
    record.add_argument("--person", metavar="ID", required=True, help="人员编号，或 - the id, or -")
    record.set_defaults(run=_record)

    rename = command("rename", help="更正姓名 correct a name", description=RENAME)
    _registry(rename)
    rename.add_argument("--person", metavar="ID", required=True, help="人员编号，或 - the id, or -")
    rename.set_defaults(run=_rename)

    erase = command("erase", help="删除个人信息 erase personal data", description=ERASE)
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

    detach = command("detach", help="号码登记错了人 part a number from its person", description=DETACH)
    _registry(detach)
    detach.add_argument("--person", metavar="ID", required=True, help="人员编号，或 - the id, or -")
    detach.add_argument("--yes", action="store_true", help="确认 do it")
    detach.set_defaults(run=_erase, through=None, year=None, reason="detached")

    calendar = command(
        "calendar",
        help="节假日收录到哪天 how far the calendar goes",
        description=CALENDAR,
    )
    calendar.set_defaults(run=_calendar)


def _registry(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--var", metavar="FOLDER", type=Path, help="单机数据的文件夹 an embedded server's data"
    )


def _audit(arguments: argparse.Namespace) -> int:
    from .registry import audit

    breaches = audit(
        arguments.var,
        ends=arguments.ends,
        since=arguments.since,
        force=arguments.force,
        at_once=arguments.at_once,
        by_size=arguments.sizes,
    )
    return FAILED if breaches else OK


def _set_up(arguments: argparse.Namespace) -> int:
    from .registry import set_up

    set_up(arguments.var, arguments.identity)
    return OK


def _record(arguments: argparse.Namespace) -> int:
    from .personal import record

    record(arguments.var, arguments.person)
    return OK


def _rename(arguments: argparse.Namespace) -> int:
    from .personal import rename

    rename(arguments.var, arguments.person)
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
    return FAILED if left else OK


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
    return FAILED if told else OK
