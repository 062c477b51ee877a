"""How answers, documents and progress look in a terminal. Pure: text in, text out."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from index.document import DocumentInfo
from index.file_reports import FileReport, Outcome
from index.known_files import KnownFile
from rag.answer import Answer, Quote, Status
from rag.quoting import display
from ui.wording.chat import count

if TYPE_CHECKING:
    from ui.verification import Check

_BEGINNING = 60
"""Characters of a quote that tell which one it is."""
_OUTCOMES = {
    Outcome.ADDED: "added",
    Outcome.UPDATED: "updated",
    Outcome.UNCHANGED: "unchanged",
    Outcome.COPY: "copy",
    Outcome.RENAMED: "renamed",
    Outcome.REFUSED: "not read",
    Outcome.REMOVED: "removed",
    Outcome.EXCLUDED: "left out",
}


def answer_text(answer: Answer, width: int) -> str:
    """An answer with its quotes and places, wrapped to ``width`` columns."""
    lines: list[str] = []
    if answer.searched_for.strip() != answer.question.strip():
        lines += [f"I searched for: {printable(display(answer.searched_for))}", ""]
    if answer.status is Status.ANSWERED:
        lines += textwrap.wrap(printable(answer.answer), width) or [""]
        for number, quote in enumerate(answer.quotes, start=1):
            lines += ["", *_quote_lines(f"[{number}]", quote, width)]
    else:
        lines.append("Your documents don’t say.")
        if answer.nearest:
            lines += ["", "Nearest passages (they do not answer the question):"]
        for quote in answer.nearest:
            lines += ["", *_quote_lines(" - ", quote, width)]
    for numbers in answer.conflicts:
        lines += ["", "Your documents disagree: see " + ", ".join(f"[{number}]" for number in numbers) + "."]
    for warning in answer.warnings:
        lines += ["", *textwrap.wrap(f"Note: {printable(warning)}", width)]
    return "\n".join(lines)


def _quote_lines(mark: str, quote: Quote, width: int) -> list[str]:
    indent = " " * (len(mark) + 1)
    words = textwrap.fill(
        f"“{printable(display(quote.text))}”", width, initial_indent=f"{mark} ", subsequent_indent=indent
    )
    whence = ", ".join(printable(part) for part in (quote.title, quote.place.label) if part)
    return [*words.splitlines(), f"{indent}— {whence}"]


def report_line(report: FileReport) -> str:
    """One line about one file: what became of it, and why if it was not read."""
    line = f"{_OUTCOMES[report.outcome]:>9}  {printable(report.name)}"
    if report.reason:
        line += f": {printable(report.reason)} {printable(report.next_step)}".rstrip()
    if report.document is not None and report.document.tables:
        line += f"\n           {count(report.document.tables, 'table')}"
    if report.document is not None:
        line += "".join(f"\n           {printable(notice.message)}" for notice in report.document.notices)
    return line


def removal_line(removed: KnownFile) -> str:
    """One line about what was removed, and where its text still stands."""
    line = f"  removed  {printable(removed.title)}  ({printable(removed.source)})"
    if isinstance(removed, DocumentInfo) and removed.copies:
        line += f": its text stays, because {printable(removed.copies[0].source)} holds the same"
    return line


def check_line(number: int, check: Check) -> str:
    """One line about one exported quote: its number in the file, what became of it, its document, how it begins."""
    title = f"{check.title}: " if check.title else ""
    words = " ".join(check.quote.text.split())
    return printable(f"{number:>4}  {check.verdict}  {title}“{textwrap.shorten(words, _BEGINNING, placeholder=' …')}”")


def printable(text: str) -> str:
    """``text`` without control characters, which a hostile document could use to take over a terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def columns() -> int:
    """The width to wrap to: the terminal's, at most 100."""
    return min(100, shutil.get_terminal_size((80, 24)).columns)
