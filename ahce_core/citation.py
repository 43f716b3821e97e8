"""An address in the regulation: ``Citation(12, 4)`` is 第十二条（四）, ``Citation(21, point=3)`` 第二十一条第3项."""

from collections import namedtuple

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 as the regulation spells them: 4 is 四, 12 is 十二, 21 is 二十一.

    Raises ValueError outside 1–99.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no article has the number {number}")
    tens, ones = divmod(number, 10)
    return (
        (_DIGITS[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (_DIGITS[ones] if ones or not tens else "")
    )


class Citation(namedtuple("Citation", ("article", "item", "point"), defaults=(None, None))):
    """Where a sentence stands: article, and in it a numbered item （四） or a numbered point 4."""

    __slots__ = ()
    article: int
    item: int | None
    point: int | None

    def __str__(self) -> str:
        place = f"（{chinese_number(self.item)}）" if self.item else f"第{self.point}项" if self.point else ""
        return f"第{chinese_number(self.article)}条{place}"

    @property
    def english(self) -> str:
        """The same address in English: Art. 12(4)."""
        inner = self.item or self.point
        return f"Art. {self.article}({inner})" if inner else f"Art. {self.article}"

    @property
    def anchor(self) -> str:
        """The anchor of the address on the docs' regulation page: ``article-12-4``."""
        inner = self.item or self.point
        return f"article-{self.article}-{inner}" if inner else f"article-{self.article}"
