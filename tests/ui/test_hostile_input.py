"""Hostile names and texts on their way in, and on their way to a terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from index import ingest
from index.document import Origin, Place, PlaceKind, Span
from index.file_reports import FileReport, Outcome
from index.library import Library
from index.loaders import load
from index.preparing import InThisProcess
from index.refusals import Refusal
from index.uploads import plain_name, upload_file
from rag.answer import Quote
from tests.fakes import WordEmbedder
from tests.ui.fakes import document, found
from tests.ui.hostile import HOSTILE, UNSHOWABLE
from ui.console import answer_text, check_line, report_line
from ui.exporting_references import ExportedQuote
from ui.listing import document_lines, facts_text, refusal_lines
from ui.verification import Check, Verdict

NAMES = (*HOSTILE, *UNSHOWABLE)
HASH = "0123456789abcdef"
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey: control characters, and signs that turn the direction of writing round."""


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("name", NAMES)
def test_an_upload_cannot_leave_its_folder(name: str, tmp_path: Path) -> None:
    kept = upload_file(tmp_path, HASH, name)
    assert kept.parent == tmp_path / "files"
    assert re.fullmatch(rf"{HASH}(\.[a-z0-9]{{1,10}})?", kept.name)
    assert not set(plain_name(name)) & {"/", "\\", "\0"} and plain_name(name) not in ("", ".", "..")


def test_uploads_of_every_name_leave_nothing_outside_and_are_listed(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    (tmp_path / "outside").mkdir()
    library = Library.create(tmp_path / "outside" / "library", embedder.identity)
    names = NAMES[::10]
    for number, name in enumerate(names):
        text = (
            f"Paper {number}\n\n{' '.join(showable(name).split())} is what it says, and number {number} is its number."
        )
        report = ingest.add_upload(
            library, f"{name}.txt", text.encode(), embedder, lambda progress: None, preparing=InThisProcess(load)
        )
        assert report.outcome is Outcome.ADDED, report.reason
    outside = {name.split("/")[0] for name in files_below(tmp_path)} | {
        "/".join(name.split("/")[:2]) for name in files_below(tmp_path)
    }
    assert outside == {"outside", "outside/library"}
    assert all(
        re.fullmatch(r"[0-9a-f]{16,}\.txt", name) for name in files_below(tmp_path / "outside" / "library" / "files")
    )
    assert len(library.documents()) == len(names)
    library.close()


@pytest.mark.parametrize("text", NAMES)
def test_a_terminal_obeys_nothing(text: str) -> None:
    place = Place(PlaceKind.TEXT, text)
    quote = Quote("d1", "r1", text, text, place, Span(0, len(text)), text, (), 1.0)
    answer = found(text, text, quote, searched_for="other " + text, warnings=(text,))
    info = replace(document(text, text), document_id="d1")
    told = (
        answer_text(answer, 80),
        document_lines([info]),
        facts_text(info),
        refusal_lines([Refusal("d1", text, Origin.FILE, "", "", text, text)]),
        report_line(FileReport(text, Outcome.REFUSED, None, text, text)),
        check_line(1, Check(ExportedQuote(text, None, exact=True), Verdict.ALTERED, text)),
    )
    for each in told:
        assert COMMANDS.findall(each) == []
        assert each.encode("utf-8")


def showable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
