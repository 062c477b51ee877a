"""Finds the documents that a question names: the letting of Mr Yusuf, the accident at Wausau.

Of many documents of one form only the head says whose it is. What stands below is found, read and told apart by that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.analysis import STOP_WORDS, Token, content_stems, signed_words, tokens
from index.document import Span
from index.snapshot import Snapshot
from rag.reading import Finding
from rag.retrieval import Passage, Retriever

_NO_NAMES = STOP_WORDS | frozenset("mr mrs ms miss dr prof professor sir st".split())
_HEAD_CHARS = 600
_MOST_OF_ALL = 0.5  # a name that more of the documents bear tells none of them apart
_MOST_CHUNKS = 300
_FAR_BEHIND = 2.0  # in score: then another document says it, whatever this one is called
_BETWEEN = " · "
_CONTEXT_CHARS = 80  # the reader takes a little more of a context
# "between Mr Yusuf", "Location: Wausau", but not the capital that begins a line or a sentence
_AMID = re.compile(r"[\w,:;(&]['’]?[ \t]+\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """The ``documents`` (ids) that a question names, and the words that name each of them; both may be empty."""

    documents: frozenset[str] = frozenset()
    words: tuple[tuple[Token, frozenset[str]], ...] = ()

    def missing_in(self, document_id: str, text: str) -> tuple[str, ...]:
        """The words by which the question names the document that do not stand in this ``text`` of it."""
        held = frozenset(content_stems(text))
        return tuple(word.word for word, documents in self.words if document_id in documents and word.stem not in held)

    def without(self, question: str) -> str:
        """The question without the words that only tell which document is meant; all of it if nothing else is left."""
        rest = question
        for word, _ in sorted(self.words, key=lambda each: -each[0].start):
            rest = f"{rest[: word.start]}{rest[word.end :]}"
        return rest if any(token.word.lower() not in STOP_WORDS for token in tokens(rest)) else question


class NamingRetriever:
    """Another retriever that also looks within the documents which the question names, and marks what is from there.

    The words by which such a document is named stand in the context of its passages, as if each repeated them.
    """

    def __init__(self, snapshot: Snapshot, make: Callable[[Snapshot], Retriever]) -> None:
        self._snapshot = snapshot
        self._make = make

    def retrieve(self, query: str, k: int) -> tuple[Passage, ...]:
        """At most ``k`` passages, best first; up to half of them found within the named documents alone."""
        found = self._make(self._snapshot).retrieve(query, k)
        named = named_documents(self._snapshot, query)
        if not named.documents:
            return found
        within = self._make(self._snapshot.within(named.documents)).retrieve(named.without(query), k // 2)
        best: dict[int, Passage] = {}
        for passage in (*found, *within):
            if passage.chunk_id not in best or passage.score > best[passage.chunk_id].score:
                best[passage.chunk_id] = passage
        ranked = sorted(best.values(), key=lambda each: (-each.score, each.chunk_id))[:k]
        return tuple(replace(_marked(each, named), rank=rank) for rank, each in enumerate(ranked, start=1))


def of_the_named(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings in documents that the question names; all where it names none or the best of them is far behind."""
    found = tuple(each for each in findings if each.passage.is_named)
    return found if found and found[0].score >= findings[0].score - _FAR_BEHIND else tuple(findings)


def _marked(passage: Passage, named: Named) -> Passage:
    if passage.document_id not in named.documents:
        return passage
    missing = named.missing_in(passage.document_id, f"{passage.context} {passage.text}")
    context = _BETWEEN.join(filter(None, (passage.context[:_CONTEXT_CHARS], " ".join(missing))))
    return replace(passage, context=context if missing else passage.context, is_named=True)


def named_documents(snapshot: Snapshot, question: str) -> Named:
    """The documents at whose head most of the question's names stand; a name of over half of all counts for none."""
    most = _MOST_OF_ALL * len(snapshot.documents)
    found = [(word, _headed(snapshot, word, typed_as_name=as_name)) for word, as_name in _may_name(question)]
    words = tuple((word, documents) for word, documents in found if 0 < len(documents) <= most)
    borne = Counter(document for _, documents in words for document in documents)
    most_borne = max(borne.values(), default=0)
    return Named(frozenset(each for each, times in borne.items() if times == most_borne), words)


def _may_name(question: str) -> Iterator[tuple[Token, bool]]:
    """The words that may be names, and whether they are typed as names: with a digit, or a capital inside."""
    whole = list(signed_words(question))
    yield from ((token, True) for token in whole)
    for number, token in enumerate(tokens(question)):
        inside = any(each.start <= token.start < each.end for each in whole)
        if not inside and token.word.lower() not in _NO_NAMES and not token.word.isdigit():
            capital = token.word[0].isupper() and number > 0 and not question.isupper()
            yield token, capital or any(map(str.isdigit, token.word))


def _headed(snapshot: Snapshot, word: Token, *, typed_as_name: bool) -> frozenset[str]:
    """The documents that bear ``word`` as a name in their title or at their head."""
    if not 0 < snapshot.document_frequency(word.word) < _MOST_CHUNKS:
        return frozenset()
    chunks = snapshot.chunks([hit.chunk_id for hit in snapshot.search_words(word.word, _MOST_CHUNKS)])
    near = {chunk.document_id for chunk in chunks if chunk.span.start < _HEAD_CHARS}
    heads = {each: _head(snapshot, each) for each in near}
    if not typed_as_name and not _is_name(word.stem, (*(chunk.text for chunk in chunks), *heads.values())):
        return frozenset()
    return frozenset(each for each, head in heads.items() if list(_places(head, word.stem)))


def _is_name(stem: str, texts: Sequence[str]) -> bool:
    """Whether the texts write the word with a capital wherever it stands, and also amid a sentence or after a label."""
    written = [place for text in texts for place in _places(text, stem)]
    return any(amid for _, amid in written) and not any(lower for lower, _ in written)


def _head(snapshot: Snapshot, document_id: str) -> str:
    text = snapshot.text(document_id, Span(0, min(_HEAD_CHARS, snapshot.length(document_id))))
    return f"{snapshot.document(document_id).title}\n{text}"


def _places(text: str, stem: str) -> Iterator[tuple[bool, bool]]:
    """Of each place where a word stands: whether without a capital, and whether amid a sentence or after a label."""
    whole = list(signed_words(text))
    for token in (*whole, *tokens(text)):
        if token.stem == stem:
            yield token.word[0].islower(), token in whole or _AMID.search(text, 0, token.start) is not None
