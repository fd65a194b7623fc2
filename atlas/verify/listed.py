"""The figures of a view in a row: as shown, as typed by a reader, and by digest for a whole release."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache

from atlas import query, view
from atlas.changes import Correction
from atlas.composed import Kind, sheet_digest
from atlas.deck import Slide
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.verify.model import Figure
from atlas.verify.subject import Texts
from atlas.view import View

_gathering = threading.Lock()
MOST_TYPED = 200
"""Values a reader may type."""


def figures(
    shown: View, catalogue: Catalogue, corrections: Sequence[Correction]
) -> tuple[Figure, ...]:
    """Every figure of a view in its order, with what the newest release says of those corrected."""
    now = {(c.area_code, c.period, c.series): c.new for c in corrections}
    period = shown.title.rsplit(", ", 1)[-1]
    found = []
    for cell in (*shown.cells, *([shown.reference] if shown.reference else [])):
        area = catalogue.areas.get(cell.area_code)
        name = area.full_name(shown.lang) if area else cell.name
        place = (cell.area_code, shown.period, shown.series)
        found.append(Figure(cell.area_code, name, period, cell.marked, now.get(place, "")))
    for line in shown.lines:
        name = f"{line.name}, {line.series_name}" if line.series_name else line.name
        for point in line.points:
            plain = point.mark in ("", "-", "~0", "NA", "...")
            text = point.text if plain else f"{point.text} {point.mark}"
            place = (line.area_code, point.period, line.series)
            found.append(Figure(line.area_code, name, point.label, text, now.get(place, "")))
    return tuple(found)


def typed(text: str) -> list[tuple[str, str]]:
    """Values as a reader typed them, "8,25; Medan Denai: 7,99" or one a line: area or "", value."""
    parts = [p.strip() for p in re.split(r"[;\n]", text[:20_000])]
    found = []
    for part in [p for p in parts if p][:MOST_TYPED]:
        area, _, value = part.rpartition(":")
        named = "" if area else re.fullmatch(r"([^\d:]*[^\d:\s~−-])\s+([~−-]?\d.*)", value)
        area, value = (named[1], named[2]) if named else (area, value)
        found.append((area.strip(), value.strip()))
    return found


def _writings(text: str) -> set[str]:
    """How a reader may write a figure: as it is shown, without points between thousands, and with
    the comma and the point of the other language."""
    turned = text.translate(str.maketrans(",.", ".,"))
    whole = r"\d{1,3}(?:[.]\d{3})+(?:,\d+)?"
    plain = [x.replace(".", "") for x in (text, turned) if re.fullmatch(whole, x)]
    return {text, turned, *plain}


def not_among(wanted: Sequence[tuple[str, str]], texts: Texts) -> list[str]:
    """Which of the typed values are not among some figures, as they were typed."""
    of: dict[str, set[str]] = {}
    for name, text in texts:
        for key in ("", name.casefold()):
            of.setdefault(key, set()).update(_writings(text))
    return [
        f"{area}: {value}"[:60] if area else value[:60]
        for area, value in wanted
        if not {value, value.split()[0] if value else ""} & of.get(area.casefold(), set())
    ]


def texts(shown: View) -> list[tuple[str, str]]:
    """Name and text of every figure of a view, with and without its mark."""
    cells = [*shown.cells, *([shown.reference] if shown.reference else [])]
    found = [(c.name, text) for c in cells for text in (c.text, c.marked)]
    for line in shown.lines:
        for p in line.points:
            found += [(name, text) for name in (line.name, p.label)
                      for text in (p.text, f"{p.text} {p.mark}")]  # fmt: skip
    return found


def slide_by_digest(release: Release, lang: Lang) -> Mapping[str, Slide]:
    """The views of a release by their digest; who asks while they are gathered waits for them."""
    with _gathering:
        return _gathered(release, lang)


@lru_cache(maxsize=4)
def _gathered(release: Release, lang: Lang) -> Mapping[str, Slide]:
    """The views of a release that need no choice but table and level, by their digest: 1,040 of
    them, 4 to 12 seconds and 300 kB, asked for only by someone who has nothing but a code."""
    found: dict[str, Slide] = {}
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        for each in view.every_view(release, cursor, catalogue, lang):
            params = {"level": each.level, "period": each.period, "dim": each.dim, "series": each.series}  # fmt: skip
            kind = "line" if each.kind == "line" else "map" if each.form != "tabel" else "table"
            slide = Slide(kind, each.indicator, {n: v for n, v in params.items() if v})
            found[each.digest()] = slide
    return found


def sheet_by_digest(release: Release, lang: Lang) -> Mapping[str, tuple[Kind, str]]:
    """The sheets of a release that need no choice, the profiles and that of the city, by their
    digest: a second, kept for four."""
    with _gathering:
        return _sheets(release, lang)


@lru_cache(maxsize=4)
def _sheets(release: Release, lang: Lang) -> Mapping[str, tuple[Kind, str]]:
    areas = query.catalogue(release).level("kecamatan")
    named: list[tuple[Kind, str]] = [("kota", ""), *(("profil", a.area_code) for a in areas)]
    return {sheet_digest(release, kind, what, lang): (kind, what) for kind, what in named}
