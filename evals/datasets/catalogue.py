"""Every dataset by its name."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from evals.datasets.files import find
from evals.datasets.own import read_own
from evals.datasets.sheets import read_sheet
from evals.datasets.spans import read_spans
from evals.datasets.values import Dataset, Form, sample
from index.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class _SpanSet:
    """A span set by its file; ``part`` is its share of the one split of SQuAD's development articles."""

    file: str
    split: str
    part: str | None = None
    form: Form = Form.SHORT


_SPAN_SETS = {
    "squad2-report": _SpanSet("squad2_dev", "report", "report"),
    "squad2-tune": _SpanSet("squad2_dev", "tune", "tune"),
    "squad1-report": _SpanSet("squad1_dev", "report", "report"),
    "squad1-tune": _SpanSet("squad1_dev", "tune", "tune"),
    "clapnq": _SpanSet("clapnq_dev", "report", form=Form.LONG),
    "nq-dev": _SpanSet("nq_qed_dev", "tune"),
    "policyqa": _SpanSet("policyqa_dev", "report"),
    "qamr-dev": _SpanSet("qamr_dev", "train"),
    "qamr-test": _SpanSet("qamr_test", "train"),
}

NAMES = ("own", *_SPAN_SETS)
STANDARD_SAMPLE = 1_000
"""How many questions of a public set a run asks unless told otherwise."""


def open_dataset(name_or_sheet: str, data: Path | None, split: str | None, limit: int | None) -> Dataset:
    """The dataset of that name, or the question sheet at that path, cut down to its sample.

    Args:
        name_or_sheet: one of ``NAMES``, or the path of a CSV file.
        data: the folder with the public datasets.
        split: of the own set: ``tune``, ``report`` (the default) or ``all``. The public sets have theirs in the name.
        limit: how many questions; None is all of a sheet and of the own set, 1,000 of a public set.

    Raises:
        MissingDataError: the dataset's files or the sheet are not there.
        InvalidInputError: no such name, split or limit, or a malformed file.
    """
    if limit is not None and limit < 1:
        raise InvalidInputError(f"The number of questions must be at least 1, got {limit}.")
    dataset = _read(name_or_sheet, data, split)
    if limit is None and name_or_sheet in _SPAN_SETS:
        limit = STANDARD_SAMPLE
    return replace(dataset, questions=sample(dataset.questions, limit))


def _read(name: str, data: Path | None, split: str | None) -> Dataset:
    if name == "own":
        if split not in (None, "tune", "report", "all"):
            raise InvalidInputError(f"The own set has the splits tune, report and all, not “{split}”.")
        return read_own(split or "report")
    if split is not None:
        raise InvalidInputError(f"Only the own set has a split to choose; “{name}” has none.")
    if name in _SPAN_SETS:
        return _read_span_set(name, _SPAN_SETS[name], data)
    if Path(name).suffix:
        return read_sheet(Path(name))
    raise InvalidInputError(f"There is no dataset “{name}”. Give a CSV file or one of: {', '.join(NAMES)}.")


def _read_span_set(name: str, chosen: _SpanSet, data: Path | None) -> Dataset:
    path = find(data, *_places(f"{chosen.file}.jsonl.gz"), *_places(f"{chosen.file}.jsonl"))
    titles: frozenset[str] | None = None
    if chosen.part is not None:
        parts = json.loads(find(data, *_places("squad_dev_split.json")).read_text(encoding="utf-8"))
        titles = frozenset(parts[chosen.part])
    documents, questions = read_spans(path, chosen.form, lambda title: titles is None or title in titles)
    return Dataset(name, chosen.split, documents, questions)


def _places(file: str) -> tuple[str, str]:
    return f"spans/{file}", file
