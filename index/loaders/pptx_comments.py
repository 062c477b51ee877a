"""The comments on the slides of a PowerPoint presentation, in their old form and in the new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index.loaders.archive import Archive
from index.loaders.drawing_text import paragraphs
from index.loaders.office_parts import related, root_of
from index.loaders.xml_names import child, value


def comment_authors(archive: Archive, presentation: str) -> dict[str, str]:
    """The names of those who wrote comments by their number or identifier."""
    parts = [part for kind in ("commentAuthors", "authors") for part in related(archive, presentation, kind)]
    return {value(author, "id"): value(author, "name").strip() for part in parts for author in root_of(archive, part)}


def comments(archive: Archive, slide: str, authors: Mapping[str, str]) -> Iterator[str]:
    """The comments on a slide and the answers to them, each after the name of who wrote it."""
    for part in related(archive, slide, "comments"):
        for comment in root_of(archive, part).iter():
            plain_words, body = child(comment, "text"), child(comment, "txBody")
            if plain_words is not None:
                words = (plain_words.text or "").strip()
            else:
                words = "\n".join(paragraphs(body)) if body is not None else ""
            author = authors.get(value(comment, "authorId"), "")
            if words:
                yield f"{author}: {words}" if author else words
