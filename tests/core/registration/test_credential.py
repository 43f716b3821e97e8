"""What a certificate says, in the one spelling that is signed."""

import base64
import hashlib
import json

import pytest
from hypothesis import given

from ahce_core import json_text
from ahce_core.explain import explain, judged, recognize_all
from ahce_core.hours import shown
from ahce_core.registration import credential
from ahce_core.registration.case import UNDECLARED, Position
from ahce_core.registration.certificate import CERTIFICATES_A_YEAR, number, outdated, status
from ahce_core.registration.credential import Credential
from ahce_core.registration.figures import Figures, figures
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.workflow import Status
from ahce_core.request import Request, read_request
from tests.core.strategies import STEADY, requests

SAMPLE = Credential(
    "https://ahce.example",
    "2026-7K3M-9QPX-2FTW-1",
    1_790_000_000,
    "演示申报人",
    "演示单位",
    "0018",
    2026,
    425,
    600,
    ((8, 300, 600), (12, 125, 0)),
    "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
    (5, 99_999),
)
TEXT = (
    '{"iss":"https://ahce.example","jti":"2026-7K3M-9QPX-2FTW-1","iat":1790000000,"name":"演示申报人",'
    '"employer":"演示单位","id_last4":"0018","year":2026,"hours":[425,600],"items":[[8,300,600],[12,125,0]],'
    '"rows":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU","status":[5,99999]}'
)


def test_a_payload_is_spelled_without_spaces_in_the_order_of_the_format():
    assert SAMPLE.payload() == TEXT


def test_a_payload_that_is_read_says_the_same():
    assert credential.read(TEXT) == SAMPLE


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace(",", ", "),
        TEXT.replace("演示单位", "\\u6f14示单位"),
        TEXT[:-1] + ',"more":1}',
        TEXT.replace('"name":"演示申报人",', ""),
        TEXT.replace(
            '"name":"演示申报人","employer":"演示单位"', '"employer":"演示单位","name":"演示申报人"'
        ),
        TEXT.replace("425", "425.0"),
        TEXT.replace("425", "true"),
        TEXT.replace("[425,600]", "[425,600,1]"),
        TEXT.replace("[8,300,600]", "[8,300]"),
        TEXT.replace("[5,99999]", "[5]"),
        TEXT.replace("[5,99999]", "[5,-1]"),
        TEXT.replace('"2026-7K3M', '"2026-0K3M'),
        TEXT.replace('-1"', '-0"'),
        TEXT.replace('"演示单位"', "null"),
        TEXT.replace("2026,", '2025,"year":2026,'),
        "[" * 100_000,
        "",
        "null",
    ],
)
def test_what_is_spelled_or_typed_in_any_other_way_is_refused(other):
    with pytest.raises(ValueError, match="not the payload"):
        credential.read(other)


def test_a_number_has_three_groups_of_unambiguous_characters_between_the_year_and_its_count():
    assert credential.number(2026, 0, 1) == "2026-2222-2222-2222-1"
    assert credential.number(2026, credential.CODES - 1, 12) == "2026-ZZZZ-ZZZZ-ZZZZ-12"
    assert credential.NUMBER.fullmatch(credential.number(2026, 123_456_789, 3))
    assert not set("01ILOU") & set(credential.CODE_ALPHABET)
    assert credential.CODES > 2**58


def test_no_two_codes_give_the_same_number():
    some = [*range(1000), *range(credential.CODES - 1000, credential.CODES)]
    assert len({credential.number(2026, code, 1) for code in some}) == len(some)


def test_rows_are_bound_by_the_hash_of_their_text_as_it_is():
    text = '[{"item":8,"kind":"qualification_exam","title":"一级","date":"2026-01-20","hours":900}]'
    expected = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    assert credential.rows_hash(text) == expected
    assert credential.rows_hash(text + " ") != expected


def test_header_and_payload_are_signed_as_one_text_of_two_parts():
    header, payload = credential.signing_input("a-key", credential.TYPE, TEXT).split(".")
    assert base64.urlsafe_b64decode(header + "==") == b'{"alg":"ES256","kid":"a-key","typ":"ahce+jwt"}'
    assert base64.urlsafe_b64decode(payload + "==").decode() == TEXT


def test_a_shards_path_is_the_sites_own_and_says_nothing_of_a_certificate():
    assert credential.status_path(2026, 5) == "/api/public/status/2026/5"


def test_the_attachment_holds_the_certificate_and_the_text_of_its_rows():
    assert json.loads(credential.attachment("a.b.c", "[]")) == {"certificate": "a.b.c", "rows": "[]"}


def year(*activities: dict[str, object], **rest: object) -> Request:
    return read_request(json_text.read(json.dumps({"year": 2026, "activities": list(activities), **rest})))


def activity(identity: str, kind: str, **facts: object) -> dict[str, object]:
    return {"id": identity, "kind": kind, "title": identity, "date": "2026-05-04", **facts}


EXAM = activity("建造师", "qualification_exam")
LECTURE = activity("讲座", "teaching")
COURSES = [activity(f"课{n}", "courseware", subject="general", rated_hours=0.5 + n) for n in (2, 1)]


def test_rows_are_what_counts_in_the_order_of_item_and_date_and_hours_are_tenths():
    early = COURSES[1] | {"date": "2026-01-02"}
    assert credential.rows_of(year(COURSES[0], early, LECTURE, EXAM)) == (
        '[{"item":8,"kind":"qualification_exam","title":"建造师","date":"2026-05-04","hours":900},'
        '{"item":12,"kind":"courseware","title":"课1","date":"2026-01-02","hours":15},'
        '{"item":12,"kind":"courseware","title":"课2","date":"2026-05-04","hours":25}]'
    )
    assert credential.rows_of(year()) == "[]"


def test_an_assignment_whose_proof_has_no_date_has_an_empty_one():
    posting = {"id": "a", "kind": "assignment", "title": "援藏", "posting": "tibet"}
    (row,) = json.loads(credential.rows_of(year(posting | {"start": "2026-01-01", "end": "2026-12-31"})))
    assert (row["date"], row["hours"]) == ("", 900)


@STEADY
@given(requests())
def test_rows_are_exactly_what_the_assessment_counts(source):
    request = read_request(json_text.read(json.dumps(source)))
    counted = [(each["item"], each["hours"]) for each in explain(request)["activities"] if each["counts"]]
    rows = json.loads(credential.rows_of(request))
    assert sorted((row["item"], shown(row["hours"])) for row in rows) == sorted(counted)


@STEADY
@given(requests())
def test_the_items_add_up_to_the_years_hours_subject_by_subject(source):
    request = read_request(json_text.read(json.dumps(source)))
    tally = judged(request, recognize_all(request))
    items = credential.items_of(tally)
    assert sum(general for _, general, _ in items) == tally.general
    assert sum(professional for _, _, professional in items) == tally.professional
    assert tuple(item for item, _, _ in items) == figures(2026, tally).items


FIRST, LATER = Figures(2026, 300, 600, (8,)), Figures(2026, 425, 600, (8, 12))


def test_a_certificate_that_can_no_longer_be_verified_gets_a_new_number_for_the_same_figures():
    assert number((FIRST,), FIRST, verifiable=False) == 2
    assert (outdated((), FIRST), outdated((FIRST,), FIRST), outdated((FIRST,), LATER)) == (False, False, True)
    assert outdated((LATER, FIRST), LATER), "the last one counts"


def test_a_year_has_at_most_fifty_certificates():
    issued = (FIRST, LATER) * (CERTIFICATES_A_YEAR // 2)
    assert number(issued[:-1], LATER) == CERTIFICATES_A_YEAR == 50
    assert number(issued, LATER) == CERTIFICATES_A_YEAR
    for options in ({"now": FIRST}, {"now": LATER, "verifiable": False}):
        with pytest.raises(NotAllowed, match="certificates_enough"):
            number(issued, **options)


@pytest.mark.parametrize(
    ("where", "last", "verifiable", "expected"),
    [
        (Status.REGISTERED, True, True, "valid"),
        (Status.REGISTERED, True, False, "key_withdrawn"),
        (Status.REGISTERED, False, True, "superseded"),
        (Status.REGISTERED, False, False, "superseded"),
        (Status.ANNULLED, True, True, "revoked"),
        (Status.ANNULLED, True, False, "revoked"),
        (Status.ANNULLED, False, True, "revoked"),
        (Status.ANNULLED, False, False, "revoked"),
    ],
)
def test_a_certificate_goes_with_its_registration_gives_way_to_the_next_and_needs_its_key(
    where, last, verifiable, expected
):
    position: Position = UNDECLARED._replace(status=where)
    assert status(position, last=last, verifiable=verifiable).value == expected
