"""Writes the PDF and Word files among the sample documents.

Run ``python -m evals.sample_sources.build`` after a source in this folder was changed, and commit what it writes. PDF
files are printed by Chromium (``--browser`` names its program, else playwright's own is used), Word files by
python-docx.
"""

from __future__ import annotations

import argparse
import html
from pathlib import Path

from lxml import html as lxml_html

from evals.sample_sources.word import write_word

SOURCES = Path(__file__).parent
DOCUMENTS = SOURCES.parents[1] / "ui" / "samples" / "documents"
PRINTED = ("technology-bottlenecks", "dehumidifier-manual")
TYPED = ("employee-handbook", "tenancy-agreement")

_RUNNING = '<div style="font: 7.5pt sans-serif; width: 100%; padding: 0 18mm; color: #555">{}</div>'
_PAGE_NUMBER = (
    '<span style="float: right">page <span class="pageNumber"></span> of <span class="totalPages"></span></span>'
)


def write_pdf(source: Path, target: Path, browser: str | None) -> None:
    """Print an HTML file; its ``meta`` elements name the running header and footer, its style the page."""
    from playwright.sync_api import sync_playwright

    tree = lxml_html.fromstring(source.read_bytes())
    named = {meta.get("name", ""): meta.get("content", "") for meta in tree.iter("meta")}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser)
        page = chromium.new_page()
        page.goto(source.as_uri())
        page.pdf(
            path=target,
            prefer_css_page_size=True,
            display_header_footer=True,
            header_template=_RUNNING.format(html.escape(named["running-header"])),
            footer_template=_RUNNING.format(html.escape(named["running-footer"]) + _PAGE_NUMBER),
        )
        chromium.close()


def main() -> None:
    """Write every file anew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--browser", help="path of a Chromium program")
    browser = parser.parse_args().browser
    for name in PRINTED:
        write_pdf(SOURCES / f"{name}.html", DOCUMENTS / f"{name}.pdf", browser)
    for name in TYPED:
        write_word(SOURCES / f"{name}.html", DOCUMENTS / f"{name}.docx")


if __name__ == "__main__":
    main()
