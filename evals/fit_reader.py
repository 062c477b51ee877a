"""Fits the weights of the reader: ``python -m evals.fit_reader DATA --cache DIR``.

All on tuning questions, over whole libraries. Figures are for libraries that the fit has not seen: each library in turn
is left out, and then all are used for the weights that ship.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from evals.reader_fitting import Bools, Told, fit, tell
from evals.reader_lessons import Lesson, read_all, tuning_sets
from evals.reading_cache import CachedTextModel, fingerprint
from evals.running import Progress
from evals.statistics import auroc
from evals.vector_cache import CachedEmbedder
from index.errors import QuotewiseError
from rag.assemble import READER, READER_WEIGHTS, default_embedder
from rag.cross_encoder import CrossEncoder
from rag.reader_features import FEATURES, SUFFICIENCY, SURENESS
from rag.reader_weights import Logistic
from rag.settings import Settings


def figures(told: Told) -> dict[str, float]:
    """How good the weights are on these questions."""
    best, yes = told.best, told.best.answerable
    refused = told.refused(Settings().threshold)
    return {
        "questions": len(yes),
        "evidence right": _share(best.right[yes]),
        "answer right": _share(told.right[yes]),
        "words enough": _share(best.enough[yes]),
        "AUROC right": auroc(told.sure, told.right),
        "AUROC answerable": auroc(told.hopeful, yes),
        "AUROC words enough": auroc(told.sufficient[yes], best.enough[yes]),
        "mean confidence": float(np.average(told.sure, weights=best.shares)),
        "mean right": float(np.average(told.right, weights=best.shares)),
        "false refusals": _share(refused[yes]),
        "refused of the unanswerable": _share(refused[~yes]),
    }


def refusal_curve(libraries: Sequence[Told]) -> str:
    """A table over thresholds, means over the libraries: what is refused, and what right answers are left."""
    lines = [
        "| threshold | false refusals | refused of the unanswerable | right and not refused |",
        "|---:|---:|---:|---:|",
    ]
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        rows = []
        for told in libraries:
            refused, yes = told.refused(threshold), told.best.answerable
            rows.append((_share(refused[yes]), _share(refused[~yes]), _share((told.right & ~refused)[yes])))
        lines.append(f"| {threshold} | " + " | ".join(f"{mean:.3f}" for mean in np.mean(rows, axis=0)) + " |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the questions (remembered), print the figures, write the weights; 0 when done, 1 after a problem."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder of public datasets")
    parser.add_argument("--cache", type=Path, required=True, help="where libraries and readings are kept")
    parser.add_argument("--questions", type=int, default=300, help="answerable questions a library")
    parser.add_argument("--reader", type=Path, default=READER, help="the folder of the model")
    parser.add_argument("--write", action="store_true", help="replace the weights that ship")
    options = parser.parse_args(arguments)
    try:
        libraries = _read(options.data, options.cache, options.questions, options.reader)
    except QuotewiseError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    left_out: list[Told] = []
    for name, lessons in libraries.items():
        weights = fit([rest for other, rest in libraries.items() if other != name])
        left_out.append(tell(lessons, weights))
        _print_figures(f"{name}, left out", figures(left_out[-1]))
    sys.stdout.write(refusal_curve(left_out) + "\n")
    weights = fit(list(libraries.values()))
    for name, lessons in libraries.items():
        _print_figures(f"{name}, fitted", figures(tell(lessons, weights)))
    facts = {
        "fitted_on": {name: len(lessons) for name, lessons in libraries.items()},
        "fitted_at": datetime.now(UTC).date().isoformat(),
        "command": "python -m evals.fit_reader DATA --cache DIR --write",
        "ranking": dict(zip(FEATURES, weights.ranking, strict=True)),
        "answerable": _named(weights.answerable, SURENESS),
        "right": _named(weights.right, SURENESS),
        "sufficient": _named(weights.sufficient, SUFFICIENCY),
    }
    text = json.dumps(facts, indent=1) + "\n"
    sys.stdout.write(text)
    if options.write:
        READER_WEIGHTS.write_text(text, encoding="utf-8")
    return 0


def _read(data: Path, cache: Path, questions: int, reader: Path) -> dict[str, list[Lesson]]:
    """The lessons of each tuning set, by its name."""
    model = CachedTextModel(CrossEncoder(reader), fingerprint(reader), cache)
    embedder = CachedEmbedder(default_embedder(), cache)
    return {dataset.name: read_all(dataset, cache, embedder, model, _tell) for dataset in tuning_sets(data, questions)}


def _share(holds: Bools) -> float:
    return float(holds.mean()) if len(holds) else float("nan")


def _named(logistic: Logistic, features: Sequence[str]) -> dict[str, object]:
    return {"weights": dict(zip(features, logistic.weights, strict=True)), "bias": logistic.bias}


def _print_figures(name: str, values: dict[str, float]) -> None:
    sys.stdout.write(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in values.items()) + "\n")


def _tell(progress: Progress) -> None:
    sys.stderr.write(f"\r\x1b[K{progress.stage}: {progress.done} of {progress.total}")


if __name__ == "__main__":
    sys.exit(main())
