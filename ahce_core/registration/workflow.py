"""The workflow: in which status who may do what, and where it leads. One table; everything else asks it.

    第二十一条　本办法第十二条（一）至（十一）项按照以下要求执行。
    3.专业技术人员每个年度应按要求申报一次继续教育学时，申报提交后不予修改、撤销。

Art. 14 has the applicant apply, the verifier verify and give public notice; asking for more evidence, objecting,
correcting and who annuls are ours. A status is derived from what people did and from a day (:mod:`.case`): no act leads
to REGISTERED by itself, and none is needed where time alone does.
"""

from ..choices import Choice
from ..wording import Text
from . import grounds
from .grounds import Ground, NotAllowed
from .roles import SUPERVISORS, VERIFIERS, Role


class Status(Choice):
    """Where the year of a person stands."""

    UNDECLARED = "undeclared", "未申报", "Not declared"
    SUBMITTED = "submitted", "待核验", "To be verified"
    SUPPLEMENT_ASKED = "supplement_asked", "待补充材料", "More evidence asked for"
    ON_NOTICE = "on_notice", "公示中", "On public notice"
    OBJECTED = "objected", "公示中，有异议待处理", "On public notice, objected to"
    UNDER_REVIEW = "under_review", "公示期满，有异议待处理", "Notice over, objection undecided"
    REGISTERED = "registered", "已登记", "Registered"
    REFUSED = "refused", "未通过，可重新申报一次", "Not accepted; may be declared once more"
    CLOSED = "closed", "未通过，不再受理", "Not accepted, for good"
    ANNULLED = "annulled", "登记已撤销", "Annulled"


class Action(Choice):
    """What people do to a declaration."""

    DECLARE = "declare", "提交申报", "declare"
    ASK = "ask", "要求补充材料", "ask for more evidence"
    SUPPLEMENT = "supplement", "补充材料", "add evidence"
    VERIFY = "verify", "核验通过", "verify"
    REFUSE = "refuse", "不予申报", "refuse"
    OBJECT = "object", "提出异议", "object"
    DISMISS = "dismiss", "异议不成立", "dismiss an objection"
    UPHOLD = "uphold", "异议成立", "uphold an objection"
    CORRECT = "correct", "更正核验记录", "correct the verification's record"
    ANNUL = "annul", "撤销登记", "annul"


WHO: dict[Action, frozenset[Role]] = {
    Action.DECLARE: frozenset((Role.APPLICANT,)),
    Action.ASK: VERIFIERS,
    Action.SUPPLEMENT: frozenset((Role.APPLICANT,)),
    Action.VERIFY: VERIFIERS,
    Action.REFUSE: VERIFIERS,
    Action.OBJECT: frozenset((Role.ANYONE,)),
    Action.DISMISS: VERIFIERS,
    Action.UPHOLD: VERIFIERS,
    Action.CORRECT: VERIFIERS,
    Action.ANNUL: SUPERVISORS,
}


def _table() -> dict[tuple[Status, Action], Status | Ground]:
    s, g = Status, grounds
    unheard, refused, annulled = g.NOTHING_DECLARED, g.NOT_ACCEPTED, g.ANNULLED_IS_FINAL
    verified, unasked, once = g.ALREADY_VERIFIED, g.NOTHING_ASKED, g.ONCE_A_YEAR
    hidden, over, quiet = g.NO_NOTICE, g.NOTICE_OVER, g.NO_OBJECTION
    unverified, unregistered, refusal = g.NOTHING_VERIFIED, g.NOT_REGISTERED, g.REFUSAL_IS_FINAL
    asked = s.SUPPLEMENT_ASKED
    # fmt: off
    rows: dict[Status, tuple[Status | Ground, ...]] = {
        #                    declare      ask              supplement   verify       refuse     object      dismiss       uphold     correct         annul
        s.UNDECLARED:       (s.SUBMITTED, unheard,         unheard,     unheard,     unheard,   unheard,    unheard,      unheard,   unheard,        unheard),
        s.SUBMITTED:        (once,        asked,           unasked,     s.ON_NOTICE, s.REFUSED, hidden,     quiet,        quiet,     unverified,     unregistered),
        s.SUPPLEMENT_ASKED: (once,        g.ALREADY_ASKED, s.SUBMITTED, s.ON_NOTICE, s.REFUSED, hidden,     quiet,        quiet,     unverified,     unregistered),
        s.ON_NOTICE:        (once,        verified,        verified,    verified,    verified,  s.OBJECTED, quiet,        quiet,     s.ON_NOTICE,    unregistered),
        s.OBJECTED:         (once,        verified,        verified,    verified,    verified,  s.OBJECTED, s.ON_NOTICE,  s.REFUSED, s.OBJECTED,     unregistered),
        s.UNDER_REVIEW:     (once,        verified,        verified,    verified,    verified,  over,       s.REGISTERED, s.REFUSED, s.UNDER_REVIEW, unregistered),
        s.REGISTERED:       (once,        verified,        verified,    verified,    verified,  over,       quiet,        quiet,     s.REGISTERED,   s.ANNULLED),
        s.REFUSED:          (s.SUBMITTED, refused,         refused,     refused,     refused,   refused,    refused,      refused,   refused,        refused),
        s.CLOSED:           (refusal,     refused,         refused,     refused,     refused,   refused,    refused,      refused,   refused,        refused),
        s.ANNULLED:         (annulled,    annulled,        annulled,    annulled,    annulled,  annulled,   annulled,     annulled,  annulled,       annulled),
    }
    # fmt: on
    return {
        (status, action): cell
        for status, row in rows.items()
        for action, cell in zip(Action, row, strict=True)
    }


TABLE = _table()


# who acts next, in the words that everybody reads
NEXT: dict[Status, Text] = {
    Status.UNDECLARED: Text("由申报人申报", "The applicant declares"),
    Status.SUBMITTED: Text("由核验方核验", "The verifier verifies it"),
    Status.SUPPLEMENT_ASKED: Text("由申报人补充材料", "The applicant adds evidence"),
    Status.ON_NOTICE: Text(
        "期满没有异议即登记，无需办理", "Registered once the notice has run; nobody has to act"
    ),
    Status.OBJECTED: Text("由核验方处理异议", "The verifier decides the objection"),
    Status.UNDER_REVIEW: Text("由核验方处理异议", "The verifier decides the objection"),
    Status.REGISTERED: Text("已办结", "Nothing more to do"),
    Status.REFUSED: Text("申报人可以重新申报一次", "The applicant may declare once more"),
    Status.CLOSED: Text("已办结", "Nothing more to do"),
    Status.ANNULLED: Text("已办结", "Nothing more to do"),
}

# what NEXT says, for those who ask which statuses are alike
VERIFIERS_TURN = frozenset((Status.SUBMITTED, Status.OBJECTED, Status.UNDER_REVIEW))
SETTLED = frozenset((Status.REGISTERED, Status.REFUSED, Status.CLOSED, Status.ANNULLED))  # nobody has to act
IN_VAIN = SETTLED - {
    Status.REGISTERED
}  # what was claimed counts in no year: its works are free again (Art. 12(4))


def step(status: Status, action: Action, role: Role) -> Status:
    """The status that an act leads to.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed`: first where the role may never do it, then where the
    status does not allow it.
    """
    if role not in WHO[action]:
        raise not_your_act(action)
    cell = TABLE[status, action]
    if isinstance(cell, Ground):
        raise NotAllowed(cell)
    return cell


def not_your_act(action: Action) -> NotAllowed:
    """The refusal of an act to somebody whose role never does it, naming who does."""
    roles = [role for role in Role if role in WHO[action]]
    names = type(action.text)("、".join(role.text.zh for role in roles), ", ".join(r.text.en for r in roles))
    return NotAllowed(grounds.NOT_YOUR_ACT, action.text, names)


def open_actions(status: Status, role: Role) -> tuple[Action, ...]:
    """What a role may do in a status, in the order of :class:`Action`; what a page offers as buttons."""
    return tuple(
        action for action in Action if role in WHO[action] and not isinstance(TABLE[status, action], Ground)
    )
