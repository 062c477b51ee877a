"""The texts and passages that the baselines search."""

from __future__ import annotations

from itertools import pairwise

import pytest

from evals.baselines.corpus import OVERLAP_CHARS, PASSAGE_CHARS, pieces_of, texts_of
from evals.datasets.values import SourceFile
from index.errors import InvalidInputError

LONG = "\n\n".join(f"Paragraph {number} says something about the number {number * 7}." * 3 for number in range(60))


def test_passages_stand_where_they_say_and_cover_the_text() -> None:
    (text,) = texts_of([SourceFile("long.txt", LONG.encode())])
    pieces = pieces_of([text])
    assert len(pieces) > 5
    assert all(piece.span.of(text.text) == piece.words and len(piece.words) <= PASSAGE_CHARS for piece in pieces)
    covered = {at for piece in pieces for at in range(piece.span.start, piece.span.end)}
    assert all(character.isspace() for at, character in enumerate(text.text) if at not in covered)
    overlaps = [a.span.end - b.span.start for a, b in pairwise(pieces)]
    assert all(overlap <= OVERLAP_CHARS for overlap in overlaps)
    assert any(overlap > 0 for overlap in overlaps)


def test_texts_are_those_of_the_products_loaders() -> None:
    page = b"<html><head><title>Ferry</title></head><body><h1>Ferry</h1><p>It sails at noon.</p></body></html>"
    (text,) = texts_of([SourceFile("ferry.html", page)])
    assert (text.name, text.title) == ("ferry.html", "Ferry")
    assert "It sails at noon." in text.text
    assert "<p>" not in text.text


def test_a_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(InvalidInputError, match=r"broken\.pdf of the dataset"):
        texts_of([SourceFile("broken.pdf", b"no PDF")])
