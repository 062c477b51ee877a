from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ui.identity import THIS_COMPUTER, person_of

TOKEN = "t" * 43


def script(shared: bool, cookie: str) -> None:
    import streamlit as st

    from ui.identity import person_at_page

    class Context:
        cookies = {"quotewise-browser": cookie} if cookie else {}

    st.context = Context()  # type: ignore[assignment]
    st.text(person_at_page(shared=shared))


@pytest.fixture(autouse=True)
def _own_context(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the script puts in its place is taken back."""
    import streamlit as st

    monkeypatch.setattr(st, "context", st.context)


def visit(*, shared: bool, cookie: str = "") -> tuple[AppTest, str]:
    page = AppTest.from_function(script, args=(shared, cookie), default_timeout=30).run()
    assert not page.exception
    return page, "".join(one.proto.body for one in page.get("html"))


def test_on_ones_own_computer_there_is_one_person_and_no_cookie() -> None:
    page, html = visit(shared=False, cookie=TOKEN)
    assert page.text[0].value == THIS_COMPUTER and html == ""


def test_each_browser_at_a_shared_page_is_a_person_and_stays_one_while_its_page_is_open() -> None:
    (one, html), (other, _) = visit(shared=True), visit(shared=True)
    mine = one.text[0].value
    assert mine != other.text[0].value and mine.startswith("browser ")
    assert one.run().text[0].value == mine
    assert "document.cookie" in html and "SameSite=Strict" in html and mine.removeprefix("browser ") not in html


def test_a_browser_that_comes_back_is_the_same_person() -> None:
    page, html = visit(shared=True, cookie=TOKEN)
    assert page.text[0].value == person_of(TOKEN) and html == ""


@pytest.mark.parametrize("forged", ["short", "'; alert(1); '" + "x" * 29, "ä" * 43])
def test_a_forged_cookie_gets_a_token_of_our_own(forged: str) -> None:
    page, html = visit(shared=True, cookie=forged)
    assert forged not in html and "document.cookie" in html
    assert page.text[0].value.startswith("browser ")
