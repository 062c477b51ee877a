"""Who is signed in: visitors are known by a random token that only their browser has."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

COOKIE = "quotewise_visitor"
STAY_S = 12 * 3600
"""How long a visitor stays signed in, at most: the end of the chat ends it too."""
_MOST = 1000
_TOKEN_BYTES = 32


class Visitors:
    """The visitors who are signed in; their tokens are kept as hashes only."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until: OrderedDict[str, float] = OrderedDict()

    def welcome(self) -> str:
        """The token of a new visitor. The one who came first leaves when there are too many."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._until[_hashed(token)] = self._clock() + STAY_S
        if len(self._until) > _MOST:
            self._until.popitem(last=False)
        return token

    def knows(self, token: str) -> bool:
        """Whether this is the token of a visitor who is signed in."""
        until = self._until.get(_hashed(token))
        return until is not None and self._clock() < until


def token_in(cookies: str) -> str:
    """The token in a request's Cookie header; empty if there is none."""
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def set_cookie(token: str, *, encrypted: bool) -> str:
    """The Set-Cookie header that hands a token over: no script can read it, no foreign page can send it along."""
    secure = "; Secure" if encrypted else ""
    return f"{COOKIE}={token}; Path=/; Max-Age={STAY_S}; HttpOnly; SameSite=Lax{secure}"


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
