"""Leaves out what a speaker took back: "When does it, no wait, where does it open?" asks where."""

from __future__ import annotations

import re

_WH = r"(?:what|which|who|whom|whose|where|when|why|how)\b"
_SLIP = re.compile(
    r"\b(?:(?:no|wait|rather|actually|sorry|excuse me|er+|u[hm]+|scratch that|strike that|make that|better yet"
    r"|i mean(?:t)?|what i (?:want(?:ed)? to know|mean(?:t)?) (?:is|was)|or should i say)\b[\s,.…–-]*)+"
    r"(?:(?:and|but|or|the question is)\s+)?(?:tell me\s+)?"
    rf"(?=(?:(?:in|on|at|for|from|by|to|of|since|until)\s+)?{_WH})",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{_WH}", re.IGNORECASE)
_FEWEST_WORDS = 3


def taken_back(question: str) -> tuple[str, str]:
    """What the speaker took back, and the question that was meant; nothing and all of it where that is the same.

    What stands before the first question word, up to a comma, is of both: "In Spain, which, no sorry, what river …".

    >>> taken_back("When does the museum, no wait, where is its entrance?")
    ('When does the museum,', 'where is its entrance?')
    """
    begun = _ASKS.search(question)
    slips = [
        slip
        for slip in _SLIP.finditer(question, begun.end() if begun else len(question))
        if len(question[slip.end() :].split()) >= _FEWEST_WORDS
    ]
    if not begun or not slips:
        return "", question
    opening = question[: begun.start()]
    before = opening if opening.rstrip().endswith(",") else ""
    return question[: slips[-1].start()].rstrip(), before + question[slips[-1].end() :]
