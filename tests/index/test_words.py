from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.hits import ChunkRange, ChunkRanges
from index.word_search import document_frequency, search
from index.words import WordIndex, WordIndexWriter

NOBODY = ChunkRanges()


def index_of(*texts: str, first: int = 1, context: str = "", folder: Path | None = None) -> WordIndex:
    """An index of chunks numbered from ``first``."""
    writer = WordIndexWriter(folder)
    for chunk_id, text in enumerate(texts, first):
        writer.add(chunk_id, text, context)
    return writer.finish()


def found(query: str, *indexes: WordIndex, k: int = 10, removed: ChunkRanges = NOBODY) -> list[int]:
    return [hit.chunk_id for hit in search(indexes, query, k, removed)]


PETS = (
    "The cat sleeps on the mat.",
    "A dog barks at the postman, and the dog runs.",
    "Cats and dogs rarely share a basket.",
    "Parrots talk.",
)


def test_more_and_rarer_words_in_common_rank_higher() -> None:
    assert found("dog barking", index_of(*PETS)) == [2, 3]
    assert found("which cats share baskets with dogs?", index_of(*PETS))[0] == 3


def test_words_are_found_in_their_other_forms_and_without_their_accents() -> None:
    index = index_of("The committee's decisions were naïve.", "Nothing of the kind.")
    assert found("deciding decision", index) == [1]
    assert found("NAIVE", index) == [1]
    assert found("naïve", index) == [1]


def test_a_question_of_grammar_alone_still_finds_its_words() -> None:
    assert found("who is it", index_of("Who was it?", "Parrots talk.")) == [1]


def test_nothing_in_common_finds_nothing() -> None:
    assert found("quantum", index_of(*PETS)) == []
    assert found("", index_of(*PETS)) == []
    assert found("?!", index_of(*PETS)) == []
    assert search([], "cat", 5, NOBODY) == ()


@pytest.mark.parametrize("identifier", ["AB-1234.5", "report_2.pdf", "2024-05-06", "10.1000/xyz123", "ops@example.org"])
def test_an_identifier_as_a_whole_beats_its_pieces(identifier: str) -> None:
    pieces = " ".join(reversed(re.findall(r"\w+", identifier)))
    assert found(f"what is {identifier}?", index_of(f"See {pieces}, too.", f"See {identifier}, too.", *PETS))[0] == 2


def test_title_and_headings_are_searched_but_weigh_less_than_the_text() -> None:
    writer = WordIndexWriter(None)
    writer.add(1, "Nothing of the kind here.", "A history of tulips")
    writer.add(2, "Here the tulips are in flower.", "A history of trade")
    writer.add(3, "Nothing of the kind there.", "A history of trade")
    assert found("tulips", writer.finish()) == [2, 1]


def test_ties_go_to_the_smaller_id_even_at_the_cut() -> None:
    assert found("parrot", index_of(*["Parrots talk."] * 60, first=5), k=3) == [5, 6, 7]


def test_removed_chunks_make_room_for_the_next() -> None:
    index = index_of(*["Parrots talk."] * 60)
    assert found("parrot", index, k=2, removed=ChunkRanges([ChunkRange(1, 50)])) == [51, 52]


def test_a_new_small_index_and_a_large_old_one_rank_as_one() -> None:
    old = [f"Report {number} on the harvest of {plant}." for number, plant in enumerate(["rye", "oats", "hay"] * 20)]
    new = ["Report 7 on the harvest of saffron.", "Report 8 on the weather of Rome."]
    whole = search([index_of(*old, *new)], "saffron harvest report", 70, NOBODY)
    parted = search([index_of(*old), index_of(*new, first=61)], "saffron harvest report", 70, NOBODY)
    assert [hit.chunk_id for hit in parted] == [hit.chunk_id for hit in whole]
    assert [hit.score for hit in parted] == pytest.approx([hit.score for hit in whole], rel=1e-5)
    assert parted[0].chunk_id == 61


def test_the_frequency_of_a_word_counts_chunks_in_every_index_in_all_its_forms() -> None:
    indexes = [index_of(*PETS), index_of("My cat.", "No. AB-12 again.", first=20)]
    assert document_frequency(indexes, "cats") == 3
    assert document_frequency(indexes, "cat") == 3
    assert document_frequency(indexes, "AB-12") == 1
    assert document_frequency(indexes, "whale") == 0


def test_a_written_index_gives_the_same_hits(tmp_path: Path) -> None:
    written = index_of(*PETS, folder=tmp_path / "words")
    query = "cats and dogs on a mat"
    assert search([WordIndex.open(tmp_path / "words")], query, 9, NOBODY) == search([written], query, 9, NOBODY)


def test_a_damaged_index_is_a_plain_error(tmp_path: Path) -> None:
    index_of(*PETS, folder=tmp_path / "words")
    for file in (tmp_path / "words").glob("*.term"):
        file.write_bytes(b"?")
    with pytest.raises(ValueError, match="open"):
        WordIndex.open(tmp_path / "words")


@pytest.mark.parametrize("slip", ["kitcehn", "kithen", "kitchenn", "kitxhen", "Kitchn"])
def test_a_word_that_occurs_nowhere_is_taken_for_a_slip(slip: str) -> None:
    index = index_of("The kitchens are on the left.", "The cat sleeps on the mat.", "Parrots talk.")
    assert found(f"where is the {slip}?", index) == [1]


def test_a_slip_is_seen_in_the_stem_of_a_longer_word() -> None:
    index = index_of("The decisions of the committee.", "Parrots talk.")
    assert found("comittees", index) == [1]
    assert found("committeeing decission", index) == [1]


def test_a_word_that_occurs_anywhere_is_never_changed() -> None:
    # "house" would be a slip of "horse" if no chunk of either index held it
    assert found("house", index_of("A horse runs."), index_of("A house stands.", first=9)) == [9]


def test_what_was_typed_counts_for_more_than_what_was_perhaps_meant() -> None:
    index = index_of("The parrot sleeps.", "The carrot sleeps.", "The carriage waits.")
    assert found("carrot parot", index)[0] == 2


def test_numbers_and_other_first_letters_are_no_slips() -> None:
    index = index_of("Error E-17 of 2019.", "A mouse runs.")
    assert found("E-71", index) == [1]  # the letter alone
    assert found("2091", index) == []
    assert found("house", index) == []
