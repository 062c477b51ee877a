"""The promise itself, with the real model over the sample documents: every quote shown equals the stored text."""

from __future__ import annotations

from typing import Any

import pytest

from evals.run_folder import DOCUMENTS, RUN, read_rows
from tests.evals.conftest import OwnRun

pytestmark = pytest.mark.timeout(900)  # a busy computer


@pytest.fixture(scope="module")
def answers(own_run: OwnRun) -> tuple[dict[str, Any], ...]:
    return read_rows(own_run.folder, RUN)


def test_every_quote_is_a_slice_of_its_document(own_run: OwnRun, answers: tuple[dict[str, Any], ...]) -> None:
    texts = {(row["document_id"], row["revision"]): row["text"] for row in read_rows(own_run.folder, DOCUMENTS)}
    quotes = [quote for answer in answers for quote in (*answer["quotes"], *answer["nearest"])]
    assert len(quotes) > 300
    for quote in quotes:
        start, end = quote["start"], quote["end"]
        assert quote["text"] == texts[quote["document_id"], quote["revision"]][start:end] != ""
        assert all(start <= words_start < words_end <= end for words_start, words_end in quote["answers"])


def test_no_answer_lacks_a_quote_and_no_refusal_has_one(answers: tuple[dict[str, Any], ...]) -> None:
    for answer in answers:
        assert bool(answer["quotes"]) == (answer["status"] == "answered") == bool(answer["answer"])


def test_answers_are_short_and_both_kinds_occur(answers: tuple[dict[str, Any], ...]) -> None:
    lengths = [len(answer["answer"].split()) for answer in answers if answer["answer"]]
    assert sum(lengths) / len(lengths) < 50
    assert 0 < len(lengths) < len(answers)
