"""A staff list as rows of text: one row an activity, one result a person and year. No files here: a shell brings the rows.

The columns come from the catalogue. A cell becomes the JSON value that it spells and the request's own reader judges it, so
that a sheet obeys the rules of the form. A row in error is reported with its number, heading and remedy and left out; the
person is assessed on the other rows, and the result says how many are missing, and does not call them short. The rows of a person stand together, so
that a list of any length takes the same memory: what was found for a row serves the rows like it, until too much is kept.
"""

from .assessing import StaffList, Together, apart
from .columns import (
    COLUMNS,
    HEADINGS_WITHIN,
    PERSON,
    REQUIRED,
    Layout,
    StaffColumn,
    find_headings,
    read_headings,
)
from .results import PENDING, RESULT_WORDS, RESULTS, PersonYear, RowProblem

__all__ = [
    "COLUMNS",
    "HEADINGS_WITHIN",
    "PENDING",
    "PERSON",
    "REQUIRED",
    "RESULTS",
    "RESULT_WORDS",
    "Layout",
    "PersonYear",
    "RowProblem",
    "StaffColumn",
    "StaffList",
    "Together",
    "apart",
    "find_headings",
    "read_headings",
]
