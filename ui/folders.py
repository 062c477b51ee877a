"""Where things lie on a person's computer when nothing else is said."""

from __future__ import annotations

import os
from pathlib import Path


def default_library() -> Path:
    """The person's own library: ``QUOTEWISE_LIBRARY``, else a folder among the user's application data."""
    named = os.environ.get("QUOTEWISE_LIBRARY")
    return Path(named).expanduser() if named else _data_folder() / "Library"


def examples_library() -> Path:
    """The library of the sample documents, apart from the person's own."""
    return _data_folder() / "Examples"


def user_store() -> Path:
    """The file of conversations and feedback: ``QUOTEWISE_CONVERSATIONS``, else one among the user's application data.

    The notebooks made in the chat lie beside it.
    """
    named = os.environ.get("QUOTEWISE_CONVERSATIONS")
    return Path(named).expanduser() if named else _data_folder() / "conversations.sqlite3"


def notebooks_beside(user_store: Path) -> Path:
    """Where the notebooks made in the chat lie, each in a folder of its own."""
    return user_store.absolute().with_name("Notebooks")


def evaluations_of(library: Path) -> Path:
    """Where the evaluations over a library are kept: beside it, because they outlive what it holds just now."""
    return library.absolute().with_name(f"{library.absolute().name} evaluations")


def additions_of(library: Path) -> Path:
    """Where what is handed over waits to be read: beside the library, because it is no part of it yet."""
    return library.absolute().with_name(f"{library.absolute().name} additions")


def scans_of(library: Path) -> Path:
    """Where it is told how far the reading of scans has come: beside the library, which others may be changing."""
    return library.absolute().with_name(f"{library.absolute().name} scans")


def sample_documents() -> Path:
    """The sample documents that come with the program."""
    return Path(__file__).parent / "samples" / "documents"


def example_questions() -> Path:
    """Questions to try on the sample documents."""
    return Path(__file__).parent / "samples" / "examples.json"


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("quotewise", appauthor=False)
