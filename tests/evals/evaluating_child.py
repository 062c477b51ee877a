"""The process of an evaluation with a subject that was told what to say; it waits before each question if asked to."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evals.datasets.values import SourceFile
from evals.evaluation_process import main as main
from rag.answer import Answer
from tests.evals.fakes import WordSpotter

TEXT = "The sky is blue. The grass is green."
KNOWN = {"What colour is the sky?": ("colours.txt", "blue"), "What colour is the grass?": ("colours.txt", "green")}


class Patient(WordSpotter):
    """Notes each question in the library's folder, and answers once a file with its id lies there; "break" breaks it."""

    def __init__(self, library: Path) -> None:
        super().__init__({})
        self.library = library

    def ask(self, question: str, history: Sequence[str], question_id: str) -> Answer:
        """What it was told to say, "blue" for the sky and "green" for the grass; anything else it refuses."""
        self.answers = {question: KNOWN.get(question)}
        self.texts = {"colours.txt": TEXT}
        (self.library / f"asking {question_id}").touch()
        while not (self.library / "all").exists() and not (self.library / question_id).exists():
            time.sleep(0.01)
        if (self.library / "break").exists():
            raise ZeroDivisionError("words of a document")
        return super().ask(question, history, question_id)


def make_subject(library: Path) -> Any:
    """A subject without a library."""

    @contextmanager
    def opened(files: Sequence[SourceFile]) -> Any:
        yield Patient(library)

    return lambda show: opened
