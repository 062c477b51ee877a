from __future__ import annotations

from pathlib import Path

import pytest

from index.document import DocumentInfo, Origin
from index.errors import AmbiguousNameError, UnknownDocumentError
from index.naming import find


def document(document_id: str, title: str, source: str, origin: Origin = Origin.FILE) -> DocumentInfo:
    return DocumentInfo(
        document_id, "r", title, source, origin, "text", "h", 1, None, "", 1, "2026-01-01T00:00:00+00:00", 0, 1, ()
    )


HERE = Path.cwd()
LEASE = document("aaaaaaaaaaaa", "Lease of the flat", str(HERE / "home" / "lease.pdf"))
OLD_LEASE = document("bbbbbbbbbbbb", "Lease (2019)", str(HERE / "old" / "lease.pdf"))
RECIPE = document("cccccccccccc", "Plum cake", "Cake.TXT", Origin.UPLOAD)
ALL = (LEASE, OLD_LEASE, RECIPE)


@pytest.mark.parametrize(
    "name",
    ["aaaaaaaaaaaa", "AAAAAAAAAAAA", str(HERE / "home" / "lease.pdf"), "home/lease.pdf", "home/../home/lease.pdf",
     "Lease of the flat", "lease of the FLAT", "  Lease of the flat "],
)  # fmt: skip
def test_a_document_is_found_by_id_path_or_title(name: str) -> None:
    assert find(ALL, name) == LEASE


@pytest.mark.parametrize("name", ["Cake.TXT", "cake.txt", "plum cake", "cake"])
def test_an_upload_is_found_by_its_file_name_and_title(name: str) -> None:
    assert find(ALL, name) == RECIPE


def test_a_name_that_fits_two_lists_them() -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        find(ALL, "lease.pdf")
    for item in (LEASE, OLD_LEASE):
        assert item.document_id in str(caught.value)
        assert item.source in str(caught.value)


@pytest.mark.parametrize(
    ("name", "hint"), [("plumcake", "Plum cake"), ("flat", "Lease of the flat"), ("leas.pdf", "lease.pdf")]
)
def test_an_unknown_name_suggests_close_ones(name: str, hint: str) -> None:
    with pytest.raises(UnknownDocumentError, match=hint):
        find(ALL, name)


@pytest.mark.parametrize("name", ["", "zzzzzz", "a\0b", "x" * 5000])
def test_a_name_like_nothing_is_unknown(name: str) -> None:
    with pytest.raises(UnknownDocumentError, match="No document is called"):
        find(ALL, name)
