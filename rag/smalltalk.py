"""Thanks, greetings and calls for help: things said to the assistant that no document can answer."""

from __future__ import annotations

import re

# Each form must match everything that was said: "thanks" is small talk, "thanks to whom ..." is a question.
_FORMS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            r"(ok(ay)? )?(many )?(thanks|thank you|thx|cheers)( you)?( so much| very much| a lot)?( for .{1,30})?",
            r"(ok(ay)? )?(that('s| is| was) )?(great|perfect|wonderful|nice|very helpful|helpful)( thanks| thank you)?",
        ),
        "You’re welcome. Ask on whenever you like.",
    ),
    (
        (r"(hello|hi|hey|good (morning|afternoon|evening|day))( there| quotewise| everyone| again)?",),
        "Hello. Ask a question about your documents: the answer comes with their own words as proof.",
    ),
    ((r"(bye|goodbye|good bye|see you)( then)?",), "Goodbye. Your documents stay on this computer."),
    (
        (
            r"(please )?help( me)?",
            r"(what|how) (can|do|does) (you|i|this|it) (do|work|use (this|you)|help( me)?)",
            r"what can i ask( you| here)?",
            r"how do i (start|begin|use (this|you|quotewise))",
            r"(who|what) are you",
        ),
        "Ask about anything that is written in your documents: a fact, a list, a reason. The answer shows the exact "
        "words it rests on and where they stand, or says that your documents don’t say. You can follow up with "
        "“and in 2023?”, or ask “which documents mention …?”.",
    ),
)
_PATTERNS = tuple((re.compile("|".join(forms)), reply) for forms, reply in _FORMS)


def reply_to(question: str) -> str | None:
    """A reply to small talk; ``None`` for everything that might be a question to the documents."""
    words = " ".join(re.sub(r"[^\w'’]+", " ", question.lower()).replace("’", "'").split())
    return next((reply for pattern, reply in _PATTERNS if pattern.fullmatch(words)), None)
