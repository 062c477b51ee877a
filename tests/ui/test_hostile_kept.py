"""Hostile words that are kept: as questions, titles of conversations, names of notebooks, and words said of answers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from evals.datasets.sheets import parse_sheet
from evals.datasets.values import Question
from tests.ui.hostile import HOSTILE, UNSHOWABLE
from tests.ui.test_conversations_panel import open_page
from tests.ui.test_page import desk
from ui.conversation_records import StoredTurn
from ui.feedback_sheet import Judged, sheet
from ui.kept_conversations import KeptConversations, title_of
from ui.markup import plain_label
from ui.notebooks import LONGEST_NAME, Notebooks, start_notebook
from ui.user_store import UserStore

NAMES = (*HOSTILE, *UNSHOWABLE)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def store(tmp_path: Path) -> UserStore:
    return UserStore(tmp_path / "store.sqlite3")


def test_every_title_is_kept_found_and_shown_as_words(store: UserStore) -> None:
    kept = KeptConversations(store, "me", "papers")
    for number, words in enumerate(NAMES):
        kept.add(f"c{number}", StoredTurn(words, None))
        kept.rename(f"c{number}", words)
    titles = {one.conversation_id: one.title for one in kept.listed()}
    shown = {words.encode("utf-8", "replace").decode("utf-8") for words in NAMES}
    assert set(titles.values()) == {title_of(words) for words in shown if words.strip()}
    assert len(kept.listed("drop table documents")) == 1

    page = open_page(desk(), kept, "c0")
    page.button(key="unfold-conversations").click().run()
    labels = {one.label for one in page.button if (one.key or "").startswith("conversation-")}
    hundred = [plain_label(one.title) for one in kept.listed()[:100]]
    assert {label.removeprefix("**").removesuffix("**") for label in labels} >= set(hundred)
    assert not page.exception


def test_every_name_of_a_notebook_stays_a_name(store: UserStore, tmp_path: Path) -> None:
    notebooks = Notebooks(store, "me", start_notebook(tmp_path / "library"), tmp_path / "Notebooks")
    made = notebooks.create("first")
    for words in NAMES:
        notebooks.rename(made, words)
        named = notebooks.find(made.notebook_id)
        assert named.library == made.library and len(named.name) <= LONGEST_NAME
        assert named.name == " ".join(words.encode("utf-8", "replace").decode("utf-8").split())[:LONGEST_NAME]
    assert [one.name for one in tmp_path.iterdir() if one.is_dir()] == ["Notebooks"]
    assert [one.name for one in (tmp_path / "Notebooks").iterdir()] == [made.notebook_id]


@pytest.mark.parametrize("words", [words for words in HOSTILE if len(words) < 2_000])
def test_what_was_judged_is_a_sheet_without_formulas_that_reads_back(words: str) -> None:
    line = " ".join(words.split())
    content = sheet(Judged((Question("chat-1", line, (line,), (line,)),), ()))
    _, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert [cell for cell in row if cell.startswith(FORMULA)] == []
    (read,) = parse_sheet("judged.csv", content).questions
    assert (read.question, read.answers) == (line, (line,))
