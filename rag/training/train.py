"""Trains the reader: ``python -m rag.training.train DATA --state FOLDER``.

It can be stopped and started again at any moment: what it has learned lies in the state folder. Nothing else should run
beside it. Set ``OMP_WAIT_POLICY=PASSIVE`` before, or threads that wait take the processor from those that work.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from index.errors import InvalidInputError, QuotewiseError
from index.models import ModelFolder, locate_model
from rag.training.encoding import Encoded, batches, encode, load, padded, save
from rag.training.mixture import Recipe, mixture
from rag.training.model import ReaderModel, loss

RECIPE = "recipe.json"
_SAVE_SECONDS = 300
_TELL_STEPS = 50


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Train from the command line; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder with the public training sets")
    parser.add_argument("--state", type=Path, required=True, help="where it keeps what it has learned")
    parser.add_argument("--share", type=float, default=1.0, help="share of the recipe, to try things out")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(Schedule().seed)
    try:
        base = locate_model()
        lessons = lessons_of(chosen.data, chosen.state, Recipe().scaled(chosen.share), base)
    except QuotewiseError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    train(lessons, chosen.state, base, Schedule(), _tell)
    return 0


def train(
    lessons: Encoded,
    state: Path,
    base: ModelFolder,
    schedule: Schedule,
    tell: Callable[[str], None],
    save_seconds: float = _SAVE_SECONDS,
) -> ReaderModel:
    """Go once over the lessons, from where ``state`` stands; the finished weights lie in ``state / "reader.pt"``.

    Args:
        lessons: what is learned.
        state: the folder that keeps what was learned so far.
        base: the encoder that the model begins as.
        schedule: how the weights move.
        tell: told from time to time how it goes.
        save_seconds: how often the state is kept.
    """
    model = ReaderModel(base.folder)
    # word vectors move little in one pass, and moving them takes a tenth of the time
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    moving = [each for each in model.parameters() if each.requires_grad]
    optimiser = torch.optim.AdamW(moving, lr=schedule.rate, weight_decay=schedule.weight_decay, fused=True)
    order = batches(lessons, schedule.batch_tokens, schedule.seed)
    step = _resume(state, model, optimiser)
    started, first, saved = time.monotonic(), step, time.monotonic()
    missed: list[float] = []
    model.train()
    while step < len(order):
        for group in optimiser.param_groups:
            group["lr"] = schedule.at(step, len(order))
        missed.append(_learn(model, optimiser, moving, lessons, order[step], schedule))
        step += 1
        if step % _TELL_STEPS == 0:
            left = (time.monotonic() - started) / (step - first) * (len(order) - step)
            tell(f"step {step} of {len(order)}, loss {np.mean(missed):.3f}, {left / 60:.0f} min left")
            missed.clear()
        if time.monotonic() - saved > save_seconds or step == len(order):
            _save(state, model, optimiser, step)
            saved = time.monotonic()
    _keep(model.state_dict(), state / "reader.pt")
    return model


def _learn(
    model: ReaderModel,
    optimiser: torch.optim.Optimizer,
    moving: list[torch.nn.Parameter],
    lessons: Encoded,
    rows: npt.NDArray[np.int64],
    schedule: Schedule,
) -> float:
    batch = padded(lessons, rows)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        spans, passages = model(
            torch.from_numpy(batch.ids),
            torch.from_numpy(batch.mask.astype(np.int64)),
            torch.from_numpy(batch.kinds.astype(np.int64)),
        )
    missed = loss(
        spans,
        passages,
        torch.from_numpy(batch.allowed),
        torch.from_numpy(lessons.starts[rows]),
        torch.from_numpy(lessons.ends[rows]),
        torch.from_numpy(lessons.relevant[rows]),
    )
    missed.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(moving, schedule.gradient_norm)
    optimiser.step()
    optimiser.zero_grad()
    return missed.item()


def lessons_of(data: Path, state: Path, recipe: Recipe, base: ModelFolder) -> Encoded:
    """The recipe's examples as numbers, made once per state folder.

    Raises:
        InvalidInputError: the state folder has begun with another recipe.
        MissingDataError: a set is not in the data folder.
    """
    state.mkdir(parents=True, exist_ok=True)
    file, told = state / "lessons.npz", state / RECIPE
    if told.exists() and json.loads(told.read_text(encoding="utf-8")) != asdict(recipe):
        raise InvalidInputError(f"{state} holds a training with another recipe. Finish that, or name another folder.")
    if not file.exists():
        made = encode(mixture(data, recipe), base.folder / "tokenizer.json")
        told.write_text(json.dumps(asdict(recipe), indent=1), encoding="utf-8")
        save(made, file)
    return load(file)


def _save(state: Path, model: ReaderModel, optimiser: torch.optim.Optimizer, step: int) -> None:
    _keep({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, state / "state.pt")


def _keep(held: dict[str, Any], file: Path) -> None:
    """Write whole or not at all."""
    beside = file.with_suffix(".new")
    torch.save(held, beside)
    beside.replace(file)


def _tell(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def _resume(state: Path, model: ReaderModel, optimiser: torch.optim.Optimizer) -> int:
    if not (state / "state.pt").exists():
        return 0
    held = torch.load(state / "state.pt", weights_only=True)
    model.load_state_dict(held["model"])
    optimiser.load_state_dict(held["optimiser"])
    return int(held["step"])


if __name__ == "__main__":
    sys.exit(main())
