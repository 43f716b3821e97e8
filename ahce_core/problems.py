"""What is wrong with a request: a path, the fact and the remedy, in both languages, all of them at once."""

from collections import namedtuple
from collections.abc import Iterable

from .wording import Text

SHOWN_CHARACTERS = 40


class Problem(namedtuple("Problem", ("path", "text"))):
    """One refused fact: ``path`` as in ``activities[0].place``, the message naming field, fact and remedy."""

    __slots__ = ()
    path: str
    text: Text

    def as_json(self) -> dict[str, str]:
        """``{"path", "message", "message_en"}``, the error of the JSON door."""
        return {"path": self.path, "message": self.text.zh, "message_en": self.text.en}


class Refusal(Exception):  # noqa: N818 - the glossary's word for it
    """A request that is not assessed, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.text.en}" for problem in self.problems))


def presentable(text: str) -> str:
    """Foreign text as it may stand in a message: short, one line, and always encodable as UTF-8."""
    if len(text) > SHOWN_CHARACTERS:
        text = text[: SHOWN_CHARACTERS - 1] + "…"
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    """A character, or its code: spelled here, since the browser's library has no codec for it."""
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def join(path: str, key: str) -> str:
    """The path of ``key`` inside ``path``."""
    key = presentable(key)
    return f"{path}.{key}" if path else key


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """The nearest known word as a remedy, or all of them where none is near."""
    from difflib import get_close_matches  # only bad input pays for it

    known = tuple(known)
    near = get_close_matches(presentable(word), known, n=1)
    if near:
        return Text(f"是不是“{near[0]}”？", f"Did you mean “{near[0]}”?")
    return Text(f"可用：{'、'.join(known)}。", f"Known: {', '.join(known)}.")


UNKNOWN = Text("没有“{}”这一项。{}", "There is no “{}” here. {}")
TWICE = Text(
    "“{}”出现了不止一次，无法判断以哪个为准；请只保留一个。",
    "“{}” is given more than once; keep only the one that is meant.",
)
MISSING = Text("缺少“{}”；请补充。", "“{}” is missing; please add it.")
