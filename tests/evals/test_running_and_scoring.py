"""A run is saved as it goes, resumed, scored apart, compared and reported; the same run gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.comparing import as_table, compare
from evals.datasets.values import Dataset, Form, GoldSpan, Question, SourceFile
from evals.run_folder import DOCUMENTS, GOLD, MANIFEST, ROWS, RUN, SCORES, read_run
from evals.running import Progress, run
from evals.scoring import score
from index.errors import InvalidInputError, MissingDataError
from tests.evals.fakes import WordSpotter

COLOURS = SourceFile("colours.txt", b"The sky is blue. The grass is green. Blood is red.")
TASTES = SourceFile("tastes.txt", "Sugar is süß. The sky is blue.".encode())


def gold(words: str, file: str = "colours.txt") -> tuple[tuple[GoldSpan, ...], ...]:
    return ((GoldSpan(file, words),),)


QUESTIONS = (
    Question("sky", "What colour is the sky?", ("blue",), gold=gold("The sky is blue."), type="fact"),
    Question("sugar", "How does sugar taste?", ("süß", "sweet"), gold=gold("süß", "tastes.txt"), type="fact"),
    Question("blood", "What colour is blood?", ("red",), gold=gold("Blood is red."), type="fact"),
    Question("list", "Which colours?", ("blue", "green", "red"), form=Form.LIST, type="list"),
    Question("moon", "Who is on the moon?", (), type="off_topic"),
    Question("snow", "What colour is snow?", (), type="near_miss"),
    Question("open", "Anything else?", None),
)
DATASET = Dataset("colours", "report", (COLOURS, TASTES), QUESTIONS)
ANSWERS: dict[str, tuple[str, str] | None] = {
    "What colour is the sky?": ("tastes.txt", "The sky is blue."),
    "How does sugar taste?": ("tastes.txt", "süß"),
    "What colour is blood?": None,
    "Which colours?": ("colours.txt", "The sky is blue. The grass is green."),
    "Who is on the moon?": None,
    "What colour is snow?": ("colours.txt", "red"),
    "Anything else?": ("colours.txt", "red"),
}


def make_run(out: Path, answers: dict[str, tuple[str, str] | None] | None = None) -> Path:
    return run(DATASET, WordSpotter(answers or ANSWERS).open, out)


def test_scores_worked_by_hand(tmp_path: Path) -> None:
    scores = score(make_run(tmp_path / "a"))
    assert (scores.questions, scores.unscored, scores.without_result, scores.lost_gold) == (7, 1, 0, 0)
    expected = {
        "right": 3 / 6,  # sky, sugar, moon
        "right when answerable": 2 / 4,
        "right when answered": 2 / 4,  # sky, sugar; not list, snow
        "EM": 1 / 3,
        "F1": (2 * 1 / (1 + 3) + 1 + 0) / 3,  # sky: "sky is blue" has 3 tokens, 1 of them gold
        "contains gold": 2 / 3,
        "list precision": 1,
        "list recall": 2 / 3,
        "verbatim rate": 1,
        "first quote precision": 1 / 2,  # the sky's quote is from the other document
        "evidence recall": 1 / 3,
        "gold in a quote": 3 / 4,
        "misattribution": 1 / 2,
        "refusal precision": 1 / 2,
        "refusal recall": 1 / 2,
        "refusal F1": 1 / 2,
        "refusal recall, off-topic": 1,
        "refusal recall, near-miss": 0,
        "false refusals": 1 / 4,
        "answer words": (4 + 1 + 8 + 1 + 1) / 5,
        "quotes shown": 1,
        "AUROC, right": 1 / 2,  # all answers are equally sure
        "AUROC, answerable": (3 * 1 / 2 + 1 * 0 + 3 * 1 + 1 * 1 / 2) / 8,
        "AURC": 1 / 2,
        "ECE": 1 / 4,
    }
    assert {one.name: one.estimate.value for one in scores.scores} == pytest.approx(expected)
    assert scores.value("right") == 1 / 2
    counts = {one.name: one.estimate.n for one in scores.scores}
    assert (counts["right"], counts["EM"], counts["list recall"], counts["ECE"]) == (6, 3, 1, 4)
    assert [(one.type, one.right.value, one.right.n) for one in scores.by_type] == [
        ("fact", pytest.approx(2 / 3), 3),
        ("list", 0, 1),
        ("near_miss", 0, 1),
        ("off_topic", 1, 1),
    ]
    (point,) = scores.curve
    assert (point.risk, point.threshold) == (1 / 2, 0.75)
    assert point.coverage == pytest.approx(4 / 6)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        score(make_run(tmp_path / name))
    for file in (GOLD, RUN, DOCUMENTS, SCORES, ROWS):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_scoring_needs_nothing_but_the_folder(tmp_path: Path) -> None:
    first = score(make_run(tmp_path / "a"))
    (tmp_path / "a").rename(tmp_path / "elsewhere")
    assert score(tmp_path / "elsewhere") == first


def test_a_shifted_quote_is_no_longer_verbatim(tmp_path: Path) -> None:
    out = make_run(tmp_path / "a")
    rows = [json.loads(line) for line in (out / RUN).read_text(encoding="utf-8").splitlines()]
    rows[0]["quotes"][0] |= {"start": 12, "end": 28}
    (out / RUN).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert score(out).value("verbatim rate") == pytest.approx(4 / 5)


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        run(DATASET, WordSpotter(ANSWERS, fails_at="Which colours?").open, out)
    with (out / RUN).open("a", encoding="utf-8") as torn:
        torn.write('{"id": "list", "ans')
    rest = WordSpotter(ANSWERS)
    run(DATASET, rest.open, out)
    assert rest.asked == ["list", "moon", "snow", "open"]
    whole = make_run(tmp_path / "whole")
    for file in (GOLD, RUN, DOCUMENTS):
        assert (out / file).read_bytes() == (whole / file).read_bytes()


def test_a_question_without_result_counts_as_wrong(tmp_path: Path) -> None:
    out = make_run(tmp_path / "a")
    kept = (out / RUN).read_text(encoding="utf-8").splitlines()[1:]
    (out / RUN).write_text("\n".join(kept), encoding="utf-8")
    scores = score(out)
    assert scores.without_result == 1
    assert scores.value("right") == pytest.approx(2 / 6)
    assert scores.value("EM") == pytest.approx(1 / 3)


def test_gold_that_is_not_in_its_document_is_counted(tmp_path: Path) -> None:
    question = replace(QUESTIONS[0], gold=gold("The sky is grey.", "tastes.txt"))
    out = run(replace(DATASET, questions=(question,)), WordSpotter(ANSWERS).open, tmp_path / "a")
    assert score(out).lost_gold == 1


def test_a_folder_holds_one_run(tmp_path: Path) -> None:
    out = make_run(tmp_path / "a")
    with pytest.raises(InvalidInputError, match="differs in: questions, questions_sha256"):
        run(replace(DATASET, questions=QUESTIONS[:2]), WordSpotter(ANSWERS).open, out)
    (out / MANIFEST).unlink()
    with pytest.raises(InvalidInputError, match="answers without a manifest"):
        make_run(out)


def test_what_a_manifest_says(tmp_path: Path) -> None:
    manifest = json.loads((make_run(tmp_path / "a") / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["dataset"] == "colours"
    assert manifest["questions"] == 7
    assert manifest["subject"] == {"subject": "word spotter"}
    assert len(manifest["code"]["sources"]) == 64
    assert {"commit", "python", "platform", "started"} <= manifest.keys()


def test_progress_counts_every_question_and_estimates(tmp_path: Path) -> None:
    seen: list[Progress] = []
    run(DATASET, WordSpotter(ANSWERS).open, tmp_path / "a", seen.append)
    assert [(one.stage, one.done, one.total) for one in seen] == [("questions", done, 7) for done in range(8)]
    assert seen[0].seconds_left is None
    assert all(one.seconds_left is not None and one.seconds_left >= 0 for one in seen[1:])


def test_saved_values_come_back(tmp_path: Path) -> None:
    saved = read_run(make_run(tmp_path / "a"))
    assert saved.questions == QUESTIONS
    assert saved.answers["sugar"].quotes[0].answers == ("süß",)
    assert saved.documents["tastes.txt", "r1"].text == TASTES.content.decode()


def test_comparing_finds_what_turned(tmp_path: Path) -> None:
    score(make_run(tmp_path / "a"))
    better = ANSWERS | {"What colour is blood?": ("colours.txt", "red"), "Who is on the moon?": ("colours.txt", "red")}
    score(make_run(tmp_path / "b", better))
    found = compare(tmp_path / "a", tmp_path / "b")
    assert found.in_common == 7
    assert (found.turned_right, found.turned_wrong) == (("blood",), ("moon",))
    differences = dict(found.differences)
    assert (differences["right"].change, differences["right"].p) == (0, 1)
    assert differences["EM"].change == pytest.approx(1 / 3)
    assert differences["refusal recall"].second == 0
    # Answered: right are 2 of 4 at first, then 3 of 6, all of them equally sure.
    assert (differences["AURC"].first, differences["AURC"].second, differences["AURC"].n) == (1 / 2, 1 / 2, 6)
    table = as_table(found)
    assert "| EM | 0.333 | 0.667 | +0.333 |" in table
    assert "Turned right (1): blood" in table


def test_questions_whose_gold_was_changed_are_not_compared(tmp_path: Path) -> None:
    score(make_run(tmp_path / "a"))
    mended = (replace(QUESTIONS[0], answers=("grey",)), replace(QUESTIONS[1], question="Süß?"), *QUESTIONS[2:])
    answers = ANSWERS | {"Süß?": ANSWERS["How does sugar taste?"]}
    score(run(replace(DATASET, questions=mended), WordSpotter(answers).open, tmp_path / "b"))
    found = compare(tmp_path / "a", tmp_path / "b")
    assert (found.in_common, found.only_first, found.only_second, found.other_gold) == (6, 0, 0, ("sky",))
    assert found.turned_wrong == ()
    assert "gold differs between the runs (1): sky" in as_table(found)


def test_comparing_needs_scored_runs_of_one_set(tmp_path: Path) -> None:
    score(make_run(tmp_path / "a"))
    make_run(tmp_path / "b")
    with pytest.raises(MissingDataError, match="quotewise eval score"):
        compare(tmp_path / "a", tmp_path / "b")
    (tmp_path / "b" / ROWS).write_text('{"id": "other", "shares": {}}\n', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="no question in common"):
        compare(tmp_path / "a", tmp_path / "b")


def test_folders_without_a_sound_run(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="holds no run"):
        score(tmp_path)
    out = make_run(tmp_path / "a")
    (out / RUN).write_text('{"id": "sky"}\n', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="damaged"):
        score(out)
