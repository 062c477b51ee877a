"""A library that lives through one crash after the other, and what it owes to those who changed it.

What a change acknowledged must be there, what it was doing may be there or not, and nothing else may differ. What was
removed with acknowledgement is in no file.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from index.archive import export_library, import_library
from index.copies import standings
from index.errors import InvalidInputError
from index.library import Library
from index.snapshot import Snapshot
from tests.fakes import WordEmbedder
from tests.index.children import ROOT

Texts = Mapping[str, str]
"""Texts by the place that they stand at: a path, or the name of an upload."""
_CANARY = "canary"


class CrashServer:
    """The process of ``crash_server``, with everything loaded."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.index.crash_server"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._told() == ["ready"]

    def run(self, order: dict[str, Any]) -> tuple[list[list[Any]], int]:
        """What a child told while it carried out an order, and the signal that ended it (0: none)."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told = []
        while (line := self._told())[0] != "end":
            told.append(line)
        assert line[1] in (0, -signal.SIGKILL), told
        return told, -line[1]

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _told(self) -> list[Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process that makes the children is gone"
        found: list[Any] = json.loads(line)
        return found


@dataclass(frozen=True)
class Step:
    """A change, and what the library holds when it is done."""

    kind: str
    given: Any
    held: Texts
    excluded: frozenset[str]


@dataclass
class Story:
    """A folder of papers, a library, and what ought to be in it."""

    home: Path
    random: Random
    server: CrashServer
    held: dict[str, str] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    forbidden: set[str] = field(default_factory=set)
    """The canaries of texts that were removed with acknowledgement."""
    canaries: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.papers, self.folder = self.home / "papers", self.home / "library"
        self.papers.mkdir()
        for number in range(8):
            self._write(f"{number}.txt", self._text())
        Library.create(self.folder, WordEmbedder().identity).close()
        self.witness = Library.open(self.folder)
        """A library that somebody keeps open all the while."""
        self._carry_out([self._add()])

    def crash(self, kind: str, by_clock: bool) -> None:
        """Change the library by ``kind`` among other things, die at some moment, and look what is left."""
        while True:
            self._edit_papers()
            steps = self._steps(kind)
            if self._carry_out(steps, by_clock) == signal.SIGKILL:
                return

    def _carry_out(self, steps: list[Step], by_clock: bool | None = None) -> int:
        """Make the changes; with ``by_clock`` die meanwhile. The signal that ended it."""
        order = self._order([(step.kind, step.given) for step in steps])
        if by_clock is not None:
            seconds, touches = self._rehearse(order)
            if by_clock:
                order["dies_after_s"] = self.random.uniform(0, seconds)
            else:
                order["dies_at_touch"] = self.random.randint(1, touches)
        told, end = self.server.run(order)
        self._look(steps, told)
        return end

    def _order(self, changes: list[tuple[str, Any]]) -> dict[str, Any]:
        """An order that nothing cuts short."""
        return {
            "folder": str(self.folder), "papers": str(self.papers), "changes": changes,
            "dies_after_s": None, "dies_at_touch": None,
        }  # fmt: skip

    def _rehearse(self, order: dict[str, Any]) -> tuple[float, int]:
        """How long an order takes in a copy of the library, in seconds and in touches of the disk."""
        trial = self.home / "trial"
        self.server.run(self._order([("copy", str(trial))]))
        begun = time.monotonic()
        told, end = self.server.run({**order, "folder": str(trial)})
        assert end == 0, told
        for file in self.home.glob("trial*"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        return time.monotonic() - begun, told[-1][1]

    def _look(self, steps: list[Step], told: list[list[Any]]) -> None:
        """Compare the library with what it owes."""
        done = [line for line in told if line[0] == "done"]
        for step in steps[: len(done)]:
            self._acknowledged(step)
        for step in steps[len(done) : len(done) + 1]:
            self._may_come_back(step.held)
        self._check_traces()  # before any writer could clear up
        taken = {line[1] for line in told[told.index(done[-1]) if done else 0 :] if line[0] == "in"}
        doing = steps[len(done)] if len(done) < len(steps) else None
        found = self._found(self.witness)
        with Library.open(self.folder) as library:
            assert self._found(library) == found
            with library.writing() as store:  # the next writer clears up what was left half-done
                excluded = store.contents.exclusions()
                assert not store.contents.header().purge_pending
            assert self._found(library) == found
        if doing is None:
            assert (found, excluded) == (self.held, self.excluded)
        else:
            for place in found.keys() | self.held.keys() | doing.held.keys():
                before, after = self.held.get(place), doing.held.get(place)
                assert found.get(place) in ((after,) if place in taken else (before, after)), (place, doing.kind, told)
            assert excluded in (self.excluded, doing.excluded)
            if doing.kind == "remove":
                assert (found == doing.held) == (excluded == doing.excluded) or doing.held == self.held
                assert found in (self.held, doing.held)
            if doing.kind == "remove" and found == doing.held:
                self._acknowledged(doing)
            self.held, self.excluded = found, excluded
        self._check_traces()
        self._check_copy(doing)

    def _acknowledged(self, step: Step) -> None:
        if step.kind == "remove":
            self.forbidden |= self.canaries
        self._may_come_back(step.held)
        self.held, self.excluded = dict(step.held), step.excluded

    def _may_come_back(self, texts: Texts) -> None:
        """A text that was removed at one place may be added from another."""
        self.forbidden -= set(re.findall(rf"{_CANARY}[0-9a-f]+", " ".join(texts.values())))

    def _check_traces(self) -> None:
        told, _ = self.server.run(self._order([("look for traces", sorted(self.forbidden))]))
        assert told[0] == ["found", []]

    def _check_copy(self, doing: Step | None) -> None:
        """An exported file is whole or not there; an import is whole or can be made again."""
        copy, moved = self.home / "library-copy.zip", self.home / "library-moved"
        if (left := self.home / "library-copy.zip.unfinished").exists():
            assert not copy.exists() or not list(left.iterdir())
            with Library.open(self.folder) as library:
                copy.unlink(missing_ok=True)
                export_library(library, copy)
        if copy.exists():
            if not moved.exists():
                import_library(copy, moved)
                with Library.open(moved) as library:
                    found = self._found(library)
                if doing is not None and doing.kind == "export":
                    assert found == self.held
                shutil.rmtree(moved)
            copy.unlink()
        if moved.exists():
            try:
                import_library(self.home / "kept.zip", moved)
            except InvalidInputError as told:  # it had come to its end
                assert "in use" in str(told)
            with Library.open(moved) as library:
                assert self._found(library)
            shutil.rmtree(moved)
        assert {file.name for file in self.home.iterdir()} <= {"papers", "library", "kept.zip"}

    def _found(self, library: Library) -> dict[str, str]:
        """Every text by its places; all of it is searched and nothing else."""
        with library.snapshot() as snapshot:
            whole(snapshot, WordEmbedder(library.header.identity.name, library.header.identity.dimensions))
            return texts_by_place(snapshot)

    def _steps(self, kind: str) -> list[Step]:
        """One to three changes, one of them of ``kind``; each begins where the one before ended."""
        kinds = [
            self.random.choice(("add", "upload", "sync", "remove", "merge"))
            for _ in range(self.random.choice((0, 1, 1)))
        ]
        kinds.insert(self.random.randrange(len(kinds) + 1), kind)
        held, excluded, steps = dict(self.held), self.excluded, []
        for each in kinds:
            step = self._step(each, held, excluded)
            steps.append(step)
            held, excluded = dict(step.held), step.excluded
        return steps

    def _step(self, kind: str, held: dict[str, str], excluded: frozenset[str]) -> Step:
        given: Any = None
        if kind in ("add", "sync"):
            in_papers = {
                str(file): file.read_text(encoding="utf-8")
                for file in self.papers.iterdir()
                if str(file) not in excluded
            }
            uploads = {place: text for place, text in held.items() if "/" not in place}
            held = {**(held if kind == "add" else uploads), **in_papers}
        elif kind == "upload":
            given = (f"up{self.random.randrange(3)}.txt", self._text(held))
            held = {**held, given[0]: given[1]}
        elif kind == "remove":
            given = self.random.sample(sorted(held), min(len(held) - 1, self.random.randint(1, 3)))
            held = {place: text for place, text in held.items() if place not in given}
            excluded |= {place for place in given if "/" in place}
        elif kind == "switch":
            given = (f"model{self.random.randrange(3)}", 32, self.random.choice((200, 400, 700)))
        elif kind == "import":
            given = str(self._kept())
        return Step(kind, given, held, excluded)

    def _add(self) -> Step:
        return self._step("add", dict(self.held), self.excluded)

    def _kept(self) -> Path:
        """A copy of the library as it was at the first import."""
        file = self.home / "kept.zip"
        if not file.exists():
            with Library.open(self.folder) as library:
                export_library(library, file)
        return file

    def _edit_papers(self) -> None:
        """What people do to their files: write, edit, delete, rename, copy."""
        for _ in range(self.random.randint(0, 3)):
            files = sorted(self.papers.iterdir())
            file = self.random.choice(files)
            what = self.random.choice(("new", "new", "edit", "delete", "rename", "copy"))
            new = self.papers / f"{self.random.randrange(100)}.txt"
            if what == "edit" or (what == "new" and len(files) < 14):
                (file if what == "edit" else new).write_text(self._text(), encoding="utf-8")
            elif what == "delete" and len(files) > 4:
                file.unlink()
            elif what == "rename":
                file.rename(new)
            elif what == "copy" and len(files) < 14:
                new.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")

    def _write(self, name: str, text: str) -> None:
        (self.papers / name).write_text(text, encoding="utf-8")

    def _text(self, held: Texts | None = None) -> str:
        """A text with a word of its own, short or of many chunks; now and then one that the library has."""
        if held and self.random.random() < 0.3:
            return self.random.choice(sorted(held.values()))
        word = f"{_CANARY}{self.random.getrandbits(64):016x}"
        self.canaries.add(word)
        lines = (f"Pears {number} and {word} sing." for number in range(int(10 ** self.random.uniform(0, 2.3))))
        return f"{word} title\n\n" + "\n\n".join(lines)


def texts_by_place(snapshot: Snapshot) -> dict[str, str]:
    """The text that stands at each place."""
    return {item.source: snapshot.text(item.document_id) for item in standings(snapshot.documents)}


def whole(snapshot: Snapshot, embedder: WordEmbedder) -> None:
    """Every chunk is found by words and by vectors, once, as the slice of its text; no other is."""
    by_words = snapshot.search_words("pears canary title", 100_000)
    by_vectors = snapshot.search_vectors(embedder.embed_queries(["pears"])[0], 100_000)
    ids = {hit.chunk_id for hit in by_vectors}
    assert len(by_vectors) == len(ids) == snapshot.chunk_count
    assert len(by_words) == len({hit.chunk_id for hit in by_words})
    assert {hit.chunk_id for hit in by_words} == ids
    chunks = snapshot.chunks(sorted(ids))
    for chunk in chunks:
        assert chunk.text == snapshot.text(chunk.document_id, chunk.span)
    assert {chunk.document_id for chunk in chunks} == {document.document_id for document in snapshot.documents}
