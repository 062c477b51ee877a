"""Which quote each part of a short answer rests on, so that its number can stand behind the words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer import Answer, Quote
from rag.quoting import display

_PARTS = re.compile(r"(?<= … )")
_ENTRIES = re.compile(r"(?<=; )")
_AROUND = " \t…;,."
_COUNTED = re.compile(r"^[^:]*\d[^:]*: ")
"""Before a list: "3 of 12 documents: "."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Some words of the answer, and the numbers, from 1, of the quotes that hold them; none where no quote does."""

    words: str
    quotes: tuple[int, ...]


def cited(answer: Answer) -> tuple[tuple[Cited, ...], ...]:
    """The lines of the answer in parts; joined, the parts of a line are the line.

    A part is what one quote says; where no quote holds it as a whole, it is taken entry by entry.
    """
    return tuple(tuple(_line(line, answer.quotes)) for line in answer.answer.splitlines())


def _line(line: str, quotes: Sequence[Quote]) -> list[Cited]:
    found: list[Cited] = []
    for part in _PARTS.split(line):
        numbers = _holding(part, quotes)
        entries = [part] if numbers else _entries(part)
        found += [Cited(entry, _holding(entry, quotes)) for entry in entries]
    return _without_repetition(found)


def _entries(part: str) -> list[str]:
    opening = _COUNTED.match(part)
    counted = opening.group() if opening else ""
    return [*filter(None, (counted,)), *_ENTRIES.split(part[len(counted) :])]


def _holding(words: str, quotes: Sequence[Quote]) -> tuple[int, ...]:
    """The quotes whose answering words hold these words; else those that hold them anywhere, or in their title."""
    whole = words.strip(_AROUND)
    counted = _COUNTED.sub("", whole)
    for wanted in dict.fromkeys(each for each in (whole, counted) if each):
        for texts in (_answering, _text, _title):
            if numbers := tuple(number for number, one in enumerate(quotes, start=1) if _holds(texts(one), wanted)):
                return numbers
    return ()


def _holds(text: str, wanted: str) -> bool:
    """Whether the words stand in the text as whole words."""
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def _answering(quote: Quote) -> str:
    start = quote.span.start
    return " ".join(display(quote.text[span.start - start : span.end - start]) for span in quote.answers)


def _text(quote: Quote) -> str:
    return display(quote.text)


def _title(quote: Quote) -> str:
    return quote.title


def _without_repetition(parts: Sequence[Cited]) -> list[Cited]:
    """Neighbours that rest on the same quotes are one part, with the numbers behind the last of its words."""
    joined: list[Cited] = []
    for part in parts:
        if joined and joined[-1].quotes == part.quotes:
            joined[-1] = Cited(joined[-1].words + part.words, part.quotes)
        else:
            joined.append(part)
    return joined
