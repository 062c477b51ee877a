"""What could not be read is kept until it can be, is removed, or is gone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import ingest
from index.document import Origin
from index.errors import AmbiguousNameError, UnreadableFileError
from index.file_reports import Outcome
from index.ocr.scan_rows import Scan
from index.preparing import content_hash_of
from index.refusals import Refusal
from tests.index.conftest import Desk
from tests.index.traces import traces


def refused(desk: Desk) -> dict[str, str]:
    """The reasons by file name."""
    return {one.title: one.reason for one in desk.library.refusals()}


def test_a_refused_file_is_kept_with_reason_next_step_time_and_hash(desk: Desk) -> None:
    file = desk.write("empty.txt", "")
    assert desk.add(file) == {"empty.txt": Outcome.REFUSED}
    (one,) = desk.library.refusals()
    assert (one.source, one.origin, one.content_hash) == (str(file), Origin.FILE, content_hash_of(b""))
    assert "empty" in one.reason and one.refused_at.startswith("20")
    desk.reopen()
    assert desk.library.refusals() == (one,)
    desk.add(file)
    assert desk.library.refusals() == (one,), "it was refused for the same reason, so nothing is new"


def test_files_that_are_left_out_by_their_names_are_kept_but_hidden_ones_are_not(desk: Desk) -> None:
    for name in ("film.xyz", ".hidden", "~$draft.docx", "a.txt"):
        desk.write(name, "Pears.")
    (desk.papers / "link.txt").symlink_to(desk.papers / "a.txt")
    desk.add(desk.papers)
    assert set(refused(desk)) == {"film.xyz", "link.txt"}
    assert {one.origin for one in desk.library.refusals()} == {Origin.FOLDER}


def test_a_path_where_nothing_stands_is_told_but_not_kept(desk: Desk) -> None:
    file = desk.write("empty.txt", "")
    desk.add(file)
    file.unlink()
    assert desk.add(file, desk.papers / "never.txt") == {"empty.txt": Outcome.REFUSED, "never.txt": Outcome.REFUSED}
    assert refused(desk) == {}


def test_an_entry_goes_when_the_file_is_read_after_all(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        desk.write(name, "")
    desk.add(desk.papers)
    desk.write("a.txt", "Pears.")
    desk.write("b.txt", "Pears.")
    assert desk.sync() == {"a.txt": Outcome.ADDED, "b.txt": Outcome.COPY}
    assert refused(desk) == {}


def test_of_a_document_whose_new_version_cannot_be_read_both_are_known(desk: Desk) -> None:
    info = desk.add_text("a.txt", "Pears.")
    facts = (desk.papers / "a.txt").stat()
    desk.write("a.txt", "")
    desk.add(desk.papers / "a.txt")
    assert desk.library.documents() == (info,)
    (one,) = desk.library.refusals()
    assert one.document_id == info.document_id
    desk.write("a.txt", "Pears.")
    os.utime(desk.papers / "a.txt", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert desk.add(desk.papers / "a.txt") == {"a.txt": Outcome.UNCHANGED}
    assert refused(desk) == {}


def test_a_sync_forgets_what_is_gone_and_keeps_what_is_out_of_sight(desk: Desk) -> None:
    for name, text in (("deep/empty.txt", ""), ("film.xyz", ""), ("a.txt", "Pears.")):
        desk.write(name, text)
    desk.add(desk.papers)
    away = desk.papers.rename(desk.papers.with_name("away"))
    desk.sync()
    assert set(refused(desk)) == {"empty.txt", "film.xyz"}, "the folder may be on a drive that is not connected"
    away.rename(desk.papers)
    (desk.papers / "film.xyz").unlink()
    (desk.papers / "deep" / "empty.txt").rename(desk.papers / "empty too.txt")
    assert desk.sync() == {"a.txt": Outcome.UNCHANGED, "empty too.txt": Outcome.REFUSED}
    assert set(refused(desk)) == {"empty too.txt"}


def test_a_folder_with_nothing_but_refused_files_may_become_empty(desk: Desk) -> None:
    file = desk.write("empty.txt", "")
    desk.add(desk.papers)
    file.unlink()
    assert desk.sync() == {}
    assert refused(desk) == {}


def test_uploads_are_kept_by_their_names_and_replaced(desk: Desk) -> None:
    report = ingest.add_upload(desk.library, "a.txt", b"", desk.embedder)
    assert report.outcome is Outcome.REFUSED
    why = UnreadableFileError("It is locked.", "Unlock it.")
    assert ingest.refuse_upload(desk.library, "x/b.txt", why).outcome is Outcome.REFUSED
    assert refused(desk)["b.txt"] == "It is locked."
    desk.upload("a.txt", b"Pears.")
    desk.upload("b.txt", b"Plums.")
    assert refused(desk) == {}
    assert len(list((desk.folder / "files").iterdir())) == 2


def test_remove_takes_a_refused_file_by_its_name_and_leaves_no_trace(desk: Desk) -> None:
    name = "canary0123456789.xyz"
    ingest.add_upload(desk.library, name, b"not to be read", desk.embedder)
    why = UnreadableFileError("Its part canary9876543210 is damaged.")
    ingest.refuse_upload(desk.library, "b.txt", why)
    desk.add_text("a.txt", "Pears.")
    assert traces(desk.folder, "canary0123456789 canary9876543210"), "the search for traces sees nothing"
    (gone,) = ingest.remove(desk.library, [name])
    assert isinstance(gone, Refusal) and gone.title == name
    ingest.remove(desk.library, ["b.txt"])
    assert traces(desk.folder, "canary0123456789 canary9876543210") == []
    assert len(desk.library.documents()) == 1


def test_a_document_goes_with_what_was_noted_of_its_new_version(desk: Desk) -> None:
    desk.upload("a.txt", b"Pears.")
    why = UnreadableFileError("Its part canary9876543210 is damaged.")
    ingest.refuse_upload(desk.library, "a.txt", why)
    ingest.remove(desk.library, ["a.txt"])
    assert refused(desk) == {}
    assert traces(desk.folder, "canary9876543210 pears") == []


def test_a_name_may_fit_a_document_and_a_refused_file(desk: Desk) -> None:
    desk.add_text("x/same.txt", "Pears.")
    desk.add(desk.write("y/same.txt", ""))
    with pytest.raises(AmbiguousNameError):
        ingest.remove(desk.library, ["same.txt"])
    ingest.remove(desk.library, [str(desk.papers / "y" / "same.txt")])
    assert refused(desk) == {} and len(desk.library.documents()) == 1


def test_what_is_dismissed_stays_out_of_its_folder_and_documents_stay(desk: Desk) -> None:
    desk.write("film.xyz", "")
    desk.write("empty.txt", "")
    desk.write("a.txt", "Pears.")
    desk.add(desk.papers)
    desk.write("a.txt", "")
    desk.sync()
    assert set(refused(desk)) == {"film.xyz", "empty.txt", "a.txt"}
    ingest.dismiss(desk.library, [one.document_id for one in desk.library.refusals()])
    assert refused(desk) == {}
    assert [Path(one.source).name for one in desk.library.documents()] == ["a.txt"]
    outcomes = desk.sync()
    assert outcomes == {"film.xyz": Outcome.EXCLUDED, "empty.txt": Outcome.EXCLUDED, "a.txt": Outcome.REFUSED}
    desk.write("empty.txt", "Figs.")
    assert desk.add(desk.papers / "empty.txt") == {"empty.txt": Outcome.ADDED}


def test_a_waiting_scan_is_dismissed_with_its_original(desk: Desk) -> None:
    info = desk.upload("a.txt", b"Pears.")
    with desk.library.writing() as store:
        store.put_scan(Scan("0123456789ab", "canary0123456789.pdf", Origin.UPLOAD, "ab" * 32, 0, 9, 2, (1, 2)))
        store.put_scan(Scan(info.document_id, info.source, info.origin, info.content_hash, 0, 9, 2, (2,)))
    (desk.folder / "files" / f"{'ab' * 32}.pdf").write_bytes(b"canary9876543210")
    ingest.dismiss(desk.library, ["0123456789ab", info.document_id, "nobody"])
    assert desk.library.scans() == ()
    assert traces(desk.folder, "canary0123456789 canary9876543210") == []
    assert desk.library.original(info).read_bytes() == b"Pears."
