"""The real page in a child process, for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_STORY = """
import os
import sys
from dataclasses import replace
from pathlib import Path
from ui.access import settled
from ui.launch import run_chat

if __name__ == "__main__":
    examples = Path(sys.argv[2]) if sys.argv[2:] else None
    address = "0.0.0.0" if os.environ.get("QUOTEWISE_PASSPHRASE") else None
    access = settled(address, None, (), os.environ)
    access = replace(access, questions_a_minute=int(os.environ.get("QUESTIONS_A_MINUTE", access.questions_a_minute)))
    code = run_chat(
        Path(sys.argv[1]), None, True, access=access, examples=examples,
        tell=lambda line: print(line, flush=True), open_page=lambda address: print("opened", address, flush=True),
    )
    print("ended with", code, flush=True)
"""


@contextmanager
def running_chat(
    *arguments: Path, passphrase: str = "", questions_a_minute: int | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The chat over a library, with examples if a file is named, and its address; it prints "opened ADDRESS" first.

    With a passphrase it is open to other computers, and a limit on questions may be named. Conversations are kept
    beside the library unless the environment says where.
    """
    command = [sys.executable, "-c", _STORY, *map(str, arguments)]
    kept = {"QUOTEWISE_CONVERSATIONS": str(arguments[0].with_name("conversations.sqlite3"))}
    shared = {"QUOTEWISE_PASSPHRASE": passphrase} if passphrase else {}
    limit = {"QUESTIONS_A_MINUTE": str(questions_a_minute)} if questions_a_minute else {}
    environment = {**kept, **os.environ, "DISPLAY": ":99", **shared, **limit}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as chat:
        assert chat.stdout is not None
        try:
            yield chat, next(word for word in _line_with_address(chat.stdout).split() if word.startswith("http"))
        finally:
            chat.terminate()
            chat.communicate()


def _line_with_address(lines: IO[str]) -> str:
    return next(line for line in lines if "http" in line)
