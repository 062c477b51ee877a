"""The conversation of one session, as one frozen value."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from ui.evidence import Reply


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: a reply, a problem in plain words, or nothing yet.

    ``withdrawn`` says that there was a reply, and that a document it showed has been removed since.
    """

    question: str
    reply: Reply | None = None
    problem: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far; the last one may still wait for its reply."""

    turns: tuple[Turn, ...] = ()

    @property
    def waiting(self) -> str:
        """The question that has no reply yet, or nothing."""
        last = self.turns[-1] if self.turns else None
        return last.question if last and not (last.reply or last.problem or last.withdrawn) else ""

    def history(self) -> tuple[str, ...]:
        """The earlier questions, oldest first: what a follow-up may refer to."""
        asked = self.turns[:-1] if self.waiting else self.turns
        return tuple(turn.question for turn in asked if not turn.problem)

    def asking(self, question: str) -> Conversation:
        """With one more question; one that still waited is dropped, for the person went on without its reply."""
        kept = self.turns[:-1] if self.waiting else self.turns
        return Conversation((*kept, Turn(question)))

    def answered(self, reply: Reply) -> Conversation:
        """With the reply to the question that waited."""
        return self._ending(reply=reply)

    def failed(self, problem: str) -> Conversation:
        """With the reason why the question that waited has no reply."""
        return self._ending(problem=problem)

    def keeping(self, documents: Set[str]) -> Conversation:
        """Without a word of any document that is not among ``documents`` (ids): removed means removed here too."""
        return Conversation(tuple(_keeping(turn, documents) for turn in self.turns))

    def _ending(self, reply: Reply | None = None, problem: str = "") -> Conversation:
        return Conversation((*self.turns[:-1], replace(self.turns[-1], reply=reply, problem=problem)))


def _keeping(turn: Turn, documents: Set[str]) -> Turn:
    if turn.reply is None:
        return turn
    shown = (*turn.reply.quotes, *turn.reply.nearest)
    if all(one.quote.document_id in documents for one in shown):
        return turn
    return Turn(turn.question, withdrawn=True)
