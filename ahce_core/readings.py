"""The points that the regulation leaves open: alternatives, the one adopted, and why.

    第二十二条　本办法由省人力资源社会保障厅负责解释。

No official ruling was found for these. Until the authority rules, each is a named choice that an answer shows and never
hides; which one is adopted is our decision, not the law's. A profile is one alternative of each.
"""

from collections import namedtuple
from collections.abc import Mapping

from .choices import Choice
from .citation import Citation
from .wording import Text


class OneOption(Choice):
    """Art. 21(4) 每个年度认定仅能选择一项: what one 项 is."""

    ACHIEVEMENT = (
        "achievement",
        "一项成果：只计学时最高的一个成果",
        "One achievement: only the highest single one counts",
    )
    ITEM = (
        "item",
        "一个条目：第十二条同一（项）下的成果可以相加",
        "One numbered item: achievements under the same item of Art. 12 add up",
    )


class FirstPrizePlace(Choice):
    """Art. 12(1) 一等奖以上获奖人: whether the decrement by place applies to first prizes."""

    EVERY_WINNER = "every_winner", "每位获奖人都按全额认定", "Every winner gets the full figure"
    PER_PLACE = "per_place", "每靠后一位减少3学时", "Three hours less for each place after the first"


class SciAuthors(Choice):
    """Art. 12(4) 论文被SCI、SSCI收录的: whose year is completed."""

    EVERY_AUTHOR = "every_author", "每位作者都认定全年学时", "Every author gets the full year"
    FIRST_AND_CORRESPONDING = (
        "first_and_corresponding",
        "第一作者和通讯作者认定全年学时，其他作者20学时",
        "First and corresponding authors get the full year, others 20 hours",
    )


class KeyMembers(Choice):
    """Art. 12(5) 其他主要完成人（前3名）: which places are meant."""

    PLACES_2_TO_4 = (
        "places_2_to_4",
        "主持人之外的前3名：第2至4位",
        "The first three beside the lead: places 2 to 4",
    )
    PLACES_2_TO_3 = (
        "places_2_to_3",
        "含主持人的前3名：第2至3位",
        "The first three with the lead: places 2 to 3",
    )


class AssignmentYear(Choice):
    """Art. 12(2) 工作期间: how much of a year an assignment must fill."""

    ANY_DAY = "any_day", "当年有一天在岗即可", "Any day of the year is enough"
    HALF_YEAR = (
        "half_year",
        "当年在岗满半年（不少于183天）",
        "At least half of the year (183 days) must be spent on it",
    )


class GeneralContent(Choice):
    """Art. 21(2) 学习的公需科目学时不可认定为专业科目学时: whether it binds a course of general content."""

    STAYS_GENERAL = (
        "stays_general",
        "内容为公需科目的培训只能认定公需科目学时",
        "A course of general content gives general hours only",
    )
    CLAIMABLE = (
        "claimable",
        "培训学时不分科目，可按需认定",
        "A course's hours may be claimed as either subject",
    )


class GovernmentBodyRoute(Choice):
    """Art. 14 names no verifier for 机关."""

    EMPLOYER = "employer", "由所在机关核验", "The government body itself verifies"
    BUREAU = "bureau", "由属地人社部门核验", "The local HRSS bureau verifies"


class AfterRefusal(Choice):
    """Art. 14 and 21(3): whether a refused year may be declared once more."""

    REDECLARE = (
        "redeclare",
        "不予申报或异议成立后，当年可重新申报一次",
        "A refusal or an upheld objection frees the year for one new declaration",
    )
    FINAL = "final", "不予申报即为终局", "A refusal is final"


class Reading(
    namedtuple(
        "Reading", ("name", "alternatives", "scope", "citation", "quote", "question", "why", "affects")
    )
):
    """One open point. ``alternatives`` is its Choice, adopted first; ``scope`` assessment or registration."""

    __slots__ = ()
    name: str
    alternatives: type[Choice]
    scope: str
    citation: Citation
    quote: str
    question: Text
    why: Text
    affects: Text

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Its alternatives as they are listed, adopted first."""
        return CHOICES[self.name]

    @property
    def adopted(self) -> Choice:
        """The alternative that stands until the authority rules otherwise."""
        return self.choices[0]


ASSESSMENT = "assessment"
REGISTRATION = "registration"
WHO_DECIDES = Text(
    "办法由省人力资源社会保障厅负责解释（第二十二条）；可先向单位人事部门或属地人社部门咨询。",
    "The provincial HRSS department interprets the regulation (Art. 22); ask your employer's HR or the local bureau first.",
)

READINGS: dict[str, Reading] = {
    reading.name: reading
    for reading in (
        Reading(
            "one_option",
            OneOption,
            ASSESSMENT,
            Citation(21, point=4),
            "每个年度认定仅能选择一项，不重复累计认定。",
            Text(
                "“一项”是一个成果，还是第十二条的一个条目？",
                "Is “one option” one achievement or one numbered item?",
            ),
            Text(
                "采用较谨慎的理解，不许诺可能不被认可的学时；但第二十一条自己称这些编号段落为“项”，第十二条的“每次”“每篇”“每项”也像是可以相加。",
                "The cautious one promises nothing that may be refused; yet Art. 21 itself calls the numbered paragraphs 项, "
                "and 每次, 每篇, 每项 in Art. 12 speak for adding up.",
            ),
            Text("同一条目下有两个以上成果的人", "People with two or more achievements under one item"),
        ),
        Reading(
            "first_prize_place",
            FirstPrizePlace,
            ASSESSMENT,
            Citation(12, 1),
            "一等奖以上获奖人可认定",
            Text("一等奖以上的获奖人，排序靠后是否减学时？", "Do first-prize winners lose hours by place?"),
            Text(
                "二等奖、三等奖写的是“第一获奖人”，一等奖以上写的是“获奖人”，没有限定第一。",
                "Second and third prize say 第一获奖人 (first winner), first prize says only 获奖人 (winner).",
            ),
            Text(
                "特等奖、一等奖排名第2位及以后的获奖人",
                "Winners of special and first prizes from the second place on",
            ),
        ),
        Reading(
            "sci_authors",
            SciAuthors,
            ASSESSMENT,
            Citation(12, 4),
            "论文被SCI、SSCI收录的，可认定完成年度全部科目学时",
            Text(
                "SCI、SSCI论文的全年学时，是否每位作者都有？",
                "Does every author of an SCI or SSCI paper get the full year?",
            ),
            Text(
                "这一句没有限定作者，紧接着的下一句才区分第一作者、通讯作者和其他作者。",
                "The sentence names no author; the next one does.",
            ),
            Text(
                "SCI、SSCI论文第一作者、通讯作者以外的作者",
                "Authors of SCI or SSCI papers other than first and corresponding",
            ),
        ),
        Reading(
            "key_members",
            KeyMembers,
            ASSESSMENT,
            Citation(12, 5),
            "其他主要完成人（前3名）",
            Text(
                "“其他主要完成人（前3名）”含不含主持人？",
                "Do “other key members (first three)” include the lead?",
            ),
            Text("“其他”是主持人之外的意思。", "其他 (other) means beside the lead."),
            Text("课题、项目排名第4位的完成人", "Project members in the fourth place"),
        ),
        Reading(
            "assignment_year",
            AssignmentYear,
            ASSESSMENT,
            Citation(12, 2),
            "工作期间，视同完成年度全部继续教育学时",
            Text("援派、驻村当年要在岗多久才算全年学时？", "How long in the year must an assignment last?"),
            Text("条文没有规定最短时间。", "No minimum is stated."),
            Text(
                "当年在岗不足183天的援派、驻村人员",
                "People on assignment for fewer than 183 days of the year",
            ),
        ),
        Reading(
            "general_content",
            GeneralContent,
            ASSESSMENT,
            Citation(21, point=2),
            "专业技术人员学习的公需科目学时不可认定为专业科目学时。",
            Text(
                "培训班学的是公需科目，能否认定为专业科目学时？",
                "May a course of general content be claimed as professional?",
            ),
            Text(
                "第二十一条第2项就列在第（一）至（十一）项的执行要求之中。",
                "Art. 21(2) stands among the rules for items (1) to (11).",
            ),
            Text("参加公需科目内容培训班的人", "People who took a course of general content"),
        ),
        Reading(
            "government_body_route",
            GovernmentBodyRoute,
            REGISTRATION,
            Citation(14),
            "国有企事业单位专业技术人员完成继续教育学时后，凭有关学时证明材料，通过“学时管理系统”向所在单位申请学时登记。",
            Text("机关的专业技术人员由谁核验？", "Who verifies for professionals of government bodies?"),
            Text(
                "第二条包括机关，第十四条没有写明机关由谁核验。",
                "Art. 2 covers government bodies, but Art. 14 names no verifier for them.",
            ),
            Text("在机关工作的专业技术人员", "Professionals who work in government bodies"),
        ),
        Reading(
            "after_refusal",
            AfterRefusal,
            REGISTRATION,
            Citation(21, point=3),
            "申报提交后不予修改、撤销。",
            Text("不予申报之后，当年能否重新申报？", "May a refused year be declared anew?"),
            Text(
                "第二十一条第3项禁止申报人修改、撤销，没有说到被退回的申报。",
                "Art. 21(3) forbids the applicant's change and says nothing of a refused declaration.",
            ),
            Text("申报未通过核验的人", "People whose declaration was refused"),
        ),
    )
}

CHOICES: dict[str, tuple[Choice, ...]] = {
    name: tuple(reading.alternatives) for name, reading in READINGS.items()
}
ASSESSMENT_READINGS = {name: reading for name, reading in READINGS.items() if reading.scope == ASSESSMENT}


class Profile(
    namedtuple(
        "Profile",
        (
            "one_option",
            "first_prize_place",
            "sci_authors",
            "key_members",
            "assignment_year",
            "general_content",
        ),
    )
):
    """One alternative of each reading that an assessment depends on, named and ordered as ASSESSMENT_READINGS."""

    __slots__ = ()
    one_option: OneOption
    first_prize_place: FirstPrizePlace
    sci_authors: SciAuthors
    key_members: KeyMembers
    assignment_year: AssignmentYear
    general_content: GeneralContent

    def choosing(self, chosen: Mapping[str, Choice]) -> "Profile":
        """This profile with other alternatives of some readings."""
        return self._replace(**chosen)


ADOPTED = Profile(*(reading.adopted for reading in ASSESSMENT_READINGS.values()))
