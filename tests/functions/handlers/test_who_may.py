"""Who may do what: every route against everybody. Other people's things answer 404, one's own limits 403.

Commands name a revision that nobody has seen, so whoever may is told 409 and the world stays as it is.
"""

from typing import Any

import pytest

from ahce_core.identity import EMPLOYER_ALPHABET, Severity, check_employer_code
from ahce_core.registration.roles import Role
from ahce_core.registration.routing import EmployerKind
from functions.ports import Delete
from functions.services import employers, keys, people
from tests.functions.handlers.conftest import Client
from tests.functions.world import COUNTY, EXAM, YEAR, World

NEVER = 999  # a revision that nobody has seen
PEOPLE = ("applicant", "other", "self_employed", "hr", "hr_elsewhere")
OFFICIALS = ("bureau", "bureau_elsewhere", "supervisor", "supervisor_elsewhere", "office")
EVERYBODY = (None, "stranger", "nameless", "platform", "titles", *PEOPLE, *OFFICIALS)
SIGNED_IN = tuple(who for who in EVERYBODY if who)
REASON = {"reason": "经核查", "revision": NEVER}
OBJECTION = "o" * 26


@pytest.fixture(scope="module")
def settled(world: World) -> World:
    """Three declarations (at the employer, at the bureau, an HR officer's own) and people who have nothing to do with them."""
    for name in ("applicant", "self_employed", "hr"):
        world.declare(name)
    for name, number in (
        ("bureau_elsewhere", "340881199001010106"),
        ("supervisor_elsewhere", "340881199001010114"),
        ("nameless", "340881199001010157"),
    ):
        world.people[name] = world.enrol(name, number)
    world.give("office", "nameless", Role.BUREAU_VERIFIER, COUNTY)
    person = world.ports.store.get(keys.identity(world.who("nameless").identity))
    world.ports.store.transact([Delete(person.key, person.revision)])  # as after an erasure
    world.give("office", "bureau_elsewhere", Role.BUREAU_VERIFIER, "340882")
    world.give("office", "supervisor_elsewhere", Role.BUREAU_SUPERVISOR, "340100")
    people.enrol(world.ports, world.who("hr_elsewhere"), "演示", "340881199001010050")
    other = employers.register(
        world.ports,
        world.who("hr_elsewhere"),
        code="12340882MB0000000" + _check("12340882MB0000000"),
        name="别的单位",
        kind=EmployerKind.PUBLIC_INSTITUTION,
        region_code="340882",
    )
    employers.confirm(
        world.ports,
        world.who("bureau_elsewhere"),
        str(other.body["employer"]),
        EmployerKind.PUBLIC_INSTITUTION,
        1,
    )
    return world


def _check(code: str) -> str:
    return next(
        last for last in EMPLOYER_ALPHABET if check_employer_code(code + last).severity is Severity.OK
    )


def case(owner: str, rest: str = "") -> str:
    return f"/api/verifier/cases/<{owner}>/{YEAR}{rest}"


DECISIONS: dict[str, dict[str, Any]] = {
    "/question": {"question": "请补充", "revision": NEVER},
    "/verification": {"revision": NEVER},
    "/refusal": {"rule": "authenticity", **REASON},
    "/correction": {"changes": {"ledger": "T"}, **REASON},
    f"/objections/{OBJECTION}/dismissal": REASON,
    f"/objections/{OBJECTION}/upholding": REASON,
}
MISSING = dict.fromkeys(SIGNED_IN, 404)
Row = tuple[str, str, Any, dict[str, int]]
MATRIX: list[Row] = []


def rule(method: str, path: str, body: Any, otherwise: dict[str, int], **cells: int) -> None:
    MATRIX.append((method, path, body, {**otherwise, **cells}))


# a declaration at the employer's desk
seen = {"applicant": 200, "hr": 200, "supervisor": 200, "office": 200}
rule("GET", case("applicant"), None, MISSING, **seen)
rule("GET", case("applicant", "/evidence/<file>"), None, MISSING, **seen)
for path, body in DECISIONS.items():
    rule("POST", case("applicant", path), body, MISSING, applicant=403, hr=409, supervisor=403, office=403)
rule(
    "POST",
    case("applicant", "/annulment"),
    REASON,
    MISSING,
    applicant=403,
    hr=403,
    supervisor=409,
    office=409,
)
# at the bureau's desk
seen = {"self_employed": 200, "bureau": 200, "nameless": 200, "supervisor": 200, "office": 200}
rule("GET", case("self_employed"), None, MISSING, **seen)
for path, body in DECISIONS.items():
    rule(
        "POST",
        case("self_employed", path),
        body,
        MISSING,
        self_employed=403,
        bureau=409,
        nameless=403,  # a verifier's role, and nobody is recorded whose declaration it might not be
        supervisor=403,
        office=403,
    )
rule(
    "POST",
    case("self_employed", "/annulment"),
    REASON,
    MISSING,
    self_employed=403,
    bureau=403,
    nameless=403,
    supervisor=409,
    office=409,
)
# an HR officer's own goes to the bureau, and the employer's other verifiers do not see it
for path, body in DECISIONS.items():
    rule(
        "POST", case("hr", path), body, MISSING, hr=403, bureau=409, nameless=403, supervisor=403, office=403
    )
# a year in which nothing was declared
rule("GET", case("other"), None, MISSING)
rule("POST", case("other", "/verification"), {"revision": 0}, MISSING)
# desks
AT_EMPLOYER = {"hr": 200, "supervisor": 200, "office": 200}
AT_BUREAU = {"bureau": 200, "nameless": 200, "supervisor": 200, "office": 200}
for listing in ("queue?", f"cases?year={YEAR}&"):
    rule("GET", f"/api/verifier/{listing}desk=employer&scope=<employer>", None, MISSING, **AT_EMPLOYER)
    rule("GET", f"/api/verifier/{listing}desk=bureau&scope={COUNTY}", None, MISSING, **AT_BUREAU)
    rule("GET", f"/api/verifier/{listing}desk=employer&scope={COUNTY}", None, MISSING)
    rule("GET", f"/api/verifier/{listing}desk=bureau&scope=<employer>", None, MISSING)
for name in ("ledger", "ledger.csv"):
    rule("GET", f"/api/verifier/{name}?scope=<employer>&year={YEAR}", None, MISSING, **AT_EMPLOYER)
# employers and members
rule("GET", f"/api/verifier/employers?region={COUNTY}", None, MISSING, bureau=200, nameless=200)
rule("GET", "/api/verifier/employers/<employer>", None, MISSING, hr=200, bureau=200, nameless=200)
CONFIRMATION = {"kind": "state_enterprise", "revision": NEVER}
rule(
    "POST", "/api/verifier/employers/<employer>/confirmation", CONFIRMATION, MISSING, bureau=409, nameless=409
)
rule("GET", "/api/verifier/employers/<employer>/members", None, MISSING, hr=200)
rule(
    "POST",
    "/api/verifier/employers/<employer>/members/<other>/acceptance",
    {"revision": NEVER},
    MISSING,
    hr=409,
)
rule(
    "POST",
    "/api/verifier/employers/<employer>/members/<other>/release",
    {"revision": NEVER},
    MISSING,
    hr=409,
)
for path, body in (
    ("rejection", REASON),
    ("correction", {"name": "演示单位", "region": COUNTY, "revision": NEVER}),
):
    rule(
        "POST",
        f"/api/verifier/employers/<employer>/{path}",
        body,
        MISSING,
        bureau=409,
        nameless=409,
    )
# roles: taking back what was not given is 404 to those who may, 403 to those who may not
FORBIDDEN = dict.fromkeys(SIGNED_IN, 403)
TAKE = {"identity": "0" * 64, "held": False}
for body, may in (
    ({"role": "employer_verifier", "scope": "<employer>"}, ("hr", "supervisor", "office")),
    ({"role": "bureau_verifier", "scope": COUNTY}, ("supervisor", "office")),
    ({"role": "bureau_supervisor", "scope": "340800"}, ("supervisor", "office")),
    ({"role": "bureau_supervisor", "scope": "340826"}, ("office",)),
    ({"role": "provincial_office"}, ("office",)),
    ({"role": "learning_platform"}, ("office",)),
    ({"role": "title_system"}, ("office",)),
):
    rule("POST", "/api/verifier/assignments", {**body, **TAKE}, FORBIDDEN, **dict.fromkeys(may, 404))
for scope, may in (
    ("<employer>", ("hr", "supervisor", "office")),
    (COUNTY, ("supervisor", "office")),
    ("", ("office",)),
):
    rule("GET", f"/api/verifier/assignments?scope={scope}", None, FORBIDDEN, **dict.fromkeys(may, 200))
# settings
READINGS = {
    "one_option": "item",
    "first_prize_place": "every_winner",
    "sci_authors": "every_author",
    "key_members": "places_2_to_4",
    "assignment_year": "any_day",
    "general_content": "stays_general",
    "government_body_route": "employer",
    "after_refusal": "redeclare",
}
rule(
    "PUT",
    "/api/verifier/settings/readings",
    {"readings": READINGS, "revision": NEVER},
    FORBIDDEN,
    office=409,
)
rule(
    "PUT",
    f"/api/verifier/settings/windows/{YEAR}",
    {"opens": "2026-11-01", "closes": "2026-12-31", "revision": NEVER},
    FORBIDDEN,
    office=409,
)
# oneself
KNOWN = dict.fromkeys(SIGNED_IN, 200)
rule("GET", "/api/applicant/me", None, KNOWN)
rule("GET", "/api/verifier/me", None, KNOWN)
rule("GET", f"/api/applicant/employers?region={COUNTY}", None, KNOWN)
RECORDED = {
    **dict.fromkeys(SIGNED_IN, 403),
    **dict.fromkeys((*PEOPLE, *OFFICIALS), 200),
}  # 403: no person recorded yet
rule("GET", "/api/applicant/years", None, RECORDED)
rule("GET", "/api/applicant/me/record", None, RECORDED)
rule("GET", f"/api/applicant/years/{YEAR}", None, RECORDED)
OWN = {**dict.fromkeys(SIGNED_IN, 403), **dict.fromkeys((*PEOPLE, *OFFICIALS), 404)}
rule("GET", f"/api/applicant/years/{YEAR}/evidence/<file>", None, OWN, applicant=200)
rule(
    "POST",
    f"/api/applicant/years/{YEAR}/supplement",
    {"evidence": [], "revision": NEVER},
    {**OWN, **dict.fromkeys(("applicant", "self_employed", "hr"), 409)},
)
rule(
    "POST",
    f"/api/applicant/years/{YEAR}/declaration",
    {"claim": EXAM, "evidence": [{"id": "<file>", "activity": "a1"}], "revision": NEVER},
    {
        **dict.fromkeys(SIGNED_IN, 403),
        **dict.fromkeys((*PEOPLE, *OFFICIALS), 409),
        "other": 422,
    },  # somebody else's evidence
)
rule(
    "POST",
    f"/api/applicant/years/{YEAR}/certificate",
    {"revision": NEVER},
    {**OWN, **dict.fromkeys(("applicant", "self_employed", "hr"), 409)},
)
rule("GET", f"/api/applicant/years/{YEAR}/certificate.pdf", None, OWN)  # none was issued
rule(
    "PUT",
    "/api/applicant/me/employment",
    {"employer": "a" * 26},
    {**dict.fromkeys(SIGNED_IN, 403), **dict.fromkeys((*PEOPLE, *OFFICIALS), 404)},
)
# machines
COMPLETION = {"id_number": "340881199001010018", "year": YEAR, "completion": {}}
rule("POST", "/api/machine/completions", COMPLETION, FORBIDDEN, platform=422)
rule("POST", "/api/machine/years", {"id_number": "340881199001010018"}, FORBIDDEN, titles=200)


def filled(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        for name, real in names.items():
            value = value.replace(f"<{name}>", real)
        return value
    if isinstance(value, dict):
        return {key: filled(inner, names) for key, inner in value.items()}
    return [filled(inner, names) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who or "nobody")
@pytest.mark.parametrize(
    ("method", "path", "body", "cells"), MATRIX, ids=[f"{row[0]} {row[1]}"[:90] for row in MATRIX]
)
def test_every_route_is_for_those_whom_it_concerns(
    client: Client, settled: World, method: str, path: str, body: Any, cells: dict[str, int], who: str | None
) -> None:
    stored = settled.ports.store.get(keys.case(settled.people["applicant"], YEAR))
    file = stored.body["declaration"]["evidence"][0]["id"]
    names = {**settled.people, "employer": settled.employer, "file": file}
    reply = client(who, method, filled(path, names), filled(body, names))
    assert reply.status == (401 if who is None else cells[who]), reply.body
    if reply.status >= 400:
        assert reply.headers["Content-Type"] == "application/problem+json"
        assert reply.body["detail"]
        assert reply.body["detail_en"]


def test_the_matrix_holds_every_route_but_those_that_make_something_of_ones_own(client: Client) -> None:
    def shape(path: str) -> list[str]:
        return [
            "" if part[:1] in "<{" or part in (COUNTY, str(YEAR), OBJECTION) else part
            for part in path.split("/")
        ]

    held = [(method, shape(path.partition("?")[0])) for method, path, _, _ in MATRIX]
    left = {
        f"{method} {path}"
        for method, path in client.routes()
        if (method, shape(path)) not in held and "/public/" not in path and "openapi" not in path
    }
    assert left == {
        "POST /api/applicant/me",
        "POST /api/applicant/evidence",
        "POST /api/verifier/employers",
    }
