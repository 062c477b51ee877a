"""What speaks for a sentence as the answer to a question: readable features, no model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.analysis import content_stems, tokens
from index.document import BlockKind, Span
from index.identifiers import plain_identifiers
from rag.calendar_names import MONTHS
from rag.messages import message, said
from rag.question import AnswerKind, Question
from rag.retrieval import Passage
from rag.sentences import block_sentences
from rag.verb_forms import forms

Rarity = Callable[[str], float]

_MONTHS = "|".join(MONTHS)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NUMERALS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|half"
_SIGNS: dict[AnswerKind, re.Pattern[str]] = {
    AnswerKind.TIME: re.compile(
        rf"\b(?:1\d|20)\d\d(?:s|\b)|\b(?:{_MONTHS}|{_DAYS})s?\b|\b\d{{1,2}}(?::\d\d|\s?[ap]\.?m\b)|\bcentur(?:y|ies)\b"
        r"|\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|noon|midnight)\b",
        re.IGNORECASE,
    ),
    AnswerKind.NUMBER: re.compile(rf"\d|\b(?:{_NUMERALS}|once|twice|daily|weekly|monthly|yearly)\b", re.IGNORECASE),
    AnswerKind.PERSON: re.compile(r"(?<!^)\b[A-Z][\w’'-]+"),
    AnswerKind.PLACE: re.compile(r"(?<!^)\b[A-Z][\w’'-]+|\b(?:in|at|near|on|over|under|behind) (?:the|an?) \w+"),
    AnswerKind.REASON: re.compile(
        r"\b(?:because|since|due to|owing to|as a result|so that|so|therefore|thus|in order to|to (?:avoid|prevent"
        r"|ensure|reduce|protect|keep|make)|caus\w+|reason\w*|le[ad]d? to|thanks to|otherwise|allow\w*)\b",
        re.IGNORECASE,
    ),
    AnswerKind.LIST: re.compile(r",[^,]+(?:,| and | or )|\b(?:such as|includ\w+|namely|as well as)\b|;"),
    AnswerKind.DEFINITION: re.compile(r"\b(?:is|are|was|were|means|refers|called|known as)\b", re.IGNORECASE),
    AnswerKind.MANNER: re.compile(r"\b(?:by|using|with|through|must|should|press|turn|then|first)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage with the words that stand around it."""

    passage: Passage
    sentence: Span
    kind: BlockKind
    text: str
    stems: frozenset[str]
    around: frozenset[str]
    """Stems of the sentence, of those beside it in the passage, and of title and headings."""
    within: frozenset[str]
    """Stems of the whole passage, title and headings."""


def candidates(passages: Iterable[Passage]) -> tuple[Candidate, ...]:
    """Every sentence of the passages that could be shown as an answer; headings only count as what stands around."""
    return tuple(candidate for passage in passages for candidate in _of_passage(passage))


def _of_passage(passage: Passage) -> Iterable[Candidate]:
    offset = passage.span.start
    found = list(block_sentences(passage.text, offset, passage.blocks))
    stems = [frozenset(content_stems(passage.text[s.start - offset : s.end - offset])) for s, _ in found]
    above = frozenset(content_stems(passage.context))
    within = above.union(*stems)
    for row, (sentence, block) in enumerate(found):
        text = passage.text[sentence.start - offset : sentence.end - offset]
        if block.kind is BlockKind.HEADING or not any(map(str.isalpha, text)):
            continue
        yield Candidate(
            passage=passage,
            sentence=sentence,
            kind=block.kind,
            text=text,
            stems=stems[row],
            around=above.union(*stems[max(0, row - 1) : row + 2]),
            within=within,
        )


def about_the_same(question: Question, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates about the very thing that the question names by an identifier; all if it names none.

    What stands in a table about E-30 is no answer about E-21, however alike the words.
    """
    wanted = question.identifiers

    def fits(candidate: Candidate) -> bool:
        named = frozenset(plain_identifiers(candidate.text))
        return wanted <= named if named else wanted <= candidate.around

    fitting = tuple(candidate for candidate in found if fits(candidate)) if wanted else ()
    return fitting or tuple(found)


def coverage(wanted: Sequence[str], found: frozenset[str], rarity: Rarity) -> float:
    """The share of ``wanted`` among ``found``, each stem weighted by its rarity: 0 to 1, 1 if none is wanted.

    A verb is found in any of its forms.
    """
    weights = [rarity(stem) for stem in wanted]
    total = sum(weights)
    if not total:
        return 1.0
    return sum(weight for stem, weight in zip(wanted, weights, strict=True) if found & forms(stem)) / total


def names_found(question: Question, found: frozenset[str]) -> float:
    """The share of the question's names and numbers that are among ``found``; 1 if it has none."""
    wanted = question.names | question.numbers
    return len(wanted & found) / len(wanted) if wanted else 1.0


def unknown_words(question: Question, rarity: Rarity) -> float:
    """The share of the question's content words that stand nowhere in the library, 0 to 1."""
    unseen = rarity("")
    return sum(rarity(stem) >= unseen for stem in question.stems) / max(1, len(question.stems))


def unknown_identifiers(question: Question, rarity: Rarity) -> bool:
    """Whether the question names a thing by a sign that stands nowhere in the library, such as a model number."""
    return any(rarity(each) >= rarity("") for each in question.identifiers)


def unknown_names(question: Question, rarity: Rarity) -> float:
    """1 if one of the question's names and numbers stands nowhere in the library, else 0."""
    return float(any(rarity(stem) >= rarity("") for stem in question.names | question.numbers))


def shows_kind(question: Question, candidate: Candidate) -> float:
    """1 if the sentence holds what the question asks for (a time, a number, a cause ...) beyond what the question says.

    0.5 where the question asks for nothing that can be told from the form of a sentence.
    """
    sign = _SIGNS.get(question.kind)
    if sign is None:
        return 0.5
    if question.kind is AnswerKind.LIST and candidate.kind is BlockKind.ITEM:
        return 1.0
    # the time before a message is no answer, its sender may well be one
    text = candidate.text if question.kind is AnswerKind.PERSON else said(candidate.text)
    return float(holds_kind(question, text))


def holds_kind(question: Question, text: str) -> bool:
    """Whether ``text`` holds what the question asks for in a form that the question itself does not have.

    True where the kind of question asks for nothing that has a form.
    """
    sign = _SIGNS.get(question.kind)
    known = {token.word.lower() for token in tokens(question.text)}
    return sign is None or any(match.group().lower() not in known for match in sign.finditer(text))


def new_words(question: Question, candidate: Candidate) -> float:
    """How much the sentence says beyond the question: its further content words, 1 from six words on."""
    return min(1.0, len(candidate.stems - frozenset(question.stems)) / 6)


def brevity(candidate: Candidate) -> float:
    """1 for a sentence of a few words, falling to 0.25 at 60."""
    words = len(candidate.text.split())
    return 1 / (1 + words / 20)


def completeness(text: str, kind: BlockKind) -> float:
    """1 for a whole sentence or message, an entry of a list or a row; 0 for a fragment such as a caption."""
    if kind is not BlockKind.PARAGRAPH or message(text):
        return 1.0
    return float(text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…", ":", "。")))


def begins_in_the_middle(text: str) -> bool:
    """Whether a sentence opens with a pronoun, so that it cannot be understood without the one before it.

    "This is why ..." does, "This speech was held ..." does not.
    """
    return _LEANING.match(text) is not None


_LEANING = re.compile(
    r"\W*(?:(?:he|she|it|they|them|him|her|his|its|their|theirs|both)\b|(?:this|that|these|those|such)\s+(?:is|was|are|were"
    r"|has|have|had|will|would|can|could|may|might|must|should|does|did|do|means?|includes?|makes?|made|gives?|gave)\b)",
    re.IGNORECASE,
)
