"""The ready deck before an FGD: figures of a release that need a word with their producers, by what the
release itself knows of them. Each slide says which figure is doubtful; its note why, and what to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from atlas import choice as codec
from atlas import inventory, query
from atlas.deck.lineup import Lineup, credit, note
from atlas.deck.model import Deck, Slide
from atlas.model import CITY, Coverage, Lang
from atlas.number import format_period, format_value
from atlas.store import Release
from atlas.text import t
from atlas.view import View

MOST = 14
EACH = {"contested": 2, "sums": 2, "missing": 4, "weak": 3, "old": 3, "breaks": 2}
"""Slides of a kind of doubt, the gravest first."""
OLD = 5
"""Years before the newest figure of a release."""
LEVELS = ("kecamatan", "kabkota")
NAMED = 8


@dataclass(frozen=True)
class Doubt:
    """A slide with the words for what is doubtful in its view: title and talking point."""

    slide: Slide
    words: Callable[[View], tuple[str, str]]


@lru_cache(maxsize=4)
def quality(release: Release, lang: Lang) -> Deck:
    made = Lineup(release, query.catalogue(release), lang, MOST)
    kinds = {"contested": _contested, "sums": _sums, "missing": _missing, "weak": _weak, "old": _old,
             "breaks": _breaks}  # fmt: skip
    for name, doubts in kinds.items():
        count = 0
        for doubt in doubts(made):
            if count == EACH[name]:
                break
            if name not in ("contested", "sums") and doubt.slide.indicator in made.used:
                continue
            found = made.look(doubt.slide)
            if found.view is None:
                continue
            title, said = doubt.words(found.view)
            count += bool(title) and made.add(found, title, said)
    return made.deck(t("ready.quality", lang))


def _contested(made: Lineup) -> Iterator[Doubt]:
    """Figures for which a source that says otherwise was rejected."""
    with made.release.cursor() as cursor:
        rows = inventory.table(cursor, "contested")
    names = [name for name, _ in rows[0]]
    for values in rows[1]:
        row = dict(zip(names, values, strict=True))
        area = made.catalogue.areas[row["area_code"]]

        def words(shown: View, row: dict[str, str] = row) -> tuple[str, str]:
            lang = made.lang
            cell = shown.cell.get(row["area_code"])
            if cell is None:
                return "", ""
            indicator = made.catalogue.indicators[shown.indicator]
            other = format_value(float(row["rejected"]), lang, indicator.decimals)
            title = t("ready.contested", lang, name=indicator.name(lang), area=cell.name,
                      value=cell.text, other=other)  # fmt: skip
            return title, f"{row[f'reason_{lang}']} {t('ready.contested_ask', lang)}"

        place = {"level": area.level, "period": row["period"], "dim": row["dim"],
                 "series": row["series"], "area": row["area_code"]}  # fmt: skip
        yield Doubt(Slide("bar", row["indicator"], {k: v for k, v in place.items() if v}), words)


def _sums(made: Lineup) -> Iterator[Doubt]:
    """Tables whose kecamatan do not add up to the printed figure of the city, the largest share of
    it first."""
    with made.release.cursor() as cursor:
        cursor.execute(
            """select indicator, period, coalesce(dim, ''), coalesce(series, ''), parts_sum, printed
               from sum_check where abs(parts_sum - printed) > 0.5
               order by coalesce(dim, '') <> '', abs(parts_sum - printed) / abs(printed) desc,
                        period desc, indicator"""
        )
        rows = cursor.fetchall()
    for indicator, period, dim, series, parts, printed in rows:

        def words(shown: View, parts: float = parts, printed: float = printed) -> tuple[str, str]:
            lang = made.lang
            found = made.catalogue.indicators[shown.indicator]
            values = [format_value(x, lang, found.decimals) for x in (parts, printed)]
            title = t("ready.sums", lang, name=shown.title, parts=values[0], printed=values[1])
            return title, note(shown, found, lang, t("ready.sums_ask", lang))

        place = {"level": "kecamatan", "period": period, "dim": dim, "series": series}
        yield Doubt(Slide("bar", indicator, {k: v for k, v in place.items() if v}), words)


def _missing(made: Lineup) -> Iterator[Doubt]:
    """The newest tables that lack areas, those that lack least first: they are the nearest to whole."""
    found = [x for x in _newest(made) if x.areas < x.of and x.areas * 3 >= x.of]
    found = [x for x in found if not made.catalogue.indicators[x.indicator].kind]
    found.sort(key=lambda x: (-int(x.period[:4]), x.of - x.areas, x.indicator))

    def words(shown: View) -> tuple[str, str]:
        lang = made.lang
        lacking = [c.name for c in shown.cells if c.state not in ("terbit", "nol", "tidak_berlaku")]
        if not lacking:
            return "", ""
        names = ", ".join(lacking[:NAMED])
        if len(lacking) > NAMED:
            names = t("ready.and_more", lang, names=names, count=len(lacking) - NAMED)
        title = t("ready.missing", lang, name=shown.title, count=len(lacking), of=len(shown.cells))
        indicator = made.catalogue.indicators[shown.indicator]
        ask = t("ready.missing_ask", lang, names=names, producer=indicator.text("producer", lang))
        return title, f"{ask} {credit(shown, _producers(shown, lang), lang)}"

    for table in found:
        yield Doubt(_slide(made, table), words)


def _weak(made: Lineup) -> Iterator[Doubt]:
    """Full and newest tables with figures of evidence C, published ones first."""

    def words(shown: View) -> tuple[str, str]:
        lang = made.lang
        weak = {s.source_id: s for s in shown.sources if s.grade == "C"}
        own = [c for c in shown.cells if c.source_id in weak]
        if not weak:
            return "", ""
        if not own or made.catalogue.indicators[shown.indicator].kind:
            title = t("ready.weak_parts", lang, name=shown.title)
        else:
            title = t("ready.weak", lang, name=shown.title, count=len(own), of=len(shown.cells))
        checked = "; ".join(dict.fromkeys(s.text("how_checked", lang) for s in weak.values()))
        producers = ", ".join(dict.fromkeys(s.text("producer", lang) for s in weak.values()))
        return title, t("ready.weak_ask", lang, producers=producers, checked=checked)

    kinds = {code: i.kind for code, i in made.catalogue.indicators.items()}
    found = [x for x in _newest(made) if x.full]
    found.sort(key=lambda x: (kinds[x.indicator] != "", -x.areas / x.of, -int(x.period[:4]), x.indicator))  # fmt: skip
    for table in found:
        yield Doubt(_slide(made, table), words)


def _old(made: Lineup) -> Iterator[Doubt]:
    """Whole tables of the kecamatan that nothing newer has followed, rates and the oldest first."""
    with made.release.cursor() as cursor:
        last = int(inventory.last_year(cursor))
    indicators = made.catalogue.indicators
    found = [x for x in _newest(made, full=True) if x.level == LEVELS[0] and int(x.period[:4]) <= last - OLD]  # fmt: skip
    found = [x for x in found if not indicators[x.indicator].kind]
    found.sort(key=lambda x: (indicators[x.indicator].extensive, x.period, x.indicator))

    def words(shown: View) -> tuple[str, str]:
        lang = made.lang
        indicator = indicators[shown.indicator]
        age = last - int(shown.period[:4])
        title = t("ready.old", lang, name=indicator.name(lang), period=shown.period[:4], age=age)
        ask = t("ready.old_ask", lang, producer=indicator.text("producer", lang))
        return title, note(shown, indicator, lang, ask)

    for table in found:
        yield Doubt(_slide(made, table), words)


def _breaks(made: Lineup) -> Iterator[Doubt]:
    """Lines of the city that are broken: the more series, the earlier."""
    found: list[tuple[int, str]] = []
    for code in made.catalogue.indicators:
        tables = query.tables(made.release, code)
        own = {
            x.series for x in codec.tables_at(tables, "kota") if x.level == "kabkota" and not x.dim
        }
        if len(own) > 1:
            found.append((-len(own), code))

    def words(shown: View) -> tuple[str, str]:
        lang = made.lang
        own = [x for x in shown.lines if x.area_code == CITY]
        if len(own) < 2:
            return "", ""
        indicator = made.catalogue.indicators[shown.indicator]
        title = t("ready.breaks", lang, name=indicator.name(lang), count=len(own))
        spans = "; ".join(_span(x.series_name, x.points[0].period, x.points[-1].period, lang) for x in own if x.points)  # fmt: skip
        return title, note(shown, indicator, lang, t("ready.breaks_ask", lang, series=spans))

    for _, code in sorted(found):
        yield Doubt(Slide("line", code, {"level": "kota"}), words)


def _span(name: str, first: str, last: str, lang: Lang) -> str:
    years = format_period(first[:4], lang) if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"
    return f"{name or t('choose.series_plain', lang)} ({years})"


def _newest(made: Lineup, full: bool = False) -> list[Coverage]:
    """The newest table of every indicator at a level, of its totals; `full`: the newest whole one."""
    found = []
    for code in made.catalogue.indicators:
        tables = query.tables(made.release, code)
        for level in LEVELS:
            here = [x for x in codec.tables_at(tables, level) if not x.dim and (x.full or not full)]
            if here:
                found.append(max(here, key=lambda x: (x.period, x.areas)))
    return found


def _slide(made: Lineup, table: Coverage) -> Slide:
    place = {"level": table.level, "period": table.period, "dim": table.dim, "series": table.series}
    slide = Slide("map", table.indicator, {k: v for k, v in place.items() if v})
    shown = made.look(slide).view
    kind = "table" if shown is None or shown.form == "tabel" else "map"
    return Slide(kind, slide.indicator, slide.params)


def _producers(shown: View, lang: Lang) -> str:
    return ", ".join(dict.fromkeys(s.text("producer", lang) for s in shown.sources))
