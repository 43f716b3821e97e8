"""People, employers, members and roles."""

from typing import Annotated, Literal

from pydantic import Field

from ahce_core.registration.routing import EmployerKind
from functions.handlers.models.base import (
    Day,
    Identifier,
    Identity,
    Kind,
    RegionCode,
    Revision,
    Sent,
    Told,
    Words,
)
from functions.services.people import NAME_CHARACTERS


class Enrolment(Sent):
    """A person: name and ID number."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_CHARACTERS)]
    id_number: Annotated[str, Field(max_length=40, description="18位，由规则核对 checked by the rules")]


class Enrolled(Told):
    """The person's id."""

    person: Identifier


class EmploymentOf(Sent):
    """Where one works: an employer, or, for the self-employed, a county."""

    employer: Identifier | None = None
    region: RegionCode | None = None
    transferred_in: Day | None = None


class EmploymentDone(Told):
    """Where one works was recorded or accepted."""

    revision: int
    accepted: bool


class PersonTold(Told):
    """Oneself; the number is masked."""

    id: str
    name: str
    id_number: str


class RoleTold(Told):
    """A role and where it holds."""

    role: str
    scope: str
    scope_name: str
    label: str
    label_en: str


class EmploymentTold(Told):
    """Where one works; ``name`` and ``region`` are the employer's, or those of the self-employed's county.

    ``released``: the employer said that one does not work there, or no longer.
    """

    employer: str | None
    region: str | None
    name: str
    kind_label: str
    kind_label_en: str
    confirmed: bool
    transferred_in: str | None
    accepted: bool
    released: bool = False
    revision: int


class Me(Told):
    """What the registry knows of the caller. ``may_give``: the roles that they may give to somebody somewhere."""

    identity: Identity
    person: PersonTold | None
    roles: list[RoleTold]
    may_give: list[str]
    employment: EmploymentTold | None


class EmployerRegistration(Sent):
    """An employer, to be confirmed by the bureau of its region."""

    code: Annotated[str, Field(min_length=18, max_length=40, description="统一社会信用代码 GB 32100")]
    name: Annotated[str, Field(min_length=1, max_length=NAME_CHARACTERS)]
    kind: Kind
    region: RegionCode
    code_confirmed: Annotated[
        bool,
        Field(
            description="校验码不符，已按证照核对无误 compared with the certificate though it does not fit"
        ),
    ] = False


class EmployerDone(Told):
    """An employer was registered or confirmed."""

    employer: Identifier
    revision: int


class EmployerConfirmation(Sent):
    """The kind as the bureau finds it."""

    kind: Kind
    revision: Revision


class EmployerRejection(Sent):
    """Why an employer that was registered is none, or not theirs to register."""

    reason: Words
    revision: Revision


class EmployerCorrection(Sent):
    """An employer's name and its bureau's region as they should stand."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_CHARACTERS)]
    region: RegionCode
    revision: Revision


class EmployerTold(Told):
    """An employer; ``code_note`` says what is unusual about its code, and is empty where nothing is."""

    employer: Identifier
    name: str
    code: str
    kind: EmployerKind
    region: str
    confirmed: bool
    code_note: str
    code_note_en: str


class EmployerSeen(EmployerTold):
    """An employer with the revision to act on."""

    revision: int


class EmployersPage(Told):
    """A page of employers."""

    rows: list[EmployerTold]
    next: str | None


class Member(Told):
    """Somebody who says that they work here; of their ID number the last four."""

    person: Identifier
    name: str
    id_last4: str
    accepted: bool
    transferred_in: str | None
    revision: int


class MembersPage(Told):
    """A page of members, those to be accepted first."""

    rows: list[Member]
    next: str | None


class Seen(Sent):
    """A command that needs nothing but the revision that was seen."""

    revision: Revision


class AssignmentChange(Sent):
    """A role to give (``held`` true) or to take back."""

    identity: Identity
    role: Literal[
        "employer_verifier",
        "bureau_verifier",
        "bureau_supervisor",
        "provincial_office",
        "learning_platform",
        "title_system",
    ]
    scope: Annotated[str, Field(max_length=26, pattern="^[a-z0-9]*$")] = ""
    held: bool


class Holder(Told):
    """Who holds a role; ``name`` is empty where the sign-in's person is not recorded."""

    identity: Identity
    name: str
    role: str
    label: str
    label_en: str
    scope: str


class HoldersPage(Told):
    """A page of holders of roles at one place."""

    rows: list[Holder]
    next: str | None


class AssignmentDone(Told):
    """The role as it is held now."""

    identity: Identity
    role: str
    scope: str
    held: bool
