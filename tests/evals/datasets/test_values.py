"""Samples are fixed lists."""

from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.values import Question, sample

IDS = st.lists(st.text(max_size=5), unique=True, max_size=20)


def ask(name: str) -> Question:
    return Question(name, "?", ())


@given(IDS, st.randoms(use_true_random=False), st.integers(0, 25))
def test_a_sample_depends_on_the_ids_only_and_grows_from_the_front(ids, random, n) -> None:  # type: ignore[no-untyped-def]
    shuffled = ids.copy()
    random.shuffle(shuffled)
    whole = sample(map(ask, ids), None)
    assert sorted(question.id for question in whole) == sorted(ids)
    assert sample(map(ask, shuffled), n) == whole[:n]


def test_the_order_is_that_of_the_hashes() -> None:
    # SHA-256: "b" 3e23…, "c" 2e7d…, "a" ca97…
    assert [question.id for question in sample(map(ask, "abc"), 3)] == ["c", "b", "a"]
