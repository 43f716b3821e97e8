"""Several years of one person side by side, as a title application needs them.

    同一论文或著作多处发表或出版，只得折算一次，不得重复折算。

That holds across years as well: a work published in one year and indexed in the next counts once. Which year it counts in is
the applicant's to choose, so it is pointed out here and checked at declaration. Years are not added up: nothing carries over.
"""

from .catalogue.item_02_major_assignments import Assignment
from .catalogue.item_04_papers_books import as_title
from .explain import assessment
from .json_text import Object, write
from .problems import Problem, Refusal, presentable
from .request import Entry, Request, read_request, refuse_keys
from .rules import FIRST_YEAR, LAST_YEAR
from .wording import Text

KEYS = ("years",)
LIMIT_YEARS = 20  # a limit of the door: more than a working life of declarations at once is a mistake

SAME_WORK = Text(
    "“{}”在{}年都填写了；同一论文或著作只得折算一次（第十二条（四）），请只在一个年度申报。",
    "“{}” is entered in {}; the same paper or book counts once (Art. 12(4)), so declare it in one year only.",
)

LIKE_TITLES = Text(
    "“{}”填了{}次：同一论文或著作只得折算一次（第十二条（四））。是同一作品的，请标为同一个；不是的，请给它们填不同的作品标识。",
    "“{}” is entered {} times: the same paper or book counts once (Art. 12(4)). If it is one work, mark it as one; "
    "if not, give each its own word under Work.",
)
OTHER_YEARS = Text(
    "“{}”的起止日期也在{}年，在那里还没有填；期间涉及的每个年度分别认定（第十二条（二））。",
    "The period of “{}” touches {} as well, where it is not entered yet; each year that it touches is assessed for itself (Art. 12(2)).",
)


def read_years(source: object) -> list[Request]:
    """The requests in ``{"years": [request, …]}``, one a year.

    Raises :class:`~ahce_core.problems.Refusal` with the problems of all of them; paths begin with ``years[0]``.
    """
    problems: list[Problem] = []
    given = source.get("years") if isinstance(source, Object) else None
    if not isinstance(source, Object) or not isinstance(given, list):
        raise Refusal(
            [
                Problem(
                    "years",
                    Text(
                        "请求应含years，一个年度请求的列表。", "The request holds years, a list of requests."
                    ),
                )
            ]
        )
    refuse_keys(source, KEYS, "", problems)
    if len(given) > LIMIT_YEARS:
        text = Text(
            f"共{len(given)}个年度，一次最多{LIMIT_YEARS}个。",
            f"There are {len(given)} years; at most {LIMIT_YEARS} fit.",
        )
        problems.append(Problem("years", text))
    requests: list[Request] = []
    for index, one in enumerate(given):
        try:
            request = read_request(one)
        except Refusal as refusal:
            prefix = f"years[{index}]"
            problems.extend(
                Problem(_inside(prefix, problem.path), problem.text) for problem in refusal.problems
            )
            continue
        if any(request.year == other.year for other in requests):
            text = Text(
                f"{request.year}年出现了两次；请合并。",
                f"{request.year} is there twice; please join the two.",
            )
            problems.append(Problem(f"years[{index}].year", text))
        requests.append(request)
    if problems:
        raise Refusal(problems)
    return requests


def _inside(prefix: str, path: str) -> str:
    return f"{prefix}.{path}" if path else prefix


def assess_years(requests: list[Request]) -> str:
    """Each year's assessment in the order given, and what one sees only across entries and years, as JSON text.

    Raises :class:`~ahce_core.problems.Refusal` where a year's own split is not possible.
    """
    years = [_assessment(index, request) for index, request in enumerate(requests)]
    across = {
        "same_work": same_work(requests),
        "like_titles": like_titles(requests),
        "other_years": other_years(requests),
    }
    return f'{{"years": [{", ".join(years)}], {write(across)[1:]}'


def _assessment(index: int, request: Request) -> str:
    try:
        return assessment(request)
    except Refusal as refusal:
        prefix = f"years[{index}]"
        raise Refusal(
            Problem(_inside(prefix, problem.path), problem.text) for problem in refusal.problems
        ) from None


def same_work(requests: list[Request]) -> list[dict[str, object]]:
    """The papers and books that stand in several years: kind, work, the years with the ids, and a warning."""
    found: dict[tuple[str, str], dict[int, list[str]]] = {}
    for request in requests:
        for entry in request.entries:
            work = entry.work
            if work is not None:
                found.setdefault((entry.facts.kind, work), {}).setdefault(request.year, []).append(entry.id)
    warnings: list[dict[str, object]] = []
    for (kind, work), places in found.items():
        if len(places) > 1:
            years = sorted(places)
            warnings.append(
                {
                    "kind": kind,
                    "work": work,
                    "places": [{"year": year, "activities": places[year]} for year in years],
                    **SAME_WORK.format(presentable(work), _listed(years)).labelled("message"),
                }
            )
    return warnings


def _listed(years: list[int]) -> Text:
    return Text("年、".join(map(str, years)), " and ".join(map(str, years)))


def like_titles(requests: list[Request]) -> list[dict[str, object]]:
    """The papers and books of one title that are not marked as one work, nor all as works of their own.

    Each with its kind, the years with the ids, the ``work`` that would mark them as one, and a warning.
    """
    found: dict[tuple[str, str], list[tuple[int, Entry]]] = {}
    for request in requests:
        for entry in request.entries:
            name = as_title(type(entry.facts), entry.title) if entry.facts.work else ""
            if name:
                found.setdefault((entry.facts.kind, name), []).append((request.year, entry))
    warnings: list[dict[str, object]] = []
    for (kind, _), alike in found.items():
        named = {entry.work for _, entry in alike if entry.work is not None}
        if len(alike) == 1 or len(named) > 1 or all(entry.work is not None for _, entry in alike):
            continue
        title, field = alike[0][1].title, alike[0][1].facts.work
        assert field is not None  # only what has works was gathered
        places: dict[int, list[str]] = {}
        for year, entry in alike:
            places.setdefault(year, []).append(entry.id)
        warnings.append(
            {
                "kind": kind,
                "work": min(named, default=title[: field.most].strip()),
                "places": [{"year": year, "activities": places[year]} for year in sorted(places)],
                **LIKE_TITLES.format(presentable(title), len(alike)).labelled("message"),
            }
        )
    return warnings


def other_years(requests: list[Request]) -> list[dict[str, object]]:
    """The postings of item (2) that touch years in which none is entered: year, activity, those years, and a note."""
    postings = [
        (request.year, entry, entry.facts)
        for request in requests
        for entry in request.entries
        if isinstance(entry.facts, Assignment)
    ]
    filled = {year for year, _, _ in postings}
    notes: list[dict[str, object]] = []
    for year, entry, posting in postings:
        first, last = max(FIRST_YEAR, posting.start.year), min(LAST_YEAR, posting.end.year)
        years = [each for each in range(first, last + 1) if each not in filled]
        if years:
            text = OTHER_YEARS.format(presentable(entry.title), _listed(years))
            notes.append({"year": year, "activity": entry.id, "years": years, **text.labelled("message")})
    return notes
