"""What a person pasted: an address of the atlas of any host, the line under a picture, or both."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, parse_qsl, urlsplit

from atlas.choice import FIRST
from atlas.composed import Kind, sheet_of
from atlas.deck import Read, Slide, decode
from atlas.deck.model import KEPT, LONGEST_CODE
from atlas.forms import KINDS
from atlas.model import Lang
from atlas.study.tools import TOOLS
from atlas.verify.studies import Asked

LONGEST = LONGEST_CODE + 4000
"""Characters that are looked at: a deck's address, and the line under it."""
DIGEST, RELEASE = 10, 12
"""Hexadecimal digits of the code of a view and of a release."""
AROUND = "<>()[]{}\"'“”‘’.,;:!|"
"""What surrounds an address in a text and is no part of it."""
ENGLISH = ("view", "release")
DECK = {"paparan", "presentation"}
"""Words that the line of a whole deck begins with."""


Sheet = tuple[Kind, str, dict[str, str]]


@dataclass(frozen=True)
class Reading:
    """What a text names. A slide, a sheet, an analysis or a deck, or only codes; else `wrong` says
    why not."""

    slide: Slide | None = None
    sheet: Sheet | None = None
    study: Asked | None = None
    deck: Read | None = None
    place: int = 0
    """the slide of a deck that the address names, 0 for none"""
    release: str = ""
    """of the address, or of the line when the address names none"""
    digest: str = ""
    lang: Lang = "id"
    """of the view, which is that of the address or of the line"""
    host: str = ""
    wrong: str = ""
    """key of a sentence (verify.wrong_x) when there is no view in the text"""
    other: str = ""
    """the release of the line when that of the address is another one"""


def read(text: str) -> Reading:
    """The view, deck or codes that a text names; never an error."""
    words = html.unescape(text[:LONGEST]).split()
    trimmed = [w for word in words if (w := word.strip(AROUND))]
    place = next((w for w in trimmed if "/" in w or w.startswith("?")), "")
    line = _line([w.casefold() for w in trimmed if w != place])
    if not place and DECK & {w.casefold() for w in trimmed}:
        return replace(line, digest="", wrong="deck_line")
    if not place:
        return line if line.digest or line.release else replace(line, wrong="no_address")
    found = _address(place)
    if line.release and found.release and line.release != found.release:
        return replace(found, digest=line.digest, other=line.release)
    return replace(found, digest=line.digest, release=found.release or line.release)


def _line(words: list[str]) -> Reading:
    """Codes of the line "Tampilan 38b56eb4fa, rilis d9bb5a8c4a7b", or of the two alone."""
    codes = [w for w in words if re.fullmatch(r"[0-9a-f]+", w)]
    digest = next((c for c in codes if len(c) == DIGEST), "")
    release = next((c for c in codes if len(c) == RELEASE), "")
    lang: Lang = "en" if any(w in ENGLISH for w in words) else "id"
    return Reading(digest=digest, release=release, lang=lang)


def _address(place: str) -> Reading:
    """The view or deck of an address. Folders before ours are those of a proxy."""
    try:
        parts = urlsplit(place)
        pairs = parse_qsl(parts.query, max_num_fields=60)
    except ValueError:
        return Reading(wrong="unreadable")
    given = dict(reversed(pairs))
    folders = [f for f in parts.path.split("/") if f]
    lang: Lang = "en" if given.get("lang") == "en" else "id"
    found = replace(_named(folders, given), host=_host(parts, folders), lang=lang)
    if found.deck is not None:
        number = int(parts.fragment) if re.fullmatch(r"[0-9]{1,3}", parts.fragment) else 0
        there = number <= len(found.deck.deck.slides)
        return replace(found, release=found.deck.deck.release, place=number if there else 0)
    return replace(found, release=given.get("release", "")[:40])


def _host(parts: SplitResult, folders: list[str]) -> str:
    """The host an address names, one without https:// before it as well."""
    if parts.netloc:
        return parts.netloc.rpartition("@")[2][:120]
    bare = bool(folders) and "." in folders[0] and not parts.path.startswith("/")
    return folders[0][:120] if bare and len(folders) > 1 else ""


def _named(folders: list[str], given: Mapping[str, str]) -> Reading:
    """What the path of an address names. All tabs of a page are the view of its table; that which
    offers the sheet of an indicator is the sheet."""
    last = folders[-1] if folders else ""
    if last == "paparan" or folders[-2:] == ["paparan", "unduh"] or last == "unduh.pptx":
        deck = decode(given.get("d", ""))
        return Reading(deck=deck, wrong="" if deck.deck.slides else "empty_deck")
    sheet = sheet_of("" if given.get("lembar") else last, given)
    if sheet:
        return Reading(sheet=sheet)
    if last == "indikator":
        return Reading(_slide("table", given.get("indikator", FIRST), given))
    kind = next((k for k, page in TOOLS.items() if page == last), "")
    if kind:
        return Reading(
            study=Asked(kind, {n: v for n, v in given.items() if n not in ("lang", "release")})
        )
    if last == "kecamatan":
        return Reading(wrong="cut")
    at = next((i for i, f in enumerate(folders) if f in ("embed", "image")), -1)
    if at < 0:
        return Reading(wrong="no_view")
    if len(folders) != at + 3 or folders[at + 1] not in KINDS:
        return Reading(wrong="cut")
    name = folders[at + 2]
    name = name.rsplit(".", 1)[0] if folders[at] == "image" else name
    return Reading(_slide(folders[at + 1], name, given))


def _slide(kind: str, indicator: str, given: Mapping[str, str]) -> Slide:
    params = {n: given[n][:200] for n in KEPT if given.get(n)}
    return Slide(kind, indicator[:80], params)
