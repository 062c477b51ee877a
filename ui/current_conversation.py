"""The conversation of this session: one frozen value in the session's state, kept in the user store as it grows.

The address in the browser names it (``?c=``), so a reload comes back to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import streamlit as st

from ui.conversation import Conversation, Turn
from ui.conversation_records import StoredTurn, as_spans
from ui.desk import Desk
from ui.judgement import Judgement
from ui.kept_conversations import KeptConversations, KeptTurn, new_conversation_id
from ui.problems import in_plain_words
from ui.terms_view import take_up
from ui.wording import conversations as wording

_STATE = "conversation"
_ADDRESS = "c"


@dataclass(frozen=True, slots=True)
class Current:
    """The conversation that is shown, and how it is kept.

    ``turn_ids`` are the ids of its first turns, those that are kept, with what was said of each in ``judgements``.
    ``kept`` and ``desk`` are None where nothing is kept; ``not_kept`` says why. ``gone`` tells that the address named
    one that is not there.
    """

    conversation: Conversation = field(default_factory=Conversation)
    conversation_id: str = ""
    turn_ids: tuple[int, ...] = ()
    judgements: tuple[Judgement | None, ...] = ()
    kept: KeptConversations | None = None
    desk: Desk | None = None
    not_kept: str = ""
    gone: bool = False


def begin(kept: KeptConversations | None, desk: Desk, not_kept: str = "") -> None:
    """Say at the start of a run where the conversation is kept.

    A session that begins takes up the one that the address names. Another notebook is another conversation.
    """
    now = current()
    if st.session_state.get(_STATE) is None:
        st.session_state[_STATE] = Current(kept=kept, desk=desk, not_kept=not_kept)
        if asked_for := st.query_params.get(_ADDRESS, ""):
            open_conversation(asked_for)
    elif now.kept is not None and kept is not None and now.kept.notebook_id != kept.notebook_id:
        st.session_state[_STATE] = Current(kept=kept, desk=desk)
    else:
        before = now.not_kept if now.kept is not None else ""  # what stood in the way at the start may be gone
        st.session_state[_STATE] = replace(now, kept=kept, desk=desk, not_kept=not_kept or before)
    _tell_address()


def current() -> Current:
    """The conversation of this session with all that belongs to it."""
    found = st.session_state.get(_STATE)
    return found if isinstance(found, Current) else Current()


def conversation() -> Conversation:
    """The conversation of this session."""
    return current().conversation


def keep(conversation: Conversation) -> None:
    """Go on with this conversation; what is answered in it is in the store when this returns."""
    now = current()
    st.session_state[_STATE] = replace(now, conversation=conversation)
    if now.kept is None or now.desk is None:
        return
    try:
        st.session_state[_STATE] = _stored(now, conversation, now.kept, now.desk)
    except Exception as error:  # the answer is there all the same
        st.session_state[_STATE] = replace(now, conversation=conversation, not_kept=in_plain_words(error))


def start_over() -> None:
    """Begin a new conversation; the one before stays in the list."""
    now = current()
    st.session_state[_STATE] = Current(kept=now.kept, desk=now.desk, not_kept=now.not_kept)


def open_conversation(conversation_id: str) -> None:
    """Show a conversation that was kept, every quote cut anew from the documents as they are now.

    It is gone on with on the terms of its last question.
    """
    start_over()
    now = current()
    if now.kept is None or now.desk is None:
        return
    try:
        turns = now.kept.turns(conversation_id)
        shown = Conversation(tuple(_recalled(one, now.desk) for one in turns))
    except Exception as error:
        st.session_state[_STATE] = replace(now, not_kept=in_plain_words(error))
        return
    st.session_state[_STATE] = replace(
        now,
        conversation=shown,
        conversation_id=conversation_id if turns else "",
        turn_ids=tuple(one.turn_id for one in turns),
        judgements=tuple(one.judgement for one in turns),
        gone=not turns,
    )
    if turns:
        take_up(turns[-1].turn.terms)


def attempt(act: Callable[[], None]) -> None:
    """Change something about kept conversations, or keep the reason why not for the page."""
    try:
        act()
    except Exception as error:
        st.session_state[_STATE] = replace(current(), not_kept=in_plain_words(error))


def judge(number: int, judgement: Judgement | None) -> None:
    """Keep what was said of the answer of a turn, counted from 0; None takes it back.

    Raises:
        UserStoreError: it cannot be kept.
    """
    now = current()
    if now.kept is None or number >= len(now.turn_ids):
        return
    now.kept.judge(now.turn_ids[number], judgement)
    judgements = (*now.judgements[:number], judgement, *now.judgements[number + 1 :])
    st.session_state[_STATE] = replace(now, judgements=judgements)


def _stored(now: Current, changed: Conversation, kept: KeptConversations, desk: Desk) -> Current:
    """Bring the store in step. What is asked anew is replaced when its answer is there, so nothing is lost before."""
    if dropped := now.turn_ids[len(changed.turns) :]:
        kept.remove_turns(dropped)
    conversation_id = now.conversation_id or new_conversation_id()
    turn_ids, judgements = list(now.turn_ids[: len(changed.turns)]), list(now.judgements[: len(changed.turns)])
    for number, turn in enumerate(changed.turns):
        if number >= len(turn_ids):
            if turn.waits:
                break
            turn_ids.append(kept.add(conversation_id, _as_kept(turn, desk)))
            judgements.append(None)
        elif not (turn.waits or turn.withdrawn or turn == now.conversation.turns[number]):
            kept.replace(turn_ids[number], _as_kept(turn, desk))
            judgements[number] = None
    return replace(
        now,
        conversation=changed,
        conversation_id=conversation_id if turn_ids else "",
        turn_ids=tuple(turn_ids),
        judgements=tuple(judgements),
        not_kept="" if tuple(turn_ids) != now.turn_ids else now.not_kept,
        gone=now.gone and not changed.turns,
    )


def _as_kept(turn: Turn, desk: Desk) -> StoredTurn:
    answer = as_spans(turn.reply.answer, desk.documents()) if turn.reply else None
    return StoredTurn(turn.question, answer, turn.terms)


def _recalled(kept: KeptTurn, desk: Desk) -> Turn:
    question, answer, terms = kept.turn.question, kept.turn.answer, kept.turn.terms
    if answer is None:
        return Turn(question, problem=wording.NOT_ANSWERED_THEN, terms=terms)
    reply = desk.recall(question, answer)
    return Turn(question, reply, withdrawn=reply is None, terms=terms)


def _tell_address() -> None:
    """Name the conversation in the address, without a reload."""
    conversation_id = current().conversation_id
    if conversation_id and st.query_params.get(_ADDRESS) != conversation_id:
        st.query_params[_ADDRESS] = conversation_id
    elif not conversation_id and _ADDRESS in st.query_params:
        del st.query_params[_ADDRESS]
