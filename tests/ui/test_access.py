"""Who may open the chat is settled before anything is served, and the gate lets nobody else see anything."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.errors import InvalidInputError, MissingDataError
from tests.ui.hostile import HOSTILE, UNSHOWABLE
from ui.access import Access, as_line, from_line, settled
from ui.access_gate import Gate
from ui.access_hosts import in_url, is_host_known
from ui.access_limits import (
    ALL_TRIES_A_MINUTE,
    TRIES_A_MINUTE,
    RateLimit,
    TooManyQuestionsError,
    check_pace,
)
from ui.access_page import SIGN_IN_PATH, problem_html, sign_in_html
from ui.access_passphrase import SaltedHash, salted_hash
from ui.access_visitors import COOKIE, STAY_S, Visitors, set_cookie, token_in
from ui.command_line import main
from ui.wording import access as wording

PASSPHRASE = "a boat on the river"
KEPT = salted_hash(PASSPHRASE)
SECRET = b"words of the library"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def library(scope: Any, receive: Any, send: Any) -> None:
    """What stands behind the gate: it answers everything with words of the library."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": SECRET})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": SECRET})


class Caller:
    """Speaks to a gate as a browser would, without a network."""

    def __init__(self, clock: Clock, address: str = "192.0.2.9") -> None:
        self.gate = Gate(library, KEPT, ("localhost", "archive"), clock)
        self.address = address

    def call(
        self, path: str = "/", method: str = "GET", body: bytes = b"", kind: str = "http", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        given = {"host": "192.0.2.1:8501"} | headers
        scope = {
            "type": kind, "path": path, "raw_path": path.encode(), "method": method, "query_string": b"",
            "scheme": "http", "client": (self.address, 5), "server": ("192.0.2.1", 8501), "root_path": "",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
        }  # fmt: skip
        sent: list[dict[str, Any]] = []
        parts = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Any:
            return next(parts, {"type": "http.disconnect"})

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.gate(scope, receive, send))
        start = sent[0]
        found = {name.decode(): value.decode() for name, value in start.get("headers", [])}
        told = b"".join(each.get("body", b"") + each.get("bytes", b"") for each in sent)
        return start.get("status", start.get("code", 0)), found, told

    def sign_in(self, passphrase: str = PASSPHRASE, **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self.call(SIGN_IN_PATH, "POST", f"passphrase={passphrase.replace(' ', '+')}".encode(), **headers)

    def cookie(self) -> str:
        return self.sign_in()[1]["set-cookie"].partition(";")[0]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def caller(clock: Clock) -> Iterator[Caller]:
    yield Caller(clock)


PATHS = (
    "/", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/upload_file/session/file",
    "/media/0123456789abcdef.png", "/static/js/index.js", "/component/x/index.html", "/_stcore/bidi-components/x",
    "//", "/sign-in/../", "/%2e%2e/_stcore/stream", "/app/static/x", "/favicon.png",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_who_is_not_signed_in_gets_the_sign_in_page_and_nothing_else(caller: Caller, path: str, method: str) -> None:
    status, headers, told = caller.call(path, method)
    assert status == 401 and SECRET not in told and wording.HEADLINE.encode() in told
    assert "set-cookie" not in headers and headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "cookie", ["", f"{COOKIE}=", f"{COOKIE}=guessed", f"{COOKIE}=a;{COOKIE}=b", "=;;\\x00", f'{COOKIE}="\\', "ü=ü"]
)
def test_neither_a_socket_nor_a_page_opens_for_a_made_up_cookie(caller: Caller, cookie: str) -> None:
    assert caller.call("/_stcore/stream", kind="websocket", cookie=cookie) == (1008, {}, b"")
    assert SECRET not in caller.call("/", cookie=cookie)[2]


def test_the_passphrase_opens_pages_and_sockets_to_its_visitor_alone(caller: Caller) -> None:
    status, headers, told = caller.sign_in()
    assert (status, headers["location"], told) == (303, "/", b"")
    assert "HttpOnly" in headers["set-cookie"] and "SameSite=Lax" in headers["set-cookie"]
    cookie = f"other=1; {headers['set-cookie'].partition(';')[0]}"
    assert caller.call("/", cookie=cookie)[2] == SECRET
    assert caller.call("/_stcore/stream", kind="websocket", cookie=cookie)[2] == SECRET
    assert caller.call("/")[0] == 401


def test_a_stay_ends(caller: Caller, clock: Clock) -> None:
    cookie = caller.cookie()
    clock.now = STAY_S - 1
    assert caller.call("/", cookie=cookie)[0] == 200
    clock.now = STAY_S
    assert caller.call("/", cookie=cookie)[0] == 401


def test_a_wrong_passphrase_is_told_and_the_field_stays(caller: Caller) -> None:
    status, headers, told = caller.sign_in("something else")
    assert status == 401 and "set-cookie" not in headers
    assert wording.WRONG in told.decode() and 'type="password"' in told.decode()


def test_too_many_tries_from_one_address_wait_even_with_the_right_one(caller: Caller, clock: Clock) -> None:
    statuses = [caller.sign_in(f"guess number {n}")[0] for n in range(TRIES_A_MINUTE)]
    assert statuses == [401] * TRIES_A_MINUTE
    assert caller.sign_in()[0] == 429
    caller.address = "192.0.2.10"
    assert caller.sign_in()[0] == 303
    caller.address = "192.0.2.9"
    clock.now = 60.0
    assert [caller.sign_in()[0] for _ in range(2 * TRIES_A_MINUTE)] == [303] * 2 * TRIES_A_MINUTE


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8501", "", "localhost@evil.example", "localhost/x", "a:b"]
)
def test_a_name_that_is_not_ours_is_refused_even_with_a_cookie(caller: Caller, host: str) -> None:
    cookie = caller.cookie()
    assert caller.call("/", host=host, cookie=cookie)[0] == 400
    assert caller.call("/_stcore/stream", kind="websocket", host=host, cookie=cookie)[0] == 1008


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "archive.", "192.0.2.1:8501", "[2001:db8::1]:8501"])
def test_our_names_and_addresses_in_numbers_are_known(host: str) -> None:
    assert is_host_known(host, {"localhost", "archive"})


@pytest.mark.parametrize("body", [b"", b"x" * 10_000, b"passphrase", b"&" * 4000, b"\xff\xfe", b"a=1&" * 900])
def test_a_form_that_is_not_ours_opens_nothing(caller: Caller, body: bytes) -> None:
    assert caller.call(SIGN_IN_PATH, "POST", body)[0] == 401


def test_a_foreign_page_cannot_sign_a_visitor_in(caller: Caller) -> None:
    assert caller.sign_in(origin="http://evil.example")[0] == 401
    assert caller.sign_in(origin="null")[0] == 401
    assert caller.sign_in(origin="http://192.0.2.1:8501")[0] == 303


@pytest.mark.parametrize("text", [*HOSTILE, *UNSHOWABLE])
def test_no_passphrase_is_obeyed_or_said_back(text: str) -> None:
    assert not KEPT.fits(text)
    assert text not in sign_in_html(wording.WRONG) or len(text) < 4
    assert "<script" not in problem_html(text)


def test_only_the_passphrase_fits_its_hash_however_its_letters_are_composed() -> None:
    kept = salted_hash("Mu\u0308ller am Fluss")
    assert kept.fits("Müller am Fluss") and kept.fits(" Müller am Fluss\n") and not kept.fits("Muller am Fluss")
    assert salted_hash(PASSPHRASE) != salted_hash(PASSPHRASE)
    assert PASSPHRASE not in as_line(Access("0.0.0.0", kept, ("a",)))


def test_what_was_settled_reaches_the_process_of_the_page() -> None:
    assert from_line(as_line(Access("0.0.0.0", SaltedHash("00", "11"), ("a", "b")))) == (
        SaltedHash("00", "11"),
        ("a", "b"),
    )


def test_by_itself_it_is_for_this_computer_and_asks_nobody(tmp_path: Path) -> None:
    assert settled(None, None, (), {"QUOTEWISE_PASSPHRASE": PASSPHRASE}) == Access()
    (tmp_path / "pass").write_text(PASSPHRASE, encoding="utf-8")
    asked = settled("127.0.0.1", tmp_path / "pass", (), {})
    assert asked.passphrase is not None and not asked.is_open_to_others


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7"])
def test_others_are_let_in_with_a_passphrase_only(address: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="a passphrase is needed"):
        settled(address, None, (), {})
    with pytest.raises(InvalidInputError, match="at least 10"):
        settled(address, None, (), {"QUOTEWISE_PASSPHRASE": "short"})
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="a passphrase is needed"):
        settled(address, tmp_path / "empty", (), {})
    with pytest.raises(MissingDataError, match="cannot be read"):
        settled(address, tmp_path / "not there", (), {})
    access = settled(address, None, ("Archive",), {"QUOTEWISE_PASSPHRASE": PASSPHRASE})
    assert access.is_open_to_others and "archive" in access.names and "localhost" in access.names
    assert access.passphrase is not None and access.passphrase.fits(PASSPHRASE)


def test_the_command_refuses_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--address", "0.0.0.0", "--no-browser", "--library", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["chat", "--address", "my.computer", "--no-browser", "--library", str(tmp_path)]) == 1
    assert "no address" in capsys.readouterr().err


@pytest.mark.parametrize(("address", "url"), [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("192.0.2.7", "192.0.2.7")])
def test_an_address_as_a_browser_takes_it(address: str, url: str) -> None:
    assert in_url(address) == url


def test_a_limit_counts_each_key_within_a_minute(clock: Clock) -> None:
    limit = RateLimit(2, clock)
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    assert limit.allows("b")
    clock.now = 60.0
    assert limit.allows("a")
    assert ALL_TRIES_A_MINUTE > TRIES_A_MINUTE


def test_too_many_questions_are_a_sentence(clock: Clock) -> None:
    limit = RateLimit(1, clock)
    check_pace(limit, "visitor")
    with pytest.raises(TooManyQuestionsError, match="many questions"):
        check_pace(limit, "visitor")


def test_tokens_are_never_the_same_and_go_out_only_encrypted_where_they_can(clock: Clock) -> None:
    visitors = Visitors(clock)
    tokens = {visitors.welcome() for _ in range(1100)}
    assert len(tokens) == 1100 and sum(map(visitors.knows, tokens)) == 1000
    assert "Secure" in set_cookie("t", encrypted=True) and "Secure" not in set_cookie("t", encrypted=False)
    assert token_in(f"a=b; {COOKIE}=t; c=d") == "t" and token_in("") == ""
