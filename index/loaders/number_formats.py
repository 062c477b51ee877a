"""Shows the numbers of spreadsheets as their programs do, by the format codes of Excel (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from index.loaders.date_formats import LARGEST_DATE, LITERAL, TOKEN, date_shown, is_date_code, literals

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((5, 6, 41, 42), "#,##0;-#,##0"), **dict.fromkeys((7, 8, 43, 44), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((55, 56), "yyyy-mm-dd h:mm"), **dict.fromkeys((32, 34), "h:mm"),
    **dict.fromkeys((33, 35), "h:mm:ss"),
}  # fmt: skip
"""The codes behind the numbers below 164.

Those that follow the reader's country are shown without a currency, and days as in ISO 8601.
"""

_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_GENERAL = re.compile(r"general|@", re.IGNORECASE)
_BELOW_LINE = re.compile(r"/\s*([?#0]+|\d+)")
_WHOLE_PLACE = re.compile(r"[^/]*[#0?]\s+[#0?]+\s*/")
_LARGEST_EXACT = 1e15  # a cell holds fifteen digits


@lru_cache(maxsize=50_000)
def shown(value: float, code: str, from_1904: bool = False) -> str:
    """A number in the format ``code``; a code that cannot be followed gives the plain number.

    Args:
        value: the number as it is stored.
        code: such as "#,##0.00 €", "0.0%" or "d mmmm yyyy"; "" for none.
        from_1904: whether days count from the first of January 1904, as they do in old files of Macintosh computers.

    >>> shown(0.125, "0.0%"), shown(1234.5, '"$"#,##0.00'), shown(44000, "d mmmm yyyy")
    ('12.5%', '$1,234.50', '18 June 2020')
    """
    section, value = _section(value, code)
    if is_date_code(section):
        return date_shown(value, section, from_1904) if 0 <= value < LARGEST_DATE else plain(value)
    return _amount(value, section)


def plain(value: float) -> str:
    """A number without a format: whole ones without a point, others to the ten digits that a cell has room for.

    >>> plain(3.0), plain(0.1 + 0.2), plain(12345678901234.0)
    ('3', '0.3', '12345678901234')
    """
    if value == int(value) and abs(value) < _LARGEST_EXACT:
        return str(int(value))
    return f"{value:.10g}"


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[str, ...]:
    """The parts for positive and negative numbers and for zero, or for those that their conditions name."""
    sections, current = [], ""
    for sign in TOKEN.findall(code):
        if sign == ";":
            sections.append(current)
            current = ""
        else:
            current += sign
    return (*sections, current)[:3]


def _section(value: float, code: str) -> tuple[str, float]:
    """The part of a format that is meant for a number, and the number without the sign that the part itself gives."""
    sections = _sections(code)
    if any(_CONDITION.search(section) for section in sections):
        for section in sections:
            stated = _CONDITION.search(section)
            if stated is None or _COMPARE[stated.group(1)](value, float(stated.group(2))):
                return section, value
        return "General", value
    if len(sections) > 1 and value < 0:
        return sections[1], abs(value)
    if len(sections) > 2 and value == 0:
        return sections[2], value
    return sections[0], value


def _amount(value: float, section: str) -> str:
    pattern, before, after = _pattern(section)
    if pattern is None:
        shown_as, count = _GENERAL.subn(lambda _: plain(value), before)
        return shown_as.strip() if count or before else plain(value)
    if abs(value) >= _LARGEST_EXACT:
        return plain(value)
    if "/" in section:
        return _fraction(value, section)
    if "E+" in section.upper() or "E-" in section.upper():
        return _scientific(value, section, pattern)
    if parted := _parted(value, section):
        return parted
    scaled = Decimal(repr(value)) * (100 if "%" in section else 1)
    thousands = len(pattern) - len(pattern.rstrip(","))
    scaled /= Decimal(1000) ** thousands
    pattern = pattern.rstrip(",")
    whole, _, fraction = pattern.partition(".")
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    for place in reversed(fraction):
        if place == "0" or not digits.endswith("0"):
            break
        digits = digits[:-1]
    sign, digits = ("-" if rounded < 0 else "", digits.lstrip("-"))
    digits = digits.rstrip(".") if fraction else digits
    if not rounded and "0" not in pattern:
        digits = ""  # as the dash of accountants stands for nought
    width = whole.count("0")
    if "," not in whole:
        digits = digits.zfill(width + len(digits) - len(digits.partition(".")[0]))
    return f"{sign}{before}{digits}{after}".strip()


def _fraction(value: float, section: str) -> str:
    """A number such as 1 3/4; ``# ?/8`` names what is under the line, ``# ??/??`` how many digits it has at most."""
    found = _BELOW_LINE.search(section)
    if not found:
        return plain(value)
    stated = found.group(1)
    amount = Fraction(repr(abs(value)))
    below = int(stated) if stated.isdecimal() and int(stated) else 0
    part = Fraction(round(amount * below), below) if below else amount.limit_denominator(10 ** len(stated) - 1)
    whole, rest = divmod(part, 1) if _WHOLE_PLACE.match(section) else (0, part)
    scale = below // rest.denominator if below else 1
    shown_rest = f"{rest.numerator * scale}/{rest.denominator * scale}" if rest else ""
    words = " ".join(filter(None, [str(whole) if whole else "", shown_rest])) or "0"
    return f"-{words}" if value < 0 and part else words


def _scientific(value: float, section: str, pattern: str) -> str:
    """A number such as 1.2E+04; with several places before the point the power goes by as many."""
    whole, _, fraction = pattern.partition(".")
    places = max(1, len(whole))
    power = Decimal(repr(value)).adjusted() if value else 0
    power -= power % places
    zeros = len(re.findall("0", section.upper().partition("E")[2])) or 1
    return f"{Decimal(repr(value)).scaleb(-power):.{len(fraction)}f}E{'-' if power < 0 else '+'}{abs(power):0{zeros}d}"


def _parted(value: float, section: str) -> str:
    """A whole number with signs among its digits, such as a telephone number in "###-####"; "" for other formats."""
    kept = re.sub(r"\[(?!\$)[^\]]*\]", "", section)
    tokens = re.findall(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', kept)
    groups = [bool(set(token) <= set("0#?")) for token in tokens]
    if sum(is_digit and not before for is_digit, before in zip(groups, [False, *groups], strict=False)) < 2:
        return ""
    if value < 0 or not {".", ",", "%"}.isdisjoint(tokens):
        return ""
    digits = list(f"{Decimal(repr(value)).quantize(Decimal(1), ROUND_HALF_UP):f}")
    out: list[str] = []
    for number in reversed(range(len(tokens))):
        if not groups[number]:
            out.append(literals(tokens[number]))
        elif any(groups[:number]):
            out.append(digits.pop() if digits else "0" if tokens[number] == "0" else "")
        else:  # the first place takes all that is left
            out.append("".join(digits) if digits else "0" if tokens[number] == "0" else "")
    return "".join(reversed(out)).strip()


@lru_cache(maxsize=1000)
def _pattern(section: str) -> tuple[str | None, str, str]:
    """The digits of a section, and the words before and after them."""
    kept = re.sub(r"\[(?!\$)[^\]]*\]", "", section)
    bare = LITERAL.sub(lambda match: "\x00" * len(match.group()), kept)
    found = _DIGITS.search(bare)
    if not found:
        return None, literals(kept), ""
    last = [match.end() for match in _DIGITS.finditer(bare)][-1]
    return found.group(), literals(kept[: found.start()]), literals(kept[last:])
