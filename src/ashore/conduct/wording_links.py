"""Links in a message: known, unknown, hidden behind a shortener, or dressed up as somebody else's.

Nothing is opened or looked up. A link that is not on the list is not called false: it is worth
checking, and the safe way is to pay in the official app. A host that carries a known name but does
not belong to its owner is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ashore.conduct.wording_patterns import Institution, Places
from ashore.conduct.wording_spelling import Span

__all__ = ["Link", "links_in", "registered"]

_WIDE_MARKS = str.maketrans({"。": ".", ".": ".", ":": ":", "/": "/"})
_HOST = re.compile(
    r"(?<![a-z0-9@.\-_])(?P<scheme>https?://)?"
    r"(?P<host>(?:[a-z0-9][a-z0-9\-]{0,62}\.){1,6}"
    r"(?:[a-z]{2,18}|xn--[a-z0-9\-]{2,40}|[0-9]{1,3}))"
    r"(?![a-z0-9\-])(?P<rest>[:/?#][!-~]{0,300})?",
    re.IGNORECASE,
)
_DOT = re.compile(r"[.。.][a-zA-Z0-9]")
_IP = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_LOOKALIKE = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "i": "l"})
_SHORTEST_BRAND = 4


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text.

    `verdict` is known, unknown, hidden (a shortener), address (a bare number) or lookalike.
    `owner` is who is behind a known domain, or whose name a look-alike carries.
    """

    span: Span
    host: str
    verdict: str
    owner: Institution | None = None


def links_in(text: str, places: Places, trusted: Iterable[str] = ()) -> Iterator[Link]:
    """Yield the links of a text in its original spelling.

    Args:
        text: as it was sent.
        places: the domains we know.
        trusted: further domains the user knows to belong to the lender.
    """
    if not _DOT.search(text):
        return
    own = {one.lower() for one in trusted}
    for found in _HOST.finditer(text.translate(_WIDE_MARKS)):
        host = found["host"].lower()
        ending = host.rpartition(".")[2]
        if ending.isdigit():
            if not _IP.fullmatch(host) or not (found["scheme"] or found["rest"]):
                continue
        elif ending not in places.endings and not found["scheme"]:
            continue
        domain = registered(host, places)
        verdict, owner = ("known", None) if domain in own else _verdict(host, domain, places)
        yield Link(found.span(), host, verdict, owner)


def registered(host: str, places: Places) -> str:
    """Return the part of a host that somebody had to register: pay.webank.com → webank.com."""
    labels = host.split(".")
    keep = 3 if ".".join(labels[-2:]) in places.second_level else 2
    return ".".join(labels[-keep:])


def _verdict(host: str, domain: str, places: Places) -> tuple[str, Institution | None]:
    if _IP.fullmatch(host):
        return "address", None
    if host.endswith(places.official):
        return "known", None
    known = places.domains.get(domain)
    if known is not None:
        return ("hidden" if known.kind == "shortener" else "known"), known
    copied = _copied(host, domain, places)
    if copied is not None or "xn--" in host:
        return "lookalike", copied
    return "unknown", None


def _copied(host: str, domain: str, places: Places) -> Institution | None:
    """Return whose name a foreign host carries, written out or nearly so."""
    for piece in re.split(r"[.\-]", host):
        owner = places.brands.get(piece)
        if owner is not None:
            return places.domains[owner]
    name = domain.partition(".")[0].translate(_LOOKALIKE)
    for brand, owner in places.brands.items():
        if len(brand) < _SHORTEST_BRAND:
            continue
        plain = brand.translate(_LOOKALIKE)
        if plain in host.translate(_LOOKALIKE) or _one_off(name, plain):
            return places.domains[owner]
    return None


def _one_off(name: str, brand: str) -> bool:
    """Return whether two names of five letters or more differ by one letter, more or less."""
    if name == brand or min(len(name), len(brand)) < 5 or abs(len(name) - len(brand)) > 1:
        return False
    short, long = sorted((name, brand), key=len)
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]
