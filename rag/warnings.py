"""What a person ought to know beside an answer.

Of a document that is quoted everything is said that bears on its quotes: what of it was not read, that there is a newer
version, that its file has changed. Of others that were read in part a few are named. Files that could not be read at
all are named where they could matter and not on every answer for ever: all of them when nothing was found, else those
whose names share a word with the question, and those of which an earlier version is quoted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePath

from index.analysis import content_stems
from index.document import DocumentInfo, NoticeCode, Origin
from index.language import detect
from index.refusals import Refusal
from index.snapshot import Snapshot
from index.titles import from_file_name
from rag.question import analyse

_LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_MOST_NAMED = 3
_LEAST_LETTERS = 3  # a shorter part of a file name, such as a number, may stand in any question


def warnings_about_answer(
    snapshot: Snapshot, question: str, cited: Collection[str], *, is_found: bool
) -> tuple[str, ...]:
    """Everything that ought to be said beside an answer.

    Args:
        snapshot: the library.
        question: what was searched for.
        cited: ids of the documents quoted, or of the nearest ones where nothing was found.
        is_found: whether the documents answer the question.
    """
    found = (
        *warnings_about_question(question),
        *warnings_about_documents(snapshot, cited, question),
        *warnings_about_refusals(snapshot, question, cited, is_found=is_found),
    )
    return tuple(dict.fromkeys(found))


def warnings_about_question(question: str) -> tuple[str, ...]:
    """That the question is in a language which the built-in model does not know."""
    language = detect(question)
    if language in ("", "en"):
        return ()
    return (
        f"The question seems to be in {_LANGUAGES.get(language, 'a language other than English')}. "
        "Quotewise knows English only so far, so the answer may be missed.",
    )


def warnings_about_documents(snapshot: Snapshot, cited: Iterable[str], question: str = "") -> tuple[str, ...]:
    """What is wrong with the documents that an answer cites, and with what could have held a better one.

    Args:
        snapshot: the library.
        cited: ids of the documents quoted.
        question: what was searched for; documents with a word of it in their titles are named first.
    """
    cited = frozenset(cited)
    refused = {one.document_id for one in snapshot.refusals()} if cited else frozenset()
    found: list[str] = []
    in_part: list[DocumentInfo] = []
    for document in snapshot.documents:
        if document.document_id in cited:
            found += _about_cited(snapshot, document, is_refused=document.document_id in refused)
            found += _losses(document)
        elif _losses(document):
            in_part.append(document)
    wanted = frozenset(analyse(question).stems) if len(in_part) > _MOST_NAMED else frozenset()
    in_part.sort(key=lambda document: wanted.isdisjoint(content_stems(document.title)))
    for document in in_part[:_MOST_NAMED]:
        found += _losses(document)
    more = len(in_part) - _MOST_NAMED
    if more > 0:
        documents = "document was" if more == 1 else "documents were"
        found.append(f"{more:,} more {documents} read in part. The list of your documents says why.")
    return tuple(dict.fromkeys(found))


def warnings_about_refusals(
    snapshot: Snapshot, question: str, cited: Collection[str], *, is_found: bool
) -> tuple[str, ...]:
    """The files that could not be read, as far as they could have to do with an answer; see ``warnings_about_answer``.

    Those of which an earlier version is cited have a warning each.
    """
    titles = {document.document_id: document.title for document in snapshot.documents}
    refused = snapshot.refusals()
    stale = [one for one in refused if one.document_id in cited]
    wanted = frozenset(analyse(question).stems) if refused else frozenset()
    others = [one for one in refused if one not in stale and (not is_found or _is_called(one, wanted))]
    others.sort(key=lambda one: not _is_called(one, wanted))
    return (
        *(
            f"The file of {titles[one.document_id]} was changed, and what it is now could not be read: {one.reason} "
            "The quotes are from the text that was read before."
            for one in stale
            if one.document_id in titles
        ),
        *_could_matter(others),
    )


def _is_called(refusal: Refusal, stems: frozenset[str]) -> bool:
    """Whether a word of the question stands in the name of a file."""
    words = content_stems(from_file_name(refusal.title) or PurePath(refusal.title).stem)
    return any(word in stems for word in words if len(word) >= _LEAST_LETTERS)


def _could_matter(refused: Sequence[Refusal]) -> tuple[str, ...]:
    if not refused:
        return ()
    if len(refused) == 1:
        return (f"{refused[0].title} could not be read, and may say something about this: {refused[0].reason}",)
    named = ", ".join(one.title for one in refused[:_MOST_NAMED])
    more = f" and {len(refused) - _MOST_NAMED:,} more" if len(refused) > _MOST_NAMED else ""
    return (
        f"{len(refused):,} files could not be read, and may say something about this: {named}{more}. "
        "The list of your documents says why.",
    )


def _losses(document: DocumentInfo) -> list[str]:
    return [f"{document.title}: {notice.message}" for notice in document.notices if notice.code.means_loss]


def _about_cited(snapshot: Snapshot, document: DocumentInfo, *, is_refused: bool) -> list[str]:
    found = [f"{document.title}: {one.message}" for one in document.notices if one.code is NoticeCode.RECOGNISED]
    if document.newer_id is not None:
        found.append(_newer(document, snapshot.document(document.newer_id)))
    if document.language not in ("", "en"):
        language = _LANGUAGES.get(document.language, "a language other than English")
        found.append(f"{document.title} seems to be in {language}; Quotewise knows English only so far.")
    # that a changed file cannot be read is said of the file
    if document.origin is not Origin.UPLOAD and not is_refused:
        change = _change_since_read(document)
        if change:
            found.append(f"{document.title} {change}")
    return found


def _newer(document: DocumentInfo, newer: DocumentInfo) -> str:
    """That there is a newer version, each called by a name that the other has not."""
    names = ((one.title, PurePath(one.source).name, one.source) for one in (document, newer))
    old, new = next((pair for pair in zip(*names, strict=True) if pair[0] != pair[1]), (document.title, newer.source))
    return f"{old}: there is a newer version: {new}"


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
    return "" if unchanged else "was changed after it was read; read it again to ask what it says now."
