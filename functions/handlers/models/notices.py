"""Public notices and objections."""

from functions.handlers.models.base import Identifier, Sent, Told, Words


class NoticeTold(Told):
    """A running public notice; ``note`` says why ``last_day`` is null, where it is."""

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
    note: str
    note_en: str


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
