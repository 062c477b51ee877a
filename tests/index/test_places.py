from __future__ import annotations

from index.document import Block, BlockKind, Place, PlaceKind, PlaceMark, Span
from index.loaders import text
from index.places import WITH_LINES, place_of_headings, place_of_line, place_of_marks, place_of_paragraph


def page(number: int, label: str = "") -> PlaceMark:
    return PlaceMark(number * 100, Place(PlaceKind.PAGE, label or f"page {number}", number))


def test_one_page_is_named_as_the_loader_names_it() -> None:
    assert place_of_marks([page(4)]) == Place(PlaceKind.PAGE, "page 4", 4)


def test_several_pages_are_named_from_the_first_to_the_last() -> None:
    assert place_of_marks([page(4), page(5)]) == Place(PlaceKind.PAGE, "pages 4–5", 4)
    assert place_of_marks([page(4), page(5), page(6)]) == Place(PlaceKind.PAGE, "pages 4–6", 4)
    assert place_of_marks([page(1, "page iv"), page(2, "page v")]) == Place(PlaceKind.PAGE, "pages iv–v", 1)


def test_pages_that_were_recognised_are_named_together_and_apart_from_others() -> None:
    scan = [page(4, "page 4 (read from a picture)"), page(5, "page 5 (read from a picture)")]
    assert place_of_marks(scan).label == "pages 4–5 (read from a picture)"
    assert place_of_marks([page(3), *scan]).label == "page 3 – page 5 (read from a picture)"


def test_slides_have_a_plural_and_other_places_are_joined() -> None:
    slides = [PlaceMark(0, Place(PlaceKind.SLIDE, "slide 1", 1)), PlaceMark(9, Place(PlaceKind.SLIDE, "slide 2", 2))]
    assert place_of_marks(slides).label == "slides 1–2"
    sheets = [
        PlaceMark(0, Place(PlaceKind.SHEET, "sheet “Costs”")),
        PlaceMark(9, Place(PlaceKind.SHEET, "sheet “Tax”")),
    ]
    assert place_of_marks(sheets).label == "sheet “Costs” – sheet “Tax”"


def test_headings_and_lines() -> None:
    assert place_of_headings(["Results", "Costs"]) == Place(PlaceKind.HEADING, "Results › Costs")
    assert place_of_line("") == Place(PlaceKind.TEXT, "line 1")
    assert place_of_line("one\ntwo\n") == Place(PlaceKind.TEXT, "line 3")
    assert text.FORMAT in WITH_LINES


def test_paragraphs_are_counted_and_what_is_none_has_no_name() -> None:
    kinds = ("heading", "paragraph", "furniture", "row", "item", "heading", "row")
    blocks = [Block(Span(at, at + 1), BlockKind(kind)) for at, kind in enumerate(kinds)]
    named = [place_of_paragraph(blocks[: at + 1]).label for at in range(len(blocks))]
    assert named == ["", "paragraph 1", "", "", "paragraph 2", "", ""]
    assert place_of_paragraph(blocks[:2]).kind is PlaceKind.TEXT
    assert place_of_paragraph([]).label == ""
