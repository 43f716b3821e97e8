"""第十二条　专业技术人员每学完一门课程，系统将自动登记相应学时。记入全国专业技术人员继续教育管理信息系统的继续教育学时，在我省有效。

Item (12) hours are registered by machines, one completion after another, and are never declared. The same completion sent
twice counts once: its source and its id there are its name here, which is for the shell to keep unique.
"""

from datetime import date

from ..catalogue.item_12_online_courseware import Courseware, RecordedHours
from ..json_text import Object
from ..problems import Problem, Refusal
from ..request import Entry, read_request
from ..wording import Text
from . import grounds

NOT_ONLINE = Text(
    "这里只登记第十二条（十二）的学时：courseware 或 recorded_hours。",
    "Only hours of Art. 12(12) are registered here: courseware or recorded_hours.",
)


def read_online(source: object, year: int, *, today: date) -> Entry:
    """One completion as a machine sends it: ``id``, ``kind`` (courseware, recorded_hours), ``title``, ``date``, its facts.

    ``today`` is the legal day, by which it is completed. Raises :class:`~ahce_core.problems.Refusal` with every problem
    in it.
    """
    entry = read_registered(source, year)
    if entry.date and entry.date > today:
        raise Refusal([grounds.COMPLETED_LATER.problem("date", entry.date)])
    return entry


def read_registered(source: object, year: int) -> Entry:
    """One completion as it was registered and kept; of its day nothing is judged anew.

    Raises :class:`~ahce_core.problems.Refusal` for what could not have been registered.
    """
    request = Object({"year": year, "activities": [source]})
    request.twice = ()
    try:
        entry = read_request(request).entries[0]
    except Refusal as refusal:
        raise Refusal(
            Problem(path.removeprefix("activities[0]").removeprefix("."), text)
            for path, text in refusal.problems
        ) from None
    if not isinstance(entry.facts, Courseware | RecordedHours):
        raise Refusal([Problem("kind", NOT_ONLINE)])
    return entry
