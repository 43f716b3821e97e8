"""第十二条

（二）重大工作类。参加援藏、援疆、援外、援青及到农村基层参加支教、支农、支医、乡村振兴和定点帮扶工作期间，
视同完成年度全部继续教育学时。参加省级人力资源社会保障部门组织专家服务基层活动的，每次活动可认定20学时。
"""

import datetime
from collections.abc import Iterator

from ..activity import About, Activity, Column, Condition, Plan, Recognition, activity, recognized
from ..choices import Choice
from ..fields import choice_field, date_field
from ..hours import FULL_YEAR
from ..readings import AssignmentYear, Profile
from ..wording import Text

HALF_YEAR_DAYS = 183  # the reading half_year (ours): at least half of a year, both ends counted
OUTREACH_HOURS = 20  # 每次活动可认定20学时

ASSIGNMENT = "参加援藏、援疆、援外、援青及到农村基层参加支教、支农、支医、乡村振兴和定点帮扶工作期间，视同完成年度全部继续教育学时。"
OUTREACH = "参加省级人力资源社会保障部门组织专家服务基层活动的，每次活动可认定20学时。"

DURING = Text(
    "{}期间，当年在岗{}天，视同完成年度全部学时", "{}: {} days of the year on it, the whole year's hours"
)
TOO_SHORT = Text(
    "{}当年在岗{}天，不足半年（183天），按所选理解不予认定",
    "{}: {} days of the year on it, under half of a year (183 days), nothing under the reading chosen",
)
PER_ACTIVITY = Text("每次活动20学时", "20 hours for each activity")


class Posting(Choice):
    """The postings of item (2); rural is 支教、支农、支医、乡村振兴和定点帮扶."""

    TIBET = "tibet", "援藏", "Aid to Tibet"
    XINJIANG = "xinjiang", "援疆", "Aid to Xinjiang"
    QINGHAI = "qinghai", "援青", "Aid to Qinghai"
    FOREIGN_AID = "foreign_aid", "援外", "Aid abroad"
    RURAL = (
        "rural",
        "农村基层服务",
        "Rural service",
        "支教、支农、支医、乡村振兴、定点帮扶",
        "teaching, farming or medical support, rural revitalisation, paired assistance",
    )


@activity(
    "assignment",
    item=2,
    form=2,
    reading="assignment_year",
    columns=(
        Column(
            Text("当年在岗满半年（183天）", "Half of the year (183 days) or more"),
            {"start": datetime.date(2025, 1, 1), "end": datetime.date(2025, 12, 31)},
        ),
        Column(
            Text("当年在岗不足半年", "Under half of the year"),
            {"start": datetime.date(2025, 1, 1), "end": datetime.date(2025, 3, 31)},
        ),
    ),
    about=About(
        label=Text("援派、驻村等重大工作", "Assignment of national importance"),
        summary=Text(
            "援藏援疆援青援外、支教支农支医、乡村振兴、定点帮扶",
            "Aid to Tibet, Xinjiang, Qinghai or abroad, rural service",
        ),
        title_hint=Text("如：驻村帮扶工作队", "e.g. village assistance team"),
        date_label=Text("证明上的日期", "Date on the proof"),
        conditions=(
            Condition(
                Text("属于条文列举的援派或基层工作", "The posting is one of those listed"),
                "援藏、援疆、援外、援青及到农村基层参加支教、支农、支医、乡村振兴和定点帮扶工作",
            ),
        ),
        evidence=(
            Text(
                "派出文件或派驻单位证明，写明起止日期", "The posting order or proof with first and last day"
            ),
        ),
    ),
)
class Assignment(Activity):
    """A posting that stands for the year's hours, in every year that it touches."""

    __slots__ = ()
    date_required = False
    posting: Posting = choice_field(Posting, Text("工作类型", "Posting"))
    start: datetime.date = date_field(Text("开始日期", "First day"))
    end: datetime.date = date_field(
        Text("结束日期", "Last day"),
        Text("尚未结束的，填计划结束日期", "The planned last day, if it is still going on"),
    )

    def days_in(self, year: int) -> int:
        """Days of ``year`` within the posting, first and last day counted."""
        first = max(self.start, datetime.date(year, 1, 1))
        last = min(self.end, datetime.date(year, 12, 31))
        return (last - first).days + 1

    def unfit(self, year: int | None) -> Iterator[tuple[str, Text]]:
        if self.end < self.start:
            yield (
                "end",
                Text(
                    f"“结束日期”{self.end}早于“开始日期”{self.start}；请核对两个日期。",
                    f"“Last day” {self.end} is before “First day” {self.start}; please check both.",
                ),
            )
        elif year is not None and self.days_in(year) < 1:
            yield (
                "start" if self.start.year > year else "end",
                Text(
                    f"{self.start}至{self.end}与{year}年没有交集；请核对日期，或改算其他年度。",
                    f"{self.start} to {self.end} does not touch {year}; check the days, or assess another year.",
                ),
            )

    def recognize(self, profile: Profile, year: int) -> Recognition:
        days = self.days_in(year)
        if profile.assignment_year is AssignmentYear.HALF_YEAR and days < HALF_YEAR_DAYS:
            return recognized(0, ASSIGNMENT, TOO_SHORT, self.posting.text, days)
        return recognized(FULL_YEAR, ASSIGNMENT, DURING, self.posting.text, days)


@activity(
    "expert_outreach",
    item=2,
    form=2,
    columns=(Column(Text("每次活动", "Each activity"), {}),),
    plans=(
        Plan(
            "activities",
            {},
            Text(
                "参加省级专家服务基层活动{}次",
                "{} × an outreach activity organised by the provincial HRSS department",
            ),
        ),
    ),
    about=About(
        label=Text("专家服务基层活动", "Expert outreach"),
        summary=Text(
            "省级人社部门组织的专家服务基层活动，每次20学时",
            "Outreach organised by the provincial HRSS department, 20 hours each",
        ),
        title_hint=Text("如：专家服务基层行（六安）", "e.g. expert outreach in Lu'an"),
        date_label=Text("活动日期", "Date of the activity"),
        conditions=(
            Condition(
                Text("由省级人社部门组织", "Organised by the provincial HRSS department"),
                "省级人力资源社会保障部门组织专家服务基层活动",
            ),
        ),
        evidence=(Text("活动通知或参加证明", "The notice of the activity or proof of taking part"),),
    ),
)
class ExpertOutreach(Activity):
    """One outreach activity."""

    __slots__ = ()

    def recognize(self, profile: Profile, year: int) -> Recognition:
        return recognized(OUTREACH_HOURS, OUTREACH, PER_ACTIVITY)
