"""What holds for every command of ``quotewise``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.command_line import Run
from tests.ui.command_line import run as run
from ui.command_line import parser


@pytest.mark.parametrize(
    "arguments", [("ask",), ("ask", "x", "--from", "y"), ("ask", "--from", "y"), ("frobnicate",), ("ask", "x", "--loud"),
                  ("show", "x", "--start", "-1"), ("chat", "--port", "0"), ("add",), ("list", "--js")],
)  # fmt: skip
def test_a_wrong_command_is_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 2


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
