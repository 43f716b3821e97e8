"""Several years of one person side by side, as a title application needs them.

    同一论文或著作多处发表或出版，只得折算一次，不得重复折算。

That holds across years as well: a work published in one year and indexed in the next counts once. Which year it counts in is
the applicant's to choose, so it is pointed out here and checked at declaration. Years are not added up: nothing carries over.
"""

from .explain import assessment
from .json_text import Object, write
from .problems import Problem, Refusal, presentable
from .request import Request, read_request, refuse_keys
from .wording import Text

KEYS = ("years",)
LIMIT_YEARS = 20  # a limit of the door: more than a working life of declarations at once is a mistake

SAME_WORK = Text(
    "“{}”在{}年都填写了；同一论文或著作只得折算一次（第十二条（四）），请只在一个年度申报。",
    "“{}” is entered in {}; the same paper or book counts once (Art. 12(4)), so declare it in one year only.",
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
    """Each year's assessment in the order given, and the works that stand in more than one of them, as JSON text.

    Raises :class:`~ahce_core.problems.Refusal` where a year's own split is not possible.
    """
    years = [_assessment(index, request) for index, request in enumerate(requests)]
    return f'{{"years": [{", ".join(years)}], "same_work": {write(same_work(requests))}}}'


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
            listed = Text("年、".join(map(str, years)), " and ".join(map(str, years)))
            warnings.append(
                {
                    "kind": kind,
                    "work": work,
                    "places": [{"year": year, "activities": places[year]} for year in years],
                    **SAME_WORK.format(presentable(work), listed).labelled("message"),
                }
            )
    return warnings
