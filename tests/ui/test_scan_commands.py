"""What the command line says about scans that wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import ingest
from index.errors import UnknownDocumentError
from index.library import Library
from tests.fakes import WordEmbedder
from tests.index.makers import make_pdf
from ui.scan_commands import read_waiting, tell_of_waiting


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path, WordEmbedder().identity)


def test_where_nothing_waits_that_is_said(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    tell_of_waiting(library)
    assert capsys.readouterr().err == ""
    assert read_waiting(library, WordEmbedder(), ()) == ()
    assert capsys.readouterr().err == "No pages wait to be read.\n"


def test_what_waits_is_named_with_the_way_to_read_it(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    ingest.add_upload(library, "log\x1b.pdf", make_pdf([None, None]), WordEmbedder())
    tell_of_waiting(library)
    assert capsys.readouterr().err == (
        "2 pages are pictures and were not read yet: log .pdf. Read them with: quotewise read-scans\n"
    )


def test_a_name_that_fits_no_scan_is_an_error(library: Library) -> None:
    with pytest.raises(UnknownDocumentError, match="nothing"):
        read_waiting(library, WordEmbedder(), ("nothing.pdf",))
