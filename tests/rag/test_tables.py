"""What a table answers beyond the row that was found."""

from __future__ import annotations

from index.document import Span
from rag.question import analyse
from rag.tables import answers_in_table, rows_around
from tests.rag.conftest import MakeSnapshot

ROOMS = {
    "rooms.md": "# Rooms\n\nThe rooms of the house.\n\n| Room | Seats | Floor |\n|---|---|---|\n| Anemone | 12 | 1 |\n"
    "| Beryl | 30 | 2 |\n| Cobalt | 8 | 2 |\n\nAll are heated.\n"
}


def answers(make_snapshot: MakeSnapshot, question: str, row: str) -> tuple[str, list[str]] | None:
    snapshot = make_snapshot(ROOMS)
    document_id = snapshot.documents[0].document_id
    text = snapshot.text(document_id)
    found = Span(text.index(row), text.index(row) + len(row))
    told = answers_in_table(analyse(question), rows_around(snapshot, document_id, found), found, found)
    return told and (told[0].of(text), [span.of(text) for span in told[1]])


def test_one_row_answers_with_its_cell(make_snapshot: MakeSnapshot) -> None:
    assert answers(make_snapshot, "How many seats has Beryl?", "Beryl | 30 | 2") == ("Beryl | 30 | 2", ["30"])


def test_a_list_takes_every_row_that_is_named(make_snapshot: MakeSnapshot) -> None:
    told = answers(make_snapshot, "Which rooms are on floor 2?", "Cobalt | 8 | 2")
    assert told == ("Beryl | 30 | 2\nCobalt | 8 | 2", ["Beryl", "Cobalt"])


def test_a_comparison_shows_the_rows_that_it_compares(make_snapshot: MakeSnapshot) -> None:
    told = answers(make_snapshot, "Which has more seats, Beryl or Cobalt?", "Beryl | 30 | 2")
    assert told == ("Beryl | 30 | 2\nCobalt | 8 | 2", ["Beryl | 30 | 2", "Cobalt | 8 | 2"])


def test_where_no_cell_can_be_told_there_is_none(make_snapshot: MakeSnapshot) -> None:
    assert answers(make_snapshot, "Why is Beryl closed?", "Beryl | 30 | 2") is None


def test_only_rows_have_a_table(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(ROOMS)
    document_id = snapshot.documents[0].document_id
    text = snapshot.text(document_id)
    at = text.index("All are heated.")
    assert rows_around(snapshot, document_id, Span(at, at + 15)) == ()
    first = text.index("Anemone")
    rows = rows_around(snapshot, document_id, Span(first, first + 7))
    assert [[cell.head for cell in row.cells] for row in rows] == [["Room", "Seats", "Floor"]] * 3
