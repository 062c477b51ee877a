from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities import quantities


@pytest.mark.parametrize(
    ("words", "value", "what"),
    [
        ("84 members", "84", ""),
        ("twelve", "12", ""),
        ("thirty crews", "30", ""),
        ("Twenty-four", "24", ""),
        ("ninety-nine per cent", "99", "share"),
        ("fourteen", "14", ""),
        ("3.5 km", "3500", "length"),
        ("30m", "30", "length"),
        ("£30m", "30000000", "pound"),
        ("2 hours", "7200", "time"),
        ("two years", "24", "month"),
        ("50 per cent", "50", "share"),
        ("50%", "50", "share"),
        ("25p", "0.25", "pound"),
        ("1,500 dollars", "1500", "dollar"),
        ("1.5 million", "1500000", ""),
        ("3 kilos", "3", "mass"),
    ],
)
def test_a_number_is_read_with_its_unit(words: str, value: str, what: str) -> None:
    (found,) = quantities(words)
    amount = found.value if found.what else found.number
    assert (amount, found.what) == (Decimal(value), what)


@given(st.text(max_size=60), st.text(max_size=60))
def test_agreement_is_mutual_and_every_amount_agrees_with_itself(one: str, other: str) -> None:
    for first in quantities(f"5 km {one}"):
        assert first.agrees(first)
        for second in quantities(other):
            assert first.agrees(second) == second.agrees(first)
