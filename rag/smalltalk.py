"""Thanks, greetings and calls for help: things said to the assistant that no document can answer."""

from __future__ import annotations

import re

_POLITE = r"(?:[\s,.!…]*(?:so much|very much|a lot|again|there|quotewise|everyone|all|then|for (?:that|this|your help|the help)))*"
_REPLIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(rf"(?:ok(?:ay)?[\s,.!]*)?(?:thanks?(?: you)?|thank you|thx|cheers|great|perfect|wonderful|nice){_POLITE}", re.I),
        "You’re welcome. Ask on whenever you like.",
    ),
    (
        re.compile(rf"(?:hello|hi|hey|good (?:morning|afternoon|evening|day)){_POLITE}", re.I),
        "Hello. Ask a question about your documents: the answer comes with their own words as proof.",
    ),
    (re.compile(rf"(?:bye|goodbye|good bye|see you){_POLITE}", re.I), "Goodbye. Your documents stay on this computer."),
    (
        re.compile(
            r"(?:please )?help(?: me)?|(?:what|how) (?:can|do|does) (?:you|i|this|it) (?:do|work|use (?:this|you)|help(?: me)?)"
            r"|what can i ask(?: you| here)?|how do i (?:start|begin|use (?:this|you|quotewise))|who are you|what are you",
            re.I,
        ),
        "Ask about anything that is written in your documents: a fact, a list, a reason. The answer shows the exact "
        "words it rests on and where they stand, or says that your documents don’t say. You can follow up with "
        "“and in 2023?”, or ask “which documents mention …?”.",
    ),
)


def reply_to(question: str) -> str | None:
    """A reply to small talk; ``None`` for everything that might be a question to the documents."""
    words = re.sub(r"^[\s¡¿]+|[\s?!.,…]+$", "", question)
    return next((reply for pattern, reply in _REPLIES if pattern.fullmatch(words)), None)
