from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import streamlit as st


@pytest.fixture(autouse=True)
def _no_cached_resources() -> Iterator[None]:
    """What Streamlit caches would outlive a test."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture(autouse=True)
def _no_timers_left() -> Iterator[None]:
    """What a test has set going would strike in the middle of a later one."""
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if isinstance(one, threading.Timer) and one not in before]
    assert not [one for one in left if not one.finished.is_set()], "the test ends, and its timers go on"
