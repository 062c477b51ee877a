"""A library as one file, to keep a copy or to take it elsewhere."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from index.database import DATABASE_NAME, connect_to_read, exists, integrity_problem, library_errors
from index.errors import InvalidInputError, LibraryDamagedError, LibraryUnwritableError
from index.library import Library, LibraryStatus
from index.uploads import FOLDER_NAME

_UPLOAD = re.compile(rf"{FOLDER_NAME}/([0-9a-f]{{64}})(\.[a-z0-9]{{1,10}})?")


def export_library(library: Library, file: Path) -> None:
    """Write the library as it is now, with its uploaded originals, into one file. Its indexes are built anew on import.

    Raises:
        InvalidInputError: ``file`` exists already.
        LibraryUnwritableError: ``file`` cannot be written.
        LibraryDamagedError: the database cannot be read.
    """
    if file.exists():
        raise InvalidInputError(f"{file} exists already. Choose another name, or delete it first.")
    with _unwritable(file), TemporaryDirectory(prefix=".quotewise-", dir=file.absolute().parent) as folder:
        copy, archive = Path(folder) / DATABASE_NAME, Path(folder) / "archive.zip"
        with (
            library_errors(library.folder),
            closing(connect_to_read(library.folder)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
            packed.write(copy, DATABASE_NAME)
            for original in sorted((library.folder / FOLDER_NAME).glob("*")):
                packed.write(original, f"{FOLDER_NAME}/{original.name}")
        archive.rename(file)


def import_library(file: Path, folder: Path) -> LibraryStatus:
    """Unpack an exported library into ``folder``, which must be new or empty, and build its indexes.

    Raises:
        InvalidInputError: ``file`` is not an exported library, or ``folder`` is in use.
        LibraryDamagedError: the library in ``file`` is damaged.
        LibraryMismatchError: it was made by a newer version.
        LibraryUnwritableError: ``folder`` cannot be written.
    """
    if exists(folder) or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise InvalidInputError(
            f"{folder} is in use already. Choose a new folder with --library; nothing is overwritten."
        )
    with _unwritable(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".quotewise-", dir=folder.absolute().parent) as temporary:
            unpacked = Path(temporary) / "library"
            unpacked.mkdir()
            _unpack(file, unpacked)
            _check(unpacked)
            if folder.exists():
                folder.rmdir()
            unpacked.rename(folder)
    with Library.open(folder) as library:
        return library.status()


def _unpack(file: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
            # only what an export writes: no other name can lead out of the folder
            if DATABASE_NAME not in names or not all(
                name == DATABASE_NAME or _UPLOAD.fullmatch(name) for name in names
            ):
                raise InvalidInputError(f"{file} is not a library that “quotewise export” made.")
            packed.extractall(folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as exc:
        raise InvalidInputError(f"{file} is not an exported library, or it is damaged ({exc}).") from exc
    except FileNotFoundError as exc:
        raise InvalidInputError(f"There is no file {file}.") from exc


def _check(folder: Path) -> None:
    with closing(connect_to_read(folder)) as connection, library_errors(folder):
        if problem := integrity_problem(connection):
            raise LibraryDamagedError(f"The library in the file is damaged ({problem}). Use another copy.")
    for original in (folder / FOLDER_NAME).glob("*"):
        with original.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != original.name[:64]:
                raise LibraryDamagedError(f"The uploaded file {original.name} is damaged. Use another copy.")


@contextmanager
def _unwritable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise LibraryUnwritableError(
            f"{path} cannot be written ({exc.strerror or exc}). Make room on the disk or choose another place."
        ) from exc
