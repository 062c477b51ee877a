from __future__ import annotations

from index.document import Span
from index.snapshot import Snapshot
from rag.absence import of_the_sort, of_the_years, says_nothing_of_it
from rag.question import analyse
from rag.quoting import quote
from rag.reading import Finding
from rag.retrieval import LexicalRetriever
from tests.rag.conftest import MakeSnapshot

SAYS_NOTHING = (
    ("What does the pump cost?", "The pump weighs 12 kg.", True),
    ("What does the pump cost?", "The pump is sold at 900 kronor.", False),
    ("What does the pump cost?", "The pump is free for members.", False),
    ("What is the fee of the notary?", "The notary takes two per cent of the estate.", False),
    ("What did Ada pay for?", "Ada bought the lamps.", False),
    ("How many lamps are there?", "The lamps are in the hall.", True),
    ("How many lamps are there?", "There are dozens of lamps.", False),
    ("How long is the wait?", "You wait until the red lamp goes out.", False),
    ("When is the hall open?", "The hall is open to members.", True),
    ("When is the hall open?", "The hall is open after the service.", False),
    ("When a lamp is broken, what is done?", "The lamp is replaced.", False),
    ("When are the blue bins emptied?", "The brown bins are emptied every Monday.", True),
    ("When are the blue bins emptied?", "The brown bins are emptied every Monday, the blue ones never.", False),
    ("When are the bins emptied?", "The brown bins are emptied every Monday.", False),
    ("What did the summer fair raise?", "The winter fair raised £2,140.", True),
    ("What is new in the summer?", "In winter the fair is new.", False),
    ("Why did line A burst?", "A hose on line B burst because of the frost.", True),
    ("What does fault F7 mean?", "Fault F2 means that the door is open.", True),
    ("What does fault F2 mean?", "Fault F2 means that the door is open.", False),
    ("When is it open on Saturdays?", "It is open on Tuesday from 4 to 7.", True),
    ("When is it open on Saturdays?", "It is open from Tuesday to Sunday at 4.", False),
    ("When is it open on Sat?", "Open Mon–Fri 9 to 5.", True),
    ("When is it open on wednesday?", "Open Mon–Fri 9 to 5.", False),
    ("When is it open on Monday?", "It is open when the sun shines, and Ada sat there.", False),
    ("When does the meeting in May take place?", "The meeting takes place on 7 April.", True),
    ("When does the meeting in may take place?", "The meeting takes place from March to June.", False),
    ("When does the meeting in May take place?", "The meeting takes place at noon.", False),
    ("May I come in March?", "You may come on 3 May, and in March, too.", False),
    ("When is it open in the week?", "It is open on Tuesday from 4 to 7.", False),
    ("Which bank account?", "Bank account for payment:", True),
    ("Which bank account?", "Bank account for payment: DE89", False),
    ("Is line A longer than line B?", "A hose on line B burst because of the frost.", False),
    ("Why did line B burst?", "A hose on line B burst because of the frost.", False),
)


def test_what_holds_no_answer_or_is_about_another_thing_says_nothing_of_it(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot({f"{row:02}.txt": text for row, (_, text, _) in enumerate(SAYS_NOTHING)})
    wholes = {
        snapshot.text(each.document_id).strip(): quote(
            snapshot, each.document_id, Span(0, snapshot.length(each.document_id))
        )
        for each in snapshot.documents
    }
    told = [
        (question, text, says_nothing_of_it(snapshot, analyse(question), (wholes[text],)))
        for question, text, _ in SAYS_NOTHING
    ]
    assert told == list(SAYS_NOTHING)


def test_a_number_in_a_table_may_be_a_price(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot({"prices.csv": "Part,Euro\nPump,900\nHose,12\n"})
    (row,) = [
        quote(snapshot, passage.document_id, block.span)
        for passage in LexicalRetriever(snapshot).retrieve("Pump", 1)
        for block in passage.blocks
        if "Pump" in snapshot.text(passage.document_id, block.span)
    ]
    assert not says_nothing_of_it(snapshot, analyse("What does the pump cost?"), (row,))


CHAIR = {
    "minutes 2021.txt": "Ada Hale was in the chair of the club.",
    "minutes.txt": "Meeting of 12/03/23. Ben Orr was in the chair of the club.",
    "song.txt": "The chair of the club is green.",
}


def chairs(snapshot: Snapshot, question: str, *scores: float) -> list[str]:
    """The files that may answer, where those of ``CHAIR`` have these scores."""
    names = dict(zip(sorted(CHAIR), scores, strict=True))
    findings = [
        Finding(passage, passage.span, passage.span, score)
        for passage in LexicalRetriever(snapshot).retrieve("chair of the club", 9)
        for name, score in names.items()
        if snapshot.document(passage.document_id).source.endswith(name)
    ]
    kept = of_the_years(snapshot, analyse(question), sorted(findings, key=lambda each: -each.score))
    return [snapshot.document(each.passage.document_id).source[-8:] for each in kept]


def test_only_documents_of_the_year_that_is_asked_about_answer(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(CHAIR)
    by_score = ["2021.txt", "utes.txt", "song.txt"]
    assert chairs(snapshot, "Who was in the chair in 2021?", 1, 2, 0) == ["2021.txt"]
    assert chairs(snapshot, "Who was in the chair in 2023?", 2, 1, 0) == ["utes.txt"]
    assert chairs(snapshot, "Who was in the chair in 2023?", 4, 1, 0) == []
    assert chairs(snapshot, "Who was in the chair in 2019?", 2, 1, 0) == []
    assert chairs(snapshot, "Who was in the chair before 2019?", 2, 1, 0) == by_score
    assert chairs(snapshot, "Who lent us chairs for 2000 euros?", 2, 1, 0) == by_score


PLOTS = "The rent for a full plot is £52 a year. A half plot costs £29. The hut is green."


def rents(snapshot: Snapshot, question: str, *scores: float) -> list[str]:
    """The sentences of ``PLOTS`` that may answer, where they have these scores."""
    (passage,) = LexicalRetriever(snapshot).retrieve("plot", 1)
    sentences = [each + "." for each in PLOTS.rstrip(".").split(". ")]
    spans = [Span(PLOTS.index(each), PLOTS.index(each) + len(each)) for each in sentences]
    findings = [Finding(passage, span, span, score) for span, score in zip(spans, scores, strict=True)]
    kept = of_the_sort(snapshot, analyse(question), sorted(findings, key=lambda each: -each.score))
    return [snapshot.text(passage.document_id, each.sentence) for each in kept]


def test_a_sentence_of_another_sort_gives_way_to_one_as_good(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot({"rents.txt": PLOTS})
    full, half, hut = rents(snapshot, "What is the rent?", 3, 2, 0)
    assert rents(snapshot, "How much is the rent for a half plot?", 3, 2, 0) == [half, hut]
    assert rents(snapshot, "How much is the rent for a full plot?", 3, 2, 0) == [full, hut]
    # what is far behind is no answer: then nothing tells of half plots, and the nearest is shown
    assert rents(snapshot, "How much is the rent for a half plot?", 3, 0, -1) == [full, half, hut]


MAIL = "From: Ann\nDate: 14 October 2024\nSubject: Supper\n\nDear Tom, we thought of Friday 15 November for the supper."


def test_the_head_of_a_mail_answers_only_who_asks_for_it(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot({"mail.txt": MAIL})
    (passage,) = LexicalRetriever(snapshot).retrieve("supper", 1)
    text = snapshot.text(passage.document_id)
    spans = [Span(at := text.index(words), at + len(words)) for words in ("Date: 14 October 2024", "Dear Tom, we")]
    findings = [Finding(passage, span, span, score) for span, score in zip(spans, (3, 2), strict=True)]

    def kept(question: str) -> list[Span]:
        return [each.sentence for each in of_the_sort(snapshot, analyse(question), findings)]

    assert kept("On what date is the supper?") == spans[1:]
    assert kept("When was the mail about the supper sent?") == spans
