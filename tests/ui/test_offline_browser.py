"""While a story plays in a browser, neither the server nor the browser reaches for a network: both are counted."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.test_offline import PAPER, TRACING, beyond_this_computer, environment
from tests.ui.test_browser import FLAGS, TIMEOUT_MS, Visit
from ui.library_desk import open_desk
from ui.wording import exporting

pytestmark = pytest.mark.browser

SERVER = """
import os
import sys
from pathlib import Path
from ui.launch import run_chat

if __name__ == "__main__":
    print(os.getpid(), flush=True)
    run_chat(Path(sys.argv[1]), None, False, tell=lambda line: print(line, flush=True))
"""


BROWSERS_OWN = {"update.googleapis.com", "accounts.google.com", "content-autofill.googleapis.com"}
"""What Chromium asks by itself whatever page it shows; here no name but this computer's is resolved."""
NO_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


def reached(net_log: Path) -> set[str | None]:
    """Every host that the browser asked for, or connected to, by its own log."""
    text = net_log.read_text(encoding="utf-8").rstrip()
    try:
        log = json.loads(text)
    except json.JSONDecodeError:  # a browser that was stopped leaves its log open
        log = json.loads(text.rstrip(",") + "]}")
    kinds = {number: name for name, number in log["constants"]["logEventTypes"].items()}
    told: set[str | None] = set()
    for event in log["events"]:
        given = event.get("params", {})
        if kinds[event["type"]] == "TCP_CONNECT_ATTEMPT" and "address" in given:
            told.add(urlsplit(f"//{given['address']}").hostname)
        if kinds[event["type"]] == "URL_REQUEST_START_JOB" and urlsplit(given.get("url", "")).hostname:
            told.add(urlsplit(given["url"]).hostname)
    return told


def test_a_story_in_the_browser_reaches_this_computer_only(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        if os.environ.get("CI"):
            pytest.fail("strace is missing: nobody would notice what the server sends. Install it.")
        pytest.skip("strace is not installed, so what the server sends cannot be seen.")
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(chromium).exists():
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: no story can be played. Install it (Debian: chromium).")
        pytest.skip("Chromium is not installed.")
    home, log, trace, net_log = (tmp_path / name for name in ("home", "connections.log", "trace", "net.json"))
    home.mkdir()
    assert open_desk(tmp_path / "library").add(PAPER.name, PAPER.read_bytes(), lambda part: None).added
    command = [strace, *TRACING, f"--output={trace}", sys.executable, "-c", SERVER, str(tmp_path / "library")]
    kept = {"QUOTEWISE_CONVERSATIONS": str(tmp_path / "conversations.sqlite3")}
    with subprocess.Popen(command, env=environment(home, log) | kept, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        traced = int(server.stdout.readline())  # strace itself would leave it running
        try:
            address = next(word for word in server.stdout.readline().split() if word.startswith("http"))
            with sync_playwright() as playwright:
                flags = [*FLAGS, NO_NAMES, f"--log-net-log={net_log}"]
                browser = playwright.chromium.launch(executable_path=chromium, args=flags)
                visit = Visit(browser, address, 1280)
                visit.ask("What should I never put on a tick?")
                visit.page.get_by_role("button", name=exporting.TAKE_AWAY, exact=True).click()
                expect(visit.page.locator(".qw-copy")).to_be_visible(timeout=TIMEOUT_MS)
                with visit.page.expect_download() as saved:
                    visit.page.get_by_role("button", name=exporting.AS_WORD, exact=True).click()
                assert saved.value.path().stat().st_size > 0
                browser.close()
        finally:
            os.kill(traced, signal.SIGTERM)
            server.communicate()
    assert beyond_this_computer(trace.read_text(encoding="utf-8")) == []
    assert not log.exists(), log.read_text(encoding="utf-8")
    assert visit.hosts == {"127.0.0.1"}
    assert reached(net_log) - BROWSERS_OWN == {"127.0.0.1"}


def test_an_address_beyond_this_computer_would_be_seen(tmp_path: Path) -> None:
    kinds = {"TCP_CONNECT_ATTEMPT": 1, "URL_REQUEST_START_JOB": 2, "OTHER": 3}
    events = [
        {"type": 1, "params": {"address": "127.0.0.1:8501"}},
        {"type": 1, "params": {"address": "[2001:db8::1]:443"}},
        {"type": 2, "params": {"url": "https://evil.example/x.png"}},
        {"type": 2, "params": {"url": "data:image/png;base64,AA"}},
        {"type": 3, "params": {"address": "192.0.2.2:1"}},
        {"type": 1},
    ]
    whole = json.dumps({"constants": {"logEventTypes": kinds}, "events": events})
    for text in (whole, whole.removesuffix("]}") + ",\n"):
        (tmp_path / "net.json").write_text(text, encoding="utf-8")
        assert reached(tmp_path / "net.json") == {"127.0.0.1", "2001:db8::1", "evil.example"}
