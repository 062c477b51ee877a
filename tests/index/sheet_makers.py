"""Makes tiny spreadsheets for the tests of loaders, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.index.makers import make_zip

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = """<styleSheet xmlns="m">
  <numFmts><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0.00"/><numFmt numFmtId="165" formatCode=";;;"/>
  </numFmts>
  <fonts><font/><font><b/></font></fonts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="10"/>
    <xf numFmtId="0" fontId="1"/><xf numFmtId="165"/></cellXfs>
</styleSheet>"""
POUNDS, DAY, PERCENT, BOLD, UNSEEN = 1, 2, 3, 4, 5
"""The styles that cells of ``make_xlsx`` may have."""


def cell(value: str | float, style: int = 0) -> str:
    """The XML of a cell with words or a number."""
    if isinstance(value, str):
        return f'<c s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else "<c/>"
    return f'<c s="{style}"><v>{value}</v></c>'


def row(*cells: str | float, number: int | None = None, hidden: bool = False) -> str:
    """The XML of a row; a string that begins with ``<`` is the XML of a cell."""
    inside = "".join(one if isinstance(one, str) and one.startswith("<") else cell(one) for one in cells)
    attributes = (f' r="{number}"' if number else "") + (' hidden="1"' if hidden else "")
    return f"<row{attributes}>{inside}</row>"


def sheet(*rows: str, columns: str = "", merged: Sequence[str] = ()) -> str:
    """The XML of a worksheet."""
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    data = f"<sheetData>{''.join(rows)}</sheetData><mergeCells>{areas}</mergeCells>"
    return f'<worksheet xmlns="m">{columns}{data}</worksheet>'


def make_xlsx(
    sheets: Mapping[str, str],
    *,
    hidden: Sequence[str] = (),
    shared: str = "",
    parts: Mapping[str, str] | None = None,
    sheet_relations: str = "",
    workbook_properties: str = "",
) -> bytes:
    """A workbook of the given sheets by name; ``parts`` are further files, named in ``sheet_relations`` of the first."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} r:id="s{number}" state="{"hidden" if name in hidden else "visible"}"/>'
        for number, name in enumerate(sheets)
    )
    related = "".join(
        f'<Relationship Id="s{number}" Type="{RELATIONS}/worksheet" Target="/xl/worksheets/sheet{number}.xml"/>'
        for number in range(len(sheets))
    )
    files = {
        "_rels/.rels": f'<Relationships xmlns="x"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="m" xmlns:r="{RELATIONS}">{workbook_properties}<sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="x">{related}<Relationship Id="x" Type="{RELATIONS}/'
        f'styles" Target="styles.xml"/><Relationship Id="y" Type="{RELATIONS}/sharedStrings" Target="shared.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/shared.xml": f'<sst xmlns="m">{shared}</sst>',
        **{f"xl/worksheets/sheet{number}.xml": xml for number, xml in enumerate(sheets.values())},
        **(parts or {}),
    }
    if sheet_relations:
        files["xl/worksheets/_rels/sheet0.xml.rels"] = f'<Relationships xmlns="x">{sheet_relations}</Relationships>'
    return make_zip({name: xml.encode("utf-8") for name, xml in files.items()})
