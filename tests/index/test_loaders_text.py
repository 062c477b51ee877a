"""Plain text: encodings, wrapped lines, headings, lists, titles."""

from __future__ import annotations

import textwrap

import pytest

from index.document import BlockKind, LoadedText, heading_path
from index.errors import UnreadableFileError
from index.loaders.decoding import decode
from index.loaders.text import load

LONG = (
    "The committee met in the hall beside the river and spoke about the bridge for two hours, because nobody knew "
    "who would pay for it. In the end the treasurer promised to write to the county before the end of the month."
)


def blocks(loaded: LoadedText) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(loaded.text)) for block in loaded.blocks]


def words(text: str) -> list[str]:
    return [found for _, found in blocks(load(text.encode(), "x.txt"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_common_encodings_are_found(encoding: str) -> None:
    text = "Déjà vu — the café’s “menu” costs £5 or €6."
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Съешь же ещё этих мягких французских булок да выпей чаю. Широкая электрификация южных губерний.", "cp1251"),
        ("Pchnąć w tę łódź jeża lub ośm skrzyń fig. Zażółć gęślą jaźń, proszę państwa, już dziś wieczór.", "cp1250"),
        ("L'été dernier, la crème brûlée a coûté très cher près du château, où le maître était.", "cp850"),
        ("Die Gebühr für Müller beträgt fünf Pfund, übermäßig viel für einen schönen Tag.", "mac_roman"),
        ("会議は第二会議室で行います。資料を忘れないでください。", "iso-2022-jp"),
        ("日本の首都はどこですか。東京は日本の首都であり、世界でも有数の大都市である。", "shift_jis"),
    ],
)
def test_older_encodings_of_other_languages_are_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_letters_of_another_encoding_do_not_spoil_the_rest() -> None:
    text = "Die Gebühr beträgt 45 € für Müller & Söhne. "
    assert decode(text.encode() + "Schöne Grüße".encode("cp1252")) == text + "Schöne Grüße"
    assert decode(text.encode() + "ü".encode()[:1]).startswith(text)


def test_encodings_that_look_like_plain_letters_are_read_where_they_are_declared() -> None:
    assert decode(b"It costs +AKM-5 a day.", "utf-7") == "It costs £5 a day."
    assert decode(b"It costs +AKM-5 a day.") == "It costs +AKM-5 a day."


def test_line_ends_are_unified() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_binary_data_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="binary"):
        load(bytes(range(256)) * 20, "x.txt")


def test_a_stray_control_character_does_no_harm() -> None:
    assert "\x00" not in load(b"Some words\x00 and " + b"more " * 500, "x.txt").text


def test_wrapped_lines_make_one_paragraph() -> None:
    paragraphs = [LONG, LONG[:150]]
    assert words("\n\n".join(textwrap.fill(text, 70) for text in paragraphs)) == [
        textwrap.fill(text, 70) for text in paragraphs
    ]


def test_where_lines_are_paragraphs_each_stays_one() -> None:
    lines = [LONG, "A short one ends here.", LONG[:170] + "."]
    assert words("\n".join(lines)) == lines


def test_a_list_of_short_lines_is_not_a_wrapped_paragraph() -> None:
    lines = ["Home", "News", "Sport", "Weather", "Village", "People", "Contact", "Search"]
    assert words("\n".join(lines)) == lines


def test_wrapped_paragraphs_without_a_blank_line_are_parted_at_a_short_last_line() -> None:
    first = textwrap.fill(LONG, 70)
    second = textwrap.fill("Later " + LONG, 70)
    assert words(f"{first}\n{second}") == [first, second]


def test_an_indented_first_line_begins_a_paragraph() -> None:
    first, second = (textwrap.fill(text, 60, initial_indent="   ") for text in (LONG, "Then " + LONG))
    assert words(f"{first}\n{second}") == [first.strip(), second.strip()]


def test_list_entries_keep_their_wrapped_lines() -> None:
    text = "Bring:\n\n- walking boots that have been\n  worn before\n- a jacket\n1. one\n2) two"
    assert blocks(load(text.encode(), "x.txt"))[1:] == [
        (BlockKind.ITEM, "- walking boots that have been\n  worn before"),
        (BlockKind.ITEM, "- a jacket"),
        (BlockKind.ITEM, "1. one"),
        (BlockKind.ITEM, "2) two"),
    ]


def test_a_title_like_line_before_a_paragraph_is_a_heading() -> None:
    loaded = load(f"Minutes of the meeting\n\n{LONG}\n\n2. Money\n\n{LONG}\n\nRoofs\n-----\n\n{LONG}".encode(), "x.txt")
    headings = [(block.span.of(loaded.text), block.level) for block in loaded.blocks if block.kind is BlockKind.HEADING]
    assert headings == [("Minutes of the meeting", 1), ("2. Money", 2), ("Roofs\n-----", 2)]


@pytest.mark.parametrize(
    "line", ["Dear all,", "He said:", "It rained.", "and then", "12", "Xinhua, January 27, 2026", "By A. Writer"]
)
def test_other_short_lines_are_no_headings(line: str) -> None:
    loaded = load(f"{LONG}\n\n{line}\n\n{LONG}".encode(), "x.txt")
    assert BlockKind.HEADING not in {block.kind for block in loaded.blocks}


def test_a_numbered_title_may_end_in_a_full_stop_but_a_list_entry_is_none() -> None:
    loaded = load(f"{LONG}\n\n3.1 Source code.\n\n{LONG}\n\n1. Rinse it.\n2. Cut it.\n\n{LONG}".encode(), "x.txt")
    assert [(block.span.of(loaded.text), block.level) for block in loaded.blocks if block.level] == [
        ("3.1 Source code.", 3)
    ]


def test_a_numbered_title_needs_no_blank_line_below_it_but_a_list_entry_is_none() -> None:
    wrapped = textwrap.fill(LONG, 70)
    text = f"{wrapped}\n\n3. Deposit\n{wrapped}\n\n4. Animals\n5. Vehicles\n\n{wrapped}"
    loaded = load(text.encode(), "x.txt")
    assert [block.span.of(loaded.text) for block in loaded.blocks if block.level] == ["3. Deposit"]


def test_the_first_line_is_the_heading_though_a_byline_stands_between() -> None:
    loaded = load(f"Seeking breakthroughs\n\nXinhua, 4 June 2020\n\n{LONG}".encode(), "x.txt")
    assert [block.span.of(loaded.text) for block in loaded.blocks if block.kind is BlockKind.HEADING] == [
        "Seeking breakthroughs"
    ]


def test_short_lines_in_a_row_are_no_headings() -> None:
    menu = "\n\n".join(["Home", "News", "Sport", "Weather", "Contact"])
    loaded = load(f"{LONG}\n\n{menu}\n\n{LONG}".encode(), "x.txt")
    assert BlockKind.HEADING not in {block.kind for block in loaded.blocks}


def test_form_feeds_begin_pages() -> None:
    loaded = load(b"First page.\n\fSecond page.\fThird page.\f", "x.txt")
    assert [(mark.start, mark.place.label, mark.place.page) for mark in loaded.places] == [
        (0, "page 1", 1),
        (loaded.text.index("Second"), "page 2", 2),
        (loaded.text.index("Third"), "page 3", 3),
    ]
    assert loaded.pages == 3


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (f"Minutes of 12 March\n\n{LONG}", "003_5d4e6dbc51c97c62.txt", "Minutes of 12 March"),
        (LONG, "bridge_committee-notes.txt", "Bridge committee notes"),
        (LONG, "003_5d4e6dbc51c97c62.txt", "The committee met in the hall beside the river and spoke…"),
        (LONG, "20240312.txt", "The committee met in the hall beside the river and spoke…"),
        (LONG, "document (1).txt", "The committee met in the hall beside the river and spoke…"),
        (f"THE MILL LICENSE\n   Version 3\n\n{LONG}", "x.txt", "THE MILL LICENSE"),
        (f"date 2026-01-27 Senior official visits\n\n{LONG}", "x.txt", "Senior official visits"),
    ],
)
def test_the_title_is_what_a_person_would_say(text: str, name: str, title: str) -> None:
    assert load(text.encode(), name).title == title


def test_a_long_text_on_one_line_is_one_paragraph() -> None:
    assert len(load(("word " * 200_000).encode(), "x.txt").blocks) == 1


def test_who_wrote_a_message_and_what_about_stand_over_it() -> None:
    mail = "From: Ruth\nTo: Colm\nDate: Monday\nSubject: {}\n\nDear Colm,\n\nthe room is free on the 15th of November.\n\n\n"
    loaded = load((mail.format("Harvest") + mail.format("Re: Harvest")).encode(), "mail.txt")
    position = loaded.text.rindex("the room")
    assert heading_path(loaded.blocks, loaded.text, position)[-2:] == ("From: Ruth", "Subject: Re: Harvest")


def test_a_line_that_only_looks_like_a_header_is_none() -> None:
    loaded = load(
        b"To: everybody who waters plants.\n\nPlease water them on Monday, and again on Friday.\n", "note.txt"
    )
    assert all(block.kind is not BlockKind.HEADING for block in loaded.blocks)


RUSSIAN = "Привет, это обычный текст на русском языке. Он длинный и понятный."
JAPANESE = "これは普通の日本語の文章です。東京に住んでいます。"


@pytest.mark.parametrize(
    "words", [RUSSIAN, JAPANESE, "这是一个普通的中文文本。我们住在北京，每天工作。", "Plain words for all here."]
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_sign_are_known_without_their_mark(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding)) == words


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "iso8859_5"])
def test_russian_of_every_encoding_is_read(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_four_bytes_a_sign_are_known_without_their_mark() -> None:
    assert decode("Hello words for all".encode("utf-32-le")) == "Hello words for all"
