"""Personal data at a terminal: a person's whole record, and its erasure. An ID number is read from standard input alone:
as a word of the command it would stand in the shell's history and in the list of processes.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ahce_core.identity import check_identity_number
from ahce_core.registration.grounds import NotAllowed
from ahce_sheets.refusals import refused

from .registry import reached, registry

if TYPE_CHECKING:
    from functions.ports import Ports
    from functions.services.erasure import Due

STANDARD_INPUT = "-"


def record(var: Path | None, who: str) -> None:
    """Print all that the registry holds of a person, as JSON."""
    ports = registry(var)
    from functions.services.record import whole

    with reached():
        try:
            found = whole(ports, _person(ports, who), with_number=True)
        except NotAllowed:
            raise _nobody() from None
    print(json.dumps(found, ensure_ascii=False, indent=2))


def rename(var: Path | None, who: str) -> None:
    """Give a person the name that is read from standard input."""
    ports = registry(var)
    from functions.services import erasure, people

    with reached():
        person = _person(ports, who)
        try:
            people.rename(ports, erasure.operator(ports), person, sys.stdin.readline())
        except NotAllowed:
            raise _nobody() from None
    print(f"person#{person}  已更正 corrected")


def erase(
    var: Path | None, *, through: int | None, who: str | None, year: int | None, why: str, sure: bool
) -> int:
    """Erase what the words mean, or without ``sure`` only say what; how many things were not erased."""
    ports = registry(var)
    from functions.services import erasure
    from functions.services.chain import Reason
    from functions.services.stored import choice

    reason = choice(Reason, why)
    with reached():
        person = _person(ports, who) if who else None
        chosen = list(_chosen(ports, through, person, year, hours=reason is not Reason.DETACHED))
        left = 0
        for one in chosen:
            if not sure:
                print(one.stream)
                continue
            try:
                erasure.erase(ports, erasure.operator(ports), one, reason)
                print(f"{one.stream}  已删除 erased")
            except NotAllowed as refusal:
                left += 1
                print(f"{one.stream}  {refusal.text.zh} {refusal.text.en}")
        if person and year is None and sure and not left:
            try:
                erasure.erase_person(ports, erasure.operator(ports), person, reason)
            except NotAllowed:
                raise _nobody() from None
            print(f"person#{person}  已删除 erased")
    if not sure:
        print(
            f"以上{len(chosen)}项的个人信息将被删除，不能恢复；确认请加 --yes。\n"
            f"The personal data of these {len(chosen)} will be erased for good; say --yes to do so."
        )
    return left


def _chosen(
    ports: "Ports", through: int | None, person: str | None, year: int | None, *, hours: bool
) -> Iterator["Due"]:
    from functions.services import erasure

    if through is not None:
        yield from erasure.due(ports, through)
    elif person is not None:
        yield from (one for one in erasure.of_person(ports, person, hours=hours) if year in (None, one.year))


def _person(ports: "Ports", who: str) -> str:
    """The person's id, as given or of the ID number on standard input."""
    if who != STANDARD_INPUT:
        return who
    from functions.services import keys

    checked = check_identity_number(sys.stdin.readline(), today=ports.clock.now().date())
    if not checked.accepted:
        raise refused(checked.text.zh, checked.text.en)
    known = ports.store.get(keys.number(ports.personal_data.fingerprint(checked.number)))
    if known is None:
        raise _nobody()
    return str(known.body["person"])


def _nobody() -> Exception:
    return refused("登记数据中没有此人。", "The registry does not know this person.")
