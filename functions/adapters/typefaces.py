"""The fonts that a certificate is set in, and which characters they have.

``python -m tools.fonts`` puts those that are shipped into build/fonts; an operator adds others by a folder of their own, for
names that are rarer still. A font is asked in the order of :meth:`Typefaces.families`: the shipped ones come first.
"""

import mmap
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import typst

SHIPPED = Path(__file__).parents[2] / "build/fonts"
LATIN = "Noto Serif"
FAMILIES = (
    "Noto Serif SC",
    "Noto Serif HK",
    LATIN,
)  # of the shipped ones: the text's, and those for rarer characters and for other languages' letters
REGULAR = 400  # what a person writes is set in this weight, or in the one nearest to it that a family has
FULL_REPERTOIRE = 12  # the cmap format that reaches beyond U+FFFF
_UNSEEN = {
    "Cc",
    "Cf",
    "Cn",
    "Co",
    "Cs",
    "Zl",
    "Zp",
}  # Unicode categories that no font shows, or each its own way


class Typefaces:
    """The shipped fonts and those of ``more``, a folder that need not be there.

    Raises ValueError where the shipped ones are not there.
    """

    def __init__(self, shipped: Path = SHIPPED, more: Path | None = None) -> None:
        folders = [shipped, *([more] if more else [])]
        self.fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
        )
        if not set(FAMILIES) <= set(self.fonts.families()):
            raise ValueError(
                f"{shipped} lacks {' or '.join(FAMILIES)}: python -m tools.fonts puts them there"
            )

    @property
    def families(self) -> Sequence[str]:
        """The families by their order: the shipped ones, then the operator's by name."""
        return (*FAMILIES, *sorted(set(self.fonts.families()) - set(FAMILIES)))

    def unprintable(self, texts: Iterable[str]) -> str | None:
        """The first character that would stand on paper as a blank or a box; None where there is none."""
        for text in texts:
            for character in text:
                if unicodedata.category(character) in _UNSEEN or ord(character) not in self.repertoire:
                    return character
        return None

    @cached_property
    def repertoire(self) -> set[int]:
        """The code points that are printed: those of each family's regular weight."""
        fonts = [font for font in self.fonts.fonts() if font.path]
        regular = [
            min(
                (font for font in fonts if font.family == family), key=lambda font: abs(font.weight - REGULAR)
            )
            for family in self.families
        ]
        found: set[int] = set()
        for font in regular:
            with (
                Path(str(font.path)).open("rb") as file,
                mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as content,
            ):
                found.update(characters(content, font.index))
        return found


def characters(font: bytes | mmap.mmap, index: int = 0) -> Iterator[int]:
    """The code points that a TrueType or OpenType font maps to a glyph, by its table of the full repertoire (cmap 12).

    ``index`` is that of the font in a collection. A font without such a table has none for us.
    """
    start = struct.unpack_from(">I", font, 12 + 4 * index)[0] if font[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", font, start + 4)
    for table in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * table)
        if tag == b"cmap":
            yield from _mapped(font, offset)


def _mapped(font: bytes | mmap.mmap, cmap: int) -> Iterator[int]:
    (encodings,) = struct.unpack_from(">H", font, cmap + 2)
    for encoding in range(encodings):
        (offset,) = struct.unpack_from(">I", font, cmap + 4 + 8 * encoding + 4)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form == FULL_REPERTOIRE:
            (groups,) = struct.unpack_from(">I", font, cmap + offset + 12)
            for group in range(groups):
                first, last, glyph = struct.unpack_from(">III", font, cmap + offset + 16 + 12 * group)
                yield from range(first if glyph else first + 1, last + 1)  # glyph 0 is the box
