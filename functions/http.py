"""From an API Gateway event (payload 2.0) to a route and back: what every function's front has in common.

    app = http.api("applicant", Text("申报人", "Applicants"), Text("…", "…"))

    @app.post("/api/applicant/declarations")
    def declare(...): ...

    handler = http.handler(app)

One process answers one request at a time, as Lambda has it: the resolver keeps the current event on its class.
"""

import base64
import binascii
import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from ahce_core import json_text
from ahce_core.problems import TWICE, Problem, Refusal, join, presentable
from ahce_core.wording import Text
from functions import openapi, problem
from functions.ports import NotSignedIn, Principal
from functions.problem import HttpError
from functions.throttle import Throttle
from functions.validation import problems_of
from functions.wiring import ports, settings

BODY_BYTES_LIMIT = json_text.LIMIT_BYTES
READING = {"GET", "HEAD", "OPTIONS"}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}

Event = dict[str, Any]
Handler = Callable[[Event, Any], dict[str, Any]]

_KEY = re.compile(r"[A-Za-z0-9_-]{16,128}")
_JSON = re.compile(r"application/json(\s*;\s*charset=\"?utf-8\"?)?", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_GREATEST = 1e300
_HALF = Text(
    "含有无法显示的半个字符；请重新输入。", "There is half a character in this; please type it anew."
)
_NO_NUMBER = Text("{}不是数；请改填数字。", "{} is no number; please give one.")
_LOG = logging.getLogger("ahce")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

for _talkative in ("aws_lambda_powertools", "botocore", "boto3", "urllib3"):
    logging.getLogger(_talkative).setLevel(
        logging.INFO
    )  # at DEBUG they spell out arguments, a person's number too


class Api(APIGatewayHttpResolver):
    """The routes of one audience: ``public`` needs no sign-in, every other one a bearer token."""

    def __init__(self, audience: str, title: Text, description: Text) -> None:
        super().__init__(enable_validation=True, json_body_deserializer=read_json, serializer=_spell)
        self.audience, self.title, self.description = audience, title, description


def api(audience: str, title: Text, description: Text) -> Api:
    """A resolver with the error table, and its OpenAPI at ``/api/<audience>/openapi.json``."""
    app = Api(audience, title, description)

    app.exception_handler(Exception)(_response)

    @app.get(f"/api/{audience}/openapi.json", include_in_schema=False)
    def document() -> Response[str]:
        return Response(200, "application/json", _spell(openapi.document(app)))

    return app


def handler(app: Api) -> Handler:
    """The function that Lambda calls with an event, and the embedded server too."""

    def handle(event: Event, context: Any) -> dict[str, Any]:
        began = time.perf_counter()
        try:
            _throttle(app.audience, event)
            _check(event)
            answer = app.resolve(event, context)
        except HttpError as error:
            refused = problem.answer(error)
            answer = {
                "statusCode": refused.status,
                "headers": dict(refused.headers),
                "body": refused.body,
                "isBase64Encoded": False,
            }
        answer["headers"] = {**HEADERS, **answer.get("headers", {})}
        _record(app, event, answer["statusCode"], time.perf_counter() - began)
        return answer

    return handle


def principal(app: Api) -> Principal:
    """Who asks. Raises :class:`~functions.ports.NotSignedIn` without a bearer token that holds."""
    verified: Principal | None = app.current_event.get("principal")
    return verified or _verified(app.current_event.headers)


def _verified(headers: Mapping[str, str]) -> Principal:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotSignedIn("no bearer token")
    return ports().sign_in.principal(token.strip())


def slow_down(app: Api, throttle: Throttle) -> None:
    """Refuse who comes too often from one address for what ``throttle`` counts; for those who are not signed in."""
    _wait(throttle, _address(app.current_event.raw_event))


def idempotency_key(app: Api) -> str:
    """The key of the current command; it was checked before the route was called."""
    key: str = app.current_event.raw_event["headers"]["idempotency-key"]
    return key


def read_json(text: str) -> Any:
    """A request's body. Refused: what is no JSON, nested too deep, no number (NaN, 1e400), half a character, or a key twice."""
    try:
        found = json_text.read(text)
    except Refusal as refusal:
        raise HttpError(problem.NOT_JSON, problems=refusal.problems) from None
    unfit: list[Problem] = []
    twice: list[Problem] = []
    body = _plain(found, "", unfit, twice)
    if unfit:
        raise HttpError(problem.NOT_JSON, problems=tuple(unfit))
    if twice:
        raise Refusal(twice)
    return body


def _plain(value: object, path: str, unfit: list[Problem], twice: list[Problem]) -> object:
    """A value as ``json.loads`` would give it; what is wrong with it is appended, with its path."""
    if isinstance(value, json_text.Object):
        twice += [Problem(join(path, key), TWICE.format(presentable(key))) for key in value.twice]
        unfit += [Problem(join(path, key), _HALF) for key in value if _halved(key)]
        return {key: _plain(one, join(path, key), unfit, twice) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one, f"{path}[{index}]", unfit, twice) for index, one in enumerate(value)]
    if isinstance(value, str) and _halved(value):
        unfit.append(Problem(path, _HALF))
    if isinstance(value, json_text.Number):
        number = float(value.text)
        if not abs(number) < _GREATEST:
            unfit.append(Problem(path, _NO_NUMBER.format(presentable(value.text))))
        return number
    return value


def _halved(text: str) -> bool:
    """Whether half a character (a lone surrogate) stands in a text, which then no store and no answer can spell."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def _throttle(audience: str, event: Event) -> None:
    """Count a request against whoever a token proves to ask; until one does, against where it comes from.

    What was verified is kept with the event, so that it is done once.
    """
    event["principal"] = None
    if audience != "public":
        with suppress(Exception):  # whatever it is, the route meets it again and answers
            event["principal"] = _verified(event["headers"])
    known: Principal | None = event["principal"]
    _wait(settings().throttle, known.identity if known else _address(event))


def _wait(throttle: Throttle, caller: str) -> None:
    wait = throttle.wait(caller)
    if wait:
        raise HttpError(problem.TOO_MANY, retry_after=wait)


def _address(event: Mapping[str, Any]) -> str:
    """Where a request comes from: as each front writes down who came to it, the one that came to our first."""
    fronts, came = settings().fronts, event["headers"].get("x-forwarded-for", "").split(",")
    if 0 < fronts < len(came):
        return str(came[-1 - fronts]).strip()
    return str(event["requestContext"]["http"]["sourceIp"])


def _check(event: Event) -> None:
    """Refuse what no route takes; the body becomes text."""
    headers = event["headers"]
    body: str = event.get("body") or ""
    if (
        len(body) > BODY_BYTES_LIMIT * 4 // 3 + 4
        or len(body.encode("utf-8", "surrogatepass")) > BODY_BYTES_LIMIT * 4 // 3 + 4
    ):
        raise HttpError(problem.TOO_LARGE)
    if event["requestContext"]["http"]["method"] in READING:
        return
    if event.get("isBase64Encoded"):
        try:
            body = base64.b64decode(body, validate=True).decode()
        except (ValueError, binascii.Error):
            raise HttpError(problem.NOT_THIS_TYPE) from None
    if len(body.encode("utf-8", "surrogatepass")) > BODY_BYTES_LIMIT:
        raise HttpError(problem.TOO_LARGE)
    if body and not _JSON.fullmatch(headers.get("content-type", "").strip()):
        raise HttpError(problem.NOT_THIS_TYPE)
    if not _KEY.fullmatch(headers.get("idempotency-key", "")):
        raise HttpError(problem.KEY_MISSING)
    headers = {**headers, "content-type": "application/json"}  # as the resolver spells it
    event |= {"headers": headers, "body": body or None, "isBase64Encoded": False}


def _response(error: Exception) -> Response[str]:
    if isinstance(error, RequestValidationError):
        error = Refusal(problems_of(error.errors()))
    elif isinstance(error, NotFoundError):
        error = HttpError(problem.NO_ROUTE)
    found = problem.answer(error)
    if found.status >= 500:
        _trace(error)
    return Response(found.status, body=found.body, headers=dict(found.headers))


def _trace(error: Exception) -> None:
    """Record where a defect arose: files and lines, never the message, which may quote a person's number."""
    frames, trace = [], error.__traceback__
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    _LOG.error(_spell({"error": type(error).__name__, "at": frames[-8:]}))


def _record(app: Api, event: Mapping[str, Any], status: int, seconds: float) -> None:
    """One line a request; the route's pattern and not the path, no query, no header, no body."""
    if not _LOG.isEnabledFor(logging.INFO):
        return
    method = event["requestContext"]["http"]["method"]
    line = {"api": app.audience, "method": method, "route": event.get("routeKey"), "status": status}
    _LOG.info(
        _spell({**line, "ms": round(seconds * 1000, 1), "id": event["requestContext"].get("requestId")})
    )


def _spell(value: object) -> str:
    return _ENCODER.encode(value)
