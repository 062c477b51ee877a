"""Measures of an answer's words against the accepted answers.

The normalisation, ``EM`` and ``F1`` are those of SQuAD (Rajpurkar et al. 2016, arXiv 1606.05250, and its evaluation
script of version 2.0). The only addition is that typographic characters are first written as their plain forms, so that
a gold answer typed with straight quotes meets a document set with curly ones.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

_PLAIN = str.maketrans(dict.fromkeys("‘’‚‛′", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-"))
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(a|an|the)\b")
# Letters and digits of scripts that put spaces between words: not Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_SPACED = re.compile(r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def normalise(text: str) -> str:
    """Lower case, no ASCII punctuation, no ``a``, ``an``, ``the``, single spaces."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return " ".join(_ARTICLES.sub(" ", plain.lower().translate(_NO_PUNCTUATION)).split())


def exact_match(answer: str, accepted: Sequence[str]) -> float:
    """``EM``: 1 if the normalised answer equals one of the accepted answers, else 0."""
    return float(normalise(answer) in {normalise(gold) for gold in accepted})


def f1(answer: str, accepted: Sequence[str]) -> float:
    """Token ``F1`` against the best accepted answer, 0 to 1.

    ``2PR / (P + R)`` with ``P`` and ``R`` the share of the answer's and the gold's tokens in their multiset
    intersection. When either side has no tokens, 1 if both have none, else 0.
    """
    return max((_token_f1(normalise(answer).split(), normalise(gold).split()) for gold in accepted), default=0.0)


def _token_f1(answer: Sequence[str], gold: Sequence[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    shared = (Counter(answer) & Counter(gold)).total()
    return 2 * shared / (len(answer) + len(gold))


def contains(text: str, phrase: str) -> bool:
    """Whether the normalised phrase stands in the normalised text as whole words; an empty phrase never does.

    In scripts that put no spaces between words it may stand anywhere.
    """
    needle, hay = normalise(phrase), normalise(text)
    at = hay.find(needle) if needle else -1
    while at >= 0:
        if not _SPACED.match(hay[at - 1 : at]) and not _SPACED.match(hay, at + len(needle)):
            return True
        at = hay.find(needle, at + 1)
    return False


def contains_gold(answer: str, accepted: Sequence[str]) -> float:
    """1 if an accepted answer stands in the answer as whole words, else 0."""
    return float(any(contains(answer, gold) for gold in accepted))


def list_precision(items: Sequence[str], gold: Sequence[str]) -> float:
    """The share of the answer's items that name a gold item, 0 to 1; 0 without items.

    An item names a gold item when either contains the other as whole words: the containment variant of the partial
    match of MultiSpanQA (Li et al. 2022, NAACL, "MultiSpanQA: A Dataset for Multi-Span Question Answering").
    """
    return _share(any(_same(item, wanted) for wanted in gold) for item in items)


def list_recall(items: Sequence[str], gold: Sequence[str]) -> float:
    """The share of the gold items that stand in some item of the answer as whole words, 0 to 1; 0 without gold."""
    return _share(any(contains(item, wanted) for item in items) for wanted in gold)


def _same(item: str, wanted: str) -> bool:
    return contains(item, wanted) or contains(wanted, item)


def _share(hits: Iterable[bool]) -> float:
    values = list(hits)
    return sum(values) / len(values) if values else 0.0


def words(answer: str) -> int:
    """The length of an answer in words, as white space separates them."""
    return len(answer.split())
