"""Looks into every document for a question that wants everything: "List all …", "what do these two say about …".

The best passages alone would come from the two or three documents that speak most of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.question import AnswerKind, Question
from rag.retrieval import Passage

_EVERYTHING = re.compile(
    r"\b(?:all|every|each|everything)\b|\bwhat do .+ say (?:about|on|of)\b"
    r"|\bhow (?:do|does|did) .+ (?:differ|compare)\b|\bdifferences? between\b",
    re.IGNORECASE,
)
_KINDS = (AnswerKind.LIST, AnswerKind.OTHER, AnswerKind.DEFINITION, AnswerKind.MANNER)


def wants_everything(question: Question) -> bool:
    """Whether the question is for all there is, so that no document may be left out."""
    return question.kind in _KINDS and _EVERYTHING.search(question.text) is not None


def swept(found: Sequence[Passage], first: int, documents: int) -> tuple[Passage, ...]:
    """The ``first`` passages of ``found``, and the best one of each further document, of at most so many documents.

    Args:
        found: many more passages, best first.
        first: how many to keep whatever document they are of.
        documents: the most further documents.
    """
    kept = list(found[:first])
    seen = {passage.document_id for passage in kept}
    for passage in found[first:]:
        if len(kept) == first + documents:
            break
        if passage.document_id not in seen:
            seen.add(passage.document_id)
            kept.append(passage)
    return tuple(replace(passage, rank=rank) for rank, passage in enumerate(kept, start=1))
