"""MTRAG and MTRAG-UN: the last question of a conversation, and the passages that answer it (Katsis et al., TACL 2025).

The corpora are not part of the tasks: the collection is the union of the passages that answer some task, so figures
cannot be compared with published ones. The type is the answerability that a person judged. An answerable question is
judged by its passages, for the written answer has no words of theirs. ``unanswerable`` ones the documents do not
answer; ``underspecified`` ones are asked in a way that nobody can answer, and not to answer is taken as right;
``conversational`` turns ("thanks") are not scored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.datasets.files import form_of, json_lines, json_object
from evals.datasets.passages import Mark, Passage, PassageQuestion, PassageSet, set_of
from evals.datasets.values import Form

_ANSWERED = {"answerable", "partial"}
_REFUSED = {"unanswerable", "underspecified"}
_NOT_SCORED = {"conversational"}


def read_generation_tasks(path: Path) -> PassageSet:
    """The tasks of a ``generation_tasks`` file: JSON Lines, each with its passages.

    Raises:
        InvalidInputError: not of this form.
    """
    return set_of(_question(path, row, row.get("contexts", ()), "answerability") for row in json_lines(path))


def read_human_evaluations(path: Path) -> PassageSet:
    """The tasks of an ``evaluations`` file: JSON with ``documents``, and ``tasks`` that name them.

    Raises:
        InvalidInputError: not of this form.
    """
    with form_of("MTRAG", path.name):
        found = json_object(path)
        documents = {document["document_id"]: document for document in found["documents"]}
        tasks = [(task, [documents[context["document_id"]] for context in task["contexts"]]) for task in found["tasks"]]
    return set_of(_question(path, task, contexts, "Answerability") for task, contexts in tasks)


def _question(
    path: Path, row: Mapping[str, Any], contexts: Sequence[Mapping[str, Any]], answerability: str
) -> PassageQuestion:
    with form_of("MTRAG", f"{path.name}, task {row.get('task_id', '?')}"):
        asked = [turn["text"].strip() for turn in row["input"] if turn["speaker"] == "user"]
        (kind,) = (word.lower() for word in row[answerability])
        if kind not in _ANSWERED | _REFUSED | _NOT_SCORED:
            raise ValueError(f"“{kind}” is no answerability")
        passages = tuple(dict.fromkeys(_passage(context) for context in contexts))
        is_answered = kind in _ANSWERED
        evidence = ((Mark(number, 0, passage.text),) for number, passage in enumerate(passages))
        written = tuple(turn["text"].strip() for turn in row["targets"])
        return PassageQuestion(
            id=row["task_id"],
            question=asked[-1],
            passages=passages,
            evidence=tuple(evidence) if is_answered else (),
            answers=written if is_answered else None if kind in _NOT_SCORED else (),
            history=tuple(asked[:-1]),
            form=Form.LONG,
            type=kind,
        )


def _passage(context: Mapping[str, Any]) -> Passage:
    """A passage without what a text file would not keep: line ends of other systems, its title once more."""
    title = context.get("title", "")
    text = context["text"].replace("\r\n", "\n").replace("\r", "\n")
    return Passage(title, text.removeprefix(f"{title}\n").strip())
