"""Answers as JSON for other programs, and the quotes of such a file read back. Pure."""

from __future__ import annotations

import json
from typing import Any

from index.errors import InvalidInputError
from rag.answer import answer_as_json
from ui.exporting import Export
from ui.exporting_references import ExportedQuote, reference
from ui.wording.chat import certainty

_VERSION = 1


def to_json(export: Export) -> str:
    """The file, in ASCII, so that every character survives whatever opens it.

    Each answer has the form of ``quotewise ask --json``, and in ``certainty`` how sure it is in words.
    """
    answers = [answer_as_json(each) | {"certainty": certainty(each.confidence)} for each in export.answers]
    return json.dumps({"quotewise": _VERSION, "taken": export.moment, "answers": answers}, indent=1) + "\n"


def quotes_in_json(text: str) -> tuple[ExportedQuote, ...]:
    """The quotes of a file made by ``to_json`` or by ``quotewise ask --json``, in order.

    Raises:
        InvalidInputError: it is no such file.
    """
    try:
        answers = [answer for each in _values(text) for answer in each.get("answers", [each])]
        quotes = [quote for answer in answers for quote in (*answer["quotes"], *answer["nearest"])]
        return tuple(_quote(each) for each in quotes)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise InvalidInputError(
            "The file does not hold answers as Quotewise writes them. Expected one that was taken away as “For other "
            "programs”, or the output of “quotewise ask --json”."
        ) from exc


def _values(text: str) -> list[Any]:
    """One value, or one a line."""
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _quote(entry: dict[str, Any]) -> ExportedQuote:
    words, document, revision = (entry[name] for name in ("text", "document_id", "revision"))
    start, end = entry["start"], entry["end"]
    if not all(isinstance(each, str) for each in (words, document, revision)) or {type(start), type(end)} != {int}:
        raise TypeError
    return ExportedQuote(words, reference(document, revision, start, end), exact=True)
