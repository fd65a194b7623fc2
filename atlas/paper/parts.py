"""What the sheets share: rows of figures as the views say them, small pictures, sources, the seal."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from atlas import svg
from atlas.composed import Composed
from atlas.look import Look, look
from atlas.model import GRADES, Indicator, Lang, Source
from atlas.number import format_day
from atlas.paper.typeset import Job
from atlas.query import Catalogue
from atlas.seal import Seal, qr_svg
from atlas.settings import settings
from atlas.shape import Boundary
from atlas.svg.outline import path_of, projection
from atlas.svg.type import FAMILY
from atlas.text import t
from atlas.view import Cell, View

VILLAGES_WIDE = 600
"""Units across the map of kelurahan."""
PAPERS = {"a4": (210, 297), "f4": (215, 330)}
"""Width and height in millimetres; F4 is the paper of Indonesian offices."""
KNOWN = ("terbit", "nol")
SAID = ("computed", "copied", "marks_in", "zero_unlisted", "withheld", "too_small")
"""Notes of a view that a sheet says with its marks, its status line or in its tables."""
SENTENCE = re.compile(r"(?<=[a-z0-9)]\.) (?=[A-Z])")


@dataclass(frozen=True)
class Asked:
    """How a sheet is wanted: language, paper, the day it is made, the address of the atlas."""

    lang: Lang
    paper: str
    made_on: datetime.date
    base: str


@dataclass
class Notes:
    """Notes of the figures on a sheet, numbered as they first occur."""

    lang: Lang
    found: dict[str, int] = field(default_factory=dict)

    def refs(self, texts: Iterable[str]) -> str:
        """The numbers of some notes, "1,4–6"."""
        return numbered(self.numbers(texts))

    def numbers(self, texts: Iterable[str]) -> set[int]:
        """A number for each sentence of some notes: many indicators share one. Notes that the sheet
        says in its own way have none."""
        kept = [x for text in texts if not self._said_elsewhere(text) for x in SENTENCE.split(text)]
        return {self.found.setdefault(x, len(self.found) + 1) for x in kept if x}

    def listed(self) -> list[list[str]]:
        return [[str(number), text] for text, number in self.found.items()]

    def _said_elsewhere(self, text: str) -> bool:
        stems = [t(f"view.{key}", self.lang).partition("{")[0] for key in SAID]
        head, _, tail = t("view.sum_matches", self.lang).partition("{parts}")
        agrees = text.startswith(head) and text.endswith(tail)
        return agrees or any(text.startswith(stem) for stem in stems)


def numbered(numbers: Iterable[int]) -> str:
    """Numbers in a row, three and more that follow each other as one: "1,4–6"."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    parts = [f"{r[0]}–{r[-1]}" if len(r) > 2 else ",".join(map(str, r)) for r in runs]
    return ",".join(parts)


def job(document: str, data: Mapping[str, Any], asked: Asked) -> Job:
    """A sheet ready to be set, with what every sheet says."""
    width, height = PAPERS[asked.paper]
    lang = asked.lang
    own = settings().disclaimer_id if lang == "id" else settings().disclaimer_en
    own_look = look()
    shared = {
        "width": width, "height": height, "pages": t("brief.page", lang),
        "disclaimer": own or t("site.disclaimer", lang),
        "open": t("brief.open", lang), "left_out": t("brief.left_out", lang),
        "emblem": _emblem(own_look), "emblem_alt": own_look.alt(lang) or t("site.name", lang),
        "made": t("brief.made_on", lang, day=format_day(asked.made_on, lang), release=data["release"]),
        "site": t("site.name", lang),
    }  # fmt: skip
    return Job(document, {**data, **shared}, lang, asked.made_on)


def _emblem(own: Look) -> dict[str, Any]:
    """The operator's emblem as the typesetter takes it, {} for none."""
    if not own.emblem_file:
        return {}
    content = own.emblem_file.read_bytes()
    return {"format": own.emblem_file.suffix.lower().lstrip("."), "bytes": list(content)}


def edition(years: Sequence[str], asked: Asked) -> tuple[str, str]:
    """Which year a sheet is of, and a sentence when that is not the year it is made in."""
    year, now, lang = max(years, default=""), asked.made_on.year, asked.lang
    if not year:
        return "", t("brief.edition_none", lang)
    ago = now - int(year)
    said = t("brief.edition", lang, year=year)
    if ago <= 0:
        return said, ""
    key = "brief.edition_last" if ago == 1 else "brief.edition_old"
    return said, t(key, lang, year=year, now=now, ago=ago)


def sealed(made: Composed, shown: Sequence[View], asked: Asked) -> dict[str, str]:
    """The line, the code and the status at the end of a sheet; how its digest is made says
    `composed.sheet_digest`. `shown` are the views it took figures from."""
    lang, copied = asked.lang, sum(t("view.copied", asked.lang) in v.notes for v in shown)
    key = "status" if copied == len(shown) else "status_some" if copied else "status_official"
    status = t(f"brief.{key}", lang, count=copied, of=len(shown))
    url = made.address(asked.base)
    seal = Seal(made.digest, made.release, url, lang)
    drawn = qr_svg(url, 100)
    qr = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">{drawn}</svg>'
    return {"status": status, "line": seal.line, "alt": seal.spoken, "qr": qr, "url": url}


def name_of(view: View, indicator: Indicator, catalogue: Catalogue) -> tuple[str, str]:
    """The title of a view as the name with its breakdown, and series and period."""
    name, dim = indicator.name(view.lang), catalogue.dim_name(view.dim, view.lang)
    full = f"{name} ({dim})" if dim else name
    return full, view.title.removeprefix(full).removeprefix(", ")


def sure(cell: Cell, indicator: Indicator) -> float | None:
    """The value a strip may show: none that is withheld, too small a base or an unsure zero."""
    if cell.small or cell.state not in KNOWN:
        return None
    return cell.value if cell.value != 0 or indicator.zero_is_sure else None


def strip(view: View, area: str, indicator: Indicator) -> dict[str, Any]:
    """Places from 0 to 1 of every sure value, of one area and of the city; {} for fewer than two."""
    values = [v for c in view.cells if (v := sure(c, indicator)) is not None]
    city = view.reference.value if view.reference and not indicator.extensive else None
    every = [*values, *([city] if city is not None else [])]
    if len(values) < 2:
        return {}
    low, span = min(every), (max(every) - min(every)) or 1.0

    def at(value: float | None) -> float | None:
        return None if value is None else round((value - low) / span, 4)

    cell = view.cell.get(area)
    return {
        "all": [at(v) for v in values], "own": at(sure(cell, indicator)) if cell else None,
        "city": at(city),
    }  # fmt: skip


def spark(points: Sequence[tuple[str, float]]) -> list[list[list[float]]]:
    """Parts of a small line, broken where more than a year is missing; x and y from 0 to 1, oldest
    first; [] for one point."""
    if len(points) < 2:
        return []
    years = [int(p[:4]) + (int(p[5:7] or 1) - 1) / 12 for p, _ in points]
    values = [v for _, v in points]
    low, span = min(values), (max(values) - min(values)) or 1.0
    wide = (years[-1] - years[0]) or 1.0
    found: list[list[list[float]]] = []
    before = years[0] - 9
    for year, value in zip(years, values, strict=True):
        if year - before > 1:
            found.append([])
        found[-1].append([round((year - years[0]) / wide, 4), round((value - low) / span, 4)])
        before = year
    return found


def rank(cell: Cell, view: View) -> str:
    """ "5/21"; "5=/21" for a place that is shared; "" for none."""
    if not cell.rank:
        return ""
    of = sum(c.rank is not None for c in view.cells)
    shared = sum(c.rank == cell.rank for c in view.cells) > 1
    return f"{cell.rank}{'=' if shared else ''}/{of}"


def grade_of(cell: Cell, view: View) -> str:
    """The evidence grade of one figure: the weakest of its parts when it is computed."""
    own = next((s.grade for s in view.sources if s.source_id == cell.source_id), "")
    return own or max((s.grade for s in view.sources), key=GRADES.index, default="")


def sources(found: Iterable[Source], lang: Lang) -> list[list[str]]:
    """(what a grade means, its sources by producer), the best evidence first."""
    grades: dict[str, dict[str, list[str]]] = {}
    for source in found:
        title = f"{source.text('title', lang)} ({source.text('edition', lang)})"
        titles = grades.setdefault(source.grade, {}).setdefault(source.text("producer", lang), [])
        if title not in titles:
            titles.append(title)
    return [
        [t(f"brief.grade_{grade}", lang),
         "; ".join(f"{producer}: {', '.join(titles)}" for producer, titles in sorted(by.items()))]
        for grade, by in sorted(grades.items(), key=lambda pair: GRADES.index(pair[0]))
    ]  # fmt: skip


def locator(boundary: Boundary, area: str, names: Mapping[str, str]) -> str:
    """The 21 as one picture, one of them dark and its neighbours tinted."""
    own = look()
    drawn = svg.locator(boundary, area, names, {}, "")
    style = (
        f"<style>path{{stroke:#ffffff;stroke-width:1.6;fill:{own.palette().ground}}}"
        f".atlas-self{{fill:{own.accent}}}.atlas-near{{fill:{_tint(own.accent)}}}</style>"
    )
    head, _, rest = drawn.partition(">")
    return f"{head}>{style}{rest}"


def villages(boundary: Boundary, codes: Sequence[str]) -> str:
    """The kelurahan of a kecamatan, each with its number in their order; "" where none is drawn."""
    own = {c: boundary.outlines[c] for c in codes if c in boundary.outlines}
    if not own:
        return ""
    at, height = projection(replace(boundary, outlines=own), VILLAGES_WIDE)
    ink, size = look().accent, max(VILLAGES_WIDE, height) / 19
    shapes = "".join(
        f'<path d="{path_of(o.polygons, at)}" fill="{_tint(ink)}" stroke="#ffffff" stroke-width="{size / 9:.1f}"/>'
        for o in own.values()
    )
    labels = "".join(
        f'<text x="{x:.0f}" y="{y + size * 0.36:.0f}" text-anchor="middle">{codes.index(code) + 1}</text>'
        for code, o in own.items() for x, y in [at(o.point)]
    )  # fmt: skip
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {VILLAGES_WIDE + 8} {height + 8}">{shapes}'
        f'<g font-family="{FAMILY}" font-weight="bold" font-size="{size:.0f}" fill="{look().ink}">{labels}</g></svg>'
    )


def _tint(colour: str) -> str:
    """A third of a colour on white."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{255 - (255 - p) // 3:02x}" for p in parts)


def origin(boundary: Boundary, lang: Lang) -> str:
    """Whose outlines these are, and that they are no legal boundary."""
    meta = boundary.meta
    source = str(meta.get(f"source_{lang}") or meta["source"])
    return t("view.not_legal", lang, source=source, date=meta["date"], licence=meta["licence"])
