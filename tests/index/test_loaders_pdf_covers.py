"""PDF pages on which something was drawn over words, and digits that stand above the line."""

from __future__ import annotations

import pytest

from index.document import BlockKind, LoadedText, NoticeCode
from index.loaders.pdf import load
from tests.index.hostile.papers import paper, stream

LINE = "BT /F1 12 Tf 50 {} Td ({}) Tj ET\n"
SENTENCES = "".join(LINE.format(700 - 14 * at, f"The miller wrote line {at} of the book himself.") for at in range(4))
SECRET = LINE.format(500, "Paid to Ada Underhill on Monday")


def quoted(drawing: str, **options: str) -> tuple[str, LoadedText]:
    loaded = load(paper(stream((SENTENCES + drawing).encode()), **options), "x.pdf")  # type: ignore[arg-type]
    seen = [block.span.of(loaded.text) for block in loaded.blocks if block.kind is not BlockKind.FURNITURE]
    return "\n".join(seen), loaded


@pytest.mark.parametrize("bar", ["0 g 96 496 66 13 re f", "0 0 0 rg 96 496 m 162 496 l 162 509 l 96 509 l h f"])
def test_words_under_a_bar_are_not_quoted_and_told(bar: str) -> None:
    words, loaded = quoted(f"{SECRET}{bar}\n")
    assert "Paid to" in words
    assert "Monday" in words
    assert "Underhill" not in words
    assert [notice.code for notice in loaded.notices] == [NoticeCode.HIDDEN]


def test_what_is_written_over_a_white_bar_is_quoted() -> None:
    words, _ = quoted(f"{SECRET}1 g 40 490 300 24 re f 0 g\n{LINE.format(500, 'Paid to nobody')}")
    assert "Paid to nobody" in words
    assert "Underhill" not in words


@pytest.mark.parametrize(
    "drawing",
    [
        f"1 1 0 rg 40 490 300 24 re f 0 g\n{SECRET}",  # a ground below the words
        f"{SECRET}0 g 40 494 300 1 re f\n",  # a line under them
        f"{SECRET}/G1 gs 1 1 0 rg 40 490 300 24 re f\n",  # a marker through which they are seen
        f"{SECRET}0 G 40 490 300 24 re S\n",  # a frame
    ],
)
def test_grounds_lines_markers_and_frames_cover_nothing(drawing: str) -> None:
    content = stream((SENTENCES + drawing).encode())
    marker = b"/ExtGState << /G1 << /ca 0.4 >> >> /Font"
    loaded = load(paper(content).replace(b"/Font <<", marker + b" <<", 1), "x.pdf")
    assert "Underhill" in loaded.text
    assert not loaded.notices


@pytest.mark.parametrize(
    ("words", "raised", "shown"), [("About 10", "6", "About 10⁶ cells"), ("It weighs m", "2", "m2")]
)
def test_smaller_digits_above_others_are_powers(words: str, raised: str, shown: str) -> None:
    seen, _ = quoted(f"BT /F1 12 Tf 50 400 Td ({words}) Tj /F1 7 Tf 5 Ts ({raised}) Tj 0 Ts /F1 12 Tf ( cells) Tj ET\n")
    assert shown in seen
