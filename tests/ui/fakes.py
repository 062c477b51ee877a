"""A desk without a library behind it: a few documents in memory and the replies that a test has set out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.document import Block, BlockKind, DocumentInfo, Notice, Origin, Place, PlaceKind, Span
from index.errors import InvalidInputError, UnreadableFileError
from index.pages.messages import PagePicture
from rag.answer import Answer, Coverage, Quote, Status
from rag.steps import OnStep, Step, nobody_waits
from ui.desk import Progress, Receipt
from ui.evidence import Reply, reply
from ui.terms import USUAL, Terms


def document(title: str, source: str, number: int = 1, notices: tuple[Notice, ...] = ()) -> DocumentInfo:
    return DocumentInfo(
        document_id=f"d{number}",
        revision=f"r{number}",
        title=title,
        source=source,
        origin=Origin.UPLOAD,
        format="PDF",
        content_hash=f"h{number}",
        characters=4000,
        pages=12,
        language="en",
        chunks=9,
        added_at="2026-03-03T10:00:00+00:00",
        modified_ns=0,
        size_bytes=9000,
        notices=notices,
    )


def cut(
    text: str, words: str, answering: str = "", *, title: str = "Lease", document_id: str = "d1", page: int = 3
) -> Quote:
    """The quote of ``words`` in ``text``, with ``answering`` as the words that answer."""
    start = text.index(words)
    span = Span(start, start + len(words))
    first = text.index(answering, start)
    answers = (Span(first, first + len(answering)),) if answering else ()
    place = Place(PlaceKind.PAGE, f"page {page}", page)
    return Quote(document_id, "r1", title, f"/papers/{title}.pdf", place, span, words, answers, 1.0)


def found(question: str, words: str, *quotes: Quote, **changes: object) -> Answer:
    answer = Answer(question, question, Status.ANSWERED, words, 0.93, quotes, (), Coverage(12, len(quotes)))
    return replace(answer, **changes)  # type: ignore[arg-type]


def not_found(question: str, *nearest: Quote) -> Answer:
    return Answer(question, question, Status.NOT_FOUND, "", 0.1, (), nearest, Coverage(12, len(nearest)))


@dataclass(frozen=True)
class Texts:
    """Documents as paragraphs parted by an empty line."""

    by_id: dict[str, str]
    revision: str = "r1"

    def document(self, document_id: str) -> DocumentInfo:
        return replace(document("Lease", "lease.pdf"), document_id=document_id, revision=self.revision)

    def text(self, document_id: str, span: Span) -> str:
        return span.of(self.by_id[document_id])

    def blocks(self, document_id: str, span: Span) -> Sequence[Block]:
        blocks, start = [], 0
        for paragraph in self.by_id[document_id].split("\n\n"):
            blocks.append(Block(Span(start, start + len(paragraph)), BlockKind.PARAGRAPH))
            start += len(paragraph) + 2
        return [block for block in blocks if block.span.overlaps(span)]


@dataclass
class FakeDesk:
    """Replies with what was set out for a question; anything else was not found, and names what it was asked."""

    infos: list[DocumentInfo] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Answer | Exception] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    terms: list[Terms] = field(default_factory=list)
    """On what each question was asked."""
    pictures: dict[str, tuple[PagePicture, ...]] = field(default_factory=dict)
    """The pages of each quote, by its words."""

    def documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(self.infos)

    def ask(self, question: str, history: Sequence[str], terms: Terms = USUAL, on_step: OnStep = nobody_waits) -> Reply:
        self.asked.append((question, tuple(history)))
        self.terms.append(terms)
        on_step(Step.SEARCHING, 0)
        answer = self.answers.get(question, not_found(question))
        if isinstance(answer, Exception):
            raise answer
        return reply(answer, Texts(self.texts))

    def pages(self, quote: Quote) -> tuple[PagePicture, ...]:
        if quote.text not in self.pictures:
            raise UnreadableFileError("The file has changed since it was read.")
        return self.pictures[quote.text]

    def add(self, name: str, content: bytes, progress: Progress) -> Receipt:
        if not content:
            return Receipt(name, added=False, message="The file is empty (0 bytes).")
        if content == b"broken":
            raise InvalidInputError("The library is full.")
        progress(0.5)
        self.infos.append(document(name, name, number=len(self.infos) + 1))
        return Receipt(name, added=True, message="Ready: 12 pages.")

    def remove(self, document_ids: Sequence[str]) -> None:
        self.infos = [one for one in self.infos if one.document_id not in document_ids]
