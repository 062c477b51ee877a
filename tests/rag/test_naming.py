from __future__ import annotations

from pathlib import Path

import pytest

from index import ingest
from index.library import Library
from index.loaders import load
from index.preparing import InThisProcess
from index.snapshot import Snapshot
from rag.assemble import default_embedder, open_answerer
from rag.naming import NamingRetriever, named_documents, of_the_named
from rag.reading import Finding
from rag.retrieval import LexicalRetriever, Passage
from tests.rag.conftest import MakeSnapshot

FORM = """Letting agreement

between Hartwell Lettings and {name} (the tenant)
House: {house}

# Rent

The rent is {rent} a month and is due on the third day. It includes water.

# Deposit

A deposit is paid before moving in. It is held by the bank until the keys are returned.
"""
LETTINGS = {
    "1.md": FORM.format(name="Mr Idris Yusuf", house="27 Station Road", rent="£695"),
    "2.md": FORM.format(name="Mrs Irena Novak", house="Quay Street 5", rent="£910"),
    "3.md": FORM.format(name="Mr Oliver Baker", house="Quay Street 3", rent="£840"),
    "4.md": "# The garden club\n\nWe meet in the yard. " + "Bring a spade. " * 60 + "Mr Yusuf keeps the keys.\n",
}


def sources(snapshot: Snapshot, question: str) -> set[str]:
    return {Path(snapshot.document(each).source).name for each in named_documents(snapshot, question).documents}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What rent does Mr Yusuf pay?", {"1.md"}),
        ("rent of yusuf", {"1.md"}),
        ("What does Irena Novak pay in Quay Street?", {"2.md"}),
        ("What is the rent in Quay Street?", {"2.md", "3.md"}),
        ("Who pays more, Baker or Novak?", {"2.md", "3.md"}),
        ("What does Hartwell ask for?", set()),  # three of four bear it
        ("When is the rent due?", set()),
        ("Where is the house of Mrs Peters?", set()),
        ("Bring what to the club?", set()),
    ],
)
def test_a_question_names_documents_by_what_stands_at_their_head(
    make_snapshot: MakeSnapshot, question: str, named: set[str]
) -> None:
    assert sources(make_snapshot(LETTINGS), question) == named


def test_the_words_that_name_a_document_are_not_looked_for_within_it(make_snapshot: MakeSnapshot) -> None:
    named = named_documents(make_snapshot(LETTINGS), "What rent does Mr Yusuf pay?")
    assert "Yusuf" not in named.without("What rent does Mr Yusuf pay?")
    assert named.without("Yusuf") == "Yusuf"


def test_passages_of_the_named_document_come_first_and_bear_its_name(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(LETTINGS)
    question = "How much is the rent that Mr Yusuf pays?"
    plain = LexicalRetriever(snapshot).retrieve(question, 6)
    found = NamingRetriever(snapshot, LexicalRetriever).retrieve(question, 6)
    assert [passage.rank for passage in found] == list(range(1, len(found) + 1))
    assert not any(passage.is_named for passage in plain)
    ours = [passage for passage in found if "£695" in passage.text]
    assert ours and all(passage.is_named and "Yusuf" in f"{passage.context} {passage.text}" for passage in ours)
    others = [passage for passage in found if "£910" in passage.text]
    assert all(not passage.is_named and "Yusuf" not in passage.context for passage in others)
    assert len({passage.chunk_id for passage in found}) == len(found)


def test_without_a_name_nothing_changes(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(LETTINGS)
    question = "When is the rent due?"
    found = NamingRetriever(snapshot, LexicalRetriever).retrieve(question, 5)
    assert found == LexicalRetriever(snapshot).retrieve(question, 5)


def test_another_document_answers_only_if_the_named_one_is_far_behind(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(LETTINGS)
    found = NamingRetriever(snapshot, LexicalRetriever).retrieve("rent of Mr Yusuf", 6)
    ours = next(each for each in found if each.is_named)
    other = next(each for each in found if not each.is_named)

    def finding(passage: Passage, score: float) -> Finding:
        return Finding(passage, passage.span, passage.span, score)

    near = [finding(other, 5.0), finding(ours, 4.0)]
    assert of_the_named(near) == (near[1],)
    far = [finding(other, 5.0), finding(ours, 2.0)]
    assert of_the_named(far) == tuple(far)
    assert of_the_named([far[0]]) == (far[0],)
    assert of_the_named([]) == ()


@pytest.mark.parametrize(
    ("question", "rent"),
    [("What rent does Mr Yusuf pay?", "£695"), ("how much rent does novak pay", "£910"), ("Rent of Mr Baker?", "£840")],
)
def test_a_fact_is_taken_from_the_form_of_whoever_is_asked_about(tmp_path: Path, question: str, rent: str) -> None:
    embedder = default_embedder()
    library = Library.create(tmp_path / "library", embedder.identity)
    for name, text in LETTINGS.items():
        ingest.add_upload(library, name, text.encode(), embedder, preparing=InThisProcess(load))
    answer = open_answerer(library, embedder).ask(question)
    assert answer.conflicts == ()
    assert rent in answer.answer and all("£" not in each.text or rent in each.text for each in answer.quotes)
