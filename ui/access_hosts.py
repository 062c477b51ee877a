"""Which addresses a chat may be called by, and which of them other computers can reach. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from index.errors import InvalidInputError
from ui.wording import access as wording


def is_this_computer_only(address: str) -> bool:
    """Whether nobody else can reach what listens at this address, given in numbers.

    Raises:
        InvalidInputError: it is no such address.
    """
    return _parsed(address).is_loopback


def is_every_network(address: str) -> bool:
    """Whether it stands for all addresses of this computer."""
    return _parsed(address).is_unspecified


def in_url(address: str) -> str:
    """The address as it stands in the address line of a browser; this computer's own for all networks."""
    parsed = _parsed(address)
    if parsed.is_unspecified:
        return "127.0.0.1" if parsed.version == 4 else "[::1]"
    return str(parsed) if parsed.version == 4 else f"[{parsed}]"


def is_host_known(host: str, names: Collection[str]) -> bool:
    """Whether a request's Host header is one of ours: ``names`` (in small letters), or an address in numbers.

    A page from elsewhere can have its own name resolved to this computer, but numbers cannot be resolved to anything.
    """
    try:
        parts = urlsplit(f"//{host}")
        name, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if parts.netloc != host or "@" in host or not name:
        return False
    if name in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(address)
    except ValueError as exc:
        raise InvalidInputError(wording.NO_ADDRESS.format(address=address)) from exc
