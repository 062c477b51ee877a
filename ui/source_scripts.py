"""The scripts of the source view: its name and keys, how large a page is, what the keyboard comes back to. Pure."""

from __future__ import annotations

import json

from ui.markup import Html
from ui.wording import source as wording

_PANE = """
(() => {
  const pane = document.querySelector('.st-key-source');
  if (!pane) return;
  pane.setAttribute('role', 'region');
  pane.setAttribute('aria-label', %(region)s);
  const close = pane.querySelector('.st-key-source-close button');
  window.quotewiseEscape?.abort();
  window.quotewiseEscape = new AbortController();
  document.addEventListener('keydown', event => {
    const over = document.querySelector('[role="dialog"], [data-baseweb="popover"]');
    if (event.key === 'Escape' && !over) document.querySelector('.st-key-source-close button')?.click();
  }, {signal: window.quotewiseEscape.signal});
  if (!pane.contains(document.activeElement)) close?.focus({preventScroll: true});
  for (const leaf of pane.querySelectorAll('.qw-leaf')) {
    const [zoom, sheet, page] = ['.qw-zoom', '.qw-sheet', '.qw-page'].map(name => leaf.querySelector(name));
    const boxes = [...page.querySelectorAll('.qw-box')].map(box => box.style);
    const left = Math.min(100, ...boxes.map(box => parseFloat(box.left)));
    const right = Math.max(0, ...boxes.map(box => parseFloat(box.left) + parseFloat(box.width)));
    const times = boxes.length ? Math.min(Math.max(84 / (right - left), 1), 1.8) : 1.6;
    const show = larger => {
      page.style.width = larger ? 100 * times + '%%' : '100%%';
      if (boxes.length) sheet.scrollLeft = page.clientWidth * (left - 3) / 100;
      zoom.textContent = larger ? %(whole)s : %(larger)s;
      zoom.onclick = () => show(!larger);
    };
    zoom.hidden = 1.1 > times;
    show(boxes.length > 0 && times >= 1.1);
  }
  const marked = pane.querySelector('.qw-here, .qw-box'), rows = marked?.closest('.qw-rows');
  const place = () => marked.getBoundingClientRect();
  if (rows) rows.scrollTop += place().top - rows.getBoundingClientRect().top - rows.clientHeight / 2;
  const isText = marked?.matches('.qw-here') && !rows;  // pages and tables stay below their head as long as they can
  if (!marked) pane.scrollTop = 0;
  else if (isText || 80 > place().top || place().bottom > innerHeight - 60) marked.scrollIntoView({block: 'center'});
})(); /* %(step)s */"""

# Who selects words of a quote does not want to go anywhere; a quote whose place is clicked is not folded, else it is.
_WAYS = """
if (!window.quotewiseWays) {
  window.quotewiseWays = true;
  document.addEventListener('click', event => {
    const quoted = event.target.closest?.('.qw-turn li :is(blockquote, .qw-source small > bdi:first-child)');
    const way = quoted ? quoted.closest('details').querySelector('.qw-way') : event.target.closest?.('.qw-way');
    if (!way || (quoted && !getSelection().isCollapsed)) return;
    if (quoted) event.preventDefault();
    document.querySelector(`.st-key-${CSS.escape(way.dataset.presses)} button`)?.click();
  });
}"""


def pane_script_html(step: str) -> Html:
    """A script that names the view for screen readers, closes it by Escape and brings the mark into sight.

    A page that is marked is drawn so large that the quote fills the width; a button shows it whole. ``step`` differs
    whenever something else is shown, because a page runs the same script only once.
    """
    values = {
        "region": json.dumps(wording.REGION),
        "larger": json.dumps(wording.LARGER),
        "whole": json.dumps(wording.WHOLE_PAGE),
        "step": json.dumps(step).replace("*", "").replace("<", ""),
    }
    return Html(f"<script>{_PANE % values}</script>")


def ways_script_html() -> Html:
    """A script that opens the source of a quote: by the button in it, or by a click on its words or its place."""
    return Html(f"<script>{_WAYS}</script>")


def focus_script_html(key: str, step: int) -> Html:
    """A script that gives the keyboard back to what opened the view, when it is closed for the ``step``-th time.

    That is the widget ``key``, or the button in a quote that presses it.
    """
    named = json.dumps(f"[data-presses='{key}'], .st-key-{key} button").replace("<", "")
    return Html(f"<script>document.querySelector({named})?.focus({{preventScroll: true}}); /* {step:d} */</script>")
