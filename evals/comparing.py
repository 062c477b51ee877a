"""Compares two scored runs over the questions that both have, by a paired test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.confidence_measures import CONFIDENCE_MEASURES
from evals.measures import MEASURES
from evals.run_folder import GOLD, ROWS, read_rows
from evals.statistics import Difference, Share, Told, paired_randomisation, paired_statistic
from index.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class Comparison:
    """Differences by measure (second minus first) over the questions in common, and how many only one run has."""

    in_common: int
    only_first: int
    only_second: int
    differences: tuple[tuple[str, Difference], ...]
    turned_right: tuple[str, ...]
    """Ids of the questions that the second run gets right and the first did not."""
    turned_wrong: tuple[str, ...]
    other_gold: tuple[str, ...] = ()
    """Ids of the questions that both have, but with other gold: they are left out. Other wording is no hindrance."""


def compare(first: Path, second: Path) -> Comparison:
    """Compare two scored runs; measures in which neither has a say are left out.

    Raises:
        MissingDataError: a run has not been scored.
        InvalidInputError: the runs have no question in common.
    """
    rows_a, rows_b = ({row["id"]: row for row in read_rows(folder, ROWS)} for folder in (first, second))
    gold_a, gold_b = ({row["id"]: row for row in read_rows(folder, GOLD)} for folder in (first, second))
    shared = [name for name in rows_a if name in rows_b]
    other_gold = tuple(name for name in shared if _gold(gold_a, name) != _gold(gold_b, name))
    common = [name for name in shared if name not in set(other_gold)]
    if not common:
        raise InvalidInputError(f"{first} and {second} have no question in common. Compare runs of the same set.")
    differences = (
        (
            measure.name,
            paired_randomisation(_shares(rows_a, common, measure.name), _shares(rows_b, common, measure.name)),
        )
        for measure in MEASURES
    )
    of_confidence = (
        (
            one.name,
            paired_statistic(one.statistic, _told(rows_a, common, one.name), _told(rows_b, common, one.name)),
        )
        for one in CONFIDENCE_MEASURES
    )
    right = {name: (_is_right(rows_a[name]), _is_right(rows_b[name])) for name in common}
    return Comparison(
        in_common=len(common),
        only_first=len(rows_a) - len(shared),
        only_second=len(rows_b) - len(shared),
        differences=tuple((name, found) for name, found in (*differences, *of_confidence) if found.n),
        turned_right=tuple(name for name, (before, after) in right.items() if after and not before),
        turned_wrong=tuple(name for name, (before, after) in right.items() if before and not after),
        other_gold=other_gold,
    )


def as_table(comparison: Comparison) -> str:
    """The comparison as a Markdown table, with the ids of the questions whose verdict turned."""
    lines = [
        f"Questions in common: {comparison.in_common}; only in the first run: {comparison.only_first}; "
        f"only in the second: {comparison.only_second}",
        "",
        "| measure | first | second | change | 95 % interval | p | n |",
        "|---|---:|---:|---:|---|---:|---:|",
    ]
    lines += [
        f"| {name} | {found.first:.3f} | {found.second:.3f} | {found.change:+.3f} "
        f"| {found.low:+.3f} to {found.high:+.3f} | {found.p:.4f} | {found.n} |"
        for name, found in comparison.differences
    ]
    for words, names in (("Turned right", comparison.turned_right), ("Turned wrong", comparison.turned_wrong)):
        lines += ["", f"{words} ({len(names)}): {', '.join(names) or 'none'}"]
    if comparison.other_gold:
        lines += [
            "",
            f"Left out, because their gold differs between the runs ({len(comparison.other_gold)}): "
            + ", ".join(comparison.other_gold),
        ]
    return "\n".join(lines)


def _gold(questions: Mapping[str, Mapping[str, Any]], name: str) -> tuple[object, ...]:
    """What of a question decides its scores, in a form that runs of an older version have too."""
    row = questions.get(name, {})
    places = [[(span["document"], span["text"], span["start"]) for span in piece] for piece in row.get("gold", ())]
    return row.get("answers"), row.get("form"), places


def _shares(rows: Mapping[str, Mapping[str, Any]], names: Sequence[str], measure: str) -> list[Share]:
    return [Share(*rows[name]["shares"].get(measure, (0.0, 0.0))) for name in names]


def _told(rows: Mapping[str, Mapping[str, Any]], names: Sequence[str], measure: str) -> Told:
    hits = [rows[name].get("hits", {}).get(measure) for name in names]
    return Told(
        confidence=np.array([rows[name].get("confidence", 0.0) for name in names], dtype=np.float64),
        hit=np.array([bool(hit) for hit in hits]),
        counted=np.array([hit is not None for hit in hits]),
    )


def _is_right(row: Mapping[str, Any]) -> bool:
    return bool(row["shares"].get("right", (0.0, 0.0))[0])
