"""Questions about a whole release: what it holds and where, from whom, what was found in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from atlas import releases
from atlas.model import AREA_LEVELS, CITY, Indicator, Source
from atlas.store import Cursor, Release

LEVELS = ("nasional", "provinsi", "kabkota", "kota", "kecamatan", "kelurahan")
"""Levels of the calendar, coarse to fine; `kota` is Medan alone."""
TABLES = ("area", "area_alias", "chapter", "topic", "unit", "series", "dimension", "source",
          "indicator", "derived", "pair", "contested", "correction", "term", "finding", "check_rule",
          "official_table", "vintage", "decision")  # fmt: skip
"""Tables of a release that a download holds as they are."""


@dataclass(frozen=True)
class Holding:
    """What a release holds of one indicator."""

    indicator: str
    levels: tuple[str, ...]
    first: str
    last: str
    periods: int
    values: int


def holdings(cursor: Cursor) -> dict[str, Holding]:
    """Levels, first and last period, number of periods and of values, by indicator."""
    cursor.execute(
        """select indicator, list(distinct level), min(period), max(period),
                  count(distinct period), count(*)
           from observation group by indicator order by indicator"""
    )
    return {
        row[0]: Holding(row[0], tuple(x for x in AREA_LEVELS if x in row[1]), *row[2:])
        for row in cursor.fetchall()
    }


@dataclass(frozen=True)
class SourceUse:
    """A source and how much rests on it: published values, and computed ones that use them."""

    source: Source
    values: int
    computed: int


def source_uses(cursor: Cursor) -> list[SourceUse]:
    """Every source of a release, best evidence first."""
    cursor.execute(
        """with direct as (
               select source_id, count(*) as n from observation where origin <> 'dihitung'
               group by source_id),
           through as (
               select source_id, count(distinct (indicator, area_code, period, dim, series)) as n
               from part group by source_id)
           select s.source_id, s.producer_id, s.producer_en, s.title_id, s.title_en,
                  coalesce(s.edition_id, ''), coalesce(s.edition_en, ''),
                  coalesce(s.table_no, ''), coalesce(s.url_public, ''), s.grade,
                  s.how_checked_id, s.how_checked_en,
                  coalesce(direct.n, 0), coalesce(through.n, 0)
           from source s left join direct using (source_id) left join through using (source_id)
           order by s.grade, s.producer_id, s.source_id"""
    )
    return [SourceUse(Source(*row[:12]), row[12], row[13]) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Held:
    """Figures of an indicator in one year: areas of its fullest table, and whether any is other
    than zero, or only "not applicable"."""

    areas: int
    other: int
    inapplicable: int


def area_count(cursor: Cursor, level: str) -> int:
    """How many areas a level has; `kota` is one."""
    if level == "kota":
        return 1
    cursor.execute("select count(*) from area where level = ?", [level])
    return int((cursor.fetchone() or (0,))[0])


def years_held(cursor: Cursor, level: str) -> dict[str, dict[str, Held]]:
    """What there is at a level, by indicator and year (of all series, breakdowns and rounds)."""
    city = level == "kota"
    cursor.execute(
        """with tables as (
               select indicator, period[:4] as year,
                      count(*) filter (where value is not null or low is not null
                                       or mark = '-') as areas,
                      count(*) filter (where value <> 0 or low is not null) as other,
                      count(*) filter (where mark = 'NA') as inapplicable
               from observation where level = ? and (? = '' or area_code = ?)
               group by indicator, period, dim, series)
           select indicator, year, max(areas), sum(other)::integer, sum(inapplicable)::integer
           from tables group by indicator, year order by indicator, year""",
        ["kabkota" if city else level, CITY if city else "", CITY],
    )
    found: dict[str, dict[str, Held]] = {}
    for indicator, year, *rest in cursor.fetchall():
        found.setdefault(indicator, {})[year] = Held(*rest)
    return found


def last_year(cursor: Cursor) -> str:
    """The year of the newest figure of a release."""
    cursor.execute("select max(period)[:4] from observation")
    return str((cursor.fetchone() or ("",))[0])


def year_states(held: Mapping[str, Held], columns: Sequence[str], of: int) -> dict[str, str]:
    """Which of the six states an indicator has in each year at a level of `of` areas.

    Without any figure it is not collected there. A year without one is still to come when it is
    newer than the newest nearly complete one (90 % of the areas), or, without such a year, than
    the newest with any figure.
    """
    known = [y for y, h in held.items() if h.areas]
    if not held:
        return dict.fromkeys(columns, "tidak_dikumpulkan")
    full = [y for y in known if held[y].areas * 10 >= of * 9]
    newest = max(full or known or held)
    return {y: _state(held.get(y), y > newest) for y in columns}


def _state(held: Held | None, late: bool) -> str:
    if held is None:
        return "belum_terbit" if late else "tidak_tersedia"
    if held.areas:
        return "terbit" if held.other else "nol"
    return "tidak_berlaku" if held.inapplicable else "tidak_tersedia"


def finer_than_published(indicator: Indicator, level: str) -> bool:
    """Whether the producer publishes the indicator only down to a coarser level than this."""
    place = "kabkota" if level == "kota" else level
    finest = indicator.published_to
    return bool(finest) and AREA_LEVELS.index(place) > AREA_LEVELS.index(finest)


def computed_for(cursor: Cursor) -> dict[str, tuple[str, ...]]:
    """Levels that the rules of each computed indicator are for."""
    cursor.execute("select indicator, levels from derived order by indicator, levels")
    found: dict[str, set[str]] = {}
    for indicator, levels in cursor.fetchall():
        found.setdefault(indicator, set()).update(levels.split(";"))
    return {code: tuple(x for x in AREA_LEVELS if x in got) for code, got in found.items()}


def parts_of(cursor: Cursor, indicator: str) -> list[str]:
    """Indicators that a computed one is computed from; none for a published one."""
    cursor.execute(
        """select numerator from derived where indicator = ?
           union select denominator from derived where indicator = ? and denominator is not null
           order by 1""",
        [indicator, indicator],
    )
    return [row[0] for row in cursor.fetchall()]


def table(cursor: Cursor, name: str) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """A whole table of TABLES: its columns as (name, type of the database), and its rows."""
    if name not in TABLES:
        raise KeyError(name)
    cursor.execute(f"select * from {name} order by rowid")
    columns = [(str(c[0]), str(c[1])) for c in cursor.description or ()]
    return columns, cursor.fetchall()


def tables(cursor: Cursor) -> list[str]:
    """The tables of TABLES that a release has: an early one lacks those that came later."""
    cursor.execute("select table_name from information_schema.tables order by table_name")
    there = {row[0] for row in cursor.fetchall()}
    return [name for name in TABLES if name in there]


def checks(cursor: Cursor) -> list[dict[str, str]]:
    """The checks of the release with their explanation, in their order; none in a release of an
    earlier structure. The tolerance is "" where a check has none."""
    cursor.execute("select count(*) from information_schema.tables where table_name = 'check_rule'")
    if cursor.fetchall() != [(1,)]:
        return []
    cursor.execute("""select rule, severity, tolerance, aspect, name_id, name_en, what_id, what_en,
                             why_id, why_en, remedy_id, remedy_en
                      from check_rule order by rule""")
    names = [str(column[0]) for column in cursor.description or ()]
    return [dict(zip(names, (x or "" for x in row), strict=True)) for row in cursor.fetchall()]


VALUE = (
    "indicator, area_code, period, period_kind, partial_period, dim, value, low, high, mark, "
    "series, source_id, origin, edition, table_no, status, note_id, note_en, denominator, "
    "alternative"
)
KEY = "indicator, area_code, period, dim, series"


def observations(cursor: Cursor, file: str) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """Values that came from one file of the package, as the release gives them."""
    cursor.execute(f"select {VALUE} from observation where file = ? order by {KEY}", [file])
    columns = [(str(c[0]), str(c[1])) for c in cursor.description or ()]
    return columns, cursor.fetchall()


def files(cursor: Cursor) -> list[str]:
    """The files of the package that values came from; computed ones from the table of rules."""
    cursor.execute("select distinct file from observation order by file")
    return [row[0] for row in cursor.fetchall()]


def values_at(cursor: Cursor, indicator: str, level: str) -> list[dict[str, Any]]:
    """Every value of an indicator at a level: all periods, series and breakdowns."""
    cursor.execute(
        f"""select {VALUE}, grade
            from observation left join (select source_id, grade from source) using (source_id)
            where indicator = ? and level = ? order by {KEY}""",
        [indicator, level],
    )
    names = [str(c[0]) for c in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Kept:
    """A published release that is still kept, and what it changed against the one before."""

    manifest: dict[str, Any]
    published: str
    """day and time of its first publication, ISO"""
    before: str
    change: dict[str, int] | None


def kept_releases(state: Path) -> list[Kept]:
    """Every release that was published and is still whole, newest first; drafts are left out."""
    days = published(state)
    whole = [m for m in releases.releases(state) if m["release"] in days or m["served"]]
    whole.sort(key=lambda m: days.get(m["release"], m["built_at"]))
    found = []
    for i, manifest in enumerate(whole):
        before = whole[i - 1]["release"] if i else ""
        change = _difference(state, before, manifest["release"]) if before else None
        day = days.get(manifest["release"], manifest["built_at"])
        found.append(Kept(manifest, day, before, change))
    return found[::-1]


def published(state: Path) -> dict[str, str]:
    """When each release was first published, from the file `history`."""
    try:
        lines = (state / "history").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = [line.split() for line in lines]
    return {p[1]: p[0] for p in reversed(pairs) if len(p) == 2}


@lru_cache(maxsize=64)
def _difference(state: Path, old: str, new: str) -> dict[str, int]:
    """Releases never change: one comparison takes 50 to 130 ms, the page lists all of them."""
    return releases.difference(state, old, new)


@dataclass(frozen=True)
class Wanted:
    """Which observations are asked for; what is empty asks for all. `spans` are (first, last)
    periods, "" for open; a span of years holds the months in them."""

    indicator: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    area_code: tuple[str, ...] = ()
    dim: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()

    def condition(self) -> tuple[str, list[Any]]:
        """As SQL with its values."""
        names = ("indicator", "level", "area_code", "dim", "series")
        given = [(name, list(getattr(self, name))) for name in names if getattr(self, name)]
        parts = [f"{name} in (select unnest(?))" for name, _ in given]
        values: list[Any] = [codes for _, codes in given]
        if self.period or self.spans:
            some = ["period in (select unnest(?::text[]))"]
            some += ["period >= ? and (? = '' or period <= ? || '~')"] * len(self.spans)
            parts.append(f"({' or '.join(some)})")
            values += [list(self.period)]
            values += [v for first, last in self.spans for v in (first, last, last)]
        return " and ".join(parts) or "true", values


def count_wanted(cursor: Cursor, wanted: Wanted) -> int:
    condition, values = wanted.condition()
    cursor.execute(f"select count(*) from observation where {condition}", values)
    return int((cursor.fetchone() or (0,))[0])


def wanted_values(
    cursor: Cursor, wanted: Wanted, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """Observations that are wanted, in the order of their key, with level and evidence grade."""
    condition, values = wanted.condition()
    cursor.execute(
        f"""select {VALUE}, level, grade
            from observation left join (select source_id, grade from source) using (source_id)
            where {condition} order by {KEY} limit ? offset ?""",
        [*values, limit, offset],
    )
    names = [str(c[0]) for c in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Vocabulary:
    """Every code that observations of a release use, sorted; "" is totals, or no series."""

    periods: tuple[str, ...]
    dims: tuple[str, ...]
    series: tuple[str, ...]


@lru_cache(maxsize=8)
def vocabulary(release: Release) -> Vocabulary:
    """Kept for eight releases: every question for observations is checked against it."""
    found = []
    with release.cursor() as cursor:
        for name in ("period", "dim", "series"):
            cursor.execute(f"select distinct {name} from observation order by {name}")
            found.append(tuple(row[0] for row in cursor.fetchall()))
    return Vocabulary(*found)


def periods_held(cursor: Cursor) -> dict[str, dict[str, list[str]]]:
    """Every period of each indicator by kind of period, oldest first."""
    cursor.execute(
        """select indicator, period_kind, list(distinct period order by period)
           from observation group by indicator, period_kind order by indicator, period_kind"""
    )
    found: dict[str, dict[str, list[str]]] = {}
    for indicator, kind, periods in cursor.fetchall():
        found.setdefault(indicator, {})[kind] = periods
    return found
