"""One visitor of the page, without a browser: speaks Streamlit's protocol over its WebSocket."""

from __future__ import annotations

import http.client
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from html.parser import HTMLParser
from urllib.parse import quote_plus, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

LARGEST_BYTES = 50_000_000
FIELD = "typed"
"""The key of the field for questions."""


class PageError(Exception):
    """The page ended a run with an error, or showed one."""


class Visitor:
    """A session of its own. ``text`` is what its page says now, element by element from top to bottom."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._elements: dict[tuple[int, ...], str] = {}
        self._field = ""

    @property
    def text(self) -> str:
        """What the page says, on one line."""
        return " ".join(" ".join(self._elements[path] for path in sorted(self._elements)).split())

    async def ask(self, question: str) -> None:
        """Type a question and wait until the page has come to rest."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._field
        state.chat_input_value.data = question
        await self._run(message)

    async def arrive(self) -> None:
        """Wait until the page stands."""
        await self._run(BackMsg())

    async def _run(self, message: BackMsg) -> None:
        message.rerun_script.query_string = ""  # makes even an empty message one that runs the page
        await self._connection.send(message.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await self._connection.recv(decode=False))
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self._elements = {}
            elif kind == "delta":
                self._take(tuple(told.metadata.delta_path), told)
            elif kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return
            elif kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise PageError("the page could not be run")

    def _take(self, path: tuple[int, ...], told: ForwardMsg) -> None:
        """An element replaces what stood in its place."""
        for known in [each for each in self._elements if each[: len(path)] == path]:
            del self._elements[known]
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise PageError(element.exception.message)
        if kind == "html":
            self._elements[path] = _Text(element.html.body).text
        elif kind == "chat_input":
            self._field = element.chat_input.id


@asynccontextmanager
async def visiting(address: str, cookie: str = "") -> AsyncIterator[Visitor]:
    """A visitor of the page at ``address`` ("http://host:port") for as long as the block lasts."""
    async with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=LARGEST_BYTES,
        proxy=None,
        open_timeout=60,
        ping_timeout=120,
    ) as connection:
        visitor = Visitor(connection)
        await visitor.arrive()
        yield visitor


def signed_in(address: str, passphrase: str) -> str:
    """Sign in as somebody new and return the cookies of this visitor.

    Raises:
        PageError: the passphrase was not accepted.
    """
    parts = urlsplit(address)
    form = f"passphrase={quote_plus(passphrase)}"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=60)) as connection:
        connection.request("POST", "/sign-in", form, kind)
        with connection.getresponse() as answer:
            if answer.status != http.client.SEE_OTHER:
                raise PageError(f"the sign-in page answered with {answer.status}")
            visitor = (answer.getheader("set-cookie") or "").partition(";")[0]
    # the page hands this one out by a script, which only a browser would run
    return f"{visitor}; quotewise-browser={secrets.token_urlsafe(32)}"


class _Text(HTMLParser):
    """The words of a piece of HTML, those of style sheets and scripts left out."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._silent = 0
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script", "textarea")
        if tag == "br":
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script", "textarea")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data
