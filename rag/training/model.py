"""The reader's model in torch: an encoder over question and passage with two small heads."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel


class ReaderModel(nn.Module):
    """One pass gives where an answer begins and ends, whether the passage answers, and whether it is about it at all.

    Inputs are int64 ``(batch, tokens)``; token 0 stands for "no answer here".
    """

    def __init__(self, encoder_folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            str(encoder_folder),
            local_files_only=True,
            attn_implementation="eager",  # the fastest on processors at these lengths
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,  # little comes more than a few times: nothing is learned by heart
            attention_probs_dropout_prob=0.0,
        )
        width = self.encoder.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.passage = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 2))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of first and last token, float ``(batch, tokens, 2)``; of "answers" and "relevant", ``(batch, 2)``."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self.span(hidden), self.passage(hidden[:, 0])


def loss(
    spans: torch.Tensor,
    passages: torch.Tensor,
    allowed: torch.Tensor,
    starts: torch.Tensor,
    ends: torch.Tensor,
    relevant: torch.Tensor,
    lessons: torch.Tensor,
) -> torch.Tensor:
    """Cross-entropy of first and last token, half that of "answers", a quarter of that of "relevant", and the contests.

    ``allowed`` is bool ``(batch, tokens)``: the passage's tokens and token 0. Passages with the same number in
    ``lessons`` contest (see ``contested``).
    """
    masked = spans.float().masked_fill(~allowed.unsqueeze(-1), -1e4)
    where = (
        nn.functional.cross_entropy(masked[..., 0], starts) + nn.functional.cross_entropy(masked[..., 1], ends)
    ) / 2
    whether = passages.float()
    answers = nn.functional.binary_cross_entropy_with_logits(whether[:, 0], (starts > 0).float())
    about = nn.functional.binary_cross_entropy_with_logits(whether[:, 1], relevant.float())
    contests = (contested(masked[..., 0], starts, lessons) + contested(masked[..., 1], ends, lessons)) / 2
    return where + answers / 2 + about / 4 + contests


def contested(logits: torch.Tensor, places: torch.Tensor, lessons: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the one right place among all tokens of all passages of a lesson, a mean over the lessons.

    Every token counts by how much it beats "no answer here" in its own passage, so that passages which are read apart
    can be compared; after Clark and Gardner, "Simple and Effective Multi-Paragraph Reading Comprehension" (2018), whose
    shared norm this is. Lessons of one passage, and those without an answer, count nothing.

    Args:
        logits: float ``(batch, tokens)``; token 0 stands for no answer.
        places: int64 ``(batch,)``, 0 where a passage does not answer.
        lessons: int64 ``(batch,)``.
    """
    leads = logits[:, 1:] - logits[:, :1]
    within = lessons.unsqueeze(0) == lessons.unsqueeze(1)
    counted = (places > 0) & (within.sum(dim=1) > 1)
    if not counted.any():
        return logits.new_zeros(())
    whole = leads.logsumexp(dim=1).unsqueeze(0).masked_fill(~within, -1e4).logsumexp(dim=1)
    right = leads.gather(1, (places - 1).clamp(min=0).unsqueeze(1)).squeeze(1)
    return (whole - right)[counted].mean()
