"""A small OIDC issuer for one machine: authorization code with PKCE (S256), client_credentials, key set, rotation.

It asks for no password, so it answers on loopback alone and refuses to be made for any other address. On AWS a real
issuer takes its place; what verifies the tokens (:mod:`functions.adapters.oidc`) is the same.
"""

import base64
import hmac
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from joserfc import jwt

from functions.adapters.issuer_keys import IssuerKeys, issuer_name
from functions.adapters.keyfile import kept
from functions.adapters.sqlite import SqliteStore
from functions.local.accounts import ACCOUNTS, MACHINES, Account
from functions.ports import Conflict, Delete, Key, Put
from functions.wiring import AUDIENCE, LOOPBACK

WEB_CLIENT = "ahce-web"
REDIRECT_PATHS = ("/portal/", "/review/", "/notices/")  # the pages that a sign-in returns to
TOKEN_SECONDS = 3600
CODE_SECONDS = 60

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


class IssuerRefused(Exception):  # noqa: N818
    """An OAuth error (RFC 6749): its code, and where to say it – None where the address is not to be trusted."""

    def __init__(self, code: str, why: str, status: int = 400, redirect: str | None = None) -> None:
        self.code, self.status, self.redirect = code, status, redirect
        super().__init__(why)


class Issuer:
    """The issuer of a server at ``origin``, its keys, secrets and codes under ``var``.

    Raises ValueError for an origin that is not on loopback.
    """

    def __init__(self, var: Path, origin: str, now: Callable[[], float] = time.time) -> None:
        if urlsplit(origin).hostname not in LOOPBACK:
            raise ValueError(f"the embedded issuer is for loopback alone, not for {origin}")
        self.origin = origin
        self.name = issuer_name(origin)
        self.keys = IssuerKeys(var / "keys")
        self._secrets = var / "keys/machines.json"
        self._codes = SqliteStore(var / "issuer.sqlite")
        self._now = now

    def discovery(self) -> Mapping[str, Any]:
        """The discovery document (OpenID Connect Discovery 1.0)."""
        return {
            "issuer": self.name,
            "authorization_endpoint": f"{self.name}/authorize",
            "token_endpoint": f"{self.name}/token",
            "jwks_uri": f"{self.name}/keys",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none", "client_secret_basic"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "subject_types_supported": ["public"],
            "scopes_supported": ["openid"],
            "authorization_response_iss_parameter_supported": True,
        }

    def check_authorization(self, asked: Mapping[str, str]) -> None:
        """Refuse an authorization request that is not a known client's, without PKCE, or for something else."""
        redirect = asked.get("redirect_uri", "")
        if asked.get("client_id") != WEB_CLIENT:
            raise IssuerRefused("invalid_request", "an unknown client")
        if redirect not in [self.origin + path for path in REDIRECT_PATHS]:
            raise IssuerRefused("invalid_request", "a redirect_uri that is not registered")
        state = {"state": asked["state"]} if "state" in asked else {}

        def refuse(code: str, why: str) -> IssuerRefused:
            return IssuerRefused(code, why, redirect=self._return(redirect, {"error": code, **state}))

        if asked.get("response_type") != "code":
            raise refuse("unsupported_response_type", "only response_type=code is known")
        if asked.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(
            asked.get("code_challenge", "")
        ):
            raise refuse("invalid_request", "PKCE with S256 is required")
        if "openid" not in asked.get("scope", "").split():
            raise refuse("invalid_scope", "the scope is openid")
        if len(asked.get("state", "")) > 512 or len(asked.get("nonce", "")) > 512:
            raise refuse("invalid_request", "state or nonce is too long")

    def authorize(self, asked: Mapping[str, str], subject: str) -> str:
        """Sign an account in: the address to return to, with a code that holds once, for a minute."""
        self.check_authorization(asked)
        if subject not in ACCOUNTS:
            raise IssuerRefused("access_denied", "an unknown account")
        code = secrets.token_urlsafe(32)
        expires = int(self._now()) + CODE_SECONDS
        grant = {
            "subject": subject,
            "redirect_uri": asked["redirect_uri"],
            "challenge": asked["code_challenge"],
            "nonce": asked.get("nonce"),
            "expires": expires,
        }
        self._codes.transact([Put(_place(code), grant, None, expires=expires)])
        state = {"state": asked["state"]} if "state" in asked else {}
        return self._return(asked["redirect_uri"], {"code": code, **state})

    def token(self, form: Mapping[str, str], authorization: str) -> Mapping[str, Any]:
        """The token endpoint: a code and its verifier, or a machine's own credentials, for tokens."""
        grant = form.get("grant_type")
        if grant == "authorization_code":
            return self._for_code(form)
        if grant == "client_credentials":
            return self._for_machine(authorization)
        raise IssuerRefused("unsupported_grant_type", "authorization_code or client_credentials")

    def machine_secrets(self) -> Mapping[str, str]:
        """The secrets of the demonstration machines, made on this machine when first asked for."""
        found: dict[str, str] = json.loads(kept(self._secrets, _new_secrets))
        return found

    def _for_code(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        place = _place(form.get("code", ""))
        found = self._codes.get(place)
        if found is None:
            raise IssuerRefused("invalid_grant", "an unknown code, or one used before")
        try:
            self._codes.transact([Delete(place, found.revision)])  # first of all: a code is tried once
        except Conflict:
            raise IssuerRefused("invalid_grant", "a code used before") from None
        grant = found.body
        verifier = form.get("code_verifier", "")
        if grant["expires"] <= self._now():
            raise IssuerRefused("invalid_grant", "the code has expired")
        if form.get("client_id") != WEB_CLIENT or form.get("redirect_uri") != grant["redirect_uri"]:
            raise IssuerRefused("invalid_grant", "another client or redirect_uri than the code's")
        if not _VERIFIER.fullmatch(verifier) or not hmac.compare_digest(
            _challenge(verifier), grant["challenge"]
        ):
            raise IssuerRefused("invalid_grant", "the code_verifier does not fit")
        account = ACCOUNTS[grant["subject"]]
        return {
            "access_token": self._access_token(account.subject, WEB_CLIENT, account.name.zh),
            "id_token": self._id_token(account, grant["nonce"]),
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": "openid",
        }

    def _for_machine(self, authorization: str) -> Mapping[str, Any]:
        scheme, _, credentials = authorization.partition(" ")
        try:
            client, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
        except ValueError:
            client = secret = ""
        expected = self.machine_secrets().get(client, "")
        fits = hmac.compare_digest(secret.encode(), expected.encode())
        if scheme.lower() != "basic" or client not in MACHINES or not expected or not fits:
            raise IssuerRefused("invalid_client", "unknown client credentials", 401)
        token = self._access_token(client, client, MACHINES[client].name.zh)
        return {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}

    def _access_token(self, subject: str, client: str, name: str) -> str:
        return self._signed(
            "at+jwt",
            {
                "aud": AUDIENCE,
                "sub": subject,
                "client_id": client,
                "jti": secrets.token_hex(16),
                "name": name,
            },
        )

    def _id_token(self, account: Account, nonce: str | None) -> str:
        claims = {"aud": WEB_CLIENT, "sub": account.subject, "name": account.name.zh}
        return self._signed("JWT", claims | ({"nonce": nonce} if nonce else {}))

    def _signed(self, kind: str, claims: dict[str, Any]) -> str:
        now = int(self._now())
        key = self.keys.signing()
        header = {"alg": "RS256", "typ": kind, "kid": key.thumbprint()}
        return jwt.encode(header, {"iss": self.name, "iat": now, "exp": now + TOKEN_SECONDS, **claims}, key)

    def _return(self, redirect: str, answer: Mapping[str, str]) -> str:
        return f"{redirect}?{urlencode({**answer, 'iss': self.name})}"


def _place(code: str) -> Key:
    """A code is kept as its hash: whoever reads the file cannot use it."""
    return Key("code", sha256(code.encode()).hexdigest())


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _new_secrets() -> bytes:
    return json.dumps({client: secrets.token_urlsafe(32) for client in MACHINES}).encode()
