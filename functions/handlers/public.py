"""For everybody, without signing in: settings, regions, public notices and objections to them, and what
verifies a certificate."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from ahce_core.registration.regions import REGIONS
from ahce_core.wording import Text
from functions import http
from functions.handlers.models.base import Cursor, Identifier, RegionCode, Year, answers, content, done
from functions.handlers.models.certificates import KeySet
from functions.handlers.models.notices import NoticesPage, NoticeTold, ObjectionDone, ObjectionSent
from functions.handlers.models.settings import RegionsTold, RegionTold, SettingsTold, TermsTold
from functions.services import notices, settings, signing, terms
from functions.services.command import visitor
from functions.wiring import ports
from functions.wiring import settings as settings_here

app = http.api(
    "public",
    Text("公示、设置和证书公钥", "Public notices, settings, certificates' keys"),
    Text(
        "无需登录。公示不含身份证件号码，期满即不再显示；证书用公钥和状态列表核对，不按编号查询。",
        "No sign-in. No ID numbers, and a notice is gone when it is over; certificates are verified by keys and status lists, "
        "never looked up.",
    ),
)
STATUS_LIST = "application/statuslist+jwt"
NoticeId = Annotated[Identifier, Path()]


@app.get("/api/public/settings/<year>", summary="年度设置 A year's settings", operation_id="settings")
def settings_of(year: Annotated[Year, Path()]) -> SettingsTold:
    return SettingsTold(**settings.show(ports(), year))


@app.get("/api/public/regions", summary="行政区划 Regions", operation_id="regions")
def regions() -> RegionsTold:
    return RegionsTold(regions=[RegionTold(**each._asdict()) for each in REGIONS.values()])


@app.get("/api/public/terms", summary="用语 The words of closed lists", operation_id="terms")
def terms_of() -> TermsTold:
    return TermsTold.model_validate(terms.terms())


@app.get("/api/public/notices", summary="正在公示 Running notices", operation_id="notices")
def running(region: Annotated[RegionCode, Query()], after: Annotated[Cursor, Query()] = None) -> NoticesPage:
    page = notices.running(ports(), region, after=after)
    return NoticesPage(rows=[NoticeTold(**row) for row in page.rows], next=page.next)


@app.get("/api/public/notices/<notice>", summary="一条公示 One notice", operation_id="notice")
def show(notice: NoticeId) -> NoticeTold:
    return NoticeTold(**notices.show(ports(), notice))


@app.post(
    "/api/public/notices/<notice>/objections",
    summary="提出异议 Object",
    operation_id="object",
    responses=answers(ObjectionDone, 201),
)
def object_to(notice: NoticeId, sent: ObjectionSent) -> Response[Any]:
    http.slow_down(app, settings_here().objecting)
    caller = visitor(http.idempotency_key(app))
    return done(notices.object_to(ports(), caller, notice, sent.reason))


@app.get("/api/public/keys", summary="证书公钥 The keys that verify certificates", operation_id="keys")
def keys() -> Response[KeySet]:
    told = KeySet(**signing.key_set(ports()))
    return Response(200, content_type="application/json", body=told, headers=_cached(signing.KEYS_SECONDS))


@app.get(
    "/api/public/status/<year>/<shard>",
    summary="证书状态列表 Whether certificates still hold",
    operation_id="statuses",
    responses=content(STATUS_LIST),
)
def statuses(year: Annotated[int, Path()], shard: Annotated[int, Path()]) -> Response[str]:
    body = signing.statuses(ports(), year, shard, asked=app.current_event.path)
    return Response(200, content_type=STATUS_LIST, body=body, headers=_cached(signing.LIST_SECONDS))


def _cached(seconds: int) -> dict[str, str | list[str]]:
    return {"Cache-Control": f"public, max-age={seconds}"}


handler = http.handler(app)
