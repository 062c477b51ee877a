"""Boxes read back with a second library: it sees the words where they stand, and a wrong box is called wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.boxes import main, meets_bar, verdict_of
from evals.judged_sentences import Judged, Verdict
from evals.page_characters import PageCharacters, page_characters
from index.document import Span
from index.pages.boxes import Box, PageBoxes
from tests.index.makers import Words, column, make_pdf

RENT = "The rent of the full plot is due in May."
KEY = "The key of the boat house lies at Weir Lane."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [RENT, KEY, "A second key is kept by the secretary."]
    for name, turned in (("upright.pdf", 0), ("turned.pdf", 90)):
        content = make_pdf([column(lines, x=120, step=40)], rotate=turned, crop=(100, 100, 500, 750))
        (tmp_path / name).write_bytes(content)
    (tmp_path / "not-a.pdf").write_bytes(b"words")
    return tmp_path


def test_boxes_of_every_sentence_are_right_by_the_second_library(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--quotes", "10"]) == 0
    out = capsys.readouterr().out.splitlines()
    drawn = out[0].split()[0]
    assert int(drawn) >= 4 and out[0].endswith("quotes from 2 files")
    assert out[1].split()[:4] == ["right", drawn, "of", drawn]


def test_no_more_quotes_are_drawn_than_asked_and_each_file_has_its_turn(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--quotes", "2"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "2 quotes from 2 files"


def test_a_folder_without_pdf_files_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "No PDF files" in capsys.readouterr().err


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_second_library_sees_a_word_where_it_is_shown(tmp_path: Path, turned: int) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(make_pdf([[Words("rent", 300, 700)]], rotate=turned, crop=(100, 100, 500, 750)))
    across, down = (300 + 10 - 100) / 400, (750 - 700) / 650
    expected = {0: (across, down), 90: (1 - down, across), 180: (1 - across, 1 - down), 270: (down, 1 - across)}[turned]
    glyphs = page_characters(file, 1).glyphs
    middle = (sum(x for _, x, _ in glyphs) / len(glyphs), sum(y for _, _, y in glyphs) / len(glyphs))
    assert middle == pytest.approx(expected, abs=0.012)


READ = [PageCharacters((("a", 0.1, 0.1), ("b", 0.2, 0.1), ("c", 0.9, 0.9)))]
AROUND_AB, AROUND_A = Box(0.05, 0.05, 0.25, 0.15), Box(0.05, 0.05, 0.15, 0.15)
AROUND_ALL = Box(0.0, 0.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("boxes", "told", "verdict"),
    [
        ((AROUND_AB,), "a b c", Verdict.RIGHT),
        ((AROUND_A,), "a b c", Verdict.WRONG),
        ((AROUND_ALL,), "a b c", Verdict.WRONG),
        ((), "a b c", Verdict.NOT_FOUND),
        ((AROUND_ALL,), "a b", Verdict.NOT_JUDGED),  # the loader knows of no c
    ],
)
def test_a_verdict_needs_all_of_the_letters_and_no_others(boxes: tuple[Box, ...], told: str, verdict: Verdict) -> None:
    assert verdict_of("a b", told, [PageBoxes(1, boxes)], READ) is verdict


def test_one_wrong_box_misses_the_bar_and_few_that_are_not_found_do_not() -> None:
    def judged(*verdicts: Verdict) -> list[Judged]:
        return [Judged(Path("x.pdf"), Span(0, 9), (1,), verdict) for verdict in verdicts]

    right = [Verdict.RIGHT] * 19
    assert meets_bar(judged(*right, Verdict.NOT_FOUND))
    assert not meets_bar(judged(*right, Verdict.NOT_FOUND, Verdict.NOT_FOUND))
    assert not meets_bar(judged(*right, Verdict.WRONG))
    assert meets_bar(judged(*right, Verdict.NOT_JUDGED, Verdict.NOT_JUDGED))
