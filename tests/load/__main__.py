"""``python -m tests.load``: 20 visitors with 20 questions each over the sample documents, on the real server."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from index.library import Library
from rag.assemble import default_embedder, open_answerer
from tests.load.playing import mistakes, percentile, play, questions_of, shares
from tests.ui.running import running_chat
from ui.folders import sample_documents
from ui.library_desk import open_desk

PASSPHRASE = "a boat on the river"
NO_LIMIT = 1_000_000
QUESTIONS = Path(__file__).parent.parent.parent / "evals" / "questions" / "own.jsonl"


def main(arguments: list[str]) -> int:
    """Play and report; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--visitors", type=int, default=20, metavar="N")
    parser.add_argument("--questions", type=int, default=20, metavar="N", help="of each visitor, one after the other")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        library = Path(folder) / "library"
        desk = open_desk(library)
        for file in sorted(sample_documents().iterdir()):
            desk.add(file.name, file.read_bytes(), lambda part: None)
        asked = shares(questions_of(QUESTIONS), options.visitors, options.questions)
        with running_chat(library, passphrase=PASSPHRASE, questions_a_minute=NO_LIMIT) as (_, address):
            started = time.perf_counter()
            played = asyncio.run(play(address, asked, PASSPHRASE))
            seconds = time.perf_counter() - started
        embedder = default_embedder()
        with Library.open(library, embedder.identity) as opened:
            wrong = list(mistakes(played, open_answerer(opened, embedder)))
    times = [each.seconds for one in played for each in one.asked]
    tell = sys.stdout.write
    tell(f"{len(played)} visitors, {len(times)} answers in {seconds:.0f} s on {os.cpu_count()} processors\n")
    if hasattr(os, "getloadavg"):
        tell(f"load of this computer over the last minutes: {' '.join(f'{load:.1f}' for load in os.getloadavg())}\n")
    if times:
        tell(f"from question to answer: p50 {percentile(times, 0.5):.2f} s, p95 {percentile(times, 0.95):.2f} s\n")
    tell("".join(f"{line}\n" for line in wrong[:20]) + f"mistakes: {len(wrong)}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
