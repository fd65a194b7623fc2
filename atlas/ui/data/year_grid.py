"""The calendar itself: indicators by years, each cell in one of six states that differ in shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from atlas import inventory
from atlas.inventory import Held
from atlas.model import Indicator, Lang
from atlas.text import t
from atlas.ui.data import grid
from atlas.ui.frame import link

GLYPHS = {"terbit": "●", "sebagian": "◐", "nol": "0", "tidak_berlaku": "NA", "belum_terbit": "○",
          "tidak_tersedia": "…", "tidak_dikumpulkan": "×"}  # fmt: skip
"""A sign for every state, and one more for a year that is published in part."""
CSS = """<style>
.legend { display:flex; flex-wrap:wrap; gap:.3rem 1.2rem; list-style:none; padding:0; margin:.2rem 0 .6rem; font-size:.93rem }
.legend li { display:flex; align-items:center; gap:.45rem } .legend i { font-style:normal; min-width:1.9rem; padding:.1rem .2rem; text-align:center; border:1px solid var(--st-border-color) }
th.year, td.s { text-align:center; padding:.3rem .1rem; min-width:2.2rem; font-weight:400; font-size:.86rem; position:relative; vertical-align:middle }
td.s { border-left:1px solid var(--st-border-color) } td.s small { line-height:1.1; white-space:nowrap; color:inherit; font-size:.78rem }
tbody th { position:sticky; left:0; z-index:1; background:var(--st-background-color); min-width:12rem; max-width:16rem; box-sizing:border-box; border-right:1px solid var(--st-border-color) }
thead th:first-child { left:0; z-index:2 }
.terbit { background:color-mix(in srgb, var(--st-primary-color) 26%, var(--st-background-color)) }
.sebagian { background:color-mix(in srgb, var(--st-primary-color) 11%, var(--st-background-color)) }
.nol, .tidak_berlaku { font-weight:700 }
.nol { box-shadow:inset 0 0 0 2px var(--st-border-color) }
.tidak_tersedia { color:var(--atlas-quiet) }
td.tidak_dikumpulkan { text-align:left; padding-left:.6rem; font-size:.93rem }
.tidak_dikumpulkan { color:var(--atlas-quiet); background:repeating-linear-gradient(135deg, transparent 0 7px, var(--atlas-ground) 7px 9px) }
.why { display:inline-block; position:sticky; left:12.6rem; max-width:60rem }
.sr { position:absolute; width:1px; height:1px; overflow:clip; clip-path:inset(50%); white-space:nowrap }
@media (max-width:700px) { tbody th { min-width:8.5rem; max-width:9.5rem; font-size:.85rem } .why { left:10rem; max-width:calc(100vw - 13rem) } }
</style>"""


def year_grid(
    indicators: Sequence[Indicator], held: Mapping[str, Mapping[str, Held]], why: Mapping[str, str],
    years: Sequence[str], of: int, named: tuple[str, str], lang: Lang,
) -> None:  # fmt: skip
    """Rows in the order given; `why` says for a row without figures why it has none."""
    level, topic = named
    rows = "".join(_row(i, held.get(i.indicator, {}), why, years, of, level, lang)
                   for i in indicators)  # fmt: skip
    heads = "".join(f'<th scope="col" class="year">{y}</th>' for y in years)
    caption = escape(t("calendar.caption", lang, topic=topic, first=years[0], last=years[-1],
                       level=t(f"calendar.level_{level}", lang)))  # fmt: skip
    grid.draw(
        f'{CSS}{legend(lang)}<div class="scroll" tabindex="0" role="region" aria-label="{caption}">'
        f'<table><caption><span>{caption}</span></caption><thead><tr><th scope="col">'
        f"{t('calendar.indicator', lang)}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>",
        "data_calendar",
    )


def legend(lang: Lang) -> str:
    """Every state with its sign and what it means."""
    items = "".join(
        f'<li><i class="{state}" aria-hidden="true">{glyph}</i>{t(f"calendar.legend_{state}", lang)}</li>'
        for state, glyph in GLYPHS.items()
    )
    return f'<ul class="legend" aria-label="{t("calendar.legend", lang)}">{items}</ul>'


def _row(
    indicator: Indicator, held: Mapping[str, Held], why: Mapping[str, str], years: Sequence[str],
    of: int, level: str, lang: Lang,
) -> str:  # fmt: skip
    place = "kota" if level in ("nasional", "provinsi") else level
    href = escape(link("indikator", lang, indikator=indicator.indicator, level=place))
    head = (
        f'<th scope="row"><a href="{href}" target="_self">{escape(indicator.name(lang))}</a></th>'
    )
    if indicator.indicator in why:
        said = t("calendar.cell_tidak_dikumpulkan", lang, why=why[indicator.indicator])
        sign = f'<span aria-hidden="true">{GLYPHS["tidak_dikumpulkan"]} </span>'
        cell = f'<span class="why">{sign}{escape(said)}</span>'
        return f'<tr>{head}<td class="s tidak_dikumpulkan" colspan="{len(years)}">{cell}</td></tr>'
    states = inventory.year_states(held, years, of)
    cells = "".join(_cell(states[y], held.get(y), of, lang) for y in years)
    return f"<tr>{head}{cells}</tr>"


def _cell(state: str, held: Held | None, of: int, lang: Lang) -> str:
    """Sign, how complete where that is not all, and the state in words for a screen reader."""
    some = state == "terbit" and held is not None and held.areas < of
    name = "sebagian" if some else state
    areas = held.areas if held else 0
    words = t(f"calendar.cell_{name}", lang, **({"areas": areas, "of": of} if some else {}))
    part = f"<small>{areas}/{of}</small>" if some else ""
    return (
        f'<td class="s {name}"><span aria-hidden="true">{GLYPHS[name]}{part}</span>'
        f'<span class="sr">{words}</span></td>'
    )
