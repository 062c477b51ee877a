"""Which words of a library a mistyped word may stand for."""

from __future__ import annotations

from collections.abc import Iterable

_ONE_SLIP_LETTERS = 4
_TWO_SLIPS_LETTERS = 8


def slips_allowed(word: str) -> int:
    """How many slips a word of its length may hold; none with a digit or a sign in it: those tell things apart."""
    if not word.isalpha() or len(word) < _ONE_SLIP_LETTERS:
        return 0
    return 1 if len(word) < _TWO_SLIPS_LETTERS else 2


def nearest_spellings(word: str, vocabulary: Iterable[str], slips: int) -> tuple[str, ...]:
    """The words of ``vocabulary`` that the fewest slips lead to, at most ``slips``, in their order.

    A slip is a letter too many, too few or wrong, or two neighbours exchanged.
    """
    near = [other for other in vocabulary if abs(len(other) - len(word)) <= slips]
    for allowed in range(1, slips + 1):
        if found := tuple(other for other in near if _within(word, other, allowed)):
            return found
    return ()


def _within(one: str, other: str, slips: int) -> bool:
    """Whether at most ``slips`` lead from one word to the other (Damerau 1964)."""
    shorter = min(len(one), len(other))
    same = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    one, other = one[same:], other[same:]
    if not one or not other:
        return len(one) + len(other) <= slips
    if not slips:
        return False
    return (
        _within(one[1:], other[1:], slips - 1)
        or _within(one[1:], other, slips - 1)
        or _within(one, other[1:], slips - 1)
        or (one[:2] == other[1::-1] and _within(one[2:], other[2:], slips - 1))
    )
