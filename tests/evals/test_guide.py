"""The evaluator's guide explains every measure and set, and its commands are those that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from evals.confidence_measures import CONFIDENCE_MEASURES
from evals.measures import MEASURES
from evals.standard import STANDARD
from evals.standard import parser as standard_parser
from ui.command_line import parser

PROJECT = Path(__file__).parents[2]
GUIDE = (PROJECT / "evals" / "GUIDE.md").read_text(encoding="utf-8")
ENTRIES = dict(
    re.findall(
        r"^- \*\*(.+?)\*\*: (.*?)(?=\n\n|\n- |\Z)", GUIDE.partition("## Every measure")[2], re.DOTALL | re.MULTILINE
    )
)
COMMANDS = [
    line for block in re.findall(r"^```\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE) for line in block.splitlines()
]


def test_every_measure_is_explained_and_no_other() -> None:
    there_are = [one.name for one in MEASURES] + [one.name for one in CONFIDENCE_MEASURES]
    assert sorted(ENTRIES) == sorted(there_are)


@pytest.mark.parametrize("name", ENTRIES)
def test_an_explanation_is_two_sentences_and_a_source(name: str) -> None:
    explanation, source = re.fullmatch(r"(.*?)\s\*Source: (.+)\.\*", ENTRIES[name], re.DOTALL).groups()  # type: ignore[union-attr]
    sentences = re.split(r"(?<=\.)\s+", explanation.strip())
    assert len(sentences) == 2, sentences
    assert all(sentence.endswith(".") for sentence in sentences)
    assert re.search(r"\d{4}|definition,\s+`evals/", source), "a paper with its year, or where the definition stands"
    for path in re.findall(r"`(evals/[\w/]+\.py)`", source):
        assert (PROJECT / path).is_file()


@pytest.mark.parametrize("one", [*MEASURES, *CONFIDENCE_MEASURES], ids=lambda one: one.name)
def test_table_and_guide_agree_which_way_is_better(one: object) -> None:
    assert ("Lower is better" in one.meaning) == ("lower is better" in " ".join(ENTRIES[one.name].split()))  # type: ignore[attr-defined]


def test_every_standard_set_is_in_the_table() -> None:
    assert re.findall(r"^\| `([\w-]+)` \|.*\|.*\|.*\|$", GUIDE.partition("## One set")[0], re.MULTILINE) == list(
        STANDARD
    )


def test_commands_are_those_that_there_are() -> None:
    told = {line.split()[0] for line in COMMANDS}
    assert told == {"make", "quotewise", "python"}
    for line in COMMANDS:
        words = shlex.split(line.partition("   ")[0])  # what follows says what it does
        if words[0] == "quotewise":
            parser().parse_args(words[1:])
        elif words[0] == "python":
            assert words[1:3] == ["-m", "evals.standard"]
            standard_parser().parse_args(words[3:])
        else:
            assert words[1] == "evals"


def test_what_make_evals_takes() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\nevals:")[2].partition("\n\n")[0]
    for variable in ("DATA", "QUICK", "OUT"):
        assert f"$({variable})" in recipe
    assert "OUT ?= out/evals" in makefile
