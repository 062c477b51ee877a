"""Hostile PDFs: bombs, circles, lies, and words that nobody sees."""

from __future__ import annotations

import zlib
from functools import partial

from index.document import NoticeCode
from tests.index.hostile.cases import CANARY, Hostile, Refused, read
from tests.index.makers import Words, column, make_pdf

SEEN = "BT /F1 12 Tf 50 700 Td (Pears are ripe in May.) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def stream(data: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def paper(content: bytes, *, page: str = "", pages: bytes = b"", more: dict[int, bytes] | None = None) -> bytes:
    """A PDF of one page; ``content`` is the object that draws it, ``more`` are further objects from number 10."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert) >> >>",
        2: pages or b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {page} /Resources << /Font << /F1 5 0 R >> "
        "/XObject << /X1 10 0 R >> >> >>".encode(),
        4: content,
        5: FONT,
        **(more or {}),
    }
    out = b"%PDF-1.7\n"
    places = {}
    for number, made in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, made)
    start = len(out)
    for number, place in places.items():
        out += (b"xref\n" if number == 1 else b"") + b"%d 1\n%010d 00000 n \n" % (number, place)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)


def drawn(more: str, **options: str) -> bytes:
    return paper(stream(f"{SEEN}\n{more}".encode()), **options)  # type: ignore[arg-type]


def packed(size: int, times: int = 1) -> bytes:
    """Spaces, packed again and again: twice makes a thousandth of a thousandth of them."""
    press = zlib.compressobj(9)
    chunk = b" " * 1_000_000
    data = b"".join(press.compress(chunk) for _ in range(size // len(chunk))) + press.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def flate_bomb(size: int, times: int = 1) -> bytes:
    return paper(stream(packed(size, times), f"/Filter [{'/FlateDecode ' * times}]"))


def hex_bomb(size: int) -> bytes:
    """Unpacks to operators that draw words without end."""
    return paper(stream(zlib.compress(b"BT /F1 12 Tf (Pears) Tj ET\n" * (size // 27), 9), "/Filter /FlateDecode"))


def picture_bomb() -> bytes:
    picture = stream(
        packed(100_000_000),
        "/Type /XObject /Subtype /Image /Width 50000 /Height 2000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode",
    )
    return paper(stream(b"q 600 0 0 800 0 0 cm /X1 Do Q"), more={10: picture})


def drawing_itself() -> bytes:
    form = stream(
        b"/X1 Do /X1 Do", "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X1 10 0 R >> >>"
    )
    return paper(stream(f"{SEEN} /X1 Do".encode()), more={10: form})


def drawing_each_other() -> bytes:
    """Each of 30 forms draws the next one ten times: 10**30 drawings."""
    forms = {
        10 + n: stream(
            b"/N Do " * 10,
            f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /N {11 + n} 0 R >> >>",
        )
        for n in range(30)
    }
    last = stream(b"BT /F1 9 Tf (figs) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 600 800]")
    return paper(stream(f"{SEEN} /X1 Do".encode()), more={**forms, 40: last})


def with_replaced(old: bytes, new: bytes) -> bytes:
    content = drawn("")
    assert old in content
    return content.replace(old, new)


def unmapped() -> bytes:
    """A font whose signs have no meaning: what is drawn cannot be told from the file."""
    font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << >> /Encoding << /Differences [1 /g1 /g2] >> /FirstChar 1 /LastChar 2 /Widths [1 1] >>"
    return paper(stream(b"BT /F1 12 Tf 50 700 Td (\\001\\002\\001) Tj ET"), more={5: font})


def unseen(drawing: str) -> bytes:
    return drawn(drawing)


def text_at(x: float, y: float, size: float, words: str = CANARY, before: str = "") -> str:
    return f"{before} BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET"


HIDDEN = NoticeCode.HIDDEN
CASES = (
    Hostile("flate bomb.pdf", lambda: flate_bomb(300_000_000), Refused("empty|memory|breaks|given up|damaged")),
    Hostile(
        "flate bomb of 3 GB.pdf",
        lambda: flate_bomb(3_000_000_000),
        Refused("empty|memory|breaks|given up|damaged"),
        heavy=True,
    ),
    Hostile(
        "flate bomb in a flate bomb.pdf",
        lambda: flate_bomb(1_000_000_000, 2),
        Refused("empty|memory|breaks|given up|damaged"),
        heavy=True,
    ),
    Hostile(
        "operators without end.pdf", lambda: hex_bomb(60_000_000), Refused("memory|breaks|given up|damaged"), heavy=True
    ),
    Hostile("picture bomb.pdf", picture_bomb, Refused("picture of paper")),
    Hostile("drawing itself.pdf", drawing_itself, Refused("breaks down|memory|given up")),
    Hostile("drawing each other.pdf", drawing_each_other, Refused("memory|breaks|given up"), heavy=True),
    Hostile(
        "pages in a circle.pdf",
        lambda: paper(stream(SEEN.encode()), pages=b"<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] >>"),
        read("Pears", NoticeCode.PAGES_DAMAGED),
    ),
    Hostile(
        "a thousand million pages.pdf",
        lambda: with_replaced(b"/Count 1", b"/Count 1000000000"),
        read("Pears"),
    ),
    Hostile("no pages.pdf", lambda: with_replaced(b"/Kids [3 0 R]", b"/Kids []     "), Refused("damaged|empty")),
    Hostile("nested without end.pdf", lambda: paper(stream(SEEN.encode()), more={10: b"[" * 100_000}), read("Pears")),
    Hostile(
        "nested in the page.pdf",
        lambda: paper(stream(f"{SEEN} {'q ' * 200_000} {'[' * 100_000}".encode())),
        read("Pears"),
    ),
    Hostile("lying length.pdf", lambda: with_replaced(b"/Length 54", b"/Length 9999999"), read("Pears")),
    Hostile("table in a circle.pdf", lambda: with_replaced(b"trailer << ", b"trailer << /Prev 9 "), read("Pears")),
    Hostile("cut.pdf", lambda: make_pdf([column(["Pears are ripe."])] * 30)[:3000], Refused("damaged|empty|pages")),
    Hostile("only a head.pdf", lambda: b"%PDF-1.7\n%%EOF", Refused("damaged")),
    Hostile("noise.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 500, Refused("damaged")),
    Hostile("encrypted.pdf", lambda: make_pdf([column(["Pears."])], encrypted=True), Refused("password")),
    Hostile("only pictures.pdf", lambda: make_pdf([None, None]), Refused("picture of paper")),
    Hostile(
        "some pictures.pdf",
        lambda: make_pdf([column(["Pears are ripe."]), None]),
        read("Pears", NoticeCode.PAGES_WITHOUT_TEXT),
    ),
    Hostile("blank.pdf", lambda: make_pdf([[]]), Refused("empty")),
    Hostile("a script.pdf", lambda: drawn(""), read("Pears")),
    Hostile("a page of a mile.pdf", lambda: with_replaced(b"[0 0 600 800]", b"[0 0 9e9 9e9]"), read("Pears")),
    Hostile("a page of nothing.pdf", lambda: with_replaced(b"[0 0 600 800]", b"[0 0 0 0]    "), read("Pears")),
    Hostile("letters of a mile.pdf", lambda: drawn(text_at(50, 600, 1e9, "figs")), read("Pears")),
    Hostile("signs without meaning.pdf", unmapped, Refused("text|empty|picture")),
    Hostile("white on white.pdf", lambda: unseen(text_at(50, 600, 12, before="1 g")), read("Pears", HIDDEN)),
    Hostile("nearly white.pdf", lambda: unseen(text_at(50, 600, 12, before="0.99 0.99 1 rg")), read("Pears", HIDDEN)),
    Hostile("drawn without ink.pdf", lambda: unseen(text_at(50, 600, 12, before="3 Tr")), read("Pears", HIDDEN)),
    Hostile("beside the page.pdf", lambda: unseen(text_at(-500, 600, 12)), read("Pears", HIDDEN)),
    Hostile("above the page.pdf", lambda: unseen(text_at(50, 1200, 12)), read("Pears", HIDDEN)),
    Hostile(
        "outside of what is shown.pdf",
        lambda: paper(stream(f"{SEEN} {text_at(50, 300, 12)}".encode()), page="/CropBox [0 400 600 800]"),
        read("Pears", HIDDEN),
    ),
    Hostile("of size nearly zero.pdf", lambda: unseen(text_at(50, 600, 0.1)), read("Pears", HIDDEN)),
    Hostile("nothing but white.pdf", lambda: make_white(), Refused("No text|empty")),
    Hostile(
        "white on black.pdf",
        lambda: drawn("0 g 40 590 300 30 re f " + text_at(50, 600, 12, "Figs are ripe.", "1 g")),
        read("Figs"),
    ),
    Hostile("words over their picture.pdf", lambda: recognised(), read("Figs", NoticeCode.RECOGNISED)),
    Hostile(
        "ten thousand pages.pdf",
        partial(make_pdf, [[Words(f"Pears and {n * 7919} figs", y=700 - n % 500)] for n in range(10_000)]),
        read("Pears", NoticeCode.CUT),
        heavy=True,
    ),
)


def make_white() -> bytes:
    return paper(stream(text_at(50, 600, 12, before="1 g").encode()))


def recognised() -> bytes:
    """A scan with its recognised words over it, drawn without ink, as scanners make it."""
    dots = bytes(0 if (x // 8 + y // 8) % 2 else 255 for y in range(100) for x in range(100))
    picture = stream(
        dots, "/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    drawing = "q 600 0 0 800 0 0 cm /X1 Do Q " + text_at(50, 600, 12, "Figs are ripe in June.", "3 Tr")
    return paper(stream(drawing.encode()), more={10: picture})
