"""Grows the words that were found to the shortest span that can be understood alone."""

from __future__ import annotations

from dataclasses import dataclass

from index.document import Block, BlockKind, Span
from index.snapshot import Snapshot
from rag.evidence import begins_in_the_middle, holds_kind
from rag.question import AnswerKind, Question
from rag.reading import Finding
from rag.sentences import block_sentences

_REACH_CHARS = 2000
_MOST_CHARS = 1200
_LEAN_BACK = 2
# What is asked for, if the sentence found does not hold it, often comes in the next one.
_GIVEN_NEXT = (AnswerKind.REASON, AnswerKind.PERSON, AnswerKind.TIME, AnswerKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text around a finding: its sentences, each with its block, and the furniture among them."""

    text: str
    offset: int
    sentences: tuple[tuple[Span, Block], ...]
    furniture: tuple[Span, ...]

    def words(self, span: Span) -> str:
        """The stored text of a span of the document."""
        return self.text[span.start - self.offset : span.end - self.offset]


def grow(snapshot: Snapshot, question: Question, finding: Finding) -> Span:
    """The finding's sentence with what it cannot do without.

    A sentence that opens with a pronoun takes the one before it along; a sentence that announces a list takes the
    list; an entry of a list takes the whole list where the question asks for one; a question for a person, time,
    number or reason takes the next sentence along if only that holds one. A quote never runs over furniture.
    """
    around = surroundings(snapshot, finding.passage.document_id, finding.sentence)
    at = next((row for row, (span, _) in enumerate(around.sentences) if span.overlaps(finding.sentence)), None)
    if at is None:
        return finding.sentence
    first, last = _grown(around, at, question)
    span = Span(
        min(finding.sentence.start, around.sentences[first][0].start),
        max(finding.sentence.end, around.sentences[last][0].end),
    )
    if len(span) > _MOST_CHARS or any(piece.overlaps(span) for piece in around.furniture):
        return finding.sentence
    return span


def surroundings(snapshot: Snapshot, document_id: str, span: Span) -> Surroundings:
    """Some pages' worth of text on both sides of ``span``."""
    start, end = max(0, span.start - _REACH_CHARS), min(snapshot.length(document_id), span.end + _REACH_CHARS)
    text = snapshot.text(document_id, Span(start, end))
    blocks = snapshot.blocks(document_id, Span(start, end))
    return Surroundings(
        text=text,
        offset=start,
        sentences=tuple(block_sentences(text, start, blocks)),
        furniture=tuple(block.span for block in blocks if block.kind is BlockKind.FURNITURE),
    )


def _grown(around: Surroundings, at: int, question: Question) -> tuple[int, int]:
    """The first and last sentence to show, as rows of ``around.sentences``."""
    sentence, block = around.sentences[at]
    if block.kind is BlockKind.ITEM and question.kind in (AnswerKind.LIST, AnswerKind.MANNER):
        first, last = _list_rows(around, at)
        return (first - 1 if first and _announces(around, first - 1) else first), last
    if _announces(around, at):
        return at, _list_rows(around, at + 1)[1] if at + 1 < len(around.sentences) else at
    first = last = at
    while first > max(0, at - _LEAN_BACK) and begins_in_the_middle(around.words(around.sentences[first][0])):
        if around.sentences[first - 1][1].kind is not BlockKind.PARAGRAPH:
            break
        first -= 1
    if (
        question.kind in _GIVEN_NEXT
        and at + 1 < len(around.sentences)
        and not holds_kind(question, around.words(sentence))
    ):
        following, its_block = around.sentences[at + 1]
        if its_block == block and holds_kind(question, around.words(following)):
            last = at + 1
    return first, last


def _announces(around: Surroundings, row: int) -> bool:
    span, block = around.sentences[row]
    return block.kind is not BlockKind.HEADING and around.words(span).endswith(":")


def _list_rows(around: Surroundings, row: int) -> tuple[int, int]:
    """The rows of the list that ``row`` belongs to; only ``row`` itself if it is no list entry."""
    first = last = row
    while first > 0 and around.sentences[first - 1][1].kind is BlockKind.ITEM and _is_item(around, row):
        first -= 1
    while (
        last + 1 < len(around.sentences)
        and around.sentences[last + 1][1].kind is BlockKind.ITEM
        and _is_item(around, row)
    ):
        last += 1
    return first, last


def _is_item(around: Surroundings, row: int) -> bool:
    return around.sentences[row][1].kind is BlockKind.ITEM
