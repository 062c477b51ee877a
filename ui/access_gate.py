"""Stands before everything that the chat serves: who is not signed in gets the sign-in page and nothing else.

It sees every request and every WebSocket before Streamlit does, so the page, its files, what was handed over and the
conversation are all behind it. Streamlit by itself would serve all but the WebSocket under any name, and a file made
for one session (``/media/…``) to everybody who knows its address.

What it cannot do: keep a line that is not encrypted from being read; end a page that was open when its visitor's stay
ended; keep those who signed in from each other's documents, which they share; or guard a chat without a passphrase from
other people who are logged in on the same computer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.access_hosts import is_host_known
from ui.access_limits import ALL_TRIES_A_MINUTE, TRIES_A_MINUTE, RateLimit
from ui.access_page import SIGN_IN_PATH, problem_html, sign_in_html
from ui.access_passphrase import SaltedHash
from ui.access_visitors import Visitors, set_cookie, token_in
from ui.wording import access as wording

_LARGEST_FORM_BYTES = 4096
_MOST_FIELDS = 10
_POLICY_VIOLATION = 1008
_SAFE = {"x-frame-options": "DENY", "x-content-type-options": "nosniff", "referrer-policy": "same-origin"}
_NOTHING_FETCHED = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class Gate:
    """An ASGI application around another one."""

    def __init__(
        self, app: ASGIApp, passphrase: SaltedHash, names: Collection[str], clock: Callable[[], float]
    ) -> None:
        self._app = app
        self._passphrase = passphrase
        self._names = frozenset(name.lower() for name in names)
        self._visitors = Visitors(clock)
        self._tries = RateLimit(TRIES_A_MINUTE, clock)
        self._all_tries = RateLimit(ALL_TRIES_A_MINUTE, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let visitors who are signed in pass; anybody else is asked for the passphrase."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        known = is_host_known(headers.get("host", ""), self._names)
        if known and self._visitors.knows(token_in(headers.get("cookie", ""))):
            await self._app(scope, receive, _with_safe_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            response = await self._at_the_door(Request(scope, receive)) if known else _unknown_address()
            await response(scope, receive, _with_safe_headers(send))

    async def _at_the_door(self, request: Request) -> Response:
        if request.method != "POST" or request.url.path != SIGN_IN_PATH or not _is_from_our_own_page(request):
            return _page(sign_in_html(), 401)
        passphrase = await _passphrase_of(request)
        address = request.client.host if request.client else ""
        if not self._tries.allows(address) or not self._all_tries.allows(""):
            return _page(sign_in_html(wording.TOO_MANY_TRIES), 429, {"retry-after": "60"})
        if not await run_in_threadpool(self._passphrase.fits, passphrase):
            return _page(sign_in_html(wording.WRONG), 401)
        self._tries.forgives(address)
        self._all_tries.forgives("")
        cookie = set_cookie(self._visitors.welcome(), encrypted=request.url.scheme == "https")
        return Response(status_code=303, headers={"location": "/", "set-cookie": cookie, "cache-control": "no-store"})


def _is_from_our_own_page(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _passphrase_of(request: Request) -> str:
    """What was typed; empty if the form is none of ours."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST_FORM_BYTES:
                return ""
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    except (ClientDisconnect, ValueError):
        return ""
    return fields.get("passphrase", [""])[0]


def _page(html: str, status: int, headers: dict[str, str] | None = None) -> Response:
    own = {"cache-control": "no-store", "content-security-policy": _NOTHING_FETCHED}
    return HTMLResponse(html, status, own | (headers or {}))


def _unknown_address() -> Response:
    return _page(problem_html(wording.UNKNOWN_ADDRESS), 400)


def _with_safe_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_SAFE)
        await send(message)

    return sending
