"""What Streamlit runs where a passphrase is asked for: the page of ``ui.app`` behind the gate.

``streamlit run ui/shared_app.py -- ARGUMENTS OF ui/app.py``, with the passphrase's hash as a line of standard input.
Started by ``ui.launch``. Streamlit looks for ``app`` and serves it; nothing else happens at import.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from starlette.middleware import Middleware
from starlette.types import ASGIApp
from streamlit.starlette import App

from ui.access import from_line
from ui.access_gate import Gate


def gate(app: ASGIApp) -> Gate:
    """The gate around ``app``, made when the server starts: that is when its one line of input is there."""
    passphrase, names = from_line(sys.stdin.readline())
    return Gate(app, passphrase, names, time.monotonic)


app = App(Path(__file__).with_name("app.py"), middleware=[Middleware(gate)])
