"""The grid by which fusion is chosen, and the slips that are planted in questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.tune_retrieval import Asked, as_grid, fused_scores, with_a_slip
from index.hits import Hit


def asked(dense: tuple[int, ...], lexical: tuple[int, ...], wanted: int) -> Asked:
    """A question for which each kind found those chunks in that order; only ``wanted`` in the first place counts."""
    hits = [tuple(Hit(chunk_id, 9.0 - rank) for rank, chunk_id in enumerate(kind)) for kind in (dense, lexical)]
    return Asked(hits[0], hits[1], lambda found: float(bool(found) and found[0].chunk_id == wanted))


def test_the_share_of_meaning_decides_between_the_kinds() -> None:
    questions = [asked((1, 2), (2, 1), 1), asked((3,), (4,), 3), asked((5, 6), (5, 6), 5)]
    assert [share.part for share in fused_scores(questions, 1.0, 100)] == [1, 1, 1]
    assert [share.part for share in fused_scores(questions, 0.0, 100)] == [0, 0, 1]


def test_the_grid_has_every_choice_and_tells_the_best() -> None:
    grid = as_grid([asked((1, 2), (2, 1), 1), asked((5, 6), (5, 6), 5)])
    assert "| 50 | 0.5000 | 0.5000 | 0.5000 |" in grid
    assert grid.count("\n| ") == 4
    assert "best: share" in grid


@given(st.text("abcdefgh ?", max_size=40), st.text(max_size=5))
def test_a_slip_changes_at_most_one_word_and_never_its_first_letter(question: str, seed: str) -> None:
    slipped = with_a_slip(question, seed)
    assert slipped == with_a_slip(question, seed)
    pairs = list(zip(question.split(), slipped.split(), strict=True))
    assert sum(one != other for one, other in pairs) <= 1
    assert all(one[0] == other[0] and abs(len(one) - len(other)) <= 1 for one, other in pairs)


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e"])
def test_words_of_grammar_and_short_words_stay(seed: str) -> None:
    assert with_a_slip("who is it", seed) == "who is it"
    assert with_a_slip("what are cats", seed).startswith("what are c")
