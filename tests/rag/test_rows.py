from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Block, BlockKind, Span
from rag.evidence import candidates
from rag.question import analyse
from rag.retrieval import Passage
from rag.rows import rows_asked_for

PUMPS = (
    "Station\tPump\tInspected by\tLitres a second",
    "Alder Lane\tP-201\tOwen Pritchard\t40",
    "Drayton Quay\tP-204\tInes Hallworth\t49",
    "Gate Hill\tP-207\tJan Bakker\t58",
)
SHEET = (
    "Member: Ada Hale | Boat: Heron | Fee: 40",
    "Member: Ben Moss | Boat: Otter | Fee: 52",
    "Member: Cleo Marsh | Boat: Heron | Fee: 58",
)


def passage(*texts: str, kind: BlockKind = BlockKind.ROW, begin: int = 0) -> Passage:
    starts = [begin]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    blocks = tuple(Block(Span(first, last - 1), kind) for first, last in pairwise(starts))
    text = "\n".join(texts)
    return Passage(1, "d", "r", Span(begin, begin + len(text)), text, "", blocks, 1.0, 1)


def kept(question: str, found: Passage) -> list[str]:
    return [each.text for each in rows_asked_for(analyse(question), candidates([found]))]


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Who inspected the pump at Drayton Quay?", 2),
        ("who inspected the pump at drayton quay", 2),
        ("How many litres a second does the pump at Gate Hill give?", 3),
        ("Which station did Owen Pritchard inspect?", 1),
    ],
)
def test_the_row_that_is_named_stays_alone(question: str, row: int) -> None:
    assert kept(question, passage(*PUMPS)) == [PUMPS[row]]


TICKETS = (
    "Adults | 7.50",
    "Students and people out of work | 5.00",
    "Hire of the long room (evenings) | 90.00",
    "Hire of the garden, with chairs | 60.00",
)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How much do students pay?", 1),
        ("What is it for people out of work?", 1),
        ("What does hiring the garden cost?", 3),
        ("What does the room cost if I hire it for a long evening?", 2),
    ],
)
def test_a_row_is_named_by_a_part_of_its_cell_or_by_most_of_it(question: str, row: int) -> None:
    assert kept(question, passage(*TICKETS)) == [TICKETS[row]]


def test_a_single_word_of_a_cell_names_no_row() -> None:
    assert kept("What do people have to pay for hire?", passage(*TICKETS)) == list(TICKETS)


def test_the_name_of_a_column_names_no_row() -> None:
    assert kept("What is the fee of Ben Moss?", passage(*SHEET)) == [SHEET[1]]
    assert kept("Which boat is the dearest?", passage(*SHEET)) == list(SHEET)


def test_a_row_with_an_empty_cell_is_of_the_same_table() -> None:
    rows = (*SHEET, "Member: Dora Pell | Fee: closed")
    assert kept("Whose fee is closed?", passage(*rows)) == [rows[3]]


def test_a_list_keeps_every_row_that_is_named() -> None:
    question = "List the members who row Heron or are called Ben Moss"
    assert kept(question, passage(*SHEET)) == list(SHEET)
    assert kept("Which members are there with the boat Heron?", passage(*SHEET)) == [SHEET[0], SHEET[2]]


def test_a_passage_that_begins_with_the_table_may_stand_deep_in_its_document() -> None:
    assert kept("Who inspected the pump at Drayton Quay?", passage(*PUMPS, begin=3_284)) == [PUMPS[2]]
    assert kept("Who inspected the pump in the lane?", passage(*PUMPS, begin=3_284)) == list(PUMPS[1:])
    # rows from the middle of a table have no head
    assert kept("Who inspected the pump in the lane?", passage(*PUMPS[1:], begin=3_284)) == list(PUMPS[1:])
    assert kept("Which boats are there?", passage(*SHEET, begin=3_284)) == list(SHEET)


def test_where_no_cell_is_named_whole_all_rows_stay() -> None:
    assert kept("Who inspected the pump in the lane?", passage(*PUMPS)) == list(PUMPS[1:])


def test_a_head_is_no_row_that_answers() -> None:
    assert kept("Which boats are there?", passage("Member | Boat | Fee", *SHEET)) == list(SHEET)
    assert kept("Which boats are there?", passage("Boat | Fee", "Heron | 40", "Otter | 52")) == [
        "Heron | 40",
        "Otter | 52",
    ]
    crew = ("Boat | Cox", "Heron | Ada", "Otter | Ben")
    assert kept("Which boats are there?", passage(*crew)) == list(crew), "the first may be a row like any other"


def test_two_rows_are_no_table_to_choose_from() -> None:
    assert kept("What about Gate Hill?", passage(*PUMPS[2:])) == list(PUMPS[2:])


@given(st.lists(st.text("ab \t|:", min_size=1, max_size=12), min_size=1, max_size=6))
def test_sentences_stay_and_of_rows_at_least_one(texts: list[str]) -> None:
    sentences = candidates([passage(*texts, kind=BlockKind.PARAGRAPH)])
    assert rows_asked_for(analyse("What is a b?"), sentences) == sentences
    rows = candidates([passage(*texts)])
    assert bool(rows_asked_for(analyse("What is a b?"), rows)) == bool(rows)
