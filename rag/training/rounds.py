"""The rounds of training: much text first, then what people wrote to mislead, while what was learned is kept alive."""

from __future__ import annotations

from dataclasses import dataclass

from rag.training.mixture import Recipe


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the weights move: AdamW, the rate rising over ``warm_up`` of the steps and then falling to 0 in a line.

    ``dropout`` is the share of activations left out, 0 to 1: only what comes several times needs it.
    """

    rate: float = 3e-4
    batch_tokens: int = 5_000
    warm_up: float = 0.06
    weight_decay: float = 0.01
    gradient_norm: float = 1.0
    dropout: float = 0.0
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


ROUNDS = (
    Round(Recipe(), Schedule()),
    Round(
        Recipe(
            squad=3_000,
            neighbours=1_500,
            without_answer=0,
            exchanged=0,
            reversed=0,
            natural_questions=2_000,
            natural_questions_neighbours=1_500,
            pairs=0,
            crowd_rounds=4,
            seed=20261123,
        ),
        Schedule(rate=1.5e-4, dropout=0.1),
    ),
)
"""The second begins with the weights of the first."""
