"""Imports point one way, and heavy libraries stay in their files."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("index", "rag", "evals", "ui")
MAY_IMPORT = {
    "index": {"index"},
    "rag": {"index", "rag"},
    "evals": {"index", "rag", "evals"},
    "ui": {"index", "rag", "evals", "ui"},
}
ONLY_IN = {
    "faiss": {"index/vectors.py"},
    "tantivy": {"index/words.py", "index/analysis.py"},
    "torch": {"index/model_export.py", "index/torch_embedder.py", "rag/training"},
    "sentence_transformers": {"index/torch_embedder.py", "rag/training"},
    "transformers": {"index/model_export.py", "rag/training"},
    "streamlit": {"ui"},
    "sqlite3": {"index", "evals/reading_cache.py", "ui/user_store.py"},
}
NOT_ON_THE_WAY_TO_AN_ANSWER = ("torch", "sentence_transformers", "streamlit", "langchain_text_splitters", "pydantic",
                               "trafilatura", "pandas", "docx", "pypdfium2")  # fmt: skip


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_point_one_way(file: Path) -> None:
    place = file.relative_to(ROOT).as_posix()
    for name in imported(file):
        room = name.split(".")[0]
        if room in ROOMS:
            assert room in MAY_IMPORT[place.split("/")[0]], f"{place} imports {name}: the arrow points the wrong way"
        if name.startswith("rag.training"):
            assert place.startswith("rag/training"), f"{place} imports {name}: training is imported by nobody"
        if room in ONLY_IN:
            assert any(place.startswith(home) for home in ONLY_IN[room]), f"{place} imports {name}"


def test_a_wrong_arrow_would_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("from ui.app import main\nimport faiss\n", encoding="utf-8")
    assert imported(file) == {"ui.app", "faiss"}


def test_a_question_is_answered_without_heavy_imports() -> None:
    program = (
        "import sys\n"
        "import ui.command_line, ui.commands, ui.console, rag.assemble\n"
        "ui.command_line.parser()\n"
        "from rag.assemble import default_embedder\n"
        "default_embedder().embed_queries(['ready?'])\n"
        f"print([name for name in {NOT_ON_THE_WAY_TO_AN_ANSWER!r} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == "[]"
