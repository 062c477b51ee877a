"""Every word about the documents: the list of them, adding, removing."""

from __future__ import annotations

from ui.wording.chat import count

DOCUMENTS = "Your documents"
NO_DOCUMENTS = "There are none yet. Add some files, and then ask."
FILTER = "Find a document"
NO_MATCH = "No document has that in its name."
EARLIER_DOCUMENTS = "Earlier"
LATER_DOCUMENTS = "Later"

ADD = "Add documents"
CHOOSE_FILES = "Choose files"
CHOOSE_FOLDER = "Choose a folder"
DROP = "or drop them"
ADD_FOLDER = "Add a folder"
ADD_FOLDER_FILES = "The files of a folder"
ADD_KINDS = (
    "PDF, Word, Excel, PowerPoint, OpenDocument, web pages, mail, e-books, subtitles, Markdown, plain text, and "
    "pictures of text (PNG, JPEG, TIFF). Up to 200 MB a file."
)
FOLDER_PATH = "Or: the place of a folder on this computer"
FOLDER_EXAMPLE = "/home/me/Letters"
FOLDER_HINT = "It stays where it is. What changes in it later can be read again with one click."
READ_FOLDER = "Read this folder"
FOLDER_MISSING = "There is no folder at that place. Copy its full path from your file window."
TOO_MANY = "These are more than {most:,} files at once. Type the place of their folder instead, or add them in parts."

OPENING = "Getting ready…"
WAITING = "Waits for its turn"
BUSY = "Waiting: another program is changing these documents just now."
STOP = "Stop – keep what is done"
STOPPING = "Stopping…"
TRY_AGAIN = "Read the rest"
CLEAR = "Clear this"
BROKEN_OFF = "The reading was broken off."
STOPPED = "You stopped the reading. What was done is kept."
CLOSED = "Quotewise was closed while it was reading."
READY = "Ready to be asked."
PARTLY = "Partly read."
REPLACED = "Ready to be asked. It took the place of the earlier one of the same name."
WAS_THERE = "It was here already, word for word."
GONE_FROM_FOLDER = "Taken out, because it is no longer in its folder."
EVERY_FILE = "Every file"
NOTHING_NEW = "Nothing has changed."

SYNC = "Look for changes in your folders"
ALSO_AT = "The same file is at"
CHANGED = "Changed since it was read"
MISSING = "No longer where it was read"
READ_AGAIN = "Read again"

REMOVE = "Remove documents…"
REMOVE_ONE = "Remove"
REMOVE_TITLE = "Remove documents"
REMOVE_WHICH = "Which ones?"
REMOVE_HINT = "They and their text are taken out of Quotewise. Files in your own folders stay where they are."
KEEP = "Keep them all"
UNDO = "Undo"


def at_places(number: int) -> str:
    """At how many places the same file stands."""
    return f"at {number:,} places"


def more_documents(first: int, last: int, total: int) -> str:
    """Which part of a long list is shown: "21–40 of 312"."""
    return f"{first:,}–{last:,} of {total:,}"


def remove_now(number: int) -> str:
    """On the button that does it: "Remove 3 documents"."""
    return f"Remove {count(number, 'document')}" if number else "Remove"


def removed(titles: tuple[str, ...]) -> str:
    """What was just removed: its title, or how many."""
    return f"“{titles[0]}” is removed." if len(titles) == 1 else f"{count(len(titles), 'document')} are removed."


def reading(name: str, done: int, total: int) -> str:
    """What is being read: "Reading 3 of 12: May.docx"."""
    which = f"{min(done + 1, total):,} of {total:,}" if total > 1 else ""
    return f"Reading {': '.join(filter(None, (which, name)))}" if which or name else OPENING


def report_heading(ready: int, partly: int, refused: int) -> str:
    """What came of everything: "9 files are ready, 1 was read in part, 2 could not be read."."""
    parts = []
    if ready:
        parts.append(f"{count(ready, 'file is', 'files are')} ready")
    if partly:
        parts.append(f"{partly:,} {'was' if partly == 1 else 'were'} read in part")
    if refused:
        parts.append(f"{refused:,} could not be read")
    if not parts:
        return NOTHING_NEW
    sentence = ", ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def and_more(number: int) -> str:
    """At the end of a list that is cut."""
    return f"and {number:,} more"


def left_over(number: int) -> str:
    """How many were not read: "4 files were not read."."""
    return f"{count(number, 'file was', 'files were')} not read." if number else ""


def time_left(seconds: float | None) -> str:
    """An estimate in words: "about 3 minutes left"; empty if there is none."""
    if seconds is None:
        return ""
    if seconds < 50:
        return "less than a minute left"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {count(max(minutes, 1), 'minute')} left"
    return f"about {count(round(minutes / 60), 'hour')} left"


def words(characters: int) -> str:
    """How long a text without pages is: "about 3,400 words"."""
    number = characters / 6  # an English word and the space after it
    if number < 100:
        return "a few words" if number < 20 else "less than 100 words"
    return f"about {round(number, -2):,.0f} words"


def read_on(day: str) -> str:
    """When a document was read."""
    return f"read on {day}"


def newer_version(title: str) -> str:
    """That a document is not the newest version: "There is a newer version: Lease v2"."""
    return f"There is a newer version: {title}"
