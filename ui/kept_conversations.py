"""The conversations of one person over one notebook, as they are kept in the user store."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ui.conversation_records import StoredTurn
from ui.judgement import Judgement
from ui.stored_json import (
    answer_from_json,
    answer_to_json,
    judgement_from_json,
    judgement_to_json,
    terms_from_json,
    terms_to_json,
)
from ui.user_store import Connection, UserStore, UserStoreError, storable

_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in the list: its first question or the name it was given, and when it was last gone on with."""

    conversation_id: str
    title: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A turn with the id under which it is kept and what was said of its answer."""

    turn_id: int
    turn: StoredTurn
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class KeptConversations:
    """What ``person`` asked in the notebook ``notebook_id``; nothing of anybody else is seen or changed by it.

    Every method raises ``UserStoreError`` when the store cannot do it.
    """

    store: UserStore
    person: str
    notebook_id: str

    def listed(self, words: str = "") -> tuple[Listed, ...]:
        """The conversations, the last one first; with ``words`` those with all of them in title and questions."""
        wanted = words.casefold().split()
        questions = (
            "(SELECT group_concat(question, ' ') FROM turns WHERE turns.conversation_id = listed.conversation_id)"
        )
        with self.store.reading() as connection:
            rows = connection.execute(
                f"SELECT conversation_id, title, changed_at, {questions if wanted else 'NULL'} "
                "FROM conversations AS listed WHERE person = ? AND notebook_id = ? "
                "ORDER BY changed_at DESC, conversation_id",
                (self.person, self.notebook_id),
            ).fetchall()
        return tuple(
            Listed(conversation_id, title, changed_at)
            for conversation_id, title, changed_at, asked in rows
            if all(word in f"{title} {asked or ''}".casefold() for word in wanted)
        )

    def turns(self, conversation_id: str) -> tuple[KeptTurn, ...]:
        """The turns of a conversation in order; none if it is gone, or not this person's in this notebook."""
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT turn_id, question, terms, answer, judgement "
                "FROM turns JOIN conversations USING (conversation_id) LEFT JOIN feedback USING (turn_id) "
                "WHERE conversation_id = ? AND person = ? AND notebook_id = ? ORDER BY turn_id",
                (conversation_id, self.person, self.notebook_id),
            ).fetchall()
        try:
            return tuple(_kept(*row) for row in rows)
        except (ValueError, TypeError, KeyError, AttributeError) as exc:
            raise UserStoreError(
                "This conversation is kept in a form that this version of Quotewise cannot read. Delete it, or update."
            ) from exc

    def add(self, conversation_id: str, turn: StoredTurn) -> int:
        """Keep one more turn, as the first of a new conversation if there is none of this id; returns the turn's id."""
        answer = answer_to_json(turn.answer) if turn.answer else None
        question = storable(turn.question)
        with self.store.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO conversations VALUES (?, ?, ?, ?, ?)",
                (conversation_id, self.person, self.notebook_id, title_of(question), _now()),
            )
            self._check_owner(connection, conversation_id)
            connection.execute(
                "UPDATE conversations SET changed_at = ? WHERE conversation_id = ?", (_now(), conversation_id)
            )
            added = connection.execute(
                "INSERT INTO turns (conversation_id, question, terms, answer, asked_at) VALUES (?, ?, ?, ?, ?)",
                (conversation_id, question, terms_to_json(turn.terms), answer, _now()),
            ).lastrowid
        return added or 0

    def replace(self, turn_id: int, turn: StoredTurn) -> None:
        """Keep what came of asking anew in the place of a turn; what was said of the answer before is forgotten."""
        answer = answer_to_json(turn.answer) if turn.answer else None
        with self.store.writing() as connection:
            mine = (turn_id, self.person, self.notebook_id)
            changed = connection.execute(
                f"UPDATE turns SET question = ?, terms = ?, answer = ?, asked_at = ? WHERE turn_id = ? AND {_MINE}",
                (storable(turn.question), terms_to_json(turn.terms), answer, _now(), *mine),
            ).rowcount
            if changed:
                connection.execute("DELETE FROM feedback WHERE turn_id = ?", (turn_id,))

    def remove_turns(self, turn_ids: Sequence[int]) -> None:
        """Forget turns, for instance because their question was asked anew in other words."""
        with self.store.writing() as connection:
            connection.executemany(
                f"DELETE FROM turns WHERE turn_id = ? AND {_MINE}",
                [(turn_id, self.person, self.notebook_id) for turn_id in turn_ids],
            )
        self.store.wipe()

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title; a blank one changes nothing."""
        if not title.strip():
            return
        with self.store.writing() as connection:
            connection.execute(
                "UPDATE conversations SET title = ? WHERE conversation_id = ? AND person = ? AND notebook_id = ?",
                (title_of(storable(title)), conversation_id, self.person, self.notebook_id),
            )
        self.store.wipe()

    def delete(self, conversation_id: str) -> None:
        """Forget a conversation and what was said of its answers."""
        with self.store.writing() as connection:
            connection.execute(
                "DELETE FROM conversations WHERE conversation_id = ? AND person = ? AND notebook_id = ?",
                (conversation_id, self.person, self.notebook_id),
            )
        self.store.wipe()

    def judge(self, turn_id: int, judgement: Judgement | None) -> None:
        """Keep what was said of an answer in place of what was said before; None takes it back."""
        with self.store.writing() as connection:
            mine = (turn_id, self.person, self.notebook_id)
            if not connection.execute(f"SELECT 1 FROM turns WHERE turn_id = ? AND {_MINE}", mine).fetchone():
                return
            connection.execute("DELETE FROM feedback WHERE turn_id = ?", (turn_id,))
            if judgement is not None:
                connection.execute(
                    "INSERT INTO feedback VALUES (?, ?, ?)", (turn_id, judgement_to_json(judgement), _now())
                )

    def _check_owner(self, connection: Connection, conversation_id: str) -> None:
        owner = connection.execute(
            "SELECT person, notebook_id FROM conversations WHERE conversation_id = ?", (conversation_id,)
        ).fetchone()
        if owner != (self.person, self.notebook_id):
            raise UserStoreError("This conversation belongs to somebody else. Begin a new one.")


_MINE = "conversation_id IN (SELECT conversation_id FROM conversations WHERE person = ? AND notebook_id = ?)"


def new_conversation_id() -> str:
    """An id that nobody can guess, fit for an address."""
    return secrets.token_urlsafe(12)


def title_of(question: str) -> str:
    """A question cut to a title: one line, at a word, with "…"."""
    line = " ".join(question.split())
    if len(line) <= _LONGEST_TITLE:
        return line
    return (line[:_LONGEST_TITLE].rpartition(" ")[0] or line[:_LONGEST_TITLE]) + " …"


def judged_turns(store: UserStore, notebook_id: str, person: str | None = None) -> tuple[tuple[KeptTurn, ...], ...]:
    """Every conversation of a notebook in which an answer was judged, by ``person`` or by anybody: all of its turns."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT DISTINCT conversation_id, person, changed_at FROM feedback JOIN turns USING (turn_id) "
            "JOIN conversations USING (conversation_id) WHERE notebook_id = ? AND person = ifnull(?, person) "
            "ORDER BY changed_at, conversation_id",
            (notebook_id, person),
        ).fetchall()
    return tuple(KeptConversations(store, whose, notebook_id).turns(each) for each, whose, _ in found)


def _kept(turn_id: int, question: str, terms: str, answer: str | None, judgement: str | None) -> KeptTurn:
    found = answer_from_json(json.loads(answer)) if answer else None
    turn = StoredTurn(question, found, terms_from_json(json.loads(terms)))
    return KeptTurn(turn_id, turn, judgement_from_json(json.loads(judgement)) if judgement else None)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
