"""Grows the words that were found to the shortest span that can be understood alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document import Block, BlockKind, Span
from index.snapshot import Snapshot
from rag.evidence import begins_in_the_middle, holds_kind
from rag.messages import asks, is_reply, message, said
from rag.question import AnswerKind, Question
from rag.reading import Finding
from rag.sentences import block_sentences

_REACH_CHARS = 2000
_MOST_CHARS = 1200
_LEAN_BACK = 2
# "It has to meet three tests." and then, one below the other, "Dependence: …", "Concentration: …", "No way round: …"
_ANNOUNCES_SOME = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10|following)\b", re.IGNORECASE)
_LABELLED = re.compile(r"[A-Z][^.:;!?]{1,40}:\s")
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

    A sentence that opens with a pronoun and a reply in a chat take the one before along; a sentence that announces a
    list takes the list, one that is a question itself the next one; an entry of a list takes the whole list where the
    question asks for one; a question for a person, time, number or reason takes the next sentence along if only that
    holds one. A quote never runs over furniture.
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


def is_labelled(text: str) -> bool:
    """Whether a paragraph opens with a label: "Dependence: at least 80 per cent is imported."."""
    return _LABELLED.match(text) is not None


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
        # whoever asks how to do it wants what it takes and the steps
        first, last = _list_rows(around, at, mixed=question.kind is AnswerKind.MANNER)
        entries = {entry.span for _, entry in around.sentences[first : last + 1]}
        if question.kind is AnswerKind.LIST and len(entries) <= last - first:
            # steps and notes of several sentences are no list of things
            return at, at
        return (first - 1 if first and _announces(around, first - 1) else first), last
    if _announces(around, at):
        return at, _list_rows(around, at + 1)[1] if at + 1 < len(around.sentences) else at
    first = last = at
    if at and is_reply(around.words(sentence)):
        first -= 1
    while first > max(0, at - _LEAN_BACK) and begins_in_the_middle(around.words(around.sentences[first][0])):
        if around.sentences[first - 1][1].kind is not BlockKind.PARAGRAPH:
            break
        first -= 1
    if at + 1 < len(around.sentences) and _is_answered_next(around, at):
        return first, at + 1
    if (
        question.kind in _GIVEN_NEXT
        and at + 1 < len(around.sentences)
        and not holds_kind(question, said(around.words(sentence)))
    ):
        following, its_block = around.sentences[at + 1]
        text = around.words(following)
        goes_on = its_block == block or (message(around.words(sentence)) and is_reply(text))
        if goes_on and holds_kind(question, said(text)):
            last = at + 1
    return first, last


def _is_answered_next(around: Surroundings, row: int) -> bool:
    """Whether a question of the document itself, as in a list of frequent ones, is followed by running text."""
    following = around.sentences[row + 1][1]
    return asks(around.words(around.sentences[row][0])) and following.kind is BlockKind.PARAGRAPH


def _announces(around: Surroundings, row: int) -> bool:
    span, block = around.sentences[row]
    if block.kind is BlockKind.HEADING:
        return False
    words = around.words(span)
    if words.endswith(":"):
        return not (_is_field(around, row - 1) and _is_field(around, row + 1))
    return (
        block.kind is BlockKind.PARAGRAPH
        and span.end == block.span.end
        and _ANNOUNCES_SOME.search(words) is not None
        and all(_is_entry(around, row + further) for further in (1, 2))
    )


def _is_field(around: Surroundings, row: int) -> bool:
    """Whether a row is a line of a form, a label with what was filled in; a label alone between two such is empty.

    In a line with several fields each of them is one, filled in or not.
    """
    if not 0 <= row < len(around.sentences):
        return False
    span, block = around.sentences[row]
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    beside_others = "\t" in around.words(block.span)
    return (
        is_labelled(f"{around.words(span)} ")
        if beside_others
        else block.span == span and is_labelled(around.words(span))
    )


def _is_entry(around: Surroundings, row: int) -> bool:
    """Whether a row stands in a list, or opens a paragraph with a label as the entries of an unmarked list do."""
    if row >= len(around.sentences):
        return False
    span, block = around.sentences[row]
    labelled = block.kind is BlockKind.PARAGRAPH and block.span.start == span.start
    return block.kind is BlockKind.ITEM or (labelled and is_labelled(around.words(span)))


def _list_rows(around: Surroundings, row: int, *, mixed: bool = False) -> tuple[int, int]:
    """The rows of the list that ``row`` belongs to; only ``row`` itself if it is no list entry.

    Things and sentences, such as ingredients and steps, are two lists, unless they may be ``mixed``.
    """
    first = last = row
    if not _is_entry(around, row):
        return row, row
    while first > 0 and _goes_on(around, row, first - 1, mixed):
        first -= 1
    while last + 1 < len(around.sentences) and _goes_on(around, row, last + 1, mixed):
        last += 1
    return first, last


def _goes_on(around: Surroundings, row: int, other: int, mixed: bool) -> bool:
    block, its_block = around.sentences[row][1], around.sentences[other][1]
    if block.kind is not its_block.kind:
        return False
    if block.kind is not BlockKind.ITEM:
        return _is_entry(around, other)
    return mixed or _is_sentence(around.words(block.span)) == _is_sentence(around.words(its_block.span))


def _is_sentence(entry: str) -> bool:
    words = entry.lstrip("-*+•–· ").rstrip()
    return words[:1].isupper() and words.endswith((".", "!", "?"))
