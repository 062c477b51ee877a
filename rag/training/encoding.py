"""Turns examples into token ids with labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding

from rag.reader_input import heading_chars, pair, tokenizer_at
from rag.training.examples import Example, Lesson

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Encoded:
    """Examples as numbers.

    ``ids`` holds the token ids of all examples one after the other, uint16; example n stands from ``bounds[n]`` to
    ``bounds[n + 1]``. ``passages`` is where the second text begins in each; ``starts`` and ``ends`` are the first and
    last token of the answer, 0 (the opening token) where there is none; ``relevant`` is 0 or 1. ``lessons`` numbers the
    lesson that each belongs to, from 0, rising.
    """

    ids: npt.NDArray[np.uint16]
    bounds: npt.NDArray[np.int64]
    passages: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    relevant: npt.NDArray[np.int64]
    lessons: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each example."""
        return np.diff(self.bounds)


@dataclass(frozen=True, slots=True)
class Padded:
    """A batch as the model takes it: int64 and bool arrays of shape ``(batch, tokens)``.

    ``mask`` marks the tokens that are there, ``kinds`` those of the second text, ``allowed`` those at which an answer
    may begin or end: the words of the second text, and the opening token, which stands for no answer.
    """

    ids: npt.NDArray[np.int64]
    mask: npt.NDArray[np.bool_]
    kinds: npt.NDArray[np.bool_]
    allowed: npt.NDArray[np.bool_]


def encode(lessons: Sequence[Lesson], tokenizer_file: Path) -> Encoded:
    """The examples of all lessons in their order; an answer that the limit cuts off counts as none."""
    tokenizer = tokenizer_at(tokenizer_file)
    examples = [example for lesson in lessons for example in lesson]
    ids: list[npt.NDArray[np.uint16]] = []
    labels: list[tuple[int, int, int, int]] = []
    for few in _few(examples):
        encoded = tokenizer.encode_batch([pair(each.question, each.heading, each.passage) for each in few])
        for example, item in zip(few, encoded, strict=True):
            ids.append(np.array(item.ids, dtype=np.uint16))
            first, last = _answer_tokens(example, item)
            labels.append((item.type_ids.index(1), first, last, int(example.relevant)))
    bounds = np.concatenate([[0], np.cumsum([len(each) for each in ids])])
    passages, starts, ends, relevant = np.array(labels, dtype=np.int64).T
    numbers = np.repeat(np.arange(len(lessons)), [len(lesson) for lesson in lessons])
    return Encoded(np.concatenate(ids), bounds, passages, starts, ends, relevant, numbers)


def save(encoded: Encoded, file: Path) -> None:
    """Write to ``file``, a name in ``.npz``, whole or not at all; without pickle."""
    beside = file.with_suffix(".new.npz")
    np.savez(
        beside,
        allow_pickle=False,
        ids=encoded.ids,
        bounds=encoded.bounds,
        passages=encoded.passages,
        starts=encoded.starts,
        ends=encoded.ends,
        relevant=encoded.relevant,
        lessons=encoded.lessons,
    )
    beside.replace(file)


def load(file: Path) -> Encoded:
    """Read what ``save`` wrote."""
    with np.load(file, allow_pickle=False) as held:
        return Encoded(**{name: held[name] for name in Encoded.__slots__})


def batches(encoded: Encoded, tokens: int, seed: int) -> list[npt.NDArray[np.int64]]:
    """Rows of each batch: whole lessons of like length, so that little is padded, at most ``tokens`` with padding.

    The order of the batches is mixed.
    """
    rng = np.random.default_rng(seed)
    firsts = np.flatnonzero(np.diff(encoded.lessons, prepend=-1))
    ends = np.append(firsts[1:], len(encoded))
    longest = np.maximum.reduceat(encoded.lengths, firsts)
    made = []
    # sorted within a stretch of some batches only, so that the order of training stays mixed
    for stretch in np.array_split(np.arange(len(firsts)), max(1, len(firsts) // 4_000)):
        few: list[int] = []
        of_stretch = []
        for lesson in stretch[np.argsort(longest[stretch], kind="stable")]:
            rows = range(firsts[lesson], ends[lesson])
            if few and longest[lesson] * (len(few) + len(rows)) > tokens:
                of_stretch.append(np.array(few))
                few = []
            few += rows
        of_stretch.append(np.array(few))
        made += [of_stretch[at] for at in rng.permutation(len(of_stretch))]
    return made


def padded(encoded: Encoded, rows: npt.NDArray[np.int64]) -> Padded:
    """The rows side by side, with zeros after the shorter ones."""
    lengths = encoded.bounds[rows + 1] - encoded.bounds[rows]
    places = np.arange(lengths.max())
    mask = places < lengths[:, None]
    kinds = (places >= encoded.passages[rows][:, None]) & mask
    ids = np.zeros(mask.shape, dtype=np.int64)
    ids[mask] = np.concatenate([encoded.ids[encoded.bounds[row] : encoded.bounds[row + 1]] for row in rows])
    # the last token closes the passage and is no word of it
    return Padded(ids, mask, kinds, kinds & (places < lengths[:, None] - 1) | (places == 0))


def _answer_tokens(example: Example, item: Encoding) -> tuple[int, int]:
    if example.answer is None:
        return 0, 0
    lead = heading_chars(example.heading)
    start, end = example.answer.start + lead, example.answer.end + lead
    touched = [
        at
        for at, ((first, last), kind) in enumerate(zip(item.offsets, item.type_ids, strict=True))
        if kind == 1 and first < end and last > start
    ]
    return (touched[0], touched[-1]) if touched else (0, 0)


def _few(examples: Sequence[Example]) -> Iterator[Sequence[Example]]:
    for first in range(0, len(examples), _AT_ONCE):
        yield examples[first : first + _AT_ONCE]
