"""axe-core, let loose on a page: what it finds that would keep somebody out."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

_SCRIPT = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
_RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .filter(one => ['serious', 'critical'].includes(one.impact))
    .flatMap(one => one.nodes.map(node => {
        const element = document.querySelector(node.target[0]);
        const within = STREAMLIT.filter(selector => element?.closest(selector));
        return {rule: one.id, where: node.target.join(' '), html: node.html.slice(0, 300),
                why: (node.failureSummary ?? '').slice(0, 400), within};
    }))"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A serious or critical violation: the rule, the element, and which of the listed selectors it stands in."""

    rule: str
    where: str
    html: str
    why: str
    within: tuple[str, ...]


def axe_script() -> str:
    """The program; where it could have been installed the continuous integration insists on it."""
    if not _SCRIPT.exists():
        words = "axe-core is not installed: npm ci --prefix tests/ui"
        if os.environ.get("CI") and shutil.which("npm"):
            pytest.fail(words)
        pytest.skip(words)
    return _SCRIPT.read_text(encoding="utf-8")


def findings(page: Page, script: str, selectors: tuple[str, ...]) -> tuple[Finding, ...]:
    """Everything serious or critical on the page as it stands now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script)
    found = page.evaluate(_RUN.replace("STREAMLIT", json.dumps(selectors)))
    return tuple(Finding(one["rule"], one["where"], one["html"], one["why"], tuple(one["within"])) for one in found)
