"""The chain: nothing recorded can be changed, dropped, moved or added unseen; personal data can be erased."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahce_core.registration.history import (
    Record,
    canonical,
    commitment,
    committed,
    faults,
    following,
    personal_faults,
)
from tests.core.strategies import STEADY

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
BODIES = st.lists(st.dictionaries(st.text(max_size=3), VALUES, max_size=3), min_size=1, max_size=6)


def chain(bodies: list[dict[str, object]], stream: str = "s") -> tuple[list[Record], tuple[int, str]]:
    records: list[Record] = []
    last = None
    for body in bodies:
        records.append(following(stream, last, body))
        last = (records[-1].number, records[-1].digest)
    return records, last


@STEADY
@given(BODIES)
def test_a_chain_that_nobody_touched_stands(bodies):
    records, head = chain(bodies)
    assert faults("s", records, head) == []
    assert [record.number for record in records] == list(range(1, len(bodies) + 1))


@STEADY
@given(BODIES, st.data())
def test_any_one_change_of_a_chain_is_found(bodies, data):
    records, head = chain(bodies)
    at = data.draw(st.integers(0, len(records) - 1))
    tampered = list(records)
    how = data.draw(st.sampled_from(["body", "drop", "twice", "stream", "swap", "rewrite"]))
    if how == "body":
        tampered[at] = records[at]._replace(body={**records[at].body, "未记录": 1})
    elif how == "drop":
        del tampered[at]
    elif how == "twice":
        tampered.insert(at, records[at])
    elif how == "stream":
        tampered[at] = records[at]._replace(stream="t")
    elif how == "swap":
        if len(records) == 1:
            return
        tampered.reverse()
    else:  # a record made anew with a digest of its own
        last = (records[at - 1].number, records[at - 1].digest) if at else None
        tampered[at] = following("s", last, {"未记录": 1})
    assert faults("s", tampered, head)


def test_a_chain_cut_at_its_end_is_found_by_its_head():
    records, head = chain([{"n": 1}, {"n": 2}])
    assert [text.en for text in faults("s", records[:1], head)] == [
        "The history ends at record 1, not where it should."
    ]
    assert faults("s", [], (0, "0" * 64)) == []
    assert faults("other", records, head)


def test_personal_data_stands_beside_its_hash_and_may_be_erased():
    personal = {"reason": ("5a" * 16, "材料不全"), "name": ("17" * 16, "申报人")}
    record = following("s", None, committed({"action": "refuse"}, personal))
    assert "材料不全" not in canonical(record.body).decode()
    assert personal_faults(record, personal) == []
    assert personal_faults(record, {}) == []
    forged = personal | {"reason": ("5a" * 16, "材料齐全")}
    assert [text.en for text in personal_faults(record, forged)] == [
        "Beside record 1, the personal data “reason” is not what was recorded."
    ]
    assert "never recorded" in personal_faults(record, {"phone": ("00" * 16, "0")})[0].en
    bare = following("s", None, {"action": "refuse"})
    assert "never recorded" in personal_faults(bare, {"name": personal["name"]})[0].en


def test_the_hash_of_personal_data_cannot_be_tried_without_its_salt():
    assert commitment("a" * 32, "x") != commitment("b" * 32, "x")
    assert commitment("a", "bc") != commitment("ab", "c")


@pytest.mark.parametrize("value", [1.0, {1: "x"}, {"x": [b""]}, object(), {"x": float("nan")}])
def test_what_has_no_exact_spelling_is_not_recorded(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_a_value_has_one_spelling():
    assert canonical({"乙": [1, None, True], "a": "é"}) == '{"a":"é","乙":[1,null,true]}'.encode()
    assert canonical((1, 2)) == canonical([1, 2])
