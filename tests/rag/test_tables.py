"""What a table answers beyond the row that was found."""

from __future__ import annotations

from index.document import Span
from rag.question import analyse
from rag.tables import answers_in_table, is_left_blank, is_told_in_table, rows_around
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


def told(make_snapshot: MakeSnapshot, question: str) -> bool:
    snapshot = make_snapshot({"rooms.csv": "Room,Seats,Floor,Rent\nAnemone,12,1,30\nBeryl,30,2,\n"})
    document_id = snapshot.documents[0].document_id
    at = snapshot.text(document_id).index("Room: Beryl" if "Beryl" in question else "Room: Anemone")
    found = Span(at, at + 12)
    return is_told_in_table(analyse(question), rows_around(snapshot, document_id, found), found, "The house")


def test_a_row_says_outright_what_names_it_and_a_head(make_snapshot: MakeSnapshot) -> None:
    assert told(make_snapshot, "How many seats has Anemone?")
    assert told(make_snapshot, "What is the rent of the room Anemone in the house?")
    assert not told(make_snapshot, "What is the rent of Beryl?")  # an empty cell says nothing
    assert not told(make_snapshot, "How many seats has Anemone in the garden for smokers?")  # nothing of a garden
    assert not told(make_snapshot, "How many seats had Anemone in 2019?")  # nothing of that year
    assert not told(make_snapshot, "How many windows has Anemone?")
    assert not told(make_snapshot, "Why has Anemone so few seats?")


def test_the_head_of_which_most_is_named_is_meant(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot({"pumps.csv": "Station,Pump,Litres a second\nElm,P-2,52\nOak,P-3,40\n"})
    document_id = snapshot.documents[0].document_id
    row = Span(at := snapshot.text(document_id).index("Station: Elm"), at + 12)
    rows = rows_around(snapshot, document_id, row)
    assert is_told_in_table(analyse("How many litres a second does the pump at Elm give?"), rows, row, "Pumps")


DISHES = {
    "lunch.csv": "Day,Dish,Dessert\nMonday,Soup,Yoghurt\nThursday,Lasagne,\n",
    "tools.md": "Prices\n\n| Tool | Fee | Age |\n|---|---|---|\n| Drill | 4 | 16 |\n| Steamer | 5 | – |\n",
}


def left_blank(make_snapshot: MakeSnapshot, question: str, row: str) -> bool:
    snapshot = make_snapshot(DISHES)
    (document_id,) = (each.document_id for each in snapshot.documents if row in snapshot.text(each.document_id))
    at = snapshot.text(document_id).index(row)
    found = Span(at, at + len(row))
    return is_left_blank(analyse(question), rows_around(snapshot, document_id, found), found)


def test_an_empty_cell_is_left_blank(make_snapshot: MakeSnapshot) -> None:
    assert left_blank(make_snapshot, "What is for dessert on Thursday?", "Day: Thursday")
    assert not left_blank(make_snapshot, "Which dish is there on Thursday?", "Day: Thursday")
    assert not left_blank(make_snapshot, "What is for dessert on Monday?", "Day: Monday")
    assert left_blank(make_snapshot, "From what age may I borrow the steamer?", "Steamer | 5")
    assert not left_blank(make_snapshot, "From what age may I borrow the drill?", "Drill | 4")
    assert not left_blank(make_snapshot, "What is for dessert?", "Day: Thursday")
