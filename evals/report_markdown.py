"""A report as Markdown. Every word of documents, questions and sheets is escaped, so it shows as it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from evals.markup import showable
from evals.report_changes import Changes
from evals.report_context import ShownQuote
from evals.report_question import NOT_FOUND
from evals.report_rows import Report, ShownQuestion
from evals.scoring import Scores

# What Markdown reads inside a line; no foreign word stands at the beginning of one.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|#~$&@]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def as_markdown(report: Report) -> str:
    """The report as Markdown: summary, types, changes, and every question, those that went wrong first."""
    lines = [f"# Evaluation: {_words(report.title)}", ""]
    lines += [f"- {_words(name)}: {_words(value)}" for name, value in report.facts]
    lines += ["", "## Every measure", "", score_table(report.scores), ""]
    lines += [f"- **{_words(one.name)}**: {_words(one.meaning)}" for one in report.scores.scores]
    lines += ["", "## Right, by type of question", "", "| type | right | 95 % interval | n |", "|---|---:|---|---:|"]
    lines += [
        f"| {_words(one.type or '(no type)')} | {one.right.value:.3f} | {one.right.low:.3f} to {one.right.high:.3f} "
        f"| {one.right.n} |"
        for one in report.scores.by_type
    ]
    lines += ["", "| verdict | questions |", "|---|---:|"]
    lines += [f"| {name} | {n} |" for name, n in Counter(one.verdict for one in report.questions).most_common()]
    if report.changes:
        lines += _changes(report.changes)
    for name, failed in (("What went wrong", True), ("The other questions", False)):
        lines += ["", f"## {name}"]
        lines += [line for one in report.questions if one.failed is failed for line in _question(one)]
    return "\n".join(lines) + "\n"


def score_table(scores: Scores) -> str:
    """The measures as a Markdown table."""
    lines = ["| measure | value | 95 % interval | n |", "|---|---:|---|---:|"]
    told = ((one.name, one.estimate) for one in scores.scores)
    lines += [
        f"| {name} | {found.value:.3f} | {found.low:.3f} to {found.high:.3f} | {found.n} |" for name, found in told
    ]
    return "\n".join(lines)


def _changes(changes: Changes) -> Iterator[str]:
    yield from ("", f"## What changed since {_words(changes.before)}", "")
    found = changes.comparison
    yield f"In both runs: {found.in_common} questions; with other gold, left out: {len(found.other_gold)}"
    yield from ("", "| measure | before | now | change | p | n |", "|---|---:|---:|---:|---:|---:|")
    for name, one in found.differences:
        yield f"| {name} | {one.first:.3f} | {one.second:.3f} | {one.change:+.3f} | {one.p:.4f} | {one.n} |"
    for name, right in (("Turned wrong", False), ("Turned right", True)):
        rows = [one for one in changes.turned if one.right_now is right]
        yield from ("", f"### {name} ({len(rows)})", "")
        for row in rows:
            before, now = (_words(answer) or NOT_FOUND for answer in (row.answer_before, row.answer_now))
            yield f"- Question {_words(row.id)}: {_words(row.question)} — before: {before} — now: {now}"


def _question(one: ShownQuestion) -> Iterator[str]:
    yield from ("", f"### Question {_words(one.id)}: {one.verdict}", "", f"- Question: {_words(one.question)}")
    if one.history:
        yield f"- Asked before: {_several(one.history)}"
    if one.searched_for not in ("", one.question):
        yield f"- Searched for: {_words(one.searched_for)}"
    yield f"- Answer: {_words(one.answer) or NOT_FOUND} (confidence {one.confidence:.2f})"
    if one.gold is not None:
        yield f"- Gold: {_several(one.gold) or 'the documents don’t say'}"
    yield from (f"- Evidence in {_words(gold.document)}: {_words(gold.text)}" for gold in one.evidence)
    yield from (_quote("Quote", quote) for quote in one.quotes)
    yield from (_quote("Nearest", quote) for quote in one.nearest)


def _quote(name: str, one: ShownQuote) -> str:
    before, after = (_words("".join(piece.text for piece in side)) for side in (one.before, one.after))
    quoted = f"{before} **{_words(one.text)}** {after}".strip()
    return f"- {name} from {_words(one.document)}, {_words(one.place)}: {quoted}"


def _several(items: Sequence[str]) -> str:
    return " / ".join(map(_words, items))


def _words(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found.group(), " ".join(showable(text).split()))
