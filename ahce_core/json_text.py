"""JSON text, read exactly: no number is rounded, no key is lost, no depth or size brings the reader down.

``json`` alone keeps the last of two equal keys, accepts NaN, turns 1e400 into infinity and follows any depth.
"""

import json
import re
from collections import namedtuple

from .problems import Problem, Refusal, presentable
from .wording import Text

LIMIT_BYTES = 1024 * 1024
LIMIT_DEPTH = 32
_SAFE_BRACKETS = LIMIT_DEPTH  # so few brackets cannot nest too deep
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_DECIMAL = re.compile(r"(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?")
_LONGEST_INTEGER = 20  # digits; more is beyond every limit, and not worth converting
_LONGEST_NUMBER = 100  # characters


class Object(dict[str, object]):
    """A JSON object that remembers the keys given more than once."""

    __slots__ = ("twice",)
    twice: tuple[str, ...]


class Number(namedtuple("Number", ("text",))):
    """A JSON number that is no plain integer, as it was written."""

    __slots__ = ()
    text: str

    def __str__(self) -> str:
        return self.text

    def tenths(self) -> int | None:
        """The number in tenths; None where it is not a whole number of tenths of sensible size."""
        match = _DECIMAL.fullmatch(self.text)
        if match is None or len(self.text) > _LONGEST_NUMBER:  # NaN, the infinities, and what nobody writes
            return None
        sign, whole, fraction, exponent = match.groups()
        digits = (whole + (fraction or "")).lstrip("0")
        shift = int(exponent or 0) - len(fraction or "") + 1  # from the digits' last place to tenths
        if not digits:
            return 0
        if len(digits) + shift > _LONGEST_INTEGER or digits[len(digits) + min(shift, 0) :].strip("0"):
            return None
        tenths = int(digits + "0" * shift if shift >= 0 else digits[:shift] or "0")
        return -tenths if sign else tenths


def _object(pairs: list[tuple[str, object]]) -> Object:
    found = Object(pairs)
    found.twice = ()
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice: dict[str, None] = {}
        for key, _ in pairs:
            if key in seen:
                twice[key] = None
            seen.add(key)
        found.twice = tuple(twice)
    return found


def _integer(text: str) -> int | Number:
    return int(text) if len(text) <= _LONGEST_INTEGER else Number(text)


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=Number, parse_constant=Number)
_PATIENT_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Number, parse_int=_integer, parse_constant=Number
)


def read(text: str) -> object:
    """The value that ``text`` spells; objects as :class:`Object`, other numbers than integers as :class:`Number`.

    Raises :class:`~ahce_core.problems.Refusal` where the text is too large, nested too deep or not JSON.
    """
    if len(text) > LIMIT_BYTES // 4 and _bytes(text) > LIMIT_BYTES:  # a character has four bytes at most
        raise _refused(
            "请求超过1 MiB；请分年、分人计算，或缩短名称。",
            "The request is larger than 1 MiB; assess one person and year at a time, or shorten the titles.",
        )
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise _refused("没有内容；请提供一个JSON请求。", "There is nothing here; a JSON request is needed.")
    if text.count("[") + text.count("{") > _SAFE_BRACKETS and _depth(text) > LIMIT_DEPTH:
        raise _refused("嵌套过深；一个请求只有三层。", "This is nested too deep; a request has three levels.")
    try:
        return _decoded(text)
    except json.JSONDecodeError as error:
        near = presentable(text[error.pos : error.pos + 12])
        raise _refused(
            f"不是有效的JSON：第{error.lineno}行第{error.colno}列“{near}”处无法读取；请检查引号、逗号和括号。",
            f"This is not JSON: line {error.lineno}, column {error.colno}, at “{near}”; check quotes, commas, brackets.",
        ) from None


def _decoded(text: str) -> object:
    """The value that ``text`` spells. Raises JSONDecodeError where it spells none."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # an integer with thousands of digits: kept as text, so that it is refused by its path
        return _PATIENT_DECODER.decode(text)


def write(value: object) -> str:
    """The JSON text of a plain value, on one line, every character as it is."""
    return _ENCODER.encode(value)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _refused(zh: str, en: str) -> Refusal:
    return Refusal([Problem("", Text(zh, en))])
