"""第十二条

（一）奖项、专利类。获得国家科学技术进步奖、自然科学奖、技术发明奖和社科奖的，
一等奖以上获奖人可认定完成年度全部学时，二等奖第一获奖人可认定完成年度全部学时，
三等奖第一获奖人可认定50学时。以此为标准，获奖人每排序递减一位减少3学时。

获得国家部委优秀科研成果奖、省科学技术进步奖、自然科学奖、技术发明奖和社科奖的，
一等奖以上获奖人可认定50学时，二等奖第一获奖人可认定40学时，三等奖第一获奖人可认定30学时。以此为标准，
获奖人每排序靠后一位减少3学时。

获得国家知识产权局授予发明专利的，按照发明专利主持人排序，第一名可认定50学时。以此为标准，
每排序靠后一位减少3学时。获得国家知识产权局授予的实用新型和外观设计专利的，第一名可认定40学时。
以此为标准，每排序递减一位减少3学时。
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
from ..hours import FULL_YEAR
from ..readings import FirstPrizePlace, Profile
from ..wording import Text

STEP = 3  # 每排序递减（靠后）一位减少3学时

NATIONAL_AWARD = (
    "获得国家科学技术进步奖、自然科学奖、技术发明奖和社科奖的，一等奖以上获奖人可认定完成年度全部学时，二等奖第一获奖人可认定"
    "完成年度全部学时，三等奖第一获奖人可认定50学时。以此为标准，获奖人每排序递减一位减少3学时。"
)
PROVINCIAL_AWARD = (
    "获得国家部委优秀科研成果奖、省科学技术进步奖、自然科学奖、技术发明奖和社科奖的，一等奖以上获奖人可认定50学时，二等奖第一"
    "获奖人可认定40学时，三等奖第一获奖人可认定30学时。以此为标准，获奖人每排序靠后一位减少3学时。"
)
INVENTION_PATENT = "获得国家知识产权局授予发明专利的，按照发明专利主持人排序，第一名可认定50学时。以此为标准，每排序靠后一位减少3学时。"
OTHER_PATENT = "获得国家知识产权局授予的实用新型和外观设计专利的，第一名可认定40学时。以此为标准，每排序递减一位减少3学时。"

EVERY_WINNER = Text("{}{}，每位获奖人{}学时", "{}, {}: {} hours for every winner")
FIRST_WINNER = Text("{}{}，第1位{}学时", "{}, {}: {} hours for the first place")
LATER_WINNER = Text(
    "{}{}，第1位{}学时，每靠后一位减少3学时，第{}位为{}学时",
    "{}, {}: {} hours for the first place, 3 less for each place after it; place {} has {} hours",
)
FIRST_HOLDER = Text("{}，第1位{}学时", "{}: {} hours for the first place")
LATER_HOLDER = Text(
    "{}，第1位{}学时，每靠后一位减少3学时，第{}位为{}学时",
    "{}: {} hours for the first place, 3 less for each place after it; place {} has {} hours",
)


class AwardLevel(Choice):
    """Which of the two lists of awards."""

    NATIONAL = (
        "national",
        "国家级奖",
        "National award",
        "国家科学技术进步奖、自然科学奖、技术发明奖和社科奖",
        "national awards for scientific progress, natural science, invention and social science",
    )
    PROVINCIAL = (
        "provincial",
        "省部级奖",
        "Provincial or ministerial award",
        "国家部委优秀科研成果奖、省科学技术进步奖、自然科学奖、技术发明奖和社科奖",
        "awards of national ministries for research, and the same provincial awards",
    )


class Prize(Choice):
    """特等 and 一等 are 一等奖以上."""

    SPECIAL = "special", "特等奖", "special prize"
    FIRST = "first", "一等奖", "first prize"
    SECOND = "second", "二等奖", "second prize"
    THIRD = "third", "三等奖", "third prize"


class PatentType(Choice):
    """The three patents that 国家知识产权局 grants."""

    INVENTION = "invention", "发明专利", "Invention patent"
    UTILITY_MODEL = "utility_model", "实用新型专利", "Utility model patent"
    DESIGN = "design", "外观设计专利", "Design patent"


AWARD_HOURS = {
    (AwardLevel.NATIONAL, Prize.SPECIAL): FULL_YEAR,
    (AwardLevel.NATIONAL, Prize.FIRST): FULL_YEAR,
    (AwardLevel.NATIONAL, Prize.SECOND): FULL_YEAR,
    (AwardLevel.NATIONAL, Prize.THIRD): 50,
    (AwardLevel.PROVINCIAL, Prize.SPECIAL): 50,
    (AwardLevel.PROVINCIAL, Prize.FIRST): 50,
    (AwardLevel.PROVINCIAL, Prize.SECOND): 40,
    (AwardLevel.PROVINCIAL, Prize.THIRD): 30,
}
AWARD_QUOTES = {AwardLevel.NATIONAL: NATIONAL_AWARD, AwardLevel.PROVINCIAL: PROVINCIAL_AWARD}
WHOLE_PRIZES = (Prize.SPECIAL, Prize.FIRST)  # 一等奖以上获奖人
PATENT_HOURS = {PatentType.INVENTION: 50, PatentType.UTILITY_MODEL: 40, PatentType.DESIGN: 40}
PLACES = tuple(Column(Text(f"第{place}位", f"Place {place}"), {"place": place}) for place in (1, 2, 3, 4, 5))


@activity(
    "award",
    item=1,
    form=5,
    reading="first_prize_place",
    columns=PLACES,
    about=About(
        label=Text("科技、社科奖项", "Science and technology award"),
        summary=Text(
            "国家级、省部级科技奖和社科奖，按等次和排序认定",
            "National, ministerial or provincial award, by prize and place",
        ),
        title_hint=Text(
            "如：安徽省科学技术进步奖二等奖", "e.g. Anhui award for scientific and technological progress"
        ),
        date_label=Text("获奖证书日期", "Date of the award certificate"),
        conditions=(
            Condition(
                Text("奖项在条文列举的名单之内", "The award is one of those that the article lists"),
                "国家科学技术进步奖、自然科学奖、技术发明奖和社科奖",
            ),
            Condition(
                Text(
                    "或为国家部委、省级的同类奖项",
                    "Or one of the ministerial and provincial awards that it lists",
                ),
                "国家部委优秀科研成果奖、省科学技术进步奖、自然科学奖、技术发明奖和社科奖",
            ),
        ),
        evidence=(Text("获奖证书，写明等次和本人排序", "The award certificate with prize and place"),),
    ),
)
class Award(Activity):
    """A science, technology or social science award."""

    __slots__ = ()
    level: AwardLevel = choice_field(AwardLevel, Text("奖项级别", "Level"))
    prize: Prize = choice_field(Prize, Text("获奖等次", "Prize"))
    place: int = place_field(
        "获奖人排序",
        "Place among the winners",
        "证书上本人排第几位，第一获奖人填1",
        "Your place on the certificate; 1 is the first",
    )

    def recognize(self, profile: Profile, year: int) -> Recognition:
        base, quote = AWARD_HOURS[self.level, self.prize], AWARD_QUOTES[self.level]
        if self.prize in WHOLE_PRIZES and profile.first_prize_place is FirstPrizePlace.EVERY_WINNER:
            return recognized(base, quote, EVERY_WINNER, self.level.text, self.prize.text, base)
        hours = by_place(base, self.place, STEP)
        because = FIRST_WINNER if self.place == 1 else LATER_WINNER
        return recognized(hours, quote, because, self.level.text, self.prize.text, base, self.place, hours)


@activity(
    "patent",
    item=1,
    form=5,
    columns=PLACES,
    plans=(
        Plan(
            "activities",
            {"type": PatentType.UTILITY_MODEL, "place": 1},
            Text("实用新型专利授权{}件，本人排第1位", "{} × a utility model granted, you in first place"),
        ),
        Plan(
            "activities",
            {"type": PatentType.INVENTION, "place": 1},
            Text("发明专利授权{}件，本人排第1位", "{} × an invention patent granted, you in first place"),
        ),
    ),
    about=About(
        label=Text("专利", "Patent"),
        summary=Text(
            "国家知识产权局当年授权的专利，按类型和排序认定", "A patent granted this year, by type and place"
        ),
        title_hint=Text("如：专利名称和专利号", "e.g. the patent's name and number"),
        date_label=Text("授权公告日", "Date of grant"),
        conditions=(
            Condition(
                Text("由国家知识产权局授予", "Granted by the national patent office"), "国家知识产权局授予"
            ),
            Condition(
                Text("发明专利按主持人排序", "An invention counts by the order of those who led it"),
                "按照发明专利主持人排序",
            ),
        ),
        evidence=(Text("专利证书，写明本人排序", "The patent certificate with your place"),),
    ),
)
class Patent(Activity):
    """A patent in the year in which it is granted."""

    __slots__ = ()
    type: PatentType = choice_field(PatentType, Text("专利类型", "Type of patent"))
    place: int = place_field(
        "排序", "Place", "专利证书上本人排第几位，第一名填1", "Your place on the patent; 1 is the first"
    )

    def recognize(self, profile: Profile, year: int) -> Recognition:
        base = PATENT_HOURS[self.type]
        hours = by_place(base, self.place, STEP)
        quote = INVENTION_PATENT if self.type is PatentType.INVENTION else OTHER_PATENT
        because = FIRST_HOLDER if self.place == 1 else LATER_HOLDER
        return recognized(hours, quote, because, self.type.text, base, self.place, hours)
