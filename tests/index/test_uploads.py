from __future__ import annotations

from pathlib import Path

import pytest

from index.uploads import plain_name, upload_file


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a.txt", "a.txt"),
        ("/etc/passwd", "passwd"),
        ("C:\\docs\\a.txt", "a.txt"),
        ("..", "upload"),
        ("", "upload"),
        ("a/b/../c d.pdf", "c d.pdf"),
        ("nul\0byte.txt", "nulbyte.txt"),
        ("Grüße.txt", "Grüße.txt"),
    ],
)
def test_a_name_is_its_last_component(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "kept"), [("a.PDF", "ff.pdf"), ("a", "ff"), ("a.b c", "ff"), ("a.tar.gz", "ff.gz"), ("a.x/y", "ff")]
)
def test_an_original_is_kept_by_its_content_and_a_harmless_ending(name: str, kept: str) -> None:
    assert upload_file(Path("library"), "ff", name) == Path("library/files") / kept
