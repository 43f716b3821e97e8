"""Sign-in by any OIDC issuer that signs with RS256 and marks its access tokens (RFC 9068, ``typ: at+jwt``).

The mark and the audience keep an ID token, which a browser shows around, from opening anything here. An issuer has to be
told to set them (Keycloak: client option "Use at+jwt as access token header type", and an audience mapper).
"""

import json
import time
import urllib.error
import urllib.request
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, Key, KeySet, KeySetSerialization

from functions.ports import NotSignedIn, Principal, Unavailable

ALGORITHMS = ["RS256"]
TYPES = {"at+jwt", "application/at+jwt"}
LEEWAY_SECONDS = 60
TOKEN_CHARACTERS_LIMIT = 8192
KEYS_SECONDS = 600  # how long keys are used before they are fetched anew
KEYS_STALE_SECONDS = 86_400  # … and how long where the issuer does not answer
REFETCH_SECONDS = 30  # at least so long between two fetches, whatever key a token names
FETCH_TIMEOUT_SECONDS = 3
FETCH_BYTES_LIMIT = 256 * 1024
REMEMBERED = 1000  # tokens whose signature was verified: people send theirs again and again

_TIMES = (("exp", None), ("iat", None), ("nbf", 0))  # and what stands for one that is absent

Fetch = Callable[[], Mapping[str, Any]]


class OidcSignIn:
    """A :class:`~functions.ports.SignIn`; ``fetch`` gives the issuer's key set, or raises Unavailable."""

    def __init__(
        self, issuer: str, audience: str, fetch: Fetch, now: Callable[[], float] = time.time
    ) -> None:
        self._issuer = issuer
        self._audience = audience
        self._keys = _Keys(fetch, now)
        self._now = now
        self._verified: OrderedDict[bytes, _Verified] = OrderedDict()

    def principal(self, token: str) -> Principal:
        if len(token) > TOKEN_CHARACTERS_LIMIT:
            raise NotSignedIn("the token is too long")
        try:
            header, claims = self._decoded(token)
        except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise NotSignedIn(f"the token does not verify: {type(error).__name__}") from None
        if str(header.get("typ", "")).lower() not in TYPES:
            raise NotSignedIn("this is no access token")
        self._check(claims)
        subject, name = claims["sub"], claims.get("name")
        return Principal(
            self._issuer,
            subject,
            machine=claims.get("client_id") == subject,
            display_name=name if isinstance(name, str) else "",
        )

    def _decoded(self, token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Header and claims of a token whose signature verifies with the key that it names.

        A signature that held once holds for as long as the keys are the same; all that the token says is checked anew.
        """
        place = sha256(token.encode("ascii")).digest()
        before = self._verified.get(place)
        if before and self._keys.with_key(before.header["kid"]) is before.keys:
            self._verified[place] = self._verified.pop(place, before)  # the latest stay longest
            return before.header, before.claims
        used: list[KeySet] = []

        def key(token: GuestProtocol) -> Key:
            name = token.headers()["kid"]
            if not isinstance(name, str):
                raise TypeError("a key's name is a text")
            used.append(self._keys.with_key(name))
            return used[-1].get_by_kid(name)

        found = jwt.decode(token, key, algorithms=ALGORITHMS)
        self._verified[place] = _Verified(used[-1], found.header, found.claims)
        if len(self._verified) > REMEMBERED:
            self._verified.popitem(last=False)
        return found.header, found.claims

    def _check(self, claims: Mapping[str, Any]) -> None:
        audience = claims.get("aud")
        now = self._now()
        if claims.get("iss") != self._issuer:
            raise NotSignedIn("the token is another issuer's")
        if self._audience not in (audience if isinstance(audience, list) else [audience]):
            raise NotSignedIn("the token is for another audience")
        if not (isinstance(claims.get("sub"), str) and 1 <= len(claims["sub"]) <= 255):
            raise NotSignedIn("the token names nobody")
        expires, issued, begins = (claims.get(name, absent) for name, absent in _TIMES)
        if not all(type(moment) in (int, float) for moment in (expires, issued, begins)):
            raise NotSignedIn("the token's times are none")
        if expires + LEEWAY_SECONDS <= now:
            raise NotSignedIn("the token has expired")
        if max(issued, begins) > now + LEEWAY_SECONDS:
            raise NotSignedIn("the token does not hold yet")


class _Verified(NamedTuple):
    """A token whose signature was verified with one of these keys."""

    keys: KeySet
    header: Mapping[str, Any]
    claims: Mapping[str, Any]


class _Keys:
    """The issuer's keys, fetched when first needed, when old, and when a token names one that is not among them."""

    def __init__(self, fetch: Fetch, now: Callable[[], float]) -> None:
        self._fetch = fetch
        self._now = now
        self._set: KeySet | None = None
        self._fetched = self._asked = float("-inf")

    def with_key(self, name: str) -> KeySet:
        """The keys, that of ``name`` among them. Raises ValueError where there is none, Unavailable without any keys."""
        moment = self._now()
        old = moment - self._fetched > KEYS_SECONDS
        unknown = self._set is None or name not in {key.kid for key in self._set.keys}
        if (old or unknown) and (self._set is None or moment - self._asked >= REFETCH_SECONDS):
            self._asked = moment
            try:
                self._set, self._fetched = _key_set(self._fetch()), moment
            except Unavailable:
                if self._set is None or moment - self._fetched > KEYS_STALE_SECONDS:
                    raise
        if self._set is None or name not in {key.kid for key in self._set.keys}:
            raise ValueError("no such key")
        return self._set


def _key_set(content: Mapping[str, Any]) -> KeySet:
    try:
        keys: KeySetSerialization = {"keys": [dict(key) for key in content["keys"]]}
        return KeySet.import_key_set(keys)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Unavailable(f"sign-in: the issuer's keys: {type(error).__name__}") from error


def fetch_keys(issuer: str) -> Fetch:
    """A fetch of the keys that an issuer's discovery document names, over https."""

    def fetch() -> Mapping[str, Any]:
        discovery = _get(issuer.rstrip("/") + "/.well-known/openid-configuration")
        if discovery.get("issuer") != issuer:
            raise Unavailable("sign-in: the discovery document is another issuer's")
        return _get(str(discovery.get("jwks_uri")))

    return fetch


def _get(url: str) -> Mapping[str, Any]:
    if urlsplit(url).scheme != "https":
        raise Unavailable("sign-in: an issuer's address is no https one")
    try:
        with urllib.request.urlopen(url, timeout=FETCH_TIMEOUT_SECONDS) as answer:  # noqa: S310 - https, just checked
            found = json.loads(answer.read(FETCH_BYTES_LIMIT))
    except (OSError, ValueError, RecursionError) as error:
        raise Unavailable(f"sign-in: the issuer's keys: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise Unavailable("sign-in: the issuer's keys are none")
    return found
