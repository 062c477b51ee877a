"""The peak of memory is what was held at most, also when it is free again."""

import sys

import pytest

from evals.memory import peak_memory_mb

_HELD_BYTES = 60_000_000


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="nobody tells it there")
def test_the_peak_stays() -> None:
    held = bytes(_HELD_BYTES).replace(b"\0", b"1")
    with_it = peak_memory_mb()
    assert len(held) == _HELD_BYTES
    del held
    after = peak_memory_mb()
    assert with_it is not None
    assert after is not None
    assert with_it >= _HELD_BYTES / 1e6
    assert after >= with_it - 5, "but for the few pages that the kernel counts late"
