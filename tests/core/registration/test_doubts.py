"""第十四条 asks for a serious look: what keeps a declaration from being verified together with others."""

from datetime import date

import pytest

from ahce_core.json_text import read
from ahce_core.registration.case import Act
from ahce_core.registration.declaration import read_pinned_claim
from ahce_core.registration.doubts import Doubt, doubts, require_plain
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.profile import adopted
from ahce_core.registration.roles import Role
from ahce_core.registration.workflow import Action

DAY = date(2026, 2, 2)
DECLARED = Act(Action.DECLARE, Role.APPLICANT, DAY)
ASKED = Act(Action.ASK, Role.EMPLOYER_VERIFIER, DAY)
ADDED = Act(Action.SUPPLEMENT, Role.APPLICANT, DAY)
REFUSED = Act(Action.REFUSE, Role.EMPLOYER_VERIFIER, DAY)
EXAM = '{"id": "a1", "kind": "qualification_exam", "title": "一级建造师", "date": "2026-01-20"}'
SCI_OTHER = '{"id": "a1", "kind": "paper", "title": "论文", "date": "2026-01-20", "indexed_by": "sci", "authorship": "other"}'
POSTING = '{"id": "a1", "kind": "assignment", "title": "援藏", "posting": "tibet", "start": "2026-01-01", "end": "2026-12-31"}'
SCI_FIRST = SCI_OTHER.replace("other", "first")


def claim(*activities: str):
    return read_pinned_claim(read(f'{{"activities": [{", ".join(activities)}]}}'), 2026, adopted(2026))


PLAIN = {"lost_evidence": False, "shared_evidence": False, "used_before": False, "transferred_in": None}


@pytest.mark.parametrize(
    ("acts", "activity", "given", "found"),
    [
        ([DECLARED], EXAM, {}, ()),
        ([DECLARED], EXAM, {"lost_evidence": True}, (Doubt.LOST_EVIDENCE,)),
        ([DECLARED], EXAM, {"shared_evidence": True}, (Doubt.SHARED_EVIDENCE,)),
        ([DECLARED], EXAM, {"used_before": True}, (Doubt.USED_BEFORE,)),
        ([DECLARED], EXAM, {"transferred_in": date(2026, 1, 20)}, ()),  # 从调入之日起
        ([DECLARED], EXAM, {"transferred_in": date(2026, 1, 21)}, (Doubt.BEFORE_TRANSFER,)),
        ([DECLARED], POSTING, {"transferred_in": date(2026, 1, 1)}, ()),
        ([DECLARED], POSTING, {"transferred_in": date(2026, 1, 2)}, (Doubt.BEFORE_TRANSFER,)),
        ([DECLARED], SCI_FIRST, {}, ()),
        ([DECLARED], SCI_OTHER, {}, (Doubt.OPEN_READING,)),
        ([DECLARED, ASKED], EXAM, {}, (Doubt.SUPPLEMENTED,)),
        ([DECLARED, ASKED, ADDED], EXAM, {}, (Doubt.SUPPLEMENTED,)),
        ([DECLARED, REFUSED, DECLARED], EXAM, {}, (Doubt.DECLARED_AGAIN,)),
        ([DECLARED, ASKED, REFUSED, DECLARED], EXAM, {}, (Doubt.DECLARED_AGAIN,)),
        (
            [DECLARED, REFUSED, DECLARED, ASKED],
            SCI_OTHER,
            {
                "lost_evidence": True,
                "shared_evidence": True,
                "used_before": True,
                "transferred_in": date(2026, 7, 1),
            },
            tuple(Doubt),
        ),
    ],
)
def test_what_is_in_doubt_follows_from_the_acts_the_claim_and_the_evidence(acts, activity, given, found):
    in_order = tuple(doubt for doubt in Doubt if doubt in found)
    assert doubts(acts, claim(activity), (), **(PLAIN | given)) == in_order


def test_a_year_without_an_option_leaves_nothing_in_doubt():
    assert doubts([DECLARED], claim(), (), **(PLAIN | {"transferred_in": date(2026, 7, 1)})) == ()


def test_only_a_plain_declaration_is_verified_together_with_others():
    require_plain(())
    with pytest.raises(NotAllowed, match="in_doubt") as refusal:
        require_plain((Doubt.SHARED_EVIDENCE, Doubt.SUPPLEMENTED))
    assert "同一份材料也被别人使用、要求过补充材料" in refusal.value.text.zh
