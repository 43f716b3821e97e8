"""What requests and answers look like: the one declaration of validation and OpenAPI alike.

Requests are read strictly: nothing is coerced, unknown keys are refused. Answers hold exactly what stands here. A model is
built when it is first used, so that a function starts with none of the others' work.
"""

import base64
from datetime import date
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ahce_core.registration.routing import Desk, EmployerKind
from ahce_core.registration.verification import RefusalRule
from functions.services.command import Outcome

Identifier = Annotated[str, Field(pattern="^[a-z2-7]{26}$", description="随机编号 a random id")]
Identity = Annotated[
    str, Field(pattern="^[0-9a-f]{64}$", description="登录账号的编号，见 /me a sign-in, as /me names it")
]
RegionCode = Annotated[str, Field(pattern="^34[0-9]{4}$", description="GB/T 2260")]
Year = Annotated[int, Field(ge=2025, le=2100)]
Revision = Annotated[int, Field(ge=0, description="您看到的版本 the revision that was seen")]
Words = Annotated[str, Field(max_length=500, description="理由，不能为空 in words, not empty")]
OptionalWords = Annotated[str, Field(max_length=500)]
Cursor = Annotated[str | None, Field(max_length=2000, description="上一页的 next the last page's next")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Kind = Annotated[EmployerKind, Field(strict=False)]
Rule = Annotated[RefusalRule, Field(strict=False)]
DeskKind = Annotated[Desk, Field(strict=False)]


def _calendar_day(text: str) -> str:
    date.fromisoformat(text)
    return text


Day = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_calendar_day)]


class Sent(BaseModel):
    """What comes in."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    def __repr__(self) -> str:
        """Its kind alone: what came in may be a person's number, and libraries spell out what they are given."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class Told(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True, defer_build=True)


def done(outcome: Outcome) -> Response[Any]:
    """The answer to a command."""
    return Response(outcome.status, content_type="application/json", body=dict(outcome.body))


def answers(model: type[Told], *statuses: int) -> dict[int, Any]:
    """The OpenAPI of a command's answers."""
    words = {200: "已办理 Done", 201: "已建立 Created"}
    content = {"application/json": {"model": model}}
    return {status: {"description": words[status], "content": content} for status in statuses}


def file(media_type: str, content: bytes, name: str) -> Response[str]:
    """An answer that is a file, called ``name`` where it is kept: as base64, for text is all that an answer is validated as."""
    disposition = f'attachment; filename="{name}"'
    made = Response(
        200, media_type, base64.b64encode(content).decode(), headers={"Content-Disposition": disposition}
    )
    made.base64_encoded = True
    return made


def content(media_type: str) -> dict[int, Any]:
    """The OpenAPI of an answer that is no JSON."""
    schema = {"type": "string", "contentMediaType": media_type}
    return {200: {"description": "已取得 Here it is", "content": {media_type: {"schema": schema}}}}
