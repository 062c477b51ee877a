"""Notices about what a file holds beside its words."""

from __future__ import annotations

from index.document import Notice, NoticeCode


def pictures(count: int, where: str = "") -> tuple[Notice, ...]:
    """That pictures were not read; nothing when there are none. ``where`` may say where they stand."""
    if not count:
        return ()
    which = f" {where}" if where else ""
    words = f"1 picture{which} was" if count == 1 else f"{count} pictures{which} were"
    return (Notice(NoticeCode.PICTURES, f"{words} not read."),)


def embedded_files(count: int) -> tuple[Notice, ...]:
    """That files inside the file were not read; nothing when there are none."""
    if not count:
        return ()
    words = "1 embedded file was" if count == 1 else f"{count} embedded files were"
    return (Notice(NoticeCode.EMBEDDED, f"{words} not read; open it and save it as a file of its own."),)


def macros(are_there: bool) -> tuple[Notice, ...]:
    """That macros were left alone; nothing when there are none."""
    return (Notice(NoticeCode.MACROS, "The file holds macros; they were neither run nor read."),) if are_there else ()


def struck_passages(count: int) -> tuple[Notice, ...]:
    """That words with a line through them are not quoted; nothing when there are none."""
    if not count:
        return ()
    words = "1 passage is" if count == 1 else f"{count} passages are"
    return (Notice(NoticeCode.DELETIONS, f"{words} struck through and not quoted."),)
