"""The sign-in page: one field and one button, without a script and without anything that is fetched. Pure."""

from __future__ import annotations

from ui.markup import Html, joined, tag
from ui.wording import access as wording

SIGN_IN_PATH = "/sign-in"
_FIELD = Html(
    '<input type="password" name="passphrase" id="passphrase" required autofocus autocomplete="current-password">'
)
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 0; display: grid; min-height: 100vh; place-items: center;
  background: light-dark(#fdfcf9, #17191c); color: light-dark(#23262b, #e8e6e1); }
main { width: min(24rem, 86vw); }
.name { margin: 0; font: 600 1.4rem Georgia, serif; }
h1 { margin: 0.5rem 0; font-size: 1.6rem; }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
label { font-weight: 650; }
input { margin: 0.3rem 0 1rem; padding: 0.6rem 0.8rem; border-radius: 0.6rem; color: inherit;
  background: transparent; border: 1px solid light-dark(#6b6b6b, #a0a0a0); }
button { padding: 0.6rem; border: 0; border-radius: 0.6rem; cursor: pointer;
  background: light-dark(#23605a, #7cc0b5); color: light-dark(#fdfcf9, #17191c); }
:is(input, button):focus-visible { outline: 2px solid light-dark(#23605a, #7cc0b5); outline-offset: 2px; }
[role=alert] { padding: 0.6rem 0.9rem; border-left: 3px solid light-dark(#8a5a00, #e0b060); }
"""


def sign_in_html(problem: str = "") -> str:
    """The whole page, with what went wrong at the last try."""
    told = tag("p", problem, role="alert") if problem else Html("")
    form = tag(
        "form",
        tag("label", wording.PASSPHRASE, for_="passphrase"),
        _FIELD,
        tag("button", wording.SIGN_IN, type="submit"),
        method="post",
        action=SIGN_IN_PATH,
    )
    main = tag(
        "main",
        tag("p", wording.TITLE, class_="name"),
        tag("h1", wording.HEADLINE),
        tag("p", wording.EXPLANATION),
        told,
        form,
    )
    return _page(main)


def problem_html(problem: str) -> str:
    """A page that says one thing."""
    return _page(tag("main", tag("h1", wording.TITLE), tag("p", problem)))


def _page(main: Html) -> str:
    head = joined(
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", wording.TITLE),
        Html(f"<style>{_STYLE}</style>"),
    )
    return f"<!doctype html>{tag('html', tag('head', head), tag('body', main), lang='en')}"
