"""The report shows every question, escapes what others wrote, and reaches for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile
from evals.reporting import report
from evals.running import run
from index.errors import InvalidInputError
from tests.evals.fakes import WordSpotter
from tests.ui.hostile import HOSTILE

NASTY = "<script>alert(1)</script> & $title | `x`"
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; $title | `x`"
FILES = (SourceFile("a.txt", f"Before it. {NASTY} After it.".encode()),)
QUESTIONS = (
    Question("q1", "Right?", (NASTY,), gold=((GoldSpan("a.txt", NASTY),),), type="fact"),
    Question("q 2/ü", f"Wrong {NASTY}?", ("else",), history=(NASTY,), type=NASTY),
    Question("q3", "Refused?", (), type="off_topic"),
    Question("q4", "Unknown?", None),
)
ANSWERS = {
    "Right?": ("a.txt", NASTY),
    f"Wrong {NASTY}?": ("a.txt", "Before"),
    "Refused?": None,
    "Unknown?": ("a.txt", "After"),
}
EARLIER = ANSWERS | {"Right?": ("a.txt", "Before"), "Refused?": None}


class Outline(HTMLParser):
    """Collects what a browser would run or fetch, the questions' verdicts, and the words of elements by tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.policy = ""
        self.handlers: list[str] = []
        self.questions: list[dict[str, str]] = []
        self.inside: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._open.append(tag)
        self.inside.setdefault(tag, []).append("")
        self.links += [values[name] for name in ("src", "href", "action", "srcset") if name in values]
        self.handlers += [name for name in values if name.startswith("on") or name == "style"]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if values.get("class") == "question":
            self.questions.append(values)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[self._open[-1]][-1] += data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = run(Dataset("set", "report", FILES, QUESTIONS), WordSpotter(ANSWERS).open, tmp_path / "run")
    assert report(out) == out / "report.html"
    return out


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    return run(Dataset("set", "report", FILES, QUESTIONS), WordSpotter(EARLIER).open, tmp_path / "<earlier>")


def page_of(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


def test_page_shows_every_question_and_reaches_for_nothing(folder: Path) -> None:
    text = page_of(folder)
    page = Outline(text)
    assert [(one["data-verdict"], one["data-failed"]) for one in page.questions] == [
        ("right", "0"),
        ("wrong", "1"),
        ("rightly refused", "0"),
        ("not scored", "0"),
    ]
    assert [one["id"] for one in page.questions] == ["q-q1", "q-q 2/ü", "q-q3", "q-q4"]
    assert page.links == ["#q-q1", "#q-q%202%2F%C3%BC", "#q-q3", "#q-q4"]
    assert page.handlers == []
    assert set(re.findall(r"https?://[^\"]+", text)) == {"http://www.w3.org/2000/svg"}


def test_only_the_pages_own_style_and_script_may_run(folder: Path) -> None:
    page = Outline(page_of(folder))
    allowed = {}
    for name in ("style", "script"):
        (content,) = page.inside[name]
        allowed[name] = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    assert page.policy == (
        f"default-src 'none'; style-src 'sha256-{allowed['style']}'; script-src 'sha256-{allowed['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_quotes_stand_in_their_context_with_answer_and_gold_marked(folder: Path) -> None:
    text = page_of(folder)
    assert f'<span class="around">Before it. </span><u><mark>{SHOWN}</mark></u><span class="around"> After it.' in text
    assert "does not stand where it says" not in text


def test_the_page_is_the_same_for_the_same_run(folder: Path) -> None:
    before = page_of(folder)
    report(folder)
    assert page_of(folder) == before
    assert "\r" not in before


def test_what_cannot_be_shown_does_not_stop_the_report(tmp_path: Path) -> None:
    odd = "bell \x07 nul \x00"
    questions = (Question(odd, odd, (odd,), type=odd),)
    out = run(Dataset("set", "report", FILES, questions), WordSpotter({odd: ("a.txt", NASTY)}).open, tmp_path / "run")
    report(out)
    assert "bell � nul �" in page_of(out)
    assert "bell � nul �" in (out / "report.md").read_text(encoding="utf-8")


def test_a_question_without_a_result_is_shown_as_such(tmp_path: Path) -> None:
    spotter = WordSpotter(ANSWERS, fails_at="Refused?")
    with pytest.raises(KeyboardInterrupt):
        run(Dataset("set", "report", FILES, QUESTIONS), spotter.open, tmp_path / "run")
    report(tmp_path / "run")
    text = page_of(tmp_path / "run")
    assert text.count("The run has no answer to this question.") == 2
    assert "Not in your documents." not in text


def test_json_has_the_same_questions(folder: Path) -> None:
    whole = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in whole["questions"]] == ["q1", "q 2/ü", "q3", "q4"]
    assert whole["questions"][1]["history"] == [NASTY]
    assert whole["questions"][0]["evidence"][0]["quoted"] is True
    assert whole["scores"] == json.loads((folder / "scores.json").read_text(encoding="utf-8"))


def test_markdown_has_every_question_those_that_went_wrong_first(folder: Path) -> None:
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "| right | 0.667 |" in text
    wrong, others = text.split("## What went wrong")[1].split("## The other questions")
    assert "### Question q 2/ü: wrong" in wrong
    assert [line for line in others.splitlines() if line.startswith("###")] == [
        "### Question q1: right",
        "### Question q3: rightly refused",
        "### Question q4: not scored",
    ]
    assert "refusal recall, near-miss" not in text, "a measure that no question had a say in is not shown as 0"
    assert "\\<script\\>alert(1)\\</script\\> \\& \\$title \\| \\`x\\`" in others
    assert "<script" not in text.replace("\\<script", "")


def test_markdown_shows_hostile_words_and_obeys_none(tmp_path: Path) -> None:
    files = (SourceFile("odd.txt", "\n".join(HOSTILE).encode()),)
    asked = tuple(Question(words, words, (words,), history=(words,), type=words) for words in HOSTILE)
    spotter = WordSpotter({words: ("odd.txt", words) for words in HOSTILE})
    report(run(Dataset("set", "report", files, asked), spotter.open, tmp_path / "run"))
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = markdown.parse((tmp_path / "run" / "report.md").read_text(encoding="utf-8"))
    inside = [part for token in tokens for part in token.children or ()]
    assert {
        token.type for token in tokens if token.type.startswith(("html", "fence", "code", "block", "ordered", "hr"))
    } == set()
    assert {part.type for part in inside} == {"text", "strong_open", "strong_close"}
    shown = ["".join(part.content for part in token.children or ()) for token in tokens if token.type == "inline"]
    for words in HOSTILE:
        assert f"Question: {' '.join(words.split())}" in shown


def test_an_earlier_run_adds_what_changed(folder: Path, earlier: Path) -> None:
    report(folder, earlier)
    text = page_of(folder)
    assert "What changed since <bdi>&lt;earlier&gt;</bdi>" in text
    assert "Turned wrong (0)" in text and "Turned right (1)" in text
    assert [one["data-turned"] for one in Outline(text).questions] == ["right", "", "", ""]
    markdown = (folder / "report.md").read_text(encoding="utf-8")
    assert "- Question q1: Right? — before: Before — now: " in markdown
    whole = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["verdict_before"], one["verdict_now"]) for one in whole["changes"]["turned"]] == [
        ("q1", "wrong", "right")
    ]


def test_a_run_of_other_questions_cannot_be_the_earlier_one(folder: Path, tmp_path: Path) -> None:
    other = run(
        Dataset("set", "report", FILES, (Question("other", "Right?", ("x",)),)),
        WordSpotter(ANSWERS).open,
        tmp_path / "other",
    )
    with pytest.raises(InvalidInputError, match="no question in common"):
        report(folder, other)
