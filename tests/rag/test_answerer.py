"""The whole chain over a small library, with the stand-in embedder and the product's own reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.document import Span
from index.embedding import Embedder
from index.errors import InvalidInputError, UnknownDocumentError
from index.library import Library
from rag.answer import Answer, Status, answer_as_json
from rag.answerer import LONGEST_QUESTION_CHARS, Answerer
from rag.assemble import default_retriever, open_answerer
from rag.question import Question
from rag.reading import Finding, Reading
from rag.retrieval import Passage
from rag.settings import Caution, Settings
from rag.steps import Step
from tests.fakes import WordEmbedder
from tests.rag.conftest import MakeLibrary

TEXTS = {
    "lease.md": "# Lease\n\nThe deposit is two months’ rent. It is repaid within 30 days.\n\nThe rent is due on the first.\n",
    "club.md": "# Rowing club\n\nThe club had 84 members in 2022. The club had 91 members in 2023.\n",
}
Ask = Callable[..., Answer]


class Certain:
    """A reader that takes the first sentence of every passage, with the sureness it was made with."""

    def __init__(self, sureness: float) -> None:
        self.sureness = sureness

    def read(self, question: Question, passages: Sequence[Passage]) -> Reading:
        findings = tuple(
            Finding(each, sentence, sentence, -each.rank)
            for each in passages
            for sentence in [Span(each.blocks[-1].span.start, each.blocks[-1].span.end)]
        )
        return Reading(findings, self.sureness, self.sureness)


def answerer(library: Library, embedder: Embedder, sureness: float) -> Answerer:
    return Answerer(library, embedder, default_retriever, lambda embedder, rarity: Certain(sureness), Settings())


@pytest.fixture
def ask(make_library: MakeLibrary, embedder: WordEmbedder) -> Ask:
    def ask(question: str, *history: str, texts: Mapping[str, str] = TEXTS, sureness: float = 0.9) -> Answer:
        return answerer(make_library(texts), embedder, sureness).ask(question, history)

    return ask


def test_an_answer_has_quotes_that_equal_the_stored_text(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    library = make_library(TEXTS)
    answer = answerer(library, embedder, 0.9).ask("How many members had the club in 2022?", question_id="q1")
    assert (answer.id, answer.status, answer.confidence) == ("q1", Status.ANSWERED, 0.9)
    assert answer.quotes
    with library.snapshot() as snapshot:
        for quote in answer.quotes:
            assert quote.text == snapshot.text(quote.document_id, quote.span)
            assert all(quote.span.contains(words) for words in quote.answers)
    assert answer.coverage.documents == 2
    assert answer.coverage.documents_matched == len({quote.document_id for quote in answer.quotes})


def test_below_the_threshold_it_refuses_and_shows_the_nearest_passages(ask: Ask) -> None:
    answer = ask("Which river is the longest in Africa?", sureness=0.05)
    assert (answer.status, answer.answer, answer.quotes) == (Status.NOT_FOUND, "", ())
    assert answer.confidence == 0.05
    assert answer.nearest
    assert len({quote.span for quote in answer.nearest}) == len(answer.nearest) <= Settings().nearest


def test_a_follow_up_is_searched_as_a_whole_question(ask: Ask) -> None:
    answer = ask("and in 2023?", "How many members did the club have in 2022?")
    assert answer.question == "and in 2023?"
    assert answer.searched_for == "How many members did the club have in 2023?"


def test_a_double_question_is_answered_part_by_part(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    seen: list[Passage] = []
    answer = answerer(make_library(TEXTS), embedder, 0.9).ask(
        "How much is the deposit, and how many members had the club in 2022?", on_passages=seen.extend
    )
    assert answer.status is Status.ANSWERED
    assert answer.searched_for == "How much is the deposit? how many members had the club in 2022?"
    assert answer.coverage.documents_matched == 2
    assert [one.rank for one in seen] == list(range(1, len(seen) + 1))
    assert len({one.chunk_id for one in seen}) == len(seen)


def test_a_double_question_that_nothing_answers_is_refused_as_a_whole(ask: Ask) -> None:
    question = "How long is the river, and who measured it?"
    answer = ask(question, sureness=0.05)
    assert (answer.status, answer.searched_for) == (Status.NOT_FOUND, question)


@pytest.mark.parametrize("question", ["", "   \n", "x" * (LONGEST_QUESTION_CHARS + 1), "What is \ud83d?"])
def test_a_question_that_cannot_be_searched_is_refused_in_plain_words(ask: Ask, question: str) -> None:
    with pytest.raises(InvalidInputError, match="question"):
        ask(question)


def test_half_a_character_in_an_earlier_question_is_told(ask: Ask) -> None:
    with pytest.raises(InvalidInputError, match="half a character"):
        ask("and in 2023?", "What is \ud83d?")


def test_the_longest_question_is_searched(ask: Ask) -> None:
    assert ask(("deposit " * 400)[:LONGEST_QUESTION_CHARS]).quotes


def test_an_empty_library_says_so(tmp_path: Path, embedder: WordEmbedder) -> None:
    library = Library.create(tmp_path / "empty", embedder.identity)
    with pytest.raises(InvalidInputError, match="no documents"):
        answerer(library, embedder, 0.9).ask("How much is the deposit?")
    assert answerer(library, embedder, 0.9).ask("thanks").answer.startswith("You’re welcome")


def test_thanks_are_answered_without_quotes(ask: Ask) -> None:
    answer = ask("Thanks a lot!")
    assert (answer.status, answer.quotes, answer.confidence) == (Status.ANSWERED, (), 1.0)


def test_another_language_is_said(ask: Ask) -> None:
    answer = ask("Wie hoch ist die Kaution für die Wohnung und wann wird sie zurückgezahlt?")
    assert any("German" in warning for warning in answer.warnings)
    assert not ask("How much is the deposit?").warnings


def test_a_file_that_changed_or_went_is_said(make_library: MakeLibrary, embedder: WordEmbedder, tmp_path: Path) -> None:
    library = make_library(TEXTS)
    lease = tmp_path / "papers" / "lease.md"
    asked = answerer(library, embedder, 0.9)
    lease.write_text(TEXTS["lease.md"].replace("on the first", "on the fifth"), encoding="utf-8")
    changed = asked.ask("The deposit is two months’ rent, how much?")
    assert "The rent is due on the first." in {quote.text for quote in changed.quotes}
    assert any("changed after it was read" in warning for warning in changed.warnings)
    lease.unlink()
    assert any("no longer where it was" in warning for warning in asked.ask("How much is the deposit?").warnings)


def test_a_touched_file_with_the_same_bytes_is_no_change(
    make_library: MakeLibrary, embedder: WordEmbedder, tmp_path: Path
) -> None:
    library = make_library(TEXTS)
    (tmp_path / "papers" / "lease.md").write_text(TEXTS["lease.md"], encoding="utf-8")
    assert answerer(library, embedder, 0.9).ask("How much is the deposit?").warnings == ()


def test_the_json_has_exactly_the_fields_of_the_contract(ask: Ask) -> None:
    found = answer_as_json(ask("How much is the deposit?"))
    assert list(found) == [
        "id", "question", "searched_for", "status", "answer", "confidence", "quotes", "conflicts", "nearest", "coverage",
        "warnings", "seconds",
    ]  # fmt: skip
    quote = found["quotes"][0]
    assert list(quote) == [
        "text", "document_id", "revision", "title", "source", "place", "start", "end", "answers", "score",
    ]  # fmt: skip
    assert set(quote["place"]) >= {"kind", "label", "page"}
    assert set(found["coverage"]) == {"documents", "documents_matched"}
    assert answer_as_json(ask("How much is it?", sureness=0.01))["status"] == "not_found"


def test_a_refusal_with_words_cannot_be_made(ask: Ask) -> None:
    answer = ask("How much is the deposit?")
    with pytest.raises(ValueError, match="neither words nor quotes"):
        replace(answer, status=Status.NOT_FOUND)


def test_the_product_answers_with_its_own_parts(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    answer = open_answerer(make_library(TEXTS), embedder, Settings(threshold=0.0)).ask("How much is the deposit?")
    assert answer.quotes[0].text.startswith("The deposit is two months’ rent.")


def test_whoever_wants_is_told_what_was_retrieved(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    told: list[tuple[Passage, ...]] = []
    made = answerer(make_library(TEXTS), embedder, 0.05)
    refused = made.ask("How much is the deposit?", on_passages=told.append)
    assert refused.status is Status.NOT_FOUND
    assert [each.rank for each in told[0]] == list(range(1, len(told[0]) + 1))
    made.ask("Hello!", on_passages=told.append)
    assert len(told) == 1, "nothing had to be searched"


def test_the_same_question_gets_the_same_answer(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    asked = open_answerer(make_library(TEXTS), embedder, Settings(threshold=0.0))
    first, second = (asked.ask("When is the rent due?") for _ in range(2))
    assert replace(first, seconds=0) == replace(second, seconds=0)


def test_a_question_can_be_restricted_to_some_documents(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    library = make_library(TEXTS)
    made, club = answerer(library, embedder, 0.9), library.find("club.md").document_id
    answer = made.ask("How much is the deposit?", within=[club])
    assert {each.document_id for each in answer.quotes} == {club}
    assert (answer.coverage.documents, made.ask("How much is the deposit?").coverage.documents) == (1, 2)
    assert "Rowing club" in made.ask("What documents do I have?", within=[club]).answer
    assert "Lease" not in made.ask("What documents do I have?", within=[club]).answer


def test_a_thing_that_only_another_document_names_is_unknown_where_it_may_not_look(
    make_library: MakeLibrary, embedder: WordEmbedder
) -> None:
    library = make_library({**TEXTS, "order.md": "# Order\n\nThe filter AB-1234.5 costs 40 pounds.\n"})
    made = open_answerer(library, embedder, Settings(threshold=0.01))
    question, club = "What does AB-1234.5 cost?", library.find("club.md").document_id
    assert made.ask(question).status is Status.ANSWERED
    assert made.ask(question, within=[club]).status is Status.NOT_FOUND


def test_a_document_that_is_gone_cannot_be_looked_in(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    with pytest.raises(UnknownDocumentError):
        answerer(make_library(TEXTS), embedder, 0.9).ask("How much is the deposit?", within=["gone"])


@pytest.mark.parametrize(
    ("sureness", "answered"), [(0.1, ""), (0.25, "eager"), (0.4, "eager balanced"), (0.6, "eager balanced cautious")]
)
def test_caution_decides_what_is_refused(
    make_library: MakeLibrary, embedder: WordEmbedder, sureness: float, answered: str
) -> None:
    made = answerer(make_library(TEXTS), embedder, sureness)
    replies = {each: made.as_cautious_as(each).ask("How much is the deposit?") for each in Caution}
    assert " ".join(each for each, reply in replies.items() if reply.status is Status.ANSWERED) == answered


def test_who_waits_is_told_every_step(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    told: list[tuple[Step, int]] = []
    made = answerer(make_library(TEXTS), embedder, 0.9)
    made.ask("How much is the deposit?", on_step=lambda step, passages: told.append((step, passages)))
    assert [step for step, _ in told] == [Step.SEARCHING, Step.READING, Step.CHECKING]
    assert told[0][1] == 0 and told[1][1] == told[2][1] > 0


def test_what_a_waiting_person_raises_ends_the_asking(make_library: MakeLibrary, embedder: WordEmbedder) -> None:
    class Stopped(BaseException):
        pass

    def stop(step: Step, passages: int) -> None:
        if step is Step.READING:
            raise Stopped

    with pytest.raises(Stopped):
        answerer(make_library(TEXTS), embedder, 0.9).ask("How much is the deposit?", on_step=stop)
