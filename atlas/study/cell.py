"""One figure of a release and every row of the release that bears on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from atlas import query, releases
from atlas.choice import FIRST, Notice, cleaned, known_indicator, newest, tables_at
from atlas.choice import Choice as Chosen
from atlas.measure import total
from atlas.model import CITY, Finding, Lang, Observation, Vintage
from atlas.query import Catalogue
from atlas.store import Cursor, Release

INDICATOR, AREA = "kepadatan_baku", "1275180"
"""What is shown when nothing is asked for: a computed value, of Medan Deli."""
NAMES = ("area", "dim", "series", "period")
PLACE = "indicator = ? and area_code = ? and period = ? and dim = ? and series = ?"
"""Of a figure in SQL; five times as fast as a comparison of five columns at once."""
PLACE_OR_NONE = PLACE.replace("dim =", "coalesce(dim, '') =").replace(
    "series =", "coalesce(series, '') ="
)


@dataclass(frozen=True, order=True)
class Key:
    """What names one figure."""

    indicator: str
    area_code: str
    period: str
    dim: str = ""
    series: str = ""

    def params(self) -> dict[str, str]:
        """As the address of a page writes it."""
        return {"indikator": self.indicator, "area": self.area_code, "period": self.period,
                "dim": self.dim, "series": self.series}  # fmt: skip

    def values(self) -> list[str]:
        return [self.indicator, self.area_code, self.period, self.dim, self.series]


@dataclass(frozen=True)
class Part:
    """A value that a figure rests on, itself a figure of the release."""

    role: str
    key: Key
    row: Observation


@dataclass(frozen=True)
class Decision:
    """What a meeting decided on a figure, by office and role."""

    decision: str
    rule: str
    table_no: str
    edition: str
    printed: float | None
    value: float | None
    note: str
    office: str
    role: str
    decided_on: str


@dataclass(frozen=True)
class Rule:
    """How a computed figure is worked out."""

    kind: str
    scale: int
    months: int


@dataclass(frozen=True, eq=False)
class Figure:
    """One figure with all that the release knows of it; what it does not know is empty."""

    key: Key
    row: Observation
    level: str
    file: str
    file_row: int
    parts: tuple[Part, ...] = ()
    rule: Rule | None = None
    members: tuple[Part, ...] = ()
    """of a figure that was summed: the parts that the release has, all of them or none"""
    vintages: tuple[Vintage, ...] = ()
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    """on this figure, then on its series"""
    contested: tuple[tuple[float, str, str], ...] = ()
    """(what a rejected source says, why it was rejected in both languages)"""
    checks: tuple[tuple[str, str, str], ...] = ()
    """(number, Indonesian and English name) of every check the release explains"""
    adds_up: tuple[float, float] | None = None
    """(sum of the 21 kecamatan, printed city figure) of its table"""


@lru_cache(maxsize=64)
def keys(release: Release, indicator: str) -> tuple[tuple[Key, str], ...]:
    """Every figure of an indicator with its level, oldest first."""
    with release.cursor() as cursor:
        cursor.execute(
            """select area_code, period, dim, series, level from observation where indicator = ?
               order by period, area_code, dim, series""",
            [indicator],
        )
        return tuple((Key(indicator, *row[:4]), row[4]) for row in cursor.fetchall())


@lru_cache(maxsize=4)
def held(release: Release) -> frozenset[str]:
    """Indicators that a release has any figure of."""
    with release.cursor() as cursor:
        cursor.execute("select distinct indicator from observation")
        return frozenset(row[0] for row in cursor.fetchall())


def meant(
    raw: Mapping[str, str], release: Release, catalogue: Catalogue, lang: Lang
) -> tuple[Key, list[Notice]]:
    """The figure that an address asks for, or the nearest one, and what had to be mended. What is
    asked for and there narrows the choice; what is left open is filled with what readers see first:
    the newest of the default breakdown and series, of Medan or the first area."""
    notices: list[Notice] = []
    text = {name: cleaned(value) for name, value in raw.items()}
    plain = not any(text.get(n) for n in ("indikator", *NAMES, "level"))
    first = INDICATOR if plain and INDICATOR in catalogue.indicators else FIRST
    code = text.get("indikator") or first
    indicator = known_indicator(Chosen(code), catalogue, notices, lang).indicator
    if indicator not in held(release):
        notices.append(Notice("notice.unknown_value", {"name": "indikator", "value": indicator}))
        indicator = FIRST if FIRST in held(release) else min(held(release))
    found = list(keys(release, indicator))
    if plain and any(k.area_code == AREA for k, _ in found):
        text["area"] = AREA
    for name in NAMES:
        asked = text.get(name, "")
        kept = [x for x in found if _named(x[0], name) == asked]
        if asked and not kept:
            notices.append(Notice("notice.unknown_value", {"name": name, "value": asked[:40]}))
        found = kept if asked and kept else found
    level = text.get("level", "")
    found = [
        x for x in found if x[1] == level or (level == "kota" and x[0].area_code == CITY)
    ] or found
    return _first([k for k, _ in found], release, catalogue), notices


def _named(key: Key, name: str) -> str:
    return key.area_code if name == "area" else str(getattr(key, name))


def _first(found: Sequence[Key], release: Release, catalogue: Catalogue) -> Key:
    """The figure a reader sees first among some of one indicator."""
    indicator = catalogue.indicators[found[0].indicator]

    def narrowed(some: Sequence[Key], name: str, wanted: str) -> list[Key]:
        return [k for k in some if _named(k, name) == wanted] or list(some)

    some = narrowed(found, "area", CITY)
    if not any(k.area_code == CITY for k in some):
        last = max(k.period for k in some)
        some = narrowed(some, "area", min(k.area_code for k in some if k.period == last))
    dims = {k.dim for k in some}
    preferred = indicator.default_dim if indicator.default_dim in dims else ""
    some = narrowed(some, "dim", preferred if preferred in dims else min(dims))
    level = catalogue.areas[some[0].area_code].level
    of_dim = [x for x in tables_at(query.tables(release, indicator.indicator), level)
              if x.dim == some[0].dim and x.series in {k.series for k in some}]  # fmt: skip
    best = newest(of_dim)
    series = best.series if best else max(some, key=lambda k: k.period).series
    return max(narrowed(some, "series", indicator.default_series or series), key=lambda k: k.period)


def read(release: Release, key: Key, catalogue: Catalogue) -> Figure:
    """Everything the release has on one figure. KeyError when it has no such figure."""
    with release.cursor() as cursor:
        cursor.execute(
            f"""select {query.OBSERVATION}, level, file, file_row from observation
                where {PLACE}""",
            key.values(),
        )
        found = cursor.fetchone()
        if found is None:
            raise KeyError(key)
        *plain, level, file, file_row = found
        row = Observation(*plain)
        counted = row.origin == "dihitung"
        return Figure(
            key, row, level, file or "", int(file_row or 0),
            parts=_parts(cursor, key) if counted else (), rule=_rule(cursor, key) if counted else None,
            members=_members(cursor, key, catalogue) if row.origin == "dijumlah" else (),
            vintages=tuple(v for v in query.vintages(release, key.indicator, key.period, key.dim, key.series)
                           if v.area_code == key.area_code),
            decisions=_decisions(release, cursor, key),
            findings=tuple(sorted((f for f in _findings(release) if _concerns(f, key)),
                                  key=lambda f: f.period != key.period)),
            contested=_contested(cursor, key), checks=_checks(release),
            adds_up=query.sum_check(release, key.indicator, key.period, key.dim, key.series),
        )  # fmt: skip


def _concerns(found: Finding, key: Key) -> bool:
    """Whether a finding is on this figure, or on the series it stands in."""
    place = (found.indicator, found.area_code, found.dim, found.series)
    same = place == (key.indicator, key.area_code, key.dim, key.series)
    return same and (found.period == key.period or found.rule == "K26")


def _parts(cursor: Cursor, key: Key) -> tuple[Part, ...]:
    """What a computed figure rests on, in the order of its formula."""
    cursor.execute(
        f"""select role, part_indicator, part_area_code, part_period, coalesce(part_dim, ''),
                  coalesce(part_series, ''), value, low, high, coalesce(mark, ''), source_id,
                  part_period_kind
           from part where {PLACE}
           order by place""",
        key.values(),
    )
    return tuple(
        Part(role, Key(*place), Observation(place[1], place[2], value, mark, place[4], place[3],
                                            source, period_kind=kind, low=low, high=high))
        for role, *place, value, low, high, mark, source, kind in cursor.fetchall()
    )  # fmt: skip


def _rule(cursor: Cursor, key: Key) -> Rule | None:
    """The rule of a computed figure: that of its breakdown, and of its series or pair."""
    cursor.execute(
        """select d.kind, d.scale, p.months from derived d left join pair p using (pair)
           where d.indicator = ? and coalesce(d.dim, '') = ?
             and (coalesce(d.numerator_series, '') = ? and coalesce(d.pair, '') = ''
                  or replace(coalesce(d.pair, ''), '-', '_') = ? and d.pair <> '')""",
        [key.indicator, key.dim, key.series, key.series],
    )
    found = cursor.fetchone()
    return Rule(found[0], int(found[1] or 1), int(found[2] or 12)) if found else None


def _members(cursor: Cursor, key: Key, catalogue: Catalogue) -> tuple[Part, ...]:
    """Parts of a summed figure that the release has: the areas inside it when all of them have a
    figure, else the members of one breakdown that add up to it; none otherwise."""
    whole = _rows(cursor, key, "area_code = ? and dim = ?", [key.area_code, key.dim])
    inside = [a.area_code for a in catalogue.areas.values() if a.parent_code == key.area_code]
    found = _rows(cursor, key, "area_code in (select unnest(?)) and dim = ?", [inside, key.dim])
    if inside and len(found) == len(inside) and _fits(found, whole):
        return found
    members = _rows(cursor, key, "area_code = ? and dim <> ''", [key.area_code])
    names = dict.fromkeys(p.key.dim.split("=")[0] for p in members if ";" not in p.key.dim)
    for name in names if not key.dim else ():
        some = tuple(
            p for p in members if p.key.dim.startswith(f"{name}=") and ";" not in p.key.dim
        )
        if _fits(some, whole):
            return some
    return ()


def _fits(parts: Sequence[Part], whole: Sequence[Part]) -> bool:
    """Whether parts can add up to the figure, within the ranges that the release shows."""
    spans = [total.span(p.row.value, p.row.low, p.row.high) for p in parts]
    end = total.span(whole[0].row.value, whole[0].row.low, whole[0].row.high) if whole else None
    known = [s for s in spans if s]
    if end is None or len(known) < len(spans) or not known:
        return False
    low, high = total.total(known)
    return low <= end[1] and high >= end[0]


def _rows(cursor: Cursor, key: Key, where: str, values: list[Any]) -> tuple[Part, ...]:
    cursor.execute(
        f"""select {query.OBSERVATION} from observation
            where indicator = ? and period = ? and series = ? and {where}
            order by area_code, dim""",
        [key.indicator, key.period, key.series, *values],
    )
    rows = [Observation(*row) for row in cursor.fetchall()]
    return tuple(
        Part("jumlah", Key(key.indicator, r.area_code, r.period, r.dim, r.series), r) for r in rows
    )


def _decisions(release: Release, cursor: Cursor, key: Key) -> tuple[Decision, ...]:
    if ("decision", "decided_on") not in release.columns:
        return ()
    cursor.execute(
        f"""select decision, coalesce(rule, ''), coalesce(table_no, ''), coalesce(edition, ''),
                  printed, value, coalesce(note, ''), coalesce(office, ''), coalesce(role, ''),
                  coalesce(decided_on, '')
           from decision
           where {PLACE_OR_NONE} order by decided_on, code""",
        key.values(),
    )
    return tuple(Decision(*row) for row in cursor.fetchall())


def _contested(cursor: Cursor, key: Key) -> tuple[tuple[float, str, str], ...]:
    cursor.execute(
        f"""select rejected, reason_id, reason_en from contested
           where {PLACE_OR_NONE} order by rejected""",
        key.values(),
    )
    return tuple(cursor.fetchall())


@lru_cache(maxsize=4)
def _findings(release: Release) -> tuple[Finding, ...]:
    with release.cursor() as cursor:
        return tuple(releases.findings_in(cursor))


@lru_cache(maxsize=4)
def _checks(release: Release) -> tuple[tuple[str, str, str], ...]:
    if ("check_rule", "name_en") not in release.columns:
        return ()
    with release.cursor() as cursor:
        cursor.execute("select rule, name_id, name_en from check_rule order by rule")
        return tuple(cursor.fetchall())
