"""The files that ship: as the model was in torch, but for the rounding; and those that do ship."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from index.errors import InvalidInputError, MissingDataError
from index.models import ModelFolder, locate_model
from index.onnx_session import open_session
from rag.assemble import READER
from rag.cross_encoder import CrossEncoder, Text
from rag.training.mixture import Recipe
from rag.training.model import ReaderModel
from rag.training.release import Trained, differences, export, inputs_of, main, mean, release, trained, write_exact
from rag.training.rounds import ROUNDS, Round, Schedule
from tests.rag.reader_models import TOKENIZER

TEXTS = (
    ("Who repaired it?", "Clock", "In 1871 Ada Hale repaired it."),
    ("When?", "", "In 1871, I think, or a little later than that, when the bridge was built."),
    ("How wide is the gate of the garden?", "Gate", "Three metres."),
)


@pytest.fixture(scope="module")
def model(tiny: ModelFolder) -> ReaderModel:
    torch.manual_seed(3)
    return ReaderModel(tiny.folder).eval().requires_grad_(False)


@pytest.fixture(scope="module")
def released(model: ReaderModel, tiny: ModelFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("released")
    release(Trained(model, (Round(Recipe(squad=5), Schedule()),), True), tiny, folder / "reader")
    return folder / "reader"


def test_the_export_is_torch_itself(model: ReaderModel, tmp_path: Path) -> None:
    export(model, tmp_path / "model.onnx", TOKENIZER)
    (tmp_path / "tokenizer.json").write_bytes(TOKENIZER.read_bytes())
    assert all(value < 1e-5 for value in differences(model, tmp_path).values())
    # other shapes than those that it was exported with
    ids, mask, kinds = inputs_of(TEXTS[1:2], TOKENIZER)
    found = open_session(tmp_path / "model.onnx").run(
        None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
    )
    exact = model(*(torch.from_numpy(each) for each in (ids, mask, kinds)))
    for one, other in zip(found, exact, strict=True):
        assert np.allclose(one, other.numpy(), atol=1e-4)


def test_at_full_precision_it_can_be_read_with(model: ReaderModel, tiny: ModelFolder, tmp_path: Path) -> None:
    write_exact(model, tiny, tmp_path / "exact")
    assert {file.name for file in tmp_path.rglob("*")} == {"exact", "model.onnx", "tokenizer.json"}
    assert all(value < 1e-5 for value in differences(model, tmp_path / "exact").values())


def test_rounding_changes_little_and_how_much_is_told(model: ReaderModel, released: Path) -> None:
    told = json.loads((released / "manifest.json").read_text(encoding="utf-8"))
    found = differences(model, released)
    assert told["difference_to_torch"] == pytest.approx(found)
    assert 0 < max(found.values()) < 0.05


def test_a_difference_would_be_seen(released: Path, tiny: ModelFolder) -> None:
    torch.manual_seed(4)
    assert max(differences(ReaderModel(tiny.folder).eval(), released).values()) > 0.05


def test_the_manifest_says_what_the_files_are(released: Path, tiny: ModelFolder) -> None:
    told = manifest(released)
    assert told["rounds"][0]["recipe"]["squad"] == 5
    assert told["base"] == {"name": tiny.name, "weights_sha256": tiny.weights}
    assert told["finished"] is True
    assert {file.name for file in released.iterdir()} == {*told["files"], "manifest.json"}


def test_the_released_model_reads_as_torch_does(model: ReaderModel, released: Path) -> None:
    reader = CrossEncoder(released, threads=1)
    for question, heading, passage in TEXTS:
        (reading,) = reader.read(question, [Text(heading, passage)])
        ids, mask, kinds = inputs_of([(question, heading, passage)], TOKENIZER)
        _, judged = model(*(torch.from_numpy(each) for each in (ids, mask, kinds)))
        assert [reading.answers, reading.relevant] == pytest.approx(judged[0].tolist(), abs=0.2)
        assert reading.words


def test_weights_of_the_last_save_are_released_as_unfinished(
    model: ReaderModel, tiny: ModelFolder, tmp_path: Path
) -> None:
    torch.save({"model": model.state_dict(), "optimiser": {}, "step": 9}, tmp_path / "state.pt")
    (tmp_path / "rounds.json").write_text(json.dumps([asdict(each) for each in ROUNDS]), encoding="utf-8")
    learned = trained(tmp_path, tiny)
    assert (learned.finished, learned.rounds) == (False, ROUNDS)
    assert torch.equal(learned.model.span.weight, model.span.weight)
    torch.save(model.state_dict(), tmp_path / "reader.pt")
    assert trained(tmp_path, tiny).finished


def learned_after(seed: int, rounds: int, tiny: ModelFolder, finished: bool = True) -> Trained:
    torch.manual_seed(seed)
    return Trained(ReaderModel(tiny.folder).eval().requires_grad_(False), ROUNDS[:rounds], finished)


@pytest.mark.parametrize(("shares", "part"), [(None, 0.5), ((0.3, 0.9), 0.25)])
def test_of_several_states_the_weights_are_averaged(
    shares: tuple[float, ...] | None, part: float, tiny: ModelFolder
) -> None:
    first, second = learned_after(1, 1, tiny), learned_after(2, 3, tiny)
    expected = first.model.span.weight * part + second.model.span.weight * (1 - part)
    both = mean([first, second], shares)
    assert torch.allclose(both.model.span.weight, expected)
    assert (both.rounds, both.averaged, both.finished) == (ROUNDS, ((1, part), (3, 1 - part)), True)


def test_an_unfinished_part_is_told_and_one_state_is_itself(tiny: ModelFolder) -> None:
    second = learned_after(2, 3, tiny)
    assert mean([second]) is second
    assert not mean([learned_after(1, 1, tiny, finished=False), second]).finished


@pytest.mark.parametrize("shares", [(1.0,), (0.0, 1.0)])
def test_shares_that_fit_no_states_are_refused(shares: tuple[float, ...], tiny: ModelFolder) -> None:
    with pytest.raises(InvalidInputError, match="one above 0 for each of the 2 states"):
        mean([learned_after(1, 1, tiny), learned_after(2, 3, tiny)], shares)


def test_states_of_different_trainings_are_not_averaged(tiny: ModelFolder) -> None:
    stranger = Trained(learned_after(1, 1, tiny).model, (Round(Recipe(squad=5), Schedule()),), True)
    with pytest.raises(InvalidInputError, match="different trainings"):
        mean([stranger, learned_after(2, 3, tiny)])


def test_a_folder_without_weights_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MissingDataError, match="holds no weights"):
        trained(tmp_path, locate_model())
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "holds no weights" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def manifest(folder: Path) -> dict[str, Any]:
    """What it says, once the files are found to be those that it names."""
    told: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, checksum in told["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum, name
    return told


needs_the_weights = pytest.mark.skipif(
    not READER.is_dir(), reason="rag/weights/reader, the model that ships, is missing"
)


@needs_the_weights
def test_what_ships_is_a_finished_training_near_to_its_torch_reference() -> None:
    told = manifest(READER)
    assert told["difference_to_torch"]["span"] < 0.15
    assert told["difference_to_torch"]["passage"] < 0.1
    assert told["base"]["weights_sha256"] == locate_model().weights
    assert (READER / "model.onnx").stat().st_size < 30_000_000
    assert (READER / "tokenizer.json").read_bytes() == TOKENIZER.read_bytes()


@needs_the_weights
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who repaired the clock?", "Ada Hale"),
        ("When was the clock repaired?", "1871"),
        ("How many men helped her?", "nine"),
    ],
)
def test_what_ships_reads(question: str, words: str) -> None:
    text = (
        "The clock of the tower is old. In 1871 Ada Hale repaired the clock with the help of nine men from the village."
    )
    other = "The harbour has room for forty boats. Visitors pay at the gate."
    answering, stranger = CrossEncoder(READER).read(question, [Text("The tower", text), Text("The harbour", other)])
    assert words in answering.words[0].span.of(text)
    assert answering.answers > stranger.answers
    assert answering.relevant > stranger.relevant
