"""Chooses the words of a quote that answer: those found, the cell of a table, entries of a list, a phrase, clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.document import BlockKind, Span
from index.snapshot import Snapshot
from rag.enumerations import all_the_names
from rag.expected import expected, fits
from rag.growth import grow, is_labelled
from rag.messages import asks
from rag.phrases import enumeration, essential_clauses, only_phrase
from rag.question import AnswerKind, Question
from rag.reading import Finding
from rag.settings import Settings
from rag.tables import answers_in_table, rows_around

_SHORT_SENTENCE_WORDS = 25
_NAMED = (AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.LIST, AnswerKind.OTHER)
# "long trousers, because of the ticks" begins with what it is; "If it rains, bring a coat" does not
_BEGINNING = re.compile(
    r"(?!(?:if|when|unless|where|while|after|before)\b)\w.*?\w(?=\s?(?:[,;](?:\s|$)|\.\s|\())", re.I | re.S
)
_CLAUSE_WORDS = 4  # fewer tell no reason and no way
_TOLD_IN_CLAUSES = (AnswerKind.REASON, AnswerKind.MANNER)
_NEARLY_ALL = 0.6
_HAPPENS = re.compile(r"\bwhat (?:happens|will happen|would happen|if)\b", re.I)
_NOBODY_NAMED = re.compile(r"\W*(?:some|any)(?:body|one|thing|where)\W*", re.I)
_NAME = re.compile(r"(?<!^)(?<![.!?:] )\b[A-Z]\w+")  # not the first word of a sentence
_LOOSE_END = re.compile(r"(?:\s|[,;:]|(?<!\b\w)\.)+$")
_BULLET = re.compile(r"[-*+•–·]\s+|\(?\w{1,2}[.)]\s+")


@dataclass(frozen=True, slots=True)
class Worded:
    """What to quote of a finding, ``span``, and its parts that answer, all in the document's offsets.

    ``alone`` tells whether these parts may be given without the rest of the quote.
    """

    span: Span
    answers: tuple[Span, ...]
    alone: bool


def worded(snapshot: Snapshot, question: Question, finding: Finding, settings: Settings) -> Worded:
    """The words with which a finding answers, and what to quote around them.

    Those that were found, if the reader is sure of them and they are of the kind that is wanted; of a row of a table
    the cell; else what can be told from the form of the text.
    """
    document_id = finding.passage.document_id
    if rows := rows_around(snapshot, document_id, finding.sentence):
        in_table = answers_in_table(question, rows, finding.sentence, finding.span)
        return Worded(*in_table, True) if in_table else Worded(finding.sentence, (finding.sentence,), False)
    span = grow(snapshot, question, finding)
    sure = finding.sufficient >= settings.words_threshold
    sentence, words_found = snapshot.text(document_id, finding.sentence), snapshot.text(document_id, finding.span)
    if asks(sentence) or _NOBODY_NAMED.fullmatch(words_found) or _misses_the_name(question, words_found, sentence):
        sure = False
    if sure and fits(expected(question), words_found):
        found = _with_its_fellows(snapshot, question, finding)
        return Worded(span, (_told_well(snapshot, question, finding, found, settings.answer_words),), True)
    words = answering_words(snapshot, question, finding, span, settings.answer_words)
    if len(words) == 1 and words[0] != span and span.end == finding.sentence.end and span != finding.sentence:
        # what was taken along to be understood makes it too long: the sentence itself answers
        words = answering_words(snapshot, question, finding, finding.sentence, settings.answer_words)
    return Worded(span, words, False)


def _misses_the_name(question: Question, words: str, sentence: str) -> bool:
    """Whether the words name nobody where it is asked who and somebody is named beside them."""
    return question.kind is AnswerKind.PERSON and not any(map(str.isupper, words)) and bool(_NAME.search(sentence))


def answering_words(
    snapshot: Snapshot, question: Question, finding: Finding, span: Span, words: int
) -> tuple[Span, ...]:
    """The shortest parts of a quote that answer, in the document's offsets: entries of a list, a phrase, clauses."""
    document_id = finding.passage.document_id
    text = snapshot.text(document_id, span)
    inside = [block for block in snapshot.blocks(document_id, span) if span.contains(block.span)]
    entries = [block.span for block in inside if block.kind is BlockKind.ITEM]
    labelled = [block.span for block in inside[1:] if is_labelled(snapshot.text(document_id, block.span))]
    items = [_without_bullet(snapshot, document_id, entry) for entry in entries or labelled]
    if len(items) > 1 and question.kind is AnswerKind.MANNER:
        return tuple(items)
    if len(items) > 1 and (listed := _within(snapshot, document_id, items, words)):
        return listed
    phrase = only_phrase(question, text)
    if phrase is None and question.kind is AnswerKind.LIST and len(text.split()) > _SHORT_SENTENCE_WORDS:
        phrase = enumeration(text)
    found = Span(max(0, finding.span.start - span.start), max(0, finding.span.end - span.start))
    phrase = phrase or essential_clauses(question, text, words, found)
    return (Span(span.start + phrase.start, span.start + phrase.end),)


def _with_its_fellows(snapshot: Snapshot, question: Question, finding: Finding) -> Span:
    """The words found, and where they are one of several in an enumeration, all of these."""
    sentence, text = finding.sentence, snapshot.text(finding.passage.document_id, finding.sentence)
    words = Span(finding.span.start - sentence.start, finding.span.end - sentence.start)
    if question.kind is AnswerKind.LIST:
        announced = enumeration(text)
        if announced is not None and announced.overlaps(words):
            words = Span(min(words.start, announced.start), max(words.end, announced.end))
    if question.kind in _NAMED:
        words = all_the_names(text, words)
    return Span(sentence.start + words.start, sentence.start + words.end)


def _told_well(snapshot: Snapshot, question: Question, finding: Finding, words: Span, most: int) -> Span:
    """The words, without a stop at their end; their sentence where they are nearly all of it or too few to explain."""
    text = snapshot.text(finding.passage.document_id, words)
    whole = len(snapshot.text(finding.passage.document_id, finding.sentence).split())
    in_sentences = question.kind is AnswerKind.YES_NO or _HAPPENS.search(question.text)
    too_few = in_sentences or (question.kind in _TOLD_IN_CLAUSES and len(text.split()) < _CLAUSE_WORDS)
    if whole <= most and (too_few or _CLAUSE_WORDS < len(text.split()) >= _NEARLY_ALL * whole):
        return finding.sentence
    return Span(words.start, words.start + len(_LOOSE_END.sub("", text) or text))


def _within(snapshot: Snapshot, document_id: str, items: Sequence[Span], words: int) -> tuple[Span, ...]:
    """The items if they have at most so many words, else their beginnings; none if even these are twice as many."""
    for spans in (tuple(items), tuple(_beginning(snapshot, document_id, item) for item in items)):
        length = sum(len(snapshot.text(document_id, span).split()) for span in spans)
        if length <= words:
            return spans
    return spans if length <= 2 * words else ()


def _beginning(snapshot: Snapshot, document_id: str, item: Span) -> Span:
    clause = _BEGINNING.match(snapshot.text(document_id, item))
    return Span(item.start, item.start + clause.end()) if clause else item


def _without_bullet(snapshot: Snapshot, document_id: str, item: Span) -> Span:
    bullet = _BULLET.match(snapshot.text(document_id, item))
    return Span(item.start + bullet.end(), item.end) if bullet and bullet.end() < len(item) else item
