"""Read by every Python child process of the tests: only loopback can be reached, and each other try is written down."""

import os
import pathlib
import socket
from typing import Any

_connect = socket.socket.connect


def _guarded(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        with pathlib.Path(os.environ["QUOTEWISE_GUARD_LOG"]).open("a", encoding="utf-8") as log:
            log.write(f"{address[0]}:{address[1]}\n")
        raise OSError(101, "the network is cut off in tests")
    return _connect(self, address)


if "QUOTEWISE_GUARD_LOG" in os.environ:
    socket.socket.connect = _guarded  # type: ignore[assignment, method-assign]
