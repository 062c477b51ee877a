"""Tells the language of a text by its script and its commonest small words, without a model or a download.

It says nothing rather than something doubtful: a false "your documents are in another language" is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from index.language_words import SCRIPTS, SMALL_WORDS

_SAMPLE_CHARS = 20_000  # enough to be sure, and a long book costs no more than a short one
# Not \w, which parts the vowel signs of Indian scripts from their letters.
_WORD = re.compile(r"[^\s!-@\[-`{-~¡-¿‐-⁞、-〟।]+")
_MAX_COUNT = 50  # so often does one word count in a text
_MIN_SHARE = 0.2  # of the words of a text must be small words of its language
_MANY_HITS = 15  # half the share will do where the text is long
_MIN_LEAD = 1.4  # so much more must speak for the language than for the next
_MIN_LEAD_OVER_ENGLISH = 2.5  # an English question that is called foreign is the worse mistake


def detect(text: str) -> str:
    """The ISO 639-1 code of the language of ``text``, or "" when it is too short or could be several."""
    sample = _sample(text).casefold()
    script, languages = _script(sample)
    if not script:
        return ""
    if len(languages) == 1:
        return languages[0]
    return _by_small_words(_WORD.findall(sample), languages)


def _sample(text: str) -> str:
    """The text, or of a long one its middle, which is less likely to be a title page or a list of contents."""
    if len(text) <= _SAMPLE_CHARS:
        return text
    start = (len(text) - _SAMPLE_CHARS) // 2
    return text[start : start + _SAMPLE_CHARS]


def _script(sample: str) -> tuple[str, tuple[str, ...]]:
    """The script of most letters and the languages written in it; kana decide for Japanese however few they are."""
    counts: Counter[str] = Counter()
    for name, pattern, _ in SCRIPTS:
        counts[name] = len(pattern.findall(sample))
    if counts["kana"] * 10 > counts["han"]:
        counts["kana"] += counts["han"]
    name, count = counts.most_common(1)[0]
    if count < 2 or count * 2 < counts.total():
        return "", ()
    return name, next(languages for script, _, languages in SCRIPTS if script == name)


def _by_small_words(words: list[str], languages: tuple[str, ...]) -> str:
    """The language whose small words speak most for it; a word that several languages share speaks less for each."""
    counts = {word: min(count, _MAX_COUNT) for word, count in Counter(words).items()}
    found = {language: [word for word in SMALL_WORDS[language] if word in counts] for language in languages}
    shared = Counter(word for of_language in found.values() for word in of_language)
    scores = {
        language: sum(counts[word] / shared[word] for word in of_language) for language, of_language in found.items()
    }
    best, second = sorted(scores, key=lambda language: -scores[language])[:2]
    lead = min(scores[best] / max(scores[second], 0.1) / _MIN_LEAD, _lead_over_english(scores, best))
    hits = sum(counts[word] for word in found[best])
    min_share = _MIN_SHARE if hits < _MANY_HITS else _MIN_SHARE / 2
    is_enough = len(found[best]) >= 2 and hits >= min_share * sum(counts.values())
    return best if is_enough and lead >= 1 else ""


def _lead_over_english(scores: Mapping[str, float], best: str) -> float:
    """How far a foreign language is ahead of English, 1 or more if far enough to say so."""
    english = scores.get("en", 0.0)
    return 1.0 if best == "en" or not english else scores[best] / english / _MIN_LEAD_OVER_ENGLISH
