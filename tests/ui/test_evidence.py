from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index.document import DocumentInfo, Origin
from index.errors import UnknownDocumentError
from rag.quoting import display
from tests.ui.fakes import Texts, cut, found, not_found
from ui.evidence import in_paragraph, reply

LEASE = (
    "Rent is due monthly.\n\nThe deposit is held by the Pro-\ntection Service. It is returned within 14 days. "
    "Interest is not paid.\n\nNo pets."
)


def whole(text: str, words: str, answering: str = "") -> str:
    shown = in_paragraph(cut(text, words, answering), Texts({"d1": text}))
    return shown.before + "".join(piece for line in shown.lines for piece, _ in line) + shown.after


def test_a_quote_stands_in_its_paragraph_and_in_no_other() -> None:
    shown = in_paragraph(cut(LEASE, "It is returned within 14 days.", "14 days"), Texts({"d1": LEASE}))
    assert shown.before == "The deposit is held by the Protection Service. "
    assert shown.lines == ((("It is returned within ", False), ("14 days", True), (".", False)),)
    assert shown.after == " Interest is not paid."


def test_a_quote_that_is_the_whole_paragraph_has_nothing_around_it() -> None:
    shown = in_paragraph(cut(LEASE, "No pets."), Texts({"d1": LEASE}))
    assert (shown.before, shown.after) == ("", "")


@pytest.mark.parametrize("words", ["returned", "It is returned", "(held)", "14 days.", "The deposit"])
def test_together_they_are_the_paragraph_as_it_is_shown(words: str) -> None:
    text = "The deposit (held) is kept.\nIt is returned within 14 days. Good."
    assert whole(text, words) == display(text)


def test_a_quote_over_two_paragraphs_is_two_lines_with_the_rest_of_both() -> None:
    text = "One. Two.\n\nThree. Four."
    shown = in_paragraph(cut(text, "Two.\n\nThree.", "o.\n\nTh"), Texts({"d1": text}))
    assert (shown.before, shown.after) == ("One. ", " Four.")
    assert shown.lines == ((("Tw", False), ("o.", True)), (("Th", True), ("ree.", False)))


def test_long_surroundings_are_cut_between_words() -> None:
    text = "early " * 300 + "HERE" + " later" * 300
    shown = in_paragraph(cut(text, "HERE"), Texts({"d1": text}))
    assert shown.before.startswith("… early ") and shown.before.endswith("early ")
    assert shown.after.startswith(" later ") and shown.after.endswith("later …")
    assert len(shown.before) <= 405 and len(shown.after) <= 405


def test_surroundings_without_any_space_are_cut_all_the_same() -> None:
    text = "あ" * 1000 + "HERE" + "い" * 1000
    shown = in_paragraph(cut(text, "HERE"), Texts({"d1": text}))
    assert set(shown.before) == {"…", " ", "あ"} and set(shown.after) == {"…", " ", "い"}


def test_a_quote_tells_when_its_document_was_read_and_its_file_changed() -> None:
    class Synced(Texts):
        def document(self, document_id: str) -> DocumentInfo:
            day = int(datetime(2024, 5, 1, tzinfo=UTC).timestamp() * 1e9)
            return replace(super().document(document_id), origin=Origin.FOLDER, modified_ns=day)

    quote = cut(LEASE, "No pets.")
    shown = in_paragraph(quote, Synced({"d1": LEASE}))
    assert (shown.dated, shown.read) == ("2024-05-01T00:00:00+00:00", "2026-03-03T10:00:00+00:00")
    assert in_paragraph(quote, Texts({"d1": LEASE})).dated == ""
    assert in_paragraph(quote, Synced({"d1": LEASE}, revision="r2")).read == "", "it was read anew since"


def test_a_quote_of_an_earlier_revision_stands_alone() -> None:
    shown = in_paragraph(cut(LEASE, "No pets.", "pets"), Texts({"d1": LEASE}, revision="r2"))
    assert (shown.before, shown.after) == ("", "")
    assert shown.lines == ((("No ", False), ("pets", True), (".", False)),)


def test_a_reply_sets_quotes_and_nearest_passages_into_their_paragraphs() -> None:
    texts = Texts({"d1": LEASE})
    one = cut(LEASE, "It is returned within 14 days.")
    assert [shown.quote for shown in reply(found("?", "14 days", one), texts).quotes] == [one]
    assert [shown.quote for shown in reply(not_found("?", one), texts).nearest] == [one]


def test_a_document_that_is_gone_is_an_error_for_people() -> None:
    class Gone(Texts):
        def document(self, document_id: str) -> object:  # type: ignore[override]
            raise UnknownDocumentError("no such document")

    with pytest.raises(UnknownDocumentError):
        in_paragraph(cut(LEASE, "No pets."), Gone({}))  # type: ignore[arg-type]
