"""The hours of a year in OpenFisca-Core: the catalogue of 第十二条 for one applicant, nothing but hours.

Written as its own docs would have it: an entity of activities in a group of one applicant, a variable a rule, vectors only. It
knows no text, no open reading, no reason and no way to complete. Run in an environment of its own: reads a JSON list of
lists of years on standard input and prints the hours of each, and how long they took.
"""

import json
import sys
from itertools import cycle
from time import process_time

from numpy import maximum, minimum, select, where
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

ROUNDS, CALLS = 200, 1

Activity = Entity("activity", "activities", "An activity of the year", "")
Applicant = GroupEntity(
    "applicant",
    "applicants",
    "Who did them",
    "",
    [{"key": "member", "plural": "members", "label": "An activity of the applicant", "doc": ""}],
)


def _choices(name, *values):
    return Enum(name, [(value, value) for value in values])


Kind = _choices(
    "Kind",
    "award",
    "patent",
    "assignment",
    "expert_outreach",
    "overseas_training",
    "paper",
    "book",
    "project",
    "advisory_report",
    "conference",
    "qualification_exam",
    "degree",
    "training_course",
    "teaching",
    "courseware",
    "recorded_hours",
)
Level = _choices("Level", "absent", "national", "ministerial", "provincial", "municipal", "other")
Prize = _choices("Prize", "absent", "special", "first", "second", "third")
PatentType = _choices("PatentType", "absent", "invention", "utility_model", "design")
IndexedBy = _choices("IndexedBy", "none", "ei", "istp", "isshp", "sci", "ssci")
Authorship = _choices("Authorship", "absent", "sole", "first", "corresponding", "other")
Subject = _choices("Subject", "absent", "general", "professional")


def _variable(entity, name, value_type, **more):
    about = {"value_type": value_type, "entity": entity, "definition_period": DateUnit.YEAR}
    return type(name, (Variable,), about | more)


def _choice(name, values):
    return _variable(Activity, name, Enum, possible_values=values, default_value=next(iter(values)))


FACTS = [
    _choice("kind", Kind),
    _choice("level", Level),
    _choice("prize", Prize),
    _choice("type", PatentType),
    _choice("indexed_by", IndexedBy),
    _choice("authorship", Authorship),
    _choice("subject", Subject),
    _variable(Activity, "place", int, default_value=1),
    _variable(Activity, "full_days", int),
    _variable(Activity, "part_day", bool),
    _variable(Activity, "paper_characters", int),
    _variable(Activity, "rated_hours", float, default_value=1),
    _variable(Activity, "hours", float),
]
NAMES = [fact.__name__ for fact in FACTS]


def award(activity, period, parameters):
    national = activity("level", period) == Level.national
    prize = activity("prize", period)
    whole = (prize == Prize.special) + (prize == Prize.first)
    second = prize == Prize.second
    base = where(national, where(whole + second, 90, 50), select([whole, second], [50, 40], 30))
    return where(whole, base, maximum(0, base - 3 * (activity("place", period) - 1)))


def patent(activity, period, parameters):
    base = where(activity("type", period) == PatentType.invention, 50, 40)
    return maximum(0, base - 3 * (activity("place", period) - 1))


def overseas_training(activity, period, parameters):
    return minimum(90, activity("days_hours", period))


def days_hours(activity, period, parameters):
    return 6 * activity("full_days", period) + 3 * activity("part_day", period)


def paper(activity, period, parameters):
    part = activity("authorship", period)
    index = activity("indexed_by", period)
    periodical = select([part == Authorship.sole, part == Authorship.first], [30, 20], 10)
    whole_year = (index == IndexedBy.sci) + (index == IndexedBy.ssci)
    indexed = where(part == Authorship.other, 20, 40)
    return select([index == IndexedBy.none, whole_year], [periodical, 90], indexed)


def book(activity, period, parameters):
    part = activity("authorship", period)
    return select([part == Authorship.sole, part == Authorship.first], [70, 50], 30)


def project(activity, period, parameters):
    place, level = activity("place", period), activity("level", period)
    lead = select(
        [level == Level.ministerial, level == Level.provincial, level == Level.municipal], [50, 40, 30], 10
    )
    listed = level != Level.other
    return select([place == 1, place <= 4], [lead, where(listed, lead - 10, 10)], where(listed, 10, 0))


def advisory_report(activity, period, parameters):
    base = where(activity("level", period) == Level.provincial, 40, 20)
    return maximum(0, base - 3 * (activity("place", period) - 1))


def conference(activity, period, parameters):
    characters = activity("paper_characters", period)
    return 8 + select([characters == 0, characters < 2000], [0, 5], 10)


def recognized_hours(activity, period, parameters):
    kind = activity("kind", period)
    return select(
        [
            kind == Kind.award,
            kind == Kind.patent,
            kind == Kind.expert_outreach,
            kind == Kind.overseas_training,
            kind == Kind.paper,
            kind == Kind.book,
            kind == Kind.project,
            kind == Kind.advisory_report,
            kind == Kind.conference,
            kind == Kind.training_course,
            kind == Kind.teaching,
            kind == Kind.courseware,
            kind == Kind.recorded_hours,
        ],
        [
            activity("award", period),
            activity("patent", period),
            20,
            activity("overseas_training", period),
            activity("paper", period),
            activity("book", period),
            activity("project", period),
            activity("advisory_report", period),
            activity("conference", period),
            activity("days_hours", period),
            5,
            activity("rated_hours", period),
            activity("hours", period),
        ],
        90,  # assignments, examinations, degrees
    )


def is_online(activity, period, parameters):
    kind = activity("kind", period)
    return (kind == Kind.courseware) + (kind == Kind.recorded_hours)


def claimable_hours(activity, period, parameters):
    general = activity("subject", period) == Subject.general
    return activity("recognized_hours", period) * ~(general * ~activity("is_online", period))


def elected(applicant, period, parameters):
    option = ~applicant.members("is_online", period)
    return applicant.max(applicant.members("recognized_hours", period) * option)


def elected_claimable(applicant, period, parameters):
    hours = applicant.members("recognized_hours", period)
    highest = (hours == applicant.project(applicant("elected", period))) * ~applicant.members(
        "is_online", period
    )
    return applicant.max(applicant.members("claimable_hours", period) * highest)


def general_online(applicant, period, parameters):
    general = applicant.members("subject", period) == Subject.general
    online = applicant.members("is_online", period)
    return applicant.sum(applicant.members("recognized_hours", period) * online * general)


def professional_online(applicant, period, parameters):
    professional = applicant.members("subject", period) == Subject.professional
    online = applicant.members("is_online", period)
    return applicant.sum(applicant.members("recognized_hours", period) * online * professional)


def professional(applicant, period, parameters):
    online = applicant("professional_online", period)
    return online + minimum(applicant("elected_claimable", period), maximum(0, 60 - online))


def total(applicant, period, parameters):
    return (
        applicant("elected", period)
        + applicant("general_online", period)
        + applicant("professional_online", period)
    )


OF_ACTIVITIES = (
    award, patent, days_hours, overseas_training, paper, book, project, advisory_report, conference, recognized_hours,
    claimable_hours,
)  # fmt: skip
OF_APPLICANTS = (elected, elected_claimable, general_online, professional_online, professional, total)
RULES = [
    *(_variable(Activity, rule.__name__, float, formula=rule) for rule in OF_ACTIVITIES),
    _variable(Activity, "is_online", bool, formula=is_online),
    *(_variable(Applicant, rule.__name__, float, formula=rule) for rule in OF_APPLICANTS),
]


class Model(TaxBenefitSystem):
    """The variables above."""

    def __init__(self):
        super().__init__([Activity, Applicant])
        for variable in (*FACTS, *RULES):
            self.add_variable(variable)


def situation(year):
    """A year of the JSON door as OpenFisca's own request."""
    period = str(year["year"])
    activities = {
        one["id"]: {name: {period: one[name]} for name in NAMES if name in one} for one in year["activities"]
    }
    return {"activities": activities, "applicants": {"applicant": {"members": list(activities)}}}


def person(model, year):
    """What one person takes: build the simulation from the request, calculate both figures."""
    period = str(year["year"])
    simulation = SimulationBuilder().build_from_dict(model, situation(year))
    return simulation.calculate("total", period)[0], simulation.calculate("professional", period)[0]


def formulas(simulation, period):
    """The figures alone, of a simulation that stands with its inputs; what was calculated before is forgotten."""
    for rule in RULES:
        simulation.delete_arrays(rule.__name__)
    return simulation.calculate("total", period)[0], simulation.calculate("professional", period)[0]


def microseconds(work, inputs):
    """CPU time of one call, over different inputs: the least of some rounds."""
    times = []
    turn = cycle(inputs)
    for _ in range(ROUNDS):
        start = process_time()
        for _ in range(CALLS):
            work(next(turn))
        times.append((process_time() - start) / CALLS)
    return min(times) * 1e6


def measured(model, years):
    """The hours of years and how long they take."""
    period = str(years[0]["year"])
    simulations = [SimulationBuilder().build_from_dict(model, situation(year)) for year in years]
    figures = [person(model, year) for year in years]
    assert [formulas(simulation, period) for simulation in simulations] == figures
    return {
        "figures": [[round(float(hours), 1) for hours in pair] for pair in figures],
        "person": microseconds(lambda year: person(model, year), years),
        "formulas": microseconds(lambda simulation: formulas(simulation, period), simulations),
    }


if __name__ == "__main__":
    model = Model()
    json.dump([measured(model, years) for years in json.load(sys.stdin)], sys.stdout)
