"""Plots are well-formed pictures that show any words and obey none, and put known numbers at known places."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.confidence import RiskAtCoverage, risk_coverage
from evals.plots import bars_by_type, calibration_plot, distribution_plot, latency_plot, risk_coverage_plot
from evals.plots_counts import bin_counts, percentile, reliability, wilson
from evals.plots_frame import nice_top, per_cent, round_values, standing_alone
from evals.plots_interval import interval_mark
from evals.statistics import Estimate
from tests.ui.hostile import HOSTILE, UNSHOWABLE

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "text", "line", "polyline", "rect", "circle", "g"}
HALF = Estimate(0.5, 0.25, 0.75, 4)
shares = st.floats(0, 1)


def parsed(plot: str) -> ElementTree.Element:
    """The picture, checked for what every picture must be."""
    root = ElementTree.fromstring(plot)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ELEMENTS
    attributes = {name for one in root.iter() for name in one.keys()}  # noqa: SIM118 - not a dict
    assert not any(name.startswith("on") or name in {"style", "href", "id"} for name in attributes)
    assert all(word_of(root, part) for part in ("title", "desc"))
    assert "nan" not in plot and "inf" not in plot
    return root


def word_of(root: ElementTree.Element, part: str) -> str:
    return root.findtext(f"{SVG}{part}") or ""


def words_in(root: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "plot",
    [
        risk_coverage_plot(()),
        calibration_plot((), ()),
        distribution_plot((), ()),
        latency_plot(()),
        bars_by_type(()),
    ],
)
def test_without_data_a_plot_says_so(plot: str) -> None:
    root = parsed(plot)
    assert word_of(root, "desc").startswith("No question")
    assert word_of(root, "desc") in words_in(root)


@pytest.mark.parametrize(
    "plot",
    [
        risk_coverage_plot((RiskAtCoverage(1.0, 0.0, 0.5),), RiskAtCoverage(1.0, 0.0, 0.5)),
        calibration_plot((0.0,), (False,)),
        calibration_plot((1.0,), (True,)),
        distribution_plot((0.5,), ()),
        distribution_plot((), (1.0,), 1.0),
        latency_plot((0.0,)),
        latency_plot((3.0,)),
        bars_by_type((("fact", HALF),)),
    ],
)
def test_a_single_value_is_drawn(plot: str) -> None:
    root = parsed(plot)
    assert list(root.iter(f"{SVG}rect")) + list(root.iter(f"{SVG}circle"))


@pytest.mark.parametrize("label", HOSTILE + UNSHOWABLE)
def test_labels_are_shown_and_not_obeyed(label: str) -> None:
    root = parsed(bars_by_type(((label, HALF),), title=label))
    assert root.findtext(f"{SVG}title") == re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\uffff]", "�", label
    )


def test_a_long_label_is_shortened_and_told_in_full() -> None:
    root = parsed(bars_by_type((("x" * 60, HALF),)))
    assert "x" * 17 + "…" in words_in(root)
    assert "x" * 60 in word_of(root, "desc")


def test_the_curve_goes_through_its_points() -> None:
    curve = risk_coverage((0.9, 0.8, 0.7, 0.6), (True, True, False, True), questions=8)
    root = parsed(risk_coverage_plot(curve, curve[-1]))
    (line,) = root.iter(f"{SVG}polyline")
    # x from 46 to 378 for coverage 0 to 1; y from 246 to 52 for risk 0 to 0.4: the worst is 1/3, the next round end 0.4
    assert line.get("points") == "87.5,246 129,246 170.5,84.3 212,124.8"
    (dot,) = root.iter(f"{SVG}circle")
    assert (dot.get("cx"), dot.get("cy")) == ("212", "124.8")
    assert {"as it stands:", "25 % wrong, 50 % answered"} <= set(words_in(root))


def test_calibration_puts_each_bin_at_its_mean() -> None:
    root = parsed(calibration_plot((0.72, 0.78, 0.75, 0.75), (True, True, True, False)))
    (dot,) = root.iter(f"{SVG}circle")
    assert dot.get("cx") == "295"  # 46 + 0.75 * 332
    assert dot.get("cy") == "100.5"  # 246 - 0.75 * 194
    assert word_of(root, "desc") == "at 75 % confidence 75 % right (n 4)."
    assert words_in(root).count("4") == 1


def test_calibration_needs_a_verdict_for_every_confidence() -> None:
    with pytest.raises(ValueError, match="shorter"):
        calibration_plot((0.5, 0.6), (True,))


def test_the_two_groups_stand_on_two_sides_of_the_line() -> None:
    root = parsed(distribution_plot((0.98, 0.99), (0.01,), threshold=0.4))
    above, below = root.iter(f"{SVG}rect")
    middle = (52 + 246) / 2
    assert float(above.get("y", "")) + float(above.get("height", "")) == middle
    assert float(below.get("y", "")) == middle
    assert float(above.get("x", "")) > float(below.get("x", ""))
    assert {"documents answer (n 2)", "documents don't (n 1)", "40 %"} <= set(words_in(root))


def test_latency_names_its_percentiles_in_a_fitting_unit() -> None:
    assert {"p50 20 ms", "p95 29 ms"} <= set(words_in(parsed(latency_plot((0.01, 0.02, 0.03)))))
    assert {"p50 2 s", "p95 2.9 s"} <= set(words_in(parsed(latency_plot((1.0, 2.0, 3.0)))))


def test_one_slow_answer_does_not_squeeze_the_others() -> None:
    root = parsed(latency_plot((0.02,) * 99 + (30.0,)))
    told = [one.findtext(f"{SVG}title") or "" for one in root.iter(f"{SVG}rect")]
    assert told[-1].startswith("1 took") and told[-1].endswith("and more")
    assert "the longest 30000 ms" in word_of(root, "desc")


def test_bars_are_as_long_as_their_values() -> None:
    root = parsed(bars_by_type((("fact", HALF), ("", Estimate(1.0, 1.0, 1.0, 2)))))
    half, whole = (float(one.get("width", "")) for one in root.iter(f"{SVG}rect"))
    assert (half, whole) == (109, 218)
    assert {"fact", "4", "(no type)", "2"} <= set(words_in(root))


def test_a_picture_alone_follows_the_systems_scheme() -> None:
    plot = latency_plot((1.0,))
    assert "color-scheme" not in plot
    assert ElementTree.fromstring(standing_alone(plot)).get("style") == "color-scheme: light dark"


@given(st.lists(st.tuples(shares, st.booleans()), max_size=40), st.none() | shares)
def test_any_confidences_make_pictures(answers: list[tuple[float, bool]], threshold: float | None) -> None:
    confidences, hits = [one for one, _ in answers], [hit for _, hit in answers]
    curve = risk_coverage(confidences, hits, len(answers) + 1)
    parsed(risk_coverage_plot(curve, curve[-1] if curve else None))
    parsed(calibration_plot(confidences, hits))
    parsed(distribution_plot(confidences, confidences[1:], threshold))


@given(st.lists(st.floats(0, 1e5), max_size=40))
def test_any_times_make_a_picture_inside_its_frame(seconds: list[float]) -> None:
    for one in parsed(latency_plot(seconds)).iter(f"{SVG}rect"):
        assert 46 <= float(one.get("x", "")) <= 378
        assert float(one.get("y", "")) >= 52


def test_bins_are_closed_on_the_right() -> None:
    assert bin_counts((0.0, 0.1, 0.1001, 0.3, 1.0, 7.0, -1.0), 0.0, 1.0, 10) == (3, 1, 1, 0, 0, 0, 0, 0, 0, 2)


@given(st.lists(st.tuples(shares, st.booleans()), max_size=60))
def test_every_answer_is_in_one_bin(answers: list[tuple[float, bool]]) -> None:
    bins = [one for one in reliability([one for one, _ in answers], [hit for _, hit in answers]) if one]
    assert sum(one.n for one in bins) == len(answers)
    assert math.isclose(sum(one.right * one.n for one in bins), sum(hit for _, hit in answers), abs_tol=1e-9)


def test_wilson_agrees_with_a_published_case() -> None:
    """Newcombe 1998 (Statistics in Medicine 17, table I): 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (hits, n), expected in published.items():
        assert wilson(hits / n, n) == pytest.approx(expected, abs=5e-5)


def test_an_interval_needs_observations() -> None:
    with pytest.raises(ValueError, match="at least one"):
        wilson(0.5, 0)
    with pytest.raises(ValueError, match="at least one"):
        percentile((), 0.5)


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 2.5), (0.95, 3.85), (1.0, 4.0)])
def test_percentiles_are_interpolated(share: float, expected: float) -> None:
    assert percentile((4.0, 1.0, 3.0, 2.0), share) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "top"), [(0, 1), (0.31, 0.4), (0.2, 0.2), (1, 1), (42, 60), (97, 100), (1001, 2000)])
def test_axes_end_at_round_numbers(value: float, top: float) -> None:
    assert nice_top(value) == pytest.approx(top)


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        (1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (0.8, (0, 0.2, 0.4, 0.6, 0.8)),
        (60, (0, 20, 40, 60)),
        (200, (0, 50, 100, 150, 200)),
    ],
)
def test_axes_are_marked_at_round_values(top: float, marks: tuple[float, ...]) -> None:
    assert round_values(top) == pytest.approx(marks)


def test_questions_are_counted_in_whole_ones() -> None:
    drawn = set(words_in(parsed(latency_plot((1.0,)))))
    assert {"0", "1"} <= drawn
    assert not {"0.2", "0.25", "0.5"} & drawn


def test_an_interval_is_marked_between_0_and_1_and_nowhere_else() -> None:
    root = ElementTree.fromstring(interval_mark(HALF))
    (dot,) = root.iter(f"{SVG}circle")
    whole, part = root.iter(f"{SVG}line")
    assert (dot.get("cx"), part.get("x1"), part.get("x2")) == ("50", "27", "73")
    assert (whole.get("x1"), whole.get("x2")) == ("4", "96")
    assert interval_mark(Estimate(22.0, 20.0, 24.0, 9)) == ""


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "0 %"), (0.054, "5.4 %"), (0.5, "50 %"), (1 / 3, "33 %"), (0.996, "99.6 %"), (1, "100 %")],
)
def test_shares_are_told_in_per_cent(share: float, expected: str) -> None:
    assert per_cent(share) == expected
