"""What holds for every test: no network but loopback, and no folder of the person who runs them."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from ui.command_line import prepare_environment

prepare_environment()
# a busy computer is no failure: no test asserts a time
settings.register_profile("quotewise", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quotewise")

GUARD = Path(__file__).parent / "guard"
"""On ``PYTHONPATH``, this folder blocks the network of child processes too and writes down what they tried."""


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address[0]}: everything must work offline")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(GUARD), os.environ.get("PYTHONPATH")))))
    monkeypatch.setenv("QUOTEWISE_GUARD_LOG", str(tmp_path / "connections.log"))
    yield
    log = tmp_path / "connections.log"
    assert not log.exists(), f"a child process tried to reach: {log.read_text(encoding='utf-8')}"


@pytest.fixture(scope="session", autouse=True)
def _own_conversations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For pages that a whole module shares; what a single test keeps is its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUOTEWISE_CONVERSATIONS", str(tmp_path_factory.mktemp("conversations") / "store.sqlite3"))
        yield


@pytest.fixture(autouse=True)
def _own_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUOTEWISE_LIBRARY", str(tmp_path / "default-library"))
