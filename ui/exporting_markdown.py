"""Answers as Markdown, and the quotes of such a file read back. Pure.

Every foreign text is a code span. Escapes would not do: several programs look for addresses in text whose escapes are
gone already, and make links of them. In a code span nothing is interpreted anywhere.
"""

from __future__ import annotations

import re

from evals.markup import showable
from ui.exporting import Export, answer_words, facts, label, numbered, quotes_heading, taken_on
from ui.exporting_references import ExportedQuote, read, written
from ui.wording import exporting as wording

_HARD_BREAK = "\\"
_REFERENCE = re.compile(rf"{wording.REFERENCE}: `([^`]*)`")
_SPAN = re.compile(r"(`+)( ?)(.*?)\2\1")


def to_markdown(export: Export) -> str:
    """The file, in UTF-8."""
    lines = [f"# {wording.TITLE}", "", taken_on(export), wording.LITERAL, ""]
    for position, answer in enumerate(export.answers, start=1):
        lines += [f"## {wording.QUESTION} {position}", "", *_literal("", answer.question), ""]
        lines += [f"**{wording.ANSWER}:**", "", *_literal("", answer_words(answer)), ""]
        for name, value in facts(answer):
            lines += [f"**{name}:** {value if name == wording.HOW_SURE else code(value)}", ""]
        if quotes := numbered(answer):
            lines += [f"### {quotes_heading(answer)}", ""]
        for one in quotes:
            lines += [code(one.source), "", *_literal("> ", one.quote.text), ""]
            lines += [f"{wording.REFERENCE}: `{written(one.quote)}`", ""]
    return "\n".join(lines)


def quotes_in_markdown(text: str) -> tuple[ExportedQuote, ...]:
    """The quotes of a file made by ``to_markdown``, in order, whatever was done to it since."""
    found: list[ExportedQuote] = []
    quoted: list[str] = []
    for line in text.splitlines():
        if line.startswith(">"):
            quoted.append(_words(line[1:].strip()))
        elif marked := _REFERENCE.fullmatch(line.strip()):
            found.append(ExportedQuote("\n".join(quoted), read(marked[1]), exact=False))
            quoted = []
        elif line.strip() and quoted:
            found.append(ExportedQuote("\n".join(quoted), None, exact=False))
            quoted = []
    return (*found, *([ExportedQuote("\n".join(quoted), None, exact=False)] if quoted else []))


def code(line: str) -> str:
    """One line as a code span: set between more backticks than it has in a row."""
    marks = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    gap = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{marks}{gap}{line}{gap}{marks}"


def _literal(start: str, text: str) -> list[str]:
    """A text line by line, each behind ``start``; lines without words are left out."""
    lines = [" ".join(line.split()) for line in showable(text).splitlines()]
    spans = [f"{start}{code(line)}" for line in lines if line] or [f"{start}{code(label(text) or '…')}"]
    return [*(span + _HARD_BREAK for span in spans[:-1]), spans[-1]]


def _words(line: str) -> str:
    """What a line of a quote says; a line that is no code span any more is taken as it is."""
    found = _SPAN.fullmatch(line.removesuffix(_HARD_BREAK))
    return found[3] if found else line
