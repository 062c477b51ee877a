"""The head of the source view, and pages as pictures with the quote boxed upon them, as HTML. Pure."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence, Set
from pathlib import PurePath

from index.pages.boxes import Box
from index.pages.messages import PagePicture
from rag.answer import Quote
from rag.quoting import display
from ui.evidence import CELL_END, Reply, ShownQuote
from ui.markup import Html, joined, tag
from ui.wording import source as wording
from ui.wording.chat import PASSAGE_NUMBER, QUOTE_NUMBER, quote_number

_LONGEST = 240
"""Characters of the quote that are repeated above its page."""


def numbered_quotes(reply: Reply | None, known: Set[str]) -> tuple[tuple[int, Quote], ...]:
    """The quotes of a reply, or else its nearest passages, whose document is among ``known`` (ids).

    Each has the number that it is shown with.
    """
    shown: Sequence[ShownQuote] = (reply.quotes or reply.nearest) if reply else ()
    return tuple((number, one.quote) for number, one in enumerate(shown, start=1) if one.quote.document_id in known)


def kind_of(reply: Reply | None) -> str:
    """What the page calls the quotes of a reply: passages where none of them answers."""
    return QUOTE_NUMBER if reply is None or reply.quotes else PASSAGE_NUMBER


def quote_head_html(number: int, quote: Quote, kind: str = QUOTE_NUMBER) -> Html:
    """Which quote it is, from where, and how it begins; the cells of a row stay apart."""
    words = CELL_END.join(filter(None, map(display, quote.text.split(CELL_END))))
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0] + " …"
    cells = Html(tag("span", " ", class_="qw-cell").join(joined(cell) for cell in words.split(CELL_END)))
    named = (PurePath(quote.source).name, quote.place.label)
    place = " · ".join(dict.fromkeys(word for word in named if word and word != quote.title))
    return tag(
        "div",
        tag("p", tag("strong", quote_number(number, kind)), class_="qw-about"),
        tag("h2", tag("bdi", quote.title)),
        tag("p", tag("bdi", place), class_="qw-about"),
        tag("blockquote", tag("q", cells), dir="auto"),
        class_="qw-source-head",
    )


def pages_html(title: str, pages: Sequence[PagePicture]) -> Html:
    """The pages of a quote, one under the other; where nothing is marked, that is said above them."""
    shown = [_page(page, wording.page_picture(page.page, title, marked=bool(page.boxes))) for page in pages]
    if all(page.boxes for page in pages):
        return joined(*shown)
    return joined(tag("p", wording.NOT_ON_PAGE, class_="qw-note", role="status"), *shown)


def plain_page_html(title: str, page: PagePicture, total: int | None) -> Html:
    """A page without anything to be marked on it."""
    return _page(page, f"{wording.page_of(page.page, total)}, {title}")


def _page(page: PagePicture, words: str) -> Html:
    source = "data:image/png;base64," + b64encode(page.png).decode("ascii")
    picture = tag("div", tag("img", src=source, alt=words), *map(_box, page.boxes), class_="qw-page")
    # to be scrolled by keyboard it must be reached by it
    sheet = tag("div", picture, class_="qw-sheet", tabindex="0", role="group", aria_label=words)
    zoom = tag("button", wording.LARGER, type="button", hidden=True, class_="qw-zoom")  # see ``ui.source_scripts``
    return tag("div", zoom, sheet, class_="qw-leaf")


def _box(box: Box) -> Html:
    edges = {
        "left": box.left,
        "top": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
    }
    return tag("span", class_="qw-box", style="; ".join(f"{name}: {value:.3%}" for name, value in edges.items()))
