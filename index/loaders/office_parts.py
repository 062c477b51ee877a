"""Finds the parts of an Office file (.docx, .xlsx, .pptx) by the relations between them, and what is no text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.document import Notice
from index.loaders import left_out
from index.loaders.archive import Archive
from index.loaders.xml_names import child, value
from index.titles import is_stated_title

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".wdp")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: ``identifier`` is how its XML refers to it, ``kind`` the end of its type."""

    identifier: str
    kind: str
    target: str


def relations(archive: Archive, part: str) -> tuple[Relation, ...]:
    """The parts that ``part`` refers to, by their full names; "" stands for the archive as a whole."""
    folder, file = posixpath.split(part)
    root = archive.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
    found = (
        Relation(
            value(relation, "Id"),
            value(relation, "Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join(folder, value(relation, "Target"))),
        )
        for relation in (root if root is not None else ())
        if value(relation, "TargetMode") != "External"
    )
    return tuple({relation.identifier or relation.target: relation for relation in found}.values())


def related(archive: Archive, part: str, kind: str) -> list[str]:
    """The names of the parts of one kind that ``part`` refers to."""
    targets = (relation.target for relation in relations(archive, part) if relation.kind == kind)
    return list(dict.fromkeys(targets))


def root_of(archive: Archive, part: str) -> etree._Element:
    """The root of a part, or an empty element."""
    root = archive.xml(part)
    return root if root is not None else etree.Element("missing")


def related_root(archive: Archive, part: str, kind: str) -> etree._Element:
    """The root of the one part of a kind that ``part`` refers to, or an empty element."""
    return root_of(archive, next(iter(related(archive, part, kind)), ""))


def stated_title(archive: Archive, name: str) -> str:
    """The title in the file's properties if it is one that a person wrote, else ""."""
    title = child(related_root(archive, "", "core-properties"), "title")
    stated = (title.text or "") if title is not None else ""
    return stated if is_stated_title(stated, name) else ""


def unread_parts(archive: Archive) -> Iterator[Notice]:
    """What an Office file holds that is no text: pictures, macros, and embedded files but for the numbers of charts."""
    pictures = sum(name.endswith(_PICTURES) and "/media/" in name for name in archive.names)
    charts = (name for name in archive.names if "/charts/" in name and name.endswith(".xml"))
    behind_charts = {target.casefold() for chart in charts for target in related(archive, chart, "package")}
    embedded = sum("/embeddings/" in f"/{name}" and name not in behind_charts for name in archive.names)
    yield from left_out.pictures(pictures)
    yield from left_out.embedded_files(embedded)
    yield from left_out.macros(any(name.endswith("vbaproject.bin") for name in archive.names))
