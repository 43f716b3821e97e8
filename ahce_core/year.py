"""The year: elect the highest option, add the courseware, split, judge.

    第十二条　专业技术人员参加继续教育学时每年累计应不少于90学时（每学时不低于45分钟），其中专业科目不少于60学时。
    第二十一条　本办法第十二条（一）至（十一）项按照以下要求执行。
    1.继续教育学时认定不分公需科目、专业科目，由专业技术人员按需申请认定公需科目学时或专业科目学时。
    2.专业技术人员学习的公需科目学时不可认定为专业科目学时。
    4.继续教育学时认定采取就高原则，由专业技术人员自行选择学时认定最高的选项，每个年度认定仅能选择一项，不重复累计认定。

Item (12) stands outside Art. 21, which speaks of (1) to (11): its hours add on top. There is no minimum of general hours.
All hours here are tenths.
"""

from collections import namedtuple
from collections.abc import Sequence
from functools import partial

from .activity import Recognition, Remembered
from .catalogue.item_03_overseas_training import CEILING
from .hours import ANNUAL_MINIMUM, PROFESSIONAL_MINIMUM, TENTHS
from .readings import OneOption, Profile
from .request import Entry

ONLINE_ITEM = 12  # outside Art. 21
CEILED_ITEM = 3  # 最多可认定90学时, on the sum where an item's achievements add up


class Option(namedtuple("Option", ("less_tenths", "less_claimable", "item", "members"))):
    """What one may elect, ordered as Art. 21(4) elects: of two options the smaller tuple stands.

    First comes who has more hours (as a negative number); of equal ones (ours) who has more hours that may be
    professional, then the lower item, then ``members``, the indexes of its entries in the order of the request.
    """

    __slots__ = ()
    less_tenths: int
    less_claimable: int
    item: int
    members: tuple[int, ...]

    @property
    def tenths(self) -> int:
        """Its hours."""
        return -self.less_tenths

    @property
    def claimable(self) -> int:
        """How many of its hours may be claimed as professional."""
        return -self.less_claimable


option_of = partial(tuple.__new__, Option)  # what Option._make does, in less time


class Tally:
    """A year's hours in tenths: the elected option, item (12) by subject, and the option's general part.

    ``total``, ``professional`` and ``general`` are the year's after the split; ``complete`` is 90 hours, 60 of them
    professional.
    """

    __slots__ = (
        "complete",
        "elected",
        "elected_general",
        "general",
        "online_general",
        "online_professional",
        "professional",
        "total",
    )

    def __init__(
        self, elected: Option | None, online_general: int, online_professional: int, elected_general: int
    ) -> None:
        hours = -elected.less_tenths if elected else 0
        self.elected = elected
        self.online_general = online_general
        self.online_professional = online_professional
        self.elected_general = elected_general
        self.general = online_general + elected_general
        self.professional = online_professional + hours - elected_general
        self.total = self.general + self.professional
        self.complete = self.total >= ANNUAL_MINIMUM and self.professional >= PROFESSIONAL_MINIMUM

    @property
    def missing(self) -> tuple[int, int]:
        """Hours missing of the total of 90 and of the professional 60."""
        return max(0, ANNUAL_MINIMUM - self.total), max(0, PROFESSIONAL_MINIMUM - self.professional)


def standing(entries: Sequence[Entry], recognitions: Sequence[Recognition]) -> dict[int, int]:
    """Same work, once: 同一论文或著作多处发表或出版，只得折算一次. Index of each entry that gives way → the one that stands.

    The highest stands, of equal ones the first.
    """
    works = [entry.work for entry in entries]
    if works.count(None) > len(works) - 2:
        return {}
    best: dict[tuple[str, str | None], int] = {}
    gives_way: dict[int, int] = {}
    for index, work in enumerate(works):
        if work is None:
            continue
        key = entries[index].facts.kind, work
        rival = best.setdefault(key, index)
        if rival != index:
            winner = index if recognitions[index].tenths > recognitions[rival].tenths else rival
            best[key] = winner
            gives_way[index if winner == rival else rival] = winner
    return {loser: best[entries[loser].facts.kind, entries[loser].work] for loser in gives_way}


class Weighed(namedtuple("Weighed", ("options", "general", "professional", "gives_way"))):
    """What a year has: what may be elected, in the order of the request, and its item (12) hours by subject.

    ``gives_way`` is :func:`standing`'s.
    """

    __slots__ = ()
    options: list[Option]
    general: int
    professional: int
    gives_way: dict[int, int]

    def tied_with(self, elected: Option | None) -> list[Option]:
        """The other options of as many hours."""
        return [
            option
            for option in self.options
            if elected and option.less_tenths == elected.less_tenths and option is not elected
        ]

    def year(self, claimed_general: int | None) -> Tally:
        """The year that elects the highest of the options."""
        elected = min(self.options) if self.options else None
        return split(elected, self.general, self.professional, claimed_general)


def weigh(entries: Sequence[Entry], recognitions: Sequence[Remembered], profile: Profile) -> Weighed:
    """What the year has under one profile of readings; nothing of 0 hours or of a work that gives way is an option."""
    single = []
    total = professional = 0
    gives_way = standing(entries, recognitions)
    for index, recognition in enumerate(recognitions):
        tenths, item = recognition.tenths, recognition.item
        if item == ONLINE_ITEM:
            total += tenths
            professional += recognition.claimable
        elif tenths and index not in gives_way:
            single.append(option_of((-tenths, -recognition.claimable, item, (index,))))
    options = single if profile.one_option is OneOption.ACHIEVEMENT else _by_item(single)
    return _weighed((options, total - professional, professional, gives_way))


_weighed = partial(tuple.__new__, Weighed)


def _by_item(single: list[Option]) -> list[Option]:
    items: dict[int, Option] = {}
    for option in single:
        items[option.item] = joined(items[option.item], option) if option.item in items else option
    return list(items.values())


def joined(option: Option, other: Option) -> Option:
    """Two options of one item as one: their hours add up, to the item's ceiling where it has one."""
    tenths, claimable = option.tenths + other.tenths, option.claimable + other.claimable
    if option.item == CEILED_ITEM:
        tenths = claimable = min(tenths, CEILING * TENTHS)
    return Option(-tenths, -claimable, option.item, option.members + other.members)


def split(elected: Option | None, general: int, professional: int, claimed_general: int | None) -> Tally:
    """The year's tally: professional first, up to what is missing to 60, the rest as general (Art. 21(1)).

    ``claimed_general`` is the applicant's own split, held to what Art. 21(2) allows.
    """
    if elected is None:
        return Tally(None, general, professional, 0)
    tenths, claimable = -elected.less_tenths, -elected.less_claimable
    if claimed_general is not None:
        as_general = min(max(claimed_general, tenths - claimable), tenths)
    elif professional < PROFESSIONAL_MINIMUM:
        as_general = tenths - min(claimable, PROFESSIONAL_MINIMUM - professional)
    else:
        as_general = tenths
    return Tally(elected, general, professional, as_general)


def tally(
    entries: Sequence[Entry],
    recognitions: Sequence[Remembered],
    profile: Profile,
    claimed_general: int | None = None,
) -> Tally:
    """The year under one profile of readings."""
    return weigh(entries, recognitions, profile).year(claimed_general)
