"""What a certificate says, in the one spelling that is signed."""

import base64
import hashlib
import json

import pytest

from ahce_core.registration import credential
from ahce_core.registration.credential import Credential

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


def test_the_attachment_holds_the_certificate_and_the_text_of_its_rows():
    assert json.loads(credential.attachment("a.b.c", "[]")) == {"certificate": "a.b.c", "rows": "[]"}
