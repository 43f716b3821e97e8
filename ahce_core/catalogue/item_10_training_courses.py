"""第十二条

（十）培训、研修或进修类。专业技术人员参加由各级组织部门、人力资源社会保障部门、行业主管部门举办、
批准的培训班、研修班学习，每天可认定6学时；参加所在行业系统和单位组织的培训班、研修班或者进修班学习，
每天可认定6学时。
"""

from collections.abc import Iterator

from ..activity import About, Activity, Column, Condition, Plan, Recognition, activity, recognized
from ..choices import Choice
from ..fields import choice_field
from ..readings import GeneralContent, Profile
from ..subjects import Subject
from ..wording import Text
from .stay import DAYS, EMPTY_STAY, NO_PART, PART, full_days_field, part_day_field, stay_hours

BY_AUTHORITY = "专业技术人员参加由各级组织部门、人力资源社会保障部门、行业主管部门举办、批准的培训班、研修班学习，每天可认定6学时；"
BY_EMPLOYER = "参加所在行业系统和单位组织的培训班、研修班或者进修班学习，每天可认定6学时。"

GENERAL_ONLY = Text(
    "{}天×6学时{}，共{}学时；内容为公需科目，只能认定公需科目学时（第二十一条第2项）",
    "{} days of 6 hours{}: {} hours; general content gives general hours only (Art. 21(2))",
)


class Organiser(Choice):
    """Who holds the course."""

    AUTHORITY = (
        "authority",
        "组织、人社、行业主管部门举办或批准",
        "Held or approved by an authority",
        "各级组织部门、人力资源社会保障部门、行业主管部门举办、批准",
        "organisation, HRSS or industry authorities of any level",
    )
    INDUSTRY = "industry", "所在行业系统组织", "Held in one's own industry"
    EMPLOYER = "employer", "所在单位组织", "Held by one's own employer"


@activity(
    "training_course",
    item=10,
    form=1,
    reading="general_content",
    columns=(
        Column(Text("每天", "Each day"), {"full_days": 1}),
        Column(Text("不足1天", "Part of a day"), {"full_days": 0, "part_day": True}),
        Column(Text("15天", "15 days"), {"full_days": 15}),
    ),
    plans=(
        Plan(
            "days",
            {"organiser": Organiser.EMPLOYER},
            Text("参加一期{}天的培训班", "One training course of {} days"),
        ),
    ),
    about=About(
        label=Text("培训班、研修班、进修班", "Training course"),
        summary=Text(
            "主管部门、行业系统或单位组织的培训，每天6学时",
            "Held by an authority, one's industry or employer, 6 hours a day",
        ),
        title_hint=Text("如：高级研修班名称", "e.g. the course's name"),
        date_label=Text("结业日期", "Last day of the course"),
        conditions=(
            Condition(
                Text("由组织、人社或行业主管部门举办、批准", "Held or approved by the named authorities"),
                "各级组织部门、人力资源社会保障部门、行业主管部门举办、批准的培训班、研修班",
            ),
            Condition(
                Text("或由所在行业系统、单位组织", "Or held by one's own industry or employer"),
                "所在行业系统和单位组织的培训班、研修班或者进修班",
            ),
        ),
        evidence=(
            Text(
                "培训通知和结业证书，写明起止日期", "The notice and certificate of the course with its dates"
            ),
        ),
    ),
)
class TrainingCourse(Activity):
    """A course by whole days; 不足1天 is said in item (3) for what follows as well (下同)."""

    __slots__ = ()
    organiser: Organiser = choice_field(Organiser, Text("举办单位", "Organiser"))
    full_days: int = full_days_field()
    part_day: bool = part_day_field()
    subject: Subject | None = choice_field(
        Subject,
        Text("培训内容", "Content"),
        Text(
            "说不准可以不选；公需科目内容的培训见第二十一条第2项",
            "Leave it open if unsure; for general content see Art. 21(2)",
        ),
        required=False,
        nullable=True,
    )

    def unfit(self, year: int | None) -> Iterator[tuple[str, Text]]:
        if not (self.full_days or self.part_day):
            yield "full_days", EMPTY_STAY

    def recognize(self, profile: Profile, year: int) -> Recognition:
        hours = stay_hours(self.full_days, self.part_day)
        quote = BY_AUTHORITY if self.organiser is Organiser.AUTHORITY else BY_EMPLOYER
        part = PART if self.part_day else NO_PART
        stays_general = profile.general_content is GeneralContent.STAYS_GENERAL
        if self.subject is Subject.GENERAL and stays_general:
            return recognized(
                hours, quote, GENERAL_ONLY, self.full_days, part, hours, subject=Subject.GENERAL
            )
        return recognized(hours, quote, DAYS, self.full_days, part, hours)
