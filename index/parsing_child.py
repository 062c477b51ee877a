"""What the process does that reads files: ``python -P -m index.parsing_child``.

It takes one file after the other from its standard input and answers on its standard output; it opens no file and ends
when its input does. It reads other people's files, any of which may kill it, hang it or turn it, so it has no rights
that it can do without.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys

from index.child_rights import give_up_rights, limit_memory, own_output
from index.document import LoadedText
from index.errors import UnreadableFileError
from index.parsing_limits import has_too_much_text, needs_too_much_memory
from index.parsing_messages import BrokenMessageError, Request, encode_prepared, encode_refusal, receive, send
from index.preparing import Load, prepare, with_recognised

READY = b"ready"
_MARGIN_S = 5.0  # the program gives up first and says so; this is for a program that is gone
_LONGEST = 2**40


def main() -> int:
    """Answer until there is nothing more to answer."""
    replies = own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then closes the input
    load = _prepare_to_load()
    give_up_rights()
    send(replies, READY)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the name of no file
        while True:
            try:
                request = Request.decoded(receive(sys.stdin.buffer, _LONGEST))
                content = receive(sys.stdin.buffer, _LONGEST)
            except BrokenMessageError:
                return 0
            # ends this process even from within a library that never returns
            faulthandler.dump_traceback_later(request.seconds + _MARGIN_S, exit=True, file=nowhere)
            reply = _answer(request, content, load)
            faulthandler.cancel_dump_traceback_later()
            send(replies, reply)


def _answer(request: Request, content: bytes, load: Load) -> bytes:
    def load_bounded(content: bytes, name: str) -> LoadedText:
        loaded = with_recognised(load, request.recognised)(content, name)
        if len(loaded.text) > request.characters:
            raise has_too_much_text(request.characters)
        return loaded

    try:
        limit_memory(request.memory_bytes)
        return encode_prepared(prepare(content, request.name, request.settings, load_bounded))
    except UnreadableFileError as refusal:
        return encode_refusal(refusal)
    except MemoryError:
        return encode_refusal(needs_too_much_memory())


def _prepare_to_load() -> Load:
    """Import now what every file needs: afterwards nothing can be written, not even a cache of Python."""
    from index import chunking, cleaning, language  # noqa: F401
    from index.loaders import load, loaders

    loaders()
    return load


if __name__ == "__main__":
    sys.exit(main())
