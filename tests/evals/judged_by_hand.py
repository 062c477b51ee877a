"""A run that was told what to say, with every kind of verdict, for tests of what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.datasets.values import Dataset, Form, GoldSpan, Question, SourceFile
from evals.running import run
from tests.evals.fakes import WordSpotter

COLOURS = SourceFile("colours.txt", b"The sky is blue. The grass is green. Blood is red.")
QUESTIONS = (
    Question("right", "What colour is the sky?", ("blue",), gold=((GoldSpan("colours.txt", "The sky is blue."),),)),
    Question("wrong", "What colour is the grass?", ("brown",), ("What colour is hay?",)),
    Question("refused", "What colour is blood?", ("red",)),
    Question("rightly refused", "Who is on the moon?", ()),
    Question("answered", "What colour is snow?", ()),
    Question("open", "=Which colours?|", None),
    Question("open refusal", "And at night?", None),
    Question("list", "Which two colours?", ("blue", "black"), form=Form.LIST),
)
ANSWERS: dict[str, tuple[str, str] | None] = {
    "What colour is the sky?": ("colours.txt", "The sky is blue."),
    "What colour is the grass?": ("colours.txt", "green"),
    "What colour is blood?": None,
    "Who is on the moon?": None,
    "What colour is snow?": ("colours.txt", "red"),
    "=Which colours?|": ("colours.txt", "red"),
    "And at night?": None,
    "Which two colours?": ("colours.txt", "blue"),
}


def told_run(out: Path, questions: Sequence[Question] = QUESTIONS) -> Path:
    """The run over these questions, saved in ``out``."""
    return run(Dataset("colours", "sheet", (COLOURS,), tuple(questions)), WordSpotter(ANSWERS).open, out)
