"""The OpenAPI document of one audience, completed by what all its routes share: problems, sign-in, idempotency."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from functions.problem import MEDIA_TYPE

if TYPE_CHECKING:
    from functions.http import Api

VERSION = "1.0.0"
COMMANDS = {"post", "put", "patch", "delete"}
ALWAYS = {
    "404": "没有找到 Not found",
    "422": "填写的内容需要修改 What was sent needs a change",
    "429": "请求过于频繁 Too many requests",
    "500": "程序出错 A defect",
    "503": "暂时无法办理 Not available now",
}
SIGNED_IN = {"401": "请先登录 Please sign in", "403": "无权办理 Not theirs to do"}
COMMAND = {
    "400": "不是有效的JSON，或缺少Idempotency-Key. Not JSON, or no Idempotency-Key",
    "409": "当前不可办理 Not now",
    "413": "请求过大 Too large",
    "415": "内容类型不对 Unsupported media type",
}
_TEXT = {"type": "string"}
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "title_en", "status", "code", "detail", "detail_en"],
    "properties": {
        **dict.fromkeys(("type", "title", "title_en", "code", "detail", "detail_en"), _TEXT),
        "status": {"type": "integer"},
        "article": {**_TEXT, "description": "办法的条款 the regulation's article"},
        "article_en": _TEXT,
        "ours": {
            "type": "boolean",
            "description": "本系统的约定，办法没有写明 a rule of ours, not the regulation's",
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "message", "message_en"],
                "properties": dict.fromkeys(("path", "message", "message_en"), _TEXT),
            },
        },
    },
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "重试时不变，同一提交只生效一次。The same when tried again: a command takes effect once.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,128}$"},
}
_UNUSED = (
    "HTTPValidationError",
    "ValidationError",
    "ResponseValidationError",
)  # problem documents stand instead


@lru_cache
def document(app: "Api") -> dict[str, Any]:
    """The document as JSON (OpenAPI 3.1)."""
    made: dict[str, Any] = app.get_openapi_schema(
        title=f"{app.title.zh} {app.title.en}",
        version=VERSION,
        description=f"{app.description.zh}\n\n{app.description.en}",
    ).model_dump(by_alias=True, exclude_none=True, mode="json")
    signed_in = app.audience != "public"
    for path in made.get("paths", {}).values():
        for method, operation in path.items():
            _complete(operation, method in COMMANDS, signed_in)
    parts = made.setdefault("components", {})
    schemas = {name: one for name, one in parts.get("schemas", {}).items() if name not in _UNUSED}
    parts["schemas"] = schemas | {"Problem": _PROBLEM}
    if signed_in:
        parts["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
        made["security"] = [{"bearer": []}]
    return made


def _complete(operation: dict[str, Any], command: bool, signed_in: bool) -> None:
    responses = operation["responses"]
    shared = ALWAYS | (SIGNED_IN if signed_in else {}) | (COMMAND if command else {})
    for status, description in shared.items():
        responses[status] = {
            "description": description,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    if command:
        operation["parameters"] = [*operation.get("parameters", []), _KEY]
