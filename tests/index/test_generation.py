"""Damage to the derived indexes is repaired from the database, without embedding anything again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.chunk_rows import live_ranges
from index.generation import DamagedGenerationError, NewGeneration, open_generation, write_generation
from index.intake import Intake
from index.loaders import load
from index.merging import merge
from index.preparing import InThisProcess
from index.replay import from_generation
from index.tiers import TierSizes
from tests.index.conftest import Desk

Damage = Callable[[Path], None]


def rewrite(name: str, change: Callable[[bytes], bytes]) -> Damage:
    def damage(generation: Path) -> None:
        for file in generation.rglob(name):
            file.write_bytes(change(file.read_bytes()))

    return damage


def cut(name: str) -> Damage:
    return rewrite(name, lambda content: content[: len(content) // 2])


def empty(name: str) -> Damage:
    return rewrite(name, lambda content: b"")


def flip(name: str) -> Damage:
    def flipped(content: bytes) -> bytes:
        middle = len(content) // 2
        return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]

    return rewrite(name, flipped)


def lose(name: str) -> Damage:
    def damage(generation: Path) -> None:
        for file in generation.rglob(name):
            file.unlink()

    return damage


DAMAGES = {
    "folder lost": shutil.rmtree,
    "vectors lost": lose("vectors.faiss"),
    "vectors cut": cut("vectors.faiss"),
    "vectors flipped": flip("vectors.faiss"),
    "vectors emptied": empty("vectors.faiss"),
    "words cut": cut("*.idx"),
    "words flipped": flip("*.term"),
    "words emptied": empty("meta.json"),
    "words lost": lose("*.fast"),
    "manifest lost": lose("manifest.json"),
    "manifest cut": cut("manifest.json"),
    "manifest emptied": empty("manifest.json"),
}


@pytest.fixture
def filled(desk: Desk) -> Desk:
    for number in range(8):
        desk.write(f"{number}.txt", f"Pears and plums, {number} of them. " * (number + 1))
    desk.add(desk.papers)
    with desk.library.writing() as store:
        merge(store)
    return desk


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_generation_is_built_again(filled: Desk, damage: Damage) -> None:
    words, meaning = filled.by_words("plums"), filled.by_meaning("7 plums")
    filled.embedder.embedded.clear()
    damage(filled.folder / "gen-1")
    with pytest.raises(DamagedGenerationError):
        open_generation(filled.folder, 1)
    filled.reopen()
    assert filled.by_words("plums") == words
    assert filled.by_meaning("7 plums") == meaning
    assert filled.embedder.embedded == []
    assert [folder.name for folder in filled.folder.glob("gen-*")] == ["gen-2"]
    assert open_generation(filled.folder, 2).number == 2


def test_a_damaged_generation_is_searched_in_memory_while_another_process_writes(filled: Desk) -> None:
    words, meaning = filled.by_words("plums"), filled.by_meaning("7 plums")
    shutil.rmtree(filled.folder / "gen-1")
    with filled.library.writing():
        filled.reopen()
        assert filled.by_words("plums") == words
        assert filled.by_meaning("7 plums") == meaning
    assert not list(filled.folder.glob("gen-*"))
    filled.reopen()
    assert filled.by_words("plums") == words
    assert [folder.name for folder in filled.folder.glob("gen-*")] == ["gen-2"]


def test_a_new_generation_changes_no_ranking_and_the_old_one_goes(filled: Desk) -> None:
    filled.write("3.txt", "Quinces and plums now.")
    filled.add(filled.papers)
    meaning = filled.by_meaning("plums")
    with filled.library.snapshot() as before:
        with filled.library.writing() as store:
            merge(store)
        assert [folder.name for folder in filled.folder.glob("gen-*")] == ["gen-2"]
        assert filled.by_meaning("plums") == meaning
        # a snapshot of the generation that was deleted still answers
        assert len(before.search_vectors(filled.embedder.embed_queries(["plums"])[0], 50)) == len(meaning)
    filled.reopen()
    assert filled.by_meaning("plums") == meaning


def test_left_overs_of_an_interrupted_build_are_cleared_away(filled: Desk) -> None:
    for name in ("gen-0", "gen-7", "gen-8.tmp"):
        (filled.folder / name).mkdir()
        (filled.folder / name / "junk").touch()
    with filled.library.writing():
        pass
    assert [folder.name for folder in filled.folder.glob("gen-*")] == ["gen-1"]


def test_a_generation_takes_over_the_parts_that_are_still_right(filled: Desk) -> None:
    new_chunks = "\n\n".join(f"Quinces, {number} of them. {'Ripe. ' * 100}" for number in range(2_100))
    filled.add_text("large.txt", new_chunks)
    with filled.library.writing() as store:
        merge(store)
        before = {file.stat().st_ino for file in filled.folder.glob("gen-2/*/vectors.faiss")}
        assert len(list(filled.folder.glob("gen-2/chunks-*"))) == 1
    filled.add_text("small.txt", "Figs.")
    meaning = filled.by_meaning("figs")
    with filled.library.writing() as store:
        merge(store)
    after = {file.stat().st_ino for file in filled.folder.glob("gen-3/*/vectors.faiss")}
    assert len(list(filled.folder.glob("gen-3/chunks-*"))) == 2
    assert before < after
    filled.reopen()
    assert filled.by_meaning("figs") == meaning
    assert filled.by_words("figs") == ["Figs."]


SMALL_SIZES = TierSizes(small=2, full=8, ratio=2)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 4)), min_size=1, max_size=7))
def test_a_generation_made_of_old_parts_equals_one_made_from_scratch(desk: Desk, steps: list[tuple[str, int]]) -> None:
    """Every step stores a document of so many paragraphs, or removes it, and makes the next generation."""
    vector = desk.embedder.embed_queries(["pears 1 2"])[0]
    with desk.library.writing() as store:
        for number, (name, paragraphs) in enumerate(steps, 1):
            text = "\n\n".join(f"{name} {number} pears {each}. {'Ripe. ' * 100}" for each in range(paragraphs))
            intake = Intake(store, desk.embedder, InThisProcess(load), after_each=lambda: None)
            if paragraphs:
                intake.take_upload(f"{name}.txt", text.encode(), lambda progress: None)
            else:
                store.remove(
                    [item for item in store.contents.documents() if item.source == f"{name}.txt"],
                    folders=(),
                    exclude=(),
                )
            new = NewGeneration(number, store.contents.last_change(), live_ranges(store.contents), 64, SMALL_SIZES)
            write_generation(store.contents, new, number - 1)
            made = from_generation(open_generation(desk.folder, number))
            write_generation(store.contents, replace(new, number=99))
            scratch = from_generation(open_generation(desk.folder, 99))
            assert made.search_vectors(vector, 100) == scratch.search_vectors(vector, 100)
            found = {hit.chunk_id for hit in made.search_words("pears", 100)}
            assert found == {hit.chunk_id for hit in scratch.search_words("pears", 100)}
            assert len(found) == store.contents.chunk_count()
        documents = store.contents.documents()
        store.remove(documents, folders=(), exclude=())
