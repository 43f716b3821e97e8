"""A closed list of values that a fact or a reading may take, each with its words."""

from enum import StrEnum

from .wording import Text


class Choice(StrEnum):
    """A value and what people read for it: ``TIBET = "tibet", "援藏", "Aid to Tibet"``, a hint may follow."""

    text: Text
    hint: Text

    def __new__(cls, value: str, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> "Choice":
        member = str.__new__(cls, value)
        member._value_ = value
        member.text = Text(zh, en)
        member.hint = Text(hint_zh, hint_en)
        return member
