"""Finds out, before a writer leaves, which of the documents that it brought or moved have a newer version.

It looks only among documents of the same family (``index.version_names``), so it costs next to nothing where names
differ; whoever asks a question later finds the result written beside each document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

from index.contents import Contents
from index.document import Span
from index.store import Store
from index.version_names import Families, families_of
from index.version_texts import COMPARED_CHARS
from index.versions import Candidate, newest_version

_MAX_FAMILY = 20  # more documents of one name, such as "readme", have no more in common than that name
_TEXTS_AT_ONCE = 2 * _MAX_FAMILY


def relate_versions(store: Store) -> None:
    """Bring up to date which documents have a newer version, if any document is new, gone or somewhere else."""
    rows = store.contents.rows("SELECT document_id, source, title FROM documents WHERE name_family IS NULL")
    if not rows:
        return
    new = {document_id: families_of(source, title) for document_id, source, title in rows}
    rows = store.contents.rows("SELECT document_id, name_family, title_family, newer_id FROM documents")
    families = {document_id: new.get(document_id) or Families(*known) for document_id, *known, _ in rows}
    before = {document_id: newer_id for document_id, *_, newer_id in rows}
    kin = _kin(families)
    affected = dict.fromkeys(each for document_id in new for each in (document_id, *kin(document_id)))
    candidate = lru_cache(maxsize=_TEXTS_AT_ONCE)(lambda document_id: _candidate(store.contents, document_id))
    newer: dict[str, str | None] = {}
    for document_id in affected:
        others = kin(document_id)
        newest = newest_version(candidate(document_id), map(candidate, others)) if others else None
        newer[document_id] = newest.info.document_id if newest else None
    store.put_relations(new, {each: newest for each, newest in newer.items() if before[each] != newest})


def _kin(families: dict[str, Families]) -> Callable[[str], list[str]]:
    """What tells of a document which others are of one of its families, in the order of ``families``."""
    members: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for document_id, its in families.items():
        for key in _keys(its):
            members[key].append(document_id)

    def kin(document_id: str) -> list[str]:
        groups = [members[key] for key in _keys(families[document_id])]
        near = dict.fromkeys(each for group in groups if len(group) <= _MAX_FAMILY for each in group)
        return [each for each in near if each != document_id]

    return kin


def _keys(families: Families) -> list[tuple[str, str]]:
    return [(kind, one) for kind, one in (("name", families.of_name), ("title", families.of_title)) if one]


def _candidate(contents: Contents, document_id: str) -> Candidate:
    info = contents.document(document_id)
    return Candidate(info, contents.text(document_id, Span(0, min(info.characters, COMPARED_CHARS))))
