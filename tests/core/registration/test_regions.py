"""Anhui by GB/T 2260: 16 cities, 104 counties, two of them the province's own."""

import pytest

from ahce_core.problems import Refusal
from ahce_core.registration.regions import (
    DIRECTLY_MANAGED,
    PROVINCE,
    REGIONS,
    chain_above,
    county,
    full_name,
    governs,
    region,
)

CITIES = {code for code in REGIONS if code.endswith("00") and code != PROVINCE}


def test_the_province_has_sixteen_cities_and_one_hundred_and_four_counties():
    assert len(CITIES) == 16
    assert len(REGIONS) == 1 + 16 + 104
    assert all(code.isdigit() and len(code) == 6 and code.startswith("34") for code in REGIONS)


@pytest.mark.parametrize("code", REGIONS)
def test_whoever_stands_above_a_region_shares_its_prefix(code):
    above = chain_above(code)
    assert (above[-1] if above else code) == PROVINCE
    for each in above:
        assert code.startswith(each.rstrip("0"))
        assert governs(each, code)
        assert not governs(code, each)
    assert governs(code, code)


@pytest.mark.parametrize("code", DIRECTLY_MANAGED)
def test_guangde_and_susong_answer_to_the_province_and_not_to_the_city_of_their_prefix(code):
    """各市及广德市、宿松县人力资源社会保障局"""
    assert chain_above(code) == (PROVINCE,)
    assert not governs(f"{code[:4]}00", code)
    assert region(code).name in ("广德市", "宿松县")


def test_a_county_answers_to_its_city_and_a_city_to_the_province():
    assert chain_above("340881") == ("340800", PROVINCE)
    assert full_name("340881") == "安徽省安庆市桐城市"
    assert full_name("341882") == "安徽省广德市"
    assert not governs("340100", "340881")
    assert not governs("340881", "340802")


@pytest.mark.parametrize("code", ["341822", "110000", "340101", "340176", "", "34", "３４００００"])
def test_a_code_that_anhui_does_not_have_is_refused_by_name(code):
    with pytest.raises(Refusal) as refusal:
        region(code)
    assert refusal.value.problems[0].path == "region"
    assert code in refusal.value.problems[0].text.zh


def test_the_code_of_guangde_before_it_became_a_city_is_answered_with_a_remedy():
    with pytest.raises(Refusal, match="Did you mean “3418"):
        region("341822")


def test_a_county_is_a_region_that_no_other_stands_under():
    for code in ("340881", *DIRECTLY_MANAGED):
        assert county(code) is region(code)
    for code in (PROVINCE, "340800", "341800"):
        with pytest.raises(Refusal, match="counties and districts"):
            county(code)
    with pytest.raises(Refusal):
        county("110000")
