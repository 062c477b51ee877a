"""A desk without a library behind it: a few documents in memory and the replies that a test has set out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from evals import evaluation_status
from evals.evaluation_status import State
from index.document import Block, BlockKind, DocumentInfo, Notice, Origin, Place, PlaceKind, PlaceMark, Span
from index.errors import InvalidInputError, UnreadableFileError
from index.ocr.reading_scans import WaitingScan
from index.pages.messages import PagePicture
from index.refusals import Refusal
from rag.answer import Answer, Coverage, Quote, Status
from rag.steps import OnStep, Step, nobody_waits
from ui.additions import Addition, Kind
from ui.conversation_records import StoredAnswer
from ui.desk import Receipt
from ui.evidence import Reply, reply
from ui.judgement import find_words
from ui.source_text import SourceText, source_text
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
        length = len(self.by_id[document_id])
        info = document("Lease", "lease.pdf")
        return replace(info, document_id=document_id, revision=self.revision, characters=length)

    def text(self, document_id: str, span: Span) -> str:
        return span.of(self.by_id[document_id])

    def blocks(self, document_id: str, span: Span) -> Sequence[Block]:
        blocks, start = [], 0
        for paragraph in self.by_id[document_id].split("\n\n"):
            blocks.append(Block(Span(start, start + len(paragraph)), BlockKind.PARAGRAPH))
            start += len(paragraph) + 2
        return [block for block in blocks if block.span.overlaps(span)]

    def place_marks(self, document_id: str, span: Span) -> Sequence[PlaceMark]:
        return []


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
    offered: tuple[str, ...] | None = ()
    """The questions to begin with."""
    hidden: list[DocumentInfo] = field(default_factory=list)
    unread: list[Refusal] = field(default_factory=list)
    added: FakeAdding = field(default_factory=lambda: FakeAdding())
    scans: FakeScans = field(default_factory=lambda: FakeScans())

    def __post_init__(self) -> None:
        self.added.take = self.take

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

    def first_questions(self) -> tuple[str, ...] | None:
        return self.offered

    def recall(self, question: str, stored: StoredAnswer) -> Reply | None:
        """Fakes keep no texts by place: what is asked is what comes back, while its documents are there."""
        answer = self.answers.get(question, not_found(question))
        here = {one.document_id for one in self.infos}
        if isinstance(answer, Exception) or any(one.document_id not in here for one in stored.quotes):
            return None
        return reply(answer, Texts(self.texts))

    def words_at(self, document_id: str, words: str) -> tuple[str, Span] | None:
        text = self.texts.get(document_id, "")
        span = find_words(words, len(text), lambda part: part.of(text))
        return ("r1", span) if span else None

    def pages(self, quote: Quote) -> tuple[PagePicture, ...]:
        if quote.text not in self.pictures:
            raise UnreadableFileError("The file has changed since it was read.")
        return self.pictures[quote.text]

    def page(self, document_id: str, number: int) -> PagePicture:
        raise UnreadableFileError("The file is no longer where it was read.")

    def text(self, document_id: str, quote: Quote | None, at: int | None) -> SourceText:
        revision, span = (quote.revision, quote.span) if quote else (None, None)
        return source_text(Texts(self.texts), document_id, revision, span, at)

    @property
    def adding(self) -> FakeAdding:
        return self.added

    def take(self, name: str, content: bytes) -> Receipt:
        if not content:
            return Receipt(name, added=False, message="The file is empty (0 bytes).")
        if content == b"broken":
            raise InvalidInputError("The library is full.")
        number = len(self.infos) + 1
        self.infos.append(document(name, name, number=number))
        return Receipt(name, added=True, message="Ready: 12 pages.", document_id=f"d{number}")

    def remove(self, document_ids: Collection[str]) -> None:
        self.hidden += [one for one in self.infos if one.document_id in document_ids]
        self.infos = [one for one in self.infos if one.document_id not in document_ids]

    def refused(self) -> tuple[Refusal, ...]:
        return tuple(self.unread)

    def dismiss(self, document_ids: Collection[str]) -> None:
        self.unread = [one for one in self.unread if one.document_id not in document_ids]

    def held(self) -> frozenset[str]:
        return frozenset(one.document_id for one in (*self.infos, *self.hidden))

    def leaving(self) -> tuple[str, ...]:
        return tuple(one.title for one in self.hidden)

    def undo_removal(self) -> None:
        self.infos, self.hidden = [*self.infos, *self.hidden], []


@dataclass
class FakeScans:
    """Scans that wait, and a reading of them that goes on until a test says otherwise."""

    files: tuple[WaitingScan, ...] = ()
    now: evaluation_status.Status | None = None
    is_installed: bool = True
    stopping: bool = False

    def waiting(self) -> tuple[WaitingScan, ...]:
        return self.files

    def can_read(self) -> bool:
        return self.is_installed

    def status(self) -> evaluation_status.Status | None:
        return self.now

    def is_running(self) -> bool:
        return self.now is not None and self.now.state is State.RUNNING

    def start(self) -> None:
        self.now = evaluation_status.Status(State.RUNNING, "", 1, sum(one.total for one in self.files), 170.0)

    def stop(self) -> None:
        self.stopping = True

    def is_stopping(self) -> bool:
        return self.stopping

    def dismiss(self, document_ids: Sequence[str]) -> None:
        self.files = tuple(one for one in self.files if one.scan.document_id not in document_ids)


@dataclass
class FakeAdding:
    """Reads at once; what ``is_slow`` goes on until a test says otherwise, and ``broken`` breaks off."""

    take: Callable[[str, bytes], Receipt] | None = None
    known: list[Addition] = field(default_factory=list)
    is_slow: bool = False
    did: list[tuple[str, object]] = field(default_factory=list)
    """What else was asked of it."""

    def additions(self) -> tuple[Addition, ...]:
        return tuple(self.known)

    def add_files(self, files: Iterable[tuple[str, IO[bytes]]]) -> None:
        handed = [(name, content.read()) for name, content in files]
        receipts: list[Receipt] = []
        status = evaluation_status.Status(State.RUNNING, "reading", 0, len(handed), 200.0, name=handed[0][0])
        if not self.is_slow:
            assert self.take is not None
            try:
                for each in handed:
                    receipts.append(self.take(*each))
                status = evaluation_status.Status(State.DONE, done=len(handed), total=len(handed))
            except InvalidInputError as error:
                status = evaluation_status.Status(
                    State.FAILED, done=len(receipts), total=len(handed), reason=str(error)
                )
        names = tuple(name for name, _ in handed)
        self.known.append(Addition(f"a{len(self.known)}", Path(), Kind.FILES, names, status, tuple(receipts)))

    def add_folder(self, typed: str) -> None:
        if not typed:
            raise InvalidInputError("There is no folder at that place.")
        self.did.append(("folder", typed))

    def read_again(self, sources: Sequence[str]) -> None:
        self.did.append(("again", tuple(sources)))

    def sync(self) -> None:
        self.did.append(("sync", None))

    def go_on(self, addition: Addition) -> None:
        self.did.append(("go on", addition.id))

    def stop(self, addition: Addition) -> None:
        stopped = replace(addition.status, state=State.STOPPED)
        self.known = [replace(one, status=stopped) if one.id == addition.id else one for one in self.known]

    def is_stopping(self, addition: Addition) -> bool:
        return False

    def dismiss(self, addition: Addition) -> None:
        self.known = [one for one in self.known if one.id != addition.id]
