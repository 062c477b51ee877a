"""Reads the words of one paragraph of a Word document: those that are seen, or those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Set

from lxml import etree

from index.loaders.docx_signs import form_field, formula, symbol_sign
from index.loaders.raised_signs import BACK, LOWERED, RAISED
from index.loaders.xml_names import child, local_name, value

SKIPPED = frozenset(("Fallback", "del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sectPr", "rt"))
"""Elements without words that are seen; "rt" says how to pronounce those beside it."""
_FORMULAS = ("f", "sSup", "sSub", "sSubSup", "rad", "nary", "d")
_WORDS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_SHIFTS = {"superscript": RAISED, "subscript": LOWERED}
_PAPER = ("background1", "bg1", "light1")  # white in nearly every theme


def words_of(element: etree._Element, hidden_styles: Set[str], unseen: bool = False) -> Iterator[str]:
    """The words of a paragraph, those that are seen or those that are not, without those of text boxes inside it.

    Args:
        element: the paragraph or a part of it.
        hidden_styles: the styles that Word does not show.
        unseen: whether the words that are hidden or struck through are wanted.
    """
    for inner in element:
        tag = local_name(inner)
        if tag == "r":
            is_hidden = _is_hidden(inner, hidden_styles) or is_struck(inner)
            shift = "" if is_hidden else _SHIFTS.get(value(child(child(inner, "rPr"), "vertAlign"), "val"), "")
            if is_hidden is unseen:
                yield shift
                yield from words_of(inner, hidden_styles)
                yield BACK if shift else ""
            elif unseen:  # what is not hidden may still hold what is
                yield from words_of(inner, hidden_styles, unseen)
        elif tag == "t" and not unseen:
            yield inner.text or ""
        elif not unseen and (shown := _shown(inner, tag, hidden_styles)) is not None:
            yield shown
        elif tag not in SKIPPED and tag != "txbxContent":
            yield from words_of(inner, hidden_styles, unseen)


def is_struck(run: etree._Element) -> bool:
    """Whether a line goes through the words of a run: whoever drew it says that they no longer hold."""
    properties = child(run, "rPr")
    return is_on(child(properties, "strike")) or is_on(child(properties, "dstrike"))


def is_on(mark: etree._Element | None) -> bool:
    """Whether a property that is on or off is on."""
    return mark is not None and value(mark, "val") not in ("0", "false", "off")


def without_instructions(story: etree._Element) -> None:
    """Take the words out of ``story`` that stand in the instructions of fields, as other fields inside them do.

    A story whose fields do not end as they begin stays as it is.
    """
    unseen: list[etree._Element] = []
    in_instruction: list[bool] = []
    for element in story.iter("{*}fldChar", "{*}t"):
        if local_name(element) == "t":
            unseen += [element] if any(in_instruction) else []
            continue
        kind = value(element, "fldCharType")
        if kind == "begin":
            in_instruction.append(True)
        elif not in_instruction:
            return
        elif kind == "separate":
            in_instruction[-1] = False
        elif kind == "end":
            in_instruction.pop()
    if not in_instruction:
        for element in unseen:
            element.text = ""


def _shown(element: etree._Element, tag: str, hidden_styles: Set[str]) -> str | None:
    """What Word shows for an element that is no text; ``None`` where its inner elements say it."""
    if tag in _WORDS:
        return _WORDS[tag]
    if tag == "fldChar":
        return form_field(element)
    if tag == "sym":
        return symbol_sign(element)
    if tag == "textpath":  # words that are drawn as a picture
        return value(element, "string")
    if tag in _FORMULAS:
        return formula(element, tag, lambda part: "".join(words_of(part, hidden_styles)).strip())
    return None


def _is_hidden(run: etree._Element, hidden_styles: Set[str]) -> bool:
    """Whether Word does not show a run of words: marked so, too small to be seen, or white on white paper."""
    properties = child(run, "rPr")
    mark = child(properties, "vanish")
    if mark is not None:
        return is_on(mark)
    if hidden_styles and _styles_of(run) & hidden_styles:
        return True
    if value(child(properties, "sz"), "val") in ("0", "1", "2"):  # in half points
        return True
    color = child(properties, "color")
    is_white = value(color, "val").upper() == "FFFFFF" or (
        value(color, "themeColor") in _PAPER and not value(color, "themeShade")
    )
    return is_white and child(properties, "highlight") is None and not _may_be_dark_behind(run)


def _styles_of(run: etree._Element) -> set[str]:
    """The style of a run and that of its paragraph."""
    around = next((outer for outer in run.iterancestors() if local_name(outer) == "p"), None)
    of_words = value(child(child(run, "rPr"), "rStyle"), "val")
    return {of_words, value(child(child(around, "pPr"), "pStyle"), "val")} - {""}


def _may_be_dark_behind(run: etree._Element) -> bool:
    """Whether something lets white words be seen: shading, a table or box that may be coloured, a coloured page."""
    if child(child(run, "rPr"), "shd") is not None:
        return True
    for outer in run.iterancestors():
        tag = local_name(outer)
        if tag in ("tc", "txbxContent") or (tag == "p" and child(child(outer, "pPr"), "shd") is not None):
            return True
        if tag == "document" and child(outer, "background") is not None:
            return True
    return False
