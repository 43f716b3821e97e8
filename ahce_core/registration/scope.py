"""第十四条 and 第十八条: whose declaration is it to whom. An applicant's is their own, a verifier's what came to their desk, a
supervisor's what lies in their region. Everything else does not exist for them.
"""

from collections import namedtuple

from . import grounds
from .grounds import NotAllowed
from .regions import governs
from .roles import VERIFIERS, Actor, Role
from .routing import Desk, Verifier
from .workflow import WHO, Action, not_your_act


class Matter(namedtuple("Matter", ("person", "verifier"))):
    """What a right depends on: whose year it is and which desk it went to."""

    __slots__ = ()
    person: str
    verifier: Verifier


def roles_over(actor: Actor, matter: Matter) -> tuple[Role, ...]:
    """The capacities in which somebody may see a declaration; none where it does not exist for them."""
    verifier = matter.verifier
    held = [Role.APPLICANT] if actor.person and actor.person == matter.person else []
    desk_role = Role.EMPLOYER_VERIFIER if verifier.desk is Desk.EMPLOYER else Role.BUREAU_VERIFIER
    if actor.has(desk_role, verifier.scope):
        held.append(desk_role)
    if any(
        role is Role.BUREAU_SUPERVISOR and governs(scope, verifier.region)
        for role, scope in actor.assignments
    ):
        held.append(Role.BUREAU_SUPERVISOR)
    if actor.has(Role.PROVINCIAL_OFFICE):
        held.append(Role.PROVINCIAL_OFFICE)
    return tuple(held)


def require_sight(actor: Actor, matter: Matter) -> tuple[Role, ...]:
    """The capacities in which somebody sees a declaration.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden) where there are none.
    """
    held = roles_over(actor, matter)
    if not held:
        raise NotAllowed(grounds.NOT_FOUND)
    return held


def require_role(actor: Actor, matter: Matter, action: Action) -> Role:
    """The role in which somebody does ``action`` to a declaration.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed`: hidden from those who may not see it, forbidden to those
    who may, to everybody for their own, to those of whom it is not recorded who they are, and to annul to those who
    sit at the desk that verified: another has to be above it (ours).
    """
    if Role.ANYONE in WHO[action]:
        return Role.ANYONE
    held = require_sight(actor, matter)
    able = [role for role in held if role in WHO[action]]
    if not able:
        raise not_your_act(action)
    if Role.APPLICANT not in WHO[action]:
        if not actor.person:  # who could be the applicant, by another sign-in
            raise NotAllowed(grounds.PERSON_NEEDED)
        if actor.person == matter.person:
            raise NotAllowed(grounds.OWN_DECLARATION)
    above = [
        role for role in able if role is not Role.BUREAU_SUPERVISOR or _stands_above(actor, matter.verifier)
    ]
    if not above or (action is Action.ANNUL and not VERIFIERS.isdisjoint(held)):
        raise NotAllowed(grounds.NOT_ABOVE)
    return above[0]


def _stands_above(actor: Actor, verifier: Verifier) -> bool:
    """Whether one of the actor's bureaus is above the verifier: an employer's own bureau is, a bureau not above itself."""
    return any(
        role is Role.BUREAU_SUPERVISOR
        and governs(scope, verifier.region)
        and (verifier.desk is Desk.EMPLOYER or scope != verifier.region)
        for role, scope in actor.assignments
    )
