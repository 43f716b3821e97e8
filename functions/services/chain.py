"""Reading a history: what happened, with the personal data that is still there, and whether the chain stands."""

from collections.abc import Iterator
from typing import Any

from ahce_core.choices import Choice
from ahce_core.registration import history
from ahce_core.registration.roles import Role
from ahce_core.registration.verification import RefusalRule
from ahce_core.registration.workflow import Action
from ahce_core.wording import Text
from functions.ports import Item, Ports
from functions.services import keys
from functions.services.command import Body
from functions.services.stored import choice

ISSUED = Text("签发登记证书", "issue the certificate")
ACTS = {f"case.{action.value}": action.text for action in Action} | {"certificate.issue": ISSUED}
NAMED: dict[str, type[Choice]] = {"role": Role, "rule": RefusalRule}


def pages(ports: Ports, partition: str, prefix: str = "") -> Iterator[Item]:
    """All the items of a partition, page by page."""
    after = None
    while True:
        page = ports.store.query(partition, prefix=prefix, after=after)
        yield from page.rows
        after = page.next
        if after is None:
            return


def beside(ports: Ports, stream: str) -> dict[int, dict[str, tuple[str, str]]]:
    """The personal data beside a stream that was not erased: number → name → (salt, text)."""
    found = {}
    for item in pages(ports, keys.beside(stream, 0).partition):
        number, body = int(item.key.order), item.body
        found[number] = {name: _opened(ports, f"{stream}#{number}", data) for name, data in body.items()}
    return found


def _opened(ports: Ports, context: str, data: Any) -> tuple[str, str]:
    return data["salt"], ports.personal_data.decrypt(data["text"], context)


def told(ports: Ports, stream: str) -> list[dict[str, Any]]:
    """A history in its order: what, when, by whom, and the words that go with it; a case's acts labelled for people."""
    words = beside(ports, stream)
    lines = []
    for item in pages(ports, keys.record(stream, 0).partition):
        number = int(item.key.order)
        body: Body = item.body
        line = {name: value for name, value in body["body"].items() if name != "personal"}
        texts = {name: text for name, (_, text) in words.get(number, {}).items()}
        lines.append({**line, **_labels(line), "number": number, "words": texts})
    return lines


def _labels(line: Body) -> dict[str, str]:
    """What people read for an act on a case, for the role in which it was done and for the rule that it names."""
    if line["type"] not in ACTS:
        return {}
    labels = ACTS[line["type"]].labelled("label")
    for name, kind in NAMED.items():
        if line.get(name):
            labels |= choice(kind, line[name]).text.labelled(f"{name}_label")
    return labels


def streams(ports: Ports) -> Iterator[str]:
    """The names of all histories."""
    for shard in keys.STREAM_SHARDS:
        for item in pages(ports, f"streams#{shard}"):
            yield item.key.order


def faults(ports: Ports, stream: str) -> list[Text]:
    """What is wrong with a stream's chain and with the personal data beside it; nothing where all of it stands."""
    end = ports.store.get(keys.stream(stream))
    head: Body = end.body if end else {"number": 0, "digest": history.BEGINNING}
    records = []
    for item in pages(ports, keys.record(stream, 0).partition):
        body: Body = item.body
        number = int(item.key.order)
        records.append(history.Record(stream, number, body["previous"], body["body"], body["digest"]))
    words = beside(ports, stream)
    found = history.faults(stream, records, (head["number"], head["digest"]))
    for record in records:
        found += history.personal_faults(record, words.get(record.number, {}))
    return found
