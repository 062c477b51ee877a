"""Shows the numbers of spreadsheets as their programs do, by the format codes of Excel (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0", 49: "@",
}  # fmt: skip
"""The codes behind the numbers below 164; 14 and 22 follow the reader's country, so they are shown as in ISO 8601."""

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]')
_TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|y+|m+|d+|h+|s+(?:\.0+)?|General|.', re.IGNORECASE)
_DATE_SIGNS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_LARGEST_EXACT = 1e15  # a cell holds fifteen digits
_LARGEST_DATE = 2_958_466  # the last day of the year 9999


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
        return _date(value, section, from_1904) if 0 <= value < _LARGEST_DATE else plain(value)
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
def is_date_code(code: str) -> bool:
    """Whether a format shows a day or a time."""
    bare = re.sub(r"\[(?![hms]+\])[^\]]*\]", "", _LITERAL.sub("", code), flags=re.IGNORECASE)
    return "general" not in bare.lower() and _DATE_SIGNS.search(bare) is not None


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[str, ...]:
    """The parts for positive and negative numbers and for zero, or for those that their conditions name."""
    sections, current = [], ""
    for sign in _TOKEN.findall(code):
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
        is_general = "general" in section.lower() or "@" in section or not before
        return plain(value) if is_general else before
    if "/" in section or abs(value) >= _LARGEST_EXACT:
        return plain(value)
    if "E+" in section.upper() or "E-" in section.upper():
        return f"{value:.{len(pattern.partition('.')[2])}E}"
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
            out.append(_literals(tokens[number]))
        elif any(groups[:number]):
            out.append(digits.pop() if digits else "0" if tokens[number] == "0" else "")
        else:  # the first place takes all that is left
            out.append("".join(digits) if digits else "0" if tokens[number] == "0" else "")
    return "".join(reversed(out)).strip()


@lru_cache(maxsize=1000)
def _pattern(section: str) -> tuple[str | None, str, str]:
    """The digits of a section, and the words before and after them."""
    kept = re.sub(r"\[(?!\$)[^\]]*\]", "", section)
    bare = _LITERAL.sub(lambda match: "\x00" * len(match.group()), kept)
    found = _DIGITS.search(bare)
    if not found:
        return None, _literals(kept), ""
    last = [match.end() for match in _DIGITS.finditer(bare)][-1]
    return found.group(), _literals(kept[: found.start()]), _literals(kept[last:])


def _literals(part: str) -> str:
    """The words of a format, without its quotation marks."""
    return _LITERAL.sub(lambda match: match.group(1) or match.group(2) or match.group(3) or "", part)


def _date(value: float, section: str, from_1904: bool) -> str:
    day_zero = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    moment = day_zero + timedelta(seconds=round(value * 86400))
    tokens = _TOKEN.findall(section)
    has_halves = any(token.upper() in ("AM/PM", "A/P") for token in tokens)
    out: list[str] = []
    last = ""
    for number, token in enumerate(tokens):
        sign = token[0].lower()
        if token[0] == "[" and token[1:2].lower() in ("h", "m", "s"):
            out.append(str(int(value * {"h": 24, "m": 1440, "s": 86400}[token[1].lower()] + 1e-9)))
            last = token[1].lower()
        elif token.upper() in ("AM/PM", "A/P"):
            out.append("AM" if moment.hour < 12 else "PM")
        elif sign in "ymdhs" and token[0] not in '"\\_*[':
            following = next((one[0].lower() for one in tokens[number + 1 :] if one[0].lower() in "ymdhs"), "")
            is_minute = sign == "m" and len(token) < 3 and (last == "h" or following == "s")
            out.append(_date_part(moment, "n" if is_minute else sign, len(token), has_halves))
            last = sign
        elif token[0] != "[" or (token.startswith("[$") and not token.startswith("[$-")):
            out.append(_literals(token))
    return "".join(out).split("@")[0].strip()


def _date_part(moment: datetime, sign: str, width: int, has_halves: bool) -> str:
    if sign == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if sign == "m" and width > 2:
        name = _MONTHS[moment.month - 1]
        return name[:3] if width == 3 else name[0] if width == 5 else name
    if sign == "d" and width > 2:
        name = _DAYS[moment.weekday()]
        return name[:3] if width == 3 else name
    hour = (moment.hour % 12 or 12) if has_halves else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[sign]
    return f"{number:02d}" if width > 1 else str(number)
