"""Whether what stands now is what the history says was done: a table from each kind of stream to its check.

A chain only proves that nobody touched the history. What the functions read is not the history but what it led to: the
case, the person, the roles. So these are made out from the history once more and compared.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from ahce_core.registration.case import Position
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.history import Record, canonical
from ahce_core.registration.roles import Role
from ahce_core.wording import Text
from functions.ports import Key, Ports, Undecipherable
from functions.services import cases, evidence, issued, keys, online
from functions.services.cases import Case
from functions.services.chain import History, pages
from functions.services.command import Body

MISSING = Text("与历史对应的{}不存在。", "The history has no {} to it.")
DIFFERS = Text("{}与历史不符。", "The {} is not what the history says.")
ACT = Text("第{}次办理与历史不符。", "Act {} of the case is not what the history says.")
IMPOSSIBLE = Text("案卷中的办理顺序不可能发生。", "The acts of the case cannot have happened so.")
MALFORMED = Text("与历史对应的内容无法读取：{}。", "What the history led to cannot be read: {}.")
LEFT_OVER = Text(
    "{}已登记删除，但还有内容；请再次执行删除。",
    "The {} was erased, and something of it is left; erase once more.",
)
LOST = Text(
    "材料{}不在存储中，或不是提交时的内容。", "The file {} is not in storage, or not what was handed in."
)
NO_HISTORY = Text("案卷{}没有历史。", "The case {} has no history.")
NO_PERSON = Text("没有此人的历史。", "The person has no history.")

CERTIFICATES = Text("证书", "list of certificates")
CERTIFICATE = Text("第{}张证书的内容或公布的状态", "content or published status of certificate {}")
CASE = Text("案卷", "case")
PERSON = Text("个人信息", "person")
NUMBER = Text("身份证号的对应关系", "person of the ID number")
SIGN_IN = Text("登录账号的对应关系", "person of the sign-in")
EMPLOYMENT = Text("所在单位", "employment")
EMPLOYER = Text("单位", "employer")
ROLES = Text("角色", "set of roles")
SETTING = Text("设定", "setting")
HOURS = Text("网络学时", "online hours")
PARTS = {
    "verifier": Text("核验单位", "verifier"),
    "employer": Text("申报时的单位", "employer at declaration"),
    "general": Text("公需学时的分配", "split of hours"),
    "pinned": Text("适用的解读", "readings pinned"),
    "transferred_in": Text("调入日期", "day of the transfer"),
    "evidence": Text("证明材料", "evidence"),
    "name": Text("姓名", "name"),
    "claim": Text("申报内容", "claim"),
    "verification": Text("核验记录", "verification"),
}

Check: TypeAlias = Callable[[Ports, str, History], Iterator[Text]]


def disagreements(ports: Ports, history: History) -> list[Text]:
    """What stands otherwise than this history says; nothing where it agrees, or where nothing follows from it."""
    kind, _, name = history.stream.partition("#")
    check = CHECKS.get(kind)
    if check is None or not history.records:
        return []
    try:
        return list(check(ports, name, history))
    except (LookupError, TypeError, ValueError, AttributeError, AssertionError, Undecipherable) as error:
        return [MALFORMED.format(type(error).__name__)]


def lost_files(ports: Ports, history: History, *, by_size: bool) -> list[Text]:
    """The declared files that are no longer what they were; ``by_size``: looked at without being read."""
    kind, _, name = history.stream.partition("#")
    if kind != "case":
        return []
    person, year = name.split("#")
    try:
        files = cases.load(ports, person, int(year)).kept_files
    except (LookupError, TypeError):
        return []  # a case that cannot be read: :func:`disagreements` says so
    return [LOST.format(file["id"]) for file in evidence.lost(ports, files, by_size=by_size)]


def _differences(pairs: Iterable[tuple[Text, object, object]]) -> Iterator[Text]:
    """What of (what, as it stands, as it was recorded) is not alike."""
    return (DIFFERS.format(what) for what, standing, recorded in pairs if standing != recorded)


def _standing(ports: Ports, key: Key) -> Body | None:
    item = ports.store.get(key)
    return item.body if item else None


def _last(history: History, kind: str) -> Record | None:
    return next((each for each in reversed(history.records) if each.body["type"] == kind), None)


# ── Cases ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _case(ports: Ports, name: str, history: History) -> Iterator[Text]:
    person, year = name.split("#")
    if ports.store.get(keys.stream(f"person#{person}")) is None:
        yield NO_PERSON
    case = cases.load(ports, person, int(year))
    if not case.revision:
        yield MISSING.format(CASE)
        return
    records = [each for each in history.records if str(each.body["type"]).startswith("case.")]
    recorded = [_act(record.body) for record in records]
    stored = list(case.body["acts"])
    for number in range(1, max(len(recorded), len(stored)) + 1):
        if recorded[number - 1 : number] != stored[number - 1 : number]:
            yield ACT.format(number)
    try:
        position = case.position(ports.clock.now().date())
    except NotAllowed:
        yield IMPOSSIBLE
        position = None
    if case.erased != bool(history.erased_before):
        yield DIFFERS.format(CASE)
    if case.erased:
        if case.body["files"]:
            yield LEFT_OVER.format(CASE)
        return
    yield from _certificates(ports, case, position, history)
    declared = [*case.body["earlier"], case.body]
    segments = list(_declarations(records))
    if len(segments) != len(declared):
        yield DIFFERS.format(CASE)
    for body, segment in zip(declared, segments, strict=False):
        yield from _declared(ports, case, body, segment, history)


def _certificates(ports: Ports, case: Case, position: Position | None, history: History) -> Iterator[Text]:
    """The certificates against the records of their issue; where the case stands says what is published of them."""
    numbers = [
        history.words(each.number).get("number")
        for each in history.records
        if each.body["type"] == "certificate.issue"
    ]
    if numbers != [each.number for each in issued.of_case(ports, case)]:
        yield DIFFERS.format(CERTIFICATES)
    elif position:
        for count in issued.misstated(ports, case, position):
            yield DIFFERS.format(CERTIFICATE.format(count))


def _act(line: Mapping[str, Any]) -> dict[str, Any]:
    """A record of the history as the act that stands in the case."""
    declared = line["type"] == "case.declare"
    return {
        "action": line["type"].removeprefix("case."),
        "role": line["role"],
        "day": line["day"],
        "objection": line["objection"],
        "after_refusal": line["pinned"]["readings"]["after_refusal"] if declared else None,
    }


def _declarations(records: Sequence[Record]) -> Iterator[list[Record]]:
    """The records of each declaration: from it up to the one before the next."""
    starts = [index for index, record in enumerate(records) if record.body["type"] == "case.declare"]
    for start, end in zip(starts, [*starts[1:], len(records)], strict=True):
        yield list(records[start:end])


def _declared(
    ports: Ports, case: Case, body: Body, records: Sequence[Record], history: History
) -> Iterator[Text]:
    """One declaration against the records of it."""
    declaration, first = body["declaration"], records[0]
    facts: Mapping[str, Any] = first.body
    words = history.words(first.number)
    proofs = [
        sha256
        for each in records
        if each.body["type"] in ("case.declare", "case.supplement")
        for sha256 in _list(each.body["evidence"])
    ]
    name = ports.personal_data.decrypt(declaration["name"], case.stream)
    recorded = {
        "verifier": (body["verifier"], facts["verifier"]),
        "employer": (declaration["employer"], facts["employer"]),
        "general": (declaration["general"], facts["general"]),
        "pinned": (declaration["pinned"], facts["pinned"]),
        "transferred_in": (declaration.get("transferred_in"), facts.get("transferred_in")),
        "evidence": ([each["sha256"] for each in declaration["evidence"]], proofs),
        "name": (name, words.get("name")),
        "claim": (canonical(declaration["claim"]).decode(), words.get("claim")),
        "verification": (body["verification"], _verification(records, history)),
    }
    yield from _differences((PARTS[part], *pair) for part, pair in recorded.items())


def _list(value: object) -> list[Any]:
    assert isinstance(value, list)
    return value


def _verification(records: Sequence[Record], history: History) -> dict[str, str] | None:
    """What the verifier recorded, with the corrections of it."""
    found: dict[str, str] | None = None
    for record in records:
        words = history.words(record.number)
        if record.body["type"] == "case.verify":
            found = {"remark": words.get("remark", ""), "ledger": words.get("ledger", "")}
        elif record.body["type"] == "case.correct" and found is not None:
            found |= {name: text for name, text in words.items() if name in found}
    return found


# ── People and employers ─────────────────────────────────────────────────────────────────────────────────────────────


def _person(ports: Ports, person: str, history: History) -> Iterator[Text]:
    for item in pages(ports, f"person#{person}", "case#"):
        year = item.key.order.removeprefix("case#")
        if ports.store.get(keys.stream(f"case#{person}#{year}")) is None:
            yield NO_HISTORY.format(year)
    if history.erased_before:
        left = ports.store.get(keys.person(person)) or ports.store.get(keys.employment(person))
        if left or any(pages(ports, *keys.announced(person, ""))):
            yield LEFT_OVER.format(PERSON)
        return
    yield from _employment(ports, person, history)
    first = history.records[0]
    identities = {
        str(each.body["identity"]) for each in history.records if each.body["type"] == "person.link"
    }
    for identity in sorted(identities | {str(first.body["by"])}):
        if _standing(ports, keys.identity(identity)) != {"person": person}:
            yield DIFFERS.format(SIGN_IN)
        yield from _roles_of(ports, identity)
    body = _standing(ports, keys.person(person))
    if body is None:
        yield MISSING.format(PERSON)
        return
    read = {name: ports.personal_data.decrypt(body[name], history.stream) for name in ("name", "id_number")}
    renamed = _last(history, "person.rename")
    if read != {**history.words(first.number), **(history.words(renamed.number) if renamed else {})}:
        yield DIFFERS.format(PERSON)
    fingerprint = ports.personal_data.fingerprint(read["id_number"])
    if body["fingerprint"] != fingerprint or _standing(ports, keys.number(fingerprint)) != {"person": person}:
        yield DIFFERS.format(NUMBER)


def _employment(ports: Ports, person: str, history: History) -> Iterator[Text]:
    said, accepted = _last(history, "person.employ"), _last(history, "person.accept")
    gone = max(
        (
            each.number
            for each in history.records
            if each.body["type"] in ("person.decline", "person.release")
        ),
        default=0,
    )
    recorded = None
    if said:
        facts = {name: said.body[name] for name in ("employer", "region", "transferred_in")}
        released = gone > said.number
        kept = said.body.get("accepted", False)  # by the employer that had accepted it before
        here = not released and (kept or (accepted is not None and accepted.number > said.number))
        recorded = {**facts, "accepted": here, "person": person, **({"released": True} if released else {})}
    if _standing(ports, keys.employment(person)) != recorded:
        yield DIFFERS.format(EMPLOYMENT)


def _employer(ports: Ports, employer: str, history: History) -> Iterator[Text]:
    first, confirmed = history.records[0].body, _last(history, "employer.confirm")
    body = _standing(ports, keys.employer(employer))
    if body is None:
        yield MISSING.format(EMPLOYER)
        return
    corrected, rejected = _last(history, "employer.correct"), _last(history, "employer.reject")
    recorded = {
        **{name: (corrected.body if corrected else first)[name] for name in ("name", "region")},
        "code": first["code"],
        "kind": (confirmed.body if confirmed else first)["kind"],
        "confirmed": confirmed is not None,
        "rejected": rejected is not None,
    }
    standing = {name: body.get(name, False) for name in recorded}
    owner = _standing(ports, keys.employer_code(str(first["code"])))
    yield from _differences([(EMPLOYER, standing, recorded)])
    if (owner == {"employer": employer}) == bool(
        rejected
    ):  # a code that is free again may be somebody else's
        yield DIFFERS.format(EMPLOYER)


# ── Roles, settings, hours from outside ──────────────────────────────────────────────────────────────────────────────


def _roles(ports: Ports, identity: str, history: History) -> Iterator[Text]:
    return _roles_of(ports, identity, history.records)


def _roles_of(ports: Ports, identity: str, records: Sequence[Record] | None = None) -> Iterator[Text]:
    """The roles that a sign-in has against those that it was given; without its records, only whether it may have any."""
    stand = {
        (item.body["role"], item.body["scope"])
        for item in pages(ports, keys.identity(identity).partition, "assignment#")
    }
    # asked after: a role that was given since has its history too
    if records is None and ports.store.get(keys.stream(f"roles#{identity}")) is not None:
        return  # that history is looked at by itself
    held: set[tuple[Any, Any]] = set()
    for record in records or ():
        role = (record.body["role"], record.body["scope"])
        held = held | {role} if record.body["type"] == "role.give" else held - {role}
    if held - stand:
        yield DIFFERS.format(ROLES)
    for role, scope in sorted(stand - held):
        employer = _standing(ports, keys.employer(scope)) if role == Role.EMPLOYER_VERIFIER.value else None
        if employer is None or not (employer["confirmed"] and employer["registrant"] == identity):
            yield DIFFERS.format(ROLES)


def _settings(ports: Ports, _: str, history: History) -> Iterator[Text]:
    for kind in sorted({str(each.body["type"]) for each in history.records}):
        record = _last(history, kind)
        assert record is not None  # the kinds are those of the records
        year = kind.removeprefix("settings.window.")
        place = keys.window(int(year)) if year.isdecimal() else keys.profile()
        names = ("opens", "closes") if year.isdecimal() else ("readings",)
        if _standing(ports, place) != {name: record.body[name] for name in names}:
            yield DIFFERS.format(SETTING)


def _online(ports: Ports, _: str, history: History) -> Iterator[Text]:
    if history.erased_before:
        if online.left(ports, history.stream):
            yield LEFT_OVER.format(HOURS)
        return
    record = history.records[0]
    words = history.words(record.number)
    if _standing(ports, online.place_of(record.body, words)) != {"completion": words["completion"]}:
        yield DIFFERS.format(HOURS)


CHECKS: dict[str, Check] = {
    "case": _case,
    "person": _person,
    "employer": _employer,
    "roles": _roles,
    "settings": _settings,
    "online": _online,
}
