"""Shows days and times as spreadsheet programs do, by the format codes of Excel (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class _Names:
    """How a language calls the months and the days from Monday on."""

    months: tuple[str, ...]
    days: tuple[str, ...]


def _language(months: str, days: str) -> _Names:
    return _Names(tuple(months.split()), tuple(days.split()))


_ENGLISH = _language(
    "January February March April May June July August September October November December",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
_LANGUAGES = {  # by the lower byte of the number that Windows gives to a language
    0x07: _language(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    ),
    0x0C: _language(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    ),
    0x0A: _language(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "lunes martes miércoles jueves viernes sábado domingo",
    ),
    0x10: _language(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    ),
    0x13: _language(
        "januari februari maart april mei juni juli augustus september oktober november december",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    ),
    0x16: _language(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    ),
}
LARGEST_DATE = 2_958_466
"""The last day of the year 9999."""
LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]')
TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|y+|m+|d+|h+|s+(?:\.0+)?|General|.', re.IGNORECASE)
_DATE_SIGNS = re.compile(r"[ymdhs]", re.IGNORECASE)
_STATED_LANGUAGE = re.compile(r"\[\$[^\]-]*-([0-9a-fA-F]{1,8})\]")


@lru_cache(maxsize=1000)
def is_date_code(code: str) -> bool:
    """Whether a format shows a day or a time."""
    bare = re.sub(r"\[(?![hms]+\])[^\]]*\]", "", LITERAL.sub("", code), flags=re.IGNORECASE)
    return "general" not in bare.lower() and _DATE_SIGNS.search(bare) is not None


def literals(part: str) -> str:
    """The words of a format, without its quotation marks."""
    return LITERAL.sub(lambda match: match.group(1) or match.group(2) or match.group(3) or "", part)


def date_shown(value: float, section: str, from_1904: bool) -> str:
    """The day or time ``value`` in one section of a format, with the names of months in the language that it states."""
    language = _names(section)
    day_zero = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    tokens = TOKEN.findall(section)
    parts = max((len(token.partition(".")[2]) for token in tokens if token[0] in "sS"), default=0)
    seconds = round(value * 86400, parts)
    moment = day_zero + timedelta(seconds=int(seconds))
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
            whole, _, fraction = token.partition(".")
            out.append(_date_part(moment, "n" if is_minute else sign, len(whole), has_halves, language))
            out.append(f"{seconds % 1:.{len(fraction)}f}"[1:] if fraction else "")
            last = sign
        elif token[0] != "[" or (token.startswith("[$") and not token.startswith("[$-")):
            out.append(literals(token))
    return "".join(out).split("@")[0].strip()


def _date_part(moment: datetime, sign: str, width: int, has_halves: bool, language: _Names) -> str:
    if sign == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if sign == "m" and width > 2:
        name = language.months[moment.month - 1]
        return name[:3] if width == 3 else name[0] if width == 5 else name
    if sign == "d" and width > 2:
        name = language.days[moment.weekday()]
        return name[:3] if width == 3 else name
    hour = (moment.hour % 12 or 12) if has_halves else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[sign]
    return f"{number:02d}" if width > 1 else str(number)


def _names(section: str) -> _Names:
    stated = _STATED_LANGUAGE.search(section)
    number = int(stated.group(1), 16) & 0xFFFF if stated else 0
    return _LANGUAGES.get(number & 0xFF, _ENGLISH) if number < 0xF000 else _ENGLISH
