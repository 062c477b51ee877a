from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import ingest
from index.document import Block, BlockKind, LoadedText, Origin, Span
from index.errors import LibraryMismatchError, UnreadableFileError
from index.file_reports import Outcome, Progress
from index.merging import MergePolicy
from index.preparing import InThisProcess
from tests.fakes import WordEmbedder
from tests.index.conftest import NEVER, Desk

LONG = "\n\n".join(f"Paragraph {number} tells of pears and plums. {'They are ripe. ' * 30}" for number in range(30))


def picky(content: bytes, name: str) -> LoadedText:
    """A loader with opinions: what it makes of a file is told by its first word."""
    text = content.decode()
    if text.startswith("locked"):
        raise UnreadableFileError("The file has a password.", "Save it without one.")
    if text.startswith("broken"):
        raise RecursionError("deep inside a parser")
    if text.startswith("surrogate"):
        text = "half a \ud800 character"
    return LoadedText(text, name, (Block(Span(0, len(text)), BlockKind.PARAGRAPH),))


def test_a_file_goes_in_and_says_so(desk: Desk) -> None:
    file = desk.write("pears.txt", "Pears are ripe in May.")
    (report,) = ingest.add(desk.library, [file], desk.embedder)
    assert report.outcome is Outcome.ADDED
    assert report.document is not None
    assert report.document.source == str(file) == report.name
    assert report.document.origin is Origin.FILE
    assert report.document.size_bytes == 22
    assert report.document.modified_ns == file.stat().st_mtime_ns
    assert desk.library.documents() == (report.document,)
    assert desk.by_words("pears") == ["Pears are ripe in May."]


def test_the_same_content_again_is_unchanged_and_nothing_is_embedded(desk: Desk) -> None:
    file = desk.write("pears.txt", "Pears are ripe in May.")
    assert desk.add(file) == {"pears.txt": Outcome.ADDED}
    desk.embedder.embedded.clear()
    os.utime(file, (1, 1))
    assert desk.add(file, file) == {"pears.txt": Outcome.UNCHANGED}
    assert desk.embedder.embedded == []
    assert desk.library.documents()[0].modified_ns == 1_000_000_000


def test_an_edit_replaces_the_text_and_embeds_only_what_is_new(desk: Desk) -> None:
    before = desk.add_text("fruit.txt", LONG)
    desk.embedder.embedded.clear()
    after = desk.add_text("fruit.txt", LONG.replace("Paragraph 29 ", "Paragraph twenty-nine "))
    assert after.document_id == before.document_id
    assert after.revision != before.revision
    assert 1 <= len(desk.embedder.embedded) <= 2
    assert len(desk.by_meaning("pears")) == after.chunks
    assert any("twenty-nine" in text for text in desk.by_words("twenty-nine"))


def test_equal_chunks_of_a_document_are_embedded_once(desk: Desk) -> None:
    desk.add_text("again.txt", "\n\n".join(["All work and no play makes Jack a dull boy. " * 16] * 20))
    assert len(desk.embedder.embedded) == len(set(desk.embedder.embedded))


def test_one_bad_file_does_not_stop_the_others(desk: Desk) -> None:
    files = [desk.write(f"{name}.txt", f"{name} pears") for name in ("broken", "good", "locked", "surrogate", "well")]
    reports = ingest.add(
        desk.library, [*files, desk.papers / "none.txt"], desk.embedder, preparing=InThisProcess(picky)
    )
    refused = {Path(report.name).stem: report for report in reports if report.outcome is Outcome.REFUSED}
    assert refused.keys() == {"broken", "locked", "surrogate", "none"}
    assert "RecursionError" in refused["broken"].reason
    assert refused["locked"].reason == "The file has a password."
    assert refused["locked"].next_step == "Save it without one."
    assert "no such file" in refused["none"].reason
    assert sorted(document.title for document in desk.library.documents()) == ["good.txt", "well.txt"]


def test_a_new_version_that_cannot_be_read_leaves_the_old_one_in(desk: Desk) -> None:
    file = desk.write("a.txt", "good pears")
    ingest.add(desk.library, [file], desk.embedder, preparing=InThisProcess(picky))
    desk.write("a.txt", "locked")
    (report,) = ingest.add(desk.library, [file], desk.embedder, preparing=InThisProcess(picky))
    assert report.outcome is Outcome.REFUSED
    assert "earlier is kept" in report.reason
    assert desk.by_words("pears") == ["good pears"]


def test_a_folder_goes_in_with_a_report_for_everything_in_it(desk: Desk) -> None:
    desk.write("a.txt", "Pears.")
    desk.write("deep/b.txt", "Plums.")
    desk.write("film.mp4", "x")
    desk.write(".secret.txt", "x")
    assert desk.add(desk.papers) == {
        "a.txt": Outcome.ADDED,
        "b.txt": Outcome.ADDED,
        "film.mp4": Outcome.REFUSED,
        ".secret.txt": Outcome.REFUSED,
    }
    assert {document.origin for document in desk.library.documents()} == {Origin.FOLDER}
    assert [folder.path for folder in desk.library.status().folders] == [desk.papers]


def test_a_file_in_a_folder_and_named_by_itself_is_one_document(desk: Desk) -> None:
    file = desk.write("a.txt", "Pears.")
    desk.write("deep/b.txt", "Plums.")
    desk.add(file)
    assert desk.library.documents()[0].origin is Origin.FILE
    desk.add(desk.papers, desk.papers / "deep", file)
    assert sorted(document.title for document in desk.library.documents()) == ["Pears.", "Plums."]
    assert desk.library.find("a.txt").origin is Origin.FOLDER


def test_a_file_named_through_a_link_is_the_file_itself(desk: Desk) -> None:
    file = desk.write("a.txt", "Pears.")
    (desk.papers.parent / "link.txt").symlink_to(file)
    desk.add(desk.papers.parent / "link.txt")
    assert desk.library.documents()[0].source == str(file)


@pytest.mark.skipif(os.name == "nt", reason="names of files are always text on Windows")
def test_a_name_that_is_not_text_and_a_link_in_a_circle_are_refused(desk: Desk) -> None:
    bad = os.fsdecode(os.fsencode(desk.papers) + b"/caf\xe9.txt")
    Path(bad).write_text("Pears.", encoding="utf-8")
    (desk.papers / "circle.txt").symlink_to(desk.papers / "circle.txt")
    desk.write("good.txt", "Plums.")
    for paths in ([desk.papers], [Path(bad), desk.papers / "circle.txt", desk.papers / "good.txt"]):
        reports = ingest.add(desk.library, paths, desk.embedder)
        refused = [report.name for report in reports if report.outcome is Outcome.REFUSED]
        assert sorted(Path(name).name for name in refused) == ["caf?.txt", "circle.txt"]
        assert len(reports) == 3
    assert [Path(document.source).name for document in desk.library.documents()] == ["good.txt"]


def test_an_upload_is_kept_as_it_came(desk: Desk) -> None:
    info = desk.upload("C:\\fakepath\\pears.txt", b"Pears are ripe.")
    assert (info.source, info.origin) == ("pears.txt", Origin.UPLOAD)
    assert desk.library.original(info).read_bytes() == b"Pears are ripe."
    assert desk.library.original(info).parent == desk.folder / "files"


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "..\\..\\passwd.txt", "passwd.txt"])
def test_the_name_of_an_upload_leads_nowhere(desk: Desk, name: str) -> None:
    info = desk.upload(name, b"root")
    assert info.source == "passwd.txt"
    assert desk.library.original(info).is_relative_to(desk.folder / "files")


def test_an_upload_of_the_same_name_takes_the_place_of_the_old_one_and_its_original(desk: Desk) -> None:
    desk.upload("a.txt", b"Pears are ripe.")
    report = ingest.add_upload(desk.library, "a.txt", b"Plums are ripe.", desk.embedder)
    assert report.outcome is Outcome.UPDATED
    assert desk.by_words("ripe") == ["Plums are ripe."]
    desk.upload("b.txt", b"Figs are ripe.")
    kept = sorted(file.read_bytes() for file in (desk.folder / "files").iterdir())
    assert kept == [b"Figs are ripe.", b"Plums are ripe."]


def test_an_upload_that_cannot_be_read_is_refused_and_not_kept(desk: Desk) -> None:
    report = ingest.add_upload(desk.library, "a.xyz", b"x", desk.embedder)
    assert report.outcome is Outcome.REFUSED
    assert not list(desk.folder.glob("files/*"))


def test_progress_counts_files_and_parts_of_a_large_one(desk: Desk) -> None:
    desk.write("a.txt", "Pears.")
    desk.write("b.txt", "\n\n".join(f"{number} pears. {'Ripe. ' * 100}" for number in range(200)))
    told: list[Progress] = []
    ingest.add(desk.library, [desk.papers], desk.embedder, told.append)
    assert told[0] == Progress(0, 2, "a.txt", 0.0)
    assert told[-1] == Progress(2, 2, "", 0.0)
    shares = [progress.part for progress in told if progress.name == "b.txt"]
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert all(0 <= share < 1 for share in shares)


def test_vectors_of_another_model_are_refused(desk: Desk) -> None:
    desk.add_text("a.txt", "Pears.")
    with pytest.raises(LibraryMismatchError, match="rebuild"):
        ingest.add(desk.library, [desk.papers], WordEmbedder("another"))


def test_a_long_intake_does_not_leave_everything_to_the_log(desk: Desk) -> None:
    desk.library.merge_policy = MergePolicy(NEVER.at_end, midway=lambda chunks, pending: pending >= 2)
    for number in range(12):
        desk.write(f"{number}.txt", f"Pears {number}.")
    generations: list[int] = []

    def watch(progress: Progress) -> None:
        generations.append(desk.library.header.generation)

    ingest.add(desk.library, [desk.papers], desk.embedder, watch)
    assert generations[-1] >= 1
    assert len(desk.by_words("pears")) == 12
