"""Every dataset by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evals.datasets.corpus import corpus_of
from evals.datasets.own import read_own
from evals.datasets.passages import PassageQuestion
from evals.datasets.public import PUBLIC_SETS
from evals.datasets.sheets import read_sheet
from evals.datasets.squad import read_squad
from evals.datasets.values import Dataset, sample
from index.errors import InvalidInputError, MissingDataError

NAMES = ("own", *PUBLIC_SETS)
STANDARD_SAMPLE = 1_000
"""How many questions of a public set a run asks unless told otherwise."""


def open_dataset(name_or_file: str, data: Path | None, split: str | None, limit: int | None) -> Dataset:
    """The dataset of that name, or the questions in the file at that path, cut down to its sample.

    Args:
        name_or_file: one of ``NAMES``, or the path of a question sheet or of a file in SQuAD's form (``.json``).
        data: the folder with the public datasets.
        split: of the own set: ``tune``, ``report`` (the default) or ``all``. The public sets have theirs in the name.
        limit: how many questions; None is all of a file and of the own set, 1,000 of a public set.

    Raises:
        MissingDataError: the dataset's files or the sheet are not there.
        InvalidInputError: no such name, split or limit, or a malformed file.
    """
    if limit is not None and limit < 1:
        raise InvalidInputError(f"The number of questions must be at least 1, got {limit}.")
    dataset = _read(name_or_file, data, split)
    if limit is None and name_or_file in PUBLIC_SETS:
        limit = STANDARD_SAMPLE
    return replace(dataset, questions=sample(dataset.questions, limit))


def open_passages(name: str, data: Path | None, limit: int | None = None) -> tuple[PassageQuestion, ...]:
    """The questions of a public set in one-passage mode: each with its own passages, in the order of its sample.

    Raises:
        MissingDataError: the dataset's files are not there.
        InvalidInputError: no such public set, or a malformed file.
    """
    if name not in PUBLIC_SETS:
        raise InvalidInputError(f"There is no public set “{name}”. Give one of: {', '.join(PUBLIC_SETS)}.")
    return sample(PUBLIC_SETS[name].read(data).questions, limit)


def _read(name: str, data: Path | None, split: str | None) -> Dataset:
    if name == "own":
        if split not in (None, "tune", "report", "all"):
            raise InvalidInputError(f"The own set has the splits tune, report and all, not “{split}”.")
        return read_own(split or "report")
    if split is not None:
        raise InvalidInputError(f"Only the own set has a split to choose; “{name}” has none.")
    if name in PUBLIC_SETS:
        return corpus_of(name, PUBLIC_SETS[name].split, PUBLIC_SETS[name].read(data))
    return _read_file(Path(name))


def _read_file(path: Path) -> Dataset:
    if not path.suffix:
        raise InvalidInputError(
            f"There is no dataset “{path}”. Give a question sheet (CSV or spreadsheet), a SQuAD file (.json) or one "
            f"of: {', '.join(NAMES)}."
        )
    if path.suffix != ".json" and path.suffixes[-2:] != [".json", ".gz"]:
        return read_sheet(path)
    if not path.is_file():
        raise MissingDataError(f"There is no file {path}. Check the name, or give the name of a dataset.")
    return corpus_of(path.name.split(".json")[0], "file", read_squad(path))
