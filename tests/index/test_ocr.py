"""Pages that are pictures become text once they are recognised, and everybody can see that they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ingest
from index.document import BlockKind, NoticeCode
from index.errors import OnlyPicturesError, UnknownDocumentError, UnreadableFileError
from index.file_reports import Outcome
from index.library import Library
from index.loaders import load
from index.ocr.layout import page_words, recognised_lines
from index.ocr.reading_scans import PagesRead, read_scans, waiting_scans
from index.ocr.recognised import Area, RecognisedLine, RecognisedPage, RecognisedWord, decode_page, encode_page
from tests.fakes import WordEmbedder
from tests.index.makers import Words, column, make_pdf
from tests.index.scans import KnownPages, image_file, picture_of, recognised, scanned_pdf

FIRST = column(["The harbour master keeps the ledger", "of ships. It lies in the lower office."])
SECOND = column(["The crane lifts forty tons of grain.", "Its driver is Piet."])
EDGES = st.floats(0, 1)
AREAS = st.builds(Area, EDGES, EDGES, EDGES, EDGES)
LINES = st.builds(RecognisedLine, st.text(), EDGES, st.lists(st.builds(RecognisedWord, st.text(), AREAS)).map(tuple))
PAGES = st.builds(
    RecognisedPage,
    st.integers(1, 9),
    st.floats(1, 2000),
    st.floats(1, 2000),
    st.lists(LINES).map(tuple),
    st.sampled_from((0, 90, 180, 270)),
)


def lines_of(page: RecognisedPage) -> list[str]:
    return [line.text for line in recognised_lines(page)]


def test_columns_are_read_one_after_the_other() -> None:
    left = column([f"left line {number} of the tale" for number in range(6)], x=50)
    right = column([f"right line {number} of the tale" for number in range(6)], x=330, top=697)
    across = [Words("A heading that runs across both of the columns of the page", 60, 740, 14)]
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    found = lines_of(recognised([*across, *mixed]))
    assert found == [words.text for words in (*across, *left, *right)]


def test_cells_of_a_table_stay_in_their_row() -> None:
    rows = [("Item", "Price"), ("Rope", "12"), ("Tar", "7"), ("Oak", "30"), ("Nails", "2")]
    cells = [
        Words(text, 50 + 200 * place, 700 - 20 * row)
        for row, pair in enumerate(rows)
        for place, text in enumerate(pair)
    ]
    assert lines_of(recognised(cells)) == ["\t".join(pair) for pair in rows]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_upright(turn: int) -> None:
    upright = recognised([*FIRST, *column(["And a third line."], top=600)])
    back = (360 - turn) % 360
    lines = tuple(
        RecognisedLine(line.text, 1.0, tuple(RecognisedWord(word.text, word.area.turned(back)) for word in line.words))
        for line in upright.lines[::-1]
    )
    width, height = (upright.height, upright.width) if turn in (90, 270) else (upright.width, upright.height)
    assert lines_of(RecognisedPage(1, width, height, lines, turn)) == lines_of(upright)


def test_a_page_that_lies_a_little_askew_keeps_its_rows() -> None:
    straight = recognised(
        [
            Words(f"{side} cell {row} of four words", x, 700 - 30 * row)
            for row in range(3)
            for side, x in (("left", 40), ("right", 330))
        ]
    )
    askew = RecognisedPage(
        1,
        straight.width,
        straight.height,
        tuple(
            RecognisedLine(
                line.text,
                1.0,
                tuple(
                    RecognisedWord(
                        word.text,
                        Area(
                            word.area.left,
                            word.area.top + 0.03 * word.area.left,
                            word.area.right,
                            word.area.bottom + 0.03 * word.area.left,
                        ),
                    )
                    for word in line.words
                ),
            )
            for line in straight.lines
        ),
    )
    assert lines_of(askew) == lines_of(straight)


@given(PAGES)
def test_every_page_survives_the_journey_and_keeps_its_words(page: RecognisedPage) -> None:
    read = decode_page(encode_page(page))
    assert [line.text for line in read.lines] == [line.text for line in page.lines]
    words = page_words(read)
    found = [word for line in recognised_lines(read) for cell in line.cells for word in cell.words]
    assert all(0 <= word.index < len(words) for word in found)
    assert len({word.index for word in found}) == len(found)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        '[0,1,1,[],0,""]',
        '[1,1,1,[],45,""]',
        '[1,1,1,[["a",2,[]]],0,""]',
        '[1,1,1,[["a",1,[["a",0,0,0]]]],0,""]',
    ],
)
def test_what_is_no_page_is_no_page(told: str) -> None:
    with pytest.raises(ValueError):
        decode_page(told)


def test_a_pdf_of_text_and_pictures_gets_both() -> None:
    content = make_pdf([column(["Typed words stand here."]), None, None])
    loaded = load(content, "x.pdf", [recognised(FIRST, 2)])
    assert (
        loaded.text
        == "Typed words stand here.\n\nThe harbour master keeps the ledger\nof ships. It lies in the lower office."
    )
    assert [mark.place.label for mark in loaded.places] == ["page 1", "page 2 (read from a picture)", "page 3"]
    assert loaded.unread == (3,)
    codes = [notice.code for notice in loaded.notices]
    assert codes == [NoticeCode.PAGES_WITHOUT_TEXT, NoticeCode.RECOGNISED]
    assert "(page 2)" in loaded.notices[1].message


def test_headings_of_scans_are_headings() -> None:
    page = [
        Words("The harbour", 50, 750, 24),
        *column(["It was built of stone in the year", "of the great flood, and it stands."], top=700),
    ]
    blocks = load(make_pdf([None]), "x.pdf", [recognised(page)]).blocks
    assert [block.kind for block in blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP", "TIFF"])
def test_a_picture_file_has_words_once_it_is_recognised(kind: str) -> None:
    content = image_file([picture_of(FIRST, 36)], kind)
    with pytest.raises(OnlyPicturesError) as refusal:
        load(content, f"scan.{kind.lower()}")
    assert (refusal.value.pages, refusal.value.pictures) == (1, (1,))
    assert "can still be recognised" in refusal.value.next_step
    loaded = load(content, f"scan.{kind.lower()}", [recognised(FIRST)])
    assert "lower office" in loaded.text
    assert (loaded.format, loaded.pages, loaded.unread) == ("picture", 1, ())


def test_every_page_of_a_tiff_counts() -> None:
    content = image_file([picture_of(FIRST, 36), picture_of(SECOND, 36), picture_of(FIRST, 36)], "TIFF")
    loaded = load(content, "scan.tif", [recognised(SECOND, 2)])
    assert [mark.place.page for mark in loaded.places] == [1, 2, 3]
    assert (loaded.pages, loaded.unread) == (3, (1, 3))


def test_what_was_read_unsurely_or_not_at_all_is_said() -> None:
    pages = [
        recognised(FIRST, 1, sureness=0.6),
        recognised([], 2),
        RecognisedPage(3, 1, 1, problem="Its picture is damaged."),
    ]
    loaded = load(make_pdf([None, None, None, column(["Typed."])]), "x.pdf", pages)
    messages = " ".join(notice.message for notice in loaded.notices)
    assert "not be read surely (page 1)" in messages
    assert "No words were found in the picture (page 2)" in messages
    assert "Page 3 was not read: Its picture is damaged." in messages
    assert loaded.unread == ()


def test_a_picture_without_words_is_refused() -> None:
    content = image_file([picture_of([], 36)], "PNG")
    with pytest.raises(UnreadableFileError, match="No words were found"):
        load(content, "photo.png", [recognised([])])


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "log.pdf").write_bytes(scanned_pdf([FIRST, SECOND]))
    (papers / "mixed.pdf").write_bytes(make_pdf([column(["Typed words stand here."]), None]))
    return papers


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "library", WordEmbedder().identity)


ENGINE_PAGES = {1: recognised(FIRST, 1), 2: recognised(SECOND, 2)}


def read(library: Library, engine: KnownPages, pages: int | None = None) -> list[PagesRead]:
    """Read what waits, at most so many ``pages``; what was told meanwhile."""
    told: list[PagesRead] = []
    read_scans(
        library,
        waiting_scans(library),
        WordEmbedder(),
        engine,
        tell=told.append,
        is_stopped=lambda: pages is not None and len(engine.asked) >= pages,
    )
    return told


def test_scans_wait_until_somebody_asks_for_them(library: Library, papers: Path) -> None:
    reports = ingest.add(library, [papers], WordEmbedder())
    assert {Path(report.name).name: report.outcome for report in reports} == {
        "log.pdf": Outcome.REFUSED,
        "mixed.pdf": Outcome.ADDED,
    }
    assert [(one.scan.title, one.done, one.total) for one in waiting_scans(library)] == [
        ("log.pdf", 0, 2),
        ("mixed.pdf", 0, 1),
    ]
    assert [document.source for document in library.documents()] == [str(papers / "mixed.pdf")]
    assert [refusal.title for refusal in library.refusals()] == ["log.pdf"]
    engine = KnownPages(ENGINE_PAGES)
    told = read(library, engine)
    assert engine.asked == [1, 2, 2]
    assert [(one.done, one.total) for one in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert waiting_scans(library) == ()
    found = {Path(document.source).name: document for document in library.documents()}
    assert found.keys() == {"log.pdf", "mixed.pdf"}
    assert library.refusals() == ()
    assert library.snapshot().search_words("harbour ledger", 1)
    # and they stay, though nobody recognises them again
    outcomes = [report.outcome for report in ingest.sync(library, WordEmbedder())]
    assert outcomes == [Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_a_stopped_reading_goes_on_where_it_stopped(library: Library, papers: Path) -> None:
    ingest.add(library, [papers], WordEmbedder())
    engine = KnownPages(ENGINE_PAGES)
    read(library, engine, pages=1)
    document = library.find("log.pdf")
    assert "harbour" in library.snapshot().text(document.document_id)
    assert any(notice.code is NoticeCode.PAGES_WITHOUT_TEXT for notice in document.notices)
    read(library, engine)
    assert engine.asked == [1, 2, 2]
    assert "crane" in library.snapshot().text(document.document_id)


def test_a_renamed_scan_and_its_copy_are_not_recognised_again(library: Library, papers: Path) -> None:
    ingest.add(library, [papers], WordEmbedder())
    engine = KnownPages(ENGINE_PAGES)
    read(library, engine)
    (papers / "copy.pdf").write_bytes((papers / "log.pdf").read_bytes())
    (papers / "log.pdf").rename(papers / "moved.pdf")
    ingest.sync(library, WordEmbedder())
    read(library, engine)
    assert engine.asked == [1, 2, 2]
    names = {Path(document.source).name for document in library.documents()}
    assert names <= {"copy.pdf", "moved.pdf", "mixed.pdf"}
    assert waiting_scans(library) == ()
    assert library.snapshot().search_words("harbour ledger", 1)


def test_an_uploaded_scan_is_kept_until_it_is_read(library: Library) -> None:
    report = ingest.add_upload(library, "scan.png", image_file([picture_of(FIRST, 36)], "PNG"), WordEmbedder())
    assert report.outcome is Outcome.REFUSED
    read(library, KnownPages(ENGINE_PAGES))
    assert library.find("scan.png").format == "picture"
    assert library.original(library.find("scan.png")).is_file()


def test_nothing_is_left_of_a_removed_scan(library: Library, papers: Path) -> None:
    ingest.add(library, [papers], WordEmbedder())
    ingest.add_upload(library, "waits.png", image_file([picture_of(FIRST, 36)], "PNG"), WordEmbedder())
    read(library, KnownPages(ENGINE_PAGES), pages=2)
    ingest.remove(library, ["log.pdf", "waits.png"])
    assert [one.scan.title for one in waiting_scans(library)] == ["mixed.pdf"]
    library.close()
    assert not [file for file in library.folder.rglob("*") if file.is_file() and b"harbour" in file.read_bytes()]
    assert not list((library.folder / "files").iterdir())
    again = Library.open(library.folder)
    ingest.sync(again, WordEmbedder())  # it still stands in the folder, but was taken out by name
    assert [one.scan.title for one in waiting_scans(again)] == ["mixed.pdf"]


def test_a_scan_that_is_removed_while_it_is_read_stays_out(library: Library, papers: Path) -> None:
    ingest.add(library, [papers / "log.pdf"], WordEmbedder())

    class Removing(KnownPages):
        def recognise(self, content: bytes, page: int) -> RecognisedPage:
            if page == 2:
                with Library.open(library.folder) as other:
                    ingest.remove(other, ["log.pdf"])
            return super().recognise(content, page)

    read(library, Removing(ENGINE_PAGES))
    assert library.documents() == ()
    assert waiting_scans(library) == ()
    assert not [file for file in library.folder.rglob("*") if file.is_file() and b"harbour" in file.read_bytes()]


def test_a_scan_that_is_gone_waits_no_longer(library: Library, papers: Path) -> None:
    ingest.add(library, [papers], WordEmbedder())
    (papers / "log.pdf").unlink()
    ingest.sync(library, WordEmbedder())
    assert [one.scan.title for one in waiting_scans(library)] == ["mixed.pdf"]


def test_a_scan_that_changed_is_refused_until_it_is_added_again(library: Library, papers: Path) -> None:
    ingest.add(library, [papers], WordEmbedder())
    (papers / "log.pdf").write_bytes(b"%PDF-1.4")
    engine = KnownPages(ENGINE_PAGES)
    reports = read_scans(library, waiting_scans(library, ["log.pdf"]), WordEmbedder(), engine)
    assert [report.outcome for report in reports] == [Outcome.REFUSED]
    assert engine.asked == []


def test_a_picture_without_words_is_not_offered_again(library: Library) -> None:
    ingest.add_upload(library, "photo.png", image_file([picture_of([], 36)], "PNG"), WordEmbedder())
    read(library, KnownPages({}))
    assert waiting_scans(library) == ()
    assert library.documents() == ()
    (refusal,) = library.refusals()
    assert refusal.title == "photo.png" and "No words were found in the picture" in refusal.reason


def test_only_the_named_scans_are_chosen(library: Library, papers: Path) -> None:
    ingest.add(library, [papers], WordEmbedder())
    assert [one.scan.title for one in waiting_scans(library, ["mixed.pdf"])] == ["mixed.pdf"]
    with pytest.raises(UnknownDocumentError):
        waiting_scans(library, ["nothing.pdf"])
