"""What holds for every loader: the contract of ``LoadedText``, whatever bytes come in."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.cleaning import clean
from index.document import BlockKind, LoadedText
from index.errors import UnreadableFileError
from index.loaders import load, loaders
from tests.index.makers import Words, column, make_docx, make_pdf, paragraph

VALID: dict[str, bytes] = {
    "note.txt": b"The garden\n\nThe beds are dug in March.\n\n- spade\n- fork\n",
    "note.md": b"---\ntitle: T\n---\n# The garden\n\nThe *beds*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "page.html": b"<title>The garden</title><h1>The garden</h1><p>The beds<br>are dug.<table><tr><td>a<td>b",
    "book.pdf": make_pdf([[Words("The garden", 50, 740, 20), *column(["The beds are dug in March."])], None]),
    "letter.docx": make_docx(paragraph("The garden", "berschrift1") + paragraph("The beds are dug in March.")),
}


def assert_contract(loaded: LoadedText) -> None:
    """Fail unless blocks are in order, do not overlap and cover all that can be seen."""
    position = 0
    for block in loaded.blocks:
        assert block.span.start >= position
        assert block.span
        assert not loaded.text[position : block.span.start].strip()
        assert (1 <= block.level <= 6) if block.kind is BlockKind.HEADING else block.level == 0
        position = block.span.end
    assert not loaded.text[position:].strip()
    starts = [mark.start for mark in loaded.places]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(loaded.text) for start in starts)
    loaded.text.encode("utf-8")
    assert "\x00" not in loaded.text
    assert "\r" not in loaded.text
    assert loaded.title.strip() or not loaded.blocks


def refused_or_valid(content: bytes, name: str) -> None:
    """Fail unless the loader of ``name`` takes the bytes by the contract or refuses them in words."""
    try:
        loaded = load(content, name)
    except UnreadableFileError as refusal:
        assert refusal.reason
        return
    assert_contract(loaded)
    assert_contract(clean(loaded))


@pytest.mark.parametrize("name", VALID)
def test_a_valid_file_has_its_words_in_blocks(name: str) -> None:
    loaded = load(VALID[name], name)
    assert_contract(loaded)
    assert "The garden" in loaded.text
    assert "are dug" in loaded.text or "beds" in loaded.text


@pytest.mark.parametrize("name", VALID)
def test_the_same_bytes_give_the_same_text(name: str) -> None:
    assert load(VALID[name], name) == load(VALID[name], name)


@pytest.mark.parametrize("suffix", sorted(loaders()))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_random_bytes_are_refused_or_read(suffix: str, content: bytes) -> None:
    refused_or_valid(content, f"x{suffix}")


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read(name: str, data: st.DataObject) -> None:
    content = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    refused_or_valid(bytes(content[: data.draw(st.integers(0, len(content)))]), name)


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html"])
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("aBé1 \n\t\r\f-#|*>`=<!._[]()/&;:~+–\u200b\u2028\x85"), max_size=120))
def test_any_text_is_covered_by_blocks(name: str, text: str) -> None:
    refused_or_valid(text.encode("utf-8"), name)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        load(b"", "x.txt")


def test_a_file_of_white_space_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="No text"):
        load(b" \n\n ", "x.txt")


@pytest.mark.parametrize(
    ("name", "next_step"),
    [
        ("x.doc", "save it as .docx"),
        ("x.mhtml", "HTML only"),
        ("x.xyz", ".pdf"),
        ("README", ".pdf"),
        ("x.zip", "Unpack"),
    ],
)
def test_other_kinds_of_file_are_refused_with_the_next_step(name: str, next_step: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        load(b"anything", name)
    assert next_step in refusal.value.next_step


def test_the_ending_may_be_in_capitals() -> None:
    assert load(b"Some words.", "NOTE.TXT").text == "Some words."
