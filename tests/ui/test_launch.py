from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from tests.ui.running import running_chat
from ui.access import THIS_COMPUTER, Access
from ui.access_passphrase import VARIABLE, salted_hash
from ui.launch import ChatStartError, chat_command, chat_environment, free_port, run_chat
from ui.page_flags import page_flags

LIBRARY = Path("somewhere") / "a library"


def settings(command: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for flag in command[command.index("run") + 2 : command.index("--")]:
        name, _, value = flag.removeprefix("--").partition("=")
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.address", ["127.0.0.1"]),
        ("server.port", ["8600"]),
        ("server.allowedHosts", ["127.0.0.1", "localhost"]),
        ("server.headless", ["true"]),
        ("server.showEmailPrompt", ["false"]),
        ("server.fileWatcherType", ["none"]),
        ("server.enableXsrfProtection", ["true"]),
        ("server.enableCORS", ["true"]),
        ("browser.gatherUsageStats", ["false"]),
        ("client.toolbarMode", ["minimal"]),
        ("client.showErrorDetails", ["none"]),
        ("global.developmentMode", ["false"]),
    ],
)
def test_the_page_is_for_this_computer_only_and_asks_the_network_nothing(name: str, value: list[str]) -> None:
    assert settings(chat_command(LIBRARY, 8600))[name] == value


@pytest.mark.parametrize(
    ("address", "hosts"),
    [("192.0.2.7", ["192.0.2.7", "localhost", "archive.local"]), ("0.0.0.0", ["*"]), ("::", ["*"])],
)
def test_a_shared_page_keeps_its_guards_and_takes_smaller_files(address: str, hosts: list[str]) -> None:
    access = Access(address, salted_hash("a long passphrase"), ("localhost", "archive.local"))
    command = chat_command(LIBRARY, 8600, None, access)
    flags = settings(command)
    assert (flags["server.address"], flags["server.allowedHosts"]) == ([address], hosts)
    assert flags["server.enableXsrfProtection"] == flags["server.enableCORS"] == ["true"]
    assert int(flags["server.maxUploadSize"][0]) < int(settings(chat_command(LIBRARY, 8600))["server.maxUploadSize"][0])
    assert command[command.index("run") + 1].endswith("shared_app.py")
    assert "--questions-a-minute" in command
    assert access.passphrase is not None
    assert not {access.passphrase.salt, access.passphrase.digest, "a long passphrase"} & set(command)


def test_streamlit_knows_every_flag() -> None:
    from streamlit.config import get_config_options

    assert set(settings(chat_command(LIBRARY, 8600))) <= set(get_config_options())


def test_no_flag_names_a_place_on_the_network() -> None:
    assert [flag for flag in page_flags(8600) if "//" in flag or "url" in flag.lower()] == []


def test_the_page_gets_the_library_and_the_examples_as_whole_paths() -> None:
    command = chat_command(LIBRARY, 8600, Path("e.json"))
    assert command[0] == sys.executable
    assert Path(command[command.index("run") + 1]).is_file()
    assert command[command.index("--") + 1 :] == [
        "--library",
        str(LIBRARY.absolute()),
        "--examples",
        str(Path("e.json").absolute()),
    ]


def test_the_page_is_told_where_conversations_are_kept_if_somebody_said_so() -> None:
    command = chat_command(LIBRARY, 8600, conversations=Path("c.sqlite3"))
    assert command[-2:] == ["--conversations", str(Path("c.sqlite3").absolute())]


def test_the_environment_is_quiet_and_keeps_the_rest() -> None:
    environment = chat_environment(
        {"HOME": "/home/me", "STREAMLIT_SERVER_ADDRESS": "0.0.0.0", VARIABLE: "a long passphrase"}
    )
    assert environment == {
        "HOME": "/home/me",
        "HF_HUB_OFFLINE": "1",
        "OMP_WAIT_POLICY": "PASSIVE",
        "TOKENIZERS_PARALLELISM": "false",
    }


def test_a_port_in_use_is_not_taken() -> None:
    with socket.create_server((THIS_COMPUTER, 0)) as busy:
        taken = busy.getsockname()[1]
        assert free_port(taken) not in (taken, 0)
    free = free_port(0)
    assert free_port(free) == free


@pytest.mark.skipif(os.name != "posix", reason="sends the signals of POSIX")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_tells_its_address_opens_it_and_ends_cleanly(tmp_path: Path, stop: signal.Signals) -> None:
    with running_chat(tmp_path / "library") as (chat, address):
        assert chat.stdout is not None
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10):
            pass
        assert chat.stdout.readline() == f"opened {address}\n"
        chat.send_signal(stop)
        assert chat.stdout.read() == "ended with 0\n"
        assert chat.wait(30) == 0
    with pytest.raises(OSError):
        socket.create_connection((host, int(port)), timeout=2)


def test_a_page_that_ends_at_once_is_a_problem_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(ChatStartError, match="could not be started"):
        run_chat(tmp_path, None, open_browser=False)
