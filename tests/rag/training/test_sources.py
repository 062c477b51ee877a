from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import MissingDataError
from rag.training import sources
from rag.training.sources import Asked, as_written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is old , and cold .", "It is old, and cold."),
        ("the harbour ( 2,000 m ) ; closed", "the harbour (2,000 m); closed"),
        ("She said `` no '' and left", 'She said "no" and left'),
        ("Ada 's men do n't", "Ada's men don't"),
        ("1861 – 1865", "1861–1865"),
        ("the $ 5 note and 5 %", "the $5 note and 5%"),
        ("Raiders -- Super Bowl", "Raiders -- Super Bowl"),
        ("It is as written.", "It is as written."),
        ("", ""),
    ],
)
def test_tokenised_text_as_people_write_it(text: str, expected: str) -> None:
    assert as_written(text) == expected


@given(st.text(alphabet="ab '`,.()$%-\n", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    assert [sign for sign in as_written(text) if sign in "ab,.()$%-"] == [sign for sign in text if sign in "ab,.()$%-"]


def answer_of(asked: Asked) -> str | None:
    return asked.answer.of(asked.paragraph) if asked.answer else None


def test_squad_comes_with_neighbours_that_are_named_by_cid(sets: Path) -> None:
    asked = sources.squad_train(sets)
    assert len(asked) == 30
    assert (asked[0].title, asked[0].question) == ("Old town", "In what year was the clock of Port Ellis repaired?")
    assert [answer_of(each) for each in asked[:3]] == ["1861", "Captain Ada Hale", "in summer"]
    (itself, other, _) = asked[0].others
    assert itself == ("Old town", asked[0].paragraph)
    assert other == ("New town", asked[3].paragraph)


def test_natural_questions_are_put_as_written_with_their_answers(sets: Path) -> None:
    asked = sources.natural_questions_train(sets)
    assert len(asked) == 30
    assert {answer_of(each) for each in asked} >= {"1861", "Captain Ada Hale", "in summer"}
    for each in asked:
        assert " ." not in each.paragraph
        assert not any(" ," in paragraph for _, paragraph in each.others)


def test_pairs_have_no_titles(sets: Path) -> None:
    asked = sources.question_answer_pairs(sets)
    assert len(asked) == 10
    assert {each.title for each in asked} == {""}
    assert answer_of(asked[9]) == "market"


def test_of_the_crowds_questions_only_the_training_articles_are_used(sets: Path) -> None:
    asked = sources.crowd_unanswerable(sets)
    assert {each.title for each in asked} == {"Old town"}
    assert [answer_of(each) for each in asked] == ["Captain Ada Hale", None] * 5


def test_a_set_that_is_missing_is_named(sets: Path, tmp_path: Path) -> None:
    shutil.copytree(sets, tmp_path / "data")
    (tmp_path / "data" / "spans" / "qamr_test.jsonl.gz").unlink()
    with pytest.raises(MissingDataError, match=r"qamr_test\.jsonl\.gz"):
        sources.question_answer_pairs(tmp_path / "data")


def test_what_we_wrote_comes_with_its_paragraphs(sets: Path, tmp_path: Path) -> None:
    everyday = {
        "title": "Lease > Notice",
        "text": "Tell us a month before.",
        "questions": [{"q": "how early", "a": "a month before"}, {"q": "What is the rent?", "a": None}],
    }
    encyclopedia = {"cid": 0, "questions": [{"q": "Who mended it?", "a": "Captain Ada Hale"}]}
    (tmp_path / "everyday.jsonl").write_text(json.dumps(everyday) + "\n", encoding="utf-8")
    (tmp_path / "encyclopedia.jsonl").write_text(json.dumps(encyclopedia) + "\n", encoding="utf-8")
    lease, rent, hale = sources.written_by_us(sets, tmp_path)
    assert (lease.title, answer_of(lease), rent.answer) == ("Lease > Notice", "a month before", None)
    assert (hale.title, answer_of(hale)) == ("Old town", "Captain Ada Hale")
    encyclopedia["cid"] = 12_345
    (tmp_path / "encyclopedia.jsonl").write_text(json.dumps(encyclopedia) + "\n", encoding="utf-8")
    with pytest.raises(MissingDataError, match="12345"):
        sources.written_by_us(sets, tmp_path)


def test_what_we_wrote_is_sound() -> None:
    rows = [json.loads(line) for line in (sources.WRITTEN / "everyday.jsonl").read_text(encoding="utf-8").splitlines()]
    paragraphs = (sources.WRITTEN / "encyclopedia.jsonl").read_text(encoding="utf-8").splitlines()
    rows += [json.loads(line) for line in paragraphs]
    answers = [question["a"] for row in rows for question in row["questions"]]
    assert 0.3 < sum(answer is None for answer in answers) / len(answers) < 0.7
    for row in rows:
        asked = [question["q"] for question in row["questions"]]
        assert len(set(asked)) == len(asked)
        if "text" in row:
            assert all(row["text"].count(each["a"]) == 1 for each in row["questions"] if each["a"])
