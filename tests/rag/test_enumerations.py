from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Span
from rag.enumerations import all_the_names, items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("saws, planes, and files", ("saws", "planes", "files")),
        ("saws, planes and files", ("saws", "planes", "files")),
        ("saws; planes; and files", ("saws", "planes", "files")),
        ("saws; planes; files", ("saws", "planes", "files")),
        ("red or green or blue", ("red", "green", "blue")),
        ("ropes, lamps as well as tents", ("ropes", "lamps", "tents")),
        ("1,200 ropes, 3,500 lamps and 2 tents", ("1,200 ropes", "3,500 lamps", "2 tents")),
        ("saws,\nplanes\nand files", ("saws", "planes", "files")),
    ],
)
def test_an_enumeration_falls_into_its_items(text: str, expected: tuple[str, ...]) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Trinidad and Tobago",
        "saws, planes",
        "Ada Hale",
        "",
        "1,200,300",
        "sandor, or so",
        "the clock, which stood still for more than forty years, and the bell",
    ],
)
def test_any_other_text_is_its_only_item(text: str) -> None:
    assert items(text) == (text,)


@given(st.text(alphabet="ab ,;andor\n", max_size=60))
def test_items_stand_in_the_text_in_order_and_are_never_empty_unless_it_is(text: str) -> None:
    at = 0
    for item in items(text):
        at = text.index(item, at) + len(item)
        assert item or not text


@given(st.lists(st.sampled_from(["saws", "big planes", "files", "two nails"]), min_size=3, max_size=6))
def test_what_was_enumerated_comes_back(things: list[str]) -> None:
    assert items(f"{', '.join(things[:-1])} and {things[-1]}") == tuple(things)


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("It stars Ada Hale as Nell and Ben Stone as Tom.", "Ada Hale", "Ada Hale as Nell and Ben Stone"),
        ("The tune (by Cy Orr (music) and Di Poe) is old.", "Cy Orr", "Cy Orr (music) and Di Poe"),
        ("Written by Jo Ash, Al Bo , and the Count of Rye in 1871.", "Al Bo", "Jo Ash, Al Bo , and the Count of Rye"),
        ("It was mended by Ada Hale & Ben Stone.", "Ben Stone", "Ada Hale & Ben Stone"),
        ("It was mended by Ada Hale, and the boat was sold.", "Ada Hale", "Ada Hale"),
        ("In Rye, Kent, it was mended by Ada Hale.", "Rye", "Rye"),
        ("Ada Hale and her dog met Ben Stone.", "Ada Hale", "Ada Hale"),
        ("Ada Hale and Ben Stone met in Rye.", "in Rye", "in Rye"),
    ],
)
def test_who_stands_beside_a_name_belongs_to_the_answer(text: str, words: str, names: str) -> None:
    start = text.index(words)
    assert all_the_names(text, Span(start, start + len(words))).of(text) == names
