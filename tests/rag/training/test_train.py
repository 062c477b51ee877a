"""A very small model learns, remembers where it stood, and says how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from index.errors import InvalidInputError, MissingDataError
from index.models import ModelFolder
from rag.training.encoding import Encoded, encode
from rag.training.mixture import Recipe, mixture
from rag.training.model import ReaderModel, contested, loss
from rag.training.rounds import ROUNDS, Schedule
from rag.training.train import lessons_of, main, next_round, rounds_of, train
from tests.rag.reader_models import TOKENIZER

SCHEDULE = Schedule(rate=3e-3, batch_tokens=280)


@pytest.fixture(scope="module")
def lessons(sets: Path) -> Encoded:
    recipe = replace(Recipe(), squad=30, neighbours=10, crowd_rounds=5)
    return encode(mixture(sets, recipe), TOKENIZER)


def learned(
    lessons: Encoded, state: Path, tiny: ModelFolder, tell: Callable[[str], None] = lambda words: None
) -> ReaderModel:
    state.mkdir(exist_ok=True)
    torch.manual_seed(7)
    return train(lessons, state, tiny, SCHEDULE, tell, save_seconds=0)


def mean_loss(model: ReaderModel, lessons: Encoded) -> float:
    losses = []
    for row in range(len(lessons)):
        ids = torch.tensor(lessons.ids[lessons.bounds[row] : lessons.bounds[row + 1]].astype(np.int64))[None]
        kinds = (torch.arange(ids.shape[1]) >= int(lessons.passages[row])).long()[None]
        with torch.no_grad():
            spans, passages = model(ids, torch.ones_like(ids), kinds)
        allowed = kinds.bool()
        allowed[0, 0], allowed[0, -1] = True, False
        of_row = (
            torch.tensor([int(each[row])]) for each in (lessons.starts, lessons.ends, lessons.relevant, lessons.lessons)
        )
        losses.append(float(loss(spans, passages, allowed, *of_row)))
    return float(np.mean(losses))


def test_the_loss_worked_by_hand() -> None:
    spans = torch.zeros(1, 4, 2)
    passages = torch.zeros(1, 2)
    allowed = torch.tensor([[True, False, True, True]])
    one = torch.tensor([1])
    # a third for each end; a half for either judgement
    expected = np.log(3) + np.log(2) / 2 + np.log(2) / 4
    assert float(loss(spans, passages, allowed, one * 2, one * 3, one, one)) == pytest.approx(expected)
    spans[0, 1] = 99  # a token of the question counts for nothing
    assert float(loss(spans, passages, allowed, one * 2, one * 3, one, one)) == pytest.approx(expected)


def test_an_answer_or_none_is_what_the_first_judgement_learns() -> None:
    spans, allowed, zero = torch.zeros(1, 2, 2), torch.ones(1, 2, dtype=torch.bool), torch.tensor([0])
    surely, never = torch.tensor([[9.0, 0.0]]), torch.tensor([[-9.0, 0.0]])
    assert loss(spans, never, allowed, zero, zero, zero, zero) < loss(spans, surely, allowed, zero, zero, zero, zero)
    one = torch.tensor([1])
    assert loss(spans, surely, allowed, one, one, zero, zero) < loss(spans, never, allowed, one, one, zero, zero)


def test_a_contest_is_between_all_tokens_of_a_lessons_passages() -> None:
    logits = torch.zeros(5, 4)
    places, lessons = torch.tensor([2, 0, 0, 1, 0]), torch.tensor([1, 1, 2, 3, 4])
    # one of twice three tokens; a lesson of one passage and one without an answer count nothing
    assert float(contested(logits, places, lessons)) == pytest.approx(np.log(6))
    # what a passage says of itself, all tokens alike, changes nothing; a lead over its "no answer" does
    logits[1] += 5
    assert float(contested(logits, places, lessons)) == pytest.approx(np.log(6))
    logits[1, 0] += 3
    assert float(contested(logits, places, lessons)) == pytest.approx(np.log(3 + 3 * np.exp(-3)))
    assert float(contested(logits[2:], places[2:], lessons[2:])) == 0


def test_learning_lowers_the_loss(lessons: Encoded, tiny: ModelFolder, tmp_path: Path) -> None:
    torch.manual_seed(7)
    before = mean_loss(ReaderModel(tiny.folder).eval(), lessons)
    model = learned(lessons, tmp_path / "state", tiny)
    assert mean_loss(model.eval(), lessons) < 0.8 * before


def test_a_training_that_was_stopped_goes_on_as_if_it_had_not_been(
    lessons: Encoded, tiny: ModelFolder, tmp_path: Path
) -> None:
    whole = learned(lessons, tmp_path / "whole", tiny).state_dict()

    def stop(words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learned(lessons, tmp_path / "stopped", tiny, stop)
    assert not (tmp_path / "stopped" / "reader.pt").exists()
    assert torch.load(tmp_path / "stopped" / "state.pt", weights_only=True)["step"] == 49
    told: list[str] = []
    resumed = learned(lessons, tmp_path / "stopped", tiny, told.append).state_dict()
    assert told[0].startswith("step 50 of ")
    for name, weights in whole.items():
        assert torch.equal(weights, resumed[name]), name
    kept = torch.load(tmp_path / "stopped" / "reader.pt", weights_only=True)
    assert all(torch.equal(weights, kept[name]) for name, weights in whole.items())
    assert {file.name for file in (tmp_path / "stopped").iterdir()} == {"state.pt", "reader.pt"}


def test_word_vectors_stay_and_everything_else_moves(lessons: Encoded, tiny: ModelFolder, tmp_path: Path) -> None:
    torch.manual_seed(7)
    before = ReaderModel(tiny.folder).state_dict()
    after = learned(lessons, tmp_path / "state", tiny).state_dict()
    stayed = {name for name, weights in before.items() if torch.equal(weights, after[name])}
    assert stayed == {"encoder.embeddings.word_embeddings.weight"}


def test_the_rate_rises_and_falls_to_nothing() -> None:
    rates = [Schedule().at(step, 1000) for step in range(1001)]
    assert rates.index(max(rates)) == 60
    assert max(rates) == pytest.approx(3e-4)
    assert rates[:61] == sorted(rates[:61])
    assert rates[60:] == sorted(rates[60:], reverse=True)
    assert rates[0] == rates[-1] == 0


def test_lessons_are_made_once_for_a_state_folder(sets: Path, tiny: ModelFolder, tmp_path: Path) -> None:
    rounds = (next_round((), 0.0005),)
    first = lessons_of(sets, tmp_path / "state", rounds, tiny)
    again = lessons_of(tmp_path / "no data", tmp_path / "state", rounds, tiny)
    assert np.array_equal(first.ids, again.ids)
    assert rounds_of(tmp_path / "state") == rounds
    with pytest.raises(InvalidInputError, match="another recipe"):
        lessons_of(sets, tmp_path / "state", ROUNDS, tiny)


def test_one_round_follows_the_other() -> None:
    assert [next_round(ROUNDS[:done]) for done in range(len(ROUNDS))] == list(ROUNDS)
    with pytest.raises(InvalidInputError, match="all are done"):
        next_round(ROUNDS)


def test_a_round_begins_with_the_weights_of_the_one_before(lessons: Encoded, tmp_path: Path, tiny: ModelFolder) -> None:
    first = learned(lessons, tmp_path / "first", tiny).state_dict()
    (tmp_path / "second").mkdir()
    still = replace(SCHEDULE, rate=0.0, weight_decay=0.0)
    second = train(
        lessons, tmp_path / "second", tiny, still, lambda words: None, begin=tmp_path / "first" / "reader.pt"
    )
    assert all(torch.equal(weights, first[name]) for name, weights in second.state_dict().items())


def test_a_round_cannot_follow_an_unfinished_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--state", str(tmp_path / "state"), "--after", str(tmp_path), "--threads", "1"]) == 1
    assert "holds no finished round" in capsys.readouterr().err


def test_without_data_nothing_is_begun(tiny: ModelFolder, tmp_path: Path) -> None:
    with pytest.raises(MissingDataError):
        lessons_of(tmp_path, tmp_path / "state", ROUNDS[:1], tiny)
    assert list((tmp_path / "state").iterdir()) == []


def test_the_command_tells_a_problem_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--state", str(tmp_path / "state"), "--threads", "1"]) == 1
    assert capsys.readouterr().err.startswith("Error: Training needs squad1_train.contexts.jsonl.gz")
