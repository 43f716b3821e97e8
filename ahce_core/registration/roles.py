"""第十四条 names who applies, who verifies and who gives public notice; this is the list of those who act here.

A role is an assignment of ours with a scope, never a claim of somebody's token. Nobody has a role without one but the
applicant, who has their own declarations, and anyone, who may object to a public notice.
"""

from collections import namedtuple

from ..choices import Choice


class Role(Choice):
    """In what capacity somebody acts."""

    APPLICANT = "applicant", "申报人", "Applicant"
    EMPLOYER_VERIFIER = "employer_verifier", "单位核验人", "Employer's verifier"
    BUREAU_VERIFIER = "bureau_verifier", "人社部门核验人", "HRSS bureau's verifier"
    BUREAU_SUPERVISOR = "bureau_supervisor", "人社部门监督人", "HRSS bureau's supervisor"
    PROVINCIAL_OFFICE = "provincial_office", "省人社厅", "Provincial HRSS office"
    OPERATOR = "operator", "系统运维人", "Operator"
    LEARNING_PLATFORM = "learning_platform", "网络学习平台", "Learning platform"
    TITLE_SYSTEM = "title_system", "职称申报系统", "Title-declaration system"
    ANYONE = "anyone", "任何人", "Anyone"


VERIFIERS = frozenset((Role.EMPLOYER_VERIFIER, Role.BUREAU_VERIFIER))
SUPERVISORS = frozenset((Role.BUREAU_SUPERVISOR, Role.PROVINCIAL_OFFICE))
MACHINES = frozenset((Role.LEARNING_PLATFORM, Role.TITLE_SYSTEM))


class Assignment(namedtuple("Assignment", ("role", "scope"), defaults=("",))):
    """A role and where it holds: the employer of an employer's verifier, the region code of a bureau's people.

    The other roles have no scope: the provincial office's is the province, the operator's and the machines' is none.
    """

    __slots__ = ()
    role: Role
    scope: str


class Actor(namedtuple("Actor", ("person", "assignments"), defaults=((),))):
    """Who acts: the id of a person or machine client, and the assignments found for it. An empty id is a visitor."""

    __slots__ = ()
    person: str
    assignments: tuple[Assignment, ...]

    def has(self, role: Role, scope: str = "") -> bool:
        """Whether a role with exactly this scope is assigned."""
        return Assignment(role, scope) in self.assignments


VISITOR = Actor("")
