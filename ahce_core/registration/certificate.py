"""第十七条　专业技术人员完成规定的继续教育学时，经核验通过后，可在“学时管理系统”自行打印专业技术人员继续教育学时登记证书，作为专业技术人员申报专业技术资格评审、岗位聘用等的重要依据。

Who may have a certificate and what it states; signing and paper are for others. It is for a registered and complete year only.
Item (12) hours that come later supersede it by a new number; a printed one is never changed.
"""

from ..hours import shown
from ..wording import Text
from ..year import Tally
from . import grounds
from .case import Position
from .figures import Figures, figures
from .grounds import NotAllowed
from .status_list import CertificateStatus
from .workflow import Status

NEXT_FIRST = Text("可以签发证书", "The certificate can be issued")
NEXT_ANEW = Text("证书可以换新", "The certificate can be issued anew")
CERTIFICATES_A_YEAR = 50  # of one person; one annulment takes all of them back at once (ours)


def entitled(position: Position, year: int, tally: Tally) -> Figures:
    """What the holder may have certified.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` before registration, after an annulment, and for a year
    that is not complete.
    """
    if position.status is Status.ANNULLED:
        raise NotAllowed(grounds.ANNULLED_IS_FINAL)
    if position.status is not Status.REGISTERED:
        raise NotAllowed(grounds.NO_CERTIFICATE_YET, position.status.text)
    if not tally.complete:
        raise NotAllowed(grounds.YEAR_NOT_COMPLETE, year, *map(shown, tally.missing))
    return figures(year, tally)


def number(issued: tuple[Figures, ...], now: Figures, *, verifiable: bool = True) -> int:
    """The number in its year of the certificate that states ``now``: a new one only where it states something new.

    ``issued`` are the figures of those issued so far, the first being number 1; ``verifiable`` is whether the last one still
    can be verified, which a withdrawn key ends. Raises :class:`~ahce_core.registration.grounds.NotAllowed` for more than
    :data:`CERTIFICATES_A_YEAR`.
    """
    if verifiable and not outdated(issued, now) and issued:
        return len(issued)
    if len(issued) >= CERTIFICATES_A_YEAR:
        raise NotAllowed(grounds.CERTIFICATES_ENOUGH, CERTIFICATES_A_YEAR, now.year)
    return len(issued) + 1


def outdated(issued: tuple[Figures, ...], now: Figures) -> bool:
    """Whether the last certificate states other figures than the year has now."""
    return bool(issued) and issued[-1] != now


def status(position: Position, *, last: bool, verifiable: bool = True) -> CertificateStatus:
    """Whether a certificate still holds: it goes with its registration, gives way to the next one, and needs its key.

    ``verifiable`` is whether that key is still published.
    """
    if position.status is Status.ANNULLED:
        return CertificateStatus.REVOKED
    if not last:
        return CertificateStatus.SUPERSEDED
    return CertificateStatus.VALID if verifiable else CertificateStatus.KEY_WITHDRAWN
