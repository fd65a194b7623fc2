"""The arithmetic of a computed or summed figure with its parts written in."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.measure import total
from atlas.model import Indicator, Lang
from atlas.number import format_range, format_value
from atlas.query import Catalogue
from atlas.study.cell import Figure, Part
from atlas.study.origin.words import plain
from atlas.text import t


def filled(figure: Figure, catalogue: Catalogue, lang: Lang) -> str:
    """The formula of a computed figure with its parts in it, and what comes out."""
    if figure.rule is None or not figure.parts:
        return ""
    roles = [p.role for p in figure.parts]
    sides = {
        role: _side([p for p in figure.parts if p.role == role], catalogue, lang) for role in roles
    }
    indicator = catalogue.indicators[figure.key.indicator]
    kind, scale = figure.rule.kind, format_value(figure.rule.scale, lang)
    if kind in ("pasangan", "tahunan"):
        division = f"{sides['sesudah']} ÷ {sides['sebelum']}"
        power = f"({division})^(12 ÷ {figure.rule.months})" if kind == "pasangan" else division
        said = f"({power} − 1) × 100"
    elif kind == "selisih":
        said = f"{sides['pembilang']} − {sides['penyebut']}"
    else:
        said = f"{sides['pembilang']} ÷ {sides['penyebut']}"
        said += f" × {scale}" if figure.rule.scale != 1 else ""
    shown = plain(figure.row, indicator, lang)
    return f"{said} = {shown if figure.row.mark != 'NA' else 'NA'}"


def _side(parts: Sequence[Part], catalogue: Catalogue, lang: Lang) -> str:
    values = [plain(p.row, catalogue.indicators[p.key.indicator], lang) for p in parts]
    negative = len(values) == 1 and values[0].startswith("−")
    return f"({' + '.join(values)})" if len(values) > 1 or negative else values[0]


def member_sum(figure: Figure, indicator: Indicator, lang: Lang) -> str:
    """The sum of a summed figure's parts, written out; "" without parts."""
    written = " + ".join(plain(p.row, indicator, lang) for p in figure.members)
    spans = [total.span(p.row.value, p.row.low, p.row.high) for p in figure.members]
    low, high = (total.rounded(x, indicator.decimals) for x in total.total(s for s in spans if s))
    shown = plain(figure.row, indicator, lang)
    if not written or low == high:
        return f"{written} = {shown}" if written else ""
    span = format_range(low, high, lang, indicator.decimals)
    return t("origin.members_range", lang, written=written, span=span, value=shown)
