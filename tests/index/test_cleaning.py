"""Cleaning: what sites put around articles is marked, articles and other documents are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import clean
from index.document import Block, BlockKind, LoadedText
from index.furniture import is_furniture
from index.loaders.markdown import load as load_markdown
from index.loaders.text import load as load_text

PROSE = (
    "The river rose for sixteen days, and on the last evening of November the miller counted the sacks for the third "
    "time. Nobody in the lower town slept that night, because the bridge had begun to sing.",
    "By four in the morning the water stood in the market square, and the clerk carried the books of the town into "
    "the tower of the church, which took him eleven journeys.",
    "The council met on the stairs of the school and decided to build the new bridge of iron, which was cheaper than "
    "stone and could be ordered from a catalogue.",
)


def document(*blocks: str) -> LoadedText:
    return load_text("\n\n".join(blocks).encode(), "x.txt")


def gone(loaded: LoadedText) -> list[str]:
    cleaned = clean(loaded)
    return [b.span.of(cleaned.text) for b in cleaned.blocks if b.kind is BlockKind.FURNITURE]


def gone_beside_prose(*lines: str) -> list[str]:
    return gone(document("The flood", PROSE[0], PROSE[1], *lines, PROSE[2]))


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to give you the best experience. By continuing you accept our use of cookies.",
        "Wir verwenden Cookies. Wenn Sie fortfahren, stimmen Sie der Nutzung zu; mehr zu Cookies in unseren Hinweisen.",
        "I agree",
        "Accept all cookies",
        "Advertisement",
        "Story continues below advertisement",
        "Share this article",
        "Share on Facebook",
        "Print E-mail Bookmark and Share",
        "Text size: A A A",
        "12 Comment(s)",
        "Be the first to comment!",
        "Leave a reply",
        "Related stories",
        "Most read",
        "You may also like",
        "Read more »",
        "Back to top",
        "Follow the Courier on Twitter and Facebook for more.",
        "Sign up for our free newsletter and never miss a story.",
        "Get the day's news in your inbox every morning.",
        "Already a subscriber? Log in",
        "Photo: Getty Images",
        "Image credit: A. Moss",
        "Tags: flood, history",
        "Courier App Download",
        "This slideshow requires JavaScript.",
    ],
)
def test_lines_of_furniture_are_marked(line: str) -> None:
    assert gone_beside_prose(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The council will comment on the report in May.",
        "Cookies are baked at 180 °C until the edges turn brown.",
        "She read more than the others.",
        "He told the paper that he shared the photo by e-mail.",
        "The copyright of the map belongs to the county.",
        "Subscribers paid two pounds a year in 1911.",
        "Print run: 500",
        "See Table 3.",
        "Price: £5",
        "The most read book of the year was about bees.",
        "Home is where the mill is.",
        "Save the date",
        "Contact: 01632 960455",
    ],
)
def test_sentences_with_the_same_words_stay(line: str) -> None:
    assert gone_beside_prose(line) == []


def test_buttons_before_a_date_are_parted_from_it() -> None:
    cleaned = clean(document("The flood", "0 Comment(s)Print E-mail Courier, June 4, 2020", *PROSE))
    assert [b.span.of(cleaned.text) for b in cleaned.blocks][1:3] == [
        "0 Comment(s)Print E-mail",
        "Courier, June 4, 2020",
    ]
    assert [b.kind for b in cleaned.blocks][1:3] == [BlockKind.FURNITURE, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "line", [">>> print x", '"email": "email"', "E: 7 (s) e-1", "Print the page twice", "S. 24 ff."]
)
def test_other_lines_are_not_parted(line: str) -> None:
    assert gone_beside_prose(line) == []


def test_lines_that_come_twice_by_chance_stay() -> None:
    assert gone_beside_prose("}", "}", "12 14", "12 14") == []


def test_a_document_of_short_lines_stays_whole() -> None:
    assert gone(document("Test document", "Section one", "Comments", "Section two", "Section three", "Part A")) == []


def test_repeated_captions_and_titles_are_marked_once_less() -> None:
    assert gone_beside_prose("The old bridge. /CFP", "The old bridge. /CFP") == ["The old bridge. /CFP"]
    assert gone(document("The flood", "The flood", *PROSE)) == ["The flood"]


def test_a_menu_is_marked_from_its_first_to_its_last_entry() -> None:
    menu = ["Home", "News", "Local events", "Sport", "Our village", "Weather", "Contact us"]
    assert gone(document("The Courier", *menu, "The night of the flood", *PROSE)) == menu


def test_a_row_of_share_buttons_is_marked() -> None:
    assert gone_beside_prose("Facebook", "Twitter", "WhatsApp") == ["Facebook", "Twitter", "WhatsApp"]


def test_all_that_follows_comments_is_marked_if_it_is_short() -> None:
    form = ["Add your comments...", "• User name required", "• Your comment", "Great read, thank you"]
    assert gone(document("The flood", *PROSE, *form)) == form
    assert gone(document("The flood", *PROSE, "Comments", PROSE[0])) == []


def test_links_under_a_stub_are_marked_up_to_the_next_sentence() -> None:
    links = ["Related stories", "The winter of 1963: skating to Hollin", "Who was Josiah Thwaite?"]
    assert gone(document("The flood", *PROSE[:2], *links, PROSE[2])) == links


@pytest.mark.parametrize(
    "line", ["Privacy Policy | Terms of Use", "Cookie policy", "© 2021 The Courier. All rights reserved."]
)
def test_legal_lines_are_marked_at_the_end_or_beside_other_furniture(line: str) -> None:
    assert gone(document("The flood", *PROSE, line)) == [line]
    assert gone_beside_prose("Share this article", line) == ["Share this article", line]
    assert gone_beside_prose(line) == []


def test_a_title_taken_from_a_notice_is_found_anew() -> None:
    notice = "By continuing to browse our site you agree to our use of cookies and can change your settings."
    cleaned = clean(
        document("Our Privacy Statement & Cookie Policy", notice, "I agree", "The night of the flood", *PROSE)
    )
    assert cleaned.title == "The night of the flood"


def test_a_document_about_cookies_stays_whole() -> None:
    rules = [
        f"We use cookies of kind {kind} when you use our site, and you can change your consent in the settings."
        for kind in "abcdefgh"
    ]
    assert gone(document("Cookie rules", *rules)) == []


def test_a_document_that_would_vanish_stays_whole() -> None:
    assert gone(document("Share this article", "Read more", "Related stories")) == []


def test_a_heading_with_its_own_text_stays() -> None:
    source = (
        "# Manual\n\n## Print\n\nPress the button.\n\n## Share this page\n\nPress the other button.\n\n## Read more\n"
    )
    assert [words.lstrip("# ") for words in gone(load_markdown(source.encode(), "x.md"))] == ["Read more"]


def test_steps_of_instructions_stay() -> None:
    assert gone(load_markdown(b"# How to\n\nDo this:\n\n- Print the page\n- Share the link\n", "x.md")) == []


def test_other_formats_are_left_alone() -> None:
    loaded = replace(document("The flood", *PROSE, "Share this article"), format="PDF")
    assert clean(loaded) is loaded


@given(st.lists(st.sampled_from([*PROSE, "Home", "Share this article", "I agree", "Comments", "- a", "1 Comment x"])))
def test_the_text_never_changes_and_nothing_is_lost(lines: list[str]) -> None:
    loaded = document(*lines)
    cleaned = clean(loaded)
    assert cleaned.text == loaded.text

    def visible(blocks: tuple[Block, ...]) -> str:
        return "".join("".join(block.span.of(loaded.text).split()) for block in blocks)

    assert visible(cleaned.blocks) == visible(loaded.blocks)


def test_a_very_long_line_is_looked_at_quickly() -> None:
    assert not is_furniture("share " * 200_000)
