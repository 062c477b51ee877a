"""An evaluation in a process of its own: it is found again, stopped, killed, gone on with; and there is only one."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from evals.background import Background, EvaluationStartError, process_command
from evals.evaluation_results import results_folder
from evals.evaluation_status import AlreadyRunningError, State, Status, ask_to_stop, read_status, write_status
from evals.evaluations import Evaluation, begin, delete, evaluations, find, sweep
from evals.run_folder import MANIFEST, read_run
from evals.scoring import score
from index.errors import InvalidInputError, LibraryUnwritableError

ROOT = Path(__file__).parents[2]
SHEET = """id,question,answers
sky,What colour is the sky?,blue
grass,What colour is the grass?,red
moon,Who is on the moon?,
"""
ORDER = ("sky", "moon", "grass")
"""In which the questions are asked: by the hashes of their ids."""


def child(folder: Path, library: Path) -> Sequence[str]:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.evals.evaluating_child import main, make_subject; sys.exit(main(make_subject))"
    )
    return (sys.executable, "-c", program, str(folder), str(library))


class Desk:
    """The folders of a test, with the evaluations in them."""

    def __init__(self, folder: Path) -> None:
        self.home, self.library = folder / "evaluations", folder / "library"
        self.library.mkdir()
        self.sheet = folder / "colours.csv"
        self.sheet.write_text(SHEET, encoding="utf-8")
        self.background = Background(self.home, self.library, child)

    def begin(self) -> str:
        return self.background.begin(self.sheet, 3)

    def allow(self, *names: str) -> None:
        for name in names:
            (self.library / name).touch()

    def forbid(self, *names: str) -> None:
        for name in names:
            (self.library / name).unlink()

    def look(self, name: str) -> Evaluation:
        found = find(self.home, name)
        assert found is not None
        return found

    def wait(self, name: str, until: Callable[[Status], bool]) -> Status:
        for _ in range(3_000):
            if until(status := self.look(name).status):
                return status
            time.sleep(0.01)
        raise AssertionError(f"waited in vain, now it is {status}")

    def ended(self, name: str) -> Status:
        return self.wait(name, lambda status: status.state is not State.RUNNING)

    def is_asking(self, name: str, number: int) -> None:
        """Wait until it is at the question with this number, from 0."""
        self.wait(name, lambda status: (self.library / f"asking {ORDER[number]}").exists())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.allow("all")
    made.background.close()


def test_it_runs_to_its_end_and_is_scored(desk: Desk) -> None:
    desk.allow("all")
    name = desk.begin()
    assert desk.ended(name) == Status(State.DONE, "questions", 3, 3)
    found = desk.look(name)
    assert (found.sheet, found.questions, found.status.state) == ("colours.csv", 3, State.DONE)
    results = results_folder(found)
    assert results is not None and (results / "report.html").is_file()
    assert score(results).value("right") == pytest.approx(2 / 3)


def test_whoever_comes_later_finds_it_with_its_progress(desk: Desk) -> None:
    name = desk.begin()
    desk.allow(*ORDER[:2])
    desk.is_asking(name, 2)
    (only,) = evaluations(desk.home)
    assert (only.id, only.status.state, only.status.stage, only.status.total) == (name, State.RUNNING, "questions", 3)
    assert only.status.seconds_left is None  # two questions are too few for an estimate
    assert results_folder(only) is None
    with pytest.raises(InvalidInputError, match="still running"):
        delete(desk.home, name)


def test_a_second_one_has_to_wait_and_leaves_nothing(desk: Desk) -> None:
    first = desk.begin()
    with pytest.raises(AlreadyRunningError, match="already running"):
        desk.begin()
    with pytest.raises(AlreadyRunningError):
        Background(desk.home, desk.library, child).begin(None, 3)
    assert [one.id for one in evaluations(desk.home)] == [first]
    desk.allow("all")
    assert desk.ended(first).state is State.DONE
    desk.background.close()
    assert desk.ended(desk.begin()).state is State.DONE


def test_stopping_keeps_what_is_done_and_scores_only_that(desk: Desk) -> None:
    name = desk.begin()
    desk.allow(ORDER[0])
    desk.is_asking(name, 1)
    ask_to_stop(desk.look(name).folder)
    desk.allow(ORDER[1])
    status = desk.ended(name)
    assert (status.state, status.done, status.total) == (State.STOPPED, 2, 3)
    results = results_folder(desk.look(name))
    assert results is not None
    scores = score(results)
    assert (scores.questions, scores.without_result, scores.value("right")) == (2, 0, 1)
    assert '"ended_early"' in (results / MANIFEST).read_text(encoding="utf-8")


def test_it_goes_on_where_it_stopped(desk: Desk) -> None:
    name = desk.begin()
    desk.is_asking(name, 0)
    ask_to_stop(desk.look(name).folder)
    desk.allow(ORDER[0])
    assert desk.ended(name).done == 1
    desk.background.close()
    desk.background.go_on(desk.look(name))
    assert desk.look(name).status.state is State.RUNNING
    desk.is_asking(name, 1)
    assert (desk.look(name).status.done, desk.look(name).status.total) == (1, 3)
    desk.allow("all")
    assert desk.ended(name).state is State.DONE
    results = results_folder(desk.look(name))
    assert results is not None and set(read_run(results).answers) == set(ORDER)


def test_a_process_that_is_killed_is_told_plainly_and_what_it_had_is_kept(desk: Desk) -> None:
    name = desk.begin()
    desk.allow(ORDER[0])
    desk.is_asking(name, 1)
    (process,) = desk.background._processes._children
    process.kill()
    process.wait()
    status = desk.look(name).status
    assert status.state is State.FAILED and "ended without a word" in status.reason
    results = results_folder(desk.look(name))
    assert results is not None and set(read_run(results).answers) == {ORDER[0]}
    desk.allow("all")
    other = desk.begin()
    assert desk.ended(other).state is State.DONE
    # The next one wrote down what had become of it: its status says so without a look at the lock.
    assert '"failed"' in (desk.home / name / "status.json").read_text(encoding="utf-8")


def test_an_unexpected_error_ends_it_without_a_word_of_the_documents(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    name = desk.begin()
    desk.allow(ORDER[0])
    desk.is_asking(name, 1)
    desk.allow("break", *ORDER[1:])
    status = desk.ended(name)
    assert (status.state, status.reason, status.done) == (State.FAILED, "", 1)
    desk.background.close()
    log = capfd.readouterr().err
    assert "ZeroDivisionError at" in log and "words of a document" not in log
    desk.forbid("break")


def test_it_ends_with_the_program_that_began_it(desk: Desk) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from evals.background import Background; from tests.evals.test_background import child\n"
        "background = Background(*map(Path, sys.argv[1:3]), child)\n"
        "print(background.begin(Path(sys.argv[3]), 3), flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, *map(str, (desk.home, desk.library, desk.sheet))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        name = parent.stdout.readline().strip()
        desk.is_asking(name, 0)
        parent.kill()
    desk.allow(ORDER[0])
    status = desk.ended(name)
    assert (status.state, status.done) == (State.FAILED, 1)
    assert "Quotewise was closed" in status.reason


def test_one_cannot_go_on_with_other_questions(desk: Desk) -> None:
    name = desk.begin()
    desk.is_asking(name, 0)
    ask_to_stop(desk.look(name).folder)
    desk.allow(ORDER[0])
    desk.ended(name)
    desk.background.close()
    sheet = desk.home / name / "sheet" / "colours.csv"
    sheet.write_text(SHEET.replace("red", "green"), encoding="utf-8")
    desk.background.go_on(desk.look(name))
    status = desk.ended(name)
    assert status.state is State.FAILED and "Begin a new one" in status.reason
    assert results_folder(desk.look(name)) is not None


def ended_folder(desk: Desk) -> Path:
    """The folder of an evaluation that has ended, made without a process."""
    folder = begin(desk.home, desk.sheet, 3)
    write_status(folder, Status(State.DONE, "questions", 3, 3))
    return folder


def test_deleting_takes_everything(desk: Desk) -> None:
    folder = ended_folder(desk)
    assert [one.id for one in evaluations(desk.home)] == [folder.name]
    delete(desk.home, folder.name)
    delete(desk.home, folder.name)
    assert evaluations(desk.home) == () and find(desk.home, folder.name) is None
    assert [path for path in desk.home.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("name", ["", ".", "..", "../library", "running.lock", "nothing", ".deleted-x"])
def test_only_evaluations_are_found(desk: Desk, name: str) -> None:
    ended_folder(desk)
    assert find(desk.home, name) is None
    delete(desk.home, name)
    assert desk.library.is_dir() and len(evaluations(desk.home)) == 1


def test_what_an_interrupted_deletion_left_is_swept_away(desk: Desk) -> None:
    (desk.home / ".deleted-x" / "run").mkdir(parents=True)
    kept = ended_folder(desk)
    sweep(desk.home, kept)
    assert not (desk.home / ".deleted-x").exists() and kept.is_dir()


def test_a_program_that_cannot_start_is_told_and_leaves_nothing(desk: Desk) -> None:
    missing = Background(desk.home, desk.library, lambda folder, library: (str(desk.home / "no-python"),))
    with pytest.raises(EvaluationStartError, match="could not be started"):
        missing.begin(desk.sheet, 3)
    silent = Background(desk.home, desk.library, lambda folder, library: (sys.executable, "-c", ""))
    with pytest.raises(EvaluationStartError, match="ended before it began"):
        silent.begin(desk.sheet, 3)
    silent.close()
    assert evaluations(desk.home) == ()


def test_a_folder_that_cannot_be_made_is_told(desk: Desk) -> None:
    desk.home.write_text("a file", encoding="utf-8")
    with pytest.raises(LibraryUnwritableError, match="could not be written"):
        desk.begin()


def test_a_status_is_never_half_written(desk: Desk) -> None:
    desk.home.mkdir()
    write_status(desk.home, Status(State.DONE, "scoring", 3, 3))
    assert read_status(desk.home) == Status(State.DONE, "scoring", 3, 3)
    assert not (desk.home / "status.json.new").exists()


def test_the_command_is_our_own_python_and_takes_nothing_from_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "evals").mkdir()
    (tmp_path / "evals" / "__init__.py").write_text("raise SystemExit(99)", encoding="utf-8")
    (tmp_path / "home" / "x").mkdir(parents=True)
    command = process_command(tmp_path / "home" / "x", tmp_path / "library")
    done = subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "started\n")
