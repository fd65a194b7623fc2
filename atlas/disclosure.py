"""Small cells: counts of one to four persons in a kelurahan are published as a range.

A total that would reveal such a cell (the only withheld one in it, or by what is left after the
shown ones) becomes a range as well. The audit is interval propagation over every sum the package
knows: kelurahan in kecamatan, kecamatan in the city, and the partitions of dimensions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from atlas.package import Package

Key = tuple[str, str, str, str, str]
"""indicator, area_code, period, dim, series"""
SMALL = (1, 4)


@dataclass
class Span:
    low: float
    high: float


def withheld(package: Package) -> dict[Key, tuple[float, float]]:
    """Cells that must be shown as a range, with that range (lowest, highest)."""
    guarded = {r["indicator"] for r in package.codelists["indicators"] if r["small_cells"] == "1"}
    values = {
        r.key: r.value
        for r in package.observations
        if r.indicator in guarded and r.value is not None
    }
    small = {k for k, v in values.items() if len(k[1]) == 10 and SMALL[0] <= v <= SMALL[1]}
    shown: dict[Key, tuple[float, float]] = {k: (float(SMALL[0]), float(SMALL[1])) for k in small}
    sums = _sums(package, values)
    for total, parts in sums:
        if len(total[1]) == 10 and total not in small and any(p in shown for p in parts):
            spans = [shown.get(p, (values[p], values[p])) for p in parts]
            shown[total] = (sum(s[0] for s in spans), sum(s[1] for s in spans))
    while pinned := _pinned(values, shown, sums, small):
        _widen(pinned, values, shown, sums)
    return shown


def _sums(package: Package, values: dict[Key, float]) -> list[tuple[Key, list[Key]]]:
    """Every (total, parts) of guarded cells with all parts present."""
    parents = {a["area_code"]: a["parent_code"] for a in package.codelists["areas"]}
    inside: dict[Key, list[Key]] = defaultdict(list)
    for key in values:
        if len(key[1]) in (7, 10):
            inside[(key[0], parents[key[1]], *key[2:])].append(key)
    sums = [(total, parts) for total, parts in inside.items() if total in values]
    for line in package.codelists["partitions"]:
        members = line["members"].split(";")
        for key in values:
            if key[0] == line["indicator"] and key[3] == members[0]:
                parts = [(*key[:3], m, key[4]) for m in members]
                total = (line["total_indicator"], key[1], key[2], "", key[4])
                if total in values and all(p in values for p in parts):
                    sums.append((total, parts))
    return sums


def _pinned(
    values: dict[Key, float],
    shown: dict[Key, tuple[float, float]],
    sums: list[tuple[Key, list[Key]]],
    small: set[Key],
) -> set[Key]:
    """Small cells that a reader could work out exactly from all that is shown."""
    spans = {k: Span(*shown.get(k, (v, v))) for k, v in values.items()}
    touched = [s for s in sums if any(k in shown for k in (s[0], *s[1]))]
    changed = True
    while changed:
        changed = False
        for total, parts in touched:
            low = sum(spans[p].low for p in parts)
            high = sum(spans[p].high for p in parts)
            changed |= _tighten(spans[total], low, high)
            for part in parts:
                span = spans[part]
                rest_low, rest_high = low - span.low, high - span.high
                changed |= _tighten(
                    span, spans[total].low - rest_high, spans[total].high - rest_low
                )
                low, high = rest_low + span.low, rest_high + span.high
    return {k for k in small if spans[k].low == spans[k].high}


def _tighten(span: Span, low: float, high: float) -> bool:
    if low <= span.low and high >= span.high:
        return False
    span.low, span.high = max(span.low, low), min(span.high, high)
    return True


def _widen(
    pinned: set[Key],
    values: dict[Key, float],
    shown: dict[Key, tuple[float, float]],
    sums: list[tuple[Key, list[Key]]],
) -> None:
    """Turn one more exact total into a range for each pinned cell: its kecamatan's own, else one
    that its kecamatan's could be worked out from, else the smallest other kecamatan, which a
    city total would give back."""
    for key in sorted(pinned):
        above = (key[0], key[1][:7], *key[2:])
        beside = {
            k for t, p in sums if above in (t, *p) and len(t[1]) == 7 for k in (t, *p) if k != above
        }
        others = {(above[0], k[1], *above[2:]) for k in values if len(k[1]) == 7}
        for group in ({above}, {k for k in beside if len(k[1]) == 7}, others):
            exact = sorted((values[k], k) for k in group if k in values and k not in shown)
            exact = [(v, k) for v, k in exact if v > 0]
            if exact:
                value, chosen = exact[0]
                low = value // 5 * 5
                shown[chosen] = (max(1.0, low), low + 4)
                break
