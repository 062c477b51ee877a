"""Makes a follow-up question, or one begun anew, stand on its own, by rules that a person can predict.

Only the earlier questions are used. A question that stands alone already is returned as it is: every rule needs a
sign (a pronoun without a noun before it, "and in 2023?", a bare "why?") that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.analysis import STOP_WORDS, tokens
from rag.exclusive import others_than
from rag.slips import taken_back
from rag.smalltalk import reply_to

_YEAR_OR_NUMBER = re.compile(r"\b\d[\d.,:/-]*\b")
_NAME = re.compile(r"\b[A-Z][\w-]*(?:\s+(?:(?:of|the|de|van|von|for|and|&)\s+){0,2}[A-Z][\w-]*)*")
_VERB_NEXT = (
    "is|are|was|were|do|does|did|have|has|had|be|been|can|could|should|must|will|would|may|open|opens|opened|close|closes"
    "|start|starts|started|begin|begins|began|end|ends|ended|cost|costs|take|takes|took|work|works|say|says|said"
)
_NOUN = re.compile(
    r"\b(?:the|an?|my|our|your|all|every|each)\s+(?:(?!(?:is|are|was|were|do|does|did|have|has|had|be|been)\b)[\w’'-]+\s*)"
    rf"{{1,3}}?(?=\s*(?:$|[?,.;:]|\b(?:{_VERB_NEXT}"
    r"|in|on|at|for|to|from|with|by|about|that|which|who|when|where|due|called|named)\b))"
    r"(?:\s+of\s+(?:the\s+|an?\s+|our\s+|my\s+)?[\w’'-]+)?",
    re.IGNORECASE,
)
_VARIATION = re.compile(
    r"^\W*(?:(?:and|but|or|so)\s+)?(?:(?:what|how)\s+about|and|or|also)\b[\s,]*(?P<rest>.*?)\W*$", re.I
)
_WH = "what|which|who|whom|whose|when|where|why|how"
_BARE = re.compile(
    rf"^\W*(?:(?:and|but|so|or)\s+)?(?:(?:{_WH}|any|for how)\b(?:\s+(?:[\w’'-]+)){{0,3}}"
    r"|since when|reasons?|examples?)\W*$",
    re.I,
)
_VERBS = re.compile(
    r"\b(?:is|are|was|were|am|be|do|does|did|can|could|will|would|shall|should|must|may|might|has|have|had|\w+ed)\b",
    re.I,
)
_ASKS_ANEW = re.compile(rf"^(?:{_WH})\b|{_VERBS.pattern}", re.I)
_LENGTH = re.compile(
    r"\b(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)\s+"
    r"(?:minute|hour|day|night|week|month|year)s?(?:\s+(?:ahead|before|after|earlier|later|in advance))?\b",
    re.I,
)
_OF = re.compile(r"\bof\s+(?:the\s+|an?\s+|our\s+|my\s+)?[\w’'-]+", re.I)
_VERB_BEFORE = re.compile(r"\b(?:do|does|did|can|could|may|must|shall|should|will|would)\s+$", re.I)
_PREPOSITION = re.compile(r"^(?P<word>in|of|for|at|on|with|during|by|from|to|under|after|before)\b", re.I)
_PERSON = re.compile(r"\b(?P<word>he|she|him|her|his|hers)\b", re.I)
_THING = re.compile(r"\b(?P<word>it|its|they|them|their|theirs)\b", re.I)
_POINTING = re.compile(
    r"\b(?:(?:about|of|for|in|by|on|with|from|to|after|before|is|was|did|does|do)\s+)(?P<word>this|that|these|those)"
    r"(?=\W*$|\s+(?:happen|work|mean|help|matter|change|take|cost|include|apply|end|start|begin)\w*\W*$)"
    r"|\b(?P<noun>(?:this|that|these|those)\s+(?!(?:document|text|file|article|page|collection|library|paper|report)s?\b)[a-z]+)\W*$",
    re.I,
)
_THERE = re.compile(r"(?<!^)(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\b(?P<word>there)\b", re.I)
_EXPLETIVE = re.compile(
    r"\bit\s+(?:take|takes|took|cost|costs|allowed|possible|necessary|required|true|legal|ok|okay|important|safe|forbidden"
    r"|permitted|better|best|raining|snowing|mean|means)\b|\b(?:what time|what day|how late) is it\b",
    re.I,
)
_POSSESSIVE = frozenset(("its", "their", "theirs", "his", "hers"))


def resolve(question: str, history: Sequence[str]) -> str:
    """The question as it should be searched.

    Args:
        question: as it was asked.
        history: the earlier questions of the conversation, oldest first.
    """
    topic = ""
    for earlier in history:
        if earlier.strip() and reply_to(earlier) is None:
            topic = _resolved(earlier, topic)
    said, meant = taken_back(question)
    return _resolved(_with_its_noun(meant, said), topic)


def _with_its_noun(meant: str, said: str) -> str:
    """What was meant, its "it" replaced where what was taken back says what it is."""
    reference = _reference(meant) if said else None
    known = reference is not None and _referent(reference.group().lower(), said) is not None
    return _replaced(meant, reference, said) if reference and known else meant


def _resolved(question: str, topic: str) -> str:
    question = question.strip()
    if not topic:
        return question
    variation = _VARIATION.match(question)
    if variation and variation["rest"] and not _ASKS_ANEW.search(variation["rest"]):
        return _varied(topic, variation["rest"])
    reference = _reference(question)
    if reference is not None:
        return _replaced(question, reference, topic)
    if _BARE.match(question) and not _VERBS.search(question) and not _names(question):
        return f"{question.rstrip(' ?.!')} – {topic}"
    return question


def _varied(topic: str, rest: str) -> str:
    """The earlier question with ``rest`` in the place of its counterpart."""
    other = _other_of_its_sort(topic, rest) or _other_length(topic, rest)
    if other is not None:
        return other
    number = _YEAR_OR_NUMBER.search(rest)
    counterparts = list(_YEAR_OR_NUMBER.finditer(topic))
    if number and counterparts:
        return _spliced(topic, counterparts[-1].span(), number.group())
    preposition = _PREPOSITION.match(rest)
    if preposition:
        same = _counterpart(topic, preposition["word"].lower())
        return _spliced(topic, same.span(), rest) if same else f"{topic.rstrip(' ?.!')} {rest}?"
    names = _names(topic)
    if _names(f"x {rest}") and names:
        return _spliced(topic, names[-1].span(), rest)
    nouns = list(_NOUN.finditer(topic))
    if nouns:
        tail = re.search(r"\bof\s+(?P<noun>(?:the\s+|an?\s+|our\s+|my\s+)?[\w’'-]+)$", nouns[0].group(), re.I)
        start, end = (
            (nouns[0].start() + tail.start("noun"), nouns[0].end()) if tail else (nouns[0].start(), nouns[0].end())
        )
        return _spliced(topic, (start, _before_its_verb(topic, start, end)), rest)
    return f"{topic.rstrip(' ?.!')} {rest}?"


def _other_of_its_sort(topic: str, rest: str) -> str | None:
    """The earlier question about winter instead of summer, where ``rest`` says no more than that."""
    said = [token.word for token in tokens(rest) if token.word.lower() not in STOP_WORDS]
    others = others_than(said[0].lower()) if len(said) == 1 else frozenset()
    counterparts = [token for token in tokens(topic) if token.word.lower() in others]
    return _spliced(topic, (counterparts[-1].start, counterparts[-1].end), said[0]) if counterparts else None


def _other_length(topic: str, rest: str) -> str | None:
    """The earlier question about three weeks instead of two months, where ``rest`` says no more than that."""
    counterparts = list(_LENGTH.finditer(topic))
    return _spliced(topic, counterparts[-1].span(), rest) if counterparts and _LENGTH.fullmatch(rest) else None


def _counterpart(topic: str, preposition: str) -> re.Match[str] | None:
    """What stands at the end of the earlier question with the same preposition; with "of" it may be anywhere."""
    if preposition == "of":
        return next(_OF.finditer(topic), None)
    return re.search(rf"\b{preposition}\s+(?:(?:the|an?)\s+)?[\w’'-]+(?:\s+[\w’'-]+)?(?=\W*$)", topic, re.I)


def _before_its_verb(topic: str, start: int, end: int) -> int:
    """Where a noun ends that was taken with the verb behind it: "an adult" of "does an adult pay at the pool"."""
    *noun, last = topic[start:end].split()
    follows = topic[end:].lstrip().split(" ")[0].strip("?.,;:").lower()
    takes_verb = _VERB_BEFORE.search(topic[:start]) and len(noun) > 1 and not re.fullmatch(_VERB_NEXT, follows)
    return start + topic[start:end].rindex(last) if takes_verb else end


def _reference(question: str) -> re.Match[str] | None:
    """The word of the question that points to something said earlier."""
    for pattern in (_PERSON, _THING, _POINTING, _THERE):
        match = pattern.search(question)
        if match is None or (pattern is _THING and _EXPLETIVE.search(question)):
            continue
        before = question[: match.start()]
        if pattern is _POINTING and match["word"]:
            return match
        if not _NOUN.search(before) and not _names(before):
            return match
    return None


def _replaced(question: str, reference: re.Match[str], topic: str) -> str:
    referent = _referent(reference.group().lower(), topic)
    if referent is None:
        return f"{question.rstrip(' ?.!')} – {topic}"
    group = "noun" if reference.re is _POINTING and reference["noun"] else "word"
    if group == "noun" or reference["word"].lower() == "there":
        return f"{question.rstrip(' ?.!')} – {referent}?"
    word = reference["word"].lower()
    followed = question[reference.end() :].strip(" ?.!")
    possessive = word in _POSSESSIVE or (word == "her" and bool(followed))
    return _spliced(question, reference.span(group), f"{referent}'s" if possessive else referent)


def _referent(pronoun: str, topic: str) -> str | None:
    """What a pronoun most likely stands for: a name for a person, else the last thing the earlier question named."""
    names = _names(topic)
    if pronoun in ("they", "them", "their", "theirs"):
        several = [match.group().strip() for match in _NOUN.finditer(topic) if re.search(r"s\b", match.group())]
        return several[-1] if several else None
    if pronoun in ("he", "she", "him", "her", "his", "hers"):
        return names[-1].group() if names else None
    things = [match.group().strip() for match in _NOUN.finditer(topic)]
    if names:
        with_article = re.search(rf"\bthe\s+{re.escape(names[-1].group())}", topic)
        return with_article.group() if with_article else names[-1].group()
    return things[-1] if things else None


def _names(question: str) -> list[re.Match[str]]:
    """The names of a question; its opening word is written with a capital anyway."""
    opening = next((token.start for token in tokens(question)), 0)
    return [
        match
        for match in _NAME.finditer(question)
        if match.start() != opening and match.group().lower() not in STOP_WORDS
    ]


def _spliced(text: str, where: tuple[int, int], words: str) -> str:
    inside = text[where[0] : where[1]]
    return text[: where[0]] + words + inside[len(inside.rstrip()) :] + text[where[1] :]
