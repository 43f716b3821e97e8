"""Whether a resident ID number or an employer's code can be right; nothing here knows whether it was ever issued.

GB 11643 (公民身份号码) with its check character of ISO 7064 MOD 11-2, which residence permits of 港澳台 and the permanent
residence cards of 2023 share, and GB 32100-2015 (unified social credit code, 统一社会信用代码). A number in error is
refused; a warning asks people to look again. No message and no ``repr`` shows a whole number.
"""

from collections import namedtuple
from datetime import date
from operator import mul

from .choices import Choice
from .wording import NOTHING, Text

LENGTH = 18
DIGITS = frozenset("0123456789")
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
CHECK_CHARACTERS = "0123456789X"  # ISO 7064 MOD 11-2: X is ten
_DOUBLED = tuple(
    [2**at % 11 for at in range(17, 0, -1)]
)  # what doubling so often makes of each digit, modulo 11
_AS_ASCII = ord("0") * sum(_DOUBLED)
EMPLOYER_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, S, V, Z; the place is the value

# GB/T 2260, the first two digits; counties are not checked, since they are renamed, merged and split every year
_ZONES = {"1": "12345", "2": "123", "3": "1234567", "4": "123456", "5": "01234", "6": "12345", "7": "1"}
PROVINCES = frozenset(zone + province for zone, provinces in _ZONES.items() for province in provinces)
RESIDENCE_PERMIT_REGIONS = frozenset(("810000", "820000", "830000"))  # 香港、澳门、台湾


class NumberKind(Choice):
    """What a number belongs to."""

    RESIDENT = "resident", "居民身份证", "Resident identity card"
    RESIDENCE_PERMIT = (
        "residence_permit",
        "港澳台居民居住证",
        "Residence permit for Hong Kong, Macao, Taiwan residents",
    )
    PERMANENT_RESIDENT = (
        "permanent_resident",
        "外国人永久居留身份证",
        "Foreign permanent resident identity card",
    )
    EMPLOYER = "employer", "统一社会信用代码", "Unified social credit code"


class Severity(Choice):
    """Whether a number may be used as it is, after a second look, or not at all."""

    OK = "ok", "通过", "Passed"
    WARNING = "warning", "请核对", "Look again"
    ERROR = "error", "有误", "Wrong"


class Checked(namedtuple("Checked", ("severity", "number", "kind", "text"))):
    """A checked number. ``number`` is as it is to be kept; it is empty and ``kind`` None where it is refused.

    ``text`` is the fact and the remedy, empty where all is well.
    """

    __slots__ = ()
    severity: Severity
    number: str
    kind: NumberKind | None
    text: Text

    @property
    def accepted(self) -> bool:
        """Whether the number may be kept: no error, perhaps a warning."""
        return self.severity is not Severity.ERROR

    def __repr__(self) -> str:
        return f"Checked({self.severity.value}, {masked(self.number)!r}, {self.text.en!r})"


NO_IDENTITY_NUMBER = Text(
    "这不是18位公民身份号码（前17位为数字且首位不为0，末位为数字或X）；请按证件逐位填写，来自表格的请先把该列设为文本格式。",
    "This is no 18-character ID number (17 digits, the first not 0, then a digit or X); please copy it from the card, "
    "and in a spreadsheet format the column as text first.",
)
FIRST_GENERATION = Text(
    "15位号码的第一代身份证已停用；请填写现用证件上的18位号码。",
    "First-generation cards with 15 digits are no longer valid; please give the 18 characters of the present card.",
)
NO_BIRTH_DATE = Text(
    "号码第7至14位不是真实的出生日期，或晚于今天；请按证件核对。",
    "Characters 7 to 14 are no real birth date, or one after today; please compare with the card.",
)
CHECK_CHARACTER_WRONG = Text(
    "校验码不符，号码中至少有一位有误；请按证件逐位核对，来自表格的请先把该列设为文本格式。",
    "The check character does not fit, so at least one character is wrong; please compare with the card, and in a "
    "spreadsheet format the column as text first.",
)
REGION_UNUSUAL = Text(
    "号码中的地区代码不常见；请按证件再核对一次，无误即可使用。",
    "The region code of this number is unusual; please compare with the card once more, and use it if it is right.",
)
CARD_OF_2017 = Text(
    "2017版外国人永久居留身份证的15位号码无法自动校验；请按证件逐位核对，无误即可使用。",
    "The 15 characters of a permanent resident card of 2017 cannot be checked; please compare with the card, and use "
    "them if they are right.",
)
NO_EMPLOYER_CODE = Text(
    "这不是18位统一社会信用代码（数字和大写字母，不含I、O、S、V、Z，第3至8位为数字）；请按证照核对，字母I、O、Z、S很可能是1、0、2、5。",
    "This is no 18-character unified social credit code (digits and capital letters without I, O, S, V, Z; digits in "
    "places 3 to 8); please compare with the certificate: I, O, Z, S are probably 1, 0, 2, 5.",
)
EMPLOYER_ALL_ZEROS = Text(
    "统一社会信用代码不会全是0；请按证照填写。",
    "No unified social credit code is all zeros; please copy it from the certificate.",
)
EMPLOYER_CHECK_CHARACTER_WRONG = Text(
    "校验码不符；少数早期代码确实如此。请按证照逐位核对，无误即可使用。",
    "The check character does not fit, as with some genuine early codes; please compare with the certificate, and use "
    "it if it is right.",
)
IDENTITY_NUMBER_INSTEAD = Text(
    "这里需要单位的统一社会信用代码，填写的像是个人身份号码；请改填单位证照上的代码。",
    "An employer's code is asked for here and this looks like a person's ID number; please give the employer's code.",
)

# what keyboards and spreadsheets make of plain characters: full width, small letters, the Roman numeral ten …
_PLAIN: dict[int, int | None] = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_PLAIN |= {small: small - 0x20 for small in range(ord("a"), ord("z") + 1)}
_PLAIN |= {small + 0xFEE0: small - 0x20 for small in range(ord("a"), ord("z") + 1)}
_PLAIN |= dict.fromkeys((0x2169, 0x2179), ord("X"))
# … and what they put around and between them: spaces, hyphens, a leading apostrophe, marks of direction
_PLAIN |= dict.fromkeys(map(ord, " \t\r\n-'\u00a0\u2011\u2013\u2019\u3000\uff0d\uff07\u200b\u2060\ufeff"))
_PLAIN |= dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F)))


def bare(text: str) -> str:
    """A number without what keyboards and spreadsheets put around it and between its characters."""
    return text.translate(_PLAIN)


def check_identity_number(text: str, *, today: date) -> Checked:
    """Check a person's ID number by GB 11643; ``today`` is the legal day of the check.

    Full-width characters, a small x, spaces and hyphens are put right. The 15 characters of a permanent resident card
    of 2017, valid until it expires, are accepted with a warning.
    """
    number = bare(text)
    if len(number) == 15 and LETTERS.issuperset(number[:3]) and DIGITS.issuperset(number[3:]):
        return Checked(Severity.WARNING, number, NumberKind.PERMANENT_RESIDENT, CARD_OF_2017)
    if len(number) == 15 and DIGITS.issuperset(number):
        return _refused(FIRST_GENERATION)
    if not _has_identity_shape(number):
        return _refused(NO_IDENTITY_NUMBER)
    born = _birth_date(number)
    if born is None or born > today:
        return _refused(NO_BIRTH_DATE)
    if not _has_identity_check_character(number):
        return _refused(CHECK_CHARACTER_WRONG)
    if number[:6] in RESIDENCE_PERMIT_REGIONS:
        return Checked(Severity.OK, number, NumberKind.RESIDENCE_PERMIT, NOTHING)
    kind, province = NumberKind.RESIDENT, number[:2]
    if number[0] == "9":
        # then the province that took the application (2 digits) and the nationality (3)
        kind, province = NumberKind.PERMANENT_RESIDENT, number[1:3]
    if province not in PROVINCES:
        return Checked(Severity.WARNING, number, kind, REGION_UNUSUAL)
    return Checked(Severity.OK, number, kind, NOTHING)


def check_employer_code(text: str) -> Checked:
    """Check a unified social credit code by GB 32100-2015; registrars may be letters.

    A check character that does not fit is a warning, since some genuine early codes have one, and an error only where
    the code is a person's ID number typed into the wrong box.
    """
    code = bare(text)
    if len(code) != LENGTH or not set(code) <= set(EMPLOYER_ALPHABET) or not DIGITS.issuperset(code[2:8]):
        return _refused(NO_EMPLOYER_CODE)
    if not code.strip("0"):
        return _refused(EMPLOYER_ALL_ZEROS)  # its check character fits
    if _has_employer_check_character(code):
        return Checked(Severity.OK, code, NumberKind.EMPLOYER, NOTHING)
    if _has_identity_shape(code) and _birth_date(code) and _has_identity_check_character(code):
        return _refused(IDENTITY_NUMBER_INSTEAD)
    return Checked(Severity.WARNING, code, NumberKind.EMPLOYER, EMPLOYER_CHECK_CHARACTER_WRONG)


def _refused(text: Text) -> Checked:
    return Checked(Severity.ERROR, "", None, text)


def _has_identity_shape(number: str) -> bool:
    """Seventeen digits, the first no 0 (1–8 for citizens, 9 for permanent residents), and a check character."""
    return (
        len(number) == LENGTH
        and DIGITS.issuperset(number[:-1])
        and number[0] != "0"
        and number[-1] in CHECK_CHARACTERS
    )


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _has_identity_check_character(number: str) -> bool:
    """ISO 7064 MOD 11-2: doubling what is read so far and adding each character ends at 1 modulo 11."""
    digits = sum(map(mul, number[:-1].encode(), _DOUBLED)) - _AS_ASCII
    return bool((digits + CHECK_CHARACTERS.index(number[-1])) % 11 == 1)


def _has_employer_check_character(code: str) -> bool:
    """GB 32100: place i weighs 3^(i-1); the check character, of weight 1, fills the sum up to a multiple of 31."""
    remainder = 0
    for character in reversed(code[:-1]):
        remainder = (remainder * 3 + EMPLOYER_ALPHABET.index(character)) % 31
    return (remainder + EMPLOYER_ALPHABET.index(code[-1])) % 31 == 0


def last_four(number: str) -> str:
    """The last four characters, as a certificate shows them against namesakes."""
    return number[-4:]


def masked(number: str) -> str:
    """A number as it may be shown: stars, then its last four characters; stars alone for what is no number."""
    shown = last_four(number) if len(number) >= 15 else ""
    return shown.rjust(len(number), "*")
