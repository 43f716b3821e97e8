"""Reading what was stored: words back to choices, JSON back to what the core reads."""

import json
from datetime import date
from typing import Any, TypeVar

from ahce_core import json_text
from ahce_core.choices import Choice

C = TypeVar("C", bound=Choice)


def choice(kind: type[C], value: str) -> C:
    """The member of a choice. Raises LookupError where it has none such: nobody stored that."""
    for member in kind:
        if member.value == value:
            return member
    raise LookupError(value)


def day(text: str | None) -> date | None:
    """A day that was stored, or none."""
    return None if text is None else date.fromisoformat(text)


def core_object(value: Any) -> json_text.Object:
    """A JSON object as the core's strict readers take it: numbers as they are written, never as binary fractions."""
    read = json_text.read(json.dumps(value))
    assert isinstance(read, json_text.Object)
    return read
