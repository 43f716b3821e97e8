"""What a verifier records: a refusal with a rule and a reason, corrections of their own slips alone."""

import pytest

from ahce_core.problems import Refusal
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.verification import RefusalRule, corrections, reason


@pytest.mark.parametrize("text", ["", " ", "　", "无", "x" * 501])
def test_a_reason_is_given_in_words(text):
    with pytest.raises(Refusal) as refusal:
        reason(text, "question")
    (problem,) = refusal.value.problems
    assert (problem.path, problem.text.zh) == ("question", "请用文字写明，2到500个字。（第十四条）")


@pytest.mark.parametrize("text", ["不符", " 证书与姓名不符　", "x" * 500])
def test_a_reason_is_kept_without_the_spaces_around_it(text):
    assert reason(text) == text.strip(" 　")


@pytest.mark.parametrize("rule", RefusalRule)
def test_every_rule_of_refusal_names_its_article(rule):
    assert "条" in rule.text.zh
    assert "Art." in rule.text.en


def test_only_the_verifications_own_record_is_corrected():
    assert corrections({"remark": "笔误"}) == {"remark": "笔误"}
    with pytest.raises(NotAllowed, match="claim_stands") as refusal:
        corrections({"remark": "笔误", "activities": "…"})
    assert "activities" in refusal.value.text.zh
    with pytest.raises(NotAllowed, match="nothing_corrected"):
        corrections({})
    with pytest.raises(Refusal, match="ledger"):
        corrections({"ledger": "x" * 501})
