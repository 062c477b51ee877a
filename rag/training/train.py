"""Trains the reader: ``python -m rag.training.train DATA --state FOLDER``, then the next round with ``--after FOLDER``.

``--after`` names the state folder of the round before. A round can be stopped and started again at any moment: what it
has learned lies in its state folder. Nothing else should run beside it. Set ``OMP_WAIT_POLICY=PASSIVE`` before, or
threads that wait take the processor from those that work.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from index.errors import InvalidInputError, MissingDataError, QuotewiseError
from index.models import ModelFolder, locate_model
from rag.training.encoding import Encoded, batches, encode, load, padded, save
from rag.training.mixture import Recipe, mixture
from rag.training.model import ReaderModel, loss
from rag.training.rounds import ROUNDS, Round, Schedule

WEIGHTS = "reader.pt"
HISTORY = "rounds.json"
_SAVE_SECONDS = 300
_TELL_STEPS = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Train from the command line; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder with the public training sets")
    parser.add_argument("--state", type=Path, required=True, help="where it keeps what it has learned")
    parser.add_argument("--after", type=Path, help="the state folder of the round before, for all but the first")
    parser.add_argument("--share", type=float, default=1.0, help="share of the recipe, to try things out")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(chosen.threads)
    try:
        base = locate_model()
        past = _finished(chosen.after) if chosen.after else ()
        now = next_round(past, chosen.share)
        lessons = lessons_of(chosen.data, chosen.state, (*past, now), base)
    except QuotewiseError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    torch.manual_seed(now.schedule.seed)
    train(lessons, chosen.state, base, now.schedule, _tell, begin=chosen.after / WEIGHTS if chosen.after else None)
    return 0


def train(
    lessons: Encoded,
    state: Path,
    base: ModelFolder,
    schedule: Schedule,
    tell: Callable[[str], None],
    save_seconds: float = _SAVE_SECONDS,
    begin: Path | None = None,
) -> ReaderModel:
    """Go once over the lessons, from where ``state`` stands; the finished weights lie in ``state / "reader.pt"``.

    Args:
        lessons: what is learned.
        state: the folder that keeps what was learned so far.
        base: the encoder that the model begins as.
        schedule: how the weights move.
        tell: told from time to time how it goes.
        save_seconds: how often the state is kept.
        begin: the weights of the round before; without them it begins with ``base``.
    """
    model = ReaderModel(base.folder)
    if begin:
        model.load_state_dict(torch.load(begin, weights_only=True))
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
    _keep(model.state_dict(), state / WEIGHTS)
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
        torch.from_numpy(lessons.lessons[rows]),
    )
    missed.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(moving, schedule.gradient_norm)
    optimiser.step()
    optimiser.zero_grad()
    return missed.item()


def next_round(past: Sequence[Round], share: float = 1.0) -> Round:
    """The round that follows, with so much of its recipe.

    Raises:
        InvalidInputError: there is no further round.
    """
    if len(past) >= len(ROUNDS):
        raise InvalidInputError(f"The training has {len(ROUNDS)} rounds, and all are done. Release the last one.")
    planned = ROUNDS[len(past)]
    return replace(planned, recipe=planned.recipe.scaled(share))


def rounds_of(state: Path) -> tuple[Round, ...]:
    """The rounds that led to what lies in ``state``, the last one begun or finished.

    Raises:
        MissingDataError: nothing has begun there.
    """
    if not (state / HISTORY).is_file():
        raise MissingDataError(f"{state} holds no {HISTORY}: no round of the training has begun there.")
    rounds = json.loads((state / HISTORY).read_text(encoding="utf-8"))
    return tuple(Round(Recipe(**each["recipe"]), Schedule(**each["schedule"])) for each in rounds)


def _finished(state: Path) -> tuple[Round, ...]:
    if not (state / WEIGHTS).is_file():
        raise MissingDataError(f"{state} holds no finished round. Finish it: its command goes on where it stopped.")
    return rounds_of(state)


def lessons_of(data: Path, state: Path, rounds: Sequence[Round], base: ModelFolder) -> Encoded:
    """The examples of the last of the rounds as numbers, made once per state folder.

    Raises:
        InvalidInputError: the state folder has begun with other rounds.
        MissingDataError: a set is not in the data folder.
    """
    state.mkdir(parents=True, exist_ok=True)
    file, told = state / "lessons.npz", state / HISTORY
    facts = [asdict(each) for each in rounds]
    if told.exists() and json.loads(told.read_text(encoding="utf-8")) != facts:
        raise InvalidInputError(f"{state} holds a training with another recipe. Finish that, or name another folder.")
    if not file.exists():
        made = encode(mixture(data, rounds[-1].recipe), base.folder / "tokenizer.json")
        told.write_text(json.dumps(facts, indent=1), encoding="utf-8")
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
