"""Targets of plans against published figures: verdict, pace so far and pace needed, formula filled in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from atlas import honest, query, sentence
from atlas.measure import pace
from atlas.measure.pace import Aim
from atlas.model import CITY, Indicator, Lang, Observation
from atlas.number import format_plain, format_range, format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.targets import COLUMNS, Known, Meta, Target
from atlas.text import t
from atlas.view.notes import status_note

KINDS = ("year", "round", "school_year")
"""Kinds of period of which a year has one."""
UNJUDGED = "belum"
ORDER = (*pace.VERDICTS, UNJUDGED)
NAMED = 3
"""Lines that the sentences name; the table has all of them."""
BACK = 5
"""Years before the baseline that a picture shows."""
SHOWN = 40
"""Lines a picture holds; more of them are in the table only."""


@dataclass(frozen=True)
class Point:
    """A value in a year; `high` is the upper end of a range, else the value again."""

    year: int
    value: float
    high: float
    text: str


@dataclass(frozen=True)
class Track:
    """One line of targets: what was published, the path of the plan, and how it stands."""

    name: str
    unit: str
    verdict: str
    word: str
    pace: str
    said: str
    values: tuple[Point, ...]
    baseline: Point
    path: tuple[Point, ...]
    now: Point | None
    """the published value that is judged"""
    joined: bool
    """whether published values may stand in one line: a change may be spoken of"""


@dataclass(frozen=True)
class Tracks:
    tracks: tuple[Track, ...]


@dataclass(frozen=True)
class Judged:
    """Targets of one line, what was published, and the verdict or why there is none."""

    targets: tuple[Target, ...]
    indicator: Indicator
    points: tuple[Observation, ...]
    base: Observation | None
    now: Observation | None
    wanted: Aim | None
    verdict: str
    reason: str = ""

    @property
    def last(self) -> Target:
        return self.targets[-1]

    @property
    def so_far(self) -> float | None:
        """Change a year since the baseline, in the indicator's unit."""
        if self.verdict == UNJUDGED or self.base is None or self.now is None:
            return None
        return pace.pace(_value(self.base), _value(self.now), _year(self.now) - _year(self.base))

    @property
    def needed(self) -> float | None:
        """Change a year to the target; None when it is reached or its year is over."""
        if self.verdict in (UNJUDGED, pace.REACHED, pace.MISSED):
            return None
        if self.now is None or self.wanted is None:
            return None
        here = _value(self.now)
        return pace.pace(here, self.wanted.nearest(here), int(self.last.period) - _year(self.now))


def _year(point: Observation) -> int:
    return int(point.period[:4])


def _value(point: Observation) -> float:
    return point.value or 0.0


@lru_cache(maxsize=4)
def targets_in(release: Release) -> tuple[Target, ...]:
    """Every target of a release, by line and year; none in releases from before there were any."""
    if ("target", "indicator") not in release.columns:
        return ()
    with release.cursor() as cursor:
        cursor.execute(f"select {', '.join(COLUMNS)} from target")
        rows = cursor.fetchall()
    numbers = ("target", "low", "high", "baseline_value")
    found = []
    for row in rows:
        named = zip(COLUMNS, row, strict=True)
        fields: dict[str, Any] = {k: v if k in numbers else v or "" for k, v in named}
        found.append(Target(**fields))
    return tuple(sorted(found, key=lambda x: x.key))


@lru_cache(maxsize=2)
def known(release: Release) -> Known:
    """Codes and yearly figures of a release: what a filled template is checked against."""
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        cursor.execute("select indicator, unit, range_min, range_max from indicator")
        meta = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(
            """select indicator, area_code, dim, series, period, period_kind, partial_period, value
               from observation where value is not null order by period"""
        )
        rows = cursor.fetchall()
    found: dict[tuple[str, str, str, str], list[Observation]] = defaultdict(list)
    for indicator, area, dim, series, period, kind, partial, value in rows:
        point = Observation(area, period, value, period_kind=kind, partial_period=partial or "")
        found[indicator, area, dim or "", series or ""].append(point)
    figures = {key: {p.period[:4]: _value(p) for p in yearly(points)}
               for key, points in found.items() if yearly(points)}  # fmt: skip
    indicators = {}
    for code, one in catalogue.indicators.items():
        unit, low, high = meta[code]
        indicators[code] = Meta(one.name("id"), one.name("en"), unit, one.unit("id"),
                                one.unit("en"), one.polarity, low, high)  # fmt: skip
    return Known(
        indicators,
        {a.area_code: (a.full_name("id"), a.full_name("en")) for a in catalogue.areas.values()},
        {s.code: (s.name_id, s.name_en) for s in catalogue.series.values()},
        {c: (d.name_id, d.name_en) for c, d in catalogue.dimensions.items() if "=" in c},
        figures,
    )


def yearly(points: Iterable[Observation]) -> list[Observation]:
    """The published values of one round, one a year, oldest first: of the round with most of them.
    Months, quarters and semesters are not, nor parts of a year."""
    kept = [p for p in points if p.period_kind in KINDS and p.value is not None and not p.partial_period]  # fmt: skip
    rounds = Counter((p.period_kind, p.period[4:]) for p in kept)
    if not rounds:
        return []
    best = max(rounds, key=lambda r: (rounds[r], max(p.period for p in kept if (p.period_kind, p.period[4:]) == r)))  # fmt: skip
    return sorted(
        (p for p in kept if (p.period_kind, p.period[4:]) == best), key=lambda p: p.period
    )


def documents(found: Sequence[Target]) -> dict[str, tuple[str, str]]:
    """Title and number of each document, by what a URL calls it."""
    named: dict[str, tuple[str, str]] = {}
    for pair in sorted({(one.document, one.document_no) for one in found}):
        words = re.sub(r"[^a-z0-9]+", "-", " ".join(pair).casefold()).strip("-")[:48] or "dokumen"
        code, number = words, 2
        while code in named:
            code, number = f"{words}-{number}", number + 1
        named[code] = pair
    return named


@lru_cache(maxsize=64)
def judged(release: Release, area: str) -> tuple[Judged, ...]:
    """Every line of targets of an area with its verdict, those that need most first."""
    catalogue = query.catalogue(release)
    lines: dict[tuple[str, ...], list[Target]] = defaultdict(list)
    for one in targets_in(release):
        if one.area_code == area and one.indicator in catalogue.indicators:
            lines[one.line].append(one)
    found = []
    with release.cursor() as cursor:
        for line in lines.values():
            first, indicator = line[0], catalogue.indicators[line[0].indicator]
            history = query.history(cursor, first.indicator, [area], first.dim)
            points = yearly(
                p for p in history if (p.series or "") == first.series and honest.sure(p, indicator)
            )
            found.append(judge(line, indicator, points))
    return tuple(sorted(found, key=lambda j: (ORDER.index(j.verdict), j.indicator.name("id"))))


def judge(line: Sequence[Target], indicator: Indicator, points: Sequence[Observation]) -> Judged:
    """How the published values of a line stand to its last target."""
    last = line[-1]
    years = {_year(p): p for p in points}
    now = years.get(int(last.period)) or (points[-1] if points else None)
    base = years.get(int(last.baseline_period))
    wanted = pace.aim(last.target, last.low, last.high, last.polarity)
    reason = _reason(last, indicator, points, base, now, wanted)
    if reason or now is None or base is None or wanted is None:
        return Judged(tuple(line), indicator, tuple(points), base, now, wanted, UNJUDGED, reason)
    verdict = pace.verdict(_value(base), _value(now), wanted, _year(now) - _year(base),
                           int(last.period) - _year(now))  # fmt: skip
    return Judged(tuple(line), indicator, tuple(points), base, now, wanted, verdict)


def _reason(
    last: Target, indicator: Indicator, points: Sequence[Observation], base: Observation | None,
    now: Observation | None, wanted: Aim | None,
) -> str:  # fmt: skip
    """Which condition of a verdict fails; "" for none."""
    if not indicator.trend:
        return "trend"
    if last.polarity == "kumulatif":
        return "cumulative"
    if wanted is None:
        return "neutral"
    if now is None:
        return "nothing"
    if len(points) < 2:
        return "one"
    if _year(now) < int(last.baseline_period):
        return "before"
    if _year(now) == int(last.baseline_period):
        return "same"
    if base is None or not honest.comparable(base, now, indicator):
        return "no_base"
    return ""


def target(
    release: Release, catalogue: Catalogue, area: str, document: str, indicator: str, lang: Lang
) -> Study:
    """Where the targets of an area stand; of one document or indicator where these are given.
    Without targets: that there are none, and which figures wait for one."""
    if ("target", "indicator") not in release.columns:
        return Study("target", "target", t("target.title_none", lang), t("target.subtitle_none", lang),
                     lang, release.name, refusal=t("target.old_release", lang))  # fmt: skip
    named = documents(targets_in(release))
    found = [
        j for j in judged(release, area)
        if not document or named[document] == (j.last.document, j.last.document_no)
        if not indicator or j.indicator.indicator == indicator
    ]  # fmt: skip
    if not found:
        return _waiting(release, catalogue, lang)
    used = [o for j in found for o in (j.base, j.now) if o is not None]
    sources = tuple(query.cited(release, sorted({o.source_id for o in used})))
    weak = " · " + t("view.evidence_c", lang) if any(s.grade == "C" for s in sources) else ""
    place = catalogue.areas[area].full_name(lang)
    titles = ", ".join(dict.fromkeys(j.last.document for j in found))
    tracks = tuple(_track(j, catalogue, lang) for j in found)
    return Study(
        "target", "target", t("target.title", lang, area=place),
        t("target.subtitle", lang, count=len(found), documents=titles) + weak, lang, release.name,
        {"area": "" if area == CITY else area, "dokumen": document, "indikator": indicator},
        sentences=tuple(_sentences(found, tracks, place, lang)),
        notes=tuple(_notes(found, used, lang)), sources=sources,
        grids=(_verdict_grid(found, tracks, place, lang), _yearly_grid(found, catalogue, place, lang)),
        picture=Tracks(tracks[:SHOWN]),
    )  # fmt: skip


def _sentences(
    found: Sequence[Judged], tracks: Sequence[Track], place: str, lang: Lang
) -> list[str]:
    """How many stand how; then the lines that need most."""
    counts = Counter(j.verdict for j in found)
    parts = [
        t("target.count", lang, count=counts[v], word=word(v, lang)) for v in ORDER if counts[v]
    ]
    said = [t("target.answer", lang, count=len(found), area=place, counts=", ".join(parts))]
    if len(found) == 1:
        return [tracks[0].said]
    said += [track.said for track in tracks[:NAMED]]
    if len(found) > SHOWN:
        said.append(t("target.too_many", lang, shown=SHOWN, count=len(found)))
    return said


def word(verdict: str, lang: Lang) -> str:
    return t(f"target.word_{verdict}", lang)


def _name(one: Judged, catalogue: Catalogue, lang: Lang) -> str:
    """ "Siswa per guru MA (Negeri), Dapodik 2024" """
    dim = catalogue.dim_name(one.last.dim, lang)
    name = f"{one.indicator.name(lang)} ({dim})" if dim else one.indicator.name(lang)
    series = catalogue.series_name(one.last.series, lang)
    return f"{name}, {series}" if series else name


def _text(value: float, indicator: Indicator, lang: Lang) -> str:
    return format_value(value, lang, indicator.decimals)


def aim_text(one: Target, indicator: Indicator, lang: Lang) -> str:
    """ "7,00" or "5,80–6,20" """
    if one.target is not None:
        return _text(one.target, indicator, lang)
    return format_range(one.low or 0.0, one.high or 0.0, lang, indicator.decimals)


def _per_year(value: float, indicator: Indicator, lang: Lang, unit: bool = True) -> str:
    """ "−0,20 persen poin per tahun"; a pace is rounded, and computed."""
    places = indicator.decimals + 1 if abs(value) < 100 else 1
    shown = round(value, places)
    text = ("+" if shown > 0 else "") + format_value(shown, lang, places)
    return t("target.per_year", lang, value=sentence.amount(text, _step_unit(indicator, lang))) if unit else text  # fmt: skip


def _step_unit(indicator: Indicator, lang: Lang) -> str:
    if indicator.measure in ("persen", "laju") or indicator.unit("id") == "persen":
        return t("target.points", lang)
    return indicator.unit(lang)


def _formula(one: Judged, lang: Lang) -> str:
    """The arithmetic behind the verdict with its parts filled in, or why there is none."""
    if one.verdict == UNJUDGED or one.base is None or one.now is None or one.wanted is None:
        return t(f"target.why_{one.reason}", lang, baseline=one.last.baseline_period,
                 period=one.now.period[:4] if one.now else "–")  # fmt: skip
    here, was = _value(one.now), _value(one.base)
    parts = {
        "now": _text(here, one.indicator, lang), "base": _text(was, one.indicator, lang),
        "now_year": _year(one.now), "base_year": _year(one.base), "year": one.last.period,
        "so_far": _per_year(one.so_far or 0.0, one.indicator, lang, False),
        "target": _text(one.wanted.nearest(here), one.indicator, lang),
    }  # fmt: skip
    if one.needed is None:
        sign = t(f"target.side_{_side(one)}", lang, target=aim_text(one.last, one.indicator, lang))
        return t("target.formula_reached", lang, sign=sign, **parts)
    needed = _per_year(one.needed, one.indicator, lang, False)
    return t("target.formula", lang, needed=needed, **parts)


def _side(one: Judged) -> str:
    """Where the value lies of its last target: under, over, at it, or inside its range."""
    here = _value(one.now) if one.now else 0.0
    low = one.last.low if one.last.target is None else one.last.target
    high = one.last.high if one.last.target is None else one.last.target
    if low is not None and here < low:
        return "under"
    if high is not None and here > high:
        return "over"
    return "at" if one.last.target is not None else "inside"


def _said(one: Judged, name: str, lang: Lang) -> str:
    unit, indicator = one.indicator.unit(lang), one.indicator
    aim = sentence.amount(aim_text(one.last, indicator, lang), unit)
    head = t("target.say_aim", lang, name=name, target=aim, year=one.last.period)
    if one.now is not None:
        value = sentence.amount(_text(_value(one.now), indicator, lang), unit)
        head = t("target.say_now", lang, name=name, value=value, period=one.now.period[:4],
                 target=aim, year=one.last.period)  # fmt: skip
    return f"{head} {word(one.verdict, lang).capitalize()}: {_formula(one, lang)}"


def _track(one: Judged, catalogue: Catalogue, lang: Lang) -> Track:
    indicator, last = one.indicator, one.last
    name = _name(one, catalogue, lang)
    since = int(last.baseline_period) - BACK
    values = tuple(_point(o, indicator, lang) for o in one.points if _year(o) >= since)
    base = Point(int(last.baseline_period), last.baseline_value, last.baseline_value,
                 _text(last.baseline_value, indicator, lang))  # fmt: skip
    path = tuple(
        Point(int(x.period), x.target if x.target is not None else x.low or 0.0,
              x.target if x.target is not None else x.high or 0.0, aim_text(x, indicator, lang))
        for x in one.targets
    )  # fmt: skip
    paces = t(f"target.why_short_{one.reason}", lang) if one.reason else _paces(one, lang)
    return Track(name, indicator.unit(lang), one.verdict, word(one.verdict, lang), paces,
                 _said(one, name, lang), values, base, path,
                 _point(one.now, indicator, lang) if one.now else None, indicator.trend)  # fmt: skip


def _point(point: Observation, indicator: Indicator, lang: Lang) -> Point:
    value = _value(point)
    return Point(_year(point), value, value, _text(value, indicator, lang))


def _paces(one: Judged, lang: Lang) -> str:
    so_far = _per_year(one.so_far or 0.0, one.indicator, lang)
    if one.needed is None:
        return t("target.pace_only", lang, so_far=so_far)
    needed = _per_year(one.needed, one.indicator, lang, False)
    return t("target.paces", lang, so_far=so_far, needed=needed)


def _notes(found: Sequence[Judged], used: Sequence[Observation], lang: Lang) -> list[str]:
    notes = [t("target.note_method", lang), t("target.note_words", lang)]
    if any(one.target is None for j in found for one in j.targets):
        notes.append(t("target.note_range", lang))
    for j in found:
        if j.base is not None and abs(_value(j.base) - j.last.baseline_value) > 1e-9:
            said = t("target.note_baseline", lang, name=j.indicator.name(lang),
                     year=j.last.baseline_period, released=_text(_value(j.base), j.indicator, lang),
                     stated=_text(j.last.baseline_value, j.indicator, lang))  # fmt: skip
            more = j.last.note_id if lang == "id" else j.last.note_en or j.last.note_id
            notes.append(f"{said} {more}".strip())
    for j in found:
        named = ", ".join(x for x in (j.last.document, j.last.document_no) if x)
        notes.append(t("target.note_document", lang, document=named))
    return [*dict.fromkeys(notes), *status_note(used, lang)]


def _verdict_grid(found: Sequence[Judged], tracks: Sequence[Track], place: str, lang: Lang) -> Grid:
    heads = (
        Head(t("target.head_indicator", lang)), Head(t("target.head_verdict", lang)),
        Head(t("target.head_baseline", lang), True), Head(t("target.head_baseline_year", lang)),
        Head(t("target.head_now", lang), True), Head(t("target.head_now_year", lang)),
        Head(t("target.head_target", lang), True), Head(t("target.head_year", lang)),
        Head(t("target.head_so_far", lang), True), Head(t("target.head_needed", lang), True),
        Head(t("target.head_why", lang)),
    )  # fmt: skip
    rows = []
    for j, track in zip(found, tracks, strict=True):
        last = j.last
        base = _value(j.base) if j.base is not None else last.baseline_value
        rows.append(Row((
            Entry(f"{track.name} ({track.unit})"), Entry(track.word),
            Entry(_text(base, j.indicator, lang), base), Entry(last.baseline_period),
            _number(_value(j.now) if j.now else None, j.indicator, lang),
            Entry(j.now.period[:4] if j.now else "–"),
            Entry(aim_text(last, j.indicator, lang), last.target), Entry(last.period),
            _pace_entry(j.so_far, j.indicator, lang), _pace_entry(j.needed, j.indicator, lang),
            Entry(_formula(j, lang)),
        )))  # fmt: skip
    return Grid(t("target.sheet_verdicts", lang), t("target.caption_verdicts", lang, area=place),
                heads, tuple(rows))  # fmt: skip


def _number(value: float | None, indicator: Indicator, lang: Lang) -> Entry:
    return Entry("–") if value is None else Entry(_text(value, indicator, lang), value)


def _pace_entry(value: float | None, indicator: Indicator, lang: Lang) -> Entry:
    return Entry("–") if value is None else Entry(_per_year(value, indicator, lang, False), value)


def _yearly_grid(found: Sequence[Judged], catalogue: Catalogue, place: str, lang: Lang) -> Grid:
    """Every target with the published value of its year and how much of it that is."""
    heads = (
        Head(t("target.head_indicator", lang)), Head(t("target.head_year", lang)),
        Head(t("target.head_target", lang), True), Head(t("target.head_in_year", lang), True),
        Head(t("target.head_share", lang), True), Head(t("target.head_share_how", lang)),
        Head(t("target.head_document", lang)),
    )  # fmt: skip
    rows = []
    for j in found:
        years = {_year(p): _value(p) for p in j.points}
        for one in j.targets:
            value = years.get(int(one.period))
            share, how = _share(one, value, j.indicator, lang)
            where = [t("target.at_table", lang, table=one.document_table) if one.document_table else "",
                     t("target.at_page", lang, page=one.document_page) if one.document_page else ""]  # fmt: skip
            document = ", ".join(x for x in (one.document, one.document_no, *where) if x)
            rows.append(Row((
                Entry(f"{_name(j, catalogue, lang)} ({j.indicator.unit(lang)})"), Entry(one.period),
                Entry(aim_text(one, j.indicator, lang), one.target),
                _number(value, j.indicator, lang), share, Entry(how), Entry(document),
            )))  # fmt: skip
    return Grid(t("target.sheet_years", lang), t("target.caption_years", lang, area=place), heads,
                tuple(rows))  # fmt: skip


def _share(one: Target, value: float | None, indicator: Indicator, lang: Lang) -> tuple[Entry, str]:
    """Achievement in percent and its formula filled in; for a range whether the value is in it."""
    if value is None:
        return Entry("–"), t("target.share_none", lang)
    here = _text(value, indicator, lang)
    aim = aim_text(one, indicator, lang)
    if one.target is None:
        low, high = one.low or 0.0, one.high or 0.0
        side = "under" if value < low else "over" if value > high else "inside"
        return Entry("–"), t("target.share_range", lang, value=here,
                             side=t(f"target.side_{side}", lang, target=aim))  # fmt: skip
    found = pace.achievement(value, one.target, one.polarity)
    if found is None or not indicator.trend:
        return Entry("–"), t("target.share_not", lang)
    shown = round(found, 1)
    how = t(f"target.share_{one.polarity}", lang, value=here, target=aim)
    return Entry(format_value(shown, lang, 1), shown), how


@lru_cache(maxsize=4)
def ready(release: Release) -> tuple[tuple[str, str, tuple[Observation, ...]], ...]:
    """The city's figures that could be judged: indicator with a direction, its series with the
    newest year, and its yearly values, two at least. Newest and longest first."""
    catalogue = query.catalogue(release)
    found: dict[str, tuple[str, tuple[Observation, ...]]] = {}
    with release.cursor() as cursor:
        lines = query.every_period(cursor, CITY)
    for (code, dim, series), history in lines.items():
        one = catalogue.indicators[code]
        points = tuple(yearly(p for p in history if honest.sure(p, one)))
        if dim or len(points) < 2 or one.polarity == "netral" or not one.trend:
            continue
        if code not in found or points[-1].period > found[code][1][-1].period:
            found[code] = (series or "", points)
    order = sorted(found, key=lambda c: (found[c][1][-1].period, len(found[c][1])), reverse=True)
    return tuple((code, *found[code]) for code in order)


def _waiting(release: Release, catalogue: Catalogue, lang: Lang) -> Study:
    """No target: which of the city's figures could be judged as soon as there is one."""
    heads = tuple(Head(t(f"target.head_{n}", lang), number) for n, number in
                  (("indicator", False), ("code", False), ("series", False), ("newest", True),
                   ("newest_year", False), ("polarity", False), ("years", True)))  # fmt: skip
    found, rows = ready(release), []
    for code, series, points in found:
        one, last = catalogue.indicators[code], points[-1]
        rows.append(Row((
            Entry(f"{one.name(lang)} ({one.unit(lang)})"), Entry(code), Entry(series or "–"),
            Entry(_text(_value(last), one, lang), _value(last)), Entry(last.period[:4]),
            Entry(t(f"target.polarity_{one.polarity}", lang)),
            Entry(format_plain(len(points)), len(points)),
        )))  # fmt: skip
    used = [points[-1] for _, _, points in found]
    sources = tuple(query.cited(release, sorted({o.source_id for o in used if o.source_id})))
    weak = " · " + t("view.evidence_c", lang) if any(s.grade == "C" for s in sources) else ""
    caption = t("target.caption_waiting", lang, count=len(rows))
    grid = Grid(t("target.sheet_waiting", lang), caption, heads, tuple(rows))
    return Study(
        "target", "target", t("target.title_none", lang), t("target.subtitle_none", lang) + weak,
        lang, release.name, notes=tuple(status_note(used, lang)), sources=sources,
        grids=(grid,) if rows else (), refusal=t("target.none", lang, count=len(rows)),
    )  # fmt: skip
