"""The time of the machine, told in Asia/Shanghai; embedded, its day can be set."""

import datetime as dt

from functions.ports import SHANGHAI


class SystemClock:
    """A :class:`~functions.ports.Clock`. ``day``: the legal day it is said to be, the time of day being the real one."""

    def __init__(self, day: dt.date | None = None) -> None:
        self._day = day

    def now(self) -> dt.datetime:
        moment = self.instant()
        return dt.datetime.combine(self._day, moment.timetz()) if self._day else moment

    def instant(self) -> dt.datetime:
        return dt.datetime.now(SHANGHAI).replace(microsecond=0)
