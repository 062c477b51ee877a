"""Runs the reader's model: question and passage in; answering words, and whether the passage answers, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.document import Span
from index.errors import MissingDataError
from index.onnx_session import open_session
from rag.reader_input import heading_chars, pair, shortened, tokenizer_at

MOST_ANSWER_TOKENS = 40
_FILES = ("model.onnx", "tokenizer.json")
_SPANS = 8
_BATCH = 4  # larger ones leave the caches of small processors and add padding


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be read, and the title and headings above it."""

    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text that may answer: where they stand in it, and by how much they beat "no answer here" (a logit)."""

    span: Span
    margin: float


@dataclass(frozen=True, slots=True)
class TextReading:
    """What the model says of one text.

    ``words``, the best first, do not overlap; ``answers`` is the logit of the text answering the question,
    ``relevant`` of being about it at all.
    """

    words: tuple[Words, ...]
    answers: float
    relevant: float


class TextModel(Protocol):
    """What reads single texts, such as ``CrossEncoder``."""

    def read(self, question: str, texts: Sequence[Text]) -> tuple[TextReading, ...]:
        """What the model says of each text."""
        ...


class CrossEncoder:
    """The model of a folder with ``model.onnx`` and ``tokenizer.json``. Safe to share between threads.

    Raises:
        MissingDataError: one of the two files is not in the folder.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise MissingDataError(
                f"The reader's model in {folder} lacks {' and '.join(missing)}. Name a folder with the released files."
            )
        self._session = open_session(folder / _FILES[0], threads)
        self._tokenizer = tokenizer_at(folder / _FILES[1])
        # a fast tokenizer shared by two threads raises "Already borrowed"
        self._tokenizing = Lock()

    def read(self, question: str, texts: Sequence[Text]) -> tuple[TextReading, ...]:
        """Read every text; of one that is longer than the model takes, all its parts, one after the other."""
        with self._tokenizing:
            asked = shortened(question, self._tokenizer)
            encoded = self._tokenizer.encode_batch([pair(asked, text.heading, text.words) for text in texts])
        parts = [
            _Part(
                row, np.array(part.ids), np.array(part.type_ids), np.array(part.offsets) - heading_chars(text.heading)
            )
            for row, (text, whole) in enumerate(zip(texts, encoded, strict=True))
            for part in (whole, *whole.overflowing)
        ]
        found: list[list[TextReading]] = [[] for _ in texts]
        # neighbours in length share a batch, so little is spent on padding
        by_length = sorted(parts, key=lambda part: len(part.ids))
        for first in range(0, len(by_length), _BATCH):
            batch = by_length[first : first + _BATCH]
            for part, reading in zip(batch, self._read_batch(batch), strict=True):
                found[part.text].append(reading)
        return tuple(_joined(readings) for readings in found)

    def _read_batch(self, parts: Sequence[_Part]) -> Iterator[TextReading]:
        shape = len(parts), max(len(part.ids) for part in parts)
        ids, kinds, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, part in enumerate(parts):
            ids[row, : len(part.ids)] = part.ids
            kinds[row, : len(part.ids)] = part.kinds
            mask[row, : len(part.ids)] = 1
        spans, passages = self._session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds})
        for part, logits, (answers, relevant) in zip(parts, spans, passages, strict=True):
            words = best_words(logits[: len(part.ids)], part.kinds, part.offsets)
            yield TextReading(words, float(answers), float(relevant))


@dataclass(frozen=True, slots=True)
class _Part:
    """What goes into the model at once: token ids, which text each is of, and its offsets, shape ``(tokens, 2)``."""

    text: int
    ids: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]


def best_words(
    logits: npt.NDArray[np.float32], kinds: npt.NDArray[np.int64], offsets: npt.NDArray[np.int64]
) -> tuple[Words, ...]:
    """The likeliest answers that do not overlap, best first.

    Args:
        logits: of being the first and the last token, shape ``(tokens, 2)``; token 0 stands for "no answer".
        kinds: 1 for tokens of the text, shape ``(tokens,)``.
        offsets: where each token stands in the text, negative in the heading, shape ``(tokens, 2)``.
    """
    # the closing token has an empty span, the heading's stand before the text
    inside = np.flatnonzero((kinds == 1) & (offsets[:, 0] >= 0) & (offsets[:, 1] > offsets[:, 0]))
    if not len(inside):
        return ()
    nothing = float(logits[0].sum())
    begins, ends = offsets[inside, 0], offsets[inside, 1]
    scores = logits[inside, 0][:, None] + logits[inside, 1][None, :]
    lengths = inside[None, :] - inside[:, None]
    scores[(lengths < 0) | (lengths >= MOST_ANSWER_TOKENS)] = -np.inf
    found: list[Words] = []
    for _ in range(_SPANS):
        first, last = np.unravel_index(int(np.argmax(scores)), scores.shape)
        if not np.isfinite(scores[first, last]):
            break
        span = Span(int(begins[first]), int(ends[last]))
        found.append(Words(span, float(scores[first, last]) - nothing))
        # whatever begins before the end of these words and ends after their beginning overlaps them; characters are
        # compared, since one of them, such as a Korean syllable, may be several tokens
        scores[np.ix_(begins < span.end, ends > span.start)] = -np.inf
    return tuple(found)


def _joined(parts: Sequence[TextReading]) -> TextReading:
    """The parts of one text as one: parts share some words, so of overlapping answers the better one counts."""
    if len(parts) == 1:
        return parts[0]
    kept: list[Words] = []
    for words in sorted((words for part in parts for words in part.words), key=lambda words: -words.margin):
        if not any(words.span.overlaps(better.span) for better in kept):
            kept.append(words)
    return TextReading(tuple(kept[:_SPANS]), max(part.answers for part in parts), max(part.relevant for part in parts))
