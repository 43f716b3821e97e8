"""A field takes exactly what it says, and names itself, the fact and the remedy where it does not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahce_core.fields import BooleanField, ChoiceField, DateField, HoursField, IntegerField, TextField, Unfit
from ahce_core.json_text import Number
from ahce_core.subjects import Subject
from ahce_core.wording import Text, is_one_line, one_line, unfit_character
from tests.core.strategies import STEADY

LABEL = Text("事实", "Fact")
PLACE = IntegerField(LABEL, least=1, most=999)
HOURS = HoursField(LABEL, least=1, most=5000)
DAY = DateField(LABEL)
WORDS = TextField(LABEL, most=4)
NAME = TextField(LABEL, most=4, verbatim=True)
CHOICE = ChoiceField(Subject, LABEL)
ANSWER = BooleanField(LABEL, default=False)


@pytest.mark.parametrize(
    ("field", "value", "fact"),
    [
        (PLACE, 1, 1),
        (PLACE, 999, 999),
        (HOURS, 500, 5000),
        (HOURS, Number("0.1"), 1),
        (HOURS, Number("12.50"), 125),
        (HOURS, Number("1.25e1"), 125),
        (HOURS, Number("5000e-1"), 5000),
        (HOURS, Number("0000000012.5"), 125),
        (DAY, "2028-02-29", datetime.date(2028, 2, 29)),
        (WORDS, "四个字𠮷", "四个字𠮷"),
        (WORDS, "甲\u3000 乙", "甲 乙"),
        (WORDS, "甲\t\n乙", "甲 乙"),
        (WORDS, "\u00a0甲 ", "甲"),
        (WORDS, "\ufeff甲\u200b乙", "甲乙"),
        (WORDS, "\u202e甲\u00ad\u2066", "甲"),
        (WORDS, "葛󠄀", "葛󠄀"),  # a variant of a character is seen
        (NAME, "a\x00\t\u200b", "a\x00\t\u200b"),
        (CHOICE, "general", Subject.GENERAL),
        (ANSWER, True, True),
        (ANSWER, False, False),
    ],
)
def test_a_field_reads_what_fits(field, value, fact):
    assert field.read(value) == fact
    assert type(field.read(value)) is type(fact)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (PLACE, 0),
        (PLACE, 1000),
        (PLACE, True),
        (PLACE, "1"),
        (PLACE, Number("1.0")),
        (PLACE, None),
        (HOURS, 0),
        (HOURS, 501),
        (HOURS, Number("0.05")),
        (HOURS, Number("500.1")),
        (HOURS, Number("NaN")),
        (HOURS, Number("1e400")),
        (HOURS, Number("-12.5")),
        (HOURS, Number("12.5" + "0" * 200)),
        (HOURS, True),
        (DAY, "2026-02-29"),
        (DAY, "20a6-02-01"),
        (DAY, "2026-2-01"),
        (DAY, "20260201"),
        (DAY, "2026-02-０1"),
        (DAY, "0000-01-01"),
        (DAY, 20260201),
        (WORDS, ""),
        (WORDS, "五个字的呀"),
        (WORDS, "\ud800"),
        (WORDS, " "),
        (WORDS, "\u3000\u200b\ufeff"),
        (WORDS, "甲\x00"),
        (WORDS, "甲\x7f乙"),
        (WORDS, "\x1b[2J"),
        (NAME, "\udfff"),
        (WORDS, 4),
        (CHOICE, "genaral"),
        (CHOICE, ["general"]),
        (CHOICE, {}),
        (ANSWER, "true"),
        (ANSWER, 1),
    ],
)
def test_a_field_refuses_what_does_not_fit_by_name_in_both_languages(field, value):
    with pytest.raises(Unfit) as caught:
        field.read(value)
    assert "事实" in caught.value.text.zh
    assert "Fact" in caught.value.text.en
    caught.value.text.zh.encode()


def test_a_near_miss_is_answered_with_what_was_meant():
    with pytest.raises(Unfit, match="Did you mean “general”"):
        CHOICE.read("genaral")


@STEADY
@given(st.text())
def test_one_line_is_one_line_and_stays_as_it_is(text):
    line = one_line(text)
    assert one_line(line) == line
    assert len(line) <= len(text)
    assert line == " ".join(line.split())
    if is_one_line(text):
        assert line == text
        assert not unfit_character(text)
