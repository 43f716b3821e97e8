"""第十二条

（十一）教学授课类。经单位批准，专业技术人员应邀讲授专业课程、学术报告或讲座，每次可认定5学时。
"""

from ..activity import About, Activity, Column, Condition, Plan, Recognition, activity, recognized
from ..readings import Profile
from ..wording import Text

LECTURE_HOURS = 5  # 每次可认定5学时

TEACHING = "经单位批准，专业技术人员应邀讲授专业课程、学术报告或讲座，每次可认定5学时。"
PER_LECTURE = Text("每次5学时", "5 hours each")


@activity(
    "teaching",
    item=11,
    form=4,
    columns=(Column(Text("每次", "Each"), {}),),
    plans=(Plan("activities", {}, Text("应邀授课、作报告或讲座{}次", "{} × a lecture given")),),
    about=About(
        label=Text("授课、学术报告、讲座", "Lecture given"),
        summary=Text("经单位批准、应邀讲授，每次5学时", "Invited and approved by the employer, 5 hours each"),
        title_hint=Text("如：讲座题目", "e.g. the lecture's subject"),
        date_label=Text("授课日期", "Date of the lecture"),
        conditions=(
            Condition(Text("经单位批准", "Approved by the employer"), "经单位批准"),
            Condition(Text("应邀讲授", "By invitation"), "应邀讲授专业课程、学术报告或讲座"),
        ),
        evidence=(Text("邀请函和单位批准证明", "The invitation and the employer's approval"),),
    ),
)
class Teaching(Activity):
    """One lecture, course or report."""

    __slots__ = ()

    def recognize(self, profile: Profile, year: int) -> Recognition:
        return recognized(LECTURE_HOURS, TEACHING, PER_LECTURE)
