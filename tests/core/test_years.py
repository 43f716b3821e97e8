"""Several years side by side: each as it is alone, and the same work pointed out."""

import json

import pytest

from ahce_core import api


def paper(identity, year, work=None, **changes):
    facts = {"id": identity, "kind": "paper", "title": "论文", "date": f"{year}-06-01", "indexed_by": "none"}
    return facts | {"authorship": "sole"} | ({"work": work} if work else {}) | changes


def assess_years(*years):
    return json.loads(api.assess_years(json.dumps({"years": list(years)})))


def test_each_year_is_assessed_as_if_it_were_alone():
    years = [{"year": 2025, "activities": [paper("a", 2025)]}, {"year": 2026, "activities": []}]
    answer = assess_years(*years)
    assert answer["years"] == [json.loads(api.assess(json.dumps(year))) for year in years]
    assert answer["same_work"] == []


def test_a_work_published_in_one_year_and_indexed_in_the_next_is_pointed_out():
    answer = assess_years(
        {"year": 2026, "activities": [paper("b", 2026, "w", indexed_by="sci"), paper("c", 2026, "w")]},
        {"year": 2025, "activities": [paper("a", 2025, "w")]},
    )
    (warning,) = answer["same_work"]
    assert warning["kind"] == "paper"
    assert warning["work"] == "w"
    assert warning["places"] == [
        {"year": 2025, "activities": ["a"]},
        {"year": 2026, "activities": ["b", "c"]},
    ]
    assert "2025年、2026年" in warning["message"]
    assert "2025 and 2026" in warning["message_en"]


def test_a_work_is_the_same_whatever_its_width_capitals_and_blanks():
    spellings = ["Ａbc　２", "abc 2", " ABC \t2\u200b", "ａｂｃ ２"]
    years = range(2025, 2029)
    answer = assess_years(
        *(
            {"year": year, "activities": [paper("a", year, work)]}
            for year, work in zip(years, spellings, strict=True)
        )
    )
    (warning,) = answer["same_work"]
    assert [place["year"] for place in warning["places"]] == list(years)
    together = [paper(str(number), 2026, work) for number, work in enumerate([*spellings, "abc2"])]
    one_year = {"year": 2026, "activities": together, "readings": {"one_option": "item"}}
    assert json.loads(api.assess(json.dumps(one_year)))["elected"]["activities"] == ["0", "4"]


def test_a_paper_and_a_book_of_one_name_are_two_works():
    book = {"id": "b", "kind": "book", "title": "书", "date": "2025-06-01", "authorship": "sole", "work": "w"}
    answer = assess_years(
        {"year": 2025, "activities": [book]}, {"year": 2026, "activities": [paper("a", 2026, "w")]}
    )
    assert answer["same_work"] == []


def test_problems_of_all_years_come_at_once_with_the_year_they_belong_to():
    answer = assess_years(
        {"year": 2024, "activities": []},
        {"year": 2026, "activities": [paper("a", 2025)]},
        {"year": 2027, "activities": [], "typo": 1},
        [],
    )
    paths = [error["path"] for error in answer["errors"]]
    assert paths == ["years[0].year", "years[1].activities[0].date", "years[2].typo", "years[3]"]


def test_an_impossible_split_is_refused_in_its_year():
    answer = assess_years(
        {"year": 2025, "activities": []}, {"year": 2026, "activities": [], "elected_split": {"general": 1}}
    )
    assert [error["path"] for error in answer["errors"]] == ["years[1].elected_split"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[]", "years"),
        ("{}", "years"),
        ('{"years": {}}', "years"),
        ('{"years": [], "year": 2026}', "year"),
        ('{"years": [], "years": []}', "years"),
        (json.dumps({"years": [{"year": 2026, "activities": []}] * 2}), "years[1].year"),
        (json.dumps({"years": [{"year": 2025 + n, "activities": []} for n in range(21)]}), "years"),
        ("not json", ""),
    ],
)
def test_what_is_no_list_of_years_is_refused_by_name(text, path):
    assert [error["path"] for error in json.loads(api.assess_years(text))["errors"]] == [path]


def test_twenty_years_fit():
    years = [{"year": 2025 + n, "activities": []} for n in range(20)]
    assert len(assess_years(*years)["years"]) == 20
