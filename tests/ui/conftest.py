from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st


@pytest.fixture(autouse=True)
def _no_cached_resources() -> Iterator[None]:
    """What Streamlit caches would outlive a test."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
