"""The report shows every question, escapes what others wrote, and reaches for nothing."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evals.datasets.values import Dataset, GoldSpan, Question, SourceFile
from evals.reporting import report
from evals.running import run
from tests.evals.fakes import WordSpotter

NASTY = "<script>alert(1)</script> & $title | `x`"
FILES = (SourceFile("a.txt", f"Before it. {NASTY} After it.".encode()),)
QUESTIONS = (
    Question("q1", "Right?", (NASTY,), gold=((GoldSpan("a.txt", NASTY),),), type="fact"),
    Question("q2", f"Wrong {NASTY}?", ("else",), history=(NASTY,), type=NASTY),
    Question("q3", "Refused?", (), type="off_topic"),
    Question("q4", "Unknown?", None),
)
ANSWERS = {
    "Right?": ("a.txt", NASTY),
    f"Wrong {NASTY}?": ("a.txt", "Before"),
    "Refused?": None,
    "Unknown?": ("a.txt", "After"),
}


class Outline(HTMLParser):
    """Collects what a browser would run or fetch, and the questions' verdicts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts = 0
        self.links: list[str] = []
        self.verdicts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.scripts += tag == "script"
        self.links += [values[name] for name in ("src", "href", "action") if name in values]
        if tag == "details" and "data-verdict" in values:
            self.verdicts.append((values["data-verdict"], values["data-failed"]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = run(Dataset("set", "report", FILES, QUESTIONS), WordSpotter(ANSWERS).open, tmp_path / "run")
    assert report(out) == out / "report.html"
    return out


def test_page_shows_every_question_and_nothing_runs_but_its_own_script(folder: Path) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    page = Outline(text)
    assert page.scripts == 1
    assert page.links == []
    assert page.verdicts == [("right", "0"), ("wrong", "1"), ("rightly refused", "0"), ("not scored", "0")]
    assert not re.search(r"https?://", text)


def test_quotes_stand_in_their_context(folder: Path) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    nasty = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; $title | `x`"
    assert f"…Before it. <mark>{nasty}</mark> After it.…" in text


def test_json_has_the_same_questions(folder: Path) -> None:
    whole = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in whole["questions"]] == ["q1", "q2", "q3", "q4"]
    assert whole["questions"][1]["history"] == [NASTY]
    assert whole["scores"] == json.loads((folder / "scores.json").read_text(encoding="utf-8"))


def test_markdown_lists_what_went_wrong(folder: Path) -> None:
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "| right | 0.667 |" in text
    wrong = text.split("## What went wrong")[1]
    assert "`q2`" in wrong
    assert "`q1`" not in wrong
    assert "refusal recall, near-miss" not in text, "a measure that no question had a say in is not shown as 0"
