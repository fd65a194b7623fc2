"""How every area moved between two comparable periods: choose, ask, draw, cite."""

from functools import partial

from atlas import query
from atlas.ui import change, frame, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("change", release, lang)
tool.head(study, "change")
change.choose(release, study, catalogue, lang)
area = change.focus(study)
tool.picture(release, study, "change", area, partial(change.toggle, study))
for grid in study.grids:
    tool.table(grid, "change_table", lang, area, partial(change.toggle, study))
change.left_out(release, study, lang)
tool.foot(release, study, area)
