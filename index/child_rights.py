"""What a child process that works on other people's files may still do: answer, and take so much memory."""

from __future__ import annotations

import os
import sys
from typing import IO


def own_output() -> IO[bytes]:
    """Standard output for the answers alone: what a library prints goes nowhere."""
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return own


def give_up_rights() -> None:
    """Take from this process what it can do without: to write files, and to leave a picture of its memory behind."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the text of documents
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def limit_memory(size: int) -> None:
    """Bound the address space where the system keeps to it; elsewhere the program watches this process."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
