from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.errors import InvalidInputError, LibraryUnwritableError
from ui.conversation_records import StoredTurn
from ui.kept_conversations import KeptConversations
from ui.notebooks import MOST_NOTEBOOKS, Notebooks, notebook_id_of, start_notebook
from ui.user_store import UserStore
from ui.wording import conversations as wording


@pytest.fixture
def notebooks(tmp_path: Path) -> Notebooks:
    store = UserStore(tmp_path / "store.sqlite3")
    return Notebooks(store, "me", start_notebook(tmp_path / "papers"), tmp_path / "Notebooks")


def names(notebooks: Notebooks) -> list[str]:
    return [one.name for one in notebooks.all()]


def test_there_is_one_at_the_start_called_by_its_folder_or_if_it_is_the_default_one_by_its_use(
    notebooks: Notebooks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert names(notebooks) == ["papers"]
    monkeypatch.setenv("QUOTEWISE_LIBRARY", str(tmp_path / "papers"))
    assert start_notebook(tmp_path / "papers").name == wording.FIRST_NOTEBOOK
    assert start_notebook(tmp_path / "library").name == wording.FIRST_NOTEBOOK


def test_new_ones_come_after_it_by_name_and_stay(notebooks: Notebooks) -> None:
    made = notebooks.create("Zoo")
    notebooks.create("  The  boat ")
    assert names(notebooks) == ["papers", "The boat", "Zoo"]
    assert made.library.is_dir() and notebooks.find(made.notebook_id) == made
    assert notebook_id_of(made.library) == made.notebook_id


def test_a_name_that_is_blank_or_taken_is_refused(notebooks: Notebooks) -> None:
    notebooks.create("Zoo")
    for name in (" ", "zoo", "PAPERS"):
        with pytest.raises(InvalidInputError):
            notebooks.create(name)
    assert names(notebooks) == ["papers", "Zoo"]


def test_every_notebook_can_have_another_name(notebooks: Notebooks) -> None:
    made = notebooks.create("Zoo")
    notebooks.rename(made, "Animals")
    notebooks.rename(notebooks.find(None), "House")
    assert names(notebooks) == ["House", "Animals"]
    assert notebooks.find(made.notebook_id).library == made.library
    with pytest.raises(InvalidInputError):
        notebooks.rename(made, "house")


def test_what_was_the_start_at_another_time_is_not_listed_as_a_notebook_made_here(
    notebooks: Notebooks, tmp_path: Path
) -> None:
    notebooks.rename(notebooks.find(None), "House")
    elsewhere = replace(notebooks, start=start_notebook(tmp_path / "letters"))
    assert names(elsewhere) == ["letters"]


def test_deleting_takes_documents_and_conversations_and_leaves_no_trace(notebooks: Notebooks, tmp_path: Path) -> None:
    made = notebooks.create("Xylophones")
    (made.library / "words.txt").write_text("all about them", encoding="utf-8")
    (made.library.parent / "Library evaluations").mkdir()
    kept = KeptConversations(notebooks.store, "me", made.notebook_id)
    kept.add("a", StoredTurn("How many zithers?", None))
    let_go: list[str] = []
    notebooks.delete(made, lambda: let_go.append(made.name))
    assert let_go == ["Xylophones"] and names(notebooks) == ["papers"]
    assert list(notebooks.home.iterdir()) == [] and kept.turns("a") == ()
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"Xylophones" not in everything and b"zithers" not in everything


def test_the_one_of_the_start_cannot_be_deleted(notebooks: Notebooks) -> None:
    with pytest.raises(InvalidInputError, match="not made here"):
        notebooks.delete(notebooks.find(None))


def test_nobody_sees_or_deletes_the_notebooks_of_another(notebooks: Notebooks) -> None:
    made = notebooks.create("Zoo")
    other = replace(notebooks, person="you")
    assert names(other) == ["papers"] and other.find(made.notebook_id) == other.start
    with pytest.raises(InvalidInputError):
        other.delete(made)
    assert made.library.is_dir()


def test_an_id_that_leads_out_of_the_folder_is_none(notebooks: Notebooks) -> None:
    with notebooks.store.writing() as connection:
        connection.execute("INSERT INTO notebooks VALUES ('../..', 'me', 'Out', '')")
    assert names(notebooks) == ["papers"]


def test_a_folder_that_cannot_be_deleted_can_be_deleted_again(
    notebooks: Notebooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = notebooks.create("Zoo")

    def in_use() -> None:
        # what an open file is on Windows
        monkeypatch.setattr("shutil.rmtree", refuse)

    def refuse(path: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise OSError(16, os.strerror(16))

    with pytest.raises(LibraryUnwritableError, match="delete it again"):
        notebooks.delete(made, in_use)
    monkeypatch.undo()
    notebooks.delete(made)
    assert names(notebooks) == ["papers"]


def test_there_is_an_end_to_them(notebooks: Notebooks) -> None:
    for number in range(MOST_NOTEBOOKS - 1):
        notebooks.create(f"Notebook {number}")
    with pytest.raises(InvalidInputError, match="Delete one first"):
        notebooks.create("One more")


def script(notebooks: object, gone: object) -> None:
    import streamlit as st

    from ui.notebooks_panel import open_notebook, show_notebooks

    opened = open_notebook(notebooks)  # type: ignore[arg-type]
    show_notebooks(notebooks, opened, lambda one: gone.append(one.name))  # type: ignore[arg-type, attr-defined]
    st.text(opened.name)


def open_page(notebooks: Notebooks, gone: list[str], address: str = "") -> AppTest:
    page = AppTest.from_function(script, args=(notebooks, gone), default_timeout=30)
    if address:
        page.query_params["n"] = address
    page.run()
    assert not page.exception
    return page


def field(page: AppTest, label: str) -> object:
    return next(one for one in page.text_input if one.label == label)


def test_a_story_at_the_page_of_making_renaming_switching_and_deleting(notebooks: Notebooks) -> None:
    gone: list[str] = []
    page = open_page(notebooks, gone)
    assert page.text[0].value == "papers" and "n" not in page.query_params
    field(page, wording.NEW_NOTEBOOK).set_value("Zoo")  # type: ignore[attr-defined]
    page.button(key="create-notebook").click().run()
    assert page.text[0].value == "Zoo" and "n" in page.query_params
    field(page, wording.RENAME_NOTEBOOK).set_value("Animals")  # type: ignore[attr-defined]
    page.button(key="rename-notebook").click().run()
    assert page.text[0].value == "Animals"
    page.radio[0].set_value(notebooks.start.notebook_id).run()
    assert page.text[0].value == "papers" and "delete-notebook" not in [one.key for one in page.button]
    made = notebooks.all()[1]
    again = open_page(notebooks, gone, made.notebook_id)
    assert again.text[0].value == "Animals"
    again.button(key="delete-notebook").click().run()
    assert again.text[0].value == "papers" and gone == ["Animals"] and names(notebooks) == ["papers"]


def test_a_name_that_is_taken_is_told_at_the_page(notebooks: Notebooks) -> None:
    page = open_page(notebooks, [])
    field(page, wording.NEW_NOTEBOOK).set_value("papers")  # type: ignore[attr-defined]
    page.button(key="create-notebook").click().run()
    assert wording.NAME_TAKEN in "".join(one.proto.body for one in page.get("html"))
