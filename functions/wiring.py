"""The one place where adapters meet ports. The environment is read once; each adapter is made when it is first used.

| variable | embedded | on AWS |
|---|---|---|
| ``AHCE_VAR`` | the folder of all durable data | – |
| ``AHCE_ORIGIN`` | ``http://127.0.0.1:8000`` | the site's, which certificates name |
| ``AHCE_AUTHORITY``, ``AHCE_AUTHORITY_EN`` | the demonstration's | who issues certificates, for people |
| ``AHCE_TODAY`` | the legal day it is said to be, loopback only | – |
| ``AHCE_TABLE``, ``AHCE_EVIDENCE_BUCKET`` | – | names |
| ``AHCE_SIGNING_KEYS`` | – | KMS keys by year or first day: ``2026=arn:…,2027=arn:…`` |
| ``AHCE_FINGERPRINT_KEY``, ``AHCE_PERSONAL_DATA_KEY`` | – | KMS key ids or ARNs |
| ``AHCE_FONTS`` | a folder of fonts for characters that the shipped ones lack | the same, packed with the code |
| ``AHCE_ISSUER``, ``AHCE_AUDIENCE`` | the embedded issuer's | the OIDC issuer's address, and our name there |
| ``AHCE_RATE``, ``AHCE_BURST`` | requests a second and at once, one caller, one process | the same |
| ``AHCE_OBJECTIONS`` | objections to public notices an hour from one address, one process: 3 | the same |
| ``AHCE_FRONTS`` | – | how many of ours stand between the internet and the gateway: 1 with the CDN |

Region and endpoints are boto3's own settings (``AWS_REGION``, ``AWS_ENDPOINT_URL``); nothing here names a region.
"""

import datetime as dt
import json
import logging
import os
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ahce_core.wording import Text
from ahce_core.workdays import days_known, ends_soon
from functions.adapters.chance import SystemChance
from functions.adapters.clock import SystemClock
from functions.ports import (
    Authority,
    CertificatePaper,
    Chance,
    Clock,
    EvidenceStore,
    PersonalData,
    Ports,
    SignIn,
    SigningKeys,
    Store,
)
from functions.throttle import Throttle

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
AUDIENCE = "ahce"
DEMONSTRATION = Text("演示登记系统（证书无效力）", "Demonstration registry (its certificates are void)")
_LOG = logging.getLogger("ahce")


class Misconfigured(Exception):  # noqa: N818
    """The environment does not say what is needed; the message names the variable."""


class Settings:
    """The environment, read and checked. Raises :class:`Misconfigured`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        var = environment.get("AHCE_VAR")
        if bool(var) == ("AHCE_TABLE" in environment):
            raise Misconfigured("exactly one of AHCE_VAR (this machine) and AHCE_TABLE (AWS) is set")
        self.var = Path(var).resolve() if var else None
        self.origin = self.needed("AHCE_ORIGIN") if self.var else ""
        if self.var and urlsplit(self.origin).hostname not in LOOPBACK:
            raise Misconfigured("AHCE_VAR is for this machine alone: AHCE_ORIGIN is a loopback address")
        fonts = environment.get("AHCE_FONTS")
        self.fonts = Path(fonts) if fonts else None
        today = environment.get("AHCE_TODAY")
        if today and not self.var:
            raise Misconfigured("AHCE_TODAY is for this machine alone: unset it")
        try:
            self.today = dt.date.fromisoformat(today) if today else None
            self.throttle = Throttle(
                float(environment.get("AHCE_RATE", 10)), int(environment.get("AHCE_BURST", 100))
            )
            hourly = int(environment.get("AHCE_OBJECTIONS", 3))
            self.objecting = Throttle(hourly / 3600, hourly)
            self.fronts = int(environment.get("AHCE_FRONTS", 0))
        except ValueError as error:
            raise Misconfigured(
                f"AHCE_TODAY, AHCE_RATE, AHCE_BURST, AHCE_OBJECTIONS or AHCE_FRONTS: {error}"
            ) from None

    def needed(self, name: str) -> str:
        """A variable that must be there, and not be empty."""
        value = self._environment.get(name)
        if not value:
            raise Misconfigured(f"{name} is not set")
        return value

    @property
    def authority(self) -> Authority:
        """Who issues certificates; on one machine nobody but the demonstration, unless somebody is named."""
        if self.var and "AHCE_AUTHORITY" not in self._environment:
            return Authority(self.origin, DEMONSTRATION, demonstration=True)
        name = Text(self.needed("AHCE_AUTHORITY"), self.needed("AHCE_AUTHORITY_EN"))
        return Authority(self.needed("AHCE_ORIGIN"), name)


class _Here:
    """What both have alike."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def clock(self) -> Clock:
        return SystemClock(self._settings.today)

    @cached_property
    def chance(self) -> Chance:
        return SystemChance()

    @property
    def authority(self) -> Authority:
        return self._settings.authority

    @cached_property
    def paper(self) -> CertificatePaper:
        from functions.adapters.paper import TypstPaper

        return TypstPaper(self._settings.fonts)


class EmbeddedPorts(_Here):
    """One machine: everything durable under one folder."""

    def __init__(self, settings: Settings, var: Path) -> None:
        super().__init__(settings)
        self._var = var

    @cached_property
    def store(self) -> Store:
        from functions.adapters.sqlite import SqliteStore

        return SqliteStore(self._var / "store.sqlite")

    @cached_property
    def evidence(self) -> EvidenceStore:
        from functions.adapters.files import FileEvidence

        return FileEvidence(self._var / "evidence", self._var / "keys/evidence.key")

    @cached_property
    def signing_keys(self) -> SigningKeys:
        from functions.adapters.local_keys import LocalSigningKeys

        return LocalSigningKeys(self._var / "keys")

    @cached_property
    def personal_data(self) -> PersonalData:
        from functions.adapters.local_keys import LocalPersonalData

        return LocalPersonalData(self._var / "keys")

    @cached_property
    def sign_in(self) -> SignIn:
        from functions.adapters.issuer_keys import IssuerKeys, issuer_name
        from functions.adapters.oidc import OidcSignIn

        keys = IssuerKeys(self._var / "keys")
        return OidcSignIn(issuer_name(self._settings.origin), AUDIENCE, keys.public)


class AwsPorts(_Here):
    """AWS, in whatever region and partition the function runs."""

    @cached_property
    def store(self) -> Store:
        from functions.adapters.dynamodb import DynamoDBStore

        table = self._settings.needed("AHCE_TABLE")
        return DynamoDBStore(_client("dynamodb"), table)

    @cached_property
    def evidence(self) -> EvidenceStore:
        from functions.adapters.s3 import S3Evidence

        bucket = self._settings.needed("AHCE_EVIDENCE_BUCKET")
        return S3Evidence(_client("s3"), bucket)

    @cached_property
    def signing_keys(self) -> SigningKeys:
        from functions.adapters.kms import KmsSigningKeys

        listed = self._settings.needed("AHCE_SIGNING_KEYS")
        try:
            return KmsSigningKeys(_client("kms"), listed)
        except ValueError as error:
            raise Misconfigured(f"AHCE_SIGNING_KEYS: {error}") from None

    @cached_property
    def personal_data(self) -> PersonalData:
        from functions.adapters.kms import KmsPersonalData

        fingerprint_key = self._settings.needed("AHCE_FINGERPRINT_KEY")
        cipher_key = self._settings.needed("AHCE_PERSONAL_DATA_KEY")
        return KmsPersonalData(_client("kms"), fingerprint_key, cipher_key)

    @cached_property
    def sign_in(self) -> SignIn:
        from functions.adapters.oidc import OidcSignIn, fetch_keys

        issuer = self._settings.needed("AHCE_ISSUER")
        return OidcSignIn(issuer, self._settings.needed("AHCE_AUDIENCE"), fetch_keys(issuer))


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings(os.environ)


@cache
def ports() -> Ports:
    """The ports of this process; on AWS it says once when the calendar ends soon."""
    made = ports_of(settings())
    if not settings().var:
        tell_of_the_calendar(made.clock.now().date())
    return made


def tell_of_the_calendar(today: dt.date) -> None:
    """Log what an alarm hears (``template.yaml``): that the holidays of the months to come are not known."""
    if ends_soon(today):
        _LOG.warning(json.dumps({"calendar_days_left": days_known(today)}))


def ports_of(read: Settings) -> Ports:
    """The ports that these settings mean."""
    return EmbeddedPorts(read, read.var) if read.var else AwsPorts(read)


def _client(service: str) -> Any:
    """A boto3 client that gives up while its caller still waits."""
    import boto3
    from botocore.config import Config

    waits = {
        "connect_timeout": 2,
        "read_timeout": 5,
        "retries": {"mode": "standard", "total_max_attempts": 3},
    }
    if service == "s3":
        # forms and links name the bucket's own regional address, the one that the pages' content policy allows
        regional = {"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
        return boto3.client(service, config=Config(signature_version="s3v4", s3=regional, **waits))
    return boto3.client(service, config=Config(**waits))
