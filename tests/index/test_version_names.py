from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.version_names import families_of, marks_of


@pytest.mark.parametrize(
    "name",
    ["Lease", "Lease v2", "Lease_V2.1", "lease-rev.3", "Lease (1)", "Lease - Copy", "Copy of Lease", "Lease copy 2",
     "Lease final", "Lease_FINAL (2)", "draft lease", "Lease (signed)", "Lease 2024", "2024-03-01 Lease",
     "20240301_lease", "Lease 1.3.2024", "Lease 03-04-2024", "Lease.v3", "Lease version 12", "Lease old"],
)  # fmt: skip
def test_marks_of_a_version_are_not_part_of_the_family(name: str) -> None:
    assert marks_of(name).family == "lease"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chapter 1", "Chapter 2"), ("Report January 2024", "Report February 2024"), ("Report 2024-01", "Report 2024-02"),
     ("Annual report 2023", "Annual report 2024"), ("Minutes 2024-01-15", "Minutes 2024-02-12"),
     ("Sales Q1 2024", "Sales Q2 2024"), ("invoice (1)", "invoice (2)"), ("scan0001", "scan0002"),
     ("lease Miller", "lease Smith"), ("Part A v1", "Part B v1"), ("Budget 01.2024", "Budget 02.2024")],
)  # fmt: skip
def test_the_numbers_of_a_series_are(one: str, other: str) -> None:
    assert marks_of(one).family != marks_of(other).family


@pytest.mark.parametrize("name", ["v2", "(1)", "final", "2024", "12", ""])
def test_a_name_of_nothing_but_marks_has_no_family(name: str) -> None:
    assert marks_of(name).family == ""


def test_marks_are_told() -> None:
    assert marks_of("Lease v2.10").number == (2, 10)
    assert (marks_of("Lease draft").stage, marks_of("Lease").stage, marks_of("Lease final").stage) == (-1, 0, 1)
    assert marks_of("Lease 2024-03-01").day == marks_of("Lease 1.3.2024").day == (2024, 3, 1)
    assert marks_of("Lease 2024").day == (2024,)
    assert marks_of("Lease 03-04-2024").day == (), "it could be March or April"
    assert marks_of("Lease 25-04-2024").day == (2024, 4, 25)
    assert marks_of("Lease 2024-02-31").day == ()


def test_the_file_name_and_the_title_are_looked_at() -> None:
    assert families_of("Papers › 2023 › Lease v2.pdf", "x").of_name == "lease"
    families = families_of("/papers/2023/travel_policy_v2.pdf", "Travel policy, version 2")
    assert (families.of_name, families.of_title) == ("travel policy", "travel policy")


@given(st.text(max_size=40))
def test_any_name_can_be_looked_at_and_the_family_has_no_marks_left(name: str) -> None:
    family = marks_of(name).family
    assert family == " ".join(family.split())
    assert not marks_of(family).number
