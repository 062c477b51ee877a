"""Whatever is done to a library in whatever order, it equals one that was made from scratch of the same files."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from index import ingest
from index.copies import standings
from index.file_reports import FileReport, Outcome
from index.library import Library
from index.merging import merge
from index.settings import ChunkSettings
from tests.fakes import WordEmbedder
from tests.index.conftest import HERE, Desk

# too short to serve as titles, so that a text has the same title at every place
NAMES = st.sampled_from(["a.txt", "b.txt", "deep/c.txt", "deep/d.txt"])
UPLOADS = ("up.txt", "ld.txt")
SENTENCES = st.sampled_from(
    ["Pears are ripe.", "Plums are blue, pears are green.", "AB-12 is a code.", "# Heading\n\nFigs.", "Rain. " * 200]
)
BROKEN = ""
"""The text of a file that cannot be read."""
TEXTS = st.lists(SENTENCES, min_size=1, max_size=5).map("\n\n".join)
TEXTS_OR_BROKEN = st.one_of(TEXTS, TEXTS, TEXTS, st.just(BROKEN))
OTHER_CHUNKS = ChunkSettings(chunk_size_chars=60, overlap_chars=10)
QUERIES = ("pears", "plums and figs", "AB-12", "rain heading")


class Died(BaseException):
    """What no part of the program catches, as if its process had been ended."""


class LibraryStates(RuleBasedStateMachine):
    """A folder of papers, a library that is kept in step with it, and uploads."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(mkdtemp())
        self.desk = Desk(self.home / "library", self.home / "papers", WordEmbedder())
        self.desk.write("stays.txt", "Quinces stay.")  # a folder that is empty would be taken for missing
        self.desk.add(self.desk.papers)
        self.texts = {"stays.txt": "Quinces stay."}
        """What the library ought to hold: texts by path in the folder, or by the name of an upload."""
        self.excluded: set[str] = set()
        self.refused: set[str] = set()
        """What the library ought to know as not read; of an earlier text that it had there it still has it."""

    def teardown(self) -> None:
        self.desk.library.close()
        shutil.rmtree(self.home)

    @rule(name=NAMES, text=TEXTS_OR_BROKEN)
    def write_and_add(self, name: str, text: str) -> None:
        self.desk.add(self.desk.write(name, text))
        self.took(name, text)
        self.excluded.discard(name)

    @rule(name=st.sampled_from(UPLOADS), text=TEXTS_OR_BROKEN)
    def upload(self, name: str, text: str) -> None:
        ingest.add_upload(self.desk.library, name, text.encode(), self.desk.embedder, preparing=HERE)
        self.took(name, text)

    @rule(edits=st.dictionaries(NAMES, TEXTS_OR_BROKEN | st.none(), max_size=3))
    def edit_the_folder_and_sync(self, edits: dict[str, str | None]) -> None:
        self.edit(edits)
        self.sync()

    @rule(name=NAMES, new=NAMES)
    def copy_a_file_and_sync(self, name: str, new: str) -> None:
        if (self.desk.papers / name).exists():
            self.desk.write(new, (self.desk.papers / name).read_text(encoding="utf-8"))
        self.sync()

    @rule(name=NAMES, new=NAMES)
    def rename_a_file_and_sync(self, name: str, new: str) -> None:
        if (self.desk.papers / name).exists():
            (self.desk.papers / new).parent.mkdir(exist_ok=True)
            (self.desk.papers / name).rename(self.desk.papers / new)
        self.sync()

    @rule(edits=st.dictionaries(NAMES, TEXTS_OR_BROKEN | st.none(), min_size=1), survives=st.integers(0, 3))
    def die_while_syncing(self, edits: dict[str, str | None], survives: int) -> None:
        """What was reported is in; of the rest it is as before or as after; nothing else is."""
        self.edit(edits)
        reported: list[str] = []

        def each(report: FileReport) -> None:
            if len(reported) == survives:
                raise Died
            reported.append(self.name_of(report.name))

        with suppress(Died):
            ingest.sync(self.desk.library, self.desk.embedder, each=each, preparing=HERE)
        self.desk.reopen()
        (after, refused), found, known = self.after_sync(), self.held(), self.not_read()
        for name in self.texts.keys() | after.keys() | found.keys():
            possible = (after.get(name),) if name in reported else (self.texts.get(name), after.get(name))
            assert found.get(name) in possible
        assert known & set(reported) == refused & set(reported)
        assert known <= self.refused | refused
        self.texts, self.refused = found, known

    @precondition(lambda self: len(self.texts.keys() | self.refused) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted((self.texts.keys() | self.refused) - {"stays.txt"})))
        uploaded = name in UPLOADS
        ingest.remove(self.desk.library, [name if uploaded else str(self.desk.papers / name)])
        self.texts.pop(name, None)
        self.refused.discard(name)
        if not uploaded:
            self.excluded.add(name)

    @precondition(lambda self: self.refused)
    @rule(data=st.data())
    def dismiss(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.refused)))
        refusals = {self.name_of(one.source): one.document_id for one in self.desk.library.refusals()}
        ingest.dismiss(self.desk.library, [refusals[name]])
        self.refused.discard(name)
        if name not in self.texts and name not in UPLOADS:
            self.excluded.add(name)

    @rule()
    def merge(self) -> None:
        with self.desk.library.writing() as store:
            merge(store)

    @rule()
    def rebuild_with_other_chunks_and_back(self) -> None:
        ingest.rebuild(self.desk.library, self.desk.embedder, settings=OTHER_CHUNKS)
        ingest.rebuild(self.desk.library, self.desk.embedder)

    @rule()
    def reopen(self) -> None:
        self.desk.reopen()

    @invariant()
    def holds_what_it_ought_to(self) -> None:
        assert self.held() == self.texts
        assert self.not_read() == self.refused
        assert len(self.desk.library.documents()) == len(set(self.texts.values()))

    @rule()
    def equals_a_library_from_scratch(self) -> None:
        fresh = Library.create(self.home / "fresh", self.desk.embedder.identity)
        for name, text in self.texts.items():
            ingest.add_upload(fresh, Path(name).name, text.encode(), self.desk.embedder, preparing=HERE)
        try:
            for query in QUERIES:
                assert self.ranking(self.desk.library, query) == self.ranking(fresh, query)
                assert self.found(self.desk.library, query) == self.found(fresh, query)
        finally:
            fresh.close()
            shutil.rmtree(self.home / "fresh")

    def edit(self, edits: dict[str, str | None]) -> None:
        for name, text in edits.items():
            if text is None:
                (self.desk.papers / name).unlink(missing_ok=True)
            else:
                self.desk.write(name, text)

    def sync(self) -> None:
        reports = self.desk.sync()
        self.texts, self.refused = self.after_sync()
        told = {name for name, outcome in reports.items() if outcome is Outcome.REFUSED}
        assert told == {Path(name).name for name in self.refused - set(UPLOADS)}

    def took(self, name: str, text: str) -> None:
        """Expect a text, or that it could not be read and what was there before stays."""
        if text == BROKEN:
            self.refused.add(name)
        else:
            self.texts[name] = text
            self.refused.discard(name)

    def after_sync(self) -> tuple[dict[str, str], set[str]]:
        """What the library ought to hold after the next sync, and what it ought to know as not read."""
        names = {file.relative_to(self.desk.papers).as_posix(): file for file in self.desk.papers.rglob("*.txt")}
        papers = {name: file.read_text(encoding="utf-8") for name, file in names.items() if name not in self.excluded}
        broken = {name for name, text in papers.items() if text == BROKEN}
        read = {name: text or self.texts.get(name, BROKEN) for name, text in papers.items()}
        uploads = {name: text for name, text in self.texts.items() if name in UPLOADS}
        return {name: text for name, text in read.items() if text} | uploads, broken | (self.refused & set(UPLOADS))

    def not_read(self) -> set[str]:
        """What the library knows as not read."""
        return {self.name_of(one.source) for one in self.desk.library.refusals()}

    def held(self) -> dict[str, str]:
        """The text that the library has of every place."""
        with self.desk.library.snapshot() as snapshot:
            return {
                self.name_of(item.source): snapshot.text(item.document_id) for item in standings(snapshot.documents)
            }

    def ranking(self, library: Library, query: str) -> list[tuple[float, str, str]]:
        """Every chunk by its vector: score to the last bit, context and text, equal scores in order of the words."""
        with library.snapshot() as snapshot:
            hits = snapshot.search_vectors(self.desk.embedder.embed_queries([query])[0], 10_000)
            chunks = snapshot.chunks([hit.chunk_id for hit in hits])
        scored = [(-hit.score, chunk.context, chunk.text) for hit, chunk in zip(hits, chunks, strict=True)]
        assert [row[0] for row in scored] == sorted(row[0] for row in scored)
        return sorted(scored)

    def found(self, library: Library, query: str) -> list[str]:
        with library.snapshot() as snapshot:
            hits = snapshot.search_words(query, 10_000)
            return sorted(chunk.text for chunk in snapshot.chunks([hit.chunk_id for hit in hits]))

    def name_of(self, source: str) -> str:
        path = Path(source)
        return path.relative_to(self.desk.papers).as_posix() if path.is_absolute() else source


TestLibraryStates = LibraryStates.TestCase
TestLibraryStates.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
