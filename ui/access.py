"""Who may open the chat: settled by the start command, told to the page's process through a pipe.

Neither the passphrase nor its hash ever stands in a command line or in an environment that we make.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import InvalidInputError
from ui.access_hosts import is_this_computer_only
from ui.access_limits import QUESTIONS_A_MINUTE
from ui.access_passphrase import SaltedHash, find_passphrase, salted_hash
from ui.wording import access as wording

THIS_COMPUTER = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Access:
    """Where the chat listens, who may sign in (``None``: it asks nobody), and the names that it is known by.

    ``questions_a_minute`` is what one visitor may ask where visitors have to sign in.
    """

    address: str = THIS_COMPUTER
    passphrase: SaltedHash | None = None
    names: tuple[str, ...] = ("localhost",)
    questions_a_minute: int = QUESTIONS_A_MINUTE

    @property
    def is_open_to_others(self) -> bool:
        """Whether other computers can reach it."""
        return not is_this_computer_only(self.address)


ONLY_HERE = Access()
"""Nobody but this computer, and nobody is asked."""


def settled(
    address: str | None, passphrase_file: Path | None, names: Sequence[str], environment: Mapping[str, str]
) -> Access:
    """What the person who starts the chat asked for.

    Args:
        address: where to listen, in numbers; None for this computer only.
        passphrase_file: holds the passphrase; without it the environment's ``QUOTEWISE_PASSPHRASE`` does.
        names: what this computer is called in its network, besides its own name for itself.
        environment: the variables of the process.

    Raises:
        InvalidInputError: the address is none, or lets others in without a passphrase, or that is too short.
        MissingDataError: the file cannot be read.
    """
    where = address or THIS_COMPUTER
    closed = is_this_computer_only(where)
    passphrase = find_passphrase(passphrase_file, environment if not closed else {})
    if not closed and not passphrase:
        raise InvalidInputError(wording.OTHERS_NEED_IT.format(address=where))
    own = socket.gethostname().lower()
    known = ("localhost", *(() if closed else (own, f"{own}.local")), *(name.lower() for name in names))
    kept = salted_hash(passphrase) if passphrase or passphrase_file else None
    return Access(where, kept, known)


def as_line(access: Access) -> str:
    """What the page's process is told, as one line."""
    assert access.passphrase is not None
    told = {"salt": access.passphrase.salt, "digest": access.passphrase.digest, "names": access.names}
    return json.dumps(told) + "\n"


def from_line(line: str) -> tuple[SaltedHash, tuple[str, ...]]:
    """The passphrase's hash and the names that ``as_line`` told."""
    told = json.loads(line)
    return SaltedHash(told["salt"], told["digest"]), tuple(told["names"])
