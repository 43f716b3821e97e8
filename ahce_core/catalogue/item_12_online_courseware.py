"""第十二条

（十二）网络课件类。专业技术人员参加各级组织部门、人力资源社会保障部门、行业主管部门，和国家级、省级、
设区的市级专业技术人员继续教育基地，以及其他符合条件且在设区的市备案的有关单位提供的网络课件学习，
按课件标定的学时数进行认定；没有明确学时数的课件，按每课件1学时认定。

省人力资源社会保障厅建设网络学习平台提供学习资源，供全省专业技术人员参加公需科目免费学习。
专业技术人员每学完一门课程，系统将自动登记相应学时。记入全国专业技术人员继续教育管理信息系统的继续教育学时，
在我省有效。
"""

from ..activity import About, Activity, Column, Condition, Recognition, activity
from ..fields import choice_field, hours_field
from ..hours import TENTHS, shown
from ..readings import Profile
from ..subjects import Subject
from ..wording import Text

UNRATED = 1 * TENTHS  # 没有明确学时数的课件，按每课件1学时认定
MOST = 500 * TENTHS  # a limit of the door, not of the regulation

RATED_QUOTE = "按课件标定的学时数进行认定；没有明确学时数的课件，按每课件1学时认定。"
RECORDED_QUOTE = "记入全国专业技术人员继续教育管理信息系统的继续教育学时，在我省有效。"

RATED = Text("课件标定{}学时", "Rated at {} hours")
UNRATED_REASON = Text("课件没有标定学时，按1学时", "No rating: 1 hour for the courseware")
RECORDED = Text("全国系统记录{}学时", "{} hours recorded in the national system")


@activity(
    "courseware",
    item=12,
    form=3,
    columns=(
        Column(Text("标定12.5学时的", "Rated at 12.5 hours"), {"rated_hours": 125}),
        Column(Text("没有标定学时的", "Not rated"), {}),
    ),
    about=About(
        label=Text("网络课件学习", "Online courseware"),
        summary=Text("按课件标定学时，与其他项的认定相加", "As rated, added on top of the year's option"),
        title_hint=Text("如：课程名称，平台名称", "e.g. the course and the platform"),
        date_label=Text("学完日期", "Date of completion"),
        conditions=(
            Condition(
                Text(
                    "由组织、人社、行业主管部门，国家、省、市级继续教育基地，或在设区的市备案的单位提供",
                    "From the named authorities, national, provincial or city bases, or a provider filed with its city",
                ),
                "各级组织部门、人力资源社会保障部门、行业主管部门，和国家级、省级、设区的市级专业技术人员继续教育基地，"
                "以及其他符合条件且在设区的市备案的有关单位提供的网络课件学习",
            ),
        ),
        evidence=(Text("平台学习记录或学时证明", "The platform's record of learning"),),
    ),
)
class Courseware(Activity):
    """One online course."""

    __slots__ = ()
    subject: Subject = choice_field(Subject, Text("科目", "Subject"))
    rated_hours: int | None = hours_field(
        Text("标定学时", "Rated hours"),
        Text("课件没有标明学时的不填，按1学时计", "Leave it out where none is stated: it counts 1 hour"),
        required=False,
        nullable=True,
        least=1,
        most=MOST,
    )

    def recognize(self, profile: Profile, year: int) -> Recognition:
        if self.rated_hours is None:
            return Recognition(UNRATED, RATED_QUOTE, UNRATED_REASON, (), self.subject)
        return Recognition(self.rated_hours, RATED_QUOTE, RATED, (shown(self.rated_hours),), self.subject)


@activity(
    "recorded_hours",
    item=12,
    form=3,
    columns=(Column(Text("全国系统记录10学时的", "10 hours recorded"), {"hours": 100}),),
    about=About(
        label=Text("全国系统已记录的学时", "Hours recorded nationally"),
        summary=Text(
            "全国专业技术人员继续教育管理信息系统中的学时，直接有效",
            "Hours in the national information system, valid here",
        ),
        title_hint=Text("如：全国系统学时记录", "e.g. record of the national system"),
        date_label=Text("记录日期", "Date of the record"),
        conditions=(
            Condition(
                Text("已记入全国系统", "Recorded in the national system"),
                "记入全国专业技术人员继续教育管理信息系统的继续教育学时",
            ),
        ),
        evidence=(Text("全国系统的学时记录", "The record of the national system"),),
    ),
)
class RecordedHours(Activity):
    """Hours that the national information system holds (the paragraph after item (12))."""

    __slots__ = ()
    subject: Subject = choice_field(Subject, Text("科目", "Subject"))
    hours: int = hours_field(Text("学时数", "Hours"), least=1, most=MOST)

    def recognize(self, profile: Profile, year: int) -> Recognition:
        return Recognition(self.hours, RECORDED_QUOTE, RECORDED, (shown(self.hours),), self.subject)
