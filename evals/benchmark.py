"""How fast the product is on this computer, over the sample documents.

    python -m evals.benchmark [--runs N] [--variants]

Prints one table. A whole ``quotewise ask`` is measured as a person meets it, a process of its own; everything else in
this process. ``--variants`` also compares settings with the product's own, question by question, as ratios: they hold
on a busy computer too, where times do not. Look at the load before you believe a time.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.datasets.own import DOCUMENTS, read_own
from index import ingest
from index.embedding import Embedder
from index.library import Library
from index.models import cache_folder, exported_default
from rag.answerer import Answerer
from rag.assemble import READER, READER_WEIGHTS, default_embedder, default_retriever, open_answerer
from rag.cross_encoder import CrossEncoder
from rag.reader_weights import load_weights
from rag.settings import Settings
from rag.span_reader import SpanReader

_IMPORT_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)")
_DEAREST = 8
_COMPARED = 40
_METER = """
import os, subprocess, sys, time
started = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
if hasattr(os, "wait4"):
    _, status, used = os.wait4(child.pid, 0)
    code = child.returncode = os.waitstatus_to_exitcode(status)
    # kilobytes, but bytes on macOS
    user, peak = used.ru_utime, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
else:
    code, user, peak = child.wait(), float("nan"), float("nan")
print(time.perf_counter() - started, user, peak)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, its value in words, and from how many measurements."""

    what: str
    value: str
    n: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost; NaN where the system does not tell."""

    wall_s: float
    user_s: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the earlier ones of its conversation."""

    question: str
    history: tuple[str, ...] = ()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measures how fast questions are answered and documents are read in.")
    parser.add_argument("--runs", type=int, default=7, help="how often a whole process is started (default: 7)")
    parser.add_argument("--variants", action="store_true", help="also compare settings with the product's own")
    options = parser.parse_args(arguments)
    asked = questions()
    before = load_average()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        embedder = default_embedder()
        with Library.create(Path(folder), embedder.identity) as library:
            rows = [*indexing(library, embedder)]
            rows += cold(Path(folder), asked[0].question, options.runs)
            rows += warm(open_answerer(library, embedder), asked)
            if options.variants:
                rows += variants(library, embedder, asked[:_COMPARED])
    rows.append(Row("load average, before -> after", f"{before} -> {load_average()} on {os.cpu_count()} processors", 1))
    width = max(len(row.what) for row in rows)
    for row in rows:
        print(f"{row.what:<{width}}  {row.value:<36}  n={row.n}")


def questions() -> list[Asked]:
    """The example questions, then the tuning half of the project's own."""
    examples = json.loads((DOCUMENTS.parent / "examples.json").read_text(encoding="utf-8"))
    own = read_own("tune").questions
    return [Asked(each["question"]) for each in examples] + [Asked(each.question, each.history) for each in own]


def indexing(library: Library, embedder: Embedder) -> Iterator[Row]:
    """Read the sample documents in."""
    started = time.perf_counter()
    reports = ingest.add(library, [DOCUMENTS], embedder)
    seconds = time.perf_counter() - started
    characters = sum(document.characters for document in library.documents())
    yield Row("indexing, characters a second", f"{characters / seconds:,.0f}", len(reports))
    yield Row("indexing, seconds for all samples", f"{seconds:.1f} ({characters:,} characters)", len(reports))


def cold(library: Path, question: str, runs: int) -> Iterator[Row]:
    """A whole process from its start to its end, after one that fills the disk cache."""
    command = [sys.executable, "-m", "ui.command_line", "ask", question, "--library", str(library)]
    run_process(command)
    costs = [run_process(command) for _ in range(runs)]
    for name, values, unit in (
        ("user time", [cost.user_s for cost in costs], "s"),
        ("wall time", [cost.wall_s for cost in costs], "s"),
        ("peak memory", [cost.peak_mb for cost in costs], "MB"),
    ):
        spread = f"{min(values):.2f} to {max(values):.2f}"
        yield Row(f"quotewise ask, {name}, median", f"{np.median(values):.2f} {unit} ({spread})", runs)
    told = subprocess.run(  # noqa: S603 - no word of it is input
        [sys.executable, "-X", "importtime", *command[1:]], capture_output=True, text=True, check=True
    )
    for name, seconds in dearest_imports(told.stderr):
        yield Row(f"quotewise ask, importing {name}", f"{seconds * 1000:.0f} ms", 1)


def run_process(command: Sequence[str]) -> Cost:
    """Run a process to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    # By way of a small process: a child's peak memory counts from what its parent held when it was started.
    told = subprocess.run([sys.executable, "-c", _METER, *command], capture_output=True, text=True, check=True)  # noqa: S603
    wall, user, peak = map(float, told.stdout.split())
    return Cost(wall, user, peak)


def dearest_imports(told: str) -> list[tuple[str, float]]:
    """The packages whose own modules took the most seconds, from what ``python -X importtime`` wrote."""
    spent: Counter[str] = Counter()
    for microseconds, module in _IMPORT_LINE.findall(told):
        spent[module.partition(".")[0]] += int(microseconds)
    return [(name, microseconds / 1e6) for name, microseconds in spent.most_common(_DEAREST)]


def warm(answerer: Answerer, asked: Sequence[Asked]) -> Iterator[Row]:
    """Each question once, after a first one that loads what is loaded late."""
    answerer.ask(asked[0].question)
    wall, processor = [], []
    for each in asked:
        seconds, used = time.perf_counter(), time.process_time()
        answerer.ask(each.question, each.history)
        wall.append(time.perf_counter() - seconds)
        processor.append(time.process_time() - used)
    for name, values in (("wall time", wall), ("processor time", processor)):
        p50, p95 = np.percentile(values, [50, 95]) * 1000
        yield Row(f"warm question, {name}, p50 and p95", f"{p50:.0f} ms and {p95:.0f} ms", len(values))


def variants(library: Library, embedder: Embedder, asked: Sequence[Asked]) -> Iterator[Row]:
    """Other settings against the product's own; the answers that stay the same are counted beside the time."""
    from index.onnx_embedder import OnnxEmbedder

    model = exported_default(cache_folder())
    usual = open_answerer(library, embedder)
    others = {f"{count} sentences compared": reading_sentences(library, embedder, count) for count in (12, 16, 24, 32)}
    if model is not None:
        others |= {f"{n} thread(s)": open_answerer(library, OnnxEmbedder(model, threads=n)) for n in (1, 2)}
    for answerer in others.values():
        answerer.ask(asked[0].question)
    times: dict[str, list[float]] = {name: [] for name in others}
    same: Counter[str] = Counter()
    for each in asked:
        expected, usual_s = timed(usual, each)
        for name, answerer in others.items():
            found, seconds = timed(answerer, each)
            times[name].append(seconds / usual_s)
            same[name] += found == expected
    for name, ratios in times.items():
        kept = f"{same[name]}/{len(ratios)} answers the same"
        yield Row(f"time against the usual, {name}", f"x{np.median(ratios):.2f}, {kept}", len(ratios))


def reading_sentences(library: Library, embedder: Embedder, count: int) -> Answerer:
    """The product's chain, but with another number of sentences compared in meaning."""
    model, weights = CrossEncoder(READER), load_weights(READER_WEIGHTS)
    return Answerer(
        library,
        embedder,
        default_retriever,
        lambda embedder, rarity: SpanReader(model, embedder, rarity, weights, embedded=count),
        Settings(),
    )


def timed(answerer: Answerer, asked: Asked) -> tuple[str, float]:
    """The answer's words and the seconds that it took."""
    started = time.perf_counter()
    answer = answerer.ask(asked.question, asked.history)
    return answer.answer, time.perf_counter() - started


def load_average() -> str:
    """How many processes wanted to run in the last minute."""
    read: Callable[[], tuple[float, float, float]] | None = getattr(os, "getloadavg", None)
    return f"{read()[0]:.1f}" if read else "unknown"


if __name__ == "__main__":
    main()
