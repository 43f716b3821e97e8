"""A sentence in the two languages that every text for people has, Chinese first; and a person's words as one clean line."""

import re
from collections import namedtuple
from datetime import date

# What stands in a text unseen: soft hyphen, zero widths, marks and overrides of direction, joiners, tags
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
# No part of any text: control characters, and halves of a character
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Text(namedtuple("Text", ("zh", "en"))):
    """One text twice. A text may be a template: ``format`` fills both languages with the same values."""

    __slots__ = ()
    zh: str
    en: str

    def format(self, *values: object) -> "Text":
        """Both languages with ``{}`` filled; a value that is a :class:`Text` gives each language its own."""
        zh, en = self
        if Text not in map(type, values):
            return Text(zh.format(*values), en.format(*values))
        return Text(
            zh.format(*[value.zh if type(value) is Text else value for value in values]),
            en.format(*[value.en if type(value) is Text else value for value in values]),
        )

    def labelled(self, name: str) -> dict[str, str]:
        """``{name: zh, name_en: en}``, the way the JSON door spells a text."""
        return {name: self.zh, f"{name}_en": self.en}


def day_text(day: date) -> Text:
    """A day as people write it."""
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


NOTHING = Text("", "")
UNFIT = Text(
    "含有无法显示的控制字符或半个字符，请重新输入。",
    "It holds a control character or half a character; please type it anew.",
)


def one_line(text: str) -> str:
    """``text`` as it can stand in a list or on a certificate: what nobody sees left out, each run of white space one space.

    What is left may be empty, or :func:`unfit_character` may find something in it: the caller refuses both.
    """
    return " ".join(_UNSEEN.sub("", text).split())


def is_one_line(text: str) -> bool:
    """Whether :func:`one_line` leaves ``text`` as it is and there is nothing to refuse: so is nearly every text, found fast."""
    return text.isprintable() and (" " not in text or "  " not in f" {text} ")


def unfit_character(text: str) -> str:
    """The first control character or half of a character in ``text``, which nothing can show; empty where there is none."""
    found = _UNFIT.search(text)
    return found.group() if found else ""
