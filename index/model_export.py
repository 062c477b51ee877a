"""Exports a sentence-transformers encoder to ONNX and checks the result against torch. Runs once per model."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import numpy as np

from index.errors import MissingDataError
from index.onnx_session import open_session

_CHECK_TEXTS = (
    "A short check.",
    "The second text is longer, has a number such as 1,482.5 in it, and makes padding necessary.",
)
_TOLERANCE = 1e-4


def export_to_onnx(folder: Path, target: Path) -> tuple[int, int]:
    """Write ``target``: token ids and attention mask, int64 ``(batch, tokens)``, to float32 token vectors.

    Returns:
        The vector's dimensions and the largest number of tokens per text.

    Raises:
        MissingDataError: the model does not pool by the mean, or the exported file disagrees with torch.
    """
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel

    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    if not pooling.get("pooling_mode_mean_tokens", pooling.get("pooling_mode") == "mean"):
        raise MissingDataError(f"The model at {folder} does not average its token vectors; only such models are run.")
    max_tokens = int(json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))["max_seq_length"])
    encoder = (
        AutoModel.from_pretrained(str(folder), local_files_only=True, attn_implementation="eager")
        .eval()
        .requires_grad_(False)
    )

    class TokenVectors(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            vectors: torch.Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            return vectors

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding()
    batch = tokenizer.encode_batch(list(_CHECK_TEXTS))
    ids = torch.tensor([item.ids for item in batch])
    mask = torch.tensor([item.attention_mask for item in batch])
    module = TokenVectors().eval()
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns about shapes that stay dynamic
        expected = module(ids, mask).numpy()
        torch.onnx.export(
            module,
            (ids, mask),
            str(target),
            dynamo=False,
            input_names=["input_ids", "attention_mask"],
            output_names=["token_vectors"],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in ("input_ids", "attention_mask", "token_vectors")},
            opset_version=17,
        )
    _check(target, ids.numpy(), mask.numpy(), expected)
    return int(expected.shape[2]), max_tokens


def _check(target: Path, ids: np.ndarray, mask: np.ndarray, expected: np.ndarray) -> None:
    (found,) = open_session(target).run(None, {"input_ids": ids, "attention_mask": mask})
    difference = float(np.abs(found - expected)[mask.astype(bool)].max())
    if difference > _TOLERANCE:
        raise MissingDataError(
            f"The exported model differs from torch by {difference:.1e}, expected at most {_TOLERANCE:.0e}."
        )
