"""The settings of a year, and the regions."""

from ahce_core.registration.grants import ScopeKind
from functions.handlers.models.base import Day, Revision, Sent, Told


class WindowSet(Sent):
    """The days on which declarations are taken, both included; both null: none is set, at any time."""

    opens: Day | None
    closes: Day | None
    revision: Revision


class ReadingsSet(Sent):
    """An alternative of each of the eight readings."""

    readings: dict[str, str]
    revision: Revision


class SettingDone(Told):
    """A setting was recorded."""

    revision: int


class WindowTold(Told):
    """A filing window."""

    opens: str
    closes: str


class EvidenceType(Told):
    """A kind of file that evidence may be; ``begins`` are the content's first bytes, in hexadecimal."""

    media_type: str
    begins: str


class EvidenceLimits(Told):
    """What evidence may be: its kinds, the bytes of a file, the files of a declaration."""

    types: list[EvidenceType]
    bytes: int
    files: int


class SettingsTold(Told):
    """What holds for a year; ``window`` null: none is set, and declarations are taken at any time.

    Beyond ``calendar_known_to`` the State Council's notice is not known, and no public notice ends.
    """

    year: int
    rules_version: str
    readings: dict[str, str]
    readings_revision: int
    window: WindowTold | None
    window_revision: int
    evidence: EvidenceLimits
    calendar_known_to: str
    calendar_days_left: int


class TermTold(Told):
    """A member of a closed list."""

    name: str
    label: str
    label_en: str


class GrantTerm(TermTold):
    """A role that can be given, and what it holds for."""

    scope: ScopeKind


class TermsTold(Told):
    """The closed lists of the registration, each in its order."""

    actions: list[TermTold]
    employer_kinds: list[TermTold]
    refusal_rules: list[TermTold]
    doubts: list[TermTold]
    correctable: list[TermTold]
    ledger_columns: list[TermTold]
    grantable_roles: list[GrantTerm]


class RegionTold(Told):
    """A region with a bureau; ``above`` is the code of the one it answers to."""

    code: str
    name: str
    above: str


class RegionsTold(Told):
    """All regions of the province."""

    regions: list[RegionTold]
