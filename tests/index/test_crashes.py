"""Whatever moment a writer is killed at, the library is as it was after the last finished document."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

from index.library import Library
from tests.index.children import needs_posix, start
from tests.index.conftest import Desk

ADD = """
print("started", flush=True)
library = Library.create(folder, embedder.identity, merge_policy=OFTEN)
def told(progress):
    print(progress.name, flush=True)
ingest.add(library, [papers], embedder, told)
"""
CHANGE = """
library = Library.open(folder, merge_policy=OFTEN)
print("started", flush=True)
ingest.remove(library, ["5.txt", "6.txt"])
ingest.rebuild(library, WordEmbedder("another"))
"""


def kill_after(code: str, desk: Desk, seconds: float) -> list[str]:
    """What a child had printed before it was killed ``seconds`` after its first line."""
    child = start(code, desk.folder, desk.papers)
    assert child.stdout is not None
    assert child.stdout.readline()
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    out, _ = child.communicate()
    return out.split()


def check(folder: Path, desk: Desk) -> int:
    """Everything the library lists is whole and found; how many documents it has."""
    with Library.open(folder) as library, library.snapshot() as snapshot:
        for document in snapshot.documents:
            assert snapshot.text(document.document_id) == Path(document.source).read_text(encoding="utf-8")
        hits = snapshot.search_words("pears", 10_000)
        assert len(hits) == snapshot.chunk_count == len(set(hits))
        texts = [chunk.text for chunk in snapshot.chunks([hit.chunk_id for hit in hits])]
        assert all("Pears" in text for text in texts)
        return len(snapshot.documents)


@needs_posix
def test_a_killed_intake_keeps_every_finished_document(desk: Desk) -> None:
    for number in range(60):
        desk.write(f"{number:02}.txt", f"Pears, {number} of them. " * 60)
    random = Random(1)
    documents = 0
    for _ in range(6):
        told = kill_after(ADD, desk, random.uniform(0, 0.25))
        before, documents = documents, check(desk.folder, desk)
        # the name of a file is told when it begins, so all before the last one told are finished
        assert documents >= max(before, len(set(told)) - 1)
    desk.reopen()
    desk.add(desk.papers)
    assert check(desk.folder, desk) == 60


@needs_posix
def test_a_killed_removal_or_rebuild_leaves_a_whole_library_that_finishes_it(desk: Desk) -> None:
    for number in range(12):
        desk.write(f"{number}.txt", f"Pears, {number} of them. " * 60)
    desk.add(*desk.papers.iterdir())
    random = Random(2)
    for _ in range(5):
        if len(desk.library.documents()) < 12:
            desk.reopen()
            desk.add(desk.papers / "5.txt", desk.papers / "6.txt")
        desk.library.close()
        kill_after(CHANGE, desk, random.uniform(0, 0.15))
        left = check(desk.folder, desk)
        assert left in (10, 12)
        desk.library = Library.open(desk.folder)
        desk.embedder = type(desk.embedder)(desk.library.header.identity.name)
        desk.sync()
        assert not desk.library.header.purge_pending
        if left == 10:
            assert b"5 of them" not in (desk.folder / "library.sqlite3").read_bytes()
