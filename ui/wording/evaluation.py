"""Every word that the evaluation page says, in one place; ``ui.wording`` has those that all pages share."""

from __future__ import annotations

from datetime import datetime

from ui.wording.chat import NOT_FOUND, certainty, count, day

PAGES = "Pages"
ASK_PAGE = "Ask"
EVALUATION_PAGE = "Test the answers"
MENU = "Menu"
EVALUATION_HEADLINE = "How good are the answers?"
EVALUATION_PROMISE = (
    "Hand over questions to which you know the answers. Every one is asked, and you see how many come out right, with "
    "each answer, each quote and each mistake. All of it stays on this computer."
)
WHICH_QUESTIONS = "Which questions?"
OWN_QUESTIONS = "My own sheet"
SAMPLE_QUESTIONS = "Those that come with the sample documents"
SAMPLE_SHEET = "Sample questions"
SAMPLE_HINT = "They are asked about the sample documents, not about yours."
SHEET = "Your question sheet"
SHEET_TITLE = "What a question sheet is"
SHEET_HINT = "A table of any spreadsheet program, or a CSV file. Its first row names the columns:"
SHEET_COLUMNS = (
    ("question", "What is to be asked. The only column that has to be there."),
    ("answers", "The right answer, or several with | between them. Left empty where your documents do not say."),
    ("document", "The name of the document that has the answer, if you want that checked too."),
    ("quote", "The words in it that prove the answer."),
    ("history", "Earlier questions that this one goes on from, with | between them."),
)
EXAMPLE_SHEET = "Get a sheet to begin with"
EXAMPLE_SHEET_NAME = "questions.csv"
EXAMPLE_ROWS = (
    ("How much is the membership fee?", ("40 euros", "€40")),
    ("Who keeps the key to the boat house?", ("Marta Lindqvist",)),
    ("Who won the regatta in 1987?", ()),
)
SHEET_NEEDS_DOCUMENTS = "Your sheet is asked about your own documents, and there are none yet. Add some first."
BEGIN = "Start"
IS_RUNNING = "One is running just now. Only one can run at a time."
OPEN_IT = "Look at it"
EARLIER = "Earlier ones"
NONE_EARLIER = "None yet. What you start here stays in this list until you delete it."
EARLIER_HINT = "Each keeps its answers and copies of the documents that it quoted, until you delete it."
ALL_EVALUATIONS = "All tests"
LEAVE = "You can leave this page: it goes on for as long as Quotewise runs, and you find it here again."
STOP = "Stop"
STOPPING = "Stopping after this question…"
STOPPED = "You stopped this test."
ENDED_EARLY = "This test ended early."
NOTHING_ASKED = "No question was asked, so there is nothing to show."
GO_ON_EVALUATION = "Go on with the rest"
STAGES = {
    "opening": "Getting ready…",
    "files": "Reading the sample documents. This is needed only once…",
    "questions": "Asking",
    "scoring": "Comparing the answers…",
}
BY_GOLD = "What came out"
BY_MARKS = "What came out, by your marks"
CERTAINTY_TITLE = "Can its own word be trusted?"
FIGURES = "All figures"
FIGURES_HINT = (
    "Each with its 95 % interval and with n, the number of questions that have a say in it. Without the marks that you "
    "set by hand."
)
PICTURES = "In pictures"
PICTURES_HINT = "Without the marks that you set by hand."
QUESTIONS = "Every question"
SHOW = "Show"
SHOW_ALL = "All"
SHOW_FAILED = "Went wrong"
SHOW_OPEN = "Not judged yet"
SHOW_MARKED = "Marked by you"
FIND_QUESTION = "Find a question"
NONE_SHOWN = "There is none."
SHEET_SAYS = "Your sheet says"
SHEET_SAYS_NOTHING = "nothing about this question"
SHEET_SAYS_NONE = "your documents don’t say"
THE_ANSWER = "Answer"
ASKED_BEFORE = "Asked before"
PROOF = "Words that prove it, by your sheet"
PROOF_SHOWN = "shown in a quote"
PROOF_NOT_SHOWN = "not shown in a quote"
NOT_VERBATIM = "This quote does not stand in the document where it says. Please report that: it must never happen."
YOUR_MARK = "Your mark"
MARKED_BY_YOU = "marked by you"
MARK_RIGHT = "Right"
MARK_WRONG = "Wrong"
MARK_HINT = "Choose the same again to take it back."
TAKE_AWAY = "Take it away"
REPORT = "The report, as a page"
TABLE = "The answers, as a table"
DATA = "Everything, for other programs"
MARKED_SHEET = "A sheet with your marks"
MARKED_SHEET_HINT = (
    "In the sheet with your marks, every answer that you marked as right counts as right the next time. Questions for "
    "which nobody has said what is right are left out."
)
DELETE = "Delete this test…"
DELETE_TITLE = "Delete this test"
DELETE_HINT = (
    "Its answers, your marks and its copies of the documents that it quoted are deleted. Your own documents stay."
)
DELETE_NOW = "Delete"
KEEP_IT = "Keep it"
GONE = "This test is not there any more."
PREVIOUS_PAGE = "Back"
NEXT_PAGE = "Further"
VERDICTS = {
    "right": "Right",
    "wrong": "Wrong",
    "rightly refused": "Rightly said that the documents don’t say",
    "refused, though the documents say": "Said that the documents don’t say, but they do",
    "answered, though the documents don't say": "Answered, but the documents don’t say",
    "no result": "Not asked",
    "not scored": "Not judged yet",
}


def moment(iso: str) -> str:
    """A moment in ISO 8601 as day and time on this computer's clock, "3 March 2025, 14:05"; the text itself if none."""
    try:
        when = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{day(iso)}, {when:%H:%M}"


def sheet_summary(questions: int, answerable: int, unanswerable: int) -> str:
    """What a sheet has: "12 questions: 9 with an answer, 3 that the documents should not answer."."""
    parts = [f"{answerable:,} with an answer"] if answerable else []
    if unanswerable:
        parts.append(f"{unanswerable:,} that the documents should not answer")
    told = ", ".join(parts) if parts else "none says what is right, so you mark the answers yourself afterwards"
    return f"{count(questions, 'question')}: {told}."


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


def asked_so_far(done: int, total: int) -> str:
    """How far it has come: "34 of 120 questions"."""
    return f"{done:,} of {count(total, 'question')}"


def only_asked(done: int, total: int) -> str:
    """What the result of a test that ended early is about."""
    return (
        f"{done:,} of {count(total, 'question')} {'was' if done == 1 else 'were'} asked. What follows is about those."
    )


def many_of(part: int, whole: int) -> str:
    """So many of so many: "All 12", "None of 12", "9 of 12"."""
    if part == whole and whole > 1:
        return f"All {whole:,}"
    return f"None of {whole:,}" if part == 0 and whole > 1 else f"{part:,} of {whole:,}"


def likely(low: float, high: float) -> str:
    """An interval of a share in words."""
    return f"For many more questions like these, expect between {100 * low:.0f} % and {100 * high:.0f} %."


def right_of(part: int, whole: int) -> str:
    """The headline of a result."""
    return f"{many_of(part, whole)} {'question was' if whole == 1 else 'questions were'} handled rightly."


def answered_of(part: int, whole: int, refused: int) -> str:
    """Of the questions that the documents answer."""
    missed = f" To {refused:,} of the others it said: “{NOT_FOUND}”" if refused else ""
    return f"Of {count(whole, 'question')} that the documents answer, {part:,} got the right answer.{missed}"


def refused_of(part: int, whole: int) -> str:
    """Of the questions that the documents do not answer."""
    return f"Of {count(whole, 'question')} that the documents do not answer, {part:,} got no answer, which is right."


def verbatim_of(part: int, whole: int) -> str:
    """Of the quotes, how many are exact."""
    return f"{many_of(part, whole)} {'quote stands' if whole == 1 else 'quotes stand'} in the documents word for word."


def unjudged(number: int) -> str:
    """Of questions about which nobody has said what is right."""
    return f"For {count(number, 'question')} nobody has said what is right. Mark the answers below."


def marks_set(marked: int, right: int, overruled: int) -> str:
    """What a person has marked."""
    against = f" {overruled:,} of your marks say otherwise than the sheet, and your marks count." if overruled else ""
    return f"You marked {count(marked, 'answer')}, {right:,} as right.{against}"


def when_it_said(certainty_words: str, part: int, whole: int) -> str:
    """How often the answers of one certainty were right."""
    words = certainty_words.split(" – ", 1)[0]
    return f"When it said “{words}”: {part:,} of {count(whole, 'answer')} right"


def filter_name(name: str, number: int) -> str:
    """A choice of questions with how many they are."""
    return f"{name} ({number:,})"


def questions_shown(first: int, last: int, total: int) -> str:
    """Which of many are on the screen: "21 to 40 of 134"."""
    return f"{first:,} to {last:,} of {total:,}"


def confidence_words(confidence: float) -> str:
    """How sure an answer said that it is."""
    return f"It said: {certainty(confidence)}"


def verdict(judged: str, marked: bool | None) -> str:
    """What became of a question; ``judged`` is an ``evals.judging.Verdict``, and a mark outweighs it."""
    by_sheet = VERDICTS.get(judged, judged)
    if marked is None:
        return by_sheet
    by_you = f"{MARK_RIGHT if marked else MARK_WRONG}, by your mark"
    return by_you if judged == "not scored" else f"{by_you} (by the sheet: {by_sheet})"
