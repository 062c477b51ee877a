"""Finds documents that are versions of one another, and which is the newer. Pure.

Nothing is said that is not sure: two documents are versions when their file names are the same but for the marks of a
version and much of their text is the same, or when they have one title, most of their text, and both call themselves a
version of something. Where names, texts and the times of files do not tell which is the newer, neither is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from index.document import DocumentInfo, Origin
from index.version_names import Marks, marks_of_file
from index.version_texts import Stated, share_in_common, shingles, stated

_MARKED_SHARE = 0.25
_ENOUGH_SHARE = 0.5
"""What versions of a document have in common at least: where a name has the mark of a version, and elsewhere."""
_A_SECOND_NS = 1_000_000_000


@dataclass(frozen=True)
class Candidate:
    """A document that may be a version of others, with the beginning of its text."""

    info: DocumentInfo
    text: str

    @cached_property
    def marks(self) -> Marks:
        """What its file name says."""
        return marks_of_file(self.info.source)

    @cached_property
    def stated(self) -> Stated:
        """What its text says of itself."""
        return stated(self.text)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Its runs of words."""
        return shingles(self.text)


def newest_version(one: Candidate, others: Iterable[Candidate]) -> Candidate | None:
    """The newest version of a document among others, None where it has no newer one."""
    newest = one
    for other in others:
        if are_versions(one, other) and is_older(newest, other):
            newest = other
    return None if newest is one else newest


def are_versions(one: Candidate, other: Candidate) -> bool:
    """Whether two documents are different versions of the same."""
    if one.info.revision == other.info.revision:
        return False
    of_one_name = one.marks.family != "" and one.marks.family == other.marks.family
    of_two_versions = one.stated.is_version and other.stated.is_version and one.stated != other.stated
    if not of_one_name and not of_two_versions:
        return False
    least = _MARKED_SHARE if of_one_name and (one.marks.is_marked or other.marks.is_marked) else _ENOUGH_SHARE
    return least <= share_in_common(one.shingles, other.shingles) < 1


def is_older(one: Candidate, other: Candidate) -> bool:
    """Whether ``one`` is surely the older of two versions: by their names, else their texts, else their files."""
    for order in (_by_name(one.marks, other.marks), _by_text(one.stated, other.stated), _by_file(one.info, other.info)):
        if order:
            return order < 0
    return False


def _by_name(one: Marks, other: Marks) -> int:
    """Below 0 if ``one`` is older, above 0 if newer, 0 if that cannot be told."""
    if one.family != other.family:
        return 0
    if one.number != other.number and one.stage == other.stage:
        # a name without a number is that of the first version
        return _compared(one.number or (1,), other.number or (1,))
    if one.number == other.number and one.stage != other.stage:
        return _compared((one.stage,), (other.stage,))
    if len(one.day) == len(other.day):
        return _compared(one.day, other.day)
    return 0


def _by_text(one: Stated, other: Stated) -> int:
    if one.number and other.number and one.number != other.number:
        return _compared(one.number, other.number)
    if one.day and other.day:
        return _compared((one.day.toordinal(),), (other.day.toordinal(),))
    return 0


def _by_file(one: DocumentInfo, other: DocumentInfo) -> int:
    """By when the files were last written, which is not known of an upload."""
    if Origin.UPLOAD in (one.origin, other.origin) or abs(one.modified_ns - other.modified_ns) < _A_SECOND_NS:
        return 0
    return _compared((one.modified_ns,), (other.modified_ns,))


def _compared(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return (one > other) - (one < other)
