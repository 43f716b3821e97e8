"""第十四条 says to whom one applies: 国有企事业单位 to the employer, 非公企业、社会团体及自由职业 to the local HRSS bureau.

People who transfer in from another province or from central bodies follow the same routes, 从调入之日起. For 机关 the article
names nobody (reading ``government_body_route``). An employer accepts who its people are, and the bureau confirms the
employer's kind, since a self-chosen employer would be a self-chosen verifier; both are ours.
"""

from collections import namedtuple
from datetime import date

from ..choices import Choice
from ..problems import Refusal
from ..readings import GovernmentBodyRoute
from . import grounds
from .grounds import NotAllowed
from .regions import region


class EmployerKind(Choice):
    """The kinds of employer that Art. 2 and 14 tell apart."""

    STATE_ENTERPRISE = "state_enterprise", "国有企业", "State enterprise"
    PUBLIC_INSTITUTION = "public_institution", "事业单位", "Public institution"
    GOVERNMENT_BODY = "government_body", "机关", "Government body"
    NON_PUBLIC_ENTERPRISE = "non_public_enterprise", "非公企业", "Non-public enterprise"
    SOCIAL_ORGANISATION = "social_organisation", "社会团体", "Social organisation"


class Desk(Choice):
    """Who verifies."""

    EMPLOYER = "employer", "用人单位", "Employer"
    BUREAU = "bureau", "人社部门", "HRSS bureau"


class Verifier(namedtuple("Verifier", ("desk", "scope", "region"))):
    """The desk that a declaration goes to: an employer's id or a bureau's region code, and the region it lies in."""

    __slots__ = ()
    desk: Desk
    scope: str
    region: str


class Employment(
    namedtuple("Employment", ("employer", "kind", "region", "kind_confirmed", "accepted", "transferred_in"))
):
    """A person's membership of an employer. ``region`` is the bureau that the employer belongs to (隶属关系).

    ``transferred_in`` is the day of transfer from another province or a central body, None for everybody else.
    """

    __slots__ = ()
    employer: str
    kind: EmployerKind
    region: str
    kind_confirmed: bool
    accepted: bool
    transferred_in: date | None


class SelfEmployed(namedtuple("SelfEmployed", ("region", "transferred_in"), defaults=(None,))):
    """自由职业: belongs to the bureau of the county (属地)."""

    __slots__ = ()
    region: str
    transferred_in: date | None


# 国有企事业单位 … 向所在单位申请; 非公企业、社会团体 … 向属地人力资源社会保障部门申请; of 机关 a reading decides
DESKS: dict[EmployerKind, Desk | dict[GovernmentBodyRoute, Desk]] = {
    EmployerKind.STATE_ENTERPRISE: Desk.EMPLOYER,
    EmployerKind.PUBLIC_INSTITUTION: Desk.EMPLOYER,
    EmployerKind.NON_PUBLIC_ENTERPRISE: Desk.BUREAU,
    EmployerKind.SOCIAL_ORGANISATION: Desk.BUREAU,
    EmployerKind.GOVERNMENT_BODY: {
        GovernmentBodyRoute.EMPLOYER: Desk.EMPLOYER,
        GovernmentBodyRoute.BUREAU: Desk.BUREAU,
    },
}


def require_transferred(transferred_in: date | None, *, today: date) -> None:
    """Pass for a day of transfer that has come, or none: 从调入之日起.

    Raises :class:`~ahce_core.problems.Refusal` for a day to come.
    """
    if transferred_in and transferred_in > today:
        raise Refusal([grounds.TRANSFER_TO_COME.problem("transferred_in", transferred_in)])


def verifier_of(
    work: "Employment | SelfEmployed | None",
    year: int,
    *,
    reading: GovernmentBodyRoute,
    verifies_for_employer: bool,
) -> Verifier:
    """Who verifies a declaration of ``year``.

    ``verifies_for_employer``: the applicant is one of the employer's own verifiers, so it goes to the bureau. Raises
    :class:`~ahce_core.registration.grounds.NotAllowed` where nobody can be named yet, or the transfer came later.
    """
    if work is None:
        raise NotAllowed(grounds.NO_VERIFIER)
    if work.transferred_in and work.transferred_in.year > year:
        raise NotAllowed(grounds.BEFORE_TRANSFER, work.transferred_in, year)
    local = region(work.region).code
    bureau = Verifier(Desk.BUREAU, local, local)
    if isinstance(work, SelfEmployed):
        return bureau
    if not work.accepted:
        raise NotAllowed(grounds.MEMBERSHIP_OPEN)
    if not work.kind_confirmed:
        raise NotAllowed(grounds.EMPLOYER_UNCONFIRMED)
    desk = DESKS[work.kind]
    if isinstance(desk, dict):
        desk = desk[reading]
    if desk is Desk.BUREAU or verifies_for_employer:
        return bureau
    return Verifier(Desk.EMPLOYER, work.employer, local)
