"""What the process does that recognises pages: ``python -P -m index.ocr.recognising_child``.

It takes one page after the other from its standard input and answers on its standard output; it opens no file and ends
when its input does. It looks at other people's pictures, any of which may kill it, hang it or turn it, so it has no
rights that it can do without.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace

from index.child_rights import give_up_rights, limit_memory, own_output
from index.errors import UnreadableFileError
from index.ocr.engine import RapidOcr, Recogniser
from index.ocr.page_pictures import drawn_page
from index.ocr.recognised import RecognisedPage, encode_page
from index.parsing_messages import BrokenMessageError, receive, send

READY = b"ready"
_MARGIN_S = 5.0  # the program gives up first and says so; this is for a program that is gone
_LONGEST = 2**40


def main(open_engine: Callable[[], Recogniser] = RapidOcr) -> int:
    """Answer until there is nothing more to answer."""
    replies = own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then closes the input
    engine = open_engine()
    give_up_rights()
    send(replies, READY)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the name of no file
        while True:
            try:
                number, seconds, memory_bytes = json.loads(receive(sys.stdin.buffer, _LONGEST))
                content = receive(sys.stdin.buffer, _LONGEST)
            except BrokenMessageError:
                return 0
            # ends this process even from within a library that never returns
            faulthandler.dump_traceback_later(seconds + _MARGIN_S, exit=True, file=nowhere)
            limit_memory(memory_bytes)
            reply = _recognised(engine, content, number)
            faulthandler.cancel_dump_traceback_later()
            send(replies, encode_page(reply).encode("utf-8", "replace"))


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
