"""Commands that meet: exactly one is taken, nobody hears a falsehood, the chain stands."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import Role
from functions.ports import Check, Conflict, Delete, Ports, Unavailable
from functions.services import chain, declarations, verification
from functions.services.command import Effects, Outcome, command
from functions.services.errors import Stale
from tests.functions.world import EXAM, YEAR


def outcome(command: Any) -> str:
    try:
        return str(command().status)
    except (NotAllowed, Stale, Unavailable) as error:
        return error.ground.name if isinstance(error, NotAllowed) else type(error).__name__


def test_of_a_hundred_declarations_for_one_year_exactly_one_is_taken(world):
    file = world.upload()
    callers = [world.who("applicant") for _ in range(100)]

    def declare(caller: Any) -> str:
        return outcome(lambda: declarations.declare(world.ports, caller, YEAR, EXAM, [(file, "a1")], 0))

    with ThreadPoolExecutor(16) as pool:
        heard = Counter(pool.map(declare, callers))
    assert heard == {"201": 1, "once_a_year": 99}
    stream = f"case#{world.people['applicant']}#{YEAR}"
    assert len(chain.told(world.ports, stream)) == 1
    assert chain.faults(world.ports, stream) == []


def test_the_same_command_sent_many_times_at_once_acts_once_and_answers_all_alike(world):
    file = world.upload()
    caller = world.who("applicant", "the-same-key-0001")
    with ThreadPoolExecutor(8) as pool:
        heard = list(
            pool.map(
                lambda _: declarations.declare(world.ports, caller, YEAR, EXAM, [(file, "a1")], 0), range(20)
            )
        )
    assert len({(each.status, str(sorted(each.body.items()))) for each in heard}) == 1
    assert len(chain.told(world.ports, f"case#{world.people['applicant']}#{YEAR}")) == 1


def test_many_who_verify_at_once_verify_once(world):
    world.declare()
    world.enrol("second", "340881199001010050")
    world.give("office", "second", *_hr(world))
    person = world.people["applicant"]
    callers = [world.who(name) for name in ("hr", "second") * 5]

    def decide(caller: Any) -> str:
        return outcome(lambda: verification.verify(world.ports, caller, person, YEAR, "", "", 1))

    with ThreadPoolExecutor(10) as pool:
        heard = Counter(pool.map(decide, callers))
    assert heard["200"] == 1
    assert heard["already_verified"] == 9


def _hr(world: Any) -> tuple[Any, str]:

    return Role.EMPLOYER_VERIFIER, world.employer


class Reluctant:
    """A store in which somebody else is always faster, or whose answer is lost after it wrote."""

    def __init__(self, store: Any, *, loses_answers: bool) -> None:
        self._store = store
        self._loses_answers = loses_answers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def transact(self, operations: Any) -> None:
        if not self._loses_answers:
            raise Conflict([operations[0].key])
        self._store.transact(operations)
        raise Unavailable("the answer was lost")


def test_a_command_that_always_meets_another_gives_up_and_says_so(world):
    file, caller, store = world.upload(), world.who("applicant"), world.ports.store
    world.ports.store = Reluctant(store, loses_answers=False)
    with pytest.raises(Unavailable):
        declarations.declare(world.ports, caller, YEAR, EXAM, [(file, "a1")], 0)
    world.ports.store = store
    assert world.status() == "undeclared"


def test_an_answer_lost_after_the_write_is_heard_by_asking_again_with_the_same_key(world):
    file, caller, store = world.upload(), world.who("applicant"), world.ports.store
    world.ports.store = Reluctant(store, loses_answers=True)
    with pytest.raises(Unavailable):
        declarations.declare(world.ports, caller, YEAR, EXAM, [(file, "a1")], 0)
    world.ports.store = store
    again = declarations.declare(world.ports, caller, YEAR, EXAM, [(file, "a1")], 0)
    assert (again.status, again.body["status"]) == (201, "submitted")
    with pytest.raises(NotAllowed, match="once_a_year"):
        declarations.declare(world.ports, world.who("applicant"), YEAR, EXAM, [(file, "a1")], 0)


def test_a_command_whose_twin_was_faster_gives_the_twins_answer(world):
    caller, done = world.who("applicant", "the-same-key-0002"), Outcome(200, {"done": True})

    def slower(_: Ports) -> Effects:
        command(world.ports, caller, "try", 1, lambda _: Effects([], done))
        raise Stale

    assert command(world.ports, caller, "try", 1, slower) == done


class Watched:
    """A store that keeps what it was told to do; told so, it forgets the first answers before they are checked."""

    def __init__(self, store: Any, *, forgets: int = 0) -> None:
        self._store, self._forgets = store, forgets
        self.done: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def transact(self, operations: Any) -> None:
        self.done.append(operations)
        if isinstance(operations[0], Check) and self._forgets:
            self._forgets -= 1
            self._store.transact([Delete(operations[0].key, operations[0].expected)])
            raise Conflict([operations[0].key])
        self._store.transact(operations)


def test_an_answer_is_repeated_once_what_it_tells_of_is_on_the_disk(world):
    caller, done = world.who("applicant", "the-same-key-0003"), Outcome(200, {"done": True})
    world.ports.store = store = Watched(world.ports.store)
    for _ in range(2):
        assert command(world.ports, caller, "try", 1, lambda _: Effects([], done)) == done
    (written,), (checked,) = store.done
    assert checked == Check(written.key, 1)


def test_an_answer_that_expires_while_it_is_repeated_is_given_anew(world):
    caller = world.who("applicant", "the-same-key-0004")
    world.ports.store = store = Watched(world.ports.store, forgets=1)
    for number in range(2):
        made = Outcome(200, {"try": number})
        assert command(world.ports, caller, "try", 1, lambda _, made=made: Effects([], made)) == made
    assert len(store.done) == 3
