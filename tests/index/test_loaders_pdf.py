"""PDF: paragraphs, columns, tables, running edges, places, and what cannot be read."""

from __future__ import annotations

import pytest

from index.document import BlockKind, LoadedText
from index.errors import UnreadableFileError
from index.loaders.pdf import load
from tests.index.makers import Words, column, make_pdf

LEFT = [
    "The river rose for sixteen days and",
    "on the last evening of November the",
    "miller counted the sacks of flour on",
    "the upper floor for the third time,",
    "because the bridge had begun to sing",
    "and nobody in the town slept at all.",
]
RIGHT = [
    "The council met on the stairs of the",
    "school and decided to build the new",
    "bridge of iron, which was cheaper than",
    "stone and could be ordered from a",
    "catalogue that the clerk had found in",
    "the drawer of his desk the year before.",
]


def blocks(loaded: LoadedText) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(loaded.text)) for block in loaded.blocks]


def page_of(loaded: LoadedText, words: str) -> int | None:
    position = loaded.text.index(words)
    return [mark.place.page for mark in loaded.places if mark.start <= position][-1]


def test_wrapped_lines_make_a_paragraph_and_a_wider_gap_ends_it() -> None:
    page = [*column(LEFT), *column(RIGHT, top=600)]
    assert blocks(load(make_pdf([page]), "x.pdf")) == [
        (BlockKind.PARAGRAPH, "\n".join(LEFT)),
        (BlockKind.PARAGRAPH, "\n".join(RIGHT)),
    ]


def test_a_short_last_line_and_an_indent_end_a_paragraph() -> None:
    lines = [*LEFT, "It held.", *RIGHT]
    assert [words for _, words in blocks(load(make_pdf([column(lines)]), "x.pdf"))] == [
        "\n".join([*LEFT, "It held."]),
        "\n".join(RIGHT),
    ]
    indented = [*column(LEFT), Words(RIGHT[0], 65, 616), *column(RIGHT[1:], top=602)]
    assert [words for _, words in blocks(load(make_pdf([indented]), "x.pdf"))] == ["\n".join(LEFT), "\n".join(RIGHT)]


def test_larger_and_bold_lines_are_headings() -> None:
    page = [
        Words("The flood of 1911", y=760, size=20),
        *column(LEFT, top=730),
        Words("What came after", y=620, bold=True),
        *column(RIGHT, top=600),
    ]
    loaded = load(make_pdf([page]), "x.pdf")
    headings = [(block.span.of(loaded.text), block.level) for block in loaded.blocks if block.kind is BlockKind.HEADING]
    assert headings == [("The flood of 1911", 1), ("What came after", 5)]
    assert loaded.title == "The flood of 1911"


def test_list_entries_keep_their_lines() -> None:
    page = [
        *column(["Bring these things with you, please:", "• boots that have been worn before,"]),
        Words("so that they do not hurt", 60, 672),
        *column(["• a jacket", "1. a map"], top=658),
    ]
    assert blocks(load(make_pdf([page]), "x.pdf"))[1:] == [
        (BlockKind.ITEM, "• boots that have been worn before,\nso that they do not hurt"),
        (BlockKind.ITEM, "• a jacket"),
        (BlockKind.ITEM, "1. a map"),
    ]


def test_a_hyphen_at_a_line_end_stays() -> None:
    loaded = load(
        make_pdf([column(["The town lost its old stone brid-", "ge in the night of the great flood."])]), "x.pdf"
    )
    assert loaded.text == "The town lost its old stone brid-\nge in the night of the great flood."


def test_columns_follow_the_order_in_which_they_are_drawn() -> None:
    loaded = load(make_pdf([[*column(LEFT), *column(RIGHT, x=320)]]), "x.pdf")
    assert [words for _, words in blocks(loaded)] == ["\n".join(LEFT), "\n".join(RIGHT)]


def test_columns_that_are_drawn_row_by_row_are_put_in_order() -> None:
    rows = [words for pair in zip(column(LEFT), column(RIGHT, x=320), strict=True) for words in pair]
    loaded = load(make_pdf([[Words("The flood", y=740, size=20), *rows]]), "x.pdf")
    assert [words for _, words in blocks(loaded)] == ["The flood", "\n".join(LEFT), "\n".join(RIGHT)]


def test_rows_of_a_table_hold_their_cells_and_their_wrapped_lines() -> None:
    page = [
        *(Words(words, x, 700) for words, x in (("Code", 50), ("Meaning", 150), ("What to do", 320))),
        *(Words(words, x, 680) for words, x in (("E-08", 50), ("Sensor faulty", 150), ("Have the sensor", 320))),
        Words("replaced.", 320, 666),
        *(Words(words, x, 646) for words, x in (("E-12", 50), ("Room too cold", 150), ("Wait.", 320))),
        *column(LEFT, top=600),
    ]
    assert blocks(load(make_pdf([page]), "x.pdf")) == [
        (BlockKind.ROW, "Code\tMeaning\tWhat to do"),
        (BlockKind.ROW, "E-08\tSensor faulty\tHave the sensor\nreplaced."),
        (BlockKind.ROW, "E-12\tRoom too cold\tWait."),
        (BlockKind.PARAGRAPH, "\n".join(LEFT)),
    ]


def test_a_raised_sign_stays_in_its_line() -> None:
    page = [Words("The bridge cost 40", y=700), Words("2", 158, 705, size=7), *column(RIGHT[1:], top=686)]
    assert load(make_pdf([page]), "x.pdf").text.startswith("The bridge cost 40")
    assert len(load(make_pdf([page]), "x.pdf").blocks) == 1


def set_apart(gap: float, *words: str) -> list[Words]:
    """Words that are put at their places, ``gap`` font sizes apart, in a file without spaces."""
    widths = {"for": 1.167, "Fiscal": 2.611, "of": 0.834, "State": 2.335}
    placed, x = [], 50.0
    for word in words:
        placed.append(Words(word, round(x, 2)))
        x += 12 * (widths[word] + gap)
    return placed


def test_words_without_spaces_between_them_do_not_run_into_each_other() -> None:
    loaded = load(make_pdf([set_apart(0.16, "for", "Fiscal", "of", "State", "for")]), "x.pdf")
    assert loaded.text == "for Fiscal of State for"


def test_letters_set_a_little_apart_stay_one_word() -> None:
    assert load(make_pdf([set_apart(0.08, "for", "Fiscal", "of", "State")]), "x.pdf").text == "forFiscalofState"
    tracked = [Words(letter, 50 + 9.6 * number, 660) for number, letter in enumerate("SHARES")]
    loaded = load(make_pdf([[*set_apart(0.4, "of", "State", "for"), *tracked]]), "x.pdf")
    assert loaded.text.endswith("SHARES")


def running_pages() -> bytes:
    """Four pages with header and page number; one sentence goes on from the second to the third page."""
    bodies = [RIGHT, LEFT[:4], [*LEFT[4:], *RIGHT], RIGHT]
    return make_pdf(
        [
            [Words("The Courier yearbook", y=780, size=9), *column(body), Words(f"Page {n} of 4", y=20, size=9)]
            for n, body in enumerate(bodies, 1)
        ]
    )


def test_running_headers_and_page_numbers_come_after_the_bodies() -> None:
    loaded = load(running_pages(), "x.pdf")
    kinds = [kind for kind, _ in blocks(loaded)]
    assert kinds[-4:] == [BlockKind.FURNITURE] * 4
    assert BlockKind.FURNITURE not in kinds[:-4]
    assert blocks(loaded)[-1][1] == "The Courier yearbook\nPage 4 of 4"


def test_marks_too_small_to_be_seen_do_not_part_a_paragraph() -> None:
    page = [*column(LEFT[:3]), Words("ANCHOR_17", y=300, size=1), *column(LEFT[3:], top=658)]
    assert blocks(load(make_pdf([page]), "x.pdf")) == [
        (BlockKind.PARAGRAPH, "\n".join(LEFT)),
        (BlockKind.FURNITURE, "ANCHOR_17"),
    ]
    assert blocks(load(make_pdf([[Words("All of it is tiny.", size=1)]]), "x.pdf"))[0][0] is BlockKind.PARAGRAPH


def test_a_sentence_that_crosses_a_page_is_one_block_on_two_pages() -> None:
    loaded = load(running_pages(), "x.pdf")
    assert "the upper floor for the third time,\nbecause the bridge had begun to sing" in loaded.text
    assert page_of(loaded, "upper floor for the third time,\nbecause") == 2
    assert page_of(loaded, "because the bridge had begun to sing") == 3
    assert page_of(loaded, "Page 4 of 4") == 4


def test_a_sentence_goes_on_over_a_footnote() -> None:
    first = [*column(LEFT[:4]), Words("1 See the yearbook of 1912.", y=60, size=8)]
    loaded = load(make_pdf([first, column([*LEFT[4:], *RIGHT])]), "x.pdf")
    assert "\n".join(LEFT) in loaded.text
    assert page_of(loaded, "See the yearbook") == 1
    assert page_of(loaded, "The council met") == 2


def test_every_page_has_its_place() -> None:
    loaded = load(make_pdf([column(LEFT), [], column(RIGHT)]), "x.pdf")
    assert [(mark.place.label, mark.place.page) for mark in loaded.places] == [
        ("page 1", 1),
        ("page 2", 2),
        ("page 3", 3),
    ]
    assert loaded.pages == 3
    assert page_of(loaded, RIGHT[0]) == 3


def test_pages_that_are_pictures_are_named() -> None:
    loaded = load(make_pdf([None, column(LEFT), None, None, []]), "x.pdf")
    assert [notice.message for notice in loaded.notices] == [
        "3 of 5 pages are pictures and were not read (pages 1, 3–4). Their words can still be recognised."
    ]
    assert loaded.unread == (1, 3, 4)
    one = load(make_pdf([column(LEFT), None]), "x.pdf").notices[0]
    assert one.page == 2
    assert one.message.startswith("1 of 2 pages is a picture and was not read (page 2).")


def test_a_scan_is_refused_with_the_next_step() -> None:
    with pytest.raises(UnreadableFileError, match="picture of paper") as refusal:
        load(make_pdf([None, None]), "x.pdf")
    assert "can still be recognised" in refusal.value.next_step


def test_an_empty_pdf_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="the PDF is empty"):
        load(make_pdf([[]]), "x.pdf")


def test_a_password_is_named() -> None:
    with pytest.raises(UnreadableFileError, match="password") as refusal:
        load(make_pdf([column(LEFT)], encrypted=True), "x.pdf")
    assert "without one" in refusal.value.next_step


def test_other_files_and_damaged_ones_are_told_apart() -> None:
    with pytest.raises(UnreadableFileError, match="not a PDF"):
        load(b"<html>not found</html>", "x.pdf")
    with pytest.raises(UnreadableFileError, match="damaged"):
        load(b"%PDF-1.4\n" + b"garbage " * 50, "x.pdf")


def test_a_missing_end_is_said() -> None:
    content = make_pdf([column(LEFT)])
    cut = content[: content.rindex(b"startxref")]
    assert [notice.code for notice in load(cut, "x.pdf").notices] == ["truncated"]


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("The flood and after", "The flood and after"),
        ("Microsoft Word - flood.doc", "Flood of 1911"),
        ("flood-of-1911", "Flood of 1911"),
        ("HHS2022B", "Flood of 1911"),
        ("Untitled", "Flood of 1911"),
        ("", "Flood of 1911"),
    ],
)
def test_a_stated_title_counts_when_a_person_wrote_it(stated: str, title: str) -> None:
    assert load(make_pdf([column(LEFT)], title=stated), "flood-of-1911.pdf").title == title


def test_turned_pages_keep_their_lines() -> None:
    loaded = load(make_pdf([column(LEFT)], rotate=180), "x.pdf")
    assert loaded.text == "\n".join(LEFT)


def test_three_hundred_pages_are_read() -> None:
    loaded = load(make_pdf([column(LEFT * 5)] * 300), "x.pdf")
    assert loaded.pages == 300
    assert loaded.text.count(LEFT[0]) == 1_500


def test_a_file_of_too_many_pages_is_cut_and_says_so() -> None:
    loaded = load(make_pdf([column(["Words."])] * 5_001), "x.pdf")
    assert [notice.message for notice in loaded.notices] == [
        "Only the first 5000 of 5001 pages were read: the file is too long."
    ]
    assert loaded.pages == 5_001
