"""The fitted weights of the reader: what each feature of a sentence counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.reader_features import FEATURES, SUFFICIENCY, SURENESS


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression."""

    weights: tuple[float, ...]
    bias: float

    def probability(self, row: npt.NDArray[np.float64]) -> float:
        """The probability, 0 to 1, for a row of features in the order of the weights."""
        return float(1 / (1 + np.exp(-(row @ np.array(self.weights) + self.bias))))


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """The fitted model: of ``FEATURES`` for ranking; of ``SURENESS`` and ``SUFFICIENCY`` for the probabilities."""

    ranking: tuple[float, ...]
    answerable: Logistic
    right: Logistic
    sufficient: Logistic


def load_weights(file: Path) -> ReaderWeights:
    """Read the weights that the fitting command wrote."""
    facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))

    def logistic(name: str, features: Sequence[str]) -> Logistic:
        return Logistic(tuple(facts[name]["weights"][each] for each in features), facts[name]["bias"])

    return ReaderWeights(
        tuple(facts["ranking"][name] for name in FEATURES),
        logistic("answerable", SURENESS),
        logistic("right", SURENESS),
        logistic("sufficient", SUFFICIENCY),
    )
