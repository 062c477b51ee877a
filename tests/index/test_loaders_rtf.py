"""Rich text: words in any encoding, structure by style, tables, notes, and what is hidden or deleted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.rtf import load

HEAD = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 Gothic;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\s7 My style;}}"
)


def read(body: str, end: str = "}") -> LoadedText:
    return load((HEAD + body + end).encode("latin-1"), "x.rtf")


def blocks(loaded: LoadedText) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(loaded.text)) for block in loaded.blocks]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (r"caf\'e9 \'80 5", "café € 5"),
        (r"{\f1\'cf\'f0\'e8\'e2\'e5\'f2} there", "Привет there"),
        (r"{\f2\'93\'fa\'96\'7b}", "日本"),
        (r"\u1055?\u1088?", "Пр"),
        (r"\uc2\u8364 ab euro\uc1", "€ euro"),
        (r"\u-10179?\u-8704?", "😀"),
        ("one\r\ntwo\\line three\\tab four", "onetwo\nthree\tfour"),
        (r"1\endash 2\emdash\ldblquote x\rdblquote\~y\{z\}\\", "1–2—“x”\u00a0y{z}\\"),
        (r"a{\*\unknown lost}b{\*\bkmkstart m}{\pict 00ff}c", "abc"),
        (r"see {\field{\*\fldinst HYPERLINK x}{\fldrslt the page}}", "see the page"),
        (r"in {\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt a box}}}", "in a box"),
        ("a\\bin5 }{}{}b", "ab"),
    ],
)
def test_words(body: str, words: str) -> None:
    assert read(body).text == words


def test_headings_lists_and_tables() -> None:
    body = (
        r"\pard\s1 The mill\par\pard\s7 It opens at ten.\par\pard\outlinelevel1 Hours\par"
        r"\pard\ls1{\listtext *\tab}bread\par\pard\intbl Adults\cell two\par lines\cell\row\pard Bye."
    )
    loaded = read(body)
    assert blocks(loaded) == [
        (BlockKind.HEADING, "The mill"),
        (BlockKind.PARAGRAPH, "It opens at ten."),
        (BlockKind.HEADING, "Hours"),
        (BlockKind.ITEM, "bread"),
        (BlockKind.ROW, "Adults | two lines"),
        (BlockKind.PARAGRAPH, "Bye."),
    ]
    assert [block.level for block in loaded.blocks[:3]] == [1, 0, 2]
    assert loaded.title == "The mill"


def test_notes_comments_margins_and_the_stated_title() -> None:
    body = (
        r"{\info{\title Our mill}{\author Ann}}{\header Leaflet\par}Words{\footnote\pard A note.}"
        r"{\*\atnid A}{\*\annotation{\*\atndate 1}Really?} here.\par"
    )
    loaded = read(body)
    assert blocks(loaded) == [
        (BlockKind.PARAGRAPH, "Words here."),
        (BlockKind.PARAGRAPH, "A note."),
        (BlockKind.HEADING, "Comments"),
        (BlockKind.PARAGRAPH, "Really?"),
        (BlockKind.FURNITURE, "Leaflet"),
    ]
    assert loaded.title == "Our mill"


def test_hidden_and_deleted_words_are_not_quoted_and_told() -> None:
    loaded = read(r"seen {\v ghost }{\deleted old }new{\*\shppict{\pict 00}}{\object{\*\objdata 00}}\par")
    assert blocks(loaded) == [(BlockKind.PARAGRAPH, "seen new"), (BlockKind.FURNITURE, "ghost")]
    assert [notice.code for notice in loaded.notices] == [
        NoticeCode.HIDDEN,
        NoticeCode.DELETIONS,
        NoticeCode.PICTURES,
        NoticeCode.EMBEDDED,
    ]


def test_a_file_that_is_cut_short_is_read_and_told() -> None:
    loaded = read(r"All that is left", end="")
    assert loaded.text == "All that is left"
    assert [notice.code for notice in loaded.notices] == [NoticeCode.TRUNCATED]


def test_a_file_that_is_no_rich_text_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="not in Rich Text"):
        load(b"plain words", "x.rtf")


def test_groups_without_end_do_no_harm() -> None:
    assert read("{" * 100_000 + "deep").text == "deep"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs"]), min_size=1, max_size=30))
def test_every_word_survives_as_unicode(words: str) -> None:
    units = words.encode("utf-16-le")
    numbers = [int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2)]
    assert read("".join(f"\\u{number}?" for number in numbers)).text == words.strip()


def test_powers_numbers_of_lists_and_the_unicode_form_of_words() -> None:
    assert read(r"About 10{\super 6} cells, 10\up6 -3\up0 more\par").text == "About 10⁶ cells, 10⁻³more"
    assert read(r"{\listtext 1.\tab}First\par{\pntext\'b7\tab}Second\par").text == "1. First\n\nSecond"
    assert read(r"{\upr{ghost}{\*\ud{\u1055?real}}} words\par").text == "Пreal words"


def test_struck_words_are_not_quoted_and_empty_cells_keep_their_place() -> None:
    loaded = read(r"Pay {\strike 500 }600\par \trowd\intbl\cell 5\cell 6\cell\row")
    assert [words for _, words in blocks(loaded)] == ["Pay 600", "| 5 | 6"]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.DELETIONS]
