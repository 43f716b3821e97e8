"""Where each of the 23 articles lives in this software, or why it needs no code.

The test beside it proves the list complete and every named module real.
"""

from collections import namedtuple

from .wording import Text


class Article(namedtuple("Article", ("number", "subject", "modules", "reason"))):
    """One article: what it is about, the modules that implement it, and, where there is none, why."""

    __slots__ = ()
    number: int
    subject: Text
    modules: tuple[str, ...]
    reason: Text | None


def _by(number: int, zh: str, en: str, *modules: str) -> Article:
    return Article(number, Text(zh, en), tuple(f"ahce_core.{module}" for module in modules), None)


def _none(number: int, zh: str, en: str, reason_zh: str, reason_en: str) -> Article:
    return Article(number, Text(zh, en), (), Text(reason_zh, reason_en))


ARTICLES = (
    _none(
        1,
        "目的和依据",
        "Purpose and basis",
        "说明立法目的，不产生计算",
        "states a purpose; nothing to compute",
    ),
    _by(2, "适用范围", "Scope", "scope"),
    _none(3, "原则", "Principles", "说明原则，不产生计算", "states principles; nothing to compute"),
    _by(4, "与岗位、职称衔接", "Use for posts and titles", "scope"),
    _by(5, "分级负责", "Levels of responsibility", "registration.grants", "registration.roles"),
    _by(6, "人社部门职责", "Duties of HRSS", "registration.regions"),
    _none(
        7,
        "行业主管部门职责",
        "Duties of industry authorities",
        "说明分工，不产生计算",
        "divides duties; nothing to compute",
    ),
    _none(
        8, "用人单位职责", "Duties of employers", "说明分工，不产生计算", "divides duties; nothing to compute"
    ),
    _by(9, "公需科目和专业科目", "General and professional subjects", "subjects"),
    _by(10, "继续教育的形式", "Forms", "activity", "catalogue"),
    _none(11, "公益性", "No fee", "约束举办者，不影响学时", "binds organisers, changes no hours"),
    _by(
        12,
        "学时标准和认定",
        "Hours and their recognition",
        "hours",
        "catalogue",
        "year",
        "years",
        "surprises",
    ),
    _by(13, "学时管理系统", "The registry", "registration.online", "registration.case"),
    _by(
        14,
        "登记、核验和公示",
        "Registration, verification, public notice",
        "registration.workflow",
        "registration.case",
        "registration.routing",
        "registration.regions",
        "registration.verification",
        "registration.notice",
        "registration.scope",
        "workdays",
        "holidays",
        "identity",
        "surprises",
    ),
    _by(15, "登记管理制度", "Employers' ledgers", "registration.verification"),
    _by(16, "登记服务和数据导入", "Service and import", "registration.online"),
    _by(
        17,
        "登记证书",
        "Certificate",
        "registration.certificate",
        "registration.credential",
        "registration.presented",
        "registration.answers",
        "registration.figures",
    ),
    _none(
        18, "管理监督", "Supervision", "由人社部门、行业主管部门执行", "HRSS and industry authorities do it"
    ),
    _none(
        19,
        "监督内容",
        "What is supervised",
        "由人社部门、行业主管部门执行",
        "HRSS and industry authorities do it",
    ),
    _by(
        20, "违规处理", "Violations", "registration.scope", "registration.history", "registration.status_list"
    ),
    _by(
        21,
        "选项、科目和就高",
        "Options, subjects, the highest",
        "year",
        "closing",
        "readings",
        "surprises",
        "registration.declaration",
        "registration.filing",
    ),
    _by(22, "解释权", "Interpretation", "readings", "sensitivity", "registration.profile"),
    _by(23, "施行日期", "Entry into force", "rules"),
)
