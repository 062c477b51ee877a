"""How soon the first quote is seen: ``python -m tests.ui.first_quote`` plays it over the sample documents and prints it.

No test asserts a time: it is that of the machine, and of what else runs on it.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from index import ingest
from index.library import Library
from index.settings import ChunkSettings
from rag.assemble import default_embedder
from tests.ui.running import running_chat
from tests.ui.test_browser import FLAGS, TIMEOUT_MS, Visit
from ui.folders import example_questions, sample_documents


def main() -> None:
    """Ask every example question once in a fresh conversation and print the seconds to question and first quote."""
    questions = [entry["question"] for entry in json.loads(example_questions().read_text(encoding="utf-8"))]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library_folder = Path(folder) / "library"
        embedder = default_embedder()
        library = Library.create(library_folder, embedder.identity, ChunkSettings())
        ingest.add(library, [sample_documents()], embedder)
        library.close()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        with running_chat(library_folder, example_questions()) as (_, where):
            took = [_seconds(Visit(browser, where, 1280), question) for question in questions]
        browser.close()
    for question, (asked, seen) in zip(questions, took, strict=True):
        sys.stdout.write(f"{asked:5.2f} s  {seen:5.2f} s  {question}\n")
    asked, seen = (statistics.median(each) for each in zip(*took, strict=True))
    sys.stdout.write(f"{asked:5.2f} s  {seen:5.2f} s  median: the question is seen, its first quote is seen\n")


def _seconds(visit: Visit, question: str) -> tuple[float, float]:
    field = visit.page.get_by_test_id("stChatInputTextArea")
    field.fill(question)
    begun = time.perf_counter()
    field.press("Enter")
    expect(visit.page.locator(".qw-question").last).to_contain_text(question, timeout=TIMEOUT_MS)
    asked = time.perf_counter() - begun
    visit.page.locator(".qw-turn blockquote").first.wait_for(state="visible")
    return asked, time.perf_counter() - begun


if __name__ == "__main__":
    main()
