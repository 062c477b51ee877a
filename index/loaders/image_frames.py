"""Opens picture files: the pages of a TIFF, or the one picture of another format, as a person would see them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps

from index.errors import UnreadableFileError

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_MANY_PAGED = "TIFF"  # the others hold films, thumbnails or the same picture several times
_MOST_PAGES = 2_000
_MOST_PIXELS = 90_000_000  # a page at 900 dots an inch; in memory six times as many bytes
_LONG_SIDE_POINTS = 842.0  # of a sheet of A4: a file seldom says truly how large its paper was
_SAVE_AGAIN = "Open it in a viewer and save it again as PNG, or scan it anew."


def count_pages(content: bytes) -> int:
    """How many pages a picture file has; looks at nothing but what it says of itself.

    Raises:
        UnreadableFileError: it is damaged, of another kind, or too large.
    """
    with _opened(content) as picture:
        return min(getattr(picture, "n_frames", 1), _MOST_PAGES) if picture.format == _MANY_PAGED else 1


def page_picture(content: bytes, page: int, long_side_px: int) -> Image.Image:
    """A page (from 1) upright, in colours upon white, its longer side at most ``long_side_px``.

    Raises:
        UnreadableFileError: it is damaged, of another kind, or too large.
    """
    with _opened(content) as picture:
        picture.seek(page - 1)
        _must_fit(picture)
        picture.draft("RGB", (long_side_px, long_side_px))  # a JPEG can be read at a fraction of its size
        upright = ImageOps.exif_transpose(picture)
        if upright.mode.startswith("I;16"):
            upright = upright.point(lambda value: value / 256).convert("L")
        if upright.has_transparency_data:
            coloured = upright.convert("RGBA")
            upright = Image.new("RGBA", coloured.size, "white")
            upright.alpha_composite(coloured)
        upright = upright.convert("RGB")
        upright.thumbnail((long_side_px, long_side_px))
        return upright


def page_points(picture: Image.Image) -> tuple[float, float]:
    """Width and height in points that a picture is taken to have on paper."""
    scale = _LONG_SIDE_POINTS / max(picture.size)
    return picture.width * scale, picture.height * scale


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """An opened file; whatever Pillow raises about it within the block is told in plain words."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its limit for a warning is our own, and what else it warns of is no loss
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                _must_fit(picture)
                yield picture
    except Image.DecompressionBombError as exc:
        raise _too_large() from exc
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as exc:  # Pillow's decoders raise nearly anything over a damaged file
        raise UnreadableFileError(
            "The picture is damaged, cut short, or of another kind than its name says.", _SAVE_AGAIN
        ) from exc


def _must_fit(picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_PIXELS:
        raise _too_large()


def _too_large() -> UnreadableFileError:
    return UnreadableFileError(
        f"The picture says that it has more than {_MOST_PIXELS // 1_000_000} million points, which no page needs.",
        "If you trust it, save it smaller in a picture program.",
    )
