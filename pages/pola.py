"""Whether high and low values cluster in space, and where: choose, ask, draw, cite."""

from functools import partial

from atlas import query
from atlas.ui import frame, pattern, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("pattern", release, lang)
chosen, take = pattern.chosen(study), partial(pattern.toggle, study)
tool.head(study, "pattern")
pattern.choose(release, study, catalogue, lang)
tool.picture(release, study, "pattern_map", chosen, take, width=1100.0)
for grid in study.grids:
    tool.table(grid, "pattern_table", lang, chosen, take)
tool.foot(release, study, chosen)
