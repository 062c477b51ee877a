from __future__ import annotations

import pytest

from index.document import Span
from index.snapshot import Snapshot
from rag.growth import grow
from rag.question import analyse
from rag.reading import Finding
from rag.retrieval import LexicalRetriever
from tests.rag.conftest import MakeSnapshot

TEXT = """# Mill

The mill was built by the Orr brothers in 1871. It burnt down twice. It was rebuilt each time. The river drove it.

Bring the following:

- a coat
- strong boots
- a lamp

The gate is shut at night. This is because foxes come in. Wheat was cheap then.
"""


def grown(snapshot: Snapshot, question: str, sentence: str) -> str:
    (document,) = snapshot.documents
    text = snapshot.text(document.document_id)
    start = text.index(sentence)
    span = Span(start, start + len(sentence))
    passages = LexicalRetriever(snapshot).retrieve(sentence, 5)
    (passage,) = [each for each in passages if each.span.contains(span)]
    return grow(snapshot, analyse(question), Finding(passage, span, span, 1.0)).of(text)


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Who built the mill?", "The mill was built by the Orr brothers in 1871.", None),
        (
            "What happened to the mill?",
            "It burnt down twice.",
            "The mill was built by the Orr brothers in 1871. It burnt down twice.",
        ),
        (
            "Was the mill rebuilt?",
            "It was rebuilt each time.",
            "The mill was built by the Orr brothers in 1871. It burnt down twice. It was rebuilt each time.",
        ),
        ("What should I bring?", "a lamp", "Bring the following:\n\na coat\nstrong boots\na lamp"),
        ("What should I bring?", "Bring the following:", "Bring the following:\n\na coat\nstrong boots\na lamp"),
        (
            "Why is the gate shut at night?",
            "The gate is shut at night.",
            "The gate is shut at night. This is because foxes come in.",
        ),
        ("When is the gate shut?", "The gate is shut at night.", None),
    ],
)
def test_a_quote_can_be_understood_alone(
    make_snapshot: MakeSnapshot, question: str, sentence: str, expected: str | None
) -> None:
    assert grown(make_snapshot({"mill.md": TEXT}), question, sentence) == (expected or sentence)


def test_an_empty_field_of_a_form_announces_nothing(make_snapshot: MakeSnapshot) -> None:
    form = "Certificate:\tPrivate\tAge:\n\nRatings:\tNone\tSeat:\tLeft\n\nHours:\t61\tClass:\n"
    assert grown(make_snapshot({"form.txt": form}), "How old was the pilot?", "Age:") == "Age:"


CHAT = """[03/05/2024, 18:02] Ada: Who brings the cake? I have no oven
[03/05/2024, 18:05] Ben: Is it for twenty?
[03/05/2024, 18:06] Ada: For thirty people
[03/05/2024, 18:09] Ben: Then two cakes, from the shop
[03/05/2024, 18:11] Cem: That is too dear
"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[03/05/2024, 18:09] Ben: Then two cakes, from the shop", None),
        (
            "[03/05/2024, 18:05] Ben: Is it for twenty?",
            "[03/05/2024, 18:05] Ben: Is it for twenty?\n[03/05/2024, 18:06] Ada: For thirty people",
        ),
        (
            "[03/05/2024, 18:11] Cem: That is too dear",
            "[03/05/2024, 18:09] Ben: Then two cakes, from the shop\n[03/05/2024, 18:11] Cem: That is too dear",
        ),
    ],
)
def test_a_question_in_a_chat_takes_the_next_message_along_and_a_reply_the_one_before(
    make_snapshot: MakeSnapshot, sentence: str, expected: str | None
) -> None:
    assert grown(make_snapshot({"chat.txt": CHAT}), "What about the cake?", sentence) == (expected or sentence)


def test_a_quote_never_runs_over_furniture(make_snapshot: MakeSnapshot) -> None:
    text = (
        "<html><body><article><p>The mill is old and stands.</p></article><nav>Menu</nav>"
        "<article><p>It burnt down twice since then.</p></article></body></html>"
    )
    snapshot = make_snapshot({"mill.html": text})
    assert grown(snapshot, "What burnt?", "It burnt down twice since then.") == "It burnt down twice since then."


KITCHEN = """# Kitchen

A recipe has to pass three tests.

Price: the meal costs less than four pounds.

Time: it is ready in an hour.

Taste: everybody wants it again.

Other recipes are thrown away.

## Soup

- 2 leeks
- salt, pepper
- Wash the leeks.
- Boil them.

## Notes

- 2 May. The pot has a hole. Ben mends it.
- 9 May. The lid is lost. Ada looks for it.
"""


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "Which tests must a recipe pass?",
            "A recipe has to pass three tests.",
            KITCHEN[KITCHEN.index("A recipe") : KITCHEN.index("\n\nOther")],
        ),
        ("Which things are in the soup?", "2 leeks", "2 leeks\nsalt, pepper"),
        ("Which steps does the soup have?", "Boil them.", "Wash the leeks.\nBoil them."),
        ("How is the soup made?", "Boil them.", "2 leeks\nsalt, pepper\nWash the leeks.\nBoil them."),
        ("Which things are broken?", "The pot has a hole.", "The pot has a hole."),
    ],
    ids=["a list of labelled paragraphs", "things", "sentences", "both for whoever asks how", "notes are no list"],
)
def test_a_list_is_taken_whole_and_alone(
    make_snapshot: MakeSnapshot, question: str, sentence: str, expected: str
) -> None:
    assert grown(make_snapshot({"kitchen.md": KITCHEN}), question, sentence) == expected
