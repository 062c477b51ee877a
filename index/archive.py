"""A library as one file, to keep a copy or to take it elsewhere."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from index.contents import Contents
from index.database import DATABASE_NAME, connect_to_read, integrity_problem, library_errors, unfinished_import
from index.errors import InvalidInputError, LibraryBusyError, LibraryDamagedError, LibraryUnwritableError
from index.library import Library
from index.library_status import LibraryStatus
from index.ocr.scan_rows import all_files
from index.parts import flush
from index.uploads import FOLDER_NAME, kept_originals
from index.writer_lock import LOCK_NAMES, writer_lock

_UNFINISHED = ".unfinished"
_UPLOAD = re.compile(rf"{FOLDER_NAME}/([0-9a-f]{{64}})(\.[a-z0-9]{{1,10}})?")


def export_library(library: Library, file: Path) -> None:
    """Write the library as it is now, with its uploaded originals, into one file. Its indexes are built anew on import.

    Until the file is whole it is made in a folder beside it, named as it and ``.unfinished``; the next export of the
    same name deletes what a killed one left there.

    Raises:
        InvalidInputError: ``file`` exists already.
        LibraryUnwritableError: ``file`` cannot be written.
        LibraryDamagedError: the database cannot be read.
    """
    if file.exists():
        raise InvalidInputError(f"{file} exists already. Choose another name, or delete it first.")
    folder = file.with_name(file.name + _UNFINISHED)
    copy, archive = folder / DATABASE_NAME, folder / "archive.zip"
    try:
        with _unwritable(file):
            _delete_own(folder, copy, archive)
            folder.mkdir()
            with library_errors(library.folder), closing(connect_to_read(library.folder)) as source:
                # unlike a copy of its pages, this holds nothing that was deleted
                source.execute("PRAGMA query_only=OFF")
                source.execute("VACUUM INTO ?", (str(copy),))
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
                packed.write(copy, DATABASE_NAME)
                for original in _originals(folder, library.folder):
                    packed.write(original, f"{FOLDER_NAME}/{original.name}")
            flush(archive)
            archive.rename(file)
    finally:
        with suppress(OSError):
            _delete_own(folder, copy, archive)


def import_library(file: Path, folder: Path) -> LibraryStatus:
    """Unpack an exported library into ``folder``, which must be new or empty, and build its indexes.

    What a killed import left in ``folder`` does not count; it is deleted.

    Raises:
        InvalidInputError: ``file`` is not an exported library, or ``folder`` is in use.
        LibraryBusyError: another process is making a library in ``folder``.
        LibraryDamagedError: the library in ``file`` is damaged.
        LibraryMismatchError: it was made by a newer version.
        LibraryUnwritableError: ``folder`` cannot be written.
    """
    is_new = not folder.exists()
    if not is_new:
        _must_be_free(folder)
    try:
        with writer_lock(folder), _unwritable(folder):
            _must_be_free(folder)
            unpacked = unfinished_import(folder)
            try:
                shutil.rmtree(folder / FOLDER_NAME, ignore_errors=True)
                shutil.rmtree(unpacked, ignore_errors=True)
                unpacked.mkdir()
                _unpack(file, unpacked)
                _check(unpacked)
                if (unpacked / FOLDER_NAME).exists():
                    (unpacked / FOLDER_NAME).rename(folder / FOLDER_NAME)
                # from here on there is a library
                (unpacked / DATABASE_NAME).rename(folder / DATABASE_NAME)
            finally:
                shutil.rmtree(unpacked, ignore_errors=True)
    except LibraryBusyError:
        raise
    except BaseException:
        if is_new:
            _leave(folder)
        raise
    with Library.open(folder) as library:
        return library.status()


def _must_be_free(folder: Path) -> None:
    """Make sure that nothing is in ``folder`` but what a killed import may have left."""
    left = {unfinished_import(folder).name, *LOCK_NAMES}
    if unfinished_import(folder).exists():
        left.add(FOLDER_NAME)
    if not folder.is_dir() or any(each.name not in left for each in folder.iterdir()):
        raise InvalidInputError(
            f"{folder} is in use already. Choose a new folder with --library; nothing is overwritten."
        )


def _leave(folder: Path) -> None:
    """Take away a folder in which nothing was made but the lock."""
    with suppress(OSError):
        for name in LOCK_NAMES:
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


def _originals(copy: Path, library: Path) -> list[Path]:
    """The uploaded originals of the documents that the copy of a library holds."""
    contents = Contents(connect_to_read(copy), copy)
    try:
        return [file for file in sorted(kept_originals(library, all_files(contents))) if file.is_file()]
    finally:
        contents.close()


def _delete_own(folder: Path, *files: Path) -> None:
    """Delete what an export makes, and the folder if nothing else is in it."""
    if folder.is_dir():
        for file in files:
            for each in folder.glob(f"{file.name}*"):  # SQLite's helper files too
                each.unlink()
        folder.rmdir()


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
        connection.execute("PRAGMA query_only=OFF")
        connection.execute("PRAGMA journal_mode=WAL")  # an export has no log; readers of a library need one
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
