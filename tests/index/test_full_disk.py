"""On a disk that is really full a change is refused in words, what was acknowledged stays, and asking goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ingest
from index.archive import export_library, import_library
from index.errors import LibraryUnwritableError
from tests.fakes import WordEmbedder
from tests.index.children import needs_root
from tests.index.conftest import Desk
from tests.index.traces import traces

pytestmark = [needs_root, pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a disk in memory")]
LARGE = "\n\n".join(f"Plums, {number} of them. {'Ripe. ' * 90}" for number in range(1500))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.fixture
def tight(small_disk: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk whose library is on a small disk."""
    desk = Desk(small_disk / "library", tmp_path / "papers", WordEmbedder())
    desk.add_text("a.txt", "Pears are ripe.")
    yield desk
    desk.library.close()


def fill(disk: Path) -> Path:
    """Leave no room at all."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        for size in (65_536, 512):
            try:
                while True:
                    stream.write(bytes(size))
            except OSError:
                continue
    return ballast


def test_a_document_that_does_not_fit_is_refused_and_the_others_stay(tight: Desk) -> None:
    file = tight.write("large.txt", "\n\n".join([LARGE] * 3))
    tight.write("b.txt", "Figs are ripe.")
    with pytest.raises(LibraryUnwritableError, match=r"cannot be written.*Nothing of it was lost"):
        tight.add(tight.papers)
    tight.reopen()
    assert sorted(tight.by_words("ripe")) == ["Figs are ripe.", "Pears are ripe."]
    file.unlink()
    tight.add(tight.papers)
    assert sorted(tight.by_words("ripe")) == ["Figs are ripe.", "Pears are ripe."]


def test_a_removal_without_room_says_so_and_is_finished_when_there_is_some(tight: Desk, small_disk: Path) -> None:
    tight.add_text("b.txt", "The canary sings. " * 40)
    ballast = fill(small_disk)
    with pytest.raises(LibraryUnwritableError, match="cannot be written"):
        ingest.remove(tight.library, ["b.txt"])
    tight.reopen()
    assert tight.by_words("pears") == ["Pears are ripe."]
    ballast.unlink()
    if any(Path(document.source).name == "b.txt" for document in tight.library.documents()):
        ingest.remove(tight.library, ["b.txt"])
    tight.sync()
    assert [Path(document.source).name for document in tight.library.documents()] == ["a.txt"]
    assert not tight.library.header.purge_pending
    assert traces(tight.folder, "canary") == []


def test_an_export_or_import_without_room_leaves_nothing(desk: Desk, small_disk: Path, tmp_path: Path) -> None:
    desk.add_text("large.txt", LARGE)
    for number in range(3):
        desk.upload(f"{number}.txt", f"{number} {LARGE}".encode())
    with pytest.raises(LibraryUnwritableError, match="cannot be written"):
        export_library(desk.library, small_disk / "copy.zip")
    assert list(small_disk.iterdir()) == []
    export_library(desk.library, tmp_path / "copy.zip")
    with pytest.raises(LibraryUnwritableError, match="cannot be written"):
        import_library(tmp_path / "copy.zip", small_disk / "library")
    assert list(small_disk.iterdir()) == []
