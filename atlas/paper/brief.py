"""The profile of a kecamatan on two pages: where it stands, what changed, its kelurahan, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from atlas import composed, honest, query, sentence, view
from atlas.composed import LEVEL, Composed
from atlas.model import Indicator, Observation
from atlas.number import format_period
from atlas.paper import parts
from atlas.paper.parts import KNOWN, Asked, Notes
from atlas.paper.typeset import Job
from atlas.paper.villages import inside_of, table
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view import View
from atlas.view.peers import change_unit, move
from atlas.view.profile import city_text

CARDS = ("jumlah_penduduk", "kepadatan_baku", "pertumbuhan_penduduk_2010_2020", "pemilih_tetap")
SCHOOLS = {
    "unit": ("sekolah", "madrasah", "satuan"), "pupil": ("siswa", "peserta_didik"),
    "teacher": ("guru", "ptk"), "class": ("rombel",),
}  # fmt: skip
"""Columns of the table of schools, with the beginnings of the codes of their indicators."""
KINDS = ("sd", "smp", "sma", "smk", "slb", "pkbm", "skb", "ra", "mi", "mts", "ma", "diniyah")
"""Rows of it, in their order; the ends of those codes."""
POPULATION = "jumlah_penduduk"


def profile(release: Release, area: str, asked: Asked) -> Job:
    """The sheet of one kecamatan, ready to be set. AtlasError for an area that is none."""
    made, lang = composed.profile(release, area, asked.lang), asked.lang
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        history = query.every_period(cursor, made.what)
        sheet = _Sheet(release, catalogue, made, asked, Notes(lang), history)
        data = {
            **sheet.head(), **sheet.places(), **sheet.amounts(), **sheet.changes(cursor),
            **table(made.inside, [a.name(lang) for a in sheet.inside], catalogue, lang),
        }  # fmt: skip
    return parts.job("brief", data | sheet.missing() | sheet.end(), asked)


class _Sheet:
    """One kecamatan among the views; each part gives the data of a part of the template."""

    def __init__(
        self, release: Release, catalogue: Catalogue, made: Composed, asked: Asked, notes: Notes,
        history: dict[tuple[str, str, str], list[Observation]],
    ) -> None:  # fmt: skip
        self.release, self.catalogue, self.made = release, catalogue, made
        self.views, area = made.views, made.what
        self.area = area
        self.asked, self.lang, self.notes, self.history = asked, asked.lang, notes, history
        self.name = catalogue.areas[area].name(asked.lang)
        self.inside = inside_of(catalogue, area)
        self.shown = [v for v in made.views if v.cell[area].state in KNOWN]

    def meta(self, shown: View) -> Indicator:
        return self.catalogue.indicators[shown.indicator]

    def head(self) -> dict[str, Any]:
        area, lang = self.catalogue.areas[self.area], self.lang
        boundary = self.release.boundary(LEVEL)
        names = {a.area_code: a.name(lang) for a in self.catalogue.level(LEVEL)}
        near = ", ".join(sorted(names[c] for c in boundary.neighbours(self.area) & set(names)))
        inside = self.inside
        years = Counter(v.period[:4] for v in self.shown)
        year, old = parts.edition(list(years), self.asked)
        ages = sorted(years.items(), reverse=True)
        return {
            "title": f"{self.name}: {t('brief.profile', lang)}", "name": self.name,
            "kind": t("brief.profile", lang), "release": self.release.name,
            "sub": t("profile.sub", lang, bps=self.area, kemendagri=area.code_kemendagri, count=len(inside)),
            "edition": year, "old": old, "ages": t("brief.ages", lang) if ages else "",
            "age_items": [t("brief.age", lang, count=n, year=y) for y, n in ages],
            "near": t("brief.neighbours", lang, names=near) if near
                    else t("profile.neighbours_none", lang),
            "map": parts.locator(boundary, self.area, names),
            "map_alt": t("brief.map_alt", lang, area=self.name, names=near or "–"),
            "villages": parts.villages(self.release.boundary("kelurahan"), [a.area_code for a in inside]),
            "villages_alt": t("brief.villages_alt", lang, area=self.name, count=len(inside)),
            "village_names": [a.name(lang) for a in inside],
            "origin": parts.origin(boundary, lang),
            "have": view.summary(self.views, self.area, lang)[-1],
            "cards": [c for code in CARDS if (c := self._card(code))],
        }  # fmt: skip

    def _card(self, code: str) -> dict[str, Any]:
        found = next((v for v in self.shown if v.indicator == code and not v.dim), None)
        if found is None:
            return {}
        row = self._row(found)
        placed = f"{t('profile.rank', self.lang)} {row['rank']}" if row["rank"] else row["no_rank"]
        return row | {
            "placed": placed,
            "city": t("brief.city_is", self.lang, value=row["city"]) if row["city"] else "",
            "grade": t("brief.evidence", self.lang, grade=row["grade"]),
        }  # fmt: skip

    def _row(self, shown: View) -> dict[str, Any]:
        """One figure with its place, as every table of the sheet takes it."""
        meta, cell = self.meta(shown), shown.cell[self.area]
        name, rest = parts.name_of(shown, meta, self.catalogue)
        contested = t("say.contested", self.lang).partition("{area}")
        rivals = [s for s in shown.sentences if s.startswith(contested[0] + self.name)]
        unranked = (
            t("profile.no_rank", self.lang) if not cell.rank and cell.state == "terbit" else ""
        )
        return {
            "name": name, "rest": rest, "unit": shown.unit,
            "more": "" if shown.unit.casefold() in name.casefold() else shown.unit, "value": cell.marked,
            "rank": parts.rank(cell, shown), "no_rank": unranked, "city": city_text(shown),
            "strip": parts.strip(shown, self.area, meta), "grade": parts.grade_of(cell, shown),
            "computed": bool(meta.kind), "refs": self.notes.refs([*rivals, *shown.notes, *self._own_notes(shown)]),
        }  # fmt: skip

    def _own_notes(self, shown: View) -> list[str]:
        """Notes of this figure that most others of the table do not have; what all share is said of
        the table."""
        every = Counter(n for c in shown.cells for n in set(c.note.split("; ")))
        return [
            n for n in shown.cell[self.area].note.split("; ") if every[n] * 2 < len(shown.cells)
        ]

    def places(self) -> dict[str, Any]:
        """Every rate by topic, beside the city and the 21."""
        lang, topics = self.lang, dict[str, list[dict[str, Any]]]()
        for shown in self.shown:
            meta = self.meta(shown)
            if not meta.extensive and shown.cell[self.area].text != _unlisted(shown, self.area):
                topics.setdefault(meta.text("topic", lang), []).append(self._row(shown))
        heads = [
            t(f"profile.{h}", lang)
            for h in ("indicator", "value", "rank", "city", "strip", "grade")
        ]
        return {
            "place": t("brief.place", lang, count=len(self.catalogue.level(LEVEL))),
            "place_hint": t("brief.place_hint", lang, area=self.name),
            "place_none": t("brief.place_none", lang, area=self.name),
            "place_heads": [heads[0], t("brief.basis", lang), *heads[1:]],
            "places": [{"topic": k, "rows": rows} for k, rows in topics.items()],
        }  # fmt: skip

    def amounts(self) -> dict[str, Any]:
        """Counts in two tables: those of schools by kind, and all others."""
        lang, rest = self.lang, []
        for shown in self.shown:
            counted = self.meta(shown).extensive and not _school(shown.indicator)[0]
            if counted and not _unlisted(shown, self.area):
                rest.append(self._row(shown))
        schools = self._schools()
        partly = any(t("brief.unlisted", lang) in r["cells"] for g in schools for r in g["rows"])
        hints = [t("brief.unlisted_means", lang)] * partly + [t("brief.none_means", lang)]
        return {
            "counts": t("brief.counts", lang), "counts_none": t("brief.counts_none", lang),
            "count_heads": [t(f"profile.{h}", lang) for h in ("indicator", "value", "rank", "city", "grade")],
            "count_rows": rest, "schools": t("brief.schools", lang),
            "school_heads": [t("brief.school", lang), *(t(f"brief.school_{c}", lang) for c in SCHOOLS)],
            "school_groups": schools,
            "school_hint": ". ".join(hints) + ".",
        }  # fmt: skip

    def _schools(self) -> list[dict[str, Any]]:
        """The kinds of schools under the list they were counted in; notes of all stand with it."""
        lists: dict[str, dict[tuple[int, str], dict[str, Any]]] = {}
        for shown in self.shown:
            column, kind = _school(shown.indicator)
            if not column:
                continue
            rest = parts.name_of(shown, self.meta(shown), self.catalogue)[1]
            line = lists.setdefault(rest, {}).setdefault(
                (KINDS.index(kind), shown.dim),
                {"name": self._kind(shown, kind), "cells": dict.fromkeys(SCHOOLS, ""), "refs": set()},
            )  # fmt: skip
            own = _unlisted(shown, self.area) and t("brief.unlisted", self.lang)
            line["cells"][column] = own or shown.cell[self.area].marked
            line["refs"] |= self.notes.numbers([*shown.notes, *self._own_notes(shown)])
        order = sorted(lists.items(), key=lambda pair: min(pair[1]))
        return [self._list(name, [row for _, row in sorted(rows.items())]) for name, rows in order]

    def _list(self, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
        shared = set[int].intersection(*(row["refs"] for row in rows))
        absent = [r["name"] for r in rows if self._absent(r)]
        told = [
            {"name": r["name"], "cells": list(r["cells"].values()), "refs": parts.numbered(r["refs"] - shared)}
            for r in rows if not self._absent(r)
        ]  # fmt: skip
        said = t("brief.unlisted_kinds", self.lang, names=", ".join(absent)) if absent else ""
        return {"name": name, "refs": parts.numbered(shared), "rows": told, "absent": said}

    def _absent(self, row: dict[str, Any]) -> bool:
        """Whether a source lists no school of a kind at all."""
        return set(row["cells"].values()) <= {"", t("brief.unlisted", self.lang)}

    def _kind(self, shown: View, kind: str) -> str:
        name, dim = (
            t(f"brief.kind_{kind}", self.lang),
            self.catalogue.dim_name(shown.dim, self.lang),
        )
        return f"{name} {dim.lower()}" if dim else name

    def changes(self, cursor: Cursor) -> dict[str, Any]:
        """What moved since the comparable period before, with a word for its direction."""
        lang, rows = self.lang, []
        tracks = view.tracks(cursor, self.catalogue, self.views, self.area)
        for shown in self.shown:
            track = tracks.get((shown.indicator, shown.dim))
            if track is None:
                continue
            known = {r.period: r for r in self.history[(shown.indicator, shown.dim, shown.series)]}
            first, last = known[track.points[-2][0]], known[track.points[-1][0]]
            rows.append(self._change(shown, first, last, track.points))
        heads = (t("profile.indicator", lang), *(t(f"brief.{h}", lang) for h in
                 ("from", "to", "change", "direction", "line")))  # fmt: skip
        return {
            "changes": t("brief.changes", lang), "changes_hint": t("brief.changes_hint", lang),
            "changes_none": t("brief.changes_none", lang, area=self.name),
            "change_heads": list(heads), "change_rows": rows,
        }  # fmt: skip

    def _change(
        self, shown: View, first: Observation, last: Observation,
        points: Sequence[tuple[str, float]],
    ) -> dict[str, Any]:  # fmt: skip
        meta, lang = self.meta(shown), self.lang
        step = move(first, last, meta, lang)
        size = (last.value or 0) - (first.value or 0)
        word = t(f"brief.{'up' if size > 0 else 'down' if size < 0 else 'same'}", lang)
        judged = honest.judgement(size, meta)
        name, _ = parts.name_of(shown, meta, self.catalogue)
        ends = [
            [sentence.value_text(r, meta, lang), format_period(r.period, lang, r.period_kind)]
            for r in (first, last)
        ]
        return {
            "name": name, "unit": shown.unit, "ends": ends, "spark": parts.spark(points),
            "series": self.catalogue.series_name(shown.series, lang),
            "change": f"{step.text} {change_unit(meta, lang)}" if step else "–",
            "direction": t(f"brief.{judged}", lang, word=word) if judged else word,
            "sign": (size > 0) - (size < 0), "refs": self.notes.refs(shown.notes),
        }  # fmt: skip

    def missing(self) -> dict[str, Any]:
        """Tables without a figure by their state, and when each had one last."""
        lang, states = self.lang, dict[str, list[str]]()
        for shown in self.views:
            cell = shown.cell[self.area]
            name = self._bare(shown)
            if _unlisted(shown, self.area):
                if not _school(shown.indicator)[0]:
                    states.setdefault(cell.text, []).append(name)
            elif cell.state == "tidak_berlaku":
                states.setdefault(t(f"state.{cell.state}", lang), []).append(name)
            elif cell.state not in KNOWN:
                states.setdefault(t(f"state.{cell.state}", lang), []).append(
                    self._since(shown, name)
                )
        said = [t("brief.missing_state", lang, state=state[0].upper() + state[1:], names="; ".join(names))
                for state, names in states.items()]  # fmt: skip
        population = next((v for v in self.views if v.indicator == POPULATION and not v.dim), None)
        said = said or [t("brief.missing_nothing", lang, area=self.name)]
        said.append(t("profile.missing_city", lang))
        if population:
            said.append(t("brief.population", lang, period=population.period))
        return {"missing": t("brief.missing", lang), "missing_items": said}

    def _bare(self, shown: View) -> str:
        return ", ".join(x for x in parts.name_of(shown, self.meta(shown), self.catalogue) if x)

    def _since(self, shown: View, name: str) -> str:
        """The name with the last period in which there was a figure, of this series or another."""
        own = [(series == shown.series, r.period, r.period_kind)
               for (code, dim, series), rows in self.history.items() for r in rows
               if (code, dim) == (shown.indicator, shown.dim) and r.value is not None]  # fmt: skip
        if not own:
            return t("brief.never", self.lang, name=name)
        same, period, kind = max(own)
        key = "brief.last_in" if same else "brief.last_other"
        return t(key, self.lang, name=name, period=format_period(period, self.lang, kind))

    def end(self) -> dict[str, Any]:
        """Notes, sources, marks and the seal."""
        lang = self.lang
        cited = {s.source_id: s for v in self.shown for s in v.sources}
        notes, told = self.notes.listed(), parts.sources(cited.values(), lang)
        long = [sum(len(a) + len(b) for a, b in rows) for rows in (notes, told)]
        return {
            "notes": t("brief.notes", lang), "note_items": notes,
            "sources": t("brief.sources", lang), "source_items": told,
            "share": round(min(2.0, max(0.5, (long[0] + 1) / (long[1] + 400))), 2),
            "marks": t("brief.marks", lang), "marks_text": t("brief.marks_text", lang),
            "seal": parts.sealed(self.made, self.shown, self.asked),
        }  # fmt: skip


def _unlisted(shown: View, area: str) -> str:
    """What stands for a zero that is not sure ("tidak terdaftar"), "" for any other cell."""
    cell = shown.cell[area]
    return (
        cell.text
        if cell.state == "nol" and not cell.text[:1].isdigit() and cell.text != "–"
        else ""
    )


def _school(indicator: str) -> tuple[str, str]:
    """Column and row of an indicator in the table of schools, ("", "") for any other."""
    head, _, kind = indicator.rpartition("_")
    column = next((c for c, heads in SCHOOLS.items() if head in heads), "")
    return (column, kind) if column and kind in KINDS else ("", "")
