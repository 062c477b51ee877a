"""Tells the language of a text by its script and its commonest small words, without a model or a download.

It says nothing rather than something doubtful: a false "your documents are in another language" is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter

from index.language_words import SCRIPTS, SMALL_WORDS

_SAMPLE_CHARS = 20_000  # enough to be sure, and a long book costs no more than a short one
# Not \w, which parts the vowel signs of Indian scripts from their letters.
_WORD = re.compile(r"[^\s!-@\[-`{-~¡-¿‐-⁞、-〟।]+")
_MIN_SHARE = 0.2  # of the words of a text, at least so many must be small words of its language
_MIN_LEAD = 1.4  # and the language must beat the next one by this factor


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
    """The language whose small words are the commonest among ``words``, each different word counted up to 50 times."""
    counts = Counter(words)
    scores = {
        language: sum(min(counts[word], 50) for word in SMALL_WORDS[language] if word in counts)
        for language in languages
    }
    ranked = sorted(scores, key=lambda language: -scores[language])
    best, second = ranked[0], ranked[1]
    enough = scores[best] >= 2 and scores[best] >= _MIN_SHARE * sum(min(count, 50) for count in counts.values())
    return best if enough and scores[best] >= _MIN_LEAD * scores[second] else ""
