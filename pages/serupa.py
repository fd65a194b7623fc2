"""Which areas are most like a chosen one, and by what: choose, ask, draw, cite."""

from atlas import query
from atlas.ui import frame, similar, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("similar", release, lang)
tool.head(study, "similar")
similar.choose(release, study, catalogue, lang)
tool.picture(release, study, "peers", take=similar.go)
for grid in study.grids[:1]:
    tool.table(grid, "compared", lang, css=similar.LONG_NAMES)
for grid in study.grids[1:2]:
    tool.table(grid, "distances", lang, take=similar.go, css=similar.WIDE_TABLE)
if study.grids:
    similar.firm(study, lang)
tool.foot(release, study)
