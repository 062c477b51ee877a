"""PDF: what stands at the edges of pages and is no running header or footer."""

from __future__ import annotations

from index.document import BlockKind
from index.loaders.pdf import load
from tests.index.hostile.papers import drawn
from tests.index.makers import column, make_pdf
from tests.index.test_loaders_pdf import LEFT, blocks


def test_amounts_and_days_at_the_edge_of_every_page_are_no_running_lines() -> None:
    pays, hours = (1968, 2230, 1899, 2050), (168, 151, 120, 144)
    content = make_pdf(
        [
            [
                *column(["Brook & Sons Ltd", f"Net pay: {pay}.82 EUR", f"Period {n:02}/2024"], top=780),
                *column(LEFT, top=650),
                *column([f"Hours worked: {worked}", f"Payslip {n} of 4"], top=40),
            ]
            for n, (pay, worked) in enumerate(zip(pays, hours, strict=True), 1)
        ]
    )
    loaded = load(content, "x.pdf")
    shown = "\n".join(words for kind, words in blocks(loaded) if kind is not BlockKind.FURNITURE)
    assert all(f"Net pay: {pay}.82 EUR" in shown for pay in pays)
    assert all(f"Hours worked: {worked}" in shown for worked in hours)
    assert "Period 03/2024" in shown
    assert "Brook & Sons Ltd" not in shown
    assert "Payslip 2 of 4" not in shown


def test_words_up_the_side_of_a_page_are_a_part_of_it() -> None:
    lines = "".join(f"BT /F1 12 Tf 50 {700 - 14 * n} Td ({line}) Tj ET " for n, line in enumerate(LEFT))
    loaded = load(drawn(lines + "BT /F1 12 Tf 0 1 -1 0 580 300 Tm (Valid until 31 December) Tj ET"), "x.pdf")
    assert blocks(loaded)[-1] == (BlockKind.PARAGRAPH, "Valid until 31 December")
    assert "\n".join(LEFT) in loaded.text
