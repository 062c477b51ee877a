"""The plots of a run: numbers in, an SVG picture out, as a string for the inside of an HTML page.

Every function is pure and takes any words as labels: they are shown and never obeyed. A picture has no scripts, styles
or identifiers, so it may stand more than once on any page.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.markup import Html, tag
from evals.metrics.confidence import RiskAtCoverage
from evals.plots_counts import bin_counts, percentile, reliability, wilson
from evals.plots_frame import (
    FIRST,
    INK,
    LINE,
    SECOND,
    SOFT,
    WIDTH,
    Axis,
    Frame,
    bar,
    dot,
    drawing,
    group,
    line,
    nice_top,
    nothing,
    number,
    per_cent,
    round_values,
    share_axis,
    words,
)
from evals.statistics import Estimate

_BARS = 40
_LABEL_CHARS = 18
_ROW = 24


def risk_coverage_plot(curve: Sequence[RiskAtCoverage], operating_point: RiskAtCoverage | None = None) -> str:
    """How many answers are wrong when only the surest are given, from few to all.

    Args:
        curve: from ``evals.metrics.confidence.risk_coverage``, coverage rising.
        operating_point: where the system stands as it is; drawn as a dot with its numbers.
    """
    title = "Wrong answers, if only the surest are given"
    if not curve:
        return nothing(title, "No question was answered.")
    frame = Frame(
        share_axis("Share of the questions that get an answer"),
        share_axis("Wrong among the answers", nice_top(max(point.risk for point in curve))),
    )
    path = " ".join(f"{number(frame.x_at(one.coverage))},{number(frame.y_at(one.risk))}" for one in curve)
    drawn = [
        frame.axes(),
        tag("polyline", points=path, fill="none", stroke=FIRST, stroke_width="2", stroke_linejoin="round"),
    ]
    if len(curve) == 1:
        drawn.append(dot(frame.x_at(curve[0].coverage), frame.y_at(curve[0].risk), 3, FIRST, _point(curve[0])))
    if operating_point:
        drawn.append(_operating_point(frame, operating_point))
    told = f"{_point(curve[0])} at the surest; {_point(curve[-1])} when all are given."
    return drawing(title, told, *drawn)


def _operating_point(frame: Frame, point: RiskAtCoverage) -> Html:
    x, y = frame.x_at(point.coverage), min(max(frame.y_at(point.risk), frame.top), frame.bottom)
    anchor, beside = ("end", x - 4) if point.coverage > 0.5 else ("start", x + 4)
    first = y - 26 if y - 38 > frame.top else y + 22
    return group(
        line(x, y, x, frame.bottom, SECOND, dashes="3 3"),
        dot(x, y, 5, SECOND, _point(point)),
        words(beside, first, "as it stands:", anchor, SECOND, halo=True),
        words(beside, first + 14, _point(point), anchor, SECOND, halo=True),
    )


def _point(point: RiskAtCoverage) -> str:
    return f"{per_cent(point.risk)} wrong, {per_cent(point.coverage)} answered"


def calibration_plot(confidences: Sequence[float], hits: Sequence[bool]) -> str:
    """Whether the confidence is true: the share of right answers for each tenth of confidence, with its 95 % interval.

    Args:
        confidences: of the answers given, 0 to 1.
        hits: whether each was right.

    Raises:
        ValueError: there is not one hit or miss for each confidence.
    """
    title = "Confidence, and how often it was right"
    bins = reliability(confidences, hits)
    if not confidences:
        return nothing(title, "No question was answered.")
    frame = Frame(share_axis("Confidence of the answer"), share_axis("Answers that were right"))
    drawn = [frame.axes(), line(frame.x_at(0), frame.y_at(0), frame.x_at(1), frame.y_at(1), SOFT, dashes="4 4")]
    told = []
    most = max(one.n for one in bins if one)
    for at, one in enumerate(bins):
        if one is None:
            continue
        low, high = wilson(one.right, one.n)
        x = frame.x_at(one.confidence)
        told.append(f"at {per_cent(one.confidence)} confidence {per_cent(one.right)} right (n {one.n})")
        drawn += [
            line(x, frame.y_at(low), x, frame.y_at(high), FIRST, 1.5),
            dot(x, frame.y_at(one.right), 3 + 4 * (one.n / most) ** 0.5, FIRST, told[-1]),
            words(frame.x_at((at + 0.5) / len(bins)), frame.top - 5, str(one.n), anchor="middle", colour=SOFT),
        ]
    drawn.append(words(frame.left + 4, frame.top - 5, "n", anchor="middle", colour=SOFT))
    return drawing(title, "; ".join(told) + ".", *drawn)


def distribution_plot(
    answerable: Sequence[float], unanswerable: Sequence[float], threshold: float | None = None
) -> str:
    """How sure the system was: questions that the documents answer above the line, those that they don't below it.

    Args:
        answerable: confidence (0 to 1) for each question that the documents answer.
        unanswerable: the same for each question that they don't.
        threshold: a confidence to mark.
    """
    title = "Confidence, if the documents answer or not"
    if not answerable and not unanswerable:
        return nothing(title, "No question has gold.")
    shares = tuple(_shares(values, _BARS // 2) for values in (answerable, unanswerable))
    top = nice_top(1.25 * max(max(column) for column in shares))  # room for the names of the groups
    marks = tuple((at * top / 2, per_cent(abs(at) * top / 2)) for at in range(-2, 3))
    frame = Frame(share_axis("Confidence"), Axis("Share of the group", -top, top, marks))
    drawn = [frame.axes()]
    names = (f"documents answer (n {len(answerable)})", f"documents don't (n {len(unanswerable)})")
    width = (frame.right - frame.left) / (_BARS // 2)
    for column, name, colour, sign in zip(shares, names, (FIRST, SECOND), (1, -1), strict=True):
        for at, share in enumerate(column):
            if share:
                low, height = at * 2 / _BARS, frame.y_at(0) - frame.y_at(share)
                told = f"{name}: {per_cent(share)} from {low:.2f} to {low + 2 / _BARS:.2f}"
                y = frame.y_at(0) - (height if sign > 0 else 0)
                drawn.append(bar(frame.x_at(low) + 0.5, y, width - 1, height, colour, told))
    drawn.append(line(frame.left, frame.y_at(0), frame.right, frame.y_at(0), SOFT))
    if threshold is not None:
        x = frame.x_at(threshold)
        drawn.append(line(x, frame.top, x, frame.bottom, INK, dashes="4 3"))
        drawn.append(words(x + 4, frame.bottom - 24, per_cent(threshold), halo=True))
    drawn.append(words(frame.left + 4, frame.top + 14, names[0], "start", FIRST, halo=True))
    drawn.append(words(frame.right - 4, frame.bottom - 8, names[1], "end", SECOND, halo=True))
    halves = ", ".join(
        f"{name}: half are at least {percentile(values, 0.5):.2f} sure"
        for name, values in zip(names, (answerable, unanswerable), strict=True)
        if values
    )
    return drawing(title, halves + ".", *drawn)


def _shares(values: Sequence[float], bins: int) -> tuple[float, ...]:
    return tuple(count / max(len(values), 1) for count in bin_counts(values, 0.0, 1.0, bins))


def latency_plot(seconds: Sequence[float]) -> str:
    """How long the answers took, with the median (p50) and the time within which 95 of 100 came (p95).

    The few that took longer than twice the p95 stand together in the last bar.
    """
    title = "Time for an answer"
    if not seconds:
        return nothing(title, "No question was asked.")
    half, most = percentile(seconds, 0.5), percentile(seconds, 0.95)
    top = nice_top(min(max(seconds), 2 * most)) if most else nice_top(max(seconds))
    unit, name = (1000.0, "ms") if top < 1 else (1.0, "s")
    counts = bin_counts(seconds, 0.0, top, _BARS)
    high = nice_top(max(counts))
    marks = tuple((value, f"{value * unit:g} {name}") for value in round_values(top))
    frame = Frame(
        Axis("Time", 0.0, top, marks),
        Axis("Questions", 0.0, high, tuple((value, f"{value:g}") for value in round_values(high, _few(high)))),
    )
    drawn = [frame.axes()]
    width = (frame.right - frame.left) / _BARS
    for at, count in enumerate(counts):
        if count:
            low, end = top * at / _BARS * unit, top * (at + 1) / _BARS * unit
            last = at == _BARS - 1 and max(seconds) > top
            told = f"{count} took {low:g} {name} " + ("and more" if last else f"to {end:g} {name}")
            y = frame.y_at(count)
            drawn.append(bar(frame.x_at(0) + at * width + 0.5, y, width - 1, frame.bottom - y, FIRST, told))
    marked = f"p50 {_precise(half * unit)} {name}", f"p95 {_precise(most * unit)} {name}"
    places = tuple(frame.x_at(min(value, top)) for value in (half, most))
    drawn += [line(x, frame.top, x, frame.bottom, INK, dashes="4 3") for x in places]
    for x, label, y in zip(places, marked, (frame.top + 10, frame.top + 26), strict=True):
        left = x > WIDTH * 0.7
        drawn.append(words(x - 4 if left else x + 4, y, label, anchor="end" if left else "start", halo=True))
    longest = f"{_precise(max(seconds) * unit)} {name}"
    return drawing(title, f"{', '.join(marked)}, the longest {longest}, n {len(seconds)}.", *drawn)


def _few(count: float) -> int:
    """Steps for an axis of few things, which cannot be halved; 0 for many."""
    return int(count) if count < 4 else 0


def _precise(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}"


def bars_by_type(rows: Sequence[tuple[str, Estimate]], title: str = "Right, by type of question") -> str:
    """A bar with its 95 % interval for each type of question, in the order given; the first forty are drawn.

    Args:
        rows: the name of a type and the share of it that was right.
        title: what the bars measure.
    """
    if not rows:
        return nothing(title, "No question has gold.")
    shown = rows[:_BARS]
    height = 50 + _ROW * len(shown) + 44
    frame = Frame(share_axis("Right, with the 95 % interval", steps=4), Axis("", 0, 1, ()), height, left=160)
    drawn = [line(frame.x_at(value), 38, frame.x_at(value), frame.bottom, LINE) for value, _ in frame.x.ticks]
    drawn.append(frame.axes())
    told = []
    for at, (name, found) in enumerate(shown):
        middle = 50 + _ROW * at + _ROW / 2 - 4
        label = name or "(no type)"
        told.append(f"{label}: {per_cent(found.value)}, {per_cent(found.low)} to {per_cent(found.high)}, n {found.n}")
        drawn += [
            words(2, middle + 4, _short(label)),
            words(frame.left - 6, middle + 4, str(found.n), anchor="end", colour=SOFT),
            bar(frame.left, middle - 7, frame.x_at(found.value) - frame.left, 14, FIRST, told[-1], opacity=0.5),
            line(frame.x_at(found.low), middle, frame.x_at(found.high), middle, INK, 1.5),
            line(frame.x_at(found.low), middle - 3, frame.x_at(found.low), middle + 3, INK, 1.5),
            line(frame.x_at(found.high), middle - 3, frame.x_at(found.high), middle + 3, INK, 1.5),
        ]
    drawn.append(words(frame.left - 6, 38, "n", anchor="end", colour=SOFT))
    return drawing(title, "; ".join(told) + ".", *drawn, height=height)


def _short(label: str) -> str:
    return label if len(label) <= _LABEL_CHARS else label[: _LABEL_CHARS - 1] + "…"
