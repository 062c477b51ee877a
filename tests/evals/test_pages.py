"""Pages read back with a second library: a right one is called right, a wrong one wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.judged_sentences import Judged, Verdict
from evals.pages import main, meets_bar, verdict_of
from index.document import Span
from tests.index.makers import column, make_pdf

RENT = "The rent of the full plot is due in May."
KEY = "The key of the boat house lies at Weir Lane."
PAGES = ["Therentofthefullplotisdue", "inMay", "ThekeyoftheboathouseliesatWeirLane"]


def letters_of(page: int) -> str:
    return PAGES[page - 1]


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ([(3, KEY)], Verdict.RIGHT),
        ([(2, KEY)], Verdict.WRONG),
        ([(1, "The rent of the full plot is due"), (2, "in May.")], Verdict.RIGHT),
        ([(1, "The rent of the full plot is due"), (3, "in May.")], Verdict.WRONG),
        ([(1, "Words that the second library does not see")], Verdict.NOT_JUDGED),
    ],
)
def test_the_verdict_on_a_sentence(parts: list[tuple[int, str]], verdict: Verdict) -> None:
    assert verdict_of(parts, len(PAGES), letters_of) is verdict


def test_the_bar_is_one_in_two_hundred() -> None:
    right, wrong = (Judged(Path("x.pdf"), Span(0, 1), (1,), verdict) for verdict in (Verdict.RIGHT, Verdict.WRONG))
    assert meets_bar([right] * 199 + [wrong])
    assert not meets_bar([right] * 198 + [wrong] * 2)


def test_pages_of_a_folder_are_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.pdf").write_bytes(make_pdf([column([RENT]), [], column([KEY])]))
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:4] == ["right", "2", "of", "2"]
    assert main([str(tmp_path / "none")]) == 1
