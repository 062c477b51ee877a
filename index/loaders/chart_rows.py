"""Reads the numbers behind a chart of an Office file, which are kept beside its drawing."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index.loaders.drawing_text import paragraphs
from index.loaders.number_formats import plain, shown
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
        for number, amount in _points(_first(series, "val", "yVal"), are_amounts=True).items():
            rows.setdefault(number, []).append(f"{name}: {amount}" if name else amount)
    for number in sorted(rows)[:_MAX_ROWS]:
        yield " | ".join([*filter(None, [categories.get(number, "")]), *rows[number]])


def _first(series: etree._Element, *tags: str) -> etree._Element | None:
    return next((found for tag in tags if (found := child(series, tag)) is not None), None)


def _points(element: etree._Element | None, are_amounts: bool = False) -> dict[int, str]:
    """The stored values below ``element`` by their number."""
    found: dict[int, str] = {}
    code = ""
    for point in () if element is None else element.iter():
        if local_name(point) == "formatCode":
            code = (point.text or "").strip()
        stored = child(point, "v")
        if stored is not None and stored.text:
            number = value(point, "idx")
            words = stored.text.strip()
            found[int(number) if number.isdecimal() else 0] = _amount(words, code) if code or are_amounts else words
    return found


def _amount(words: str, code: str) -> str:
    """A value as its format shows it; words stay as they are."""
    try:
        return shown(float(words), code) if code not in ("", "General") else plain(float(words))
    except (ValueError, OverflowError):
        return words
