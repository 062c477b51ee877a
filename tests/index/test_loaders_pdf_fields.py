"""PDF: values of form fields, marked boxes, words typed onto a page, comments."""

from __future__ import annotations

import pytest

from index.errors import UnreadableFileError
from index.loaders.pdf import load
from tests.index.hostile.papers import FONT, paper, stream

LABELS = (
    "BT /F1 12 Tf 50 700 Td (Tenant:) Tj ET BT /F1 12 Tf 50 660 Td (I agree) Tj ET BT /F1 12 Tf 50 640 Td (Rent) Tj ET"
)
TENANT = "/Subtype /Widget /FT /Tx /T (tenant) /V (Ada Lovelace) /Rect [180 696 380 716]"
AGREES = "/Subtype /Widget /FT /Btn /T (agree) /V /Yes /AS /Yes /Rect [30 656 46 672]"
RENT = (
    "/Subtype /Widget /FT /Ch /Ff 131072 /T (rent) /Opt [[(a) (900 EUR)] [(b) (800 EUR)]] /V (b) /Rect [50 610 200 630]"
)


def form(*annotations: str, labels: str = LABELS) -> bytes:
    numbers = range(20, 20 + len(annotations))
    references = " ".join(f"{number} 0 R" for number in numbers)
    fields = f"/AcroForm << /Fields [{references}] /DA (/F1 12 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >>"
    objects = {1: f"<< /Type /Catalog /Pages 2 0 R {fields} >>".encode(), 5: FONT}
    for number, annotation in zip(numbers, annotations, strict=True):
        objects[number] = f"<< /Type /Annot /DA (/F1 12 Tf 0 g) /P 3 0 R {annotation} >>".encode()
    return paper(stream(labels.encode()), page=f"/Annots [{references}]", more=objects)


def lines(content: bytes) -> list[str]:
    return [line for line in load(content, "x.pdf").text.split("\n") if line]


def test_a_value_stands_beside_its_label_and_a_mark_before_it() -> None:
    assert lines(form(TENANT, AGREES)) == ["Tenant:\tAda Lovelace", "☒ I agree", "Rent"]
    assert "☐ I agree" in lines(form(AGREES.replace("/V /Yes /AS /Yes", "/V /Off /AS /Off")))


def test_a_choice_is_named_as_it_is_shown_below_its_label() -> None:
    assert lines(form(RENT))[-2:] == ["Rent", "800 EUR"]


def test_words_typed_onto_a_page_are_read_where_they_stand() -> None:
    typed = "/Subtype /FreeText /Contents (Paid in May) /Rect [180 636 380 656]"
    assert "Rent\tPaid in May" in lines(form(typed))


def test_comments_follow_after_the_page_with_their_author() -> None:
    note = "/Subtype /Highlight /T (Grace) /Contents (Ask her again.) /Rect [50 696 90 712]"
    assert lines(form(note))[-1] == "Comment by Grace: Ask her again."


@pytest.mark.parametrize("flag", ["/F 2", "/F 32"])
def test_what_is_hidden_is_not_read(flag: str) -> None:
    assert "Ada" not in load(form(f"{TENANT} {flag}"), "x.pdf").text


def test_a_password_is_not_read() -> None:
    assert "Ada" not in load(form(f"{TENANT} /Ff 8192"), "x.pdf").text


def test_a_form_without_words_but_marks_has_no_text() -> None:
    with pytest.raises(UnreadableFileError):
        load(form(AGREES, labels=""), "x.pdf")
    assert lines(form(TENANT, labels="")) == ["Ada Lovelace"]
