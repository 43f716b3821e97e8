"""The demonstration accounts, named by their role: nobody's name, no password, loopback only."""

from typing import NamedTuple

from ahce_core.wording import Text


class Account(NamedTuple):
    """Someone who can sign in at the embedded issuer; ``subject`` is what our role assignments hang on."""

    subject: str
    name: Text
    about: Text


ACCOUNTS = {
    account.subject: account
    for account in (
        Account(
            "demo-applicant",
            Text("演示申报人", "Demo applicant"),
            Text(
                "国有企事业单位的专业技术人员，申报本年学时",
                "A professional of a public institution who declares a year",
            ),
        ),
        Account(
            "demo-self-employed",
            Text("演示自由职业申报人", "Demo self-employed applicant"),
            Text("自由职业，由属地人社部门核验", "Self-employed, verified by the local HRSS bureau"),
        ),
        Account(
            "demo-newcomer",
            Text("演示新申报人", "Demo newcomer"),
            Text("还没有登记过，从登记本人开始", "Not recorded yet, begins by saying who they are"),
        ),
        Account(
            "demo-employer",
            Text("演示核验人（单位）", "Demo verifier (employer)"),
            Text("用人单位人事，核验本单位的申报", "HR of the employer, verifies its declarations"),
        ),
        Account(
            "demo-bureau",
            Text("演示核验人（人社局）", "Demo verifier (HRSS bureau)"),
            Text(
                "县区人社局，核验非公企业和自由职业的申报",
                "A county bureau, verifies non-public and self-employed",
            ),
        ),
        Account(
            "demo-supervisor",
            Text("演示监督人（市人社局）", "Demo supervisor (city bureau)"),
            Text("上级人社部门，监督、撤销登记", "The bureau above, supervises and annuls"),
        ),
        Account(
            "demo-administrator",
            Text("演示管理员（省人社厅）", "Demo administrator (province)"),
            Text("分配角色，设定年度、解读", "Assigns roles, sets filing windows and readings"),
        ),
    )
}


class Machine(NamedTuple):
    """A system that signs in as itself (client_credentials); its secret is made on this machine."""

    client: str
    name: Text


MACHINES = {
    machine.client: machine
    for machine in (
        Machine("demo-platform", Text("演示学习平台", "Demo learning platform")),
        Machine("demo-titles", Text("演示职称申报系统", "Demo title-declaration system")),
    )
}
