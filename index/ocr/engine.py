"""Recognises the words of a picture with RapidOCR, whose models come in its package: nothing is fetched at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import MissingDataError
from index.ocr.recognised import Area, RecognisedLine, RecognisedWord

if TYPE_CHECKING:
    from rapidocr import RapidOCR

Pixels = npt.NDArray[np.uint8]
"""A picture of shape ``(height, width, 3)``, blue, green and red from 0 to 255."""

_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
_DETECTION_PX = 1280  # of the longer side, to find the lines: at 1700 twice the time and memory for the same lines
_PROBABLY_TURNED = 0.85  # sureness of all lines together below which the page may lie on its side or stand on its head
_LONG = 2.0  # times as high as wide: a line that runs up or down the page


class Recogniser(Protocol):
    """Reads the words of pictures."""

    def recognise(self, picture: Pixels) -> tuple[tuple[RecognisedLine, ...], int]:
        """The lines of a picture, and by how many degrees it has to be turned clockwise for them to stand upright.

        The places of the words are on the picture as it was given.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Reading:
    """The lines of a picture that was turned by ``turn`` degrees; their places are on the turned picture."""

    lines: tuple[RecognisedLine, ...]
    turn: int

    @property
    def sureness(self) -> float:
        """The sureness of its lines, long ones counting more."""
        lengths = [len(line.text) for line in self.lines]
        return fmean((line.sureness for line in self.lines), lengths) if lengths else 0.0


def is_installed() -> bool:
    """Whether the optional packages are there; imports none of them."""
    return find_spec("rapidocr") is not None


class RapidOcr:
    """The engine; one thread at a time may use it."""

    def __init__(self) -> None:
        """Load its models.

        Raises:
            MissingDataError: the extra "ocr" is not installed.
        """
        self._engine = _opened()

    def recognise(self, picture: Pixels) -> tuple[tuple[RecognisedLine, ...], int]:
        """See ``Recogniser.recognise``."""
        readings = [self._read(picture, 0)]
        lies = _runs_up_or_down(readings[0].lines, picture)
        if lies or (readings[0].lines and readings[0].sureness < _PROBABLY_TURNED):
            for turn in (90, 270) if lies else (180,):
                readings.append(self._read(picture, turn))
                if readings[-1].sureness >= _PROBABLY_TURNED:
                    break
        best = max(readings[1:] if lies else readings, key=lambda reading: reading.sureness)
        back = (360 - best.turn) % 360
        return tuple(_turned(line, back) for line in best.lines), best.turn

    def _read(self, picture: Pixels, turn: int) -> _Reading:
        turned = np.ascontiguousarray(np.rot90(picture, -turn // 90))
        height, width = turned.shape[:2]
        found: Any = self._engine(turned, use_cls=False, return_word_box=True)
        if found.boxes is None or found.txts is None:
            return _Reading((), turn)
        words = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
        lines = (
            _line(text, float(sureness), box, parts, width, height)
            for text, sureness, box, parts in zip(found.txts, found.scores, found.boxes, words, strict=True)
            if text.strip()
        )
        return _Reading(tuple(lines), turn)


def _opened() -> RapidOCR:
    from index.onnx_session import open_session, quiet_onnxruntime

    if not is_installed():
        raise MissingDataError("Reading scans needs the extra “ocr”. Install it with: pip install 'quotewise[ocr]'")
    quiet_onnxruntime()  # before RapidOCR loads it its own way
    import rapidocr

    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # what is unsure is kept, and said to be unsure
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTION_PX,
        }
    )
    models = Path(rapidocr.__file__).parent / "models"
    for part, file in _MODELS.items():
        # with a session at hand it opens none of its own and fetches nothing
        engine.cfg[part]._set_flag("allow_objects", True)
        engine.cfg[part].session = open_session(models / file, keeps_memory=False)
    return engine


def _line(
    text: str, sureness: float, box: npt.NDArray[Any], parts: Sequence[Any], width: int, height: int
) -> RecognisedLine:
    """A line with the places of its words, or only its own where the engine's words are not those of its text."""
    words = tuple(RecognisedWord(str(part[0]), _area(np.asarray(part[2]), width, height)) for part in parts)
    if "".join(word.text for word in words).replace(" ", "") != text.replace(" ", ""):
        words = (RecognisedWord(text, _area(box, width, height)),)
    return RecognisedLine(text, min(1.0, max(0.0, sureness)), words)


def _area(corners: npt.NDArray[Any], width: int, height: int) -> Area:
    left, top = np.clip(corners.min(axis=0) / (width, height), 0, 1)
    right, bottom = np.clip(corners.max(axis=0) / (width, height), 0, 1)
    return Area(float(left), float(top), float(right), float(bottom))


def _runs_up_or_down(lines: Sequence[RecognisedLine], picture: Pixels) -> bool:
    """Whether most of the words stand in lines that are much higher than wide."""
    height, width = picture.shape[:2]
    upright = lying = 0
    for line in lines:
        areas = [word.area for word in line.words]
        wide = (max(area.right for area in areas) - min(area.left for area in areas)) * width
        tall = (max(area.bottom for area in areas) - min(area.top for area in areas)) * height
        if tall > _LONG * wide:
            lying += len(line.text)
        else:
            upright += len(line.text)
    return lying > upright


def _turned(line: RecognisedLine, degrees: int) -> RecognisedLine:
    words = tuple(RecognisedWord(word.text, word.area.turned(degrees)) for word in line.words)
    return RecognisedLine(line.text, line.sureness, words)
