"""第十二条

（七）国内学术会议类。专业技术人员参加省、部级以上本专业领域学术会议可认定8学时，报告论文者，
2000字以内另加5学时；2000字以上另加10学时。
"""

from ..activity import About, Activity, Column, Condition, Plan, Recognition, activity, recognized
from ..fields import integer_field
from ..readings import Profile
from ..wording import Text

ATTENDED = 8
SHORT_PAPER = 5  # 2000字以内另加5学时
LONG_PAPER = 10  # 2000字以上另加10学时
LONG_FROM = 2000  # 以内 and 以上 both include 2000 itself; the higher one stands

CONFERENCE = "专业技术人员参加省、部级以上本专业领域学术会议可认定8学时，报告论文者，2000字以内另加5学时；2000字以上另加10学时。"

ATTENDANCE = Text("参加会议8学时", "8 hours for taking part")
WITH_PAPER = Text(
    "参加会议8学时，报告论文{}字，另加{}学时",
    "8 hours for taking part, and for a paper of {} characters {} more",
)


@activity(
    "conference",
    item=7,
    form=4,
    columns=(
        Column(Text("参加会议", "Taking part"), {}),
        Column(
            Text("报告论文，2000字以内", "With a paper of under 2000 characters"),
            {"paper_characters": LONG_FROM - 1},
        ),
        Column(
            Text("报告论文，2000字以上（含2000字）", "With a paper of 2000 characters or more"),
            {"paper_characters": LONG_FROM},
        ),
    ),
    plans=(
        Plan("activities", {}, Text("参加省、部级以上学术会议{}次", "{} × a conference attended")),
        Plan(
            "activities",
            {"paper_characters": LONG_FROM},
            Text(
                "在省、部级以上学术会议报告2000字以上论文{}次",
                "{} × a conference with a paper of 2000 characters or more",
            ),
        ),
    ),
    about=About(
        label=Text("国内学术会议", "Academic conference in China"),
        summary=Text(
            "省、部级以上本专业学术会议8学时，报告论文另加5或10学时", "8 hours, and 5 or 10 more with a paper"
        ),
        title_hint=Text("如：会议名称", "e.g. the conference's name"),
        date_label=Text("会议结束日期", "Last day of the conference"),
        conditions=(
            Condition(
                Text(
                    "省、部级以上，属于本专业领域",
                    "Provincial or ministerial level and above, in your own field",
                ),
                "省、部级以上本专业领域学术会议",
            ),
        ),
        evidence=(
            Text(
                "会议通知和参会证明；报告论文的附论文和日程",
                "The notice and proof of taking part; the paper and programme",
            ),
        ),
    ),
)
class Conference(Activity):
    """A domestic conference, with or without a paper presented there."""

    __slots__ = ()
    paper_characters: int | None = integer_field(
        Text("报告论文字数", "Characters of the paper presented"),
        Text("在会上报告论文的填字数；没有报告的不填", "Leave it out where no paper was presented"),
        required=False,
        nullable=True,
        least=1,
        most=1_000_000,
        unit=Text("字", "characters"),
    )

    def recognize(self, profile: Profile, year: int) -> Recognition:
        if self.paper_characters is None:
            return recognized(ATTENDED, CONFERENCE, ATTENDANCE)
        extra = LONG_PAPER if self.paper_characters >= LONG_FROM else SHORT_PAPER
        return recognized(ATTENDED + extra, CONFERENCE, WITH_PAPER, self.paper_characters, extra)
