"""Makes the files that ship from trained weights: ``python -m rag.training.release STATE... --out FOLDER``.

The model is exported to ONNX, its weights are rounded to 8 bits, and the result is compared with torch on fixed texts.
Of several states, each a round or more further, the weights are averaged: what a later round taught stays, and less is
forgotten of what an earlier one did (Wortsman et al. 2022, Robust fine-tuning of zero-shot models).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from index.errors import InvalidInputError, MissingDataError, QuotewiseError
from index.models import ModelFolder, locate_model
from index.onnx_session import open_session, quiet_onnxruntime
from rag.reader_input import pair, tokenizer_at
from rag.training.model import ReaderModel
from rag.training.rounds import Round
from rag.training.train import WEIGHTS, rounds_of

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUTS = ("spans", "passages")
_CHECKED = (
    ("Who mended the clock?", "The tower", "In 1871 Ada Hale mended the clock. It had stood still since the fire."),
    ("how wide is the gate", "", "The gate is 3.5 metres wide and opens at dawn.\nIt is painted green."),
    ("When does the library close?", "Opening hours", "The reading room has forty seats and a large window."),
)


@dataclass(frozen=True, slots=True)
class Trained:
    """A model for use, the rounds that it learned in, and whether it has learned all of the last.

    ``averaged`` tells of which weights the model's are the mean: after how many rounds, and with what share.
    """

    model: ReaderModel
    rounds: tuple[Round, ...]
    finished: bool
    averaged: tuple[tuple[int, float], ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Release from the command line; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("states", type=Path, nargs="+", help="state folders of the training; of several, their mean")
    parser.add_argument("--shares", type=float, nargs="+", help="how much each of several states counts; else the same")
    parser.add_argument("--out", type=Path, required=True, help="where the files go")
    parser.add_argument("--exact", action="store_true", help="at full precision, to compare with")
    chosen = parser.parse_args(arguments)
    try:
        base = locate_model()
        learned = mean([trained(state, base) for state in chosen.states], chosen.shares)
    except QuotewiseError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    if not learned.finished:
        sys.stderr.write("The training is not finished: these are the weights of its last save.\n")
    if chosen.exact:
        write_exact(learned.model, base, chosen.out)
        return 0
    sys.stdout.write(json.dumps(release(learned, base, chosen.out), indent=1) + "\n")
    return 0


def trained(state: Path, base: ModelFolder) -> Trained:
    """The finished weights, else those of the last save.

    Raises:
        MissingDataError: nothing has been learned yet.
    """
    finished = (state / WEIGHTS).is_file()
    if not finished and not (state / "state.pt").is_file():
        raise MissingDataError(
            f"{state} holds no weights. Train first: python -m rag.training.train DATA --state {state}"
        )
    model = ReaderModel(base.folder)
    if finished:
        model.load_state_dict(torch.load(state / WEIGHTS, weights_only=True))
    else:
        model.load_state_dict(torch.load(state / "state.pt", weights_only=True)["model"])
    return Trained(model.eval().requires_grad_(False), rounds_of(state), finished)


def mean(learned: Sequence[Trained], shares: Sequence[float] | None = None) -> Trained:
    """The mean of the weights of one training at several times, at least one; it changes the last of the models.

    Raises:
        InvalidInputError: one of them is not on the way to the last, or the shares are not one for each, all above 0.
    """
    last = learned[-1]
    shares = shares or [1.0] * len(learned)
    if len(shares) != len(learned) or min(shares) <= 0:
        raise InvalidInputError(f"--shares {shares}: there must be one above 0 for each of the {len(learned)} states.")
    if any(each.rounds != last.rounds[: len(each.rounds)] for each in learned):
        raise InvalidInputError(
            "These states are of different trainings, their mean would know nothing. Name states that went on from "
            "each other (--after), the last one last."
        )
    if len(learned) == 1:
        return last
    parts = [share / sum(shares) for share in shares]
    weights = [each.model.state_dict() for each in learned]
    blended = {
        name: sum((part * each[name] for part, each in zip(parts, weights, strict=True)), torch.zeros_like(value))
        for name, value in weights[-1].items()
    }
    last.model.load_state_dict(blended)
    averaged = tuple((len(each.rounds), round(part, 4)) for each, part in zip(learned, parts, strict=True))
    return Trained(last.model, last.rounds, all(each.finished for each in learned), averaged)


def release(learned: Trained, base: ModelFolder, out: Path) -> dict[str, Any]:
    """Write ``model.onnx``, ``tokenizer.json`` and ``manifest.json`` to ``out``; gives what the manifest says."""
    quiet_onnxruntime()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    tokenizer = base.folder / "tokenizer.json"
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        export(learned.model, exact, tokenizer)
        quantize_dynamic(exact, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    facts = {
        "made": datetime.now(UTC).date().isoformat(),
        "base": {"name": base.name, "weights_sha256": base.weights},
        "rounds": [asdict(each) for each in learned.rounds],
        "mean_of_the_weights": [{"after_rounds": rounds, "share": share} for rounds, share in learned.averaged],
        "finished": learned.finished,
        "difference_to_torch": differences(learned.model, out),
        "files": {name: _sha256(out / name) for name in ("model.onnx", "tokenizer.json")},
    }
    (out / "manifest.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return facts


def write_exact(model: ReaderModel, base: ModelFolder, out: Path) -> None:
    """Write ``model.onnx`` at full precision and ``tokenizer.json`` to ``out``, whole or not at all."""
    beside = out.with_name(f"{out.name}-unfinished")
    beside.mkdir(parents=True, exist_ok=True)
    tokenizer = base.folder / "tokenizer.json"
    shutil.copyfile(tokenizer, beside / "tokenizer.json")
    export(model, beside / "model.onnx", tokenizer)
    beside.rename(out)


def export(model: ReaderModel, target: Path, tokenizer: Path) -> None:
    """Write the model at full precision to ``target``."""
    inputs = tuple(torch.from_numpy(each) for each in inputs_of(_CHECKED, tokenizer))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns about shapes that stay dynamic
        torch.onnx.export(
            model,
            inputs,
            str(target),
            dynamo=False,
            input_names=list(_INPUTS),
            output_names=list(_OUTPUTS),
            dynamic_axes={
                **{name: {0: "batch", 1: "tokens"} for name in (*_INPUTS, "spans")},
                "passages": {0: "batch"},
            },
            opset_version=17,
        )


def differences(model: ReaderModel, folder: Path) -> dict[str, float]:
    """The largest difference in probability between the released file and torch, over fixed texts."""
    ids, mask, kinds = inputs_of(_CHECKED, folder / "tokenizer.json")
    spans, passages = open_session(folder / "model.onnx").run(None, dict(zip(_INPUTS, (ids, mask, kinds), strict=True)))
    with torch.no_grad():
        exact_spans, exact_passages = model(*(torch.from_numpy(each) for each in (ids, mask, kinds)))
    return {
        "span": max(
            float(np.abs(_softmax(found) - _softmax(exact)).max())
            for found, exact in _cut(spans, exact_spans.numpy(), mask)
        ),
        "passage": float(np.abs(_sigmoid(passages) - _sigmoid(exact_passages.numpy())).max()),
    }


def inputs_of(texts: Sequence[tuple[str, str, str]], tokenizer: Path) -> tuple[npt.NDArray[np.int64], ...]:
    """Token ids, mask and kinds of questions with heading and passage: int64, shape ``(texts, tokens)`` each."""
    encoding = tokenizer_at(tokenizer)
    encoding.enable_padding()
    encoded = encoding.encode_batch([pair(*text) for text in texts])
    return (
        np.array([item.ids for item in encoded]),
        np.array([item.attention_mask for item in encoded]),
        np.array([item.type_ids for item in encoded]),
    )


def _cut(
    found: npt.NDArray[np.float32], exact: npt.NDArray[np.float32], mask: npt.NDArray[np.int64]
) -> Iterator[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
    for one, other, held in zip(found, exact, mask.sum(axis=1), strict=True):
        yield one[:held], other[:held]


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    chances = np.exp(logits - logits.max(axis=0))
    shares: npt.NDArray[np.float32] = chances / chances.sum(axis=0)
    return shares


def _sigmoid(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    chances: npt.NDArray[np.float32] = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return chances


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
