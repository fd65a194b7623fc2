"""Ringkasan eksekutif of the city on two pages: key figures, years, rank among the 33, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from atlas import composed, honest, query, sentence
from atlas.composed import HEADLINES, INSIDE, RANKS, YEARS
from atlas.model import CITY, GRADES, Source
from atlas.number import format_period, format_value
from atlas.paper import parts
from atlas.paper.parts import Asked, Notes
from atlas.paper.typeset import Job
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view import Point

SHOWN_YEARS = 7


def summary(release: Release, asked: Asked) -> Job:
    """The sheet of the city, ready to be set."""
    with release.cursor() as cursor:
        made = _Summary(release, cursor, query.catalogue(release), asked)
        return parts.job("summary", made.data(), asked)


class _Summary:
    def __init__(
        self, release: Release, cursor: Cursor, catalogue: Catalogue, asked: Asked
    ) -> None:
        self.release, self.cursor, self.catalogue = release, cursor, catalogue
        self.asked, self.lang, self.notes = asked, asked.lang, Notes(asked.lang)
        self.made = composed.city(release, asked.lang)
        self.views = {(v.indicator, v.level): v for v in self.made.views}
        self.cited: dict[str, Source] = {}
        self.newest: dict[str, str] = {}
        self.city = catalogue.areas[CITY].name(asked.lang)

    def data(self) -> dict[str, Any]:
        lang = self.lang
        cards = [c for code in HEADLINES if (c := self._card(code))]
        ranks = [r for code in RANKS if (r := self._rank(code))]
        years = self._years()
        inside = [s for code in INSIDE if (s := self._inside(code))]
        told_years = [*(p[:4] for p in self.newest.values()), *years["year_heads"][1:-2]]
        edition, old = parts.edition(told_years, self.asked)
        kabkota = len(self.catalogue.level("kabkota"))
        notes, told = self.notes.listed(), parts.sources(self.cited.values(), lang)
        return {
            "title": f"{self.city}: {t('brief.summary', lang)}", "name": self.city,
            "kind": t("brief.summary", lang), "release": self.release.name, "edition": edition,
            "old": old, "sub": t("brief.city", lang), "lead": self._lead(),
            "headlines": t("brief.headlines", lang), "cards": cards, "trends": t("brief.trends", lang),
            "trends_hint": t("brief.changes_hint", lang), **years,
            "ranks": t("brief.ranks", lang, count=kabkota), "ranks_hint": t("brief.ranks_hint", lang),
            "rank_heads": [t(f"profile.{h}", lang) for h in ("indicator", "value", "rank", "strip", "grade")],
            "rank_rows": ranks, "inside": t("brief.inside_city", lang), "inside_rows": inside,
            "inside_heads": [t("profile.indicator", lang), t("brief.extremes", lang), t("profile.grade", lang)],
            "missing": t("brief.holes", lang), "missing_items": self._holes(max(told_years, default="")),
            "notes": t("brief.notes", lang), "note_items": notes,
            "sources": t("brief.sources", lang), "source_items": told,
            "marks": t("brief.marks", lang), "marks_text": t("brief.marks_text", lang),
            "seal": parts.sealed(self.made, self.made.views, self.asked),
        }  # fmt: skip

    def _lead(self) -> str:
        found = query.extent(self.cursor)
        return t("home.lead", self.lang, indicators=found.indicators, first=found.first,
                 last=found.last, observations=format_value(found.observations, self.lang))  # fmt: skip

    def _cite(self, source_ids: Sequence[str]) -> None:
        self.cited |= {s.source_id: s for s in query.sources(self.cursor, sorted(set(source_ids)))}

    def _card(self, code: str) -> dict[str, Any]:
        """The newest figure that may be a headline, how it moved, and whose it is."""
        lines = self.views.get((code, "kota"))
        if lines is None:
            return {}
        lang, meta = self.lang, self.catalogue.indicators[code]
        rows = query.history(self.cursor, code, [CITY], "")
        grades = {
            s.source_id: s.grade for s in query.sources(self.cursor, [r.source_id for r in rows])
        }
        sure = [r for r in rows if r.value is not None and honest.may_headline(grades[r.source_id])]
        if not sure:
            return {}
        order = ["", *self.catalogue.series]
        last = max(sure, key=lambda r: (r.period, order.index(r.series)))
        line = [r for r in rows if r.series == last.series and r.period[4:] == last.period[4:]
                and r.period <= last.period]  # fmt: skip
        said = sentence.last_step(self.city, line, meta, lang) if len(line) > 1 else ""
        same = [r for r in rows if r.series == last.series and r.value is not None]
        for newer in [r for r in same if r.period[:4] > last.period[:4]][-1:]:
            text = sentence.amount(sentence.value_text(newer, meta, lang), meta.unit(lang))
            when = format_period(newer.period, lang, newer.period_kind)
            said = f"{said} {t('home.newer', lang, value=text, period=when)}".strip()
        period = format_period(last.period, lang, last.period_kind)
        series = self.catalogue.series_name(last.series, lang)
        self.newest[code] = last.period
        self._cite([last.source_id])
        producer = self.cited[last.source_id].text("producer", lang)
        unit = meta.unit(lang)
        text = sentence.value_text(last, meta, lang)
        return {
            "name": meta.name(lang), "rest": ", ".join(x for x in (series, period) if x),
            "value": f"{text} {last.mark}".strip(), "unit": unit if sentence.amount("", unit) else "",
            "said": said,
            "credit": t("home.source", lang, producer=producer, grade=grades[last.source_id]),
            "spark": parts.spark([(r.period, r.value) for r in line if r.value is not None]),
            "refs": self.notes.refs(lines.notes),
        }  # fmt: skip

    def _years(self) -> dict[str, Any]:
        """Values of the city in one series and round, year by year."""
        rows, every = [], set[str]()
        for code in YEARS:
            lines = self.views.get((code, "kota"))
            own = [x for x in lines.lines if x.area_code == CITY] if lines else []
            best = next(
                (x for x in own if lines and x.series == lines.series), own[0] if own else None
            )
            if lines is None or best is None:
                continue
            points = {p.period[:4]: p for p in best.points if p.value is not None}
            every |= set(points)
            self._cite([p.source_id for p in points.values()])
            rows.append((code, lines, best, points))
        columns = sorted(every)[-SHOWN_YEARS:]
        lang = self.lang
        return {
            "year_heads": [t("profile.indicator", lang), *columns, t("brief.line", lang),
                           t("profile.grade", lang)],
            "year_rows": [
                {"name": self.catalogue.indicators[code].name(lang),
                 "rest": best.series_name, "unit": lines.unit, "refs": self.notes.refs(lines.notes),
                 "cells": [self._point(points.get(y)) for y in columns],
                 "spark": parts.spark([(p.period, p.value) for y, p in points.items()
                                       if y in columns and p.value is not None]) if lines.trend else [],
                 "grade": self._weakest([p.source_id for y, p in points.items() if y in columns])}
                for code, lines, best, points in rows
            ],
        }  # fmt: skip

    def _weakest(self, source_ids: Sequence[str]) -> str:
        return max((self.cited[s].grade for s in source_ids), key=GRADES.index, default="")

    def _point(self, point: Point | None) -> str:
        return f"{point.text} {point.mark}".strip() if point else ""

    def _rank(self, code: str) -> dict[str, Any]:
        found = self.views.get((code, "kabkota"))
        cell = found.cell.get(CITY) if found else None
        if found is None or cell is None or cell.state not in parts.KNOWN:
            return {}
        meta = self.catalogue.indicators[code]
        name, rest = parts.name_of(found, meta, self.catalogue)
        self._cite([s.source_id for s in found.sources])
        return {
            "name": name, "rest": rest, "unit": found.unit, "value": cell.marked,
            "rank": parts.rank(cell, found) or t("profile.no_rank", self.lang),
            "strip": parts.strip(found, CITY, meta), "grade": parts.grade_of(cell, found),
            "polarity": t(f"about.polarity_{meta.polarity}", self.lang),
            "refs": self.notes.refs(found.notes),
        }  # fmt: skip

    def _inside(self, code: str) -> list[str]:
        """Highest and lowest kecamatan of an indicator, in the view's own words."""
        found = self.views.get((code, "kecamatan"))
        if found is None or not found.sentences:
            return []
        self._cite([s.source_id for s in found.sources])
        grade = max((s.grade for s in found.sources), key=GRADES.index)
        return [found.title, found.sentences[0], grade, self.notes.refs(found.notes)]

    def _holes(self, year: str) -> list[str]:
        lang, every = self.lang, query.extent(self.cursor).indicators
        some, full = query.indicators_at(self.cursor, "kecamatan")
        below, below_full = query.indicators_at(self.cursor, "kelurahan")
        late = [
            f"{self.catalogue.indicators[c].name(lang)} ({p[:4]})"
            for c, p in self.newest.items()
            if p[:4] < year
        ]
        said = [
            t("brief.hole_level", lang, count=some, full=full, all=every),
            t("brief.hole_levels", lang, count=below, full=below_full, all=every),
            t("profile.missing_city", lang),
        ]
        if late:
            said.append(t("brief.hole_old", lang, year=year, names="; ".join(late)))
        return [*said, t("home.limit_population", lang), t("home.limit_copy", lang)]
