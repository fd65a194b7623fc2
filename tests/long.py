"""A package of longer kecamatan series, all of them invented, for tests alone: what the atlas will
be given when the city loads its tables of several years.

    from long import KECAMATAN, expected
    def test_x(long_release): ...                     # the session fixture of conftest.py
    state = long_state(tmp_path)                      # or a state folder of one's own

To look at pages: `python tests/long.py FOLDER`, then serve with ATLAS_STATE=FOLDER.

Codelists, boundaries and a few real tables (those of `SMALL` in conftest.py, without kelurahan) stay
as they are, so that every page has something to show. The indicators `uji_*` are invented; their
source is "data karangan untuk uji". What is planted in each stands in SERIES.
"""

from __future__ import annotations

import csv
import fcntl
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tables import keep, rows, write

from atlas import build, releases
from atlas.package import load_package

ROOT = Path(__file__).resolve().parent.parent
REAL = ("jumlah_penduduk", "jumlah_tps", "tpt", "pemilih_tetap", "distribusi_pdrb_adhb", "gini")
SOURCE = "karangan-untuk-uji"
NOTE = "uji-seri-baru"
FILE = "observations/13-perbandingan.csv"
KECAMATAN = tuple(f"1275{i:03d}" for i in range(10, 211, 10))
CITY = "1275"
YEARS = tuple(range(2017, 2025))
CLUSTER = ("1275180", "1275190", "1275200", "1275210")
"""Deli, Labuhan, Marelan, Belawan: neighbours in the north, where uji_gugus is high."""
HALF = KECAMATAN[:12]
"""Kecamatan that have a figure in the last year of uji_sebagian."""
FROM_NOTHING = "1275070"
"""Has none in the first year of uji_jumlah, so that no percentage can be taken of it."""
CONSTANT = "1275090"
"""Has the same value in all years of uji_datar."""


@dataclass(frozen=True)
class Invented:
    """An indicator: what a row of its table says, and its value by kecamatan and period."""

    code: str
    name: str
    unit: str
    decimals: int
    measure: str
    polarity: str
    periods: tuple[str, ...]
    value: Callable[[int, int], float | None]
    """of the kecamatan at this place (0 to 20) in the period at this place"""
    kind: str = "year"
    extensive: bool = False
    series: Callable[[int], str] = lambda period: ""
    mark: Callable[[int, int], str] = lambda area, period: ""


def _noise(name: str, area: int, period: int, size: float) -> float:
    return random.Random(f"{name} {area} {period}").uniform(-size, size)


def _rising(area: int, period: int) -> float:
    """About 1.5 a year up everywhere, never down: Mann-Kendall's p is 0.0001 for eight values."""
    return round(30 + area * 1.3 + period * 1.5 + _noise("a", area, period, 0.6), 1)


def _flat(area: int, period: int) -> float:
    if KECAMATAN[area] == CONSTANT:
        return 12.5
    up_and_down = (0.2, -0.3, 0.1, 0.3, -0.2, -0.1, 0.25, -0.15)[period]
    return round(8 + area * 0.4 + up_and_down, 2)


def _count(area: int, period: int) -> float:
    if KECAMATAN[area] == FROM_NOTHING:
        return float(period * 3)
    return float(400 + area * 55 + period * (12 - area))


def _clustered(area: int, period: int) -> float:
    high = 30.0 if KECAMATAN[area] in CLUSTER else 10.0
    return round(high + _noise("g", area, period, 2.5), 1)


def _partly(area: int, period: int) -> float | None:
    last = period == len(YEARS) - 1
    return (
        None
        if last and KECAMATAN[area] not in HALF
        else round(60 + area - period * (0.4 + area % 5 * 0.2), 1)
    )


ALL = tuple(str(y) for y in YEARS)
SERIES = (
    Invented("uji_naik", "Uji karangan: laju A, naik di mana-mana", "persen", 1, "persen", "positif", ALL, _rising),
    Invented("uji_datar", "Uji karangan: laju B, datar", "persen", 2, "persen", "negatif", ALL, _flat),
    Invented("uji_celah", "Uji karangan: laju C, tanpa 2020", "persen", 1, "persen", "negatif",
             tuple(y for y in ALL if y != "2020"), lambda a, p: round(40 - p * (0.5 + a % 7 * 0.2) + a * 0.9, 1),
             mark=lambda a, p: "r" if p == 4 and a % 3 == 0 else ""),
    Invented("uji_seri", "Uji karangan: indeks D, seri berganti 2021", "indeks", 2, "indeks", "positif", ALL,
             lambda a, p: round(70 + a * 0.5 + p * (a % 5 + 1) * 0.15 + (8 if p > 3 else 0), 2),
             series=lambda p: "uji_baru" if p > 3 else "uji_lama"),
    Invented("uji_jumlah", "Uji karangan: jumlah E", "jiwa", 0, "jumlah", "netral", ALL, _count, extensive=True),
    Invented("uji_sebagian", "Uji karangan: laju F, 2024 baru 12 kecamatan", "persen", 1, "persen", "positif", ALL,
             _partly),
    Invented("uji_semester", "Uji karangan: laju G, per semester", "persen", 1, "persen", "negatif",
             tuple(f"{y}-{m}" for y in range(2021, 2025) for m in ("06", "12")),
             lambda a, p: round(20 + a * 0.6 - p * (a % 6 - 1) * 0.2, 1), kind="semester"),
    Invented("uji_gugus", "Uji karangan: laju H, mengelompok di utara", "persen", 1, "persen", "negatif", ALL,
             _clustered),
)  # fmt: skip
BY_CODE = {s.code: s for s in SERIES}


def expected(code: str, area: str, period: str) -> float | None:
    """The value that was written for a kecamatan, None where none was."""
    one = BY_CODE[code]
    return one.value(KECAMATAN.index(area), one.periods.index(period))


def long_package(folder: Path) -> Path:
    """The package in a new folder `data` of this one."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("release", "mapping"))
    for path in [
        *data.glob("observations/*.csv"),
        *(data / f"{n}.csv" for n in ("complete", "partitions", "waivers")),
    ]:
        keep(path, _real)
    keep(data / "derived.csv", lambda row: {row["numerator"], row["denominator"]} <= {*REAL, ""})
    _add(data / "indicators.csv", [_indicator(s) for s in SERIES])
    _add(data / "sources.csv", [_source()])
    _add(
        data / "series.csv",
        [
            {"series": "uji_lama", "name_id": "Seri uji lama", "name_en": "Old test series"},
            {"series": "uji_baru", "name_id": "Seri uji baru", "name_en": "New test series"},
        ],
    )
    _add(
        data / "notes.csv",
        [
            {
                "note": NOTE,
                "text_id": "Metode berganti: seri baru sejak 2021 (karangan)",
                "text_en": "Method changed: new series since 2021 (invented)",
            }
        ],
    )
    _add(data / FILE, [row for s in SERIES for row in _observations(s)])
    return data


def long_state(folder: Path) -> Path:
    """A state folder inside this one, with the package built and published.

    Building takes 10 s, most of it to load its libraries; a release is named by a hash of all that shapes it, so one that is kept from
    an earlier run under that name is copied instead, as conftest.py does.
    """
    data, state = long_package(folder), folder / "state"
    name = build.release_id(data, ROOT / "geo")
    kept = ROOT / ".pytest_cache" / "long"
    kept.mkdir(parents=True, exist_ok=True)
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not releases.whole(kept / "releases" / name):
            shutil.rmtree(kept / "releases", ignore_errors=True)
            with patch.object(build, "read_package", load_package):
                build.build(data, ROOT / "geo", kept)
        shutil.copytree(kept / "releases" / name, state / "releases" / name)
    releases.publish(state, name)
    return state


def _real(row: dict[str, str]) -> bool:
    """Six indicators, without kelurahan and two long series, as conftest.py keeps them."""
    return (
        row["indicator"] in REAL
        and len(row.get("area_code", "")) != 10
        and row.get("level") != "kelurahan"
        and row.get("series") not in ("proyeksi_lama", "dukcapil")
    )


def _add(path: Path, new: list[dict[str, str]]) -> None:
    """Append rows; columns they do not name stay empty."""
    content = rows(path)
    with path.open(encoding="utf-8", newline="") as lines:
        names = next(csv.reader(lines))
    write(path, [*content, *({n: row.get(n, "") for n in names} for row in new)], names)


def _indicator(one: Invented) -> dict[str, str]:
    said = "Data karangan untuk uji; bukan angka Kota Medan."
    return {
        "indicator": one.code, "name_id": one.name, "name_en": one.name.replace("Uji karangan", "Invented for tests"),
        "unit": one.unit, "decimals": str(one.decimals), "chapter": "4", "topic": "ketenagakerjaan",
        "producer_id": "Data karangan untuk uji", "producer_en": "Invented data for tests",
        "polarity": one.polarity, "measure": one.measure, "additive": str(int(one.extensive)),
        "zero_means": "nol", "min_denominator": "100", "trend": "1", "small_cells": "0",
        "extensive": str(int(one.extensive)), "whole": str(int(one.extensive)), "range_min": "0",
        "definition_id": said, "definition_en": "Invented data for tests; not figures of Medan City.",
        "definition_by": "redaksi",
    }  # fmt: skip


def _source() -> dict[str, str]:
    return {
        "source_id": SOURCE, "producer_id": "Data karangan untuk uji", "producer_en": "Invented data for tests",
        "title_id": "Data karangan untuk uji", "title_en": "Invented data for tests", "grade": "C",
        "how_checked_id": "karangan, tidak diperiksa", "how_checked_en": "invented, not checked",
    }  # fmt: skip


def _observations(one: Invented) -> Iterator[dict[str, str]]:
    for place, period in enumerate(one.periods):
        values = {c: one.value(i, place) for i, c in enumerate(KECAMATAN)}
        if one.extensive:
            values[CITY] = sum(v for v in values.values() if v is not None)
        for code, value in values.items():
            if value is None:
                continue
            nil = value == 0
            series = one.series(place)
            yield {
                "indicator": one.code, "area_code": code, "period": period, "period_kind": one.kind,
                "value": f"{value:g}" if value < 1e5 else f"{value:.0f}",
                "mark": "-" if nil else one.mark(KECAMATAN.index(code), place) if code != CITY else "",
                "series": series, "source_id": SOURCE, "origin": "terbit", "status": "salinan",
                "note": NOTE if series == "uji_baru" else "",
            }  # fmt: skip


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    made = long_state(folder)
    for name in ("releases", "current", "history"):
        if (made / name).exists():
            shutil.move(made / name, folder / name)
    print(folder)
