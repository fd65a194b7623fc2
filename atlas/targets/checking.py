"""Filled rows made targets, every mistake in them found first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from atlas.model import Finding
from atlas.number import format_plain
from atlas.table.model import Raw
from atlas.targets import cells
from atlas.targets.cells import Slip
from atlas.targets.known import Known, Meta
from atlas.targets.model import COLUMNS, NUMBERS, POLARITIES, TEXTS, Target
from atlas.targets.reading import Line

YEAR = re.compile(r"(19|20)\d\d")
ENGLISH = {"positive": "positif", "negative": "negatif", "neutral": "netral", "cumulative": "kumulatif"}  # fmt: skip
Ends = tuple[float | None, float | None, float | None]
"""target, low and high"""
MANY = 6
"""Codes that a message lists at most."""


def check(
    filled: Sequence[Line], known: Known, facts: Mapping[str, str] | None = None
) -> tuple[list[Target], list[Finding]]:
    """Targets of filled rows, and everything that is wrong with them. A row with an error gives no
    target. `facts` (document, document_no) hold where a row and its sheet do not say."""
    style = cells.style_of(
        raw for line in filled for name, raw in line.cells.items()
        if name in (*NUMBERS, "final", *(column for _, column in line.aims))
    )  # fmt: skip
    found: list[Target] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, ...], Line] = {}
    for line in filled:
        shared, wrong = _shared(line, known, style, facts or {})
        made, more = _aims(line, known, style, shared)
        findings += [*wrong, *more]
        if any(f.severity == "G" for f in (*wrong, *more)):
            continue
        for target in made:
            if target.key in seen:
                first = seen[target.key]
                findings.append(line.finding("twice", "indicator", found=target.indicator,
                                             expected=str(first.row), year=target.period))  # fmt: skip
            seen.setdefault(target.key, line)
        found += made
    return found, findings


def check_rows(
    rows: Sequence[Mapping[str, str]], known: Known, file: str
) -> tuple[list[Target], list[Finding]]:
    """Rows in the columns of target.csv, checked again before they enter a release."""
    place = {name: i for i, name in enumerate(COLUMNS, start=1)}
    filled = [
        Line(file, "", number, {k: Raw(v) for k, v in row.items() if k in place and v.strip()},
             place, ((row.get("period", ""), "target"),))
        for number, row in enumerate(rows, start=2)
    ]  # fmt: skip
    return check([replace(one, cells=_plain(one.cells)) for one in filled], known)


def _plain(row: Mapping[str, Raw]) -> dict[str, Raw]:
    """Numbers as our own tables write them: with a decimal point, never a thousands mark."""
    return {k: Raw(_stored(str(v.value))) if k in NUMBERS else v for k, v in row.items()}


def _stored(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def _shared(
    line: Line, known: Known, style: str, facts: Mapping[str, str]
) -> tuple[dict[str, Any], list[Finding]]:
    """What all targets of a row share, and what is wrong with it."""
    findings: list[Finding] = []
    said = {name: cells.text(line.cells.get(name)) for name in COLUMNS if name not in NUMBERS}
    findings += [line.finding("formula", name) for name, raw in line.cells.items()
                 if raw.formula and name not in (*NUMBERS, "final", *(c for _, c in line.aims))]  # fmt: skip
    for name in TEXTS:
        said[name] = said[name] or line.facts.get(name, "") or facts.get(name, "")
        if len(said[name]) > cells.LONGEST:
            findings.append(line.finding("text", name, most=str(cells.LONGEST)))
    if not said["document"]:
        findings.append(line.finding("document", "document"))
    meta = known.indicators.get(said["indicator"])
    if meta is None:
        kind = "indicator" if said["indicator"] else "no_indicator"
        findings.append(line.finding(kind, "indicator", found=said["indicator"][:60]))
    else:
        findings += _unit(line, said, meta)
        findings += _polarity(line, said, meta)
    findings += _codes(line, said, known)
    baseline = _number(line, "baseline_value", style, findings)
    findings += _baseline_year(line, said["baseline_period"])
    if meta is not None and baseline is not None:
        findings += _outside(line, "baseline_value", meta, [baseline])
        findings += _released(line, said, known, baseline)
    return {**said, "baseline_value": baseline or 0.0}, findings


def _unit(line: Line, said: dict[str, str], meta: Meta) -> Iterator[Finding]:
    names = {n.casefold() for n in (meta.unit, meta.unit_id, meta.unit_en)}
    if meta.unit == "persen":
        names.add("%")
    if said["unit"].casefold() not in names:
        kind = "unit" if said["unit"] else "no_unit"
        right = " / ".join(dict.fromkeys((meta.unit_id, meta.unit_en)))
        yield line.finding(kind, "unit", found=said["unit"][:60], expected=right)
    said["unit"] = meta.unit


def _polarity(line: Line, said: dict[str, str], meta: Meta) -> Iterator[Finding]:
    word = said["polarity"].casefold()
    polarity = ENGLISH.get(word, word) or meta.polarity
    if polarity not in POLARITIES:
        yield line.finding("polarity", "polarity", found=word[:60], expected=", ".join(POLARITIES))
    said["polarity"] = polarity


def _codes(line: Line, said: Mapping[str, str], known: Known) -> Iterator[Finding]:
    """Area, breakdown and series, and whether they have figures at all."""
    if said["area_code"] not in known.areas:
        kind = "area" if said["area_code"] else "no_area"
        yield line.finding(kind, "area_code", found=said["area_code"][:60])
    unknown = [m for m in said["dim"].split(";") if m and m not in known.members]
    if unknown:
        yield line.finding("dim", "dim", found=unknown[0][:60])
    if said["series"] and said["series"] not in known.series:
        yield line.finding(
            "series", "series", found=said["series"][:60], expected=_listed(known, said)
        )
    elif known.figures is not None and not unknown:
        there = known.series_of(said["indicator"], said["area_code"], said["dim"])
        if there and said["series"] not in there:
            yield line.finding("series", "series", found=said["series"] or "–",
                               expected=_listed(known, said))  # fmt: skip


def _listed(known: Known, said: Mapping[str, str]) -> str:
    there = known.series_of(said["indicator"], said["area_code"], said["dim"])
    return ", ".join(sorted(s for s in there if s)[:MANY]) or "–"


def _number(line: Line, column: str, style: str, findings: list[Finding]) -> float | None:
    """A number that must be there; None, with a finding, when it is not."""
    raw = line.cells.get(column)
    if raw is None:
        findings.append(line.finding("no_number", column))
        return None
    number = cells.number(raw, style)
    if isinstance(number, Slip):
        said: dict[str, Any] = number.said
        findings.append(line.finding(number.kind, column, **said))
        return None
    if not math.isfinite(number):
        findings.append(line.finding("number", column, found=cells.shown(raw)))
        return None
    return number


def _baseline_year(line: Line, period: str) -> Iterator[Finding]:
    if not YEAR.fullmatch(period):
        yield line.finding("period", "baseline_period", found=period[:60])


def _outside(
    line: Line, column: str, meta: Meta | None, values: Iterable[float | None]
) -> Iterator[Finding]:
    """Values an indicator cannot have."""
    if meta is None:
        return
    low = -math.inf if meta.low is None else meta.low
    high = math.inf if meta.high is None else meta.high
    for value in dict.fromkeys(values):
        if value is not None and not low <= value <= high:
            least, most = (format_plain(b) if math.isfinite(b) else "…" for b in (low, high))
            yield line.finding("range", column, found=value, expected=f"{least}–{most}")


def _released(
    line: Line, said: Mapping[str, str], known: Known, baseline: float
) -> Iterator[Finding]:
    """The baseline is the released figure of its year, or a note says why it is not."""
    if known.figures is None:
        return
    place = (said["indicator"], said["area_code"], said["dim"], said["series"])
    released = known.figures.get(place, {}).get(said["baseline_period"])
    if released is None:
        yield line.finding(
            "baseline_unknown", "baseline_value", "P", year=said["baseline_period"][:20]
        )
    elif abs(released - baseline) > 1e-9:
        explained = said["note_id"] or said["note_en"]
        yield line.finding(
            "baseline_explained" if explained else "baseline", "baseline_value",
            "P" if explained else "G", found=baseline,
            expected=released, year=said["baseline_period"],
        )  # fmt: skip


def _aims(
    line: Line, known: Known, style: str, shared: Mapping[str, Any]
) -> tuple[list[Target], list[Finding]]:
    """The targets of a row: of its year, or of every year that is filled in."""
    meta = known.indicators.get(shared["indicator"])
    findings: list[Finding] = []
    made = []
    for period, column in line.aims:
        year_column = "period" if line.lang is None else column
        findings += _year(line, year_column, period, shared["baseline_period"])
        ends = _ends(line, column, style, findings)
        if ends is not None:
            findings += _outside(line, column, meta, ends)
            made.append(_target(shared, period, ends))
    findings += _final(line, style, made, shared, meta)
    return made, findings


def _year(line: Line, column: str, period: str, baseline: str) -> Iterator[Finding]:
    """The year of a target is one, and comes after that of its baseline."""
    if not YEAR.fullmatch(period):
        yield line.finding("period", column, found=period[:60])
    elif YEAR.fullmatch(baseline) and period <= baseline:
        yield line.finding("order", column, found=period, expected=baseline)


def _target(shared: Mapping[str, Any], period: str, ends: Ends) -> Target:
    fields: dict[str, Any] = {k: shared.get(k) for k in COLUMNS}
    target, low, high = ends
    return Target(**{**fields, "period": period, "target": target, "low": low, "high": high})


def _ends(line: Line, column: str, style: str, findings: list[Finding]) -> Ends | None:
    """(target, low, high) of a cell, or of three; None with findings when they make no target."""
    said = {n: line.cells.get(n) for n in ("low", "high")} if line.lang is None else {}
    given = [n for n, raw in said.items() if raw is not None]
    raw = line.cells.get(column)
    if raw is not None and given:
        findings.append(line.finding("both", column))
        return None
    if raw is not None:
        range_ = cells.bounds(raw, style)
        if range_ is None:
            value = _number(line, column, style, findings)
            return None if value is None else (value, None, None)
        low, high = range_
    elif len(given) == 2:
        found = [_number(line, n, style, findings) for n in ("low", "high")]
        if found[0] is None or found[1] is None:
            return None
        low, high = found[0], found[1]
        column = "low"
    else:
        findings.append(
            line.finding("half" if given else "no_number", given[0] if given else column)
        )
        return None
    if low > high:
        findings.append(
            line.finding("bounds", column, found=f"{format_plain(low)} > {format_plain(high)}")
        )
        return None
    return None, low, high


def _final(
    line: Line, style: str, made: list[Target], shared: Mapping[str, Any], meta: Meta | None
) -> Iterator[Finding]:
    """ "Kondisi akhir" is the target of the last year; where that is blank it stands for it."""
    if line.lang is None:
        return
    if not line.aims and "final" not in line.cells:
        yield line.finding("no_target", "indicator")
    if "final" not in line.cells:
        return
    findings: list[Finding] = []
    ends = _ends(line, "final", style, findings)
    yield from findings
    if ends is None:
        return
    last = max((c for c in line.columns if c.startswith("target_")), default="")
    period = last.removeprefix("target_")
    same = next((m for m in made if m.period == period), None)
    if same is None and last not in line.cells and YEAR.fullmatch(period):
        yield from _year(line, "final", period, shared["baseline_period"])
        yield from _outside(line, "final", meta, ends)
        made.append(_target(shared, period, ends))
    elif same is not None and (same.target, same.low, same.high) != ends:
        yield line.finding("final", "final", found=cells.shown(line.cells["final"]),
                           expected=cells.shown(line.cells[last]), year=period)  # fmt: skip
