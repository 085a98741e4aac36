"""Lets in only who has the address with its token, from this computer, from the page itself."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Guard:
    """An application that answers only at /TOKEN/…, only by its own name, to its own pages.

    Another Host is a name that was made to lead here (DNS rebinding); another Origin is another
    site's page. Neither gets anything, not even by a form or a picture.
    """

    def __init__(self, app: ASGIApp, token: str, nonce: str, hosts: Iterable[str]) -> None:
        """Guard `app`, which is reached by `hosts`: names with port."""
        self._app = app
        self._token = token.encode("ascii")
        self._hosts = frozenset(hosts)
        self._headers = (
            *HEADERS,
            (b"content-security-policy", POLICY.format(nonce=nonce).encode()),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        if not self._let_in(scope):
            await _refused(send, 403, b"refused: this page is for its own computer only\n")
            return
        first, _, rest = scope["path"].removeprefix("/").partition("/")
        if not hmac.compare_digest(first.encode("utf-8", "replace"), self._token):
            await _refused(send, 404, b"not found: the address must be the one briefgen printed\n")
            return
        inner = dict(scope, path=f"/{rest}", raw_path=f"/{rest}".encode(), root_path="")
        await self._app(inner, receive, self._with_headers(send))

    def _let_in(self, scope: Scope) -> bool:
        given: dict[bytes, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.lower(), []).append(value.decode("latin-1"))
        own = given.get(b"host", [])
        if len(own) != 1 or own[0] not in self._hosts:
            return False
        origins = given.get(b"origin", [])
        site = given.get(b"sec-fetch-site", ["none"])[0]
        return all(one == f"http://{own[0]}" for one in origins) and site != "cross-site"

    def _with_headers(self, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        return sent


async def _refused(send: Send, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
