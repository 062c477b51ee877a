"""What the loaders read of a folder of files: a line for each file, then a line for each format.

    python -m evals.loading FOLDER... [--references FOLDER] [--limit N] [--worst N]

Every file below the folders is read, whatever its ending. A line says what became of it: size, time, characters, pages
or places (pl), pages that were not read (no), tables (tb), language, and what its loader noticed. ``--worst`` names the
files to look at with one's own eyes: those with the oddest text for each of several signs of something being wrong.
References are texts that some other converter made, named like the file with
``.md`` behind it and kept in the same folders below ``--references``, or, where the folder has a ``manifest.csv`` with
the columns ``file`` and ``groundtruth``, named there. They are reported, never gated: words of the reference that were
read, and words read that the reference has. The exit code is 1 when a loader failed in a way that nobody foresaw.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.cleaning import clean
from index.counted_tables import count_tables
from index.document import BlockKind, LoadedText
from index.errors import MissingDataError, QuotewiseError, UnreadableFileError
from index.language import detect
from index.loaders import load, loaders

_MANIFEST = "manifest.csv"
_MARKDOWN = re.compile(r"<!--.*?-->|\]\([^)]*\)|&[a-z]+;", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file: ``loaded`` or, when there is none, the ``refusal``; ``is_failure`` if nobody foresaw it.

    ``recall`` and ``precision`` are 0 to 1 against the reference, None without one.
    """

    name: str
    size_bytes: int
    seconds: float
    loaded: LoadedText | None = None
    refusal: str = ""
    is_failure: bool = False
    recall: float | None = None
    precision: float | None = None

    @property
    def format(self) -> str:
        """The ending of the name."""
        return Path(self.name).suffix.lower().lstrip(".") or "none"


def main(arguments: Sequence[str]) -> int:
    """Print both tables; 0 when done, 1 when something is missing or a loader failed, 2 when misused."""
    parser = argparse.ArgumentParser(prog="python -m evals.loading", description="What the loaders read of a folder.")
    parser.add_argument("folders", metavar="FOLDER", type=Path, nargs="+")
    parser.add_argument("--references", type=Path, help="a folder with a text for each file, named like it with .md")
    parser.add_argument("--worst", type=int, default=0, help="also name the oddest files, so many for each sign")
    parser.add_argument("--limit", type=int, help="read only the first files of each folder")
    options = parser.parse_args(arguments)
    loaders()  # so that the first file's time does not hold that of the imports
    readings: list[Reading] = []
    try:
        for folder in options.folders:
            references = find_references(folder, options.references)
            for file in list_files(folder, options.references)[: options.limit]:
                name = file.relative_to(folder).as_posix()
                readings.append(read_file(file, name, references.get(name)))
                print(line_of(readings[-1]), flush=True)
    except QuotewiseError as error:
        print(error, file=sys.stderr)
        return 1
    print()
    for line in summary(readings):
        print(line)
    for line in worst(readings, options.worst):
        print(line)
    return int(any(reading.is_failure for reading in readings))


def list_files(folder: Path, references: Path | None = None) -> list[Path]:
    """Every file below a folder, in order, but for the references and what speaks about the files.

    Raises:
        MissingDataError: there is no such folder.
    """
    if not folder.is_dir():
        raise MissingDataError(f"There is no folder {folder}. Give the folder that holds the files.")
    stated = {folder / "groundtruth", *([references] if references else [])}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != _MANIFEST)
    return [path for path in files if not stated & set(path.parents)]


def find_references(folder: Path, references: Path | None) -> dict[str, Path]:
    """The reference of each file that has one, by the file's path below ``folder``."""
    found: dict[str, Path] = {}
    manifest = folder / _MANIFEST
    if manifest.is_file():
        with manifest.open(encoding="utf-8", newline="") as rows:
            named = [(row["file"], row.get("groundtruth") or "") for row in csv.DictReader(rows)]
        found |= {file: folder / reference for file, reference in named if reference.endswith(".md")}
    if references:
        files = (path for path in references.rglob("*.md") if path.is_file())
        found |= {path.relative_to(references).as_posix().removesuffix(".md"): path for path in files}
    return {file: path for file, path in found.items() if path.is_file()}


def read_file(file: Path, name: str, reference: Path | None = None) -> Reading:
    """Read one file by its loader and compare it with its reference."""
    content = file.read_bytes()
    started = time.perf_counter()
    loaded, refusal, is_failure = None, "", False
    try:
        loaded = clean(load(content, file.name))
    except UnreadableFileError as error:
        refusal = str(error)
    except Exception as error:  # to be seen in the table is what this is for
        refusal, is_failure = f"{type(error).__name__}: {error}", True
    seconds = time.perf_counter() - started
    recall, precision = None, None
    if loaded and reference:
        recall, precision = word_scores(reference.read_text(encoding="utf-8"), loaded)
    return Reading(name, len(content), seconds, loaded, refusal, is_failure, recall, precision)


def word_scores(reference: str, loaded: LoadedText) -> tuple[float, float]:
    """Recall and precision of words, counted as often as they occur.

    Recall counts all of the text, for nothing may be lost; precision only what can be quoted.
    """
    expected = _words(_MARKDOWN.sub(" ", reference))
    everything = _words(loaded.text)
    quotable = _words(
        "\n".join(block.span.of(loaded.text) for block in loaded.blocks if block.kind is not BlockKind.FURNITURE)
    )
    recall = (expected & everything).total() / max(1, expected.total())
    return recall, (expected & quotable).total() / max(1, quotable.total())


def line_of(reading: Reading) -> str:
    """A file's line: outcome, time, what was read, scores, name, notices or the refusal."""
    loaded = reading.loaded
    scores = f"{_share(reading.recall)} {_share(reading.precision)}"
    head = f"{reading.size_bytes / 1000:>8.0f} kB {reading.seconds * 1000:>7.0f} ms"
    if loaded is None:
        outcome = "FAILED " if reading.is_failure else "refused"
        return f"{outcome} {head} {'':>36} {scores}  {reading.name}  ! {reading.refusal}"
    notices = "".join(f"  ! {code} {count}" for code, count in _codes([reading]).items())
    size = f"{len(loaded.text):>9} ch {loaded.pages or len(loaded.places):>5} pl {len(loaded.unread):>3} no"
    shape = f"{count_tables(loaded.blocks):>4} tb {detect(loaded.text) or '–':>3}"
    return f"read    {head} {size} {shape} {scores}  {reading.name}{notices}"


def worst(readings: Sequence[Reading], count: int) -> Iterator[str]:
    """For each sign of something being wrong the ``count`` files that show it most, with its measure."""
    read = [(reading, reading.loaded) for reading in readings if reading.loaded]
    for sign, measure in _SIGNS.items() if count else ():
        found = sorted(((measure(loaded, reading), reading.name) for reading, loaded in read), reverse=True)
        yield ""
        yield f"{sign}:"
        yield from (f"{value:>8.2f}  {name}" for value, name in found[:count] if value > 0)


def summary(readings: Iterable[Reading]) -> Iterator[str]:
    """A line for each ending: files read and refused, speed, mean scores, notices; then one for all."""
    by_format: dict[str, list[Reading]] = {}
    for reading in readings:
        by_format.setdefault(reading.format, []).append(reading)
    everything = [reading for group in by_format.values() for reading in group]
    yield "format    files  read  MB/s  pages/s  recall  precision  notices"
    for name, group in (*sorted(by_format.items()), ("all", everything)):
        read = [reading for reading in group if reading.loaded]
        seconds = max(1e-9, sum(reading.seconds for reading in read))
        pages = sum((reading.loaded.pages or 0) for reading in read if reading.loaded)
        speed = sum(reading.size_bytes for reading in read) / 1e6 / seconds
        recall = _share(_mean([reading.recall for reading in read]))
        precision = _share(_mean([reading.precision for reading in read]))
        notices = ", ".join(f"{code} {count}" for code, count in sorted(_codes(read).items()))
        paged = f"{pages / seconds:.0f}" if pages else "–"
        counts = f"{name:<9} {len(group):>5} {len(read):>5} {speed:>5.1f} {paged:>8}"
        yield f"{counts}  {recall:>6}  {precision:>9}  {notices}"


def _for_1000(pattern: str) -> Callable[[LoadedText, Reading], float]:
    """How often a pattern is found in a thousand characters, few of them counting as a thousand."""
    compiled = re.compile(pattern)
    return lambda loaded, _: 1000 * len(compiled.findall(loaded.text)) / max(1000, len(loaded.text))


def _furniture(loaded: LoadedText, _: Reading) -> float:
    left_out = sum(len(block.span) for block in loaded.blocks if block.kind is BlockKind.FURNITURE)
    return left_out / len(loaded.text)


def _emptiness(loaded: LoadedText, _: Reading) -> float:
    return 100 * loaded.pages / len(loaded.text) if loaded.pages else 0.0


_SIGNS: Mapping[str, Callable[[LoadedText, Reading], float]] = {
    "words of the reference that were not read, as a share": lambda _, one: (
        0.0 if one.recall is None else 1 - one.recall
    ),
    "signs without meaning in a thousand": _for_1000(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\ufffe]"),
    "words that run into each other in a thousand characters": _for_1000(
        r"[a-z]{3}[A-Z][a-z]{2}|[a-z]{2}[.,;:!?][A-Za-z]{2}|\w{25}"
    ),
    "single letters in a thousand characters": _for_1000(r"(?<!\S)[^\W\d_](?= [^\W\d_](?!\S))"),
    "text left out as furniture, as a share": _furniture,
    "pages for a hundred characters": _emptiness,
}


def _codes(readings: Iterable[Reading]) -> Mapping[str, int]:
    return Counter(notice.code.value for reading in readings if reading.loaded for notice in reading.loaded.notices)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold().replace("_", " ")))


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _share(value: float | None) -> str:
    return "   –" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
