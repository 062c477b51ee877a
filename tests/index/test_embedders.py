"""The contract of every embedder, on the real weights."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedder
from index.errors import MissingDataError
from index.models import cache_folder, exported, exported_default, locate_model
from index.onnx_embedder import OnnxEmbedder
from index.torch_embedder import TorchEmbedder

TEXTS = ["The lease ends in May.", "When is the rent due?", "Grate the cheese and stir it into the sauce. " * 60]


@pytest.fixture(scope="module", params=["onnx", "torch"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    model = locate_model()
    return OnnxEmbedder(exported(model, cache_folder())) if request.param == "onnx" else TorchEmbedder(model)


def test_vectors_have_the_promised_shape_and_length_one(embedder: Embedder) -> None:
    for vectors in (embedder.embed_documents(TEXTS), embedder.embed_queries(TEXTS)):
        assert vectors.shape == (3, 384) == (3, embedder.identity.dimensions)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_documents([]).shape == (0, 384)


def test_a_vector_does_not_depend_on_its_neighbours_in_the_batch(embedder: Embedder) -> None:
    together = embedder.embed_documents(TEXTS)
    alone = np.vstack([embedder.embed_documents([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-4)


def test_the_nearest_text_is_the_one_about_the_same_thing(embedder: Embedder) -> None:
    passages = embedder.embed_documents(
        ["Cats sleep most of the day.", "The rent is due on the first of each month.", "Iron melts at 1538 °C."]
    )
    (question,) = embedder.embed_queries(["By when must I pay my landlord?"])
    assert int(np.argmax(passages @ question)) == 1


def test_threads_may_share_an_embedder(embedder: Embedder) -> None:
    expected = embedder.embed_queries(TEXTS)
    found: list[bool] = []

    def ask() -> None:
        found.append(np.allclose(embedder.embed_queries(TEXTS), expected, atol=1e-5))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


def test_both_embedders_make_the_same_vectors() -> None:
    model = locate_model()
    reference, fast = TorchEmbedder(model), OnnxEmbedder(exported(model, cache_folder()))
    assert reference.identity == fast.identity
    cosines = (reference.embed_documents(TEXTS) * fast.embed_documents(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9999


def test_a_cut_off_export_is_not_used(tmp_path: Path) -> None:
    model = locate_model()
    whole = exported(model, cache_folder())
    place = tmp_path / "models" / whole.onnx.parent.name
    place.mkdir(parents=True)
    for file in whole.onnx.parent.iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    assert exported_default(tmp_path) is not None
    (place / "model.onnx").write_bytes(whole.onnx.read_bytes()[:1000])
    assert exported_default(tmp_path) is None


def test_a_folder_without_a_model_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"model\.safetensors"):
        locate_model(str(tmp_path))
