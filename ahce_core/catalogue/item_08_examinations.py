"""第十二条

（八）专业技术资格、执（职）业资格准入、职业水平考试类。专业技术人员参加各类专业技术资格、
执（职）业资格准入和职业水平考试合格者，凭资格证书，可认定90学时。
"""

from ..activity import About, Activity, Column, Condition, Plan, Recognition, activity, recognized
from ..readings import Profile
from ..wording import Text

EXAM_HOURS = 90  # 凭资格证书，可认定90学时

EXAM = "专业技术人员参加各类专业技术资格、执（职）业资格准入和职业水平考试合格者，凭资格证书，可认定90学时。"
PASSED = Text("考试合格并取得证书，90学时", "Passed, with the certificate: 90 hours")


@activity(
    "qualification_exam",
    item=8,
    form=6,
    columns=(Column(Text("考试合格", "Passed"), {}),),
    plans=(
        Plan("activities", {}, Text("通过资格考试并取得证书{}项", "{} × a qualification examination passed")),
    ),
    about=About(
        label=Text("资格考试合格", "Qualification examination passed"),
        summary=Text(
            "专业技术资格、执（职）业资格、职业水平考试，90学时",
            "Professional qualification examination, 90 hours",
        ),
        title_hint=Text("如：一级建造师资格考试", "e.g. first-class constructor examination"),
        date_label=Text("资格证书日期", "Date of the certificate"),
        conditions=(
            Condition(
                Text("考试合格并取得资格证书", "Passed, with the certificate in hand"),
                "考试合格者，凭资格证书",
            ),
        ),
        evidence=(Text("资格证书", "The qualification certificate"),),
    ),
)
class QualificationExam(Activity):
    """An examination in the year of its certificate."""

    __slots__ = ()

    def recognize(self, profile: Profile, year: int) -> Recognition:
        return recognized(EXAM_HOURS, EXAM, PASSED)
