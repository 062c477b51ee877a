"""PDF pages on which there is more to be seen than their text says: stamped scans, pictures among the text."""

from __future__ import annotations

import pytest

from index.document import NoticeCode
from index.loaders.pdf import load
from tests.index.makers import Words, column, make_pdf
from tests.index.scans import picture_of, recognised

LEDGER = column(["The harbour master keeps the ledger of ships in the lower office by the quay."] * 30, top=740)
WIDTH, HEIGHT = 300, 400


def grey(page: list[Words]) -> tuple[int, int, bytes]:
    picture = picture_of(page, 100).convert("L")
    return picture.width, picture.height, picture.tobytes()


@pytest.mark.parametrize("stamp", ["Scanned with a telephone", "ABC000123", "RECEIVED 3 MAY 2024"])
def test_a_scan_with_a_stamp_is_a_page_that_was_not_read(stamp: str) -> None:
    loaded = load(make_pdf([[Words(stamp, y=20)], []], under=grey(LEDGER)), "x.pdf")
    assert stamp in loaded.text
    assert loaded.unread == (1, 2)
    assert loaded.notices[0].code is NoticeCode.PAGES_WITHOUT_TEXT


def test_what_is_recognised_takes_the_place_of_the_stamp() -> None:
    content = make_pdf([[Words("ABC000123", y=20)]], under=grey(LEDGER))
    loaded = load(content, "x.pdf", [recognised(LEDGER[:2])])
    assert loaded.text.startswith("The harbour master keeps the ledger")
    assert loaded.unread == ()


@pytest.mark.parametrize(
    "shades",
    [
        bytes([255]) * (WIDTH * HEIGHT),
        bytes(120 + (x + y) % 80 for y in range(HEIGHT) for x in range(WIDTH)),
        bytes(20 if x < 30 else 240 for _ in range(HEIGHT) for x in range(WIDTH)),
    ],
    ids=["white", "photo", "bar"],
)
def test_words_on_a_ground_without_writing_are_the_page(shades: bytes) -> None:
    loaded = load(make_pdf([[Words("The harbour in spring", size=30)]], under=(WIDTH, HEIGHT, shades)), "x.pdf")
    assert loaded.unread == ()
    assert loaded.notices == ()


def test_pictures_among_the_text_are_named() -> None:
    words = column(["The harbour master keeps the ledger of ships."] * 8)
    loaded = load(make_pdf([words, words], under=grey(LEDGER), under_at=(400, 300, 100, 100)), "x.pdf")
    assert [notice.message for notice in loaded.notices] == [
        "The words in pictures among the text were not read (pages 1–2)."
    ]
    assert loaded.unread == ()
    assert not loaded.notices[0].code.means_loss
