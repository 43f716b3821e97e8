"""What a command will surely read, read at once: one request to the store where each item would be one.

Nothing is decided by when it was read: what a command writes names the revisions that it saw.
"""

from collections.abc import Collection, Mapping
from typing import Any, cast

from functions.ports import Item, Key, Ports, Store


class _Store:
    """A store some of whose items were read already, there or not; everything else is asked of the store itself."""

    def __init__(self, store: Store, keys: Collection[Key]) -> None:
        self._store = store
        self._asked = frozenset(keys)
        self._found = store.get_all(keys)

    def get(self, key: Key) -> Item | None:
        return self._found.get(key) if key in self._asked else self._store.get(key)

    def get_all(self, keys: Collection[Key]) -> Mapping[Key, Item]:
        left = set(keys) - self._asked
        found = self._store.get_all(left) if left else {}
        return {**found, **{key: self._found[key] for key in keys if key in self._found}}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class _Ports:
    """The same ports, but for the store."""

    def __init__(self, ports: Ports, store: Store) -> None:
        self._ports = ports
        self.store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ports, name)


def reading_ahead(ports: Ports, keys: Collection[Key]) -> Ports:
    """The ports, with the items of ``keys`` read now."""
    return cast(Ports, _Ports(ports, cast(Store, _Store(ports.store, keys))))
