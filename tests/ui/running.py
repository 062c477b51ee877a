"""The real page in a child process, for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STORY = """
import sys
from pathlib import Path
from ui.launch import run_chat

if __name__ == "__main__":
    examples = Path(sys.argv[2]) if sys.argv[2:] else None
    code = run_chat(
        Path(sys.argv[1]), None, True, examples=examples,
        tell=lambda line: print(line, flush=True), open_page=lambda address: print("opened", address, flush=True),
    )
    print("ended with", code, flush=True)
"""


@contextmanager
def running_chat(*arguments: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The chat over a library, with examples if a file is named, and its address; it prints "opened ADDRESS" first."""
    command = [sys.executable, "-c", _STORY, *map(str, arguments)]
    environment = {**os.environ, "DISPLAY": ":99"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as chat:
        assert chat.stdout is not None
        try:
            yield chat, chat.stdout.readline().split()[3]
        finally:
            chat.terminate()
            chat.communicate()
