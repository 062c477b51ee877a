from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.hostile import HOSTILE, UNSHOWABLE
from tests.ui.shown import Shown
from ui.markup import Html, escaped, joined, plain_label, tag


@pytest.mark.parametrize("text", HOSTILE)
def test_a_foreign_text_is_one_text_and_no_element(text: str) -> None:
    shown = Shown(tag("p", text, title=text))
    assert shown.text == text
    assert shown.elements == ["p"]
    assert shown.attributes == [("title", text)]


@pytest.mark.parametrize("text", UNSHOWABLE)
def test_what_cannot_be_shown_becomes_a_replacement_sign(text: str) -> None:
    shown = escaped(text)
    assert "�" in shown
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert Shown(tag("div", text)).text == text


def test_html_is_left_alone_and_everything_else_is_not() -> None:
    assert joined(Html("<b>"), "<i>", tag("em", "&")) == "<b>&lt;i&gt;<em>&amp;</em>"


def test_attributes() -> None:
    assert tag("p", class_="a", aria_live="polite", hidden=True, open=False) == (
        '<p class="a" aria-live="polite" hidden></p>'
    )


def test_a_string_made_from_html_is_foreign_again() -> None:
    assert joined(Html("<b>") + "<i>") == "&lt;b&gt;&lt;i&gt;"


@pytest.mark.parametrize("text", [*HOSTILE, *UNSHOWABLE])
def test_every_sign_of_markdown_in_a_label_is_escaped(text: str) -> None:
    label = plain_label(text)
    bare = label.replace("\\\\", "")
    for sign in "`*_{}[]()<>#+!|~$:":
        assert bare.count(sign) == bare.count("\\" + sign), sign
    assert "\n" not in label


def test_an_ordinary_label_reads_as_before() -> None:
    assert plain_label("When do I get my deposit back?") == "When do I get my deposit back?"


def test_short_names_of_pictures_are_kept_apart_and_times_are_not_hurt() -> None:
    assert plain_label(":streamlit:").replace("\\", "") == ":\u2060streamlit:"
    assert plain_label("At 10:30").replace("\\", "") == "At 10:30"
