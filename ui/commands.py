"""What each command does. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import InvalidInputError, QuotewiseError
from index.settings import ChunkSettings
from ui.folders import default_library, example_questions, examples_library, sample_documents

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.file_reports import FileReport, Progress
    from index.library import Library


def add(options: argparse.Namespace) -> int:
    """Read files and folders in; 1 if any file was refused."""
    from index import ingest

    library, embedder = _open_for_change(options, create=True)
    return _tell_all(library, ingest.add(library, options.paths, embedder, show_progress))


def sync(options: argparse.Namespace) -> int:
    """Bring the library in step with its folders; 1 if any file was refused."""
    from index import ingest

    library, embedder = _open_for_change(options)
    return _tell_all(library, ingest.sync(library, embedder, show_progress))


def read_scans(options: argparse.Namespace) -> int:
    """Recognise the words of pages that are pictures; 1 if any file has none or could not be read."""
    from ui.scan_commands import read_waiting

    return _tell(read_waiting(*_open_for_change(options), options.names))


def remove(options: argparse.Namespace) -> int:
    """Take documents out."""
    from index import ingest
    from ui.console import removal_line

    for document in ingest.remove(_open(options), options.names):
        _print(removal_line(document))
    return 0


def ask(options: argparse.Namespace) -> int:
    """Answer one question or a file of them."""
    from index.library import Library
    from rag.answer import answer_as_json
    from rag.answerer import check_question
    from rag.assemble import default_embedder, open_answerer
    from rag.settings import THRESHOLDS, Caution, Settings
    from ui.console import answer_text, columns

    if (options.question is None) == (options.from_file is None):
        sys.stderr.write("quotewise ask: give either a QUESTION or --from FILE.jsonl\n")
        return 2
    if options.from_file is not None and not options.json:
        sys.stderr.write("quotewise ask: --from needs --json\n")
        return 2
    if options.from_file is None:
        check_question(options.question)
        asked: list[tuple[str | None, str, list[str]]] = [(None, options.question, [])]
    else:
        asked = list(_read_questions(options.from_file))
    embedder = default_embedder()
    settings = Settings(threshold=THRESHOLDS[Caution(options.caution)])
    library = Library.open(library_folder(options), embedder.identity)
    within = [library.find(name).document_id for name in options.within]
    answerer = open_answerer(library, embedder, settings)
    for question_id, question, history in asked:
        answer = answerer.ask(question, history, question_id=question_id, within=within)
        if options.json:
            _print(json.dumps(answer_as_json(answer), ensure_ascii=False))
        else:
            _print(answer_text(answer, columns()))
    return 0


def chat(options: argparse.Namespace) -> int:
    """Open the chat; with ``--examples`` the sample documents are read in first."""
    import os

    from ui.access import settled
    from ui.launch import run_chat

    access = settled(options.address, options.passphrase_file, options.names, os.environ)
    folder = examples_library() if options.examples and options.library is None else library_folder(options)
    if options.examples:
        from index import ingest
        from index.library import Library
        from rag.assemble import default_embedder

        embedder = default_embedder()
        library = Library.create(folder, embedder.identity, ChunkSettings())
        reports = ingest.add(library, [sample_documents()], embedder, show_progress)
        library.close()
        for report in reports:
            if report.reason:
                sys.stderr.write(f"{report.name}: {report.reason}\n")
    return run_chat(
        folder,
        options.port,
        not options.no_browser,
        access=access,
        examples=example_questions() if options.examples else None,
        conversations=options.conversations.expanduser() if options.conversations else None,
        tell=lambda line: sys.stderr.write(f"{line}\n"),
    )


def verify(options: argparse.Namespace) -> int:
    """Check the quotes of an exported file against the library; 1 if any is altered."""
    from ui.console import check_line
    from ui.verification import Verdict, checked, quotes_of_file
    from ui.wording.exporting import NO_QUOTES

    checks = checked(quotes_of_file(options.file), _open(options).snapshot())
    for number, check in enumerate(checks, start=1):
        _print(check_line(number, check))
    if not checks:
        _print(NO_QUOTES)
    return int(any(check.verdict is Verdict.ALTERED for check in checks))


def rebuild(options: argparse.Namespace) -> int:
    """Make the derived indexes anew; also the way to another model or chunking."""
    from index.rebuilding import rebuild as make_anew
    from rag.assemble import default_embedder

    make_anew(_open(options), default_embedder(), show_progress)
    return 0


def export_library(options: argparse.Namespace) -> int:
    """Write the library to one file."""
    from index.archive import export_library as write

    write(_open(options), options.file)
    _print(str(options.file))
    return 0


def import_library(options: argparse.Namespace) -> int:
    """Make a library from an exported file; an existing one is never overwritten."""
    from index.archive import import_library as read

    read(options.file, library_folder(options))
    _print(str(library_folder(options)))
    return 0


def show_progress(progress: Progress) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        from ui.console import printable

        end = "\n" if progress.done == progress.total else ""
        sys.stderr.write(f"\r\x1b[K{progress.done}/{progress.total}  {printable(progress.name)[:60]}{end}")
        sys.stderr.flush()


def library_folder(options: argparse.Namespace) -> Path:
    """The library that a command is about."""
    named: Path | None = options.library
    return named.expanduser() if named else default_library()


def _open(options: argparse.Namespace) -> Library:
    """For commands that compare no vectors, so any embedding model will do."""
    from index.library import Library

    return Library.open(library_folder(options))


def _open_for_change(options: argparse.Namespace, *, create: bool = False) -> tuple[Library, Embedder]:
    from index.library import Library
    from rag.assemble import default_embedder

    embedder = default_embedder()
    open_it = Library.create if create else Library.open
    return open_it(library_folder(options), embedder.identity, ChunkSettings()), embedder


def _tell_all(library: Library, reports: Iterable[FileReport]) -> int:
    """A line for each file, and how pages that are pictures can be read."""
    from ui.scan_commands import tell_of_waiting

    code = _tell(reports)
    tell_of_waiting(library)
    return code


def _tell(reports: Iterable[FileReport]) -> int:
    from index.file_reports import Outcome
    from ui.console import report_line

    refused = False
    for report in reports:
        _print(report_line(report))
        refused = refused or report.outcome is Outcome.REFUSED
    return int(refused)


def _read_questions(file: Path) -> Iterator[tuple[str | None, str, list[str]]]:
    from rag.answerer import check_question

    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuotewiseError(f"{file} cannot be read: {error}. Expected one JSON object a line, in UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            history = entry.get("history") or []
            if not isinstance(entry["question"], str) or not all(isinstance(each, str) for each in history):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInputError(
                f'{file}, line {number}: expected {{"id": …, "question": "…", "history": ["…"]}}, found {line[:80]!r}.'
            ) from error
        try:
            check_question(entry["question"])
        except InvalidInputError as error:
            raise InvalidInputError(f"{file}, line {number}: {error}") from error
        identifier = entry.get("id")
        yield None if identifier is None else str(identifier), entry["question"], history


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
