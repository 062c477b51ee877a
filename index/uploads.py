"""The originals of uploaded files, kept in the library's ``files`` folder by content hash."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePath, PureWindowsPath

from index.copies import standings
from index.database import library_errors
from index.document import DocumentInfo, Origin
from index.ocr.scan_rows import Scan

FOLDER_NAME = "files"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")


def plain_name(name: str) -> str:
    """The last component of an uploaded file's name, whichever system it comes from."""
    # a backslash separates folders on Windows; a browser elsewhere may still send one
    plain = PureWindowsPath(name).name.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
    return plain if plain not in {"", ".", ".."} else "upload"


def upload_file(library: Path, content_hash: str, name: str) -> Path:
    """Where the original of an upload is kept."""
    suffix = PurePath(name).suffix.lower()
    return library / FOLDER_NAME / (content_hash + (suffix if _SUFFIX.fullmatch(suffix) else ""))


def original_of(library: Path, document: DocumentInfo | Scan) -> Path:
    """The file that a document was read from; it may have changed or gone since, unless it was uploaded."""
    if document.origin is Origin.UPLOAD:
        return upload_file(library, document.content_hash, document.source)
    return Path(document.source)


def keep_upload(library: Path, content_hash: str, name: str, content: bytes) -> None:
    """Keep the original of an upload, whole or not at all."""
    target = upload_file(library, content_hash, name)
    with library_errors(library):
        target.parent.mkdir(exist_ok=True)
        unfinished = target.with_name(target.name + ".tmp")
        try:
            with unfinished.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def kept_originals(library: Path, documents: Sequence[DocumentInfo | Scan]) -> set[Path]:
    """The originals that a library with these documents keeps."""
    return {original_of(library, item) for item in standings(documents) if item.origin is Origin.UPLOAD}


def remove_orphans(library: Path, documents: Sequence[DocumentInfo | Scan]) -> None:
    """Delete originals of which no document is left."""
    wanted = kept_originals(library, documents)
    folder = library / FOLDER_NAME
    with library_errors(library):
        for file in folder.iterdir() if folder.is_dir() else ():
            if file not in wanted:
                file.unlink()
