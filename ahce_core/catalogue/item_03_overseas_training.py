"""第十二条

（三）国（境）外培训和学术活动类。专业技术人员参加与专业相关国（境）外培训的，
按实际培训或学术活动天数（在途时间不计算在内），每天可认定6学时（不足1天的，按3学时认定。
下同）,最多可认定90学时。
"""

from collections.abc import Iterator

from ..activity import About, Activity, Column, Condition, Plan, Recognition, activity, recognized
from ..readings import Profile
from ..wording import Text
from .stay import DAYS, EMPTY_STAY, NO_PART, PART, full_days_field, part_day_field, stay_hours

CEILING = 90  # 最多可认定90学时

OVERSEAS = (
    "专业技术人员参加与专业相关国（境）外培训的，按实际培训或学术活动天数（在途时间不计算在内），每天可认定6学时（不足1天的，"
    "按3学时认定。下同）,最多可认定90学时。"
)
CEILED = Text(
    "{}天×6学时{}，共{}学时，最多认定90学时", "{} days of 6 hours{}: {} hours, of which at most 90 count"
)


@activity(
    "overseas_training",
    item=3,
    form=1,
    columns=(
        Column(Text("每天", "Each day"), {"full_days": 1}),
        Column(Text("不足1天", "Part of a day"), {"full_days": 0, "part_day": True}),
        Column(Text("15天", "15 days"), {"full_days": 15}),
        Column(Text("30天", "30 days"), {"full_days": 30}),
    ),
    plans=(Plan("days", {}, Text("参加一期{}天的国（境）外培训", "One training abroad of {} days")),),
    about=About(
        label=Text("国（境）外培训、学术活动", "Training or academic activity abroad"),
        summary=Text(
            "与专业相关，按实际天数每天6学时，最多90学时",
            "In one's field, 6 hours for each actual day, at most 90",
        ),
        title_hint=Text("如：赴德国职业教育培训", "e.g. vocational training in Germany"),
        date_label=Text("培训结束日期", "Last day of the training"),
        conditions=(
            Condition(Text("与本人专业相关", "It is in your own field"), "与专业相关国（境）外培训"),
            Condition(Text("在途时间不算", "Travel days do not count"), "在途时间不计算在内"),
        ),
        evidence=(
            Text(
                "出国（境）批件、邀请函或结业证明，写明起止日期",
                "The approval, invitation or certificate with its dates",
            ),
        ),
    ),
)
class OverseasTraining(Activity):
    """Training or academic activity abroad."""

    __slots__ = ()
    full_days: int = full_days_field()
    part_day: bool = part_day_field()

    def unfit(self, year: int | None) -> Iterator[tuple[str, Text]]:
        if not (self.full_days or self.part_day):
            yield "full_days", EMPTY_STAY

    def recognize(self, profile: Profile, year: int) -> Recognition:
        hours = stay_hours(self.full_days, self.part_day)
        part = PART if self.part_day else NO_PART
        because = CEILED if hours > CEILING else DAYS
        return recognized(min(hours, CEILING), OVERSEAS, because, self.full_days, part, hours)
