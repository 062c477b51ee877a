"""Small training sets in the form of the public ones, and a small encoder to train."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import torch

from index.models import ModelFolder, locate_model

WORDS = "clock tower bell gate garden river bridge harbour library market".split()
YEARS = range(1861, 1871)


def row(name: str, title: str, question: str, context: str, answer: str | None) -> dict[str, Any]:
    answers = [] if answer is None else [{"text": answer, "start": context.index(answer)}]
    return {"id": name, "title": title, "question": question, "context": context, "answers": answers}


def paragraph(thing: str, year: int) -> str:
    """Long enough that short windows cut it."""
    return (
        f"The old {thing} of Port Ellis stands on the northern shore, where the wind is strong and the rain is cold. "
        f"In {year} Captain Ada Hale repaired the {thing} with the help of nine men from the village. "
        "Before that it had stood still for many years, and nobody knew what to do about it or whom to ask for money. "
        f"Visitors come to see the {thing} in summer, when the meadows around it are green and full of flowers."
    )


def tokenised(text: str) -> str:
    return text.replace(".", " .").replace(",", " ,")


def write_sets(data: Path) -> Path:
    """Ten paragraphs a set, each with some questions and its neighbours."""
    spans = data / "spans"
    spans.mkdir(parents=True)
    texts = [paragraph(thing, year) for thing, year in zip(WORDS, YEARS, strict=True)]
    titles = ["Old_town", "New_town"] * 5

    def squad(name: str) -> list[dict[str, Any]]:
        rows = []
        for n, (thing, year, title, text) in enumerate(zip(WORDS, YEARS, titles, texts, strict=True)):
            rows += [
                row(f"{name}:{n}a", title, f"In what year was the {thing} of Port Ellis repaired?", text, str(year)),
                row(f"{name}:{n}b", title, f"Who repaired the {thing} first in {year}?", text, "Captain Ada Hale"),
                row(f"{name}:{n}c", title, f"When do visitors of Lord {thing.title()} come?", text, "in summer"),
            ]
        return rows

    def write(name: str, rows: Iterable[dict[str, Any]]) -> None:
        with gzip.open(spans / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(each) + "\n" for each in rows)

    def write_neighbours(name: str, rows: list[dict[str, Any]], contexts: list[str]) -> None:
        write(
            f"{name}.contexts",
            ({"cid": n, "title": titles[n], "text": text} for n, text in enumerate(contexts)),
        )
        write(
            f"{name}.hardneg",
            (
                {"id": each["id"], "pos": n // 3, "neg": [n // 3, (n // 3 + 1) % 10, (n // 3 + 2) % 10, 99]}
                for n, each in enumerate(rows)
            ),
        )

    write("squad1_train", squad("squad1-train"))
    write_neighbours("squad1_train", squad("squad1-train"), texts)
    searches = [
        each
        | {"context": tokenised(each["context"])}
        | {
            "answers": [
                {"text": a["text"], "start": tokenised(each["context"]).index(a["text"])} for a in each["answers"]
            ]
        }
        for each in squad("nq-train")
    ]
    write("nq_qed_train", searches)
    write_neighbours("nq_qed_train", searches, [tokenised(text) for text in texts])
    pairs = [
        row(f"qamr:{n}", "", f"What is old about the {thing}?", f"The {thing} is old.", thing)
        for n, thing in enumerate(WORDS)
    ]
    write("qamr_dev", pairs[:5])
    write("qamr_test", pairs[5:])
    write(
        "squad2_dev",
        [
            row(f"squad2:{n}", title, f"Who {verb} the {thing}?", text, answer)
            for n, (thing, title, text) in enumerate(zip(WORDS, titles, texts, strict=True))
            for verb, answer in (("repaired", "Captain Ada Hale"), ("sold", None))
        ],
    )
    (spans / "squad_dev_split.json").write_text(
        json.dumps({"train": ["Old_town"], "tune": ["New_town"], "report": []}), encoding="utf-8"
    )
    return data


@pytest.fixture(scope="session")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sets(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> ModelFolder:
    """An encoder that nobody has taught anything, so small that it learns within seconds."""
    from transformers import BertConfig, BertModel

    torch.set_num_threads(1)
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("tiny")
    config = BertConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, max_position_embeddings=256
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    shutil.copyfile(locate_model().folder / "tokenizer.json", folder / "tokenizer.json")
    return locate_model(str(folder))
