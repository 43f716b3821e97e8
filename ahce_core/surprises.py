"""What most often makes a right result look wrong, each with the sentence that settles it."""

from .citation import Citation
from .scope import Passage
from .wording import Text

SURPRISES = (
    Passage(
        Citation(21, point=4),
        "每个年度认定仅能选择一项，不重复累计认定。",
        Text(
            "第（一）至（十一）项，一年只能选学时最高的一项，其余不累计。",
            "Of items (1) to (11), a year has one option, the highest; the others do not add up.",
        ),
    ),
    Passage(
        Citation(21),
        "本办法第十二条（一）至（十一）项按照以下要求执行。",
        Text(
            "网络课件是第（十二）项，不在“只选一项”之内，和所选的一项相加。",
            "Online courseware is item (12): it stands outside that rule and adds to the elected option.",
        ),
    ),
    Passage(
        Citation(12),
        "其中专业科目不少于60学时。",
        Text(
            "公需科目没有单独的下限，专业科目可以全部占满总学时。",
            "There is no minimum of general hours; professional hours may fill the whole total.",
        ),
    ),
    Passage(
        Citation(12),
        "学时每年累计应不少于90学时",
        Text(
            "学时按年累计；多出的不结转到下一年（办法没有写结转，本软件按不结转计算）。",
            "Hours are counted by the year; those beyond the requirement do not carry over (the regulation does not provide "
            "for it; this is our reading).",
        ),
    ),
    Passage(
        Citation(14),
        "专业技术人员继续教育学时登记，统一使用“学时管理系统”。",
        Text(
            "和学时管理系统显示的不同，以核验登记的为准。",
            "Where the official registry shows other figures, what is verified there stands.",
        ),
    ),
)
