"""Who is at the page. On one's own computer there is one person; on a shared page each browser is a person.

A shared page gives each browser a random token in a cookie, which only that browser has. The store knows no token but
its hash, so whoever reads the store cannot become somebody else.
"""

from __future__ import annotations

import hashlib
import re
import secrets

import streamlit as st

from ui.markup import Html

THIS_COMPUTER = "this computer"
"""The person where the page is for one person only."""
_COOKIE = "quotewise-browser"
_STATE = "browser-token"
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_YEAR_S = 365 * 24 * 3600


def person_at_page(*, shared: bool) -> str:
    """The person of this session; a browser that comes for the first time gets its token now."""
    if not shared:
        return THIS_COMPUTER
    token = st.session_state.get(_STATE) or st.context.cookies.get(_COOKIE, "")
    if not _TOKEN.fullmatch(token):
        token = secrets.token_urlsafe(32)
    if st.context.cookies.get(_COOKIE) != token:
        st.html(_cookie_html(token), unsafe_allow_javascript=True)
    st.session_state[_STATE] = token
    return person_of(token)


def person_of(token: str) -> str:
    """The name under which the store knows the bearer of a token."""
    return "browser " + hashlib.sha256(token.encode("ascii")).hexdigest()


def _cookie_html(token: str) -> Html:
    """A script that leaves the token with the browser, for this page alone."""
    if not _TOKEN.fullmatch(token):
        raise ValueError("a token of other signs must not get into a script")
    kept = f"{_COOKIE}={token}; path=/; max-age={_YEAR_S}; SameSite=Strict"
    return Html(f"<script>document.cookie = '{kept}' + (location.protocol === 'https:' ? '; Secure' : '')</script>")
