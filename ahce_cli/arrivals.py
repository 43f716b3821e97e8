"""Whether the rows of every person stand together, however many people there are, in the same memory.

A 64-bit hash of each arrival is kept, in sorted runs on disk; equal hashes in the merged runs are suspects. Two people may
share a hash, so a suspect proves nothing: the list is read again to see.
"""

import heapq
import tempfile
from array import array
from collections.abc import Iterator

RUN = 1 << 16  # arrivals in one run: half a MiB
READ = 512  # arrivals of a run that are in memory while the runs are merged
MOST_SUSPECTS = 1000  # one is enough to refuse a list


class Arrivals:
    """Takes note of each person who arrives, and tells afterwards whose hash came twice. A context that ends with its file."""

    def __init__(self) -> None:
        self._run = array("q")
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed where the context ends
        self._runs = 0

    def __enter__(self) -> "Arrivals":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __call__(self, person: str, row: int) -> None:
        self._run.append(hash(person))
        if len(self._run) == RUN:
            array("q", sorted(self._run)).tofile(self._file)
            self._runs += 1
            del self._run[:]

    def suspects(self) -> set[int]:
        """The hashes that came more than once; most likely none."""
        found: set[int] = set()
        last = None
        for one in heapq.merge(sorted(self._run), *map(self._read, range(self._runs))):
            if one == last:
                found.add(one)
                if len(found) == MOST_SUSPECTS:
                    break
            last = one
        return found

    def _read(self, run: int) -> Iterator[int]:
        width = self._run.itemsize
        for start in range(run * RUN, (run + 1) * RUN, READ):
            self._file.seek(start * width)
            yield from array("q", self._file.read(READ * width))
