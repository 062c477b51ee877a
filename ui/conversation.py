"""The conversation of one session, as one frozen value."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from ui.evidence import Reply
from ui.terms import USUAL, Terms


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: a reply, a problem in plain words, or nothing yet.

    ``withdrawn`` says that there was a reply, and that a document it showed has been removed since; ``terms`` are those
    it was asked on.
    """

    question: str
    reply: Reply | None = None
    problem: str = ""
    withdrawn: bool = False
    terms: Terms = USUAL

    @property
    def waits(self) -> bool:
        """Whether nothing has come of it yet."""
        return self.reply is None and not self.problem and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far. Who asks again before the reply is there has several that wait; they are answered in order."""

    turns: tuple[Turn, ...] = ()

    @property
    def waiting(self) -> int | None:
        """The first turn that has no reply yet, counted from 0."""
        return next((number for number, turn in enumerate(self.turns) if turn.waits), None)

    def history(self, number: int) -> tuple[str, ...]:
        """The questions before that turn, oldest first: what it may refer to."""
        return tuple(turn.question for turn in self.turns[:number] if not turn.problem)

    def asking(self, question: str, terms: Terms = USUAL) -> Conversation:
        """With one more question, which waits."""
        return Conversation((*self.turns, Turn(question, terms=terms)))

    def again(self, number: int, terms: Terms) -> Conversation:
        """With that question waiting anew; what was asked after it stays."""
        return self._with(number, Turn(self.turns[number].question, terms=terms))

    def instead(self, number: int, question: str, terms: Terms) -> Conversation:
        """With another question in the place of that one; what was asked after it is gone, for it may lean on it."""
        return Conversation(self.turns[:number]).asking(question, terms)

    def stopped(self, problem: str) -> Conversation:
        """With ``problem`` as what came of every question that waits."""
        return Conversation(tuple(replace(turn, problem=problem) if turn.waits else turn for turn in self.turns))

    def answered(self, number: int, reply: Reply) -> Conversation:
        """With the reply to that turn."""
        return self._with(number, replace(self.turns[number], reply=reply))

    def failed(self, number: int, problem: str) -> Conversation:
        """With the reason why that turn has no reply."""
        return self._with(number, replace(self.turns[number], problem=problem))

    def keeping(self, documents: Set[str]) -> Conversation:
        """Without a word of any document that is not among ``documents`` (ids): removed means removed here too."""
        return Conversation(tuple(_keeping(turn, documents) for turn in self.turns))

    def _with(self, number: int, turn: Turn) -> Conversation:
        return Conversation((*self.turns[:number], turn, *self.turns[number + 1 :]))


def _keeping(turn: Turn, documents: Set[str]) -> Turn:
    if turn.reply is None:
        return turn
    shown = (*turn.reply.quotes, *turn.reply.nearest)
    if all(one.quote.document_id in documents for one in shown):
        return turn
    return Turn(turn.question, withdrawn=True, terms=turn.terms)
