"""The one table that turns typed errors into problem documents (RFC 9457), in both languages.

A document has ``type``, ``title``, ``title_en``, ``status``, ``code``, ``detail``, ``detail_en``; where they apply also
``errors`` (path, message, message_en), ``article`` and ``article_en`` (of the regulation) and ``ours`` (a rule that the
regulation does not state). What came in is never repeated: it may be a person's number.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ahce_core.problems import Problem, Refusal
from ahce_core.registration.grounds import Nature, NotAllowed
from ahce_core.wording import NOTHING, Text
from functions.ports import BadCursor, KeyUnavailable, NoGlyph, NotSignedIn, Unavailable
from functions.services.errors import KeyReused, Stale

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 2


class Kind(NamedTuple):
    """One row: how a kind of error is answered."""

    status: int
    code: str
    title: Text
    detail: Text = NOTHING


class HttpError(Exception):
    """A request that HTTP itself forbids, before any service sees it."""

    def __init__(
        self, kind: Kind, *, retry_after: int | None = None, problems: Sequence[Problem] = ()
    ) -> None:
        self.kind = kind
        self.problems = tuple(problems)
        self.retry_after = retry_after
        super().__init__(kind.code)


UNFIT = Kind(422, "unfit", Text("填写的内容需要修改", "What was sent needs a change"))
NOT_SIGNED_IN = Kind(
    401,
    "not_signed_in",
    Text("请先登录", "Please sign in"),
    Text("没有登录，或登录已失效；请重新登录。", "Not signed in, or no longer; please sign in again."),
)
NO_ROUTE = Kind(
    404,
    "not_found",
    Text("没有找到", "Not found"),
    Text(
        "没有找到。请核对地址，或回到列表。",
        "There is nothing here; check the address or go back to the list.",
    ),
)
KEY_MISSING = Kind(
    400,
    "idempotency_key",
    Text("缺少Idempotency-Key", "Idempotency-Key is missing"),
    Text(
        "每次提交须带请求头Idempotency-Key：16至128个字母、数字、“-”或“_”，重试时不变。",
        "A command carries the header Idempotency-Key: 16 to 128 letters, digits, - or _, the same when tried again.",
    ),
)
NOT_JSON = Kind(400, "not_json", Text("不是有效的JSON", "Not valid JSON"))
TOO_LARGE = Kind(
    413,
    "too_large",
    Text("请求过大", "Too large"),
    Text(
        "请求超过1 MiB；证明材料请用上传表单直接上传。",
        "The request is larger than 1 MiB; evidence goes straight to storage with an upload form.",
    ),
)
NOT_THIS_TYPE = Kind(
    415,
    "media_type",
    Text("内容类型不对", "Unsupported media type"),
    Text("请以application/json（UTF-8）提交。", "Please send application/json in UTF-8."),
)
TOO_MANY = Kind(
    429,
    "too_many",
    Text("请求过于频繁", "Too many requests"),
    Text("请稍候再试；已填的内容不会丢失。", "Please wait a moment and try again; nothing is lost."),
)
NO_GLYPH = Kind(
    422,
    "no_glyph",
    Text("有一个字无法打印", "A character cannot be printed"),
    Text(
        "证书里的“{}”（U+{}）没有可用的字体，所以没有生成文件；证书本身有效。请把这个字告诉本站运维人员，加上字体后再打印。",
        "No font here has “{}” (U+{}), so no file was made; the certificate itself stands. Please tell the site's operator "
        "of this character, and print once a font has it.",
    ),
)
DEFECT = Kind(
    500,
    "defect",
    Text("程序出错", "A defect"),
    Text(
        "没有完成，原因已记录；请稍后用同一个Idempotency-Key重试。",
        "It was not done, and the cause is recorded; try again later with the same Idempotency-Key.",
    ),
)
KINDS: Mapping[type[Exception], Kind] = {
    Refusal: UNFIT,
    NotSignedIn: NOT_SIGNED_IN,
    BadCursor: Kind(
        422,
        "bad_cursor",
        Text("翻页位置无效", "No such page"),
        Text("请从第一页重新开始。", "Please start again from the first page."),
    ),
    Stale: Kind(409, "stale", Text("内容已经变化", "It has changed meanwhile")),
    KeyReused: Kind(422, "key_reused", Text("Idempotency-Key已用于其他提交", "Idempotency-Key used before")),
    KeyUnavailable: Kind(
        503,
        "key_unavailable",
        Text("签名密钥暂时无法使用", "The signing key is not available now"),
        Text(
            "没有签发，也没有改动任何内容；请稍后重试。",
            "Nothing was signed and nothing was changed; please try again shortly.",
        ),
    ),
    Unavailable: Kind(
        503,
        "unavailable",
        Text("暂时无法办理", "Not available now"),
        Text(
            "请稍后用同一个Idempotency-Key重试；如果其实已经办成，会得到同样的结果。",
            "Try again shortly with the same Idempotency-Key; if it was done after all, the answer will say so.",
        ),
    ),
}
NATURES: Mapping[Nature, int] = {
    Nature.HIDDEN: 404,
    Nature.FORBIDDEN: 403,
    Nature.CONFLICT: 409,
    Nature.UNFIT: 422,
}


class Answer(NamedTuple):
    """A problem as HTTP sends it."""

    status: int
    headers: Mapping[str, str]
    document: Mapping[str, Any]

    @property
    def body(self) -> str:
        return json.dumps(self.document, ensure_ascii=False, separators=(",", ":"))


def answer(error: Exception) -> Answer:
    """The answer to any error; one that is in no table is a defect, of which nothing is told."""
    if isinstance(error, NotAllowed):
        ground = error.ground
        kind = Kind(NATURES[ground.nature], ground.name, ground.nature.text)
        law = {"article": str(ground.citation), "article_en": ground.citation.english, "ours": ground.ours}
        return _made(kind, error.text, law)
    if isinstance(error, NoGlyph):
        return _made(NO_GLYPH, NO_GLYPH.detail.format(error.character, f"{ord(error.character):04X}"), {})
    if isinstance(error, HttpError):
        kind, retry_after = error.kind, error.retry_after
    else:
        kind = next((KINDS[base] for base in type(error).__mro__ if base in KINDS), DEFECT)
        retry_after = RETRY_SECONDS if kind.status == 503 else None
    problems: Sequence[Problem] = getattr(error, "problems", ())
    if problems:
        detail = Text("；".join(p.text.zh for p in problems[:3]), "; ".join(p.text.en for p in problems[:3]))
        return _made(kind, detail, {"errors": [one.as_json() for one in problems]}, retry_after)
    return _made(kind, getattr(error, "text", kind.detail), {}, retry_after)


def _made(kind: Kind, detail: Text, members: Mapping[str, Any], retry_after: int | None = None) -> Answer:
    headers = {"Content-Type": MEDIA_TYPE}
    if kind.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    document = {
        "type": f"urn:ahce:problem:{kind.code}",
        **kind.title.labelled("title"),
        "status": kind.status,
        "code": kind.code,
        **detail.labelled("detail"),
        **members,
    }
    return Answer(kind.status, headers, document)
