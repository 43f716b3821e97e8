"""What machine clients send and read."""

from typing import Annotated, Any, Literal

from pydantic import Field

from ahce_core.registration.workflow import Status
from functions.handlers.models.base import Sent, Told, Year
from functions.handlers.models.certificates import CertificateTold


class CompletionSent(Sent):
    """A completed course (``courseware``) or hours recorded nationally (``recorded_hours``), Art. 12(12)."""

    id_number: Annotated[str, Field(min_length=15, max_length=40)]
    year: Year
    completion: dict[str, Any]


class CompletionDone(Told):
    """Whether it was registered now, or had been before."""

    id: str
    registered: Literal["now", "before"]


class PersonAsked(Sent):
    """A person, by ID number: in a body, since a number stands in no URL."""

    id_number: Annotated[str, Field(min_length=15, max_length=40)]


class TitleYear(Told):
    """A declared year; hours once it is registered, and its last certificate."""

    year: int
    status: Status
    registered: bool
    items: list[int] | None = None
    total: int | float | None = None
    general: int | float | None = None
    professional: int | float | None = None
    complete: bool | None = None
    certificate: CertificateTold | None = None


class TitleYears(Told):
    """A person's declared years; none where the person is not known."""

    years: list[TitleYear]
