"""Every comparable period as a small map, or every area as a small line: choose, ask, draw, cite."""

from functools import partial

from atlas import query
from atlas.ui import frame, multiples, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("multiples", release, lang)
tool.head(study, "multiples")
multiples.choose(release, study, catalogue, lang)
area = multiples.focus(study)
tool.picture(release, study, "multiples", area, partial(multiples.toggle, study))
for grid in study.grids[:1]:
    tool.table(grid, "multiples_table", lang, area, partial(multiples.toggle, study))
tool.foot(release, study, area)
