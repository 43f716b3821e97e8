"""The facts that a form asks for: one declaration is the form, the validation and the docs.

A field reads a JSON value exactly: ``"3"``, ``1.5`` and ``true`` are no place, full-width digits are no date.
"""

import datetime

from .choices import Choice
from .hours import TENTHS
from .json_text import Number
from .problems import did_you_mean, presentable
from .wording import NOTHING, Text, is_one_line, one_line, unfit_character

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ParamSpec

    Asked = ParamSpec("Asked")


_FIRST_HALF = "\ud800"  # of a character; control characters come before


class Unfit(Exception):  # noqa: N818 - says of a value what it is
    """A value that its field does not take, with what is wrong and what would do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class Field:
    """One fact of an activity: its name, its words, whether it may be left out or null.

    ``default`` is the fact where it is left out; ``nullable`` lets null stand for leaving it out.
    """

    form_type = ""

    def __init__(
        self,
        label: Text,
        hint: Text = NOTHING,
        *,
        required: bool = True,
        nullable: bool = False,
        default: object = None,
        unit: Text = NOTHING,
    ) -> None:
        self.name = ""
        self.label = label
        self.hint = hint
        self.required = required
        self.nullable = nullable
        self.default = default
        self.unit = unit

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def read(self, value: object) -> object:
        """The fact that a JSON value spells. Raises :class:`Unfit` where it is none."""
        raise NotImplementedError  # pragma: no cover - every field has its own

    def limits(self) -> dict[str, object]:
        """What the catalogue says of the values that fit."""
        return {}

    def json_schema(self) -> dict[str, object]:
        """The JSON Schema of the values that fit."""
        raise NotImplementedError  # pragma: no cover - every field has its own

    def as_json(self) -> dict[str, object]:
        """The declaration as the catalogue shows it."""
        shown: dict[str, object] = {"name": self.name, "type": self.form_type, "required": self.required}
        if self.nullable:
            shown["nullable"] = True
        shown |= self.label.labelled("label") | self.hint.labelled("hint") | self.unit.labelled("unit")
        return shown | self.limits()

    def unfit(self, value: object, zh: str, en: str) -> Unfit:
        """The refusal of ``value``: the field, the fact, and (``zh``, ``en``) what would do."""
        found = _spelled(value)
        return Unfit(
            Text(
                f"“{self.label.zh}”不能是{found.zh}；{_closed(zh, '。', '？')}",
                f"“{self.label.en}” cannot be {found.en}; {_closed(en, '.', '?')}",
            )
        )


def _closed(sentence: str, stop: str, question: str) -> str:
    """A sentence with its full stop, which a question does without."""
    return sentence if sentence.endswith((stop, question)) else sentence + stop


def _spelled(value: object) -> Text:
    if value is None:
        return Text("空值（null）", "null")
    if isinstance(value, bool):
        word = "true" if value else "false"
        return Text(f"布尔值{word}", f"the boolean {word}")
    if isinstance(value, str):
        return Text(f"文字“{presentable(value)}”", f"the text “{presentable(value)}”")
    if isinstance(value, dict):
        return Text("一个对象", "an object")
    if isinstance(value, list):
        return Text("一个列表", "a list")
    return Text(presentable(str(value)), presentable(str(value)))


class ChoiceField(Field):
    """One of a closed list."""

    form_type = "choice"

    def __init__(self, choices: type[Choice], label: Text, hint: Text = NOTHING, **options: "Any") -> None:
        super().__init__(label, hint, **options)
        self.choices = choices
        self._by_value = {choice.value: choice for choice in choices}

    def read(self, value: object) -> Choice:
        if isinstance(value, str) and value in self._by_value:
            return self._by_value[value]
        if isinstance(value, str):
            remedy = did_you_mean(value, self._by_value)
            raise self.unfit(value, *remedy)
        known = list(self._by_value)
        raise self.unfit(value, f"请从{'、'.join(known)}中选择", f"choose one of {', '.join(known)}")

    def limits(self) -> dict[str, object]:
        return {
            "choices": [
                {"value": choice.value} | choice.text.labelled("label") | choice.hint.labelled("hint")
                for choice in self.choices
            ]
        }

    def json_schema(self) -> dict[str, object]:
        return {"enum": [choice.value for choice in self.choices]}


class IntegerField(Field):
    """A whole number within limits, both included."""

    form_type = "integer"

    def __init__(self, label: Text, hint: Text = NOTHING, *, least: int, most: int, **options: "Any") -> None:
        super().__init__(label, hint, **options)
        self.least = least
        self.most = most

    def read(self, value: object) -> int:
        if type(value) is int and self.least <= value <= self.most:
            return value
        raise self.unfit(
            value,
            f"请填{self.least}到{self.most}之间的整数",
            f"give a whole number from {self.least} to {self.most}",
        )

    def limits(self) -> dict[str, object]:
        return {"min": self.least, "max": self.most}

    def json_schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class HoursField(Field):
    """Hours in tenths: 12.5 in JSON is 125 inside. Limits are in tenths, both included."""

    form_type = "hours"

    def __init__(self, label: Text, hint: Text = NOTHING, *, least: int, most: int, **options: "Any") -> None:
        super().__init__(label, hint, unit=Text("学时", "hours"), **options)
        self.least = least
        self.most = most

    def read(self, value: object) -> int:
        tenths = (
            value * TENTHS if type(value) is int else value.tenths() if isinstance(value, Number) else None
        )
        if tenths is None or not self.least <= tenths <= self.most:
            least, most = self.least / TENTHS, self.most // TENTHS
            raise self.unfit(
                value,
                f"请填{least}到{most}之间的数，最多一位小数",
                f"give a number from {least} to {most} with at most one decimal",
            )
        return tenths

    def limits(self) -> dict[str, object]:
        return {"min": self.least / TENTHS, "max": self.most // TENTHS, "step": 1 / TENTHS}

    def json_schema(self) -> dict[str, object]:
        return {
            "type": "number",
            "minimum": self.least / TENTHS,
            "maximum": self.most // TENTHS,
        }  # no multipleOf: 29.9 is no multiple of 0.1 to a validator that computes in binary


class BooleanField(Field):
    """Yes or no."""

    form_type = "boolean"

    def read(self, value: object) -> bool:
        if value is True or value is False:
            return value
        raise self.unfit(value, "请填true或false", "give true or false")

    def limits(self) -> dict[str, object]:
        return {"default": self.default}

    def json_schema(self) -> dict[str, object]:
        return {"type": "boolean", "default": self.default}


class DateField(Field):
    """A day as YYYY-MM-DD, in ASCII digits, that the calendar has."""

    form_type = "date"

    def read(self, value: object) -> datetime.date:
        if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-" and value.isascii():
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                if (value[:4] + value[5:7] + value[8:]).isdigit():
                    raise self.unfit(
                        value, "日历上没有这一天，请核对", "the calendar has no such day, please check it"
                    ) from None
        raise self.unfit(
            value, "请按“年-月-日”填写，如2026-03-01", "write it as year-month-day, like 2026-03-01"
        )

    def json_schema(self) -> dict[str, object]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


class TextField(Field):
    """Words on one line, with a limit on their number of characters.

    They are read as they can be printed (:func:`~ahce_core.wording.one_line`); only what is ``verbatim``, a name that an
    answer gives back, stays as it was written.
    """

    form_type = "text"

    def __init__(
        self, label: Text, hint: Text = NOTHING, *, most: int, verbatim: bool = False, **options: "Any"
    ) -> None:
        super().__init__(label, hint, **options)
        self.most = most
        self.verbatim = verbatim

    def read(self, value: object) -> str:
        if isinstance(value, str) and 0 < len(value) <= self.most:
            return value if is_one_line(value) else self._cleaned(value)
        if isinstance(value, str):
            raise Unfit(
                Text(
                    f"“{self.label.zh}”有{len(value)}个字符；请填1到{self.most}个字符。",
                    f"“{self.label.en}” has {len(value)} characters; give 1 to {self.most}.",
                )
            )
        raise self.unfit(
            value, f"请填1到{self.most}个字符的文字", f"give a text of 1 to {self.most} characters"
        )

    def _cleaned(self, value: str) -> str:
        line = value if self.verbatim else one_line(value)
        unfit = unfit_character(line)
        if unfit and (not self.verbatim or unfit >= _FIRST_HALF):
            raise self.unfit(
                value,
                "含有无法显示的控制字符或半个字符，请重新输入",
                "it holds a control character or half a character, please type it anew",
            )
        if not line:
            raise self.unfit(
                value, "没有可见的字符，请填写文字", "nothing in it can be seen, please give a text"
            )
        return line

    def limits(self) -> dict[str, object]:
        return {"min": 1, "max": self.most}

    def json_schema(self) -> dict[str, object]:
        return {"type": "string", "minLength": 1, "maxLength": self.most}


def _fact(field: "Callable[Asked, Field]") -> "Callable[Asked, Any]":
    """A field as an activity's class declares it: there its name stands for the fact, which has a type of its own."""
    return field


choice_field = _fact(ChoiceField)
date_field = _fact(DateField)
hours_field = _fact(HoursField)
integer_field = _fact(IntegerField)
