"""What a person would call a document: its heading, its first line or its tidied file name, never a hash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from index.document import Block, BlockKind, heading_words

MAX_TITLE_CHARS = 120
_FIRST_WORDS_CHARS = 60
_SHORT_LINE_CHARS = 60
_CODE = re.compile(r"[0-9a-f]{8,}|[0-9a-z]*\d[0-9a-z]*\d[0-9a-z]{6,}|\d{5,}", re.IGNORECASE)
_GENERIC = re.compile(
    r"(untitled|document|index|default|download|file|scan|doc|page|unnamed|output|out|tmp|temp)?\s*\d*"
)
_NO_TITLE = re.compile(
    r"^microsoft \w+ *-"
    r"|^(?:untitled|document ?\d*|slide ?\d+|powerpoint presentation|title|word document|adobe \w+ pdf)$"
    r"|\.(?:docx?|rtf|odt|pptx?|xlsx?|indd|qxd|tex|pdf|html?|txt|dvi|e?ps|png|jpe?g|tiff?)$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;:,…。！？][\"'”’)\]]*$")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_BYLINE = re.compile(
    rf"^by [A-Z]|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d\b|"
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\b\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH},? (?:19|20)\d\d",
    re.IGNORECASE,
)
_MAX_BYLINE_CHARS = 150
_LABEL = re.compile(r"^(?:title\s*:\s*|date\s*:?\s*\d{4}-\d\d-\d\d\s+)", re.IGNORECASE)


def squeeze(text: str) -> str:
    """``text`` on one line with single spaces."""
    return " ".join(text.split())


def looks_like_title(line: str) -> bool:
    """Whether a line is short, begins like a title and does not end like a sentence."""
    words = squeeze(line)
    if not 3 <= len(words) <= MAX_TITLE_CHARS or _SENTENCE_END.search(words):
        return False
    first = next((character for character in words if character.isalnum()), "")
    return first != "" and not first.islower() and any(character.isalpha() for character in words)


def looks_like_byline(line: str) -> bool:
    """Whether a short line names an author or a day, as it does between a headline and the text."""
    words = squeeze(line)
    return len(words) <= _MAX_BYLINE_CHARS and _BYLINE.search(words) is not None


def is_stated_title(stated: str, name: str) -> bool:
    """Whether a title in a file's properties is one that a person wrote, not a file name or a program's default."""
    title = squeeze(stated)
    is_name = " " not in title and (any(map(str.isdigit, title)) or title.lower() == PurePath(name).stem.lower())
    return looks_like_title(title) and not is_name and not is_placeholder(title)


def is_placeholder(title: str) -> bool:
    """Whether a stated title is a file name or what a program writes when it has none."""
    return _NO_TITLE.search(squeeze(title)) is not None


def tidy(title: str) -> str:
    """A title without labels, on one line, cut at a word if it is very long."""
    words = _LABEL.sub("", squeeze(title))
    if len(words) <= MAX_TITLE_CHARS:
        return words
    return words[:MAX_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:.-–—") + "…"


def from_file_name(name: str) -> str:
    """The file name as words, or "" when it is a number, a hash or says nothing."""
    stem = PurePath(name).stem
    # A hyphen parts words unless the name has spaces as well, or it stands in a date.
    hyphen = r"(?<=[^\W\d_])-(?=\w)|(?<=\w)-(?=[^\W\d_])" if " " not in stem else r"(?<=[^\W\d_])-(?=[^\W\d_])"
    stem = re.sub(rf"[_+]+|%20|{hyphen}", " ", stem)
    words = [word for word in squeeze(stem).split() if not _CODE.fullmatch(word)]
    title = " ".join(words)
    if sum(character.isalpha() for character in title) < 3 or _GENERIC.fullmatch(
        re.sub(r"\W+", " ", title.lower()).strip()
    ):
        return ""
    return title[:1].upper() + title[1:]


def from_first_words(text: str) -> str:
    """The first words of a text, ended by an ellipsis when there is more."""
    words = squeeze(text[: _FIRST_WORDS_CHARS * 10])
    if len(words) <= _FIRST_WORDS_CHARS:
        return words
    return words[:_FIRST_WORDS_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:.-–—") + "…"


def title_of(text: str, blocks: Sequence[Block], name: str = "") -> str:
    """The title of a document that states none: main heading, first line, heading, file name or first words."""
    content = [block for block in blocks if block.kind is not BlockKind.FURNITURE]
    headings = [block for block in content if block.kind is BlockKind.HEADING]
    main = [block for block in headings if block.level == 1]
    heading = next(filter(None, (heading_words(block.span.of(text)) for block in (main or headings))), "")
    first = content[0].span.of(text) if content else ""
    if main and heading:
        return tidy(heading)
    return tidy(_title_line(first) or heading) or from_file_name(name) or from_first_words(first) or PurePath(name).name


def _title_line(first: str) -> str:
    """The first line of a document's first block if that is a title with at most two lines under it."""
    lines = [_LABEL.sub("", squeeze(line)) for line in first.strip().split("\n")]
    if len(lines) > 3 or _SENTENCE_END.search(lines[-1]):
        return ""
    wrapped = any(len(line) > _SHORT_LINE_CHARS or re.match(r"[a-z]+(?!\w*://)", line) for line in lines)
    return lines[0] if looks_like_title(lines[0]) and (len(lines) == 1 or not wrapped) else ""
