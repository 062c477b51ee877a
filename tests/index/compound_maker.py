"""Writes compound files (MS-CFB), the containers of Outlook messages and old Office documents, for tests."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR, _MINI = 512, 64
_FREE, _END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def make_compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with the given streams by path, folders apart by ``/``; each is smaller than 4096 bytes."""
    entries: list[dict[str, int | str]] = [{"name": "Root Entry", "kind": 5, "start": _END, "size": 0}]
    folders = {"": 0}
    last_child: dict[int, int] = {}
    mini, mini_fat = b"", b""

    def add(parent: int, name: str, kind: int, start: int, size: int) -> int:
        number = len(entries)
        entries.append({"name": name, "kind": kind, "start": start, "size": size})
        if parent in last_child:
            entries[last_child[parent]]["right"] = number
        else:
            entries[parent]["child"] = number
        last_child[parent] = number
        return number

    for path, content in streams.items():
        *parts, name = path.split("/")
        folder = ""
        for part in parts:
            inner = f"{folder}/{part}"
            if inner not in folders:
                folders[inner] = add(folders[folder], part, 1, 0, 0)
            folder = inner
        first, count = len(mini) // _MINI, -(-len(content) // _MINI)
        mini += content.ljust(count * _MINI, b"\0")
        chain = [*range(first + 1, first + count), _END][: max(count, 0)]
        mini_fat += struct.pack(f"<{len(chain)}I", *chain)
        add(folders[folder], name, 2, first if count else _END, len(content))

    entries[0]["size"] = len(mini)
    starts: list[int] = []
    fat: list[int] = []
    sectors = b""
    # the directory's own entry for the root says where the last of these begins
    for content in (bytes(128 * len(entries)), mini_fat, mini):
        count = -(-len(content) // _SECTOR)
        starts.append(len(fat) if count else _END)
        fat += [*range(len(fat) + 1, len(fat) + count), _END][:count]
        sectors += content.ljust(count * _SECTOR, b"\xff" if content is mini_fat else b"\0")
    entries[0]["start"] = starts[2]
    directory = b"".join(_entry(entry) for entry in entries)
    sectors = directory + sectors[len(directory) :]
    fat_sectors = -(-(len(fat) + 1) * 4 // _SECTOR)
    first_fat = len(fat)
    fat += [_FAT_SECTOR] * fat_sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, starts[0], 0, 4096,
        starts[1], -(-len(mini_fat) // _SECTOR), _END, 0,
    )  # fmt: skip
    difat = [first_fat + number for number in range(fat_sectors)]
    header += struct.pack("<109I", *difat, *[_FREE] * (109 - len(difat)))
    return header + sectors + table


def _entry(entry: Mapping[str, int | str]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ",
        name, len(name), int(entry["kind"]), 1, _FREE, int(entry.get("right", _FREE)), int(entry.get("child", _FREE)),
        int(entry["start"]), int(entry["size"]),
    )  # fmt: skip
