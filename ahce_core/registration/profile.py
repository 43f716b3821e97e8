"""第二十二条　本办法由省人力资源社会保障厅负责解释。

The authority's profile: one alternative of each open reading, those of registration too, with the version of the rules. A
declaration pins it, so that a later ruling changes nothing that was declared before.
"""

from collections import namedtuple
from collections.abc import Mapping
from functools import cache

from ..choices import Choice
from ..problems import MISSING, UNKNOWN, Problem, Refusal, did_you_mean, join, presentable
from ..readings import ADOPTED, ASSESSMENT_READINGS, READINGS, AfterRefusal, GovernmentBodyRoute, Profile
from ..rules import rules_for
from ..wording import Text


class Pinned(namedtuple("Pinned", ("rules_version", "readings", "government_body_route", "after_refusal"))):
    """What a declaration is judged by, for good."""

    __slots__ = ()
    rules_version: str
    readings: Profile
    government_body_route: GovernmentBodyRoute
    after_refusal: AfterRefusal

    def as_json(self) -> dict[str, object]:
        """``{"rules_version": …, "readings": {name: alternative, … all eight}}``."""
        chosen: dict[str, str] = {
            name: alternative.value
            for name, alternative in zip(ASSESSMENT_READINGS, self.readings, strict=True)
        }
        chosen["government_body_route"] = self.government_body_route.value
        chosen["after_refusal"] = self.after_refusal.value
        return {"rules_version": self.rules_version, "readings": chosen}


def read_profile(readings: Mapping[str, object], rules_version: str) -> Pinned:
    """The profile that names an alternative of each of the eight readings.

    Raises :class:`~ahce_core.problems.Refusal` with every reading that is missing, unknown or has no such alternative.
    """
    problems = [
        Problem(join("readings", name), UNKNOWN.format(presentable(name), did_you_mean(name, READINGS)))
        for name in readings
        if name not in READINGS
    ]
    chosen: dict[str, Choice] = {}
    for name, reading in READINGS.items():
        known = {alternative.value: alternative for alternative in reading.alternatives}
        value = readings.get(name)
        if isinstance(value, str) and value in known:
            chosen[name] = known[value]
        elif name in readings:
            word = presentable(value) if isinstance(value, str) else type(value).__name__
            problems.append(Problem(join("readings", name), UNKNOWN.format(word, did_you_mean(word, known))))
        else:
            missing = MISSING.format(Text(reading.question.zh, name))
            problems.append(Problem(join("readings", name), missing))
    if problems:
        raise Refusal(problems)
    route, after_refusal = chosen.pop("government_body_route"), chosen.pop("after_refusal")
    assert isinstance(route, GovernmentBodyRoute)
    assert isinstance(after_refusal, AfterRefusal)
    return Pinned(rules_version, ADOPTED.choosing(chosen), route, after_refusal)


@cache
def adopted(year: int) -> Pinned:
    """What holds for ``year`` until the authority records a profile: the adopted alternatives."""
    readings = {name: reading.adopted.value for name, reading in READINGS.items()}
    return read_profile(readings, rules_for(year).version)
