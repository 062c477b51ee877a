"""What reading one file may take, and the refusals of files that would take more."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import UnreadableFileError

_IN_SMALLER_PARTS = "If you trust it, split it into smaller files, or save it as PDF in the program that made it."


@dataclass(frozen=True, slots=True)
class ParsingLimits:
    """What reading one file may take, in the process that reads it.

    A PDF of 3,000 full pages took 26 s and 280 MB, a sheet of 200,000 rows 10 s and 400 MB.

    Attributes:
        seconds: of wall time, and ``seconds_per_mb`` more for each megabyte of the file.
        seconds_per_mb: see above.
        memory_bytes: of the whole process, and twice the size of the file more.
        characters: of the text.
        files: after so many the process is replaced by a new one.
        recycled_at_bytes: it is also replaced when it holds so much memory between two files.
    """

    seconds: float = 120.0
    seconds_per_mb: float = 10.0
    memory_bytes: int = 2**30
    characters: int = 50_000_000
    files: int = 500
    recycled_at_bytes: int = 400 * 2**20

    def seconds_for(self, size: int) -> float:
        """How long a file of ``size`` bytes may take."""
        return self.seconds + self.seconds_per_mb * size / 1e6

    def memory_for(self, size: int) -> int:
        """How much memory, in bytes, a file of ``size`` bytes may take."""
        return self.memory_bytes + 2 * size


def needs_too_much_memory() -> UnreadableFileError:
    """The refusal of a file that would fill the memory."""
    return UnreadableFileError("Reading the file needs more memory than one file may take.", _IN_SMALLER_PARTS)


def takes_too_long(seconds: float) -> UnreadableFileError:
    """The refusal of a file that was given up after ``seconds``."""
    return UnreadableFileError(f"Reading the file was given up after {seconds:.0f} seconds.", _IN_SMALLER_PARTS)


def has_too_much_text(characters: int) -> UnreadableFileError:
    """The refusal of a file with more than ``characters``, or with as much around its text."""
    return UnreadableFileError(
        f"The file holds more than {characters // 1_000_000} million characters of text.", _IN_SMALLER_PARTS
    )


def breaks_down() -> UnreadableFileError:
    """The refusal of a file over which reading breaks down."""
    return UnreadableFileError(
        "The file could not be read: reading it breaks down, so it is damaged or made to do harm.",
        "If you trust it, open it in the program that made it and save it again, as PDF or text.",
    )
