"""Questions to a release, one SQL statement each, answered in the words of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from atlas.model import (
    Area,
    Contested,
    Coverage,
    Indicator,
    Observation,
    PartOf,
    Source,
    Term,
    Vintage,
)
from atlas.store import Cursor, Release

OBSERVATION = (
    "area_code, period, value, mark, series, dim, source_id, note_id, note_en, period_kind, "
    "partial_period, origin, status, edition, table_no, low, high, denominator, alternative"
)


@dataclass(frozen=True)
class ClassBreaks:
    """Classes from low to high; `below` of them lie under the midpoint. Indicator's unit."""

    method: str
    below: int
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    places: tuple[int, ...] = ()
    """of each class among all that the method made, the empty ones counted; () where not known"""


@dataclass(frozen=True)
class Label:
    """A code with its two names."""

    code: str
    name_id: str
    name_en: str

    def name(self, lang: str) -> str:
        return self.name_id if lang == "id" else self.name_en


@dataclass(frozen=True)
class Catalogue:
    """The codelists of a release, read once: they fit in a page and never change within it."""

    indicators: dict[str, Indicator]
    areas: dict[str, Area]
    series: dict[str, Label]
    dimensions: dict[str, Label]
    terms: tuple[Term, ...]

    def level(self, level: str) -> list[Area]:
        return [a for a in self.areas.values() if a.level == level]

    def dim_name(self, dim: str, lang: str) -> str:
        """ "Laki-laki", or "Laki-laki, 0–4 tahun" for two dimensions at once; "" for totals."""
        return ", ".join(self.dimensions[m].name(lang) for m in dim.split(";") if m)

    def series_name(self, series: str, lang: str) -> str:
        return self.series[series].name(lang) if series else ""


@lru_cache(maxsize=4)
def catalogue(release: Release) -> Catalogue:
    """The codelists of a release. Kept for the last four releases: reading takes 30 ms, a page
    asks for them on every run."""
    with release.cursor() as cursor:
        return Catalogue(
            {i.indicator: i for i in indicators(cursor)},
            areas(cursor),
            series_labels(cursor),
            dimension_labels(cursor),
            terms(cursor),
        )


def _dicts(cursor: Cursor) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def indicators(cursor: Cursor) -> list[Indicator]:
    """All indicators in the order of chapters and names."""
    cursor.execute(
        """select i.*, u.name_id as unit_id, u.name_en as unit_en,
                  c.name_id as chapter_id, c.name_en as chapter_en,
                  p.name_id as topic_id, p.name_en as topic_en, d.kind
           from indicator i join unit u using (unit) join chapter c using (chapter)
           join topic p using (topic)
           left join (select indicator, any_value(kind) as kind from derived group by indicator) d
           using (indicator)
           order by i.chapter, i.name_id"""
    )
    return [_indicator(row) for row in _dicts(cursor)]


def _indicator(row: dict[str, Any]) -> Indicator:
    texts = {k: v or "" for k, v in row.items() if isinstance(v, str) or v is None}
    return Indicator(
        indicator=row["indicator"], texts=texts, decimals=row["decimals"],
        chapter=row["chapter"], topic=row["topic"], polarity=row["polarity"],
        measure=row["measure"], additive=bool(row["additive"]), zero_means=row["zero_means"],
        trend=bool(row["trend"]), small_cells=bool(row["small_cells"]),
        extensive=bool(row["extensive"]),
        midpoint=row["midpoint"], range_min=row["range_min"],
        published_to=row["published_to"] or "", min_denominator=row["min_denominator"],
        default_series=row["default_series"] or "", default_dim=row["default_dim"] or "",
        default_period=row["default_period"] or "", kind=row["kind"] or "",
    )  # fmt: skip


def areas(cursor: Cursor) -> dict[str, Area]:
    """Every area by code, with the names of the area it lies in."""
    cursor.execute(
        """select a.area_code, a.code_kemendagri, a.name_id, a.name_en, a.level,
                  coalesce(a.parent_code, ''), coalesce(p.name_id, ''), coalesce(p.name_en, ''),
                  coalesce(a.note_id, ''), coalesce(a.note_en, '')
           from area a left join area p on p.area_code = a.parent_code order by a.area_code"""
    )
    return {row[0]: Area(*row) for row in cursor.fetchall()}


def coverage(cursor: Cursor, indicator: str) -> list[Coverage]:
    """Tables of an indicator by level, series and dimension, oldest period first."""
    cursor.execute(
        """select indicator, level, series, dim, period, period_kind, areas, "of", has_city
           from coverage where indicator = ? order by level, series, dim, period""",
        [indicator],
    )
    return [Coverage(*row) for row in cursor.fetchall()]


@lru_cache(maxsize=2048)
def tables(release: Release, indicator: str) -> list[Coverage]:
    """Coverage of an indicator, kept: every view of it begins with this question. Not to be
    changed by who asks."""
    with release.cursor() as cursor:
        return coverage(cursor, indicator)


def series_labels(cursor: Cursor) -> dict[str, Label]:
    cursor.execute("select series, name_id, name_en from series order by rowid")
    return {row[0]: Label(*row) for row in cursor.fetchall()}


def dimension_labels(cursor: Cursor) -> dict[str, Label]:
    """Members of dimensions (`sex=L`) in their order, and dimensions themselves (`sex`)."""
    cursor.execute("select member, name_id, name_en from dimension order by sort")
    members = {row[0]: Label(*row) for row in cursor.fetchall()}
    cursor.execute(
        "select key, any_value(key_name_id), any_value(key_name_en) from dimension "
        "group by key order by key"
    )
    return members | {row[0]: Label(*row) for row in cursor.fetchall()}


def terms(cursor: Cursor) -> tuple[Term, ...]:
    """The glossary in the order of its table."""
    cursor.execute("select term_id, term_en, text_id, text_en, words from term order by rowid")
    found = cursor.fetchall()
    return tuple(Term(r[0], r[1], r[2], r[3], tuple(r[4].split(";"))) for r in found)


def values(
    cursor: Cursor, indicator: str, level: str, period: str, dim: str, series: str
) -> dict[str, Observation]:
    """One table: the observation of each area of a level that has one."""
    cursor.execute(
        f"""select {OBSERVATION} from observation
            where indicator = ? and level = ? and period = ? and dim = ? and series = ?""",
        [indicator, level, period, dim, series],
    )
    return {row[0]: Observation(*row) for row in sorted(cursor.fetchall(), key=_code)}


def around(
    cursor: Cursor, indicator: str, level: str, periods: Sequence[str], dim: str, series: str,
    beside: str,
) -> dict[str, dict[str, Observation]]:  # fmt: skip
    """Tables of some periods at once, and in each the value of one area beside those of the level:
    {period: {area_code: observation}}. Each question takes 2 ms, however little it asks."""
    cursor.execute(
        f"""select {OBSERVATION} from observation
            where indicator = ? and dim = ? and series = ? and period in (select unnest(?))
              and (level = ? or area_code = ?)""",
        [indicator, dim, series, list(periods), level, beside],
    )
    found: dict[str, dict[str, Observation]] = {p: {} for p in periods}
    for row in sorted(cursor.fetchall(), key=_code):
        found[row[1]][row[0]] = Observation(*row)
    return found


def _code(row: tuple[Any, ...]) -> str:
    """Sorting here takes 0.05 ms; an `order by` takes the database 1 ms."""
    return str(row[0])


def history(
    cursor: Cursor, indicator: str, area_codes: Sequence[str], dim: str
) -> list[Observation]:
    """All periods and series of some areas, for lines over time."""
    cursor.execute(
        f"""select {OBSERVATION} from observation
            where indicator = ? and dim = ? and area_code in (select unnest(?))
            order by area_code, series, period""",
        [indicator, dim, list(area_codes)],
    )
    return [Observation(*row) for row in cursor.fetchall()]


def every_period(cursor: Cursor, area_code: str) -> dict[tuple[str, str, str], list[Observation]]:
    """All values of one area by (indicator, dim, series), oldest first."""
    cursor.execute(
        f"""select indicator, {OBSERVATION} from observation where area_code = ?
            order by indicator, dim, series, period""",
        [area_code],
    )
    found: dict[tuple[str, str, str], list[Observation]] = {}
    for indicator, *row in cursor.fetchall():
        value = Observation(*row)
        found.setdefault((indicator, value.dim, value.series), []).append(value)
    return found


def inside(cursor: Cursor, area_code: str) -> list[tuple[str, Observation]]:
    """Published and computed values of the kelurahan of a kecamatan, and its own beside them."""
    cursor.execute(
        f"""select indicator, {OBSERVATION} from observation
            where area_code = ? or (level = 'kelurahan' and starts_with(area_code, ?))
            order by indicator, dim, series, period, area_code""",
        [area_code, area_code],
    )
    return [(row[0], Observation(*row[1:])) for row in cursor.fetchall()]


def breaks(
    release: Release, table: Coverage, period: str, method: str, classes: int
) -> ClassBreaks | None:
    """Classes of a table, over all periods (`period` "") or one; None when it has too few values."""
    place = (table.level, table.series, table.dim, table.round, period, method, classes)
    return _breaks_of(release, table.indicator).get(place)


@lru_cache(maxsize=256)
def _breaks_of(release: Release, indicator: str) -> dict[tuple[Any, ...], ClassBreaks]:
    """All classes of an indicator, about 60: every view of it asks for some."""
    with release.cursor() as cursor:
        cursor.execute(
            f"""select level, series, dim, round, period, method, classes, below, lows, highs,
                       {"places" if ("class_breaks", "places") in release.columns else "[]"}
                from class_breaks where indicator = ?""",
            [indicator],
        )
        return {
            row[:7]: ClassBreaks(row[5], row[7], tuple(row[8]), tuple(row[9]), tuple(row[10]))
            for row in cursor.fetchall()
        }


def sources(cursor: Cursor, source_ids: Sequence[str]) -> list[Source]:
    cursor.execute(
        """select source_id, producer_id, producer_en, title_id, title_en,
                  coalesce(edition_id, ''), coalesce(edition_en, ''), coalesce(table_no, ''),
                  coalesce(url_public, ''), grade, how_checked_id, how_checked_en
           from source where source_id in (select unnest(?)) order by grade, source_id""",
        [list(source_ids)],
    )
    return [Source(*row) for row in cursor.fetchall()]


@lru_cache(maxsize=4)
def _sources_by_id(release: Release) -> dict[str, Source]:
    with release.cursor() as cursor:
        return {s.source_id: s for s in every_source(cursor)}


def cited(release: Release, source_ids: Sequence[str]) -> list[Source]:
    """The sources of some ids, best evidence first; kept, because every view cites some."""
    known = _sources_by_id(release)
    found = [known[i] for i in dict.fromkeys(source_ids) if i in known]
    return sorted(found, key=lambda s: (s.grade, s.source_id))


def every_source(cursor: Cursor) -> list[Source]:
    """All sources, by producer and title."""
    cursor.execute("select source_id from source order by producer_id, title_id, source_id")
    order = [row[0] for row in cursor.fetchall()]
    found = {s.source_id: s for s in sources(cursor, order)}
    return [found[source_id] for source_id in order]


def source_ids(cursor: Cursor, indicator: str) -> list[str]:
    """Sources of all values of an indicator, and of the parts of computed ones."""
    cursor.execute(
        """select source_id from observation where indicator = ?
           union select source_id from part where indicator = ? order by source_id""",
        [indicator, indicator],
    )
    return [row[0] for row in cursor.fetchall()]


def parts(
    cursor: Cursor, indicator: str, area_codes: Sequence[str], dim: str, series: str, period: str
) -> dict[str, list[PartOf]]:
    """What the computed values of a table rest on, by area, in the order of the formula."""
    cursor.execute(
        """select area_code, role, part_indicator, part_area_code, part_period, part_dim,
                  part_series, value, low, high, source_id, part_period_kind
           from part where indicator = ? and dim = ? and series = ? and period = ?
             and area_code in (select unnest(?)) order by area_code, place""",
        [indicator, dim, series, period, list(area_codes)],
    )
    found: dict[str, list[PartOf]] = {}
    for row in cursor.fetchall():
        found.setdefault(row[0], []).append(PartOf(*row))
    return found


def part_sources(cursor: Cursor, indicator: str, area_codes: Sequence[str], dim: str) -> list[str]:
    """Sources of every part of the computed values of some areas."""
    cursor.execute(
        """select distinct source_id from part
           where indicator = ? and dim = ? and area_code in (select unnest(?))
           order by source_id""",
        [indicator, dim, list(area_codes)],
    )
    return [row[0] for row in cursor.fetchall()]


def contested(cursor: Cursor, indicators: Sequence[str]) -> list[Contested]:
    """Figures of some indicators for which another source was rejected."""
    cursor.execute(
        """select indicator, area_code, period, rejected, reason_id, reason_en from contested
           where indicator in (select unnest(?)) order by indicator, area_code, period""",
        [list(indicators)],
    )
    return [Contested(*row) for row in cursor.fetchall()]


def standings(cursor: Cursor, indicator: str) -> list[tuple[str, str, str, int]]:
    """Status, edition, table number and count of the values of an indicator, official ones first."""
    cursor.execute(
        """select status, coalesce(edition, '') as since, coalesce(table_no, '') as number,
                  count(*) from (
               select case when origin = 'dihitung' then 'dihitung' else status end as status,
                      case when status = 'rilis' then edition end as edition,
                      case when status = 'rilis' then table_no end as table_no
               from observation where indicator = ?)
           group by all order by since desc, number, status""",
        [indicator],
    )
    return [(s, e, n, int(count)) for s, e, n, count in cursor.fetchall()]


def vintages(release: Release, indicator: str, period: str, dim: str, series: str) -> list[Vintage]:
    """What each edition published of a table, oldest first, by area; none for figures that one
    edition alone has, and in releases from before there were official tables."""
    if ("vintage", "place") not in release.columns:
        return []
    with release.cursor() as cursor:
        cursor.execute(
            """select area_code, place, coalesce(edition, ''), value, coalesce(mark, ''), status,
                      coalesce(table_no, '') from vintage
               where (indicator, period, coalesce(dim, ''), coalesce(series, '')) = (?, ?, ?, ?)
               order by area_code, place""",
            [indicator, period, dim, series],
        )
        found = [Vintage(*row) for row in cursor.fetchall()]
    many = {v.area_code for v in found if v.place > 0}
    return [v for v in found if v.area_code in many]


def sum_check(
    release: Release, indicator: str, period: str, dim: str, series: str
) -> tuple[float, float] | None:
    """(sum of the 21 kecamatan, printed city figure) where both exist."""
    return _sums(release).get((indicator, period, dim, series))


@lru_cache(maxsize=4)
def _sums(release: Release) -> dict[tuple[str, ...], tuple[float, float]]:
    with release.cursor() as cursor:
        cursor.execute("select indicator, period, dim, series, parts_sum, printed from sum_check")
        return {row[:4]: (row[4], row[5]) for row in cursor.fetchall()}


def counts(cursor: Cursor) -> dict[str, Any]:
    """Published observations and indicators, computed ones, areas by level, for /healthz."""
    cursor.execute(
        """select count(*), count(distinct indicator) from observation
           group by indicator in (select indicator from derived)
           order by indicator in (select indicator from derived)"""
    )
    published, *computed = cursor.fetchall() or [(0, 0)]
    values, used = computed[0] if computed else (0, 0)
    cursor.execute("select level, count(*) from area group by level order by level")
    return {"observations": published[0], "indicators": published[1], "computed": values,
            "computed_indicators": used, "areas": dict(cursor.fetchall())}  # fmt: skip


@dataclass(frozen=True)
class Newest:
    """The newest published period of an indicator for one area."""

    indicator: str
    period: str
    period_kind: str
    value: float
    source_id: str


def newest(cursor: Cursor, area_code: str, limit: int) -> list[Newest]:
    """The indicators with the newest published totals of an area, newest period first."""
    cursor.execute(
        """select indicator, max(period), arg_max(period_kind, period), arg_max(value, period),
                  arg_max(source_id, period)
           from observation
           where area_code = ? and dim = '' and value is not null
             and indicator not in (select indicator from derived)
           group by indicator order by max(period) desc, indicator limit ?""",
        [area_code, limit],
    )
    return [Newest(*row) for row in cursor.fetchall()]


def indicators_at(cursor: Cursor, level: str) -> tuple[int, int]:
    """How many published indicators have figures at a level, and how many a table with 90 % of
    its areas."""
    cursor.execute(
        """select count(distinct indicator),
                  count(distinct indicator) filter (where areas * 10 >= "of" * 9)
           from coverage
           where level = ? and indicator not in (select indicator from derived)""",
        [level],
    )
    some, full = cursor.fetchone() or (0, 0)
    return some, full


@dataclass(frozen=True)
class Extent:
    observations: int
    indicators: int
    first: str
    last: str


def extent(cursor: Cursor) -> Extent:
    """How much is published in a release: observations, indicators, first and last year."""
    cursor.execute(
        """select count(*), count(distinct indicator), min(period)[:4], max(period)[:4]
           from observation where indicator not in (select indicator from derived)"""
    )
    return Extent(*(cursor.fetchone() or (0, 0, "", "")))
