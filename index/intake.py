"""Takes one file after the other into a library and says what became of each."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from index.chunk_rows import indexed_chunks, range_of
from index.chunk_vectors import embed, known_vectors
from index.counted_tables import count_tables
from index.document import Copy, DocumentInfo, Origin
from index.embedding import Embedder
from index.errors import NoSuchFileError, OnlyPicturesError, UnreadableFileError
from index.file_reports import FileReport, Outcome, Progress, ProgressCallback, ReportCallback, no_report
from index.folders import FoundFile, shown
from index.held import Held
from index.ocr.scan_rows import Scan, recognised_pages
from index.opening import FileFacts, content_of, is_surely_unchanged, now, times_and_size
from index.preparing import Prepared, Preparing, content_hash_of, document_id_of
from index.refusals import Refusal
from index.refusing import Refusing
from index.store import Store
from index.uploads import keep_upload

_READING_PART = 0.1  # of the work on a file, which is done when its first words are embedded


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file that is being prepared; ``wait`` raises ``UnreadableFileError`` if it cannot be read.

    ``original`` is the content of an upload, which is kept.
    """

    facts: FileFacts
    content_hash: str
    size: int
    original: bytes | None
    wait: Callable[[], Prepared]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file that is prepared, to be embedded and stored."""

    begun: _Begun
    prepared: Prepared


class Intake:
    """Reads, cuts, embeds and stores files for one writer.

    ``after_each`` is called after every file that was stored, so that the indexes can keep up with a long intake.
    ``leaving`` are documents as they stand where their files are gone: a file with the content of one of them was
    renamed, and ``renamed`` names those that were found again so. With ``apart`` every file is a document of its own
    even where another has the same content.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        preparing: Preparing,
        after_each: Callable[[], None],
        leaving: Iterable[DocumentInfo] = (),
        *,
        apart: bool = False,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._preparing = preparing
        self._after_each = after_each
        self._settings = store.contents.header().settings
        self._folders = store.contents.folders()
        self._exclusions = store.contents.exclusions()
        self._leaving = {item.source: item for item in leaving}
        self._refusing = Refusing(store)
        self._held = Held(store.contents.documents(), self._leaving.keys(), apart=apart)
        self.renamed: set[str] = set()

    def take_all(
        self, files: Sequence[FoundFile], progress: ProgressCallback, each: ReportCallback = no_report
    ) -> tuple[FileReport, ...]:
        """Take in ``files`` in order; while one is embedded the next is prepared. ``each`` is told every report."""
        self._refusing.note_all([self._left_out(file) for file in files if file.is_missed])
        reports = []
        all_begun = map(self._begin_file, files)
        ahead = deque(islice(all_begun, 1))
        for done, file in enumerate(files):
            name = shown(Path(file.path.name))
            progress(Progress(done, len(files), name))
            ready = self._wait(ahead.popleft())
            ahead.extend(islice(all_begun, 1))
            reports.append(self._finish(ready, _part_of(progress, done, len(files), name)))
            each(reports[-1])
        progress(Progress(len(files), len(files), ""))
        return tuple(reports)

    def take_upload(self, name: str, content: bytes, progress: ProgressCallback) -> FileReport:
        """Take in the content of an uploaded file and keep the original."""
        facts = FileFacts(document_id_of(f"upload:{name}"), name, name, Origin.UPLOAD, time.time_ns(), now())
        progress(Progress(0, 1, name))
        report = self._finish(self._wait(self._begin(facts, content)), _part_of(progress, 0, 1, name))
        progress(Progress(1, 1, ""))
        return report

    def _begin_file(self, file: FoundFile) -> FileReport | _Begun:
        name = shown(file.path)
        if name in self._exclusions:
            return FileReport(
                name, Outcome.EXCLUDED, reason="You removed it.", next_step="Add it by its own name to take it back."
            )
        if file.reason:
            return FileReport(name, Outcome.REFUSED, reason=file.reason, next_step=file.next_step)
        document_id, origin = document_id_of(name), self._origin(file.path)
        try:
            return self._begin_readable_file(file.path, document_id, origin)
        except NoSuchFileError as exc:
            self._refusing.forget(document_id)
            return self._report(document_id, name, exc)
        except UnreadableFileError as exc:
            self._refusing.note(document_id, name, origin, exc, "")
            return self._report(document_id, name, exc)

    def _begin_readable_file(self, path: Path, document_id: str, origin: Origin) -> FileReport | _Begun:
        read_at = now()
        known = self._held.at(document_id)
        modified_ns, size = times_and_size(path)
        if known and is_surely_unchanged(known, origin, modified_ns, size):
            self._refusing.forget(document_id)
            return FileReport(known.source, Outcome.UNCHANGED, known)
        facts = FileFacts(document_id, str(path), path.name, origin, modified_ns, read_at)
        return self._begin(facts, content_of(path))

    def _origin(self, path: Path) -> Origin:
        return Origin.FOLDER if any(path.is_relative_to(folder) for folder in self._folders) else Origin.FILE

    def _left_out(self, file: FoundFile) -> Refusal:
        name = shown(file.path)
        return Refusal(document_id_of(name), name, self._origin(file.path), "", now(), file.reason, file.next_step)

    def take_recognised(self, scan: Scan, content: bytes, progress: ProgressCallback) -> FileReport:
        """Take in the file of ``scan`` again, with what was recognised of its pages meanwhile."""
        name = shown(Path(scan.title))
        facts = FileFacts(scan.document_id, scan.source, scan.title, scan.origin, scan.modified_ns, now())
        return self._finish(
            self._wait(self._read_anew(facts, content, scan.content_hash)), _part_of(progress, 0, 1, name)
        )

    def _begin(self, facts: FileFacts, content: bytes) -> FileReport | _Begun:
        content_hash = content_hash_of(content)
        known = self._held.at(facts.document_id)
        if known and known.content_hash == content_hash:
            return self._note_unchanged(known, facts)
        if same := self._held.same_file(content_hash, facts.name):
            return self._keep_copy(same, facts, content if facts.origin is Origin.UPLOAD else None)
        return self._read_anew(facts, content, content_hash)

    def _read_anew(self, facts: FileFacts, content: bytes, content_hash: str) -> _Begun:
        recognised = recognised_pages(self._store.contents, content_hash)
        wait = self._preparing.start(content, facts.name, self._settings, recognised)
        original = content if facts.origin is Origin.UPLOAD else None
        return _Begun(facts, content_hash, len(content), original, wait)

    def _wait(self, step: FileReport | _Begun) -> FileReport | _Ready:
        if isinstance(step, FileReport):
            return step
        try:
            return _Ready(step, step.wait())
        except UnreadableFileError as exc:
            facts = step.facts
            if isinstance(exc, OnlyPicturesError):
                self._keep_scan(step, exc)
            self._refusing.note(facts.document_id, facts.source, facts.origin, exc, step.content_hash)
            return self._report(facts.document_id, facts.source, exc)

    def _finish(self, step: FileReport | _Ready, progress: Callable[[float], None]) -> FileReport:
        """Embed and store what was prepared."""
        if isinstance(step, FileReport):
            return step
        facts, prepared = step.begun.facts, step.prepared
        same = self._held.same_text(step.begun.content_hash, prepared.revision)
        if same and same.document_id != facts.document_id:
            return self._keep_copy(same, facts, step.begun.original)
        known = self._held.at(facts.document_id)
        known_chunks = self._known_vectors(known)
        vectors = embed(prepared.loaded.text, prepared.chunks, known_chunks, self._embedder, progress)
        info = _info(facts, prepared, step.begun.content_hash, step.begun.size)
        if step.begun.original is not None:
            keep_upload(self._store.folder, info.content_hash, facts.name, step.begun.original)
        self._store.put(info, prepared.loaded, prepared.chunks, vectors)
        self._held.took_in(info, self._store.contents.documents)
        self._after_each()
        if old := self._renamed_from(info):
            return FileReport(facts.source, Outcome.RENAMED, info, f"It was {old} before.")
        return FileReport(facts.source, Outcome.UPDATED if known else Outcome.ADDED, info)

    def _keep_copy(self, same: DocumentInfo, facts: FileFacts, original: bytes | None) -> FileReport:
        """Note that a document stands at one more place."""
        if original is not None:
            keep_upload(self._store.folder, same.content_hash, facts.name, original)
        copy = Copy(facts.document_id, facts.source, facts.origin, facts.read_at, facts.modified_ns)
        self._store.put_copy(same.document_id, copy)
        info = self._held.stands_too(same, copy, self._store.contents.documents)
        self._after_each()
        if old := self._renamed_from(info):
            return FileReport(facts.source, Outcome.RENAMED, info, f"It was {old} before.")
        return FileReport(facts.source, Outcome.COPY, info, f"It is the same as {same.source}, and is kept once.")

    def _renamed_from(self, info: DocumentInfo) -> str:
        """Where the content stood before it was renamed, "" if it was not; every place is found again once."""
        for source, item in self._leaving.items():
            if item.content_hash == info.content_hash and source not in self.renamed:
                self.renamed.add(source)
                return source
        return ""

    def _keep_scan(self, begun: _Begun, refusal: OnlyPicturesError) -> None:
        """Note that the words of a file can be recognised, which somebody may ask for later."""
        facts = begun.facts
        if begun.original is not None:
            keep_upload(self._store.folder, begun.content_hash, facts.name, begun.original)
        named = (facts.document_id, facts.source, facts.origin, begun.content_hash)
        self._store.put_scan(Scan(*named, facts.modified_ns, begun.size, refusal.pages, refusal.pictures))

    def _report(self, document_id: str, name: str, refusal: UnreadableFileError) -> FileReport:
        known = self._held.at(document_id)
        reason = f"{refusal.reason} What was read of it earlier is kept." if known else refusal.reason
        return FileReport(name, Outcome.REFUSED, known, reason, refusal.next_step)

    def _note_unchanged(self, known: DocumentInfo, facts: FileFacts) -> FileReport:
        current = replace(known, origin=facts.origin, modified_ns=facts.modified_ns)
        if current != known:
            self._store.update_facts(current)
            self._held.note(facts.document_id, current)
        self._refusing.forget(facts.document_id)
        return FileReport(facts.source, Outcome.UNCHANGED, current)

    def _known_vectors(self, known: DocumentInfo | None) -> dict[str, bytes]:
        """Vectors of the version that is stored, for the chunks that stayed the same."""
        if known is None:
            return {}
        contents = self._store.contents
        return known_vectors(indexed_chunks(contents, [range_of(contents, known.document_id)]))


def _info(facts: FileFacts, prepared: Prepared, content_hash: str, size: int) -> DocumentInfo:
    loaded = prepared.loaded
    return DocumentInfo(
        document_id=facts.document_id,
        revision=prepared.revision,
        title=loaded.title,
        source=facts.source,
        origin=facts.origin,
        format=loaded.format,
        content_hash=content_hash,
        characters=len(loaded.text),
        pages=loaded.pages,
        language=prepared.language,
        chunks=len(prepared.chunks),
        added_at=facts.read_at,
        modified_ns=facts.modified_ns,
        size_bytes=size,
        notices=loaded.notices,
        tables=count_tables(loaded.blocks),
    )


def _part_of(progress: ProgressCallback, done: int, total: int, name: str) -> Callable[[float], None]:
    # Reading a file took 5 to 16 % of the time for all, by format; a tenth keeps an estimate within a factor of two.
    return lambda part: progress(Progress(done, total, name, _READING_PART + (1 - _READING_PART) * part))
