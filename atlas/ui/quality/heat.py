"""A heat map of groups by years: a sign for the state, how many of how many, a tint for the share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from html import escape

from atlas.model import STATES, Lang
from atlas.quality import Tally, tally
from atlas.text import t
from atlas.ui import area_table, params
from atlas.ui.data import grid, year_grid
from atlas.ui.data.year_grid import GLYPHS

STEPS = 5
CSS = """<style>
.scroll { max-height:54rem } tbody button { text-align:left } td.s { min-width:2.35rem; height:2.3rem } td.s small { font-variant-numeric:tabular-nums }
tr.every th, tr.every td { font-weight:600; border-bottom:2px solid var(--st-border-color) }
.h1, .h2, .h3, .h4, .h5 { background:color-mix(in srgb, var(--st-primary-color) var(--tint), var(--st-background-color)) }
.h1 { --tint:6% } .h2 { --tint:13% } .h3 { --tint:20% } .h4 { --tint:27% } .h5 { --tint:36% }
</style>"""


def heat_map(
    tallies: Mapping[str, Mapping[str, Tally]], names: Mapping[str, str], years: Sequence[str],
    chosen: str, named: tuple[str, str], lang: Lang,
) -> None:  # fmt: skip
    """Rows in the order given, each with a button that opens it below; all of them together come first."""
    grouping, level = named
    caption = escape(t("quality.heat_caption", lang, group=grouping.lower(), first=years[0],
                       last=years[-1], level=t(f"calendar.level_{level}", lang)))  # fmt: skip
    heads = "".join(f'<th scope="col" class="year">{y}</th>' for y in years)
    rows = "".join(_row(code, names[code], found, years, lang) for code, found in tallies.items())
    content = (
        f"{grid.CSS}{year_grid.CSS}{CSS}{_legend(lang)}"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table>'
        f'<caption><span>{caption}</span></caption><thead><tr><th scope="col">{escape(grouping)}</th>'
        f"{heads}</tr></thead><tbody>{_every(tallies, years, lang)}{rows}</tbody></table></div>"
    )
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    area_table.show(content, digest, chosen, "quality_heat",
                    lambda code: params.write("kelompok", code))  # fmt: skip


def _row(code: str, name: str, found: Mapping[str, Tally], years: Sequence[str], lang: Lang) -> str:
    cells = "".join(_cell(found[y], lang) for y in years)
    button = f'<button type="button" data-area="{escape(code)}">{escape(name)}</button>'
    return f'<tr data-area="{escape(code)}"><th scope="row">{button}</th>{cells}</tr>'


def _every(tallies: Mapping[str, Mapping[str, Tally]], years: Sequence[str], lang: Lang) -> str:
    """All groups together."""
    cells = []
    for year in years:
        states = [s for found in tallies.values() for s, n in found[year].counts.items()
                  for _ in range(n)]  # fmt: skip
        cells.append(_cell(tally(states), lang))
    name = escape(t("quality.all_together", lang))
    return f'<tr class="every"><th scope="row">{name}</th>{"".join(cells)}</tr>'


def _cell(found: Tally, lang: Lang) -> str:
    """Sign, count of those due, tint by share; every state in words for a screen reader."""
    share = found.share
    step = f" h{max(1, min(STEPS, int(share * STEPS) + 1))}" if share else ""
    state = found.state
    counted = f"<small>{found.held}/{found.due}</small>" if found.held else ""
    words = ", ".join(
        f"{t(f'quality.state_{s}', lang)} {found.counts[s]}" for s in STATES if s in found.counts
    )
    look = "" if share else f" {state}"
    return (
        f'<td class="s{look}{step}" title="{escape(words)}"><span aria-hidden="true">{GLYPHS[state]}'
        f'{counted}</span><span class="sr">{escape(words)}</span></td>'
    )


def _legend(lang: Lang) -> str:
    """The signs, and what the tint and the two numbers say."""
    tints = {"terbit": "h5", "sebagian": "h2"}
    items = "".join(
        f'<li><i class="{tints.get(state, state)}" aria-hidden="true">{glyph}</i>'
        f"{t(f'quality.legend_{state}', lang)}</li>"
        for state, glyph in GLYPHS.items()
    )
    return (
        f'<ul class="legend" aria-label="{t("calendar.legend", lang)}">{items}</ul>'
        f'<p style="margin:.2rem 0 .6rem">{escape(t("quality.legend_share", lang))}</p>'
    )
