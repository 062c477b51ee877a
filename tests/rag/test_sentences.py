from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Block, BlockKind, Span
from rag.sentences import block_sentences, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Lee met Mr. J. R. Smith. They spoke.", ["Dr. Lee met Mr. J. R. Smith.", "They spoke."]),
        ("It costs 3.50 a day. Pay at 5 p.m. sharp.", ["It costs 3.50 a day.", "Pay at 5 p.m. sharp."]),
        ("He said: “Stop!” Then he left.", ["He said: “Stop!”", "Then he left."]),
        ("See fig. 3, e.g. the second row. It shows.", ["See fig. 3, e.g. the second row.", "It shows."]),
        ("A line\nthat is wrapped. Next\none.", ["A line\nthat is wrapped.", "Next\none."]),
        ("Version 2.0 is out... really. Yes.", ["Version 2.0 is out... really.", "Yes."]),
        ("No stop at the end", ["No stop at the end"]),
        ("这是第一句。这是第二句。", ["这是第一句。", "这是第二句。"]),
        ("Name:\tAnn Lee\tAge:\t61\tSeats: 4", ["Name:\tAnn Lee", "Age:\t61", "Seats: 4"]),
        ("Left\tRight:\tnothing", ["Left\tRight:\tnothing"]),
        ("   ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


@given(st.text(alphabet="ab A.!?…。\n\t“”)1é", max_size=80))
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = list(sentences(text))
    covered = [at for span in spans for at in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert {at for at, sign in enumerate(text) if not sign.isspace()} <= set(covered)
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""


def test_a_sentence_never_leaves_its_block_and_offsets_count_in_the_document() -> None:
    document = "Title\n\nFirst one. Second\n\nmenu | home\n\nThird."
    blocks = (
        Block(Span(0, 5), BlockKind.HEADING, 1),
        Block(Span(7, 24), BlockKind.PARAGRAPH),
        Block(Span(26, 37), BlockKind.FURNITURE),
        Block(Span(39, 45), BlockKind.PARAGRAPH),
    )
    offset = 7
    found = [span.of(document) for span, _ in block_sentences(document[offset:], offset, blocks)]
    assert found == ["First one.", "Second", "Third."]


def test_a_message_of_a_chat_is_one_sentence_unless_it_is_long() -> None:
    def cut(text: str) -> list[str]:
        blocks = [Block(Span(0, len(text)), BlockKind.PARAGRAPH)]
        return [span.of(text) for span, _ in block_sentences(text, 0, blocks)]

    short = "[03/05/2024, 18:02] Priya: Good point. We stop at 7."
    assert cut(short) == [short]
    assert cut(f"{short} {'It will be fun. ' * 20}")[:2] == [
        "[03/05/2024, 18:02] Priya: Good point.",
        "We stop at 7.",
    ]


def test_rows_and_headings_are_one_sentence_each() -> None:
    row = "Monday. | Closed. | 0"
    assert [span.of(row) for span, _ in block_sentences(row, 0, [Block(Span(0, len(row)), BlockKind.ROW)])] == [row]
