"""Samples are fixed lists."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.values import Question, sample

IDS = st.lists(st.text(max_size=5), unique=True, max_size=20)


def ask(name: str) -> Question:
    return Question(name, "?", ())


@given(IDS, st.randoms(use_true_random=False), st.integers(0, 25), st.integers(0, 25))
def test_a_sample_depends_on_the_ids_only_and_grows_from_the_front(ids, random, few, more) -> None:  # type: ignore[no-untyped-def]
    shuffled = ids.copy()
    random.shuffle(shuffled)
    whole = sample(map(ask, ids), None)
    assert sorted(question.id for question in whole) == sorted(ids)
    larger = sample(map(ask, shuffled), max(few, more))
    assert larger == whole[: max(few, more)]
    assert sample(map(ask, shuffled), min(few, more)) == larger[: min(few, more)]


@given(IDS, st.text(max_size=5), st.integers(0, 20))
def test_a_question_more_displaces_at_most_one(ids: list[str], another: str, n: int) -> None:
    before = {question.id for question in sample(map(ask, ids), n)}
    after = {question.id for question in sample(map(ask, {*ids, another}), n)}
    assert after - before <= {another}
    assert len(before - after) <= 1


def test_the_order_is_that_of_the_hashes() -> None:
    # SHA-256: "b" 3e23…, "c" 2e7d…, "a" ca97…
    assert [question.id for question in sample(map(ask, "abc"), 3)] == ["c", "b", "a"]


def test_the_quick_and_the_standard_sample_are_what_they_always_were() -> None:
    asked = sample((ask(f"question {number}") for number in range(5_000)), 1_000)
    digests = [hashlib.sha256("\n".join(one.id for one in asked[:n]).encode()).hexdigest()[:16] for n in (300, 1_000)]
    assert digests == ["5614d8f9ef65491a", "8d7753141c2ce08a"]
