from __future__ import annotations

import logging

import pytest

from index.errors import LibraryBusyError
from ui.problems import in_plain_words
from ui.wording import chat as wording


def test_an_error_raised_on_purpose_says_its_own_words() -> None:
    assert in_plain_words(LibraryBusyError("Another window is adding files.")) == "Another window is adding files."


def test_any_other_error_says_one_calm_sentence_and_logs_where_but_not_what(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise KeyError("the secret words of a document")

    with caplog.at_level(logging.ERROR):
        try:
            fail()
        except KeyError as error:
            assert in_plain_words(error) == wording.UNEXPECTED
    assert "KeyError" in caplog.text and "test_problems.py" in caplog.text
    assert "secret" not in caplog.text
