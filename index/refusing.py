"""Keeps in the library which files an intake could not read."""

from __future__ import annotations

from collections.abc import Sequence

from index.document import Origin
from index.errors import UnreadableFileError
from index.opening import now
from index.refusals import Refusal, refusals
from index.store import Store


class Refusing:
    """What could not be read before and in one intake; what is known already is not written again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = {one.document_id: one for one in refusals(store.contents)}

    def note(self, document_id: str, source: str, origin: Origin, why: UnreadableFileError, content_hash: str) -> None:
        """Keep that a file could not be read."""
        self.note_all([Refusal(document_id, source, origin, content_hash, now(), why.reason, why.next_step)])

    def note_all(self, refused: Sequence[Refusal]) -> None:
        """Keep that files could not be read, all of them at once."""
        news = [one for one in refused if not one.says_the_same(self._known.get(one.document_id))]
        if news:
            self._store.put_refusals(news)
            self._known.update((one.document_id, one) for one in news)

    def forget(self, document_id: str) -> None:
        """Note that a file is not there any more, or is as it was when it could be read."""
        if self._known.pop(document_id, None):
            self._store.forget_refusals([document_id])
