"""Starts the chat: Streamlit in a child process, with everything that asks the network off."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from index.errors import QuotewiseError
from ui.access import ONLY_HERE, THIS_COMPUTER, Access, as_line
from ui.access_hosts import in_url
from ui.access_passphrase import VARIABLE
from ui.page_flags import page_flags
from ui.wording.access import OPEN_TO_OTHERS

_USUAL_PORT = 8501
_START_TIMEOUT_S = 120.0
_STOP_TIMEOUT_S = 5.0


class ChatStartError(QuotewiseError):
    """The chat could not be started."""


def run_chat(
    library_folder: Path,
    port: int | None,
    open_browser: bool,
    *,
    access: Access = ONLY_HERE,
    examples: Path | None = None,
    conversations: Path | None = None,
    tell: Callable[[str], object] = lambda line: None,
    open_page: Callable[[str], object] = webbrowser.open,
) -> int:
    """Run the chat until Ctrl-C or until it ends by itself.

    Args:
        library_folder: the library to ask.
        port: where to listen; the next free port if it is taken, or if it is None and the usual one is taken.
        open_browser: whether to show the page, where there is a screen to show it on.
        access: where to listen, and who may sign in.
        examples: the questions to offer at the start; see ``ui.examples.read_examples``.
        conversations: the file in which conversations are kept; the person's own if it is None.
        tell: is given each line for the person who started the chat.
        open_page: shows an address in the browser.

    Returns:
        The exit code: 0 after Ctrl-C, else that of the page's process.

    Raises:
        ChatStartError: the page did not answer.
    """
    port = free_port(port or _USUAL_PORT, access.address)
    address = f"http://{in_url(access.address)}:{port}"
    command = chat_command(library_folder, port, examples, access, conversations)
    told = as_line(access) if access.passphrase else ""
    with _child(command, chat_environment(os.environ), told) as child:
        _wait_until_it_answers(address, child)
        if access.is_open_to_others:
            tell(OPEN_TO_OTHERS)
        tell(f"Quotewise is at {address} – press Ctrl-C to stop.")
        if open_browser and _has_screen(os.environ):
            open_page(address)
        return child.wait()
    return 0


def chat_command(
    library_folder: Path,
    port: int,
    examples: Path | None = None,
    access: Access = ONLY_HERE,
    conversations: Path | None = None,
) -> list[str]:
    """The command line of the child process."""
    page = Path(__file__).with_name("shared_app.py" if access.passphrase else "app.py")
    arguments = ["--library", str(library_folder.absolute())]
    if examples is not None:
        arguments += ["--examples", str(examples.absolute())]
    if conversations is not None:
        arguments += ["--conversations", str(conversations.absolute())]
    if access.passphrase:
        arguments += ["--questions-a-minute", str(access.questions_a_minute)]
    return [sys.executable, "-m", "streamlit", "run", str(page), *page_flags(port, access), "--", *arguments]


def chat_environment(inherited: os._Environ[str] | dict[str, str]) -> dict[str, str]:
    """The child's environment: no look-ups at a model hub, no threads that spin, no passphrase, none of Streamlit's."""
    kept = {name: value for name, value in inherited.items() if not name.startswith("STREAMLIT_")}
    kept.pop(VARIABLE, None)
    return kept | {"HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "PASSIVE", "TOKENIZERS_PARALLELISM": "false"}


def free_port(wanted: int, address: str = THIS_COMPUTER) -> int:
    """``wanted`` if nothing listens there, else a port that the system says is free."""
    for port in (wanted, 0):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # elsewhere the option lets two programs share one port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                continue
            number: int = probe.getsockname()[1]
            return number
    raise ChatStartError(
        f"No port can be used at {address}. If that is an address of this computer, close some programs and try again."
    )


@contextmanager
def _child(command: list[str], environment: dict[str, str], told: str) -> Iterator[subprocess.Popen[bytes]]:
    """The page's process, which ends with this block however the block ends. Ctrl-C ends the block quietly.

    ``told`` is all that it reads from its standard input.
    """
    with _stopping_on_terminate():
        try:
            child = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)  # noqa: S603
        except OSError as exc:
            raise ChatStartError(f"The page could not be started: {exc.strerror}.") from exc
        try:
            assert child.stdin is not None
            with suppress(OSError), child.stdin as pipe:  # where it has ended already, that is noticed soon
                pipe.write(told.encode("utf-8"))
            yield child
        except KeyboardInterrupt:
            pass
        finally:
            child.terminate()
            try:
                child.wait(_STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


@contextmanager
def _stopping_on_terminate() -> Iterator[None]:
    """Treat a request to terminate like Ctrl-C, so that the child never outlives its parent."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _wait_until_it_answers(address: str, child: subprocess.Popen[bytes]) -> None:
    opener = build_opener(ProxyHandler({}))  # a proxy of the environment must not see this
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise ChatStartError(f"The page ended before it answered (code {child.returncode}). The reason is above.")
        try:
            with opener.open(f"{address}/_stcore/health", timeout=2):
                return
        except HTTPError as answer:
            if answer.code == HTTPStatus.UNAUTHORIZED:  # the gate is there, and it opens once the page is
                return
            time.sleep(0.1)
        except (URLError, OSError):
            time.sleep(0.1)
    raise ChatStartError(f"The page did not answer within {_START_TIMEOUT_S:.0f} seconds. Please try again.")


def _has_screen(environment: os._Environ[str] | dict[str, str]) -> bool:
    """Whether a browser window can open; without one, Python would start a text browser in the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
