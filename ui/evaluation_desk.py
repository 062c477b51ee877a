"""What the evaluation page can do: the evaluations over one library, and no word of Streamlit."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePath

from evals.background import Background
from evals.datasets.own import read_own
from evals.datasets.sheets import read_sheet
from evals.datasets.values import Question
from evals.evaluation_results import results_folder
from evals.evaluation_status import ask_to_stop, is_to_stop
from evals.evaluations import Evaluation, delete, evaluations, find
from evals.judging import Judged
from evals.marks import Opinion, mark, opinions, with_gold
from evals.plots_run import CaptionedPlot, plots_of_run
from evals.report_rows import ShownQuestion, shown_question
from evals.run_folder import read_run
from evals.scoring import Score, judge_all, score
from evals.tables import marked_sheet, results_table
from index.uploads import plain_name
from ui.wording.evaluation import EXAMPLE_ROWS

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_STEM = 80
_LONGEST_SUFFIX = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question sheet that can be used: what it is called, what it is, and how many questions of which kind it has.

    ``answerable`` have an answer, ``unanswerable`` say that there is none, ``open`` say nothing.
    """

    name: str
    content: bytes
    questions: int
    answerable: int
    unanswerable: int
    open: int


@dataclass(frozen=True, slots=True)
class Result:
    """What an evaluation came to; the questions stand in the order of their sheet's rows."""

    judged: tuple[Judged, ...]
    shown: tuple[ShownQuestion, ...]
    scores: tuple[Score, ...]
    plots: tuple[CaptionedPlot, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a result, numbered from 0: what is shown of it, and what gold and mark say of it."""

    number: int
    shown: ShownQuestion
    opinion: Opinion


class EvaluationDesk:
    """The evaluations in the folder of ``background``. All sessions share one, so it holds nothing of any of them."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._home = background.home

    def evaluations(self) -> tuple[Evaluation, ...]:
        """All of them, the latest first."""
        return evaluations(self._home)

    def find(self, evaluation_id: str) -> Evaluation | None:
        """The one with this id."""
        return find(self._home, evaluation_id)

    def check(self, name: str, content: bytes) -> Sheet:
        """Read a question sheet.

        Raises:
            InvalidInputError: it cannot be used; the message names the row and what to do.
        """
        with tempfile.TemporaryDirectory() as folder:
            questions = read_sheet(_written(Path(folder), name, content)).questions
        return _sheet(name, content, questions)

    def samples(self) -> Sheet:
        """The questions that come with the sample documents.

        Raises:
            MissingDataError: they are not installed.
        """
        return _sheet("", b"", read_own("report").questions)

    def begin(self, sheet: Sheet) -> str:
        """Begin to evaluate; returns the id of the evaluation.

        Raises:
            QuotewiseError: it cannot be begun, for instance because one is running.
        """
        if not sheet.content:
            return self._background.begin(None, sheet.questions)
        with tempfile.TemporaryDirectory() as folder:
            return self._background.begin(_written(Path(folder), sheet.name, sheet.content), sheet.questions)

    def go_on(self, evaluation: Evaluation) -> None:
        """Go on with one that ended early.

        Raises:
            QuotewiseError: it cannot go on, for instance because another one is running.
        """
        self._background.go_on(evaluation)

    def stop(self, evaluation: Evaluation) -> None:
        """Ask it to end before the next question."""
        ask_to_stop(evaluation.folder)

    def is_stopping(self, evaluation: Evaluation) -> bool:
        """Whether it was asked to end."""
        return is_to_stop(evaluation.folder)

    def delete(self, evaluation: Evaluation) -> None:
        """Delete it.

        Raises:
            InvalidInputError: it is running, or a file of it is in use.
        """
        delete(self._home, evaluation.id)

    def result(self, evaluation: Evaluation) -> Result | None:
        """What it came to so far; None while it is running, and if it came to nothing.

        Raises:
            InvalidInputError: its files are damaged.
        """
        folder = results_folder(evaluation)
        if folder is None:
            return None
        run = read_run(folder)
        judged, scores = judge_all(run), score(folder)
        in_order = tuple(sorted(judged, key=lambda one: _natural(one.question.id)))
        return Result(
            judged=in_order,
            shown=tuple(shown_question(run, one) for one in in_order),
            scores=scores.scores,
            plots=plots_of_run(judged, scores),
        )

    def items(self, evaluation: Evaluation, result: Result) -> tuple[Item, ...]:
        """The questions of its result with the marks that they have now."""
        return tuple(map(Item, count(), result.shown, opinions(evaluation.folder, result.judged)))

    def mark(self, evaluation: Evaluation, question_id: str, right: bool | None) -> None:
        """Keep what a person says of an answer; None takes it back."""
        mark(evaluation.folder, question_id, right)

    def report(self, evaluation: Evaluation) -> bytes:
        """The report as one page that works by itself."""
        return self._file(evaluation, "report.html")

    def data(self, evaluation: Evaluation) -> bytes:
        """Everything in the report, for other programs."""
        return self._file(evaluation, "report.json")

    def table(self, evaluation: Evaluation, result: Result) -> bytes:
        """A row for each question, with the marks."""
        return results_table(opinions(evaluation.folder, result.judged))

    def marked_sheet(self, evaluation: Evaluation) -> bytes:
        """The questions as a sheet, in which what was marked right is what is right.

        Raises:
            InvalidInputError: nobody has said of any question what is right.
        """
        folder = results_folder(evaluation)
        run = read_run(folder) if folder else None
        made = [with_gold(one, run) for one in opinions(evaluation.folder, judge_all(run))] if run else []
        return marked_sheet(sorted((one for one in made if one), key=lambda one: _natural(one.id)))

    def has_gold(self, evaluation: Evaluation, result: Result) -> bool:
        """Whether anybody has said of any question what is right, so that it can stand in a sheet."""
        return any(one.has_gold for one in opinions(evaluation.folder, result.judged))

    def example_sheet(self) -> bytes:
        """A small sheet that shows what one looks like."""
        return marked_sheet([Question(f"{at}", *row) for at, row in enumerate(EXAMPLE_ROWS, start=1)])

    def _file(self, evaluation: Evaluation, name: str) -> bytes:
        folder = results_folder(evaluation)
        return (folder / name).read_bytes() if folder else b""


def _sheet(name: str, content: bytes, questions: tuple[Question, ...]) -> Sheet:
    answerable = sum(bool(one.answers) for one in questions)
    open_ = sum(one.answers is None for one in questions)
    return Sheet(name, content, len(questions), answerable, len(questions) - answerable - open_, open_)


def _written(folder: Path, name: str, content: bytes) -> Path:
    """The sheet as a file whose name is the person's, as far as a file can have it on any system."""
    plain = PurePath(_NOT_IN_FILE_NAMES.sub("_", plain_name(name)))
    path = folder / f"{plain.stem[:_LONGEST_STEM]}{plain.suffix[:_LONGEST_SUFFIX]}"
    path.write_bytes(content)
    return path


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key by which "row 9" comes before "row 10"."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name))
