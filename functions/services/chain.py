"""Reading a history: what happened, with the personal data that is still there, and whether the chain stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ahce_core.choices import Choice
from ahce_core.registration import history
from ahce_core.registration.history import Record
from ahce_core.registration.roles import Role
from ahce_core.registration.verification import RefusalRule
from ahce_core.registration.workflow import Action
from ahce_core.wording import Text
from functions.ports import Item, Ports, Undecipherable
from functions.services import keys
from functions.services.command import Body
from functions.services.stored import choice

ERASURE = "personal.erase"  # the record after which the personal data beside those before it is gone


class Reason(Choice):
    """Why personal data is erased."""

    RETENTION = "retention", "保存期满", "The retention ended"
    REQUEST = "request", "本人依法请求", "The person rightly asked for it"
    DETACHED = "detached", "以他人的身份证号登记", "Enrolled under somebody else's ID number"


ACTS = {
    **{f"case.{action.value}": action.text for action in Action},
    "certificate.issue": Text("签发登记证书", "issue the certificate"),
    "person.enrol": Text("登记本人", "enrol"),
    "person.link": Text("关联登录账号", "link a sign-in"),
    "person.employ": Text("登记所在单位", "say where one works"),
    "person.accept": Text("单位认领", "be accepted by the employer"),
    "person.decline": Text("单位不认领", "be declined by the employer"),
    "person.release": Text("单位移出", "be released by the employer"),
    "person.rename": Text("更正姓名", "have the name corrected"),
    ERASURE: Text("删除个人信息", "erase personal data"),
}
NAMED: dict[str, type[Choice]] = {"role": Role, "rule": RefusalRule}

UNREADABLE = Text(
    "第{}条记录旁的个人信息“{}”无法解密。", "Beside record {}, the personal data “{}” cannot be deciphered."
)
GONE = Text(
    "第{}条记录旁的个人信息“{}”不见了，而历史中没有删除的记录。",
    "Beside record {}, the personal data “{}” is missing, and no erasure of it was recorded.",
)
LEFT = Text(
    "第{}条记录旁的个人信息“{}”仍在，而历史说它已删除；请再次执行删除。",
    "Beside record {}, the personal data “{}” is still there, though its erasure was recorded; erase once more.",
)


def pages(ports: Ports, partition: str, prefix: str = "") -> Iterator[Item]:
    """All the items of a partition, page by page."""
    after = None
    while True:
        page = ports.store.query(partition, prefix=prefix, after=after)
        yield from page.rows
        after = page.next
        if after is None:
            return


def events(ports: Ports) -> Iterator[Item]:
    """The events that wait to be delivered, shard by shard, for as long as they are kept."""
    for shard in keys.SHARDS:
        yield from pages(ports, f"outbox#{shard}")


def told(ports: Ports, stream: str) -> list[dict[str, Any]]:
    """A history in its order: what, when, by whom, and the words that go with it; what is done to a case or a person labelled."""
    read = load(ports, stream)
    lines = []
    for record in read.records:
        line = {name: value for name, value in record.body.items() if name != "personal"}
        lines.append({**line, **_labels(line), "number": record.number, "words": read.words(record.number)})
    return lines


def _labels(line: Body) -> dict[str, str]:
    """What people read for an act, for the role in which it was done and for the rule that it names."""
    if line["type"] not in ACTS:
        return {}
    labels = ACTS[line["type"]].labelled("label")
    for name, kind in NAMED.items():
        if line.get(name):
            labels |= choice(kind, line[name]).text.labelled(f"{name}_label")
    return labels


def streams(ports: Ports) -> Iterator[str]:
    """The names of all histories, always in the same order."""
    for shard in keys.SHARDS:
        for item in pages(ports, f"streams#{shard}"):
            yield item.key.order


@dataclass(frozen=True)
class History:
    """A stream as it is stored. ``beside`` is the personal data that is there: number → name → (salt, text), the pair
    None where it cannot be deciphered.
    """

    stream: str
    head: tuple[int, str]
    records: tuple[Record, ...]
    beside: Mapping[int, Mapping[str, tuple[str, str] | None]]

    def words(self, number: int) -> dict[str, str]:
        """What people wrote beside a record, as far as it can be read."""
        return {name: pair[1] for name, pair in self.beside.get(number, {}).items() if pair}

    @cached_property
    def erased_before(self) -> int:
        """The number of the last erasure: what stood beside the records before it is gone."""
        return max((each.number for each in self.records if each.body.get("type") == ERASURE), default=0)

    @property
    def erased(self) -> int:
        """How many pieces of personal data were erased, and said to be."""
        return sum(
            name not in self.beside.get(record.number, {})
            for record in self.records
            if record.number < self.erased_before
            for name in _committed(record)
        )

    @property
    def kept(self) -> int:
        """How many pieces of personal data are there."""
        return sum(map(len, self.beside.values()))

    def faults(self) -> list[Text]:
        """What is wrong with the chain and with the personal data beside it; nothing where all of it stands."""
        found = history.faults(self.stream, self.records, self.head)
        for record in self.records:
            found += self._beside_faults(record)
        known = {record.number for record in self.records}
        for number in sorted(set(self.beside) - known):
            found += [history.NEVER_RECORDED.format(number, name) for name in self.beside[number]]
        return found

    def _beside_faults(self, record: Record) -> Iterator[Text]:
        number, here = record.number, self.beside.get(record.number, {})
        yield from history.personal_faults(record, {name: pair for name, pair in here.items() if pair})
        yield from (UNREADABLE.format(number, name) for name, pair in here.items() if pair is None)
        if number < self.erased_before:
            yield from (LEFT.format(number, name) for name in here)
        else:
            yield from (GONE.format(number, name) for name in _committed(record) if name not in here)


def _committed(record: Record) -> tuple[str, ...]:
    """The names of the personal data whose hashes stand in a record."""
    personal = record.body.get("personal")
    return tuple(personal) if isinstance(personal, Mapping) else ()


def load(ports: Ports, stream: str) -> History:
    """A stream whole."""
    end = ports.store.get(keys.stream(stream))
    head: Body = end.body if end else {"number": 0, "digest": history.BEGINNING}
    records, beside = [], {}
    for item in pages(ports, keys.record(stream, 0).partition):
        body: Body = item.body
        records.append(Record(stream, int(item.key.order), body["previous"], body["body"], body["digest"]))
    for item in pages(ports, keys.beside(stream, 0).partition):
        number, kept = int(item.key.order), item.body
        beside[number] = {name: _opened(ports, f"{stream}#{number}", data) for name, data in kept.items()}
    return History(stream, (head["number"], head["digest"]), tuple(records), beside)


def _opened(ports: Ports, context: str, data: Any) -> tuple[str, str] | None:
    try:
        return data["salt"], ports.personal_data.decrypt(data["text"], context)
    except Undecipherable:
        return None


def faults(ports: Ports, stream: str) -> list[Text]:
    """What is wrong with a stream; nothing where all of it stands."""
    return load(ports, stream).faults()
