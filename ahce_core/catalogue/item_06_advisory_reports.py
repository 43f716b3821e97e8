"""第十二条

（六）咨询、调研报告类。专题调研报告或政策咨询报告获省、设区的市党委、政府主要领导肯定性批示的，
主要执笔者分别可认定40、20学时，每排序递减一位减少3学时。
"""

from ..activity import (
    About,
    Activity,
    Column,
    Condition,
    Plan,
    Recognition,
    activity,
    by_place,
    place_field,
    recognized,
)
from ..choices import Choice
from ..fields import choice_field
from ..readings import Profile
from ..wording import Text

STEP = 3  # 每排序递减一位减少3学时

ENDORSED = (
    "专题调研报告或政策咨询报告获省、设区的市党委、政府主要领导肯定性批示的，主要执笔者分别可认定40、20学时，每排序递减一位减少"
    "3学时。"
)
MAIN_AUTHOR = Text("{}，主要执笔者{}学时", "{}: {} hours for the main author")
LATER_AUTHOR = Text(
    "{}，主要执笔者{}学时，每靠后一位减少3学时，第{}位为{}学时",
    "{}: {} hours for the main author, 3 less for each place after it; place {} has {} hours",
)


class ReportLevel(Choice):
    """Whose main leader endorsed the report."""

    PROVINCIAL = "provincial", "省党委、政府主要领导批示", "Endorsed by a main leader of the province"
    MUNICIPAL = (
        "municipal",
        "设区的市党委、政府主要领导批示",
        "Endorsed by a main leader of a city with districts",
    )


REPORT_HOURS = {ReportLevel.PROVINCIAL: 40, ReportLevel.MUNICIPAL: 20}


@activity(
    "advisory_report",
    item=6,
    form=5,
    columns=tuple(
        Column(Text(f"第{place}位", f"Place {place}"), {"place": place}) for place in (1, 2, 3, 4, 5)
    ),
    plans=(
        Plan(
            "activities",
            {"level": ReportLevel.MUNICIPAL, "place": 1},
            Text("主要执笔的报告获市级肯定性批示{}篇", "{} × a report of yours endorsed by a city"),
        ),
        Plan(
            "activities",
            {"level": ReportLevel.PROVINCIAL, "place": 1},
            Text("主要执笔的报告获省级肯定性批示{}篇", "{} × a report of yours endorsed by the province"),
        ),
    ),
    about=About(
        label=Text("咨询、调研报告", "Advisory or research report"),
        summary=Text(
            "获省、市党委政府主要领导肯定性批示的报告", "A report positively endorsed by a main leader"
        ),
        title_hint=Text("如：报告题名", "e.g. the report's title"),
        date_label=Text("批示日期", "Date of the endorsement"),
        conditions=(
            Condition(
                Text(
                    "获得党委、政府主要领导的肯定性批示",
                    "A main leader of party committee or government endorsed it",
                ),
                "获省、设区的市党委、政府主要领导肯定性批示",
            ),
        ),
        evidence=(
            Text(
                "报告和批示的证明，写明本人排序", "The report and proof of the endorsement, with your place"
            ),
        ),
    ),
)
class AdvisoryReport(Activity):
    """A report that a main leader endorsed."""

    __slots__ = ()
    level: ReportLevel = choice_field(ReportLevel, Text("批示级别", "Level"))
    place: int = place_field(
        "执笔排序",
        "Place among the authors",
        "本人排第几位，主要执笔者填1",
        "Your place; the main author is 1",
    )

    def recognize(self, profile: Profile, year: int) -> Recognition:
        base = REPORT_HOURS[self.level]
        hours = by_place(base, self.place, STEP)
        because = MAIN_AUTHOR if self.place == 1 else LATER_AUTHOR
        return recognized(hours, ENDORSED, because, self.level.text, base, self.place, hours)
