"""What is taken away holds the exact words, obeys none of them, and can be checked against the library."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.document import Place, PlaceKind, Span
from index.errors import InvalidInputError
from rag.answer import Answer, Quote
from tests.ui.fakes import cut, found, not_found
from tests.ui.hostile import HOSTILE, UNSHOWABLE
from tests.ui.shown import Shown
from ui.exporting import Export, file_name, plain_text
from ui.exporting_json import quotes_in_json, to_json
from ui.exporting_markdown import code, quotes_in_markdown, to_markdown
from ui.exporting_references import ExportedQuote, Reference, words_of
from ui.exporting_word import quotes_in_word, to_word
from ui.wording import chat
from ui.wording import exporting as wording

MOMENT = "2026-03-03T12:00:00+00:00"
TEXT = "Before it. The rent is 950 pounds a month. After it."
RENT = "The rent is 950 pounds a month."
LEASE = Reference("d1", "r1", Span(11, 42))
RENDERER = MarkdownIt("commonmark", {"xhtmlOut": False}).enable(["table", "strikethrough"])


def answer(**changes: object) -> Answer:
    return found("How much is the rent?", "950 pounds", cut(TEXT, RENT, "950 pounds"), **changes)


def quote_of(text: str) -> Quote:
    place = Place(PlaceKind.TEXT, text)
    return Quote("d1", "r1", text, text.replace("/", "∕"), place, Span(0, len(text)), text, (), 1.0)


def hostile_answer(text: str) -> Answer:
    return found(text, text, quote_of(text), searched_for="other " + text, warnings=(text,))


def test_each_form_tells_question_answer_certainty_quote_source_reference_and_day() -> None:
    export = Export((answer(),), MOMENT)
    word = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(to_word(export))).paragraphs)
    copied = plain_text(export.answers, MOMENT)
    for form in (word, to_markdown(export), copied):
        for words in ("How much is the rent?", "950 pounds", "Sure", RENT, "Lease, page 3 (Lease.pdf)", "3 March 2026"):
            assert words in form
    assert "qw:d1:r1:11-42" in word and "qw:d1:r1:11-42" in to_markdown(export) and "qw:" not in copied
    (told,) = json.loads(to_json(export))["answers"]
    assert (told["certainty"], told["quotes"][0]["start"], told["quotes"][0]["text"]) == ("Sure", 11, RENT)


def test_a_refusal_is_taken_away_as_one_with_its_nearest_passages() -> None:
    export = Export((not_found("May I keep a dog?", cut(TEXT, RENT)),), MOMENT)
    for form in (to_markdown(export), plain_text(export.answers, MOMENT)):
        assert chat.NOT_FOUND in form and chat.NEAREST in form and RENT in form and wording.HOW_SURE not in form


def test_what_disagrees_and_what_was_searched_for_is_told() -> None:
    told = plain_text([answer(conflicts=((1, 3),), searched_for="How much is it?", warnings=("Take care.",))], MOMENT)
    assert "1, 3" in told and "I searched for: How much is it?" in told and "Note: Take care." in told


def test_a_conversation_keeps_its_order() -> None:
    export = Export((answer(), not_found("And the deposit?")), MOMENT)
    form = to_markdown(export)
    assert form.index("How much is the rent?") < form.index("And the deposit?")
    assert len(json.loads(to_json(export))["answers"]) == 2


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_every_form_gives_back_the_words_that_went_in(text: str) -> None:
    export = Export((replace(answer(), quotes=(quote_of(text),)),), MOMENT)
    reference = Reference("d1", "r1", Span(0, len(text)))
    assert quotes_in_json(to_json(export)) == (ExportedQuote(text, reference, exact=True),)
    (read,) = quotes_in_markdown(to_markdown(export))
    assert read.reference == reference and read.equals(text) and not read.equals(text + "x")


def test_word_gives_back_the_words_that_went_in() -> None:
    texts = (*HOSTILE, *UNSHOWABLE)
    for text, read in zip(
        texts, quotes_in_word(to_word(Export(tuple(map(hostile_answer, texts)), MOMENT))), strict=True
    ):
        assert read.reference == Reference("d1", "r1", Span(0, len(text)))
        assert read.equals(text) and not read.equals(text + "x")


def test_word_obeys_nothing_foreign() -> None:
    def names(export: Export) -> tuple[set[str], set[str]]:
        with zipfile.ZipFile(BytesIO(to_word(export))) as file:
            parts = set(file.namelist())
            assert b"TargetMode" not in b"".join(file.read(part) for part in parts if part.endswith(".rels"))
        body = docx.Document(BytesIO(to_word(export))).element.body
        return parts, {element.tag for element in body.iter()}

    hostile = Export(tuple(map(hostile_answer, (*HOSTILE, *UNSHOWABLE))), MOMENT)
    parts, tags = names(hostile)
    plain_parts, plain_tags = names(Export((hostile_answer("one\ntwo\tthree"),), MOMENT))
    assert parts == plain_parts
    assert tags - plain_tags == set()


@pytest.mark.parametrize("text", [*HOSTILE, *UNSHOWABLE])
def test_markdown_obeys_nothing_foreign(text: str) -> None:
    hostile = Shown(RENDERER.render(to_markdown(Export((hostile_answer(text),), MOMENT))))
    harmless = Shown(RENDERER.render(to_markdown(Export((hostile_answer("a\nb"),), MOMENT))))
    assert set(hostile.elements) <= set(harmless.elements)
    assert hostile.attributes == []
    foreign = words_of(" ".join(hostile.texts["blockquote"]))
    assert foreign == words_of(text)


@pytest.mark.parametrize("text", [*HOSTILE, *UNSHOWABLE, "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "a\n=1+1"])
def test_no_line_of_the_clipboard_is_a_formula_or_turned_round(text: str) -> None:
    told = plain_text([hostile_answer(text)], MOMENT)
    own = ("Question: ", "Answer: ", "I searched for: ", "How sure: ", "Note: ", "[1] “", "    – Quote 1 – ", "Taken ")
    heading = f"{chat.QUOTES}:"
    assert [line for line in told.split("\n") if line and line != heading and not line.startswith(own)] == []
    assert "\t" not in told and "\x1b" not in told
    assert told.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool))
def test_a_code_span_says_what_it_was_given(line: str) -> None:
    assert Shown(RENDERER.render(code(line))).elements == ["p", "code"]


@pytest.mark.parametrize(
    "question", ["../../etc/passwd", "C:\\Windows\\con", "a\0b", "=1+1", "\u202efdp.exe", "?" * 500, "con", "x" * 500]
)
def test_the_name_of_the_file_leads_nowhere(question: str) -> None:
    name = file_name(Export((replace(answer(), question=question),), MOMENT), "docx")
    assert name.startswith("Quotewise ") and name.endswith(".docx") and len(name) < 80
    assert all(sign.isalnum() or sign == " " for sign in name.removesuffix(".docx"))


def test_a_quote_without_its_reference_and_a_damaged_reference_are_noticed() -> None:
    form = to_markdown(Export((answer(),), MOMENT))
    without = form.replace("Reference: `qw:d1:r1:11-42`", "")
    assert [one.reference for one in quotes_in_markdown(without + "\nend\n")] == [None]
    assert [one.reference for one in quotes_in_markdown(without)] == [None]
    assert [one.reference for one in quotes_in_markdown(form.replace("11-42", "42-11"))] == [None]
    added = form + "\n> An invented quote.\n"
    assert [one.reference for one in quotes_in_markdown(added)] == [LEASE, None]
    document = docx.Document(BytesIO(to_word(Export((answer(),), MOMENT))))
    document.add_paragraph("An invented quote.", style="Quote")
    file = BytesIO()
    document.save(file)
    assert [one.reference for one in quotes_in_word(file.getvalue())] == [LEASE, None]


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", "null", '{"answers": 3}', '{"answers": [{"quotes": [{}], "nearest": []}]}', "{" * 5000, "{not json"],
)
def test_other_json_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(InvalidInputError, match="For other programs"):
        quotes_in_json(text)


def test_a_file_that_only_begins_like_word_is_refused(tmp_path: Path) -> None:
    for content in (b"PK\x03\x04 and nothing more", _zip_of("word/other.xml")):
        with pytest.raises(InvalidInputError):
            quotes_in_word(content)


def test_the_shown_form_of_a_quote_stays_inside_its_marks() -> None:
    told = plain_text([replace(answer(), quotes=(quote_of("a line\nand an-\nother"),))], MOMENT)
    assert "“a line and another”" in told


def _zip_of(name: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(name, "<a/>")
    return file.getvalue()
