"""The list of documents and the lines about files just added, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from index.document import DocumentInfo
from ui.desk import Receipt
from ui.markup import Html, joined, tag
from ui.wording import chat as wording

_SHOWN = 60
"""A list longer than this is cut; typing a part of a name finds the rest."""
FILTER_FROM = 12
"""From so many documents on there is a field to find one."""


def matching(documents: Sequence[DocumentInfo], typed: str) -> tuple[DocumentInfo, ...]:
    """The documents whose title or file name contains every word typed, in any case."""
    words = typed.casefold().split()
    return tuple(one for one in documents if all(word in f"{one.title} {one.source}".casefold() for word in words))


def documents_html(documents: Sequence[DocumentInfo]) -> Html:
    """Title, kind, pages, day and notices of each document."""
    if not documents:
        return tag("p", wording.NO_MATCH, class_="qw-about")
    items = (tag("li", *_document(one)) for one in documents[:_SHOWN])
    hidden = len(documents) - _SHOWN
    more = tag("p", wording.more_documents(hidden), class_="qw-about") if hidden > 0 else Html("")
    return joined(tag("ul", *items, class_="qw-documents"), more)


def heading_html(number: int) -> Html:
    """The heading of the list, with how many documents there are."""
    return tag("h2", wording.DOCUMENTS, " ", tag("span", f"{number:,}" if number else "", class_="qw-about"))


def receipts_html(receipts: Sequence[Receipt]) -> Html:
    """A line for each file just added: its name and what became of it."""
    lines = (
        tag("li", tag("strong", tag("bdi", one.name)), tag("span", one.message, dir="auto"), class_=_kind(one))
        for one in receipts
    )
    return tag("ul", *lines, class_="qw-receipts", role="status")


def distinct_names(documents: Sequence[DocumentInfo]) -> dict[str, str]:
    """A name for each document id, no two the same: the title, with the file name, with a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for one in documents:
        file_name = PurePath(one.source).name
        plain = one.title if one.title == file_name else f"{one.title} ({file_name})"
        name, copy = plain, 1
        while name in taken:
            copy += 1
            name = f"{plain} – {copy}"
        taken.add(name)
        names[one.document_id] = name
    return names


def _kind(receipt: Receipt) -> str:
    return "qw-added" if receipt.added else "qw-refused"


def _document(info: DocumentInfo) -> list[Html]:
    pages = wording.count(info.pages, "page") if info.pages else ""
    facts = " · ".join(
        word for word in (info.format[:1].upper() + info.format[1:], pages, wording.day(info.added_at)) if word
    )
    notices = [tag("small", notice.message, class_="qw-notice", dir="auto") for notice in info.notices]
    return [tag("strong", tag("bdi", info.title)), tag("small", facts), *notices]
