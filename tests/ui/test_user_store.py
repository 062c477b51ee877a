from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Span
from rag.answer import Status
from rag.settings import Caution
from ui.conversation_records import StoredAnswer, StoredQuote, StoredTurn
from ui.judgement import Judgement
from ui.kept_conversations import KeptConversations, judged_turns, title_of
from ui.stored_json import (
    answer_from_json,
    answer_to_json,
    judgement_from_json,
    judgement_to_json,
    terms_from_json,
    terms_to_json,
)
from ui.stored_words import Said, WordsOf
from ui.terms import Terms
from ui.user_store import FORMAT_VERSION, UserStore, UserStoreError

ANSWER = StoredAnswer(
    "How much is the rent?",
    Status.ANSWERED,
    0.93,
    (Said("", WordsOf("d1", "r1", Span(12, 22))),),
    (StoredQuote("d1", "r1", Span(0, 31), (Span(12, 22),), 2.5),),
    (),
    (),
    12,
    1,
    0.2,
)
RENT = StoredTurn("How much is the rent?", ANSWER)


def conversations(path: Path, person: str = "me", notebook: str = "papers") -> KeptConversations:
    return KeptConversations(UserStore(path), person, notebook)


@pytest.fixture
def kept(tmp_path: Path) -> KeptConversations:
    return conversations(tmp_path / "store.sqlite3")


def test_turns_come_back_in_order_after_the_store_was_opened_again(tmp_path: Path, kept: KeptConversations) -> None:
    problem = StoredTurn("And the deposit?", None, Terms(Caution.CAUTIOUS, ("d1",)))
    ids = [kept.add("a", turn) for turn in (RENT, problem)]
    kept.store.close()
    again = conversations(tmp_path / "store.sqlite3")
    assert [(one.turn_id, one.turn) for one in again.turns("a")] == list(zip(ids, (RENT, problem), strict=True))


def test_a_conversation_is_called_by_its_first_question_and_the_last_one_comes_first(kept: KeptConversations) -> None:
    kept.add("a", RENT)
    kept.add("b", StoredTurn("Who keeps the key?", None))
    assert [one.title for one in kept.listed()] == ["Who keeps the key?", "How much is the rent?"]
    kept.add("a", StoredTurn("And the deposit?", None))
    assert [one.conversation_id for one in kept.listed()] == ["a", "b"]


def test_a_long_first_question_is_cut_at_a_word() -> None:
    assert title_of("How  much\nis it?") == "How much is it?"
    assert title_of("word " * 40) == ("word " * 16).strip() + " …"
    assert title_of("w" * 100) == "w" * 80 + " …"


def test_search_looks_into_titles_and_all_questions(kept: KeptConversations) -> None:
    kept.add("a", RENT)
    kept.add("a", StoredTurn("And the Deposit?", None))
    kept.add("b", StoredTurn("Who keeps the key?", None))
    kept.rename("b", "The boat house")
    assert [one.conversation_id for one in kept.listed("deposit RENT")] == ["a"]
    assert [one.conversation_id for one in kept.listed("boat key")] == ["b"]
    assert kept.listed("nothing") == ()


def test_renaming_to_nothing_keeps_the_title(kept: KeptConversations) -> None:
    kept.add("a", RENT)
    kept.rename("a", "  ")
    assert kept.listed()[0].title == RENT.question


def test_deleting_leaves_no_trace_in_any_file(tmp_path: Path, kept: KeptConversations) -> None:
    kept.add("a", StoredTurn("Where is the xylophone?", None))
    kept.judge(kept.add("b", StoredTurn("Where is the zither?", None)), Judgement(False))
    kept.delete("a")
    assert kept.turns("a") == () and [one.conversation_id for one in kept.listed()] == ["b"]
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"xylophone" not in everything and b"zither" in everything


def test_turns_that_were_asked_anew_are_forgotten(kept: KeptConversations) -> None:
    first, second = kept.add("a", RENT), kept.add("a", StoredTurn("And the deposit?", None))
    kept.remove_turns([second])
    assert [one.turn_id for one in kept.turns("a")] == [first]


@pytest.mark.parametrize(("person", "notebook"), [("you", "papers"), ("me", "letters")])
def test_nobody_else_sees_or_changes_a_conversation(kept: KeptConversations, person: str, notebook: str) -> None:
    other = KeptConversations(kept.store, person, notebook)
    turn_id = kept.add("a", RENT)
    other.rename("a", "Mine")
    other.judge(turn_id, Judgement(True))
    other.remove_turns([turn_id])
    other.delete("a")
    with pytest.raises(UserStoreError, match="somebody else"):
        other.add("a", RENT)
    assert other.listed() == () and other.turns("a") == ()
    assert [one.title for one in kept.listed()] == [RENT.question]
    assert [(one.turn, one.judgement) for one in kept.turns("a")] == [(RENT, None)]


def test_the_last_judgement_counts_and_can_be_taken_back(kept: KeptConversations) -> None:
    turn_id = kept.add("a", RENT)
    wrong = Judgement(False, (1,), "d2", "r9", Span(3, 9))
    for said in (Judgement(True), wrong):
        kept.judge(turn_id, said)
    assert kept.turns("a")[0].judgement == wrong
    assert [[one.turn for one in turns] for turns in judged_turns(kept.store, "papers")] == [[RENT]]
    kept.judge(turn_id, None)
    assert kept.turns("a")[0].judgement is None and judged_turns(kept.store, "papers") == ()


def test_half_a_character_does_not_stop_the_keeping(kept: KeptConversations) -> None:
    kept.add("a", StoredTurn("What is \ud800?", None))
    assert kept.turns("a")[0].turn.question == "What is ??"


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "store.sqlite3"
    conversations(path).add("a", RENT)
    rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(rights) == {"store.sqlite3", "store.sqlite3-wal", "store.sqlite3-shm"} and set(rights.values()) == {
        0o600
    }
    path.chmod(0o644)
    UserStore(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_newer_store_is_left_alone_and_the_message_says_what_to_do(tmp_path: Path, kept: KeptConversations) -> None:
    kept.add("a", RENT)
    with kept.store.writing() as connection:
        connection.execute(f"PRAGMA user_version={FORMAT_VERSION + 1}")
    with pytest.raises(UserStoreError, match=r"newer version.*Update Quotewise"):
        UserStore(tmp_path / "store.sqlite3")
    assert len(kept.turns("a")) == 1


def test_a_damaged_file_is_named_and_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    path.write_bytes(b"these are no pages of a database" * 200)
    with pytest.raises(UserStoreError, match=r"store\.sqlite3.*damaged.*Move that file away"):
        UserStore(path)
    assert path.read_bytes().startswith(b"these are no pages")


def test_a_strangers_database_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    with sqlite3.connect(path) as stranger:
        stranger.execute("CREATE TABLE songs (name TEXT)")
    stranger.close()
    with pytest.raises(UserStoreError, match="does not hold conversations"):
        UserStore(path)


def test_a_place_that_cannot_be_written_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(UserStoreError, match="cannot be written"):
        UserStore(tmp_path / "file" / "store.sqlite3")


def test_an_answer_of_another_form_is_a_message(kept: KeptConversations) -> None:
    kept.add("a", RENT)
    with kept.store.writing() as connection:
        connection.execute("UPDATE turns SET answer = '[1, 2]'")
    with pytest.raises(UserStoreError, match="cannot read"):
        kept.turns("a")


def test_two_windows_that_go_on_with_one_conversation_lose_nothing(tmp_path: Path, kept: KeptConversations) -> None:
    other = conversations(tmp_path / "store.sqlite3")
    kept.add("a", RENT)
    other.add("a", StoredTurn("two", None))
    kept.add("a", StoredTurn("three", None))
    assert [one.turn.question for one in other.turns("a")] == [RENT.question, "two", "three"]


def test_what_was_acknowledged_survives_a_killed_process(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from tests.ui.test_user_store import RENT, conversations\n"
        "from pathlib import Path\n"
        "conversations(Path(sys.argv[1])).add('a', RENT)\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "store.sqlite3")], check=False)
    assert [one.turn for one in conversations(tmp_path / "store.sqlite3").turns("a")] == [RENT]


offsets = st.integers(0, 10**9)
spans = st.tuples(offsets, offsets).map(lambda ends: Span(min(ends), max(ends)))
places = st.builds(WordsOf, st.text(), st.text(), st.none() | spans, st.booleans())
quotes = st.lists(
    st.builds(
        StoredQuote,
        st.text(),
        st.text(),
        spans,
        st.lists(spans, max_size=3).map(tuple),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
    max_size=3,
).map(tuple)
answers = st.builds(
    StoredAnswer,
    searched_for=st.text(),
    status=st.sampled_from(Status),
    confidence=st.floats(0, 1),
    said=st.lists(st.builds(Said, st.text()) | st.builds(Said, st.just(""), places), max_size=4).map(tuple),
    quotes=quotes,
    nearest=quotes,
    conflicts=st.lists(st.lists(st.integers(1, 9), max_size=3).map(tuple), max_size=2).map(tuple),
    documents=offsets,
    documents_matched=offsets,
    seconds=st.floats(0, 1000),
)
terms = st.builds(Terms, st.sampled_from(Caution), st.lists(st.text(), max_size=3).map(tuple))
judgements = st.builds(
    Judgement, st.booleans(), st.lists(st.integers(1, 9)).map(tuple), st.text(), st.text(), st.none() | spans
)


@settings(deadline=None)
@given(answers, terms, judgements)
def test_every_answer_comes_back_as_it_was(answer: StoredAnswer, asked_on: Terms, judgement: Judgement) -> None:
    assert answer_from_json(json.loads(answer_to_json(answer))) == answer
    assert terms_from_json(json.loads(terms_to_json(asked_on))) == asked_on
    assert judgement_from_json(json.loads(judgement_to_json(judgement))) == judgement
