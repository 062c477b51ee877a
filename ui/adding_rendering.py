"""How far the reading of files is, and what became of them, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.evaluation_status import State
from ui.additions import BUSY, OPENING, WAITING, Addition
from ui.desk import Receipt
from ui.markup import Html, joined, tag
from ui.wording import documents as wording

_SHOWN = 100
"""So many lines of one kind are shown at most; the others are counted."""
_OPEN = 6
"""A report of no more lines than this is shown whole."""


def progress_of(addition: Addition) -> tuple[float, str]:
    """The part that is done, 0 to 1, and what is going on in words, with an estimate where there is one."""
    status = addition.status
    if status.stage in (WAITING, OPENING):
        return 0.0, wording.WAITING if status.stage == WAITING else wording.OPENING
    part = min((status.done + status.part) / status.total, 1.0) if status.total else 0.0
    if status.stage == BUSY:
        return part, wording.BUSY
    words = wording.reading(status.name, status.done, status.total)
    return part, " · ".join(filter(None, (words, wording.time_left(status.seconds_left))))


def ended_html(addition: Addition) -> Html:
    """How an addition ended that did not come to its end; nothing for one that did."""
    status = addition.status
    if status.state in (State.RUNNING, State.DONE):
        return Html("")
    said = wording.STOPPED if status.state is State.STOPPED else f"{wording.BROKEN_OFF} {status.reason}".strip()
    left = wording.left_over(status.total - status.done)
    return tag("p", " ".join(filter(None, (said, left))), class_="qw-note", role="status", dir="auto")


def report_html(receipts: Sequence[Receipt]) -> Html:
    """What became of the files: a sentence, then those that need a look, then all others folded away."""
    refused = [one for one in receipts if not one.added]
    partly = [one for one in receipts if one.added and one.partly]
    fine = [one for one in receipts if one.added and not one.partly]
    told = [one for one in fine if not one.unchanged]
    summary = wording.report_heading(
        len(told) or (len(fine) if len(receipts) <= _OPEN else 0), len(partly), len(refused)
    )
    if len(receipts) <= _OPEN:
        return joined(_summary(summary), _lines([*refused, *partly, *fine]))
    folded = tag("details", tag("summary", wording.EVERY_FILE), _lines(told or fine)) if fine else Html("")
    return joined(_summary(summary), _lines([*refused, *partly]), folded)


def _summary(words: str) -> Html:
    return tag("p", words, class_="qw-summary", role="status")


def _lines(receipts: Sequence[Receipt]) -> Html:
    """A line for each file: its name and what became of it."""
    if not receipts:
        return Html("")
    lines = [
        tag("li", tag("strong", tag("bdi", _short(one.name))), tag("span", one.message, dir="auto"), class_=_kind(one))
        for one in receipts[:_SHOWN]
    ]
    if len(receipts) > _SHOWN:
        lines.append(tag("li", wording.and_more(len(receipts) - _SHOWN)))
    return tag("ul", *lines, class_="qw-receipts")


def _short(name: str) -> str:
    """The name of a file without the way to it; uploads have none."""
    return Path(name).name if Path(name).is_absolute() else name


def _kind(receipt: Receipt) -> str:
    if not receipt.added:
        return "qw-refused"
    return "qw-partly" if receipt.partly else "qw-added"
