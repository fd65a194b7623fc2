"""A reader's choices: one codec between URL parameters and a view, and the nearest sensible view.

Every choice is a code. What a URL asks for and cannot have becomes a notice, never an error.
"""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from atlas.classify import COUNTS, METHODS
from atlas.model import CITY, MAP_LEVELS, VIEW_LEVELS, Coverage
from atlas.query import Catalogue

TABS = ("peta", "grafik", "tabel", "tentang")
FORMS = ("warna", "lingkaran")
SCOPES = ("seri", "periode")
FIRST = "jumlah_penduduk"
LONGEST = 200
"""Characters of a parameter that are looked at."""


@dataclass(frozen=True)
class Choice:
    """What a view shows, in codes; "" is the default the figures themselves suggest."""

    indicator: str = FIRST
    level: str = ""
    period: str = ""
    area: str = ""
    dim: str = ""
    series: str = ""
    method: str = "kuantil"
    classes: int = 5
    breaks: tuple[float, ...] = ()
    scope: str = "seri"
    form: str = ""
    tab: str = "peta"

    def params(self) -> dict[str, str]:
        """URL parameters that reproduce this choice; what is plain default is left out."""
        plain = Choice()
        pairs = {
            "indikator": self.indicator,
            "level": self.level,
            "period": self.period,
            "dim": self.dim,
            "series": self.series,
            "area": self.area,
            "method": self.method if self.method != plain.method else "",
            "classes": str(self.classes) if self.classes != plain.classes else "",
            "breaks": ",".join(f"{b:g}" for b in self.breaks),
            "scope": self.scope if self.scope != plain.scope else "",
            "form": self.form,
            "tab": self.tab if self.tab != plain.tab else "",
        }
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True)
class Notice:
    """A choice that could not be met: the key of a sentence and what goes into it."""

    key: str
    values: dict[str, str]


@dataclass(frozen=True)
class Resolved:
    """A choice that can be shown, the tables of its indicator, and what had to be changed."""

    choice: Choice
    tables: list[Coverage]
    notices: list[Notice]

    @property
    def table(self) -> Coverage | None:
        """The table the choice names; None when the level has no figures."""
        wanted = (self.choice.series, self.choice.dim, self.choice.period)
        found = (t for t in self.at_level if (t.series, t.dim, t.period) == wanted)
        return next(found, None)

    @property
    def at_level(self) -> list[Coverage]:
        return tables_at(self.tables, self.choice.level)

    @property
    def dims(self) -> list[str]:
        return list(dict.fromkeys(t.dim for t in self.at_level))

    @property
    def series(self) -> list[str]:
        return list(dict.fromkeys(t.series for t in self.at_level if t.dim == self.choice.dim))

    @property
    def in_series(self) -> list[Coverage]:
        """Tables of the chosen series and dimension, all rounds, oldest first."""
        pair = (self.choice.series, self.choice.dim)
        return sorted(
            (t for t in self.at_level if (t.series, t.dim) == pair), key=lambda t: t.period
        )

    @property
    def periods(self) -> list[Coverage]:
        """What may share a slider with the chosen period: same series, dimension and round."""
        table = self.table
        return [t for t in self.in_series if table and t.round == table.round]

    @property
    def newest_full(self) -> str:
        """The newest period with 90 % of the areas, "" when none has."""
        return max((t.period for t in self.periods if t.full), default="")


def tables_at(tables: list[Coverage], level: str) -> list[Coverage]:
    """Tables a level can show. `kota` takes those of the city, its province and the nation."""
    if level == "kota":
        above = [t for t in tables if t.level in ("provinsi", "nasional")]
        return [t for t in tables if t.level == "kabkota" and t.has_city] + above
    return [t for t in tables if t.level == level and (level != "kabkota" or t.areas > 1)]


def levels_with_figures(tables: list[Coverage]) -> list[str]:
    return [level for level in VIEW_LEVELS if tables_at(tables, level)]


def default_level(tables: list[Coverage]) -> str:
    """The finest map level with a full table, else the one with the largest share of its areas."""
    for level in MAP_LEVELS:
        if any(t.full for t in tables_at(tables, level)):
            return level
    shares = {
        level: max(t.areas / t.of for t in found)
        for level in MAP_LEVELS
        if (found := tables_at(tables, level))
    }
    best = max(shares, key=lambda k: shares[k], default="kota")
    return best if shares.get(best, 0) > 0.2 or not tables_at(tables, "kota") else "kota"


def newest(tables: list[Coverage]) -> Coverage | None:
    """The table a reader sees first: newest with 90 % of the areas, else fullest, then newest."""
    full = [t for t in tables if t.full]
    if full:
        return max(full, key=lambda t: t.period)
    return max(tables, key=lambda t: (t.areas, t.period), default=None)


def first_table(tables: list[Coverage], level: str) -> Coverage | None:
    """The table to start with. Over time that is the newest of the city's own figures (of its
    province's, when it has none) in the round with most periods."""
    if level != "kota":
        return newest(tables)
    own = [t for t in tables if t.level == "kabkota"] or tables
    counts = Counter(t.round for t in own)
    return max(own, key=lambda t: (counts[t.round], t.period), default=None)


def cleaned(value: str) -> str:
    """A parameter as it is looked at: no control or other odd characters, not too long."""
    return re.sub(r"[^\w\s=;:,./+-]", "", str(value))[:LONGEST].strip()


def read(raw: Mapping[str, str]) -> tuple[Choice, list[Notice]]:
    """URL parameters as a choice, unread ones reported; codes are not yet looked up."""
    notices: list[Notice] = []
    text = {name: cleaned(value) for name, value in raw.items()}

    def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
        given = text.get(name, "")
        if given and given not in allowed:
            notices.append(Notice("notice.unknown_value", {"name": name, "value": given[:40]}))
        return given if given in allowed else default

    plain = Choice()
    classes = one_of("classes", tuple(map(str, COUNTS)), str(plain.classes))
    choice = Choice(
        indicator=text.get("indikator", FIRST) or FIRST,
        level=one_of("level", VIEW_LEVELS, ""),
        period=text.get("period", ""),
        area=text.get("area", ""),
        dim=text.get("dim", ""),
        series=text.get("series", ""),
        method=one_of("method", (*METHODS, "sendiri"), plain.method),
        classes=int(classes),
        breaks=read_breaks(text.get("breaks", ""), notices),
        scope=one_of("scope", SCOPES, plain.scope),
        form=one_of("form", FORMS, ""),
        tab=one_of("tab", TABS, plain.tab),
    )
    return choice, notices


def read_breaks(text: str, notices: list[Notice]) -> tuple[float, ...]:
    """Up to six bounds from "10,20,30"; what is not a list of numbers becomes a notice."""
    if not text:
        return ()
    try:
        bounds = sorted({float(part) for part in text.split(",")})
        if not all(map(math.isfinite, bounds)) or len(bounds) > 6:
            raise ValueError
    except ValueError:
        notices.append(Notice("notice.unknown_value", {"name": "breaks", "value": text[:40]}))
        return ()
    return tuple(bounds)


def known_indicator(
    choice: Choice, catalogue: Catalogue, notices: list[Notice], lang: str
) -> Choice:
    """The choice with an indicator that exists: the nearest code or name for an unknown one."""
    if choice.indicator in catalogue.indicators:
        return choice
    names = {i.texts[f"name_{lang}"].casefold(): c for c, i in catalogue.indicators.items()}
    asked = choice.indicator.casefold()
    near = difflib.get_close_matches(asked, [*catalogue.indicators, *names], n=1, cutoff=0.5)
    code = names.get(near[0], near[0]) if near else FIRST
    code = code if code in catalogue.indicators else next(iter(catalogue.indicators))
    shown = catalogue.indicators[code].texts[f"name_{lang}"]
    values = {"value": choice.indicator[:40], "shown": shown}
    notices.append(Notice("notice.unknown_indicator", values))
    return replace(choice, indicator=code)


def resolve(
    choice: Choice, tables: list[Coverage], catalogue: Catalogue, notices: list[Notice]
) -> Resolved:
    """The nearest choice that can be shown. A level without figures stays: the page says so."""

    def missed(name: str, given: str) -> None:
        notices.append(Notice("notice.unknown_value", {"name": name, "value": given[:40]}))

    indicator = catalogue.indicators[choice.indicator]
    level = choice.level or default_level(tables)
    here = tables_at(tables, level)
    dims = list(dict.fromkeys(t.dim for t in here))
    dim = choice.dim
    if dim not in dims:
        if dim and here:
            missed("dim", dim)
        preferred = indicator.default_dim
        dim = preferred if preferred in dims else _first_dim(here, catalogue)
    of_dim = [t for t in here if t.dim == dim]
    series = choice.series
    if series not in {t.series for t in of_dim}:
        if series and here:
            missed("series", series)
        best = first_table(of_dim, level)
        series = best.series if best else ""
    of_series = [t for t in of_dim if t.series == series]
    period = choice.period
    if period not in {t.period for t in of_series}:
        if period and here:
            values = {"value": period[:40]}
            late = all(period > t.period for t in of_series)
            notices.append(Notice("notice.late" if late else "notice.unknown_period", values))
        best = first_table(of_series, level)
        period = best.period if best else ""
        if indicator.default_period in {t.period for t in of_series}:
            period = indicator.default_period
    area = choice.area
    known = catalogue.areas.get(area)
    fits = known is not None and (known.level == level or (level == "kota" and area == CITY))
    if area and not fits:
        if known is None:
            missed("area", area)
        area = ""
    scope = choice.scope
    chosen = replace(
        choice, level=level, dim=dim, series=series, period=period, area=area, scope=scope
    )
    return Resolved(chosen, tables, notices)


def _first_dim(tables: list[Coverage], catalogue: Catalogue) -> str:
    """Totals when there are some; else the first member, in the order of its codelist, of those
    with the newest full table."""
    if not tables or any(t.dim == "" for t in tables):
        return ""
    best = newest(tables)
    order = list(catalogue.dimensions)
    same = [t.dim for t in tables if best and (t.period, t.full) == (best.period, best.full)]
    return min(same, key=lambda dim: order.index(dim.split(";")[0]), default="")
