from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ingest
from index.document import Span
from index.library import Library
from index.loaders import load
from index.preparing import InThisProcess
from index.snapshot import Snapshot
from rag.answer import Answer
from rag.assemble import open_answerer
from rag.quoting import display
from rag.quoting import quote as cut_from
from tests.fakes import WordEmbedder
from tests.ui.fakes import cut, document, found, not_found
from ui.conversation_records import as_spans, recalled
from ui.judgement import find_words
from ui.stored_json import answer_from_json, answer_to_json
from ui.stored_words import Said, words_as_spans

LEASE = (
    "# Lease\n\nThe tenant pays a rent of 950 pounds every month. The rent is due on the ofﬁce day, inter-\nnational.\n"
)
LETTER = "# Letter\n\nThe rent was put up to 990 pounds.\n"
TEXT = "The rent is 950 pounds a month; The deposit is 300. It is due on the first day."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    embedder = WordEmbedder()
    library = Library.create(tmp_path / "library", embedder.identity)
    for name, text in (("lease.md", LEASE), ("letter.md", LETTER)):
        add(library, name, text)
    return library


def add(library: Library, name: str, text: str) -> None:
    ingest.add_upload(library, name, text.encode(), WordEmbedder(), preparing=InThisProcess(load))


def quoting(snapshot: Snapshot, *words: str) -> Answer:
    """An answer of the words of each document, in order."""
    quotes = []
    for wanted, info in zip(words, snapshot.documents, strict=False):
        text = snapshot.text(info.document_id)
        start = text.index(wanted)
        span = Span(start, start + len(wanted))
        quotes.append(cut_from(snapshot, info.document_id, Span(start - 2, span.end + 1), (span,), 1.5))
    return found("How much?", " … ".join(map(display, words)), *quotes, conflicts=((1, 2),) if len(words) > 1 else ())


def kept_and_recalled(answer: Answer, snapshot: Snapshot) -> Answer | None:
    kept = answer_from_json(json.loads(answer_to_json(as_spans(answer, snapshot.documents))))
    return recalled(answer.question, kept, snapshot)


def test_an_answer_comes_back_word_for_word(library: Library) -> None:
    with library.snapshot() as snapshot:
        answer = quoting(snapshot, "950 pounds", "990 pounds")
        assert kept_and_recalled(answer, snapshot) == answer


def test_words_across_line_ends_and_ligatures_come_back(library: Library) -> None:
    with library.snapshot() as snapshot:
        answer = quoting(snapshot, "ofﬁce day, inter-\nnational")
        assert answer.answer == "office day, international"
        assert kept_and_recalled(answer, snapshot) == answer


@pytest.mark.parametrize(
    "question", ["How much is the rent?", "hello", "What is in here?", "Which documents mention rent?", "Who is Zog?"]
)
def test_every_kind_of_answer_of_the_product_comes_back(library: Library, question: str) -> None:
    answer = open_answerer(library, WordEmbedder()).ask(question)
    with library.snapshot() as snapshot:
        assert kept_and_recalled(answer, snapshot) == answer


def test_no_word_of_a_document_is_kept(library: Library) -> None:
    for question in ("How much is the rent?", "What is in here?", "Which documents mention rent?"):
        answer = open_answerer(library, WordEmbedder()).ask(question)
        with library.snapshot() as snapshot:
            kept = answer_to_json(replace(as_spans(answer, snapshot.documents), searched_for=""))
        words = re.findall(r"[\w.]+", kept)  # a score is one word, whatever digits it has
        assert [word for word in ("950", "pounds", "Lease", "tenant", "rent") if word in words] == []


def test_a_removed_document_takes_the_answer_with_it(library: Library) -> None:
    with library.snapshot() as snapshot:
        kept = as_spans(quoting(snapshot, "950 pounds"), snapshot.documents)
        about_all = as_spans(open_answerer(library, WordEmbedder()).ask("What is in here?"), snapshot.documents)
    ingest.remove(library, ["lease.md"])
    with library.snapshot() as snapshot:
        assert recalled("How much?", kept, snapshot) is None
        assert recalled("What is in here?", about_all, snapshot) is None


def test_a_document_that_was_read_anew_with_other_words_does_too(library: Library) -> None:
    with library.snapshot() as snapshot:
        kept = as_spans(quoting(snapshot, "950 pounds"), snapshot.documents)
    add(library, "lease.md", LEASE.replace("950", "970"))
    with library.snapshot() as snapshot:
        assert recalled("How much?", kept, snapshot) is None


def test_words_that_no_quote_holds_are_replaced_by_those_the_first_quote_answers_with() -> None:
    quote = cut(TEXT, "The rent is 950 pounds a month", "950 pounds")
    said = words_as_spans(found("?", "about a thousand", quote), ())
    assert [one.words_of and one.words_of.span for one in said] == [quote.answers[0]]


def test_entries_of_a_list_lose_their_closing_signs_again() -> None:
    first, second = (Span(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("The deposit", "300."))
    quote = replace(cut(TEXT, TEXT), answers=(first, second))
    said = words_as_spans(found("?", "The deposit; 300", quote), ())
    assert [one.words_of.in_list for one in said if one.words_of] == [False, True]
    assert "".join(one.own for one in said) == "; "


def test_what_quotewise_says_itself_is_kept_as_it_is() -> None:
    small_talk = replace(found("hello", "Hello there."), coverage=replace(not_found("?").coverage, documents_matched=0))
    assert words_as_spans(small_talk, [document("Lease", "lease.pdf")]) == (Said("Hello there."),)
    assert words_as_spans(not_found("?"), ()) == ()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("950 pounds", "950 pounds"),
        ("office day, international", "ofﬁce day, inter-\nnational"),
        ("950  pounds\n every", "950 pounds every"),
    ],
)
def test_copied_words_are_found_as_they_are_displayed(words: str, shown: str) -> None:
    span = find_words(words, len(LEASE), lambda part: part.of(LEASE))
    assert span and span.of(LEASE) == shown


@pytest.mark.parametrize("words", ["", "   ", "960 pounds", "x" * 5000])
def test_words_that_are_not_there_are_not_found(words: str) -> None:
    assert find_words(words, len(LEASE), lambda part: part.of(LEASE)) is None


@given(st.text(alphabet="ab fi-\n ﬁ\u00ad", min_size=1), st.data())
def test_whatever_is_displayed_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = display(text[start : data.draw(st.integers(start + 1, len(text)))])
    span = find_words(words, len(text), lambda part: part.of(text))
    if words and display(words) == words:
        assert span and display(span.of(text)) == words
