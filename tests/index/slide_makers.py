"""Makes tiny presentations for the tests of loaders, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.index.makers import make_zip
from tests.index.sheet_makers import RELATIONS


def shape(*lines: str, role: str | None = None, hidden: bool = False) -> str:
    """The XML of a shape with a paragraph for each line; ``role`` "" is a plain place holder, None a free shape."""
    place = "" if role is None else (f'<p:ph type="{role}"/>' if role else "<p:ph/>")
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr hidden="{int(hidden)}"/><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
        f"<p:txBody>{paragraphs}</p:txBody></p:sp>"
    )


def slide(*shapes: str, hidden: bool = False) -> str:
    """The XML of a slide."""
    show = ' show="0"' if hidden else ""
    return (
        f'<p:sld xmlns:p="p" xmlns:a="a" xmlns:r="{RELATIONS}"{show}><p:cSld><p:spTree>{"".join(shapes)}'
        "</p:spTree></p:cSld></p:sld>"
    )


def make_pptx(
    slides: Sequence[str],
    parts: Mapping[str, str] | None = None,
    relations: Mapping[int, str] | None = None,
    presentation_relations: str = "",
    size: tuple[int, int] | None = None,
) -> bytes:
    """A presentation; ``relations`` maps a slide's number, from 1, to the XML of its relations to ``parts``."""
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    related = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/slide" Target="slides/slide{n}.xml"/>'
        for n in range(1, len(slides) + 1)
    )
    sized = f'<p:sldSz cx="{size[0]}" cy="{size[1]}"/>' if size else ""
    files = {
        "_rels/.rels": f'<Relationships xmlns="x"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="ppt/presentation.xml"/></Relationships>',
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{RELATIONS}"><p:sldIdLst>{listed}</p:sldIdLst>'
        f"{sized}"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="x">{related}{presentation_relations}</Relationships>',
        **{f"ppt/slides/slide{n}.xml": xml for n, xml in enumerate(slides, 1) if xml},
        **{
            f"ppt/slides/_rels/slide{n}.xml.rels": f'<Relationships xmlns="x">{xml}</Relationships>'
            for n, xml in (relations or {}).items()
        },
        **(parts or {}),
    }
    return make_zip({name: xml.encode("utf-8") for name, xml in files.items()})


def relation(identifier: str, kind: str, target: str) -> str:
    """The XML of a relation to a part, by its path from the slide's folder."""
    return f'<Relationship Id="{identifier}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
