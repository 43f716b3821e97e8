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


def test_papers_of_one_title_are_pointed_out_with_the_word_that_marks_them_as_one():
    titles = ["《高铁轨道沉降监测》", "高铁轨道 沉降监测", "高铁轨道沉降监测。"]
    first, second, third = (
        paper(str(number), year, title=title)
        for number, (year, title) in enumerate(zip([2025, 2026, 2026], titles, strict=True))
    )
    years = [{"year": 2025, "activities": [first]}, {"year": 2026, "activities": [second, third]}]
    (found,) = assess_years(*years)["like_titles"]
    assert (found["kind"], found["work"]) == ("paper", titles[0])
    assert found["places"] == [{"year": 2025, "activities": ["0"]}, {"year": 2026, "activities": ["1", "2"]}]
    assert "填了3次" in found["message"]
    assert "3 times" in found["message_en"]
    second["work"] = "沉降"
    (found,) = assess_years(*years)["like_titles"]
    assert found["work"] == "沉降"
    first["work"] = third["work"] = found["work"]
    answer = assess_years(*years)
    assert answer["like_titles"] == []
    assert len(answer["same_work"]) == 1
    assert [each["counts"] for each in answer["years"][1]["activities"]] == [True, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "沉降"}, {"title": "隧道"}),
        ({"title": "沉降", "work": "甲"}, {"title": "沉降", "work": "乙"}),
        ({"title": "论文 2"}, {"title": "论文2"}),
        ({"title": "Paper"}, {"title": "Paper"}),
    ],
)
def test_other_titles_other_works_and_a_title_that_only_names_its_kind_point_nothing_out(one, other):
    activities = [paper("a", 2026, **one), paper("b", 2026, **other)]
    assert assess_years({"year": 2026, "activities": activities})["like_titles"] == []


def test_a_paper_and_another_achievement_of_one_title_are_not_alike():
    project = {"id": "b", "kind": "teaching", "title": "沉降", "date": "2026-05-01"}
    activities = [paper("a", 2026, title="沉降"), project]
    assert assess_years({"year": 2026, "activities": activities})["like_titles"] == []


def test_the_years_that_a_posting_touches_without_being_entered_are_pointed_out():
    def posting(start, end):
        facts = {"id": "p", "kind": "assignment", "title": "援藏", "posting": "tibet"}
        return {**facts, "start": start, "end": end}

    long = posting("2024-07-02", "2027-07-02")
    (found,) = assess_years({"year": 2026, "activities": [long]})["other_years"]
    assert (found["year"], found["activity"], found["years"]) == (2026, "p", [2025, 2027])
    assert "2025年、2027年" in found["message"]
    assert "2025 and 2027" in found["message_en"]
    before = {"year": 2025, "activities": [posting("2025-01-01", "2025-12-31")]}
    (found,) = assess_years({"year": 2026, "activities": [long]}, before)["other_years"]
    assert found["years"] == [2027]
    within = {"year": 2026, "activities": [posting("2026-01-01", "2026-12-31")]}
    assert assess_years(within)["other_years"] == []


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
