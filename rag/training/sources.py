"""Reads the public training sets as they lie in the data folder."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from index.document import Span
from index.errors import MissingDataError

WRITTEN = files("rag.training") / "written"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its paragraph; ``answer`` is None where people say that the paragraph does not answer it.

    ``others`` are paragraphs that share words with the question and are not its own.
    """

    question: str
    title: str
    paragraph: str
    answer: Span | None
    others: tuple[tuple[str, str], ...] = ()


def squad_train(data: Path) -> list[Asked]:
    """SQuAD 1.1, training part, with neighbours by words."""
    return _with_neighbours(data, "squad1_train", lambda row: _asked(row, _title(row), row["context"]))


def natural_questions_train(data: Path) -> list[Asked]:
    """Natural Questions (QED), training part, with neighbours; the tokenised text is put back as people write it."""
    return _with_neighbours(data, "nq_qed_train", _untokenised)


def question_answer_pairs(data: Path) -> list[Asked]:
    """QAMR: questions about single sentences."""
    rows = [*_rows(data, "qamr_dev"), *_rows(data, "qamr_test")]
    return [_asked(row, "", row["context"]) for row in rows]


def crowd_unanswerable(data: Path) -> list[Asked]:
    """The articles of SQuAD 2.0's development part that may be trained on, half of it written to be unanswerable."""
    parts = json.loads(_file(data, "squad_dev_split.json").read_text(encoding="utf-8"))
    titles = frozenset(parts["train"])
    return [_asked(row, _title(row), row["context"]) for row in _rows(data, "squad2_dev") if row["title"] in titles]


def written_by_us(data: Path, written: Traversable = WRITTEN) -> list[Asked]:
    """Questions that we wrote, half of them nearly answered: about everyday papers of ours, and paragraphs of SQuAD.

    Raises:
        MissingDataError: SQuAD is not there, or is not the one whose paragraphs we asked about.
    """
    asked = [
        _ours(question, row["title"], row["text"])
        for row in _lines(written / "everyday.jsonl")
        for question in row["questions"]
    ]
    paragraphs = {row["cid"]: row for row in _rows(data, "squad1_train.contexts")}
    for row in _lines(written / "encyclopedia.jsonl"):
        if row["cid"] not in paragraphs:
            raise MissingDataError(
                f"squad1_train.contexts has no paragraph {row['cid']}, which questions of ours ask about."
            )
        paragraph = paragraphs[row["cid"]]
        asked += [_ours(question, _title(paragraph), paragraph["text"]) for question in row["questions"]]
    return asked


def as_written(text: str) -> str:
    """Tokenised text as people write it: no space before a comma, plain quotation marks."""
    text = re.sub(r"\s*``\s*", ' "', text)
    text = re.sub(r"\s*''", '"', text)
    text = re.sub(r"\s+([,.;:?!%)\]])", r"\1", text)
    text = re.sub(r"([(\[$])\s+", r"\1", text)
    text = re.sub(r"\s+('s|'re|'ve|'ll|'d|n't)\b", r"\1", text)
    text = re.sub(r"(?<=\w)\s+([-–—])\s+(?=\w)", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()


def _with_neighbours(data: Path, name: str, read: Callable[[dict[str, Any]], Asked | None]) -> list[Asked]:
    tidy = as_written if name.startswith("nq") else str
    paragraphs = {
        row["cid"]: (row["title"].replace("_", " "), tidy(row["text"])) for row in _rows(data, f"{name}.contexts")
    }
    neighbours = {row["id"]: row["neg"] for row in _rows(data, f"{name}.hardneg")}
    found = []
    for row in _rows(data, name):
        asked = read(row)
        if asked is not None:
            others = tuple(paragraphs[each] for each in neighbours.get(row["id"], ()) if each in paragraphs)
            found.append(Asked(asked.question, asked.title, asked.paragraph, asked.answer, others))
    return found


def _asked(row: dict[str, Any], title: str, paragraph: str) -> Asked:
    answers = row["answers"]
    span = Span(answers[0]["start"], answers[0]["start"] + len(answers[0]["text"])) if answers else None
    return Asked(row["question"].strip(), title, paragraph, span)


def _ours(question: dict[str, Any], title: str, text: str) -> Asked:
    answer = question["a"]
    at = text.index(answer) if answer else 0
    return Asked(question["q"], title, text, Span(at, at + len(answer)) if answer else None)


def _lines(file: Traversable) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _untokenised(row: dict[str, Any]) -> Asked | None:
    start, words = row["answers"][0]["start"], row["answers"][0]["text"]
    before = as_written(row["context"][:start])
    answer = as_written(words)
    text = as_written(row["context"])
    # found from where it must stand, give or take the spaces that joining removes at the seam
    at = text.find(answer, max(0, len(before) - 2))
    if not answer or at < 0 or at > len(before) + 2:
        return None
    return Asked(row["question"].strip(), _title(row), text, Span(at, at + len(answer)))


def _title(row: dict[str, Any]) -> str:
    return str(row["title"]).replace("_", " ")


def _rows(data: Path, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(_file(data, f"{name}.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _file(data: Path, name: str) -> Path:
    path = data / "spans" / name
    if not path.is_file():
        raise MissingDataError(
            f"Training needs {path.name} in the folder “spans” of the data folder, and it is not there."
        )
    return path
