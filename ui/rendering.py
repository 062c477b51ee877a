"""A turn of the conversation as HTML. Pure: the same turn is always the same page."""

from __future__ import annotations

from collections.abc import Mapping, Set
from types import MappingProxyType

from rag.answer import Answer, Status
from rag.steps import Step
from ui.citing import Cited, cited
from ui.conversation import Turn
from ui.evidence import Reply
from ui.markup import Html, joined, tag
from ui.quote_rendering import conflict_html, nearest_html, quote_id, quotes_html
from ui.terms import USUAL
from ui.wording import chat as wording
from ui.wording import documents as about_documents

_LONGEST_LAST = 24
"""A last word of no more characters stays on one line with the numbers behind it."""
_WARNINGS = 2
"""So many are shown at once; the others are folded."""


def style_html(css: str, side: str = wording.DOCUMENTS) -> Html:
    """The style sheet, with the words that it has to show: ``side`` names what stands beside the page."""
    words = {
        "name": wording.NAME,
        "documents-label": side,
        "choose-files": about_documents.CHOOSE_FILES,
        "choose-folder": about_documents.CHOOSE_FOLDER,
        "drop": about_documents.DROP,
    }
    named = " ".join(f'--qw-{name}: "{said}";' for name, said in words.items())
    return Html(f"<style>{css}\n:root {{ {named} }}</style>")


def start_html(*, documents: int, begun: bool) -> Html:
    """The head of the page: what this is, or, once the conversation has begun, only its name."""
    if begun:
        return tag("h1", wording.NAME, class_="qw-unseen")
    if documents:
        return tag("header", tag("h1", wording.HEADLINE), tag("p", wording.PROMISE), class_="qw-start")
    kinds = tag("p", tag("small", about_documents.ADD_KINDS))
    return tag("header", tag("h1", wording.NO_DOCUMENTS_HEADLINE), tag("p", wording.PROMISE), kinds, class_="qw-start")


def turn_html(turn: Turn, number: int = 0, names: Mapping[str, str] = MappingProxyType({})) -> Html:
    """The question with its reply, its problem, or, while it waits, nothing below it.

    Args:
        turn: what to show.
        number: which turn of the conversation it is, from 0.
        names: what each document that can be asked is called, by its id.
    """
    question = tag("h2", tag("span", wording.YOU_ASKED + " ", class_="qw-unseen"), turn.question, dir="auto")
    asked = tag("div", question, _terms(turn, names), class_="qw-question")
    return tag("section", asked, _below(turn, number, names.keys()), class_="qw-turn")


def announcement_html(turn: Turn) -> Html:
    """What a screen reader is to say when the reply arrives; the eye does not see it."""
    if turn.reply is None:
        return tag("div", turn.problem, role="alert", class_="qw-unseen")
    said = wording.announcement(turn.reply.answer.answer, len(turn.reply.quotes))
    return tag("div", said, role="alert", class_="qw-unseen")


def scroll_html(turn: int, *, waits: bool) -> Html:
    """A script that brings the turn with this number (from 0) to the top of the window.

    It runs again when the reply has come, for what stood below the turn before is gone by then.
    """
    calm = "matchMedia('(prefers-reduced-motion: reduce)').matches"
    script = (
        f"document.querySelector('.st-key-last-turn-{turn:d}')"
        f"?.scrollIntoView({{block: 'start', behavior: {calm} ? 'instant' : 'smooth'}})"
    )
    return Html(f"<script>{script}; /* {'waits' if waits else 'done'} */</script>")


def waiting_html(step: Step | None, passages: int = 0) -> Html:
    """What is being done while a person waits; None before anything has begun."""
    words = wording.waiting(step, passages)
    return tag("p", tag("span", class_="qw-pulse", aria_hidden="true"), words, class_="qw-waiting", role="status")


def message_html(words: str) -> Html:
    """One calm sentence in a box: a problem, a warning, a hint."""
    return tag("p", words, class_="qw-note", dir="auto")


def _terms(turn: Turn, names: Mapping[str, str]) -> Html:
    """On what terms it was asked, as far as they are not the usual ones."""
    said = [wording.caution_label(turn.terms.caution)] if turn.terms.caution is not USUAL.caution else []
    if turn.terms.within:
        said.append(wording.only_in([names[each] for each in turn.terms.within if each in names]))
    return joined(*(tag("p", words, class_="qw-about", dir="auto") for words in said))


def _below(turn: Turn, number: int, known: Set[str]) -> Html:
    if turn.withdrawn:
        return message_html(wording.WITHDRAWN)
    if turn.problem:
        return message_html(turn.problem)
    if turn.reply is None:
        return Html("")
    if turn.reply.answer.status is Status.NOT_FOUND:
        return _not_found(turn, turn.reply, number, known)
    return _found(turn, turn.reply, number, known) if turn.reply.quotes else _spoken(turn.reply.answer.answer)


def _found(turn: Turn, reply: Reply, number: int, known: Set[str]) -> Html:
    answer = reply.answer
    disagreeing = frozenset(each for group in answer.conflicts for each in group)
    numbered = tuple(enumerate(reply.quotes, start=1))
    return joined(
        _answer(answer, number),
        _sureness(answer, chosen=bool(turn.terms.within)),
        _searched_for(answer),
        *(conflict_html(number, (numbered[each - 1] for each in group), known) for group in answer.conflicts),
        quotes_html(number, [(each, one) for each, one in numbered if each not in disagreeing], known),
        _warnings(answer, "qw-about"),
    )


def _answer(answer: Answer, number: int) -> Html:
    """The short answer, with the numbers of the quotes behind the words that they hold."""
    lines = (tag("p", *(_cited(part, number) for part in line)) for line in cited(answer))
    return tag("div", *lines, class_="qw-words", dir="auto")


def _cited(part: Cited, turn: int) -> Html:
    words = part.words.rstrip(" …;")
    after: Html | str = part.words[len(words) :]
    if after.strip() or (not part.quotes and words.endswith(":")):  # another answer begins, on a line of its own
        after = tag("span", after, class_="qw-parting")
    links = [_link(turn, each) for each in part.quotes]
    start, space, last = words.rpartition(" ")
    if links and len(last) <= _LONGEST_LAST:  # a number alone on a line would belong to nothing
        return joined(start, space, tag("span", last, *links, class_="qw-last"), after)
    return joined(words, *links, after)


def _link(turn: int, number: int) -> Html:
    name = wording.quote_number(number)
    return tag("a", str(number), href=f"#{quote_id(turn, number)}", aria_label=name, title=name, class_="qw-cite")


def _sureness(answer: Answer, *, chosen: bool) -> Html:
    """How sure and how far it looked, in a few words; what that means is one click away."""
    far = wording.coverage(answer.coverage.documents, answer.coverage.documents_matched, chosen=chosen)
    if answer.conflicts:
        sure, meaning = wording.NOT_SETTLED, wording.NOT_SETTLED_EXPLAINED
    else:
        sure, meaning = wording.certainty(answer.confidence), wording.certainty_explained(answer.confidence)
    return tag(
        "details",
        tag("summary", tag("strong", sure), " · ", far, " ", tag("span", wording.WHAT_THIS_MEANS, class_="qw-more")),
        tag("p", meaning),
        tag("p", wording.coverage_explained(chosen=chosen)),
        class_="qw-sure",
    )


def _spoken(words: str) -> Html:
    """What Quotewise says itself, which is not in the documents' voice."""
    return tag("div", *(tag("p", line) for line in words.splitlines()), class_="qw-words qw-own", dir="auto")


def _not_found(turn: Turn, reply: Reply, number: int, known: Set[str]) -> Html:
    answer, chosen = reply.answer, bool(turn.terms.within)
    hints = tag("ul", *(tag("li", hint) for hint in wording.hints(chosen=chosen)))
    return joined(
        _spoken(wording.NOT_FOUND_THERE if chosen else wording.NOT_FOUND),
        tag("p", wording.looked_in(answer.coverage.documents, chosen=chosen), " ", wording.NO_GUESS, class_="qw-about"),
        _searched_for(answer),
        _warnings(answer, "qw-note"),
        nearest_html(number, tuple(enumerate(reply.nearest, start=1)), known),
        tag("section", tag("h3", wording.TRY), hints, class_="qw-hints"),
    )


def _searched_for(answer: Answer) -> Html:
    if answer.searched_for == answer.question:
        return Html("")
    return tag("p", wording.SEARCHED_FOR, " ", tag("q", answer.searched_for, dir="auto"), class_="qw-about")


def _warnings(answer: Answer, look: str) -> Html:
    """What ought to be known beside the answer: at once where nothing was found, for it may be why; else below."""
    if not answer.warnings:
        return Html("")
    first, more = answer.warnings[:_WARNINGS], answer.warnings[_WARNINGS:]
    lines = joined(*(tag("p", warning, dir="auto") for warning in first))
    rest = joined(*(tag("p", warning, dir="auto") for warning in more))
    folded = tag("details", tag("summary", about_documents.and_more(len(more))), rest) if more else Html("")
    return tag("aside", tag("h3", wording.TO_KNOW), lines, folded, class_=f"{look} qw-warnings")
