"""Stand-ins for the reader's model: one that runs, made of look-up tables, and one that was told what to say."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from index.document import Span
from index.models import locate_model
from rag.cross_encoder import Text, TextReading, Words
from rag.reader_features import FEATURES, SUFFICIENCY, SURENESS
from rag.reader_weights import Logistic, ReaderWeights

TOKENIZER = locate_model().folder / "tokenizer.json"


def word_spotting_model(
    folder: Path,
    begins: Mapping[str, float],
    ends: Mapping[str, float],
    answers: Mapping[str, float] | None = None,
    relevant: Mapping[str, float] | None = None,
) -> Path:
    """Write a model that knows no context: each word has its logits, a passage's are the sums over its words.

    Words that are not named have 0, so that "no answer here" has 0, too. Words must be single tokens.
    """
    tokenizer = Tokenizer.from_file(str(TOKENIZER))

    def table(first: Mapping[str, float], second: Mapping[str, float]) -> onnx.TensorProto:
        values = np.zeros((tokenizer.get_vocab_size(), 2), dtype=np.float32)
        for column, logits in enumerate((first, second)):
            for word, logit in logits.items():
                token = tokenizer.token_to_id(word)
                assert token is not None, f"{word} is no single token"
                values[token, column] = logit
        return numpy_helper.from_array(values)

    constants = {
        "of_span": table(begins, ends),
        "of_passage": table(answers or {}, relevant or {}),
        "last": numpy_helper.from_array(np.array([2])),
        "second": numpy_helper.from_array(np.array([1])),
    }
    for name, value in constants.items():
        value.name = name
    nodes = [
        helper.make_node("Gather", ["of_span", "input_ids"], ["spans"]),
        helper.make_node("Gather", ["of_passage", "input_ids"], ["told"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["masks"]),
        helper.make_node("Mul", ["told", "masks"], ["counted"]),
        helper.make_node("ReduceSum", ["counted", "second"], ["passages"], keepdims=0),
    ]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    outputs = [
        helper.make_tensor_value_info("spans", TensorProto.FLOAT, ["batch", "tokens", 2]),
        helper.make_tensor_value_info("passages", TensorProto.FLOAT, ["batch", 2]),
    ]
    graph = helper.make_graph(nodes, "spotter", inputs, outputs, list(constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / "model.onnx"))
    shutil.copyfile(TOKENIZER, folder / "tokenizer.json")
    return folder


class ToldModel:
    """Finds the words that it was told, with their margins, wherever they stand, and says what it was told of texts.

    ``answers`` and ``relevant`` count where the phrase stands in the text, the first that does; else they are -5.
    """

    def __init__(
        self,
        words: Mapping[str, float],
        answers: Mapping[str, float] | None = None,
        relevant: Mapping[str, float] | None = None,
    ) -> None:
        self.words = words
        self.answers = answers or {}
        self.relevant = relevant or {}
        self.read_texts: list[Text] = []
        """Every text that was given to read, in order."""

    def read(self, question: str, texts: Sequence[Text]) -> tuple[TextReading, ...]:
        """What it was told."""
        self.read_texts += texts
        return tuple(self._read(text.words) for text in texts)

    def _read(self, text: str) -> TextReading:
        found = [
            Words(Span(text.index(words), text.index(words) + len(words)), margin)
            for words, margin in self.words.items()
            if words in text
        ]
        return TextReading(
            tuple(sorted(found, key=lambda each: -each.margin)),
            next((logit for words, logit in self.answers.items() if words in text), -5.0),
            next((logit for words, logit in self.relevant.items() if words in text), -5.0),
        )


def weights(
    ranking: Mapping[str, float],
    answerable: Mapping[str, float] | None = None,
    right: Mapping[str, float] | None = None,
    sufficient: Mapping[str, float] | None = None,
) -> ReaderWeights:
    """Weights of the features that are named, 0 of all others; a feature called ``bias`` is the bias."""

    def vector(of: Mapping[str, float], names: Sequence[str]) -> tuple[float, ...]:
        assert set(of) <= {*names, "bias"}
        return tuple(of.get(name, 0.0) for name in names)

    def logistic(of: Mapping[str, float] | None, names: Sequence[str]) -> Logistic:
        return Logistic(vector(of or {}, names), (of or {}).get("bias", 0.0))

    return ReaderWeights(
        vector(ranking, FEATURES),
        logistic(answerable, SURENESS),
        logistic(right, SURENESS),
        logistic(sufficient, SUFFICIENCY),
    )
