"""The verifier's bench: a declaration beside its evidence, and what a verifier and those above may do with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ahce_core.registration import verification as rules
from ahce_core.registration.case import Act
from ahce_core.registration.doubts import require_plain
from ahce_core.registration.figures import figures
from ahce_core.registration.roles import Role
from ahce_core.registration.scope import require_role, require_sight
from ahce_core.registration.verification import RefusalRule
from ahce_core.registration.workflow import Action, open_actions
from functions.ports import Json, Ports
from functions.services import cases, certificates, evidence, notices, people
from functions.services.cases import Case
from functions.services.chain import told
from functions.services.command import Caller, Effects, Outcome, command
from functions.services.declarations import content
from functions.services.desks import doubts_of, may

ENDS = frozenset(f"case.{action.value}" for action in (Action.REFUSE, Action.UPHOLD))


def show(ports: Ports, caller: Caller, person: str, year: int) -> dict[str, Any]:
    """A declaration to those who verify it or stand above: claim, evidence, assessment, history, and what they may do."""
    case = cases.existing(ports, person, year)
    roles = require_sight(caller.actor, case.matter)
    position = case.position(ports.clock.now().date())
    online = cases.online(ports, case.body["fingerprint"], year)
    offered = dict.fromkeys(action for role in roles for action in open_actions(position.status, role))
    history = told(ports, case.stream)
    with_flags = roles != (Role.APPLICANT,)
    return {
        "person": person,
        "year": year,
        "revision": case.revision,
        "id_last4": people.last4_of(ports, person),
        **cases.standing(position),
        **content(ports, case, online, with_flags=with_flags),
        "earlier": list(_earlier(ports, case, online, history, with_flags=with_flags)),
        "doubts": list(doubts_of(ports, case)) if with_flags else [],
        "history": history,
        "actions": [action.value for action in offered if may(caller, case, action)],
    }


def _earlier(
    ports: Ports, case: Case, online: Sequence[Any], history: Sequence[dict[str, Any]], *, with_flags: bool
) -> Iterator[dict[str, Any]]:
    """The declarations of the year that were not accepted, each with the line of the history that says why."""
    ends = [line for line in history if line["type"] in ENDS]
    for body, end in zip(case.body["earlier"], ends, strict=False):
        before = content(ports, replace(case, body=body), online, with_flags=with_flags)
        same = before["claim"] == case.declaration["claim"]
        yield {**before, "ended": end, "same_claim": same}


def evidence_link(ports: Ports, caller: Caller, person: str, year: int, identifier: str) -> dict[str, str]:
    """A link to a file of a declaration, for those who may see it."""
    case = cases.existing(ports, person, year)
    require_sight(caller.actor, case.matter)
    return evidence.link(ports, case.all_evidence, identifier)


def ask(ports: Ports, caller: Caller, person: str, year: int, question: str, revision: int) -> Outcome:
    """Ask the applicant for more evidence."""
    return _act(ports, caller, person, year, Action.ASK, revision, {"question": question})


def refuse(
    ports: Ports, caller: Caller, person: str, year: int, rule: RefusalRule, reason: str, revision: int
) -> Outcome:
    """Refuse (不予申报), naming the rule and the reason."""
    return _act(
        ports, caller, person, year, Action.REFUSE, revision, {"reason": reason}, facts={"rule": rule.value}
    )


def verify(
    ports: Ports,
    caller: Caller,
    person: str,
    year: int,
    remark: str,
    ledger: str,
    revision: int,
    *,
    in_bulk: bool = False,
) -> Outcome:
    """Verify; the public notice opens at once. ``in_bulk``: together with others, which the history then says.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` for one of many that asks for a look of its own.
    """
    recorded = rules.corrections({"remark": remark, "ledger": ledger})

    def more(case: Case, act: Act) -> dict[str, Any]:
        if in_bulk:
            require_plain(doubts_of(ports, case))
        notice = ports.chance.identifier()
        online = cases.online(ports, case.body["fingerprint"], year)
        opened = notices.opened(ports, notice, case, figures(year, case.claim.tally(online)), act.day)
        return {"changes": {"verification": recorded, "notice": notice}, "beside": (opened,)}

    words = {name: text for name, text in recorded.items() if text}
    facts = {"in_bulk": True} if in_bulk else None
    return _act(ports, caller, person, year, Action.VERIFY, revision, {}, words=words, facts=facts, more=more)


def dismiss(
    ports: Ports, caller: Caller, person: str, year: int, objection: str, reason: str, revision: int
) -> Outcome:
    """Decide that an objection does not hold, with the reason."""
    return _act(
        ports, caller, person, year, Action.DISMISS, revision, {"reason": reason}, objection=objection
    )


def uphold(
    ports: Ports, caller: Caller, person: str, year: int, objection: str, reason: str, revision: int
) -> Outcome:
    """Decide that an objection holds, with the reason: the declaration is not accepted and its notice ends."""

    def more(case: Case, act: Act) -> dict[str, Any]:
        return {"beside": (notices.closed(ports, case.body["notice"]),)}

    return _act(
        ports,
        caller,
        person,
        year,
        Action.UPHOLD,
        revision,
        {"reason": reason},
        objection=objection,
        more=more,
    )


def correct(
    ports: Ports,
    caller: Caller,
    person: str,
    year: int,
    changes: Mapping[str, str],
    reason: str,
    revision: int,
) -> Outcome:
    """Correct a slip in the verification's own record by a superseding one; never what the applicant claimed."""
    corrected = rules.corrections(changes)

    def more(case: Case, act: Act) -> dict[str, Any]:
        return {"changes": {"verification": {**case.body["verification"], **corrected}}}

    return _act(
        ports,
        caller,
        person,
        year,
        Action.CORRECT,
        revision,
        {"reason": reason},
        words=corrected,
        more=more,
    )


def annul(ports: Ports, caller: Caller, person: str, year: int, reason: str, revision: int) -> Outcome:
    """Annul a registration on falsification (Art. 20), with the reason: its certificates are revoked, the record stays."""

    def more(case: Case, act: Act) -> dict[str, Any]:
        count, operations = certificates.revoked(ports, case)
        return {"facts": {"certificates": count}, "beside": operations}

    return _act(ports, caller, person, year, Action.ANNUL, revision, {"reason": reason}, more=more)


def _act(
    ports: Ports,
    caller: Caller,
    person: str,
    year: int,
    action: Action,
    revision: int,
    reasons: Mapping[str, str],
    *,
    words: Mapping[str, str] | None = None,
    facts: Mapping[str, Json] | None = None,
    objection: str = "",
    more: Callable[[Case, Act], dict[str, Any]] | None = None,
) -> Outcome:
    """One act of a verifier or supervisor: who may, then what they wrote, then the workflow.

    ``reasons`` have to be given in words; ``words`` are kept as they are.
    """

    def attempt(ports: Ports) -> Effects:
        case = cases.existing(ports, person, year)
        role = require_role(caller.actor, case.matter, action)
        written = {name: rules.reason(text, name) for name, text in reasons.items()}
        act = Act(action, role, ports.clock.now().date(), objection)
        case.position(act.day).take(act)
        return cases.take(
            ports,
            caller,
            case,
            act,
            revision,
            words={**written, **(words or {})},
            **{"facts": facts, **(more(case, act) if more else {})},
        )

    given = [person, year, revision, dict(reasons), dict(words or {}), dict(facts or {}), objection]
    ahead = cases.read_for_an_act(person, year)
    return command(ports, caller, f"case.{action.value}", given, attempt, ahead=ahead)
