"""What was recognised on a page that is a picture, and how it passes between processes and into the library.

The process that recognises looks at other people's pictures and might be turned by one of them, so nothing that it
says is trusted: every value is checked before it is used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

SURE = 0.8
"""A line below this share of certainty may hold misread words; the engine gives clean print 0.95 and more."""
_TURNS = (0, 90, 180, 270)
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page as it is shown, each edge from 0 to 1, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def turned(self, degrees: int) -> Area:
        """The same rectangle on the page turned clockwise by ``degrees``: 0, 90, 180 or 270."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        if degrees == 90:
            return Area(1 - bottom, left, 1 - top, right)
        if degrees == 180:
            return Area(1 - right, 1 - bottom, 1 - left, 1 - top)
        return Area(top, 1 - right, bottom, 1 - left) if degrees == 270 else self


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word with its place. Where the engine does not part the words of a line, one of these is the whole line."""

    text: str
    area: Area


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of print: its ``words`` (at least one) stand in ``text`` in order; ``sureness`` is from 0 to 1."""

    text: str
    sureness: float
    words: tuple[RecognisedWord, ...]


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """The lines of a page (from 1) of ``width`` × ``height`` points as it is shown, in the engine's order.

    ``turn`` is by how many degrees the page has to be turned clockwise for its words to stand upright. ``problem`` says
    in plain words why the page could not be looked at; then there are no lines.
    """

    page: int
    width: float
    height: float
    lines: tuple[RecognisedLine, ...] = ()
    turn: int = 0
    problem: str = ""

    @property
    def is_unsure(self) -> bool:
        """Whether some of its words may be misread."""
        return any(line.sureness < SURE for line in self.lines)


def encode_page(page: RecognisedPage) -> str:
    """A page as text."""
    lines = [
        (line.text, round(line.sureness, 3), [(word.text, *_edges(word.area)) for word in line.words])
        for line in page.lines
    ]
    told = [page.page, round(page.width, 2), round(page.height, 2), lines, page.turn, page.problem]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def decode_page(told: str) -> RecognisedPage:
    """What ``encode_page`` was given.

    Raises:
        ValueError: it is something else.
    """
    try:
        number, width, height, lines, turn, problem = json.loads(told)
        if turn not in _TURNS or type(number) is not int or number < 1 or len(lines) > _MOST_LINES:
            raise TypeError("expected a page from 1, turned by a quarter at a time")
        return RecognisedPage(
            number,
            _number(width, 0.1, 1e6),
            _number(height, 0.1, 1e6),
            tuple(
                RecognisedLine(_text(text), _number(sureness, 0, 1), tuple(_word(*word) for word in words))
                for text, sureness, words in lines
            ),
            turn,
            _text(problem),
        )
    except (TypeError, KeyError, RecursionError) as exc:
        raise ValueError(f"no recognised page ({type(exc).__name__})") from exc


def _edges(area: Area) -> tuple[float, ...]:
    return tuple(round(edge, 5) for edge in (area.left, area.top, area.right, area.bottom))


def _word(text: object, *edges: object) -> RecognisedWord:
    left, top, right, bottom = (_number(edge, 0, 1) for edge in edges)
    return RecognisedWord(_text(text), Area(left, top, right, bottom))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, got {type(value).__name__}")
    value.encode("utf-8")  # half a character pair could be neither stored nor shown
    return value


def _number(value: object, lowest: float, highest: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not lowest <= value <= highest:
        raise TypeError(f"expected a number from {lowest} to {highest}, got {type(value).__name__}")
    return float(value)
