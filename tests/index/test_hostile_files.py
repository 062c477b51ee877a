"""Every hostile file is read with a notice or refused in words, within its limits, and the next file is still read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from index.document import BlockKind
from index.errors import UnreadableFileError
from index.parsing_limits import ParsingLimits
from index.parsing_process import ParsingProcess
from index.preparing import Prepared
from index.settings import ChunkSettings
from tests.index.hostile import archives, papers, texts
from tests.index.hostile.cases import CANARY, Hostile, Refused
from tests.index.test_loaders import assert_contract

LIMITS = ParsingLimits(seconds=60, seconds_per_mb=2, memory_bytes=2**30)
CASES = (*archives.CASES, *papers.CASES, *texts.CASES)
SETTINGS = ChunkSettings()
PARAMETERS = [pytest.param(case, id=case.name, marks=[pytest.mark.torture] if case.heavy else []) for case in CASES]


@pytest.fixture(scope="module")
def process() -> Iterator[ParsingProcess]:
    with ParsingProcess(LIMITS) as process:
        yield process


def visible(prepared: Prepared) -> str:
    loaded = prepared.loaded
    return "\n".join(block.span.of(loaded.text) for block in loaded.blocks if block.kind is not BlockKind.FURNITURE)


@pytest.mark.parametrize("case", PARAMETERS)
def test_a_hostile_file_does_no_harm(case: Hostile, process: ParsingProcess) -> None:
    wait = process.start(case.make(), case.name, SETTINGS)
    next_one = process.start(b"The next file is read.", "next.txt", SETTINGS)
    if isinstance(case.must, Refused):
        with pytest.raises(UnreadableFileError) as refusal:
            wait()
        assert re.search(case.must.reason, refusal.value.reason), refusal.value.reason
        assert refusal.value.next_step
    else:
        prepared = wait()
        assert_contract(prepared.loaded)
        assert case.must.seen in visible(prepared)
        assert CANARY not in visible(prepared)
        assert "root:" not in prepared.loaded.text
        assert CANARY not in prepared.loaded.title
        assert not any(CANARY in chunk.context + chunk.span.of(prepared.loaded.text) for chunk in prepared.chunks)
        assert {notice.code for notice in prepared.loaded.notices} == case.must.notices
    assert next_one().loaded.text == "The next file is read."


def test_there_are_enough_of_them_and_no_two_are_the_same() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
