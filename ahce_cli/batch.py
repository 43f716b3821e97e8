"""A staff list in a file to results in a file: streamed, checked, and published at once or not at all."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

from ahce_core.problems import Problem, Refusal, presentable
from ahce_core.readings import Profile
from ahce_core.rows import RESULTS, Layout, RowProblem, StaffList, apart
from ahce_sheets.reading import Sheet, layout_of, open_sheet
from ahce_sheets.refusals import CSV, XLSX, refused
from ahce_sheets.results import SHEETS, Results, in_words, results_to

from .arrivals import Arrivals
from .files import Draft, check_target, unreadable

SHOWN_PROBLEMS = 20
TOLD_EVERY = 2048  # rows between two looks at the progress bar
PROBLEM_HEADINGS = (
    "行 Row",
    "列 Column",
    "内容 Value",
    "计入 Counted",
    "问题和改法",
    "Problem and remedy",
)


def batch(source: Path, target: Path, profile: Profile, *, force: bool, english: bool) -> int:
    """Assess ``source`` into ``target`` under ``profile`` and give the number of reasons why rows are left out.

    Raises :class:`~ahce_core.problems.Refusal` where no results are written; what was found in rows until then is listed.
    """
    listing = target.with_name(f"{target.stem}.errors{CSV}")
    for path, endings in ((target, (CSV, XLSX)), (listing, (CSV,))):
        check_target(path, endings, force=force)
        if path.exists() and source.exists() and path.samefile(source):
            raise refused(
                "结果不能写回名单所在的文件；请换一个名字。",
                "The results cannot go into the file of the list; choose another name.",
            )
    try:
        with closing(open_sheet(source, source.name)) as sheet:
            layout = layout_of(sheet)
            if sheet.start > 1:
                print(
                    f"列标题在第{sheet.start}行，上面的内容没有读。\n"
                    f"The headings are in row {sheet.start}; what stands above them is not read.",
                    file=sys.stderr,
                )
            sheet.check()
            return _Run(sheet, layout, target, listing, profile, english).publish()
    except OSError as error:
        raise unreadable(error.filename or target, error) from None


class _Run:
    """One staff list on its way."""

    def __init__(
        self, sheet: Sheet, layout: Layout, target: Path, listing: Path, profile: Profile, english: bool
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._profile = profile
        self._english = english
        self._target = target
        self._listing = listing
        self._problems = self._warnings = 0

    def publish(self) -> int:
        """Write both files and put them in their places; the number of problems, warnings apart."""
        people = 0
        with ExitStack() as stack:
            arrivals = stack.enter_context(Arrivals())
            draft = stack.enter_context(Draft(self._target))
            listing = stack.enter_context(Draft(self._listing))
            headings = [label.en if self._english else label.zh for label in RESULTS.values()]
            results = results_to(
                draft.path,
                self._target.suffix.lower(),
                headings,
                SHEETS["results"].en if self._english else SHEETS["results"].zh,
            )
            stack.callback(results.close)
            problems = results_to(listing.path, CSV, PROBLEM_HEADINGS)
            stack.callback(problems.close)

            def report(problem: RowProblem) -> None:
                counted = "是 yes" if problem.warning else "否 no"
                problems.write((problem.row, problem.heading, problem.value, counted, *problem.text))
                self._show(problem)

            try:
                staff = StaffList(self._layout, report, arrivals, self._profile)
                for result in staff.assess(self._rows()):
                    results.write(in_words(result, english=self._english))
                    people += 1
                if not people and not self._problems:
                    raise refused(
                        "名单里只有标题，没有人员；请从第二行起逐行填写。",
                        "The list has headings and no people; fill it in from the second row on.",
                    )
                suspects = arrivals.suspects()
                if suspects:
                    self._look_again(suspects)
                results.save()
            except Refusal:  # what was found in the rows is kept, so that nobody has to wait for it again
                if self._list(problems, listing):
                    self._tell_listing()
                raise
            if not self._list(problems, listing):
                self._listing.unlink(missing_ok=True)  # of an earlier run; only --force comes here
            draft.publish()
        self._conclude(people)
        return self._problems

    def _list(self, problems: Results, listing: Draft) -> bool:
        """Publish the listing of the problems found; whether there are any."""
        problems.save()
        if self._problems or self._warnings:
            listing.publish()
        return bool(self._problems or self._warnings)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """The sheet's rows below the headings with their numbers, with a bar on a terminal."""
        rows = islice(self._sheet.rows(), 1, None)
        if not sys.stderr.isatty():
            yield from rows
            return
        from tqdm import tqdm

        with tqdm(total=self._sheet.total, unit="", unit_scale=True, leave=False, dynamic_ncols=True) as bar:
            for number, cells in rows:
                if number % TOLD_EVERY == 0:
                    bar.update(self._sheet.position() - bar.n)
                yield number, cells

    def _show(self, problem: RowProblem) -> None:
        if problem.warning:
            self._warnings += 1
        else:
            self._problems += 1
        if self._problems + self._warnings <= SHOWN_PROBLEMS:
            sheet = self._sheet.title and f"{presentable(self._sheet.title)} "
            shown = f"（{problem.value}）" if problem.value else ""
            noted, noted_en = ("提醒：", "please check: ") if problem.warning else ("", "")
            place = f"{sheet}第{problem.row}行 {problem.heading}{shown}"
            print(f"{noted}{place}：{problem.text.zh}", file=sys.stderr)
            print(f"  {sheet}row {problem.row}: {noted_en}{problem.text.en}", file=sys.stderr)

    def _look_again(self, suspects: set[int]) -> None:
        """Refuse a list in which a person of one of these hashes does come twice."""
        first: dict[str, int] = {}
        problems: list[Problem] = []

        def arrives(person: str, row: int) -> None:
            if hash(person) in suspects and first.setdefault(person, row) != row:
                problems.append(apart(first[person], row))
                if len(problems) == SHOWN_PROBLEMS:
                    raise Refusal(problems)

        staff = StaffList(self._layout, lambda problem: None, arrives, self._profile)
        for _ in staff.assess(islice(self._sheet.rows(), 1, None)):
            pass
        if problems:
            raise Refusal(problems)

    def _conclude(self, people: int) -> None:
        self._tell_listing()
        print(
            f"{people}行结果已写入 {self._target.name}。{people} result rows in {self._target.name}.",
            file=sys.stderr,
        )

    def _tell_listing(self) -> None:
        if self._problems:
            print(
                f"有{self._problems}处问题，所在的行未计入，全部列在 {self._listing.name}；改好后请重新计算。\n"
                f"{self._problems} problems; their rows are left out and all listed in {self._listing.name}.",
                file=sys.stderr,
            )
        if self._warnings:
            print(
                f"有{self._warnings}处提醒，所在的行照常计入，也列在 {self._listing.name}；请核对。\n"
                f"{self._warnings} warnings; their rows count and are listed in {self._listing.name} too.",
                file=sys.stderr,
            )
