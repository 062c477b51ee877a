"""Which code made a run: its version, its commit if it is a checkout, and a hash of what decides an answer."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[1]
_SUFFIXES = {".py", ".json", ".onnx"}


def code_version() -> dict[str, str]:
    """``version``, ``commit`` (empty outside a checkout) and ``sources``.

    ``sources`` is the SHA-256 of all code and weights of ``index`` and ``rag``: equal for equal code, also in a
    checkout with changes that nobody has committed.
    """
    try:
        installed = version("quotewise")
    except PackageNotFoundError:
        installed = ""
    return {"version": installed, "commit": _commit(), "sources": _sources("index", "rag")}


def index_sources() -> str:
    """The SHA-256 of all code of ``index``: libraries made by equal code are equal."""
    return _sources("index")


def _sources(*rooms: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for room in rooms for path in (_PROJECT / room).rglob("*")):
        if path.suffix in _SUFFIXES:
            digest.update(path.relative_to(_PROJECT).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _commit() -> str:
    git = shutil.which("git")
    if git is None or not (_PROJECT / ".git").exists():
        return ""
    command = [git, "-C", str(_PROJECT), "rev-parse", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no word of it is input
    return done.stdout.strip() if done.returncode == 0 else ""
