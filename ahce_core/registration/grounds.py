"""Why something is not done: one typed ground each, in both languages, with its article and the remedy.

``OURS`` marks a rule that the regulation does not state; its citation is then the sentence that the rule serves.
"""

from collections import namedtuple
from datetime import date

from ..choices import Choice
from ..citation import Citation
from ..problems import Problem
from ..wording import Text, day_text

OURS = True


class Nature(Choice):
    """What kind of refusal it is; an edge translates it once."""

    HIDDEN = "hidden", "不可见", "Not to be seen"
    FORBIDDEN = "forbidden", "无权办理", "Not theirs to do"
    CONFLICT = "conflict", "当前不可办理", "Not now"
    UNFIT = "unfit", "内容不符合要求", "Does not meet the rules"


class Ground(namedtuple("Ground", ("name", "nature", "citation", "text", "ours"), defaults=(False,))):
    """One reason for refusing; ``text`` is the fact and the remedy, perhaps a template."""

    __slots__ = ()
    name: str
    nature: Nature
    citation: Citation
    text: Text
    ours: bool

    def problem(self, path: str, *values: object) -> Problem:
        """This ground as what is wrong at ``path``, with its article."""
        zh, en = _filled(self.text, values)
        return Problem(path, Text(f"{zh}（{self.citation}）", f"{en} ({self.citation.english})"))


class NotAllowed(Exception):  # noqa: N818 - refuse is the glossary's word for 不予申报
    """Something that is not done, its ground, and the ground's text with the facts filled in."""

    def __init__(self, ground: Ground, *values: object) -> None:
        self.ground = ground
        self.text = _filled(ground.text, values)
        super().__init__(f"{ground.name}: {self.text.en}")


def _filled(text: Text, values: tuple[object, ...]) -> Text:
    return text.format(*[day_text(value) if isinstance(value, date) else value for value in values])


GROUNDS: dict[str, Ground] = {}


def _ground(name: str, nature: Nature, citation: Citation, zh: str, en: str, ours: bool = False) -> Ground:
    GROUNDS[name] = Ground(name, nature, citation, Text(zh, en), ours)
    return GROUNDS[name]


FINAL = Citation(21, point=3)

# ── who ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
NOT_FOUND = _ground(
    "not_found",
    Nature.HIDDEN,
    Citation(14),
    "没有找到。请核对地址，或回到列表。",
    "There is nothing here; check the address or go back to the list.",
    OURS,
)
ERASED = _ground(
    "erased",
    Nature.HIDDEN,
    Citation(14),
    "这一年的申报内容和材料已于{}删除（{}）；只留下办理的记录，不能再次申报。",
    "What was declared for this year was erased with its evidence on {} ({}); the record of the acts is left, and the "
    "year is not declared again.",
    OURS,
)
DECLARED_AND_ERASED = _ground(
    "declared_and_erased",
    Nature.CONFLICT,
    FINAL,
    "{}年度以前申报过，个人信息已经删除；每个年度只申报一次，不能再次申报。",
    "{} was declared before, and its personal data was erased; a year is declared once, so it is not declared again.",
)
NOT_YOUR_ACT = _ground(
    "not_your_act",
    Nature.FORBIDDEN,
    Citation(14),
    "“{}”由{}办理，您的身份不能办理。",
    "“{}” is done by: {}; your role may not do it.",
)
OWN_DECLARATION = _ground(
    "own_declaration",
    Nature.FORBIDDEN,
    Citation(14),
    "不能核验本人的申报；请由其他核验人办理。",
    "Nobody verifies their own declaration; another verifier has to do it.",
    OURS,
)
NOT_ABOVE = _ground(
    "not_above",
    Nature.FORBIDDEN,
    Citation(20),
    "撤销登记由核验方的上级人社部门办理；请报上级。",
    "A registration is annulled by the HRSS bureau above the verifier; please report it there.",
    OURS,
)

NOT_YOURS_TO_GRANT = _ground(
    "not_yours_to_grant",
    Nature.FORBIDDEN,
    Citation(5),
    "“{}”由上级或本级管理人员授予或收回；请联系上级人社部门。",
    "“{}” is given and taken back by those above or beside it; please ask the HRSS bureau above.",
    OURS,
)
TO_ONESELF = _ground(
    "to_oneself",
    Nature.FORBIDDEN,
    Citation(5),
    "不能给自己授予身份；请由另一位管理人员授予。",
    "Nobody gives a role to themselves; another administrator has to give it.",
    OURS,
)
NOBODY_THERE = _ground(
    "nobody_there",
    Nature.CONFLICT,
    Citation(5),
    "这个账号编号没有登记过本人，不能授予身份；请核对编号，或请对方登录后先在“我的学时”登记本人。",
    "Nobody is recorded for this account number, so it is given no role; check the number, or let its owner sign in "
    "and record themselves under “My hours” first.",
    OURS,
)
OFFICE_STAYS = _ground(
    "office_stays",
    Nature.CONFLICT,
    Citation(6),
    "省人社厅的身份不能自行收回，以免无人管理；请由另一位管理员收回。",
    "Nobody takes the provincial office back from themselves, so that somebody always administers; another one does it.",
    OURS,
)
ROLE_NEEDED = _ground(
    "role_needed",
    Nature.FORBIDDEN,
    Citation(5),
    "这项工作由{}办理，您的身份不能办理。",
    "This is done by: {}; your role may not do it.",
    OURS,
)

# ── when ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
STILL_OPEN = _ground(
    "still_open",
    Nature.CONFLICT,
    Citation(14),
    "这一年的申报尚未办结（{}），不能删除。",
    "The declaration of this year is still open ({}) and is not erased.",
    OURS,
)
NOTHING_DECLARED = _ground(
    "nothing_declared",
    Nature.CONFLICT,
    Citation(14),
    "当年尚未申报；请先由申报人提交。",
    "Nothing is declared for this year yet; the applicant declares first.",
)
ONCE_A_YEAR = _ground(
    "once_a_year",
    Nature.CONFLICT,
    FINAL,
    "当年已经申报；每个年度申报一次，提交后不予修改、撤销。",
    "This year is declared already: once a year, and not to be changed or withdrawn once submitted.",
)
REFUSAL_IS_FINAL = _ground(
    "refusal_is_final",
    Nature.CONFLICT,
    FINAL,
    "当年申报未通过，且不能再次申报；如有异议，请联系核验方的上级人社部门。",
    "This year's declaration was refused and may not be made again; the HRSS bureau above the verifier can be asked.",
)
ANNULLED_IS_FINAL = _ground(
    "annulled_is_final",
    Nature.CONFLICT,
    Citation(20),
    "当年登记已因弄虚作假被撤销，记录保留，不再办理。",
    "This year's registration was annulled for falsification; the record stays and nothing more is done with it.",
    OURS,
)
NOT_ACCEPTED = _ground(
    "not_accepted",
    Nature.CONFLICT,
    Citation(14),
    "这份申报未通过，已经办结；如可重新申报，请由申报人再次提交。",
    "This declaration was not accepted and is closed; where a new one is possible, the applicant makes it.",
)
NOTHING_ASKED = _ground(
    "nothing_asked",
    Nature.CONFLICT,
    FINAL,
    "核验人没有要求补充材料；提交后不予修改。",
    "The verifier has not asked for more evidence; a submitted declaration is not changed.",
)
ALREADY_ASKED = _ground(
    "already_asked",
    Nature.CONFLICT,
    Citation(14),
    "已经要求补充材料，正在等待申报人；也可以直接核验或不予申报。",
    "More evidence is asked for already; wait for the applicant, or verify or refuse now.",
    OURS,
)
ALREADY_VERIFIED = _ground(
    "already_verified",
    Nature.CONFLICT,
    Citation(14),
    "已经核验并公示；有误请更正，收到异议请处理异议。",
    "It is verified and on public notice; correct a clerical error, or decide the objection.",
)
NO_NOTICE = _ground(
    "no_notice",
    Nature.CONFLICT,
    Citation(14),
    "这份申报不在公示期内，不能提出异议。",
    "This declaration is not on public notice, so there is nothing to object to.",
    OURS,
)
NOTICE_OVER = _ground(
    "notice_over",
    Nature.CONFLICT,
    Citation(20),
    "公示期已满，不能再提出异议；如发现弄虚作假，请向人社部门反映。",
    "The public notice is over; falsification can be reported to the HRSS bureau.",
    OURS,
)
NO_OBJECTION = _ground(
    "no_objection",
    Nature.CONFLICT,
    Citation(14),
    "没有待处理的这项异议；请刷新后查看。",
    "There is no such open objection; please look again.",
    OURS,
)
OBJECTIONS_ENOUGH = _ground(
    "objections_enough",
    Nature.CONFLICT,
    Citation(14),
    "已有{}项异议待处理，登记已经暂停；请待核验方处理后再提。",
    "{} objections wait already and registration is stopped; please wait until the verifier has decided some.",
    OURS,
)
NOTHING_VERIFIED = _ground(
    "nothing_verified",
    Nature.CONFLICT,
    Citation(14),
    "尚未核验，没有可以更正的核验记录。",
    "Nothing is verified yet, so there is no record of a verification to correct.",
    OURS,
)
IN_DOUBT = _ground(
    "in_doubt",
    Nature.CONFLICT,
    Citation(14),
    "这份申报要单独核对（{}），不能与其他申报一并核验；请打开后办理。",
    "This declaration asks for a look of its own ({}) and is not verified together with others; please open it.",
    OURS,
)
NOT_REGISTERED = _ground(
    "not_registered",
    Nature.CONFLICT,
    Citation(20),
    "尚未登记；此时发现弄虚作假，应不予申报或认定异议成立。",
    "It is not registered yet; falsification found now is a reason to refuse, or to uphold an objection.",
    OURS,
)
EARLIER_DAY = _ground(
    "earlier_day",
    Nature.CONFLICT,
    Citation(14),
    "系统日期{}早于上一次办理的日期{}；请核对系统日期。",
    "The system's day {} is before the last act's, {}; please check the day.",
    OURS,
)

# ── declaring ────────────────────────────────────────────────────────────────────────────────────────────────────────
YEAR_NOT_BEGUN = _ground(
    "year_not_begun",
    Nature.CONFLICT,
    Citation(14),
    "{}年还没有开始，不能申报。",
    "{} has not begun, so it cannot be declared.",
    OURS,
)
FILING_NOT_OPEN = _ground(
    "filing_not_open",
    Nature.CONFLICT,
    Citation(14),
    "{}年度的申报自{}起受理。",
    "Declarations for {} are taken from {} on.",
    OURS,
)
FILING_OVER = _ground(
    "filing_over",
    Nature.CONFLICT,
    Citation(14),
    "{}年度的申报已于{}截止；请咨询核验单位。",
    "Declarations for {} closed at the end of {}; please ask your verifier.",
    OURS,
)
FILING_OVER_AGAIN = _ground(
    "filing_over_again",
    Nature.CONFLICT,
    Citation(14),
    "这一年的申报没有通过，可以重新申报一次；但{}年度的申报已于{}截止，现在不能提交。重新开放申报时间后可以提交，请咨询核验单位。",
    "This declaration was not accepted and may be made once more, but declarations for {} closed at the end of {}, so"
    " nothing can be submitted now. It can be once filing is opened again; please ask your verifier.",
    OURS,
)
NO_VERIFIER = _ground(
    "no_verifier",
    Nature.CONFLICT,
    Citation(14),
    "还没有登记所在单位；自由职业者请先登记所在县（市、区）。",
    "No employer is recorded; the self-employed first record their county.",
)
MEMBERSHIP_OPEN = _ground(
    "membership_open",
    Nature.CONFLICT,
    Citation(14),
    "所在单位还没有确认您是本单位人员；请联系单位人事部门。",
    "Your employer has not accepted your membership yet; please ask its HR.",
    OURS,
)
EMPLOYER_UNCONFIRMED = _ground(
    "employer_unconfirmed",
    Nature.CONFLICT,
    Citation(14),
    "属地人社部门还没有确认所在单位的类型，无法确定由谁核验；请联系单位人事部门。",
    "The HRSS bureau has not confirmed your employer's kind, so who verifies is not known; please ask your HR.",
    OURS,
)
BEFORE_TRANSFER = _ground(
    "before_transfer",
    Nature.CONFLICT,
    Citation(14),
    "您于{}调入，从调入之日起执行我省政策，不能在我省申报{}年度。",
    "You transferred in on {}; the regulation holds from that day, so {} is not declared here.",
)
TRANSFER_TO_COME = _ground(
    "transfer_to_come",
    Nature.UNFIT,
    Citation(14),
    "调入日期{}还没有到；从调入之日起执行我省政策，请在调入后登记。",
    "The day of the transfer, {}, is still to come; the regulation holds from that day, so please record it then.",
)

# ── content ──────────────────────────────────────────────────────────────────────────────────────────────────────────
ONLINE_IS_THERE = _ground(
    "online_is_there",
    Nature.UNFIT,
    Citation(12, 12),
    "网络课件学时由系统自动登记，不在申报之列；请删去。",
    "Item (12) hours are registered by themselves and are not declared; please remove this.",
)
NOT_ELECTED = _ground(
    "not_elected",
    Nature.UNFIT,
    Citation(21, point=4),
    "每个年度仅能选择一项，就高为“{}”；请删去这一项。",
    "A year has one option, the highest, “{}”; please remove this one.",
)
GIVES_NO_HOURS = _ground(
    "gives_no_hours",
    Nature.UNFIT,
    Citation(12),
    "按规定可认定0学时，不能申报；请删去，或不选任何一项提交。",
    "This gives no hours and cannot be claimed; remove it, or declare without an option.",
)
NOT_DONE = _ground(
    "not_done",
    Nature.UNFIT,
    Citation(14),
    "“{}”的日期{}还没有到；完成继续教育学时后才能申报。请核对日期，或完成后再申报。",
    "“{}” is dated {}, which is still to come; hours are declared once they are done. Check the day, or declare later.",
)
NOT_SERVED = _ground(
    "not_served",
    Nature.UNFIT,
    Citation(14),
    "“{}”到今天当年在岗{}天，不足半年（183天）；完成继续教育学时后才能申报，请在满183天后申报。",
    "“{}” has {} days of the year so far, under half of a year (183 days); hours are declared once they are done.",
)
COMPLETED_LATER = _ground(
    "completed_later",
    Nature.UNFIT,
    Citation(12, 12),
    "日期{}还没有到；每学完一门课程才登记学时，请在学完后发送。",
    "{} is still to come; the hours of a course are registered once it is completed, so send it then.",
)
EVIDENCE_MISSING = _ground(
    "evidence_missing",
    Nature.UNFIT,
    Citation(14),
    "请为“{}”上传证明材料。",
    "Please add evidence for “{}”.",
)
EVIDENCE_STRAY = _ground(
    "evidence_stray",
    Nature.UNFIT,
    Citation(14),
    "这份材料没有对应的申报内容“{}”；请核对。",
    "This evidence belongs to no claimed activity “{}”; please check it.",
    OURS,
)
EVIDENCE_TWICE = _ground(
    "evidence_twice",
    Nature.UNFIT,
    Citation(14),
    "同一份材料出现了不止一次；请保留一份。",
    "The same evidence is given more than once; please keep one.",
    OURS,
)
WORK_DECLARED = _ground(
    "work_declared",
    Nature.UNFIT,
    Citation(12, 4),
    "“{}”已在{}年度申报；同一论文或著作只得折算一次。",
    "“{}” is declared for {} already; a paper or book counts once.",
)
REASON_MISSING = _ground(
    "reason_missing",
    Nature.UNFIT,
    Citation(14),
    "请用文字写明，{}到{}个字。",
    "Please say it in words, {} to {} characters.",
    OURS,
)
CLAIM_STANDS = _ground(
    "claim_stands",
    Nature.UNFIT,
    FINAL,
    "“{}”是申报人提交的内容，不能更正；更正只限于核验记录本身：{}。",
    "“{}” is what the applicant claimed and is never corrected; only the verification's own record is: {}.",
)
NOTHING_CORRECTED = _ground(
    "nothing_corrected",
    Nature.UNFIT,
    Citation(14),
    "没有要更正的内容；请填写{}中的至少一项。",
    "There is nothing to correct; please give at least one of {}.",
    OURS,
)

PERSON_RECORDED = _ground(
    "person_recorded",
    Nature.CONFLICT,
    Citation(14),
    "这个登录账号或身份证件号码已经登记过；如不是您本人登记，请联系属地人社部门。",
    "This sign-in or ID number is recorded already; if it was not you, please ask the local HRSS bureau.",
    OURS,
)
EMPLOYER_RECORDED = _ground(
    "employer_recorded",
    Nature.CONFLICT,
    Citation(14),
    "这个统一社会信用代码已经登记过。",
    "This unified social credit code is recorded already.",
    OURS,
)
EMPLOYER_CONFIRMED = _ground(
    "employer_confirmed",
    Nature.CONFLICT,
    Citation(14),
    "这个单位已经确认，不能退回；名称或所属人社部门有误，请更正。",
    "This employer is confirmed and is not rejected any more; correct its name or its bureau where one is wrong.",
    OURS,
)
PERSON_NEEDED = _ground(
    "person_needed",
    Nature.FORBIDDEN,
    Citation(14),
    "请先登记您的姓名和身份证件号码。",
    "Please record your name and ID number first.",
    OURS,
)
MACHINE = _ground(
    "machine",
    Nature.FORBIDDEN,
    Citation(14),
    "这是系统对接的账号，不能登记为个人；请用本人的账号登录。",
    "This is a system's account and is recorded as nobody; please sign in with an account of your own.",
    OURS,
)
COMPLETION_DIFFERS = _ground(
    "completion_differs",
    Nature.CONFLICT,
    Citation(12, 12),
    "这个编号的学习记录已经登记，内容不同；请用新的编号。",
    "A completion with this id is registered already with other facts; please take another id.",
    OURS,
)
EVIDENCE_UNREADY = _ground(
    "evidence_unready",
    Nature.UNFIT,
    Citation(14),
    "这份材料没有上传完成，或与说明的类型、大小、摘要不符；请重新上传。",
    "This evidence is not uploaded, or its type, size or hash is another; please upload it again.",
    OURS,
)
EVIDENCE_BROKEN = _ground(
    "evidence_broken",
    Nature.UNFIT,
    Citation(14),
    "这份材料不是完整的{}文件，可能打不开；请检查后重新扫描或另存，再上传。",
    "This evidence is not a whole {} file and may not open; please check it, scan or save it again, and upload that.",
    OURS,
)
UPLOADS_ENOUGH = _ground(
    "uploads_enough",
    Nature.CONFLICT,
    Citation(14),
    "已有{}份材料在最近{}天内上传而没有随申报提交；请先提交申报，或过些天再上传。",
    "{} files were uploaded within {} days and are in no declaration; please declare first, or upload later.",
    OURS,
)

# ── certificate ──────────────────────────────────────────────────────────────────────────────────────────────────────
NO_CERTIFICATE_YET = _ground(
    "no_certificate_yet",
    Nature.CONFLICT,
    Citation(17),
    "尚未完成登记（{}），不能打印证书。",
    "It is not registered ({}), so there is no certificate.",
)
YEAR_NOT_COMPLETE = _ground(
    "year_not_complete",
    Nature.CONFLICT,
    Citation(17),
    "{}年度未完成规定学时：总学时还差{}，专业科目还差{}。",
    "{} is not complete: {} hours are missing in total, {} professional ones.",
)
CERTIFICATES_ENOUGH = _ground(
    "certificates_enough",
    Nature.CONFLICT,
    Citation(17),
    "每人每年最多签发{}份证书，{}年度已经用完；请联系属地人社部门。",
    "At most {} certificates are issued to a person for a year, and those of {} are used up; please ask the HRSS bureau.",
    OURS,
)
KEY_WITHDRAWN = _ground(
    "key_withdrawn",
    Nature.CONFLICT,
    Citation(17),
    "这份证书的签名密钥已停用，别人验证不了它；请签发新的一份，再打印。",
    "The key that signed this certificate was withdrawn, so nobody can verify it; issue a new one, then print that.",
    OURS,
)
