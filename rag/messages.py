"""Takes messages apart: "[03/05/2024, 18:02] Priya: It is at 7." is Priya's and says "It is at 7."; heads of mails."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document import Span

_DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?\s[A-Z][a-z]{2,8}\.?(?:,?\s\d{4})?)"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?"
# With a date, in brackets or before a dash: "10.30 Coffee: in the hall" is a line of a programme.
_HEAD = re.compile(
    rf"[\s\u200e]*(?:\[(?:{_DATE}(?:,?\s+|T))?{_TIME}(?:,?\s+{_DATE})?\]\s*(?:[-–—]\s*)?|{_DATE},?\s+{_TIME}\s*(?:[-–—,]\s*)?|{_TIME}\s+(?=<))"
    r"<?(?P<sender>[^\W_](?:[^:\n<>]{0,38}[^\s:<>])?)(?::|>:?)\s+(?=\S)",
    re.IGNORECASE,
)
_REPLIES = re.compile(
    r"\W*(?:yes|yeah|yep|no|nope|ok|okay|sure|fine|agreed|exactly|same|good (?:point|idea)"
    r"|he|she|it|they|that|this|those|these)\b",
    re.IGNORECASE,
)
_HEAD_OF_MAIL = re.compile(r"\s*(?:From|To|Cc|Date|Sent|Subject):\s")
_ABOUT_MAIL = re.compile(
    r"\b(?:e-?mail\w*|mail(?:s|ed)?|messages?|letters?|subject|writ(?:es?|ten|ing)|wrote|sen(?:ds?|t)|repl(?:y|ied)"
    r"|answered|received)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Message:
    """Where the parts of a message stand in its text: its sender's name, and what was said."""

    sender: Span
    body: Span


def message(text: str) -> Message | None:
    """The parts of a message with its time and sender before it; ``None`` for any other text.

    >>> text = "[18:02] Tom H: Make it 8."
    >>> message(text).sender.of(text)
    'Tom H'
    """
    head = _HEAD.match(text)
    return Message(Span(*head.span("sender")), Span(head.end(), len(text))) if head else None


def said(text: str) -> str:
    """What a message says, without its time and sender; any other text as it is."""
    parts = message(text)
    return parts.body.of(text) if parts else text


def asks(text: str) -> bool:
    """Whether a sentence is a question, or a message holds one: its words are asked, not told."""
    parts = message(text)
    return "?" in parts.body.of(text) if parts else text.endswith("?")


def is_reply(text: str) -> bool:
    """Whether a message opens with words that only make sense after the message before it: "Yes, at noon."."""
    parts = message(text)
    return parts is not None and _REPLIES.match(parts.body.of(text)) is not None


def is_head_of_mail(before: str, line: str, after: str) -> bool:
    """Whether a line is one of those above a mail: "Date: 3 May" with "From: Ann" or "Subject: Fair" beside it.

    >>> is_head_of_mail("From: Ann", "Date: 3 May", "Dear Tom"), is_head_of_mail("Name: Ann", "Date: 3 May", "")
    (True, False)
    """
    beside = (*before.strip().splitlines()[-1:], *after.strip().splitlines()[:1])
    return _HEAD_OF_MAIL.match(f"{line} ") is not None and any(map(_HEAD_OF_MAIL.match, beside))


def is_about_mail(question: str) -> bool:
    """Whether a question is about writing and sending, which the head of a mail may answer."""
    return _ABOUT_MAIL.search(question) is not None
