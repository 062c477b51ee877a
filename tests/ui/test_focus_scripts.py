"""What takes the place of a widget that is gone."""

from __future__ import annotations

import re

import pytest

from ui.focus_scripts import FOLLOWS, keep_focus_script_html


def places(key: str) -> list[str]:
    """The selectors for a key, as the script finds them."""
    found = ((re.fullmatch(form, key), selectors) for form, selectors in FOLLOWS)
    numbered = ((match, one) for match, selectors in found if match for one in selectors)
    return [one.replace("$1", match[1]) if match.groups() else one for match, one in numbered]


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("edit-3", ".st-key-edited-3 textarea"),
        ("FormSubmitter-editing-3-Leave-it-as-it-was", ".st-key-edit-3 button"),
        ("example-0", '[class*="st-key-last-turn-"] h2'),
        ("save-title", ".st-key-conversation-change button"),
        ("undo", ".st-key-remove button"),
        ("create-notebook", '[class*="st-key-notebooks-"] button'),
        ("source-Next-quote", ".st-key-source-bar > :not(.st-key-source-close) button"),
        ("wrong-7", ".st-key-verdict-7 button"),
    ],
)
def test_each_has_a_place_where_the_keyboard_goes(key: str, first: str) -> None:
    assert places(key)[0] == first


@pytest.mark.parametrize("key", ["typed", "source-close", "conversation-abc", "open-d1", "turns"])
def test_what_stays_or_has_a_way_of_its_own_has_none(key: str) -> None:
    assert places(key) == []


def test_the_script_ends_where_it_ends() -> None:
    script = keep_focus_script_html()
    assert script.startswith("<script>") and script.index("</script>") == len(script) - len("</script>")
