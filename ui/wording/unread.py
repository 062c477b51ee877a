"""What is said about files that could not be read, or were read in part."""

from __future__ import annotations

from index.document import Notice, NoticeCode
from ui.wording.chat import count

DISMISS = "Forget it"
DISMISS_ALL = "Forget them all"
DISMISS_HINT = "It is no longer named here. The file itself stays where it is; add it again at any time."
EARLIER_STAYS = "What was read of it before can still be asked."
SHOWN = 20
"""So many files that could not be read are named at once."""

_NEXT_STEPS = {
    NoticeCode.PAGES_WITHOUT_TEXT: "Read them with: quotewise read-scans",
    NoticeCode.PAGES_DAMAGED: "Open the file and save it anew, or get it again; then add it again.",
    NoticeCode.GARBLED: "Get the file in another form, or print it to a new PDF and add that.",
    NoticeCode.UNSURE: "Compare quotes from there with the page.",
    NoticeCode.CUT: "Split the file into smaller ones and add these.",
    NoticeCode.TRUNCATED: "Get the whole file again and add it anew.",
    NoticeCode.ATTACHMENTS: "Save the attachment as a file of its own and add that.",
    NoticeCode.PARTS_DAMAGED: "Open the file in the program that made it, save it, and add it again.",
}


def with_next_step(loss: Notice) -> str:
    """What a document lacks, and on the command line what to do about it where the notice itself does not say so."""
    return f"{loss.message} {_NEXT_STEPS.get(loss.code, '')}".rstrip()


def tried_on(day: str) -> str:
    """When a file could not be read: "Tried on 3 March 2026"."""
    return f"Tried on {day}"


def could_not_be_read(number: int) -> str:
    """How many files could not be read: "2 files could not be read"."""
    return f"{count(number, 'file')} could not be read"
