"""One-passage mode."""

from evals.datasets.passages import Mark, Passage, PassageQuestion, one_passage

FIRST, SECOND = Passage("A", "It is red."), Passage("B", "It is blue.")


def ask(passages: tuple[Passage, ...], *pieces: tuple[Mark, ...]) -> PassageQuestion:
    return PassageQuestion("q", "Which?", passages, pieces, ("red", "blue"))


def test_each_passage_comes_with_the_words_marked_in_it() -> None:
    both = ask((FIRST, SECOND), (Mark(0, 6, "red"), Mark(0, 6, "red")), (Mark(1, 6, "blue"),))
    assert list(one_passage([both, ask((FIRST,)), ask(())])) == [
        ("Which?", "It is red.", ("red",)),
        ("Which?", "It is blue.", ("blue",)),
        ("Which?", "It is red.", ()),
    ]
