"""Nothing asks the network: not our code, not the libraries, not what is compiled into them."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.models import cache_folder
from tests.conftest import GUARD
from tests.index.makers import Words
from tests.index.scans import image_file, picture_of
from ui.folders import sample_documents

ROOT = Path(__file__).parent.parent
PAPER = sample_documents() / "tick-bites.md"
SHEET = "question,answers\nWhat should I never put on a tick?,butter\nWho won the cup in 1966?,\n"
STORY = """
import sys
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from ui.command_line import main
from ui.folders import default_library
from ui.launch import run_chat

def look(line):
    address = next(word for word in line.split() if word.startswith("http"))
    with build_opener(ProxyHandler({})).open(address) as page:
        print("page", page.status, flush=True)
    raise KeyboardInterrupt

if __name__ == "__main__":
    paper, sheet, out, scan = sys.argv[1:]
    codes = [
        main(["add", paper]),
        main(["ask", "What should I never put on a tick?"]),
        main(["eval", "run", sheet, "--out", out]),
        main(["eval", "report", out]),
        main(["add", scan]),
        main(["read-scans"]),
        run_chat(default_library(), None, open_browser=False, tell=look),
    ]
    print("codes", codes)
"""
TRACING = ("--follow-forks", "--seccomp-bpf", "--trace=connect,sendto,sendmsg,sendmmsg", "--quiet=all")
FAMILY = re.compile(r"sa_family=AF_INET6?\b.*")
LOOPBACK = re.compile(r'inet_addr\("127\.|"::1"|"::ffff:127\.')


@dataclass(frozen=True, slots=True)
class Outing:
    """What became of a person's first hour: what was printed, tried from Python, tried at all, and left at home."""

    printed: str
    tried_from_python: str
    trace: str | None
    left_at_home: tuple[Path, ...]


@pytest.fixture(scope="module")
def outing(tmp_path_factory: pytest.TempPathFactory) -> Outing:
    folder = tmp_path_factory.mktemp("outing")
    home, log, trace, sheet = (folder / name for name in ("home", "connections.log", "trace", "sheet.csv"))
    home.mkdir()
    sheet.write_text(SHEET, encoding="utf-8")
    scan = folder / "scan.png"
    scan.write_bytes(image_file([picture_of([Words("The ledger of the harbour", size=30)])], "PNG"))
    strace = shutil.which("strace")
    tracer = [strace, *TRACING, f"--output={trace}"] if strace else []
    done = subprocess.run(
        [*tracer, sys.executable, "-c", STORY, str(PAPER), str(sheet), str(folder / "run"), str(scan)],
        env=environment(home, log) | {"QUOTEWISE_LIBRARY": str(folder / "library")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Outing(
        printed=done.stdout + done.stderr,
        tried_from_python=log.read_text(encoding="utf-8") if log.exists() else "",
        trace=trace.read_text(encoding="utf-8") if trace.exists() else None,
        left_at_home=tuple(sorted(home.rglob("*"))),
    )


def environment(home: Path, log: Path) -> dict[str, str]:
    """A person's own: some libraries send nothing only because they notice that they are being tested."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "ORT_", "PYTEST", "XDG_"))}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))
    guard = {"PYTHONPATH": os.pathsep.join((str(GUARD), str(ROOT))), "QUOTEWISE_GUARD_LOG": str(log)}
    return kept | homes | guard | {"QUOTEWISE_CACHE": str(cache_folder()), "PYTHONIOENCODING": "utf-8"}


def beyond_this_computer(trace: str) -> list[str]:
    """The lines of a trace that name an address on a network."""
    return [line for line in trace.splitlines() if FAMILY.search(line) and not LOOPBACK.search(line)]


def test_everything_works_without_a_network(outing: Outing) -> None:
    assert "page 200" in outing.printed
    # a scan is refused until its words are recognised
    assert "codes [0, 0, 0, 0, 1, 0, 0]" in outing.printed.splitlines(), outing.printed


def test_no_python_code_tries_to_connect(outing: Outing) -> None:
    assert outing.tried_from_python == ""


def test_no_library_leaves_a_name_for_this_computer_or_a_queue_of_reports_behind(outing: Outing) -> None:
    assert outing.left_at_home == ()


def test_no_compiled_code_tries_to_connect(outing: Outing) -> None:
    if outing.trace is None:
        if os.environ.get("CI"):
            pytest.fail("strace is missing: nobody would notice what compiled code sends. Install it.")
        pytest.skip("strace is not installed, so what compiled code sends cannot be seen.")
    assert "127.0.0.1" in outing.trace, "the trace does not even hold our own visit to the page"
    assert beyond_this_computer(outing.trace) == []


def test_a_try_from_python_would_be_seen(tmp_path: Path) -> None:
    program = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    log = tmp_path / "tries"
    child = subprocess.run(
        [sys.executable, "-c", program], env=environment(tmp_path, log), capture_output=True, check=False
    )
    assert child.returncode == 1
    assert log.read_text(encoding="utf-8") == "192.0.2.1:80\n"


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ('7 connect(8, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 0', True),
        ('7 connect(8, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:db8::1")}, 28) = 0', True),
        ('7 sendto(8, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("8.8.8.8")}, 16) = 1', True),
        ('7 connect(8, {sa_family=AF_INET, sin_port=htons(8501), sin_addr=inet_addr("127.0.0.1")}, 16) = 0', False),
        ('7 connect(8, {sa_family=AF_INET6, sin6_port=htons(80), inet_pton(AF_INET6, "::1")}, 28) = 0', False),
        ('7 connect(8, {sa_family=AF_UNIX, sun_path="/run/nscd/socket"}, 110) = -1', False),
        ("7 sendto(8, 1, 1, 0, NULL, 0) = 1", False),
    ],
)
def test_a_try_of_compiled_code_would_be_seen(line: str, seen: bool) -> None:
    assert bool(beyond_this_computer(line)) is seen


def test_only_one_file_loads_onnxruntime() -> None:
    """Its official builds send reports to their maker unless told otherwise before they are loaded."""
    files = [path for room in ("index", "rag", "evals", "ui") for path in (ROOT / room).rglob("*.py")]
    loading = {
        path.relative_to(ROOT).as_posix()
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(alias.name == "onnxruntime" for alias in node.names)
    }
    assert loading == {"index/onnx_session.py"}
