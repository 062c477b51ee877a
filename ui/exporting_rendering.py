"""The button that copies an answer with its references, as HTML with a script of its own. Pure."""

from __future__ import annotations

import json

from ui.markup import Html, joined, tag
from ui.wording import exporting as wording

_ROWS = 3
# A page that came over a network without encryption has no clipboard of its own; there the older way still works.
_SCRIPT = """
(() => {
  const root = document.querySelector(%(root)s);
  const button = root?.querySelector('button.qw-copy');
  if (!button) return;
  const text = root.querySelector('textarea'), told = root.querySelector('.qw-told');
  const older = () => { text.focus(); text.select(); return document.execCommand('copy'); };
  const tell = done => { told.textContent = done ? %(copied)s : %(failed)s; };
  button.onclick = () => {
    if (!navigator.clipboard) { tell(older()); return; }
    navigator.clipboard.writeText(text.value).then(() => tell(true), () => tell(older()));
  };
})()
"""


def copy_html(text: str) -> Html:
    """The button, and in a field below it exactly what it copies."""
    return joined(
        tag("button", wording.COPY, type="button", class_="qw-copy"),
        tag("p", "", class_="qw-about qw-told", role="status"),
        tag("textarea", text, readonly=True, rows=str(_ROWS), aria_label=wording.COPY_LABEL, dir="auto"),
    )


def copy_script_html(key: str) -> Html:
    """The script that makes the button inside the container of that key copy."""
    values = {
        "root": json.dumps(f".st-key-{key}"),
        "copied": json.dumps(wording.COPIED),
        "failed": json.dumps(wording.NOT_COPIED),
    }
    return Html(f"<script>{_SCRIPT % values}</script>")
