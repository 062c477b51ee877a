"""The contract of the command line, played through the installed command's own entry point."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index import ingest
from index.document import Span
from index.library import Library
from index.models import cache_folder
from tests.fakes import WordEmbedder
from ui.command_line import main, parser

LEASE = "# Lease\n\n## Money\n\nThe **deposit** is two months’ rent. It is repaid within 30 days of moving out.\n"
LEASE_TEXT = "Lease\n\nMoney\n\nThe deposit is two months’ rent. It is repaid within 30 days of moving out."
CLUB = "# Rowing club\n\nThe rowing club meets on Tuesdays at the boathouse. The club has 84 members.\n"
Run = Callable[..., "Result"]


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "lease.md").write_text(LEASE, encoding="utf-8")
    (folder / "club.md").write_text(CLUB, encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Result:
        capsys.readouterr()
        words = [str(argument) for argument in arguments]
        verbs = 2 if words[0] == "eval" else 1
        try:
            code = main([*words[:verbs], "--library", str(tmp_path / "library"), *words[verbs:]])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def filled(run: Run, papers: Path) -> Run:
    assert run("add", papers).code == 0
    return run


def test_add_prints_a_line_per_file_and_is_1_if_one_was_refused(run: Run, papers: Path) -> None:
    (papers / "photo.xyz").write_bytes(b"\x00\x01")
    (papers / "empty.txt").write_bytes(b"")
    result = run("add", papers)
    assert result.code == 1
    assert len(result.out.splitlines()) == 4
    assert "photo.xyz: " in result.out
    assert "empty.txt: The file is empty" in result.out
    assert "lease.md" in run("list").out


def test_a_path_that_is_not_there_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    result = run("add", tmp_path / "nowhere.txt")
    assert result.code == 1
    assert "nowhere.txt" in result.out + result.err
    assert "Traceback" not in result.err


def test_ask_prints_answer_quote_and_place(filled: Run) -> None:
    result = filled("ask", "How much is the deposit?")
    assert result.code == 0
    assert "“The deposit is two months’ rent.”" in result.out
    assert "— Lease, Money" in result.out


def test_ask_as_json_slices_true(filled: Run, tmp_path: Path) -> None:
    answer = json.loads(filled("ask", "How much is the deposit?", "--json").out)
    assert answer["status"] == "answered"
    quote = answer["quotes"][0]
    shown = filled("show", quote["document_id"], "--start", quote["start"], "--end", quote["end"]).out
    assert shown == quote["text"] == Span(quote["start"], quote["end"]).of(LEASE_TEXT)


def test_a_question_can_be_restricted_to_documents_by_name(filled: Run) -> None:
    asked = ("ask", "How much is the deposit?", "--json")
    inside, outside = (json.loads(filled(*asked, "--in", name).out) for name in ("lease.md", "club.md"))
    assert (inside["status"], inside["coverage"]["documents"]) == ("answered", 1)
    assert (outside["status"], outside["coverage"]["documents"]) == ("not_found", 1)
    assert json.loads(filled(*asked, "--in", "club.md", "--in", "lease.md").out)["coverage"]["documents"] == 2
    unknown = filled(*asked, "--in", "letter.md")
    assert (unknown.code, unknown.out) == (1, "") and "letter.md" in unknown.err


def test_not_in_your_documents_is_done(filled: Run) -> None:
    result = filled("ask", "Which river is the longest in Africa?")
    assert result.code == 0
    assert result.out.startswith("Your documents don’t say.")
    answer = json.loads(filled("ask", "Which river is the longest in Africa?", "--json").out)
    assert (answer["status"], answer["answer"], answer["quotes"]) == ("not_found", "", [])


def test_many_questions_from_a_file(filled: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "questions.jsonl"
    rows = [{"id": "a", "question": "How much is the deposit?"},
            {"id": 7, "question": "When is it repaid?", "history": ["How much is the deposit?"]}]  # fmt: skip
    sheet.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    answers = [json.loads(line) for line in filled("ask", "--from", sheet, "--json").out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "7"]
    assert answers[1]["searched_for"] == "When is the deposit repaid?"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "line 1"),
        ('{"text": "x"}', "line 1"),
        ('{"question": ""}', "line 1"),
        ('{"question": "x", "history": [1]}', "line 1"),
    ],
)
def test_a_malformed_file_of_questions_names_the_line(filled: Run, tmp_path: Path, line: str, said: str) -> None:
    sheet = tmp_path / "questions.jsonl"
    sheet.write_text(line + "\n", encoding="utf-8")
    result = filled("ask", "--from", sheet, "--json")
    assert (result.code, result.out) == (1, "")
    assert said in result.err


@pytest.mark.parametrize("question", ["", "x" * 10_000])
def test_a_question_that_cannot_be_asked_is_one_line(filled: Run, question: str) -> None:
    result = filled("ask", question)
    assert (result.code, result.out) == (1, "")
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [("ask",), ("ask", "x", "--from", "y"), ("ask", "--from", "y"), ("frobnicate",), ("ask", "x", "--loud"),
                  ("show", "x", "--start", "-1"), ("chat", "--port", "0"), ("add",), ("list", "--js")],
)  # fmt: skip
def test_a_wrong_command_is_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 2


def test_list_and_status(filled: Run) -> None:
    assert {line.split("  ")[-2].strip() for line in filled("list").out.splitlines()} == {"Lease", "Rowing club"}
    assert [entry["title"] for entry in json.loads(filled("list", "--json").out)] == ["Lease", "Rowing club"]
    assert "documents   2" in filled("status").out
    assert json.loads(filled("status", "--json").out)["documents"] == 2


def test_what_was_not_read_is_listed_until_it_is_removed(run: Run, papers: Path) -> None:
    (papers / "film.xyz").write_bytes(b"\x00\x01")
    (papers / "prices.csv").write_text("fruit,price\npears,3\nplums,4\n", encoding="utf-8")
    (papers / "prices cut.csv").write_text('fruit,price\npears,3\n"plums,4\nfigs,2\n', encoding="utf-8")
    added = run("add", papers)
    assert "1 table" in added.out
    listed = run("list").out
    (refused,) = [line for line in listed.splitlines() if "film.xyz" in line]
    assert refused.strip().startswith("not read") and "cannot be read" in refused and "Save it as" in refused
    assert "1 table" in listed and "quotation mark is never closed" in listed
    assert {one["title"]: one["tables"] for one in json.loads(run("list", "--json").out)}["Prices"] == 1
    (entry,) = json.loads(run("list", "--not-read", "--json").out)
    assert entry["source"] == str(papers / "film.xyz") and entry["reason"] and entry["next_step"]
    status = run("status").out
    assert "1 file could not be read" in status and "1 document was read in part" in status
    told = json.loads(run("status", "--json").out)
    assert told["refused"] == [entry]
    (partly,) = told["partly_read"]
    assert (partly["losses"][0]["code"], told["tables"], told["waiting_scans"]) == ("truncated", 2, [])
    assert "1 table" in run("show", "prices.csv").err
    assert run("remove", "film.xyz").code == 0
    assert json.loads(run("list", "--not-read", "--json").out) == []
    assert "film.xyz" not in run("list", "--not-read").out + run("status").out


def test_an_older_version_is_listed_with_the_newer_one_and_warned_of(run: Run, tmp_path: Path) -> None:
    for number, deposit in ((1, "two"), (2, "three")):
        (tmp_path / f"Flat v{number}.md").write_text(LEASE.replace("two", deposit), encoding="utf-8")
    run("add", tmp_path / "Flat v1.md", tmp_path / "Flat v2.md")
    listed = {Path(one["source"]).name: one for one in json.loads(run("list", "--json").out)}
    assert listed["Flat v1.md"]["newer_id"] == listed["Flat v2.md"]["document_id"]
    answer = json.loads(run("ask", "How much is the deposit?", "--in", "Flat v1.md", "--json").out)
    assert answer["warnings"] == ["Flat v1.md: there is a newer version: Flat v2.md"]


def test_remove_by_name_path_or_id(filled: Run, papers: Path) -> None:
    assert filled("remove", "lease.md").code == 0
    assert filled("remove", papers / "club.md").code == 0
    assert filled("list").out == ""
    gone = filled("remove", "lease.md")
    assert gone.code == 1
    assert "lease.md" in gone.err


def test_a_name_that_fits_two_documents_lists_them(run: Run, papers: Path) -> None:
    (papers / "deep").mkdir()
    (papers / "deep" / "lease.md").write_text(LEASE + "\nAnother one.\n", encoding="utf-8")
    run("add", papers)
    result = run("remove", "lease.md")
    assert result.code == 1
    assert str(papers / "deep" / "lease.md") in result.err
    assert str(papers / "lease.md") in result.err
    assert len(run("list").out.splitlines()) == 3


def test_sync_follows_the_folder(filled: Run, papers: Path) -> None:
    (papers / "club.md").unlink()
    (papers / "new.md").write_text("# News\n\nThe ferry stops in winter.\n", encoding="utf-8")
    result = filled("sync")
    assert result.code == 0
    assert "added" in result.out
    assert "removed" in result.out
    assert {entry["title"] for entry in json.loads(filled("list", "--json").out)} == {"Lease", "News"}


def test_show_prints_the_stored_text_exactly(filled: Run) -> None:
    assert filled("show", "Lease").out == LEASE_TEXT
    wrong = filled("show", "Lease", "--start", 5, "--end", 100_000)
    assert wrong.code == 1
    assert "100000" in wrong.err


def test_rebuild_export_and_import(filled: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = filled("ask", "How much is the deposit?", "--json").out
    assert filled("rebuild").code == 0
    assert filled("export", tmp_path / "moved.zip").code == 0
    assert main(["import", "--library", str(tmp_path / "other"), str(tmp_path / "moved.zip")]) == 0
    capsys.readouterr()
    assert main(["ask", "--library", str(tmp_path / "other"), "How much is the deposit?", "--json"]) == 0
    after = json.loads(capsys.readouterr().out)
    assert after["quotes"] == json.loads(before)["quotes"]
    refused = filled("import", tmp_path / "moved.zip")
    assert refused.code == 1, "an existing library is never overwritten"


@pytest.mark.parametrize(
    "command", [("ask", "x?"), ("list",), ("status",), ("remove", "x"), ("show", "x"), ("sync",), ("rebuild",)]
)
def test_without_a_library_it_says_what_to_do(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.code == 1
    assert "quotewise add" in result.err


def test_a_damaged_library_is_one_line(filled: Run, tmp_path: Path) -> None:
    for file in (tmp_path / "library").glob("library.sqlite3*"):
        file.write_bytes(b"not a database, whatever its name says" * 300)
    result = filled("ask", "How much is the deposit?")
    assert result.code == 1
    assert len(result.err.splitlines()) == 1


def test_a_full_disk_leaves_the_library_as_it_was(filled: Run, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text(
        "\n\n".join(f"Paragraph {n} speaks of the matter number {n * 7}." for n in range(4000)), encoding="utf-8"
    )

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    arguments = ["add", "--library", str(tmp_path / "library"), str(big)]
    result = subprocess.run(
        [sys.executable, "-m", "ui.command_line", *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        preexec_fn=small_files_only,
    )
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert {entry["title"] for entry in json.loads(filled("list", "--json").out)} == {"Lease", "Rowing club"}
    assert "two months" in filled("ask", "How much is the deposit?").out


def as_nobody(arguments: list[str], before: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command as another user, after one as root that loads what only root may read: interpreter and model."""
    program = (
        "import os, sys, index.ingest, index.loaders, index.chunking\n"
        "from ui.command_line import main\n"
        f"index.loaders.loaders(); main({before!r}); sys.stdout.flush()\n"
        "os.setgid(65534); os.setuid(65534)\n"
        f"sys.exit(main({arguments!r}))"
    )
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, encoding="utf-8"
    )


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_a_read_only_library_can_be_asked_but_not_changed(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # pytest keeps its own folders to root alone
    with tempfile.TemporaryDirectory() as name:
        common = Path(name)
        shutil.copytree(tmp_path / "library", common / "library")
        shutil.copytree(cache_folder(), common / "cache")
        (common / "new.md").write_text("# News\n\nThe ferry stops.\n", encoding="utf-8")
        for path in (common, *common.rglob("*")):
            path.chmod(0o755)
        monkeypatch.setenv("QUOTEWISE_CACHE", str(common / "cache"))
        ask = ["ask", "--library", str(common / "library"), "How much is the deposit?"]
        asked = as_nobody(ask, before=ask)
        assert asked.returncode == 0, asked.stderr
        assert asked.stdout.count("two months") == 4, "answer and quote, once as root and once as nobody"
        added = as_nobody(["add", "--library", str(common / "library"), str(common / "new.md")], before=ask)
        assert added.returncode == 1
        assert len(added.stderr.splitlines()) == 1, added.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_a_file_that_may_not_be_read_is_refused_and_the_others_go_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as name:
        common = Path(name)
        shutil.copytree(cache_folder(), common / "cache")
        (common / "papers").mkdir()
        (common / "papers" / "club.md").write_text(CLUB, encoding="utf-8")
        secret = common / "papers" / "secret.md"
        secret.write_text(LEASE, encoding="utf-8")
        for path in (common, *common.rglob("*")):
            path.chmod(0o777)
        secret.chmod(0o000)
        monkeypatch.setenv("QUOTEWISE_CACHE", str(common / "cache"))
        # the library is made by root for a first file, then left to everybody
        first = ["add", "--library", str(common / "library"), str(common / "papers" / "club.md")]
        program = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from ui.command_line import main\n"
            f"main({first!r})\n"
            f"for path in Path({str(common / 'library')!r}).rglob('*'): path.chmod(0o777)\n"
            f"Path({str(common / 'library')!r}).chmod(0o777)\n"
            # this user may lack the right to start or import what root's interpreter has, so nothing is left to load
            "from index import ingest\n"
            "from index.library import Library\n"
            "from index.loaders import load\n"
            "from index.preparing import InThisProcess, prepare\n"
            "from index.settings import ChunkSettings\n"
            "from rag.assemble import default_embedder\n"
            "from ui.console import report_line\n"
            "prepare(b'# Warm', 'warm.md', ChunkSettings(), load)\n"
            "sys.stdout.flush(); os.setgid(65534); os.setuid(65534)\n"
            "embedder = default_embedder()\n"
            f"library = Library.open(Path({str(common / 'library')!r}), embedder.identity)\n"
            f"papers = [Path({str(common / 'papers')!r})]\n"
            "for report in ingest.add(library, papers, embedder, preparing=InThisProcess(load)):\n"
            "    print(report_line(report))\n"
        )
        result = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False, encoding="utf-8"
        )
    assert result.returncode == 0, result.stderr
    (line,) = [line for line in result.stdout.splitlines() if "secret.md" in line]
    assert line.lstrip().startswith("not read")
    assert "Traceback" not in result.stderr


def test_a_busy_library_names_who_is_changing_it(filled: Run, tmp_path: Path, papers: Path) -> None:
    (papers / "new.md").write_text("# News\n\nThe ferry stops.\n", encoding="utf-8")
    with Library.open(tmp_path / "library").writing():
        result = filled("add", papers)
        assert result.code == 1
        assert str(os.getpid()) in result.err
        assert "two months" in filled("ask", "How much is the deposit?").out, "readers never wait"


def test_every_command_and_option_stands_in_the_readme() -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    verbs = next(
        action
        for action in parser()._actions
        if action.dest == "run" or (hasattr(action, "choices") and action.choices)
    )
    assert verbs.choices is not None
    for name, verb in dict(verbs.choices).items():
        assert name in readme, f"the README does not mention {name}"
        for action in verb._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert option in readme, f"the README does not mention {name} {option}"


def test_text_from_documents_cannot_take_over_the_terminal(run: Run, tmp_path: Path) -> None:
    nasty = tmp_path / "nasty.txt"
    nasty.write_text("The alarm code is \x1b[2J\x1b]0;owned\x07 hidden in the shed.\n", encoding="utf-8")
    run("add", nasty)
    assert "\x1b" not in run("ask", "Where is the alarm code hidden?").out


def test_a_library_of_another_model_is_one_line_that_says_how_to_rebuild(
    run: Run, tmp_path: Path, papers: Path
) -> None:
    other = WordEmbedder()
    with Library.create(tmp_path / "library", other.identity) as library:
        ingest.add(library, [papers / "lease.md"], other)
    for command in (("ask", "How much is the deposit?"), ("add", papers / "club.md")):
        result = run(*command)
        assert (result.code, result.out) == (1, "")
        assert len(result.err.splitlines()) == 1
        assert "quotewise rebuild" in result.err
    assert run("rebuild").code == 0
    assert "two months" in run("ask", "How much is the deposit?").out


def test_a_sheet_is_run_scored_compared_and_reported(filled: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "question,answers\nHow much is the deposit?,two months’ rent\nWho was Napoleon?,\n", encoding="utf-8"
    )
    for out in ("first", "second"):
        assert "| right |" in filled("eval", "run", sheet, "--out", tmp_path / out).out
        assert {path.name for path in (tmp_path / out).iterdir()} >= {"run.jsonl", "scores.json"}
    assert filled("eval", "score", tmp_path / "first").code == 0
    assert "| right |" in filled("eval", "compare", tmp_path / "first", tmp_path / "second").out
    report = Path(filled("eval", "report", tmp_path / "first").out.strip())
    assert "How much is the deposit?" in report.read_text(encoding="utf-8")
    later = Path(filled("eval", "report", tmp_path / "second", "--before", tmp_path / "first").out.strip())
    assert "What changed since <bdi>first</bdi>" in later.read_text(encoding="utf-8")
    sheet.write_text("q,answers\nx,y\n", encoding="utf-8")
    wrong = filled("eval", "run", sheet, "--out", tmp_path / "third")
    assert (wrong.code, wrong.out) == (1, "")
    assert "question" in wrong.err
