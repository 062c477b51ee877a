"""Whatever a writer is doing and at whatever moment it is killed, the library keeps its promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.index.children import needs_posix
from tests.index.crash_story import CrashServer, Story

KINDS = ("add", "upload", "sync", "remove", "merge", "rebuild", "switch", "export", "import", "sync")
pytestmark = needs_posix


@pytest.fixture(scope="module")
def server() -> Iterator[CrashServer]:
    server = CrashServer()
    yield server
    server.close()


def torment(home: Path, server: CrashServer, seed: int, moments: int) -> None:
    """Die so many times, by turns at a moment of the clock and before a touch of the disk, in every kind of change."""
    story = Story(home, Random(seed), server)
    for moment in range(moments):
        turn, kind = divmod(moment, len(KINDS))
        story.crash(KINDS[kind], by_clock=(turn + kind) % 2 == 0)
    story.witness.close()


def test_a_library_survives_ten_deaths(tmp_path: Path, server: CrashServer) -> None:
    torment(tmp_path, server, seed=1, moments=len(KINDS))


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10))
def test_a_library_survives_two_hundred_deaths(tmp_path: Path, server: CrashServer, seed: int) -> None:
    torment(tmp_path, server, seed=100 + seed, moments=2 * len(KINDS))
