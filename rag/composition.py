"""Composes the short answer and its quotes from what the reader found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import content_stems
from index.document import BlockKind, Span
from index.snapshot import Snapshot
from rag.answer import Quote
from rag.conflicts import Claim, disagreeing
from rag.enumerations import all_the_names
from rag.growth import grow, is_labelled
from rag.phrases import enumeration, essential_clauses, only_phrase
from rag.question import AnswerKind, Question
from rag.quoting import display, quote
from rag.reading import Finding
from rag.settings import Settings

CLOSE = 1.0  # findings this near to the best in score may be what was asked for just as well
_SHORT_SENTENCE_WORDS = 25
_NAMED = (AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.LIST, AnswerKind.OTHER)
# "long trousers, because of the ticks" begins with what it is; "If it rains, bring a coat" does not
_BEGINNING = re.compile(
    r"(?!(?:if|when|unless|where|while|after|before)\b)\w.*?\w(?=\s?(?:[,;](?:\s|$)|\.\s|\())", re.I | re.S
)
_BULLET = re.compile(r"[-*+•–·]\s+|\(?\w{1,2}[.)]\s+")


@dataclass(frozen=True, slots=True)
class Composed:
    """The short answer in the documents' own words, the quotes that prove it, and which of them (from 1) disagree."""

    answer: str
    quotes: tuple[Quote, ...]
    conflicts: tuple[tuple[int, ...], ...]


def compose(snapshot: Snapshot, question: Question, findings: Sequence[Finding], settings: Settings) -> Composed:
    """Compose the answer; the quote of the best finding comes first.

    Args:
        snapshot: where the findings come from.
        question: what is to be answered.
        findings: best first, at least one.
        settings: how many quotes, how long an answer, and how sure the words alone must be.
    """
    chosen = _quotes(snapshot, question, findings, settings)
    quotes = tuple(made for made, _ in chosen)
    claims = [_claim(made, finding) for made, finding in chosen]
    against = disagreeing(question, claims, settings.words_threshold)
    if against:
        words = " … ".join(dict.fromkeys(claims[place].words for place in against))
        return Composed(words, quotes, (tuple(place + 1 for place in against),))
    enough = findings[0].sufficient >= settings.words_threshold
    return Composed(claims[0].words if enough or len(quotes) == 1 else _both(quotes, settings), quotes, ())


def _both(quotes: Sequence[Quote], settings: Settings) -> str:
    """With a rival so close, a bare "1871" would say too little: sentences let the person judge."""
    answer = _sentences(quotes[0], settings)
    rival = _sentences(quotes[1], settings)
    longer = f"{answer} … {rival}"
    adds = rival not in answer and len(longer.split()) <= settings.answer_words
    return longer if adds else answer


def nearest(snapshot: Snapshot, findings: Sequence[Finding], most: int) -> tuple[Quote, ...]:
    """The sentences that come nearest to a question that they do not answer: one a passage, without marked words."""
    quotes: dict[int, Quote] = {}
    for finding in findings:
        if len(quotes) == most:
            break
        if finding.passage.chunk_id not in quotes:
            quotes[finding.passage.chunk_id] = quote(
                snapshot, finding.passage.document_id, finding.sentence, score=finding.score
            )
    return tuple(quotes.values())


def answering_words(
    snapshot: Snapshot, question: Question, document_id: str, span: Span, words: int
) -> tuple[Span, ...]:
    """The shortest parts of a quote that answer, in the document's offsets: entries of a list, a phrase, clauses."""
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
    phrase = phrase or essential_clauses(question, text, words)
    return (Span(span.start + phrase.start, span.start + phrase.end),)


def _quotes(
    snapshot: Snapshot, question: Question, findings: Sequence[Finding], settings: Settings
) -> list[tuple[Quote, Finding]]:
    """The quotes to show, the best first, each with the finding that it was grown from."""
    chosen: list[tuple[Quote, Finding]] = []
    for finding in findings:
        if len(chosen) == settings.quotes or finding.score < findings[0].score - CLOSE:
            break
        document_id, span = finding.passage.document_id, grow(snapshot, question, finding)
        quotes = [made for made, _ in chosen]
        if any(each.document_id == document_id and each.span.overlaps(span) for each in quotes):
            continue
        if finding.sufficient >= settings.words_threshold:
            answers: tuple[Span, ...] = (_with_its_fellows(snapshot, question, finding),)
        else:
            answers = answering_words(snapshot, question, document_id, span, settings.answer_words)
        made = quote(snapshot, document_id, span, answers, finding.score)
        if not quotes or not _repeats_or_misses(question, made, quotes):
            chosen.append((made, finding))
    return chosen


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


def _repeats_or_misses(question: Question, made: Quote, quotes: Sequence[Quote]) -> bool:
    """Whether a quote says nothing new, or speaks of another year or number than the first quote and the question."""
    asked_and_found = (question.numbers | question.identifiers) & frozenset(content_stems(quotes[0].text))
    same_words = display(made.text) in {display(each.text) for each in quotes}
    return same_words or not asked_and_found.issubset(content_stems(made.text))


def _sentences(made: Quote, settings: Settings) -> str:
    """The whole quote where it is short, else its answering words."""
    if len(made.answers) > 1 or len(made.text.split()) > settings.answer_words:
        return _listed(made, made.answers)
    return display(made.text)


def _listed(made: Quote, parts: Sequence[Span]) -> str:
    """Parts of a quote as one line, the entries of a list apart by semicolons."""
    shown = [display(made.text[span.start - made.span.start : span.end - made.span.start]) for span in parts]
    return shown[0] if len(shown) == 1 else "; ".join(part.rstrip(" .,;") for part in shown)


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


def _claim(made: Quote, finding: Finding) -> Claim:
    start, end = made.answers[0].start - made.span.start, made.answers[-1].end - made.span.start
    beside = f"{made.text[:start]} … {made.text[end:]}"
    return Claim(made.document_id, _listed(made, made.answers), finding.sufficient, beside)


def _without_bullet(snapshot: Snapshot, document_id: str, item: Span) -> Span:
    bullet = _BULLET.match(snapshot.text(document_id, item))
    return Span(item.start + bullet.end(), item.end) if bullet and bullet.end() < len(item) else item
