"""The verifier's bench: what is in doubt, what is verified in one go, the ledger as a table."""

import csv
import io

import pytest

from ahce_core.registration import grounds
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import Assignment, Role
from ahce_core.registration.routing import Desk
from functions.ports import Delete, Index, Key, Put
from functions.services import (
    assignments,
    cases,
    chain,
    declarations,
    desks,
    keys,
    ledger,
    people,
    verification,
)
from functions.services.terms import terms
from tests.functions.proof import pdf
from tests.functions.world import COUNTY, EXAM, YEAR, World


def rows(world: World) -> dict[str, list[str]]:
    page = desks.queue(world.ports, world.who("hr"), Desk.EMPLOYER, world.employer, after=None)
    return {row["name"]: row["doubts"] for row in page.rows}


def verify_in_bulk(world: World, of: str, revision: int = 1) -> str:
    person = world.people[of]
    outcome = verification.verify(world.ports, world.who("hr"), person, YEAR, "", "", revision, in_bulk=True)
    return str(outcome.body["status"])


def test_the_same_evidence_of_another_person_is_in_doubt_for_both(either: World) -> None:
    either.declare("applicant")
    assert rows(either) == {"演示applicant": []}
    either.declare("other")
    assert rows(either) == {"演示applicant": ["shared_evidence"], "演示other": ["shared_evidence"]}
    seen = verification.show(either.ports, either.who("hr"), either.people["other"], YEAR)
    assert seen["doubts"] == ["shared_evidence"]
    assert verification.show(either.ports, either.who("other"), either.people["other"], YEAR)["doubts"] == []


def test_only_who_may_verify_is_offered_to_verify_many(world: World) -> None:
    for name in ("applicant", "hr"):
        world.declare(name, activities=[EXAM["activities"][0]])
    world.put("2026-02-03")

    def offered(who: str, desk: Desk, scope: str) -> list[tuple[str, bool]]:
        found = desks.queue(world.ports, world.who(who), desk, scope, after=None).rows
        return [(row["name"], row["in_bulk"]) for row in found]

    # both used the same file; of a file of their own nothing is in doubt
    assert offered("hr", Desk.EMPLOYER, world.employer) == [("演示applicant", False)]
    world.ports.store.transact(
        [Delete(item.key, item.revision) for item in chain.pages(world.ports, _content(world))]
    )
    assert offered("hr", Desk.EMPLOYER, world.employer) == [("演示applicant", True)]
    assert offered("supervisor", Desk.EMPLOYER, world.employer) == [("演示applicant", False)]
    assert offered("bureau", Desk.BUREAU, COUNTY) == [("演示hr", True)]


def _content(world: World) -> str:
    case = world.ports.store.get(keys.case(world.people["applicant"], YEAR))
    return keys.content(case.body["declaration"]["evidence"][0]["sha256"], "").partition


def test_what_is_plain_is_verified_together_with_others_and_the_history_says_so(world: World) -> None:
    world.declare("applicant")
    assert verify_in_bulk(world, "applicant") == "on_notice"
    seen = verification.show(world.ports, world.who("hr"), world.people["applicant"], YEAR)
    assert [line.get("in_bulk") for line in seen["history"]] == [None, True]


def test_a_declaration_whose_evidence_is_gone_is_opened_before_it_is_verified(world: World) -> None:
    world.declare()
    (file,) = cases.existing(world.ports, world.people["applicant"], YEAR).all_evidence
    world.ports.evidence.remove(file["id"])
    with pytest.raises(NotAllowed, match="in_doubt"):
        verify_in_bulk(world, "applicant")
    shown = verification.show(world.ports, world.who("hr"), world.people["applicant"], YEAR)
    assert shown["doubts"] == ["lost_evidence"]
    assert world.verify().status == 200  # by somebody who saw it


def test_what_is_in_doubt_is_verified_alone(world: World) -> None:
    world.declare("applicant")
    verification.ask(world.ports, world.who("hr"), world.people["applicant"], YEAR, "请补充原件", 1)
    file = world.upload("applicant", pdf("more"))
    declarations.supplement(world.ports, world.who("applicant"), YEAR, [(file, "a1")], "", 2)
    assert rows(world) == {"演示applicant": ["supplemented"]}
    with pytest.raises(NotAllowed, match="in_doubt") as refusal:
        verify_in_bulk(world, "applicant", 3)
    assert refusal.value.ground is grounds.IN_DOUBT
    assert world.verify(revision=3).body["status"] == "on_notice"


def test_a_ledgers_table_holds_every_row_and_no_formula(either: World) -> None:
    formula = {**EXAM["activities"][0], "title": "=HYPERLINK(1)"}
    either.declare("applicant", activities=[formula])
    either.verify()
    either.declare("other")
    text = ledger.table(either.ports, either.who("hr"), either.employer, YEAR, english=False)
    assert text.startswith("\ufeff姓名,年度,种类,内容,时间,学时,登记状态,台账编号\r\n")
    read = {row["姓名"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))}
    assert read["演示applicant"] == {
        "姓名": "演示applicant",
        "年度": "2026",
        "种类": "资格考试合格",
        "内容": "'=HYPERLINK(1)",
        "时间": "2026-01-20",
        "学时": "90",
        "登记状态": "公示中",
        "台账编号": "T-1",
    }
    assert read["演示other"]["登记状态"] == "待核验"
    english = ledger.table(either.ports, either.who("hr"), either.employer, YEAR, english=True)
    assert english.startswith("\ufeffName,Year,Kind,Content,Date,Hours,Registration,Ledger entry\r\n")
    assert "On public notice" in english


def test_a_ledgers_table_goes_on_after_its_first_page(world: World) -> None:
    world.declare("applicant")
    stored = world.ports.store.get(keys.case(world.people["applicant"], YEAR))
    for number in range(100):  # a page holds 100; each is the same declaration under another id
        person = f"{number:026d}".replace("0", "a").replace("1", "b").replace("8", "c").replace("9", "d")
        listed = {Index.DIRECTORY: Key(keys.desk("employer", world.employer), f"{YEAR}#{person}")}
        name = world.ports.personal_data.encrypt(f"某{number}", f"case#{person}#{YEAR}")
        body = {**stored.body, "declaration": {**stored.body["declaration"], "name": name}}
        world.ports.store.transact([Put(keys.case(person, YEAR), body, None, listed=listed)])
    text = ledger.table(world.ports, world.who("hr"), world.employer, YEAR, english=False)
    assert len(text.splitlines()) == 1 + 101
    first = ledger.rows(world.ports, world.who("hr"), world.employer, YEAR, after=None)
    rest = ledger.rows(world.ports, world.who("hr"), world.employer, YEAR, after=first.next)
    assert (len(first.rows), len(rest.rows), rest.next) == (100, 1, None)


def test_every_word_of_a_closed_list_is_there_in_both_languages() -> None:
    told = terms()
    assert [each["name"] for each in told["correctable"]] == ["remark", "ledger"]
    assert all(each["label"] and each["label_en"] for members in told.values() for each in members)


def test_those_who_give_roles_see_who_holds_them(either: World) -> None:
    def held(who: str, scope: str) -> list[tuple[str, str]]:
        page = assignments.holders(either.ports, either.who(who), scope, after=None)
        return sorted((row["role"], row["name"]) for row in page.rows)

    assert held("hr", either.employer) == [("employer_verifier", "演示hr")]
    assert held("supervisor", COUNTY) == [("bureau_verifier", "演示bureau")]
    assert held("office", "") == [
        ("learning_platform", ""),  # a machine is nobody
        ("provincial_office", "演示office"),
        ("title_system", ""),
    ]
    bureau = either.who("bureau")
    taken = Assignment(Role.BUREAU_VERIFIER, COUNTY)
    assignments.take_back(either.ports, either.who("office"), bureau.identity, taken)
    assert held("supervisor", COUNTY) == []
    with pytest.raises(NotAllowed, match="not_yours_to_grant"):
        held("hr", COUNTY)
    with pytest.raises(NotAllowed, match="not_yours_to_grant") as refused:
        assignments.holders(either.ports, either.who("hr"), COUNTY, after=None, role=Role.BUREAU_SUPERVISOR)
    assert Role.BUREAU_SUPERVISOR.text.zh in refused.value.text.zh  # the role that was chosen
    given = {who: people.me(either.ports, either.who(who))["may_give"] for who in ("hr", "supervisor")}
    assert given == {
        "hr": ["employer_verifier"],
        "supervisor": ["employer_verifier", "bureau_verifier", "bureau_supervisor"],
    }
