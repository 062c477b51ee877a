"""What the command line and the receipts say of a file that is at several places."""

from __future__ import annotations

from dataclasses import replace

from index.document import Copy, Origin
from index.file_reports import FileReport, Outcome
from tests.ui.fakes import document
from ui.console import removal_line, report_line
from ui.listing import document_lines
from ui.receipts import receipt

LEASE = document("Lease", "/a/lease.pdf")
TWICE = replace(LEASE, copies=(Copy("0" * 12, "/b/lease\x1b.pdf", Origin.FILE, LEASE.added_at, 0),))


def test_every_place_is_listed_and_none_takes_over_the_terminal() -> None:
    first, second = document_lines([TWICE]).split("\n")
    assert first.endswith("Lease  (/a/lease.pdf)")
    assert second.strip() == "also at /b/lease .pdf"
    assert "also" not in document_lines([LEASE])


def test_a_removal_says_where_the_text_still_stands() -> None:
    assert removal_line(TWICE).endswith("(/a/lease.pdf): its text stays, because /b/lease .pdf holds the same")
    assert removal_line(LEASE).endswith("(/a/lease.pdf)")


def test_a_copy_and_a_renamed_file_say_what_they_are() -> None:
    for outcome, word in ((Outcome.COPY, "copy"), (Outcome.RENAMED, "renamed")):
        report = FileReport("/b/lease.pdf", outcome, TWICE, "It is the same as /a/lease.pdf, and is kept once.")
        assert report_line(report).split()[0] == word
        told = receipt(report)
        assert told.added
        assert told.unchanged
        assert told.message == report.reason
