"""Texts that a page must show and never obey."""

from __future__ import annotations

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "</blockquote></details><h1>Owned</h1>",
    "</style><style>body{display:none}</style>",
    "<!-- everything after this is gone",
    "<a href='javascript:alert(1)'>click</a>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "&lt;b&gt;already escaped&lt;/b&gt;",
    "&amp;amp;",
    "&#x3c;script&#x3e;",
    "]]><![CDATA[x",
    "<mark>not an answer</mark>",
    "<q>not a quote</q>",
    "**bold** __strong__ *it* _it_ ~~gone~~",
    "[link](http://evil.example/)",
    "![picture](http://evil.example/p.png)",
    "<http://evil.example/>",
    "http://evil.example/ www.evil.example me@evil.example",
    "$x^2$ and $$\\frac{1}{2}$$",
    "costs $5 or $6",
    ":smile: :material/delete: :red[warning] :blue-background[x] :rainbow[x]",
    "# heading",
    "> quoted",
    "- item",
    "1. item",
    "+ item",
    "1) item",
    "---",
    "```code``` `code`",
    "| a | b |\n|---|---|",
    "back\\slash \\*star\\*",
    "a -> b <- c -- d >= e",
    "[^1]: footnote",
    "- [ ] task",
    "term\n: definition",
    "\\(x\\) \\[y\\]",
    "{{ template }} {% tag %} ${x}",
    "C:\\Users\\me\\*.pdf",
    "ＦＵＬＬＷＩＤＴＨ ＜script＞",
    "abc\u202edef\u202c \u2066isolated\u2069 \u200f",
    "עברית and العربية and 漢字 and 😀",
)
"""Shown as they are."""

UNSHOWABLE = ("nul\x00byte", "bell\x07", "escape\x1b[31m", "half \ud83d pair", "\x9b31m", "\uffff")
"""Shown with a replacement sign."""
