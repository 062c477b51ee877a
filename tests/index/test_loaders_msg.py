"""Outlook messages, from compound files made by hand."""

from __future__ import annotations

import struct

import pytest

from index.document import LoadedText
from index.errors import UnreadableFileError
from index.loaders import load
from index.loaders.msg_properties import unpacked_rtf
from tests.index.compound_maker import make_compound

PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
"""The example of MS-OXRTFCP, 3.1.1."""


def facts(header_bytes: int, **numbers: int) -> bytes:
    entries = (struct.pack("<HHIQ", 0x40, int(name[1:], 16), 6, value) for name, value in numbers.items())
    return bytes(header_bytes) + b"".join(entries)


def text(words: str) -> bytes:
    return words.encode("utf-16-le")


def streams(prefix: str = "", header_bytes: int = 32, subject: str = "The mill", **more: bytes) -> dict[str, bytes]:
    made = {
        "__properties_version1.0": facts(header_bytes, x0039=131_000_000_000_000_000),
        "__substg1.0_0037001F": text(subject),
        "__substg1.0_0C1A001F": text("Ann Ärlig"),
        "__substg1.0_0C1F001F": text("ann@example.org"),
        "__substg1.0_0E04001F": text("Bob"),
        **{f"__substg1.0_{name[1:]}": content for name, content in more.items()},
    }
    return {prefix + name: content for name, content in made.items()}


def read(made: dict[str, bytes]) -> LoadedText:
    return load(make_compound(made), "letter.msg")


def words(loaded: LoadedText) -> list[str]:
    return [block.span.of(loaded.text) for block in loaded.blocks]


def test_a_message_with_its_headers() -> None:
    loaded = read(streams(x1000001F=text("The mill opens at ten.\r\n")))
    assert words(loaded) == [
        "From: Ann Ärlig <ann@example.org>",
        "To: Bob",
        "Date: 2016-02-15 08:53 UTC",
        "Subject: The mill",
        "The mill opens at ten.",
    ]
    assert loaded.title == "The mill"


def test_a_body_that_is_a_page_or_packed_rich_text() -> None:
    assert words(read(streams(x10130102="<p>Caf\xe9</p>".encode("cp1252"))))[-1] == "Café"
    assert words(read(streams(x10090102=PACKED)))[-1] == "hello world"


def test_the_code_page_of_old_messages() -> None:
    made = streams(x1000001E="Привет".encode("cp1251"))
    made["__properties_version1.0"] = facts(32, x3FFD=1251)
    assert words(read(made))[-1] == "Привет"


def test_attachments_and_attached_messages() -> None:
    folder, inside = "__attach_version1.0_#00000000/", "__attach_version1.0_#00000001/"
    made = {
        **streams(x1000001F=text("See below.")),
        f"{folder}__properties_version1.0": facts(8),
        f"{folder}__substg1.0_3707001F": text("prices.csv"),
        f"{folder}__substg1.0_37010102": b"name,price\nTea,2\n",
        f"{inside}__properties_version1.0": facts(8),
        f"{inside}__substg1.0_3001001F": text("Earlier"),
        **streams(f"{inside}__substg1.0_3701000D/", 24, "Older", x1000001F=text("It opened at nine.")),
    }
    loaded = read(made)
    labels = [mark.place.label for mark in loaded.places]
    assert "name: Tea | price: 2" in words(loaded)
    assert "attachment “prices.csv”, row 2" in labels
    assert labels[-1] == "attachment “Earlier”"
    assert words(loaded)[-2:] == ["Subject: Older", "It opened at nine."]


def test_packed_rich_text_that_is_damaged_gives_what_there_is() -> None:
    whole = unpacked_rtf(PACKED)
    assert whole == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    for length in range(len(PACKED)):
        assert whole.startswith(unpacked_rtf(PACKED[:length]))
    assert unpacked_rtf(PACKED[:8] + b"what" + PACKED[12:]) == b""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (make_compound({"WordDocument": b"x"}), "kind “.doc”"),
        (make_compound({"Other": b"x"}), "not an Outlook message"),
        (make_compound(streams())[:700], "damaged"),
        (b"plain words", "damaged"),
    ],
)
def test_files_that_are_no_messages_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        load(content, "x.msg")
