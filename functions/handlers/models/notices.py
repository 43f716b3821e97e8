"""Public notices and objections."""

from functions.handlers.models.base import Identifier, Sent, Told, Words


class NoticeTold(Told):
    """A running public notice."""

    notice: Identifier
    name: str
    employer: str
    year: int
    items: list[int]
    total: int | float
    general: int | float
    professional: int | float
    region: str
    opened: str
    last_day: str | None


class NoticesPage(Told):
    """A page of running notices, those that end first in front."""

    rows: list[NoticeTold]
    next: str | None


class ObjectionSent(Sent):
    """Why it should not be registered."""

    reason: Words


class ObjectionDone(Told):
    """The objection's id."""

    notice: Identifier
    objection: Identifier
