"""Identifiers are found whole, and told from others that differ in one sign, however they are typed."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from index.hits import ChunkRanges
from index.identifiers import plain_identifiers
from index.word_search import search
from index.words import WordIndexWriter


def look_alikes(seed: int, copies: int = 12) -> Iterator[str]:
    """Identifiers of many kinds, each followed by one with two neighbouring digits exchanged or one digit changed."""
    draw = random.Random(seed)
    shapes = (
        "AA-####A",
        "AA-####.#",
        "E-##",
        "2#.1#.20##",
        "20##-0#-1#",
        "0## #### ####",
        "report_##.pdf",
        "A#/####",
        "####",
    )
    for shape in shapes:
        for _ in range(copies):
            signs = [draw.choice("KXBTM") if s == "A" else draw.choice("123456789") if s == "#" else s for s in shape]
            yield "".join(signs)
            at = draw.choice([i for i, sign in enumerate(shape) if sign == "#"])
            signs[at] = draw.choice(sorted(set("123456789") - {signs[at]}))
            yield "".join(signs)


IDENTIFIERS = list(dict.fromkeys(look_alikes(7)))


def typed_without_signs(identifier: str) -> str:
    return identifier.lower().replace("-", " ", 1).replace("/", " ")


def typed_together(identifier: str) -> str:
    return "".join(sign for sign in identifier.lower() if sign.isalnum())


@pytest.mark.parametrize(
    "typed", [str, str.lower, typed_without_signs, typed_together], ids=["same", "lower case", "spaced", "together"]
)
def test_every_identifier_is_the_first_hit(typed: type[str]) -> None:
    writer = WordIndexWriter(None)
    for number, identifier in enumerate(IDENTIFIERS):
        writer.add(number, f"This entry of the list is about {identifier}, as stated by the office.", "The list")
    index = writer.finish()
    # without its dots a number of less than three groups is another number
    asked = [each for each in IDENTIFIERS if typed is not typed_together or "." not in each or "pdf" in each]
    missed = [
        each
        for each in asked
        if search([index], f"What does the list say about {typed(each)}?", 1, ChunkRanges())[0].chunk_id
        != IDENTIFIERS.index(each)
    ]
    assert missed == []


def test_a_document_may_space_what_the_question_joins() -> None:
    writer = WordIndexWriter(None)
    writer.add(1, "Fit the KX 2240A first.", "")
    writer.add(2, "Fit the KX 2240B last.", "")
    writer.add(3, "Call (020) 7946 0958.", "")
    index = writer.finish()
    for query, chunk_id in (("kx2240b", 2), ("KX-2240B", 2), ("KX 2240A", 1), ("02079460958", 3), ("020-7946-0958", 3)):
        assert search([index], query, 1, ChunkRanges())[0].chunk_id == chunk_id, query


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("the KX-2240B, or KX 2240B", ["kx2240b", "kx2240b"]),
        ("on 12.04.2021 at 020 7946 0958", ["12042021", "02079460958"]),
        ("1.5 mg on page 17, won 3-2", []),
    ],
)
def test_plain_forms_of_what_is_written(text: str, plain: list[str]) -> None:
    assert list(plain_identifiers(text)) == plain


def test_what_is_typed_may_lack_capitals() -> None:
    assert list(plain_identifiers("is the kx 2240b in stock", typed=True)) == ["kx2240b"]
    assert list(plain_identifiers("is the kx 2240b in stock")) == []
