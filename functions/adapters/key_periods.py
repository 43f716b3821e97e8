"""When a signing key signs: from the year or day that it is named for, until the next one's, at most to its year's end."""

import datetime as dt
from collections.abc import Iterable, Iterator


class Periods:
    """The periods of keys named ``2026`` or ``2026-07-15``, oldest first: name, first day, first day after it.

    Raises ValueError for any other name, and for two that begin on one day.
    """

    def __init__(self, names: Iterable[str]) -> None:
        beginnings = sorted((_beginning(name), name) for name in names)
        self._rows = []
        for index, (first, name) in enumerate(beginnings):
            until = dt.date(first.year + 1, 1, 1)
            if index + 1 < len(beginnings):
                until = min(until, beginnings[index + 1][0])
            if first == until:
                raise ValueError(f"two keys begin on {first}")
            self._rows.append((name, first, until))

    def __iter__(self) -> Iterator[tuple[str, dt.date, dt.date]]:
        return iter(self._rows)

    def name_on(self, day: dt.date) -> str | None:
        """The name of the key that signs on a day; None where there is none."""
        return next((name for name, first, until in self._rows if first <= day < until), None)


def _beginning(name: str) -> dt.date:
    try:
        return dt.datetime.strptime(name, "%Y" if len(name) == len("2026") else "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise ValueError(f"a key is named for a year or a day, not {name!r}") from None
