from __future__ import annotations

from index.document import Place, PlaceKind, PlaceMark
from index.places import place_of_headings, place_of_line, place_of_marks


def page(number: int, label: str = "") -> PlaceMark:
    return PlaceMark(number * 100, Place(PlaceKind.PAGE, label or f"page {number}", number))


def test_one_page_is_named_as_the_loader_names_it() -> None:
    assert place_of_marks([page(4)]) == Place(PlaceKind.PAGE, "page 4", 4)


def test_several_pages_are_named_from_the_first_to_the_last() -> None:
    assert place_of_marks([page(4), page(5)]) == Place(PlaceKind.PAGE, "pages 4–5", 4)
    assert place_of_marks([page(4), page(5), page(6)]) == Place(PlaceKind.PAGE, "pages 4–6", 4)
    assert place_of_marks([page(1, "page iv"), page(2, "page v")]) == Place(PlaceKind.PAGE, "pages iv–v", 1)


def test_pages_that_were_recognised_are_named_together_and_apart_from_others() -> None:
    scan = [page(4, "page 4 (read by OCR)"), page(5, "page 5 (read by OCR)")]
    assert place_of_marks(scan).label == "pages 4–5 (read by OCR)"
    assert place_of_marks([page(3), *scan]).label == "page 3 – page 5 (read by OCR)"


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
