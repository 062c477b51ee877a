"""What was said of answers in the chat as a question sheet for an evaluation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from evals.datasets.values import GoldSpan, Question
from evals.tables import marked_sheet
from index.errors import InvalidInputError, UnknownDocumentError
from index.snapshot import Snapshot
from rag.answer import Answer, Quote
from rag.quoting import display
from rag.quoting import quote as cut
from ui.conversation_records import recalled
from ui.judgement import Judgement
from ui.kept_conversations import KeptTurn


@dataclass(frozen=True, slots=True)
class Judged:
    """The questions that were judged: those whose right answer is known, and the words of the others."""

    known: tuple[Question, ...]
    unknown: tuple[str, ...]


def judged_questions(conversations: Iterable[Sequence[KeptTurn]], snapshot: Snapshot) -> Judged:
    """The judged turns as questions with gold; ``conversations`` are all turns of each, in order.

    An answer said to be right is the gold, with its first quote that nobody doubts. Of one said to be wrong the words
    that were named are the gold. What a removed or changed document said counts as not known.
    """
    known: list[Question] = []
    unknown: list[str] = []
    for turns in conversations:
        for number, kept in enumerate(turns):
            if kept.judgement is None or not kept.turn.question.strip():
                continue
            history = tuple(one.turn.question for one in turns[:number] if one.turn.answer is not None)
            made = _question(kept, kept.judgement, history, snapshot)
            if made is None or not _fits(made):
                unknown.append(kept.turn.question)
            else:
                known.append(made)
    return Judged(tuple(known), tuple(unknown))


def sheet(judged: Judged) -> bytes:
    """The questions whose right answer is known, as a sheet in CSV.

    Raises:
        InvalidInputError: there are none.
    """
    if not judged.known:
        raise InvalidInputError(
            "Nobody has said yet which answers are right. In the chat, choose “Right” under an answer, or “Wrong” "
            "with the words that answer."
        )
    return marked_sheet(judged.known)


def _question(kept: KeptTurn, judgement: Judgement, history: tuple[str, ...], snapshot: Snapshot) -> Question | None:
    made = Question(f"chat-{kept.turn_id}", " ".join(kept.turn.question.split()), (), history)
    if not judgement.right:
        return _as_named(made, judgement, snapshot)
    if kept.turn.answer is None:
        return None
    answer = recalled(kept.turn.question, kept.turn.answer, snapshot)
    if answer is None:
        return None
    if answer.answer and not answer.quotes:
        return None  # what Quotewise says itself is no answer of the documents
    return _with_gold(made, answer.answer, _undoubted(answer, judgement)) if answer.answer else made


def _as_named(made: Question, judgement: Judgement, snapshot: Snapshot) -> Question | None:
    if judgement.span is None:
        return None
    try:
        named = cut(snapshot, judgement.document_id, judgement.span)
    except (UnknownDocumentError, ValueError):
        return None
    return _with_gold(made, display(named.text), named) if named.revision == judgement.revision else None


def _undoubted(answer: Answer, judgement: Judgement) -> Quote | None:
    numbered = enumerate(answer.quotes, start=1)
    return next((quote for number, quote in numbered if number not in judgement.doubted), None)


def _with_gold(made: Question, words: str, quote: Quote | None) -> Question:
    gold = ((GoldSpan(_file_name(quote), quote.text, quote.span.start),),) if quote else ()
    return Question(made.id, made.question, (" ".join(words.split()),), made.history, gold=gold)


def _fits(made: Question) -> bool:
    """Whether a sheet has room for it."""
    try:
        marked_sheet((made,))
    except InvalidInputError:
        return False
    return True


def _file_name(quote: Quote) -> str:
    return PurePath(quote.source.replace("\\", "/")).name
