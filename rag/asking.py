"""Takes the words of asking out of a question before it is searched for: "Can you tell me what …"."""

from __future__ import annotations

import re

from index.analysis import STOP_WORDS, tokens

# With an article, so that "according to article 5" and "what documents do I need" keep their words.
_DOCUMENTS = r"(?:the|my|our|your|these|this|those) (?:documents?|files?|texts?|articles?|papers?|library)"
_PHRASES = re.compile(
    rf"\b(?:according to {_DOCUMENTS}"
    rf"|(?:do(?:es)? )?{_DOCUMENTS} (?:say|says|mention|mentions|state|states|tell us|tell me)(?: anything)?"
    rf"(?: (?:about|on|regarding))?"
    r"|(?:(?:can|could|would|will) you )?(?:please |kindly )?(?:tell|show|give|find|explain to) (?:me|us)"
    r"(?: (?:more )?about)?"
    r"|(?:(?:can|could|would|will) you )?(?:please |kindly )(?:find|explain|describe|name|list|say)"
    r"|i (?:would like|want|need|wish) to (?:know|find out)|i[’']d like to (?:know|find out)|do you know"
    r"|, ?please(?=\W*$))\b",
    re.IGNORECASE,
)


def without_asking(question: str) -> str:
    """``question`` without the phrases that only ask for an answer; unchanged if nothing but grammar would be left."""
    rest = " ".join(_PHRASES.sub(" ", question).split())
    return rest if any(token.word.lower() not in STOP_WORDS for token in tokens(rest)) else question
