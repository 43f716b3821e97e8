"""The audit: a registry in which nothing was touched passes, and each kind of touching is found and named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ahce_core.registration.history import Record, following
from ahce_core.registration.roles import Role
from ahce_core.registration.verification import RefusalRule
from functions.ports import Delete, Key, Put
from functions.services import cases, certificates, chain, issued, keys, notices, settings, verification
from functions.services.audit import End, audit, examine
from tests.functions.world import EXAM, YEAR, World


def lived(world: World) -> World:
    """A registry in which something of every kind was done."""
    world.complete()
    world.declare()
    person = world.people["applicant"]
    verification.refuse(
        world.ports, world.who("hr"), person, YEAR, RefusalRule.COMPLETENESS, "缺少合格证书", 1
    )
    world.declare(revision=2)
    world.verify(revision=3)
    objection = world.object_to(world.notice())
    verification.dismiss(world.ports, world.who("hr"), person, YEAR, objection, "经核对属实", 5)
    verification.correct(world.ports, world.who("hr"), person, YEAR, {"ledger": "T-2"}, "台账号笔误", 6)
    settings.set_window(world.ports, world.who("office"), YEAR, *_window(world), 0)
    readings = settings.profile(world.ports, YEAR).as_json()["readings"]
    settings.set_profile(world.ports, world.who("office"), readings, 0)
    return world


def _window(world: World) -> tuple[Any, Any]:
    today = world.ports.clock.now().date()
    return today.replace(month=1, day=1), today.replace(month=12, day=31)


def breaches(world: World, earlier: list[End] | None = None) -> dict[str, list[str]]:
    """What the audit finds: the kind of stream → what it says of it, in English."""
    found: dict[str, list[str]] = {}
    for examined in audit(world.ports, earlier or ()):
        if examined.breaches:
            said = found.setdefault(examined.end.stream.partition("#")[0], [])
            said += [text.en for text in examined.breaches]
            assert all(text.zh for text in examined.breaches)
    return found


def test_a_registry_that_nobody_touched_stands(either):
    world = lived(either)
    assert breaches(world) == {}
    found = list(audit(world.ports))
    assert {each.end.stream.partition("#")[0] for each in found} == {
        "case",
        "employer",
        "online",
        "person",
        "roles",
        "settings",
    }
    assert sum(each.kept for each in found) > 10
    assert sum(each.erased for each in found) == 0


class Stored:
    """The store as somebody has it who goes past the services."""

    def __init__(self, world: World) -> None:
        self.world, self.store = world, world.ports.store
        self.person = world.people["applicant"]
        self.stream = f"case#{self.person}#{YEAR}"
        self.case = keys.case(self.person, YEAR)

    def change(self, key: Key, **changes: Any) -> None:
        item = self.store.get(key)
        body = {name: value for name, value in {**item.body, **changes}.items() if value is not ...}
        self.store.transact([Put(key, body, item.revision)])

    def drop(self, key: Key) -> None:
        item = self.store.get(key)
        self.store.transact([Delete(key, item.revision)])

    def body(self, key: Key) -> Any:
        return self.store.get(key).body

    def record(self, number: int) -> Key:
        return keys.record(self.stream, number)


def change_a_record(stored: Stored) -> None:
    key = stored.record(2)
    stored.change(key, body={**stored.body(key)["body"], "rule": "authenticity"})


def drop_a_record(stored: Stored) -> None:
    stored.drop(stored.record(2))


def cut_the_last_record(stored: Stored) -> None:
    stored.drop(stored.record(7))


def swap_two_records(stored: Stored) -> None:
    first, second = stored.body(stored.record(2)), stored.body(stored.record(3))
    stored.change(stored.record(2), **second)
    stored.change(stored.record(3), **first)


def add_a_record(stored: Stored) -> None:
    last = stored.body(stored.record(7))
    forged = following(stored.stream, (7, last["digest"]), {**last["body"]})
    kept = {"previous": forged.previous, "body": forged.body, "digest": forged.digest}
    stored.store.transact([Put(stored.record(8), kept, None)])


def drop_the_end(stored: Stored) -> None:
    stored.drop(keys.stream(stored.stream))


def drop_the_persons_end(stored: Stored) -> None:
    stored.drop(keys.stream(f"person#{stored.person}"))


def move_the_end(stored: Stored) -> None:
    sixth = stored.body(stored.record(6))
    stored.change(keys.stream(stored.stream), number=6, digest=sixth["digest"])


def change_what_stands_beside(stored: Stored) -> None:
    key = keys.beside(stored.stream, 2)
    said = stored.body(key)["reason"]
    text = stored.world.ports.personal_data.encrypt("没有理由", f"{stored.stream}#2")
    stored.change(key, reason={**said, "text": text})


def garble_what_stands_beside(stored: Stored) -> None:
    key = keys.beside(stored.stream, 2)
    other = stored.body(keys.beside(stored.stream, 1))["name"]
    stored.change(key, reason=other)


def drop_what_stands_beside(stored: Stored) -> None:
    stored.drop(keys.beside(stored.stream, 5))


def put_something_beside(stored: Stored) -> None:
    said = stored.body(keys.beside(stored.stream, 2))["reason"]
    text = stored.world.ports.personal_data.encrypt("补记", f"{stored.stream}#2")
    stored.change(keys.beside(stored.stream, 2), remark={**said, "text": text})


def put_something_beside_nothing(stored: Stored) -> None:
    text = stored.world.ports.personal_data.encrypt("补记", f"{stored.stream}#99")
    note = {"note": {"salt": "0" * 32, "text": text}}
    stored.store.transact([Put(keys.beside(stored.stream, 99), note, None)])


def drop_the_case(stored: Stored) -> None:
    stored.drop(stored.case)


def change_an_act(stored: Stored) -> None:
    acts = [dict(act) for act in stored.body(stored.case)["acts"]]
    acts[3]["day"] = "2026-01-05"
    stored.change(stored.case, acts=acts)


def add_an_act(stored: Stored) -> None:
    acts = stored.body(stored.case)["acts"]
    stored.change(stored.case, acts=[*acts, {**acts[-1], "action": "annul", "role": "bureau_supervisor"}])


def leave_out_an_act(stored: Stored) -> None:
    stored.change(stored.case, acts=stored.body(stored.case)["acts"][:-1])


def change_the_claim(stored: Stored) -> None:
    declaration = stored.body(stored.case)["declaration"]
    claim = {"activities": [{**EXAM["activities"][0], "title": "别的考试"}]}
    stored.change(stored.case, declaration={**declaration, "claim": claim})


def change_the_refused_claim(stored: Stored) -> None:
    first, *others = stored.body(stored.case)["earlier"]
    changed = {**first, "declaration": {**first["declaration"], "general": 5}}
    stored.change(stored.case, earlier=[changed, *others])


def change_the_name(stored: Stored) -> None:
    declaration = stored.body(stored.case)["declaration"]
    name = stored.world.ports.personal_data.encrypt("别人", stored.stream)
    stored.change(stored.case, declaration={**declaration, "name": name})


def change_the_verifier(stored: Stored) -> None:
    stored.change(stored.case, verifier={"desk": "bureau", "scope": "340881", "region": "340881"})


def change_the_verification(stored: Stored) -> None:
    stored.change(stored.case, verification={"remark": "材料齐全", "ledger": "T-1"})


def swap_the_evidence(stored: Stored) -> None:
    declaration = stored.body(stored.case)["declaration"]
    stored.change(
        stored.case,
        declaration={**declaration, "evidence": [{**declaration["evidence"][0], "sha256": "0" * 64}]},
    )


def file_of(stored: Stored) -> Any:
    (file,) = stored.body(stored.case)["declaration"]["evidence"]
    return stored.world.ports.evidence._file(file["id"])


def drop_a_file(stored: Stored) -> None:
    file_of(stored).unlink()


def change_a_file(stored: Stored) -> None:
    content = file_of(stored).read_bytes()
    file_of(stored).write_bytes(content.replace(b"(proof)", b"(other)"))


def empty_the_case(stored: Stored) -> None:
    stored.change(stored.case, declaration=...)


def change_a_person(stored: Stored) -> None:
    name = stored.world.ports.personal_data.encrypt("别人", f"person#{stored.person}")
    stored.change(keys.person(stored.person), name=name)


def drop_a_person(stored: Stored) -> None:
    stored.drop(keys.person(stored.person))


def give_a_number_to_another(stored: Stored) -> None:
    fingerprint = stored.body(keys.person(stored.person))["fingerprint"]
    stored.change(keys.number(fingerprint), person=stored.world.people["other"])


def give_a_sign_in_to_another(stored: Stored) -> None:
    identity = stored.world.who("applicant").identity
    stored.change(keys.identity(identity), person=stored.world.people["other"])


def move_a_person(stored: Stored) -> None:
    stored.change(keys.employment(stored.person), employer=None, region="340881")


def change_an_employers_kind(stored: Stored) -> None:
    stored.change(keys.employer(stored.world.employer), kind="non_public_enterprise")


def drop_an_employer(stored: Stored) -> None:
    stored.drop(keys.employer(stored.world.employer))


def take_a_role(stored: Stored) -> None:
    identity = stored.world.who("applicant").identity
    role = Role.PROVINCIAL_OFFICE.value
    stored.store.transact([Put(keys.assignment(identity, role, ""), {"role": role, "scope": ""}, None)])


def take_one_role_more(stored: Stored) -> None:
    identity = stored.world.who("bureau").identity
    role = Role.BUREAU_SUPERVISOR.value
    body = {"role": role, "scope": "340800"}
    stored.store.transact([Put(keys.assignment(identity, role, "340800"), body, None)])


def drop_a_role(stored: Stored) -> None:
    identity = stored.world.who("office").identity
    stored.drop(keys.assignment(identity, Role.PROVINCIAL_OFFICE.value, ""))


def change_a_setting(stored: Stored) -> None:
    stored.change(keys.window(YEAR), closes="2027-12-31")


def change_the_readings(stored: Stored) -> None:
    stored.drop(keys.profile())


def raise_the_hours(stored: Stored) -> None:
    fingerprint = stored.body(keys.person(stored.person))["fingerprint"]
    (item,) = chain.pages(stored.world.ports, keys.number(fingerprint).partition, "online#")
    stored.change(item.key, completion=item.body["completion"].replace("12.5", "99.5"))


CASE, VERIFIED = "The {} is not what the history says.", "case"
TOUCHED: list[tuple[Callable[[Stored], None], str, str]] = [
    (change_a_record, "case", "Record 2 was changed."),
    (drop_a_record, "case", "Record 3 does not follow from the one before."),
    (cut_the_last_record, "case", "The history ends at record 6, not where it should."),
    (swap_two_records, "case", "Record 2 was changed."),
    (add_a_record, "case", "The history ends at record 8, not where it should."),
    (drop_the_end, "person", f"The case {YEAR} has no history."),
    (drop_the_persons_end, "case", "The person has no history."),
    (move_the_end, "case", "The history ends at record 7, not where it should."),
    (
        change_what_stands_beside,
        "case",
        "Beside record 2, the personal data “reason” is not what was recorded.",
    ),
    (garble_what_stands_beside, "case", "Beside record 2, the personal data “reason” cannot be deciphered."),
    (
        drop_what_stands_beside,
        "case",
        "Beside record 5, the personal data “reason” is missing, and no erasure of it was recorded.",
    ),
    (put_something_beside, "case", "Beside record 2, the personal data “remark” was never recorded."),
    (put_something_beside_nothing, "case", "Beside record 99, the personal data “note” was never recorded."),
    (drop_the_case, "case", "The history has no case to it."),
    (change_an_act, "case", "Act 4 of the case is not what the history says."),
    (change_an_act, "case", "The acts of the case cannot have happened so."),
    (add_an_act, "case", "Act 8 of the case is not what the history says."),
    (leave_out_an_act, "case", "Act 7 of the case is not what the history says."),
    (change_the_claim, "case", CASE.format("claim")),
    (change_the_refused_claim, "case", CASE.format("split of hours")),
    (change_the_name, "case", CASE.format("name")),
    (change_the_verifier, "case", CASE.format("verifier")),
    (change_the_verification, "case", CASE.format("verification")),
    (swap_the_evidence, "case", CASE.format("evidence")),
    (drop_a_file, "case", "not what was handed in"),
    (change_a_file, "case", "not what was handed in"),
    (empty_the_case, "case", "What the history led to cannot be read: KeyError."),
    (change_a_person, "person", CASE.format("person")),
    (drop_a_person, "person", "The history has no person to it."),
    (give_a_number_to_another, "person", CASE.format("person of the ID number")),
    (give_a_sign_in_to_another, "person", CASE.format("person of the sign-in")),
    (move_a_person, "person", CASE.format("employment")),
    (change_an_employers_kind, "employer", CASE.format("employer")),
    (drop_an_employer, "employer", "The history has no employer to it."),
    (take_a_role, "person", CASE.format("set of roles")),
    (take_one_role_more, "roles", CASE.format("set of roles")),
    (drop_a_role, "roles", CASE.format("set of roles")),
    (change_a_setting, "settings", CASE.format("setting")),
    (change_the_readings, "settings", CASE.format("setting")),
    (raise_the_hours, "online", CASE.format("online hours")),
]


@pytest.mark.parametrize(
    ("touch", "where", "said"), TOUCHED, ids=lambda value: getattr(value, "__name__", "")
)
def test_whatever_is_touched_is_found_and_named(world, touch, where, said):
    touch(Stored(lived(world)))
    assert any(said in text for text in breaches(world)[where])


def test_by_their_size_files_that_are_gone_are_found_and_none_is_read(world):
    stored = Stored(lived(world))
    change_a_file(stored)
    assert [each for each in audit(world.ports, by_size=True) if each.breaches] == []
    drop_a_file(stored)
    (found,) = (each for each in audit(world.ports, by_size=True) if each.breaches)
    (file,) = stored.body(stored.case)["declaration"]["evidence"]
    assert [text.zh for text in found.breaches] == [f"材料{file['id']}不在存储中，或不是提交时的内容。"]


def test_a_certificate_that_goes_or_comes_past_the_history_is_found(world):
    stored = Stored(lived(world))
    world.put("2026-03-10")
    revision = stored.store.get(stored.case).revision
    certificates.issue(world.ports, world.who("applicant"), YEAR, revision)
    assert breaches(world) == {}
    first = keys.certificate(stored.person, YEAR, 1)
    body = stored.body(first)
    stored.store.transact([Put(keys.certificate(stored.person, YEAR, 2), {**body, "number": "2026-X"}, None)])
    assert breaches(world) == {"case": [CASE.format("list of certificates")]}
    stored.drop(keys.certificate(stored.person, YEAR, 2))
    stored.drop(first)
    assert breaches(world) == {"case": [CASE.format("list of certificates")]}


def test_a_certificate_that_is_changed_and_a_status_that_is_taken_back_are_found(world):
    stored = Stored(lived(world))
    world.put("2026-03-10")
    for _ in range(2):
        revision = stored.store.get(stored.case).revision
        certificates.issue(world.ports, world.who("applicant"), YEAR, revision)
        world.complete(hours=0.1, identifier="more")
    second = keys.certificate(stored.person, YEAR, 2)
    first_place, second_place = (
        each.place for each in issued.of_case(world.ports, cases.load(world.ports, stored.person, YEAR))
    )
    assert breaches(world) == {}
    changed = {"case": [CASE.format("content or published status of certificate 2")]}
    body = dict(stored.body(second))
    for name, value in (("general", 999), ("place", [0, 0])):
        stored.change(second, **{name: value})
        assert breaches(world) == changed
        stored.change(second, **{name: body[name]})
    stored.drop(keys.place(second_place))
    assert breaches(world) == changed
    stored.store.transact([Put(keys.place(second_place), {}, None)])
    stored.drop(keys.status(first_place))
    assert breaches(world) == {"case": [CASE.format("content or published status of certificate 1")]}
    stored.store.transact([Put(keys.status(first_place), {"status": "superseded"}, None)])
    assert breaches(world) == {}
    revision = stored.store.get(stored.case).revision
    verification.annul(world.ports, world.who("supervisor"), stored.person, YEAR, "查实伪造", revision)
    assert breaches(world) == {}
    stored.drop(keys.status(second_place))
    assert breaches(world) == changed


def test_a_history_rewritten_whole_is_found_by_the_ends_of_an_earlier_audit(world):
    stored = Stored(lived(world))
    earlier = [each.end for each in audit(world.ports)]
    world.declare("other")  # what was done since is no breach
    assert breaches(world, earlier) == {}
    last: tuple[int, str] | None = None
    for number in range(1, 8):  # every record anew, without the refusal's rule
        body = dict(stored.body(stored.record(number))["body"])
        body.pop("rule", None)
        made: Record = following(stored.stream, last, body)
        last = (made.number, made.digest)
        stored.change(stored.record(number), previous=made.previous, body=body, digest=made.digest)
    stored.change(keys.stream(stored.stream), digest=last[1])
    assert breaches(world) == {}
    assert breaches(world, earlier) == {
        "case": ["Record 7 is not the one of the earlier audit: the history was rewritten."]
    }


def test_a_history_that_vanished_whole_is_found_by_the_ends_of_an_earlier_audit(world):
    stored = Stored(lived(world))
    earlier = [each.end for each in audit(world.ports)]
    for partition in (f"history#{stored.stream}", f"beside#{stored.stream}"):
        for item in list(chain.pages(world.ports, partition)):
            stored.drop(item.key)
    stored.drop(stored.case)
    stored.drop(keys.stream(stored.stream))
    assert breaches(world) == {}
    assert breaches(world, earlier) == {"case": ["A history of the earlier audit is no longer there."]}
    beyond = End("case#zzz#2026", 1, "0" * 64)
    last = sorted([*earlier, beyond], key=lambda end: keys.stream(end.stream))
    assert len(breaches(world, last)["case"]) == 2


def test_many_at_a_time_find_the_same_in_the_same_order(either):
    stored = Stored(lived(either))
    earlier = [each.end for each in audit(either.ports)]
    change_a_record(stored)
    stored.drop(keys.stream(f"employer#{either.employer}"))
    alone = list(audit(either.ports, earlier))
    assert sum(bool(each.breaches) for each in alone) == 2
    assert list(audit(either.ports, earlier, at_once=3)) == alone


class Busy:
    """A store in which somebody acts each time after a history's records were read."""

    def __init__(self, store: Any, act: Callable[[], object], stream: str) -> None:
        self._store, self._act, self._partition = store, act, f"beside#{stream}"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def query(self, partition: str, **options: Any) -> Any:
        page = self._store.query(partition, **options)
        if partition == self._partition and self._act:
            act, self._act = self._act, None
            act()
        return page


def test_what_is_done_while_a_history_is_read_is_no_breach(world):
    lived(world)
    notice = world.notice()
    stream = f"case#{world.people['applicant']}#{YEAR}"
    busy = replace(world.ports, store=Busy(world.ports.store, lambda: world.object_to(notice), stream))
    found = examine(busy, stream)
    assert found.breaches == []
    assert found.end.number == 8


def test_of_a_year_that_nobody_declared_there_is_nothing_to_say(world):
    assert cases.load(world.ports, world.people["other"], YEAR).revision == 0
    assert notices.running(world.ports, "340881", after=None).rows == ()
    assert examine(world.ports, f"case#{world.people['other']}#{YEAR}").breaches == []
