"""Quotes as HTML: number, document, place and days, and the words in their paragraph. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from ui.evidence import ShownQuote
from ui.markup import Html, joined, tag
from ui.wording import chat as wording

_OPEN_QUOTES = 3
_OPEN_NEAREST = 1
"""So many are open at first; the others are folded, one click away."""

Numbered = tuple[int, ShownQuote]


def quote_id(turn: int, number: int) -> str:
    """The name on the page that the numbers in the answer of that turn lead to."""
    return f"quote-{turn + 1}-{number}"


def quotes_html(turn: int, numbered: Sequence[Numbered]) -> Html:
    """The quotes of an answer, one under the other."""
    if not numbered:
        return Html("")
    items = (
        _quote(turn, number, one, wording.QUOTE_NUMBER, unfolded=position < _OPEN_QUOTES)
        for position, (number, one) in enumerate(numbered)
    )
    return tag("section", tag("h3", wording.QUOTES), tag("ol", *items), class_="qw-quotes")


def nearest_html(turn: int, numbered: Sequence[Numbered]) -> Html:
    """What came nearest to a question that it does not answer; each passage says so itself."""
    if not numbered:
        return Html("")
    items = (
        _quote(turn, number, one, wording.PASSAGE_NUMBER, unfolded=position < _OPEN_NEAREST, label=wording.NO_ANSWER)
        for position, (number, one) in enumerate(numbered)
    )
    return tag("section", tag("h3", wording.NEAREST), tag("ol", *items), class_="qw-quotes qw-nearest")


def conflict_html(turn: int, sides: Iterable[Numbered]) -> Html:
    """Quotes that contradict each other, side by side where there is room."""
    return tag(
        "section",
        tag("h3", wording.DISAGREE),
        tag("p", wording.DISAGREE_HINT, class_="qw-about"),
        tag(
            "ol",
            *(_quote(turn, number, one, wording.QUOTE_NUMBER, unfolded=True) for number, one in sides),
            class_="qw-sides",
        ),
        class_="qw-conflict",
    )


def _quote(turn: int, number: int, shown: ShownQuote, kind: str, *, unfolded: bool, label: str = "") -> Html:
    quote = shown.quote
    file_name = PurePath(quote.source).name
    place = " · ".join(dict.fromkeys(word for word in (file_name, quote.place.label) if word and word != quote.title))
    days = wording.days(shown.dated, shown.read)
    source = tag(
        "span",
        tag("cite", tag("bdi", quote.title)),
        tag("small", tag("bdi", place)) if place else Html(""),
        tag("small", days, class_="qw-days") if days else Html(""),
        class_="qw-source",
    )
    said = tag("span", label, class_="qw-label") if label else Html("")
    number_html = tag("span", tag("span", kind + " ", class_="qw-unseen"), str(number), class_="qw-number")
    summary = tag("summary", number_html, source, said)
    return tag("li", tag("details", summary, _paragraph(shown, quote_id(turn, number)), open=unfolded))


def _paragraph(shown: ShownQuote, name: str) -> Html:
    lines = (joined(*(tag("mark", text) if marked else text for text, marked in line)) for line in shown.lines)
    words = tag("q", Html(tag("br").join(lines)))
    return tag("blockquote", _context(shown.before), words, _context(shown.after), dir="auto", id=name)


def _context(words: str) -> Html:
    return tag("span", words, class_="qw-context") if words else Html("")
