"""The tables of a library's database: those of the first format, and the step from each format to the next.

A new library takes every step, as an older one does when it is next written, so both have the same tables. A step is
never changed once it is released. Whoever only reads may meet tables of an older format and must do without new ones.
"""

from __future__ import annotations

# A document's live chunks are the ids [first_chunk, first_chunk + chunks). Rows of `chunks` outside every such range
# are leftovers of an interrupted rebuild; no one reads them and the next writer deletes them. AUTOINCREMENT never
# gives an id twice, so an id in an old index can only be right or unknown. `changes` holds numbers only, no text.
FIRST_TABLES = """
CREATE TABLE library (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    embedder_name TEXT NOT NULL, embedder_weights TEXT NOT NULL, embedder_precision TEXT NOT NULL,
    dimensions INTEGER NOT NULL, chunk_size_chars INTEGER NOT NULL, overlap_chars INTEGER NOT NULL,
    generation INTEGER NOT NULL, purge_pending INTEGER NOT NULL);
CREATE TABLE documents (
    document_id TEXT PRIMARY KEY, revision TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
    origin TEXT NOT NULL, format TEXT NOT NULL, content_hash TEXT NOT NULL, characters INTEGER NOT NULL,
    pages INTEGER, language TEXT NOT NULL, chunks INTEGER NOT NULL, added_at TEXT NOT NULL,
    modified_ns INTEGER NOT NULL, size_bytes INTEGER NOT NULL, notices TEXT NOT NULL, first_chunk INTEGER NOT NULL);
CREATE TABLE texts (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, part INTEGER NOT NULL, text TEXT NOT NULL,
    UNIQUE (document_id, part));
CREATE TABLE blocks (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, start INTEGER NOT NULL, end INTEGER NOT NULL,
    kind TEXT NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (document_id, start)) WITHOUT ROWID;
CREATE INDEX headings ON blocks (document_id, start) WHERE kind = 'heading';
CREATE TABLE places (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, start INTEGER NOT NULL, kind TEXT NOT NULL,
    label TEXT NOT NULL, page INTEGER, PRIMARY KEY (document_id, start)) WITHOUT ROWID;
CREATE TABLE chunks (
    chunk_id INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, context TEXT NOT NULL);
CREATE TABLE embeddings (chunk_id INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE changes (
    change_id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, first_chunk INTEGER NOT NULL,
    chunks INTEGER NOT NULL);
CREATE TABLE folders (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE exclusions (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""

UPGRADES = (
    # 2: `copies` are other places where the content of a document stands, by the id that a document of that place would
    # have. `scans` are files with pages that are pictures and wait to be recognised; `recognised_pages` says what was
    # recognised, by page of a file's content.
    """
CREATE TABLE copies (
    copy_id TEXT PRIMARY KEY, document_id TEXT NOT NULL, source TEXT NOT NULL, origin TEXT NOT NULL,
    added_at TEXT NOT NULL, modified_ns INTEGER NOT NULL);
CREATE INDEX copies_of ON copies (document_id);
CREATE TABLE IF NOT EXISTS scans (
    document_id TEXT PRIMARY KEY, source TEXT NOT NULL, origin TEXT NOT NULL, content_hash TEXT NOT NULL,
    modified_ns INTEGER NOT NULL, size_bytes INTEGER NOT NULL, pages INTEGER NOT NULL, unread TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS recognised_pages (
    content_hash TEXT NOT NULL, page INTEGER NOT NULL, told TEXT NOT NULL, seconds REAL NOT NULL,
    PRIMARY KEY (content_hash, page));
""",
    # 3: `refusals` are files that could not be read, by the id that a document of their place would have; the hash is
    # "" where a file could not be opened. A file of pictures only is one of them, whether it waits or not. `tables`,
    # and the families by which versions of a document find each other, are NULL until a writer has found them out; a
    # family is "" where there is none.
    """
CREATE TABLE refusals (
    document_id TEXT PRIMARY KEY, source TEXT NOT NULL, origin TEXT NOT NULL, content_hash TEXT NOT NULL,
    refused_at TEXT NOT NULL, reason TEXT NOT NULL, next_step TEXT NOT NULL);
INSERT INTO refusals SELECT document_id, source, origin, content_hash, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'),
    'Its pages hold no text: they are pictures of paper, as a scanner makes them.', 'Its words can still be recognised.'
    FROM scans WHERE document_id NOT IN (SELECT document_id FROM documents UNION SELECT copy_id FROM copies);
ALTER TABLE documents ADD COLUMN tables INTEGER;
ALTER TABLE documents ADD COLUMN name_family TEXT;
ALTER TABLE documents ADD COLUMN title_family TEXT;
ALTER TABLE documents ADD COLUMN newer_id TEXT;
CREATE INDEX name_families ON documents (name_family);
CREATE INDEX title_families ON documents (title_family);
CREATE INDEX newer_ones ON documents (newer_id);
""",
)
FIRST_FORMAT_WITH_COPIES = 2
FIRST_FORMAT_WITH_REFUSALS = 3
FORMAT_VERSION = 1 + len(UPGRADES)
