"""Which kelurahan a reader means: by a short code in the address, or by names typed or pasted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from atlas.model import CITY
from atlas.query import Catalogue
from atlas.store import Release
from atlas.table.areas import Areas

LONGEST, MOST, NEAR = 10_000, 300, 10
"""Characters and names of a pasted list that are read, and unknown names that get a hint."""
KIND = re.compile(r"^(?:kelurahan|kel|kecamatan|kec)\b\.?\s*", re.IGNORECASE)
SHORT = re.compile(r"(\d{3})([a-z]+|[A-Z]+)")
"""The last three digits of a kecamatan and its kelurahan by letters: 070bd is 1275070002 and
1275070004, 070BD all of the kecamatan but these two."""


@dataclass(frozen=True)
class Meant:
    """What a list of names means, and what of it means nothing here."""

    codes: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...] = ()
    """(name as typed, a known name spelled much like it or "")"""
    several: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(name as typed, codes of the kelurahan of that name)"""
    apart: tuple[tuple[str, str], ...] = ()
    """(kecamatan as typed, code of the kelurahan before it, which lies in another one)"""


def inside(catalogue: Catalogue) -> dict[str, list[str]]:
    """Kelurahan by kecamatan, in the order of their codes."""
    found: dict[str, list[str]] = {a.area_code: [] for a in catalogue.level("kecamatan")}
    for area in catalogue.level("kelurahan"):
        found[area.parent_code].append(area.area_code)
    return found


def encode(codes: Collection[str], catalogue: Catalogue) -> str:
    """A set of kelurahan in under 200 characters: `1275` for all, the code of a kecamatan for all
    of it, and letters for a part of one (or, when that is shorter, for what it lacks)."""
    by_kecamatan = inside(catalogue)
    if len(set(codes)) == sum(map(len, by_kecamatan.values())):
        return CITY
    parts = []
    for kecamatan, members in by_kecamatan.items():
        have = [c for c in members if c in codes]
        if have and len(have) == len(members):
            parts.append(kecamatan)
        elif have:
            lack = [c for c in members if c not in codes]
            few = "".join(map(_letter, have))
            without = "".join(map(_letter, lack)).upper()
            parts.append(kecamatan[4:] + (few if len(few) <= len(without) else without))
    return ",".join(parts)


def decode(text: str, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """(kelurahan in the order of their codes, what of the text means none). Takes full codes of
    kelurahan, kecamatan and the city, too."""
    by_kecamatan = inside(catalogue)
    found, unknown = set(), []
    for part in filter(None, (p.strip() for p in text.split(","))):
        codes = _decoded(part, by_kecamatan)
        found.update(codes)
        unknown += [] if codes else [part]
    return sorted(found), unknown


def _decoded(part: str, by_kecamatan: dict[str, list[str]]) -> list[str]:
    if part == CITY:
        return [c for members in by_kecamatan.values() for c in members]
    if part in by_kecamatan:
        return by_kecamatan[part]
    short = SHORT.fullmatch(part)
    if short is None:
        return [part] if part in by_kecamatan.get(part[:7], []) else []
    members = by_kecamatan.get(CITY + short[1], [])
    named = {c for c in members if _letter(c) in short[2].lower()}
    if len(named) < len(set(short[2])):
        return []
    return sorted(named if short[2].islower() else set(members) - named)


def _letter(code: str) -> str:
    return chr(ord("a") + int(code[7:]) - 1)


def named(text: str, release: Release, catalogue: Catalogue) -> Meant:
    """Kelurahan of a list with commas, semicolons or lines between names. A name matches exactly,
    in the spellings of the alias list. A kecamatan right after a kelurahan, in one line, says which
    one of a name is meant ("Sei Mati, Medan Maimun"); elsewhere it stands for all of its own."""
    areas, by_kecamatan = _areas(release), inside(catalogue)
    found: dict[str, None] = {}
    unknown: list[tuple[str, str]] = []
    several: list[tuple[str, tuple[str, ...]]] = []
    apart: list[tuple[str, str]] = []
    before: list[str] = []
    """kelurahan that the name before may mean, when a kecamatan may yet say which"""
    for name, follows in islice(_names(text), MOST):
        code = _code(name, areas)
        if len(code) == 7 and before and follows:
            fits = [c for c in before if c.startswith(code)]
            if fits and len(before) > 1:
                several.pop()
            found.update(dict.fromkeys(fits))
            apart += [] if fits else [(name, before[0])]
            before = []
            continue
        before = [code] if len(code) == 10 else _of_that_name(name, areas, by_kecamatan)
        if code == CITY or code in by_kecamatan:
            every = by_kecamatan.items()
            found.update(dict.fromkeys(c for k, cs in every if k.startswith(code) for c in cs))
        elif code:
            found[code] = None
        elif before:
            several.append((name, tuple(before)))
        else:
            unknown.append((name, _near(name, areas) if len(unknown) < NEAR else ""))
    return Meant(tuple(sorted(found)), tuple(unknown), tuple(several), tuple(apart))


def _names(text: str) -> Iterable[tuple[str, bool]]:
    """Names in their order, and whether each follows another one in its line."""
    for line in re.split(r"[;\r\n]+", text[:LONGEST]):
        parts = (KIND.sub("", part.strip()) for part in re.split(r"[,()\t]+", line))
        for i, name in enumerate(filter(None, parts)):
            yield name, i > 0


def _code(name: str, areas: Areas) -> str:
    """The kelurahan, kecamatan or city of a name or code; "" for none or for several."""
    found = areas.by_code(name) if name.isdecimal() else areas.match(name, "kelurahan").area_code
    return found if found == CITY or (found.startswith(CITY) and len(found) in (7, 10)) else ""


def _near(name: str, areas: Areas) -> str:
    return areas.near(name, "kelurahan") or areas.near(name, "kecamatan") if len(name) < 40 else ""


def _of_that_name(name: str, areas: Areas, by_kecamatan: dict[str, list[str]]) -> list[str]:
    if areas.match(name, "kelurahan").why != "ganda":
        return []
    found = (areas.match(name, "kelurahan", parent=k).area_code for k in by_kecamatan)
    return [c for c in found if len(c) == 10]


@lru_cache(maxsize=4)
def _areas(release: Release) -> Areas:
    """The spellings of a release; 10 ms to read."""
    with release.cursor() as cursor:
        cursor.execute("select area_code, name_id, name_en, level, coalesce(parent_code, '') as parent_code, "
                       "coalesce(code_kemendagri, '') as code_kemendagri from area order by area_code")  # fmt: skip
        names = ("area_code", "name_id", "name_en", "level", "parent_code", "code_kemendagri")
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute("select alias, area_code from area_alias order by alias, area_code")
        aliases = [{"alias": alias, "area_code": code} for alias, code in cursor.fetchall()]
    return Areas(rows, aliases)
