"""Questions about the collection itself: what is in it, how many documents, which of them mention something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.analysis import content_stems
from index.document import BlockKind, DocumentInfo, Span
from index.snapshot import Snapshot
from rag.answer import Quote
from rag.evidence import completeness
from rag.quoting import quote
from rag.sentences import block_sentences

_DOCUMENTS = "(?:documents?|files?|texts?|sources?|articles?|papers?)"
_OURS = "(?:(?:all|all of|my|the|your|these|this|those) )"
_COLLECTION = f"(?:{_DOCUMENTS}|collection|library|folder)"
_WHOLE = f"(?:this|these|it|they|everything|all (?:of )?(?:this|these|it|them)|{_OURS}+{_COLLECTION})"
# Each form must match the whole question, in lower case and without punctuation.
_OVERVIEW = (
    f"what(?:'s| is| are) {_WHOLE} (?:all )?about",
    f"(?:please )?(?:summari[sz]e|outline) {_WHOLE}",
    f"(?:(?:give|show) me )?(?:an? )?(?:overview|summary)(?: of {_WHOLE})?",
    f"what (?:{_DOCUMENTS} )?(?:do (?:i|you) have|are (?:there|(?:in )?here)|is in here|have i (?:added|got))",
    f"(?:which|what) {_DOCUMENTS} (?:do you (?:know|have)|are (?:there|here|in {_OURS}{_COLLECTION}))",
    f"(?:list|show)(?: me)?(?: all)?(?: of)?(?: my| the| your)? {_DOCUMENTS}",
    f"what do (?:my|these|the) {_DOCUMENTS} (?:say|contain|cover)",
)
_COUNT = (
    f"how many {_DOCUMENTS}(?: (?:are|is) (?:there|(?:in )?here)| (?:do|did|have) (?:i|you) (?:have|add|added|got))?"
    f"(?: in (?:here|total|{_OURS}{_COLLECTION}))?",
    f"how many {_DOCUMENTS} are in {_OURS}{_COLLECTION}",
)
_SPEAKS_OF = (
    "(?:mentions?|(?:talks?|speaks?|tells?) (?:about|of)|discuss(?:es)?|contains?|refers? to|deals? with"
    "|(?:are|is) about|says? (?:something|anything) (?:about|on)|covers?|have something (?:on|about))"
)
_MENTIONS = (
    f"(?:how many|which|what)(?: of)?(?: (?:the|my|these|your))? {_DOCUMENTS} {_SPEAKS_OF} (?P<what>.+)",
    f"(?:list|show|name)(?: me)?(?: all)?(?: of)?(?: the| my| your)? {_DOCUMENTS} (?:that|which) {_SPEAKS_OF} "
    "(?P<what_there_is>.+)",
    f"(?:where|in (?:which|what|how many)(?: of (?:the|my|these|your))? {_DOCUMENTS}) (?:is|are|does|do) "
    "(?P<what_else>.+?) (?:mentioned|named|discussed|appear|occur)",
)
_FEWEST_WORDS = 4  # fewer are a label such as "In short."
_OVERVIEWS, _COUNTS, _MENTIONINGS = (re.compile("|".join(forms)) for forms in (_OVERVIEW, _COUNT, _MENTIONS))


@dataclass(frozen=True, slots=True)
class CollectionReply:
    """Words computed from the list of documents, with one quote of each document that they rest on."""

    answer: str
    quotes: tuple[Quote, ...]
    documents_matched: int


def reply_about_collection(snapshot: Snapshot, question: str, most: int) -> CollectionReply | None:
    """The reply to a question about the collection; ``None`` if it asks for what the documents say.

    At most ``most`` documents are quoted, all are counted. A question which documents mention something that none
    does is answered ``None`` too: then the ordinary way refuses with the nearest passages.
    """
    words = " ".join(re.sub(r"[^\w'’.-]+", " ", question.lower()).replace("’", "'").strip(" .").split())
    documents = snapshot.documents
    if not documents:
        return None
    if _COUNTS.fullmatch(words):
        return _reply(snapshot, f"{_counted(len(documents))} in this library: ", documents, most)
    mentions = _MENTIONINGS.fullmatch(words)
    if mentions:
        return _mentioning(snapshot, next(filter(None, mentions.groupdict().values())), most)
    if _OVERVIEWS.fullmatch(words):
        return _reply(snapshot, f"{_counted(len(documents))}: ", documents, most)
    return None


def _reply(snapshot: Snapshot, opening: str, documents: tuple[DocumentInfo, ...], most: int) -> CollectionReply:
    quotes = tuple(
        quote(snapshot, document.document_id, span)
        for document in documents[:most]
        if (span := _opening_sentence(snapshot, document)) is not None
    )
    return CollectionReply(opening + _titles(documents), quotes, len(documents))


def _mentioning(snapshot: Snapshot, what: str, most: int) -> CollectionReply | None:
    """Every document with a sentence that holds all the words asked for; the whole library is gone through."""
    wanted = frozenset(content_stems(what))
    if not wanted:
        return None
    found = [
        (document, span)
        for document in snapshot.documents
        if (span := _sentence_with(snapshot, document, wanted)) is not None
    ]
    if not found:
        return None
    quotes = tuple(quote(snapshot, document.document_id, span) for document, span in found[:most])
    opening = f"{len(found)} of {_counted(len(snapshot.documents))}: "
    return CollectionReply(opening + _titles(tuple(document for document, _ in found)), quotes, len(found))


def _opening_sentence(snapshot: Snapshot, document: DocumentInfo) -> Span | None:
    return _first(snapshot, document, frozenset(), Span(0, min(20_000, snapshot.length(document.document_id))))


def _sentence_with(snapshot: Snapshot, document: DocumentInfo, wanted: frozenset[str]) -> Span | None:
    return _first(snapshot, document, wanted, Span(0, snapshot.length(document.document_id)))


def _first(snapshot: Snapshot, document: DocumentInfo, wanted: frozenset[str], region: Span) -> Span | None:
    """The first whole sentence of running text with all the wanted stems, else the first of anything with them."""
    text = snapshot.text(document.document_id, region)
    if not wanted.issubset(content_stems(text)):
        return None
    second_best: Span | None = None
    for span, block in block_sentences(text, region.start, snapshot.blocks(document.document_id, region)):
        words = text[span.start - region.start : span.end - region.start]
        if wanted.issubset(content_stems(words)):
            whole = block.kind is BlockKind.PARAGRAPH and completeness(words, block.kind)
            if whole and len(words.split()) >= _FEWEST_WORDS:
                return span
            second_best = second_best or span
    return second_best


def _counted(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"


def _titles(documents: tuple[DocumentInfo, ...], most: int = 8) -> str:
    titles = [document.title for document in documents]
    if len(titles) <= most:
        return "; ".join(titles)
    return "; ".join(titles[:most]) + f"; and {len(titles) - most} more"
