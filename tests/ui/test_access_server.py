"""A page for several people on the real server: what is served before and after signing in."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from tests.load.visitor import signed_in, visiting
from tests.ui.running import running_chat
from ui.folders import sample_documents
from ui.library_desk import open_desk
from ui.wording import access as wording

PASSPHRASE = "a boat on the river"
QUESTION = "How much is the rent for a full plot?"
PATHS = (
    "/",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/stream",
    "/_stcore/upload_file/any/any",
    "/media/0123.png",
    "/static/index.html",
    "/component/any/index.html",
    "/favicon.png",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with one document, open to other computers, with three questions a minute."""
    folder = tmp_path_factory.mktemp("shared")
    name = "allotment-minutes-2024-03.txt"
    desk = open_desk(folder / "library")
    assert desk.add(name, (sample_documents() / name).read_bytes(), lambda part: None).added
    with running_chat(folder / "library", passphrase=PASSPHRASE, questions_a_minute=3) as (_, where):
        yield where


def fetch(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=60)) as connection:
        connection.request(method, path, headers=headers)
        with connection.getresponse() as answer:
            return answer.status, answer.read().decode("utf-8")


async def look(address: str, cookie: str) -> str:
    async with visiting(address, cookie) as visitor:
        return visitor.text


def test_nothing_is_served_before_signing_in(address: str) -> None:
    page = fetch(address, "/")[1]
    assert wording.HEADLINE in page
    for path in PATHS:
        for method in ("GET", "PUT", "DELETE", "POST"):
            assert fetch(address, path, method) == (401, page)
    assert fetch(address, "/", Host="evil.example")[0] == 400
    for cookie in ("", "quotewise_visitor=guessed"):
        with pytest.raises(InvalidStatus, match="403"):
            asyncio.run(look(address, cookie))


def test_who_signed_in_is_served_and_sees_nobody_elses_questions(address: str) -> None:
    async def visit() -> tuple[str, str]:
        cookies = [signed_in(address, PASSPHRASE) for _ in range(2)]
        async with visiting(address, cookies[0]) as one, visiting(address, cookies[1]) as other:
            await one.ask(QUESTION)
            await other.ask("What does half a plot cost?")
            for number in range(3):
                await one.ask(f"Question number {number}?")
            return one.text, other.text

    one, other = asyncio.run(visit())
    newcomer = asyncio.run(look(address, signed_in(address, PASSPHRASE)))
    assert "£52" in one and wording.TOO_MANY_QUESTIONS in one
    assert QUESTION not in other and wording.TOO_MANY_QUESTIONS not in other
    assert QUESTION not in newcomer and "half a plot" not in newcomer


def test_the_reverse_check_reaches_what_is_behind(address: str) -> None:
    cookie = signed_in(address, PASSPHRASE)
    assert fetch(address, "/_stcore/health", Cookie=cookie) == (200, "ok")
    assert wording.HEADLINE not in fetch(address, "/", Cookie=cookie)[1]
    assert fetch(address, "/_stcore/upload_file/any/any", "PUT", Cookie=cookie)[0] == 403
    assert fetch(address, "/media/0123.png", Cookie=cookie)[0] == 404
