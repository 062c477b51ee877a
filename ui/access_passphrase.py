"""The passphrase of a chat that is open to other computers: read, kept as a salted hash only, compared."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import InvalidInputError, MissingDataError
from ui.wording import access as wording

VARIABLE = "QUOTEWISE_PASSPHRASE"
_LEAST_CHARS = 10
_SALT_BYTES = 16
# The costs of scrypt (RFC 7914): 16 MB and some 50 ms for each try.
_COST, _BLOCK, _LANES = 2**14, 8, 1


@dataclass(frozen=True, slots=True)
class SaltedHash:
    """What is kept of a passphrase, in hexadecimal digits."""

    salt: str
    digest: str

    def fits(self, passphrase: str) -> bool:
        """Whether this is the passphrase; takes equally long however much of it is right."""
        return hmac.compare_digest(_digest(passphrase, self.salt), self.digest)


def salted_hash(passphrase: str) -> SaltedHash:
    """The hash of a passphrase under a salt of its own.

    Raises:
        InvalidInputError: it is too short to keep anybody out.
    """
    if len(passphrase.strip()) < _LEAST_CHARS:
        raise InvalidInputError(wording.TOO_SHORT.format(found=len(passphrase.strip()), least=_LEAST_CHARS))
    salt = secrets.token_hex(_SALT_BYTES)
    return SaltedHash(salt, _digest(passphrase, salt))


def find_passphrase(file: Path | None, environment: Mapping[str, str]) -> str:
    """The passphrase of the file, else of the environment; empty if there is neither.

    Raises:
        MissingDataError: the file cannot be read.
    """
    if file is None:
        return environment.get(VARIABLE, "")
    try:
        return file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "it is no text in UTF-8"
        raise MissingDataError(wording.UNREADABLE.format(file=file, reason=reason)) from exc


def _digest(passphrase: str, salt: str) -> str:
    # the same letters typed on different systems arrive in different normal forms
    words = unicodedata.normalize("NFC", passphrase.strip()).encode("utf-8", "replace")
    return hashlib.scrypt(words, salt=bytes.fromhex(salt), n=_COST, r=_BLOCK, p=_LANES).hex()
