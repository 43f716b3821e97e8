"""The answer of the JSON door in its own shape: its parts as JSON text, each shape written once.

An answer is mostly words that never change, so it is filled in rather than built: the shape stands here as people read it,
and what goes into it is JSON text already. :func:`inside` and :func:`~ahce_core.json_text.write` make it so.
"""

from functools import lru_cache

from .hours import shown
from .json_text import write
from .request import Request
from .wording import Text
from .year import Option, Tally

SHAPE = (
    '{"year": %d, %s, "elected": %s, "elected_split": %s, "elected_why": "%s", "elected_why_en": "%s", '
    '"tied_with": [%s], "activities": [%s], "missing": %s, "ways_to_complete": [%s], "verdict": "%s", '
    '"open_readings": [%s], "together": %s, "rules_version": "%s"}'
)
SUMMARY = '{"year": %d, %s, "elected": %s, "missing": %s, "rules_version": "%s"}'
FIGURES = '"total": %s, "general": %s, "professional": %s, "complete": %s'
ELECTED = '{"item": %d, "activities": [%s], "hours": %s, "general": %s, "professional": %s}'
ELECTED_SPLIT = '{"min": %s, "max": %s, "best": %s}'
MISSING = '{"total": %s, "professional": %s}'
ACTIVITY = (
    '{"id": %s, "item": %d, "hours": %s, "counts": %s, "citation": "%s", "quote": %s, '
    '"why": "%s。%s。", "why_en": "%s; %s."}'
)
READING = '{"reading": "%s", "chosen": "%s", "changes": %s, "alternatives": [%s]}'
ALTERNATIVE = '{"name": "%s", %s}'
TOGETHER = '{"readings": {%s}, %s, "why": "%s", "why_en": "%s"}'
WAY = (
    '{"kind": "%s", "facts": %s, "add": %s, "unit": "%s", "field": %s, "total": %s, "professional": %s, '
    '"label": "%s", "label_en": "%s"}'
)
NOTHING, TRUE, FALSE = "null", "true", "false"
GAP = "\0"  # what is not known yet, in a shape that is remembered half filled; it stands in no text


@lru_cache(maxsize=4096)
def hours(tenths: int) -> str:
    """Tenths as JSON spells the hours: 875 is 87.5, 870 is 87."""
    return str(shown(tenths))


def truth(value: bool) -> str:
    """``true`` or ``false``."""
    return TRUE if value else FALSE


def inside(text: Text) -> Text:
    """A text as it stands between the quotes of a JSON string."""
    return Text(write(text.zh)[1:-1], write(text.en)[1:-1])


def ids(request: Request, option: Option) -> str:
    """The ids of an option's activities."""
    return ", ".join([write(request.entries[index].id) for index in option.members])


def figures(year: Tally) -> str:
    """What a year comes to: its hours, and whether it is complete."""
    return FIGURES % (hours(year.total), hours(year.general), hours(year.professional), truth(year.complete))


def elected(request: Request, year: Tally) -> str:
    """The elected option and its split."""
    option = year.elected
    if option is None:
        return NOTHING
    general = year.elected_general
    parts = hours(option.tenths), hours(general), hours(option.tenths - general)
    return ELECTED % (option.item, ids(request, option), *parts)


def missing(year: Tally) -> str:
    """The hours that are missing."""
    total, professional = year.missing
    return MISSING % (hours(total), hours(professional))


def summary(request: Request, year: Tally) -> str:
    """The year's figures alone."""
    parts = figures(year), elected(request, year), missing(year)
    return SUMMARY % (request.year, *parts, request.rules.version)
