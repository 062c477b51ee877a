"""Composes the short answer and its quotes from what the reader found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.analysis import content_stems
from index.document import Span
from index.snapshot import Snapshot
from rag.answer import Quote
from rag.answering_words import Worded, worded
from rag.conflicts import REACH, Claim, disagreeing
from rag.question import Question
from rag.quoting import display, quote
from rag.reading import Finding
from rag.settings import Settings

CLOSE = 1.0  # findings this near to the best in score may be what was asked for just as well


@dataclass(frozen=True, slots=True)
class Composed:
    """The short answer in the documents' own words, the quotes that prove it, and which of them (from 1) disagree."""

    answer: str
    quotes: tuple[Quote, ...]
    conflicts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A quote to show, what it was grown from, and whether its answering words may stand alone."""

    quote: Quote
    finding: Finding
    alone: bool


def compose(
    snapshot: Snapshot,
    question: Question,
    findings: Sequence[Finding],
    settings: Settings,
    *,
    everything: bool = False,
) -> Composed:
    """Compose the answer; the quote of the best finding comes first.

    Args:
        snapshot: where the findings come from.
        question: what is to be answered.
        findings: best first, at least one.
        settings: how many quotes, how long an answer, and how sure the words alone must be.
        everything: whether every document that says something is to be quoted, not only what is close to the best.
    """
    chosen = _quotes(snapshot, question, findings, settings)
    rivals = _rivals(snapshot, question, findings, settings, chosen)
    claims = [_claim(snapshot, each) for each in (chosen[0], *rivals)]
    against = [(chosen[0], *rivals)[place] for place in disagreeing(question, claims, settings.words_threshold)]
    if against:
        shown = [*against, *(each for each in chosen if each not in against)][: max(settings.quotes, len(against))]
        words = " … ".join(dict.fromkeys(_told(each, settings.answer_words // len(against)) for each in against))
        return Composed(words, tuple(each.quote for each in shown), (tuple(range(1, len(against) + 1)),))
    if everything:
        chosen += _of_other_documents(snapshot, question, findings, settings, chosen)
    quotes = tuple(each.quote for each in chosen)
    if everything and len({each.document_id for each in quotes}) > 1:
        return Composed(_together(chosen, settings.answer_words), quotes, ())
    alone = chosen[0].alone or len(quotes) == 1
    answer = _listed(quotes[0], quotes[0].answers) if alone else _both(quotes, settings)
    return Composed(answer, quotes, ())


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


def _quotes(snapshot: Snapshot, question: Question, findings: Sequence[Finding], settings: Settings) -> list[_Chosen]:
    """The quotes to show, the best first, each with the finding that it was grown from."""
    chosen: list[_Chosen] = []
    for finding in findings:
        if len(chosen) == settings.quotes or finding.score < findings[0].score - CLOSE:
            break
        document_id = finding.passage.document_id
        words = worded(snapshot, question, finding, settings)
        quotes = [each.quote for each in chosen]
        if any(each.document_id == document_id and each.span.overlaps(words.span) for each in quotes):
            if len(chosen) == 1:
                chosen = [_with_what_follows(snapshot, chosen[0], words, settings)]
            continue
        made = quote(snapshot, document_id, words.span, words.answers, finding.score)
        if not quotes or not _repeats_or_misses(question, made, quotes):
            chosen.append(_Chosen(made, finding, words.alone))
    return chosen


def _with_what_follows(snapshot: Snapshot, first: _Chosen, words: Worded, settings: Settings) -> _Chosen:
    """The first quote, made longer where words as good continue it: "Dogs must stay out. They may use the yard."."""
    made = first.quote
    longer = Span(min(made.span.start, words.span.start), max(made.span.end, words.span.end))
    text = snapshot.text(made.document_id, longer)
    fitting = longer != made.span and words.span.end > made.span.end and len(text.split()) <= settings.answer_words
    if first.alone or words.alone or not fitting or len(made.answers) > 1:
        return first
    return replace(first, quote=quote(snapshot, made.document_id, longer, (longer,), made.score))


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


def _rivals(
    snapshot: Snapshot, question: Question, findings: Sequence[Finding], settings: Settings, chosen: Sequence[_Chosen]
) -> list[_Chosen]:
    """What other documents than the first quote's may say against it, at most one quote a document."""
    first = chosen[0]
    rivals: dict[str, _Chosen] = {}
    for finding in findings:
        if len(rivals) == settings.quotes or finding.score < first.finding.score - REACH:
            break
        document_id = finding.passage.document_id
        if document_id == first.quote.document_id or document_id in rivals:
            continue
        words = worded(snapshot, question, finding, settings)
        rival = _Chosen(quote(snapshot, document_id, words.span, words.answers, finding.score), finding, words.alone)
        claims = [_claim(snapshot, each) for each in (first, rival)]
        if disagreeing(question, claims, settings.words_threshold):
            rivals[document_id] = rival
    return list(rivals.values())


def _of_other_documents(
    snapshot: Snapshot, question: Question, findings: Sequence[Finding], settings: Settings, chosen: Sequence[_Chosen]
) -> list[_Chosen]:
    """The best that each further document says, if it says as much of the question as the first quote by half."""
    first = chosen[0].quote
    asked = frozenset(question.stems).intersection(content_stems(f"{first.title}\n{first.text}"))
    seen = {each.quote.document_id for each in chosen}
    others: list[_Chosen] = []
    for finding in findings:
        if len(chosen) + len(others) >= settings.quotes or finding.score < findings[0].score - REACH:
            break
        document_id = finding.passage.document_id
        said = asked.intersection(content_stems(snapshot.text(document_id, finding.sentence)))
        if document_id in seen or not said or 2 * len(said) < len(asked):
            continue
        seen.add(document_id)
        words = worded(snapshot, question, finding, settings)
        made = quote(snapshot, document_id, words.span, words.answers, finding.score)
        others.append(_Chosen(made, finding, words.alone))
    return others


def _together(chosen: Sequence[_Chosen], most_words: int) -> str:
    """What the quotes say one after the other, the first in any case, then as many as there is room for."""
    told = list(dict.fromkeys(_told(each, most_words // 2) for each in chosen))
    kept = told[:1]
    for words in told[1:]:
        if len(" … ".join((*kept, words)).split()) <= most_words:
            kept.append(words)
    return " … ".join(kept)


def _told(chosen: _Chosen, most_words: int) -> str:
    """The words that answer; with their sentence where they may not stand alone and it is short."""
    told = _listed(chosen.quote, chosen.quote.answers)
    whole = display(chosen.quote.text)
    return whole if not chosen.alone and len(whole.split()) <= most_words else told


def _claim(snapshot: Snapshot, chosen: _Chosen) -> Claim:
    """What a quote claims: its answering words, or those that were found where its words are a whole sentence."""
    made, finding = chosen.quote, chosen.finding
    start, end = made.answers[0].start, made.answers[-1].end
    if not chosen.alone and made.span.contains(finding.span):
        start, end = finding.span.start, finding.span.end
    words = display(snapshot.text(made.document_id, Span(start, end)))
    beside = f"{made.text[: start - made.span.start]} … {made.text[end - made.span.start :]}"
    about = frozenset(content_stems(f"{finding.passage.context}\n{finding.passage.text}"))
    return Claim(
        made.document_id, words, finding.sufficient, beside, finding.score, made.title, about, finding.by_itself
    )
