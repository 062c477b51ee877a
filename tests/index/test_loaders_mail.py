"""E-mails: headers, bodies in both forms, attachments with their own places, and messages that are not whole."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import load
from tests.index.makers import Words, make_pdf


def message(subject: str = "The mill", plain: str = "The mill opens at ten.", page: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Ann Ärlig <ann@example.org>"
    made["To"] = "Bob <bob@example.org>"
    made["Date"] = "Mon, 04 Jun 2018 10:00:00 +0200"
    made["Subject"] = subject
    if plain:
        made.set_content(plain)
    if page:
        made.add_alternative(page, subtype="html") if plain else made.set_content(page, subtype="html")
    return made


def read(made: EmailMessage) -> LoadedText:
    return load(made.as_bytes(), "letter.eml")


def words(loaded: LoadedText) -> list[str]:
    return [block.span.of(loaded.text) for block in loaded.blocks]


def place_of(loaded: LoadedText, found: str) -> tuple[str, int | None]:
    position = loaded.text.index(found)
    place = [mark.place for mark in loaded.places if mark.start <= position][-1]
    return place.label, place.page


def test_headers_stand_over_the_message() -> None:
    loaded = read(message("Die Mühle — " + "long words " * 12))
    assert words(loaded)[:3] == [
        "From: Ann Ärlig <ann@example.org>",
        "To: Bob <bob@example.org>",
        "Date: Mon, 04 Jun 2018 10:00:00 +0200",
    ]
    assert words(loaded)[3].startswith("Subject: Die Mühle — long words")
    assert words(loaded)[4:] == ["The mill opens at ten."]
    assert [block.level for block in loaded.blocks] == [2, 0, 0, 3, 0]
    assert loaded.title.startswith("Die Mühle")
    assert loaded.places == ()


@pytest.mark.parametrize(
    ("plain", "page", "body"),
    [
        ("Plain words.", "<p>Plain words.</p>", ["Plain words."]),
        ("", "<h1>Big</h1><p>Only <b>page</b></p><div style='display:none'>ghost</div>", ["Big", "Only page"]),
        ("See the web page.", f"<p>{'Much more. ' * 50}</p>", [("Much more. " * 50).strip()]),
    ],
)
def test_the_words_are_read_once_in_the_fuller_form(plain: str, page: str, body: list[str]) -> None:
    assert words(read(message(plain=plain, page=page)))[4:] == body


def test_attachments_are_parts_of_the_document_with_their_places() -> None:
    made = message()
    pages = make_pdf([[Words("The first page has words.")], [Words("The second page has more.")]])
    made.add_attachment(pages, maintype="application", subtype="pdf", filename="plan.pdf")
    made.add_attachment("name,price\nTea,2\n", subtype="csv", filename="prices.csv")
    loaded = read(made)
    assert place_of(loaded, "opens at ten") == ("message “The mill”", None)
    assert place_of(loaded, "The second page") == ("attachment “plan.pdf”, page 2", 2)
    assert place_of(loaded, "name: Tea | price: 2") == ("attachment “prices.csv”, row 2", None)
    assert "Attachment: plan.pdf" in words(loaded)


def test_attached_messages_are_read_to_a_limit() -> None:
    inner = message("Number 0", plain="The innermost words.")
    for number in range(1, 9):
        outer = message(f"Number {number}")
        outer.add_attachment(inner)
        inner = outer
    loaded = read(inner)
    assert "Subject: Number 3" in loaded.text
    assert "The innermost words." not in loaded.text
    assert [notice.code for notice in loaded.notices] == [NoticeCode.ATTACHMENTS]


def test_what_cannot_be_read_is_named() -> None:
    made = message()
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="photo.png")
    made.add_attachment(b"%PDF-1.4 cut", maintype="application", subtype="pdf", filename="torn.pdf")
    made.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="tool.exe")
    notices = {notice.code: notice.message for notice in read(made).notices}
    assert "1 picture" in notices[NoticeCode.PICTURES]
    texts = [notice.message for notice in read(made).notices if notice.code is NoticeCode.ATTACHMENTS]
    assert [text.split("”")[0] for text in texts] == ["The attachment “torn.pdf", "The attachment “tool.exe"]


def test_a_message_with_nothing_but_an_attachment_is_read() -> None:
    made = EmailMessage()
    made.add_attachment("Some words.", filename="note.txt")
    assert "Some words." in read(made).text


def test_a_message_in_utf_16_and_one_with_a_charset_that_does_not_exist() -> None:
    assert "Grüße" in load(b"\xff\xfe" + "Subject: Grüße\n\nWords.\n".encode("utf-16-le"), "x.eml").text
    odd = b"Subject: x\nContent-Type: text/plain; charset=no-such\n\nCaf\xe9.\n"
    assert "Café." in load(odd, "x.eml").text


def test_a_message_that_is_cut_short_is_told() -> None:
    made = message(page="<p>Words</p>").as_bytes()
    assert [notice.code for notice in load(made[: made.rindex(b"<p>")], "x.eml").notices] == [NoticeCode.TRUNCATED]


def test_an_encrypted_message_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="encrypted"):
        load(b"Subject: x\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nAAAA\n", "x.eml")


def test_headers_longer_than_anybody_writes_are_cut() -> None:
    content = b"To: " + b"a@example.org, " * 30_000 + b"\nSubject: " + b"=?utf-8?q?a?= " * 30_000 + b"\n\nWords."
    loaded = load(content, "x.eml")
    assert len(loaded.text) < 20_000
    assert loaded.text.endswith("Words.")
    assert [notice.code for notice in loaded.notices] == [NoticeCode.CUT]


def test_a_signature_is_no_attachment() -> None:
    made = message()
    made.add_attachment(b"xx", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert read(made).notices == ()


def test_headings_of_the_body_stand_below_the_subject() -> None:
    loaded = read(message(plain="", page="<h1>Opening</h1><p>The mill opens at ten.</p>"))
    assert [block.level for block in loaded.blocks if block.kind is BlockKind.HEADING] == [2, 3, 4]


def test_what_only_the_page_says_is_not_lost() -> None:
    plain = "Hello Bob, thank you for your order. It will ship soon. The details stand in the other version."
    page = "<p>Hello Bob, thank you for your order.</p><table><tr><td>Teapot</td><td>24.50</td></tr></table>"
    found = words(read(message(plain=plain, page=page)))
    assert found[-2:] == [plain, "Teapot | 24.50"]
    assert found.count("Hello Bob, thank you for your order.") == 0


def test_a_page_beside_plain_text_that_is_no_other_form_of_it_is_read() -> None:
    parts = "--X\nContent-Type: text/{}\n\n{}\n"
    body = parts.format("plain", "Hi, the table follows.") + parts.format(
        "html", "<table><tr><td>Room</td><td>B</td></tr></table>"
    )
    content = f"From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=X\n\n{body}--X--\n"
    assert words(load(content.encode(), "x.eml"))[-2:] == ["Hi, the table follows.", "Room | B"]


def test_lines_that_flow_are_put_together_within_a_word() -> None:
    head = b"From: a@x.org\nSubject: Mill\nContent-Type: text/plain; format=flowed; delsp=yes\n\n"
    assert "This paragraph is long." in load(head + b"This para \ngraph is long.\n-- \nAda\n", "x.eml").text
