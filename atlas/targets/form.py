"""The blank template: what stands on its sheets, in the layout of a plan (RPJMD)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.model import CITY, Lang
from atlas.number import format_plain
from atlas.targets.known import Known
from atlas.targets.model import POLARITIES
from atlas.targets.reading import AFTER, BEFORE, FACTS, FOR, heading, names_of
from atlas.text import t

Value = str | float | None
YEARS = tuple(str(year) for year in range(2025, 2031))
"""Years of the plan that runs now (RPJMD 2025-2029, with the year after)."""
ROWS = 60
"""Rows to fill in; more may be added below."""
STEPS = 9
WIDTHS = {"no": 5.0, "name": 36.0, "indicator": 26.0, "unit": 14.0, "dim": 12.0, "series": 16.0,
          "note_id": 30.0, "note_en": 30.0}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of the form: its name, its width in characters, what it takes (`prompt`), and the
    list it is chosen from: of these words, or the first column of a sheet."""

    title: str
    width: float
    prompt: str = ""
    choices: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class List:
    """A sheet to look things up in."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    width: float = 24.0


@dataclass(frozen=True)
class Form:
    """A workbook to fill in: how, the form, and lists of codes."""

    how: List
    name: str
    title: str
    facts: tuple[str, ...]
    """said once, above the columns: what each cell beside them is for"""
    groups: tuple[tuple[int, int, str], ...]
    """words over columns from the first to the last, counted from 0"""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    lists: tuple[List, ...]


def form(known: Known, lang: Lang, years: Sequence[str] = YEARS) -> Form:
    """The template for some years, with the codes that may be used."""
    lists = (_indicators(known, lang), _areas(known, lang), _members(known, lang))
    names = [*BEFORE, *(f"{FOR}{year}" for year in years), *AFTER]
    columns = tuple(_column(name, lists, lang) for name in names)
    area = names.index("area_code")
    rows = tuple(
        tuple(float(n) if i == 0 else CITY if i == area else None for i in range(len(names)))
        for n in range(1, ROWS + 1)
    )
    first, last = names.index(f"{FOR}{years[0]}"), names.index(f"{FOR}{years[-1]}")
    base = names.index("baseline_period")
    groups = ((0, base - 1, t("target.group_indicator", lang)),
              (base, base + 1, t("target.group_baseline", lang)),
              (first, last, t("target.group_target", lang)),
              (last + 1, last + 1, t("target.group_final", lang)),
              (last + 2, len(names) - 1, t("target.group_document", lang)))  # fmt: skip
    return Form(_how(), t("target.sheet_form", lang), t("target.form_title", lang),
                tuple(heading(f, lang) for f in FACTS), groups, columns, rows, lists)  # fmt: skip


def _column(name: str, lists: Sequence[List], lang: Lang) -> Column:
    kind = "year" if name.startswith(FOR) else name
    sheets = {"indicator": lists[0].name, "area_code": lists[1].name}
    prompt = t(f"target.input_{kind}", lang) if kind not in ("no", "name") else ""
    return Column(names_of(name, lang), WIDTHS.get(name, 13.0), prompt,
                  POLARITIES if name == "polarity" else (), sheets.get(name, ""))  # fmt: skip


def _how() -> List:
    rows = tuple((t(f"target.step_{n}", "id"), t(f"target.step_{n}", "en"))
                 for n in range(1, STEPS + 1))  # fmt: skip
    name = " - ".join(t("target.sheet_how", lang) for lang in ("id", "en"))
    return List(name, ("Bahasa Indonesia", "English"), rows, 80.0)


def _indicators(known: Known, lang: Lang) -> List:
    """Every indicator with its units, its direction, its valid range and the city's newest figure."""
    rows = []
    for code, meta in sorted(known.indicators.items()):
        series, year, value, more = _newest(known, code)
        rows.append((code, meta.name_id, meta.name_en, meta.unit_id, meta.unit_en, meta.polarity,
                     meta.low, meta.high, series, year, value, more))  # fmt: skip
    heads = ("code", "name_id", "name_en", "unit_id", "unit_en", "polarity", "low", "high",
             "series", "year", "value", "more")  # fmt: skip
    return List(t("target.sheet_indicators", lang), tuple(t(f"target.list_{h}", lang) for h in heads),
                tuple(rows))  # fmt: skip


def _newest(known: Known, code: str) -> tuple[str, str, float | None, str]:
    """Series, year and value of the city's newest yearly figure, and what other series have."""
    found = []
    for series in known.series_of(code, CITY, ""):
        by_year = (known.figures or {})[code, CITY, "", series]
        year = max(by_year)
        found.append((year, series, by_year[year]))
    if not found:
        return "", "", None, ""
    (year, series, value), *others = sorted(found, reverse=True)
    more = "; ".join(f"{s or '–'} {y}: {format_plain(v)}" for y, s, v in others)
    return series, year, value, more


def _areas(known: Known, lang: Lang) -> List:
    """The city, its kecamatan and their kelurahan."""
    own = sorted((c for c in known.areas if c.startswith(CITY)), key=lambda c: (len(c), c))
    heads = tuple(t(f"target.list_{h}", lang) for h in ("code", "name_id", "name_en"))
    return List(t("target.sheet_areas", lang), heads, tuple((c, *known.areas[c]) for c in own))


def _members(known: Known, lang: Lang) -> List:
    heads = tuple(t(f"target.list_{h}", lang) for h in ("code", "name_id", "name_en"))
    found = tuple((c, *names) for c, names in {**known.members, **known.series}.items())
    return List(t("target.sheet_members", lang), heads, found)
