"""Mixes the lessons: which sets, which near misses, how many of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

from rag.training import sources
from rag.training.examples import Example, Lesson, cut
from rag.training.near_misses import exchanged, names, reversed_sense, without_answer
from rag.training.noise import typed
from rag.training.sources import Asked

Made = TypeVar("Made")
_WINDOWS = (220, 300, 400, 500, 700)
"""Lengths of passages in characters. Short ones teach as much for less; the product's chunks have up to 700."""
_WINDOW_WEIGHTS = (0.22, 0.3, 0.24, 0.12, 0.12)
_RIVALS = 2

_NOT_COUNTED = ("twins_reversed", "twins_without_answer", "crowd_rounds", "written_rounds", "seed")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How many examples of each kind, and the seed that decides which.

    Of ``twins`` and ``natural_questions_twins`` each is two: a question that is answered, and beside it one that nearly
    is. Where near misses are rare, a model learns to answer whatever a passage is about. Of ``contests`` and
    ``natural_questions_contests`` each is up to four: the passage that answers among others that do not.
    """

    squad: int = 62_000
    neighbours: int = 16_000
    without_answer: int = 7_000
    exchanged: int = 10_000
    reversed: int = 2_000
    natural_questions: int = 7_000
    natural_questions_neighbours: int = 5_000
    pairs: int = 9_000
    twins: int = 0
    twins_reversed: float = 0.5
    twins_without_answer: float = 0.0
    natural_questions_twins: int = 0
    contests: int = 0
    natural_questions_contests: int = 0
    crowd_rounds: int = 3
    written_rounds: int = 0
    seed: int = 20261122

    def scaled(self, share: float) -> Recipe:
        """The same mixture in small, to try things out."""
        counts = {
            each.name: round(getattr(self, each.name) * share) for each in fields(self) if each.name not in _NOT_COUNTED
        }
        return replace(self, **counts)


def mixture(data: Path, recipe: Recipe) -> list[Lesson]:
    """All lessons of the recipe in the order of training.

    Raises:
        MissingDataError: a set is not in the data folder.
    """
    rng = Random(recipe.seed)
    squad = sources.squad_train(data)
    real = sources.natural_questions_train(data)
    exchange = _Exchange(squad)
    pairs = [
        *_twins(squad, recipe.twins, partial(_near_miss, recipe, exchange), rng),
        *_twins(real, recipe.natural_questions_twins, _neighbour, rng),
    ]
    contests = [
        *_some(squad, recipe.contests, _contest, rng),
        *_some(real, recipe.natural_questions_contests, _contest, rng),
    ]
    alone = [
        *_some(squad, recipe.squad, _answered, rng),
        *_some(squad, recipe.neighbours, _neighbour, rng),
        *_some(squad, recipe.without_answer, _without_answer, rng),
        *_some(squad, recipe.exchanged, exchange, rng),
        *_some(squad, recipe.reversed, _reversed, rng),
        *_some(real, recipe.natural_questions, _answered, rng),
        *_some(real, recipe.natural_questions_neighbours, _neighbour, rng),
        *_some(sources.question_answer_pairs(data), recipe.pairs, _answered, rng),
        *_by_people(sources.crowd_unanswerable(data), recipe.crowd_rounds, rng),
        *_by_people(sources.written_by_us(data) if recipe.written_rounds else (), recipe.written_rounds, rng),
        *pairs,
    ]
    lessons: list[Lesson] = [*((each,) for each in alone), *contests]
    rng.shuffle(lessons)
    return lessons


def _some(
    asked: Sequence[Asked], count: int, lesson: Callable[[Asked, Random], Made | None], rng: Random
) -> Iterator[Made]:
    """``count`` lessons from questions in random order; those from which none can be made are passed over."""
    made = 0
    for each in rng.sample(asked, len(asked)) if count else ():
        if example := lesson(each, rng):
            made += 1
            yield example
        if made == count:
            return


def _twins(
    asked: Sequence[Asked], count: int, near_miss: Callable[[Asked, Random], Example | None], rng: Random
) -> Iterator[Example]:
    """``count`` near misses, each beside the question that it was made from."""

    def with_twin(each: Asked, rng: Random) -> tuple[Example, Example] | None:
        example = near_miss(each, rng)
        return (example, _answered(each, rng)) if example else None

    for pair in _some(asked, count, with_twin, rng):
        yield from pair


def _size(rng: Random) -> int:
    return rng.choices(_WINDOWS, _WINDOW_WEIGHTS)[0]


def _heading(title: str, rng: Random) -> str:
    return title if rng.random() < 0.6 else ""


def _answered(asked: Asked, rng: Random) -> Example:
    return cut(
        typed(asked.question, rng),
        _heading(asked.title, rng),
        asked.paragraph,
        asked.answer,
        asked.answer is not None,
        _size(rng),
        rng,
    )


def _neighbour(asked: Asked, rng: Random) -> Example | None:
    """A paragraph with the question's words and without its answer."""
    assert asked.answer is not None
    answer = asked.paragraph[asked.answer.start : asked.answer.end].lower()
    fitting = [each for each in asked.others if answer not in each[1].lower() and each[1] != asked.paragraph]
    if not fitting:
        return None
    title, paragraph = rng.choice(fitting)
    return cut(typed(asked.question, rng), _heading(title, rng), paragraph, None, False, _size(rng), rng)


def _without_answer(asked: Asked, rng: Random) -> Example | None:
    rest = without_answer(asked.paragraph, asked.answer) if asked.answer else None
    if rest is None:
        return None
    return cut(typed(asked.question, rng), _heading(asked.title, rng), rest, None, True, _size(rng), rng)


def _reversed(asked: Asked, rng: Random) -> Example | None:
    question = reversed_sense(asked.question, rng)
    if question is None:
        return None
    return cut(typed(question, rng), _heading(asked.title, rng), asked.paragraph, None, True, _size(rng), rng)


def _contest(asked: Asked, rng: Random) -> Lesson | None:
    """The question with its passage, and beside it what retrieval brings as well: neighbours, and its own surroundings.

    All are typed alike and of like size, so that nothing but the text tells them apart.
    """
    assert asked.answer is not None
    answer = asked.paragraph[asked.answer.start : asked.answer.end].lower()
    fitting = [each for each in asked.others if answer not in each[1].lower() and each[1] != asked.paragraph]
    if len(fitting) < _RIVALS:
        return None
    rivals = [(title, text, False) for title, text in rng.sample(fitting, _RIVALS)]
    if rest := without_answer(asked.paragraph, asked.answer):
        rivals.append((asked.title, rest, True))
    question, size, headed = typed(asked.question, rng), rng.choices(_WINDOWS[:4], _WINDOW_WEIGHTS[:4])[0], rng.random()
    named = headed < 0.6
    return (
        cut(question, asked.title if named else "", asked.paragraph, asked.answer, True, size, rng),
        *(cut(question, title if named else "", text, None, about, size, rng) for title, text, about in rivals),
    )


def _near_miss(recipe: Recipe, exchange: _Exchange, asked: Asked, rng: Random) -> Example | None:
    """The question turned round, or its passage without the answer, or a name or number exchanged."""
    way = rng.random()
    return (
        (_reversed(asked, rng) if way < recipe.twins_reversed else None)
        or (_without_answer(asked, rng) if way > 1 - recipe.twins_without_answer else None)
        or exchange(asked, rng)
    )


class _Exchange:
    """Exchanges a name or number of a question for one of the same article."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for each in asked:
            found[each.title].update(names(each.question))
        self._names = {title: sorted(of_article) for title, of_article in found.items()}

    def __call__(self, asked: Asked, rng: Random) -> Example | None:
        """The lesson, None if the question holds nothing to exchange."""
        question = exchanged(asked.question, asked.paragraph, self._names[asked.title], rng)
        if question is None:
            return None
        # around the old answer, where the temptation is greatest
        near = cut(question, _heading(asked.title, rng), asked.paragraph, asked.answer, True, _size(rng), rng)
        return Example(typed(question, rng), near.heading, near.passage, None, True)


def _by_people(asked: Sequence[Asked], rounds: int, rng: Random) -> Iterator[Example]:
    """What people wrote to be unanswerable, several times over in other windows and other typing."""
    for _ in range(rounds):
        for each in asked:
            if each.answer is not None:
                yield _answered(each, rng)
            else:
                size = max(500, _size(rng))
                question = typed(each.question, rng)
                yield cut(question, _heading(each.title, rng), each.paragraph, None, True, size, rng)
