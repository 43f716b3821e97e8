"""The demonstration's world, on one machine: a county bureau, an institution and the accounts that the issuer lists.

The people and the institution are named by their roles; their numbers are of the right form and nobody's.
"""

from ahce_core.registration.roles import Assignment, Role
from ahce_core.registration.routing import EmployerKind
from functions.ports import Ports, Principal
from functions.services import assignments, employers, keys, people
from functions.services.command import Caller

COUNTY, CITY = "340881", "340800"  # 桐城市, 安庆市
EMPLOYER_CODE = "12340881MB00000006"
NAMES = {
    "demo-applicant": ("演示申报人", "340881199001010018"),
    "demo-self-employed": ("演示自由职业者", "340881199001010026"),
    "demo-employer": ("演示人事", "340881199001010034"),
    "demo-bureau": ("演示县局核验人", "340881199001010122"),
    "demo-supervisor": ("演示市局监督人", "340881199001010130"),
    "demo-administrator": ("演示管理员", "340881199001010149"),
}
ROLES = {
    "demo-bureau": Assignment(Role.BUREAU_VERIFIER, COUNTY),
    "demo-supervisor": Assignment(Role.BUREAU_SUPERVISOR, CITY),
    "demo-platform": Assignment(Role.LEARNING_PLATFORM),
    "demo-titles": Assignment(Role.TITLE_SYSTEM),
}
MACHINES = frozenset(("demo-platform", "demo-titles"))


def seed(ports: Ports, issuer: str) -> None:
    """Give the demonstration accounts of ``issuer`` their people, employer and roles; what is there already stays.

    The issuer's address is part of who an account is, so another port has accounts, but not people, of its own: they sign
    in anew as the same people.
    """
    administrator = _principal(issuer, "demo-administrator")
    known = people.caller(ports, administrator).actor
    if known.person and known.has(Role.PROVINCIAL_OFFICE):
        return
    assignments.set_up(ports, administrator.identity)
    for subject, (name, number) in NAMES.items():
        _sign_in_as(ports, _caller(ports, issuer, subject), name, number)
    for subject, assignment in ROLES.items():
        _give(ports, issuer, _principal(issuer, subject).identity, assignment)
    employer = _employer(ports, issuer)
    _give(
        ports,
        issuer,
        _principal(issuer, "demo-employer").identity,
        Assignment(Role.EMPLOYER_VERIFIER, employer),
    )
    for subject in ("demo-applicant", "demo-employer"):
        _employ(ports, issuer, subject, employer)
    person = _caller(ports, issuer, "demo-self-employed")
    if ports.store.get(keys.employment(person.actor.person)) is None:
        people.employ(ports, person, employer=None, region_code=COUNTY, transferred_in=None)


def _principal(issuer: str, subject: str) -> Principal:
    return Principal(issuer, subject, subject in MACHINES, subject)


def _caller(ports: Ports, issuer: str, subject: str) -> Caller:
    """An account as it is known now, with an idempotency key of its own for each command."""
    return people.caller(ports, _principal(issuer, subject), ports.chance.identifier())


def _give(ports: Ports, issuer: str, identity: str, assignment: Assignment) -> None:
    assignments.grant(ports, _caller(ports, issuer, "demo-administrator"), identity, assignment)


def _sign_in_as(ports: Ports, caller: Caller, name: str, number: str) -> None:
    if caller.actor.person:
        return
    known = ports.store.get(keys.number(ports.personal_data.fingerprint(number)))
    if known is None:
        people.enrol(ports, caller, name, number)
    else:
        people.link(ports, caller, str(known.body["person"]))


def _employer(ports: Ports, issuer: str) -> str:
    known = ports.store.get(keys.employer_code(EMPLOYER_CODE))
    if known is not None:
        return str(known.body["employer"])
    registered = employers.register(
        ports,
        _caller(ports, issuer, "demo-employer"),
        code=EMPLOYER_CODE,
        name="演示单位",
        kind=EmployerKind.PUBLIC_INSTITUTION,
        region_code=COUNTY,
    )
    employer = str(registered.body["employer"])
    bureau = _caller(ports, issuer, "demo-bureau")
    employers.confirm(ports, bureau, employer, EmployerKind.PUBLIC_INSTITUTION, 1)
    return employer


def _employ(ports: Ports, issuer: str, subject: str, employer: str) -> None:
    caller = _caller(ports, issuer, subject)
    if ports.store.get(keys.employment(caller.actor.person)) is not None:
        return
    said = people.employ(ports, caller, employer=employer, region_code=None, transferred_in=None)
    verifier = _caller(ports, issuer, "demo-employer")
    employers.accept(ports, verifier, employer, caller.actor.person, int(str(said.body["revision"])))
