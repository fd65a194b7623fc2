"""Areas against rates in ranks or standard scores: choose, ask, draw, cite."""

from functools import partial

from atlas import query
from atlas.ui import frame, matrix, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("matrix", release, lang)
selected = study.params["area"]
tool.head(study, "matrix")
matrix.choose(release, study, catalogue, lang)
matrix.legend(study)
for grid in study.grids[:1]:
    tool.table(grid, "matrix", lang, selected, partial(matrix.toggle, study), matrix.TABLE)
if study.grids:
    matrix.about(study, lang)
tool.foot(release, study, selected)
