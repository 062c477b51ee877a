"""Which documents are said to be versions of one another, on their own and in a library."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import ingest
from index.document import DocumentInfo, Origin
from index.version_texts import share_in_common, shingles, stated
from index.versions import Candidate, are_versions, is_older
from tests.index.conftest import Desk

LEASE = (
    "The tenant pays the rent on the first day of every month by transfer to the account of the owner. "
    "The garden may be used in summer and in winter by everybody who lives in the house. The deposit is {}. "
    "The tenant may keep {} in the flat, and the owner may look at the flat after two days of notice."
)
OLD, NEW = LEASE.format("two months of rent", "no pets"), LEASE.format("three months of rent", "two cats")
OTHER = "Quite another text, about the harvest of pears in May and what the weather does to the blossoms of plums. " * 3


def candidate(name: str, text: str, *, modified_s: int = 0, origin: Origin = Origin.UPLOAD) -> Candidate:
    info = DocumentInfo(
        name, f"{hash(text):x}", "Lease", name, origin, "text", text, len(text), None, "en", 1,
        "2026-01-01T00:00:00+00:00", modified_s * 10**9, len(text), (),
    )  # fmt: skip
    return Candidate(info, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Lease v1.docx", "Lease v2.docx"), ("Lease v9.docx", "Lease v10.docx"), ("Lease.docx", "Lease v2.pdf"),
     ("Lease draft.docx", "Lease.docx"), ("Lease.docx", "Lease final.docx"), ("Lease old.docx", "Lease (1).docx"),
     ("2023-05-01 Lease.docx", "2024-02-01 Lease.docx"), ("Lease 2023.docx", "Lease 2024.docx"),
     ("Lease v2 draft.docx", "Lease v2 signed.docx")],
)  # fmt: skip
def test_versions_by_their_names(old: str, new: str) -> None:
    one, other = candidate(old, OLD), candidate(new, NEW)
    assert are_versions(one, other) and are_versions(other, one)
    assert is_older(one, other) and not is_older(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chapter 1.md", "Chapter 2.md"), ("Report January.pdf", "Report February.pdf"), ("2024-01.pdf", "2024-02.pdf"),
     ("Annual report 2023.pdf", "Annual report 2024.pdf"), ("lease Miller.pdf", "lease Smith.pdf")],
)  # fmt: skip
def test_a_series_or_a_form_filled_in_twice_are_no_versions_however_alike_their_texts(one: str, other: str) -> None:
    assert not are_versions(candidate(one, OLD), candidate(other, NEW))


def test_one_name_and_another_text_are_no_versions() -> None:
    assert not are_versions(candidate("a/notes.txt", OLD), candidate("b/notes.txt", OTHER))
    assert not are_versions(candidate("notes v1.txt", OLD), candidate("notes v2.txt", OTHER))
    assert not are_versions(candidate("notes v1.txt", OLD), candidate("notes v2.txt", OLD.upper())), "the same words"


def test_two_names_are_versions_where_both_texts_say_so() -> None:
    one = candidate("policy.pdf", f"Lease\n\nVersion 1.2\n\n{OLD}")
    other = candidate("download.pdf", f"Lease\n\nVersion 1.10\n\n{NEW}")
    assert are_versions(one, other) and is_older(one, other) and not is_older(other, one)
    assert not are_versions(candidate("policy.pdf", OLD), candidate("download.pdf", NEW))


def test_which_is_newer_is_told_by_the_text_and_the_time_of_the_file_where_the_name_does_not() -> None:
    one = candidate("a/Lease.docx", f"Last updated: 3 May 2023\n{OLD}", modified_s=9)
    other = candidate("b/Lease.docx", f"Last updated: May 30, 2023\n{NEW}", modified_s=5)
    assert is_older(one, other) and not is_older(other, one)
    files = {"origin": Origin.FILE}
    early, late = (candidate(f"{s}/Lease.docx", t, modified_s=s, **files) for s, t in ((100, OLD), (200, NEW)))
    assert is_older(early, late) and not is_older(late, early)
    uploads = candidate("Lease.docx", OLD, modified_s=100), candidate("Lease (1).docx", NEW, modified_s=200)
    assert not is_older(*uploads) and not is_older(*reversed(uploads)), "an upload does not say when it was written"


def test_what_a_text_says_of_itself() -> None:
    assert stated("Rules of the club\nVersion: 2.1, in force from 2024-05-01").number == (2, 1)
    assert str(stated("Effective 1st March 2024").day) == "2024-03-01"
    assert not stated("Dated 1 March 2024").is_version
    assert stated("Revised on 2024-03-01").is_version
    assert stated("Updated 31 February 2024").day is None
    assert stated("The second version of Hamlet is from 1604.") == stated("")


def test_the_share_in_common() -> None:
    one, other = shingles("one two three four five"), shingles("One, two three four six")
    assert share_in_common(one, other) == 2 / 4
    assert share_in_common(shingles("yes"), shingles("Yes.")) == 1
    assert share_in_common(shingles(""), shingles("a b c")) == 0


def newer(desk: Desk) -> dict[str, str]:
    """The name of the newest version of each document that has one, by its name."""
    documents = {one.document_id: one for one in desk.library.documents()}
    with desk.library.snapshot() as snapshot:
        assert snapshot.documents == tuple(documents.values()), "an open reader sees it too"
    names = {each: Path(one.source).name for each, one in documents.items()}
    return {names[each]: names[one.newer_id] for each, one in documents.items() if one.newer_id}


def test_a_library_names_the_newest_version_whatever_comes_first_and_goes(desk: Desk) -> None:
    for name, text in {
        "Lease v2.txt": NEW,
        "Lease v1.txt": OLD,
        "Lease v3.txt": f"{NEW} So be it.",
        "x.txt": OTHER,
    }.items():
        desk.upload(name, text.encode())
    assert newer(desk) == {"Lease v1.txt": "Lease v3.txt", "Lease v2.txt": "Lease v3.txt"}
    ingest.remove(desk.library, ["Lease v3.txt"])
    assert newer(desk) == {"Lease v1.txt": "Lease v2.txt"}
    desk.upload("Lease v1.txt", OTHER.encode())
    assert newer(desk) == {}
    desk.upload("Lease v1.txt", OLD.encode())
    ingest.remove(desk.library, ["Lease v1.txt"])
    assert newer(desk) == {}


def test_files_are_told_by_their_times_and_follow_a_sync(desk: Desk) -> None:
    for name, text, seconds in (("old/lease.txt", OLD, 1_000), ("lease.txt", NEW, 2_000)):
        os.utime(desk.write(name, text), (seconds, seconds))
    desk.add(desk.papers)
    (old,) = [one for one in desk.library.documents() if one.newer_id]
    assert Path(old.source).parent.name == "old"
    (desk.papers / "lease.txt").rename(desk.papers / "contract.txt")
    desk.sync()
    assert newer(desk) == {}


def test_a_name_that_everybody_uses_is_no_family(desk: Desk) -> None:
    for number in range(22):
        file = desk.write(f"{number}/readme.txt", f"{OLD} {number}")
        os.utime(file, (1_000 + number * 10, 1_000 + number * 10))
    desk.add(desk.papers)
    assert newer(desk) == {}
