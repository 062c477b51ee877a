"""Trains the reader: ``python -m rag.training.train DATA --state FOLDER``.

It can be stopped and started again at any moment: what it has learned lies in the state folder. Nothing else should run
beside it. Set ``OMP_WAIT_POLICY=PASSIVE`` before, or threads that wait take the processor from those that work.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from index.models import locate_model
from rag.training.encoding import Encoded, batches, encode, load, save
from rag.training.mixture import Recipe, mixture
from rag.training.model import ReaderModel, loss

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


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder with the public training sets")
    parser.add_argument("--state", type=Path, required=True, help="where it keeps what it has learned")
    parser.add_argument("--share", type=float, default=1.0, help="share of the recipe, to try things out")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(Schedule().seed)
    train(_lessons(chosen.data, chosen.state, Recipe().scaled(chosen.share)), chosen.state, Schedule())


def train(lessons: Encoded, state: Path, schedule: Schedule) -> ReaderModel:
    """Go once over the lessons, from where ``state`` stands; the finished weights lie in ``state / "reader.pt"``."""
    model = ReaderModel(locate_model().folder)
    # word vectors move little in one pass, and moving them takes a tenth of the time
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    moving = [each for each in model.parameters() if each.requires_grad]
    optimiser = torch.optim.AdamW(moving, lr=schedule.rate, weight_decay=schedule.weight_decay, fused=True)
    order = batches(lessons, schedule.batch_tokens, schedule.seed)
    step = _resume(state, model, optimiser)
    started, first, saved, running = time.monotonic(), step, time.monotonic(), 0.0
    model.train()
    while step < len(order):
        for group in optimiser.param_groups:
            group["lr"] = schedule.at(step, len(order))
        running += _learn(model, optimiser, moving, lessons, order[step], schedule)
        step += 1
        if step % _TELL_STEPS == 0:
            left = (time.monotonic() - started) / (step - first) * (len(order) - step)
            told = f"step {step} of {len(order)}, loss {running / _TELL_STEPS:.3f}, {left / 60:.0f} min left"
            sys.stdout.write(told + "\n")
            sys.stdout.flush()
            running = 0.0
        if time.monotonic() - saved > _SAVE_SECONDS or step == len(order):
            _save(state, model, optimiser, step)
            saved = time.monotonic()
    torch.save(model.state_dict(), state / "reader.pt")
    return model


def _learn(
    model: ReaderModel,
    optimiser: torch.optim.Optimizer,
    moving: list[torch.nn.Parameter],
    lessons: Encoded,
    rows: npt.NDArray[np.int64],
    schedule: Schedule,
) -> float:
    lengths = lessons.lengths[rows]
    places = np.arange(lengths.max())
    mask = places < lengths[:, None]
    second = (places >= lessons.passages[rows][:, None]) & mask
    ids = np.zeros(mask.shape, dtype=np.int64)
    ids[mask] = np.concatenate([lessons.ids[lessons.bounds[row] : lessons.bounds[row + 1]] for row in rows])
    # the last token closes the passage and is no word of it
    allowed = second & (places < lengths[:, None] - 1) | (places == 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        spans, passages = model(
            torch.from_numpy(ids), torch.from_numpy(mask.astype(np.int64)), torch.from_numpy(second.astype(np.int64))
        )
    missed = loss(
        spans,
        passages,
        torch.from_numpy(allowed),
        torch.from_numpy(lessons.starts[rows]),
        torch.from_numpy(lessons.ends[rows]),
        torch.from_numpy(lessons.relevant[rows]),
    )
    missed.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(moving, schedule.gradient_norm)
    optimiser.step()
    optimiser.zero_grad()
    return missed.item()


def _lessons(data: Path, state: Path, recipe: Recipe) -> Encoded:
    """The recipe's examples as numbers, made once per state folder."""
    state.mkdir(parents=True, exist_ok=True)
    file = state / "lessons.npz"
    if not file.exists():
        save(encode(mixture(data, recipe), locate_model().folder / "tokenizer.json"), file)
    return load(file)


def _save(state: Path, model: ReaderModel, optimiser: torch.optim.Optimizer, step: int) -> None:
    beside = state / "state.new"
    torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, beside)
    beside.replace(state / "state.pt")


def _resume(state: Path, model: ReaderModel, optimiser: torch.optim.Optimizer) -> int:
    if not (state / "state.pt").exists():
        return 0
    held = torch.load(state / "state.pt", weights_only=True)
    model.load_state_dict(held["model"])
    optimiser.load_state_dict(held["optimiser"])
    return int(held["step"])


if __name__ == "__main__":
    main()
