"""How fast large files and many small ones are taken into a library, and what memory that takes.

    python -m evals.loading_speed [--scale 1.0] [--only pdf csv …] [--vectors model|none]

The files are made for it: a PDF of 3,000 pages, sheets of 200,000 rows, long texts, 10,000 small ones, times ``scale``.
Each is taken in by a process of its own, as the product does it, with its own process for reading. ``--vectors none``
puts numbers in the place of the model's vectors, which leaves reading, cutting, storing and indexing; the estimate,
which counts on the model, then means nothing.

reading     seconds until the text was there and cut, with pages and megabytes of the file a second
processor   seconds of it that the reading process had for itself, its start included: they hold on a busy computer too
all         seconds until it can be searched
memory      the most that the program, and the process that reads for it, held (Linux; MB of 10⁶ bytes)
estimate    the time for all as it could be told after a tenth of it, and the worst one later, over the true time
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event, Thread
from zlib import crc32

import numpy as np

from evals.large_files import LARGE, small_texts
from evals.memory import peak_memory_mb
from index import ingest
from index.document import DocumentInfo
from index.embedding import Embedder, EmbedderIdentity, FloatArray
from index.library import Library
from index.ocr.recognised import RecognisedPage
from index.parsing_process import ParsingProcess
from index.preparing import Prepared
from index.settings import ChunkSettings

_SMALL = "small texts"
_SMALL_COUNT = 10_000
_BAR_MB = 1_500.0
_LOOK_EVERY_S = 0.2
_TOLD_FROM = 0.03  # of the work: nobody is told an estimate earlier
_HEAD = (
    "case         files     MB  pages  chunks  reading s  processor s  pages/s   MB/s   all s  program MB  reader MB  "
    "estimate"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in one case cost; megabytes are 10⁶ bytes, None where the system does not tell."""

    name: str
    files: int
    megabytes: float
    pages: int
    chunks: int
    reading_s: float
    processor_s: float | None
    all_s: float
    program_mb: float | None
    reader_mb: float | None
    first_estimate: float
    worst_estimate: float


def main(arguments: Sequence[str]) -> int:
    """Print a line for each case; 0 when all stay below the bar of memory, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m evals.loading_speed", description="Speed and memory of reading.")
    parser.add_argument("--scale", type=float, default=1.0, help="times the size of each case (default: 1)")
    parser.add_argument("--only", nargs="+", choices=[*LARGE, _SMALL], default=[*LARGE, _SMALL])
    parser.add_argument("--vectors", choices=("model", "none"), default="model")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.case:
        print(json.dumps(asdict(measure(options.case, options.scale, options.vectors == "model"))))
        return 0
    before = _load()
    found = []
    print(_HEAD)
    for name in options.only:
        command = [sys.executable, "-m", "evals.loading_speed", "--case", name]
        command += ["--scale", str(options.scale), "--vectors", options.vectors]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own program
        found.append(Taken(**json.loads(told)))
        print(line_of(found[-1]), flush=True)
    print(f"load average, before -> after: {before} -> {_load()} on {os.cpu_count()} processors")
    return int(any(max(one.program_mb or 0.0, one.reader_mb or 0.0) > _BAR_MB for one in found))


def line_of(taken: Taken) -> str:
    """A case as a line of the table."""
    pages = f"{taken.pages / taken.reading_s:.0f}" if taken.pages else "–"
    processor = "–" if taken.processor_s is None else f"{taken.processor_s:.1f}"
    memory = " ".join(f"{'–' if one is None else f'{one:.0f}':>10}" for one in (taken.program_mb, taken.reader_mb))
    size = f"{taken.files:>6} {taken.megabytes:>6.1f} {taken.pages or '–':>6} {taken.chunks:>7}"
    speed = f"{pages:>8} {taken.megabytes / taken.reading_s:>6.2f}"
    estimate = f"{taken.first_estimate:.2f}, worst {taken.worst_estimate:.2f}"
    times = f"{taken.reading_s:>10.1f} {processor:>12} {speed} {taken.all_s:>7.1f}"
    return f"{taken.name:<11} {size} {times}  {memory}  {estimate}"


def measure(name: str, scale: float, with_model: bool) -> Taken:
    """Make the files of a case and take them into a library."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as parent:
        source = Path(parent) / "in"
        source.mkdir()
        if name == _SMALL:
            small_texts(source, max(1, round(_SMALL_COUNT * scale)))
        else:
            make, size = LARGE[name]
            (source / f"large.{name}").write_bytes(make(max(1, round(size * scale))))
        bytes_in = sum(file.stat().st_size for file in source.rglob("*") if file.is_file())
        embedder = _model() if with_model else _NoModel()
        with Library.create(Path(parent) / "library", embedder.identity) as library:
            return _take(name, library, source, embedder, bytes_in)


def _take(name: str, library: Library, source: Path, embedder: Embedder, bytes_in: int) -> Taken:
    watch = _Watch()
    with ParsingProcess() as process, _ReaderMemory() as reader:
        timed = _Timed(process)
        started = time.perf_counter()
        ingest.add(library, [source], embedder, watch, preparing=timed)
        all_s = time.perf_counter() - started
    reader_s = _processor_s_of_children()
    documents: tuple[DocumentInfo, ...] = tuple(library.documents())
    first, worst = watch.ratios(all_s)
    return Taken(
        name=name,
        files=len(documents),
        megabytes=bytes_in / 1e6,
        pages=sum(document.pages or 0 for document in documents),
        chunks=sum(document.chunks for document in documents),
        reading_s=timed.seconds,
        processor_s=reader_s,
        all_s=all_s,
        program_mb=peak_memory_mb(),
        reader_mb=reader.peak_mb,
        first_estimate=first,
        worst_estimate=worst,
    )


def estimates(told: Sequence[tuple[float, float]], all_s: float) -> tuple[float, float]:
    """What could be said of the time for all, over the true time: after a tenth of it, and the worst one after that.

    Args:
        told: seconds since the beginning, with the part of the work that was said to be done then, 0 to 1.
        all_s: the true time.
    """
    later = [seconds / part / all_s for seconds, part in told if part >= _TOLD_FROM and seconds >= all_s / 10]
    if not later:
        return 1.0, 1.0
    return later[0], max(later, key=lambda ratio: max(ratio, 1 / ratio))


@dataclass
class _Watch:
    """Notes down how far the work is said to be."""

    began: float = field(default_factory=time.perf_counter)
    told: list[tuple[float, float]] = field(default_factory=list)

    def __call__(self, progress: ingest.Progress) -> None:
        part = (progress.done + progress.part) / max(1, progress.total)
        self.told.append((time.perf_counter() - self.began, part))

    def ratios(self, all_s: float) -> tuple[float, float]:
        return estimates(self.told, all_s)


class _Timed:
    """Prepares files by a process and sums up how long that takes."""

    def __init__(self, process: ParsingProcess) -> None:
        self._process = process
        self.seconds = 0.0

    def start(
        self, content: bytes, name: str, settings: ChunkSettings, recognised: Sequence[RecognisedPage] = ()
    ) -> Callable[[], Prepared]:
        started = time.perf_counter()
        done: list[float] = []
        wait = self._process.start(content, name, settings, recognised)

        def note() -> None:
            try:
                wait()
            finally:
                done.append(time.perf_counter())

        watcher = Thread(target=note, daemon=True)
        watcher.start()

        def waited() -> Prepared:
            watcher.join()
            self.seconds += done[0] - started
            return wait()

        return waited


class _ReaderMemory:
    """Looks now and then at the most memory that a child of this process has held, where Linux tells."""

    peak_mb: float | None = None

    def __enter__(self) -> _ReaderMemory:
        self._ended = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK_EVERY_S):
            for task in Path("/proc/self/task").glob("*/children"):
                for child in _read(task).split():
                    for line in _read(Path(f"/proc/{child}/status")).splitlines():
                        if line.startswith("VmHWM:"):
                            self.peak_mb = max(self.peak_mb or 0.0, int(line.split()[1]) * 1024 / 1e6)


def _processor_s_of_children() -> float | None:
    """Seconds of processor time of the children that have ended, where the system tells."""
    if sys.platform == "win32":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace")
    except OSError:  # it has just ended
        return ""


class _NoModel:
    """Vectors that mean nothing, of the model's size."""

    identity = EmbedderIdentity("no model", "0" * 64, "fp32", 384)

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        vectors = np.stack([np.random.default_rng(crc32(one.encode())).standard_normal(384) for one in texts])
        unit: FloatArray = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        return self.embed_documents(texts)


def _model() -> Embedder:
    from rag.assemble import default_embedder

    embedder = default_embedder()
    embedder.embed_queries(["so that loading it is not a part of the time"])
    return embedder


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
