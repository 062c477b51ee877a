from __future__ import annotations

from dataclasses import replace

import pytest

from index.document import Span
from index.snapshot import Snapshot
from rag.answer import Quote
from rag.composition import compose, nearest
from rag.question import analyse
from rag.reading import Finding
from rag.retrieval import LexicalRetriever
from rag.settings import Settings
from tests.rag.conftest import MakeSnapshot

TEXTS = {
    "club.md": "# Club\n\nIn 2022 the club had 84 members. In 2023 the club had 91 members. The club meets on Tuesdays.\n\n"
    "The club meets on Tuesdays.\n\nBring:\n\n- a towel;\n- dry shoes;\n- a cap.\n\n"
    "For the regatta the committee ordered many things such as ropes, lamps, flags, and tents, so that nobody would "
    "have to go home early, whatever the weather on the river would be like on that day.\n",
}


def composed(snapshot: Snapshot, question: str, *sentences: tuple[str, float]) -> tuple[str, tuple[Quote, ...]]:
    made = compose(snapshot, analyse(question), findings(snapshot, *sentences), Settings())
    return made.answer, made.quotes


def findings(snapshot: Snapshot, *sentences: tuple[str, float]) -> list[Finding]:
    text = snapshot.text(snapshot.documents[0].document_id)
    found = []
    for words, score in sentences:
        span = Span(text.index(words), text.index(words) + len(words))
        passages = LexicalRetriever(snapshot).retrieve(words, 9)
        found.append(Finding(next(each for each in passages if each.span.contains(span)), span, span, score))
    return found


@pytest.mark.parametrize(
    ("question", "sentences", "answer"),
    [
        ("How many members were there in 2022?", [("In 2022 the club had 84 members.", 2.0)], "84 members"),
        (
            "When does the club meet?",
            [("The club meets on Tuesdays.", 2.0), ("In 2022 the club had 84 members.", 1.5)],
            "The club meets on Tuesdays. … In 2022 the club had 84 members.",
        ),
        (
            "How many members were there in 2022?",
            [("In 2022 the club had 84 members.", 2.0), ("In 2023 the club had 91 members.", 1.9)],
            "84 members",
        ),
        ("What should I bring?", [("a towel;", 2.0)], "a towel; dry shoes; a cap"),
        (
            "What things were ordered?",
            [("For the regatta the committee ordered many things such as ropes", 2.0)],
            "ropes, lamps, flags, and tents",
        ),
    ],
    ids=[
        "a fact is a phrase",
        "a close rival",
        "another year is no rival",
        "entries of a list",
        "a list in a sentence",
    ],
)
def test_the_answer_is_short_and_in_the_documents_words(
    make_snapshot: MakeSnapshot, question: str, sentences: list[tuple[str, float]], answer: str
) -> None:
    assert composed(make_snapshot(TEXTS), question, *sentences)[0] == answer


def test_answering_words_lie_in_their_quote_and_are_what_the_answer_says(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(TEXTS)
    answer, (first,) = composed(
        snapshot, "How many members were there in 2022?", ("In 2022 the club had 84 members.", 2.0)
    )
    (words,) = first.answers
    assert snapshot.text(first.document_id, words) == answer == "84 members"


def test_the_same_words_are_not_quoted_twice(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(TEXTS)
    twice = findings(snapshot, ("The club meets on Tuesdays.", 2.0), ("The club meets on Tuesdays.", 2.0))
    assert len(compose(snapshot, analyse("When does the club meet?"), twice, Settings()).quotes) == 1


def test_what_is_far_behind_is_not_shown(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(TEXTS)
    _, quotes = composed(
        snapshot,
        "When does the club meet?",
        ("The club meets on Tuesdays.", 5.0),
        ("In 2022 the club had 84 members.", 1.0),
    )
    assert len(quotes) == 1


def test_the_nearest_passages_mark_nothing(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(TEXTS)
    shown = nearest(
        snapshot, findings(snapshot, ("The club meets on Tuesdays.", 0.1), ("In 2022 the club had 84 members.", 0.0)), 3
    )
    assert [quote.answers for quote in shown] == [()] * len(shown)
    assert len({quote.span for quote in shown}) == len(shown)


CLUBS = {
    "1 club.md": "# Club\n\nThe club was founded in May 1871 by Ada Hale, and its first boat was green.\n",
    "2 letter.md": "# Letter\n\nOur club was founded in 1872, as everybody knows.\n",
    "3 diary.md": "# Diary\n\nToday, in 1872, the club was founded with a great feast.\n",
    "4 paper.md": "# Paper\n\nIn 1871 the club was founded.\n",
}
FOUNDED = "When was the club founded?"


def found(snapshot: Snapshot, document: int, words: str, score: float, sufficient: float) -> Finding:
    """The words of the document of that number, in their sentence, which is its last line."""
    document_id = snapshot.documents[document - 1].document_id
    text = snapshot.text(document_id)
    start = text.index(words)
    sentence = Span(text.rindex("\n", 0, start) + 1, len(text.rstrip()))
    (passage,) = [each for each in LexicalRetriever(snapshot).retrieve("club", 9) if each.document_id == document_id]
    return Finding(passage, Span(start, start + len(words)), sentence, score, sufficient)


def test_words_that_are_enough_are_the_answer_and_their_sentence_the_quote(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(CLUBS)
    made = compose(snapshot, analyse(FOUNDED), [found(snapshot, 1, "May 1871", 2, 0.7)], Settings())
    assert made.answer == "May 1871"
    (shown,) = made.quotes
    assert shown.text == "The club was founded in May 1871 by Ada Hale, and its first boat was green."
    assert [snapshot.text(shown.document_id, span) for span in shown.answers] == ["May 1871"]
    assert made.conflicts == ()


def test_words_that_are_not_enough_are_given_with_what_is_around_them(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(CLUBS)
    question = "Which colour was the boat?"
    surely, hardly = (
        compose(snapshot, analyse(question), [found(snapshot, 1, "green", 2, sufficient)], Settings()).answer
        for sufficient in (Settings().words_threshold, Settings().words_threshold - 0.01)
    )
    assert surely == "green"
    assert hardly == "The club was founded in May 1871 by Ada Hale, and its first boat was green."


def test_where_it_is_asked_who_a_name_beside_the_words_is_not_left_out(make_snapshot: MakeSnapshot) -> None:
    said = "One rower, Liam Doyle, hurt the eyes and throat."
    snapshot = make_snapshot({"accident.md": f"# Accident\n\n{said}\n"})
    text = snapshot.text(snapshot.documents[0].document_id)
    (whole,) = findings(snapshot, (said, 2.0))

    def told(question: str) -> str:
        start = text.index("the eyes")
        finding = replace(whole, span=Span(start, start + len("the eyes and throat")), sufficient=0.9)
        return compose(snapshot, analyse(question), [finding], Settings()).answer

    assert told("Who was hurt?") == "Liam Doyle"
    assert told("What did he hurt?") == "the eyes and throat"


def test_too_few_words_to_tell_a_reason_are_given_with_their_sentence(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(CLUBS)
    made = compose(snapshot, analyse("Why was the boat green?"), [found(snapshot, 1, "green", 2, 0.9)], Settings())
    assert made.answer == "The club was founded in May 1871 by Ada Hale, and its first boat was green."


@pytest.mark.parametrize(
    ("question", "words", "answer"),
    [
        ("Who sings the solo?", "Ada", "[18:02] Ada: Who sings the solo? Not me [18:05] Ben: Cem, as last year"),
        ("Who sings?", "Cem", "Cem"),
        ("Does Cem sing?", "Cem", "[18:05] Ben: Cem, as last year"),
        ("Whose glasses were left?", "Somebody", "[19:02] Ben: Somebody left glasses. [19:05] Ada: Those are Cem's"),
    ],
)
def test_what_is_asked_in_a_chat_is_no_answer_and_nobody_is_no_name(
    make_snapshot: MakeSnapshot, question: str, words: str, answer: str
) -> None:
    chat = (
        "[18:02] Ada: Who sings the solo? Not me\n[18:05] Ben: Cem, as last year\n[18:09] Dora: We leave at noon\n"
        "[19:02] Ben: Somebody left glasses.\n[19:05] Ada: Those are Cem's\n"
    )
    snapshot = make_snapshot({"chat.txt": chat})
    text = snapshot.text(snapshot.documents[0].document_id)
    (said,) = (line for line in chat.splitlines() if words in line and "Cem's" not in line)
    (whole,) = findings(snapshot, (said, 2.0))
    finding = replace(
        whole, span=Span(text.index(words, whole.span.start), text.index(words, whole.span.start) + len(words))
    )
    made = compose(snapshot, analyse(question), [replace(finding, sufficient=0.9)], Settings())
    assert made.answer == answer


def test_a_quote_goes_on_where_words_as_good_continue_it(make_snapshot: MakeSnapshot) -> None:
    inside, outside = "Dogs must stay out of the hall.", "They may use the yard."
    snapshot = make_snapshot({"dogs.md": f"# Dogs\n\n{inside} {outside} Cats are rare.\n"})
    close, far = (
        composed(snapshot, "Can my dog use the yard?", (inside, 2.0), (outside, score)) for score in (1.5, 0.5)
    )
    assert close[0] == close[1][0].text == f"{inside} {outside}"
    assert far[0] == far[1][0].text == inside


def test_how_sure_the_words_must_be_is_a_setting(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(CLUBS)
    finding = found(snapshot, 1, "Ada Hale", 2, 0.7)
    strict = replace(Settings(), words_threshold=0.9)
    assert compose(snapshot, analyse("By whom was it founded?"), [finding], Settings()).answer == "Ada Hale"
    assert compose(snapshot, analyse("Tell me about the founding."), [finding], strict).answer.startswith(
        "The club was"
    )


def test_documents_that_disagree_are_both_given_and_told(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(CLUBS)
    findings = [
        found(snapshot, 1, "May 1871", 2.0, 0.9),
        found(snapshot, 4, "1871", 1.9, 0.9),
        found(snapshot, 2, "1872", 1.8, 0.9),
        found(snapshot, 3, "1872", 1.7, 0.9),
    ]
    made = compose(snapshot, analyse(FOUNDED), findings, Settings())
    assert made.answer == "May 1871 … 1872"
    assert made.conflicts == ((1, 2, 3),), "those that disagree come first"
    assert len(made.quotes) == 4
    # in the best document's favour where the other is not sure, or far behind
    for rival in (found(snapshot, 2, "1872", 1.8, 0.3), found(snapshot, 2, "1872", -9.0, 0.9)):
        alone = compose(snapshot, analyse(FOUNDED), [findings[0], rival], Settings())
        assert (alone.answer, alone.conflicts) == ("May 1871", ())


def test_documents_that_agree_are_quoted_without_a_conflict(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(CLUBS)
    findings = [found(snapshot, 1, "May 1871", 2.0, 0.9), found(snapshot, 4, "1871", 1.9, 0.9)]
    made = compose(snapshot, analyse(FOUNDED), findings, Settings())
    assert (made.answer, made.conflicts, len(made.quotes)) == ("May 1871", (), 2)


def test_a_long_list_is_given_by_the_beginnings_of_its_entries(make_snapshot: MakeSnapshot) -> None:
    entries = [
        "- long trousers, because of the many ticks that wait for you in the high bracken",
        "- a bottle (which should hold at least one litre, since there is no water up there)",
        "- if it rains, a coat",
    ]
    snapshot = make_snapshot({"walk.md": "# Walk\n\n" + "\n".join(entries) + "\n"})
    entry = ("a bottle (which should hold at least one litre, since there is no water up there)", 2.0)
    made = compose(
        snapshot, analyse("Which things do we need?"), findings(snapshot, entry), replace(Settings(), answer_words=12)
    )
    assert made.answer == "long trousers; a bottle; if it rains, a coat"
    whole = compose(snapshot, analyse("Which things do we need?"), findings(snapshot, entry), Settings())
    assert whole.answer == "; ".join(entry.removeprefix("- ") for entry in entries)


def test_one_of_several_names_is_given_with_the_others(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot({"1.md": "# Club\n\nThe film of the club stars Ada Hale and Ben Stone as thieves.\n"})
    made = compose(snapshot, analyse("Who plays in the film?"), [found(snapshot, 1, "Ada Hale", 2, 0.9)], Settings())
    assert made.answer == "Ada Hale and Ben Stone"


def test_for_everything_each_document_is_quoted_and_told(make_snapshot: MakeSnapshot) -> None:
    snapshot = make_snapshot(CLUBS)
    findings = [
        found(snapshot, 1, "May 1871", 4.0, 0.9),
        found(snapshot, 2, "1872", 1.0, 0.2),
        found(snapshot, 3, "1872", -9.0, 0.2),
    ]
    question = analyse("What do the club and the diary say about the founding of the club?")
    assert len(compose(snapshot, question, findings, Settings()).quotes) == 1
    made = compose(snapshot, question, findings, Settings(), everything=True)
    assert len({each.document_id for each in made.quotes}) == 2, "what is far behind stays away"
    assert made.answer == "May 1871 … Today, in 1872, the club was founded with a great feast."
    short = compose(snapshot, question, findings, replace(Settings(), answer_words=3), everything=True)
    assert short.answer == "May 1871"
    assert len(short.quotes) == 2
