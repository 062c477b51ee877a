"""Opens the files that a person named: what is known of each before its content is looked at, and the content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.document import DocumentInfo, Origin
from index.errors import NoSuchFileError, UnreadableFileError

_MAX_FILE_BYTES = 500 * 2**20  # a file is held in memory several times over while it is read
# A file that was written again within a clock tick of being read keeps its time; for so long its time proves nothing.
_CLOCK_TICK_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known about a file before its content is looked at; ``source`` is its path or uploaded name."""

    document_id: str
    source: str
    name: str
    origin: Origin
    modified_ns: int
    read_at: str


def times_and_size(path: Path) -> tuple[int, int]:
    """When a file was last written, in nanoseconds, and its bytes.

    Raises:
        UnreadableFileError: it cannot be looked at, is no ordinary file or too large.
        NoSuchFileError: there is none.
    """
    try:
        facts = path.stat()
    except OSError as exc:
        raise _cannot_open(exc) from exc
    if not path.is_file():
        raise UnreadableFileError("It is not an ordinary file.")
    if facts.st_size > _MAX_FILE_BYTES:
        raise UnreadableFileError(
            f"The file is larger than {_MAX_FILE_BYTES // 2**20} MB.", "Split it into smaller files."
        )
    return facts.st_mtime_ns, facts.st_size


def content_of(path: Path) -> bytes:
    """The content of a file.

    Raises:
        UnreadableFileError: it cannot be read.
        NoSuchFileError: there is none.
    """
    try:
        return path.read_bytes()
    except OSError as exc:
        raise _cannot_open(exc) from exc


def is_surely_unchanged(known: DocumentInfo, origin: Origin, modified_ns: int, size: int) -> bool:
    """Whether size and time alone prove that a file is still the one that was read."""
    read_ns = int(datetime.fromisoformat(known.added_at).timestamp()) * 1_000_000_000
    same = (known.modified_ns, known.size_bytes, known.origin) == (modified_ns, size, origin)
    return same and modified_ns < read_ns - _CLOCK_TICK_NS


def now() -> str:
    """The time, to the second, as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _cannot_open(exc: OSError) -> UnreadableFileError:
    if isinstance(exc, FileNotFoundError):
        return NoSuchFileError("There is no such file.", "Check the spelling of its path.")
    return UnreadableFileError(
        f"The file cannot be opened ({exc.strerror or type(exc).__name__}).", "Check that you may read it."
    )
