"""The twelve items of 第十二条: the words of each, and its own text as the module that implements it has it on top."""

from collections import namedtuple
from types import ModuleType

from ..wording import Text
from . import (
    item_01_awards_patents,
    item_02_major_assignments,
    item_03_overseas_training,
    item_04_papers_books,
    item_05_projects,
    item_06_advisory_reports,
    item_07_conferences,
    item_08_examinations,
    item_09_degrees,
    item_10_training_courses,
    item_11_teaching,
    item_12_online_courseware,
)


class Item(namedtuple("Item", ("number", "label", "gives", "module"))):
    """One numbered item: 1–12, its heading, what it gives at a glance, and the module that implements it."""

    __slots__ = ()
    number: int
    label: Text
    gives: Text
    module: ModuleType

    @property
    def law(self) -> str:
        """The item's text, verbatim, its paragraphs on lines of their own."""
        return law_of(self.module)


def law_of(module: ModuleType) -> str:
    """The regulation's text at the head of a module, below its first line: each paragraph on one line."""
    _, *paragraphs = (module.__doc__ or "").strip().split("\n\n")
    return "\n".join(paragraph.replace("\n", "") for paragraph in paragraphs)


ITEMS = (
    Item(
        1,
        Text("奖项、专利类", "Awards and patents"),
        Text("奖项最高90学时，专利最高50学时", "up to 90 hours for awards, 50 for patents"),
        item_01_awards_patents,
    ),
    Item(
        2,
        Text("重大工作类", "Assignments and outreach"),
        Text("援派、驻村90学时，专家服务每次20学时", "90 hours for assignments, 20 for each outreach"),
        item_02_major_assignments,
    ),
    Item(
        3,
        Text("国（境）外培训和学术活动类", "Training and academic activity abroad"),
        Text("每天6学时，最多90学时", "6 hours a day, at most 90"),
        item_03_overseas_training,
    ),
    Item(
        4,
        Text("论文、著作类", "Papers and books"),
        Text("论文10–90学时，著作30–70学时", "10–90 hours a paper, 30–70 a book"),
        item_04_papers_books,
    ),
    Item(
        5,
        Text("课题、项目类", "Projects"),
        Text("10–50学时", "10–50 hours"),
        item_05_projects,
    ),
    Item(
        6,
        Text("咨询、调研报告类", "Advisory and research reports"),
        Text("最高40学时", "up to 40 hours"),
        item_06_advisory_reports,
    ),
    Item(
        7,
        Text("国内学术会议类", "Academic conferences in China"),
        Text("8–18学时", "8–18 hours"),
        item_07_conferences,
    ),
    Item(
        8,
        Text("专业技术资格、执（职）业资格准入、职业水平考试类", "Qualification examinations"),
        Text("90学时", "90 hours"),
        item_08_examinations,
    ),
    Item(
        9,
        Text("学历教育类", "Degrees"),
        Text("90学时", "90 hours"),
        item_09_degrees,
    ),
    Item(
        10,
        Text("培训、研修或进修类", "Training courses"),
        Text("每天6学时", "6 hours a day"),
        item_10_training_courses,
    ),
    Item(
        11,
        Text("教学授课类", "Teaching"),
        Text("每次5学时", "5 hours each"),
        item_11_teaching,
    ),
    Item(
        12,
        Text("网络课件类", "Online courseware"),
        Text("按标定学时，与其他各项相加", "as rated, on top of all others"),
        item_12_online_courseware,
    ),
)
