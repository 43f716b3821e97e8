"""Certificates, the keys that verify them, and what is published of their status."""

from pydantic import Field

from ahce_core.registration.status_list import CertificateStatus
from functions.handlers.models.base import Revision, Sent, Told


class CertificateAsked(Sent):
    """The year as it was seen; everything that a certificate says is known here."""

    revision: Revision


class CertificateTold(Told):
    """The last certificate of a year: its number, the day of its issue, whether it holds."""

    number: str
    issued: str
    status: CertificateStatus
    status_label: str
    status_label_en: str


class OwnCertificate(CertificateTold):
    """``outdated``: the year has other figures since; a new certificate would say them and supersede this one.

    ``printable``: whether its PDF is to be had.
    """

    outdated: bool
    printable: bool


class PublicKey(Told):
    """A public JWK, and the seconds from which and until which it signs."""

    kty: str
    crv: str
    x: str
    y: str
    kid: str = Field(description="RFC 7638")
    use: str
    alg: str
    nbf: int
    exp: int


class KeySet(Told):
    """Who issues certificates, and the keys that verify them."""

    issuer: str
    name: str
    name_en: str
    keys: list[PublicKey]
