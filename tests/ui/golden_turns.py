"""Turns of every kind with the HTML that they are shown as: ``python -m tests.ui.golden_turns`` writes it anew.

Read what has changed before you commit it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.document import Span
from rag.answer import Answer, Coverage
from rag.settings import Caution
from tests.ui.fakes import Texts, cut, found, not_found
from ui.conversation import Turn
from ui.evidence import reply
from ui.markup import Html
from ui.rendering import turn_html
from ui.terms import USUAL, Terms

FOLDER = Path(__file__).with_name("golden")
LEASE = "Rent is paid monthly. The rent is 950 pounds a month.\n\nIt is due on the first day. <b>No pets.</b>"
LETTER = "Dear tenant, from May the rent is 980 pounds a month."
LIST = "Bring:\n\na rain coat\n\nsturdy boots\n\na packed lunch"
TEXTS = Texts({"d1": LEASE, "d2": LETTER, "d3": LIST})
NAMES = {"d1": "Lease", "d2": "Letter & “note”", "d3": "Field day"}
RENT = cut(LEASE, "The rent is 950 pounds a month.", "950 pounds")
DUE = cut(LEASE, "It is due on the first day.", "on the first day", page=4)
RISEN = cut(LETTER, "from May the rent is 980 pounds a month.", "980 pounds", title="Letter", document_id="d2", page=1)


def _items() -> Answer:
    whole = cut(LIST, LIST, title="Field day", document_id="d3", page=1)
    starts = [LIST.index(words) for words in ("a rain", "sturdy", "a packed")]
    ends = [LIST.index(words) + len(words) for words in ("coat", "boots", "lunch")]
    marked = replace(whole, answers=tuple(map(Span, starts, ends)))
    return found("What shall I bring?", "a rain coat; sturdy boots; a packed lunch", marked, confidence=0.7)


def turns() -> dict[str, tuple[Turn, Html]]:
    """Each by its name, with its HTML."""
    asked: dict[str, tuple[Answer, Terms]] = {
        "two-quotes": (
            found(
                "How much, and when?", f"{RENT.text} … {DUE.text}", RENT, DUE, warnings=("Lease: 2 pages are blank.",)
            ),
            USUAL,
        ),
        "conflict": (found("How much?", "950 pounds … 980 pounds", RENT, RISEN, conflicts=((1, 2),)), USUAL),
        "refusal": (not_found("May I keep a dog?", RENT, RISEN), USUAL),
        "refusal-of-some": (
            replace(not_found("May I keep a dog?"), coverage=Coverage(1, 0)),
            Terms(Caution.CAUTIOUS, ("d2",)),
        ),
        "list": (_items(), USUAL),
        "follow-up": (found("And when?", "on the first day", DUE, searched_for="When is the rent due?"), USUAL),
    }
    made = {name: Turn(answer.question, reply(answer, TEXTS), terms=terms) for name, (answer, terms) in asked.items()}
    made["stopped"] = Turn("How much?", problem="You stopped this one before it was answered.")
    made["withdrawn"] = Turn("How much?", withdrawn=True)
    return {name: (turn, turn_html(turn, 2, NAMES)) for name, turn in made.items()}


def in_lines(html: str) -> str:
    """An element a line, so that a difference can be read."""
    return html.replace("><", ">\n<") + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, (_, html) in turns().items():
        (FOLDER / f"{name}.html").write_text(in_lines(html), encoding="utf-8")
