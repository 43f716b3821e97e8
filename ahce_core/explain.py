"""An assessment in words: why each activity counts or not, what is elected, what is missing, what is open.

The answer is JSON text from the start; titles are made fit to stand in it before they come into a sentence.
"""

import json
from collections.abc import Sequence
from functools import lru_cache

from . import answer
from .activity import Remembered, memory
from .answer import GAP, hours, inside, truth
from .citation import Citation
from .closing import lower_that_completes, ways_to_complete
from .hours import shown
from .json_text import write
from .problems import Problem, Refusal
from .readings import ASSESSMENT_READINGS, OneOption, Profile
from .request import Request
from .sensitivity import Sensitivity
from .wording import Text
from .year import ONLINE_ITEM, Option, Tally, Weighed, split, weigh

ON_TOP = Text(
    "第十二条（十二）不在“仅能选择一项”之列，与当年所选项相加", "item (12) adds on top of the year's option"
)
ELECTED = Text("当年就高选择此项", "elected: the highest of the year")
ELECTED_TOGETHER = Text("当年就高选择本条目，与同条目的成果相加", "elected: the item's achievements add up")
ELECTED_TO_THE_CEILING = Text(
    "当年就高选择本条目，与同条目的成果相加：合计{}学时，最多认定{}学时",
    "elected: the item's achievements add up to {} hours, of which at most {} count",
)
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
ACHIEVEMENTS = Text("{}项下{}个成果", "{1} achievements under {0}")
ACHIEVEMENTS_TO_THE_CEILING = Text(
    "{}项下{}个成果（合计{}学时，最多认定{}学时）",
    "{1} achievements under {0} ({2} hours, of which at most {3} count)",
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
LOWER_WOULD_DO = Text(
    "但它含公需科目，专业科目还不够；如果当年只有{}，总学时{}、其中专业科目{}，就达到了。条文写的是选学时最高的，能不能改选它，请先问核验的单位或人社部门。",
    " But it has general content and leaves professional hours missing; with {} alone the year would be complete: {} hours, "
    "{} of them professional. The text says that the highest is chosen; whether this one may be instead, ask your verifying "
    "employer or HRSS bureau first.",
)
NO_OPTION = Text("第十二条（一）至（十一）项没有可选的学时。", "There is no option under items (1) to (11).")

TOGETHER = Text(
    "单独换任何一种理解，是否完成都不变；同时采用{}，当年{}：共{}学时，其中专业科目{}学时。",
    "No other reading alone changes whether the year is complete; with {} together it is {}: {} hours, {} of them professional.",
)
COMPLETED = Text("完成", "complete")
STAYS_SHORT = Text("未完成", "short")

SPLIT_WITHOUT_OPTION = Text(
    "当年没有所选项，不能调整科目；请删去elected_split。",
    "There is no elected option whose hours could be split; please remove elected_split.",
)
SPLIT_OUTSIDE = Text(
    "所选项共{}学时，其中认定为公需科目的应在{}到{}学时之间，收到{}；请调整。",
    "The elected option has {} hours, of which {} to {} may be claimed as general; this says {}.",
)


def recognize_all(request: Request) -> list[Remembered]:
    """What the regulation recognizes for each entry, in the order of the request."""
    known = memory(request.profile, request.year)
    return [known[entry.facts] for entry in request.entries]


def judged(request: Request, recognitions: Sequence[Remembered]) -> Tally:
    """The year under the chosen readings.

    Raises :class:`~ahce_core.problems.Refusal` where the applicant's own split is not possible (Art. 21(1), (2)).
    """
    return _as_claimed(request, weigh(request.entries, recognitions, request.profile))


def _as_claimed(request: Request, weighed: Weighed) -> Tally:
    claimed = request.claimed_general
    now = weighed.year(claimed)
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
    answered: dict[str, object] = json.loads(assessment(request))
    return answered


def summarize(request: Request) -> str:
    """The year's figures alone: total, general, professional, complete, missing, elected. For lists of many people."""
    return answer.summary(request, judged(request, recognize_all(request)))


def assessment(request: Request) -> str:
    """The whole answer of the JSON door, as JSON text. Raises as :func:`explain` does."""
    recognitions = recognize_all(request)
    weighed = weigh(request.entries, recognitions, request.profile)
    now = _as_claimed(request, weighed)
    sensitivity = Sensitivity(request, recognitions, now)
    tied = weighed.tied_with(now.elected)
    name = _name(request, recognitions, now.elected)
    why = _elected_why(now, name, len(weighed.options), len(tied))
    lower = lower_that_completes(now, weighed.options)
    if lower:
        instead = _name(request, recognitions, lower.elected)
        said = LOWER_WOULD_DO.format(instead, hours(lower.total), hours(lower.professional))
        why = Text(why.zh + said.zh, why.en + said.en)
    figures = answer.figures(now)
    return answer.SHAPE % (
        request.year,
        figures,
        answer.elected(request, now),
        _split_bounds(request, now),
        why.zh,
        why.en,
        ", ".join([answer.ids(request, option) for option in tied]),
        ", ".join(_activities(request, recognitions, _Outcome(request, recognitions, weighed, now, name))),
        answer.missing(now),
        ", ".join([way.as_json() for way in ways_to_complete(request, now, _items(request, weighed))]),
        sensitivity.verdict(),
        ", ".join(_readings(request.profile, sensitivity, now, figures)),
        _together(sensitivity),
        request.rules.version,
    )


def _items(request: Request, weighed: Weighed) -> dict[int, Option]:
    if request.profile.one_option is OneOption.ITEM:
        return {option.item: option for option in weighed.options}
    return {}


def _readings(profile: Profile, sensitivity: Sensitivity, now: Tally, figures: str) -> list[str]:
    touching = {reading.name: reading for reading in sensitivity.open_readings()}
    found = []
    for name, alike in _where_alike(profile).items():
        reading = touching.get(name)
        if reading is None:
            found.append(figures.join(alike))
            continue
        alternatives = [
            answer.ALTERNATIVE % (alternative, figures if year is now else answer.figures(year))
            for alternative, year in reading.outcomes.items()
        ]
        found.append(answer.READING % (name, reading.chosen, truth(reading.changes), ", ".join(alternatives)))
    return found


def _together(sensitivity: Sensitivity) -> str:
    """The alternatives that change completion only together, with their figures; null where one alone does, or none do."""
    others = sensitivity.turning_point
    if len(others) < 2:
        return answer.NOTHING
    year = sensitivity.year_of(others)
    labels = [alternative.text for _, alternative in others]
    listed = Text(
        "、".join(f"“{label.zh}”" for label in labels), " and ".join(f"“{label.en}”" for label in labels)
    )
    became = COMPLETED if year.complete else STAYS_SHORT
    why = inside(TOGETHER.format(listed, became, hours(year.total), hours(year.professional)))
    readings = ", ".join([f'"{name}": "{alternative}"' for name, alternative in others])
    return answer.TOGETHER % (readings, answer.figures(year), why.zh, why.en)


@lru_cache(maxsize=64)
def _where_alike(profile: Profile) -> dict[str, list[str]]:
    """Reading → its part of an answer where all alternatives come to the same: the text around each one's figures."""
    parts = {}
    for name, reading in ASSESSMENT_READINGS.items():
        alternatives = ", ".join([answer.ALTERNATIVE % (choice, GAP) for choice in reading.choices])
        filled = answer.READING % (name, getattr(profile, name), answer.FALSE, alternatives)
        parts[name] = filled.split(GAP)
    return parts


def _split_bounds(request: Request, now: Tally) -> str:
    """What Art. 21(1) and (2) allow as ``elected_split``: the fewest and most general hours, and the best split's."""
    if now.elected is None:
        return answer.NOTHING
    best = now
    if request.claimed_general is not None:
        best = split(now.elected, now.online_general, now.online_professional, None)
    least = now.elected.tenths - now.elected.claimable
    return answer.ELECTED_SPLIT % (hours(least), hours(now.elected.tenths), hours(best.elected_general))


def _title(request: Request, index: int) -> str:
    return write(request.entries[index].title)[1:-1]


def _added(recognitions: Sequence[Remembered], option: Option) -> int:
    """What an option's members have together, in tenths: more than its own hours where its item has a ceiling."""
    return sum(recognitions[index].tenths for index in option.members)


def _name(request: Request, recognitions: Sequence[Remembered], option: Option | None) -> Text | str:
    if option is None:
        return ""
    if len(option.members) == 1:
        return f"“{_title(request, option.members[0])}”"
    citation = Citation(12, option.item)
    under = Text(str(citation), citation.english), len(option.members)
    added = _added(recognitions, option)
    if added == option.tenths:
        return ACHIEVEMENTS.format(*under)
    return ACHIEVEMENTS_TO_THE_CEILING.format(*under, hours(added), hours(option.tenths))


def _elected_why(now: Tally, name: Text | str, choices: int, tied: int) -> Text:
    if now.elected is None:
        return NO_OPTION
    had = hours(now.elected.tenths)
    if tied:
        return TIE.format(name, tied, had)
    return (ONLY_OPTION if choices == 1 else HIGHEST).format(name, had)


def _activities(request: Request, recognitions: Sequence[Remembered], outcome: "_Outcome") -> list[str]:
    activities = []
    for index, recognition in enumerate(recognitions):
        tenths, item = recognition.tenths, recognition.item
        start, to_hours, to_counts, to_why, to_became, to_why_en, to_became_en, end = _around(
            item, recognition.quote
        )
        identity = write(request.entries[index].id)
        why = recognition.words = recognition.words or inside(recognition.why)
        counts, became = outcome.of(index, item, tenths)
        activities.append(
            f"{start}{identity}{to_hours}{hours(tenths)}{to_counts}{counts}{to_why}{why.zh}{to_became}{became.zh}"
            f"{to_why_en}{why.en}{to_became_en}{became.en}{end}"
        )
    return activities


@lru_cache(maxsize=128)
def _around(item: int, quote: str) -> list[str]:
    """What an answer says of an activity that this sentence is for, around the gaps for the rest."""
    shape = GAP, item, GAP, GAP, Citation(12, item), write(quote), GAP, GAP, GAP, GAP
    return (answer.ACTIVITY % shape).split(GAP)


class _Outcome:
    """What became of each activity in this year."""

    def __init__(
        self,
        request: Request,
        recognitions: Sequence[Remembered],
        weighed: Weighed,
        now: Tally,
        name: Text | str,
    ) -> None:
        self._request = request
        self._recognitions = recognitions
        self._gives_way = weighed.gives_way
        self._name = name  # of what is elected
        self._elected = now.elected
        self._by_item = request.profile.one_option is OneOption.ITEM
        self._lost: dict[bool, Text] = {}

    def of(self, index: int, item: int, tenths: int) -> tuple[str, Text]:
        """Whether the activity's hours are in the year's total, and why or why not."""
        if item == ONLINE_ITEM:
            return answer.TRUE, ON_TOP
        if self._elected and index in self._elected.members:
            alone = len(self._elected.members) == 1
            return answer.TRUE, ELECTED if alone else self._together(self._elected)
        if not tenths:
            return answer.FALSE, NO_HOURS
        if index in self._gives_way:
            return answer.FALSE, SAME_WORK.format(_title(self._request, self._gives_way[index]))
        return answer.FALSE, self._beaten(tenths)

    def _together(self, elected: Option) -> Text:
        added = _added(self._recognitions, elected)
        if added == elected.tenths:
            return ELECTED_TOGETHER
        return ELECTED_TO_THE_CEILING.format(hours(added), hours(elected.tenths))

    def _beaten(self, tenths: int) -> Text:
        elected = self._elected
        assert elected is not None  # an option with hours stands, so one is elected
        tied = not self._by_item and tenths == elected.tenths
        if tied not in self._lost:
            text = TIED if tied else LOWER
            self._lost[tied] = text.format(self._name, hours(elected.tenths))
        return self._lost[tied]
