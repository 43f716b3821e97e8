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


@pytest.mark.parametrize("text", ["\u200b\u200b\u200b", "\u202e \u2066", " \n\t "])
def test_a_reason_in_which_nothing_can_be_seen_is_none(text):
    with pytest.raises(Refusal, match="words"):
        reason(text)


@pytest.mark.parametrize("text", ["不属实\x00", "\ud800不属实"])
def test_what_is_no_text_is_no_reason_and_no_correction(text):
    with pytest.raises(Refusal, match="control character"):
        reason(text)
    with pytest.raises(Refusal, match="control character"):
        corrections({"ledger": text})


def test_a_reason_keeps_its_lines_and_loses_what_nobody_sees():
    assert reason(" 证书\u200b不是  本人的\r\n\u202e见附件 ") == "证书不是 本人的\n见附件"
