"""Change: how each area of a level moved between two comparable periods of one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas import honest, query, sentence
from atlas.colour import ABOVE, BELOW, ZERO
from atlas.measure import ranks
from atlas.measure.diverging import Band, band_of, bands
from atlas.model import CITY, Coverage, Indicator, Lang, Observation
from atlas.query import Catalogue
from atlas.sentence import Ranked
from atlas.store import Release
from atlas.study import longrun
from atlas.study.longrun import Run
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.text import t
from atlas.view import Cell, ClassRange, View
from atlas.view.peers import Move, change_unit, move

YEARS = 5
"""Years between the two periods that are shown first, where there are such."""


@dataclass(frozen=True)
class Step:
    """One area: its two values, its change, and the class of that change."""

    area_code: str
    name: str
    first: float
    last: float
    first_text: str
    last_text: str
    first_mark: str
    last_mark: str
    step: float
    """in the unit of the change"""
    text: str
    klass: int
    rank: int | None
    said: str


@dataclass(frozen=True)
class Change:
    """A map of changes and every area with its two values, largest rise first."""

    view: View
    steps: tuple[Step, ...]
    first_label: str
    last_label: str
    unit: str
    """of the values"""
    step_unit: str
    decimals: int
    in_percent: bool
    """changes are shares of the first value: equal shares are equally long"""
    falls: str
    """what the colours under and above zero mean, in words"""
    rises: str
    map: bool
    """whether there are values enough for a map"""


@dataclass(frozen=True)
class _Two:
    """Two tables of a run, and what is needed to speak of them."""

    run: Run
    first: Coverage
    last: Coverage
    before: Mapping[str, Observation]
    after: Mapping[str, Observation]
    indicator: Indicator
    catalogue: Catalogue
    lang: Lang

    @property
    def noun(self) -> str:
        return t(f"level.{self.run.level}_noun", self.lang)

    @property
    def unit(self) -> str:
        return self.indicator.unit(self.lang)

    @property
    def step_unit(self) -> str:
        return change_unit(self.indicator, self.lang)

    @property
    def labels(self) -> tuple[str, str]:
        return self.run.period(self.first, self.lang), self.run.period(self.last, self.lang)

    def text(self, row: Observation) -> str:
        """A value exactly as published, with its mark."""
        said = sentence.value_text(row, self.indicator, self.lang)
        return said if row.mark in ("", "-", "~0") else f"{said} {row.mark}"

    def move(self, code: str) -> Move | None:
        """The change of an area; None when there is an obstacle."""
        before, after = self.before.get(code), self.after.get(code)
        if not before or not after or self.obstacle(code)[0]:
            return None
        return _signed(move(longrun.joined(before, self.run, after), after, self.indicator, self.lang),
                       before, after)  # fmt: skip

    def obstacle(self, code: str) -> tuple[str, str]:
        """State and words of an area whose values may not be compared; empty when they may."""
        pairs = ((self.before.get(code), self.first), (self.after.get(code), self.last))
        for row, table in pairs:
            state, words = self._lacks(row, table)
            if state:
                period = self.run.period(table, self.lang)
                return state, t("change.lacks", self.lang, period=period, state=words)
        before, after = (row for row, _ in pairs)
        if before is None or after is None:
            return "tidak_tersedia", t("state.tidak_tersedia", self.lang)
        if why := longrun.obstacle(before, after, self.run):
            return "tidak_berlaku", t(f"change.why_{why}", self.lang)
        if move(longrun.joined(before, self.run, after), after, self.indicator, self.lang) is None:
            return "tidak_berlaku", t("change.from_zero", self.lang, period=self.labels[0])
        return "", ""

    def _lacks(self, row: Observation | None, table: Coverage) -> tuple[str, str]:
        """What a single value lacks to be compared: its state and the words for it."""
        if row is None or (row.value is None and row.low is None):
            state = longrun.state(row, self.run, table.period)
            return state, t(f"state.{state}", self.lang)
        if row.value is None:
            return "ditahan", t("state.ditahan", self.lang)
        if honest.too_small(row, self.indicator):
            return "penyebut_kecil", t("state.penyebut_kecil", self.lang)
        if not honest.sure(row, self.indicator):
            unmentioned = "disebut" in self.indicator.zero_means
            key = "state.nol_unmentioned" if unmentioned else "state.nol_unlisted"
            return "nol", t(key, self.lang)
        return "", ""


def _signed(found: Move | None, before: Observation, after: Observation) -> Move | None:
    """A change so small that its share rounds to zero keeps its sign: it is not "unchanged"."""
    if found is None or found.step or before.value == after.value:
        return found
    size = (after.value or 0) - (before.value or 0)
    return Move(100 * size / (before.value or 1), ("+" if size > 0 else "−") + found.text)


def listed(release: Release, level: str) -> tuple[Run, ...]:
    """Runs of which a change may be spoken and that have two tables of five areas or more."""
    return tuple(r for r in longrun.runs(release, level) if not _why_not(r))


def _why_not(run: Run) -> str:
    if not run.indicator.trend:
        return "trend"
    return "" if sum(x.areas >= honest.FEWEST_VALUES for x in run.tables) > 1 else "few"


def last_period(run: Run) -> str:
    """The period a reader sees first: the newest nearly complete one, never the oldest."""
    later = run.tables[1:]
    return max((x.period for x in later if x.full), default=later[-1].period)


def first_period(run: Run, last: str) -> str:
    """The period it is compared with: five years before or near it, complete ones before others."""
    earlier = [x for x in run.tables if x.period < last]

    def worth(table: Coverage) -> tuple[bool, int, int, str]:
        apart = int(last[:4]) - int(table.period[:4])
        lacking = 0 if table.full else table.of - table.areas
        return table.areas < table.of, lacking, abs(apart - YEARS), table.period

    return min(earlier, key=worth).period


def change(
    release: Release, catalogue: Catalogue, run: Run, first: str, last: str, area: str, lang: Lang
) -> Study:
    """Every area of a level between two periods of a run (`first` before `last`); `area` is the one
    that is spoken of beside the extremes, "" for none."""
    two = _two(release, catalogue, run, first, last, lang)
    codes = [a.area_code for a in catalogue.level(run.level)]
    moves = {c: step for c in codes if (step := two.move(c))}
    found = bands(m.step for m in moves.values())
    places = ranked(two, moves)
    view = _map(release, two, moves, found, places)
    steps = _steps(two, moves, found, view, places)
    used = [r for c in codes for r in (two.before.get(c), two.after.get(c)) if r]
    sources = longrun.cited(release, run, used)
    start, end = two.labels
    series = run.series_name(catalogue, lang)
    title = t("change.title", lang, name=run.name(catalogue, lang), first=start, last=end)
    base = t("change.subtitle", lang, unit=two.unit, step=two.step_unit,
             level=t(f"level.{run.level}_of", lang))  # fmt: skip
    enough = len(steps) >= honest.FEWEST_VALUES
    said = _sentences(two, steps, area) if enough else []
    params = {"level": run.level, "indikator": run.code, "series": run.key, "dari": first,
              "sampai": last, "area": area}  # fmt: skip
    return Study(
        "change", "perubahan", ", ".join(p for p in (title, series) if p),
        base + longrun.weak(sources, lang), lang, release.name, params,
        sentences=tuple(said), notes=tuple(dict.fromkeys(_notes(release, two, used, steps))),
        sources=sources, grids=(_grid(two, steps, codes),),
        picture=_picture(two, view, steps) if enough else None,
        refusal="" if enough else _refusal(two, len(steps)),
    )  # fmt: skip


def _two(
    release: Release, catalogue: Catalogue, run: Run, first: str, last: str, lang: Lang
) -> _Two:
    tables = [run.table(p) for p in (first, last)]
    if tables[0] is None or tables[1] is None or not first < last:
        raise ValueError(f"{run.code} {run.key}: {first} {last}")
    found = longrun.rows(release, run)
    return _Two(run, tables[0], tables[1], found[first], found[last],
                longrun.indicator_of(release, run), catalogue, lang)  # fmt: skip


def _map(
    release: Release, two: _Two, moves: Mapping[str, Move], found: tuple[Band, ...],
    places: Mapping[str, int],
) -> View:  # fmt: skip
    areas = two.catalogue.level(two.run.level)
    cells = tuple(_cell(a.area_code, two, moves, found, places) for a in areas)
    texts = {m.step: m.text for m in moves.values()}
    classes = tuple(
        ClassRange(_range(b, texts, two.lang), _colour(b.shade), sum(c.klass == i for c in cells))
        for i, b in enumerate(found)
    )
    choice = two.run
    return View(
        kind="map", indicator=choice.indicator.indicator, level=choice.level,
        period=two.last.period, dim=choice.dim, series=two.last.series, lang=two.lang,
        release=release.name, title="", subtitle="", unit=two.step_unit, form="warna", cells=cells,
        classes=classes,
    )  # fmt: skip


def _cell(
    code: str, two: _Two, moves: Mapping[str, Move], found: tuple[Band, ...],
    places: Mapping[str, int],
) -> Cell:  # fmt: skip
    name, step = two.catalogue.areas[code].full_name(two.lang), moves.get(code)
    if step:
        return Cell(code, name, "terbit", step.text, step.step, klass=band_of(step.step, found),
                    sentence=_said(code, step, places, two))  # fmt: skip
    state, words = two.obstacle(code)
    said = t("change.refused", two.lang, area=name, why=words)
    if state == "ditahan":
        return Cell(code, name, "terbit", words, low=0.0, high=0.0, sentence=said)
    if state == "penyebut_kecil":
        return Cell(code, name, "terbit", words, small=True, sentence=said)
    return Cell(code, name, state, words, sentence=said)


def ranked(two: _Two, moves: Mapping[str, Move]) -> dict[str, int]:
    """15: ranks of the changes, 1 for the largest rise; none unless every area has one."""
    complete = len(moves) == len(two.catalogue.level(two.run.level))
    return ranks({c: m.step for c, m in moves.items()}) if complete else {}


def _range(band: Band, texts: Mapping[float, str], lang: Lang) -> str:
    """The words of a class: "tetap", "+0,50", "−5,21 sampai −2,02"."""
    if band.shade == 0:
        return t("change.same", lang)
    low, high = texts[band.low], texts[band.high]
    return low if low == high else t("change.band", lang, low=low, high=high)


def _colour(shade: int) -> str:
    if shade == 0:
        return ZERO["light"]
    return (ABOVE if shade > 0 else BELOW)[abs(shade) - 1]


def direction(step: float, indicator: Indicator, lang: Lang) -> str:
    """ "naik", "turun (membaik)" or "tetap": better or worse only where there is a polarity."""
    word = t(f"change.{'up' if step > 0 else 'down' if step < 0 else 'same'}", lang)
    judged = honest.judgement(step, indicator)
    return f"{word} ({t(f'change.{judged}', lang)})" if judged else word


def _said(code: str, step: Move, places: Mapping[str, int], two: _Two) -> str:
    """One area in a sentence: both values, the change, its direction, its rank."""
    before, after = two.before[code], two.after[code]
    start, end = two.labels
    said = t("change.area", two.lang, area=two.catalogue.areas[code].full_name(two.lang),
             first=sentence.amount(two.text(before), two.unit), first_period=start,
             last=sentence.amount(two.text(after), two.unit), last_period=end,
             step=f"{step.text} {two.step_unit}",
             direction=direction(step.step, two.indicator, two.lang))  # fmt: skip
    if code not in places:
        return said + "."
    return said + t("change.rank", two.lang, rank=places[code], of=len(places)) + "."


def _steps(
    two: _Two, moves: Mapping[str, Move], found: tuple[Band, ...], view: View,
    places: Mapping[str, int],
) -> tuple[Step, ...]:  # fmt: skip
    steps = []
    for code, step in moves.items():
        before, after = two.before[code], two.after[code]
        steps.append(Step(
            code, two.catalogue.areas[code].full_name(two.lang), before.value or 0, after.value or 0,
            sentence.value_text(before, two.indicator, two.lang),
            sentence.value_text(after, two.indicator, two.lang), before.mark, after.mark,
            step.step, step.text, band_of(step.step, found), places.get(code),
            view.cell[code].sentence))  # fmt: skip
    return tuple(sorted(steps, key=lambda s: (-s.step, s.area_code)))


def _picture(two: _Two, view: View, steps: tuple[Step, ...]) -> Change:
    start, end = two.labels
    return Change(
        view, steps, start, end, two.unit, two.step_unit, two.indicator.decimals,
        two.step_unit == t("city.percent", two.lang),
        direction(-1, two.indicator, two.lang), direction(1, two.indicator, two.lang),
        honest.drawable([1.0] * len(steps)),
    )  # fmt: skip


def _sentences(two: _Two, steps: Sequence[Step], area: str) -> list[str]:
    """How many rose and fell, by how much at most, the area in focus; then what limits it."""
    lang, run = two.lang, two.run
    start, end = two.labels
    counts = Counter((s.step > 0) - (s.step < 0) for s in steps)
    parts = [(-1, "down"), (1, "up"), (0, "same")]
    parts.sort(key=lambda p: -counts[p[0]])
    listed = ", ".join(
        t("change.in", lang, direction=direction(sign, two.indicator, lang), count=counts[sign])
        for sign, _ in parts
        if counts[sign]
    )
    said = [t("change.counts", lang, name=run.name(two.catalogue, lang), first=start, last=end,
              counts=listed, of=len(steps), noun=two.noun),
            _extremes(two, steps)]  # fmt: skip
    focus = area or (CITY if run.level == "kabkota" else "")
    own = next((s for s in steps if s.area_code == focus), None)
    if own:
        said.append(own.said)
    elif focus:
        said.append(t("change.refused", lang, area=two.catalogue.areas[focus].full_name(lang),
                      why=two.obstacle(focus)[1]))  # fmt: skip
    if run.level != "kabkota" and (city := two.move(CITY)):
        said.append(_said(CITY, city, {}, two))
    return [s for s in [*said, _incomplete(two, steps), *_rivals(two)] if s]


def _extremes(two: _Two, steps: Sequence[Step]) -> str:
    """The largest rise and the largest fall, where there are such."""
    found = []
    for key, best in (("rise", max(s.step for s in steps)), ("fall", min(s.step for s in steps))):
        if (best > 0) if key == "rise" else (best < 0):
            these = [s for s in steps if s.step == best]
            names = sentence.names([Ranked(s.name, s.step, s.text) for s in these], two.lang)
            size = f"{these[0].text} {two.step_unit}"
            found.append(t(f"change.most_{key}", two.lang, names=names, size=size))
    return " ".join(found)


def _incomplete(two: _Two, steps: Sequence[Step]) -> str:
    """Which areas have no two comparable values, and why; then nothing is ranked."""
    areas = two.catalogue.level(two.run.level)
    known = {s.area_code for s in steps}
    without = [a for a in areas if a.area_code not in known]
    if not without:
        return ""
    by_reason: dict[str, list[str]] = {}
    for area in without:
        by_reason.setdefault(two.obstacle(area.area_code)[1], []).append(area.full_name(two.lang))
    listed = "; ".join(
        f"{', '.join(names[:MOST])}{f' (+{len(names) - MOST})' if len(names) > MOST else ''} – {why}"
        for why, names in by_reason.items()
    )
    return t("change.incomplete", two.lang, count=len(known), of=len(areas), noun=two.noun,
             listed=listed)  # fmt: skip


MOST = 12
"""Names that are listed for one reason."""


def _refusal(two: _Two, count: int) -> str:
    first = next((a.area_code for a in two.catalogue.level(two.run.level)
                  if two.before.get(a.area_code) and two.after.get(a.area_code)), "")  # fmt: skip
    before, after = two.before.get(first), two.after.get(first)
    why = longrun.obstacle(before, after, two.run) if before and after else ""
    if why:
        return t("change.refusal", two.lang, why=t(f"change.why_{why}", two.lang))
    return t("view.table_few", two.lang, count=count, noun=two.noun)


def _rivals(two: _Two) -> list[str]:
    """9: the change of an area if the rejected figure of a contested value were right."""
    said = []
    for area in two.catalogue.level(two.run.level):
        before, after = two.before.get(area.area_code), two.after.get(area.area_code)
        if not before or not after or before.alternative is after.alternative is None:
            continue
        rows = [replace(r, value=r.value if r.alternative is None else r.alternative)
                for r in (before, after)]  # fmt: skip
        other = move(longrun.joined(rows[0], two.run, rows[1]), rows[1], two.indicator, two.lang)
        if other and two.move(area.area_code):
            said.append(t("change.rival", two.lang, area=area.full_name(two.lang),
                          step=f"{other.text} {two.step_unit}"))  # fmt: skip
    return said


def _notes(
    release: Release, two: _Two, used: Sequence[Observation], steps: Sequence[Step]
) -> list[str]:
    run, lang = two.run, two.lang
    found = [run.reason[lang == "en"]] if run.is_pair else []
    unit = "percent" if two.step_unit == t("city.percent", lang) else "difference"
    found.append(t(f"change.note_{unit}", lang))
    found.append(t("change.note_classes", lang))
    if any(s.rank for s in steps):
        found.append(t("change.note_rank", lang))
    if run.indicator.extensive:
        found.append(t("change.note_count", lang))
    if any(r.alternative is not None for r in used):
        with release.cursor() as cursor:
            contested = query.contested(cursor, [run.indicator.indicator])
        found += [c.reason_id if lang == "id" else c.reason_en for c in contested]
    return [*found, *longrun.notes(run, used, lang)]


@lru_cache(maxsize=16)
def not_listed(release: Release, level: str, lang: Lang) -> str:
    """How many indicators of a level cannot be shown here, and why; those by name of which no change
    may be spoken though they have two periods."""
    catalogue = query.catalogue(release)
    shown = {r.indicator.indicator for r in listed(release, level)}
    rest = {r.indicator.indicator: _why_not(r) for r in longrun.runs(release, level)
            if r.indicator.indicator not in shown}  # fmt: skip
    here = {
        i for i in catalogue.indicators if any(x.level == level for x in query.tables(release, i))
    }
    names = [catalogue.indicators[i].name(lang) for i, why in rest.items() if why == "trend"]
    counts = {"single": len(here) - len(shown & here) - len(rest),
              "few": sum(why == "few" for why in rest.values()), "trend": len(names)}  # fmt: skip
    parts = [t(f"change.rest_{why}", lang, count=n, names="; ".join(names))
             for why, n in counts.items() if n]  # fmt: skip
    noun = t(f"level.{level}_noun", lang)
    return t("change.not_listed", lang, noun=noun, parts="; ".join(parts)) if parts else ""


def why_not_listed(release: Release, level: str, indicator: Indicator, lang: Lang) -> str:
    """Why an indicator that exists cannot be chosen at a level, in a sentence."""
    found = [r for r in longrun.runs(release, level) if r.indicator == indicator]
    why = _why_not(found[0]) if found else "single"
    return t(f"change.cannot_{why}", lang, name=indicator.name(lang),
             noun=t(f"level.{level}_noun", lang))  # fmt: skip


def _grid(two: _Two, steps: Sequence[Step], codes: Sequence[str]) -> Grid:
    """Both values exactly as published with their marks, the change, its rank and its direction;
    below them the areas without a change, with the reason in its place."""
    lang = two.lang
    start, end = two.labels
    heads = (Head(t("table.area", lang)), Head(f"{start} ({two.unit})", True), Head(t("change.mark_of", lang, period=start)),
             Head(f"{end} ({two.unit})", True), Head(t("change.mark_of", lang, period=end)),
             Head(t("change.head", lang, unit=two.step_unit), True), Head(t("table.rank", lang), True),
             Head(t("change.direction", lang)))  # fmt: skip
    rows = [
        Row((Entry(s.name), Entry(s.first_text, s.first), Entry(s.first_mark), Entry(s.last_text, s.last),
             Entry(s.last_mark), Entry(s.text, round(s.step, 6)),
             Entry(str(s.rank), s.rank) if s.rank else Entry("–"),
             Entry(direction(s.step, two.indicator, lang))), s.area_code)
        for s in steps
    ]  # fmt: skip
    known = {s.area_code for s in steps}
    for code in (c for c in codes if c not in known):
        before, after = (_published(side.get(code), table, two)
                         for side, table in ((two.before, two.first), (two.after, two.last)))  # fmt: skip
        rows.append(Row((Entry(two.catalogue.areas[code].full_name(lang)), *before, *after,
                         Entry("–"), Entry("–"), Entry(two.obstacle(code)[1])), code))  # fmt: skip
    caption = t(
        "change.caption", lang, name=two.run.name(two.catalogue, lang), first=start, last=end
    )
    return Grid(t("study.sheet_data", lang), caption, heads, tuple(rows))


def _published(row: Observation | None, table: Coverage, two: _Two) -> tuple[Entry, Entry]:
    """A value and its mark as they were published, or the word for its state."""
    mark = Entry(row.mark if row else "")
    if row is None or (row.value is None and row.low is None):
        state = longrun.state(row, two.run, table.period)
        return Entry("–" if state == "nol" else t(f"state.cell_{state}", two.lang)), mark
    return Entry(sentence.value_text(row, two.indicator, two.lang), row.value), mark


def nothing(release: Release, lang: Lang) -> Study:
    """What a release says that holds no two comparable periods at any level."""
    return Study("change", "perubahan", t("page.change", lang), "", lang, release.name,
                 refusal=t("change.nothing", lang))  # fmt: skip
