"""Changes libraries in children of a process that has everything loaded, so that many can be killed in little time.

Each line on standard input is an order: a library's folder, the folder of papers, the changes to make, and when the
child dies: after some seconds, or before some touch of the disk. What the children tell goes to standard output.

Files of a library are read as plain files only here: a process that has a database open loses its locks on it when it
closes the file that it read so.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import faiss  # noqa: F401  loaded before the children are made
import tantivy  # noqa: F401

from index import archive, ingest
from index.file_reports import FileReport
from index.library import Library
from index.loaders import load
from index.merging import MergePolicy, merge
from index.preparing import InThisProcess, prepare
from index.settings import ChunkSettings
from tests.fakes import WordEmbedder
from tests.index.traces import traces

OFTEN = MergePolicy(*[lambda chunks, pending: pending > 3] * 2)
_DISK = {"posix", "sqlite3", "tantivy", "_io", "faiss"}


def tell(word: str, *values: object) -> None:
    os.write(1, (json.dumps([word, *values]) + "\n").encode())


def told(report: FileReport) -> None:
    tell("in", report.name)


def change(folder: Path, papers: Path, kind: str, given: Any) -> None:
    """Do one thing, as a command of the product would."""
    if kind == "look for traces":
        tell("found", traces(folder, given))
    elif kind == "copy":
        shutil.copytree(folder, given)
    elif kind == "import":
        archive.import_library(Path(given), folder.with_name(folder.name + "-moved"))
    else:
        with Library.open(folder, merge_policy=OFTEN) as library:
            embedder = WordEmbedder(library.header.identity.name, library.header.identity.dimensions)
            _CHANGES[kind](library, embedder, papers, given)


def merge_now(library: Library) -> None:
    with library.writing() as store:
        merge(store)


HERE = InThisProcess(load)
_CHANGES: dict[str, Callable[[Library, WordEmbedder, Path, Any], object]] = {
    "add": lambda library, embedder, papers, _: ingest.add(library, [papers], embedder, each=told, preparing=HERE),
    "sync": lambda library, embedder, _, __: ingest.sync(library, embedder, each=told, preparing=HERE),
    "upload": lambda library, embedder, _, given: ingest.add_upload(
        library, given[0], given[1].encode(), embedder, preparing=HERE
    ),
    "remove": lambda library, _, __, names: ingest.remove(library, names),
    "merge": lambda library, *_: merge_now(library),
    "rebuild": lambda library, embedder, *_: ingest.rebuild(library, embedder, settings=library.header.settings),
    "switch": lambda library, _, __, given: ingest.rebuild(
        library, WordEmbedder(*given[:2]), settings=ChunkSettings(given[2])
    ),
    "export": lambda library, *_: archive.export_library(
        library, library.folder.with_name(library.folder.name + "-copy.zip")
    ),
}


def count_touches(last: int | None) -> list[int]:
    """Count the calls that touch disk or indexes from now on, and die before the one numbered ``last``."""
    touches = [0]

    def watch(frame: object, event: str, function: Any) -> None:
        if event == "c_call":
            owner = getattr(function, "__self__", None)
            module = getattr(function, "__module__", None) or type(owner).__module__
            if str(module).partition(".")[0] in _DISK:
                touches[0] += 1
                if touches[0] == last:
                    os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    return touches


def work(order: dict[str, Any]) -> None:
    touches = count_touches(order["dies_at_touch"])
    for kind, given in order["changes"]:
        change(Path(order["folder"]), Path(order["papers"]), kind, given)
        tell("done", kind)
    sys.setprofile(None)
    tell("touches", touches[0])


def main() -> None:
    prepare(b"Whatever is loaded now need not be loaded by every child.", "a.txt", ChunkSettings(), load)
    tell("ready")
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                work(order)
                code = 0
            finally:
                sys.excepthook(*sys.exc_info()) if code else None
                sys.stderr.flush()
                os._exit(code)
        if order["dies_after_s"] is not None:
            time.sleep(order["dies_after_s"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        tell("end", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
