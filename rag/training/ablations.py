"""What each part of the training data is worth: ``python -m rag.training.ablations DATA --state FOLDER --share 0.05``.

Trains a small reader on a share of the first round with everything, then one without each part, one after the other.
Each has a folder of its own below FOLDER, with the model at full precision in ``exact``; what is finished is not
trained again. ``python -m evals.readers`` compares them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from random import Random

import torch

from index.errors import QuotewiseError
from index.models import ModelFolder, locate_model
from rag.training import sources
from rag.training.encoding import Encoded, encode, load, save
from rag.training.examples import Lesson
from rag.training.mixture import Recipe, mixture
from rag.training.release import write_exact
from rag.training.rounds import ROUNDS, Schedule
from rag.training.train import train

EVERYTHING = "everything"
NOISE = "noise"
PARTS: Mapping[str, tuple[str, ...]] = {
    EVERYTHING: (),
    "crowd": ("crowd_rounds",),
    "near-misses": ("without_answer", "exchanged", "reversed"),
    "natural-questions": ("natural_questions", "natural_questions_neighbours"),
    NOISE: (),
    "pairs": ("pairs",),
}
"""What may be left out, with the counts of the recipe that are then 0. Noise is no count: see ``lessons_without``."""
SCHEDULE = Schedule(batch_tokens=2_000)
"""Smaller batches than those of a whole round, so that so few lessons make enough steps."""

_AS_WRITTEN = 0.68
"""The share of questions that ``noise.typed`` leaves as they are."""
_SHARE = 0.05


def lessons_without(part: str, data: Path, share: float) -> list[Lesson]:
    """A share of the first round's lessons without one part; nothing else takes its place.

    Without noise: of so many more lessons those whose question stands as it was written, or, where the question was
    made by rule, as a person would write it.

    Raises:
        MissingDataError: a set is not in the data folder.
    """
    grown = share / _AS_WRITTEN if part == NOISE else share
    whole = replace(ROUNDS[0].recipe, **dict.fromkeys(PARTS[part], 0))
    # a round of what the crowd wrote is not scaled with the recipe, so that it is drawn from by itself
    crowd = mixture(data, replace(_NOTHING, crowd_rounds=whole.crowd_rounds, seed=whole.seed))
    rng = Random(whole.seed)
    lessons = [
        *mixture(data, replace(whole.scaled(grown), crowd_rounds=0)),
        *rng.sample(crowd, round(len(crowd) * grown)),
    ]
    if part == NOISE:
        written = _written(data)
        lessons = [each for each in lessons if each[0].question in written or _well_formed(each[0].question)]
    rng.shuffle(lessons)
    return lessons


_NOTHING = Recipe(**{each.name: 0 for each in fields(Recipe)})


def _written(data: Path) -> frozenset[str]:
    sets = (
        sources.squad_train(data),
        sources.natural_questions_train(data),
        sources.question_answer_pairs(data),
        sources.crowd_unanswerable(data),
    )
    return frozenset(each.question for asked in sets for each in asked)


def _well_formed(question: str) -> bool:
    return question[:1].isupper() and question.endswith("?")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train from the command line; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder with the public training sets")
    parser.add_argument("--state", type=Path, required=True, help="where each training gets a folder")
    parser.add_argument("--share", type=float, default=_SHARE, help="share of the first round")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=list(PARTS), help="only these; else all")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(chosen.threads)
    try:
        base = locate_model()
        for part in chosen.without:
            learn_without(part, chosen.data, chosen.state / part, chosen.share, base, SCHEDULE, _teller(part))
    except QuotewiseError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    return 0


def learn_without(
    part: str, data: Path, state: Path, share: float, base: ModelFolder, schedule: Schedule, tell: Callable[[str], None]
) -> None:
    """Train without one part, going on from where ``state`` stands, and write the model to ``state / "exact"``."""
    if (state / "exact").is_dir():
        return
    lessons = _remembered(state, lambda: encode(lessons_without(part, data, share), base.folder / "tokenizer.json"))
    tell(f"{len(lessons)} lessons, {int(lessons.lengths.sum())} tokens")
    torch.manual_seed(schedule.seed)
    model = train(lessons, state, base, schedule, tell)
    write_exact(model.eval().requires_grad_(False), base, state / "exact")


def _remembered(state: Path, make: Callable[[], Encoded]) -> Encoded:
    state.mkdir(parents=True, exist_ok=True)
    file = state / "lessons.npz"
    if not file.exists():
        save(make(), file)
    return load(file)


def _teller(part: str) -> Callable[[str], None]:
    def tell(words: str) -> None:
        sys.stdout.write(f"{part}: {words}\n")
        sys.stdout.flush()

    return tell


if __name__ == "__main__":
    sys.exit(main())
