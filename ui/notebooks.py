"""A person's notebooks: each is a library in a folder of its own, with its own conversations."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index.errors import InvalidInputError, LibraryUnwritableError
from ui.folders import default_library
from ui.user_store import UserStore, storable
from ui.wording import conversations as wording

LONGEST_NAME = 60
MOST_NOTEBOOKS = 50
_NO_NAMES = frozenset(("", "library"))
"""Folders of such names say no more than that there are documents in them."""
_ID = re.compile(r"[0-9a-f]{16}")
_TRIES, _PAUSE_S = 5, 0.2  # of deleting a folder


@dataclass(frozen=True, slots=True)
class Notebook:
    """A library as a person names it. ``is_own``: it was made in the chat, so it can be deleted there."""

    notebook_id: str
    name: str
    library: Path
    is_own: bool


@dataclass(frozen=True, slots=True)
class Notebooks:
    """The notebooks of ``person``: the one the chat was started with, and those made in the chat below ``home``."""

    store: UserStore
    person: str
    start: Notebook
    home: Path

    def all(self) -> tuple[Notebook, ...]:
        """The one of the start first, then the others by name.

        Raises:
            UserStoreError: they cannot be looked up.
        """
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT notebook_id, name FROM notebooks WHERE person = ?", (self.person,)
            ).fetchall()
        names = {notebook_id: name for notebook_id, name in rows}
        start = replace(self.start, name=names.pop(self.start.notebook_id, self.start.name))
        own = (self._own(each, name) for each, name in names.items() if _ID.fullmatch(each))
        # libraries that the chat was started with at other times have a name here too, but no folder
        return (start, *sorted((one for one in own if one.library.parent.is_dir()), key=_by_name))

    def find(self, notebook_id: str | None) -> Notebook:
        """The notebook with this id; the one of the start if there is none, or none of this person's."""
        every = self.all()
        return next((one for one in every if one.notebook_id == notebook_id), every[0])

    def create(self, name: str) -> Notebook:
        """Begin a notebook, without documents.

        Raises:
            InvalidInputError: the name is blank or taken, or there are very many.
            LibraryUnwritableError: its folder cannot be made.
        """
        every = self.all()
        if len(every) >= MOST_NOTEBOOKS:
            raise InvalidInputError(wording.TOO_MANY_NOTEBOOKS.format(most=MOST_NOTEBOOKS))
        name = _checked(name, every)
        made = self._own(secrets.token_hex(8), name)
        try:
            made.library.mkdir(parents=True, mode=0o700)
        except OSError as exc:
            raise LibraryUnwritableError(f"No notebook can be made in {self.home} ({exc.strerror}).") from exc
        self._keep_name(made.notebook_id, name)
        return made

    def rename(self, notebook: Notebook, name: str) -> None:
        """Give a notebook another name; its folder stays where it is.

        Raises:
            InvalidInputError: the name is blank or taken.
        """
        others = tuple(one for one in self.all() if one.notebook_id != notebook.notebook_id)
        self._keep_name(notebook.notebook_id, _checked(name, others))

    def delete(self, notebook: Notebook, let_go: Callable[[], None] = lambda: None) -> None:
        """Delete a notebook made in the chat: documents, conversations and all that was said of answers.

        The name goes last, so that what an interruption leaves can be deleted again.

        Args:
            notebook: which one.
            let_go: closes its library, so that no file of it is in use.

        Raises:
            InvalidInputError: it was not made in the chat.
            LibraryUnwritableError: its folder cannot be deleted, or not all of it.
        """
        if not notebook.is_own or self.find(notebook.notebook_id) != notebook:
            raise InvalidInputError(wording.NOT_DELETABLE)
        let_go()
        try:
            _delete_folder(notebook.library.parent)
        except OSError as exc:
            raise LibraryUnwritableError(wording.NOT_DELETED.format(reason=exc.strerror)) from exc
        with self.store.writing() as connection:
            mine = (notebook.notebook_id, self.person)
            connection.execute("DELETE FROM conversations WHERE notebook_id = ? AND person = ?", mine)
            connection.execute("DELETE FROM notebooks WHERE notebook_id = ? AND person = ?", mine)
        self.store.wipe()

    def _own(self, notebook_id: str, name: str) -> Notebook:
        return Notebook(notebook_id, name, self.home / notebook_id / "Library", is_own=True)

    def _keep_name(self, notebook_id: str, name: str) -> None:
        with self.store.writing() as connection:
            connection.execute(
                "INSERT INTO notebooks VALUES (?, ?, ?, ?) "
                "ON CONFLICT (notebook_id, person) DO UPDATE SET name = excluded.name",
                (notebook_id, self.person, name, datetime.now(UTC).isoformat(timespec="seconds")),
            )


def start_notebook(library: Path) -> Notebook:
    """The notebook of the library that the chat is started with, called by its folder if the name of that says more."""
    folder = library.absolute()
    is_unnamed = folder == default_library().absolute() or folder.name.casefold() in _NO_NAMES
    name = wording.FIRST_NOTEBOOK if is_unnamed else folder.name
    return Notebook(notebook_id_of(folder), name, folder, is_own=False)


def notebook_id_of(library: Path) -> str:
    """The id of the notebook whose library is in this folder."""
    if library.name == "Library" and _ID.fullmatch(library.parent.name):
        return library.parent.name
    return "at-" + hashlib.sha256(str(library.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _checked(name: str, others: tuple[Notebook, ...]) -> str:
    line = " ".join(storable(name).split())[:LONGEST_NAME]
    if not line:
        raise InvalidInputError(wording.NAME_NEEDED)
    if line.casefold() in {one.name.casefold() for one in others}:
        raise InvalidInputError(wording.NAME_TAKEN)
    return line


def _by_name(notebook: Notebook) -> tuple[str, str]:
    return notebook.name.casefold(), notebook.notebook_id


def _delete_folder(folder: Path) -> None:
    # what another window of the same person still writes there can get in between
    for _ in range(_TRIES - 1):
        try:
            shutil.rmtree(folder)
        except OSError:
            time.sleep(_PAUSE_S)
        else:
            return
    shutil.rmtree(folder)
