"""Every word about conversations and notebooks."""

from __future__ import annotations

from datetime import datetime, timedelta

from ui.wording.chat import day

CONVERSATIONS = "Your conversations"
NEW = "New conversation"
NONE = "What you ask is kept here, so that you can come back to it."
NOT_KEPT = "Conversations are not kept just now. You can ask all the same."
NOT_KEPT_WHY = "Why?"
FIND = "Find a conversation"
NO_MATCH = "No conversation has that in it."
SHOW_ALL = "Show all"
SHOW_FEWER = "Show fewer"
RENAME = "Rename"
NEW_TITLE = "Title"
SAVE = "Save this title"
DELETE = "Delete…"
DELETE_HINT = "The questions and what you said about the answers are deleted for good. Your documents stay."
DELETE_NOW = "Delete this conversation"
GONE = "That conversation is not here any more. You can begin a new one."
NOT_ANSWERED_THEN = "A problem was in the way when you asked this. Ask it again."
TODAY = "Today"
YESTERDAY = "Yesterday"

NOTEBOOK = "Notebook"
NOTEBOOKS = "Your notebooks"
FIRST_NOTEBOOK = "My documents"
NEW_NOTEBOOK = "Name of a new notebook, with documents of its own"
CREATE = "Begin it"
RENAME_NOTEBOOK = "Name of this notebook"
SAVE_NOTEBOOK = "Save this name"
DELETE_NOTEBOOK = "Delete this notebook…"
DELETE_NOTEBOOK_HINT = (
    "Its documents and conversations are deleted for good. Files in your own folders stay where they are."
)
DELETE_NOTEBOOK_NOW = "Yes, delete it for good"
NAME_NEEDED = "A notebook needs a name."
NAME_TAKEN = "Another notebook has this name already."
TOO_MANY_NOTEBOOKS = "There are {most} notebooks already. Delete one first."
NOT_DELETABLE = "This notebook was not made here, so it cannot be deleted here. You can remove its documents."
NOT_DELETED = "The notebook could not be deleted wholly ({reason}). Close what uses its files, and delete it again."


def group(moment: str, now: datetime) -> str:
    """The heading above the conversations of a day: "Today", "Yesterday", "3 March 2025"."""
    try:
        date = datetime.fromisoformat(moment).astimezone().date()
    except ValueError:
        return moment
    today = now.astimezone().date()
    if date == today:
        return TODAY
    return YESTERDAY if date == today - timedelta(days=1) else day(moment)


def show_all(number: int) -> str:
    """On the button under a list that is cut: "Show all 23"."""
    return f"{SHOW_ALL} {number:,}"
