from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import PlaceKind, Span
from index.errors import UnknownDocumentError
from rag.quoting import display, display_marked, is_verbatim, quote
from tests.rag.conftest import MakeSnapshot

SOURCE_SIGNS = "ab -\n\t\u00adﬁﬂé0.–"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  two   spaces\tand\na line ", "two spaces and a line"),
        ("inter-\nnational", "international"),
        ("inter\u00ad\n  national", "international"),
        ("the KX-\n2240B", "the KX- 2240B"),
        ("Anglo-\nSaxon", "Anglo- Saxon"),
        ("well-known", "well-known"),
        ("eﬃcient oﬀer", "efficient offer"),
        ("5 % – $3 <b>", "5 % – $3 <b>"),
    ],
)
def test_display_changes_white_space_line_end_hyphens_and_ligatures_only(text: str, shown: str) -> None:
    assert display(text) == shown


@given(st.text(alphabet=SOURCE_SIGNS, max_size=60))
def test_display_is_settled_after_once_and_loses_no_letter(text: str) -> None:
    shown = display(text)
    assert display(shown) == shown

    def letters(words: str) -> str:
        expanded = words.replace("ﬁ", "fi").replace("ﬂ", "fl")
        return "".join(sign for sign in expanded if not sign.isspace() and sign not in "-\u00ad")

    assert letters(shown) == letters(text)


@given(st.text(alphabet=SOURCE_SIGNS, max_size=60), st.data())
def test_marked_pieces_join_to_what_is_displayed(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    mark = Span(ends[0], ends[1])
    pieces = display_marked(text, [mark])
    assert "".join(words for words, _ in pieces) == display(text)
    marked = display("".join(words for words, is_marked in pieces if is_marked))
    assert marked.replace(" ", "") == display(mark.of(text)).replace(" ", "") or "\n" in text


def test_marks_are_exactly_the_words_named() -> None:
    text = "The deposit is\n two months’ rent."
    start = text.index("two")
    assert display_marked(text, [Span(start, len(text) - 1)]) == (
        ("The deposit is ", False),
        ("two months’ rent", True),
        (".", False),
    )


def test_a_quote_is_the_stored_slice_with_its_place(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(
        {"lease.md": "# Lease\n\n## Rent\n\nThe rent is due on the first. The rent is due on the first.\n"}
    )
    (document,) = snapshot.documents
    text = snapshot.text(document.document_id)
    second = text.rindex("The rent")
    made = quote(snapshot, document.document_id, Span(second, second + 29), [Span(second + 16, second + 28)])
    assert made.text == text[second : second + 29] == "The rent is due on the first."
    assert (made.place.kind, made.place.label) == (PlaceKind.HEADING, "Rent")
    assert made.revision == document.revision
    assert is_verbatim(snapshot, made)


@pytest.mark.parametrize(
    "mutant",
    ["The fee is 6%.", "The fee is not 5%.", "the fee is 5%.", "The fee is 5%", "The fee  is 5%.", "The fee is 5%.\n"],
)
def test_a_quote_that_differs_in_one_character_is_not_verbatim(make_snapshot: MakeSnapshot, mutant: str) -> None:
    from dataclasses import replace

    snapshot = make_snapshot({"fees.txt": "The fee is 5%. It is paid once.\n"})
    document_id = snapshot.documents[0].document_id
    true = quote(snapshot, document_id, Span(0, 14))
    assert is_verbatim(snapshot, true)
    assert not is_verbatim(snapshot, replace(true, text=mutant))
    assert not is_verbatim(snapshot, replace(true, revision="000000000000"))
    assert not is_verbatim(snapshot, replace(true, span=Span(1, 15)))


def test_a_quote_needs_words_of_a_known_document(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot({"a.txt": "Some words stand here.\n"})
    document_id = snapshot.documents[0].document_id
    with pytest.raises(ValueError, match="needs a span"):
        quote(snapshot, document_id, Span(3, 3))
    with pytest.raises(ValueError, match="answers inside"):
        quote(snapshot, document_id, Span(0, 4), [Span(2, 6)])
    with pytest.raises(ValueError, match="beyond the text"):
        quote(snapshot, document_id, Span(0, 4_000))
    with pytest.raises(UnknownDocumentError):
        quote(snapshot, "no-such-id", Span(0, 4))
