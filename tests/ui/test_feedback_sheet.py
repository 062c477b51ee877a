from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evals.datasets.sheets import parse_sheet
from evals.datasets.values import Question
from index import ingest
from index.document import Span
from index.errors import InvalidInputError
from index.library import Library
from index.loaders import load
from index.preparing import InThisProcess
from rag.answer import Answer
from rag.quoting import quote
from tests.fakes import WordEmbedder
from tests.ui.fakes import found, not_found
from ui.command_line import main
from ui.conversation_records import StoredTurn, as_spans
from ui.feedback_sheet import Judged, judged_questions, sheet
from ui.judgement import Judgement
from ui.kept_conversations import KeptConversations, KeptTurn
from ui.notebooks import notebook_id_of
from ui.user_store import UserStore, UserStoreError
from ui.wording import feedback as wording

LEASE = "# Lease\n\nThe tenant pays a rent of 950 pounds every month. The deposit is 300 pounds.\n"
RENT, DEPOSIT = "How much is the rent?", "And the deposit?"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    embedder = WordEmbedder()
    library = Library.create(tmp_path / "library", embedder.identity)
    ingest.add_upload(library, "lease.md", LEASE.encode(), embedder, preparing=InThisProcess(load))
    return library


def place(library: Library, words: str) -> tuple[str, str, Span]:
    (document,) = library.documents()
    with library.snapshot() as snapshot:
        start = snapshot.text(document.document_id).index(words)
    return document.document_id, document.revision, Span(start, start + len(words))


def answered(library: Library, question: str, words: str, *sentences: str) -> Answer:
    with library.snapshot() as snapshot:
        quotes = []
        for sentence in sentences:
            document_id, _, span = place(library, sentence)
            answer = place(library, words)[2]
            quotes.append(quote(snapshot, document_id, span, (answer,) if span.contains(answer) else ()))
    return found(question, words, *quotes)


def kept(library: Library, answer: Answer, judgement: Judgement | None, turn_id: int = 1) -> KeptTurn:
    stored = as_spans(answer, library.documents())
    return KeptTurn(turn_id, StoredTurn(answer.question, stored), judgement)


RENT_SENTENCE = "The tenant pays a rent of 950 pounds every month."
DEPOSIT_SENTENCE = "The deposit is 300 pounds."


def test_an_answer_said_to_be_right_is_gold_with_its_first_quote_and_the_questions_before(library: Library) -> None:
    turns = (
        kept(library, answered(library, RENT, "950 pounds", RENT_SENTENCE), None),
        kept(library, answered(library, DEPOSIT, "300 pounds", DEPOSIT_SENTENCE), Judgement(True), 2),
    )
    with library.snapshot() as snapshot:
        judged = judged_questions([turns], snapshot)
    (read,) = parse_sheet("sheet.csv", sheet(judged)).questions
    assert (read.id, read.question, read.history, read.answers) == ("chat-2", DEPOSIT, (RENT,), ("300 pounds",))
    ((gold,),) = read.gold
    assert (gold.document, gold.text) == ("lease.md", DEPOSIT_SENTENCE)


def test_a_quote_that_is_doubted_is_no_evidence(library: Library) -> None:
    answer = answered(library, RENT, "950 pounds", DEPOSIT_SENTENCE, RENT_SENTENCE)
    with library.snapshot() as snapshot:
        judged = judged_questions([[kept(library, answer, Judgement(True, (1,)))]], snapshot)
    assert [span.text for piece in judged.known[0].gold for span in piece] == [RENT_SENTENCE]


def test_the_words_that_were_named_are_gold_for_a_wrong_answer(library: Library) -> None:
    document_id, revision, span = place(library, "300 pounds")
    wrong = answered(library, DEPOSIT, "950 pounds", RENT_SENTENCE)
    with library.snapshot() as snapshot:
        judged = judged_questions(
            [[kept(library, wrong, Judgement(False, (1,), document_id, revision, span))]], snapshot
        )
    assert judged.known[0].answers == ("300 pounds",)
    assert judged.known[0].gold[0][0].document == "lease.md"


def test_a_refusal_said_to_be_right_expects_a_refusal(library: Library) -> None:
    with library.snapshot() as snapshot:
        judged = judged_questions([[kept(library, not_found("Who is Zog?"), Judgement(True))]], snapshot)
    assert [one.answers for one in parse_sheet("sheet.csv", sheet(judged)).questions] == [()]


def test_what_nobody_knows_is_counted_and_not_written(library: Library) -> None:
    wrong = kept(library, answered(library, RENT, "950 pounds", RENT_SENTENCE), Judgement(False))
    right = kept(library, answered(library, RENT, "950 pounds", RENT_SENTENCE), Judgement(True), 2)
    ingest.remove(library, ["lease.md"])
    with library.snapshot() as snapshot:
        judged = judged_questions([[wrong], [right]], snapshot)
    assert judged.known == () and judged.unknown == (RENT, RENT)
    with pytest.raises(InvalidInputError, match="Nobody has said yet"):
        sheet(judged)


def test_the_command_writes_the_sheet_and_names_what_is_left_out(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = UserStore(tmp_path / "store.sqlite3")
    mine = KeptConversations(store, "me", notebook_id_of(library.folder))
    answer = answered(library, RENT, "950 pounds", RENT_SENTENCE)
    stored = as_spans(answer, library.documents())
    mine.judge(mine.add("a", StoredTurn(RENT, stored)), Judgement(True))
    mine.judge(mine.add("a", StoredTurn(DEPOSIT, stored)), Judgement(False))
    arguments = ["--library", str(library.folder), "--conversations", str(store.path), "--out"]
    assert main(["feedback", *arguments, str(tmp_path / "sheet.csv")]) == 0
    (read,) = parse_sheet("sheet.csv", (tmp_path / "sheet.csv").read_bytes()).questions
    assert (read.question, read.answers) == (RENT, ("950 pounds",))
    said = capsys.readouterr()
    assert said.out == f"{tmp_path / 'sheet.csv'}\n" and f"left out: {DEPOSIT}" in said.err
    assert main(["feedback", *arguments, str(tmp_path / "no folder" / "sheet.csv")]) == 1


def test_without_conversations_the_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--conversations", str(tmp_path / "none.sqlite3"), "--out", str(tmp_path / "sheet.csv")]
    assert main(["feedback", *arguments]) == 1
    assert "No conversations are kept" in capsys.readouterr().err
    assert not (tmp_path / "none.sqlite3").exists()


def page(judged: object) -> None:
    from ui.feedback_panel import show_judged

    def find() -> object:
        if isinstance(judged, Exception):
            raise judged
        return judged

    show_judged(find)  # type: ignore[arg-type]


def test_the_evaluation_page_tells_how_many_were_judged_and_offers_them_as_a_sheet() -> None:
    judged = Judged((Question("chat-1", RENT, ("950 pounds",)),), (DEPOSIT,))
    shown = AppTest.from_function(page, args=(judged,), default_timeout=30).run()
    told = "".join(one.proto.body for one in shown.get("html"))
    assert wording.judged(2, 1) in told and len(shown.get("download_button")) == 1


@pytest.mark.parametrize(
    ("judged", "told"), [(Judged((), ()), ""), (UserStoreError("The file is damaged."), "The file is damaged.")]
)
def test_without_any_the_evaluation_page_says_nothing_and_a_problem_is_told(judged: object, told: str) -> None:
    shown = AppTest.from_function(page, args=(judged,), default_timeout=30).run()
    html = "".join(one.proto.body for one in shown.get("html"))
    assert (told in html) if told else (html == "")
    assert len(shown.get("download_button")) == 0 and not shown.exception
