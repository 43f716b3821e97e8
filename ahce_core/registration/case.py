"""第十四条　核验完成后及时在学时登记管理系统公示，公示期不少于5个工作日。

A case is one person's one year: the acts that people recorded, in their order. Where it stands follows from them and from
a day: registered is what a verified case becomes when its notice has run and no objection is open, not a flag that
somebody sets. Replaying the acts asks :mod:`.workflow` for every one, so a history that cannot have happened is refused.
"""

from collections import namedtuple
from collections.abc import Iterable
from datetime import date, timedelta

from .. import workdays
from ..readings import AfterRefusal
from ..wording import Text
from . import grounds
from .grounds import NotAllowed
from .roles import Role
from .workflow import Action, Status, step

DECLARATIONS_A_YEAR = 2  # reading after_refusal, redeclare: 当年可重新申报一次
LAST_DECLARATION = Text(
    "当年不再受理，这是最后一次申报", "The year is closed for good: this is its last declaration"
)
OPEN_OBJECTIONS = 50  # one stops a registration; more of them than this would only be noise (ours)

# the part of the workflow that time and open objections decide: (an objection is open, the notice has run)
NOTICE_STATUS = {
    (False, False): Status.ON_NOTICE,
    (True, False): Status.OBJECTED,
    (True, True): Status.UNDER_REVIEW,
    (False, True): Status.REGISTERED,
}
AFTER_VERIFICATION = frozenset(NOTICE_STATUS.values())


class Act(namedtuple("Act", ("action", "role", "day", "objection", "after_refusal"), defaults=("", None))):
    """What somebody did on a legal day. ``objection`` is the id of the one made or decided.

    ``after_refusal`` is the reading that a declaration pins: whether a refusal of it would free the year once more.
    """

    __slots__ = ()
    action: Action
    role: Role
    day: date
    objection: str
    after_refusal: AfterRefusal | None


class Position(
    namedtuple("Position", ("status", "since", "opened", "objections", "declarations", "final", "last_act"))
):
    """Where a case stands on a day, and since when.

    ``opened`` is the day of verification, on which the notice opens; ``objections`` are the open ones; ``declarations`` counts
    those made; ``final`` says that a refusal of the last one is final; ``last_act`` is the day of the last act.
    """

    __slots__ = ()
    status: Status
    since: date | None
    opened: date | None
    objections: tuple[str, ...]
    declarations: int
    final: bool
    last_act: date | None

    def on(self, today: date) -> "Position":
        """The same case on ``today``: a notice may have run since. It never closes early on an unknown calendar."""
        if self.status is Status.REFUSED and (self.final or self.declarations >= DECLARATIONS_A_YEAR):
            return self._replace(status=Status.CLOSED)
        if self.status not in AFTER_VERIFICATION:
            return self
        assert self.opened is not None  # its verification opened the notice
        assert self.since is not None
        run = workdays.is_over(self.opened, today=today)
        status, since = NOTICE_STATUS[bool(self.objections), run], self.since
        if run:
            last = workdays.last_day(self.opened)
            assert isinstance(last, date)  # else the notice would not have run
            since = max(last + timedelta(days=1), since)
        return self._replace(status=status, since=since)

    def if_refused(self, reading: AfterRefusal) -> Text:
        """What a refusal of a declaration made now would mean, in the words that its applicant reads before."""
        last = self.declarations + 1 >= DECLARATIONS_A_YEAR
        return LAST_DECLARATION if last and reading is AfterRefusal.REDECLARE else reading.text

    def take(self, act: Act) -> "Position":
        """The case after one act more.

        Raises :class:`~ahce_core.registration.grounds.NotAllowed` where the workflow does not allow it on its day.
        """
        now = self.on(act.day)
        if now.last_act and act.day < now.last_act:
            raise NotAllowed(grounds.EARLIER_DAY, act.day, now.last_act)
        status = step(now.status, act.action, act.role)
        if act.action in (Action.DISMISS, Action.UPHOLD) and act.objection not in now.objections:
            raise NotAllowed(grounds.NO_OBJECTION)
        if act.action is Action.OBJECT and len(now.objections) >= OPEN_OBJECTIONS:
            raise NotAllowed(grounds.OBJECTIONS_ENOUGH, OPEN_OBJECTIONS)
        after = now._replace(status=status, since=act.day, last_act=act.day)
        if act.action is Action.DECLARE:
            after = after._replace(
                declarations=now.declarations + 1,
                final=act.after_refusal is AfterRefusal.FINAL,
                opened=None,
                objections=(),
            )
        elif act.action is Action.VERIFY:
            after = after._replace(opened=act.day)
        elif act.action is Action.OBJECT:
            after = after._replace(objections=(*now.objections, act.objection))
        elif act.action is Action.DISMISS:
            left = tuple(each for each in now.objections if each != act.objection)
            after = after._replace(objections=left)
        elif act.action is Action.UPHOLD:
            after = after._replace(objections=())
        elif act.action is Action.CORRECT:
            after = after._replace(since=now.since)  # a slip put right moves nothing
        return after.on(act.day)


UNDECLARED = Position(Status.UNDECLARED, None, None, (), 0, False, None)


def position(acts: Iterable[Act], *, today: date) -> Position:
    """Where the case of these acts stands on ``today``.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` for acts that cannot have happened so.
    """
    place = UNDECLARED
    for act in acts:
        place = place.take(act)
    return place.on(today)
