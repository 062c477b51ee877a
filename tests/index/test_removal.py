from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from index import ingest
from index.document import Origin
from index.errors import AmbiguousNameError, LibraryBusyError, UnknownDocumentError
from index.file_reports import Outcome
from index.merging import DEFAULT_POLICY
from tests.index.conftest import Desk
from tests.index.traces import traces


def test_a_removed_document_is_found_no_more(desk: Desk) -> None:
    desk.add_text("a.txt", "Pears are ripe.")
    gone = desk.add_text("b.txt", "Plums are ripe.")
    assert ingest.remove(desk.library, ["b.txt"]) == (gone,)
    assert desk.by_words("ripe") == desk.by_meaning("ripe") == ["Pears are ripe."]
    with pytest.raises(UnknownDocumentError):
        desk.library.find("b.txt")


def test_names_are_checked_before_anything_is_removed(desk: Desk) -> None:
    desk.add_text("a.txt", "Pears.")
    desk.add_text("x/same.txt", "Plums.")
    desk.add_text("y/same.txt", "Figs.")
    with pytest.raises(UnknownDocumentError):
        ingest.remove(desk.library, ["a.txt", "none.txt"])
    with pytest.raises(AmbiguousNameError):
        ingest.remove(desk.library, ["a.txt", "same.txt"])
    assert len(desk.library.documents()) == 3


def test_a_removed_file_of_a_folder_stays_out_until_it_is_added_by_name(desk: Desk) -> None:
    desk.write("a.txt", "Pears.")
    file = desk.write("b.txt", "Plums.")
    desk.add(desk.papers)
    ingest.remove(desk.library, ["b.txt"])
    assert desk.sync()["b.txt"] is Outcome.EXCLUDED
    desk.write("b.txt", "More plums.")
    assert desk.sync()["b.txt"] is Outcome.EXCLUDED
    assert desk.add(desk.papers)["b.txt"] is Outcome.EXCLUDED
    assert desk.add(file) == {"b.txt": Outcome.ADDED}
    assert desk.sync()["b.txt"] is Outcome.UNCHANGED
    assert desk.library.find("b.txt").origin is Origin.FOLDER


def test_removing_a_folder_takes_its_documents_and_lets_go_of_it(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.txt", "Pears.")
    desk.write("b.txt", "Plums.")
    single = tmp_path / "single.txt"
    single.write_text("Figs.", encoding="utf-8")
    desk.add(desk.papers, single)
    assert len(ingest.remove(desk.library, [str(desk.papers)])) == 2
    assert [document.source for document in desk.library.documents()] == [str(single)]
    assert desk.library.status().folders == ()
    assert desk.add(desk.papers) == {"a.txt": Outcome.ADDED, "b.txt": Outcome.ADDED}


def test_nothing_of_removed_documents_is_left_in_any_file(desk: Desk) -> None:
    desk.library.merge_policy = DEFAULT_POLICY
    random = Random(3)
    words: dict[str, str] = {}
    gone: list[str] = []
    for step in range(20):
        name = f"{random.randrange(6)}.txt"
        if name in words and random.random() < 0.6:
            ingest.remove(desk.library, [name])
            gone.append(words.pop(name))
        elif name not in words:
            words[name] = f"canary{random.getrandbits(80):020x}"
            text = f"# {words[name]} title\n\n" + f"{words[name]} sings. " * int(10 ** random.uniform(0, 3))
            desk.upload(name, text.encode()) if step % 2 else desk.add_text(name, text)
    ingest.remove(desk.library, list(words)[:1])
    gone.append(words.pop(next(iter(words))))
    assert len(gone) > 3
    for word in gone:
        assert traces(desk.folder, word) == []
    for word in words.values():
        assert traces(desk.folder, word), "the search for traces sees nothing"


def test_what_an_edit_or_sync_took_out_leaves_no_trace_either_once_something_is_removed(desk: Desk) -> None:
    desk.write("a.txt", "The first wording has quinces.")
    desk.write("b.txt", "Here are medlars.")
    desk.add(desk.papers)
    desk.write("a.txt", "The second wording.")
    (desk.papers / "b.txt").unlink()
    assert desk.sync() == {"a.txt": Outcome.UPDATED, "b.txt": Outcome.REMOVED}
    assert traces(desk.folder, "quinces medlars") == []


def test_an_original_that_two_uploads_share_stays_until_both_are_gone(desk: Desk) -> None:
    desk.upload("a.txt", b"Pears.")
    second = desk.upload("b.txt", b"Pears.")
    ingest.remove(desk.library, ["a.txt"])
    assert desk.library.original(second).read_bytes() == b"Pears."
    ingest.remove(desk.library, ["b.txt"])
    assert list((desk.folder / "files").iterdir()) == []


def test_a_reader_of_the_old_state_is_named_and_the_traces_go_when_it_is_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.merging._READERS_PATIENCE_S", 0.05)
    info = desk.add_text("a.txt", "The canary sings.")
    with desk.library.snapshot() as reading:
        with pytest.raises(LibraryBusyError, match="still reads"):
            ingest.remove(desk.library, ["a.txt"])
        assert reading.text(info.document_id) == "The canary sings."
        assert desk.library.documents() == ()
    assert desk.sync() == {}
    assert traces(desk.folder, "canary") == []
