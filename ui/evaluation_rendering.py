"""The evaluation page as HTML. Pure: the same result is always the same page, and no word of a sheet is obeyed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from evals.plots_run import CaptionedPlot
from evals.report_context import ShownQuote
from evals.scoring import Score
from evals.tally import Tally, right_part, tally
from ui.evaluation_desk import Item
from ui.markup import Html, joined, plain_label, tag
from ui.wording import evaluation as wording
from ui.wording.chat import NEAREST, NOT_FOUND, QUOTES, SEARCHED_FOR, certainty

_SIGNS = {True: "✓", False: "✗", None: "?"}


def headline_html(title: str, *about: str) -> Html:
    """The head of a page below the first: its title, with a line about it."""
    facts = tag("p", " · ".join(filter(None, about)), class_="qw-about")
    return tag("header", tag("h1", tag("bdi", title)), facts, class_="qw-start qw-small")


def start_html() -> Html:
    """The head of the first page."""
    words = (tag("h1", wording.EVALUATION_HEADLINE), tag("p", wording.EVALUATION_PROMISE))
    return tag("header", *words, class_="qw-start qw-small")


def sheet_help_html() -> Html:
    """What a question sheet is."""
    columns = (joined(tag("dt", tag("code", name)), tag("dd", meaning)) for name, meaning in wording.SHEET_COLUMNS)
    return tag(
        "section",
        tag("h2", wording.SHEET_TITLE),
        tag("p", wording.SHEET_HINT, class_="qw-about"),
        tag("dl", *columns, class_="qw-columns"),
    )


def summary_html(items: Sequence[Item]) -> Html:
    """What came out, in sentences that anybody can check by counting."""
    found = tally([item.opinion for item in items])
    heading = tag("h2", wording.BY_MARKS if found.marked else wording.BY_GOLD)
    parts = [heading, *_headline(found)]
    if facts := tuple(_facts(found)):
        parts.append(tag("ul", *(tag("li", fact) for fact in facts), class_="qw-facts"))
    if trust := tuple(_trust(items)):
        parts.append(tag("h3", wording.CERTAINTY_TITLE))
        parts.append(tag("ul", *(tag("li", fact) for fact in trust), class_="qw-facts"))
    return tag("section", *parts, class_="qw-outcome")


def figures_html(scores: Sequence[Score]) -> Html:
    """Every measure with its meaning, interval and n."""
    rows = (
        tag(
            "tr",
            tag("th", one.name, tag("small", one.meaning), scope="row"),
            tag(
                "td",
                f"{one.estimate.value:.3f}",
                tag("small", f"{one.estimate.low:.3f} to {one.estimate.high:.3f}", tag("br"), f"n {one.estimate.n:,}"),
            ),
        )
        for one in scores
    )
    table = tag("table", tag("tbody", *rows))
    return joined(tag("p", wording.FIGURES_HINT, class_="qw-about"), tag("div", table, class_="qw-figures"))


def picture_words(plot: CaptionedPlot) -> str:
    """What a picture shows, for who cannot see it: its own title and description."""
    told = (re.search(f"<{name}>(.*?)</{name}>", plot.picture, re.DOTALL) for name in ("title", "desc"))
    return ". ".join(html.unescape(found[1]) for found in told if found)


def item_label(item: Item) -> str:
    """A question in the list, as the label of a widget: a sign, its words, and a word where a person marked it."""
    marked = f" – {wording.MARKED_BY_YOU}" if item.opinion.marked is not None else ""
    return f"{_SIGNS[item.opinion.right]} {plain_label(item.shown.question + marked)}"


def item_html(item: Item) -> Html:
    """Everything about one question: verdict, answer, gold, quotes."""
    one = item.shown
    verdict = wording.verdict(one.verdict, item.opinion.marked)
    sure = wording.confidence_words(one.confidence) if one.answer else ""
    return tag(
        "div",
        tag("p", " · ".join(filter(None, (verdict, sure, one.type.replace("_", " "), one.id))), class_="qw-about"),
        _several(wording.ASKED_BEFORE, one.history),
        _searched_for(one.searched_for, one.question),
        tag("h3", wording.THE_ANSWER),
        tag("p", one.answer or NOT_FOUND, class_="qw-answer" if one.answer else "qw-answer qw-own", dir="auto"),
        tag("h3", wording.SHEET_SAYS),
        _gold(one.gold),
        _evidence(item),
        _quotes(QUOTES, one.quotes),
        _quotes(NEAREST, one.nearest),
        class_="qw-turn qw-item",
    )


def _headline(found: Tally) -> Iterable[Html]:
    if found.right.whole:
        expected = found.right.estimate
        said = wording.right_of(found.right.part, found.right.whole)
        yield tag("div", tag("p", said), class_="qw-words")
        yield tag("p", wording.likely(expected.low, expected.high), class_="qw-about")
    if found.unknown:
        yield tag("p", wording.unjudged(found.unknown), class_="qw-note")


def _facts(found: Tally) -> Iterable[str]:
    if found.answered.whole:
        yield wording.answered_of(found.answered.part, found.answered.whole, found.false_refusals)
    if found.refused.whole:
        yield wording.refused_of(found.refused.part, found.refused.whole)
    if found.verbatim.whole:
        yield wording.verbatim_of(found.verbatim.part, found.verbatim.whole)
    if found.marked:
        yield wording.marks_set(found.marked, found.marked_right, found.overruled)


def _trust(items: Sequence[Item]) -> Iterable[str]:
    """How often the answers were right, for each way of saying how sure they are, the surest first."""
    given = [item for item in items if item.opinion.right is not None and item.shown.answer]
    surest_first = sorted(given, key=lambda item: -item.shown.confidence)
    for words in dict.fromkeys(certainty(item.shown.confidence) for item in surest_first):
        part = right_part(item.opinion for item in given if certainty(item.shown.confidence) == words)
        yield wording.when_it_said(words, part.part, part.whole)


def _searched_for(searched_for: str, question: str) -> Html:
    if searched_for in ("", question):
        return Html("")
    return tag("p", SEARCHED_FOR, " ", tag("q", searched_for, dir="auto"), class_="qw-about")


def _gold(answers: tuple[str, ...] | None) -> Html:
    if answers is None:
        return tag("p", wording.SHEET_SAYS_NOTHING, class_="qw-about")
    if not answers:
        return tag("p", wording.SHEET_SAYS_NONE)
    return tag("ul", *(tag("li", answer, dir="auto") for answer in answers), class_="qw-facts")


def _evidence(item: Item) -> Html:
    rows = (
        tag(
            "li",
            tag("q", one.text, dir="auto"),
            tag("small", f" {one.document} – {wording.PROOF_SHOWN if one.quoted else wording.PROOF_NOT_SHOWN}"),
        )
        for one in item.shown.evidence
    )
    return joined(tag("h3", wording.PROOF), tag("ul", *rows, class_="qw-facts")) if item.shown.evidence else Html("")


def _several(title: str, texts: Sequence[str]) -> Html:
    if not texts:
        return Html("")
    return joined(tag("h3", title), tag("ul", *(tag("li", text, dir="auto") for text in texts), class_="qw-facts"))


def _quotes(title: str, quotes: Sequence[ShownQuote]) -> Html:
    if not quotes:
        return Html("")
    return joined(tag("h3", title), tag("ol", *map(_quote, quotes), class_="qw-quotes"))


def _quote(quote: ShownQuote) -> Html:
    place = "" if quote.place == quote.document else f" · {quote.place}"
    source = tag("p", tag("cite", tag("bdi", quote.document)), tag("small", place), class_="qw-source")
    before, words, after = (
        [tag("mark", text) if marked else text for text, marked in part] for part in _in_three(quote)
    )
    text = (
        tag("span", "… " if quote.cut_before else "", *before, class_="qw-context"),
        tag("q", *words),
        tag("span", *after, " …" if quote.cut_after else "", class_="qw-context"),
    )
    warning = Html("") if quote.verbatim else tag("p", wording.NOT_VERBATIM, class_="qw-note")
    return tag("li", source, warning, tag("blockquote", *text, dir="auto"))


def _in_three(quote: ShownQuote) -> tuple[list[tuple[str, bool]], ...]:
    """The words before the quote, its own with those that answer, and the words after it."""
    first = next((at for at, piece in enumerate(quote.pieces) if piece.quoted), 0)
    last = max((at for at, piece in enumerate(quote.pieces) if piece.quoted), default=len(quote.pieces) - 1) + 1
    own = [(piece.text, piece.answers) for piece in quote.pieces[first:last]]
    outside = [[(piece.text, False) for piece in part] for part in (quote.pieces[:first], quote.pieces[last:])]
    return outside[0], own, outside[1]
