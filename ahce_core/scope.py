"""Whom the regulation covers, and where other rules come first: the question before any estimate. People answer it."""

from collections import namedtuple

from .citation import Citation
from .wording import Text


class Passage(namedtuple("Passage", ("citation", "quote", "text"))):
    """A sentence of the regulation and what it means for the reader."""

    __slots__ = ()
    citation: Citation
    quote: str
    text: Text


COVERED = Passage(
    Citation(2),
    "本办法适用于我省区域内各级机关、企业、事业单位、社会团体等组织，以及从事自由职业的专业技术人员。",
    Text(
        "在安徽工作的专业技术人员，不论在机关、企事业单位、社会团体，还是自由职业，都适用。",
        "It covers the professionals who work in Anhui: in government bodies, enterprises, institutions, social organisations, "
        "or on their own.",
    ),
)
OTHER_RULES = Passage(
    Citation(4),
    "有关法律法规规定专业技术人员参加继续教育作为职业资格登记或注册必要条件的，从其规定。",
    Text(
        "卫生、会计等行业登记、注册所要求的继续教育，按各自的国家规定，这里不计算。",
        "What health, accounting and other professions ask for registration follows their own national rules and is not "
        "computed here.",
    ),
)
SCOPE = (COVERED, OTHER_RULES)
