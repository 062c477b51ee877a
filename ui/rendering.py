"""A turn of the conversation as HTML. Pure: the same turn is always the same page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from rag.answer import Answer, Status
from ui.conversation import Turn
from ui.evidence import Reply, ShownQuote
from ui.markup import Html, joined, tag
from ui.wording import chat as wording

_OPEN_QUOTES = 3
_OPEN_NEAREST = 1
"""So many are open at first; the others are folded, one click away."""


def style_html(css: str, side: str = wording.DOCUMENTS) -> Html:
    """The style sheet, with the words that it has to show: ``side`` names what stands beside the page."""
    return Html(f'<style>{css}\n:root {{ --qw-documents-label: "{side}"; }}</style>')


def start_html(*, documents: int, begun: bool) -> Html:
    """The head of the page: what this is, or, once the conversation has begun, only its name."""
    if begun:
        return tag("h1", wording.NAME, class_="qw-unseen")
    headline = wording.HEADLINE if documents else wording.NO_DOCUMENTS_HEADLINE
    return tag("header", tag("h1", headline), tag("p", wording.PROMISE), class_="qw-start")


def turn_html(turn: Turn) -> Html:
    """The question with its reply, its problem, or, while it waits, nothing below it."""
    question = tag("h2", tag("span", wording.YOU_ASKED + " ", class_="qw-unseen"), turn.question, dir="auto")
    return tag("section", tag("div", question, class_="qw-question"), _below(turn), class_="qw-turn")


def announcement_html(turn: Turn) -> Html:
    """What a screen reader is to say when the reply arrives; the eye does not see it."""
    if turn.reply is None:
        return tag("div", turn.problem, role="alert", class_="qw-unseen")
    said = wording.announcement(turn.reply.answer.answer, len(turn.reply.quotes))
    return tag("div", said, role="alert", class_="qw-unseen")


def scroll_html(turn: int) -> Html:
    """A script that brings the turn with this number (from 0) to the top of the window."""
    calm = "matchMedia('(prefers-reduced-motion: reduce)').matches"
    script = (
        f"document.querySelector('.st-key-last-turn-{turn:d}')"
        f"?.scrollIntoView({{block: 'start', behavior: {calm} ? 'instant' : 'smooth'}})"
    )
    return Html(f"<script>{script}</script>")


def message_html(words: str) -> Html:
    """One calm sentence in a box: a problem, a warning, a hint."""
    return tag("p", words, class_="qw-note", dir="auto")


def _below(turn: Turn) -> Html:
    if turn.withdrawn:
        return message_html(wording.WITHDRAWN)
    if turn.problem:
        return message_html(turn.problem)
    if turn.reply is None:
        return Html("")
    if turn.reply.answer.status is Status.NOT_FOUND:
        return _not_found(turn.reply)
    return _found(turn.reply) if turn.reply.quotes else _spoken(turn.reply.answer.answer)


def _found(reply: Reply) -> Html:
    answer, coverage = reply.answer, reply.answer.coverage
    words = tag("div", *(tag("p", line) for line in answer.answer.splitlines()), class_="qw-words", dir="auto")
    sure = tag("strong", wording.certainty(answer.confidence))
    disagreeing = frozenset(number for group in answer.conflicts for number in group)
    numbered = tuple(enumerate(reply.quotes, start=1))
    return joined(
        words,
        tag("p", sure, " · ", wording.coverage(coverage.documents, coverage.documents_matched), class_="qw-about"),
        _searched_for(answer),
        _warnings(answer),
        *(_conflict(numbered[number - 1] for number in group) for group in answer.conflicts),
        _list(wording.QUOTES, [(number, one) for number, one in numbered if number not in disagreeing]),
    )


def _spoken(words: str) -> Html:
    """What Quotewise says itself, which is not in the documents' voice."""
    return tag("div", *(tag("p", line) for line in words.splitlines()), class_="qw-words qw-own", dir="auto")


def _not_found(reply: Reply) -> Html:
    answer = reply.answer
    hints = tag("ul", *(tag("li", hint) for hint in wording.HINTS))
    return joined(
        _spoken(wording.NOT_FOUND),
        tag("p", wording.looked_in(answer.coverage.documents), class_="qw-about"),
        _searched_for(answer),
        _warnings(answer),
        _list(wording.NEAREST, list(enumerate(reply.nearest, start=1)), nearest=True),
        tag("section", tag("h3", wording.TRY), hints, class_="qw-hints"),
    )


def _searched_for(answer: Answer) -> Html:
    if answer.searched_for == answer.question:
        return Html("")
    return tag("p", wording.SEARCHED_FOR, " ", tag("q", answer.searched_for, dir="auto"), class_="qw-about")


def _warnings(answer: Answer) -> Html:
    return joined(*(message_html(warning) for warning in answer.warnings))


def _conflict(sides: Iterable[tuple[int, ShownQuote]]) -> Html:
    """Quotes that contradict each other, side by side where there is room."""
    return tag(
        "section",
        tag("h3", wording.DISAGREE),
        tag("p", wording.DISAGREE_HINT, class_="qw-about"),
        tag("ol", *(_quote(number, one, unfolded=True) for number, one in sides), class_="qw-sides"),
        class_="qw-conflict",
    )


def _list(heading: str, numbered: list[tuple[int, ShownQuote]], *, nearest: bool = False) -> Html:
    if not numbered:
        return Html("")
    most = _OPEN_NEAREST if nearest else _OPEN_QUOTES
    items = (_quote(number, one, unfolded=position < most) for position, (number, one) in enumerate(numbered))
    kind = "qw-quotes qw-nearest" if nearest else "qw-quotes"
    return tag("section", tag("h3", heading), tag("ol", *items), class_=kind)


def _quote(number: int, shown: ShownQuote, *, unfolded: bool) -> Html:
    quote = shown.quote
    file_name = PurePath(quote.source).name
    place = " · ".join(dict.fromkeys(word for word in (file_name, quote.place.label) if word and word != quote.title))
    summary = tag(
        "summary",
        tag("span", tag("span", wording.QUOTE_NUMBER + " ", class_="qw-unseen"), str(number), class_="qw-number"),
        tag("span", tag("cite", tag("bdi", quote.title)), tag("small", tag("bdi", place)), class_="qw-source"),
    )
    return tag("li", tag("details", summary, _paragraph(shown), open=unfolded))


def _paragraph(shown: ShownQuote) -> Html:
    lines = (joined(*(tag("mark", text) if marked else text for text, marked in line)) for line in shown.lines)
    words = tag("q", Html(tag("br").join(lines)))
    return tag("blockquote", _context(shown.before), words, _context(shown.after), dir="auto")


def _context(words: str) -> Html:
    return tag("span", words, class_="qw-context") if words else Html("")
