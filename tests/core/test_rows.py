"""A staff list: columns from the catalogue, cells by the rules of the request, one result a person and year."""

import json
from collections.abc import Iterable

import pytest

from ahce_core import api
from ahce_core.catalogue import KINDS
from ahce_core.fields import ChoiceField
from ahce_core.hours import shown
from ahce_core.problems import Refusal
from ahce_core.readings import ADOPTED, OneOption, Profile
from ahce_core.rows import (
    COLUMNS,
    RESULTS,
    PersonYear,
    RowProblem,
    StaffList,
    Together,
    assessing,
    cells,
    columns,
    find_headings,
    judging,
    read_headings,
)

HEADINGS = [column.label.zh for column in COLUMNS.values()]
LECTURE = {"year": "2025", "kind": "授课、学术报告、讲座", "title": "讲座", "date": "2025-03-01"}
PATENT = {**LECTURE, "kind": "专利", "title": "一种阀门", "type": "发明专利", "place": "1"}
COURSE = {**LECTURE, "kind": "网络课件学习", "title": "课件", "subject": "公需科目"}
PAPER = {**LECTURE, "kind": "论文", "title": "论文", "indexed_by": "EI收录", "authorship": "第一作者（合作）"}


def row(person: str = "甲", facts: dict[str, str] = LECTURE, **more: str) -> list[str]:
    """A row under :data:`HEADINGS`."""
    given = {"person": person, **facts, **more}
    return [given.get(name, "") for name in COLUMNS]


def assess(
    sheet: Iterable[list[str]], profile: Profile = ADOPTED, headings: list[str] = HEADINGS
) -> tuple[list[PersonYear], list[RowProblem]]:
    """The results and problems of rows, the first of which is row 2."""
    problems: list[RowProblem] = []
    staff = StaffList(read_headings(headings), problems.append, Together(), profile)
    return list(staff.assess(enumerate(sheet, 2))), problems


def only(sheet: Iterable[list[str]], profile: Profile = ADOPTED) -> PersonYear:
    """The one result of rows without a problem."""
    results, problems = assess(sheet, profile)
    assert [problem for problem in problems if problem.text.en.startswith("This row is the same")] == problems
    (result,) = results
    return result


def refusal(*cells: str, person: str = "甲", facts: dict[str, str] = LECTURE, **more: str) -> RowProblem:
    """The one problem of a row, whose person is assessed without it."""
    results, problems = assess([row(person, facts, **more) + list(cells)])
    assert [(result.rows, result.left_out) for result in results] == [(0, 1)]
    (problem,) = problems
    assert problem.row == 2
    assert problem.text.zh.endswith("。")
    assert problem.text.en.endswith(".")
    return problem


def test_the_result_of_a_person_is_the_answer_of_the_door() -> None:
    sheet = [row(facts=PATENT), row(facts=COURSE, rated_hours="30"), row(facts=LECTURE)]
    request = {
        "year": 2025,
        "activities": [
            {
                "id": "1",
                "kind": "patent",
                "title": "一种阀门",
                "date": "2025-03-01",
                "type": "invention",
                "place": 1,
            },
            {
                "id": "2",
                "kind": "courseware",
                "title": "课件",
                "date": "2025-03-01",
                "subject": "general",
                "rated_hours": 30,
            },
            {"id": "3", "kind": "teaching", "title": "讲座", "date": "2025-03-01"},
        ],
    }
    answer = json.loads(api.assess(json.dumps(request)))
    result = only(sheet)
    assert result == PersonYear(
        person="甲", year=2025, total=80, general=30, professional=50, complete=False, missing_total=10,
        missing_professional=10, verdict="short", elected_item=1, elected="一种阀门", rows=3, left_out=0, rules_version="2025.1",
    )  # fmt: skip
    for name in ("year", "total", "general", "professional", "complete", "verdict", "rules_version"):
        assert getattr(result, name) == answer[name]
    assert (result.missing_total, result.missing_professional) == tuple(answer["missing"].values())


def test_every_field_of_the_catalogue_has_a_column() -> None:
    declared = {field.name for kind in KINDS.values() for field in kind.fields}
    assert set(COLUMNS) == declared | {"person", "year", "kind", "title", "date", "id", "note"}
    assert tuple(RESULTS) == PersonYear._fields


def test_no_word_of_a_heading_a_kind_or_a_choice_stands_for_two_things() -> None:
    words = [
        {cells.folded(word) for label in (column.label, *(f.label for f in column.fields.values())) for word in (column.name, *label)}
        | set(map(cells.folded, columns.OTHER_HEADINGS.get(column.name, ())))
        for column in COLUMNS.values()
    ]  # fmt: skip
    assert sum(map(len, words)) == len(columns._headings())
    assert len(cells.kinds()) == sum(
        len({cells.folded(word) for word in (kind.kind, *kind.about.label)}) for kind in KINDS.values()
    )
    for kind in KINDS.values():
        for field in kind.fields:
            if isinstance(field, ChoiceField):
                assert len(cells.choices(field)) == sum(
                    len({cells.folded(word) for word in (choice.value, *choice.text)})
                    + (choice in cells.SHORT)
                    for choice in field.choices
                )


@pytest.mark.parametrize("word", ["zh", "en", "name"])
def test_headings_are_chinese_english_or_identifiers_in_any_order(word: str) -> None:
    headings = [column.name if word == "name" else getattr(column.label, word) for column in COLUMNS.values()]
    results, problems = assess([row()[::-1]], headings=headings[::-1])
    assert problems == []
    assert [result.total for result in results] == [5]


@pytest.mark.parametrize(
    "heading", ["获奖人排序", "执笔排序", " 排序 ", "ＰＬＡＣＥ", "Place in\nthe team", "place"]
)
def test_a_shared_column_is_known_by_the_label_of_each_kind(heading: str) -> None:
    layout = read_headings(["人员", "年度", "种类", "名称", "证明上的日期", heading, ""])
    assert layout.columns[5:] == (COLUMNS["place"], None)


def test_headings_are_known_as_people_head_their_own_lists() -> None:
    for words in zip(("姓名", "身份证号", "Full name"), ("年份", "年", "Year"), ("类别", "活动类别", "Kind"), ("活动", "成果名称", "Title"), ("日期", "完成时间", "结业日期"), strict=True):  # fmt: skip
        results, problems = assess([row()[:5]], headings=list(words))
        assert problems == []
        assert results[0].total == 5


def test_a_list_may_have_a_name_and_a_number_if_it_says_which_is_read() -> None:
    headings = ["姓名", "备注：身份证号", *HEADINGS[1:5]]
    assert assess([["甲", "x", *row()[1:5]]], headings=headings)[0][0].person == "甲"
    with pytest.raises(Refusal) as refused:
        read_headings(["姓名", "身份证号", *HEADINGS[1:5]])
    assert (
        "“身份证号”与第1列是同一列；请只保留一个，或者让另一个的标题以“备注”开头"
        in refused.value.problems[0].text.zh
    )


@pytest.mark.parametrize(
    ("headings", "zh", "en"),
    [
        ([], "第一行应是列标题", "first row"),
        (["", "甲", "2025"], "第一行应是列标题", "first row"),
        (HEADINGS[1:], "缺少“人员”列", "no column “Person”"),
        ([*HEADINGS, "标定学时数"], "不认识标题“标定学时数”。是不是“标定学时”？", "“标定学时数” is not known"),
        ([*HEADINGS, "标定学时"], "“标定学时”与第23列是同一列", "the same as column 23"),
        ([*HEADINGS, "Person"], "“Person”与第1列是同一列", "the same as column 1"),
    ],
)  # fmt: skip
def test_headings_that_are_missing_unknown_or_doubled_are_refused(
    headings: list[str], zh: str, en: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read_headings(headings)
    (problem,) = refused.value.problems
    assert zh in problem.text.zh
    assert en in problem.text.en


def test_all_headings_in_error_are_named_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        read_headings(["年度", "年度", "部门"])
    assert [problem.path for problem in refused.value.problems] == [
        "headings[1]",
        "headings[2]",
        *["headings"] * 4,
    ]


@pytest.mark.parametrize(
    ("above", "at"),
    [
        ([], 0),
        ([["2025年继续教育统计表"], []], 2),
        ([["单位", "名称", "", "某某学校"]], 1),
        ([["年度", "年度"]], 1),
    ],
)
def test_the_headings_are_the_row_with_the_most_of_those_required(above: list[list[str]], at: int) -> None:
    assert find_headings([*above, HEADINGS, row(), HEADINGS]) == at
    assert find_headings(above) is None


def test_a_line_above_the_headings_that_has_some_of_their_words_is_not_taken_for_them() -> None:
    assert find_headings([["姓名", "某某", "日期", "2026-01-05"], HEADINGS, row()]) == 1


def test_columns_headed_note_are_not_read() -> None:
    results, problems = assess([[*row(), "三车间", "x"]], headings=[*HEADINGS, "备注：部门", "note 2"])
    assert problems == []
    assert results[0].rows == 1


@pytest.mark.parametrize(
    ("facts", "cells", "total"),
    [
        (PATENT, {"type": "invention", "place": "２"}, 47),
        (PATENT, {"type": "Utility Model Patent", "place": " 2 "}, 37),
        (PATENT, {"type": "外观设计专利", "place": "2.0"}, 37),
        (PATENT, {"kind": "PATENT", "type": "发明 专利"}, 50),
        (COURSE, {"rated_hours": "12.5"}, 12.5),
        (COURSE, {"subject": "公需", "rated_hours": "12.5"}, 12.5),
        (COURSE, {"subject": " 专 业", "rated_hours": "12.5"}, 12.5),
        (COURSE, {"rated_hours": "１２．５０"}, 12.5),
        (COURSE, {"rated_hours": "12"}, 12),
        (COURSE, {"rated_hours": "  "}, 1),
        (LECTURE, {"kind": "所在单位组织", "title": " x "}, None),
        (LECTURE, {"date": "2025/3/1"}, 5),
        (LECTURE, {"date": "2025.03.1"}, 5),
        (LECTURE, {"date": "２０２５年３月１日"}, 5),
        (LECTURE, {"date": "2025年 3月 1日"}, 5),
        (LECTURE, {"date": "20250301"}, 5),
        (LECTURE, {"date": "2025-03-01 09:30"}, 5),
        (LECTURE, {"date": "2025/3/1 9:30"}, 5),
        (LECTURE, {"date": "2025-3-1 0:00:00"}, 5),
        (LECTURE, {"date": "2025-12-31T23:59:59.999"}, 5),
        (LECTURE, {"date": "2025/3/1  9:30:00 pm"}, 5),
        (LECTURE, {"date": "２０２５年３月１日　下午３：３０"}, 5),
        (LECTURE, {"date": "2025年3月1日9时30分"}, 5),
        (LECTURE, {"year": "2025年"}, 5),
        (LECTURE, {"year": "２０２５年度"}, 5),
        (LECTURE, {"date": "2025-12-31", "year": "２０２５"}, 5),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_write_them(
    facts: dict[str, str], cells: dict[str, str], total: float | None
) -> None:
    if total is None:
        assert refusal(facts=facts, **cells).heading == "种类"
    else:
        assert only([row(facts=facts, **cells)]).total == total


def test_the_result_names_an_activity_as_its_title_is_printed() -> None:
    assert only([row(facts={**PATENT, "title": " 一种\u200b阀门\n　改进 "})]).elected == "一种阀门 改进"


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("是", 9), ("Yes", 9), ("TRUE", 9), ("１", 9), ("否", 6), ("no", 6), ("False", 6), ("0", 6), ("", 6)],
)
def test_yes_and_no_are_words_of_a_sheet(cell: str, hours: int) -> None:
    course = {**LECTURE, "kind": "training_course", "organiser": "所在单位组织", "full_days": "1"}
    assert only([row(facts=course, part_day=cell)]).total == hours


@pytest.mark.parametrize("cell", ["否", "FALSE", "no", "0"])
def test_a_no_where_it_is_not_asked_means_nothing(cell: str) -> None:
    assert only([row(facts=COURSE, rated_hours="30", part_day=cell), row(part_day=cell)]).total == 35


@pytest.mark.parametrize(
    ("name", "cell"), [("part_day", "是"), ("part_day", "x"), ("place", "0"), ("subject", "否")]
)
def test_any_other_cell_where_it_is_not_asked_is_refused(name: str, cell: str) -> None:
    assert "不用于“授课、学术报告、讲座”；请清空这一格" in refusal(**{name: cell}).text.zh


def test_every_choice_is_known_by_identifier_and_both_labels() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            if isinstance(field, ChoiceField):
                for choice in field.choices:
                    assert {cells.value(field, word) for word in (choice.value, *choice.text)} == {
                        choice.value
                    }


@pytest.mark.parametrize(
    ("facts", "cells", "heading", "value", "zh"),
    [
        (PATENT, {"type": "发明"}, "专利类型", "发明", "“专利类型”没有“发明”这个选项；是不是“发明专利”？请照此填写。"),
        (PATENT, {"type": "abc"}, "专利类型", "abc", "“专利类型”没有“abc”这个选项；请填“发明专利”“实用新型专利”“外观设计专利”。"),
        (PATENT, {"type": ""}, "专利类型", "", "缺少“专利类型”"),
        (PATENT, {"place": "0"}, "获奖人排序／排序／执笔排序", "0", "1到999之间的整数"),
        (PATENT, {"place": "-1"}, "获奖人排序／排序／执笔排序", "-1", "1到999之间的整数"),
        (PATENT, {"place": "1.5"}, "获奖人排序／排序／执笔排序", "1.5", "1到999之间的整数"),
        (PATENT, {"place": "第一"}, "获奖人排序／排序／执笔排序", "第一", "1到999之间的整数"),
        (PATENT, {"full_days": "3"}, "整天数", "3", "“整天数”不用于“专利”；请清空这一格。"),
        (COURSE, {"rated_hours": "0"}, "标定学时", "0", "0.1到500"),
        (COURSE, {"rated_hours": "12.55"}, "标定学时", "12.55", "0.1到500"),
        (LECTURE, {"kind": "讲课"}, "种类", "讲课", "“种类”没有“讲课”这个选项；是不是“课题、项目”“授课、学术报告、讲座”？请照此填写。"),
        (LECTURE, {"kind": "Courses"}, "种类", "Courses", "是不是“培训班、研修班、进修班”“网络课件学习”？"),
        (LECTURE, {"kind": "某事"}, "种类", "某事", "“种类”没有“某事”这个选项；请填“科技、社科奖项”"),
        (LECTURE, {"kind": ""}, "种类", "", "缺少“种类"),
        (LECTURE, {"title": ""}, "名称", "", "缺少“名称”"),
        (LECTURE, {"title": "长" * 201}, "名称", "长" * 39 + "…", "1到200个字符"),
        (LECTURE, {"id": "x" * 65}, "编号", "x" * 39 + "…", "1到64个字符"),
        (LECTURE, {"date": ""}, "证明上的日期", "", "缺少“授课日期”"),
        (LECTURE, {"date": "2024-12-31"}, "证明上的日期", "2024-12-31", "不在2025年内"),
        (LECTURE, {"date": "2026/1/1"}, "证明上的日期", "2026/1/1", "不在2025年内"),
        (LECTURE, {"date": "2025-02-29"}, "证明上的日期", "2025-02-29", "日历上没有这一天"),
        (LECTURE, {"date": "45717"}, "证明上的日期", "45717", "表格软件存日期用的序号；请把这一列的单元格格式设为日期"),
        (LECTURE, {"date": "46023.5"}, "证明上的日期", "46023.5", "表格软件存日期用的序号"),
        (LECTURE, {"date": "2025-03-01 25:30"}, "证明上的日期", "2025-03-01 25:30", "年-月-日"),
        (LECTURE, {"date": "2025-03-01T20:00Z"}, "证明上的日期", "2025-03-01T20:00Z", "年-月-日"),
        (LECTURE, {"date": "2025-03-01 9:30 起"}, "证明上的日期", "2025-03-01 9:30 起", "年-月-日"),
        (LECTURE, {"date": "9:30"}, "证明上的日期", "9:30", "年-月-日"),
        (LECTURE, {"date": "2024-12-31 23:59"}, "证明上的日期", "2024-12-31 23:59", "不在2025年内"),
        (LECTURE, {"date": "20250229"}, "证明上的日期", "20250229", "日历上没有这一天"),
        (LECTURE, {"date": "2025年"}, "证明上的日期", "2025年", "没有写明是哪一天；请写全年、月、日"),
        (LECTURE, {"date": "2025"}, "证明上的日期", "2025", "没有写明是哪一天"),
        (LECTURE, {"date": "2025年3月"}, "证明上的日期", "2025年3月", "没有写明是哪一天"),
        (LECTURE, {"date": "2025.3"}, "证明上的日期", "2025.3", "没有写明是哪一天"),
        (LECTURE, {"date": "202503"}, "证明上的日期", "202503", "没有写明是哪一天"),
        (LECTURE, {"year": "2025年3月"}, "年度", "2025年3月", "2025到2100"),
        (LECTURE, {"year": "2024"}, "年度", "2024", "2025到2100"),
        (LECTURE, {"year": ""}, "年度", "", "缺少“年度”"),
    ],
)  # fmt: skip
def test_a_row_in_error_is_named_with_its_column_its_value_and_the_remedy(
    facts: dict[str, str], cells: dict[str, str], heading: str, value: str, zh: str
) -> None:
    problem = refusal(facts=facts, **cells)
    assert (problem.heading, problem.value) == (heading, value)
    assert zh in problem.text.zh


def test_a_part_of_a_day_is_yes_or_no() -> None:
    course = {**LECTURE, "kind": "training_course", "organiser": "所在单位组织", "full_days": "1"}
    assert "“另有不足1天”不能是“半天”；请填“是”或“否”。" in refusal(facts=course, part_day="半天").text.zh


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    _, problems = assess([row(facts=PATENT, type="x", place="0", title="")])
    assert [problem.heading for problem in problems] == ["名称", "专利类型", "获奖人排序／排序／执笔排序"]
    _, problems = assess([row(facts=PATENT, kind="x", place="0", title="")])
    assert [problem.heading for problem in problems] == ["种类", "名称"]


def test_a_fact_is_asked_under_its_own_label_where_the_sheet_has_no_such_column() -> None:
    headings = ["人员", "年度", "种类", "名称", "证明上的日期"]
    _, problems = assess([["甲", "2025", "专利", "阀门", "2025-03-01"]], headings=headings)
    assert [problem.heading for problem in problems] == [COLUMNS["type"].label.zh, COLUMNS["place"].label.zh]


@pytest.mark.parametrize(("cells", "column"), [(["x"], "第26列"), (["", " ", "x"], "第28列")])
def test_a_cell_under_no_heading_is_refused(cells: list[str], column: str) -> None:
    problem = refusal(*cells)
    assert (problem.heading, problem.value) == (column, "x")


def test_a_cell_under_an_empty_heading_is_refused_and_a_row_with_blanks_there_is_not() -> None:
    results, problems = assess([[*row(), ""], [*row(), "x"], [*row(), "", " "]], headings=[*HEADINGS, ""])
    assert [problem.heading for problem in problems] == ["第26列"]
    assert [(result.rows, result.left_out) for result in results] == [(2, 1)]


def test_a_short_row_is_read_as_if_the_rest_were_blank() -> None:
    assert only([row()[:6]]).total == 5


def test_blank_rows_are_passed_over() -> None:
    assert only([[], row(), ["", " "], row(title="另一件"), [""] * 30]).rows == 2


def test_good_rows_of_a_person_count_though_others_are_left_out() -> None:
    results, problems = assess([row(facts=PATENT), row(facts=PATENT, place="x"), row("乙")])
    assert [(result.person, result.total, result.rows, result.left_out) for result in results] == [
        ("甲", 50, 1, 1),
        ("乙", 5, 1, 0),
    ]
    assert [problem.row for problem in problems] == [3]


def test_a_year_that_is_short_while_rows_are_left_out_is_to_be_corrected() -> None:
    wrong = row("乙", facts=PATENT, place="x")
    exam = {**LECTURE, "kind": "资格考试合格"}
    for sheet, complete, missing, verdict in (
        ([row("乙", facts=PATENT)], False, (40, 10), "short"),
        ([row("乙", facts=PATENT), wrong], None, (None, None), "pending"),
        ([wrong], None, (None, None), "pending"),
        ([row("乙", facts=exam), wrong], True, (0, 0), "complete"),
    ):
        (result,) = assess(sheet)[0]
        assert (result.complete, result.verdict) == (complete, verdict)
        assert (result.missing_total, result.missing_professional) == missing
        assert result.total == {"complete": 90}.get(verdict, 50 * (sheet[0] != wrong))


def test_a_person_has_a_result_for_each_year() -> None:
    later = {**PATENT, "year": "2026", "date": "2026-03-01"}
    results, _ = assess(
        [
            row(facts=PATENT, title="a"),
            row(facts=later, title="b"),
            row(title="c"),
            row(facts=later, place="x"),
        ]
    )
    assert [(result.year, result.elected, result.rows, result.left_out) for result in results] == [
        (2025, "a", 2, 0),
        (2026, "b", 1, 1),
    ]


def test_people_with_the_same_activities_have_the_same_years() -> None:
    later = {**PATENT, "year": "2026", "date": "2026-03-01"}
    sheet = [row(person, facts) for person in ("甲", "乙", "丙") for facts in (PATENT, later, LECTURE)]
    results, _ = assess(sheet)
    assert [(result.person, result.year, result.total) for result in results] == [
        (person, year, 50) for person in ("甲", "乙", "丙") for year in (2025, 2026)
    ]


def test_a_row_of_no_year_is_left_out_of_every_year_of_the_person() -> None:
    results, _ = assess([row(), row(year="x"), row(facts={**LECTURE, "year": "2026", "date": "2026-01-01"})])
    assert [(result.year, result.left_out) for result in results] == [(2025, 1), (2026, 1)]


def test_a_person_none_of_whose_rows_has_a_year_is_not_forgotten() -> None:
    results, _ = assess([row(year="x"), row(year="")])
    assert results == [PersonYear("甲", *[None] * 9, "", 0, 2, None)]


@pytest.mark.parametrize("person", ["", " \u3000"])
def test_a_row_without_a_person_is_reported_and_belongs_to_nobody(person: str) -> None:
    results, problems = assess([row(), row(person), row(title="另一件")])
    assert [(problem.row, problem.heading) for problem in problems] == [(3, "人员")]
    assert [(result.rows, result.left_out) for result in results] == [(2, 0)]


@pytest.mark.parametrize(
    ("person", "lost"),
    [
        ("3.40101E+17", True),
        ("3e17", True),
        ("340101199001011000", True),  # its check character should be another
        ("340101199001011008", False),
        ("34010119900101100X", False),
        ("000000000000001000", True),
        ("1000", False),
        ("E100", False),
        ("张3e17", False),
    ],
)  # fmt: skip
def test_a_number_whose_last_digits_are_lost_is_no_person(person: str, lost: bool) -> None:
    results, found = assess([row(person)])
    problems = [problem for problem in found if not problem.warning]
    assert bool(problems) is lost
    assert len(results) is not lost
    if lost:
        assert "末几位已经丢失" in problems[0].text.zh


def test_a_name_of_more_than_64_characters_is_refused() -> None:
    assert only([row("甲" * 64)]).person == "甲" * 64
    assert assess([row("甲" * 65)])[1][0].heading == "人员"


def test_full_width_digits_and_a_small_x_are_the_same_person() -> None:
    people = ["34010119900101123x", "34010119900101123X", " ３４０１０１１９９００１０１１２３ｘ"]
    assert only([row(person, title=person) for person in people]).person == "34010119900101123X"


@pytest.mark.parametrize(
    "written",
    ["340101 19900101 123X", "'34010119900101123X", "\u200b34010119900101123X", "340101-19900101-123x\ufeff", "’34010119900101123X "],
)  # fmt: skip
def test_an_id_number_is_one_person_however_it_is_written(written: str) -> None:
    assert only([row("34010119900101123X"), row(written, title="另一件")]).person == "34010119900101123X"


@pytest.mark.parametrize(
    ("one", "other"),
    [("A 三", "A三"), ("Li Hua", "LiHua"), ("A-1", "A1"), ("1 23", "123"), ("1-23", "123"), ("0012", "12"), ("34010119900101123x1", "34010119900101123X1")],
)  # fmt: skip
def test_what_is_no_id_number_and_no_chinese_name_is_told_apart_as_it_is_written(
    one: str, other: str
) -> None:
    assert [result.person for result in assess([row(one), row(other)])[0]] == [one, other]


@pytest.mark.parametrize("written", ["张 三", "张　三", " 张\u00a0三 ", "张\n三", "张\u200b 三"])
def test_a_chinese_name_is_one_person_however_it_is_spaced(written: str) -> None:
    for sheet in ([row("张三"), row(written, title="另一件")], [row(written), row("张三", title="另一件")]):
        assert only(sheet).person == "张三"


def test_chinese_names_are_spaced_in_rare_characters_too() -> None:
    for name in ("𠮷田", "㐱生", "阿依古丽·买买提"):
        assert only([row(name), row(name[0] + " " + name[1:], title="另一件")]).person == name


def test_an_invisible_character_or_an_apostrophe_makes_nobody_another_person() -> None:
    assert only([row("甲1"), row("甲\u200b1", title="另一件"), row("'甲1", title="第三件")]).person == "甲1"


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("340101199001011237", "校验码不符"),
        ("340101199013011237", "出生日期"),
        ("340101900101123", "15位号码的第一代身份证已停用"),
        ("34010119900101123X", None),
        ("12345678901234567", None),
        ("工号340101199001011237", None),
    ],
)
def test_an_id_number_that_cannot_be_right_is_warned_of_once_and_counts(
    person: str, said: str | None
) -> None:
    results, found = assess([row(person), row(person, title="另一件"), row("乙")])
    assert [(result.rows, result.left_out) for result in results] == [(2, 0), (1, 0)]
    assert [(problem.row, problem.heading, problem.value, problem.warning) for problem in found] == [
        (2, "人员", person, True)
    ] * bool(said)
    for problem in found:
        assert said is not None
        assert said in problem.text.zh
        assert problem.text.zh.endswith("此人照常计算。")
        assert problem.text.en.endswith("assessed all the same.")


def test_rows_of_a_person_that_do_not_stand_together_are_refused_with_the_remedy() -> None:
    with pytest.raises(Refusal) as refused:
        assess([row("甲"), row("乙"), row("甲")])
    (problem,) = refused.value.problems
    assert "（第2行和第4行）；请先按人员排序" in problem.text.zh
    assert "(rows 2 and 4); please sort the list by person" in problem.text.en


def test_what_is_elected_is_named_by_id_or_title() -> None:
    assert only([row(facts=PATENT, id="P-1")]).elected == "P-1"
    assert (
        only([row(facts=PATENT), row(facts=PATENT)], ADOPTED._replace(one_option=OneOption.ITEM)).elected
        == "一种阀门；一种阀门"
    )
    assert only([row(facts=COURSE)]).elected == ""


def test_equal_rows_count_and_are_warned_of() -> None:
    sheet = [row(), row(date="2025-03-02"), row(), row(), row(id="1"), row("乙"), row("乙", title="另一件")]
    results, problems = assess([*sheet, row("乙", place="")[:6]])
    assert [(result.person, result.rows, result.left_out) for result in results] == [
        ("甲", 5, 0),
        ("乙", 3, 0),
    ]
    assert [(problem.row, problem.heading, problem.value, problem.warning) for problem in problems] == [
        (4, "名称", "讲座", True),
        (5, "名称", "讲座", True),
        (9, "名称", "讲座", True),
    ]
    assert "与第2行完全一样" in problems[0].text.zh
    assert "the same as row 7 and" in problems[2].text.en


def test_rows_that_come_to_the_same_but_differ_are_not_equal() -> None:
    sheet = [row(facts=PAPER), row(facts=PAPER, authorship="独立作者"), row(facts=PAPER, work="w")]
    assert not any("完全一样" in problem.text.zh for problem in assess(sheet)[1])


def test_an_id_is_given_once_in_a_person_and_year() -> None:
    later = {**LECTURE, "year": "2026", "date": "2026-03-01"}
    sheet = [row(id="1"), row(id="2"), row(id="1"), row(facts=later, id="1"), row("乙", id="1")]
    results, problems = assess(sheet)
    assert [(problem.row, problem.heading, problem.value) for problem in problems] == [(4, "编号", "1")]
    assert "与第2行的编号重复" in problems[0].text.zh
    assert [(result.rows, result.left_out) for result in results] == [(2, 1), (1, 0), (1, 0)]


def test_a_person_has_at_most_500_activities_in_a_year() -> None:
    later = {**LECTURE, "year": "2026", "date": "2026-03-01"}
    results, problems = assess([row(title=str(at)) for at in range(501)] + [row(facts=later)])
    assert [problem.row for problem in problems] == [502]
    assert "一人一年最多500行" in problems[0].text.zh
    assert [(result.rows, result.left_out) for result in results] == [(500, 1), (1, 0)]


TITLED = {**PAPER, "title": "软土路基加固"}
BOOK = {**TITLED, "kind": "专业著作", "authorship": "其他作者", "indexed_by": ""}


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ({}, {"indexed_by": "none"}, "与第2行同名，两行都计入了"),
        ({"title": "高铁 轨道（监测）"}, {"title": "《高铁轨道监测》", "indexed_by": "none"}, "与第2行同名"),
        ({"work": "w"}, {"indexed_by": "none"}, "与第2行同名"),
        ({}, {"work": "w"}, "与第2行同名"),
        ({}, {"year": "2026", "date": "2026-03-01"}, "与第2行（2025年）的名称或作品标识相同"),
        ({"work": "w"}, {"work": "Ｗ", "title": "换了名", "year": "2026", "date": "2026-03-01"}, "与第2行（2025年）"),
        ({"work": "w"}, {"work": "w", "indexed_by": "none"}, None),  # counts once
        ({"work": "v"}, {"work": "w", "indexed_by": "none"}, None),  # told apart
        ({"work": "v"}, {"work": "w", "year": "2026", "date": "2026-03-01"}, None),
        ({"title": "《》"}, {"title": "“”", "indexed_by": "none"}, None),
        ({"title": "论文1"}, {"title": "论文1", "indexed_by": "none"}, None),  # that it is one, and no more
        ({}, {"title": "另一篇"}, None),
        ({}, BOOK, None),
        ({}, LECTURE | {"title": "软土路基加固"}, None),
    ],
)  # fmt: skip
def test_papers_and_books_that_may_be_one_are_warned_of_and_count(
    first: dict[str, str], second: dict[str, str], said: str | None
) -> None:
    facts = second if "kind" in second else TITLED | second
    results, problems = assess([row(facts=TITLED | first), row(facts=facts), row("乙", facts=TITLED | first)])
    assert [result.left_out for result in results] == [0] * len(results)
    assert [(problem.row, problem.heading, problem.warning) for problem in problems] == [
        (3, "名称", True)
    ] * bool(said)
    for problem in problems:
        assert said is not None
        assert said in problem.text.zh
        assert "row 2" in problem.text.en


def test_each_row_of_one_title_is_warned_of_once() -> None:
    _, problems = assess(
        [row(facts=TITLED | {"authorship": part}) for part in ("sole", "first", "other", "sole")]
    )
    assert [(problem.row, "完全一样" in problem.text.zh) for problem in problems] == [
        *((5, True), (3, False), (4, False)),
    ]


def test_the_same_work_counts_once() -> None:
    by_item = ADOPTED._replace(one_option=OneOption.ITEM)
    assert only([row(facts=PAPER, work="w"), row(facts=PAPER, work="w")], by_item).total == 40
    assert only([row(facts=PAPER, work="w"), row(facts=PAPER, work="v")], by_item).total == 80


def test_an_assignment_needs_no_date_and_may_have_one_of_any_year() -> None:
    posting = {"year": "2025", "kind": "assignment", "title": "援藏", "posting": "援藏", "start": "2024/7/1", "end": "2025/6/30"}  # fmt: skip
    for date in ("", "2024-06-01"):
        assert only([row(facts=posting, date=date)]).total == 90
    assert refusal(facts={**posting, "end": "2024-12-31"}).heading == "结束日期"


@pytest.mark.parametrize(
    ("facts", "verdicts"),
    [
        ({**LECTURE, "kind": "award", "level": "国家级奖", "prize": "一等奖", "place": "1"}, ("complete", "complete")),
        ({**LECTURE, "kind": "award", "level": "国家级奖", "prize": "一等奖", "place": "2"}, ("depends", "depends")),
        ({**PATENT, "place": "3"}, ("short", "depends")),
    ],
)  # fmt: skip
def test_the_verdict_is_that_of_all_readings(facts: dict[str, str], verdicts: tuple[str, str]) -> None:
    assert only([row(facts=facts)]).verdict == verdicts[0]
    assert (
        only([row(facts=facts), row(facts={**facts, "place": "2"}), row(facts=COURSE)]).verdict == verdicts[1]
    )


def test_readings_other_than_the_adopted_ones_may_be_chosen() -> None:
    sheet = [row(facts=PATENT), row(facts=PATENT)]
    assert only(sheet).total == 50
    assert only(sheet, ADOPTED._replace(one_option=OneOption.ITEM)).total == 100


@pytest.mark.parametrize(("kept_rows", "kept_years"), [(1, 1), (5, 100), (100, 1), (100, 3)])
def test_results_do_not_depend_on_what_is_remembered(
    monkeypatch: pytest.MonkeyPatch, kept_rows: int, kept_years: int
) -> None:
    sheet = [
        row(f"{number:03}", facts={**facts, "date": f"2025-{number % 12 + 1:02}-01"}, place=place)
        for number in range(60)
        for facts in (PATENT, COURSE, LECTURE, PAPER)
        for place in [str(number % 7 + 1) if facts is PATENT else ""]
    ]
    expected = assess(sheet)
    monkeypatch.setattr(assessing, "KEPT_ROWS", kept_rows)
    monkeypatch.setattr(judging, "KEPT_YEARS", kept_years)
    assert assess(sheet) == expected
    assert len({result.total for result in expected[0]}) > 1


def test_a_row_that_was_read_before_is_still_looked_at() -> None:
    good = row(facts=PATENT, id="1")
    for name, cell in (
        ("title", ""),
        ("date", "2024-01-01"),
        ("id", "x" * 65),
        ("place", "x"),
        ("kind", "award"),
    ):
        bad = list(good)
        bad[list(COLUMNS).index(name)] = cell
        _, problems = assess([good, bad])
        assert {problem.row for problem in problems} == {3}, name


def test_hours_are_plain_numbers() -> None:
    assert isinstance(only([row(facts=COURSE, rated_hours="12")]).total, int)
    assert only([row(facts=COURSE, rated_hours="0.1")]).total == shown(1)
