"""Tells text that means nothing from text that does, by its characters alone.

A font in a PDF draws shapes; which letters they stand for is a table beside it that may be missing or wrong. Then the
text is other letters, and nobody who searches for its words finds them. Too little is called garbled rather than too
much: of some 1,500 real pages none had fewer than 27 vowels in 100 Latin letters.
"""

from __future__ import annotations

import re
import unicodedata

_LATIN = re.compile(r"[A-Za-zÆØŒæøœıßŁł]")
_VOWEL = re.compile(r"[aeiouyæøœı]", re.IGNORECASE)
_MIN_LATIN = 100  # letters, so that a page of abbreviations is none
_MIN_VOWELS = 0.2
_MEANINGLESS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_MAX_MEANINGLESS = 0.3
_MIN_SWAPPED = 0.7
_MIN_CHARACTERS = 10


def is_without_meaning(text: str) -> bool:
    """Whether ``text``, of a page or more, is no language: signs without meaning, swapped bytes, hardly a vowel."""
    signs = "".join(text.split())
    if len(signs) < _MIN_CHARACTERS:
        return False
    if len(_MEANINGLESS.findall(signs)) > _MAX_MEANINGLESS * len(signs) or _is_swapped(signs):
        return True
    signs = unicodedata.normalize("NFD", signs)  # so that a vowel with an accent is one
    latin = len(_LATIN.findall(signs))
    return latin >= max(_MIN_LATIN, len(signs) / 2) and len(_VOWEL.findall(signs)) < _MIN_VOWELS * latin


def _is_swapped(signs: str) -> bool:
    """Whether nearly all are letters of two bytes that stand the wrong way round: "A" as U+4100."""
    return sum(sign > "\xff" and ord(sign) % 256 == 0 for sign in signs) > _MIN_SWAPPED * len(signs)
