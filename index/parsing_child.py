"""What the process does that reads files: ``python -P -m index.parsing_child``. See ``answering_child``."""

from __future__ import annotations

import sys

from index.answering_child import Answer, Limit, answer_all
from index.document import LoadedText
from index.errors import UnreadableFileError
from index.parsing_limits import has_too_much_text, needs_too_much_memory
from index.parsing_messages import Request, encode_prepared, encode_refusal
from index.preparing import Load, prepare, with_recognised


def main() -> int:
    """Answer until there is nothing more to answer."""
    return answer_all(_prepare_to_answer)


def _prepare_to_answer() -> Answer:
    load = _prepare_to_load()

    def answer(message: bytes, content: bytes, limit: Limit) -> bytes:
        request = Request.decoded(message)
        with limit(request.seconds, request.memory_bytes):
            return _answer(request, content, load)

    return answer


def _answer(request: Request, content: bytes, load: Load) -> bytes:
    def load_bounded(content: bytes, name: str) -> LoadedText:
        loaded = with_recognised(load, request.recognised)(content, name)
        if len(loaded.text) > request.characters:
            raise has_too_much_text(request.characters)
        return loaded

    try:
        return encode_prepared(prepare(content, request.name, request.settings, load_bounded))
    except UnreadableFileError as refusal:
        return encode_refusal(refusal)
    except MemoryError:
        return encode_refusal(needs_too_much_memory())


def _prepare_to_load() -> Load:
    """Import now what every file needs."""
    from index import chunking, cleaning, language  # noqa: F401
    from index.loaders import load, loaders

    loaders()
    return load


if __name__ == "__main__":
    sys.exit(main())
