"""Stories at the evaluation page, played without a browser; the process behind it was told what to say."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evals.evaluation_status import State
from tests.ui.evaluated import desk_in, ended
from ui.evaluation_desk import EvaluationDesk
from ui.wording import evaluation as wording

SHEET = (
    b"id,question,answers\nsky,What colour is the sky?,blue\ngrass,What colour is the grass?,red\nmoon,Who is there?,\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EvaluationDesk]:
    made = desk_in(tmp_path)
    yield made
    (tmp_path / "library" / "all").touch()
    made._background.close()


def script(
    desk: object, has_documents: bool
) -> None:  # only its source travels, so it must know no name of this module
    from ui.evaluation_page import show_evaluations

    show_evaluations(desk, has_documents)  # type: ignore[arg-type]


def open_page(desk: EvaluationDesk, run: str | None = None, *, has_documents: bool = True) -> AppTest:
    page = AppTest.from_function(script, args=(desk, has_documents), default_timeout=60)
    page.query_params["page"] = "evaluation"
    if run is not None:
        page.query_params["run"] = run
    return checked(page.run())


def checked(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def seen(page: AppTest) -> str:
    """All HTML of the page and its side, without the style sheet."""
    return "\n".join(one.proto.body for one in checked(page).get("html") if "<style>" not in one.proto.body)


def hand_over(page: AppTest, content: bytes, name: str = "colours.csv") -> AppTest:
    return checked(page.file_uploader(key="sheet").set_value((name, content, "text/csv")).run())


def press(page: AppTest, key: str) -> AppTest:
    return checked(page.button(key=key).click().run())


def wait_until_ended(page: AppTest) -> AppTest:
    for _ in range(600):
        if not [one for one in page.button if one.key == "stop"]:
            return page
        time.sleep(0.05)
        checked(page.run())
    raise AssertionError("it did not end")


def labels(page: AppTest) -> list[str]:
    return [one.label for one in page.expander]


def test_a_malformed_sheet_is_told_with_its_row_and_cannot_be_started(desk: EvaluationDesk) -> None:
    page = hand_over(open_page(desk), b"id,question\n1,Why?\n1,How?\n")
    assert "colours.csv, row 3: the id “1” was already used in row 2." in seen(page)
    assert page.button(key="begin").disabled


def test_from_a_sheet_to_its_result(desk: EvaluationDesk, tmp_path: Path) -> None:
    (tmp_path / "library" / "all").touch()
    page = hand_over(open_page(desk), SHEET)
    assert "3 questions: 2 with an answer, 1 that the documents should not answer." in seen(page)
    page = wait_until_ended(press(page, "begin"))
    assert "2 of 3 questions were handled rightly." in seen(page)
    assert [label[0] for label in labels(page) if "What" in label or "Who" in label] == ["✗", "✓", "✓"]
    again = open_page(desk)
    assert wording.EARLIER_HINT in seen(again)
    (name,) = [one.key for one in again.button if one.key and one.key.startswith("open-")]
    assert "2 of 3 questions" in seen(press(again, name))


def test_while_it_runs_anybody_finds_it_and_nobody_starts_another(desk: EvaluationDesk) -> None:
    other = hand_over(open_page(desk), SHEET)
    page = press(hand_over(open_page(desk), SHEET), "begin")
    assert wording.LEAVE in seen(page)
    assert "already running" in seen(press(other, "begin"))
    late = open_page(desk)
    assert wording.IS_RUNNING in seen(late)
    late = press(late, "open-running")
    assert wording.LEAVE in seen(late)
    assert wording.LEAVE in seen(page.run())


def test_stopping_keeps_what_is_done(desk: EvaluationDesk, tmp_path: Path) -> None:
    page = press(hand_over(open_page(desk), SHEET), "begin")
    while not (tmp_path / "library" / "asking sky").exists():
        time.sleep(0.01)
    page = press(page, "stop")
    assert page.button(key="stop").disabled and page.button(key="stop").label == wording.STOPPING
    (tmp_path / "library" / "sky").touch()
    page = wait_until_ended(page)
    assert wording.STOPPED in seen(page) and "1 of 3 questions was asked" in seen(page)
    assert "1 of 1 question was handled rightly." in seen(page)
    (tmp_path / "library" / "all").touch()
    page = wait_until_ended(press(page, "go-on"))
    assert wording.STOPPED not in seen(page) and "2 of 3 questions" in seen(page)


def test_a_crash_is_told_and_what_there_is_is_shown(desk: EvaluationDesk, tmp_path: Path) -> None:
    page = open_page(desk, ended(tmp_path, State.FAILED, reason="The computer was switched off."))
    assert f"{wording.ENDED_EARLY} The computer was switched off." in seen(page)
    assert "2 of 6 questions were handled rightly." in seen(page)


def test_a_mark_counts_at_once_and_can_be_taken_back(desk: EvaluationDesk, tmp_path: Path) -> None:
    name = ended(tmp_path)
    page = open_page(desk, name)
    number = next(at for at, label in enumerate(item for item in labels(page) if "?" in item) if "grass" in label)
    key = f"mark-{name}-{number}"
    page.segmented_control(key=key).set_value(True).run()
    assert wording.BY_MARKS in seen(page) and "3 of 6 questions" in seen(page)
    assert any(label.startswith("✓ What colour is the grass") for label in labels(page))
    assert "3 of 6 questions" in seen(open_page(desk, name))
    page.segmented_control(key=key).set_value(None).run()
    assert wording.BY_MARKS not in seen(page) and "2 of 6 questions" in seen(page)


def test_only_the_failures_and_only_some_words(desk: EvaluationDesk, tmp_path: Path) -> None:
    name = ended(tmp_path)
    page = open_page(desk, name)
    page.segmented_control(key=f"view-{name}").set_value(wording.SHOW_FAILED).run()
    assert {label[0] for label in labels(page) if "?" in label} == {"✗"}
    page.text_input(key=f"find-{name}").set_value("snow").run()
    assert [label for label in labels(page) if "?" in label] == [r"✗ What colour is snow?"]
    page.text_input(key=f"find-{name}").set_value("nothing of it").run()
    assert wording.NONE_SHOWN in seen(page)


def test_many_questions_come_in_pages(desk: EvaluationDesk, tmp_path: Path) -> None:
    page = open_page(desk, ended(tmp_path, repeat=3))
    assert "1 to 20 of 24" in seen(page)
    page = press(page, "next")
    assert "21 to 24 of 24" in seen(page) and page.button(key="next").disabled
    assert "1 to 20 of 24" in seen(press(page, "previous"))


def test_deleting_asks_first(desk: EvaluationDesk, tmp_path: Path) -> None:
    name = ended(tmp_path)
    page = press(press(open_page(desk, name), "delete"), "keep-it")
    assert desk.find(name) is not None
    page = press(press(page, "delete"), "delete-now")
    assert desk.find(name) is None
    assert wording.NONE_EARLIER in seen(page)


def test_an_address_of_something_deleted_leads_to_the_list(desk: EvaluationDesk) -> None:
    page = open_page(desk, "../../etc")
    assert wording.GONE in seen(page) and wording.EVALUATION_HEADLINE in seen(page)


def test_a_sheet_needs_documents_and_the_samples_do_not(desk: EvaluationDesk) -> None:
    page = hand_over(open_page(desk, has_documents=False), SHEET)
    assert wording.SHEET_NEEDS_DOCUMENTS in seen(page) and page.button(key="begin").disabled
    page.radio(key="which").set_value(wording.SAMPLE_QUESTIONS).run()
    assert wording.SAMPLE_HINT in seen(page) and not page.button(key="begin").disabled


def test_a_damaged_run_is_one_sentence(desk: EvaluationDesk, tmp_path: Path) -> None:
    name = ended(tmp_path)
    (tmp_path / "evaluations" / name / "run" / "run.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    page = open_page(desk, name)
    assert "damaged" in seen(page)
    assert "delete" in [button.key for button in page.button]


def test_the_switch_leads_to_the_questions_and_back(desk: EvaluationDesk, tmp_path: Path) -> None:
    page = open_page(desk, ended(tmp_path))
    page.segmented_control(key="switch").set_value(wording.ASK_PAGE).run()
    assert "page" not in page.query_params and "run" not in page.query_params
