"""第十五条　对本单位专业技术人员参加继续教育的种类、内容、时间和考试考核结果等情况进行记录，并作为在“学时管理系统”中核准登记继续教育学时的依据。

An employer's ledger, drawn from what its people declared: page by page as rows, or whole as a table for a spreadsheet.
How somebody did in a test (考试考核结果) is declared by nobody: the employer records that itself, and the ledger's entry of a
verification can name the record.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from ahce_core.hours import shown
from ahce_core.registration.routing import Desk
from ahce_core.registration.workflow import Status
from ahce_core.wording import Text
from functions.ports import Entry, Index, Page, Ports
from functions.services import cases, keys
from functions.services.command import Caller
from functions.services.desks import require_desk, shown_case

COLUMNS = {
    "name": Text("姓名", "Name"),
    "year": Text("年度", "Year"),
    "kind": Text("种类", "Kind"),
    "title": Text("内容", "Content"),
    "date": Text("时间", "Date"),
    "hours": Text("学时", "Hours"),
    "status": Text("登记状态", "Registration"),
    "ledger": Text("台账编号", "Ledger entry"),
}


def rows(
    ports: Ports, caller: Caller, employer: str, year: int, *, after: str | None
) -> Page[dict[str, Any]]:
    """A page of the ledger: kind, content, time and where it stands, of what an employer's people declared for a year."""
    require_desk(ports, caller, Desk.EMPLOYER, employer)
    page = _page(ports, employer, year, after)
    return Page(tuple(_rows(ports, page.rows)), page.next)


def table(ports: Ports, caller: Caller, employer: str, year: int, *, english: bool) -> str:
    """The whole ledger as .csv for a spreadsheet: BOM, CRLF, and no text that it would take for a formula."""
    from ahce_sheets.results import unformulated  # only who wants a table loads what writes one

    require_desk(ports, caller, Desk.EMPLOYER, employer)
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(label.en if english else label.zh for label in COLUMNS.values())
    after = None
    while True:
        page = _page(ports, employer, year, after)
        for row in _rows(ports, page.rows):
            words = {
                "kind": row["kind_label_en" if english else "kind_label"],
                "status": row["status_label_en" if english else "status_label"],
            }
            writer.writerow(unformulated([{**row, **words}[name] for name in COLUMNS]))
        after = page.next
        if after is None:
            return text.getvalue()


def _page(ports: Ports, employer: str, year: int, after: str | None) -> Page[Entry]:
    desk = keys.desk(Desk.EMPLOYER.value, employer)
    return ports.store.browse(Index.DIRECTORY, desk, prefix=f"{year}#", after=after)


def _rows(ports: Ports, entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    today = ports.clock.now().date()
    for case in map(shown_case, entries):
        status: Status = case.position(today).status
        whole = {
            "person": case.person,
            "name": cases.name_on(ports, case),
            "year": case.year,
            "status": status.value,
            **status.text.labelled("status_label"),
            "ledger": (case.body["verification"] or {}).get("ledger", ""),
        }
        for entry in case.claim.entries:
            hours = entry.facts.recognize(case.pinned.readings, case.year).tenths
            yield {
                **whole,
                "kind": entry.facts.kind,
                **entry.facts.about.label.labelled("kind_label"),
                "title": entry.title,
                "date": entry.date.isoformat() if entry.date else None,
                "hours": shown(hours),
            }
