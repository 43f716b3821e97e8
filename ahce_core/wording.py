"""A sentence in the two languages that every text for people has: Chinese first, English second."""

from collections import namedtuple


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


NOTHING = Text("", "")
