"""Quotes as HTML: number, document, place and days, the words in their paragraph, the way to the source. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import PurePath

from ui.evidence import CELL_END, Line, ShownQuote
from ui.markup import Html, joined, tag
from ui.wording import chat as wording
from ui.wording.source import show_source

_OPEN_QUOTES = 3
_OPEN_NEAREST = 1
"""So many are open at first; the others are folded, one click away."""

_LONGEST_NAME, _END_OF_NAME = 72, 18
"""Characters of a place or a file name that are shown, and how many of them are its last ones."""

_BAR = re.compile(r"( \| )")
"""Between two cells of a row, in the text of a sheet."""

Numbered = tuple[int, ShownQuote]


def quote_id(turn: int, number: int) -> str:
    """The name on the page that the numbers in the answer of that turn lead to."""
    return f"quote-{turn + 1}-{number}"


def source_key(turn: int, number: int) -> str:
    """The key of the widget that shows that quote where it stands: turns are counted from 0, quotes from 1."""
    return f"source-{turn}-{number - 1}"


def quotes_html(turn: int, numbered: Sequence[Numbered], known: Set[str]) -> Html:
    """The quotes of an answer, one under the other; those of documents ``known`` (ids) can be seen where they stand."""
    if not numbered:
        return Html("")
    items = (
        _quote(turn, number, one, wording.QUOTE_NUMBER, known, unfolded=position < _OPEN_QUOTES)
        for position, (number, one) in enumerate(numbered)
    )
    return tag("section", tag("h3", wording.QUOTES), tag("ol", *items), class_="qw-quotes")


def nearest_html(turn: int, numbered: Sequence[Numbered], known: Set[str]) -> Html:
    """What came nearest to a question that it does not answer; each passage says so itself."""
    if not numbered:
        return Html("")
    items = (
        _quote(
            turn, number, one, wording.PASSAGE_NUMBER, known, unfolded=position < _OPEN_NEAREST, label=wording.NO_ANSWER
        )
        for position, (number, one) in enumerate(numbered)
    )
    return tag("section", tag("h3", wording.NEAREST), tag("ol", *items), class_="qw-quotes qw-nearest")


def conflict_html(turn: int, sides: Iterable[Numbered], known: Set[str]) -> Html:
    """Quotes that contradict each other, side by side where there is room."""
    return tag(
        "section",
        tag("h3", wording.DISAGREE),
        tag("p", wording.DISAGREE_HINT, class_="qw-about"),
        tag(
            "ol",
            *(_quote(turn, number, one, wording.QUOTE_NUMBER, known, unfolded=True) for number, one in sides),
            class_="qw-sides",
        ),
        class_="qw-conflict",
    )


def _quote(
    turn: int, number: int, shown: ShownQuote, kind: str, known: Set[str], *, unfolded: bool, label: str = ""
) -> Html:
    quote = shown.quote
    named = (quote.place.label, PurePath(quote.source).name)
    about = [_named(word) for word in dict.fromkeys(named) if word and word != quote.title]
    if days := wording.days(shown.dated, shown.read):
        about.append(tag("span", days, class_="qw-days"))
    facts = tag("small", Html(" · ".join(about))) if about else Html("")
    source = tag("span", tag("cite", tag("bdi", quote.title)), facts, class_="qw-source")
    said = tag("span", label, class_="qw-label") if label else Html("")
    number_html = tag("span", tag("span", kind + " ", class_="qw-unseen"), str(number), class_="qw-number")
    summary = tag("summary", number_html, source, said)
    words = _paragraph(shown, quote_id(turn, number))
    way = _way_to_source(turn, number, shown, kind) if quote.document_id in known else Html("")
    return tag("li", tag("details", summary, words, way, open=unfolded))


def _named(words: str) -> Html:
    """A place or a file name; the middle of a very long one is left out, and seen by who points at it."""
    if len(words) <= _LONGEST_NAME:
        return tag("bdi", words)
    return tag("bdi", f"{words[: _LONGEST_NAME - _END_OF_NAME]}…{words[-_END_OF_NAME:]}", title=words)


def _way_to_source(turn: int, number: int, shown: ShownQuote, kind: str) -> Html:
    """A button that presses the widget of that key; ``ui.source_rendering.ways_script_html`` makes it work."""
    label = show_source(number, shown.quote.place.label, kind)
    button = tag("button", label, type="button", class_="qw-way", data_presses=source_key(turn, number))
    return tag("p", button, class_="qw-ways")


def _paragraph(shown: ShownQuote, name: str) -> Html:
    words = tag("q", Html(tag("br").join(joined(*_line(line)) for line in shown.lines)))
    return tag("blockquote", _context(shown.before), words, _context(shown.after), dir="auto", id=name)


def _line(line: Line) -> Iterator[Html | str]:
    """The words of a line, the answering ones marked, the cells of a row apart."""
    for text, marked in line:
        for part in _BAR.split(text):
            if part == CELL_END:
                yield tag("span", " ", class_="qw-cell")
            elif _BAR.fullmatch(part):
                yield tag("span", part, class_="qw-bar")
            elif part:
                yield tag("mark", part) if marked else part


def _context(words: str) -> Html:
    return tag("span", words, class_="qw-context") if words else Html("")
