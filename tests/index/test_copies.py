"""The same content at several places is one document, for as long as it stands at any of them."""

from __future__ import annotations

from pathlib import Path

from index import ingest
from index.archive import export_library, import_library
from index.document import DocumentInfo, LoadedText, Origin
from index.file_reports import FileReport, Outcome
from index.intake import Intake
from index.library import Library
from index.loaders import load
from index.preparing import InThisProcess
from index.settings import ChunkSettings
from tests.index.conftest import HERE, Desk
from tests.index.traces import traces

PEARS = "Pears are ripe in May."
TABLE = "fruit,month\npears,May\n"


def places(document: DocumentInfo) -> list[str]:
    return [Path(each).name for each in (document.source, *(copy.source for copy in document.copies))]


def all_places(desk: Desk) -> list[list[str]]:
    return [places(document) for document in desk.library.documents()]


def reports(desk: Desk) -> dict[str, FileReport]:
    found = ingest.sync(desk.library, desk.embedder, preparing=HERE)
    return {Path(report.name).name: report for report in found}


def test_a_copy_is_kept_once_with_its_place_and_says_so(desk: Desk) -> None:
    desk.write("a.txt", PEARS)
    desk.write("deep/b.txt", PEARS)
    first, second = ingest.add(desk.library, [desk.papers], desk.embedder, preparing=HERE)
    assert (first.outcome, second.outcome) == (Outcome.ADDED, Outcome.COPY)
    assert second.reason == f"It is the same as {desk.papers / 'a.txt'}, and is kept once."
    assert len(desk.embedder.embedded) == 1
    (document,) = desk.library.documents()
    assert places(document) == ["a.txt", "b.txt"]
    assert desk.by_words("pears") == desk.by_meaning("pears") == [PEARS]
    assert desk.sync() == {"a.txt": Outcome.UNCHANGED, "b.txt": Outcome.UNCHANGED}
    for name in ("a.txt", "b.txt", str(desk.papers / "deep" / "b.txt")):
        assert desk.library.find(name) == document


def test_a_copy_that_comes_later_is_not_even_read(desk: Desk) -> None:
    desk.add_text("a.txt", PEARS)

    def unreadable(content: bytes, name: str) -> LoadedText:
        raise AssertionError("it was read")

    report = ingest.add_upload(
        desk.library, "b.txt", PEARS.encode(), desk.embedder, preparing=InThisProcess(unreadable)
    )
    assert report.outcome is Outcome.COPY
    assert report.document is not None
    assert (report.document.source, report.document.origin) == ("b.txt", Origin.UPLOAD)


def test_the_content_decides_and_not_the_name(desk: Desk) -> None:
    desk.write("x/same.txt", PEARS)
    desk.write("y/same.txt", "Plums are blue.")
    desk.write("a.csv", TABLE)
    desk.write("a.txt", TABLE)
    desk.add(desk.papers)
    assert sorted(all_places(desk)) == [["a.csv"], ["a.txt"], ["same.txt"], ["same.txt"]]
    # another ending, but read as the same text
    desk.write("b.text", "Figs.")
    desk.write("b.txt", "Figs.")
    assert Outcome.COPY in desk.add(desk.papers).values()


def test_removing_one_place_keeps_the_text_until_the_last_is_removed(desk: Desk) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        desk.write(name, f"The canary sings. {PEARS}")
    desk.add(desk.papers)
    embedded = len(desk.embedder.embedded)
    (removed,) = ingest.remove(desk.library, ["a.txt"])
    assert isinstance(removed, DocumentInfo)
    assert Path(removed.source).name == "a.txt"
    assert [Path(copy.source).name for copy in removed.copies] == ["b.txt", "c.txt"]
    assert all_places(desk) == [["b.txt", "c.txt"]]
    assert desk.sync() == {"a.txt": Outcome.EXCLUDED, "b.txt": Outcome.UNCHANGED, "c.txt": Outcome.UNCHANGED}
    assert len(desk.by_words("canary")) == len(desk.by_meaning("canary")) == 1
    ingest.remove(desk.library, ["c.txt"])
    assert all_places(desk) == [["b.txt"]]
    ingest.remove(desk.library, ["b.txt"])
    assert desk.library.documents() == ()
    assert traces(desk.folder, "canary") == []
    assert len(desk.embedder.embedded) == embedded


def test_what_only_moves_waits_for_no_reader_and_rewrites_nothing(desk: Desk) -> None:
    """A text that goes is wiped from the disk, which a reader of the state before prevents."""
    for name in ("a.txt", "b.txt"):
        desk.write(name, f"Fruit\n\n{PEARS}")
    desk.add(desk.papers)
    with desk.library.snapshot() as before:
        ingest.remove(desk.library, ["a.txt"])
        assert not desk.library.header.purge_pending
        (desk.papers / "b.txt").rename(desk.papers / "c.txt")
        assert desk.sync() == {"a.txt": Outcome.EXCLUDED, "c.txt": Outcome.RENAMED}
        assert not desk.library.header.purge_pending
        assert places(before.documents[0]) == ["a.txt", "b.txt"]
        assert before.text(before.documents[0].document_id) == f"Fruit\n\n{PEARS}"
    assert all_places(desk) == [["c.txt"]]


def test_by_id_or_title_a_document_goes_from_all_its_places(desk: Desk) -> None:
    desk.write("a.txt", "Fruit\n\nPears are ripe.")
    desk.write("b.txt", "Fruit\n\nPears are ripe.")
    desk.add(desk.papers)
    assert len(ingest.remove(desk.library, ["Fruit"])) == 2
    assert desk.library.documents() == ()
    assert set(desk.sync().values()) == {Outcome.EXCLUDED}
    uploaded = desk.upload("c.txt", PEARS.encode())
    desk.upload("d.txt", PEARS.encode())
    ingest.remove(desk.library, [uploaded.document_id])
    assert desk.library.documents() == ()
    assert list((desk.folder / "files").iterdir()) == []


def test_a_name_that_fits_two_places_of_one_document_is_no_riddle(desk: Desk) -> None:
    desk.write("x/same.txt", PEARS)
    desk.write("y/same.txt", PEARS)
    desk.write("z/other.txt", PEARS)
    desk.add(desk.papers)
    assert places(desk.library.find("same.txt")) == ["same.txt", "same.txt", "other.txt"]
    assert len(ingest.remove(desk.library, ["same.txt"])) == 2
    assert all_places(desk) == [["other.txt"]]


def test_what_is_gone_from_one_place_stays_while_another_holds_it(desk: Desk, tmp_path: Path) -> None:
    file = desk.write("a.txt", PEARS)
    desk.write("other.txt", "Plums.")
    single = tmp_path / "single.txt"
    single.write_text(PEARS, encoding="utf-8")
    desk.add(desk.papers, single)
    before = desk.library.find("a.txt")
    assert places(before) == ["a.txt", "single.txt"]
    file.unlink()
    assert desk.sync() == {"other.txt": Outcome.UNCHANGED, "a.txt": Outcome.REMOVED}
    after = desk.library.find("single.txt")
    assert (after.origin, after.revision, after.chunks) == (Origin.FILE, before.revision, before.chunks)
    assert after.document_id != before.document_id
    assert desk.by_words("pears") == [PEARS]
    with desk.library.snapshot() as snapshot:
        assert snapshot.text(after.document_id) == PEARS
        (hit,) = snapshot.search_words("pears", 5)
        assert snapshot.chunks([hit.chunk_id])[0].document_id == after.document_id


def test_an_edit_at_one_place_leaves_the_old_text_at_the_others(desk: Desk) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        desk.write(name, PEARS)
    desk.add(desk.papers)
    desk.write("a.txt", "Plums are blue.")
    assert desk.sync()["a.txt"] is Outcome.UPDATED
    assert sorted(all_places(desk)) == [["a.txt"], ["b.txt", "c.txt"]]
    desk.write("c.txt", "Plums are blue.")
    assert desk.sync()["c.txt"] is Outcome.COPY
    assert sorted(all_places(desk)) == [["a.txt", "c.txt"], ["b.txt"]]
    desk.write("a.txt", PEARS)
    desk.sync()
    assert sorted(all_places(desk)) == [["b.txt", "a.txt"], ["c.txt"]]
    assert sorted(desk.by_words("pears plums")) == [PEARS, "Plums are blue."]


def test_two_files_that_change_places_are_two_documents_still(desk: Desk) -> None:
    desk.write("a.txt", PEARS)
    desk.write("b.txt", "Plums are blue.")
    desk.add(desk.papers)
    desk.write("a.txt", "Plums are blue.")
    desk.write("b.txt", PEARS)
    desk.sync()
    with desk.library.snapshot() as snapshot:
        texts = {name: snapshot.text(each.document_id) for each in desk.library.documents() for name in places(each)}
    assert texts == {"a.txt": "Plums are blue.", "b.txt": PEARS}
    assert sorted(desk.by_words("pears plums")) == [PEARS, "Plums are blue."]


def test_a_renamed_file_is_not_embedded_again_and_called_renamed(desk: Desk) -> None:
    desk.write("keep.txt", "Figs.")
    file = desk.write("old.txt", f"Fruit\n\n{PEARS}")
    desk.add(desk.papers)
    desk.embedder.embedded.clear()
    file.rename(desk.papers / "new.txt")
    found = reports(desk)
    assert {name: report.outcome for name, report in found.items()} == {
        "keep.txt": Outcome.UNCHANGED,
        "new.txt": Outcome.RENAMED,
    }
    assert found["new.txt"].reason == f"It was {file} before."
    assert desk.embedder.embedded == []
    assert all_places(desk) == [["new.txt"], ["keep.txt"]]
    assert len(desk.by_words("pears")) == 1
    assert found["new.txt"].document == desk.library.find("new.txt")


def test_a_title_that_was_the_name_of_the_file_is_the_new_name_after_it_was_renamed(desk: Desk) -> None:
    desk.write("keep.txt", "Figs.")
    file = desk.write("spring-fruit.csv", TABLE)
    copy = desk.write("orchard.csv", TABLE)
    desk.add(desk.papers)
    assert desk.library.find("spring-fruit.csv").title == "Orchard"
    copy.unlink()
    desk.sync()
    assert desk.library.find("spring-fruit.csv").title == "Spring fruit"
    file.rename(desk.papers / "harvest-list.csv")
    assert reports(desk)["harvest-list.csv"].outcome is Outcome.RENAMED
    assert [document.title for document in desk.library.documents()] == ["Harvest list", "Keep"]


def test_an_upload_that_stands_in_a_folder_too_outlives_the_folder(desk: Desk) -> None:
    file = desk.write("a.txt", PEARS)
    desk.add(desk.papers)
    desk.upload("up.txt", PEARS.encode())
    ingest.remove(desk.library, [str(desk.papers)])
    (document,) = desk.library.documents()
    assert (document.source, document.origin) == ("up.txt", Origin.UPLOAD)
    file.unlink()
    assert desk.library.original(document).read_bytes() == PEARS.encode()


def test_a_document_that_is_read_anew_keeps_its_copies(desk: Desk) -> None:
    desk.write("a.txt", PEARS)
    desk.write("b.txt", PEARS)
    desk.add(desk.papers)
    (document,) = desk.library.documents()
    with desk.library.writing() as store:
        loaded = store.contents.loaded_text(document.document_id)
        store.put(document, loaded, [], [])
    assert all_places(desk) == [["a.txt", "b.txt"]]


def test_where_names_matter_equal_files_stay_apart(desk: Desk) -> None:
    with desk.library.writing() as store:
        intake = Intake(store, desk.embedder, InThisProcess(load), after_each=lambda: None, apart=True)
        for name in ("a.txt", "b.txt"):
            intake.take_upload(name, PEARS.encode(), lambda progress: None)
    assert sorted(all_places(desk)) == [["a.txt"], ["b.txt"]]


def test_copies_go_with_an_export_and_a_rebuild(desk: Desk, tmp_path: Path) -> None:
    desk.upload("a.txt", PEARS.encode())
    desk.upload("b.txt", PEARS.encode())
    export_library(desk.library, tmp_path / "copy.zip")
    import_library(tmp_path / "copy.zip", tmp_path / "new")
    with Library.open(tmp_path / "new") as library:
        assert library.documents() == desk.library.documents()
        ingest.rebuild(library, desk.embedder, settings=ChunkSettings(100))
        ingest.remove(library, ["a.txt"])
        assert [places(document) for document in library.documents()] == [["b.txt"]]
        assert len(library.snapshot().search_words("pears", 5)) == 1
