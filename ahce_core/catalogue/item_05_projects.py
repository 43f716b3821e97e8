"""第十二条

（五）课题、项目类。专业技术人员承担国家部委、省直厅局、设区的市级（含市直部门）课题研究或项目开发并结项的，
每项研究课题或项目的主持人分别可认定50学时、40学时、30学时，
其他主要完成人（前3名）分别可认定40学时、30学时、20学时，其他参与人员可认定10学时。
专业技术人员承担其他课题研究或项目开发并结项的，凭借证书或文件，
主持人和其他主要完成人（前3名）可认定10学时。
"""

from ..activity import (
    About,
    Activity,
    Column,
    Condition,
    Plan,
    Recognition,
    activity,
    place_field,
    recognized,
)
from ..choices import Choice
from ..fields import choice_field
from ..readings import KeyMembers, Profile
from ..wording import Text

LISTED = (
    "专业技术人员承担国家部委、省直厅局、设区的市级（含市直部门）课题研究或项目开发并结项的，每项研究课题或项目的主持人分别可"
    "认定50学时、40学时、30学时，其他主要完成人（前3名）分别可认定40学时、30学时、20学时，其他参与人员可认定10学时。"
)
UNLISTED = "专业技术人员承担其他课题研究或项目开发并结项的，凭借证书或文件，主持人和其他主要完成人（前3名）可认定10学时。"

PLAN = Text("主持{}课题、项目并结项{}个", "A project led and concluded, {}: {} ×")
REASON = Text("{}，第{}位为{}，{}学时", "{}, place {} is {}: {} hours")


class ProjectLevel(Choice):
    """Who commissioned the project."""

    MINISTERIAL = "ministerial", "国家部委", "National ministry"
    PROVINCIAL = "provincial", "省直厅局", "Provincial department"
    MUNICIPAL = "municipal", "设区的市级（含市直部门）", "City with districts, its departments included"
    OTHER = "other", "其他来源的", "Other project"


class TeamRole(Choice):
    """What a place in the team makes of its holder."""

    LEAD = "lead", "主持人", "the lead"
    KEY_MEMBER = "key_member", "主要完成人", "a key member"
    PARTICIPANT = "participant", "其他参与人员", "another participant"


PROJECT_HOURS = {
    (ProjectLevel.MINISTERIAL, TeamRole.LEAD): 50,
    (ProjectLevel.MINISTERIAL, TeamRole.KEY_MEMBER): 40,
    (ProjectLevel.MINISTERIAL, TeamRole.PARTICIPANT): 10,
    (ProjectLevel.PROVINCIAL, TeamRole.LEAD): 40,
    (ProjectLevel.PROVINCIAL, TeamRole.KEY_MEMBER): 30,
    (ProjectLevel.PROVINCIAL, TeamRole.PARTICIPANT): 10,
    (ProjectLevel.MUNICIPAL, TeamRole.LEAD): 30,
    (ProjectLevel.MUNICIPAL, TeamRole.KEY_MEMBER): 20,
    (ProjectLevel.MUNICIPAL, TeamRole.PARTICIPANT): 10,
    (ProjectLevel.OTHER, TeamRole.LEAD): 10,
    (ProjectLevel.OTHER, TeamRole.KEY_MEMBER): 10,
    (ProjectLevel.OTHER, TeamRole.PARTICIPANT): 0,  # the sentence gives the others nothing
}
LAST_KEY_PLACE = {KeyMembers.PLACES_2_TO_4: 4, KeyMembers.PLACES_2_TO_3: 3}


def team_role(place: int, key_members: KeyMembers) -> TeamRole:
    """What ``place`` makes of its holder, as the reading draws the line of 前3名."""
    if place == 1:
        return TeamRole.LEAD
    return TeamRole.KEY_MEMBER if place <= LAST_KEY_PLACE[key_members] else TeamRole.PARTICIPANT


@activity(
    "project",
    item=5,
    form=5,
    reading="key_members",
    columns=tuple(
        Column(Text(f"第{place}位", f"Place {place}"), {"place": place}) for place in (1, 2, 3, 4, 5)
    ),
    plans=tuple(
        Plan("activities", {"level": level, "place": 1}, PLAN.format(level.text, "{}"))
        for level in reversed(ProjectLevel)
    ),
    about=About(
        label=Text("课题、项目", "Research project"),
        summary=Text(
            "当年结项的课题研究或项目开发，按级别和排序认定",
            "A project concluded this year, by level and place",
        ),
        title_hint=Text("如：课题名称和编号", "e.g. the project's name and number"),
        date_label=Text("结项日期", "Date of conclusion"),
        conditions=(
            Condition(Text("已经结项", "The project is concluded"), "课题研究或项目开发并结项的"),
            Condition(
                Text("其他课题、项目凭证书或文件", "Other projects need a certificate or document"),
                "凭借证书或文件",
            ),
        ),
        evidence=(
            Text("结项证书或文件，写明级别和本人排序", "The conclusion certificate with level and place"),
        ),
    ),
)
class Project(Activity):
    """A research or development project in the year in which it is concluded."""

    __slots__ = ()
    level: ProjectLevel = choice_field(ProjectLevel, Text("课题、项目级别", "Level"))
    place: int = place_field(
        "排序",
        "Place in the team",
        "结项证书上本人排第几位，主持人填1",
        "Your place on the certificate; the lead is 1",
    )

    def recognize(self, profile: Profile, year: int) -> Recognition:
        role = team_role(self.place, profile.key_members)
        hours = PROJECT_HOURS[self.level, role]
        quote = UNLISTED if self.level is ProjectLevel.OTHER else LISTED
        return recognized(hours, quote, REASON, self.level.text, self.place, role.text, hours)
