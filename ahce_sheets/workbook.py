"""The parts of an .xlsx: which sheets it has, the texts that they share, what its formats make of a number.

Only the shared texts and the formats are held in memory; a sheet is opened to be read piece by piece.
"""

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import NamedTuple
from xml.parsers import expat

from ahce_core.problems import Refusal

from .refusals import refused

MOST_SHARED = 64 * 1024 * 1024  # the texts are held in memory
MOST_CHARACTERS = 32_767  # of a cell, as spreadsheets have it

# The built-in formats of days (ECMA-376, 18.8.30), those of Chinese editions among them, and what makes one of a code.
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_DAY_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
_ZEROS = re.compile("0+")


class SheetPart(NamedTuple):
    """A sheet of a workbook: its title, whether it shows, and the part that holds it."""

    title: str
    visible: bool
    part: str


class Workbook:
    """An .xlsx that is open. ``texts`` are the shared ones; ``formats`` what each style makes of a number: -1 a day, 0
    nothing, else so many digits at least; ``from_1904`` says that its days count from 1904.

    Raises :class:`~ahce_core.problems.Refusal` for one that unpacks to more than ``most_unpacked`` bytes, and whatever
    a damaged file makes its readers raise.
    """

    def __init__(self, archive: zipfile.ZipFile, most_unpacked: int) -> None:
        self._archive = archive
        self._parts = {part.filename.lower(): part for part in archive.infolist()}
        shared = [part.file_size for name, part in self._parts.items() if name.endswith("sharedstrings.xml")]
        self._limit(sum(part.file_size for part in self._parts.values()), most_unpacked)
        self._limit(sum(shared), MOST_SHARED)
        home = next(target for kind, target in self._related("") if kind == "officedocument")
        related = self._related(home)
        targets = dict(self._related(home, by="id"))
        self.from_1904 = False
        sheets: list[tuple[str, str, str]] = []

        def book(name: str, attributes: dict[str, str]) -> None:
            if name == "workbookPr":
                self.from_1904 = attributes.get("date1904") in ("1", "true")
            elif name == "sheet":
                sheets.append((attributes["name"], attributes.get("state", "visible"), attributes["id"]))

        self.scan(home, book)
        self.sheets = [
            SheetPart(title, state == "visible", targets[identity]) for title, state, identity in sheets
        ]
        self.texts = self._texts([target for kind, target in related if kind == "sharedstrings"])
        self.formats = self._formats([target for kind, target in related if kind == "styles"])

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def size(self, name: str) -> int:
        """The length of a part, unpacked."""
        return self._parts[name].file_size

    def open(self, name: str) -> zipfile.ZipExtFile:
        """A part to read; never more of it than it says."""
        return self._archive.open(self._parts[name])  # type: ignore[return-value]

    def scan(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Tell of every element of a part that is held in memory, by the names without their prefixes."""
        self._limit(self.size(name), MOST_SHARED)
        reader = parser()

        def begun(element: str, attributes: dict[str, str]) -> None:
            start(local(element), {local(key): value for key, value in attributes.items()})

        reader.StartElementHandler = begun
        if end:
            reader.EndElementHandler = lambda element: end(local(element))
        reader.CharacterDataHandler = text
        with self.open(name) as part:
            reader.ParseFile(part)

    def _related(self, name: str, by: str = "type") -> list[tuple[str, str]]:
        """What a part leads to: the last word of the type, or the id, of each relationship, and its part."""
        path = PurePosixPath(name)
        found: list[tuple[str, str]] = []

        def relationship(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"].replace("\\", "/").lower()
                key = attributes["Id"] if by == "id" else attributes["Type"].rpartition("/")[2].lower()
                found.append((key, target[1:] if target[0] == "/" else str(path.parent / target)))

        self.scan(str(path.parent / "_rels" / f"{path.name}.rels"), relationship)
        return found

    def _texts(self, parts: Iterable[str]) -> list[str]:
        """The shared texts, without the readings that stand above Chinese characters."""
        texts: list[str] = []
        pieces: list[str] = []
        above = reading = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal above, reading
            if name == "rPh":
                above = True
            elif name == "t":
                reading = not above

        def end(name: str) -> None:
            nonlocal above, reading
            if name == "si":
                texts.append(whole(pieces))
                pieces.clear()
            elif name == "rPh":
                above = False
            elif name == "t":
                reading = False

        for part in parts:
            self.scan(part, start, end, lambda text: pieces.append(text) if reading else None)
        return texts

    def _formats(self, parts: Iterable[str]) -> list[int]:
        """What each style makes of a number: -1 a day, 0 nothing, else so many digits at least."""
        codes: dict[str, str] = {}
        formats: list[int] = []
        cells = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal cells
            if name == "numFmt":
                codes[attributes["numFmtId"]] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                cells = True
            elif name == "xf" and cells:
                number = attributes.get("numFmtId", "0")
                code = codes.get(number)
                if code is None:
                    formats.append(-1 if int(number) in _DAYS else 0)
                elif _ZEROS.fullmatch(code):
                    formats.append(len(code))
                else:
                    formats.append(-1 if _DAY_LETTERS.search(_QUOTED.sub("", code)) else 0)

        for part in parts:
            self.scan(part, start)
        return formats

    @staticmethod
    def _limit(size: int, most: int) -> None:
        if size > most:
            raise refused(
                "工作簿展开后过大；请删去多余的工作表和内容，或另存为.csv。",
                "The workbook unpacks to too much; remove sheets and content that are not needed, or save it as .csv.",
            )


def parser() -> expat.XMLParserType:
    """A parser that refuses document types, and with them every entity."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_doctype
    return made


def _refuse_doctype(*_: object) -> None:
    raise ValueError("no sheet has a document type")


def whole(pieces: list[str]) -> str:
    """A cell's text. Raises :class:`~ahce_core.problems.Refusal` where no spreadsheet makes one so long."""
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if len(text) > MOST_CHARACTERS:
        raise too_long()
    return text


def too_long() -> Refusal:
    """What is said to a cell that no spreadsheet makes."""
    return refused(
        f"工作簿里有单元格超过{MOST_CHARACTERS}个字符；请删去，或另存为.csv。",
        f"A cell of the workbook has more than {MOST_CHARACTERS} characters; delete it, or save the list as .csv.",
    )


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]
