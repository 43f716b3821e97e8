"""A certificate's life: issued once for the same figures, superseded by others, revoked with its registration."""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest

from ahce_cli.signatures import holds
from ahce_core.registration import credential, status_list
from ahce_core.registration.answers import Answer
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.presented import check, pinned, status_address, with_status
from functions.adapters.clock import SystemClock
from functions.adapters.kms import KmsSigningKeys
from functions.adapters.local_keys import LocalSigningKeys
from functions.ports import ITEM_BYTES_LIMIT, SHANGHAI, KeyUnavailable, NoGlyph, Put
from functions.services import (
    cases,
    certificates,
    chain,
    declarations,
    issued,
    keys,
    online,
    people,
    signing,
    verification,
)
from functions.services.errors import Stale
from tests.functions.services.conftest import CREDENTIALS
from tests.functions.verifying import claims, entry
from tests.functions.world import ID_NUMBERS, YEAR, Unreachable, World, ports_over

LAST_DAY = "2026-02-06"  # of the notice that opened on 30 January
NEXT_DAY = "2026-02-09"  # a Monday: the notice has run


def registered(world: World) -> World:
    """The applicant's year, verified and past its notice."""
    world.put("2026-01-30")
    world.declare()
    world.verify()
    world.put(NEXT_DAY)
    return world


def issue(world: World, key: str | None = None, revision: int = 2) -> Any:
    return certificates.issue(world.ports, world.who("applicant", key), YEAR, revision)


def own(world: World) -> dict[str, Any]:
    return declarations.own_year(world.ports, world.who("applicant"), YEAR)


def listed_next(world: World) -> Any:
    """What comes next of the year, in the list of the holder's years."""
    rows = declarations.own_years(world.ports, world.who("applicant"))["years"]
    return next(row["next_label"] for row in rows if row["year"] == YEAR)


def paper(world: World) -> tuple[str, str]:
    """Token and rows, as they go on paper."""
    text = certificates.paper(world.ports, world.who("applicant"), YEAR).decode()
    token, rows = text.split("\n")[-2:]
    return token, rows


def verified(world: World, token: str, type_: str = credential.TYPE) -> dict[str, Any]:
    """The claims of a token, as joserfc verifies it by the published keys."""
    return claims(signing.key_set(world.ports)["keys"], token, type_)


def listed(world: World, place: list[int]) -> int:
    """What the published list says of a place."""
    return entry(verified(world, signing.statuses(world.ports, YEAR, place[0]), status_list.TYPE), place[1])


def test_a_registered_year_gives_a_certificate_that_says_what_was_registered(either):
    world = registered(either)
    world.complete(hours=12.5)
    before = own(world)
    assert (before["certificate"], before["certificate_due"], before["counts"]) == (None, True, True)
    assert [before["next_label"], listed_next(world)] == ["可以签发证书"] * 2
    done = issue(world)
    assert done.status == 201
    assert credential.NUMBER.fullmatch(done.body["number"])
    token, rows = paper(world)
    said = verified(world, token)
    assert said == {
        "iss": "https://ahce.test",
        "jti": done.body["number"],
        "iat": int(world.ports.clock.now().timestamp()),
        "name": "演示applicant",
        "employer": "演示单位",
        "id_last4": ID_NUMBERS[1][-4:],
        "year": YEAR,
        "hours": [425, 600],
        "items": [[8, 300, 600], [12, 125, 0]],
        "rows": credential.rows_hash(rows),
        "status": said["status"],
    }
    assert json.loads(rows) == [
        {
            "item": 8,
            "kind": "qualification_exam",
            "title": "一级建造师",
            "date": "2026-01-20",
            "hours": 900,
        },
        {"item": 12, "kind": "recorded_hours", "title": "全国系统记录", "date": "2026-01-05", "hours": 125},
    ]
    assert listed(world, said["status"]) == 0
    after = own(world)
    assert after["certificate"] == {**done.body, "outdated": False, "printable": True}
    assert (after["certificate"]["status"], after["certificate_due"]) == ("valid", False)
    assert [after["next_label"], listed_next(world)] == ["已办结"] * 2


def test_the_self_employed_have_no_employer_on_it(world):
    world.put("2026-01-30")
    world.declare("self_employed")
    world.verify("bureau", "self_employed")
    world.put(NEXT_DAY)
    certificates.issue(world.ports, world.who("self_employed"), YEAR, 2)
    token = certificates.paper(world.ports, world.who("self_employed"), YEAR).decode().split("\n")[-2]
    assert verified(world, token)["employer"] == ""


def test_the_same_figures_give_the_same_certificate_and_others_a_new_one_that_supersedes_it(either):
    world = registered(either)
    first = issue(world)
    again = issue(world)
    assert (again.status, again.body) == (200, first.body)
    old = verified(world, paper(world)[0])
    world.complete(hours=12.5)
    assert (own(world)["certificate"]["outdated"], own(world)["certificate_due"]) == (True, True)
    assert [own(world)["next_label"], listed_next(world)] == ["证书可以换新"] * 2
    assert verified(world, paper(world)[0]) == old, "what was printed stays printable until it is superseded"
    second = issue(world)
    assert second.status == 201
    new = verified(world, paper(world)[0])
    assert (old["jti"][-2:], new["jti"][-2:]) == ("-1", "-2")
    assert (old["hours"], new["hours"]) == ([300, 600], [425, 600])
    assert (listed(world, old["status"]), listed(world, new["status"])) == (3, 0)
    told = own(world)["certificate"]
    assert (told["number"], told["outdated"]) == (second.body["number"], False)


def test_an_annulment_revokes_every_certificate_at_once(either):
    world = registered(either)
    issue(world)
    first = verified(world, paper(world)[0])
    world.complete(hours=12.5)
    issue(world)
    second = verified(world, paper(world)[0])
    person = world.people["applicant"]
    verification.annul(world.ports, world.who("supervisor"), person, YEAR, "查实伪造", 2)
    assert [listed(world, said["status"]) for said in (first, second)] == [1, 1]
    told = own(world)
    assert (told["certificate"]["status"], told["certificate"]["outdated"]) == ("revoked", False)
    assert (told["certificate_due"], told["certificate_note_en"] != "") == (False, True)
    assert (told["counts"], told["next_label"], listed_next(world)) == (False, "已办结", "已办结")
    for act in (lambda: issue(world, revision=3), lambda: paper(world)):
        with pytest.raises(NotAllowed, match="annulled_is_final"):
            act()


def test_there_is_no_certificate_before_registration_and_none_of_a_short_year(world):
    with pytest.raises(NotAllowed, match="not_found"):
        issue(world, revision=0)
    assert "certificate" not in own(world)
    world.put("2026-01-30")
    world.declare("applicant", activities=[{**LECTURE}])
    with pytest.raises(NotAllowed, match="no_certificate_yet"):
        issue(world, revision=1)
    world.verify()
    world.put(LAST_DAY, "23:59:59")
    with pytest.raises(NotAllowed, match="no_certificate_yet"):
        issue(world)
    world.put(NEXT_DAY, "00:00:00")
    with pytest.raises(NotAllowed, match="year_not_complete"):
        issue(world)
    told = own(world)
    assert (told["certificate"], told["certificate_due"]) == (None, False)
    assert "85" in told["certificate_note"]
    with pytest.raises(NotAllowed, match="not_found"):
        paper(world)
    world.complete(hours=84.9)
    with pytest.raises(NotAllowed, match="year_not_complete"):
        issue(world)


LECTURE = {"id": "a1", "kind": "teaching", "title": "讲座", "date": "2026-01-20"}


def test_hours_that_complete_the_year_later_open_its_certificate(world):
    world.put("2026-01-30")
    world.declare("applicant", activities=[{**LECTURE}])
    world.verify()
    world.put(NEXT_DAY)
    world.complete(hours=30, identifier="general")
    completion = {
        "id": "professional",
        "kind": "courseware",
        "title": "专业课程",
        "date": "2026-01-05",
        "subject": "professional",
        "rated_hours": 55,
    }
    online.complete(world.ports, world.who("platform"), ID_NUMBERS[1], YEAR, completion)
    assert issue(world).status == 201


def test_what_was_seen_is_what_is_certified(world):
    registered(world)
    with pytest.raises(Stale):
        issue(world, revision=1)
    assert own(world)["certificate"] is None


def test_the_same_key_issues_once_and_hears_the_same(either):
    world = registered(either)
    assert issue(world, "the-same-key-0001") == issue(world, "the-same-key-0001")
    assert len(_issued(world)) == 1


def _issued(world: World) -> tuple[issued.Certificate, ...]:
    case = cases.existing(world.ports, world.people["applicant"], YEAR)
    return issued.of_case(world.ports, case)


def test_of_twenty_that_ask_at_once_all_hear_of_the_same_certificate(world):
    registered(world)
    callers = [world.who("applicant") for _ in range(20)]
    with ThreadPoolExecutor(10) as pool:
        heard = list(pool.map(lambda caller: certificates.issue(world.ports, caller, YEAR, 2), callers))
    assert Counter(each.status for each in heard) == {201: 1, 200: 19}
    assert len({each.body["number"] for each in heard}) == 1
    assert len(_issued(world)) == 1
    assert chain.faults(world.ports, f"case#{world.people['applicant']}#{YEAR}") == []


class Loaded:
    """Chance that gives what it is told to, then what chance gives."""

    def __init__(self, chance: Any, *numbers: int) -> None:
        self._chance, self._numbers = chance, list(numbers)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._chance, name)

    def below(self, limit: int) -> int:
        return self._numbers.pop(0) if self._numbers else int(self._chance.below(limit))


def test_two_certificates_never_share_a_place(either):
    world = registered(either)
    issue(world)
    place = verified(world, paper(world)[0])["status"]
    world.complete(hours=12.5)
    taken = place[0] * status_list.ENTRIES + place[1]
    world.ports.chance = Loaded(world.ports.chance, taken, 7)
    assert issue(world).status == 201
    other = verified(world, paper(world)[0])["status"]
    assert other != place
    assert (listed(world, place), listed(world, other)) == (3, 0)


class Meddling:
    """The clock, at whose n-th question something else happens first."""

    def __init__(self, clock: Any, nth: int, meanwhile: Callable[[], object]) -> None:
        self._clock, self._left, self._meanwhile = clock, nth, meanwhile

    def now(self) -> Any:
        self._left -= 1
        if self._left == 0:
            self._meanwhile()
        return self._clock.now()

    def instant(self) -> Any:
        return self._clock.instant()


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_an_annulment_that_is_faster_leaves_no_certificate_that_holds(either, nth):
    world = registered(either)
    person, ports, supervisor = world.people["applicant"], world.ports, world.who("supervisor")
    applicant = world.who("applicant")
    ports.clock = Meddling(
        ports.clock, nth, lambda: verification.annul(ports, supervisor, person, YEAR, "查实伪造", 2)
    )
    with pytest.raises(NotAllowed, match="annulled_is_final"):
        certificates.issue(ports, applicant, YEAR, 2)
    assert _issued(world) == ()


@pytest.mark.parametrize("nth", [1, 2])
def test_a_certificate_that_is_issued_while_the_year_is_annulled_is_revoked_too(either, nth):
    world = registered(either)
    person, ports, applicant = world.people["applicant"], world.ports, world.who("applicant")
    supervisor = world.who("supervisor")
    ports.clock = Meddling(ports.clock, nth, lambda: certificates.issue(ports, applicant, YEAR, 2))
    verification.annul(ports, supervisor, person, YEAR, "查实伪造", 2)
    (certificate,) = _issued(world)
    assert listed(world, [certificate.place.shard, certificate.place.index]) == 1


def test_without_its_key_nothing_is_signed_nothing_is_written_and_nothing_is_lost(either):
    world = registered(either)
    signs, stream = world.ports.signing_keys, f"case#{world.people['applicant']}#{YEAR}"
    lines = chain.told(world.ports, stream)
    world.ports.signing_keys = Unreachable()
    for act in (
        lambda: issue(world, "the-same-key-0002"),
        lambda: signing.key_set(world.ports),
        lambda: signing.statuses(world.ports, YEAR, 0),
    ):
        with pytest.raises(KeyUnavailable):
            act()
    assert _issued(world) == ()
    assert chain.told(world.ports, stream) == lines
    told = own(world)
    assert (told["status"], told["certificate_due"]) == ("registered", True)
    world.ports.signing_keys = signs
    assert issue(world, "the-same-key-0002").status == 201


def test_kms_signs_in_the_cloud_and_a_key_that_is_not_there_leaves_all_as_it_was(dynamodb, tmp_path):
    world = registered(World(ports_over(dynamodb, tmp_path)))
    kms = boto3.client("kms", **CREDENTIALS)
    made = [kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY") for _ in "12"]
    arns = [each["KeyMetadata"]["Arn"] for each in made]
    world.ports.signing_keys = KmsSigningKeys(kms, f"{YEAR}={arns[0]},{YEAR + 1}={arns[1]}")
    issue(world)
    token = paper(world)[0]
    assert verified(world, token)["year"] == YEAR
    assert len(signing.key_set(world.ports)["keys"]) == 2
    world.complete(hours=12.5)
    missing = arns[0].replace(arns[0][-12:], "0" * 12)
    world.ports.signing_keys = KmsSigningKeys(kms, f"{YEAR}={missing}")
    with pytest.raises(KeyUnavailable):
        issue(world)
    assert len(_issued(world)) == 1
    assert paper(world)[0] == token


def test_paper_and_annulment_need_no_key(world):
    registered(world)
    number = issue(world).body["number"]
    world.ports.signing_keys = Unreachable()
    assert number in certificates.paper(world.ports, world.who("applicant"), YEAR).decode()
    assert own(world)["certificate"]["status"] == "valid"
    person = world.people["applicant"]
    done = verification.annul(world.ports, world.who("supervisor"), person, YEAR, "查实伪造", 2)
    assert done.body["status"] == "annulled"


def test_certificates_stay_when_everything_is_started_anew(world, tmp_path):
    registered(world)
    issue(world)
    token = paper(world)[0]
    world.ports.signing_keys = LocalSigningKeys(tmp_path / "keys")
    assert paper(world)[0] == token
    assert verified(world, token)["year"] == YEAR


def test_the_next_years_key_signs_next_year_and_the_old_one_still_verifies(world):
    registered(world)
    issue(world)
    old = paper(world)[0]
    world.put("2027-01-01", "00:00:00")
    world.complete(hours=12.5)
    issue(world)
    new = paper(world)[0]
    assert old.split(".")[0] != new.split(".")[0]
    assert [verified(world, token)["hours"] for token in (old, new)] == [[300, 600], [425, 600]]
    assert [key["nbf"] for key in signing.key_set(world.ports)["keys"]] == [1767196800, 1798732800]


def test_a_withdrawn_keys_certificates_are_issued_anew(world, tmp_path):
    registered(world)
    issue(world)
    old = paper(world)[0]
    (tmp_path / "keys/signing-2026.pem").rename(tmp_path / "withdrawn.pem")
    world.ports.signing_keys = LocalSigningKeys(tmp_path / "keys")
    told = own(world)
    assert (told["certificate"]["outdated"], told["certificate_due"]) == (False, True)
    assert (told["certificate"]["status"], told["certificate"]["printable"]) == ("key_withdrawn", False)
    assert "密钥已停用" in told["certificate"]["status_label"]
    assert "签发新的一份" in told["certificate_note"]
    assert titles(world)["status"] == "key_withdrawn"
    with pytest.raises(NotAllowed, match="key_withdrawn"):
        paper(world)
    assert issue(world).body["status"] == "valid"
    told = own(world)
    assert (told["certificate"]["status"], told["certificate"]["printable"]) == ("valid", True)
    assert (told["certificate_due"], told["certificate_note"]) == (False, "")
    assert titles(world)["status"] == "valid"
    with pytest.raises(KeyError):
        verified(world, old)
    assert verified(world, paper(world)[0])["jti"].endswith("-2")


def test_a_person_has_at_most_fifty_certificates_of_a_year_and_one_annulment_takes_them_all(world):
    registered(world)
    for count in range(50):
        issue(world)
        world.complete(hours=0.1, identifier=f"c{count}")
    with pytest.raises(NotAllowed, match="certificates_enough"):
        issue(world)
    told = own(world)
    assert (told["certificate"]["outdated"], told["certificate_due"]) == (True, False)
    person = world.people["applicant"]
    verification.annul(world.ports, world.who("supervisor"), person, YEAR, "查实伪造", 2)
    every = _issued(world)
    assert len(every) == 50
    assert {listed(world, [each.place.shard, each.place.index]) for each in every} == {1}


def test_every_issue_and_revocation_stands_in_the_persons_history(world):
    registered(world)
    numbers = [issue(world).body["number"]]
    world.complete(hours=12.5)
    numbers.append(issue(world).body["number"])
    person = world.people["applicant"]
    verification.annul(world.ports, world.who("supervisor"), person, YEAR, "查实伪造", 2)
    lines = own(world)["history"][-3:]
    assert [line["type"] for line in lines] == ["certificate.issue", "certificate.issue", "case.annul"]
    assert [line["words"].get("number") for line in lines] == [*numbers, None]
    assert lines[2]["certificates"] == 2
    assert chain.faults(world.ports, f"case#{person}#{YEAR}") == []


def titles(world: World) -> Any:
    """The certificate as the title system is told of it."""
    (year,) = online.years(world.ports, world.who("titles"), ID_NUMBERS[1])["years"]
    return year["certificate"]


def test_the_title_system_reads_the_certificates_number_and_status(world):
    registered(world)
    assert titles(world) is None
    number = issue(world).body["number"]
    assert (titles(world)["number"], titles(world)["status"]) == (number, "valid")
    person = world.people["applicant"]
    verification.annul(world.ports, world.who("supervisor"), person, YEAR, "查实伪造", 2)
    assert (titles(world)["number"], titles(world)["status"]) == (number, "revoked")


def test_the_title_system_hears_of_no_valid_certificate_while_its_key_is_out_of_reach(world):
    registered(world)
    world.ports.signing_keys, signs = Unreachable(), world.ports.signing_keys
    assert titles(world) is None
    world.ports.signing_keys = signs
    issue(world)
    world.ports.signing_keys = Unreachable()
    with pytest.raises(KeyUnavailable):
        titles(world)


def test_a_year_of_more_than_a_thousand_courses_fits_on_a_certificate(world):
    registered(world)
    case = cases.existing(world.ports, world.people["applicant"], YEAR)
    for start in range(0, 1200, 100):
        puts = []
        for n in range(start, start + 100):
            course = {
                "id": f"c{n}",
                "kind": "courseware",
                "title": f"{n}：{'继续教育公需科目网络课程' * 8}",
                "date": "2026-01-05",
                "subject": "general",
                "rated_hours": 0.1,
            }
            place = keys.online(case.body["fingerprint"], YEAR, "platform", f"c{n}")
            puts.append(Put(place, {"completion": json.dumps(course, ensure_ascii=False)}, None))
        world.ports.store.transact(puts)
    assert issue(world).status == 201
    token, rows = paper(world)
    assert len(rows.encode()) > ITEM_BYTES_LIMIT
    said = verified(world, token)
    assert (said["hours"], len(json.loads(rows))) == ([1500, 600], 1201)


def test_a_character_without_a_glyph_is_named_and_never_left_blank(world):
    world.put("2026-01-30")
    rare = world.ports.paper.lacks
    world.declare("applicant", activities=[{**LECTURE, "kind": "qualification_exam", "title": f"证书{rare}"}])
    world.verify()
    world.put(NEXT_DAY)
    assert issue(world).status == 201
    with pytest.raises(NoGlyph, match="U\\+323AF"):
        paper(world)


@pytest.mark.parametrize(("year", "shard"), [(2024, 0), (2027, 0), (2026, 128), (2026, -1)])
def test_there_is_no_list_of_another_year_or_shard(world, year, shard):
    with pytest.raises(NotAllowed, match="not_found"):
        signing.statuses(world.ports, year, shard)


def test_a_list_says_whose_it_is_and_how_long_it_may_be_used(world):
    said = verified(world, signing.statuses(world.ports, 2026, 127), status_list.TYPE)
    assert said["sub"] == "https://ahce.test/api/public/status/2026/127"
    assert (said["iss"], said["exp"] - said["iat"], said["ttl"]) == ("https://ahce.test", 86400, 600)
    assert said["status_list"]["bits"] == 2


def test_a_list_of_a_day_that_was_set_holds_on_the_day_of_whoever_verifies(world):
    world.ports.clock = SystemClock(date(2026, 3, 10))
    before = int(time.time())
    said = verified(world, signing.statuses(world.ports, 2026, 127), status_list.TYPE)
    assert datetime.fromtimestamp(said["iat"], SHANGHAI).date() == date(2026, 3, 10)
    assert said["exp"] >= before + 86400


def test_what_a_page_pins_names_the_issuer_its_keys_and_where_its_lists_are(world):
    (issuer,) = signing.issuers(world.ports)
    assert issuer == {**signing.key_set(world.ports), "status": "/api/public/status"}
    assert (issuer["issuer"], issuer["name"]) == ("https://ahce.test", "演示机构")
    assert [set(key) for key in issuer["keys"]] == [
        {"kty", "crv", "x", "y", "kid", "use", "alg", "nbf", "exp"}
    ]


def test_what_is_issued_here_is_what_a_committee_finds_valid_superseded_and_revoked(world):
    def found() -> list[Answer]:
        known = pinned(json.dumps(signing.issuers(world.ports)))
        now = int(world.ports.clock.now().timestamp())
        answers = []
        for token, rows in shown:
            finding = check(token, rows, known, now, holds)
            assert finding.credential
            assert finding.issuer
            assert (finding.issuer.name.zh, len(finding.rows or ())) == ("演示机构", len(json.loads(rows)))
            address = status_address(finding.credential, finding.issuer)
            year, shard = address.removeprefix("https://ahce.test/api/public/status/").split("/")
            listed = signing.statuses(world.ports, int(year), int(shard))
            answers.append(with_status(finding, listed, known, now, holds).answer)
        return answers

    registered(world)
    issue(world)
    shown = [paper(world)]
    assert found() == [Answer.VALID]
    world.complete(hours=12.5)
    issue(world)
    shown.append(paper(world))
    assert found() == [Answer.SUPERSEDED, Answer.VALID]
    world.put("2027-01-04")  # another year's key signs the lists
    assert found() == [Answer.SUPERSEDED, Answer.VALID]
    person = world.people["applicant"]
    verification.annul(world.ports, world.who("supervisor"), person, YEAR, "查实伪造", 2)
    assert found() == [Answer.REVOKED, Answer.REVOKED]


def test_neither_name_nor_number_is_in_a_key_or_readable_in_the_store(world, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    registered(world)
    number = issue(world).body["number"]
    token, rows = paper(world)
    stored = b"".join(file.read_bytes() for file in Path(tmp_path).glob("store.sqlite*"))
    for text in (token, rows, "演示applicant", ID_NUMBERS[1]):
        assert text.encode() not in stored
        assert text not in caplog.text
    store = world.ports.store
    for item in chain.pages(world.ports, f"person#{world.people['applicant']}"):
        assert number not in "".join(item.key)
    place = verified(world, token)["status"]
    taken = store.query(f"places#{YEAR}#{place[0]}").rows
    assert [(int(item.key.order), item.body) for item in taken] == [(place[1], {})]


def test_another_persons_certificate_is_not_there(world):
    registered(world)
    issue(world)
    with pytest.raises(NotAllowed, match="not_found"):
        certificates.paper(world.ports, world.who("other"), YEAR)
    with pytest.raises(NotAllowed, match="not_found"):
        certificates.issue(world.ports, world.who("other"), YEAR, 2)
    assert people.last4_of(world.ports, world.people["other"]) == ID_NUMBERS[2][-4:]
