"""Brings numbers with units to one form: "3 km" is "3,000 m", "50 per cent" is "50 %", "£5" is no "$5"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMERALS = (
    {word: number for number, word in enumerate(_ONES)}
    | {word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {
        f"{ten}-{word}": tens + number
        for tens, ten in zip(range(20, 100, 10), _TENS, strict=True)
        for number, word in enumerate(_ONES[1:10], start=1)
    }
    | {"once": 1, "twice": 2}
)
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "m": 6, "bn": 9}
_CURRENCIES = {
    "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "usd": "dollar", "eur": "euro", "gbp": "pound",
    "dollars": "dollar", "dollar": "dollar", "euros": "euro", "euro": "euro", "pence": "penny", "p": "penny",
    "crowns": "crown", "crown": "crown", "francs": "franc", "franc": "franc",
}  # fmt: skip
_UNITS: dict[str, tuple[str, str]] = {
    name: (what, factor)
    for what, factor, names in (
        ("length", "0.001", "mm millimetre millimetres millimeter millimeters"),
        ("length", "0.01", "cm centimetre centimetres centimeter centimeters"),
        ("length", "1", "m metre metres meter meters"),
        ("length", "1000", "km kilometre kilometres kilometer kilometers"),
        ("length", "0.0254", "inch inches"),
        ("length", "0.3048", "ft foot feet"),
        ("length", "0.9144", "yard yards"),
        ("length", "1609.344", "mile miles mi"),
        ("mass", "0.001", "g gram grams gramme grammes"),
        ("mass", "1", "kg kilo kilos kilogram kilograms"),
        ("mass", "1000", "t tonne tonnes"),
        ("mass", "0.45359237", "lb lbs"),
        ("volume", "0.001", "ml millilitre millilitres milliliter milliliters"),
        ("volume", "1", "l litre litres liter liters"),
        ("time", "1", "second seconds sec s"),
        ("time", "60", "minute minutes min"),
        ("time", "3600", "hour hours h"),
        ("time", "86400", "day days"),
        ("time", "604800", "week weeks"),
        ("month", "1", "month months"),
        ("month", "12", "year years"),
        ("share", "1", "% percent"),
    )
    for name in names.split()
}  # "pounds" is a mass or money, "degrees" are of a scale: they are compared by their numbers only
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+(?![\d.]))?"
_QUANTITY = re.compile(
    rf"(?P<sign>[$€£¥]\s?)?(?P<number>{_NUMBER}|\b(?:{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})\b)"
    rf"(?:\s?(?P<scale>hundred|thousand|million|billion|trillion|(?<=\d)(?:m|bn)(?=\b))\b)?"
    r"(?:\s?(?P<unit>%|per cent\b|[a-zA-Z]+\b))?",
    re.IGNORECASE,
)
_NEARLY = Decimal("0.01")  # by what share of the larger one two roundings of the same measure may differ


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something: ``number`` as it is written, ``value`` the same in the base unit of ``what``.

    ``unit`` is the unit as it is written and ``what`` is what it measures; both are empty for a plain number.
    """

    number: Decimal
    unit: str = ""
    value: Decimal = Decimal(0)
    what: str = ""

    def is_comparable(self, other: Quantity) -> bool:
        """Whether they may speak of the same: a plain number may be of any unit."""
        return not self.what or not other.what or self.what == other.what

    def agrees(self, other: Quantity) -> bool:
        """Whether both may be the same amount; one that had to be converted may differ by a rounding."""
        if not self.is_comparable(other):
            return False
        if not self.what or not other.what or self.unit == other.unit:
            return self.number == other.number
        return abs(self.value - other.value) <= _NEARLY * max(abs(self.value), abs(other.value))


def quantities(words: str) -> tuple[Quantity, ...]:
    """Every number of ``words`` with its unit, if it has one that is known.

    >>> [(f"{one.value:f}", one.what) for one in quantities("3.5 km, 50 per cent, £1.5 million, twelve boats")]
    [('3500.0', 'length'), ('50', 'share'), ('1500000', 'pound'), ('12', '')]
    """
    return tuple(_quantity(match) for match in _QUANTITY.finditer(words))


def _quantity(match: re.Match[str]) -> Quantity:
    told, sign = match["number"].lower(), (match["sign"] or "").strip()
    unit, scale = (match["unit"] or "").lower().replace("per cent", "percent"), (match["scale"] or "").lower()
    number = Decimal(_NUMERALS[told] if told in _NUMERALS else told.replace(",", ""))
    if scale == "m" and not sign:
        scale, unit = "", "m"  # "30m" are metres, "£30m" are millions
    number = number.scaleb(_SCALES.get(scale, 0))
    currency = _CURRENCIES.get(sign) or _CURRENCIES.get(unit)
    if currency == "penny":
        return Quantity(number, currency, number / 100, "pound")
    if currency:
        return Quantity(number, currency, number, currency)
    what, factor = _UNITS.get(unit, ("", "1"))
    return Quantity(number, unit.removesuffix("s") if what else "", number * Decimal(factor), what)
