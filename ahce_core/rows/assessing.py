"""The rows of a sheet, person by person, to their results."""

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from ..activity import DATE, ID, TITLE
from ..fields import Unfit
from ..problems import Problem, Refusal, presentable
from ..readings import ADOPTED, Profile
from ..request import LIMIT_ACTIVITIES, Request
from ..wording import Text
from .cells import kind_of
from .columns import PERSON, Layout
from .judging import NO_OUTCOME, Case, Outcome, Outcomes, case_of
from .reading import RowReader, unfit
from .results import PersonYear, RowProblem
from .works import doubts, work_row

KEPT_ROWS = 10_000  # distinct rows, days and titles remembered, of each: some 10 MB

SAME_ID = Text("“{}”与第{}行的编号重复；请换一个编号。", "“{}” is the id of row {} already; choose another.")
TOO_MANY = Text(
    "一人一年最多{}行；请合并同一平台的课件后再试。",
    "A person and year has at most {} rows; add up the courseware of one platform first.",
)
REPEATED = Text(
    "这一行与第{}行完全一样，两行都计入了；如果是重复粘贴，请删去一行。",
    "This row is the same as row {} and both count; if it was pasted twice, delete one.",
)
APART = Text(
    "同一人的行没有排在一起（第{}行和第{}行）；请先按人员排序。",
    "The rows of one person do not stand together (rows {} and {}); please sort the list by person first.",
)


def apart(first: int, again: int) -> Problem:
    """The refusal of a list in which the rows ``first`` and ``again`` of one person have others between them."""
    return Problem(f"rows[{again}]", APART.format(first, again))


class Together:
    """Remembers every person of a list, and refuses one who comes back after another."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def __call__(self, person: str, row: int) -> None:
        """``person`` begins at ``row``. Raises :class:`~ahce_core.problems.Refusal` where they had rows before."""
        first = self._rows.setdefault(person, row)
        if first != row:
            raise Refusal([apart(first, row)])


class _Person:
    """The rows of the person being read: their cases and names, and how many were left out of which year."""

    __slots__ = ("cases", "ids", "left_out", "name", "names", "rows", "works")

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases: list[Case] = []
        self.names: list[str] = []
        self.ids: dict[tuple[int, str], int] = {}
        self.left_out: dict[int | None, int] = {}
        self.rows: list[tuple[int, list[str]]] = []  # of the cases, as they came
        self.works = 0  # of the cases, the papers and books

    def leave_out(self, year: int | None) -> None:
        """One row more of ``year``, None where that cannot be read, is not assessed."""
        self.left_out[year] = self.left_out.get(year, 0) + 1

    def result(self, outcome: Outcome, rows: int, names: list[str], left_out: int) -> PersonYear:
        """The result of a year that comes to ``outcome``, the names of whose cases are ``names``."""
        elected = "；".join([names[at] for at in outcome.elected])
        return PersonYear._make((self.name, *outcome.figures, elected, rows, left_out, outcome.rules_version))


class StaffList:
    """Assesses the rows of one sheet under one profile of readings.

    ``report`` is told of every problem; ``arrives`` of every person with their first row, and refuses one who comes back:
    :class:`Together`, or a shell's own way where a list is too long to remember.
    """

    def __init__(
        self,
        layout: Layout,
        report: Callable[[RowProblem], None],
        arrives: Callable[[str, int], None],
        profile: Profile = ADOPTED,
    ) -> None:
        self._layout = layout
        self._arrives = arrives
        self._profile = profile
        self._reader = RowReader(layout, report)
        facts = [at for at, column in enumerate(layout.columns) if column is None or column.fields]
        self._facts = itemgetter(layout.at("year"), layout.at("kind"), *facts)
        self._kind_at, self._title_at = layout.at("kind"), layout.at(TITLE.name)
        self._cases: dict[object, Case] = {}
        self._days: dict[str, int] = {}  # a date as written → the year that it is in
        self._titles: dict[str, str] = {}  # as written → as read
        self._outcomes = Outcomes(profile)

    def assess(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[PersonYear]:
        """The results of rows (number in the sheet, cells), in their order. Empty rows are passed over.

        A row like one read before is not read again; what may differ in it is looked at here.
        """
        layout, facts, cases, days, titles = self._layout, self._facts, self._cases, self._days, self._titles
        width, person_at, date_at = len(layout.columns), layout.at(PERSON.name), layout.at(DATE.name)
        title_at, id_at = layout.at(TITLE.name), layout.at(ID.name)
        person, written = _Person(""), ""
        for number, row in rows:
            cells = row if len(row) >= width else row + [""] * (width - len(row))
            if cells[person_at] != written or not written:
                name = self._reader.person(number, cells)
                if not name:
                    continue
                written = cells[person_at]
                if name != person.name:
                    yield from self._results(person)
                    person = _Person(name)
                    self._arrives(name, number)
                    self._reader.look_at(number, cells, name)
            title = titles.get(cells[title_at]) or self._title(cells[title_at])
            identity = cells[id_at].strip() if id_at >= 0 else ""
            case = cases.get(facts(cells))
            if (
                case is None
                or not title
                or (case.dated and days.get(cells[date_at]) != case.year)
                or (identity and unfit(ID, identity))
                or len(cells) > width
            ):
                case = self._read(number, cells, person)
                if case is None:
                    continue
            if (identity or len(person.cases) >= LIMIT_ACTIVITIES) and not self._joins(
                person, case, number, identity
            ):
                continue
            person.rows.append((number, cells))
            person.cases.append(case)
            if case.of_work:
                person.works += 1
            person.names.append(identity or title)
        yield from self._results(person)

    def _title(self, cell: str) -> str:
        """The title that a cell spells, as it can be printed, remembered; nothing where it is none."""
        try:
            title = TITLE.read(cell.strip())
        except Unfit:
            return ""
        if len(self._titles) >= KEPT_ROWS:
            self._titles.clear()
        self._titles[cell] = title
        return title

    def _read(self, number: int, cells: list[str], person: _Person) -> Case | None:
        """The case of a row that is read in full; None where it is left out."""
        read, year = self._reader.read(number, cells)
        if read is None:
            person.leave_out(year)
            return None
        return self._keep(cells, read)

    def _keep(self, cells: list[str], read: Request) -> Case:
        """The case of a row that was read, remembered for the rows like it."""
        case = case_of(read, self._profile)
        if len(self._cases) >= KEPT_ROWS:
            self._cases.clear()
            self._outcomes.forget()
        if len(self._days) >= KEPT_ROWS:
            self._days.clear()
        if case.shared:
            if not case.open:
                given = case.recognition
                same = (case.year, case.item, case.dated, given.tenths, given.subject)
                case = self._cases.setdefault(same, case)
            self._cases[self._facts(cells)] = case
        if case.dated:
            self._days[cells[self._layout.at(DATE.name)]] = case.year
        return case

    def _joins(self, person: _Person, case: Case, number: int, identity: str) -> bool:
        """Whether a row joins the others of its person and year; why not is reported."""
        problem = None
        if identity:
            first = person.ids.setdefault((case.year, identity), number)
            if first != number:
                problem = SAME_ID.format(presentable(identity), first)
        if len(person.cases) >= LIMIT_ACTIVITIES:
            rows = sum(other.year == case.year for other in person.cases)
            if rows >= LIMIT_ACTIVITIES:
                problem = TOO_MANY.format(LIMIT_ACTIVITIES)
        if problem is None:
            return True
        self._reader.refuse(number, ID.name, identity, problem)
        person.leave_out(case.year)
        return False

    def _results(self, person: _Person) -> Iterable[PersonYear]:
        """A result for each year of a person; equal rows are warned of."""
        if len(set(person.cases)) < len(person.cases):
            self._look_at(person.rows)
        if person.works > 1:
            self._compare_works(person)
        outcome = self._outcomes.known.get(tuple(person.cases))
        if outcome and not person.left_out:  # one year, as everybody's
            return (person.result(outcome, len(person.cases), person.names, 0),)
        return self._years(person)

    def _look_at(self, rows: list[tuple[int, list[str]]]) -> None:
        """Warn of each of a person's rows that is the same as one before it."""
        seen: dict[tuple[str, ...], int] = {}
        for number, cells in rows:
            first = seen.setdefault(tuple(cells), number)
            if first != number:
                title = cells[self._layout.at(TITLE.name)]
                self._reader.warn(number, TITLE.name, title, REPEATED.format(first))

    def _compare_works(self, person: _Person) -> None:
        """Warn of each of a person's papers and books that may be one before it."""
        kind_at, title_at = self._kind_at, self._title_at
        works = (
            work_row(number, cells, kind_of(cells[kind_at]), cells[title_at], case)
            for (number, cells), case in zip(person.rows, person.cases, strict=True)
            if case.of_work
        )
        for row, doubt in doubts(works):
            self._reader.warn(row.number, TITLE.name, row.cells[title_at], doubt)

    def _years(self, person: _Person) -> Iterator[PersonYear]:
        of_no_year = person.left_out.pop(None, 0)
        years: dict[int | None, None] = dict.fromkeys([case.year for case in person.cases])
        years |= dict.fromkeys(person.left_out)
        if of_no_year and not years:
            years = {None: None}
        for year in years:
            at = [at for at, case in enumerate(person.cases) if case.year == year]
            cases = tuple([person.cases[each] for each in at])
            outcome = NO_OUTCOME if year is None else self._outcomes.of(year, cases)
            left_out = person.left_out.get(year, 0) + of_no_year
            outcome = outcome.with_left_out() if left_out else outcome
            yield person.result(outcome, len(cases), [person.names[each] for each in at], left_out)
