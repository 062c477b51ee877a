"""Tells what of a web page a person who looks at it does not see."""

from __future__ import annotations

import re

from lxml import etree

from index.loaders.xml_names import local_name

_STRUCK = ("del", "s", "strike")
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NESTED = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SELECTOR = re.compile(r"[a-zA-Z0-9]*([.#][\w-]+)")
_NAME = re.compile(r"[.#][\w-]+")
_SHOWN_STYLE = re.compile(r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A script may yet bring these to light, as it does where words fade in: they count on pages without any.
_FADED_STYLE = re.compile(
    r"(?<![\w-])opacity\s*:\s*0*\.?0*\s*(?:;|!|$)|(?:left|top|indent)\s*:\s*-\d{4,}", re.IGNORECASE
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0*\.?0*(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE)
_WHITE_STYLE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))\s*(?:;|!|$)", re.IGNORECASE
)
_WHITE = ("white", "#fff", "#ffffff")


def is_struck(element: etree._Element, tag: str) -> bool:
    """Whether a line goes through the words of an element: whoever drew it says that they no longer hold."""
    return tag in _STRUCK or _STRUCK_STYLE.search(element.get("style") or "") is not None


def is_hidden(element: etree._Element) -> bool:
    """Whether an element is marked as hidden, or drawn so that nobody sees it."""
    style = element.get("style") or ""
    if element.get("hidden") is not None or _HIDDEN_STYLE.search(style):
        return True
    if _FADED_STYLE.search(style) or (_NO_SIZE.search(style) and not _sets_size_below(element)):
        return not _has_any(element, "script")
    if _WHITE_STYLE.search(style) or (element.get("color") or "").strip().lower() in _WHITE:
        return not _has_any(element, "script", "style", "link") and not _has_background(element)
    return False


def _sets_size_below(element: etree._Element) -> bool:
    """Whether something inside has a size of its own, as in the cells of newsletters."""
    return any("font" in (inner.get("style") or "") for inner in element.iterdescendants("*"))


def _has_any(element: etree._Element, *tags: str) -> bool:
    return next(element.getroottree().getroot().iter(*tags), None) is not None


def _has_background(element: etree._Element) -> bool:
    around = (element, *element.iterancestors())
    return any("background" in (one.get("style") or "").lower() or one.get("bgcolor") for one in around)


def hide_by_rules(root: etree._Element) -> None:
    """Mark the elements as hidden that the page's own rules of style hide, by a class or an identifier.

    A script may yet bring such elements to light, as tabs are: only pages without one are judged.
    """
    if _has_any(root, "script"):
        return
    source = " ".join(style.text or "" for style in root.iter("style"))
    rules = _RULE.findall(_NESTED.sub(" ", _CSS_COMMENT.sub(" ", source)))
    hidden = {
        found.group(1)
        for selectors, style in rules
        if _HIDDEN_STYLE.search(style)
        for selector in selectors.split(",")
        if (found := _SELECTOR.fullmatch(selector.strip()))
    }
    hidden -= {name for selectors, style in rules if _SHOWN_STYLE.search(style) for name in _NAME.findall(selectors)}
    for element in root.iter() if hidden else ():
        names = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
        if names & hidden and local_name(element):
            element.set("hidden", "hidden")
