from __future__ import annotations

import os
from pathlib import Path

from index.folders import list_folder
from tests.index.children import needs_posix


def listed(folder: Path, library: Path = Path("/nowhere")) -> dict[str, str]:
    """Every listed path below ``folder`` with the reason why it is not read."""
    files = list_folder(folder, {".txt"}, library)
    return {file.path.relative_to(folder).as_posix(): file.reason for file in files}


def test_files_of_known_kinds_are_listed_in_order_with_those_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert listed(tmp_path) == {"a.TXT": "", "b.txt": "", "c/d/e.txt": ""}


@needs_posix
def test_what_is_left_out_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("film.mp4", "README", ".hidden.txt", "~$open.txt", ".git/config.txt"):
        (tmp_path / name).touch()
    os.mkfifo(tmp_path / "pipe.txt")
    reasons = listed(tmp_path)
    assert reasons.keys() == {"film.mp4", "README", ".hidden.txt", "~$open.txt", ".git", "pipe.txt"}
    assert ".mp4" in reasons["film.mp4"]
    assert "without an ending" in reasons["README"]
    assert all(reasons.values())


def test_links_are_not_followed_so_nothing_outside_comes_in_and_no_circle_is_walked(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.txt").touch()
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "circle").symlink_to(folder)
    (folder / "gone.txt").symlink_to(tmp_path / "nothing")
    reasons = listed(folder)
    assert reasons.keys() == {"circle", "file.txt", "folder", "gone.txt"}
    assert all("link" in reason for reason in reasons.values())


def test_a_library_inside_the_folder_is_nobodys_document(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "x.txt").touch()
    (tmp_path / "a.txt").touch()
    assert listed(tmp_path, tmp_path / "library") == {"a.txt": ""}
