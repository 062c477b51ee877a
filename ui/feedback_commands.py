"""What ``quotewise feedback`` does."""

from __future__ import annotations

import argparse
import sys

from index.errors import InvalidInputError, MissingDataError
from ui.folders import user_store


def write_sheet(options: argparse.Namespace) -> int:
    """Write what was said of answers in the chat as a question sheet, and name the questions that are left out."""
    from index.library import Library
    from ui.commands import library_folder
    from ui.console import printable
    from ui.feedback_sheet import judged_questions, sheet
    from ui.kept_conversations import judged_turns
    from ui.notebooks import notebook_id_of
    from ui.user_store import UserStore
    from ui.wording.feedback import judged as counted

    kept_in = (options.conversations or user_store()).expanduser()
    if not kept_in.is_file():
        raise InvalidInputError(f"No conversations are kept at {kept_in} yet. Ask something in the chat first.")
    folder = library_folder(options)
    with Library.open(folder) as library, library.snapshot() as snapshot:
        judged = judged_questions(judged_turns(UserStore(kept_in), notebook_id_of(folder.absolute())), snapshot)
    content = sheet(judged)
    try:
        options.out.write_bytes(content)
    except OSError as exc:
        raise MissingDataError(f"“{options.out}” cannot be written: {exc.strerror}.") from exc
    sys.stdout.write(f"{options.out}\n")
    sys.stderr.write(f"{counted(len(judged.known) + len(judged.unknown), len(judged.unknown))}\n")
    for question in judged.unknown:
        sys.stderr.write(f"  left out: {printable(question)}\n")
    return 0
