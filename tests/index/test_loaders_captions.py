"""Captions: who says what and when, in paragraphs that sentences may run through."""

from __future__ import annotations

from index.document import BlockKind, LoadedText, PlaceKind
from index.loaders import load


def times(loaded: LoadedText) -> list[tuple[str, str]]:
    """The time of each place with its words up to the next."""
    ends = [mark.start for mark in loaded.places[1:]] + [len(loaded.text)]
    return [
        (mark.place.label, loaded.text[mark.start : end].strip()) for mark, end in zip(loaded.places, ends, strict=True)
    ]


def test_captions_of_one_voice_make_a_paragraph_with_a_place_for_each() -> None:
    source = (
        "WEBVTT - The mill\n\nNOTE made by hand\n\nintro\n00:01.500 --> 00:03.000 align:left\n<v Ann>The <i>mill</i> opens\n\n"
        "00:03.000 --> 00:05.000\n<v Ann>at ten &amp; closes at six.\n\n01:00:05.000 --> 01:00:06.000\n<v.loud Bob>Really?</v>\n"
    )
    loaded = load(source.encode(), "talk.vtt")
    seen = [block.span.of(loaded.text) for block in loaded.blocks if block.kind is BlockKind.PARAGRAPH]
    assert seen == ["Ann: The mill opens at ten & closes at six.", "Bob: Really?"]
    assert times(loaded) == [
        ("0:00:01", "Ann: The mill opens"),
        ("0:00:03", "at ten & closes at six."),
        ("1:00:05", "Bob: Really?"),
    ]
    assert all(mark.place.kind is PlaceKind.TIME for mark in loaded.places)
    assert loaded.title == "The mill"
    assert "NOTE made by hand" in [block.span.of(loaded.text) for block in loaded.blocks if block.kind == "furniture"]


def test_subtitles_with_numbers_and_commas() -> None:
    source = "1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}The mill\r\nopens.\r\n\r\n2\r\n00:00:09,000 --> 00:00:11,000\r\nAt ten.\r\n"
    loaded = load(source.encode("utf-16"), "the_mill.srt")
    assert times(loaded) == [("0:00:01", "The mill opens."), ("0:00:09", "At ten.")]
    assert len(loaded.blocks) == 2
    assert loaded.title == "The mill"


def test_an_empty_line_inside_a_caption_loses_nothing() -> None:
    loaded = load(b"1\n00:00:01,000 --> 00:00:02,000\none\n\ntwo\n\n2\n00:00:02,000 --> 00:00:03,000\nthree\n", "x.srt")
    assert loaded.text == "one two three"


def test_captions_that_roll_are_read_once() -> None:
    source = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\nthe mill\n\n00:02.000 --> 00:04.000\nthe mill\nopens\n\n"
        "00:04.000 --> 00:06.000\nopens\nat ten\n\n01:04.000 --> 01:06.000\nat ten\n"
    )
    assert load(source.encode(), "x.vtt").text.endswith("the mill opens at ten\n\nat ten")


def test_long_speech_is_parted_after_a_sentence() -> None:
    cues = "".join(f"00:{n:02d}.000 --> 00:{n + 1:02d}.000\n{'word ' * 10}number {n}.\n\n" for n in range(30))
    loaded = load(b"WEBVTT\n\n" + cues.encode(), "x.vtt")
    paragraphs = [block for block in loaded.blocks if block.kind is BlockKind.PARAGRAPH]
    assert len(paragraphs) == 3
    assert len(loaded.places) == 30


def test_a_file_without_times_is_plain_text() -> None:
    assert load(b"Only words.\n", "x.srt").format == "plain text"
