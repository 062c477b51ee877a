"""How values stand in the cells of a question sheet: several in one cell, and none that a spreadsheet would run.

A bar separates values; after a backslash it is a bar within one. A spreadsheet program takes a cell that begins with
``=``, ``+``, ``-`` or ``@`` for a formula, and a sheet of other people's words must not run anything on the machine of
whoever opens it (CWE-1236). So these get an apostrophe before them, which is taken off again when the sheet is read:
at the start of a cell, and where a program that separates cells by semicolons or tabs would see the start of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_START = r"(^|[;\t\r\n][\s\"]*)"
_FORMULA = r"'*[=+\-@＝＋－＠]"
_UNGUARDED = re.compile(f"{_START}(?={_FORMULA})")
_GUARDED = re.compile(f"{_START}'(?={_FORMULA})")
_BAR = re.compile(r"(?<!\\)\|")


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell, without white space around them; one between two bars may be empty."""
    return tuple(part.strip().replace(r"\|", "|") for part in _BAR.split(cell)) if cell else ()


def joined(values: Iterable[str]) -> str:
    """The cell with these values."""
    return " | ".join(value.replace("|", r"\|") for value in values)


def guarded(cell: str) -> str:
    """The cell as text that no spreadsheet program takes for a formula."""
    return _UNGUARDED.sub(r"\1'", cell)


def unguarded(cell: str) -> str:
    """The cell without white space around it and without the apostrophes of ``guarded``."""
    return _GUARDED.sub(r"\1", cell.strip())
