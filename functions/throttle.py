"""How often one caller may ask: a bucket of tokens each, refilled as time goes by.

In one process, so a soft limit: the gateway's own limit stands in front of it (``template.yaml``).
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from math import ceil

CALLERS = 10_000  # remembered at a time; the one not heard of for longest is forgotten first


class Throttle:
    """``burst`` requests at once, then ``rate`` a second."""

    def __init__(self, rate: float, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()  # tokens left, as of when

    def wait(self, caller: str) -> int:
        """Take a token: 0 where there was one, else the whole seconds until there is."""
        key = sha256(caller.encode()).digest()[:16]  # of one length, and neither account nor address is kept
        moment = self._now()
        tokens, since = self._buckets.pop(key, (float(self._burst), moment))
        tokens = min(float(self._burst), tokens + (moment - since) * self._rate)
        granted = tokens >= 1
        self._buckets[key] = (tokens - granted, moment)
        if len(self._buckets) > CALLERS:
            self._buckets.popitem(last=False)
        return 0 if granted else ceil((1 - tokens) / self._rate)
