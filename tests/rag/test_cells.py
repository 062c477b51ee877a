"""Which cell of a row answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Span
from rag.cells import asked_cell, cells_of, is_head_of, is_labelled
from rag.question import analyse

ROOM = "Room: Beryl | Seats: 30 | Floor: 2 | Stage: yes"
SERVICE = "Service: Repair of a pump | Price: £140 | Days: 15 | Contact: Joss Pike"
TICKETS = ("Ticket | Price", "Students and people out of work | £5.00")
COSTS = ("What | We refund | Remarks", "Hotel | up to £110 a night | London up to £150")
PUMPS = ("Station\tPump\tInspected by\tLitres", "Drayton Quay\tP-204\tInes Hallworth\t49")
MODELS = ("KX-1A\tKX-1B", "Weight\t13.4 kg\t14.9 kg")
YEARS = ("Year | Members | Dividend", "2022 | 164 | 2.5 %")


def asked(question: str, row: str, head: str = "", found: str = "") -> str | None:
    words = Span(row.index(found), row.index(found) + len(found)) if found else None
    cell = asked_cell(analyse(question), row, cells_of(row, head), words)
    return cell.of(row) if cell else None


@pytest.mark.parametrize(
    ("question", "row", "head", "cell"),
    [
        ("How many seats has the room Beryl?", ROOM, "", "30"),
        ("On which floor is Beryl?", ROOM, "", "2"),
        ("Which room has 30 seats?", ROOM, "", "Beryl"),
        ("Which rooms have a stage?", ROOM, "", "Beryl"),
        ("What does the repair of a pump cost?", SERVICE, "", "£140"),
        ("How many days does the repair of a pump take?", SERVICE, "", "15"),
        ("Who is the contact for the repair of a pump?", SERVICE, "", "Joss Pike"),
        ("How much do students pay?", *reversed(TICKETS), "£5.00"),
        ("What do I get for a hotel?", *reversed(COSTS), None),
        ("How much is refunded in London?", *reversed(COSTS), "London up to £150"),
        ("How heavy is the KX-1B?", *reversed(MODELS), "14.9 kg"),
        ("Who inspected the pump at Drayton Quay?", *reversed(PUMPS), "Ines Hallworth"),
        ("What dividend was paid in 2022?", *reversed(YEARS), "2.5 %"),
        ("Is there a stage in the room Beryl?", ROOM, "", None),
        ("Why was Beryl closed?", ROOM, "", None),
    ],
)
def test_the_cell_below_the_head_that_is_asked_for(question: str, row: str, head: str, cell: str | None) -> None:
    assert asked(question, row, head) == cell


def test_the_words_found_decide_where_no_head_does() -> None:
    row = "Colin | meat and fish | eggs are fine"
    assert asked("What must Colin avoid?", row) is None
    assert asked("What must Colin avoid?", row, found="meat") == "meat and fish"
    assert asked("What must Colin avoid?", row, found="fish | eggs") is None


def test_empty_cells_and_uneven_rows() -> None:
    assert [cell.value.of("Henrik | pork |") for cell in cells_of("Henrik | pork |")] == ["Henrik", "pork"]
    assert [cell.head for cell in cells_of("a | b | c", "x")] == ["", "", ""]
    assert cells_of("") == ()


def test_heads_are_told_from_rows() -> None:
    assert is_labelled(ROOM)
    assert not is_labelled("Beryl | 30")
    assert not is_labelled("Note: closed")
    assert is_head_of("Room | Seats | Floor | Stage", ROOM)
    assert not is_head_of("Beryl | 30", "Cobalt | 8")


@given(st.text("ab:| \t", max_size=30), st.text("ab:| \t", max_size=30))
def test_cells_lie_in_their_row_without_space_around(row: str, head: str) -> None:
    for cell in cells_of(row, head):
        words = cell.value.of(row)
        assert words and words == words.strip()
        assert 0 <= cell.value.start < cell.value.end <= len(row)
