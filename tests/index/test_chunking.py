from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.chunking import chunk
from index.document import Block, BlockKind, LoadedText, Span, heading_path
from index.loaders.markdown import load as load_markdown
from index.settings import ChunkSettings

KINDS = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.FURNITURE)
WORDS = st.text(alphabet="abé .,;!?\n…", min_size=1, max_size=120).filter(lambda text: bool(text.strip()))


@st.composite
def documents(draw: st.DrawFn) -> LoadedText:
    text, blocks = "", []
    for kind, words in draw(st.lists(st.tuples(st.sampled_from(KINDS), WORDS), max_size=8)):
        words = words.strip()
        text += "\n\n" if text else ""
        blocks.append(Block(Span(len(text), len(text) + len(words)), kind, int(kind is BlockKind.HEADING)))
        text += words
    return LoadedText(text, "Title", tuple(blocks))


@st.composite
def settings(draw: st.DrawFn) -> ChunkSettings:
    size = draw(st.integers(50, 120))
    return ChunkSettings(size, draw(st.integers(0, size // 2 - 1)))


@given(documents(), settings())
def test_spans_are_true_rise_and_cover_everything_but_furniture(loaded: LoadedText, chunking: ChunkSettings) -> None:
    chunks = chunk(loaded, chunking)
    starts = [each.span.start for each in chunks]
    assert starts == sorted(set(starts))
    covered = {at for each in chunks for at in range(each.span.start, each.span.end)}
    furniture = {at for block in loaded.blocks if block.kind is BlockKind.FURNITURE for at in range(*span_of(block))}
    visible = {at for block in loaded.blocks for at in range(*span_of(block)) if not loaded.text[at].isspace()}
    assert covered & visible == visible - furniture
    assert not covered & furniture
    for each in chunks:
        words = each.span.of(loaded.text)
        assert words == words.strip() != ""
        assert len(words) <= chunking.chunk_size_chars + chunking.overlap_chars


@given(documents(), settings())
def test_the_context_is_the_title_and_the_headings_above(loaded: LoadedText, chunking: ChunkSettings) -> None:
    openings = {block.span.start for block in loaded.blocks}
    for each in chunk(loaded, chunking):
        if each.span.start in openings:
            path = each.context.split(" › ")
            assert path[0] == "Title"
            assert set(path[1:]) <= set(heading_path(loaded.blocks, loaded.text, each.span.start))


def test_a_heading_without_end_is_cut_in_the_context() -> None:
    loaded = load_markdown(("# " + "very long " * 50_000 + "\n\nWords.\n").encode(), "x.md")
    assert max(len(each.context) for each in chunk(loaded, ChunkSettings())) < 700


def span_of(block: Block) -> tuple[int, int]:
    return block.span.start, block.span.end


@given(st.lists(st.sampled_from(["Same words here.", "Other words."]), min_size=1, max_size=40), settings())
def test_repeated_text_is_found_at_its_own_copy(sentences: list[str], chunking: ChunkSettings) -> None:
    text = " ".join(sentences)
    chunks = chunk(LoadedText(text, "T", (Block(Span(0, len(text)), BlockKind.PARAGRAPH),)), chunking)
    assert [each.span.end for each in chunks] == sorted({each.span.end for each in chunks})
    assert chunks[0].span.start == 0
    assert chunks[-1].span.end == len(text)


def test_a_chunk_never_crosses_a_heading_and_knows_those_above() -> None:
    source = "# Lease\n\nOne.\n\n## Money\n\nThe rent.\n\n### Deposit\n\nTwo months.\n\n## Animals\n\nNone.\n"
    loaded = load_markdown(source.encode(), "lease.md")
    assert [(each.span.of(loaded.text), each.context) for each in chunk(loaded, ChunkSettings())] == [
        ("Lease\n\nOne.", "Lease"),
        ("Money\n\nThe rent.", "Lease › Money"),
        ("Deposit\n\nTwo months.", "Lease › Money › Deposit"),
        ("Animals\n\nNone.", "Lease › Animals"),
    ]


def test_overlap_begins_at_a_word() -> None:
    words = " ".join(f"word{number:03d}" for number in range(60))
    loaded = LoadedText(words, "T", (Block(Span(0, len(words)), BlockKind.PARAGRAPH),))
    first, second, *_ = chunk(loaded, ChunkSettings(100, 30))
    assert second.span.start < first.span.end
    assert words[second.span.start - 1] == " "
