"""How many tables a document has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from index.document import Block, BlockKind, Span
from index.store import Store


def count_tables(blocks: Sequence[Block]) -> int:
    """How many runs of two or more table rows there are."""
    runs = (sum(1 for _ in run) for is_row, run in groupby(blocks, lambda block: block.kind is BlockKind.ROW) if is_row)
    return sum(length > 1 for length in runs)


def count_missing_tables(store: Store) -> None:
    """Count the tables of documents that a program stored which did not count them."""
    contents = store.contents
    for document_id, characters in contents.rows("SELECT document_id, characters FROM documents WHERE tables IS NULL"):
        store.put_tables(document_id, count_tables(contents.blocks(document_id, Span(0, characters))))
