"""A staff list as rows of text: one row an activity, one result a person and year. No files here: a shell brings the rows.

The columns come from the catalogue. A cell becomes the JSON value that it spells and the request's own reader judges it, so
that a sheet obeys the rules of the form. A row in error is reported with its number, heading and remedy and left out; the
person is assessed on the other rows, and the result says how many are missing. The rows of a person stand together, so
that a list of any length takes the same memory: what was found for a row serves the rows like it, until too much is kept.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import itemgetter

from .activity import DATE, ID, TITLE, Recognition
from .catalogue import KINDS
from .fields import BooleanField, ChoiceField, DateField, Field, HoursField, IntegerField, TextField, Unfit
from .hours import shown
from .identity import LENGTH as ID_LENGTH
from .identity import Severity, check_identity_number
from .json_text import Number, Object
from .problems import MISSING, Problem, Refusal, did_you_mean, presentable
from .readings import ADOPTED, Profile
from .request import LIMIT_ACTIVITIES, YEAR, Entry, Request, read_request
from .rules import rules_for
from .sensitivity import COMPLETE, DEPENDS, SHORT, Sensitivity
from .wording import NOTHING, Text
from .year import ONLINE_ITEM, tally

KEPT_ROWS = 10_000  # distinct rows and days remembered: some 10 MB
KEPT_YEARS = 50_000  # distinct years remembered: some 20 MB

PERSON = TextField(
    Text("人员", "Person"),
    Text(
        "工号、身份证号码或姓名；同一人的各行排在一起",
        "Staff number, ID number or name; the rows of a person stand together",
    ),
    most=64,
)
PERSON.name = "person"
COMMON: dict[str, Field] = {field.name: field for field in (YEAR, ID, TITLE, DATE)}
REQUIRED = ("person", "year", "kind", "title", "date")
UNREAD = "note"


class StaffColumn(namedtuple("StaffColumn", ("name", "label", "hint", "fields"))):
    """A column of a staff sheet. ``fields`` are the declarations that it carries, by kind; none where it is for all kinds."""

    __slots__ = ()
    name: str
    label: Text
    hint: Text
    fields: dict[str, Field]


def _columns() -> Iterator[StaffColumn]:
    facts: dict[str, dict[str, Field]] = {}
    for kind in KINDS.values():
        for field in kind.fields:
            facts.setdefault(field.name, {})[kind.kind] = field
    yield StaffColumn(PERSON.name, PERSON.label, PERSON.hint, {})
    yield StaffColumn(YEAR.name, YEAR.label, YEAR.hint, {})
    yield StaffColumn("kind", Text("种类", "Kind"), Text("从列表中选择", "Choose from the list"), {})
    for field in (TITLE, DATE, ID):
        yield StaffColumn(field.name, field.label, field.hint, {})
    for name, by_kind in facts.items():
        zh, en = (
            dict.fromkeys(words) for words in zip(*(field.label for field in by_kind.values()), strict=True)
        )
        heading = Text("／".join(zh), " / ".join(en))
        hints = [
            (KINDS[kind].about.label, field.hint if field.hint is not NOTHING else field.label)
            for kind, field in by_kind.items()
        ]
        hint = Text(
            "\n".join(f"{label.zh}：{hint.zh}" for label, hint in hints),
            "\n".join(f"{label.en}: {hint.en}" for label, hint in hints),
        )
        yield StaffColumn(name, heading, hint, by_kind)
    yield StaffColumn(UNREAD, Text("备注", "Note"), Text("不参与计算", "Not read"), {})


COLUMNS = {column.name: column for column in _columns()}

NO_HEADINGS = Text(
    "第一行应是列标题；请把模板的标题放在第一行。",
    "The first row holds the headings; put those of the template there.",
)
HEADING_MISSING = Text("缺少“{}”列；请补上。", "There is no column “{}”; please add it.")
HEADING_TWICE = Text(
    "“{}”与第{}列是同一列；请只保留一个。", "“{}” is the same as column {}; keep only one of them."
)
HEADING_UNKNOWN = Text(
    "不认识标题“{}”。{}不参与计算的列，标题请以“备注”开头。",
    "The heading “{}” is not known. {} Let the heading of a column that is not to be read begin with “Note”.",
)
WITHOUT_HEADING = Text(
    "这一格上方没有标题；请清空，或检查这一行是否错位、多了逗号。",
    "There is no heading above this cell; clear it, or see whether the row is shifted or has a comma too many.",
)
NOT_ASKED = Text("“{}”不用于“{}”；请清空这一格。", "“{}” is not asked of “{}”; please clear this cell.")
NO_CHOICE = Text("“{}”没有“{}”这个选项；请填“{}”。", "“{}” has no choice “{}”; give “{}”.")
YES_OR_NO = Text("“{}”不能是“{}”；请填“是”或“否”。", "“{}” cannot be “{}”; give yes or no.")
ROUNDED = Text(
    "这个号码被表格软件当成了数字，末几位已经丢失；请把该列设为文本格式后重新填写。",
    "A spreadsheet took this number for a figure and lost its last digits; format the column as text and type it anew.",
)
SAME_ID = Text("“{}”与第{}行的编号重复；请换一个编号。", "“{}” is the id of row {} already; choose another.")
TOO_MANY = Text(
    "一人一年最多{}行；请合并同一平台的课件后再试。",
    "A person and year has at most {} rows; add up the courseware of one platform first.",
)
APART = Text(
    "同一人的行没有排在一起（第{}行和第{}行）；请先按人员排序。",
    "The rows of one person do not stand together (rows {} and {}); please sort the list by person first.",
)

_FULL_WIDTH = str.maketrans({wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "})
_NUMBER = re.compile(r"(-?[0-9]{1,20})(?:\.([0-9]{1,20}))?")
_DAY = re.compile(r"(?P<year>[0-9]{4})([-/.年])(?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?")
_FLOATED = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")  # 3.40104E+17, what is left of a long number
_WORDS = {
    "是": True,
    "yes": True,
    "true": True,
    "1": True,
    "否": False,
    "no": False,
    "false": False,
    "0": False,
}


def _plain(cell: str) -> str:
    """A cell without outer blanks, its full-width characters as the ASCII ones that they stand for."""
    cell = cell.strip()
    return cell if cell.isascii() else cell.translate(_FULL_WIDTH).strip()


def _folded(cell: str) -> str:
    """A cell as headings and labels are compared: without blanks, width and case."""
    return "".join(_plain(cell).split()).casefold()


class Layout(namedtuple("Layout", ("headings", "columns"))):
    """A sheet's headings as written, and the column that each stands for; None where there is no heading."""

    __slots__ = ()
    headings: tuple[str, ...]
    columns: tuple[StaffColumn | None, ...]

    def at(self, name: str) -> int:
        """Where a column stands, or -1."""
        return next((at for at, column in enumerate(self.columns) if column and column.name == name), -1)

    def heading(self, name: str) -> str:
        """A column's heading as written, or its own label where the sheet does not have it."""
        at = self.at(name)
        return presentable(self.headings[at].strip()) if at >= 0 else COLUMNS[name].label.zh


def read_headings(cells: Sequence[str]) -> Layout:
    """The layout that a row of headings spells: identifiers, Chinese or English labels, in any order.

    Raises :class:`~ahce_core.problems.Refusal` with every unknown, doubled and missing heading.
    """
    problems: list[Problem] = []
    columns: list[StaffColumn | None] = []
    seen: dict[str, int] = {}
    for index, cell in enumerate(cells):
        heading = _folded(cell)
        name = UNREAD if heading.startswith(("备注", "note")) else _headings().get(heading, "")
        if heading and not name:
            near = did_you_mean(cell.strip(), [column.label.zh for column in COLUMNS.values()])
            problems.append(Problem(f"headings[{index}]", HEADING_UNKNOWN.format(presentable(cell), near)))
        elif name in seen and name != UNREAD:
            twice = HEADING_TWICE.format(presentable(cell), seen[name])
            problems.append(Problem(f"headings[{index}]", twice))
        if name:
            seen.setdefault(name, index + 1)
        columns.append(COLUMNS.get(name))
    missing = [name for name in REQUIRED if name not in seen]
    if len(missing) == len(REQUIRED):
        raise Refusal([Problem("headings", NO_HEADINGS)])
    problems += [Problem("headings", HEADING_MISSING.format(COLUMNS[name].label)) for name in missing]
    if problems:
        raise Refusal(problems)
    return Layout(tuple(cells), tuple(columns))


@cache
def _headings() -> dict[str, str]:
    return {
        _folded(word): column.name
        for column in COLUMNS.values()
        for label in (column.label, *(field.label for field in column.fields.values()))
        for word in (column.name, *label)
    }


@cache
def _kinds() -> dict[str, str]:
    return {_folded(word): kind.kind for kind in KINDS.values() for word in (kind.kind, *kind.about.label)}


@cache
def _choices(field: ChoiceField) -> dict[str, str]:
    return {_folded(word): choice.value for choice in field.choices for word in (choice.value, *choice.text)}


def _value(field: Field, cell: str) -> object:
    """The JSON value that a cell spells for a field; what spells none stays text, which the field refuses.

    Raises :class:`~ahce_core.fields.Unfit` where a sheet has other words than JSON for what would do.
    """
    plain = _plain(cell)
    if isinstance(field, ChoiceField):
        choice = _choices(field).get(_folded(cell))
        if choice is None:
            raise Unfit(_not_among(cell, field.label, [choice.text for choice in field.choices]))
        return choice
    if isinstance(field, BooleanField):
        if plain.casefold() not in _WORDS:
            raise Unfit(YES_OR_NO.format(field.label, presentable(plain)))
        return _WORDS[plain.casefold()]
    if isinstance(field, IntegerField | HoursField) and (number := _NUMBER.fullmatch(plain)):
        whole, fraction = number.groups("")
        return Number(plain) if fraction.strip("0") else int(whole)
    if isinstance(field, DateField) and (day := _DAY.fullmatch(plain)):
        return f"{day['year']}-{int(day['month']):02}-{int(day['day']):02}"
    return cell.strip()


def _not_among(cell: str, label: Text, choices: list[Text]) -> Text:
    known = Text("”“".join(choice.zh for choice in choices), "” “".join(choice.en for choice in choices))
    return NO_CHOICE.format(label, presentable(cell.strip()), known)


class RowProblem(namedtuple("RowProblem", ("row", "heading", "value", "text"))):
    """Why a row was left out: its number, the heading as written, the cell, and what would do."""

    __slots__ = ()
    row: int
    heading: str
    value: str
    text: Text


RESULTS: dict[str, Text] = {
    "person": PERSON.label,
    "year": YEAR.label,
    "total": Text("总学时", "Total hours"),
    "general": Text("公需科目学时", "General hours"),
    "professional": Text("专业科目学时", "Professional hours"),
    "complete": Text("是否完成", "Complete"),
    "missing_total": Text("尚缺总学时", "Missing in total"),
    "missing_professional": Text("尚缺专业科目学时", "Missing professional hours"),
    "verdict": Text("各种理解之下", "Under all readings"),
    "elected_item": Text("所选条目（第十二条）", "Elected item (Art. 12)"),
    "elected": Text("所选成果", "Elected activities"),
    "rows": Text("计入的行", "Rows read"),
    "left_out": Text("未计入的行", "Rows left out"),
    "rules_version": Text("规则版本", "Rules version"),
}
RESULT_WORDS: dict[object, Text] = {
    None: NOTHING,
    True: Text("是", "yes"),
    False: Text("否", "no"),
    COMPLETE: Text("都完成", "complete"),
    SHORT: Text("都未完成", "short"),
    DEPENDS: Text("因理解而异", "depends"),
}


class PersonYear(namedtuple("PersonYear", tuple(RESULTS))):  # type: ignore[misc]
    """A person's year as plain values, in the order of :data:`RESULTS`.

    ``elected`` names the activities that are elected, by id or title. ``rows`` were read, ``left_out`` were not; a person
    none of whose rows has a year that can be read has no figures.
    """

    __slots__ = ()
    person: str
    year: int | None
    total: int | float | None
    general: int | float | None
    professional: int | float | None
    complete: bool | None
    missing_total: int | float | None
    missing_professional: int | float | None
    verdict: str | None
    elected_item: int | None
    elected: str
    rows: int
    left_out: int
    rules_version: str | None


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


class _Case:
    """What a row comes to, one for all rows that come to the same: an entry with such facts and what it gives.

    ``open`` says that a reading may give it other hours. Compared by identity.
    """

    __slots__ = ("dated", "entry", "item", "open", "recognition", "year")

    def __init__(self, year: int, entry: Entry, recognition: Recognition, is_open: bool) -> None:
        self.year = year
        self.entry = entry
        self.recognition = recognition
        self.open = is_open
        self.item = entry.facts.item
        self.dated = entry.facts.date_required


class _Person:
    """The rows of the person being read: their cases and names, and how many were left out of which year."""

    __slots__ = ("cases", "ids", "left_out", "name", "names")

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases: list[_Case] = []
        self.names: list[str] = []
        self.ids: dict[tuple[int, str], int] = {}
        self.left_out: dict[int | None, int] = {}

    def leave_out(self, year: int | None) -> None:
        """One row more of ``year``, None where that cannot be read, is not assessed."""
        self.left_out[year] = self.left_out.get(year, 0) + 1


class _Outcome(namedtuple("_Outcome", ("figures", "elected", "rules_version"))):
    """What a year comes to: the values of a result from ``year`` to ``elected_item``, and the indexes of what is elected."""

    __slots__ = ()
    figures: tuple[object, ...]
    elected: tuple[int, ...]
    rules_version: str | None


NO_OUTCOME = _Outcome((None,) * 9, (), None)  # of a person none of whose rows has a year


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
        self._report = report
        self._arrives = arrives
        self._profile = profile
        facts = [at for at, column in enumerate(layout.columns) if column is None or column.fields]
        self._facts = itemgetter(layout.at("year"), layout.at("kind"), *facts)
        self._cases: dict[object, _Case] = {}
        self._days: set[tuple[int, str]] = set()
        self._years: dict[tuple[_Case, ...], _Outcome] = {}

    def assess(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[PersonYear]:
        """The results of rows (number in the sheet, cells), in their order. Empty rows are passed over.

        A row like one read before is not read again; what may differ in it is looked at here.
        """
        layout, facts, cases, days = self._layout, self._facts, self._cases, self._days
        width, person_at, date_at = len(layout.columns), layout.at("person"), layout.at("date")
        title_at, id_at = layout.at("title"), layout.at("id")
        read_title, read_id = TITLE.read, ID.read
        person, written = _Person(""), ""
        for number, row in rows:
            cells = row if len(row) >= width else row + [""] * (width - len(row))
            if cells[person_at] != written or not written:
                name = self._name(number, cells, cells[person_at])
                if not name:
                    continue
                written = cells[person_at]
                if name != person.name:
                    yield from self._results(person)
                    person = _Person(name)
                    self._arrives(name, number)
            title = cells[title_at].strip()
            identity = cells[id_at].strip() if id_at >= 0 else ""
            case = cases.get(facts(cells))
            try:
                read_title(title)
                if identity:
                    read_id(identity)
            except Unfit:
                case = None  # reading the whole row says what is wrong
            if case is None or (case.dated and (case.year, cells[date_at]) not in days) or len(cells) > width:
                case = self._read(number, cells, person)
                if case is None:
                    continue
            if (identity or len(person.cases) >= LIMIT_ACTIVITIES) and not self._joins(
                person, case, number, identity
            ):
                continue
            person.cases.append(case)
            person.names.append(identity or title)
        yield from self._results(person)

    def _name(self, number: int, cells: list[str], cell: str) -> str:
        """The person of a row; nothing where there is none that can be told from others, which is reported."""
        name = _plain(cell)
        if len(name) == ID_LENGTH and name[-1] == "x":
            name = name.upper()
        if not name and not any(map(str.strip, cells)):
            return ""
        problem: Text | None
        if _FLOATED.fullmatch(name) or (name.endswith("000") and _lost_digits(name)):
            problem = ROUNDED
        else:
            problem = _unfit(PERSON, name) if name else MISSING.format(PERSON.label)
        if problem is None:
            return name
        self._refuse(number, PERSON.name, cell, problem)
        return ""

    def _refuse(self, number: int, name: str, cell: str, problem: Text) -> None:
        self._report(RowProblem(number, self._layout.heading(name), presentable(cell.strip()), problem))

    def _read(self, number: int, cells: list[str], person: _Person) -> _Case | None:
        """Read a row by the rules of a request; None where it is left out, with every reason reported."""
        columns = self._layout.columns
        stray = [
            at for at, cell in enumerate(cells) if cell.strip() and (*columns[at : at + 1], None)[0] is None
        ]
        for at in stray:
            self._report(RowProblem(number, f"第{at + 1}列", presentable(cells[at].strip()), WITHOUT_HEADING))
        spelled, better = self._spell(cells)
        year = {"year": spelled.pop("year")} if "year" in spelled else {}
        problems: tuple[Problem, ...] = ()
        try:
            read = read_request(_object({**year, "activities": [_object({"id": str(number), **spelled})]}))
        except Refusal as refusal:
            problems = refusal.problems
        for path, text in problems:
            name = path.rpartition(".")[2]
            at = self._layout.at(name)
            self._refuse(number, name, cells[at] if at >= 0 else "", better.get(name, text))
        if not stray and not problems:
            return self._keep(cells, read)
        misdated = any(path == "year" for path, _ in problems)
        person.leave_out(None if misdated else YEAR.read(year["year"]))
        return None

    def _spell(self, cells: list[str]) -> tuple[dict[str, object], dict[str, Text]]:
        """A row as the keys of a request; and by key, what is wrong where a sheet has better words for it."""
        spelled: dict[str, object] = {}
        better: dict[str, Text] = {}
        kind = _kinds().get(_folded(cells[self._layout.at("kind")]), "")
        for column, cell in zip(self._layout.columns, cells, strict=False):
            if column is None or not cell.strip() or column.name in (PERSON.name, UNREAD):
                continue
            name = column.name
            field = column.fields.get(kind) or COMMON.get(name)
            spelled[name] = cell.strip()
            if name == "kind" and kind:
                spelled[name] = kind
            elif name == "kind":
                labels = [kind.about.label for kind in KINDS.values()]
                better[name] = _not_among(cell, column.label, labels)
            elif field:
                try:
                    spelled[name] = _value(field, cell)
                except Unfit as unfit:
                    better[name] = unfit.text
            elif kind:
                better[name] = NOT_ASKED.format(self._layout.heading(name), KINDS[kind].about.label)
        return spelled, better

    def _keep(self, cells: list[str], read: Request) -> _Case:
        """The case of a row that was read, remembered for the rows like it."""
        entry, profile = read.entries[0], self._profile
        recognition = entry.facts.recognize(profile, read.year)
        alone = Sensitivity(
            read._replace(profile=profile), [recognition], tally([entry], [recognition], profile)
        )
        case = _Case(read.year, entry, recognition, any(each.changes for each in alone.open_readings()))
        if len(self._cases) + len(self._days) >= KEPT_ROWS:
            self._cases.clear()
            self._days.clear()
            self._years.clear()
        if getattr(entry.facts, "work", None) is None:  # hardly two rows name the same work
            if not case.open:
                same = (case.year, case.item, case.dated, recognition.tenths, recognition.subject)
                case = self._cases.setdefault(same, case)
            self._cases[self._facts(cells)] = case
        if case.dated:
            self._days.add((read.year, cells[self._layout.at(DATE.name)]))
        return case

    def _joins(self, person: _Person, case: _Case, number: int, identity: str) -> bool:
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
        self._refuse(number, ID.name, identity, problem)
        person.leave_out(case.year)
        return False

    def _results(self, person: _Person) -> Iterator[PersonYear]:
        """A result for each year of a person."""
        of_no_year = person.left_out.pop(None, 0)
        years: dict[int | None, None] = dict.fromkeys([case.year for case in person.cases])
        years |= dict.fromkeys(person.left_out)
        if of_no_year and not years:
            years = {None: None}
        for year in years:
            cases, names = tuple(person.cases), person.names
            if len(years) > 1:
                cases = tuple([case for case in cases if case.year == year])
                names = [name for case, name in zip(person.cases, names, strict=True) if case.year == year]
            outcome = NO_OUTCOME if year is None else self._years.get(cases) or self._judge(year, cases)
            elected = "；".join([names[at] for at in outcome.elected])
            left_out = person.left_out.get(year, 0) + of_no_year
            yield PersonYear._make(
                (person.name, *outcome.figures, elected, len(cases), left_out, outcome.rules_version)
            )

    def _judge(self, year: int, cases: tuple[_Case, ...]) -> _Outcome:
        """The year of these cases, remembered for the people with the same ones."""
        entries = tuple([case.entry for case in cases])
        recognitions = [case.recognition for case in cases]
        rules = rules_for(year)
        now = tally(entries, recognitions, self._profile)
        verdict = COMPLETE if now.complete else SHORT
        items = [case.item for case in cases if case.item != ONLINE_ITEM]
        if len(items) > len(set(items)) or any(case.open for case in cases):  # or no reading matters
            request = Request(year, self._profile, entries, None, rules)
            verdict = Sensitivity(request, recognitions, now).verdict()
        hours = map(shown, (now.total, now.general, now.professional))
        missing = map(shown, now.missing)
        item, elected = (now.elected.item, now.elected.members) if now.elected else (None, ())
        outcome = _Outcome((year, *hours, now.complete, *missing, verdict, item), elected, rules.version)
        if len(self._years) >= KEPT_YEARS:
            self._years.clear()
        if cases:
            self._years[cases] = outcome
        return outcome


def _object(values: dict[str, object]) -> Object:
    made = Object(values)
    made.twice = ()
    return made


def _unfit(field: TextField, text: str) -> Text | None:
    """What is wrong with a text, if anything."""
    try:
        field.read(text)
    except Unfit as unfit:
        return unfit.text
    return None


def _lost_digits(number: str) -> bool:
    """Whether 18 digits that end in zeros are no ID number: a spreadsheet keeps 15 and makes the others 0."""
    return (
        len(number) == ID_LENGTH
        and number.isdigit()
        and check_identity_number(number, today=date.max).severity is Severity.ERROR
    )
