"""An exported quote is checked against a real library: exact, changed, removed, or altered."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest

from index import ingest
from index.document import Span
from index.errors import InvalidInputError, MissingDataError
from index.library import Library
from index.loaders import load
from index.preparing import InThisProcess
from rag.answer import Answer
from rag.quoting import quote
from tests.fakes import WordEmbedder
from tests.ui.fakes import found
from tests.ui.hostile import HOSTILE
from ui.command_line import main
from ui.exporting import Export
from ui.exporting_json import to_json
from ui.exporting_markdown import to_markdown
from ui.exporting_word import to_word
from ui.verification import Verdict, checked, quotes_of_file

LEASE = "Lease\n\nThe rent is 950 pounds a month.\nIt is due on the first day.\n\n" + "\n\n".join(HOSTILE)
MOMENT = "2026-03-03T12:00:00+00:00"
RENT = "The rent is 950 pounds a month.\nIt is due on the first day."
FORMS = ("md", "docx", "json")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    embedder = WordEmbedder()
    library = Library.create(tmp_path / "library", embedder.identity)
    add(library, "lease.txt", LEASE)
    return library


def add(library: Library, name: str, text: str) -> None:
    report = ingest.add_upload(
        library, name, text.encode(), WordEmbedder(), lambda progress: None, preparing=InThisProcess(load)
    )
    assert report.document is not None, report.reason


def taken_away(library: Library, folder: Path, form: str, *words: str) -> Path:
    """A file with an answer that quotes these words, and the whole text after them."""
    (document,) = library.documents()
    snapshot = library.snapshot()
    text = snapshot.text(document.document_id)
    spans = [Span(text.index(each), text.index(each) + len(each)) for each in words] + [Span(0, len(text))]
    answer = found("How much?", "950 pounds", *(quote(snapshot, document.document_id, span) for span in spans))
    return written(Export((answer,), MOMENT), folder / f"taken.{form}")


def written(export: Export, file: Path) -> Path:
    if file.suffix == ".docx":
        file.write_bytes(to_word(export))
    else:
        file.write_text(to_markdown(export) if file.suffix == ".md" else to_json(export), encoding="utf-8")
    return file


def verdicts(library: Library, file: Path) -> list[Verdict]:
    return [check.verdict for check in checked(quotes_of_file(file), library.snapshot())]


def alter(file: Path, before: str, after: str) -> None:
    if file.suffix != ".docx":
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")
        return
    document = docx.Document(BytesIO(file.read_bytes()))
    touched = [run for each in document.paragraphs for run in each.runs if before in run.text]
    assert touched
    for run in touched:
        run.text = run.text.replace(before, after)
    document.save(str(file))


@pytest.mark.parametrize("form", FORMS)
def test_what_was_taken_away_is_exact_until_somebody_alters_it(library: Library, tmp_path: Path, form: str) -> None:
    file = taken_away(library, tmp_path, form, RENT)
    assert verdicts(library, file) == [Verdict.EXACT, Verdict.EXACT]
    alter(file, "a month", "a year")
    assert verdicts(library, file) == [Verdict.ALTERED, Verdict.ALTERED]


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_document_and_a_removed_one_are_told_apart(library: Library, tmp_path: Path, form: str) -> None:
    file = taken_away(library, tmp_path, form, RENT)
    add(library, "lease.txt", LEASE + "\n\nOne more thing.")
    assert verdicts(library, file) == [Verdict.CHANGED, Verdict.CHANGED]
    ingest.remove(library, ["lease.txt"])
    assert verdicts(library, file) == [Verdict.REMOVED, Verdict.REMOVED]
    add(library, "the same under another name.txt", LEASE)
    assert verdicts(library, file) == [Verdict.EXACT, Verdict.EXACT]


@pytest.mark.parametrize("before_after", [('"start": 7', '"start": 8'), ('"end": 66', '"end": 99999')])
def test_another_place_is_an_altered_quote(library: Library, tmp_path: Path, before_after: tuple[str, str]) -> None:
    file = taken_away(library, tmp_path, "json", RENT)
    alter(file, *before_after)
    assert verdicts(library, file) == [Verdict.ALTERED, Verdict.EXACT]


def test_a_place_beyond_the_text_is_an_altered_quote(library: Library, tmp_path: Path) -> None:
    file = taken_away(library, tmp_path, "json")
    value = json.loads(file.read_text(encoding="utf-8"))
    value["answers"][0]["quotes"][0]["end"] += 10
    file.write_text(json.dumps(value), encoding="utf-8")
    assert verdicts(library, file) == [Verdict.ALTERED]


@pytest.mark.parametrize("form", FORMS)
def test_the_command_tells_each_quote_and_fails_when_one_is_altered(
    library: Library, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = taken_away(library, tmp_path, form, RENT)
    command = ["verify", str(file), "--library", str(tmp_path / "library")]
    assert main(command) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[:2] == ["1", "exact"] and "The rent is 950 pounds" in first and "exact" in second
    alter(file, "950", "590")
    assert main(command) == 1
    assert capsys.readouterr().out.count("altered") == 2


def test_a_conversation_without_a_quote_has_nothing_to_check(library: Library, tmp_path: Path) -> None:
    small_talk: Answer = found("Hello", "Hello. Ask a question.")
    for form in FORMS:
        file = written(Export((small_talk,), MOMENT), tmp_path / f"hello.{form}")
        assert main(["verify", str(file), "--library", str(tmp_path / "library")]) == 0


def test_what_cannot_be_checked_is_refused_in_words(library: Library, tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="cannot be read"):
        quotes_of_file(tmp_path / "not there.md")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    with pytest.raises(InvalidInputError, match="neither a Word document nor"):
        quotes_of_file(tmp_path / "picture.png")
