"""Views drawn at random: a page and URL parameters that it can show, from a release."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from atlas import inventory, query, releases
from atlas.choice import TABS, Choice, levels_with_figures, newest, tables_at
from atlas.classify import COUNTS, METHODS
from atlas.model import CITY, GRADES, Coverage
from atlas.store import Release
from atlas.ui.city import COMPUTED, PUBLISHED
from atlas.ui.data.section import SECTIONS

PARTS = {
    "": ("beranda",),
    "indikator": ("peta kecamatan", "peta kelurahan", "peta kabkota", "kota", "grafik", "tabel",
                  "tentang"),
    "kecamatan": ("pilihan", "profil", "dua kecamatan"),
    "kota": ("kota",),
    "data": SECTIONS,
}  # fmt: skip
"""Parts of each page that are measured one by one."""


@dataclass(frozen=True)
class View:
    page: str
    part: str
    params: dict[str, str] = field(default_factory=dict)


class Views:
    """What a release can show."""

    def __init__(self, release: Release) -> None:
        self.catalogue = query.catalogue(release)
        with release.cursor() as cursor:
            self.tables = {c: query.coverage(cursor, c) for c in self.catalogue.indicators}
            self.rules = sorted({f.rule for f in releases.findings_in(cursor)})
        self.tables = {code: found for code, found in self.tables.items() if found}
        levels = {code: levels_with_figures(found) for code, found in self.tables.items()}
        self.levels = {code: found for code, found in levels.items() if found}
        self.topics = sorted({i.topic for i in self.catalogue.indicators.values()})

    def any(self, rng: Random) -> View:
        """Any page, any part of it."""
        page = rng.choice(list(PARTS))
        return self.draw(page, rng.choice(PARTS[page]), rng)

    def draw(self, page: str, part: str, rng: Random) -> View:
        """A view of a part; every fourth in English."""
        drawn = {
            "": lambda: {},
            "indikator": lambda: self._indicator(part, rng),
            "kecamatan": lambda: self._kecamatan(part, rng),
            "kota": lambda: self._city(rng),
            "data": lambda: self._data(part, rng),
        }[page]()
        language = {"lang": "en"} if rng.random() < 0.25 else {}
        return View(page, part, {k: v for k, v in drawn.items() if v} | language)

    def _codes(self, level: str) -> list[str]:
        return [a.area_code for a in self.catalogue.level(level)]

    def _table(self, rng: Random, level: str) -> tuple[str, Coverage]:
        """A level of an indicator, and one of its tables there."""
        codes = [c for c, found in self.levels.items() if not level or level in found]
        code = rng.choice(codes)
        level = level or rng.choice(self.levels[code])
        return level, rng.choice(tables_at(self.tables[code], level))

    def _indicator(self, part: str, rng: Random) -> dict[str, str]:
        wanted = part.removeprefix("peta ") if part not in TABS else ""
        level, table = self._table(rng, wanted)
        area = CITY if level == "kota" else rng.choice(self._codes(level))
        choice = Choice(
            indicator=table.indicator, level=level, period=table.period, dim=table.dim,
            series=table.series, tab=part if part in TABS else "peta",
            area=area if rng.random() < 0.4 else "",
            method=rng.choice(METHODS) if rng.random() < 0.3 else "kuantil",
            classes=rng.choice(COUNTS) if rng.random() < 0.3 else 5,
        )  # fmt: skip
        return choice.params()

    def _kecamatan(self, part: str, rng: Random) -> dict[str, str]:
        area, beside = rng.sample(self._codes("kecamatan"), 2)
        if part == "pilihan":
            return {}
        topic = rng.choice(self.topics) if rng.random() < 0.3 else ""
        return {"area": area, "banding": beside if part == "dua kecamatan" else "", "topik": topic}

    def _city(self, rng: Random) -> dict[str, str]:
        code = rng.choice([c for c in (*PUBLISHED, *COMPUTED) if c in self.tables])
        tables = [x for x in tables_at(self.tables[code], "kabkota") if not x.dim]
        best = newest(tables)
        series = best.series if best else ""
        full = [x.period for x in tables if x.series == series and x.full]
        area = rng.choice([c for c in self._codes("kabkota") if c != CITY])
        return {"indikator": code, "series": series, "area": area,
                "period": rng.choice(full) if full and rng.random() < 0.7 else ""}  # fmt: skip

    def _data(self, part: str, rng: Random) -> dict[str, str]:
        code = rng.choice(list(self.tables))
        table = rng.choice(self.tables[code])
        topic, word = rng.choice(self.topics), self.catalogue.indicators[code].name("id").split()[0]
        choices = {
            "indikator": {"kelompok": topic, "indikator": code},
            "sumber": {"bukti": rng.choice(GRADES), "cari": rng.choice(["", word])},
            "kalender": {"level": rng.choice(inventory.LEVELS), "topik": topic},
            "temuan": {"aturan": rng.choice(self.rules)} if self.rules else {},
            "lapor": {"indikator": code, "period": table.period, "series": table.series,
                      "dim": table.dim},
        }.get(part, {})  # fmt: skip
        kept = {k: v for k, v in choices.items() if rng.random() < 0.7 or k == "indikator"}
        return {"bagian": part} | kept
