"""Tells by plain signs that what was found is about something else: another year, another colour, no price at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.document import BlockKind, Span
from index.snapshot import Snapshot
from rag.answer import Quote
from rag.calendar_names import MONTHS, is_of_other_times
from rag.exclusive import others_than
from rag.expected import MEASURED, Expected, expected, fits
from rag.growth import grow
from rag.messages import is_about_mail, is_head_of_mail
from rag.question import Question
from rag.reading import Finding
from rag.tables import is_left_blank, rows_around

_YEAR = r"(?:1[5-9]|20)\d\d"
# "in 2019" and "the 2019 accounts", but not "for 2000 euros", and not "before 2019", of which a document may well tell
# without that number
_IN_A_YEAR = re.compile(
    rf"\b(?:during|of|for|year|season|spring|summer|autumn|winter|{'|'.join(MONTHS)}),?\s+({_YEAR})(?=\s*(?:$|[?.,;!)]))"
    rf"|\bin\s+({_YEAR})\b|\bthe\s+({_YEAR})\s+(?=[a-z])",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b((?i:line|group|phase|stage|class|grade|year|room|flat|building|block|section|level|zone|gate|platform|route|bus"
    r"|team))\s+(\d{1,3}|[A-Z])\b"
)
_CODE = re.compile(r"\b([A-Z]{1,3})-?(\d{1,4})\b")
_ASKS_WHEN = re.compile(
    r"\bwhen\s+(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had)\b"
    r"|\b(?:what|which) (?:time|date|year|day|month)\b",
    re.IGNORECASE,
)
_ASKS_PRICE = re.compile(
    r"\bhow much\b|\bwhat (?:do|does|did|will|would) .*\bcosts?\b|\bwhat (?:is|was|are|were) the (?:\w+ ){0,2}?"
    r"(?:price|fee|fare|rent|salary|wage|budget|fine)\b",
    re.IGNORECASE,
)
_TELLS_MONEY = re.compile(
    r"[$€£¥₹]|\d\s?(?:p|c|kr|zł)\b|\b(?:pounds?|dollars?|euros?|cents?|pence|pen+y|crowns?|kron\w+|kroner|francs?|rupees?|yen"
    r"|yuan|pesos?|rand|lira|zloty|usd|eur|gbp|chf|sek|nok|dkk|pln|aud|cad|inr|costs?|prices?|priced|fees?|charged?|charges"
    r"|free|nothing|included|half|double|(?:%|per cent|percent) of)\b|% of\b",
    re.IGNORECASE,
)
_NAME_OF_FIELD = re.compile(r"[^.:;!?\n]{1,60}:")
_FAR_BEHIND = 2.0  # in score: what is found in the right year is then no answer
_LINE_CHARS = 300
_WORD = re.compile(r"\w+")
_SAME_HEAD_CHARS = 5  # "bin" and "bins", "delivery" and "deliveries" are one head


def of_the_years(snapshot: Snapshot, question: Question, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings in documents that name a year the question names, in text, title or file name; all without one.

    None where the best of them is far behind what other documents say.
    """
    years = sorted({year for match in _IN_A_YEAR.finditer(question.text) for year in match.groups() if year})
    if not years or not findings:
        return tuple(findings)
    # 2023 is also told by 12/03/23, 2022/23 and ’23
    told = re.compile("|".join(rf"{year}|(?<=[/.’'–-]){year[2:]}\b" for year in years))
    documents = {one.passage.document_id for one in findings}
    naming = {each for each in documents if told.search(_all_of(snapshot, each))}
    found = tuple(each for each in findings if each.passage.document_id in naming)
    return found if found and found[0].score >= findings[0].score - _FAR_BEHIND else ()


def of_the_sort(snapshot: Snapshot, question: Question, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without empty fields, heads of mails, and what speaks only of another of the sort that is asked.

    Who wrote a mail and when is an answer only to whoever asks that. All of the findings where the best of the others
    is far behind: then nothing answers, and the nearest is to be shown.
    """

    def is_of_it(one: Finding) -> bool:
        text = snapshot.text(one.passage.document_id, one.sentence)
        empty = _NAME_OF_FIELD.fullmatch(text) is not None and grow(snapshot, question, one) == one.sentence
        head = not is_about_mail(question.text) and _is_head_of_mail(snapshot, one, text)
        return not empty and not head and not _of_another(question, text, one.passage.context)

    kept = tuple(each for each in findings if is_of_it(each))
    return kept if kept and kept[0].score >= findings[0].score - _FAR_BEHIND else tuple(findings)


def _is_head_of_mail(snapshot: Snapshot, one: Finding, text: str) -> bool:
    document_id, start, end = one.passage.document_id, one.sentence.start, one.sentence.end
    before = snapshot.text(document_id, Span(max(0, start - _LINE_CHARS), start))
    after = snapshot.text(document_id, Span(end, min(snapshot.length(document_id), end + _LINE_CHARS)))
    return is_head_of_mail(before, text, after)


def says_nothing_of_it(snapshot: Snapshot, question: Question, quotes: Sequence[Quote]) -> bool:
    """Whether no quote holds the kind of thing that is wanted, or the first is blank or speaks of another thing."""
    first = quotes[0]
    above = f"{first.title} {first.place.label}"
    return (
        not any(_holds(snapshot, question, one) for one in quotes)
        or _is_blank(snapshot, question, first)
        or _of_another(question, first.text, above)
    )


def _is_blank(snapshot: Snapshot, question: Question, made: Quote) -> bool:
    """Whether a field of a form has no more than its name, or the cell of a table that is asked for holds nothing."""
    rows = rows_around(snapshot, made.document_id, made.span)
    return is_left_blank(question, rows, made.span) if rows else _NAME_OF_FIELD.fullmatch(made.text) is not None


def _holds(snapshot: Snapshot, question: Question, made: Quote) -> bool:
    wanted, text = expected(question), made.text
    if any(block.kind is BlockKind.ROW for block in snapshot.blocks(made.document_id, made.span)):
        return True  # the head of its column may tell what a bare number is
    if wanted is Expected.MONEY:
        return not _ASKS_PRICE.search(question.text) or _TELLS_MONEY.search(text) is not None
    if wanted is Expected.TIME:
        return not _ASKS_WHEN.search(question.text) or fits(wanted, text)
    return wanted not in MEASURED or fits(wanted, text) or (wanted is Expected.EXTENT and fits(Expected.TIME, text))


def _of_another(question: Question, text: str, above: str) -> bool:
    """Whether ``text`` tells of brown bins, line B or fault F2 where blue ones, line A or fault F7 are asked about."""
    asked, said = _labels(question.text), _labels(f"{text} {above}")
    if any(head in said and not asked[head] & said[head] for head in asked):
        return True
    if is_of_other_times(question.text, f"{text} {above}"):
        return True
    words = _words(text)
    known = frozenset(words).union(_words(above))
    return any(which not in known and _excluded(which, head, words) for which, head in pairwise(_words(question.text)))


def _labels(text: str) -> dict[str, set[str]]:
    """What stands in ``text`` of each sort of labelled thing: of "line" A and B, of "f" 2."""
    found: dict[str, set[str]] = {}
    for head, label in (*_LABELLED.findall(text), *_CODE.findall(text)):
        found.setdefault(head.lower(), set()).add(label)
    return found


def _excluded(which: str, head: str, said: Sequence[str]) -> bool:
    others = others_than(which)
    return any(
        other in others and len(head) > 2 and its_head[:_SAME_HEAD_CHARS] == head[:_SAME_HEAD_CHARS]
        for other, its_head in pairwise(said)
    )


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _all_of(snapshot: Snapshot, document_id: str) -> str:
    document = snapshot.document(document_id)
    return f"{document.title} {document.source} {snapshot.text(document_id)}"
