"""Every word about saying that an answer is right or wrong."""

from __future__ import annotations

from ui.wording.chat import count, quote_number

IS_RIGHT = "Is this right?"
RIGHT = "Right"
WRONG = "Wrong"
THANKS = "Noted, for whoever tests the answers. It is kept with your conversations."
WHAT_IS_WRONG = "What is wrong?"
DOUBTED = "These quotes do not show it"
NONE_DOUBTED = "None, or choose them"
ANSWER_IS_IN = "The answer is in"
NOWHERE = "I don’t know, or in none of them"
WORDS = "The words that answer, copied from there (if you like)"
SAVE = "Save"
SAVED = "Saved. Thank you."
WORDS_NOT_THERE = "These words do not stand in that document. Copy them from there exactly."
WORDS_NEED_DOCUMENT = "Say which document the words are from."

JUDGED = "Said in the chat"
DOWNLOAD = "Questions judged in the chat"
DOWNLOAD_NAME = "questions from the chat.csv"


def doubted(number: int) -> str:
    """A quote in the list of those that may be doubted."""
    return quote_number(number)


def judged(questions: int, without_words: int) -> str:
    """What the evaluator is told of the chat: "5 questions were judged in the chat; for 2 nobody named the words."."""
    said = f"{count(questions, 'question')} {'was' if questions == 1 else 'were'} judged in the chat"
    if not without_words:
        return f"{said}."
    return f"{said}; for {without_words:,} of them nobody has named the right words."
