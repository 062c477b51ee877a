"""Quotes: cut from stored text, checked against it, and shown.

A quote is a slice of a stored document. For the screen, ``display`` may collapse white space, join words that were
hyphenated at a line end and expand ligatures; nothing else ever stands between source and quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from index.document import Span
from index.snapshot import Snapshot
from rag.answer import Quote

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_CHANGES = re.compile(
    r"(?P<hyphen>(?<=[^\W\d_])[-\u00ad\u2010][^\S\n]*\n\s*(?=[a-zß-öø-ÿ]))"
    r"|(?P<space>\s+)|(?P<ligature>[\ufb00-\ufb06])"
)


def quote(snapshot: Snapshot, document_id: str, span: Span, answers: Iterable[Span] = (), score: float = 0.0) -> Quote:
    """Cut a quote from the stored text.

    Raises:
        UnknownDocumentError: the document is not in the library.
        ValueError: the span is empty or reaches beyond the text, or an answer lies outside the span.
    """
    answers = tuple(answers)
    if not span or not all(span.contains(answer) and answer for answer in answers):
        raise ValueError(f"a quote needs a span with its answers inside, got {span} and {answers}")
    document = snapshot.document(document_id)
    text = snapshot.text(document_id, span)
    if len(text) != len(span):
        raise ValueError(f"{span} reaches beyond the text of document {document_id}")
    return Quote(
        document_id=document_id,
        revision=document.revision,
        title=document.title,
        source=document.source,
        place=snapshot.place(document_id, span),
        span=span,
        text=text,
        answers=answers,
        score=score,
    )


def is_verbatim(snapshot: Snapshot, quote: Quote) -> bool:
    """Whether a quote still equals the stored text of its document, revision and span."""
    document = snapshot.document(quote.document_id)
    return document.revision == quote.revision and snapshot.text(quote.document_id, quote.span) == quote.text


def display(text: str) -> str:
    r"""``text`` as it is shown: one line, hyphenated line ends joined, ligatures expanded.

    >>> display("inter-\nnational  ofﬁce")
    'international office'
    """
    return "".join(shown for shown, _ in _shown(text)).strip()


def display_marked(text: str, marks: Sequence[Span]) -> tuple[tuple[str, bool], ...]:
    """The pieces of ``display(text)`` in order, each with whether its source lies in one of ``marks``.

    ``marks`` are spans of ``text``. Joined, the pieces equal ``display(text)``.
    """
    shown = list(_shown(text))
    while shown and shown[0][0].isspace():
        shown.pop(0)
    while shown and shown[-1][0].isspace():
        shown.pop()

    def is_marked(piece: tuple[str, int]) -> bool:
        return any(mark.start <= piece[1] < mark.end for mark in marks)

    return tuple(("".join(words for words, _ in group), marked) for marked, group in groupby(shown, key=is_marked))


def _shown(text: str) -> Iterator[tuple[str, int]]:
    """The characters to show, each with the offset in ``text`` that it comes from."""
    position = 0
    for match in _CHANGES.finditer(text):
        yield from ((text[at], at) for at in range(position, match.start()))
        if match.lastgroup == "space":
            yield " ", match.start()
        elif match.lastgroup == "ligature":
            yield _LIGATURES[match.group()], match.start()
        position = match.end()
    yield from ((text[at], at) for at in range(position, len(text)))
