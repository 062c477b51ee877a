"""Draws sentences from PDF files, one of each file in turn, for what is then checked about them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evals.page_characters import compared
from index.cleaning import clean
from index.document import LoadedText, Span
from index.errors import MissingDataError, UnreadableFileError
from index.loaders.pdf import load
from rag.sentences import block_sentences

_MIN_LETTERS = 15  # a shorter sentence could be right by chance


@dataclass(frozen=True, slots=True)
class DrawnSentences:
    """Sentences of a file, as spans of its text."""

    file: Path
    loaded: LoadedText
    spans: tuple[Span, ...]


def pdf_files(folders: Sequence[Path]) -> list[Path]:
    """The PDF files below the folders, in order.

    Raises:
        MissingDataError: there are none.
    """
    files = sorted(path for folder in folders for path in folder.rglob("*.pdf") if path.is_file())
    if not files:
        raise MissingDataError(f"No PDF files below {', '.join(map(str, folders))}. Give a folder that holds some.")
    return files


def draw_sentences(files: Sequence[Path], count: int, rng: random.Random) -> list[DrawnSentences]:
    """``count`` sentences, or all if there are fewer, one of each file in turn; files without text are left out."""
    read: list[DrawnSentences] = []
    for file in files:
        try:
            loaded = clean(load(file.read_bytes(), file.name))
        except UnreadableFileError:
            continue
        sentences = _sentences(loaded)
        read.append(DrawnSentences(file, loaded, tuple(rng.sample(sentences, len(sentences)))))
    turns = max((len(one.spans) for one in read), default=0)
    in_turn = ((turn, nr) for turn in range(turns) for nr in range(len(read)) if turn < len(read[nr].spans))
    chosen = set(islice(in_turn, count))
    return [
        DrawnSentences(one.file, one.loaded, tuple(span for turn, span in enumerate(one.spans) if (turn, nr) in chosen))
        for nr, one in enumerate(read)
    ]


def _sentences(loaded: LoadedText) -> list[Span]:
    spans = (span for span, _ in block_sentences(loaded.text, 0, loaded.blocks))
    return [span for span in spans if len(compared(span.of(loaded.text))) >= _MIN_LETTERS]
