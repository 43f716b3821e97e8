"""第十二条

（四）论文、著作类。专业技术人员独立在国际标准刊号（ISSN）、国内统一刊号（CN）报刊上发表专业论文的，
每篇论文可认定30学时；与他人合作发表的，每篇论文的第一作者可认定20学时，其他作者每人可认定10学时。
论文被SCI、SSCI收录的，可认定完成年度全部科目学时；被EI、ISTP、ISSHP收录的，
第一作者和通讯作者可认定40学时，其他作者可认定20学时。专业技术人员独立公开出版专业著作的，
每本著作可认定70学时；与他人合作出版的，每本专业著作第一作者可认定50学时，其他作者每人可认定30学时。
同一论文或著作多处发表或出版，只得折算一次，不得重复折算。
"""

from functools import cache
from unicodedata import normalize

from ..activity import About, Activity, Column, Condition, Plan, Recognition, activity, recognized
from ..choices import Choice
from ..fields import TextField, choice_field
from ..hours import FULL_YEAR
from ..readings import Profile, SciAuthors
from ..wording import Text

PERIODICAL = (
    "专业技术人员独立在国际标准刊号（ISSN）、国内统一刊号（CN）报刊上发表专业论文的，每篇论文可认定30学时；与他人合作发表的，"
    "每篇论文的第一作者可认定20学时，其他作者每人可认定10学时。"
)
SCI_INDEXED = "论文被SCI、SSCI收录的，可认定完成年度全部科目学时"
EI_INDEXED = "被EI、ISTP、ISSHP收录的，第一作者和通讯作者可认定40学时，其他作者可认定20学时。"
BOOKS = (
    "专业技术人员独立公开出版专业著作的，每本著作可认定70学时；与他人合作出版的，每本专业著作第一作者可认定50学时，其他作者每人"
    "可认定30学时。"
)
ONCE = "同一论文或著作多处发表或出版，只得折算一次，不得重复折算。"

PAPER_REASON = Text("{}，{}，{}学时", "{}, {}: {} hours")
BOOK_REASON = Text("每本著作，{}，{}学时", "Each book, {}: {} hours")


class IndexedBy(Choice):
    """Where the paper is indexed; none is a periodical with ISSN or CN."""

    NONE = "none", "普通期刊论文（ISSN、CN）", "Periodical paper (ISSN or CN)"
    EI = "ei", "EI收录", "Indexed by EI"
    ISTP = "istp", "ISTP收录", "Indexed by ISTP"
    ISSHP = "isshp", "ISSHP收录", "Indexed by ISSHP"
    SCI = "sci", "SCI收录", "Indexed by SCI"
    SSCI = "ssci", "SSCI收录", "Indexed by SSCI"


class PaperAuthorship(Choice):
    """One's part in a paper."""

    SOLE = "sole", "独立作者", "sole author"
    FIRST = "first", "第一作者（合作）", "first author"
    CORRESPONDING = "corresponding", "通讯作者（合作）", "corresponding author"
    OTHER = "other", "其他作者", "other author"


class BookAuthorship(Choice):
    """One's part in a book."""

    SOLE = "sole", "独立作者", "sole author"
    FIRST = "first", "第一作者（合作）", "first author"
    OTHER = "other", "其他作者", "other author"


LEADING = (PaperAuthorship.SOLE, PaperAuthorship.FIRST, PaperAuthorship.CORRESPONDING)
WHOLE_YEAR_INDEXES = (IndexedBy.SCI, IndexedBy.SSCI)
PERIODICAL_HOURS = {
    PaperAuthorship.SOLE: 30,
    PaperAuthorship.FIRST: 20,
    PaperAuthorship.CORRESPONDING: 10,  # 其他作者: only the next sentence names a corresponding author
    PaperAuthorship.OTHER: 10,
}
INDEXED_HOURS = {
    PaperAuthorship.SOLE: 40,
    PaperAuthorship.FIRST: 40,
    PaperAuthorship.CORRESPONDING: 40,
    PaperAuthorship.OTHER: 20,
}
BOOK_HOURS = {BookAuthorship.SOLE: 70, BookAuthorship.FIRST: 50, BookAuthorship.OTHER: 30}


class WorkField(TextField):
    """What tells one paper or book from another, read as it is compared: ``ＡＢＣ``, ``abc`` and ``Abc`` are one work (ours)."""

    def read(self, value: object) -> str:
        return normalize("NFKC", normalize("NFKC", super().read(value)).casefold()).strip()


def as_title(kind: type[Activity], title: str) -> str:
    """A title as it is compared with another: its letters and digits, whatever their width, capitals and marks (ours).

    Empty where it says no more than its kind does, as 论文 2.
    """
    letters = _letters(title)
    return "" if letters.rstrip("0123456789") in _labels(kind.about.label) else letters


def _letters(text: str) -> str:
    folded = normalize("NFKC", text).casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


@cache
def _labels(label: Text) -> frozenset[str]:
    return frozenset(map(_letters, label))


def work_field() -> WorkField:
    """What tells one paper or book from another, wherever it is published."""
    return WorkField(
        Text("作品标识", "Work"),
        Text(
            "同一作品多处发表只折算一次：给同一作品填相同的标识，如题名；不分大小写、全角半角",
            "The same work counts once wherever it is published: give it the same word, such as its title, in capitals or not",
        ),
        required=False,
        nullable=True,
        most=64,
    )


@activity(
    "paper",
    item=4,
    form=5,
    reading="sci_authors",
    columns=tuple(Column(part.text, {"authorship": part}) for part in PaperAuthorship),
    plans=(
        Plan(
            "activities",
            {"indexed_by": IndexedBy.NONE, "authorship": PaperAuthorship.FIRST},
            Text("以第一作者合作发表期刊论文{}篇", "{} × a periodical paper as first of several authors"),
        ),
        Plan(
            "activities",
            {"indexed_by": IndexedBy.NONE, "authorship": PaperAuthorship.SOLE},
            Text("独立发表期刊论文{}篇", "{} × a periodical paper as sole author"),
        ),
        Plan(
            "activities",
            {"indexed_by": IndexedBy.EI, "authorship": PaperAuthorship.FIRST},
            Text("以第一作者发表EI收录论文{}篇", "{} × an EI-indexed paper as first author"),
        ),
        Plan(
            "activities",
            {"indexed_by": IndexedBy.SCI, "authorship": PaperAuthorship.FIRST},
            Text("以第一作者发表SCI收录论文{}篇", "{} × an SCI-indexed paper as first author"),
        ),
    ),
    about=About(
        label=Text("论文", "Paper"),
        summary=Text(
            "在有ISSN或CN刊号的报刊发表的专业论文，按收录和作者身份认定",
            "A professional paper, by index and authorship",
        ),
        title_hint=Text("如：论文题名，刊名，期号", "e.g. the paper's title, periodical and issue"),
        date_label=Text("发表或收录日期", "Date of publication or indexing"),
        conditions=(
            Condition(
                Text("报刊有国际标准刊号或国内统一刊号", "The periodical has an ISSN or a CN number"),
                "国际标准刊号（ISSN）、国内统一刊号（CN）报刊上发表专业论文",
            ),
            Condition(Text("同一论文只折算一次", "The same paper counts once"), ONCE),
        ),
        evidence=(
            Text(
                "期刊封面、目录和论文首页；被收录的附检索证明",
                "Cover, contents and first page; proof of indexing",
            ),
        ),
    ),
)
class Paper(Activity):
    """A professional paper."""

    __slots__ = ()
    indexed_by: IndexedBy = choice_field(IndexedBy, Text("收录情况", "Indexed by"))
    authorship: PaperAuthorship = choice_field(PaperAuthorship, Text("作者身份", "Authorship"))
    work: str | None = work_field()  # type: ignore[assignment]  # a field of the kind, a fact of the paper

    def recognize(self, profile: Profile, year: int) -> Recognition:
        whole_year = profile.sci_authors is SciAuthors.EVERY_AUTHOR or self.authorship in LEADING
        if self.indexed_by is IndexedBy.NONE:
            hours, quote = PERIODICAL_HOURS[self.authorship], PERIODICAL
        elif self.indexed_by in WHOLE_YEAR_INDEXES and whole_year:
            hours, quote = FULL_YEAR, SCI_INDEXED
        else:  # the reading first_and_corresponding sends the other authors of SCI and SSCI here as well
            hours, quote = INDEXED_HOURS[self.authorship], EI_INDEXED
        return recognized(hours, quote, PAPER_REASON, self.indexed_by.text, self.authorship.text, hours)


@activity(
    "book",
    item=4,
    form=5,
    columns=tuple(Column(part.text, {"authorship": part}) for part in BookAuthorship),
    plans=(
        Plan(
            "activities",
            {"authorship": BookAuthorship.FIRST},
            Text("以第一作者合作出版著作{}本", "{} × a book as first of several authors"),
        ),
        Plan(
            "activities",
            {"authorship": BookAuthorship.SOLE},
            Text("独立出版著作{}本", "{} × a book as sole author"),
        ),
    ),
    about=About(
        label=Text("专业著作", "Book"),
        summary=Text(
            "公开出版的专业著作，独著70、第一作者50、其他作者30学时",
            "A published professional book: 70, 50 or 30 hours by authorship",
        ),
        title_hint=Text("如：书名，出版社", "e.g. the book's title and publisher"),
        date_label=Text("出版日期", "Date of publication"),
        conditions=(
            Condition(
                Text("公开出版的专业著作", "A professional book, publicly published"), "公开出版专业著作"
            ),
            Condition(Text("同一著作只折算一次", "The same book counts once"), ONCE),
        ),
        evidence=(Text("封面、版权页和作者信息页", "Cover, imprint and page with the authors"),),
    ),
)
class Book(Activity):
    """A professional book."""

    __slots__ = ()
    authorship: BookAuthorship = choice_field(BookAuthorship, Text("作者身份", "Authorship"))
    work: str | None = work_field()  # type: ignore[assignment]  # a field of the kind, a fact of the paper

    def recognize(self, profile: Profile, year: int) -> Recognition:
        hours = BOOK_HOURS[self.authorship]
        return recognized(hours, BOOKS, BOOK_REASON, self.authorship.text, hours)
