"""Every word that the page says, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rag.settings import Caution
from rag.steps import Step

NAME = "Quotewise"
ICON = (
    "<svg viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#23605a'/>"
    "<path d='M8 21v-6q0-5 5-6v3q-2 .6-2 3h3v6zM18 21v-6q0-5 5-6v3q-2 .6-2 3h3v6z' fill='#fff'/></svg>"
)
HEADLINE = "Ask your own documents."
PROMISE = (
    "Every answer is proved by their own words, word for word. If they don’t say, you are told so. "
    "Nothing leaves this computer."
)
EXAMPLES = "For example"
MORE_EXAMPLES = "More examples"
SUGGESTED = "You could ask"
GO_ON = "You could go on with"
ASK = "Ask a question about your documents"
YOU_ASKED = "You asked:"
STARTING = "Getting ready…"
SEARCHING = "Looking through your documents…"
CHECKING = "Checking the quotes, word for word…"
STOP = "Stop"
STOPPED = "You stopped this one before it was answered."
OPENING = "Opening your documents… The very first time takes a little longer."
START_OVER = "Start a new conversation"

HOW_CAREFUL = "How careful"
CAUTION = "How careful shall the answers be?"
CAUTIONS = {Caution.CAUTIOUS: "Careful", Caution.BALANCED: "Balanced", Caution.EAGER: "Eager"}
CAUTION_MEANS = {
    Caution.CAUTIOUS: "Fewer wrong answers, and “your documents don’t say” more often.",
    Caution.BALANCED: "As a rule the right one.",
    Caution.EAGER: "An answer wherever there may be one. Check the quotes.",
}
WITHIN = "Look only in these documents"
WITHIN_ALL = "All of them"
WITHIN_HINT = "Choose none to look in all of them."
EVERYWHERE = "Look in all of them again"
EDIT = "Edit the question"
EDIT_SEARCHED = "Edit what I searched for"
EDITED = "Your question"
ASK_EDITED = "Ask this instead"
LEAVE = "Leave it as it was"
AGAIN = "Ask again"
ASK_BOLDER = "Try again, less careful"
ASK_EVERYWHERE = "Look in all documents"

SEARCHED_FOR = "I searched for:"
NOT_FOUND = "Your documents don’t say."
TO_KNOW = "Good to know"
NOT_FOUND_THERE = "The documents you chose don’t say."
NO_GUESS = "Nothing there answers this surely enough, and you are not given a guess."
NEAREST = "Nearest passages – these do not answer the question"
NO_ANSWER = "Not an answer"
PASSAGE_NUMBER = "Passage"
QUOTES = "In their own words"
QUOTE_NUMBER = "Quote"
WHAT_THIS_MEANS = "What does this mean?"
DISAGREE = "Your documents disagree"
NOT_SETTLED = "Not settled"
NOT_SETTLED_EXPLAINED = (
    "Your documents answer this differently. Each answer stands in its document just as it is quoted; which one holds, "
    "they do not say."
)
DISAGREE_HINT = "Each one is shown with its place. Check which of them holds."
WITHDRAWN = "A document that this answer quoted was removed, and its words with it. Ask again to see what the rest say."
TRY = "What you can try"
HINTS = (
    "Say it in other words, those that the document itself would use.",
    "Name the person, the place, the thing or the number that it is about.",
    "Ask about one thing at a time.",
)
HINT_CHOSEN = "Look in all documents, not only in those you chose."
HINT_ADD = "Add the document that ought to say it."
UNEXPECTED = "Something went wrong here, and it is not your fault. Your documents are unharmed. Please try again."

DOCUMENTS = "Your documents"
NO_DOCUMENTS_HEADLINE = "First, add your documents."

_NAMED = 3
"""So many documents are named at most."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 page", "1,912 pages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def certainty(confidence: float) -> str:
    """How sure the answer is, in words; ``confidence`` is the probability, 0 to 1, that it is right."""
    if confidence >= 0.85:
        return "Sure"
    if confidence >= 0.6:
        return "Fairly sure"
    return "Not sure – check the quotes"


def certainty_explained(confidence: float) -> str:
    """What stands behind the words of ``certainty``."""
    if confidence >= 1:
        return "This was looked up and counted, so there is nothing to be unsure of."
    tenths = min(max(round(confidence * 10), 1), 9)
    share = "more than 9" if confidence >= 0.95 else "fewer than 1" if confidence < 0.05 else f"about {tenths}"
    return (
        f"Of 10 answers like this one, {share} {'is' if share.endswith(' 1') else 'are'} right. That was measured on "
        "public questions with known answers, not on your documents, so read the quotes: they are exact."
    )


def coverage_explained(*, chosen: bool) -> str:
    """What stands behind the words of ``coverage``."""
    where = "the documents you chose" if chosen else "all of your documents"
    return f"It was looked for in {where}. Those in which it was found are quoted below; others may speak of it too."


def caution_label(caution: Caution) -> str:
    """On the button that opens the choice: "How careful: balanced"."""
    return f"{HOW_CAREFUL}: {CAUTIONS[caution].lower()}"


def within_label(chosen: int, documents: int) -> str:
    """On the button that opens the choice of documents: "All 12 documents", "3 of 12 documents"."""
    if chosen:
        return f"{chosen:,} of {count(documents, 'document')}"
    return f"All {count(documents, 'document')}" if documents > 1 else count(documents, "document")


def later_go(later: int) -> str:
    """Under a question that is edited, when others were asked after it."""
    goes, they = ("goes", "it") if later == 1 else ("go", "they")
    return f"{count(later, 'question')} asked after this one {goes}, for {they} may lean on it."


def looked_in(documents: int, *, chosen: bool = False) -> str:
    """How far the search went: "Looked in 12 documents."."""
    return f"Looked in {_documents(documents, chosen)}."


def coverage(documents: int, matched: int, *, chosen: bool = False) -> str:
    """How far the search went and what it met: "Found in 3 of 12 documents."."""
    if not matched:
        return looked_in(documents, chosen=chosen)
    where = _documents(documents, chosen)
    return f"Found in {where}." if documents == 1 else f"Found in {matched:,} of {where}."


def _documents(number: int, chosen: bool) -> str:
    if not chosen:
        return count(number, "document")
    return "the document you chose" if number == 1 else f"the {number:,} documents you chose"


def hints(*, chosen: bool) -> tuple[str, ...]:
    """What can be tried after a refusal; ``chosen`` is whether only some documents were looked in."""
    return (*HINTS, HINT_CHOSEN if chosen else HINT_ADD)


def only_in(names: Sequence[str]) -> str:
    """Which documents a question was restricted to; none where they have been removed since."""
    if not names:
        return "Only in documents that have been removed since."
    first, more = "; ".join(names[:_NAMED]), len(names) - _NAMED
    return f"Only in: {first}" + (f"; and {more:,} more" if more > 0 else "")


def waiting(step: Step | None, passages: int) -> str:
    """What is being done while a person waits."""
    match step:
        case Step.READING:
            return f"Reading {count(passages, 'passage')}…"
        case Step.CHECKING:
            return CHECKING
        case Step.SEARCHING:
            return SEARCHING
        case None:
            return STARTING


def days(dated: str, read: str) -> str:
    """When a document's file was changed and when it was read, as far as that is known."""
    if dated and read and day(dated) == day(read):
        return f"file of {day(dated)}, read the same day"
    file, reading = (f"file of {day(dated)}" if dated else ""), (f"read on {day(read)}" if read else "")
    return ", ".join(each for each in (file, reading) if each)


def announcement(answer: str, quotes: int) -> str:
    """What a screen reader says when the answer is there; ``answer`` is empty when nothing was found."""
    return f"Answer: {answer} With {count(quotes, 'quote')}." if answer else NOT_FOUND


def quote_number(number: int, kind: str = QUOTE_NUMBER) -> str:
    """What a quote is called, or with another ``kind`` a passage: "Quote 2", "Passage 1"."""
    return f"{kind} {number}"


def day(moment: str) -> str:
    """A moment in ISO 8601 as a day on this computer's clock, "3 March 2025"; the text itself if it is none."""
    try:
        date = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
