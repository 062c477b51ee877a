"""The pages behind a quote as HTML: each page as a picture with the quote boxed upon it. Pure."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence, Set
from pathlib import PurePath

from index.pages.boxes import Box
from index.pages.messages import PagePicture
from rag.answer import Quote
from rag.quoting import display
from ui.evidence import Reply, ShownQuote
from ui.markup import Html, joined, tag
from ui.wording import chat as wording

_LONGEST = 240
"""Characters of the quote that are repeated above its page."""


def numbered_on_pages(reply: Reply | None, with_pages: Set[str]) -> tuple[tuple[int, Quote], ...]:
    """The quotes of a reply, or else its nearest passages, that stand in a document of ``with_pages`` (ids).

    Each has the number that it is shown with.
    """
    shown: Sequence[ShownQuote] = (reply.quotes or reply.nearest) if reply else ()
    return tuple(
        (number, one.quote) for number, one in enumerate(shown, start=1) if one.quote.document_id in with_pages
    )


def source_head_html(number: int, quote: Quote) -> Html:
    """Which quote it is, from where, and how it begins."""
    words = display(quote.text)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0] + " …"
    place = " · ".join(word for word in (PurePath(quote.source).name, quote.place.label) if word)
    return tag(
        "div",
        tag("p", tag("strong", wording.quote_number(number)), " · ", tag("bdi", place), class_="qw-about"),
        tag("blockquote", tag("q", words), dir="auto"),
        class_="qw-source-head",
    )


def pages_html(title: str, pages: Sequence[PagePicture]) -> Html:
    """The pages, one under the other; where nothing is marked, that is said above them."""
    if all(page.boxes for page in pages):
        return joined(*(_page(title, page) for page in pages))
    return joined(
        tag("p", wording.NOT_ON_PAGE, class_="qw-note", role="status"), *(_page(title, page) for page in pages)
    )


def bring_into_view_html() -> Html:
    """A script that brings the first box into the part of the page that is seen."""
    return Html(
        "<script>document.querySelector('.qw-box')?.scrollIntoView({block: 'center', inline: 'start'})</script>"
    )


def _page(title: str, page: PagePicture) -> Html:
    words = wording.page_picture(page.page, title, marked=bool(page.boxes))
    source = "data:image/png;base64," + b64encode(page.png).decode("ascii")
    picture = tag("div", tag("img", src=source, alt=words), *map(_box, page.boxes), class_="qw-page")
    # to be scrolled by keyboard it must be reached by it
    return tag("div", picture, class_="qw-sheet", tabindex="0", role="group", aria_label=words)


def _box(box: Box) -> Html:
    edges = {
        "left": box.left,
        "top": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
    }
    return tag("span", class_="qw-box", style="; ".join(f"{name}: {value:.3%}" for name, value in edges.items()))
