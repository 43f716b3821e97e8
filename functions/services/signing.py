"""Signing, and what is published so that others can verify: the keys, and whether certificates still hold."""

import base64
from datetime import date, datetime, time
from typing import Any

from ahce_core.registration import credential, grounds, status_list
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.status_list import CertificateStatus
from functions.ports import SHANGHAI, Ports
from functions.services import keys
from functions.services.chain import pages
from functions.services.stored import choice

KEYS_SECONDS = 3600  # how long a copy of the key set may be used
LIST_SECONDS = 600  # how long a copy of a status list may be used where a newer one is to be had
LIST_EXPIRES_SECONDS = 24 * 3600  # how long where none is: then a certificate's status is not known


def signed(ports: Ports, type_: str, payload: str, moment: datetime) -> tuple[str, str]:
    """A compact JWS by the key of the moment's day, and that key's id. Raises :class:`~functions.ports.KeyUnavailable`."""
    key = ports.signing_keys.for_day(moment.date())
    kid = key.public_jwk()["kid"]
    text = credential.signing_input(kid, type_, payload)
    return f"{text}.{credential.base64url(key.sign(text.encode()))}", kid


def payload(token: str) -> str:
    """The payload of a token that was signed here."""
    middle = token.split(".")[1]
    return base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)).decode()


def key_set(ports: Ports) -> dict[str, Any]:
    """Who issues certificates, and the keys that verify them, each with the period in which it signs."""
    authority = ports.authority
    return {
        "issuer": authority.origin,
        **authority.name.labelled("name"),
        "keys": [
            {**key.jwk, "nbf": _seconds(key.first), "exp": _seconds(key.until)}
            for key in ports.signing_keys.published(ports.clock.now().date())
        ],
    }


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), SHANGHAI).timestamp())


def issuers(ports: Ports) -> list[dict[str, Any]]:
    """What the page that verifies is given to pin: the issuers that it knows, where their status lists are, and whether
    their certificates are a demonstration's.
    """
    mark = {"demonstration": True} if ports.authority.demonstration else {}
    return [{**key_set(ports), "status": status_list.PATH, **mark}]


def statuses(ports: Ports, year: int, shard: int, asked: str | None = None) -> str:
    """A shard of a year's status list, signed now.

    ``asked`` is the path at which it was asked for: a list has one address, and no other spelling of it has a signature made.
    Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden) where there is no such shard.
    """
    moment = ports.clock.now()
    elsewhere = asked is not None and not asked.endswith(credential.status_path(year, shard))
    if elsewhere or not status_list.has_shard(year, shard, today=moment.date()):
        raise NotAllowed(grounds.NOT_FOUND)
    said = {
        int(item.key.order): choice(CertificateStatus, item.body["status"])
        for item in pages(ports, keys.statuses(year, shard))
    }
    now, origin = int(moment.timestamp()), ports.authority.origin
    claims = {
        "iss": origin,
        "sub": origin + credential.status_path(year, shard),
        "iat": now,
        "exp": max(now, int(ports.clock.instant().timestamp()))
        + LIST_EXPIRES_SECONDS,  # who verifies sets no day
        "ttl": LIST_SECONDS,
        "status_list": {"bits": status_list.BITS, "lst": status_list.compressed(said)},
    }
    token, _ = signed(ports, status_list.TYPE, credential.spelled(claims), moment)
    return token
