"""Why a file is refused, in both languages."""

from ahce_core.problems import Problem, Refusal
from ahce_core.wording import Text

CSV, XLSX = ".csv", ".xlsx"


def refused(zh: str, en: str) -> Refusal:
    """A refusal with one message."""
    return Refusal([Problem("", Text(zh, en))])
