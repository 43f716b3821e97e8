"""第十七条 and 第十四条: what a certificate and a public notice say of a year, for both say the same figures."""

from collections import namedtuple

from ..hours import shown
from ..year import ONLINE_ITEM, Tally


class Figures(namedtuple("Figures", ("year", "general", "professional", "items"))):
    """A year as it is made known: hours in tenths, and the items of Art. 12 that they come from."""

    __slots__ = ()
    year: int
    general: int
    professional: int
    items: tuple[int, ...]

    def as_json(self) -> dict[str, object]:
        """``{"year", "items", "total", "general", "professional"}``, hours as numbers with at most one decimal."""
        return {
            "year": self.year,
            "items": list(self.items),
            "total": shown(self.general + self.professional),
            "general": shown(self.general),
            "professional": shown(self.professional),
        }


def figures(year: int, tally: Tally) -> Figures:
    """The figures of a year's tally."""
    elected = (tally.elected.item,) if tally.elected else ()
    online = (ONLINE_ITEM,) if tally.online_general + tally.online_professional else ()
    return Figures(year, tally.general, tally.professional, elected + online)
