"""The rounds of training: much text first, then passages in contest, then what people wrote to be nearly answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.training.mixture import Recipe


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the weights move: AdamW, the rate rising over ``warm_up`` of the steps and then falling to 0 in a line."""

    rate: float = 3e-4
    batch_tokens: int = 5_000
    warm_up: float = 0.06
    weight_decay: float = 0.01
    gradient_norm: float = 1.0
    seed: int = 7

    def at(self, step: int, steps: int) -> float:
        """The rate at a step."""
        rising = step / max(1, round(steps * self.warm_up))
        return self.rate * min(1.0, rising, (steps - step) / steps / (1 - self.warm_up))


@dataclass(frozen=True, slots=True)
class Round:
    """What is learned in one go, and how."""

    recipe: Recipe
    schedule: Schedule


_NEAR_MISSES = Recipe(
    squad=0,
    neighbours=0,
    without_answer=0,
    exchanged=0,
    reversed=0,
    natural_questions=0,
    natural_questions_neighbours=0,
    pairs=0,
    crowd_rounds=3,
)
ROUNDS = (
    Round(Recipe(), Schedule()),
    Round(
        replace(_NEAR_MISSES, contests=6_500, natural_questions_contests=5_500, twins=1_200, seed=17),
        Schedule(rate=1.5e-4),
    ),
    Round(
        replace(
            _NEAR_MISSES, crowd_rounds=2, written_rounds=3, contests=1_200, natural_questions_contests=1_000, seed=19
        ),
        Schedule(rate=1e-4),
    ),
)
"""Each begins with the weights of the one before."""
