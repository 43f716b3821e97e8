"""Resident ID numbers (GB 11643) and unified social credit codes (GB 32100), with the standards' own examples."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ahce_core import identity
from ahce_core.identity import (
    NumberKind,
    Severity,
    check_employer_code,
    check_identity_number,
    last_four,
    masked,
)
from ahce_core.wording import Text
from tests.core.strategies import STEADY

TODAY = date(2026, 11, 24)
GB_11643_EXAMPLE = "11010519491231002X"
GB_32100_EXAMPLE = "91350100M000100Y43"
GENUINE_EARLY_CODE = "91350211M0000XUF46"  # published as registered; its check character should be R

# The standards' tables as printed, beside the core's arithmetic
RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
EMPLOYER_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
EMPLOYER_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def with_resident_check(body: str) -> str:
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, RESIDENT_WEIGHTS, strict=True)) % 11]


def with_employer_check(body: str) -> str:
    total = sum(EMPLOYER_CHARACTERS.index(c) * w for c, w in zip(body, EMPLOYER_WEIGHTS, strict=True))
    return body + EMPLOYER_CHARACTERS[-total % 31]


def checked(text: str) -> identity.Checked:
    return check_identity_number(text, today=TODAY)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    region = draw(
        st.sampled_from(["810000", "820000", "830000"])
        | st.from_regex(r"(34|11|54|65)[0-9]{4}", fullmatch=True)
        | st.from_regex(r"9(34|11)[0-9]{3}", fullmatch=True)
    )
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    return with_resident_check(f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}")


@st.composite
def employer_codes(draw: st.DrawFn) -> str:
    registrar = draw(
        st.sampled_from(["11", "12", "51", "52", "91", "92", "93", "A1", "N1", "N2", "N3", "Y1"])
    )
    region = draw(st.integers(110000, 659999))
    body = draw(st.text(EMPLOYER_CHARACTERS, min_size=9, max_size=9))
    return with_employer_check(f"{registrar}{region}{body}")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (GB_11643_EXAMPLE, NumberKind.RESIDENT),
        ("440524188001010014", NumberKind.RESIDENT),  # the standard's other example, of a centenarian
        (with_resident_check("71000019940823002"), NumberKind.RESIDENT),
        ("810000199408230021", NumberKind.RESIDENCE_PERMIT),  # the specimen of the residence permit
        (with_resident_check("82000019940823002"), NumberKind.RESIDENCE_PERMIT),
        ("830000199201300022", NumberKind.RESIDENCE_PERMIT),  # the specimen of the residence permit
        ("932682198501010017", NumberKind.PERMANENT_RESIDENT),  # the specimen of the card of 2023
    ],
)
def test_a_right_number_passes_and_says_what_it_is(number: str, kind: NumberKind) -> None:
    result = checked(number)
    assert (result.severity, result.number, result.kind, result.text) == (
        Severity.OK,
        number,
        kind,
        Text("", ""),
    )
    assert result.accepted


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５１９４９１２３１００２ｘ",
        "11010519491231002Ⅹ",
        "11010519491231002ⅹ",
        " 110105 19491231 002X\n",
        "110105－19491231-002X",
        "'11010519491231002X",
        "\u202a11010519491231002X\u202c\ufeff",
        "　11010519491231002X　",
    ],
)
def test_what_keyboards_and_spreadsheets_do_to_a_number_is_put_right(typed: str) -> None:
    assert checked(typed).number == GB_11643_EXAMPLE


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", identity.NO_IDENTITY_NUMBER),
        ("11010519491231002", identity.NO_IDENTITY_NUMBER),
        ("11010519491231002X0", identity.NO_IDENTITY_NUMBER),
        ("1.10105194912310E+17", identity.NO_IDENTITY_NUMBER),
        ("X1010519491231002X", identity.NO_IDENTITY_NUMBER),
        ("11010519491231002A", identity.NO_IDENTITY_NUMBER),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", identity.NO_IDENTITY_NUMBER),
        ("11010519491231002\0", identity.NO_IDENTITY_NUMBER),
        ("11010519491231002\udc80", identity.NO_IDENTITY_NUMBER),
        (with_resident_check("01010519491231002"), identity.NO_IDENTITY_NUMBER),
        ("1" * 1_000_000, identity.NO_IDENTITY_NUMBER),
        ("110105491231002", identity.FIRST_GENERATION),
        (with_resident_check("34010219000229001"), identity.NO_BIRTH_DATE),
        (with_resident_check("34010219991301001"), identity.NO_BIRTH_DATE),
        (with_resident_check("34010200000101001"), identity.NO_BIRTH_DATE),
        (with_resident_check("34010220261125001"), identity.NO_BIRTH_DATE),
        (with_resident_check("91134020261125001"), identity.NO_BIRTH_DATE),
        ("110105194912310021", identity.CHECK_CHARACTER_WRONG),
        ("932682198501010018", identity.CHECK_CHARACTER_WRONG),
        ("810000199408230022", identity.CHECK_CHARACTER_WRONG),
    ],
)
def test_a_wrong_number_is_refused_with_the_fact_and_the_remedy(typed: str, text: Text) -> None:
    result = checked(typed)
    assert (result.severity, result.text) == (Severity.ERROR, text)
    assert not result.accepted
    assert (result.number, result.kind) == ("", None)


@pytest.mark.parametrize(
    "body", ["34010220261124001", "34010220000229001", "91134020261124001", "83000020261124001"]
)
def test_somebody_born_today_or_on_a_leap_day_exists(body: str) -> None:
    assert checked(with_resident_check(body)).severity is Severity.OK


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("16010519491231002", NumberKind.RESIDENT),
        ("81010119940823002", NumberKind.RESIDENT),
        ("83010119940823002", NumberKind.RESIDENT),
        ("99968219850101001", NumberKind.PERMANENT_RESIDENT),
    ],
)
def test_an_unusual_region_is_a_warning_and_no_refusal(body: str, kind: NumberKind) -> None:
    result = checked(with_resident_check(body))
    assert (result.severity, result.kind, result.text) == (Severity.WARNING, kind, identity.REGION_UNUSUAL)
    assert result.accepted


def test_counties_are_not_checked_since_they_come_and_go() -> None:
    assert checked(with_resident_check("34999919491231002")).severity is Severity.OK


def test_a_permanent_resident_card_of_2017_is_accepted_with_a_warning() -> None:
    result = checked("kaz110090123105")
    assert (result.severity, result.number) == (Severity.WARNING, "KAZ110090123105")
    assert (result.kind, result.text) == (NumberKind.PERMANENT_RESIDENT, identity.CARD_OF_2017)
    assert checked("KAZ11009012310A").severity is Severity.ERROR
    assert checked("KA1110090123105").severity is Severity.ERROR


@STEADY
@given(identity_numbers())
def test_every_number_made_by_the_standard_passes(number: str) -> None:
    assert checked(number).severity is Severity.OK


@STEADY
@given(identity_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_one_changed_character_is_refused(number: str, place: int, character: str) -> None:
    assume(number[place] != character)
    assert checked(number[:place] + character + number[place + 1 :]).severity is Severity.ERROR


@STEADY
@given(identity_numbers(), st.integers(0, 16))
def test_any_two_neighbours_exchanged_are_refused(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    exchanged = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert checked(exchanged).severity is Severity.ERROR


@STEADY
@given(st.text() | st.text("0123456789X", min_size=15, max_size=18) | identity_numbers())
def test_no_text_shows_a_number(typed: str) -> None:
    for result in (checked(typed), check_employer_code(typed)):
        assert result.accepted == bool(result.number)
        assert (result.text == Text("", "")) == (result.severity is Severity.OK)
        if result.number:
            for shown in (repr(result), str(result), f"{result}", result.text.zh, result.text.en):
                assert result.number not in shown
                assert result.number[:-4] not in shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (GB_11643_EXAMPLE, "**************002X"),
        ("KAZ110090123105", "***********3105"),
        ("1234", "****"),
        ("", ""),
    ],
)
def test_a_masked_number_shows_its_last_four_only(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_a_certificate_shows_the_last_four_characters() -> None:
    assert last_four(GB_11643_EXAMPLE) == "002X"


@pytest.mark.parametrize(
    "code",
    [
        GB_32100_EXAMPLE,
        "911101066976941872",
        "91110000101623741K",
        with_employer_check("A1340000MB1500000"),  # lettered registrars
        with_employer_check("N2340121MF0000000"),
        with_employer_check("Y1340000MB1500000"),
    ],
)
def test_a_right_employer_code_passes(code: str) -> None:
    result = check_employer_code(code)
    assert (result.severity, result.number, result.kind) == (Severity.OK, code, NumberKind.EMPLOYER)


def test_an_employer_code_is_put_right_as_a_number_is() -> None:
    assert check_employer_code("９１３５０１００　m000100y43").number == GB_32100_EXAMPLE


def test_a_check_character_that_does_not_fit_is_a_warning_as_genuine_early_codes_have_one() -> None:
    result = check_employer_code(GENUINE_EARLY_CODE)
    assert (result.severity, result.number) == (Severity.WARNING, GENUINE_EARLY_CODE)
    assert result.text == identity.EMPLOYER_CHECK_CHARACTER_WRONG
    assert result.accepted
    assert check_employer_code("91350211M0000XUF4R").severity is Severity.OK


@pytest.mark.parametrize(
    "typed",
    [
        "",
        GB_32100_EXAMPLE[:-1],
        GB_32100_EXAMPLE + "0",
        *(GB_32100_EXAMPLE[:-1] + letter for letter in "IOSVZ"),
        "9135010AM000100Y43",  # a letter among the digits of the region
        "340100000012345",  # a registration number of before 2015
        "M000100Y-4",  # an organisation code of before 2015
        "安徽省合肥市",
    ],
)
def test_what_is_no_employer_code_is_refused(typed: str) -> None:
    result = check_employer_code(typed)
    assert (result.severity, result.number, result.text) == (Severity.ERROR, "", identity.NO_EMPLOYER_CODE)


def test_eighteen_zeros_are_no_employer_code_though_their_check_character_fits() -> None:
    for typed in ("0" * 18, "０" * 18, "000000-00000000 0000"):
        result = check_employer_code(typed)
        assert (result.severity, result.text) == (Severity.ERROR, identity.EMPLOYER_ALL_ZEROS)


def test_a_persons_number_in_the_employers_box_is_refused() -> None:
    assert check_employer_code(GB_11643_EXAMPLE).text == identity.IDENTITY_NUMBER_INSTEAD
    assert check_employer_code("110105194912310021").severity is Severity.WARNING  # no check character fits
    assert (
        check_employer_code(with_resident_check("11010519491331002")).severity is Severity.WARNING
    )  # no birth date


@STEADY
@given(employer_codes())
def test_every_employer_code_made_by_the_standard_passes(code: str) -> None:
    assert check_employer_code(code).severity is Severity.OK


@STEADY
@given(employer_codes(), st.integers(0, 17), st.sampled_from(EMPLOYER_CHARACTERS))
def test_any_one_changed_character_of_an_employer_code_is_noticed(
    code: str, place: int, character: str
) -> None:
    assume(code[place] != character)
    assert check_employer_code(code[:place] + character + code[place + 1 :]).severity is not Severity.OK


@STEADY
@given(employer_codes(), st.integers(0, 15))
def test_any_two_exchanged_neighbours_of_an_employer_code_are_noticed(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    exchanged = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert check_employer_code(exchanged).severity is not Severity.OK
