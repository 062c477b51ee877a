"""What a person ought to know beside an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from index.document import DocumentInfo, NoticeCode, Origin
from index.language import detect
from index.snapshot import Snapshot

_LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def warnings_about_question(question: str) -> tuple[str, ...]:
    """That the question is in a language which the built-in model does not know."""
    language = detect(question)
    if language in ("", "en"):
        return ()
    return (
        f"The question seems to be in {_LANGUAGES.get(language, 'a language other than English')}. "
        "The built-in model knows English only, so the answer may be missed.",
    )


def warnings_about_documents(snapshot: Snapshot, cited: Iterable[str]) -> tuple[str, ...]:
    """What is wrong with the documents that an answer cites, and with what could have held a better one.

    Args:
        snapshot: the library.
        cited: ids of the documents quoted.
    """
    cited = frozenset(cited)
    found: list[str] = []
    for document in snapshot.documents:
        if document.document_id in cited:
            found += _about_cited(document)
        found += [f"{document.title}: {notice.message}" for notice in document.notices if notice.code.means_loss]
    return tuple(dict.fromkeys(found))


def _about_cited(document: DocumentInfo) -> list[str]:
    found = [f"{document.title}: {one.message}" for one in document.notices if one.code is NoticeCode.RECOGNISED]
    if document.language not in ("", "en"):
        language = _LANGUAGES.get(document.language, "a language other than English")
        found.append(f"{document.title} seems to be in {language}; the built-in model knows English only.")
    if document.origin is not Origin.UPLOAD:
        change = _change_since_read(document)
        if change:
            found.append(f"{document.title} {change}")
    return found


def _change_since_read(document: DocumentInfo) -> str:
    file = Path(document.source)
    try:
        now = file.stat()
    except OSError:
        return "is no longer where it was read; the quotes are from the text that was read then."
    if (now.st_size, now.st_mtime_ns) == (document.size_bytes, document.modified_ns):
        return ""
    try:
        unchanged = hashlib.sha256(file.read_bytes()).hexdigest() == document.content_hash
    except OSError:
        unchanged = False
    return "" if unchanged else "was changed after it was read; sync the library to read it again."
