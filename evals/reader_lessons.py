"""What the reader's weights are fitted on: tuning questions, their sentences' features, and which of them are right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.datasets.catalogue import open_dataset
from evals.datasets.values import Dataset, Question, sample
from evals.libraries import library_of
from evals.metrics.answers import contains_gold
from evals.running import ShowProgress, timed
from index.embedding import Embedder
from index.settings import ChunkSettings
from rag.answerer import rarity_in
from rag.assemble import default_retriever
from rag.cross_encoder import TextModel
from rag.evidence import Candidate
from rag.question import AnswerKind, analyse, respelt
from rag.question import Question as Asked
from rag.reader_features import FEATURES, SUFFICIENCY, SURENESS, Read
from rag.reader_weights import Logistic, ReaderWeights
from rag.resolution import resolve
from rag.settings import Settings
from rag.span_reader import SpanReader

Bools = npt.NDArray[np.bool_]

NO_WEIGHTS = ReaderWeights(
    (0.0,) * len(FEATURES),
    Logistic((0.0,) * len(SURENESS), 0.0),
    Logistic((0.0,) * len(SURENESS), 0.0),
    Logistic((0.0,) * len(SUFFICIENCY), 0.0),
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question as read over its library.

    ``right`` and ``enough``, shape ``(sentences,)``: whether a sentence is evidence, and whether the words found in it
    alone contain an accepted answer.
    """

    question: Question
    kind: AnswerKind
    read: Read
    right: Bools
    enough: Bools
    about: tuple[float, float]

    @property
    def answerable(self) -> bool:
        """Whether the documents answer the question."""
        return bool(self.question.answers)


def tuning_sets(data: Path, n: int) -> Iterator[Dataset]:
    """Libraries with about ``n`` answerable questions each, and questions that nothing in them answers.

    None of their articles was trained on, and none is reported on.
    """
    squad2 = open_dataset("squad2-tune", data, None, n * 2)
    searches = open_dataset("nq-dev", data, None, n)
    lists = open_dataset("multispanqa-tune", data, None, n)
    yield _with_strangers(squad2, searches, n // 3)
    yield _with_strangers(searches, squad2, n // 3)
    yield _with_strangers(lists, squad2, n // 3)
    yield open_dataset("own", None, "tune", None)


def _with_strangers(dataset: Dataset, elsewhere: Dataset, n: int) -> Dataset:
    strangers = tuple(
        replace(question, answers=(), gold=(), type="off_topic", id=f"off-topic-{question.id}")
        for question in sample((each for each in elsewhere.questions if each.answers), n)
    )
    return replace(dataset, questions=dataset.questions + strangers)


def read_all(
    dataset: Dataset,
    cache: Path,
    embedder: Embedder,
    model: TextModel,
    show: ShowProgress,
) -> list[Lesson]:
    """Every question of ``dataset`` read over its library, which is kept in ``cache``."""
    with (
        library_of(dataset.documents, embedder, cache, show, ChunkSettings()) as library,
        library.snapshot() as snapshot,
    ):
        names = {document.document_id: document.source for document in snapshot.documents}
        reader = SpanReader(model, embedder, rarity_in(snapshot), NO_WEIGHTS)
        retriever = default_retriever(snapshot, embedder, Settings())
        lessons = []
        for question in timed(dataset.name, dataset.questions, show):
            searched_for = resolve(question.question, question.history)
            asked = respelt(analyse(searched_for), snapshot.spellings)
            read = reader.sentences(asked, retriever.retrieve(searched_for, Settings().retrieval.passages))
            if read.sentences:
                lessons.append(_lesson(question, asked, read, reader.about(asked), names))
        return lessons


def _lesson(question: Question, asked: Asked, read: Read, about: tuple[float, float], names: dict[str, str]) -> Lesson:
    return Lesson(
        question,
        asked.kind,
        read,
        right=np.array([_is_right(names, question, each.candidate) for each in read.sentences]),
        enough=np.array([contains_gold(each.found, question.answers or ()) for each in read.sentences], dtype=bool),
        about=about,
    )


def _is_right(names: dict[str, str], question: Question, candidate: Candidate) -> bool:
    """Whether the sentence overlaps gold whose place is known, or holds an accepted answer of the right document."""
    name = Path(names[candidate.passage.document_id]).name
    for piece in question.gold:
        for gold in piece:
            if Path(gold.document).name != name:
                continue
            if gold.start is not None:
                end = gold.start + len(gold.text)
                if candidate.sentence.start < end and gold.start < candidate.sentence.end:
                    return True
            elif any(" ".join(answer.split()) in " ".join(candidate.text.split()) for answer in question.answers or ()):
                return True
    return False
