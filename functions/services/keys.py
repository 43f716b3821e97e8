"""Where everything stands: the one list of keys. Ids are random, hashes keyed; no key holds personal data.

A key carries the law: ``case(person, year)`` with ``expected=None`` is "once a year".
"""

from hashlib import sha256

from ahce_core.registration.status_list import Place
from functions.ports import Key

SHARDS = "0123456789abcdef"  # of what everybody writes to, so that no single partition bears it all
NOWHERE = "9999-12-31"  # sorts after every day that is known


def identity(identity_: str) -> Key:
    """Which person a sign-in belongs to."""
    return Key(f"identity#{identity_}", "person")


def assignment(identity_: str, role: str, scope: str) -> Key:
    """A role of a sign-in."""
    return Key(f"identity#{identity_}", f"assignment#{role}#{scope}")


def holders(scope: str) -> str:
    """The partition that lists who holds a role for an employer, a region or the whole province."""
    return f"holders#{scope}"


def person(person_: str) -> Key:
    """A person's name and number."""
    return Key(f"person#{person_}", "person")


def number(fingerprint: str) -> Key:
    """Which person an ID number belongs to: one each."""
    return Key(f"number#{fingerprint}", "person")


def closed(fingerprint: str) -> Key:
    """Which years of an ID number stay closed though its person was erased; the directory lists them all."""
    return Key(f"number#{fingerprint}", "closed")


CLOSED = "closed"  # the partition of the directory that does


def employment(person_: str) -> Key:
    """Where a person works."""
    return Key(f"person#{person_}", "employment")


def employer(employer_: str) -> Key:
    """An employer."""
    return Key(f"employer#{employer_}", "employer")


def employer_code(code: str) -> Key:
    """Which employer a unified social credit code belongs to: one each."""
    return Key(f"employer-code#{code}", "employer")


def case(person_: str, year: int) -> Key:
    """A person's year."""
    return Key(f"person#{person_}", f"case#{year}")


def certificate(person_: str, year: int, number_: int) -> Key:
    """A certificate of a person's year; ``number_`` counts them from 1, so none is issued twice and none left out."""
    return Key(f"person#{person_}", f"certificate#{year}#{number_:04d}")


def place(there: Place) -> Key:
    """That a place in a status list is taken: by whom is not said."""
    return Key(f"places#{there.year}#{there.shard}", f"{there.index:05d}")


def status(there: Place) -> Key:
    """What a status list says of a place whose certificate no longer holds."""
    return Key(statuses(there.year, there.shard), f"{there.index:05d}")


def statuses(year: int, shard: int) -> str:
    """The partition of a shard's statuses."""
    return f"statuses#{year}#{shard}"


def evidence(evidence_: str) -> Key:
    """What a file was said to be when its upload form was given."""
    return Key(f"evidence#{evidence_}", "file")


def announced(person_: str, evidence_: str) -> Key:
    """That a person announced a file, declared since or not: so that erasing the person finds it."""
    return Key(f"person#{person_}", f"evidence#{evidence_}")


def content(sha: str, person_: str) -> Key:
    """Who has used a file with this content."""
    return Key(f"content#{sha}", person_)


def online(fingerprint: str, year: int, source: str, identifier: str) -> Key:
    """One completion of item (12): the same from the same source has the same key, so it counts once."""
    return Key(f"number#{fingerprint}", f"online#{year}#{digest(source, identifier)}")


def hours(stream_: str) -> Key:
    """Where the directory shows the hours from outside of which a history tells."""
    return Key(stream_, "hours")


def notice(notice_: str) -> Key:
    """A public notice, under an id that says nothing of the person."""
    return Key(f"notice#{notice_}", "notice")


def record(stream: str, place: int) -> Key:
    """A record of a history."""
    return Key(f"history#{stream}", f"{place:010d}")


def stream(stream_: str) -> Key:
    """The end of a history; the shards together are the list of all of them."""
    return Key(f"streams#{digest(stream_)[0]}", stream_)


def beside(stream: str, place: int) -> Key:
    """The personal data beside a record."""
    return Key(f"beside#{stream}", f"{place:010d}")


def once(identity_: str, key: str) -> Key:
    """An idempotency record."""
    return Key(f"once#{identity_}", key)


def event(moment: str, identifier: str) -> Key:
    """An event that waits to be delivered; in each of the shards they stand in the order of time."""
    return Key(f"outbox#{digest(identifier)[0]}", f"{moment}#{identifier}")


def profile() -> Key:
    """The authority's profile of readings."""
    return Key("settings", "readings")


def window(year: int) -> Key:
    """The filing window of a year."""
    return Key("settings", f"window#{year}")


def desk(kind: str, scope: str) -> str:
    """The partition of a desk in both indexes."""
    return f"desk#{kind}#{scope}"


def digest(*parts: str) -> str:
    """Foreign words as 64 hexadecimal characters."""
    return sha256("\n".join(parts).encode()).hexdigest()
