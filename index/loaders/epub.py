"""Electronic books (.epub): the chapters in reading order; a place is a chapter as the book's own contents name it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag

from lxml import etree

from index.document import BlockKind, LoadedText, Notice, NoticeCode, Place, PlaceKind
from index.errors import UnreadableFileError
from index.loaders import left_out
from index.loaders.archive import Archive
from index.loaders.builder import TextBuilder
from index.loaders.html_walk import page_blocks, struck_passages
from index.loaders.markup_text import decode_markup, parse_markup
from index.loaders.xml_names import child, children, local_name, value
from index.titles import is_placeholder, squeeze, tidy, title_of

SUFFIXES = (".epub",)
FORMAT = "e-book"

_SIGN = re.compile("\ue000(\\d+)\ue001")  # in our own corner of Unicode's private use
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "application/xml", "text/xml")
_PAGE_ENDINGS = (".xhtml", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class _Book:
    """The package of a book: the parts to read, in order, and the part that is its table of contents."""

    title: str
    spine: tuple[str, ...]
    contents: str
    pictures: int
    strange: int
    """Parts of a kind that is not read, pictures apart."""


@dataclass(frozen=True, slots=True)
class _Chapter:
    """An entry of the table of contents; it begins at the element ``fragment`` of its part, or with the part."""

    label: str
    fragment: str


def load(content: bytes, name: str) -> LoadedText:
    """The text of a book.

    Raises:
        UnreadableFileError: it is no book, damaged, copy-protected or suspiciously large.
    """
    archive = Archive(content)
    book = _open(archive)
    _refuse_copy_protected(archive, book)
    chapters = _chapters(archive, book.contents)
    builder = TextBuilder()
    notices: list[Notice] = []
    for number, part in enumerate(book.spine, 1):
        page = archive.read(part)
        if page is None:
            notices.append(Notice(NoticeCode.PARTS_DAMAGED, f"Part {number} of the book is missing from the file."))
        elif page.strip():
            _add_part(builder, page, chapters.get(part, ()), number, is_contents=part == book.contents)
    notices += (*left_out.pictures(book.pictures), *left_out.struck_passages(builder.struck))
    if book.strange:
        message = f"Parts of the book that are no pages were not read ({book.strange})."
        notices.append(Notice(NoticeCode.PARTS_DAMAGED, message))
    title = "" if is_placeholder(book.title) else tidy(book.title)
    return LoadedText(
        text=builder.text,
        title=title or title_of(builder.text, builder.blocks, name),
        blocks=builder.blocks,
        places=builder.places,
        notices=tuple(notices),
        format=FORMAT,
    )


def _open(archive: Archive) -> _Book:
    container = archive.xml("META-INF/container.xml")
    main = "" if container is None else next((value(one, "full-path") for one in container.iter("{*}rootfile")), "")
    package = archive.xml(main) if main else None
    if package is None:
        raise UnreadableFileError("The file is not an e-book in EPUB form.", "Convert it to EPUB or PDF.")
    folder = posixpath.dirname(main)
    items = {value(item, "id"): item for item in children(child(package, "manifest"))}
    spine = child(package, "spine")
    ids = [value(entry, "idref") for entry in children(spine, "itemref")]
    listed = [items[one] for one in ids if one in items]
    pages = [item for item in listed if _is_page(item)]
    strange = [item for item in listed if not _is_page(item) and not _is_picture(item)]
    marked = [item for item in items.values() if "nav" in value(item, "properties").split()]
    contents = marked[0] if marked else items.get(value(spine, "toc"))
    titles = (squeeze("".join(map(str, title.itertext()))) for title in package.iter("{*}title"))
    return _Book(
        title=next(titles, ""),
        spine=tuple(_path(folder, value(page, "href")) for page in pages),
        contents="" if contents is None else _path(folder, value(contents, "href")),
        pictures=sum(map(_is_picture, items.values())),
        strange=len(strange),
    )


def _is_page(item: etree._Element) -> bool:
    return value(item, "media-type") in _PAGES or value(item, "href").lower().endswith(_PAGE_ENDINGS)


def _is_picture(item: etree._Element) -> bool:
    return value(item, "media-type").startswith("image/")


def _add_part(builder: TextBuilder, page: bytes, chapters: Sequence[_Chapter], number: int, is_contents: bool) -> None:
    """Add the words of one part; a chapter begins at its start, or where the contents point to."""
    root = parse_markup(decode_markup(page))
    builder.struck += struck_passages(root)
    _set_signs(root, chapters)
    blocks = list(page_blocks(root))
    heading = next((squeeze(_SIGN.sub("", one.text)) for one in blocks if one.kind is BlockKind.HEADING), "")
    whole = next((chapter.label for chapter in chapters if not chapter.fragment), "" if chapters else heading)
    if whole or not builder.places:
        builder.mark(_place(whole or heading or f"part {number}"))
    for block in blocks:
        for sign in _SIGN.finditer(block.text):
            builder.mark(_place(chapters[int(sign.group(1))].label))
        kind = BlockKind.FURNITURE if is_contents else block.kind
        builder.add(_SIGN.sub("", block.text), kind, 0 if is_contents else block.level)


def _set_signs(root: etree._Element, chapters: Sequence[_Chapter]) -> None:
    """Put a sign into the text where a chapter begins, which the walk carries to the right block."""
    elements = reversed(list(root.iter("{*}*", "*")))  # of two with the same name the first is meant
    targets = {value(element, "id") or value(element, "name"): element for element in elements}
    for number, chapter in enumerate(chapters):
        target = targets.get(chapter.fragment) if chapter.fragment else None
        if target is not None:
            target.text = f"\ue000{number}\ue001{target.text or ''}"


def _place(label: str) -> Place:
    return Place(PlaceKind.CHAPTER, tidy(label))


def _chapters(archive: Archive, contents: str) -> dict[str, list[_Chapter]]:
    """The chapters by the part that they stand in, from the book's table of contents of either kind."""
    root = archive.xml(contents) if contents.endswith(".ncx") else _markup(archive, contents)
    found: dict[str, list[_Chapter]] = {}
    for target, label in _entries(root) if root is not None else ():
        part = _path(posixpath.dirname(contents), target)
        if label and part:
            found.setdefault(part, []).append(_Chapter(label, unquote(urldefrag(target).fragment)))
    return found


def _markup(archive: Archive, part: str) -> etree._Element | None:
    page = archive.read(part) if part else None
    return parse_markup(decode_markup(page)) if page and page.strip() else None


def _entries(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Targets and words of a table of contents."""
    for element in root.iter():
        tag = local_name(element)
        if tag == "navPoint":
            words = child(child(element, "navLabel"), "text")
            yield value(child(element, "content"), "src"), squeeze((words.text or "") if words is not None else "")
        elif tag == "nav" and "toc" in (element.get("epub:type") or "toc"):
            for link in element.iter("{*}a", "a"):
                yield value(link, "href"), squeeze("".join(map(str, link.itertext())))


def _refuse_copy_protected(archive: Archive, book: _Book) -> None:
    """Fonts may be obscured in any book; text that is encrypted has been bought and stays closed."""
    encryption = archive.xml("META-INF/encryption.xml")
    references = () if encryption is None else encryption.iter("{*}CipherReference")
    if {_path("", value(one, "URI")) for one in references} & set(book.spine):
        raise UnreadableFileError(
            "The book is copy-protected.", "It can be read only in the shop's own program; add an unprotected edition."
        )


def _path(folder: str, target: str) -> str:
    plain = unquote(urldefrag(target).url)
    return posixpath.normpath(posixpath.join(folder, plain)) if plain else ""
