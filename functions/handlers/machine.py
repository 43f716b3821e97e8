"""For machine clients: learning platforms register completions, the title-declaration system reads years (Art. 12(12), 13)."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from ahce_core.wording import Text
from functions import http
from functions.handlers.models.base import answers, done
from functions.handlers.models.machines import CompletionDone, CompletionSent, PersonAsked, TitleYears
from functions.services import online, people
from functions.services.command import Caller
from functions.wiring import ports

app = http.api(
    "machine",
    Text("系统对接", "Machine clients"),
    Text(
        "学习平台登记学时；职称申报系统读取年度学时。",
        "Platforms register hours; the title system reads them.",
    ),
)


def _caller() -> Caller:
    return people.caller(ports(), http.principal(app), http.idempotency_key(app))


@app.post(
    "/api/machine/completions",
    summary="登记学习记录 Register a completion",
    operation_id="complete",
    responses=answers(CompletionDone, 200, 201),
)
def complete(sent: CompletionSent) -> Response[Any]:
    return done(online.complete(ports(), _caller(), sent.id_number, sent.year, sent.completion))


@app.post("/api/machine/years", summary="读取年度学时 Read a person's years", operation_id="title_years")
def years(sent: PersonAsked) -> TitleYears:
    return TitleYears(**online.years(ports(), _caller(), sent.id_number))


handler = http.handler(app)
