"""Markdown: the words as a person sees them, the structure as blocks."""

from __future__ import annotations

from index.document import BlockKind, NoticeCode, heading_path
from index.loaders.markdown import load

SOURCE = """---
title: "Notes on the *mill*"
---

[![build](a.svg)](b) ![logo](c.png)

# The mill

It stands on
the weir.

- wheel
- stones
  - French ones

  from 1790

1. first

| Part  | Year |
|-------|------|
| wheel | 1911 |

> It turns
> at noon.

```sh
make flour

make bread
```

<!-- to do -->
<details>More words</details>

Upkeep
------

***

[link]: https://example.org
"""


def found(kind: BlockKind) -> list[str]:
    loaded = load(SOURCE.encode(), "x.md")
    return [block.span.of(loaded.text) for block in loaded.blocks if block.kind is kind]


def test_the_canonical_text_is_the_words_without_their_signs() -> None:
    text = load(b"A **bold** word, `code` and [a link](https://example.org).\r\nA \\* star &amp; more", "x.md").text
    assert text == "A bold word, code and a link.\nA * star & more"
    assert load(SOURCE.replace("\n", "\r\n").encode(), "x.md") == load(SOURCE.encode(), "x.md")


def test_structure_becomes_blocks() -> None:
    assert found(BlockKind.HEADING) == ["The mill", "Upkeep"]
    assert found(BlockKind.ITEM) == ["wheel", "stones", "French ones", "from 1790", "1. first"]
    assert found(BlockKind.ROW) == ["Part | Year", "wheel | 1911"]
    assert found(BlockKind.PARAGRAPH) == [
        "It stands on\nthe weir.",
        "It turns\nat noon.",
        "make flour\n\nmake bread",
        "More words",
    ]


def test_front_matter_is_furniture_and_what_is_not_seen_is_left_out() -> None:
    assert found(BlockKind.FURNITURE) == ['---\ntitle: "Notes on the *mill*"\n---']
    text = load(SOURCE.encode(), "x.md").text
    for unseen in ("build", "a.svg", "to do", "***", "example.org"):
        assert unseen not in text


def test_heading_paths() -> None:
    loaded = load(b"# One #\n\n## Two *x*\n\nwords\n\nThree\n===\n\nmore", "x.md")
    assert heading_path(loaded.blocks, loaded.text, loaded.text.index("words")) == ("One", "Two x")
    assert heading_path(loaded.blocks, loaded.text, loaded.text.index("more")) == ("Three",)


def test_titles() -> None:
    assert load(SOURCE.encode(), "x.md").title == "Notes on the *mill*"
    assert load(b"+++\ntitle = 'Mill'\n+++\nwords", "x.md").title == "Mill"
    assert load(b"Words.\n\n## The **old** mill\n", "x.md").title == "The old mill"
    assert load(b"it has no heading", "old-mill.md").title == "Old mill"


def test_a_long_file_is_read_in_one_go() -> None:
    many = "\n\n".join(f"## Part {number}\n\n- one\n- two *three*\n\nwords " * 3 for number in range(2_000))
    assert len(load(many.encode(), "x.md").blocks) > 10_000


def test_tables_and_line_ends_of_html_are_read_as_such() -> None:
    source = "<table><tr><td>Adults</td><td>7.50</td></tr></table>\n\nTen<br>to four.\n"
    loaded = load(source.encode(), "x.md")
    assert loaded.text == "Adults | 7.50\n\nTen\nto four."


def test_numbers_of_lists_powers_and_struck_words() -> None:
    loaded = load(b"3. three\n4. four\n\nAbout 10<sup>6</sup> cells, ~~50~~ 40 euros.\n", "x.md")
    assert [block.span.of(loaded.text) for block in loaded.blocks] == [
        "3. three",
        "4. four",
        "About 10⁶ cells,  40 euros.",
    ]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.DELETIONS]
