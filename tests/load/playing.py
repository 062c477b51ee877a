"""Plays many visitors at once, each with questions of its own, and compares what each is shown with the right answer."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.answer import Answer
from rag.answerer import Answerer
from rag.quoting import display
from tests.load.visitor import signed_in, visiting


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one visitor: what the page said once it had come to rest, and how long that took."""

    question: str
    page: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Played:
    """All that one visitor asked, in order, and what went wrong, if anything did."""

    asked: tuple[Asked, ...]
    problem: str = ""


def shares(questions: Sequence[str], visitors: int, each: int) -> tuple[tuple[str, ...], ...]:
    """So many questions for each visitor, different ones next to each other for as long as there are enough."""
    endless = [questions[number % len(questions)] for number in range(visitors * each)]
    return tuple(tuple(endless[start : start + each]) for start in range(0, len(endless), each))


async def play(address: str, shares: Sequence[Sequence[str]], passphrase: str) -> tuple[Played, ...]:
    """Every visitor signs in, asks one question after the other, and leaves; all of them at once."""
    cookies = [signed_in(address, passphrase) for _ in shares]
    pairs = zip(shares, cookies, strict=True)
    return tuple(await asyncio.gather(*(_play_one(address, share, cookie) for share, cookie in pairs)))


async def _play_one(address: str, questions: Sequence[str], cookie: str) -> Played:
    asked: list[Asked] = []
    try:
        async with visiting(address, cookie) as visitor:
            for question in questions:
                started = time.perf_counter()
                await visitor.ask(question)
                asked.append(Asked(question, visitor.text, time.perf_counter() - started))
    except Exception as error:  # whatever it is, it is the finding
        return Played(tuple(asked), f"{type(error).__name__}: {error}")
    return Played(tuple(asked))


def mistakes(played: Sequence[Played], answerer: Answerer) -> Iterator[str]:
    """What was shown to a visitor and should not have been, or was not and should have been."""
    everything = {asked.question for one in played for asked in one.asked}
    for number, one in enumerate(played):
        if one.problem:
            yield f"visitor {number}: {one.problem}"
        own = [asked.question for asked in one.asked]
        for position, asked in enumerate(one.asked):
            expected = answerer.ask(asked.question, own[:position])
            _, _, shown = asked.page.rpartition(asked.question)
            if missing := what_is_missing(expected, shown):
                yield f"visitor {number}, “{asked.question}”: not shown: {missing!r}"
            foreign = [each for each in everything.difference(own) if each in asked.page]
            if foreign:
                yield f"visitor {number}, “{asked.question}”: shown a question of somebody else: {foreign[0]!r}"


def what_is_missing(answer: Answer, shown: str) -> str:
    """The first piece of an answer that the page does not say; empty if it says all of it.

    Between the words of the answer stand the numbers of its quotes, so it is looked for word by word, in order.
    """
    rest = iter(shown.split())
    said = all(any(word in each for each in rest) for word in answer.answer.split())
    quotes = (" ".join(display(quote.text).split()) for quote in (*answer.quotes, *answer.nearest))
    return next((quote for quote in quotes if quote not in shown), "" if said else answer.answer)


def percentile(seconds: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values do not exceed."""
    ordered = sorted(seconds)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def questions_of(file: Path) -> tuple[str, ...]:
    """The questions without a history of a file of JSON Lines."""
    entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple(dict.fromkeys(entry["question"] for entry in entries if not entry["history"]))
