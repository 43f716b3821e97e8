"""What a kind of activity is: its words, its facts and its rule, declared once.

A module of the catalogue declares a class with ``@activity``; its fields are the form, their types the validation, its
``recognize`` the rule. The facts themselves are frozen and exact: choices, integers, dates, tenths of an hour.
"""

from collections import namedtuple
from functools import lru_cache

from .citation import Citation
from .fields import DateField, Field, IntegerField, TextField
from .hours import TENTHS
from .readings import Profile
from .subjects import Subject
from .wording import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    Facts = TypeVar("Facts")


KEPT_FACTS = 4096  # distinct facts, and what each comes to, that are remembered: some 2 MB
KEPT_PROFILES = 16  # with the years for which they are asked


class Recognition:
    """What the regulation recognizes for one activity: tenths of an hour, the sentence, the reason.

    ``because`` is a template filled with ``values`` only where somebody reads it. ``subject`` is set where the hours
    cannot be claimed freely (Art. 21(2), item (12)); None leaves the choice to the applicant (Art. 21(1)).
    """

    __slots__ = ("because", "quote", "subject", "tenths", "values")

    def __init__(
        self, tenths: int, quote: str, because: Text, values: tuple[object, ...], subject: Subject | None
    ) -> None:
        self.tenths = tenths
        self.quote = quote
        self.because = because
        self.values = values
        self.subject = subject

    @property
    def why(self) -> Text:
        """How the hours come about, in both languages."""
        return self.because.format(*self.values)


def recognized(
    hours: int, quote: str, because: Text, *values: object, subject: Subject | None = None
) -> Recognition:
    """A recognition of whole hours, as the tables of items (1) to (11) give them."""
    return Recognition(hours * TENTHS, quote, because, values, subject)


class Condition(namedtuple("Condition", ("text", "quote"))):
    """What must be true for the hours to be recognized, with the regulation's own words for it."""

    __slots__ = ()
    text: Text
    quote: str


class Column(namedtuple("Column", ("label", "facts"))):
    """A column of a kind's table in the docs: what it says and the facts it stands for."""

    __slots__ = ()
    label: Text
    facts: "dict[str, Any]"


class Plan(namedtuple("Plan", ("unit", "facts", "label"))):
    """An activity that a person may still do to close a gap.

    ``unit`` says what may be added, activities or days; ``label`` is a sentence with ``{}`` for how many.
    """

    __slots__ = ()
    unit: str
    facts: "dict[str, Any]"
    label: Text


class About(namedtuple("About", ("label", "summary", "title_hint", "date_label", "conditions", "evidence"))):
    """The words of a kind: what it is, what its date is, what must be true and what proves it."""

    __slots__ = ()
    label: Text
    summary: Text
    title_hint: Text
    date_label: Text
    conditions: tuple[Condition, ...]
    evidence: tuple[Text, ...]


ID = TextField(Text("编号", "Id"), Text("请求内唯一", "Unique in the request"), most=64, verbatim=True)
TITLE = TextField(
    Text("名称", "Title"),
    Text("证书或证明上的名称，便于核对", "The name on the certificate or proof"),
    most=200,
)
DATE = DateField(Text("证明上的日期", "Date on the proof"))
COMMON_KEYS = ("kind", "id", "title", "date")
for _name, _field in (("id", ID), ("title", TITLE), ("date", DATE)):
    _field.name = _name


class Activity:
    """What every kind has. A kind is a frozen tuple of its facts; these are attributes of its class."""

    __slots__ = ()
    kind: str
    item: int
    citation: Citation
    cited: str  # the citation as the regulation spells it: 第十二条（四）
    form: int
    about: About
    date: DateField  # the date on the proof, under the name that the kind gives it
    fields: tuple[Field, ...]
    reading: str | None
    plans: tuple[Plan, ...]
    columns: tuple[Column, ...]
    date_required = True
    decisive: tuple[Field, ...]  # the fields that the facts are read from: all but work
    names: tuple[str, ...]  # of these
    work: TextField | None  # what tells one paper or book from another, which no rule asks

    if TYPE_CHECKING:

        def __init__(self, *facts: Any, **named: Any) -> None: ...

        def __hash__(self) -> int: ...

    else:
        __hash__ = tuple.__hash__

    def __eq__(self, other: object) -> bool:
        """Whether the same was done: of no two kinds, however alike their facts."""
        return type(self) is type(other) and tuple.__eq__(self, other)  # type: ignore[operator]

    def __ne__(self, other: object) -> bool:
        """The opposite, which a tuple decides by itself."""
        return not self == other

    def recognize(self, profile: Profile, year: int) -> Recognition:
        """The hours that the regulation recognizes for these facts in ``year`` under ``profile``."""
        raise NotImplementedError  # pragma: no cover - every kind has its own

    def unfit(self, year: int | None) -> "Iterator[tuple[str, Text]]":
        """What is wrong with the facts together: (field name, message). ``year`` is None where it is unknown."""
        return iter(())


class Remembered(Recognition):
    """A recognition, and the facts, profile and year that it is of. The same one for all who have done the same.

    ``claimable`` tenths of its hours may be claimed as professional; ``words`` has room for :attr:`why` as it is written.
    """

    __slots__ = ("claimable", "facts", "item", "profile", "words", "year")

    def __init__(self, facts: Activity, profile: Profile, year: int) -> None:
        found = facts.recognize(profile, year)
        super().__init__(found.tenths, found.quote, found.because, found.values, found.subject)
        self.facts = facts
        self.item = facts.item
        self.profile = profile
        self.year = year
        self.words: Text | None = None
        self.claimable = 0 if self.subject is Subject.GENERAL else self.tenths


class Memory(dict[Activity, Remembered]):
    """Facts → what is recognized for them under one profile in one year: many have done the same."""

    __slots__ = ("_profile", "_year")

    def __init__(self, profile: Profile, year: int) -> None:
        self._profile = profile
        self._year = year

    def __missing__(self, facts: Activity) -> Remembered:
        if len(self) >= KEPT_FACTS:
            self.clear()
        found = self[facts] = Remembered(facts, self._profile, self._year)
        return found


memory = lru_cache(maxsize=KEPT_PROFILES)(Memory)


def activity(
    kind: str,
    *,
    item: int,
    form: int,
    about: About,
    reading: str | None = None,
    plans: tuple[Plan, ...] = (),
    columns: tuple[Column, ...],
) -> "Callable[[type[Facts]], type[Facts]]":
    """Declare a kind of activity.

    ``item`` is 1–12 of Art. 12, ``form`` 1–7 of Art. 10, ``reading`` the one open reading that its rule asks.
    """

    def declare(cls: "type[Facts]") -> "type[Facts]":
        body = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
        fields = tuple(value for value in body.values() if isinstance(value, Field))
        for field in fields:
            del body[field.name]
        named = [field for field in fields if isinstance(field, TextField)]
        decisive = tuple(field for field in fields if field not in named)
        facts = namedtuple(cls.__name__, [field.name for field in decisive], defaults=_defaults(decisive))  # type: ignore[misc]
        body |= {
            "__slots__": (),
            "kind": kind,
            "item": item,
            "citation": Citation(12, item),
            "cited": str(Citation(12, item)),
            "form": form,
            "about": about,
            "date": _date_field(about),
            "fields": fields,
            "decisive": decisive,
            "names": facts._fields,
            "work": named[0] if named else None,
            "reading": reading,
            "plans": plans,
            "columns": columns,
        }
        return type(cls.__name__, (*cls.__bases__, facts), body)

    return declare


def _date_field(about: About) -> DateField:
    field = DateField(about.date_label)
    field.name = "date"
    return field


def _defaults(fields: tuple[Field, ...]) -> list[object]:
    optional = [field for field in fields if not field.required]
    if tuple(optional) != fields[len(fields) - len(optional) :]:
        raise TypeError("optional facts come after the required ones")
    return [field.default for field in optional]


def place_field(zh: str, en: str, hint_zh: str, hint_en: str) -> "Any":
    """A field for a rank in a list of people: 1 is the first. Every item asks it with its own words, in the same limits."""
    return IntegerField(Text(zh, en), Text(hint_zh, hint_en), least=1, most=999)


def by_place(base: int, place: int, step: int) -> int:
    """Hours of a place: ``base`` less ``step`` for each place after the first, never below 0 (the floor is ours)."""
    return max(0, base - step * (place - 1))
