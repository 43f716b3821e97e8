"""An assessment in words: why each activity counts or not, what is elected, what is missing, what is open."""

from collections.abc import Sequence

from .activity import Recognition
from .citation import Citation
from .closing import ways_to_complete
from .hours import shown
from .problems import Problem, Refusal
from .readings import OneOption
from .request import Request
from .sensitivity import Sensitivity
from .wording import Text
from .year import ONLINE_ITEM, Option, Tally, options, split, standing, tally

ON_TOP = Text(
    "第十二条（十二）不在“仅能选择一项”之列，与当年所选项相加", "item (12) adds on top of the year's option"
)
ELECTED = Text("当年就高选择此项", "elected: the highest of the year")
ELECTED_TOGETHER = Text("当年就高选择本条目，与同条目的成果相加", "elected: the item's achievements add up")
NO_HOURS = Text("没有可认定的学时", "it gives no hours")
SAME_WORK = Text(
    "同一作品只折算一次，以“{}”为准（第十二条（四））",
    "the same work counts once; “{}” stands for it (Art. 12(4))",
)
LOWER = Text(
    "不计入：当年就高选择了{}（{}学时），每个年度仅能选择一项（第二十一条第4项）",
    "not counted: {} ({} hours) is elected, and a year has one option (Art. 21(4))",
)
TIED = Text(
    "不计入：与所选的{}同为{}学时，每个年度仅能选择一项（第二十一条第4项）",
    "not counted: {} has the same {} hours and is elected; a year has one option (Art. 21(4))",
)
ONLY_OPTION = Text("{}是当年唯一可选的一项，{}学时。", "{} is the year's only option, {} hours.")
HIGHEST = Text(
    "第二十一条第4项就高原则：{}学时最高，{}学时。",
    "Art. 21(4), the highest stands: {} has the most, {} hours.",
)
TIE = Text(
    "第二十一条第4项就高原则：{}与另外{}个选项同为{}学时；并列时取可认定专业科目学时较多的，再取条目在前的，再取先填写的（并列规则为本软件所定）。",
    "Art. 21(4), the highest stands: {} ties with {} more at {} hours; of equal ones the one with more hours that may be "
    "professional, then the lower item, then the first entered (the tie rule is ours).",
)
NO_OPTION = Text("第十二条（一）至（十一）项没有可选的学时。", "There is no option under items (1) to (11).")

SPLIT_WITHOUT_OPTION = Text(
    "当年没有所选项，不能调整科目；请删去elected_split。",
    "There is no elected option whose hours could be split; please remove elected_split.",
)
SPLIT_OUTSIDE = Text(
    "所选项共{}学时，其中认定为公需科目的应在{}到{}学时之间，收到{}；请调整。",
    "The elected option has {} hours, of which {} to {} may be claimed as general; this says {}.",
)


def recognize_all(request: Request) -> list[Recognition]:
    """What the regulation recognizes for each entry, in the order of the request."""
    return [entry.facts.recognize(request.profile, request.year) for entry in request.entries]


def judged(request: Request, recognitions: Sequence[Recognition]) -> Tally:
    """The year under the chosen readings.

    Raises :class:`~ahce_core.problems.Refusal` where the applicant's own split is not possible (Art. 21(1), (2)).
    """
    now = tally(request.entries, recognitions, request.profile, request.claimed_general)
    claimed = request.claimed_general
    if claimed is not None:
        if now.elected is None:
            raise Refusal([Problem("elected_split", SPLIT_WITHOUT_OPTION)])
        if claimed != now.elected_general:
            least = now.elected.tenths - now.elected.claimable
            text = SPLIT_OUTSIDE.format(
                shown(now.elected.tenths), shown(least), shown(now.elected.tenths), shown(claimed)
            )
            raise Refusal([Problem("elected_split.general", text)])
    return now


def explain(request: Request) -> dict[str, object]:
    """The whole answer of the JSON door (law.md calls it an assessment), as plain JSON values.

    Raises :class:`~ahce_core.problems.Refusal` as :func:`judged` does.
    """
    recognitions = recognize_all(request)
    now = judged(request, recognitions)
    choices = options(request.entries, recognitions, request.profile)
    tied = [
        option
        for option in choices
        if now.elected and option.tenths == now.elected.tenths and option != now.elected
    ]
    sensitivity = Sensitivity(request, recognitions, now)
    missing_total, missing_professional = now.missing
    figures = _figures(now)
    return {
        "year": request.year,
        **figures,
        "elected": _elected(request, now),
        "elected_split": _split_bounds(now),
        **_elected_why(request, now, choices, tied).labelled("elected_why"),
        "tied_with": [request.entries[index].id for option in tied for index in option.members],
        "activities": _activities(request, recognitions, now),
        "missing": {"total": shown(missing_total), "professional": shown(missing_professional)},
        "ways_to_complete": [
            way.as_json() for way in ways_to_complete(request, now, _by_item(request, choices))
        ],
        "verdict": sensitivity.verdict(),
        "open_readings": _readings(sensitivity, now, figures),
        "rules_version": request.rules.version,
    }


def summarize(request: Request) -> dict[str, object]:
    """The year's figures alone: total, general, professional, complete, missing, elected. For lists of many people."""
    now = judged(request, recognize_all(request))
    missing_total, missing_professional = now.missing
    return {
        "year": request.year,
        **_figures(now),
        "elected": _elected(request, now),
        "missing": {"total": shown(missing_total), "professional": shown(missing_professional)},
        "rules_version": request.rules.version,
    }


def _figures(year: Tally) -> dict[str, object]:
    return {
        "total": shown(year.total),
        "general": shown(year.general),
        "professional": shown(year.professional),
        "complete": year.complete,
    }


def _readings(sensitivity: Sensitivity, now: Tally, figures: dict[str, object]) -> list[dict[str, object]]:
    return [
        {
            "reading": reading.name,
            "chosen": reading.chosen,
            "changes": reading.changes,
            "alternatives": [
                {"name": alternative, **(figures if year is now else _figures(year))}
                for alternative, year in reading.outcomes.items()
            ],
        }
        for reading in sensitivity.open_readings()
    ]


def _by_item(request: Request, choices: list[Option]) -> dict[int, Option]:
    if request.profile.one_option is OneOption.ITEM:
        return {option.item: option for option in choices}
    return {}


def _elected(request: Request, now: Tally) -> dict[str, object] | None:
    if now.elected is None:
        return None
    return {
        "item": now.elected.item,
        "activities": [request.entries[index].id for index in now.elected.members],
        "hours": shown(now.elected.tenths),
        "general": shown(now.elected_general),
        "professional": shown(now.elected.tenths - now.elected_general),
    }


def _split_bounds(now: Tally) -> dict[str, object] | None:
    """What Art. 21(1) and (2) allow as ``elected_split``: the fewest and most general hours, and the best split's."""
    if now.elected is None:
        return None
    best = split(now.elected, now.online_general, now.online_professional, None)
    return {
        "min": shown(now.elected.tenths - now.elected.claimable),
        "max": shown(now.elected.tenths),
        "best": shown(best.elected_general),
    }


def _name(request: Request, option: Option) -> Text:
    if len(option.members) == 1:
        title = request.entries[option.members[0]].title
        return Text(f"“{title}”", f"“{title}”")
    count = len(option.members)
    citation = Citation(12, option.item)
    return Text(f"{citation}项下{count}个成果", f"{count} achievements under {citation.english}")


def _elected_why(request: Request, now: Tally, choices: list[Option], tied: list[Option]) -> Text:
    if now.elected is None:
        return NO_OPTION
    name, hours = _name(request, now.elected), shown(now.elected.tenths)
    if tied:
        return TIE.format(name, len(tied), hours)
    return (ONLY_OPTION if len(choices) == 1 else HIGHEST).format(name, hours)


def _activities(request: Request, recognitions: Sequence[Recognition], now: Tally) -> list[dict[str, object]]:
    outcome = _Outcome(request, recognitions, now)
    activities = []
    for index, (entry, recognition) in enumerate(zip(request.entries, recognitions, strict=True)):
        why, became = recognition.why, outcome.of(index)
        activities.append(
            {
                "id": entry.id,
                "item": entry.facts.item,
                "hours": shown(recognition.tenths),
                "counts": outcome.counts(index),
                "citation": entry.facts.cited,
                "quote": recognition.quote,
                "why": f"{why.zh}。{became.zh}。",
                "why_en": f"{why.en}; {became.en}.",
            }
        )
    return activities


class _Outcome:
    """What became of each activity in this year."""

    def __init__(self, request: Request, recognitions: Sequence[Recognition], now: Tally) -> None:
        self._request = request
        self._recognitions = recognitions
        self._elected = now.elected
        self._gives_way = standing(request.entries, recognitions)
        self._lost: dict[bool, Text] = {}

    def counts(self, index: int) -> bool:
        """Whether the activity's hours are in the year's total."""
        return self._online(index) or bool(self._elected and index in self._elected.members)

    def of(self, index: int) -> Text:
        """Why it counts or not."""
        if self._online(index):
            return ON_TOP
        if self.counts(index):
            return ELECTED if self._elected and len(self._elected.members) == 1 else ELECTED_TOGETHER
        if not self._recognitions[index].tenths:
            return NO_HOURS
        if index in self._gives_way:
            return SAME_WORK.format(self._request.entries[self._gives_way[index]].title)
        return self._beaten(index)

    def _online(self, index: int) -> bool:
        return self._request.entries[index].facts.item == ONLINE_ITEM

    def _beaten(self, index: int) -> Text:
        elected = self._elected
        assert elected is not None  # an option with hours stands, so one is elected
        achievement = self._request.profile.one_option is OneOption.ACHIEVEMENT
        tied = achievement and self._recognitions[index].tenths == elected.tenths
        if tied not in self._lost:
            text = TIED if tied else LOWER
            self._lost[tied] = text.format(_name(self._request, elected), shown(elected.tenths))
        return self._lost[tied]
