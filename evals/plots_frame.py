"""The paper that plots are drawn on: scales, axes and labels as SVG elements. Pure functions, no style sheet needed.

Colours are CSS custom properties with a fallback for light and dark, so a page may set its own and a plot also looks
right alone. Sizes are user units; the picture grows with the element it stands in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from evals.markup import Html, joined, tag

WIDTH, HEIGHT = 400, 290
INK = "var(--plot-ink, light-dark(#23262b, #e8e6e1))"
SOFT = "var(--plot-soft, light-dark(#5d615f, #a9adb0))"
LINE = "var(--plot-line, light-dark(#e2ded3, #343940))"
PAGE = "var(--plot-page, light-dark(#fdfcf9, #17191c))"
FIRST = "var(--plot-first, light-dark(#23605a, #7cc0b5))"
SECOND = "var(--plot-second, light-dark(#9a5b00, #e0b267))"
_SMALL = "12"
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 22, 52, 44


@dataclass(frozen=True, slots=True)
class Axis:
    """A range of values with its name and the values to mark, each with its words."""

    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values stand on the paper: x to the right, y upwards."""

    x: Axis
    y: Axis
    height: int = HEIGHT
    left: int = _LEFT

    @property
    def right(self) -> float:
        """The right edge of the plotting area."""
        return WIDTH - _RIGHT

    @property
    def top(self) -> float:
        """The upper edge of the plotting area."""
        return _TOP

    @property
    def bottom(self) -> float:
        """The lower edge of the plotting area."""
        return self.height - _BOTTOM

    def x_at(self, value: float) -> float:
        """Where a value of the x axis stands, in user units from the left."""
        return self.left + (value - self.x.low) / (self.x.high - self.x.low) * (self.right - self.left)

    def y_at(self, value: float) -> float:
        """Where a value of the y axis stands, in user units from the top."""
        return self.bottom - (value - self.y.low) / (self.y.high - self.y.low) * (self.bottom - self.top)

    def axes(self) -> Html:
        """Grid lines with their values, and the names of both axes."""
        across = (
            line(self.left, self.y_at(value), self.right, self.y_at(value), LINE)
            + words(self.left - 6, self.y_at(value) + 4, name, anchor="end", colour=SOFT)
            for value, name in self.y.ticks
        )
        below = (
            words(self.x_at(value), self.bottom + 16, name, anchor="middle", colour=SOFT)
            for value, name in self.x.ticks
        )
        names = (
            words((self.left + self.right) / 2, self.height - 8, self.x.label, anchor="middle", colour=SOFT),
            words(2, self.top - 16, self.y.label, colour=SOFT),
            line(self.left, self.bottom, self.right, self.bottom, SOFT),
        )
        return Html("".join((*across, *below, *names)))


def drawing(title: str, description: str, *children: str, height: int = HEIGHT) -> Html:
    """A whole plot: an SVG element with its title, and a description for who cannot see it."""
    return tag(
        "svg",
        tag("title", title),
        tag("desc", description),
        tag("text", title, x="2", y="16", font_size="14", font_weight="600", fill=INK),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width="100%",
        role="img",
        class_="plot",
        font_family="system-ui, sans-serif",
        font_size=_SMALL,
    )


def nothing(title: str, reason: str) -> Html:
    """A plot without data, which says why."""
    return drawing(title, reason, words(WIDTH / 2, 66, reason, anchor="middle", colour=SOFT), height=110)


def standing_alone(plot: str) -> str:
    """The plot for a file or an ``img`` element, where no page tells it whether it is light or dark."""
    return plot.replace("<svg ", '<svg style="color-scheme: light dark" ', 1)


def share_axis(label: str, high: float = 1.0, steps: int = 0) -> Axis:
    """An axis of shares from 0 to ``high`` (0 to 1), marked in per cent: in ``steps`` steps, or in round ones."""
    return Axis(label, 0.0, high, tuple((value, per_cent(value)) for value in round_values(high, steps)))


def round_values(top: float, steps: int = 0) -> tuple[float, ...]:
    """The values to mark on an axis from 0 to ``top`` (from ``nice_top``): its ends and two to four between them."""
    leading = f"{top:e}"[0]
    steps = steps or {"1": 5, "6": 3}.get(leading, 4)
    return tuple(top * at / steps for at in range(steps + 1))


def nice_top(value: float) -> float:
    """The end of an axis that holds ``value``: 1, 2, 4, 6, 8 or 10 times a power of ten; 1 for next to nothing."""
    if value < 1e-9:
        return 1.0
    unit = 10.0 ** math.floor(math.log10(value))
    return next(times * unit for times in (1, 2, 4, 6, 8, 10) if times * unit >= value * (1 - 1e-9))


def per_cent(share: float) -> str:
    """A share in per cent, with a decimal below 10 % and above 90 %, where a tenth matters."""
    value = round(share * 100, 1)
    return f"{value:.0f} %" if value == int(value) or 10 <= value <= 90 else f"{value:.1f} %"


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dashes: str = "") -> Html:
    """A straight line."""
    more = {"stroke_dasharray": dashes} if dashes else {}
    ends = {"x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)}
    return tag("line", **ends, stroke=colour, stroke_width=number(width), **more)


def words(x: float, y: float, text: str, anchor: str = "start", colour: str = INK, halo: bool = False) -> Html:
    """Words at a point; a halo keeps them legible over lines."""
    more = {"stroke": PAGE, "stroke_width": "4", "stroke_linejoin": "round", "paint_order": "stroke"} if halo else {}
    return tag("text", text, x=number(x), y=number(y), text_anchor=anchor, fill=colour, **more)


def bar(x: float, y: float, width: float, height: float, colour: str, told: str, opacity: float = 1) -> Html:
    """A filled rectangle that tells its numbers when it is pointed at."""
    box = {"x": number(x), "y": number(y), "width": number(max(width, 0)), "height": number(max(height, 0))}
    return tag("rect", tag("title", told), **box, fill=colour, fill_opacity=f"{opacity:g}")


def dot(x: float, y: float, radius: float, colour: str, told: str) -> Html:
    """A filled circle that tells its numbers when it is pointed at."""
    return tag(
        "circle",
        tag("title", told),
        cx=number(x),
        cy=number(y),
        r=number(radius),
        fill=colour,
        stroke=PAGE,
        stroke_width="1.5",
    )


def number(value: float) -> str:
    """A coordinate: one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def group(*children: str) -> Html:
    """Elements that belong together."""
    return tag("g", joined(*children))
