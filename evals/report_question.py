"""One question of a report as HTML: closed it is a line with its verdict, open it has everything a judge needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote as url_quoted

from evals.markup import Html, joined, showable, tag
from evals.plots_frame import per_cent
from evals.report_context import Piece, ShownQuote
from evals.report_rows import ShownGold, ShownQuestion

# Lines of the source stand as lines, but for empty ones and for breaks in the middle of a sentence.
_EMPTY_LINES = re.compile(r"\s*\n\s*")
_GOES_ON = re.compile(r"(?<=[\w,;])\n(?=[a-z])")
NOT_FOUND = "Not in your documents."
_NO_RESULT = "The run has no answer to this question."


def question(one: ShownQuestion, turned: str = "") -> Html:
    """The question as a ``details`` element.

    Args:
        one: what to show.
        turned: "right" or "wrong" if its verdict is another one than in an earlier run.
    """
    return tag(
        "details",
        _summary(one),
        tag("div", *_body(one), class_="body"),
        class_="question",
        id=anchor(one.id),
        data_verdict=one.verdict,
        data_type=one.type,
        data_failed="1" if one.failed else "0",
        data_turned=turned,
        data_sure=f"{one.confidence:.4f}",
        data_seconds=f"{one.seconds or 0:.4f}",
    )


def anchor(question_id: str) -> str:
    """The id by which a link opens the question."""
    return f"q-{showable(question_id)}"


def link(question_id: str, words: str) -> Html:
    """A link that opens the question."""
    return tag("a", words, href=f"#{url_quoted(anchor(question_id), safe='')}")


def verdict(words: str, failed: bool) -> Html:
    """A verdict in its colour, with a sign for who does not see colours."""
    return tag("span", words, class_="verdict bad" if failed else "verdict good")


def time_taken(seconds: float) -> str:
    """Seconds in a fitting unit."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _summary(one: ShownQuestion) -> Html:
    told = [one.type, f"{per_cent(one.confidence)} sure" if one.seconds is not None else ""]
    told += [time_taken(one.seconds) if one.seconds is not None else "", one.id]
    quiet = (tag("small", tag("bdi", words)) for words in told if words)
    return tag(
        "summary",
        tag("bdi", one.question, class_="words"),
        tag("span", verdict(one.verdict, one.failed), *quiet, class_="about"),
    )


def _body(one: ShownQuestion) -> Iterable[Html]:
    if one.history:
        yield _part("Asked before", _items(one.history))
    if one.searched_for not in ("", one.question):
        yield _part("Searched for", tag("p", one.searched_for, dir="auto"))
    yield tag("div", _part("Answer", _answer(one)), _part("Gold", _gold(one.gold)), class_="sides")
    if one.evidence:
        marked = (_evidence(gold, one.retrieved) for gold in one.evidence)
        yield _part("Evidence that a person marked", tag("ul", *marked, class_="plain"))
    if one.quotes:
        yield _part("Quotes", *map(_quote, one.quotes))
    if one.nearest:
        yield _part("Nearest passages, not given as an answer", *map(_quote, one.nearest))
    yield tag("p", link(one.id, "Link to this question"), class_="link")


def _part(name: str, *content: str) -> Html:
    return tag("section", tag("h3", name), *content)


def _answer(one: ShownQuestion) -> Html:
    if one.answer:
        return tag("p", one.answer, class_="answer", dir="auto")
    return tag("p", tag("em", NOT_FOUND if one.seconds is not None else _NO_RESULT))


def _gold(gold: tuple[str, ...] | None) -> Html:
    if gold is None:
        return tag("p", tag("em", "Nobody has said."))
    return _items(gold) if gold else tag("p", tag("em", "The documents don't say."))


def _items(items: Iterable[str]) -> Html:
    return tag("ul", *(tag("li", item, dir="auto") for item in items), class_="plain")


def _evidence(one: ShownGold, retrieved: int | None) -> Html:
    elsewhere = "only among the nearest passages" if one.nearest else "not shown"
    told = "shown in a quote" if one.quoted else elsewhere
    if one.rank is not None:
        told += f", found at rank {one.rank}"
    elif retrieved is not None:
        told += f", not among the {retrieved} passages that were found"
    about = tag("small", tag("bdi", one.document), " · ", verdict(told, failed=not one.quoted))
    return tag("li", tag("span", one.text, class_="source", dir="auto"), about)


def _quote(one: ShownQuote) -> Html:
    where = one.document if one.place in ("", one.document) else f"{one.document}, {one.place}"
    warning = () if one.verbatim else (tag("p", verdict("does not stand where it says it stands", failed=True)),)
    return tag(
        "figure",
        tag(
            "blockquote",
            "… " if one.cut_before else "",
            *map(_piece, one.pieces),
            " …" if one.cut_after else "",
            dir="auto",
        ),
        tag("figcaption", tag("bdi", where)),
        *warning,
    )


def _piece(piece: Piece) -> Html:
    words = joined(_GOES_ON.sub(" ", _EMPTY_LINES.sub("\n", piece.text)))
    if piece.answers:
        words = tag("mark", words)
    if piece.gold:
        words = tag("u", words)
    return words if piece.quoted else tag("span", words, class_="around")
