"""The sentence quoted beside a figure is the one that gives it: each row a kind, its facts, and the law's words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ahce_core import api
from tests.core import reference

ROWS: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "award",
        {"level": "national", "prize": "first", "place": 1},
        ["一等奖以上获奖人可认定完成年度全部学时"],
    ),
    (
        "award",
        {"level": "national", "prize": "third", "place": 2},
        ["三等奖第一获奖人可认定50学时", "减少3学时"],
    ),
    (
        "award",
        {"level": "provincial", "prize": "special", "place": 1},
        ["国家部委优秀科研成果奖", "认定50学时"],
    ),
    (
        "award",
        {"level": "provincial", "prize": "third", "place": 2},
        ["认定30学时", "每排序靠后一位减少3学时"],
    ),
    ("patent", {"type": "invention", "place": 2}, ["发明专利", "第一名可认定50学时", "减少3学时"]),
    ("patent", {"type": "utility_model", "place": 2}, ["实用新型", "第一名可认定40学时", "减少3学时"]),
    ("patent", {"type": "design", "place": 2}, ["外观设计", "第一名可认定40学时", "减少3学时"]),
    (
        "assignment",
        {"posting": "rural", "start": "2026-01-01", "end": "2026-12-31"},
        ["定点帮扶工作期间，视同完成年度全部继续教育学时"],
    ),
    ("expert_outreach", {}, ["专家服务基层", "每次活动可认定20学时"]),
    (
        "overseas_training",
        {"full_days": 16, "part_day": True},
        ["每天可认定6学时", "3学时", "最多可认定90学时"],
    ),
    ("paper", {"indexed_by": "none", "authorship": "sole"}, ["每篇论文可认定30学时"]),
    ("paper", {"indexed_by": "none", "authorship": "first"}, ["第一作者可认定20学时"]),
    ("paper", {"indexed_by": "none", "authorship": "corresponding"}, ["其他作者每人可认定10学时"]),
    ("paper", {"indexed_by": "sci", "authorship": "other"}, ["被SCI、SSCI收录的", "全部科目学时"]),
    (
        "paper",
        {"indexed_by": "isshp", "authorship": "other"},
        ["被EI、ISTP、ISSHP收录的", "其他作者可认定20学时"],
    ),
    ("book", {"authorship": "sole"}, ["每本著作可认定70学时"]),
    ("book", {"authorship": "other"}, ["每本专业著作", "其他作者每人可认定30学时"]),
    ("project", {"level": "municipal", "place": 1}, ["主持人分别可认定50学时、40学时、30学时"]),
    (
        "project",
        {"level": "provincial", "place": 3},
        ["其他主要完成人（前3名）分别可认定40学时、30学时、20学时"],
    ),
    ("project", {"level": "ministerial", "place": 9}, ["其他参与人员可认定10学时"]),
    ("project", {"level": "other", "place": 1}, ["承担其他课题研究", "可认定10学时"]),
    ("advisory_report", {"level": "municipal", "place": 2}, ["肯定性批示", "40、20学时", "减少3学时"]),
    ("conference", {}, ["学术会议可认定8学时"]),
    ("conference", {"paper_characters": 1999}, ["2000字以内另加5学时"]),
    ("conference", {"paper_characters": 2000}, ["2000字以上另加10学时"]),
    ("qualification_exam", {}, ["凭资格证书，可认定90学时"]),
    ("degree", {"degree": "master"}, ["当年度可认定90学时"]),
    ("training_course", {"organiser": "authority", "full_days": 1}, ["举办、批准", "每天可认定6学时"]),
    ("training_course", {"organiser": "industry", "full_days": 1}, ["所在行业系统", "每天可认定6学时"]),
    ("training_course", {"organiser": "employer", "full_days": 1}, ["单位组织", "每天可认定6学时"]),
    ("teaching", {}, ["每次可认定5学时"]),
    ("courseware", {"subject": "general", "rated_hours": 2}, ["按课件标定的学时数进行认定"]),
    ("courseware", {"subject": "general"}, ["没有明确学时数的课件，按每课件1学时认定"]),
    (
        "recorded_hours",
        {"subject": "general", "hours": 2},
        ["全国专业技术人员继续教育管理信息系统", "在我省有效"],
    ),
]


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    ROWS,
    ids=[" ".join([kind, *map(str, facts.values())]) for kind, facts, _ in ROWS],
)
def test_the_quoted_sentence_gives_the_figure(kind: str, facts: dict[str, Any], words: list[str]) -> None:
    request = reference.with_activities({"year": 2026, "activities": []}, {"kind": kind} | facts)
    [activity] = json.loads(api.assess(json.dumps(request)))["activities"]
    passage = reference.passage_of_item(reference.ITEM_OF_KIND[kind])
    assert activity["quote"] in passage
    assert [word for word in words if word not in activity["quote"]] == []
    assert activity["citation"] == "第十二条" + passage.strip()[: passage.strip().index("）") + 1]
