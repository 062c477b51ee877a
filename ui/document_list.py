"""The list of documents as HTML, with what is said of each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from index.document import DocumentInfo, Origin
from ui.markup import Html, joined, tag
from ui.standing import Standing
from ui.wording import documents as wording
from ui.wording.chat import count, day

PAGE_LENGTH = 20
"""So many documents are listed at once."""
FILTER_FROM = 12
"""From so many documents on there is a field to find one."""
_STANDINGS = {Standing.CHANGED: wording.CHANGED, Standing.MISSING: wording.MISSING}


def matching(documents: Sequence[DocumentInfo], typed: str) -> tuple[DocumentInfo, ...]:
    """The documents whose title or file name contains every word typed, in any case."""
    words = typed.casefold().split()
    return tuple(one for one in documents if all(word in f"{one.title} {one.source}".casefold() for word in words))


def listed(documents: Sequence[DocumentInfo], first: int) -> tuple[DocumentInfo, ...]:
    """The documents that are listed from the position ``first`` on, counted from 0."""
    return tuple(documents[first : first + PAGE_LENGTH])


def heading_html(number: int) -> Html:
    """The heading of the list, with how many documents there are."""
    return tag("h2", wording.DOCUMENTS, " ", tag("span", f"{number:,}" if number else "", class_="qw-about"))


def document_html(info: DocumentInfo, standing: Standing, newer: str = "") -> Html:
    """What stands below the title of a document in the list: its facts, and what its reader ought to know.

    ``newer`` is what the newest version of it is called, "" where there is none.
    """
    lost = [notice for notice in info.notices if notice.code.means_loss]
    notes = [_STANDINGS[standing]] if standing in _STANDINGS else []
    notes += [wording.newer_version(newer)] if newer else []
    notes += [notice.message for notice in lost[:1]]
    return joined(
        tag("small", facts(info, day_read=False), dir="auto"),
        *(tag("small", note, class_="qw-notice", dir="auto") for note in notes),
    )


def document_head_html(info: DocumentInfo, standing: Standing) -> Html:
    """The head of a document that is shown by itself: its title, its facts and everything that is to be said of it."""
    notes = [_STANDINGS[standing]] if standing in _STANDINGS else []
    notes += [notice.message for notice in info.notices]
    named = info.source if info.origin is not Origin.UPLOAD else PurePath(info.source).name
    return tag(
        "div",
        tag("h2", tag("bdi", info.title)),
        tag("p", facts(info), class_="qw-about"),
        tag("p", tag("bdi", named), class_="qw-about") if named != info.title else Html(""),
        *(tag("p", wording.ALSO_AT, " ", tag("bdi", copy.source), class_="qw-about") for copy in info.copies),
        tag("ul", *(tag("li", note, class_="qw-notice", dir="auto") for note in notes)) if notes else Html(""),
        class_="qw-source-head",
    )


def facts(info: DocumentInfo, *, day_read: bool = True) -> str:
    """Kind, length and day of a document, and its places: "PDF · 12 pages · read on 3 March 2026 · at 2 places"."""
    length = count(info.pages, "page") if info.pages else wording.words(info.characters)
    kind = info.format[:1].upper() + info.format[1:]
    tables = count(info.tables, "table") if info.tables else ""
    places = wording.at_places(1 + len(info.copies)) if info.copies else ""
    read = wording.read_on(day(info.added_at)) if day_read else ""
    return " · ".join(word for word in (kind, length, tables, read, places) if word)


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
