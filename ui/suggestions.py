"""Questions to begin with, made from the documents' own sentences and headings. Pure; whoever offers them asks first.

A sentence of a plain form ("The fee is due on 1 May.") answers a question that can be told from its form. Nothing here
knows whether the product finds that answer again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from index.document import Block, BlockKind, DocumentInfo, Span
from index.snapshot import Snapshot
from rag.sentences import block_sentences

_DOCUMENTS = 12
_BEGINNING_CHARS = 12_000
_PER_DOCUMENT = 3
_MADE = 12
"""So many questions of a document are made, of which the best are taken."""
_TELLING_WORDS = 6
_LONGEST_CHARS = 90
_SENTENCE_WORDS = range(5, 31)

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
_TIME = rf"(?:\d{{1,2}} {_MONTH}|{_MONTH}\b|[12]\d{{3}}\b|\d{{1,2}}(?::\d\d| ?[ap]\.?m\b)|{_DAY})"
_AT_A_TIME = rf"(?:\w+ ){{0,2}}?(?:on|in|by|at|from|until|before|every) (?:\w+ )?{_TIME}"
_NUMBER = r"(?:about |at least |at most |up to |only )?(?:[£$€]\s?)?\d[\d,.]*"
_NAMED = r"(?:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,3}|[A-Z]+[0-9A-Z-]+)"
_ARTICLES = ("The", "A", "An", "Each", "Every")
_WITH_ARTICLE = rf"(?:{'|'.join(_ARTICLES)})(?: [A-Za-z][\w’'-]*){{1,3}}?"
_THING = rf"(?P<thing>{_WITH_ARTICLE}|{_NAMED})"
_BE = "(?P<be>is|are|was|were)"
_DONE = r"(?P<done>\w{3,}ed|due|held|paid|built|sent|open|closed|begun|made|kept|born|won|written|shut)"
_ROLE = r"(?P<role>[a-z][\w’'-]*(?: [\w’'-]+){0,2}?)"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), question)
    for pattern, question in (
        (rf"{_THING} {_BE} {_DONE} {_AT_A_TIME}", "When {be} {thing} {done}?"),
        (rf"{_THING} (?P<may>must|will|can|may|should) be {_DONE} {_AT_A_TIME}", "When {may} {thing} be {done}?"),
        (rf"{_THING} {_BE} {_DONE} by (?:the )?[A-Z]", "Who {be} {thing} {done} by?"),
        (rf"{_THING} {_BE} {_NUMBER}", "How much {be} {thing}?"),
        (rf"{_THING} costs? {_NUMBER}", "How much does {thing} cost?"),
        (rf"{_THING} opens? (?:\w+ ){{0,3}}?(?:on|in|at|from) ", "When does {thing} open?"),
        (rf"{_THING} {_BE} (?P<done>kept|stored) (?:in|at|on|under|behind|near) ", "Where {be} {thing} {done}?"),
        (rf"[A-Z]\w+ [A-Z]\w+ {_BE} (?:elected |appointed )?the {_ROLE}[.,;]", "Who {be} the {role}?"),
        (rf"{_THING} (?P<be>is|are) (?:an?|the) (?!same\b|only\b|first\b|last\b)\w+ \w+", "What {be} {thing}?"),
    )
)
_LEANING = re.compile(
    r"\b(?:this|that|these|those|it|its|he|she|they|his|her|their|we|our|you|your|i|my|there|here|first|second|same|other"
    r"|another|such|result|reason|answer|following|above|below|only|one|two|three|not|and|or|of|also|then|just|now|who"
    r"|which|what|when|where|how|if|both|each|neither|either|everyone|everything|nothing|something|in|at|on|by|for|after|before|during|with|all|some|most|many)\b",
    re.IGNORECASE,
)  # fmt: skip
_HEADING = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?(?P<words>[A-Z][a-z’'-]+(?: [a-zA-Z’'-]+){0,4})")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and the place whose words made it: an answer from elsewhere is about something else."""

    question: str
    document_id: str
    span: Span


def suggestions(snapshot: Snapshot) -> tuple[Suggestion, ...]:
    """Questions that the documents seem to answer, one of each in turn; for the same library always the same."""
    documents = [_Beginning.of(snapshot, each) for each in _spread(snapshot.documents)]
    found: dict[str, Suggestion] = {}
    for form in (_Beginning.from_sentences, _Beginning.from_headings):
        in_turn = zip_longest(*(_telling(islice(form(each), _MADE)) for each in documents))
        for made in chain.from_iterable(in_turn):
            if made is not None:
                found.setdefault(made.question, made)
    return tuple(found.values())


def question_of(sentence: str) -> str | None:
    """The question that a sentence of a plain form answers; None for any other sentence."""
    words = " ".join(sentence.split())
    if len(words.split()) not in _SENTENCE_WORDS:
        return None
    for form, question in _FORMS:
        match = form.match(words)
        if match is None:
            continue
        parts = {name: value for name, value in match.groupdict().items() if value is not None}
        if "thing" in parts:
            if _LEANING.search(_without_article(parts["thing"])):
                continue
            parts["thing"] = _inside(parts["thing"])
        asked = question.format_map(parts)
        if len(asked) <= _LONGEST_CHARS:
            return asked
    return None


def question_about(title: str, heading: str) -> str | None:
    """A question for what stands below a heading; None for one that would make no good question."""
    match = _HEADING.fullmatch(" ".join(heading.split()))
    if match is None or match["words"].casefold() in title.casefold():
        return None
    asked = f"What does “{title}” say about {_inside(match['words'])}?"
    return asked if len(asked) <= _LONGEST_CHARS else None


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The first pages of a document."""

    document: DocumentInfo
    text: str
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, snapshot: Snapshot, document: DocumentInfo) -> _Beginning:
        region = Span(0, min(_BEGINNING_CHARS, document.characters))
        blocks = snapshot.blocks(document.document_id, region)
        inside = tuple(block for block in blocks if block.span.end <= region.end)
        return cls(document, snapshot.text(document.document_id, region), inside)

    def from_sentences(self) -> Iterator[Suggestion]:
        for span, block in block_sentences(self.text, 0, self.blocks):
            question = question_of(span.of(self.text)) if block.kind is BlockKind.PARAGRAPH else None
            if question is not None:
                yield Suggestion(question, self.document.document_id, span)

    def from_headings(self) -> Iterator[Suggestion]:
        for block in self.blocks:
            below = block.kind is BlockKind.HEADING and block.level > 1
            question = question_about(self.document.title, block.span.of(self.text)) if below else None
            if question is not None:
                yield Suggestion(question, self.document.document_id, block.span)


def _telling(made: Iterable[Suggestion]) -> Sequence[Suggestion]:
    """The first ones; a very short question is often a vague one, and comes after the others."""
    return sorted(made, key=lambda one: len(one.question.split()) < _TELLING_WORDS)[:_PER_DOCUMENT]


def _spread(documents: Sequence[DocumentInfo]) -> Sequence[DocumentInfo]:
    """At most so many documents, from the whole of the list."""
    if len(documents) <= _DOCUMENTS:
        return documents
    return [documents[place * len(documents) // _DOCUMENTS] for place in range(_DOCUMENTS)]


def _without_article(thing: str) -> str:
    first, _, rest = thing.partition(" ")
    return rest if first in _ARTICLES else thing


def _inside(words: str) -> str:
    """Words from the beginning of a sentence as they stand inside one; a name keeps its capital."""
    first, _, rest = words.partition(" ")
    is_name = first not in _ARTICLES and (not rest or rest[:1].isupper())
    return words if is_name else f"{first[:1].lower()}{first[1:]} {rest}".rstrip()
