"""Days of training, which items (3) and (10) count alike: whole days, and a remainder under one day (下同)."""

from ..fields import BooleanField, IntegerField
from ..hours import HOURS_PER_DAY, HOURS_PER_PART_DAY
from ..wording import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DAYS = Text("{}天×6学时{}，共{}学时", "{} days of 6 hours{}: {} hours")
PART = Text("，另有不足1天的3学时", " and 3 for the part of a day")
NO_PART = Text("", "")
EMPTY_STAY = Text(
    "培训天数为0；请填写整天数，或勾选“另有不足1天”。",
    "The stay has no day at all; give full days, or say that there was a part of a day.",
)


def full_days_field() -> "Any":
    """Whole days of a stay."""
    return IntegerField(
        Text("整天数", "Full days"),
        Text(
            "实际培训的整天数，不含在途时间；不足1天填0",
            "Whole days of training, without travel; 0 where it was under a day",
        ),
        least=0,
        most=366,
        unit=Text("天", "days"),
    )


def part_day_field() -> "Any":
    """Whether a remainder of under one day comes on top."""
    return BooleanField(
        Text("另有不足1天", "And a part of a day"),
        Text("整天之外还有不足1天的，按3学时认定", "A remainder of under one day gives 3 hours"),
        required=False,
        default=False,
    )


def stay_hours(full_days: int, part_day: bool) -> int:
    """Hours of a stay: 6 a day, 3 for the remainder."""
    return full_days * HOURS_PER_DAY + (HOURS_PER_PART_DAY if part_day else 0)
