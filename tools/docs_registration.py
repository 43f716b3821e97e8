"""Parts of pages that show registration as the core has it: who verifies, who may do what when, how long a notice runs."""

from datetime import date

from ahce_core import workdays
from ahce_core.readings import GovernmentBodyRoute
from ahce_core.registration.doubts import Doubt
from ahce_core.registration.roles import Role
from ahce_core.registration.routing import DESKS, EmployerKind
from ahce_core.registration.verification import RefusalRule
from ahce_core.registration.workflow import TABLE, WHO, Action, Status
from ahce_core.wording import Text

from .docs_page import Fragment, Page, table

# One of each sort: an ordinary week, a weekend that is worked, and the two long holidays.
OPENINGS = (date(2026, 11, 23), date(2026, 2, 9), date(2025, 1, 20), date(2025, 9, 30))
WEEKDAYS = tuple(
    Text(zh, en)
    for zh, en in zip(
        ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
SELF_EMPLOYED = Text("自由职业", "Self-employed")


def _said(page: Page, text: Text) -> str:
    return page.pick(text.zh, text.en)


def _listed(page: Page, texts: list[Text]) -> str:
    return page.pick("、", ", ").join(_said(page, text) for text in texts)


def routes(page: Page) -> str:
    """Each kind of employer and who verifies for it (Art. 14)."""
    rows = []
    for kind in EmployerKind:
        desk = DESKS[kind]
        if isinstance(desk, dict):
            adopted = next(iter(GovernmentBodyRoute))
            question = page.link("readings.md#government_body_route")
            told = f"{_said(page, desk[adopted].text)}{page.pick(f'（条文没有写明，[见这里]({question})）', f' ([not settled by the text]({question}))')}"
        else:
            told = _said(page, desk.text)
        rows.append([_said(page, kind.text), told])
    bureau = DESKS[EmployerKind.NON_PUBLIC_ENTERPRISE]
    assert not isinstance(bureau, dict)
    rows.append([_said(page, SELF_EMPLOYED), _said(page, bureau.text)])
    return table([page.pick("你在哪里工作", "Where you work"), page.pick("向谁申报", "Who verifies")], rows)


def statuses(page: Page) -> str:
    """Every status, what may be done in it and by whom, and where that leads: the workflow's own table."""
    rows = []
    for status in Status:
        acts = [
            _act(page, action, status, leads)
            for action in Action
            if isinstance(leads := TABLE[status, action], Status)
        ]
        rows.append([f"**{_said(page, status.text)}**", "<br>".join(acts) or page.pick("没有", "nothing")])
    return table([page.pick("状态", "Status"), page.pick("谁可以做什么", "Who may do what")], rows)


def _act(page: Page, action: Action, status: Status, leads: Status) -> str:
    who = _listed(page, [role.text for role in Role if role in WHO[action]])
    told = page.pick(f"{action.text.zh}（{who}）", f"{action.text.en} ({who})")
    if leads is status:
        return told
    return told + page.pick(f"，变为“{leads.text.zh}”", f", to “{leads.text.en}”")


def refusals(page: Page) -> str:
    """The rules that a refusal may rest on."""
    return "\n".join(f"- {_said(page, rule.text)}" for rule in RefusalRule)


def doubts(page: Page) -> str:
    """What keeps a declaration from being verified together with others."""
    return "\n".join(f"- {_said(page, doubt.text)}" for doubt in Doubt)


def notice_days(page: Page) -> str:
    """Some notices: the day they open and the last day on which they run."""

    def spelled(day: date) -> str:
        weekday = _said(page, WEEKDAYS[day.weekday()])
        worked = page.pick("，上班", ", worked") if day.weekday() > 4 else ""
        return page.pick(f"{day}（{weekday}{worked}）", f"{day} ({weekday}{worked})")

    rows = []
    for opened in OPENINGS:
        last = workdays.last_day(opened)
        assert isinstance(last, date)  # the examples are of years that are known
        rows.append([spelled(opened), spelled(last)])
    return table([page.pick("开始公示", "Opens"), page.pick("最后一天", "Last day")], rows)


FRAGMENTS: dict[str, Fragment] = {
    "routes": routes,
    "statuses": statuses,
    "refusals": refusals,
    "doubts": doubts,
    "notice_days": notice_days,
}
