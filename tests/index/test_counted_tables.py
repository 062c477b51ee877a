from __future__ import annotations

import pytest

from index.counted_tables import count_tables
from index.document import Block, BlockKind, Span
from tests.index.conftest import Desk

KINDS = {"r": BlockKind.ROW, "p": BlockKind.PARAGRAPH, "h": BlockKind.HEADING, "f": BlockKind.FURNITURE}


@pytest.mark.parametrize(
    ("kinds", "tables"), [("", 0), ("p", 0), ("r", 0), ("rr", 1), ("rrprr", 2), ("rpr", 0), ("hrrrhrrf", 2)]
)
def test_two_rows_that_stand_together_make_a_table(kinds: str, tables: int) -> None:
    assert count_tables([Block(Span(at, at + 1), KINDS[kind]) for at, kind in enumerate(kinds)]) == tables


def test_a_library_counts_the_tables_of_each_document(desk: Desk) -> None:
    assert desk.upload("a.csv", b"fruit,price\npears,3\nplums,4\n").tables == 1
    assert desk.upload("a.txt", b"Pears.").tables == 0
    assert desk.library.status().tables == 1
