"""The real engine, in its own process: a few small scans, and pictures that are made to do harm."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Iterator, Sequence

import pytest
from PIL import Image

from index.errors import ParsingStartError, UnreadableFileError
from index.loaders import load
from index.ocr.layout import recognised_lines
from index.ocr.recognised import RecognisedPage
from index.ocr.recognising import RecognisingLimits, RecognisingProcess
from tests.index.children import ROOT
from tests.index.makers import column
from tests.index.scans import image_file, picture_of

LINES = ["The harbour master keeps the ledger.", "It lies in the lower office.", "Each ship pays 45.50 a week."]
LEFT, TOP, WIDTH, HEIGHT = (
    40,
    90,
    480,
    120,
)  # the part of the page with print, in points: small pictures are read quickly
SCAN = picture_of(column(LINES, step=24, size=16), 72).crop((LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT))
ODD = f"""
import os, sys, time
sys.path.insert(0, {str(ROOT)!r})
import index.ocr.recognising_child as child
from index.ocr.recognised import RecognisedPage

def odd(content, page):
    kind = content.decode()
    if kind == "hang":
        time.sleep(3600)
    if kind == "die":
        os._exit(3)
    if kind == "grow":
        raise MemoryError
    if kind == "fail":
        raise ValueError(kind)
    return None, 1.0, 1.0

class Blind:
    def recognise(self, picture):
        return (), 0

child.drawn_page = odd
sys.exit(child.main(Blind))
"""


def odd_command() -> Sequence[str]:
    return (sys.executable, "-c", ODD)


@pytest.fixture(scope="module")
def engine() -> Iterator[RecognisingProcess]:
    with RecognisingProcess(RecognisingLimits(seconds=120)) as process:
        yield process


def words_of(page: RecognisedPage) -> list[str]:
    assert page.problem == ""
    return " ".join(line.text for line in recognised_lines(page)).split()


def tiff(*pictures: Image.Image) -> bytes:
    return image_file(pictures, "TIFF")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_print_is_read_whichever_way_it_lies(engine: RecognisingProcess, turned: int) -> None:
    page = engine.recognise(tiff(SCAN.rotate(turned, expand=True)), 1)
    assert words_of(page) == " ".join(LINES).split()
    assert page.turn == turned  # Pillow turns the other way round
    assert not page.is_unsure


def test_words_stand_where_they_were_drawn(engine: RecognisingProcess) -> None:
    page = engine.recognise(image_file([SCAN], "PDF"), 1)
    word = next(word for line in page.lines for word in line.words if word.text == "harbour")
    assert word.area.left * WIDTH + LEFT == pytest.approx(50 + 16 * 2.0, abs=6)  # after "The " in Helvetica
    assert word.area.top * HEIGHT + TOP < 800 - 703 < word.area.bottom * HEIGHT + TOP


def test_a_page_without_print_has_no_lines(engine: RecognisingProcess) -> None:
    assert engine.recognise(tiff(SCAN, Image.new("RGB", (300, 400), "white")), 2).lines == ()


def png_of(width: int, height: int) -> bytes:
    """A picture that says that it is so large and holds next to nothing."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0" * 99)) + part(b"IEND", b"")


@pytest.mark.parametrize("size", [(40_000, 40_000), (2_000_000_000, 2_000_000_000), (10_000, 9_500)])
def test_a_picture_that_says_it_is_huge_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(UnreadableFileError, match="million points"):
        load(png_of(*size), "bomb.png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_a_picture_that_was_cut_short_is_told(engine: RecognisingProcess, kind: str) -> None:
    content = image_file([SCAN], kind)
    page = engine.recognise(content[: len(content) // 3], 1)
    assert "damaged" in page.problem
    assert page.lines == ()
    assert engine.recognise(b"no picture at all", 1).problem


def test_colours_of_every_kind_are_read(engine: RecognisingProcess) -> None:
    clear = Image.new("LA", SCAN.size, (0, 0))
    clear.paste(Image.new("LA", SCAN.size, (0, 255)), mask=SCAN.convert("L").point(lambda value: 255 - value))
    out = io.BytesIO()
    clear.save(out, "PNG")
    assert words_of(engine.recognise(out.getvalue(), 1)) == " ".join(LINES).split()
    assert words_of(engine.recognise(tiff(SCAN.convert("1")), 1)) == " ".join(LINES).split()
    assert words_of(engine.recognise(tiff(SCAN.convert("L").convert("I;16").point(lambda value: value * 256)), 1))


@pytest.mark.parametrize(
    ("kind", "problem"),
    [("hang", "given up"), ("die", "damaged or made to do harm"), ("grow", "more memory"), ("fail", "not as expected")],
)
def test_a_page_that_does_harm_is_told_and_the_next_one_is_read(kind: str, problem: str) -> None:
    with RecognisingProcess(RecognisingLimits(seconds=2), odd_command) as process:
        page = process.recognise(kind.encode(), 7)
        assert page.page == 7
        assert problem in page.problem
        assert process.recognise(b"good", 8).problem == ""


def test_a_process_that_cannot_start_is_told() -> None:
    with pytest.raises(ParsingStartError, match="could not be started"):
        RecognisingProcess(command=lambda: (sys.executable, "-c", "")).recognise(b"", 1)
