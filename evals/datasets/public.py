"""The public datasets by name: which files each needs, in which forms they are understood, and what it is for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evals.datasets.clapnq import read_clapnq
from evals.datasets.disflqa import disfluent, read_rewrites
from evals.datasets.files import find, form_of, json_object, places
from evals.datasets.mtrag import read_generation_tasks, read_human_evaluations
from evals.datasets.multispanqa import read_multispanqa
from evals.datasets.passages import PassageSet, set_of
from evals.datasets.quotesum import read_quotesum
from evals.datasets.spans import read_span_set
from evals.datasets.squad import read_squad
from evals.datasets.values import Form


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A public dataset: what its questions may be used for, and how it is read from the data folder."""

    split: str
    read: Callable[[Path | None], PassageSet]


def _span_set(file: str, data: Path | None) -> PassageSet:
    return read_span_set(find(data, *places(f"{file}.jsonl", "spans")))


def _squad(version: str, part: str, data: Path | None) -> PassageSet:
    """One part of the one split of SQuAD's development articles, which versions 1.1 and 2.0 share."""
    name = f"squad{version[0]}"
    path = find(data, *places(f"{name}_dev.jsonl", "spans"), *places(f"dev-v{version}.json", "squad"))
    split = find(data, *places("squad_dev_split.json", "spans"))
    with form_of("a split by article", split.name):
        titles = frozenset(json_object(split)[part])
    if ".json" in path.suffixes:
        return read_squad(path, f"{name}-dev:", titles.__contains__)
    return read_span_set(path, keep_title=titles.__contains__)


def _disflqa(part: str, data: Path | None) -> PassageSet:
    squad = _squad("2.0", part, data)
    files = [find(data, *places(f"{name}.json", "disflqa")) for name in ("train", "dev", "test")]
    return disfluent(squad, read_rewrites(files, "squad2-dev:"))


def _clapnq(data: Path | None) -> PassageSet:
    own_form = places("clapnq_dev_answerable.jsonl", "clapnq/annotated_data/dev", "annotated_data/dev")
    path = find(data, *places("clapnq_dev.jsonl", "spans"), *own_form)
    if "answerable" not in path.name:
        return read_span_set(path, Form.LONG)
    return read_clapnq([path, find(path.parent, *places("clapnq_dev_unanswerable.jsonl"))], "clapnq:")


def _quotesum(data: Path | None) -> PassageSet:
    return read_quotesum(find(data, *places("dev.jsonl", "quotesum")))


def _multispanqa(part: str, data: Path | None) -> PassageSet:
    """One half of the questions: the set has no split, and the reader's weights are fitted on lists, too."""
    whole = read_multispanqa(find(data, *places("MultiSpanQA_valid.json", "multispanqa")))
    return set_of(one for one in whole.questions if (zlib.crc32(one.id.encode()) % 2 == 0) == (part == "tune"))


def _mtrag(data: Path | None) -> PassageSet:
    folders = ("mtrag/mtrag-human/evaluations", "mtrag-human/evaluations")
    return read_human_evaluations(find(data, *places("reference_subset_with_human_evaluations.json", *folders)))


def _mtrag_un(data: Path | None) -> PassageSet:
    folders = ("mtrag/mtragun-human/generation_tasks", "mtragun-human/generation_tasks")
    return read_generation_tasks(find(data, *places("reference.jsonl", *folders)))


PUBLIC_SETS: Mapping[str, PublicSet] = {
    "squad2-report": PublicSet("report", partial(_squad, "2.0", "report")),
    "squad2-tune": PublicSet("tune", partial(_squad, "2.0", "tune")),
    "squad1-report": PublicSet("report", partial(_squad, "1.1", "report")),
    "squad1-tune": PublicSet("tune", partial(_squad, "1.1", "tune")),
    "disflqa-report": PublicSet("report", partial(_disflqa, "report")),
    "disflqa-tune": PublicSet("tune", partial(_disflqa, "tune")),
    "clapnq": PublicSet("report", _clapnq),
    "quotesum": PublicSet("report", _quotesum),
    "multispanqa-report": PublicSet("report", partial(_multispanqa, "report")),
    "multispanqa-tune": PublicSet("tune", partial(_multispanqa, "tune")),
    "mtrag": PublicSet("report", _mtrag),
    "mtrag-un": PublicSet("report", _mtrag_un),
    "nq-dev": PublicSet("tune", partial(_span_set, "nq_qed_dev")),
    "policyqa": PublicSet("report", partial(_span_set, "policyqa_dev")),
    "qamr-dev": PublicSet("train", partial(_span_set, "qamr_dev")),
    "qamr-test": PublicSet("train", partial(_span_set, "qamr_test")),
}
