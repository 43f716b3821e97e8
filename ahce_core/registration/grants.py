"""第五条 divides by level and kind (分级负责、分类实施): so every level names the people of its own and of those below (ours).

The operator sets up the first administrator and nothing else; from there each role is given by somebody above or beside it,
and by nobody to themselves: who could make themselves a verifier of those below would verify and supervise alone.
"""

from ..choices import Choice
from . import grounds
from .grounds import NotAllowed
from .regions import governs, region
from .roles import MACHINES, Actor, Assignment, Role

BUREAU_ROLES = frozenset((Role.BUREAU_VERIFIER, Role.BUREAU_SUPERVISOR))
UNSCOPED = frozenset((Role.PROVINCIAL_OFFICE, *MACHINES))


class ScopeKind(Choice):
    """What a role that can be given holds for."""

    EMPLOYER = "employer", "一个单位", "An employer"
    REGION = "region", "一个地方", "A region"
    NONE = "none", "全省", "The province"


def grantable() -> dict[Role, ScopeKind]:
    """The roles that can be given, each with what it holds for."""
    kinds = {Role.EMPLOYER_VERIFIER: ScopeKind.EMPLOYER}
    kinds |= dict.fromkeys(BUREAU_ROLES, ScopeKind.REGION) | dict.fromkeys(UNSCOPED, ScopeKind.NONE)
    return {role: kinds[role] for role in Role if role in kinds}


def require_grant(actor: Actor, assignment: Assignment, employer_region: str = "") -> None:
    """Pass if somebody may give, or take back, a role; ``employer_region`` is that of the scope of an employer's verifier.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` otherwise, :class:`~ahce_core.problems.Refusal` for a region
    that does not exist. Nobody gives the roles that are no assignments (applicant, anyone), nor the operator's.
    """
    role, scope = assignment
    if role in UNSCOPED:
        allowed = not scope and _may_give_unscoped(actor, role)
    elif role in BUREAU_ROLES:
        allowed = _governs(actor, region(scope).code)
    elif role is Role.EMPLOYER_VERIFIER:
        allowed = actor.has(role, scope) or (bool(employer_region) and _governs(actor, employer_region))
    else:
        allowed = False
    if not allowed:
        raise NotAllowed(grounds.NOT_YOURS_TO_GRANT, role.text)


def offered(actor: Actor) -> tuple[Role, ...]:
    """The roles that somebody may give somewhere, so that a page offers no other."""
    everywhere = {role for role in UNSCOPED if _may_give_unscoped(actor, role)}
    held = {role for role, _ in actor.assignments}
    if held & {Role.PROVINCIAL_OFFICE, Role.BUREAU_SUPERVISOR}:
        everywhere |= {*BUREAU_ROLES, Role.EMPLOYER_VERIFIER}
    return tuple(role for role in grantable() if role in everywhere | (held & {Role.EMPLOYER_VERIFIER}))


def _may_give_unscoped(actor: Actor, role: Role) -> bool:
    return actor.has(Role.PROVINCIAL_OFFICE) or (role is Role.PROVINCIAL_OFFICE and actor.has(Role.OPERATOR))


def _governs(actor: Actor, code: str) -> bool:
    return actor.has(Role.PROVINCIAL_OFFICE) or any(
        role is Role.BUREAU_SUPERVISOR and governs(scope, code) for role, scope in actor.assignments
    )


def require_other(actor: Actor, person: str) -> None:
    """Pass if a role is given to somebody else; ``person`` is whom the sign-in belongs to that gets it, empty for nobody.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` otherwise.
    """
    if actor.person and actor.person == person:
        raise NotAllowed(grounds.TO_ONESELF)
