"""第十二条

（九）学历教育类。专业技术人员参加国家教育行政部门承认的本科及以上相关专业学历（学位）教育，
获得学历（学位）当年度可认定90学时。
"""

from ..activity import About, Activity, Column, Condition, Plan, Recognition, activity, recognized
from ..choices import Choice
from ..fields import choice_field
from ..readings import Profile
from ..wording import Text

DEGREE_HOURS = 90  # 获得学历（学位）当年度可认定90学时

DEGREE = "专业技术人员参加国家教育行政部门承认的本科及以上相关专业学历（学位）教育，获得学历（学位）当年度可认定90学时。"
OBTAINED = Text("{}，获得当年90学时", "{}: 90 hours in the year obtained")


class DegreeLevel(Choice):
    """本科及以上; either the 学历 or the 学位."""

    BACHELOR = "bachelor", "本科学历或学士学位", "Bachelor"
    MASTER = "master", "硕士学历或学位", "Master"
    DOCTOR = "doctor", "博士学历或学位", "Doctor"


@activity(
    "degree",
    item=9,
    form=7,
    columns=(Column(Text("获得当年", "In the year obtained"), {}),),
    plans=(
        Plan(
            "activities",
            {"degree": DegreeLevel.BACHELOR},
            Text("获得本科及以上相关专业学历（学位）{}个", "{} × a degree obtained, bachelor or above"),
        ),
    ),
    about=About(
        label=Text("学历、学位", "Degree"),
        summary=Text(
            "获得国家承认的本科及以上相关专业学历（学位），90学时",
            "A recognised degree, bachelor or above, 90 hours",
        ),
        title_hint=Text("如：护理学本科毕业", "e.g. bachelor of nursing"),
        date_label=Text("获得日期", "Date obtained"),
        conditions=(
            Condition(
                Text("国家教育行政部门承认", "Recognised by the state's education authority"),
                "国家教育行政部门承认",
            ),
            Condition(
                Text("本科及以上，与专业相关", "Bachelor or above, in a relevant field"),
                "本科及以上相关专业学历（学位）教育",
            ),
            Condition(Text("只计获得的当年", "Only in the year obtained"), "获得学历（学位）当年度"),
        ),
        evidence=(Text("毕业证书或学位证书", "The diploma or degree certificate"),),
    ),
)
class Degree(Activity):
    """A degree in the year in which it is obtained."""

    __slots__ = ()
    degree: DegreeLevel = choice_field(DegreeLevel, Text("学历、学位层次", "Degree"))

    def recognize(self, profile: Profile, year: int) -> Recognition:
        return recognized(DEGREE_HOURS, DEGREE, OBTAINED, self.degree.text)
