"""Patterns in space, computed once per release: are neighbours alike, more than by chance, and where.

Moran's I over all areas of a table, and its local parts (Moran 1950; Anselin 1995), by esda over
queen contiguity (a shared border or corner) of the outlines in geo/, rows standardised. Chance is
9,999 permutations from a fixed seed; of the local tests those count that stay under a false
discovery rate of 5 % (Benjamini and Hochberg 1995). Counts are not tested: they follow the number
of inhabitants, and so do shares of one total, which are counts in another unit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from atlas import honest
from atlas.model import MAP_LEVELS, WATER, Coverage
from atlas.package import Package
from atlas.shape import Boundary, Point, read_boundary

PERMUTATIONS = 9_999
SEED = 1275
LEVEL = 0.05
"""Of the global test, and false discovery rate of the local ones."""
FEWEST = 20
"""Areas: with fewer a mean of neighbours is drawn from too few others to be called rare."""
TIED = 3
"""More than one in three areas with one value, or fewer than one distinct value for three areas,
make too many permutations equal."""
DIGITS = 10
"""Statistics are compared to so many decimals: permutations that are equal but for the last bit of
a sum count as equal on every machine."""
QUADRANTS = {1: "tinggi_tinggi", 2: "rendah_tinggi", 3: "rendah_rendah", 4: "tinggi_rendah"}
"""esda's quadrants of a Moran scatterplot: the area, then its neighbours."""
MAINLAND = "daratan"
"""Variant of a test without the areas that touch only each other."""

KEY = ("indicator", "level", "series", "dim", "period")
Near = tuple[tuple[str, tuple[str, ...]], ...]
"""Areas in order, each with its neighbours."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Local:
    """One area: how many neighbours it has and their mean in the indicator's unit, its local I, the
    two-sided pseudo p, its quadrant, and whether it is under the false discovery rate."""

    area_code: str
    neighbours: int
    around: float
    local_i: float
    p: float
    quadrant: str
    significant: bool


@dataclass(frozen=True)
class Pattern:
    """Moran's I, what chance would give, its two-sided pseudo p, and every area of the test.
    `cutoff` is what a local p has to stay under; `alone` are areas without a neighbour, left out;
    `apart` those whose neighbours lead only to each other, like the islands of Nias."""

    i: float
    expected: float
    p: float
    cutoff: float
    parts: tuple[Local, ...]
    alone: tuple[str, ...]
    apart: tuple[str, ...]


def neighbours(boundary: Boundary) -> Near:
    """Queen contiguity of outlines: areas that share a vertex, corners as well as borders. Water is
    nobody's neighbour. Neighbours have their vertices in common, as all come from shared arcs."""
    at: dict[Point, set[str]] = defaultdict(set)
    for code, outline in boundary.outlines.items():
        for point in (p for polygon in outline.polygons for ring in polygon for p in ring):
            at[point].add(code)
    near: dict[str, set[str]] = {code: set() for code in boundary.outlines if code != WATER}
    for codes in at.values():
        for code in codes & set(near):
            near[code] |= codes & set(near) - {code}
    return tuple((code, tuple(sorted(around))) for code, around in near.items())


def refusal(values: Mapping[str, float], areas: Collection[str]) -> str:
    """Why the values of the areas of a level are not tested, "" when they are: `kosong` (some have
    none that is sure), `sedikit` (too few areas), `sama` (one value), `kembar` (too many equal)."""
    if set(areas) - set(values):
        return "kosong"
    if len(values) < FEWEST:
        return "sedikit"
    shared = Counter(values.values())
    if len(shared) == 1:
        return "sama"
    if max(shared.values()) * TIED > len(values) or len(shared) * TIED < len(values):
        return "kembar"
    return ""


@lru_cache(maxsize=512)
def pattern(values: tuple[tuple[str, float], ...], near: Near) -> Pattern:
    """The pattern of values that are not refused. Kept by what goes in: a test takes 0.04 s, all
    of a release 1.7 s, and
    publishing builds again with few tables changed."""
    import esda
    from libpysal.weights import W, lag_spatial

    known = dict(values)
    linked = {c: [n for n in around if n in known] for c, around in near if c in known}
    tested = [c for c in linked if linked[c]]
    y = np.array([known[c] for c in tested])
    w = W({c: linked[c] for c in tested}, id_order=tested, silence_warnings=True)
    w.transform = "r"
    whole = esda.Moran(y, w, permutations=0)
    local = esda.Moran_Local(y, w, permutations=0)
    near_at = [[w.id2i[n] for n in linked[c]] for c in tested]
    p = two_sided(local.Is, _local_draws(local.z, near_at))
    cutoff = float(esda.fdr(p, LEVEL))
    return Pattern(
        round(float(whole.I), DIGITS), float(whole.EI), float(two_sided([whole.I], _global_draws(local.z, w))[0]), cutoff,
        tuple(
            Local(c, len(linked[c]), round(float(m), DIGITS), round(float(i), DIGITS), float(q), QUADRANTS[int(k)], bool(q < cutoff))
            for c, m, i, q, k in zip(tested, lag_spatial(w, y), local.Is, p, local.q, strict=True)
        ),
        tuple(c for c in known if not linked.get(c)),
        _apart(tested, list(w.component_labels)),
    )  # fmt: skip


def _apart(areas: Sequence[str], labels: Sequence[int]) -> tuple[str, ...]:
    """Areas outside the largest group that hangs together."""
    largest = Counter(labels).most_common(1)[0][0]
    return tuple(c for c, label in zip(areas, labels, strict=True) if label != largest)


def two_sided(found: Any, draws: Any) -> np.ndarray:
    """Pseudo p of statistics against their permutations (one row each), by
    `esda.significance.calculate_significance(..., "two-sided")`. esda's own `p_sim` looks at one
    tail, chosen by the result. The function is run as Python: compiling it takes 10 s, ten times
    what all tests of a release take in it, and numpy's percentiles keep tied permutations equal,
    which the compiled ones lose by the last bit of a sum."""
    from esda.significance import _permutation_significance

    plain = _permutation_significance.py_func
    observed = np.asarray(found).round(DIGITS).reshape(-1, 1)
    return np.asarray(plain(observed, np.asarray(draws).round(DIGITS), "two-sided"))


def _global_draws(z: np.ndarray, w: Any) -> np.ndarray:
    """Moran's I of every permutation, one row: `esda.Moran(...).sim` from the same seed, for all
    permutations at once instead of one by one (5 ms instead of 0.1 s)."""
    shuffled = z[_shuffled(len(z))]
    around = (w.sparse @ shuffled.T).T
    return np.atleast_2d((shuffled * around).sum(axis=1) / (z * z).sum())


@lru_cache(maxsize=8)
def _shuffled(areas: int) -> np.ndarray:
    """Every permutation of so many areas, one a row: the same for all tables of a level, 0.1 s."""
    with _seeded():
        return np.array([np.random.permutation(areas) for _ in range(PERMUTATIONS)])


def _local_draws(z: np.ndarray, near: Sequence[Sequence[int]]) -> np.ndarray:
    """Local I of every area (rows) under conditional permutations (columns), as esda has it: the
    area's own value stays, its neighbours' are drawn from all others. Its compiled loop gives the
    same numbers and takes 20 s to compile."""
    drawn = _drawn(max(len(n) for n in near), len(z))
    scale = (len(z) - 1) / (z * z).sum()
    return np.array([
        z[i] * np.delete(z, i)[drawn[:, : len(around)]].mean(axis=1) * scale
        for i, around in enumerate(near)
    ])  # fmt: skip


@lru_cache(maxsize=8)
def _drawn(most: int, areas: int) -> np.ndarray:
    """esda's draws of `most` others for every permutation; one for all tables of a level, 0.1 s."""
    from esda.crand import vec_permutations

    with _seeded():
        return np.asarray(vec_permutations.py_func(most, areas, PERMUTATIONS, SEED))


@contextmanager
def _seeded() -> Iterator[None]:
    """esda draws from numpy's global generator: seeded here, and as it was before afterwards."""
    before = np.random.get_state()
    np.random.seed(SEED)
    try:
        yield
    finally:
        np.random.set_state(before)


def tests(package: Package, observations: Sequence[Row], geo: Path) -> tuple[list[Row], list[Row]]:
    """Rows of spatial_test and spatial_local: every table of a rate that is a map, tested or with
    the reason why not. Kecamatan and kelurahan in all periods, kabupaten and kota in the newest
    complete one of each series (the fullest, where none is complete). Where a rejected figure would
    change a value, the table is tested a second time with it (variant `alternatif`); and where some
    areas touch only each other, without them, as a few alike islands make a pattern alone (variant
    `daratan`)."""
    areas = {level: {a["area_code"] for a in package.codelists["areas"] if a["level"] == level}
             for level in MAP_LEVELS}  # fmt: skip
    shares = _shares(package)
    found: list[Row] = []
    parts: list[Row] = []
    for key, rows in _tables(package, observations, areas):
        level, share = key["level"], key["indicator"] in shares
        outlines, values = geo / f"{level}.json", {o["area_code"]: o["value"] for o in rows}
        why = "bagian" if share else refusal(values, areas[level])
        made = why or _made(values, outlines)
        tested: list[tuple[str, int, Pattern | str]] = [("", len(values), made)]
        if rivals := {
            o["area_code"]: o["alternative"] for o in rows if o["alternative"] is not None
        }:
            other = values | rivals
            why = "bagian" if share else refusal(other, areas[level])
            tested.append(("alternatif", len(other), why or _made(other, outlines)))
        if isinstance(made, Pattern) and made.apart:
            rest = {c: v for c, v in values.items() if c not in made.apart}
            tested.append((MAINLAND, len(rest), refusal(rest, ()) or _made(rest, outlines)))
        for variant, count, result in tested:
            found.append(_row(key, variant, count, result))
            if isinstance(result, Pattern):
                parts += [{**key, "variant": variant, **vars(part)} for part in result.parts]
    return found, parts


def _row(key: Row, variant: str, count: int, result: Pattern | str) -> Row:
    """One row of spatial_test: the numbers of a test, or the reason why there are none."""
    row = {**key, "variant": variant, "areas": count, "permutations": PERMUTATIONS,
           "seed": SEED, "i": None, "expected": None, "p": None, "cutoff": None, "alone": "", "apart": "",
           "refusal": result if isinstance(result, str) else ""}  # fmt: skip
    if isinstance(result, Pattern):
        row |= {"areas": len(result.parts), "i": result.i, "expected": result.expected, "p": result.p,
                "cutoff": result.cutoff, "alone": ";".join(result.alone),
                "apart": ";".join(result.apart)}  # fmt: skip
    return row


def _made(values: Mapping[str, float], outlines: Path) -> Pattern | str:
    """The pattern of complete values; or why there is none once areas without a neighbour are left
    out."""
    near = _near(outlines)
    linked = {code for code, around in near if set(around) & set(values)}
    why = refusal({c: v for c, v in values.items() if c in linked}, ())
    return why or pattern(tuple(sorted(values.items())), near)


@lru_cache(maxsize=16)
def _near_of(path: Path, stamp: int) -> Near:
    return neighbours(read_boundary(path))


def _near(path: Path) -> Near:
    """Neighbours in a boundary file; none when there is no file, which the build refuses itself."""
    return _near_of(path, path.stat().st_mtime_ns) if path.exists() else ()


def _shares(package: Package) -> frozenset[str]:
    """Indicators that divide a count by one number for all areas: counts in another unit (1)."""
    meta = package.by("indicators", "indicator")
    counted = {code for code, about in meta.items() if about["extensive"] == "1"}
    return honest.shares(package.codelists["derived"], counted)


def _tables(
    package: Package, observations: Iterable[Row], areas: Mapping[str, Collection[str]]
) -> Iterator[tuple[Row, list[Row]]]:
    """Tables of rates at a level of maps, each with its rows that may enter statistics. The rules
    are those of `study.is_rate` and `honest.sure`, on rows that are not yet observations."""
    meta = package.by("indicators", "indicator")
    every: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for o in observations:
        about = meta[o["indicator"]]
        counted = about["extensive"] == "1" or about["measure"] == "jumlah"
        if o["level"] in MAP_LEVELS and not counted and "disebut" not in about["zero_means"]:
            every[tuple(o[n] for n in (*KEY, "period_kind"))].append(o)
    chosen: dict[tuple[str, ...], tuple[tuple[int, str], tuple[str, ...], list[Row]]] = {}
    for (indicator, level, series, dim, period, kind), rows in every.items():
        province = level == "kabkota"
        if province and len(rows) < 2:
            continue
        sure = [o for o in rows if _sure(o, meta[indicator])]
        turn = Coverage(indicator, level, series, dim, period, kind, 0, 0).round
        group = (indicator, level, series, dim, turn, "" if province else period)
        rank = (len(sure), period)
        if group not in chosen or rank > chosen[group][0]:
            chosen[group] = (rank, (indicator, level, series, dim, period), sure)
    for _, table, sure in chosen.values():
        yield dict(zip(KEY, table, strict=True)), sure


def _sure(row: Row, about: Mapping[str, str]) -> bool:
    if row["value"] is None:
        return False
    if row["denominator"] is not None and row["denominator"] < float(about["min_denominator"]):
        return False
    return bool(row["value"] != 0 or about["zero_means"] == "nol")
