from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import nearest_spellings, slips_allowed

WORDS = st.text("abc", min_size=1, max_size=6)


def distance(one: str, other: str) -> int:
    """Optimal string alignment by the textbook table."""
    table = [[max(i, j) if not i or not j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 1] + other[j - 2]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@pytest.mark.parametrize("slip", ["recieve", "receve", "recceive", "rexeive"])
def test_one_slip_of_each_kind(slip: str) -> None:
    assert nearest_spellings(slip, ["recipe", "receive", "deceived"], 1) == ("receive",)


def test_fewer_slips_win() -> None:
    assert nearest_spellings("dehumidifyer", ["dehumidified", "dehumidifier"], 2) == ("dehumidifier",)


@given(WORDS, st.lists(WORDS, max_size=8), st.integers(0, 2))
def test_agrees_with_the_textbook(word: str, vocabulary: list[str], slips: int) -> None:
    others = [other for other in vocabulary if other != word]
    fewest = min((distance(word, other) for other in others), default=9)
    expected = tuple(other for other in others if distance(word, other) == fewest <= slips)
    assert nearest_spellings(word, others, slips) == expected


def test_short_words_and_numbers_may_hold_no_slip() -> None:
    assert [slips_allowed(word) for word in ("cat", "E17", "12345678", "cats", "kitchen", "kitchens")] == [
        0,
        0,
        0,
        1,
        1,
        2,
    ]
