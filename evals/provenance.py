"""Which code made a run: its version, its commit if it is a checkout, and a hash of what decides an answer."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[1]
_DECIDING = ("index", "rag")
_DECIDING_SUFFIXES = {".py", ".json", ".onnx"}


def code_version() -> dict[str, str]:
    """``version``, ``commit`` (empty outside a checkout) and ``sources``.

    ``sources`` is the SHA-256 of all code and weights of ``index`` and ``rag``: equal for equal code, also in a
    checkout with changes that nobody has committed.
    """
    try:
        installed = version("quotewise")
    except PackageNotFoundError:
        installed = ""
    files = (path for room in _DECIDING for path in (_PROJECT / room).rglob("*") if path.suffix in _DECIDING_SUFFIXES)
    return {"version": installed, "commit": _commit(), "sources": hash_files(files)}


def hash_files(paths: Iterable[Path]) -> str:
    """The SHA-256 of the files' names (relative to the project) and contents, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        if "__pycache__" not in path.parts:
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
