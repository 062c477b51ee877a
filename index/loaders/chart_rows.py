"""Reads the numbers behind a chart of an Office file, which are kept beside its drawing."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index.loaders.drawing_text import paragraphs
from index.loaders.number_formats import plain
from index.loaders.xml_names import child, local_name, value

_MAX_ROWS = 1000


def chart_rows(chart: etree._Element) -> Iterator[str]:
    """The titles of a chart, then a row for each of its categories: ``2019 | Ducks: 120 | Geese: 80``."""
    yield from paragraphs(chart)
    categories: dict[int, str] = {}
    rows: dict[int, list[str]] = {}
    for series in (element for element in chart.iter() if local_name(element) == "ser"):
        name = " ".join(_points(child(series, "tx")).values())
        categories |= _points(_first(series, "cat", "xVal"))
        for number, amount in _points(_first(series, "val", "yVal")).items():
            shown = _amount(amount)
            rows.setdefault(number, []).append(f"{name}: {shown}" if name else shown)
    for number in sorted(rows)[:_MAX_ROWS]:
        yield " | ".join([*filter(None, [categories.get(number, "")]), *rows[number]])


def _first(series: etree._Element, *tags: str) -> etree._Element | None:
    return next((found for tag in tags if (found := child(series, tag)) is not None), None)


def _points(element: etree._Element | None) -> dict[int, str]:
    """The stored values below ``element`` by their number."""
    found: dict[int, str] = {}
    for point in () if element is None else element.iter():
        stored = child(point, "v")
        if stored is not None and stored.text:
            number = value(point, "idx")
            found[int(number) if number.isdecimal() else 0] = stored.text.strip()
    return found


def _amount(words: str) -> str:
    try:
        return plain(float(words))
    except (ValueError, OverflowError):
        return words
