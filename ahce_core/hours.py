"""Hours are exact: whole tenths of an hour inside, JSON numbers with at most one decimal outside.

第十二条　专业技术人员参加继续教育学时每年累计应不少于90学时（每学时不低于45分钟），其中专业科目不少于60学时。
"""

from .citation import Citation

TENTHS = 10  # a tenth of an hour is the finest a courseware may be rated

ANNUAL_MINIMUM = 90 * TENTHS  # 第十二条: 每年累计应不少于90学时
PROFESSIONAL_MINIMUM = 60 * TENTHS  # 第十二条: 其中专业科目不少于60学时
FULL_YEAR = 90  # 完成年度全部学时, in whole hours, as the tables of Art. 12 speak of it
HOURS_PER_DAY = 6  # 第十二条（三）（十）: 每天可认定6学时
HOURS_PER_PART_DAY = 3  # 第十二条（三）: 不足1天的，按3学时认定。下同

ANNUAL_CITATION = Citation(12)
ANNUAL_QUOTE = (
    "专业技术人员参加继续教育学时每年累计应不少于90学时（每学时不低于45分钟），其中专业科目不少于60学时。"
)


def shown(tenths: int) -> int | float:
    """Tenths as the number of hours that people and JSON see: 875 is 87.5, 870 is 87."""
    return tenths / TENTHS if tenths % TENTHS else tenths // TENTHS
