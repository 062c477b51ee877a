"""A quote between the words that stand around it, cut wherever something begins or ends that a reader should see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from evals.datasets.values import Gold
from evals.judging import is_called, locate
from evals.run_folder import SavedDocument, SavedQuote
from index.document import Span

_CONTEXT_CHARS = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together in a document: inside the quote or around it, answering or not, gold or not."""

    text: str
    quoted: bool
    answers: bool
    gold: bool


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote in its context.

    ``verbatim`` says whether it stands in the saved document where it says; if not, there is no context to show.
    ``cut_before`` and ``cut_after`` say whether the document goes on beyond the pieces.
    """

    document: str
    place: str
    text: str
    pieces: tuple[Piece, ...]
    verbatim: bool
    cut_before: bool
    cut_after: bool

    @property
    def before(self) -> tuple[Piece, ...]:
        """The pieces before the quote."""
        return tuple(takewhile(lambda piece: not piece.quoted, self.pieces))

    @property
    def after(self) -> tuple[Piece, ...]:
        """The pieces after the quote."""
        return tuple(takewhile(lambda piece: not piece.quoted, reversed(self.pieces)))[::-1]


def in_context(quote: SavedQuote, document: SavedDocument | None, gold: Sequence[Gold]) -> ShownQuote:
    """The quote with up to 200 characters before and after it, in whole words, and with the gold that stands there."""
    if document is None or quote.span.of(document.text) != quote.text:
        start = quote.span.start
        whole = Span(start, start + len(quote.text))
        pieces = _pieces(quote.text, whole, whole, quote.marks, ())
        title = document.title if document else quote.document_id
        return ShownQuote(title, quote.place, quote.text, pieces, False, False, False)
    window = Span(_first_word(document.text, quote.span.start), _last_word(document.text, quote.span.end))
    return ShownQuote(
        document=document.title,
        place=quote.place,
        text=quote.text,
        pieces=_pieces(window.of(document.text), window, quote.span, quote.marks, gold_spans(gold, document)),
        verbatim=True,
        cut_before=bool(document.text[: window.start].strip()),
        cut_after=bool(document.text[window.end :].strip()),
    )


def gold_spans(gold: Iterable[Gold], document: SavedDocument) -> tuple[Span, ...]:
    """Where the marked evidence stands in a document; nothing if it is marked in others."""
    return tuple(
        place
        for piece in gold
        for span in piece
        if is_called(document, span.document)
        for place in locate(span.text, span.start, document.text)
    )


def _pieces(
    text: str, window: Span, quoted: Span, answering: Sequence[Span], gold: Sequence[Span]
) -> tuple[Piece, ...]:
    ends = {at for span in (window, quoted, *answering, *gold) for at in (span.start, span.end)}
    cuts = sorted({min(max(at, window.start), window.end) for at in ends})
    return tuple(
        Piece(
            text=text[start - window.start : end - window.start],
            quoted=_within(start, (quoted,)),
            answers=_within(start, answering),
            gold=_within(start, gold),
        )
        for start, end in pairwise(cuts)
    )


def _within(at: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _first_word(text: str, start: int) -> int:
    """Where the context before ``start`` begins: with a whole word, if it has one."""
    earliest = start - _CONTEXT_CHARS
    if earliest <= 0:
        return 0
    return next((at for at in range(earliest, start) if text[at - 1].isspace()), earliest)


def _last_word(text: str, end: int) -> int:
    """Where the context after ``end`` stops: with a whole word, if it has one."""
    latest = end + _CONTEXT_CHARS
    if latest >= len(text):
        return len(text)
    return next((at for at in range(latest, end, -1) if text[at].isspace()), latest)
