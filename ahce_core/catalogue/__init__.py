"""The catalogue of what Art. 12 recognizes, a module an item, sixteen kinds in the order of the text."""

from ..activity import Activity
from .item_01_awards_patents import Award, Patent
from .item_02_major_assignments import Assignment, ExpertOutreach
from .item_03_overseas_training import OverseasTraining
from .item_04_papers_books import Book, Paper
from .item_05_projects import Project
from .item_06_advisory_reports import AdvisoryReport
from .item_07_conferences import Conference
from .item_08_examinations import QualificationExam
from .item_09_degrees import Degree
from .item_10_training_courses import TrainingCourse
from .item_11_teaching import Teaching
from .item_12_online_courseware import Courseware, RecordedHours

KINDS: dict[str, type[Activity]] = {
    kind.kind: kind
    for kind in (
        Award,
        Patent,
        Assignment,
        ExpertOutreach,
        OverseasTraining,
        Paper,
        Book,
        Project,
        AdvisoryReport,
        Conference,
        QualificationExam,
        Degree,
        TrainingCourse,
        Teaching,
        Courseware,
        RecordedHours,
    )
}
