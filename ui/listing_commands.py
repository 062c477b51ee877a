"""What the commands do that tell what a library holds. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from index.errors import InvalidInputError
from ui.commands import library_folder

if TYPE_CHECKING:
    from index.library import Library


def list_documents(options: argparse.Namespace) -> int:
    """Print the documents and the files that could not be read; as JSON either."""
    from ui.listing import document_lines, refusal_lines
    from ui.scan_commands import tell_of_waiting

    library = _open(options)
    documents, refused = () if options.not_read else library.documents(), library.refusals()
    if options.json:
        _print_json(refused if options.not_read else documents)
    else:
        _print_lines(document_lines(documents))
        _print_lines(refusal_lines(refused))
    tell_of_waiting(library)
    return 0


def status(options: argparse.Namespace) -> int:
    """Print what the library holds, and what of its files was not read."""
    from ui.listing import status_text

    found = _open(options).status()
    if options.json:
        _print_json(found)
    else:
        _print_lines(status_text(found))
    return 0


def show(options: argparse.Namespace) -> int:
    """Print canonical text, exactly: what a quote's start and end count in. The facts go to standard error."""
    from index.document import Span
    from ui.listing import facts_text

    library = _open(options)
    document = library.find(options.document)
    snapshot = library.snapshot()
    length = snapshot.length(document.document_id)
    start = options.start or 0
    end = length if options.end is None else options.end
    if not start <= end <= length:
        raise InvalidInputError(
            f"The text has {length:,} characters; --start {start} and --end {end} do not name a part of it."
        )
    sys.stdout.write(snapshot.text(document.document_id, Span(start, end)))
    sys.stdout.flush()
    sys.stderr.write(f"{facts_text(document)}\n")
    return 0


def _open(options: argparse.Namespace) -> Library:
    """For commands that compare no vectors, so any embedding model will do."""
    from index.library import Library

    return Library.open(library_folder(options))


def _print_json(value: object) -> None:
    """Values as objects of their fields."""
    from dataclasses import asdict, is_dataclass

    def plain(value: object) -> object:
        return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)

    _print_lines(json.dumps(value, ensure_ascii=False, indent=1, default=plain))


def _print_lines(text: str) -> None:
    if text:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
