"""What the process does that recognises pages: ``python -P -m index.ocr.recognising_child``.

See ``answering_child``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace

from index.answering_child import Answer, Limit, answer_all
from index.errors import UnreadableFileError
from index.ocr.engine import RapidOcr, Recogniser
from index.ocr.page_pictures import drawn_page
from index.ocr.recognised import RecognisedPage, encode_page


def main(open_engine: Callable[[], Recogniser] = RapidOcr) -> int:
    """Answer until there is nothing more to answer."""

    def prepare() -> Answer:
        engine = open_engine()

        def answer(message: bytes, content: bytes, limit: Limit) -> bytes:
            number, seconds, memory_bytes = json.loads(message)
            with limit(seconds, memory_bytes):
                page = _recognised(engine, content, number)
            return encode_page(page).encode("utf-8", "replace")

        return answer

    return answer_all(prepare)


def _recognised(engine: Recogniser, content: bytes, number: int) -> RecognisedPage:
    blank = RecognisedPage(number, 1.0, 1.0)
    try:
        picture, width, height = drawn_page(content, number)
        lines, turn = engine.recognise(picture)
        return RecognisedPage(number, width, height, lines, turn)
    except UnreadableFileError as refusal:
        return replace(blank, problem=str(refusal))
    except MemoryError:
        return replace(blank, problem="Its picture needs more memory than one page may take.")
    except Exception as exc:  # a picture of other people may fail in any way; the next page must be read
        return replace(blank, problem=f"Its picture is not as expected ({type(exc).__name__}).")


if __name__ == "__main__":
    sys.exit(main())
