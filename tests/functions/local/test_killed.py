"""The whole server killed under load, answers lost on the way, many at once: what was acknowledged is there, once, whole."""

import json
import os
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from functions.ports import Ports
from functions.services import chain, keys
from functions.services.audit import audit
from tests.functions.crowd import Applicant, embedded_ports, enter, tokens
from tests.functions.local.live import PATIENCE, kill, sign_in, start, stop
from tests.functions.world import EXAM, YEAR

ROUNDS = int(os.environ.get("AHCE_KILLS", "3"))  # make soak: 20
CLIENTS, PEOPLE = 6, 60  # at once, and of one round
TODAY = "2026-03-02"
# no answer, or half of one: whether it was done is not known
LOST = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@contextmanager
def served(var: Path) -> Iterator[str]:
    server, origin = start(var, today=TODAY)
    try:
        yield origin
    finally:
        assert stop(server) == 0


def breaches(ports: Ports) -> list[str]:
    """What the audit finds, and every record without its event in the outbox or event without its record."""
    found = [f"{each.end.stream}: {text.en}" for each in audit(ports) for text in each.breaches]
    events = {(item.body["stream"], item.body["number"]) for item in chain.events(ports)}
    records = {
        (stream, int(item.key.order))
        for stream in chain.streams(ports)
        for item in chain.pages(ports, keys.record(stream, 0).partition)
    }
    return found + [f"half an act: {act}" for act in sorted(events ^ records)]


@dataclass
class Diary:
    """What one applicant did and heard: each step's key, and what was acknowledged."""

    name: str
    form: dict[str, Any] = field(default_factory=dict)
    uploaded: bool = False
    declared: dict[str, Any] = field(default_factory=dict)

    def go_on(self, applicant: Applicant) -> None:
        """Take the steps that were not acknowledged yet, under the same keys as before."""
        if not self.form:
            self.form = applicant.announce(f"announce-{self.name:0>20}")
        if not self.uploaded:
            applicant.upload(self.form)
            self.uploaded = True
        if not self.declared:
            answer = applicant.declare(self.form["evidence"], f"declare-{self.name:0>20}")
            assert answer.status_code == 201, answer.text
            self.declared = answer.json()


def test_whatever_was_acknowledged_before_the_server_was_killed_is_there_once_and_whole(
    keyed: Path, port: int
) -> None:
    server, origin = start(keyed, port, today=TODAY)
    ports = embedded_ports(keyed, origin, TODAY)
    people = enter(ports, origin, ROUNDS * PEOPLE)
    token = tokens(keyed, origin, iter(people))
    diaries = [Diary(subject) for subject in people]
    chance = random.Random(4)
    for number in range(ROUNDS):
        mine = diaries[number * PEOPLE : (number + 1) * PEOPLE]
        _load_until_killed(server, origin, token, mine, after=chance.randrange(10, 2 * PEOPLE))
        interrupted = [diary for diary in mine if not diary.declared]
        assert interrupted  # it was killed while they were at it
        server, again = start(keyed, port, today=TODAY)
        assert again == origin
        _acknowledged_is_there(ports, origin, token, people, mine)
        for diary in interrupted:
            _as(origin, token[diary.name], diary.go_on)
        assert breaches(ports) == []
        _acknowledged_is_there(ports, origin, token, people, mine)
    assert stop(server) == 0


def _as(origin: str, token: str, act: Callable[[Applicant], Any], *heard: Callable[..., None]) -> Any:
    applicant = Applicant(origin, token, *heard)
    try:
        return act(applicant)
    finally:
        applicant.close()


def _load_until_killed(
    server: Any, origin: str, token: dict[str, str], diaries: list[Diary], *, after: int
) -> None:
    """Let many declare at once, and kill the server when ``after`` answers were heard, by whoever heard the last."""
    left, heard = iter(diaries), count(1)
    guard = threading.Lock()

    def hear(*_: Any, **__: Any) -> None:
        with guard:  # the others stop to listen until it is dead: none of them is done meanwhile
            if next(heard) == after:
                kill(server)

    def declare_for_one_after_the_other(_: int) -> None:
        while True:
            with guard:
                diary = next(left, None)
            if diary is None:
                return
            try:
                _as(origin, token[diary.name], diary.go_on, hear)
            except LOST:
                return

    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(declare_for_one_after_the_other, range(CLIENTS)))
    assert next(heard) > after


def _acknowledged_is_there(
    ports: Ports, origin: str, token: dict[str, str], people: dict[str, str], diaries: list[Diary]
) -> None:
    for diary in diaries:
        if diary.form:
            assert ports.store.get(keys.evidence(diary.form["evidence"])) is not None
        if diary.uploaded:
            assert ports.evidence.inspect(diary.form["evidence"]) is not None
        if diary.declared:
            person = people[diary.name]
            case = ports.store.get(keys.case(person, YEAR))
            assert case is not None
            assert case.revision == diary.declared["revision"] == 1
            assert len(chain.told(ports, f"case#{person}#{YEAR}")) == 1
    heard = next((diary for diary in diaries if diary.declared), None)
    if heard:  # the same command again has the same answer
        key = f"declare-{heard.name:0>20}"
        again = _as(origin, token[heard.name], lambda one: one.declare(heard.form["evidence"], key))
        assert (again.status_code, again.json()) == (201, heard.declared)


def test_of_a_hundred_declarations_at_once_one_is_taken_and_the_others_hear_that_the_year_is_declared(
    keyed: Path,
) -> None:
    with served(keyed) as origin:
        token = sign_in(origin, "demo-applicant")
        file = _as(origin, token, _uploaded)
        together = threading.Barrier(100)

        def declare(number: int) -> tuple[int, str]:
            applicant = Applicant(origin, token)
            together.wait(PATIENCE)
            answer = applicant.declare(file, f"one-of-a-hundred-{number:03}")
            applicant.close()
            return answer.status_code, answer.json().get("type", "")

        with ThreadPoolExecutor(100) as threads:
            heard = list(threads.map(declare, range(100)))
        assert Counter(status for status, _ in heard) == {201: 1, 409: 99}
        assert len({kind for status, kind in heard if status == 409}) == 1
        told = _as(origin, token, lambda one: one.get(f"/api/applicant/years/{YEAR}"))
        assert (told["status"], told["revision"], len(told["history"])) == ("submitted", 1, 1)
        assert breaches(embedded_ports(keyed, origin, TODAY)) == []


def _uploaded(applicant: Applicant) -> str:
    form = applicant.announce("announce-the-evidence")
    applicant.upload(form)
    return str(form["evidence"])


def test_an_answer_lost_after_the_commit_is_heard_by_asking_again_with_the_same_key(keyed: Path) -> None:
    with served(keyed) as origin:
        token, key = sign_in(origin, "demo-self-employed"), "the-answer-gets-lost"
        file = _as(origin, token, _uploaded)
        ports = embedded_ports(keyed, origin, TODAY)
        person = _as(origin, token, lambda one: one.get("/api/applicant/me"))["person"]["id"]
        sent = {"claim": EXAM, "evidence": [{"id": file, "activity": "a1"}], "revision": 0}
        content = json.dumps(sent).encode()
        head = (
            f"POST /api/applicant/years/{YEAR}/declaration HTTP/1.1\r\nHost: {urlsplit(origin).netloc}\r\n"
            f"Authorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        port = urlsplit(origin).port
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(head.encode() + content)
            patience = time.monotonic() + PATIENCE
            while ports.store.get(keys.case(person, YEAR)) is None:
                assert time.monotonic() < patience  # it is being done; nobody reads the answer
        again = _as(origin, token, lambda one: one.declare(file, key))
        assert (again.status_code, again.json()["revision"]) == (201, 1)
        other = _as(origin, token, lambda one: one.declare(file, "another-key-than-before"))
        assert other.status_code == 409
        assert len(chain.told(ports, f"case#{person}#{YEAR}")) == 1
        assert breaches(ports) == []
