"""What is taken away: answers with their quotes, as the lines that every form of export is made of. Pure.

Every foreign text is a line of its own or stands after our own words, so no sign that turns the direction of writing
round can reorder what we say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from evals.markup import showable
from rag.answer import Answer, Quote, Status
from rag.quoting import display
from ui.wording import chat
from ui.wording import exporting as wording
from ui.wording.evaluation import moment as moment_in_words

_LONGEST_NAME = 60
_TURNS_ROUND = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Export:
    """Answers to be taken away, in the order in which they were asked; ``moment`` is when, in ISO 8601."""

    answers: tuple[Answer, ...]
    moment: str


@dataclass(frozen=True, slots=True)
class NumberedQuote:
    """A quote with the number that it is shown with and the line that says where it stands."""

    number: int
    quote: Quote
    source: str


def numbered(answer: Answer) -> tuple[NumberedQuote, ...]:
    """The quotes of an answer, or the nearest passages of a refusal."""
    shown = answer.quotes or answer.nearest
    return tuple(NumberedQuote(number, quote, _source(number, quote)) for number, quote in enumerate(shown, start=1))


def answer_words(answer: Answer) -> str:
    """The answer, or that the documents do not say."""
    return answer.answer if answer.status is Status.ANSWERED else chat.NOT_FOUND


def quotes_heading(answer: Answer) -> str:
    """What stands above the quotes."""
    return chat.QUOTES if answer.status is Status.ANSWERED else chat.NEAREST


def facts(answer: Answer) -> tuple[tuple[str, str], ...]:
    """What is said about an answer besides its words, as names with values: how sure, what was searched, warnings."""
    found: list[tuple[str, str]] = []
    if answer.quotes:
        found.append((wording.HOW_SURE, chat.certainty(answer.confidence)))
    if answer.searched_for != answer.question:
        found.append((wording.SEARCHED_FOR, label(answer.searched_for)))
    conflicts = [wording.disagree(", ".join(map(str, group))) for group in answer.conflicts]
    return (*found, *((wording.NOTE, label(note)) for note in (*conflicts, *answer.warnings)))


def taken_on(export: Export) -> str:
    """When the answers were taken away."""
    return wording.taken_on(moment_in_words(export.moment))


def label(text: str) -> str:
    """A name or remark on one line, without signs that cannot be shown or that turn the direction of writing round."""
    return _TURNS_ROUND.sub("�", " ".join(showable(text).split()))


def file_name(export: Export, suffix: str) -> str:
    """A name for the file: "Quotewise How much is the rent.docx"; made of letters, digits and spaces only."""
    words = re.sub(r"[\W_]+", " ", export.answers[0].question).strip() if len(export.answers) == 1 else ""
    return f"{wording.FILE_NAME} {words[:_LONGEST_NAME].strip() or wording.TITLE}.{suffix}"


def plain_text(answers: Sequence[Answer], moment: str) -> str:
    """The answers with their references for the clipboard.

    Each line begins with a word of ours or a mark, so a spreadsheet takes none of them for a formula.
    """
    lines: list[str] = []
    for answer in answers:
        lines += [f"{wording.QUESTION}: {label(answer.question)}"]
        lines += [f"{wording.ANSWER}: {label(line)}" for line in answer_words(answer).splitlines()]
        lines += [f"{name}: {value}" for name, value in facts(answer)]
        lines += ["", f"{quotes_heading(answer)}:"] if numbered(answer) else []
        for one in numbered(answer):
            lines += [f"[{one.number}] “{showable(display(one.quote.text)).strip()}”", f"    – {one.source}"]
        lines.append("")
    return "\n".join([*lines, taken_on(Export(tuple(answers), moment))])


def _source(number: int, quote: Quote) -> str:
    return wording.quote_from(number, label(quote.title), label(quote.place.label), label(PurePath(quote.source).name))
