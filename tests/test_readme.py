"""What the README shows is what there is."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from index.document import Place, PlaceKind, Span
from rag.answer import Answer, Coverage, Quote, Status, answer_as_json
from ui.command_line import parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
STAND_INS = {"N": "3", "SET": "own", "QUESTION": "Why?"}
"""What to write where the README says what belongs there; any word will do for the rest."""


def block_with(words: str) -> list[str]:
    (block,) = (block for block in BLOCKS if words in block)
    return [line.partition("  #")[0].strip() for line in block.splitlines()]


def recipe(target: str) -> list[str]:
    """The commands of a target of the Makefile, as a person would type them."""
    (found,) = re.findall(rf"^{re.escape(target)}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    spoken = [line for line in found.replace("\t", "").splitlines() if not line.startswith("@")]
    return [line.replace("$(PYTHON)", "python3").replace("$(BIN)", ".venv/bin").replace(" -qq", "") for line in spoken]


def shown_commands() -> list[str]:
    """Every ``quotewise`` command of the README, an optional part once with and once without it."""
    in_blocks = [line.partition("  #")[0].strip() for block in BLOCKS for line in block.splitlines()]
    table = [each for line in README.splitlines() if line.startswith("| `quotewise") for each in cell(line)]
    whole = [line for line in [*in_blocks, *table] if line.startswith("quotewise")]
    without = [re.sub(r" \[[^]]*\]", "", line) for line in whole]
    return sorted({*without, *(line.replace("[", "").replace("]", "") for line in whole)})


def cell(row: str) -> list[str]:
    """The commands of the first cell; those after the first leave out what they share with it."""
    first, *others = re.findall(r"`([^`]+)`", row.split("|")[1])
    shared = "quotewise eval" if first.startswith("quotewise eval") else "quotewise"
    return [first, *(f"{shared} {other}" for other in others)]


def filled_in(command: str) -> list[str]:
    words = shlex.split(command.replace("...", ""))[1:]
    return [STAND_INS.get(word, word) for word in words]


def verbs_of(top: argparse.ArgumentParser) -> set[str]:
    return {name for action in top._subparsers._group_actions for name in action.choices or ()}  # type: ignore[union-attr]


@pytest.mark.parametrize("command", shown_commands())
def test_every_command_shown_is_understood(command: str) -> None:
    assert callable(parser().parse_args(filled_in(command)).run)


def test_every_command_is_shown() -> None:
    shown = {filled_in(command)[0] for command in shown_commands()}
    assert shown == verbs_of(parser())


def test_a_command_that_does_not_exist_would_be_seen() -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(filled_in("quotewise summarise FILE..."))


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_the_make_targets_exist_and_are_explained(target: str) -> None:
    assert re.search(rf"^{target}: .*## \w+", MAKEFILE, re.MULTILINE)


def test_the_steps_without_make_are_those_of_the_makefile() -> None:
    shown = [step for line in block_with("-m venv") for step in line.split(" && ")]
    assert shown == [*recipe("$(INSTALLED)"), *recipe("run"), *recipe("check")]


def test_the_fields_of_an_answer_are_those_of_the_contract() -> None:
    described = "\n".join(block_with('"searched_for"'))
    place = Place(PlaceKind.PAGE, "page 1", 1)
    quote = Quote("d", "r", "Title", "/a", place, Span(0, 1), "A", (Span(0, 1),), 1.0)
    answer = Answer("q", "q", Status.ANSWERED, "A", 0.9, (quote,), (), Coverage(1, 1))
    found = answer_as_json(answer)
    kinds = re.findall(r'"(\w+)"', re.findall(r'"kind": ("\w+"(?:\|"\w+")*)', described)[0])
    fields = re.findall(r'"(\w+)"', re.sub(r': "\w+"(?:\s*\|\s*"\w+")*', "", described))
    assert fields == flattened(found)
    assert kinds == [kind.value for kind in PlaceKind]


def flattened(value: Any) -> list[str]:
    """The names of nested objects in the order in which they are written."""
    if isinstance(value, dict):
        return [name for key, inner in value.items() for name in (key, *flattened(inner))]
    return flattened(value[0]) if isinstance(value, list) and value else []


@pytest.mark.parametrize("name", re.findall(r"`(LICENSE|[\w-]+\.md)`", README))
def test_the_files_that_the_readme_names_exist(name: str) -> None:
    assert (ROOT / name).is_file()
