"""The embedded issuer's addresses: what a browser and a machine ask of it, over HTTP."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from functions.local import sign_in_page
from functions.local.issuer import Issuer, IssuerRefused
from functions.local.web import Answer, Request

PATH = "/issuer/"
_PLAIN = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
_PAGE = {**_PLAIN, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": sign_in_page.POLICY}


class Doorway:
    """Routes of the issuer."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer

    def __call__(self, request: Request) -> Answer:
        try:
            return self._answer(request.method, request.path.removeprefix(PATH), request)
        except IssuerRefused as refused:
            if refused.redirect:
                return Answer(HTTPStatus.SEE_OTHER, {**_PLAIN, "Location": refused.redirect})
            if request.path.endswith("/authorize"):
                return Answer(HTTPStatus.BAD_REQUEST, _PAGE, sign_in_page.refusal(str(refused)).encode())
            return _json({"error": refused.code, "error_description": str(refused)}, refused.status)

    def _answer(self, method: str, place: str, request: Request) -> Answer:
        match method, place:
            case "GET", ".well-known/openid-configuration":
                return _json(self._issuer.discovery())
            case "GET", "keys":
                return _json(self._issuer.keys.public())
            case "GET", "sign-in.css":
                return Answer(HTTPStatus.OK, {**_PLAIN, "Content-Type": "text/css"}, sign_in_page.style())
            case "GET", "authorize":
                asked = request.queried()
                self._issuer.check_authorization(asked)
                return Answer(HTTPStatus.OK, _PAGE, sign_in_page.page(asked).encode())
            case "POST", "authorize":
                asked = request.form()
                where = self._issuer.authorize(asked, asked.get("account", ""))
                return Answer(HTTPStatus.SEE_OTHER, {**_PLAIN, "Location": where})
            case "POST", "token":
                return _json(self._issuer.token(request.form(), request.headers.get("authorization", "")))
        return _json({"error": "not_found"}, HTTPStatus.NOT_FOUND)


def _json(content: Mapping[str, Any], status: int = HTTPStatus.OK) -> Answer:
    headers = {**_PLAIN, "Content-Type": "application/json"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Basic realm="issuer"'
    return Answer(status, headers, json.dumps(content).encode())
