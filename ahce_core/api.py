"""The one door for the browser, the functions and the command line: JSON text in, JSON text out.

Every function here takes and gives strings; whatever comes in, an answer goes out, never an exception.
"""

from . import years
from .explain import assessment, summarize
from .json_text import read, write
from .problems import Refusal
from .request import read_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def assess(text: str) -> str:
    """Assess a year: a request (Art. 12 and 21, ``year``, ``activities``, …) to an answer with every figure's reason.

    A request that cannot be assessed is answered by ``{"errors": [{"path", "message", "message_en"}, …]}``.
    """
    return _answer(lambda source: assessment(read_request(source)), text)


def summary(text: str) -> str:
    """The figures of :func:`assess` alone, without explanations, ways and readings; errors as there."""
    return _answer(lambda source: summarize(read_request(source)), text)


def assess_years(text: str) -> str:
    """Several years of one person: ``{"years": [request, …]}`` to ``{"years": [answer, …], "same_work": […], …}``.

    ``same_work`` names each paper or book that stands in more than one year (Art. 12(4)), ``like_titles`` those of one title
    that may be one work, ``other_years`` the postings that touch years without one (Art. 12(2)); errors as in :func:`assess`.
    """
    return _answer(lambda source: years.assess_years(years.read_years(source)), text)


def describe() -> str:
    """The catalogue: kinds, fields, choices, words, limits, conditions, evidence, tables and readings."""
    from .describe import catalogue  # the browser has it as a file

    return write(catalogue())


def schema() -> str:
    """The JSON Schema (2020-12) of a request to :func:`assess`."""
    from .describe import request_schema

    return write(request_schema())


def _answer(answer: "Callable[[object], str]", text: str) -> str:
    try:
        return answer(read(text))
    except Refusal as refusal:
        return write({"errors": [problem.as_json() for problem in refusal.problems]})
