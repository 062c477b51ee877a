"""Where the keyboard goes when what it was at is drawn no more or can be pressed no more, as a script. Pure."""

from __future__ import annotations

import json

from ui.markup import Html

_FIELD = '[data-testid="stChatInputTextArea"]'
_TURN = '[class*="st-key-last-turn-"] h2'
_REMOVE = ".st-key-remove button"

FOLLOWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"edit-(\d+)", (".st-key-edited-$1 textarea",)),
    (r".*editing-(\d+).*", (".st-key-edit-$1 button", _TURN)),
    (r"(?:example-|again-|bolder-|wider-|follow-up).*", (_TURN,)),
    (r"stop|new-conversation|start-over", (_FIELD,)),
    (r"everywhere", (".st-key-which-documents button",)),
    (r"conversation-title|save-title", (".st-key-conversation-change button",)),
    (r"delete-conversation", (".st-key-conversations button", _FIELD)),
    (r"(?:create|rename|delete|switch)-notebook.*|name-.*|new-name-.*", ('[class*="st-key-notebooks-"] button',)),
    (
        r"source-(?:Prev|Next).*",
        (".st-key-source-bar > :not(.st-key-source-close) button", ".st-key-source-close button"),
    ),
    (r"source-(?:earlier|later|back)", (".st-key-source-moves button", ".st-key-source-close button")),
    (r"remove-now|remove-one", (".st-key-undo button", _REMOVE)),
    (r"keep|removing|undo", (_REMOVE,)),
    (r"read-scans", (".st-key-stop-scans button", _REMOVE)),
    (r"leave-.*|stop-scans", (_REMOVE,)),
    (r"(?:wrong|save-feedback)-(\d+)", (".st-key-verdict-$1 button",)),
)
"""The key of a widget that is gone, and what takes its place: the first of these selectors that there is.

A widget that is drawn anew elsewhere under its own key comes before all of them.
"""

# Nothing moves for who points with a finger or a mouse: such a click has a ``detail``, that of a key has none.
_SCRIPT = """
if (!window.quotewiseFocus) {
  window.quotewiseFocus = true;
  const follows = %(follows)s.map(([key, places]) => [new RegExp(`^(?:${key})$`), places]);
  const app = document.querySelector('[data-testid="stApp"]');
  let last = null, keys = [], byKey = false, waiting = 0;
  const keysOf = element => {
    const found = [];
    for (let one = element; one; one = one.parentElement)
      for (const name of one.classList) if (name.startsWith('st-key-')) found.push(name.slice(7));
    return found;
  };
  const places = () => keys.slice(0, 1).map(key => `.st-key-${CSS.escape(key)} :is(button, input, textarea)`)
    .concat(keys.flatMap(key => follows.flatMap(([form, selectors]) => {
      const match = key.match(form);
      return match ? selectors.map(one => one.replace('$1', match[1])) : [];
    })));
  const isLost = () => last && (!last.isConnected || last.disabled);
  const restore = () => {
    waiting = 0;
    if (!isLost() || ![document.body, last].includes(document.activeElement)) return;
    if (app?.dataset.testScriptState === 'running') { look(); return; }
    for (const place of places()) {
      const one = [...document.querySelectorAll(place)].find(each => !each.disabled && each.offsetParent);
      if (!one) continue;
      if (one.tabIndex < 0) one.tabIndex = -1;
      one.focus();
      return;
    }
  };
  const look = () => { if (!waiting) waiting = setTimeout(restore, 150); };
  document.addEventListener('keydown', () => { byKey = true; }, true);
  document.addEventListener('click', event => { byKey = event.detail === 0; }, true);
  document.addEventListener('focusin', event => { last = event.target; keys = keysOf(last); }, true);
  let entered = null;
  const enter = () => {  // what opens stands at the end of the page, far from its button
    const opened = [...document.querySelectorAll('[data-testid="stPopoverBody"]')].find(one => one.checkVisibility());
    const first = opened?.querySelector('input:not(:disabled), button:not(:disabled), textarea');
    if (!opened) entered = null;
    else if (first && opened !== entered && document.activeElement.ariaExpanded === 'true') {
      entered = opened;
      (opened.querySelector('input[type="radio"]:checked') ?? first).focus();
    }
  };
  new MutationObserver(() => {
    if (!byKey) return;
    if (isLost()) look();
    enter();
  })
    .observe(document.body, {childList: true, subtree: true, attributeFilter: ['disabled']});
}"""


def keep_focus_script_html() -> Html:
    """A script that gives the keyboard a place to be whenever what it was at goes away."""
    return Html(f"<script>{_SCRIPT % {'follows': json.dumps(FOLLOWS)}}</script>")
